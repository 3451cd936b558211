"""The demo: an invented city event in a folder of its own, served for real, with simulated judges in a process of their own.

Nobody in it is real. `names` invents people and unions, `hands` decides what a judge would give, `fill` and `past` make the event,
`wire` and `judges` mark as tablets do, `play` runs it all. The demo calls the rooms' actions; it has no tables and no rules.
"""
