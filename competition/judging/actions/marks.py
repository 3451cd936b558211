"""Taking what tablets send: marks and the moves of their own sheets, many tablets in one transaction.

Each operation is kept, known (sent before: the same answer again), a conflict (kept beside the mark in force) or
refused. Nothing is acknowledged before the commit; an operation that is refused leaves no trace but its answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from competition.accounts.queries import Bound
from competition.contestants import queries as contestants
from competition.engine.plans import Plan
from competition.engine.refusal import Impossible
from competition.engine.sheets import aspect_at, needs, spread_needs
from competition.engine.values import read_value
from competition.events import queries as events
from competition.judging import queries
from competition.judging.actions import ground
from competition.judging.facts import ChiefCalled, MarkGiven
from competition.judging.models import Call, CurrentMark, Mark, Operation, Sheet
from competition.judging.moves import OPEN_TO_JUDGE, SIGNED
from competition.judging.queries import Copy, InForce
from competition.store import Head, Refused, current_head, happened, lock_heads, transaction, upsert, utcnow
from competition.store.ledger import canonical


@dataclass(frozen=True)
class Op:
    """One thing a judge did on his tablet. `kind`: mark, submit, sign, reopen or call."""

    op_id: str
    kind: str
    sheet: str | None
    aspect: str | None = None
    value: str | None = None
    base: int | None = None
    at: str | None = None
    plan: str | None = None
    note: str | None = None

    @property
    def digest(self) -> str:
        """What the operation says, for telling a repetition from another thing under the same id."""
        said = [self.kind, self.sheet, self.aspect, self.value, self.note]
        return hashlib.sha256(canonical(said).encode()).hexdigest()


@dataclass(frozen=True)
class Batch:
    """What one device sends at once, in the order it was done."""

    device: Bound
    ops: tuple[Op, ...]


@dataclass(frozen=True)
class Answer:
    """kept, known, conflict or refused (with a code); (seq, hash) is the ledger line that stands for it."""

    op_id: str
    answer: str
    code: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    rev: int | None = None
    seq: int | None = None
    hash: str | None = None
    sheet: dict[str, Any] | None = None


def take(batches: Sequence[Batch]) -> list[list[Answer]]:
    """Answer every batch, all of them in one transaction. The answers hold once this returns."""
    with transaction() as s:
        taking = Taking(s, batches)
        answers = [[taking.one(batch.device, op) for op in batch.ops] for batch in batches]
        taking.finish()
    return answers


class Taking:
    """One transaction's worth of operations: what is known before, what is applied, what is written at the end."""

    def __init__(self, s: Session, batches: Sequence[Batch]) -> None:
        self.s = s
        ops = [op for batch in batches for op in batch.ops]
        entry_ids = queries.entries_of(s, {op.sheet for op in ops if op.sheet})
        lock_heads({ground.chain(batch.device.trade_id) for batch in batches})
        self.copies = queries.copies(s, entry_ids) if entry_ids else {}
        self.status = contestants.statuses(s, entry_ids) if entry_ids else {}
        known = select(Operation).where(Operation.id.in_([op.op_id for op in ops]))
        self.before = {row.id: row for row in s.scalars(known)}
        self.panels: dict[tuple[str, str], list[Copy]] = {}
        for copy in self.copies.values():
            self.panels.setdefault((copy.sheet.entry_id, copy.sheet.module_key), []).append(copy)
        stages = events.stages_by_id(s, {copy.sheet.stage_id for copy in self.copies.values()})
        self.stages = {
            key: (stage, queries.plan_of(s, stage.plan_id) if stage.plan_id else None) for key, stage in stages.items()
        }
        self.marks: list[dict[str, Any]] = []
        self.in_force: dict[tuple[str, str], dict[str, Any]] = {}
        self.operations: list[dict[str, Any]] = []
        self.touched: set[str] = set()
        self.peers: set[str] = set()

    def by(self, device: Bound) -> str:
        """Who is on record for what a device does."""
        return device.person.id

    def move(self, sheet: Sheet, after: str, device: Bound, op: Op | None = None) -> Head:
        """Bring a judge's sheet into another state."""
        own = op.op_id if op else None
        return ground.move(self.s, sheet, after, role="judge", by=self.by(device), op_id=own, device=device.id)

    def given(self, **said: Any) -> MarkGiven:
        """The line of the ledger for a mark."""
        return MarkGiven(**said)

    def beside(self, slot: str) -> dict[str, str | None]:
        """What a mark's row says beside the mark: nothing for a tablet's."""
        return {"reason": None}

    def one(self, device: Bound, op: Op) -> Answer:
        """The answer to one operation."""
        earlier = self.before.get(op.op_id)
        if earlier is not None:
            return self._known(device, op, earlier)
        try:
            answer = self._apply(device, op)
        except Refused as refused:
            return Answer(op.op_id, "refused", refused.code, refused.facts, sheet=self._own_sheet(device, op))
        except Impossible as impossible:
            return Answer(op.op_id, "refused", impossible.code, sheet=self._own_sheet(device, op))
        kept = {"answer": answer.answer, "rev": answer.rev, "seq": answer.seq, "hash": answer.hash}
        row = dict(id=op.op_id, device_id=device.id, digest=op.digest, answer=kept, at=utcnow())
        self.operations.append(row)
        self.before[op.op_id] = Operation(**row)
        return answer

    def finish(self) -> None:
        """Write what was applied, and say what happened."""
        if self.marks:
            self.s.execute(insert(Mark).execution_options(render_nulls=True), self.marks)
        upsert(self.s, CurrentMark, list(self.in_force.values()))
        if self.operations:
            self.s.execute(insert(Operation), self.operations)
        self.s.flush()
        if self.touched:
            ground.tell_standings(copy for copy in self.copies.values() if copy.sheet.entry_id in self.touched)
        for trade_id in sorted(self.peers):
            ground.tell_tablets(self.s, trade_id)

    def _known(self, device: Bound, op: Op, earlier: Operation) -> Answer:
        if earlier.digest != op.digest or earlier.device_id != device.id:
            return Answer(op.op_id, "refused", "op_reused")
        said = earlier.answer
        answer, code = ("conflict", "mark_conflict") if said["answer"] == "conflict" else ("known", None)
        return Answer(
            op.op_id,
            answer,
            code,
            rev=said["rev"],
            seq=said["seq"],
            hash=said["hash"],
            sheet=self._own_sheet(device, op),
        )

    def _apply(self, device: Bound, op: Op) -> Answer:
        if device.state != "accepted":
            raise Refused("device_pending" if device.state == "pending" else "device_revoked", 403)
        if op.kind == "call":
            return self._call(device, op)
        copy = self.copies.get(op.sheet or "")
        if copy is None or copy.sheet.person_id != device.person.id:
            raise Refused("not_your_sheet", 403)
        plan = self._running(copy.sheet, op)
        if self.status.get(copy.sheet.entry_id):
            raise Refused("entry_out", 409)
        if op.kind == "mark":
            return self._mark(device, op, copy, plan)
        head = {"submit": self._submit, "sign": self._sign, "reopen": self._reopen}[op.kind](device, op, copy, plan)
        self.touched.add(copy.sheet.entry_id)
        return Answer(op.op_id, "kept", seq=head.seq, hash=head.hash, sheet=self._sheet(copy))

    def _running(self, sheet: Sheet, op: Op) -> Plan:
        stage, plan = self.stages[sheet.stage_id]
        if stage.state != "RUNNING" or plan is None:
            raise Refused("stage_not_running", 409)
        if op.plan is not None and op.plan != stage.plan_hash:
            raise Refused("plan_changed", 409)
        return plan

    def _mark(self, device: Bound, op: Op, copy: Copy, plan: Plan) -> Answer:
        sheet = copy.sheet
        if sheet.state in SIGNED:
            raise Refused("sheet_signed", 409)
        slot = op.aspect or ""
        aspect = aspect_at(plan, sheet.module_key, sheet.seat, slot)
        if aspect is None:
            raise Refused("unknown_aspect", 422)
        value = None if op.value is None else read_value(aspect, op.value).text
        now = copy.marks.get(slot)
        if now is not None and now.device_id is None and queries.figures(self.s, [now.mark_id]):
            raise Refused("figure_fixed", 409)
        stale = now is not None and now.rev != op.base and now.device_id != device.id
        if stale and now is not None and now.value == value:
            head = current_head(ground.chain(sheet.trade_id))
            return Answer(op.op_id, "kept", rev=now.rev, seq=head.seq, hash=head.hash, sheet=self._sheet(copy))
        if sheet.state != "OPEN" and not stale:
            self.move(sheet, "OPEN", device)
        rev = (now.rev if now else 0) + 1
        head = self._keep(device, op, copy, slot, value, rev, now, applied=not stale)
        if stale and now is not None:
            return Answer(
                op.op_id,
                "conflict",
                "mark_conflict",
                rev=now.rev,
                seq=head.seq,
                hash=head.hash,
                sheet=self._sheet(copy),
            )
        self.touched.add(sheet.entry_id)
        return Answer(op.op_id, "kept", rev=rev, seq=head.seq, hash=head.hash, sheet=self._sheet(copy))

    def _keep(
        self,
        device: Bound,
        op: Op,
        copy: Copy,
        slot: str,
        value: str | None,
        rev: int,
        now: InForce | None,
        *,
        applied: bool,
    ) -> Head:
        sheet = copy.sheet
        replaces = now.mark_id if now else None
        self.marks.append(dict(
            id=op.op_id, sheet_id=sheet.id, aspect=slot, value=value, rev=rev, replaces=replaces, applied=applied,
            given_by=device.person.id, device_id=device.id, at=utcnow(), tablet_at=op.at, **self.beside(slot),
        ))  # fmt: skip
        if applied:
            row = dict(sheet_id=sheet.id, aspect=slot, mark_id=op.op_id, value=value, rev=rev, device_id=device.id)
            self.in_force[sheet.id, slot] = row
            copy.marks[slot] = InForce(op.op_id, value, rev, device.id)
        head = happened(self.given(
            chain=ground.chain(sheet.trade_id), actor=self.by(device), op_id=op.op_id, device=device.id, sheet=sheet.id, code=sheet.code,
            module=sheet.module_key, seat=sheet.seat, aspect=slot, value=value, rev=rev, replaces=replaces, applied=applied,
        ))  # fmt: skip
        return head

    def _submit(self, device: Bound, op: Op, copy: Copy, plan: Plan) -> Head:
        if copy.sheet.state not in OPEN_TO_JUDGE:
            raise Refused("sheet_signed", 409)
        if needs(plan, copy.sheet.module_key, copy.sheet.seat, copy.values):
            raise Refused("sheet_incomplete", 409)
        head = self.move(copy.sheet, "MARKED", device, op)
        return self._check(copy, plan) or head

    def _check(self, copy: Copy, plan: Plan) -> Head | None:
        """The system's own check of a module's sheets: at once, or with the whole panel where its scores must lie close."""
        panel = self._panel(copy)
        module = plan.module(copy.sheet.module_key)
        if module.panel.spread is not None:
            if any(one.sheet.state == "OPEN" for one in panel):
                return None
            if spread_needs(plan, module.key, {one.sheet.seat: one.values for one in panel}):
                self._call_peers(copy, panel)
                return None
        last = None
        for one in panel:
            if one.sheet.state == "MARKED":
                last = ground.move(self.s, one.sheet, "CHECKED", role="system", by="system")
        if module.panel.spread is not None:
            self._call_peers(copy, panel)
        return last

    def _call_peers(self, copy: Copy, panel: list[Copy]) -> None:
        if len(panel) > 1:
            self.peers.add(copy.sheet.trade_id)

    def _sign(self, device: Bound, op: Op, copy: Copy, plan: Plan) -> Head:
        if copy.sheet.state != "CHECKED":
            raise Refused("sheet_signed" if copy.sheet.state in SIGNED else "sheet_not_checked", 409)
        return self.move(copy.sheet, "SIGNED", device, op)

    def _reopen(self, device: Bound, op: Op, copy: Copy, plan: Plan) -> Head:
        if copy.sheet.state in SIGNED:
            raise Refused("sheet_signed", 409)
        return self.move(copy.sheet, "OPEN", device, op)

    def _call(self, device: Bound, op: Op) -> Answer:
        copy = self.copies.get(op.sheet or "")
        note = (op.note or "").strip()
        code = copy.sheet.code if copy is not None and copy.sheet.person_id == device.person.id else None
        sheet_id = op.sheet if code else None
        self.s.add(
            Call(id=op.op_id, trade_id=device.trade_id, sheet_id=sheet_id, person_id=device.person.id, note=note)
        )
        head = happened(ChiefCalled(
            chain=ground.chain(device.trade_id), actor=device.person.id, op_id=op.op_id, device=device.id,
            call_id=op.op_id, code=code, note=note,
        ))  # fmt: skip
        return Answer(op.op_id, "kept", seq=head.seq, hash=head.hash)

    def _panel(self, copy: Copy) -> list[Copy]:
        return self.panels[copy.sheet.entry_id, copy.sheet.module_key]

    def _own_sheet(self, device: Bound, op: Op) -> dict[str, Any] | None:
        """The standing of the sheet an operation is about, where it is this judge's: nobody learns of another's."""
        copy = self.copies.get(op.sheet or "")
        return self._sheet(copy) if copy is not None and copy.sheet.person_id == device.person.id else None

    def _sheet(self, copy: Copy) -> dict[str, Any] | None:
        plan = self.stages[copy.sheet.stage_id][1]
        return None if plan is None else sheet_state(plan, copy, self._panel(copy))


def sheet_state(plan: Plan, copy: Copy, panel: Sequence[Copy]) -> dict[str, Any]:
    """{"id", "state", "needs"}: what a tablet shows of a sheet's standing."""
    sheet = copy.sheet
    missing = needs(plan, sheet.module_key, sheet.seat, copy.values)
    if sheet.state == "MARKED" and all(one.sheet.state != "OPEN" for one in panel):
        missing += spread_needs(plan, sheet.module_key, {one.sheet.seat: one.values for one in panel})
    return {
        "id": sheet.id,
        "state": sheet.state,
        "needs": [{"aspect": need.aspect, "code": need.code} for need in missing],
    }
