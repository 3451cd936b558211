"""Amendments: a scoring plan changed after its stage has started, looked at first, proposed by one, approved by another.

The draft that is proposed is written in `schemes`; what the stage runs under is `events`'.
"""
