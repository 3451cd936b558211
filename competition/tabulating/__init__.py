"""The auditor's door: PLAN.json and MARKS.csv in, every figure and its arithmetic out.

Rests on the engine and the standard library alone: no database, no web, no settings, no network. What the product
publishes of a stage comes through the same functions (`competition.standings.exporting`).
"""
