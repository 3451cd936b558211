"""Whom a correction of a cut would affect, and how far each has come above."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from competition.advancement import queries
from competition.advancement.ground import Ground, Named
from competition.advancement.models import Cut
from competition.advancement.queries.cuts import left, without
from competition.contestants import queries as contestants
from competition.engine.advancement import Change, CutRefused, Proposal, impact, propose
from competition.engine.advancement import Named as EngineNamed
from competition.judging import queries as judging
from competition.standings import queries as standings


@dataclass(frozen=True)
class Affected:
    """One who gains a place, loses it (`how` gains | loses | moves); `number` the entry above, None where there is none,
    `marked` whether it has marks there, `rank` what it has there now."""

    how: str
    change: Change
    number: int | None = None
    marked: bool = False
    rank: int | None = None


def affected(s: Session, ground: Ground, cut: Cut, now: Proposal, after: Proposal | None) -> list[Affected]:
    """Everybody whom a correction touches: `after` where one is proposed, else what the results of now would make of it."""
    if after is None:
        after = without(ground.rule, _remade(ground, cut.named), left(s, cut.passage_id))
    found = impact(now, after)
    rows = [("gains", one) for one in found.gains] + [("loses", one) for one in found.loses]
    rows += [("moves", one) for one in found.moves]
    places = {one.key: one.to_entry_id for one in queries.places(s, cut.passage_id) if one.to_entry_id}
    made = {entry_id for _how, one in rows if (entry_id := places.get(one.entry))}
    entries = contestants.entries_by_id(s, made)
    marked = {copy.sheet.entry_id for copy in judging.copies(s, made).values() if copy.marks} if made else set()
    stage_id = ground.upper.stage.id
    order = standings.orders(s, [stage_id]).get(stage_id, []) if marked else []
    ranks = {entry.id: place.rank for place, entry in order}
    result = []
    for how, one in rows:
        above = places.get(one.entry, "")
        number = entries[above].number if above in entries else None
        result.append(Affected(how, one, number, above in marked, ranks.get(above)))
    return result


def _remade(ground: Ground, named: list[Named]) -> Proposal:
    """The cut with the results of now; names that the rule no longer bears are left out."""

    def of(kind: str) -> list[EngineNamed]:
        return [
            EngineNamed(one["key"], one["reason"], one.get("organisation", "")) for one in named if one["kind"] == kind
        ]

    try:
        return propose(ground.rule, ground.pools, of("direct"), of("wild_card"), better=ground.better)
    except CutRefused:
        return propose(ground.rule, ground.pools, better=ground.better)
