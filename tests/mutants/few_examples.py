"""A pytest plugin for runs of thousands of mutants: properties are tried on few examples, the same each time."""

from hypothesis import settings

settings.register_profile("few", max_examples=15, derandomize=True, deadline=None, database=None)
settings.load_profile("few")
