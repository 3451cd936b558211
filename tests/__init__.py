"""Tests: file mirrors file. `world.py` is the one small competition they all use; `services/` starts real servers."""
