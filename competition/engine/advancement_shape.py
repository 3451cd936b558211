"""What a cut is: who advances, who does not, who stands by, and the arithmetic; frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from competition.engine.ranking import natural
from competition.engine.refusal import Refusal

LAST = 10**9


class CutRefused(Refusal):
    """A cut that was asked for with entries that cannot be in it so; `path` is the entry."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who has a place without winning it in a pool: a direct entry, or a wild card, which must say its `reason`."""

    entry: str
    reason: str = ""
    organisation: str = ""
    region: str = ""
    division: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the upper pool. `why` top | share | minimum | runner_up | direct | wild_card | substitute; a substitute
    named but not called has the why `named`."""

    entry: str
    pool: str
    why: str
    rank: int | None = None
    organisation: str = ""
    region: str = ""
    division: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Out:
    """Who does not advance. `why` below_cut | tie_out | minimum | organisation_limit | region_limit | out_at_least |
    capacity | status | unmarked | withdrawn."""

    entry: str
    pool: str
    why: str
    rank: int | None = None
    division: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """Where it stands among those who are out: by division, pool and rank, who is not ranked last."""
        return natural(self.division), natural(self.pool), self.rank or LAST, natural(self.entry)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic: its code, the pool and division it is about ('' all), and the figures as text."""

    code: str
    pool: str = ""
    division: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A cut: who advances in the order in which the places were given out, who is out, pool by pool, and who stands by,
    in the order in which they step in (all of these are also out)."""

    advancing: tuple[Place, ...]
    out: tuple[Out, ...]
    substitutes: tuple[Place, ...]
    steps: tuple[Step, ...]

    @property
    def entries(self) -> frozenset[str]:
        """Who advances."""
        return frozenset(place.entry for place in self.advancing)
