"""Contestants, their entries in a trade's stage, and the import of entry forms as organisers send them.

ID numbers and telephone numbers are sealed (store.vault) and found by blind index; who marks whom is in `judging`.
"""
