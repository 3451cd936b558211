"""What rooms above say on the overview of an event: with what else it belongs together.

Each such room offers a function `(s, event_id) -> list[Beside]`; wiring gathers them into `app.extensions["besides"]`, so
the overview shows rooms above this one without knowing them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Beside:
    """One line: what it is, what it says, and where more of it is; in the person's language."""

    title: str
    text: str
    href: str


Telling: TypeAlias = Callable[[Session, str], list[Beside]]
