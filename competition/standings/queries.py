"""What may be known of boards; only what was published, and that only of stages that exist."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.engine.plans import Plan
from competition.engine.ranking import Ranked, rank, rank_field
from competition.engine.ranking import Standing as Stood
from competition.engine.tabulation import DNF
from competition.engine.visibility import Sight, public_sight
from competition.events import queries as events
from competition.judging import queries as judging
from competition.standings.models import Board, Recount, Standing
from competition.store import utcnow

KEY_DIGITS = 3


def board(s: Session, stage_id: str) -> Board | None:
    """The published board of a stage, or None."""
    return s.get(Board, stage_id)


def snapshot(s: Session, stage_id: str) -> dict[str, Any] | None:
    """The published board as a document, or None."""
    kept = s.get(Board, stage_id)
    return json.loads(kept.body) if kept else None


def revisions(s: Session, stage_ids: list[str]) -> dict[str, int]:
    """stage -> revision of its published board."""
    query = select(Board.stage_id, Board.revision).where(Board.stage_id.in_(stage_ids))
    return {row.stage_id: row.revision for row in s.execute(query)}


def behind(s: Session) -> list[str]:
    """Stages whose board is older than their end: the process died between the two."""
    stage = events.Stage
    return list(
        s.scalars(select(Board.stage_id).join(stage, stage.id == Board.stage_id).where(stage.ended_at > Board.at))
    )


def boards_of(s: Session, event_id: str) -> dict[str, Any]:
    """The event and the boards of its stages that have begun, in the order of its trades."""
    event = events.event(s, event_id)
    stages = events.stages(s, event_id)
    published = {
        row.stage_id: row for row in s.scalars(select(Board).where(Board.stage_id.in_([x.id for x in stages.values()])))
    }
    boards = []
    for trade in events.trades(s, event_id):
        stage = stages.get(trade.id)
        kept = published.get(stage.id) if stage else None
        if stage is None or kept is None or stage.state == "DRAFT":
            continue
        whole = json.loads(kept.body)
        boards.append({
            "board": stage.id, "trade": whole["trade"], "stage": whole["stage"], "revision": kept.revision, "count": whole["count"],
            "at": whole["at"], "leader": next((row for row in whole["rows"][:1] if row["rank"] == 1), None),
            "progress": whole["progress"],
        })  # fmt: skip
    return {
        "event": {
            "id": event.id,
            "name": event.name,
            "name_en": event.name_en,
            "edition": event.edition,
            "place": event.place,
            "zone": event.zone,
        },
        "boards": boards,
        "now": utcnow().isoformat(timespec="milliseconds"),
    }


def jury_order(s: Session, stage_id: str) -> list[tuple[Ranked, Any, Standing | None]]:
    """The full order with all marks, for those who may see them: (place, entry, standing); of works while nobody knows whose
    they are."""
    stage = events.stages_by_id(s, [stage_id]).get(stage_id)
    entries = {entry.id: entry for entry in (judging.subjects(s, stage) if stage else [])}
    rows = {row.entry_id: row for row in s.scalars(select(Standing).where(Standing.stage_id == stage_id))}
    plan = _plan_of(s, stage)
    stood = [stood_of(entry, rows.get(entry.id), unsigned=True) for entry in entries.values()]
    return [(place, entries[place.entry], rows.get(place.entry)) for place in ranked(plan, stood)]


def public_orders(s: Session, stage_ids: Collection[str]) -> dict[str, list[tuple[Ranked, EntryRow]]]:
    """The order of every one of these stages that is over, as the public may see it: stage id -> (place, entry).

    Stages that run, that are blind until their reveal or that nobody was ranked in are not there.
    """
    stages = events.stages_by_id(s, stage_ids)
    sights = {one.id: sight_of(one) for one in stages.values() if one.state == "ENDED"}
    shown = {stage_id: sight.unsigned for stage_id, sight in sights.items() if sight.rows}
    return _orders(s, stages, shown)


def orders(s: Session, stage_ids: Collection[str]) -> dict[str, list[tuple[Ranked, EntryRow]]]:
    """The order with all marks of every one of these stages that has entries, for those who may see it."""
    stages = events.stages_by_id(s, stage_ids)
    return _orders(s, stages, dict.fromkeys(stages, True))


def sight_of(stage: events.Stage) -> Sight:
    """What the public may see of a stage now."""
    return public_sight(stage.anonymity, stage.state, revealed=stage.revealed_at is not None)


def _orders(
    s: Session, stages: Mapping[str, events.Stage], unsigned: Mapping[str, bool]
) -> dict[str, list[tuple[Ranked, EntryRow]]]:
    """The orders of these stages, each with all marks or with signed ones alone: as many questions for one as for a hundred."""
    kept = {row.entry_id: row for row in s.scalars(select(Standing).where(Standing.stage_id.in_(list(unsigned))))}
    entries: dict[str, list[EntryRow]] = {}
    for entry in contestants.entries_of_stages(s, list(unsigned)):
        entries.setdefault(entry.stage_id, []).append(entry)
    found = {}
    for stage_id, some in entries.items():
        by_id = {entry.id: entry for entry in some}
        stood = [stood_of(entry, kept.get(entry.id), unsigned=unsigned[stage_id]) for entry in some]
        found[stage_id] = [(place, by_id[place.entry]) for place in ranked(_plan_of(s, stages[stage_id]), stood)]
    return found


def recounts(s: Session, stage_id: str, limit: int = 20) -> list[Recount]:
    """The recounts of a stage, the latest first."""
    query = select(Recount).where(Recount.stage_id == stage_id).order_by(Recount.at.desc(), Recount.id.desc())
    return list(s.scalars(query.limit(limit)))


def latest_recounts(s: Session, stage_ids: Collection[str]) -> dict[str, Recount]:
    """The latest recount of each of these stages that has one."""
    query = select(Recount).where(Recount.stage_id.in_(stage_ids)).order_by(Recount.at, Recount.id)
    return {one.stage_id: one for one in s.scalars(query)}


def entry_key(entry: EntryRow) -> str:
    """What an entry is called in a result: its number in the stage, so long that texts sort as numbers do; a work that
    nobody knows the maker of: its code."""
    if isinstance(entry, judging.WorkRow):
        return entry.station_code
    return f"{entry.number:0{KEY_DIGITS}d}"


def stood_of(entry: EntryRow, kept: Standing | None, *, unsigned: bool) -> Stood:
    """What an entry is ranked by: all its marks (`unsigned`), or those of signed modules alone. Who did not finish by his
    marks has that status unless he has one already."""
    named = entry_key(entry)
    if kept is None:
        return Stood(entry.id, None, (), entry.status, named=named)
    total, tie, dnf = (
        (kept.total, kept.tie, kept.dnf) if unsigned else (kept.shown_total, kept.shown_tie, kept.shown_dnf)
    )
    return Stood(entry.id, total, tuple(tie), entry.status or (DNF if dnf else ""), named=named)


def ranked(plan: Plan | None, stood: list[Stood]) -> list[Ranked]:
    """The order of a stage as its plan ranks; a stage without a plan has nothing but entries."""
    return rank(stood) if plan is None else rank_field(plan, stood)


def has_scale(plan: Plan | None) -> bool:
    """Whether a plan gives scale scores that are not the totals themselves."""
    return plan is not None and plan.scale_score is not None and plan.scale_score.method != "none"


def _plan_of(s: Session, stage: events.Stage | None) -> Plan | None:
    return None if stage is None or stage.plan_id is None else judging.plan_of(s, stage.plan_id)
