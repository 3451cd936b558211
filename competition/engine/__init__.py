"""The pure rules: plans, values, marks, totals and ranks. Values in, values out.

Here live a scoring plan and what follows from it. No clock, chance, database or web: what depends on the time or on
chance is handed in. Words for people are with the rooms; who stores what is in `competition.judging` and
`competition.standings`.
"""
