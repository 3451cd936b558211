"""Typing a paper, typing it again, settling what differs, deciding against marks in force; each is one transaction.

What is read, compared and put in is read after the head of the trade's chain is locked, so of many who do the same at
once one does it and the others are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from competition.engine.plans import Plan
from competition.events import queries as events
from competition.judging import actions as judging_actions
from competition.judging import queries as judging
from competition.judging.actions import Paper
from competition.judging.queries import Copy
from competition.paper import queries
from competition.paper.facts import (
    PaperCompared,
    PaperDecided,
    PaperHeld,
    PaperPutIn,
    PaperSettled,
    PaperTyped,
    PaperWithdrawn,
)
from competition.paper.models import (
    CHECKED,
    DIFFERS,
    IN,
    TYPED,
    WITHDRAWN,
    PaperMove,
    PaperRecord,
    PaperTyping,
    SheetNumber,
)
from competition.paper.numbers import printed
from competition.paper.typed import Typed, lacks, read_all
from competition.store import Refused, happened, lock_heads, transaction, utcnow

CHAIN = "trade:{}"
LONGEST_REASON = 300


def number_sheets(s: Session, stage_id: str) -> None:
    """Give every sheet of a stage that has just started its number, in the order in which they are printed."""
    rows = [
        {"sheet_id": sheet.id, "stage_id": stage_id, "number": n}
        for n, sheet in enumerate(judging.stage_sheets(s, stage_id), 1)
    ]
    if rows:
        s.execute(insert(SheetNumber), rows)


def type_paper(
    actor: str, event_id: str, trade_id: str, sheet_id: str, texts: Mapping[str, str], *, signed: bool
) -> str:
    """Keep what a first person typed from the paper of a sheet. Returns the record's id.

    Refused: not_there, paper_not_running, sheet_signed, sheet_locked, paper_open, paper_unread, paper_empty.
    """
    with transaction() as s:
        copy, plan, plan_hash = _ground(s, event_id, trade_id, sheet_id)
        if copy.sheet.state in ("SIGNED", "LOCKED"):
            raise Refused(f"sheet_{copy.sheet.state.lower()}", 409)
        if queries.open_record(s, sheet_id) is not None:
            raise Refused("paper_open", 409)
        sheet = copy.sheet
        typed = _typed(plan, copy, texts, signed)
        record = PaperRecord(
            trade_id=trade_id, stage_id=sheet.stage_id, sheet_id=sheet_id, number=queries.number_of(s, sheet_id),
            code=sheet.code, module_key=sheet.module_key, seat=sheet.seat, plan_hash=plan_hash, state=TYPED, typed_by=actor,
            typed_at=utcnow(),
        )  # fmt: skip
        s.add(record)
        s.flush()
        s.add(PaperTyping(record_id=record.id, turn=1, marks=typed.values, signed=signed, by=actor))
        _say(PaperTyped, record, actor, values=len(typed.values))
        return record.id


def check_paper(
    actor: str, event_id: str, trade_id: str, record_id: str, texts: Mapping[str, str], *, signed: bool
) -> str:
    """Compare what a second person typed, without having seen the first's. Returns the record's state: IN when both agree
    and nothing else is in force, DIFFERS, or CHECKED while the chief has to decide.

    Refused: not_there, paper_moved, paper_same_person, paper_not_running, plan_changed, paper_unread, paper_empty, and
    what judging refuses.
    """
    with transaction() as s:
        record, copy, plan = _record(s, event_id, trade_id, record_id, TYPED)
        if record.typed_by == actor:
            raise Refused("paper_same_person", 409)
        typed = _typed(plan, copy, texts, signed)
        second = PaperTyping(record_id=record.id, turn=2, marks=typed.values, signed=signed, by=actor)
        s.add(second)
        record.checked_by, record.checked_at = actor, utcnow()
        first = queries.typings(s, [record.id])[record.id][0]
        apart = queries.differing(first, second)
        _say(PaperCompared, record, actor, differing=len(apart), slots=[slot for slot in apart if slot])
        if apart:
            return _move(s, record, DIFFERS, actor)
        return _agreed(s, event_id, record, copy, plan, typed.values, signed, actor)


def settle_paper(
    actor: str, event_id: str, trade_id: str, record_id: str, texts: Mapping[str, str], reasons: Mapping[str, str]
) -> str:
    """Settle every value in which the two differ (slot -> what the paper says; "" whether it is signed, yes or no), each
    with a reason. Returns the record's state, IN or CHECKED.

    Refused: not_there, paper_moved, paper_second_only, paper_reason, plan_changed, paper_unread, and what judging refuses.
    """
    with transaction() as s:
        record, copy, plan = _record(s, event_id, trade_id, record_id, DIFFERS)
        if record.checked_by != actor:
            raise Refused("paper_second_only", 409)
        first, second = queries.typings(s, [record.id])[record.id]
        apart = queries.differing(first, second)
        said = {slot: reasons.get(slot, "").strip() for slot in apart}
        if not all(2 <= len(reason) <= LONGEST_REASON for reason in said.values()):
            raise Refused("paper_reason", 422)
        signed = texts.get("") == "yes" if "" in apart else first.signed
        alike = {slot: value for slot, value in first.marks.items() if slot not in apart}
        chosen = {slot: texts.get(slot, "") for slot in apart if slot}
        typed = _typed(plan, copy, {**alike, **chosen}, signed)
        choices = {
            slot: {"value": ("yes" if signed else "no") if not slot else typed.values.get(slot), "reason": said[slot]}
            for slot in apart
        }
        _say(PaperSettled, record, actor, reasons=said)
        return _agreed(s, event_id, record, copy, plan, typed.values, signed, actor, choices)


def decide_paper(
    actor: str, event_id: str, trade_id: str, record_id: str, choices: Mapping[str, str], reason: str
) -> int:
    """The chief's word on each slot where paper and marks in force differ: paper or tablet. Then the paper goes in; on a
    sheet that is signed already the chief's choices of paper are corrections. Returns how many marks that makes.

    Refused: not_there, paper_moved, paper_own, paper_undecided, plan_changed, sheet_locked, sheet_incomplete.
    """
    with transaction() as s:
        record, copy, _plan = _record(s, event_id, trade_id, record_id, CHECKED)
        if actor in (record.typed_by, record.checked_by):
            raise Refused("paper_own", 409)
        if copy.sheet.state == "LOCKED":
            raise Refused("sheet_locked", 409)
        settled = dict(record.settled or {})
        against = queries.conflicts(copy, settled)
        if any(choices.get(slot) not in ("paper", "tablet") for slot in against):
            raise Refused("paper_undecided", 422)
        over = {slot: reason for slot in against if choices[slot] == "paper"}
        for slot, (in_force, _said) in against.items():
            if slot not in over and in_force is None:
                del settled[slot]
            elif slot not in over:
                settled[slot] = in_force
        record.settled = settled
        decided = {slot: choices[slot] for slot in against}
        _say(PaperDecided, record, actor, choices=decided, reason=reason)
        if copy.sheet.state == "SIGNED":
            for slot in over:
                judging_actions.correct(trade_id, record.sheet_id, slot, settled[slot], reason, actor)
            return _put_in(s, record, actor, len(over), decided, reason)
        return _take(s, event_id, record, actor, over=over, choices=decided, reason=reason)


def withdraw_paper(actor: str, event_id: str, trade_id: str, record_id: str, reason: str) -> None:
    """Take back what one person typed, before a second has. Refused: not_there, paper_moved."""
    with transaction() as s:
        _withdraw(s, actor, event_id, trade_id, record_id, (TYPED,), reason)


def discard_paper(actor: str, event_id: str, trade_id: str, record_id: str, reason: str) -> None:
    """The chief's way out where two have typed and it cannot go in, so that the paper can be typed anew.

    Refused: not_there, paper_moved.
    """
    with transaction() as s:
        _withdraw(s, actor, event_id, trade_id, record_id, (DIFFERS, CHECKED), reason)


def sign_ready(actor: str, event_id: str, trade_id: str) -> int:
    """Sign every sheet that waited for its panel and whose judge has signed the paper. Returns how many; refused is only
    not_there."""
    with transaction() as s:
        events.trade(s, trade_id, event_id)
        lock_heads([CHAIN.format(trade_id)])
        stage = events.stage_of_trade(s, trade_id)
        if stage.state != "RUNNING":
            return 0
        return _sign(s, event_id, queries.ready_to_sign(s, stage.id), actor)


def _ground(s: Session, event_id: str, trade_id: str, sheet_id: str) -> tuple[Copy, Plan, str]:
    """The sheet with what is in force, its plan and the plan's hash, once nobody else writes in the trade."""
    events.trade(s, trade_id, event_id)
    lock_heads([CHAIN.format(trade_id)])
    copy = judging.copy_of(s, sheet_id)
    if copy is None or copy.sheet.trade_id != trade_id:
        raise Refused("not_there", 404)
    stage = events.stage(s, copy.sheet.stage_id)
    if stage.state != "RUNNING" or stage.plan_id is None or stage.plan_hash is None:
        raise Refused("paper_not_running", 409)
    return copy, judging.plan_of(s, stage.plan_id), stage.plan_hash


def _record(s: Session, event_id: str, trade_id: str, record_id: str, state: str) -> tuple[PaperRecord, Copy, Plan]:
    """A record in the state that is asked for, with its ground."""
    events.trade(s, trade_id, event_id)
    lock_heads([CHAIN.format(trade_id)])
    record = queries.record(s, record_id, trade_id)
    if record.state != state:
        raise Refused("paper_moved", 409)
    copy, plan, plan_hash = _ground(s, event_id, trade_id, record.sheet_id)
    if plan_hash != record.plan_hash:
        raise Refused("plan_changed", 409)
    return record, copy, plan


def _typed(plan: Plan, copy: Copy, texts: Mapping[str, str], signed: bool) -> Typed:
    sheet = copy.sheet
    typed = read_all(plan, sheet.module_key, sheet.seat, texts, signed=signed, in_force=copy.values)
    if typed.faults:
        raise Refused("paper_unread", 422)
    if not typed.values:
        raise Refused("paper_empty", 422)
    return typed


def _agreed(
    s: Session,
    event_id: str,
    record: PaperRecord,
    copy: Copy,
    plan: Plan,
    values: dict[str, str],
    signed: bool,
    actor: str,
    choices: Mapping[str, Any] | None = None,
) -> str:
    """Both say the same, or have settled it: put it in, or hold it for the chief."""
    if signed and lacks(plan, record.module_key, record.seat, {**copy.values, **values}):
        raise Refused("paper_unread", 422)
    record.settled, record.signed = values, signed
    against = queries.conflicts(copy, values)
    if against:
        _say(PaperHeld, record, actor, slots=list(against))
        return _move(s, record, CHECKED, actor, choices)
    if copy.sheet.state in ("SIGNED", "LOCKED"):
        _put_in(s, record, actor, 0, choices)
    else:
        _take(s, event_id, record, actor, choices=choices)
    return record.state


def _take(
    s: Session,
    event_id: str,
    record: PaperRecord,
    actor: str,
    *,
    over: Mapping[str, str] | None = None,
    choices: Mapping[str, Any] | None = None,
    reason: str = "",
) -> int:
    marks = judging_actions.take_paper(event_id, record.trade_id, _paper(record, actor, over))
    _put_in(s, record, actor, marks, choices, reason)
    _sign(s, event_id, queries.ready_to_sign(s, record.stage_id, (record.module_key, record.code)), actor)
    return marks


def _put_in(
    s: Session, record: PaperRecord, actor: str, marks: int, choices: Mapping[str, Any] | None, reason: str = ""
) -> int:
    _move(s, record, IN, actor, choices, reason)
    _say(
        PaperPutIn, record, actor, typed_by=record.typed_by, checked_by=record.checked_by, marks=marks,
        signed=record.signed,
    )  # fmt: skip
    return marks


def _sign(s: Session, event_id: str, records: list[PaperRecord], actor: str) -> int:
    for one in records:
        judging_actions.sign_paper(event_id, one.trade_id, _paper(one, actor))
    return len(records)


def _paper(record: PaperRecord, actor: str, over: Mapping[str, str] | None = None) -> Paper:
    return Paper(
        record=record.id, number=printed(record.stage_id, record.number), sheet=record.sheet_id, plan_hash=record.plan_hash,
        values=dict(record.settled or {}), typed_by=record.typed_by, checked_by=record.checked_by or "", by=actor,
        signed=bool(record.signed), over=over or {},
    )  # fmt: skip


def _withdraw(
    s: Session, actor: str, event_id: str, trade_id: str, record_id: str, states: tuple[str, ...], reason: str
) -> None:
    events.trade(s, trade_id, event_id)
    lock_heads([CHAIN.format(trade_id)])
    record = queries.record(s, record_id, trade_id)
    if record.state not in states:
        raise Refused("paper_moved", 409)
    _move(s, record, WITHDRAWN, actor, reason=reason)
    _say(PaperWithdrawn, record, actor, reason=reason)


def _move(
    s: Session,
    record: PaperRecord,
    after: str,
    actor: str,
    choices: Mapping[str, Any] | None = None,
    reason: str = "",
) -> str:
    s.add(PaperMove(
        record_id=record.id, before=record.state, after=after, choices=dict(choices or {}), reason=reason, by=actor, at=utcnow()
    ))  # fmt: skip
    record.state = after
    s.flush()
    return after


def _say(fact: type[Any], record: PaperRecord, actor: str, **said: Any) -> None:
    number = printed(record.stage_id, record.number)
    happened(fact(
        chain=CHAIN.format(record.trade_id), actor=actor, trade_id=record.trade_id, record=record.id, sheet=record.sheet_id,
        number=number, **said,
    ))  # fmt: skip
