"""What rooms above this one know and its rules ask for; wiring says once who answers.

`prizes(s, event_id)` gives what was won in an event whose results stand, as (trade's key, person, prize) triples.
`qualified(s, entry_ids)` gives the entry below by which each of these entries came up, without those that did not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.orm import Session

Won: TypeAlias = tuple[str, str, str]
Prizes: TypeAlias = Callable[[Session, str], Iterable[Won]]
Qualified: TypeAlias = Callable[[Session, Collection[str]], Mapping[str, str]]


def _no_prizes(s: Session, event_id: str) -> Iterable[Won]:
    return ()


def _nobody(s: Session, entry_ids: Collection[str]) -> Mapping[str, str]:
    return {}


@dataclass
class Lookups:
    """Who answers."""

    prizes: Prizes = _no_prizes
    qualified: Qualified = _nobody


LOOKUPS = Lookups()


def use(*, prizes: Prizes, qualified: Qualified) -> None:
    """Say who answers."""
    LOOKUPS.prizes, LOOKUPS.qualified = prizes, qualified
