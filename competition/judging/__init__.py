"""Sheets and the marks on them: states, append-only marks, the tablets' exchange, corrections, the chief's locks, the monitor.

What marks amount to is the engine's; who stands where on the board is said by standings.
"""
