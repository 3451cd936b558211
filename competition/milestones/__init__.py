"""Milestones: labour contests on site (立功竞赛), where what falls due is reported with evidence and accepted.

The score is written as the figure of one aspect of the stage's plan; from there on it is a mark like any other.
"""
