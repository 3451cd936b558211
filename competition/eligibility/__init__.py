"""Who may enter: the rules of an event, what they say of every entry and why, and what a person set aside.

The rules themselves are the engine's (`engine/eligibility`); who is entered is `contestants`' and `registration`'s
business. What only rooms above know (prizes of past editions, who qualified below) comes through `lookups`.
"""
