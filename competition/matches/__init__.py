"""Matches: trades in which two meet at a time, as a bracket or everybody against everybody (field rule TF-14).

What they come to is written as the figure of one aspect of the stage's plan; from there on it is a mark like any other.
"""
