"""The demo: an invented city event in a folder of its own, served for real, with simulated judges beside it.

Nobody in it is real. `names` invents people and unions, `hands` decides what a judge would give, `fill` and `past`
make the event, `wire`, `tablet` and `judges` mark as tablets do, `ground` keeps a demo away from everything that is
not one, `play` runs it all. The demo calls the rooms' actions; it has no tables and no rules.
"""
