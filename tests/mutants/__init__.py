"""Mutation testing of the engine: what is changed in it must be noticed by a test, or be excused by name.

`record.json` holds, for every function of the engine, the hash of the source that was last tried, how many mutants it had
and how many lived; `survivors.toml` every mutant that lives, with the reason. A function is tried again when its source
has changed; `make mutants ARGS=--all` tries all of them (an hour on two cores).
"""
