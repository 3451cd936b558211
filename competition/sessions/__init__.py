"""The contest day: stations, sessions with batches, check-in, draws of codes and stations, and the clocks of sessions.

Here live the lists that join codes to people, sealed under keys that nobody holds alone. Not here: who enters
(contestants), who judges (officials), what is marked (judging, which takes the stations as they were drawn).
"""
