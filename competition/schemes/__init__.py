"""Scoring plans and their versions, and the marking-scheme templates they start from.

What a plan means is ruled by `engine`; marks given under it are in `judging`.
"""
