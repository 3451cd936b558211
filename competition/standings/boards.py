"""The public board of a stage: made from the standings through the visibility gate, compared with what was published
before, and sent as a tick of what changed.

A board is one JSON document; its revision rises by one with every change that anybody can see.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.engine.plans import Plan
from competition.engine.visibility import Sight, blind
from competition.events import queries as events
from competition.judging import queries as judging
from competition.standings import queries
from competition.standings.models import Board, Standing
from competition.store import transaction, utcnow
from competition.store.vault import vault


@dataclass(frozen=True)
class Published:
    """A board as published, and the tick that leads to it from the one before (None when nothing changed)."""

    revision: int
    etag: str
    body: str
    tick: dict[str, Any] | None


def publish(stage_id: str) -> Published:
    """Make the board of a stage anew and keep it; the revision stays when nothing visible changed."""
    with transaction() as s:
        kept = s.get(Board, stage_id, with_for_update=True)
        before: dict[str, Any] | None = json.loads(kept.body) if kept else None
        now = utcnow()
        made = compose(s, stage_id, before, now)
        if kept is not None and before is not None and _same(before, made):
            return Published(kept.revision, kept.etag, kept.body, None)
        made["revision"] = (kept.revision if kept else 0) + 1
        body = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
        etag = hashlib.sha256(body.encode()).hexdigest()[:32]
        if kept is None:
            s.add(Board(stage_id=stage_id, revision=made["revision"], etag=etag, body=body, at=now))
        else:
            kept.revision, kept.etag, kept.body, kept.at = made["revision"], etag, body, now
    return Published(made["revision"], etag, body, tick_between(before, made))


def compose(s: Session, stage_id: str, before: dict[str, Any] | None, now: dt.datetime) -> dict[str, Any]:
    """The whole board as everybody may see it now, with changes counted from `before`. Revision is left to the caller."""
    event, trade, stage = events.place_of_stage(s, stage_id)
    sight = queries.sight_of(stage)
    plan = judging.plan_of(s, stage.plan_id) if stage.plan_id else None
    entries = judging.subjects(s, stage)
    standings = {row.entry_id: row for row in s.scalars(select(Standing).where(Standing.stage_id == stage_id))}
    hidden = [
        e
        for e in entries
        if not e.status
        and stage.revealed_at is None
        and blind(stage.anonymity, standings[e.id].signed if e.id in standings else 0)
    ]
    hidden_ids = {entry.id for entry in hidden}
    visible = [entry for entry in entries if sight.rows and entry.id not in hidden_ids]
    rows = _rows(visible, standings, sight, plan)
    _changes(rows, before, now)
    return {
        "board": stage_id,
        "revision": 0,
        "at": now.isoformat(timespec="milliseconds"),
        "event": {
            "id": event.id, "name": event.name, "name_en": event.name_en, "edition": event.edition, "place": event.place,
            "zone": event.zone,
        },
        "trade": {"id": trade.id, "name": trade.name, "name_en": trade.name_en, "code": trade.code},
        "stage": {
            "name": stage.name, "name_en": stage.name_en, "anonymity": stage.anonymity, "state": stage.state, "label": sight.label,
            "ends_at": stage.ends_at.isoformat() if stage.ends_at else None,
        },
        "modules": [
            {"key": module.key, "title": {"zh": module.title.zh, "en": module.title.en}}
            for module in (plan.modules if plan else ())
        ],
        "rows": rows,
        "count": len(entries),
        "blind": len(hidden) if sight.rows else 0,
        "progress": _progress([standings[e.id] for e in entries if not e.status and e.id in standings], sight),
    }  # fmt: skip


def row_id(entry_id: str) -> str:
    """An entry's public name on boards: says nothing about it, and stays the same."""
    return vault().index("board row", entry_id).hex()[:16]


def tick_between(before: dict[str, Any] | None, after: dict[str, Any]) -> dict[str, Any]:
    """What a client that has `before` needs to have `after`."""
    old = {row["id"]: row for row in before["rows"]} if before else {}
    return {
        "board": after["board"],
        "from": before["revision"] if before else 0,
        "revision": after["revision"],
        "at": after["at"],
        "rows": [row for row in after["rows"] if old.get(row["id"]) != row],
        "order": [row["id"] for row in after["rows"]],
        "stage": after["stage"],
        "count": after["count"],
        "blind": after["blind"],
        "progress": after["progress"],
    }


def _rows(visible: list[Any], standings: dict[str, Standing], sight: Sight, plan: Plan | None) -> list[dict[str, Any]]:
    stood = [queries.stood_of(entry, standings.get(entry.id), unsigned=sight.unsigned) for entry in visible]
    by_id = {entry.id: entry for entry in visible}
    modules, scaled = len(plan.modules) if plan else 0, queries.has_scale(plan)
    rows: list[dict[str, Any]] = []
    first: Decimal | None = None
    for place in queries.ranked(plan, stood):
        entry, row = by_id[place.entry], standings.get(place.entry)
        total, scale_score = place.standing.total, place.standing.scale_score
        if place.rank == 1:
            first = total
        progress = (row.progress if sight.unsigned else row.shown_progress) if row else "." * modules
        rows.append({
            "id": row_id(entry.id), "rank": place.rank, "tied": place.tied, "was": None, "badge": entry.badge, "name": entry.name,
            "organisation": entry.organisation_name, "modules": progress, "total": None if total is None else format(total, "f"),
            "gap": format(abs(first - total), "f") if place.rank and first is not None and total is not None and place.rank > 1 else None,
            "gain": None, "moved_at": None, "status": place.standing.status,
        })  # fmt: skip
        if scaled and scale_score is not None:
            rows[-1]["scale_score"] = format(scale_score, "f")
    return rows


def _changes(rows: list[dict[str, Any]], before: dict[str, Any] | None, now: dt.datetime) -> None:
    """Each row's last change against the published board: gain and former rank, kept until the next change."""
    old = {row["id"]: row for row in before["rows"]} if before else {}
    for row in rows:
        earlier = old.get(row["id"])
        if earlier is None:
            continue
        if earlier["total"] != row["total"]:
            gain = Decimal(row["total"] or 0) - Decimal(earlier["total"] or 0)
            row["was"], row["gain"] = earlier["rank"], format(gain, "f")
            row["moved_at"] = now.isoformat(timespec="milliseconds")
        elif earlier["rank"] != row["rank"]:
            row["was"], row["gain"], row["moved_at"] = earlier["rank"], None, now.isoformat(timespec="milliseconds")
        else:
            row["was"], row["gain"], row["moved_at"] = earlier["was"], earlier["gain"], earlier["moved_at"]


def _progress(standings: Sequence[Standing], sight: Sight) -> dict[str, int]:
    """How many modules are done and due of those who take part, in all: what a hidden board may say."""
    signs = [row.progress if sight.unsigned else row.shown_progress for row in standings]
    return {"done": sum(text.count("d") for text in signs), "due": sum(len(text) for text in signs)}


def _same(before: dict[str, Any], made: dict[str, Any]) -> bool:
    return all(before.get(name) == made[name] for name in made if name not in ("at", "revision"))
