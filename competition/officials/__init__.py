"""Judges and officers: who judges in which trade, on which seat of which module, and the cards that sign in tablets.

Not here: the tablets themselves and roles (accounts), and what a judge marks (judging).
"""
