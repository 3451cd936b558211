"""Marks that a judge gave on paper, put in by two people: through the same taking as a tablet's, once.

The record of the paper stands where a tablet's id stands, and every operation's id is made from the record's, so that the
same paper put in again is known and changes nothing. A mark that is in force already is never replaced here, but where
the chief has said so.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.queries import Bound, Known
from competition.judging import queries
from competition.judging.actions import ground
from competition.judging.actions.marks import Answer, Batch, Op, Taking
from competition.judging.facts import MarkCopied
from competition.judging.models import Sheet
from competition.judging.queries import Copy
from competition.store import Head, Refused, lock_heads, transaction


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What stood on a paper: `values` by slot, who typed it and who checked it, whose act puts it in (`by`), whether its
    judge has signed it, and where it goes `over` a mark in force, with the chief's reason.

    `record` is the id it lies under, `number` the sheet's as printed, `plan_hash` the plan it was typed by.
    """

    record: str
    number: str
    sheet: str
    plan_hash: str
    values: Mapping[str, str]
    typed_by: str
    checked_by: str
    by: str
    signed: bool
    over: Mapping[str, str] = field(default_factory=dict)

    def op(self, kind: str, **said: Any) -> Op:
        """An operation whose id is always the same for this paper."""
        name = f"{kind}/{said.get('aspect', '')}"
        return Op(str(uuid.uuid5(uuid.UUID(self.record), name)), kind, self.sheet, plan=self.plan_hash, **said)


class PaperTaking(Taking):
    """The taking of one paper: the judge gives the marks, the people who typed them are on record beside him."""

    def __init__(self, s: Session, batch: Batch, paper: Paper) -> None:
        self.paper = paper
        super().__init__(s, [batch])

    def by(self, device: Bound) -> str:
        return self.paper.by

    def given(self, **said: Any) -> MarkCopied:
        paper = self.paper
        return MarkCopied(
            judge=self.copies[paper.sheet].sheet.person_id, record=paper.record, typed_by=paper.typed_by,
            checked_by=paper.checked_by, reason=paper.over.get(said["aspect"]), **said,
        )  # fmt: skip

    def beside(self, slot: str) -> dict[str, str | None]:
        paper = self.paper
        return {"reason": paper.over.get(slot), "typed_by": paper.typed_by, "checked_by": paper.checked_by}

    def move(self, sheet: Sheet, after: str, device: Bound, op: Op | None = None) -> Head:
        return ground.move(
            self.s, sheet, after, role="judge", by=self.by(device), op_id=op.op_id if op else None, device=device.id,
            reason=self.paper.number,
        )  # fmt: skip


def take_paper(event_id: str, trade_id: str, paper: Paper) -> int:
    """Put the marks of a paper on its sheet; where its judge has signed it, submit and sign the sheet as far as that goes
    (the panel's check may still be waited for). Returns how many marks went in.

    Refused: not_there, sheet_signed, stage_not_running, plan_changed, entry_out, mark_conflict (a mark in force says
    otherwise and the chief has not decided), sheet_incomplete, and what the engine says of a value.
    """
    with transaction() as s:
        taking, device, copy = _open(s, event_id, trade_id, paper)
        ops = list(_marks(paper, copy))
        for op in ops:
            _done(taking.one(device, op))
        if paper.signed and copy.sheet.state == "OPEN":
            _done(taking.one(device, paper.op("submit")))
        if paper.signed and copy.sheet.state == "CHECKED":
            _done(taking.one(device, paper.op("sign")))
        taking.finish()
        ground.tell_tablets(s, trade_id)
        return len(ops)


def sign_paper(event_id: str, trade_id: str, paper: Paper) -> None:
    """Sign a sheet that has been checked meanwhile, as its judge did on paper. Refused: not_there, sheet_signed,
    sheet_not_checked, stage_not_running, plan_changed, mark_conflict (what is in force is not what he signed)."""
    with transaction() as s:
        taking, device, copy = _open(s, event_id, trade_id, paper)
        if next(_marks(paper, copy), None) is not None:
            raise Refused("mark_conflict", 409)
        _done(taking.one(device, paper.op("sign")))
        taking.finish()
        ground.tell_tablets(s, trade_id)


def _open(s: Session, event_id: str, trade_id: str, paper: Paper) -> tuple[PaperTaking, Bound, Copy]:
    lock_heads([ground.chain(trade_id)])
    sheet = queries.sheet(s, paper.sheet)
    if sheet is None or sheet.trade_id != trade_id:
        raise Refused("not_there", 404)
    judge = accounts.known(s, sheet.person_id) or Known(sheet.person_id, "", None, None, ())
    device = Bound(paper.record, "", "accepted", event_id, trade_id, judge)
    marks = [paper.op("mark", aspect=slot, value=value) for slot, value in paper.values.items()]
    taking = PaperTaking(s, Batch(device, (*marks, paper.op("submit"), paper.op("sign"))), paper)
    return taking, device, taking.copies[paper.sheet]


def _marks(paper: Paper, copy: Copy) -> Iterator[Op]:
    """The operations for what is not in force as it stands on the paper."""
    for slot, value in paper.values.items():
        now = copy.marks.get(slot)
        if now is None or now.value != value:
            replaces = now is not None and (now.value is None or slot in paper.over)
            base = now.rev if now is not None and replaces else None
            yield paper.op("mark", aspect=slot, value=value, base=base)


def _done(answer: Answer) -> None:
    """Raise what was answered where it was not done; then nothing of the paper goes in."""
    if answer.answer not in ("kept", "known"):
        raise Refused(answer.code or "mark_conflict", 409, **answer.facts)
