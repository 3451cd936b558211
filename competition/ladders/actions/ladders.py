"""Making ladders, changing what is said of them, and their tiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from competition.ladders import queries
from competition.ladders.facts import LadderRemoved, LadderSaved
from competition.ladders.models import Ladder, Rung, Tier
from competition.store import Refused, current_head, happened, new_id, transaction

MOST_TIERS = 12


@dataclass(frozen=True, kw_only=True)
class LadderDetails:
    """What a person says of a ladder."""

    name: str
    name_en: str = ""
    about: str = ""
    about_en: str = ""
    shown: bool = False


@dataclass(frozen=True, kw_only=True)
class TierDetails:
    """A tier as a person writes it; `id` None is a new one. With `may_skip` events below may feed one above it."""

    name: str
    name_en: str = ""
    may_skip: bool = False
    id: str | None = None


def add_ladder(actor: str, details: LadderDetails, tiers: Sequence[TierDetails]) -> str:
    """Make a ladder with its tiers, the lowest first; returns its id. Refused: ladder_exists, tier_missing, tier_twice."""
    ladder_id = new_id()
    with transaction() as s:
        _name_free(s, details.name, None)
        _check(tiers)
        s.add(Ladder(id=ladder_id, **asdict(details)))
        s.flush()
        _put(s, ladder_id, tiers)
        after = asdict(details) | {"tiers": [one.name for one in tiers]}
        happened(
            LadderSaved(
                chain=chain(ladder_id), actor=actor, ladder_id=ladder_id, name=details.name, before={}, after=after
            )
        )
    return ladder_id


def edit_ladder(
    actor: str, ladder_id: str, details: LadderDetails, tiers: Sequence[TierDetails], rev: int | None = None
) -> None:
    """Change a ladder, and let it have exactly these tiers, the lowest first; a tier with events in it stays.

    Refused: not_there, changed_meanwhile, ladder_exists, tier_missing, tier_twice, tier_not_empty, tier_order (an event
    would feed one that no longer stands above it).
    """
    with transaction() as s:
        one = locked(s, ladder_id)
        if rev is not None and rev != one.rev:
            raise Refused("changed_meanwhile", 409)
        _name_free(s, details.name, ladder_id)
        _check(tiers)
        standing = queries.tiers(s, ladder_id)
        before = {name: getattr(one, name) for name in asdict(details)} | {"tiers": [_said(row) for row in standing]}
        for name, value in asdict(details).items():
            setattr(one, name, value)
        _put(s, ladder_id, tiers)
        after = asdict(details) | {"tiers": [_said(row) for row in queries.tiers(s, ladder_id)]}
        if before == after:
            return
        one.rev += 1
        happened(
            LadderSaved(
                chain=chain(ladder_id), actor=actor, ladder_id=ladder_id, name=one.name, before=before, after=after
            )
        )


def remove_ladder(actor: str, ladder_id: str) -> None:
    """Take away a ladder that has no events. Refused: not_there, ladder_not_empty."""
    with transaction() as s:
        one = locked(s, ladder_id)
        if queries.rungs_of_ladder(s, ladder_id):
            raise Refused("ladder_not_empty", name=one.name)
        for tier in queries.tiers(s, ladder_id):
            s.delete(tier)
        s.flush()
        s.delete(one)
        s.flush()
        happened(LadderRemoved(chain=chain(ladder_id), actor=actor, ladder_id=ladder_id, name=one.name))


def chain(ladder_id: str) -> str:
    """The chain of the ledger on which a ladder's facts stand."""
    return f"ladder:{ladder_id}"


def locked(s: Session, ladder_id: str) -> Ladder:
    """The ladder, with nobody else changing what stands in it until the transaction is over. Refused: not_there."""
    queries.ladder(s, ladder_id)
    current_head(chain(ladder_id))
    one = queries.ladder(s, ladder_id)
    s.refresh(one)
    return one


def leads(tiers: Mapping[str, Tier], lower: str, upper: str) -> bool:
    """Whether events of one tier may feed events of another: it is the next one up, or all between may be skipped."""
    low, high = tiers[lower].position, tiers[upper].position
    return low < high and all(one.may_skip for one in tiers.values() if low < one.position < high)


def _check(tiers: Sequence[TierDetails]) -> None:
    if not tiers:
        raise Refused("tier_missing", 422)
    names = [one.name for one in tiers]
    for name in names:
        if names.count(name) > 1:
            raise Refused("tier_twice", name=name)


def _put(s: Session, ladder_id: str, wanted: Sequence[TierDetails]) -> None:
    standing = {one.id: one for one in queries.tiers(s, ladder_id)}
    rungs = queries.rungs_of_ladder(s, ladder_id)
    kept = {one.id for one in wanted}
    for one in [row for row in standing.values() if row.id not in kept]:
        if any(rung.tier_id == one.id for rung in rungs):
            raise Refused("tier_not_empty", name=one.name)
        s.delete(standing.pop(one.id))
    s.flush()
    for position, details in enumerate(wanted):
        row = standing.get(details.id or "")
        if row is None:
            row = Tier(ladder_id=ladder_id)
            s.add(row)
        row.position, row.may_skip = position, details.may_skip
        row.name, row.name_en = details.name, details.name_en
    s.flush()
    _check_feeding({one.id: one for one in queries.tiers(s, ladder_id)}, rungs)


def _check_feeding(tiers: Mapping[str, Tier], rungs: Sequence[Rung]) -> None:
    by_id = {one.id: one for one in rungs}
    for one in rungs:
        above = by_id.get(one.feeds_id or "")
        if above is not None and not leads(tiers, one.tier_id, above.tier_id):
            raise Refused("tier_order", lower=tiers[one.tier_id].name, upper=tiers[above.tier_id].name)


def _said(tier: Tier) -> dict[str, Any]:
    return {key: getattr(tier, key) for key in ("id", "name", "name_en", "may_skip")}


def _name_free(s: Session, name: str, ladder_id: str | None) -> None:
    found = queries.named_ladder(s, name)
    if found is not None and found.id != ladder_id:
        raise Refused("ladder_exists", name=name)
