"""What the chief judge can do: correct a signed sheet with a reason, lock and unlock, come when called."""

from __future__ import annotations

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from competition.engine.refusal import Impossible
from competition.engine.sheets import Need, aspect_at, needs
from competition.engine.values import read_value
from competition.events import queries as events
from competition.judging import queries
from competition.judging.actions import ground
from competition.judging.facts import ChiefCame, MarkCorrected
from competition.judging.models import Call, CurrentMark, Mark, Sheet
from competition.store import Refused, happened, lock_heads, new_id, transaction, utcnow


def correct(trade_id: str, sheet_id: str, slot: str, value: str | None, reason: str, by: str) -> None:
    """A new mark in place of one on a signed sheet, in the slot of an aspect or of one of its attempts. The old one stays,
    named by the new one; what the sheet needs cannot be taken away.

    Raises Refused: not_there, sheet_locked, sheet_not_signed, stage_not_running, unknown_aspect, same_mark or the
    engine's code for a value that cannot be.
    """
    with transaction() as s:
        lock_heads({ground.chain(trade_id)})
        sheet = _sheet(s, sheet_id, trade_id)
        stage = events.stage(s, sheet.stage_id)
        if stage.state != "RUNNING" or stage.plan_id is None:
            raise Refused("stage_not_running", 409)
        if sheet.state != "SIGNED":
            raise Refused("sheet_locked" if sheet.state == "LOCKED" else "sheet_not_signed", 409)
        plan = queries.plan_of(s, stage.plan_id)
        aspect = aspect_at(plan, sheet.module_key, sheet.seat, slot)
        if aspect is None:
            raise Refused("unknown_aspect", 422)
        try:
            text = None if value is None else read_value(aspect, value).text
        except Impossible as impossible:
            raise Refused(impossible.code, 422) from None
        values = queries.copies(s, {sheet.entry_id})[sheet_id].values
        left = needs(plan, sheet.module_key, sheet.seat, {**values, slot: text})
        if text is None and Need(aspect.key, "missing") in left:
            raise Refused("mark_required", 422)
        now = s.get(CurrentMark, (sheet_id, slot))
        if (now.value if now else None) == text:
            raise Refused("same_mark", 409)
        rev, replaces, mark_id = (now.rev if now else 0) + 1, now.mark_id if now else None, new_id()
        s.execute(insert(Mark).values(
            id=mark_id, sheet_id=sheet_id, aspect=slot, value=text, rev=rev, replaces=replaces, applied=True,
            given_by=by, device_id=None, reason=reason, at=utcnow(), tablet_at=None,
        ))  # fmt: skip
        if now is None:
            s.add(CurrentMark(sheet_id=sheet_id, aspect=slot, mark_id=mark_id, value=text, rev=rev, device_id=None))
        else:
            now.mark_id, now.value, now.rev, now.device_id = mark_id, text, rev, None
        happened(MarkCorrected(
            chain=ground.chain(trade_id), actor=by, op_id=mark_id, sheet=sheet_id, code=sheet.code, module=sheet.module_key,
            seat=sheet.seat, aspect=slot, value=text, rev=rev, replaces=replaces, reason=reason,
        ))  # fmt: skip
        s.flush()
        ground.tell_standings(queries.copies(s, {sheet.entry_id}).values())
        ground.tell_tablets(s, trade_id)


def lock(trade_id: str, sheet_id: str, by: str) -> None:
    """Close a signed sheet. Raises Refused when it is not signed."""
    with transaction() as s:
        lock_heads({ground.chain(trade_id)})
        sheet = _sheet(s, sheet_id, trade_id)
        if sheet.state != "SIGNED":
            raise Refused("sheet_locked" if sheet.state == "LOCKED" else "sheet_not_signed", 409)
        ground.move(s, sheet, "LOCKED", role="chief_judge", by=by)
        ground.tell_tablets(s, trade_id)


def lock_module(trade_id: str, stage_id: str, module_key: str, by: str) -> int:
    """Close every signed sheet of a module; returns how many."""
    with transaction() as s:
        lock_heads([ground.chain(trade_id)])
        found = [sheet for sheet in queries.stage_sheets(s, stage_id) if sheet.trade_id == trade_id]
        signed = [sheet for sheet in found if sheet.module_key == module_key and sheet.state == "SIGNED"]
        if not signed:
            raise Refused("nothing_to_lock", 409)
        for sheet in signed:
            ground.move(s, sheet, "LOCKED", role="chief_judge", by=by)
        ground.tell_tablets(s, trade_id)
        return len(signed)


def unlock(trade_id: str, sheet_id: str, by: str, reason: str) -> None:
    """Open a locked sheet for a correction, with a reason."""
    with transaction() as s:
        lock_heads({ground.chain(trade_id)})
        sheet = _sheet(s, sheet_id, trade_id)
        if events.stage(s, sheet.stage_id).state != "RUNNING":
            raise Refused("stage_not_running", 409)
        ground.move(s, sheet, "SIGNED", role="chief_judge", by=by, reason=reason)
        ground.tell_tablets(s, trade_id)


def answer_call(trade_id: str, call_id: str, by: str) -> None:
    """The chief has come. Raises Refused when the call is answered already."""
    with transaction() as s:
        answered = update(Call).where(Call.id == call_id, Call.trade_id == trade_id, Call.answered_at.is_(None))
        if not s.execute(answered.values(answered_by=by, answered_at=utcnow())).rowcount:  # type: ignore[attr-defined]
            raise Refused("not_there", 404)
        happened(ChiefCame(chain=ground.chain(trade_id), actor=by, call_id=call_id))


def _sheet(s: Session, sheet_id: str, trade_id: str) -> Sheet:
    """The sheet as it stands once nobody else writes in this trade."""
    lock_heads([ground.chain(trade_id)])
    sheet = s.get(Sheet, sheet_id)
    if sheet is None or sheet.trade_id != trade_id:
        raise Refused("not_there", 404)
    return sheet
