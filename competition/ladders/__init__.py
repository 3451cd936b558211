"""Ladders (晋级体系): events of several tiers, which event feeds which, and by what rule a trade goes on.

Who actually goes on is not here: cuts and qualifications are the business of the room above. What a county's organiser may
is a matter of the county's own event.
"""
