"""The real-name roll: members of the union, their dated membership, cards and categories, and its import.

Units are in `organisations`; people who compete are in `contestants`.
"""
