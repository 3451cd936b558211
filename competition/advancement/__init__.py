"""Cuts and qualifications (晋级): who of the pools below goes on to an upper trade, by the passage's rule.

A cut is proposed with its arithmetic, confirmed, and from then on only changed by withdrawals, for which substitutes step
in, and by corrections that a second person approves. Which event feeds which, and by what rule, is said by `ladders`.
"""
