"""Contests that come again: the events of a season in their rounds, and the standings over it."""
