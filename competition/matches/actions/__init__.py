"""What organisers and referees do with matches."""

from competition.matches.actions.drawing import draw, drop, seed_by_hand, set_up, undraw
from competition.matches.actions.ending import accept
from competition.matches.actions.ground import Setting
from competition.matches.actions.results import correct, enter, put_back, withdraw

__all__ = [
    "Setting", "accept", "correct", "draw", "drop", "enter", "put_back", "seed_by_hand", "set_up", "undraw", "withdraw",
]  # fmt: skip
