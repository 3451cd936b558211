"""Standings: who stands where, projected from the marks in their own transaction, and the boards that everybody sees.

Marks and sheets are judging's; how a screen draws a board is screens'.
"""
