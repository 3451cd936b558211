"""Big screens: the public page that shows an event's boards in turn, and the code that opens the standings on a phone.

The boards, their snapshots and ticks live in `competition.standings`; what may be shown is decided there.
"""
