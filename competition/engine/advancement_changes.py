"""What changes a cut after it was made: withdrawals, for which substitutes step in, and corrections of results."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from competition.engine.advancement_rule import Rule
from competition.engine.advancement_shape import CutRefused, Out, Place, Proposal
from competition.engine.ranking import natural

OF_POOL = ("top", "share", "minimum", "substitute")


@dataclass(frozen=True, slots=True)
class Turn:
    """A place that was left: by whom, who steps in (None: nobody can), and which substitutes were passed over, each with
    the limit that forbids it (organisation_limit | region_limit)."""

    left: str
    entered: str | None
    passed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Replacement:
    """Who steps in for whom, in the order of the places, and the cut as it is then."""

    turns: tuple[Turn, ...]
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Change:
    """How an entry stands before and after: `was` and `now` are its why of advancing or of being out ('' where it is not
    in the cut at all), `substitute` its place in the row of substitutes from 1, None outside."""

    entry: str
    was: str
    now: str
    rank_was: int | None
    rank_now: int | None
    substitute_was: int | None = None
    substitute_now: int | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """Whom a correction affects: who advances only after it, only before it, and who stands otherwise than before."""

    gains: tuple[Change, ...]
    loses: tuple[Change, ...]
    moves: tuple[Change, ...]

    @property
    def none(self) -> bool:
        """Whether everybody stands as before."""
        return not (self.gains or self.loses or self.moves)


def replace(rule: Rule, proposal: Proposal, withdrawn: Collection[str]) -> Replacement:
    """The cut without those who withdrew, substitutes in their places.

    For a place won in a pool its own substitutes come first, then those of others; where divisions are apart only those
    of the division. The limits are counted anew among those who advance then. A substitute who withdrew is struck. Raises
    CutRefused not_advancing for somebody who has no place and is no substitute.
    """
    known = {place.entry for place in (*proposal.advancing, *proposal.substitutes)}
    for entry in sorted(withdrawn, key=natural):
        if entry not in known:
            raise CutRefused("not_advancing", entry)
    gone = [place for place in proposal.advancing if place.entry in withdrawn]
    advancing = [place for place in proposal.advancing if place.entry not in withdrawn]
    waiting = [place for place in proposal.substitutes if place.entry not in withdrawn]
    turns = []
    for left in gone:
        turn, called = _turn(rule, left, advancing, waiting)
        turns.append(turn)
        if called is not None:
            waiting.remove(called)
            advancing.append(dataclasses.replace(called, why="substitute"))
    in_now = {place.entry for place in advancing}
    out = {one.entry: one for one in proposal.out if one.entry not in in_now}
    struck = [place for place in proposal.substitutes if place.entry in withdrawn]
    out |= {one.entry: Out(one.entry, one.pool, "withdrawn", one.rank, one.division) for one in (*gone, *struck)}
    ordered = sorted(out.values(), key=lambda one: one.order)
    return Replacement(tuple(turns), Proposal(tuple(advancing), tuple(ordered), tuple(waiting), proposal.steps))


def _turn(rule: Rule, left: Place, advancing: list[Place], waiting: list[Place]) -> tuple[Turn, Place | None]:
    """Who takes the place that was left: the first in the row whom no limit forbids."""
    same = [one for one in waiting if not rule.divisions_apart or one.division == left.division]
    own = [one for one in same if left.why in OF_POOL and one.pool == left.pool]
    row = [*own, *(one for one in same if one not in own)]
    passed: list[tuple[str, str]] = []
    for one in row:
        limit = _forbidden(rule, one, advancing)
        if not limit:
            return Turn(left.entry, one.entry, tuple(passed)), one
        passed.append((one.entry, limit))
    return Turn(left.entry, None, tuple(passed)), None


def _forbidden(rule: Rule, one: Place, advancing: Iterable[Place]) -> str:
    """The limit that keeps a substitute out, '' where none does."""
    beside = [place for place in advancing if not rule.divisions_apart or place.division == one.division]
    of_organisation = Counter(place.organisation for place in beside)[one.organisation]
    if one.organisation and rule.per_organisation is not None and of_organisation >= rule.per_organisation:
        return "organisation_limit"
    of_region = Counter(place.region for place in beside)[one.region]
    if one.region and rule.per_region is not None and of_region >= rule.per_region:
        return "region_limit"
    return ""


def impact(before: Proposal, after: Proposal) -> Impact:
    """Whom a correction affects, each group in the order of the entries."""
    old, new = _standings(before), _standings(after)
    gains, loses, moves = [], [], []
    for entry in sorted({*old, *new}, key=natural):
        change = _change(entry, old, new)
        was, now = entry in before.entries, entry in after.entries
        if now and not was:
            gains.append(change)
        elif was and not now:
            loses.append(change)
        elif old.get(entry) != new.get(entry):
            moves.append(change)
    return Impact(tuple(gains), tuple(loses), tuple(moves))


_Standing = tuple[str, int | None, int | None]
_NOWHERE: _Standing = ("", None, None)


def _standings(proposal: Proposal) -> dict[str, _Standing]:
    """entry -> why, rank, place in the row of substitutes."""
    row = {place.entry: number for number, place in enumerate(proposal.substitutes, start=1)}
    found: dict[str, _Standing] = {one.entry: (one.why, one.rank, row.get(one.entry)) for one in proposal.out}
    return found | {place.entry: (place.why, place.rank, None) for place in proposal.advancing}


def _change(entry: str, old: Mapping[str, _Standing], new: Mapping[str, _Standing]) -> Change:
    was, rank_was, substitute_was = old.get(entry, _NOWHERE)
    now, rank_now, substitute_now = new.get(entry, _NOWHERE)
    return Change(entry, was, now, rank_was, rank_now, substitute_was, substitute_now)
