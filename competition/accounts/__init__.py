"""People who sign in, what they may do (grants: person, role, scope path), their sessions, and the tablets bound to them by QR.

What a judge is in a trade is said by officials; contestants and members are not people who sign in and live elsewhere.
"""
