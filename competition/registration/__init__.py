"""Registering for an event in public: a unit or a person sends entries in, the unit's union approves them.

The entries themselves are made in `contestants`.
"""
