"""What may be known of boards; only what was published, and that only of stages that exist."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.engine.ranking import Ranked, rank
from competition.engine.ranking import Standing as Stood
from competition.events import queries as events
from competition.standings.models import Board, Standing
from competition.store import utcnow


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
    """The full order with all marks, for those who may see them: (place, entry, standing)."""
    entries = {entry.id: entry for entry in contestants.entries_of_stage(s, stage_id)}
    rows = {row.entry_id: row for row in s.scalars(select(Standing).where(Standing.stage_id == stage_id))}
    stood = [
        Stood(i, rows[i].total if i in rows else None, tuple(rows[i].tie) if i in rows else (), e.status)
        for i, e in entries.items()
    ]
    return [(place, entries[place.entry], rows.get(place.entry)) for place in rank(stood)]
