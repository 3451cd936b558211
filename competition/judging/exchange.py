"""What tablets and the house say to one another, the same over the socket and over HTTP."""

from __future__ import annotations

from typing import Any

from competition.accounts import actions as accounts
from competition.accounts.queries import Bound
from competition.events import queries as events
from competition.judging import queries
from competition.judging.actions import Answer, Batch
from competition.judging.actions.ground import chain
from competition.judging.actions.marks import sheet_state
from competition.judging.intake import intake
from competition.schemes import queries as schemes
from competition.sessions import queries as sessions
from competition.store import Head, Refused, reading, utcnow
from competition.store.ledger import head_of
from competition.web.errors import refusal_words


def exchange(device: Bound, body: dict[str, Any]) -> dict[str, Any]:
    """Take a device's operations and answer each, in words of the judge's language where one is refused."""
    answers = intake.submit(Batch(device, tuple(body["ops"]))) if body["ops"] else []
    last = max(
        (answer for answer in answers if answer.seq is not None), key=lambda answer: answer.seq or 0, default=None
    )
    if last is not None and last.seq is not None and last.hash is not None:
        head = Head(last.seq, last.hash)
    else:
        with reading() as s:
            head = head_of(s, chain(device.trade_id))
    return {
        "answers": [_said(answer) for answer in answers],
        "head": {"seq": head.seq, "hash": head.hash},
        "now": _now(),
    }


def hello(device: Bound, body: dict[str, Any]) -> dict[str, Any]:
    """Note that the tablet is there, how many operations it holds and the last head it saw."""
    accounts.heard(device.id, device.trade_id, body["unsent"], body["head"])
    with reading() as s:
        return {"now": _now(), "revision": queries.revision(s, device.trade_id)}


def package(device: Bound) -> dict[str, Any]:
    """Everything the tablet needs to mark without a network; only the judge's own sheets, by station code.

    Names are in it only when the stage is open. A device that is not accepted gets its own state alone.
    """
    known = {"id": device.id, "name": device.name, "state": device.state, "binding": "secret"}
    judge = {"name": device.person.name, "locale": device.person.locale or "zh"}
    if device.state != "accepted":
        return {"device": known, "judge": judge, "now": _now()}
    with reading() as s:
        event = events.event(s, device.event_id)
        trade = events.trade(s, device.trade_id, device.event_id)
        stage = events.stage_of_trade(s, trade.id)
        told: dict[str, Any] = {
            "device": known,
            "judge": judge,
            "event": {"name": event.name, "name_en": event.name_en, "zone": event.zone},
            "trade": {"name": trade.name, "name_en": trade.name_en, "code": trade.code},
            "stage": {
                "id": stage.id, "name": stage.name, "name_en": stage.name_en, "anonymity": stage.anonymity,
                "state": {"DRAFT": "READY"}.get(stage.state, stage.state), "ends_at": stage.ends_at.isoformat() if stage.ends_at else None,
            } | (sessions.tablet_clock(s, stage.id) or {}),
            "revision": queries.revision(s, trade.id),
            "now": _now(),
        }  # fmt: skip
        head = head_of(s, chain(trade.id))
        told["head"] = {"seq": head.seq, "hash": head.hash}
        told["plan"], told["sheets"] = None, []
        if stage.state != "DRAFT" and stage.plan_id is not None:
            plan = queries.plan_of(s, stage.plan_id)
            told["plan"] = {"hash": stage.plan_hash, "document": schemes.plan(s, stage.plan_id).document}
            own = queries.sheets_of_judge(s, device.person.id, stage.id)
            entries = {entry.id: entry for entry in queries.subjects(s, stage)}
            panels = queries.copies(s, {copy.sheet.entry_id for copy in own if copy.sheet.state == "MARKED"})
            order = {module.key: place for place, module in enumerate(plan.modules)}
            for copy in sorted(own, key=lambda one: (order[one.sheet.module_key], one.sheet.code)):
                sheet = copy.sheet
                same = (sheet.entry_id, sheet.module_key)
                panel = [one for one in panels.values() if (one.sheet.entry_id, one.sheet.module_key) == same]
                told["sheets"].append(sheet_state(plan, copy, panel) | {
                    "module": sheet.module_key, "seat": sheet.seat, "code": sheet.code,
                    "name": entries[sheet.entry_id].name if stage.anonymity == "open" else None,
                    "status": entries[sheet.entry_id].status,
                    "aspects": [aspect.key for aspect in plan.aspects_for(sheet.module_key, sheet.seat)],
                    "marks": {aspect: {"value": mark.value, "rev": mark.rev} for aspect, mark in sorted(copy.marks.items())},
                })  # fmt: skip
    return told


def _said(answer: Answer) -> dict[str, Any]:
    message = None
    if answer.code is not None:
        message = refusal_words(Refused(answer.code, 409, **answer.facts))
    return {
        "op_id": answer.op_id, "answer": answer.answer, "code": answer.code, "message": message,
        "rev": answer.rev, "seq": answer.seq, "hash": answer.hash, "sheet": answer.sheet,
    }  # fmt: skip


def _now() -> str:
    return utcnow().isoformat(timespec="milliseconds")
