"""Starting and ending a stage: the plan freezes, codes are dealt, every judge gets his sheets."""

from __future__ import annotations

import datetime as dt
import random
import secrets

from sqlalchemy import insert
from sqlalchemy.orm import Session

from competition.contestants import actions as contestants_actions
from competition.contestants import queries as contestants
from competition.engine.plans import Module
from competition.events import actions as events_actions
from competition.events import queries as events
from competition.judging import queries
from competition.judging.actions import ground
from competition.judging.facts import EntriesMarked, EntryMarks, StageEnded, StageStarted
from competition.judging.models import Sheet
from competition.officials import queries as officials
from competition.sessions import queries as sessions
from competition.store import Refused, happened, lock_heads, new_id, transaction, utcnow


def start_stage(event_id: str, trade_id: str, by: str, seed: str | None = None) -> str:
    """Start the trade's stage: freeze its plan, deal station codes (from `seed`, else from chance) where no draw has, make
    the sheets: of entries, or of a stage with three draws of works.

    Returns the stage's id. Raises Refused: stage_not_draft, no_entries, no_plan, panel_empty (naming the module),
    panel_too_small, third_draw_missing; custody_open by the room of the draws. Nothing is half-done.
    """
    with transaction() as s:
        trade = events.trade(s, trade_id, event_id)
        lock_heads([ground.chain(trade_id)])
        stage = events.stage_of_trade(s, trade_id)
        if stage.state != "DRAFT":
            raise Refused("stage_not_draft", 409, name=trade.name)
        if stage.plan_id is None or stage.plan_hash is None:
            raise Refused("no_plan", 409)
        plan = queries.plan_of(s, stage.plan_id)
        entries = [entry for entry in contestants.entries_of_stage(s, stage.id) if not entry.status]
        if not entries:
            raise Refused("no_entries", 409)
        panels = officials.panels(s, stage.id)
        for module in plan.modules:
            seats = panels.get(module.key, [])
            if not seats:
                raise Refused("panel_empty", 409, module=module.key)
            if len(seats) < module.panel.minimum:
                raise Refused("panel_too_small", 409, module=module.key, minimum=module.panel.minimum)
        codes = _dealt(s, stage, [entry.id for entry in entries], seed)
        order = list(codes)
        rows = [
            {
                "id": new_id(), "stage_id": stage.id, "trade_id": trade_id, "entry_id": entry_id, "module_key": module.key,
                "seat": seat.seat, "judge_id": seat.judge_id, "person_id": seat.person_id, "code": codes[entry_id],
                "state": "OPEN", "moved_at": utcnow(),
            }
            for module in plan.modules for seat in panels[module.key] for entry_id in order if has_sheet(module, seat.seat)
        ]  # fmt: skip
        minutes = stage.minutes
        ends_at = utcnow() + dt.timedelta(minutes=minutes) if minutes else None
        events_actions.mark_stage_started(s, stage.id, stage.plan_hash, ends_at)
        s.execute(insert(Sheet), rows)
        happened(StageStarted(
            chain=ground.chain(trade_id), actor=by, stage_id=stage.id, plan_hash=stage.plan_hash, anonymity=stage.anonymity,
            entries=len(order), sheets=len(rows),
        ))  # fmt: skip
        seats_of = {
            module.key: tuple(seat.seat for seat in panels[module.key] if has_sheet(module, seat.seat))
            for module in plan.modules
        }
        happened(
            EntriesMarked(stages={stage.id: {entry_id: EntryMarks({}, seats_of, frozenset()) for entry_id in order}})
        )
        ground.tell_tablets(s, trade_id)
        return stage.id


def _dealt(s: Session, stage: events.Stage, order: list[str], seed: str | None) -> dict[str, str]:
    """What is marked, by the code that judges know it by: these entries, dealt stations where no draw did; of a stage
    with three draws its works. Refused: third_draw_missing."""
    if stage.anonymity == "three_stage":
        works = sessions.works(s, stage.id)
        if not works:
            raise Refused("third_draw_missing", 409)
        return {work.id: work.code for work in works}
    if not sessions.stations_dealt(s, stage.id):
        random.Random(seed or secrets.token_hex(16)).shuffle(order)  # noqa: S311 - 128 bits of chance, or the seed given
        contestants_actions.assign_station_codes(s, stage.id, order)
    codes = {entry.id: entry.station_code for entry in contestants.entries_of_stage(s, stage.id)}
    return {entry_id: codes[entry_id] for entry_id in order}


def has_sheet(module: Module, seat: int) -> bool:
    """Whether a seat of a panel has anything to mark, or is needed to make the panel's number."""
    return bool(module.aspects_for(seat)) or seat <= module.panel.minimum


def end_stage(event_id: str, trade_id: str, by: str) -> None:
    """End the trade's stage: nothing more is marked. Raises Refused when it does not run, or while sheets of entries that
    take part are not locked."""
    with transaction() as s:
        events.trade(s, trade_id, event_id)
        lock_heads([ground.chain(trade_id)])
        stage = events.stage_of_trade(s, trade_id)
        if stage.state != "RUNNING":
            raise Refused("stage_not_running", 409)
        unlocked = queries.unlocked(s, stage.id)
        if unlocked:
            raise Refused("sheets_unlocked", 409, count=len(unlocked))
        events_actions.mark_stage_ended(s, stage.id)
        happened(StageEnded(chain=ground.chain(trade_id), actor=by, stage_id=stage.id))
        happened(EntriesMarked(stages={stage.id: {}}))
        ground.tell_tablets(s, trade_id)


def renew_assignment(s: Session, trade_id: str) -> None:
    """Something the judges' package shows has changed elsewhere: let their tablets fetch it."""
    ground.tell_tablets(s, trade_id)
