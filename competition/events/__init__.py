"""Events, their trades and the stages of each trade: what is held, when, where and under which anonymity.

Scoring plans are in `schemes`, who takes part in `contestants`; starting and ending a stage is decided in `judging`.
"""
