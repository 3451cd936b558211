"""The sync protocol under whatever comes: new marks, repetitions, forgeries, nonsense, two tablets, lost answers, a
transaction that dies. Hypothesis finds the order; a model of a few lines says what must come out."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from competition.judging import queries
from competition.judging.actions import Answer, Batch, Op, take
from competition.judging.models import Operation
from competition.store import new_id, reading, transaction
from competition.store.ledger import LedgerLine, faults
from tests.world import World

CELLS = ((0, "A", "A1.2"), (1, "A", "A1.2"), (0, "T", "T1.1"))
NONSENSE = ("4", "-1", "0.25", "zwei", "", " ", "1e1", "NaN", "９９９９")

cells = st.sampled_from(range(len(CELLS)))
values = st.sampled_from(["0", "1", "2", "3", None])
tablets = st.sampled_from([0, 1])


@dataclass(frozen=True)
class Sent:
    """An operation as a tablet sent it, and what it must have led to."""

    tablet: int
    cell: int
    op: Op
    answer: str
    rev: int

    @property
    def again(self) -> str:
        """What it is answered when it is sent again: a conflict stays one, so that a lost answer hides none."""
        return "conflict" if self.answer == "conflict" else "known"


class Died(Exception):
    """The server went away in the middle of a transaction."""


class Protocol(RuleBasedStateMachine):
    """Two tablets of one judge, each with its own idea of which mark is in force."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.contest = world.started(entries=2, judges=1)
        second, _ = world.tablet(self.contest.event_id, self.contest.trade_id, self.contest.people[0])
        self.tablets = [self.contest.tablets[0], second]
        self.sheets = [self.contest.sheet(entry, module, 1).id for entry, module, _ in CELLS]
        self.known: list[dict[int, int]] = [{}, {}]
        self.now: dict[int, tuple[str, str | None, int, int]] = {}
        self.rows: dict[int, list[tuple[str, str | None, int, bool]]] = {n: [] for n in range(len(CELLS))}
        self.sent: list[Sent] = []
        self.receipts: dict[str, tuple[int | None, str | None]] = {}
        self.lost: list[Sent] = []
        self.died: list[tuple[int, Op]] = []

    def op(self, tablet: int, cell: int, value: str | None) -> Op:
        """A new mark, on top of the revision that this tablet knows."""
        base = self.known[tablet].get(cell)
        return Op(new_id(), "mark", self.sheets[cell], aspect=CELLS[cell][2], value=value, base=base)

    def give(self, tablet: int, op: Op) -> Answer:
        """The answer to one operation of a tablet."""
        return take([Batch(self.tablets[tablet], (op,))])[0][0]

    def expect(self, tablet: int, cell: int, op: Op) -> Sent:
        """What the model says of an operation that is new: kept, or a conflict that is kept beside the one in force."""
        value = f"{op.value}.0" if op.value is not None and CELLS[cell][2] == "T1.1" else op.value
        before = self.now.get(cell)
        stale = before is not None and before[2] != op.base and before[3] != tablet
        if stale and before is not None:
            if before[1] != value:
                self.rows[cell].append((op.op_id, value, before[2] + 1, False))
            sent = Sent(tablet, cell, op, "kept" if before[1] == value else "conflict", before[2])
        else:
            rev = (before[2] if before else 0) + 1
            self.rows[cell].append((op.op_id, value, rev, True))
            self.now[cell] = (op.op_id, value, rev, tablet)
            sent = Sent(tablet, cell, op, "kept", rev)
        self.sent.append(sent)
        return sent

    def acknowledged(self, sent: Sent, answer: Answer) -> None:
        """The tablet has read the answer to what it sent for the first time."""
        assert (answer.op_id, answer.answer, answer.rev) == (sent.op.op_id, sent.answer, sent.rev)
        assert answer.seq is not None
        self.receipts[sent.op.op_id] = (answer.seq, answer.hash)
        self.known[sent.tablet][sent.cell] = sent.rev

    @rule(tablet=tablets, cell=cells, value=values)
    def new(self, tablet: int, cell: int, value: str | None) -> None:
        op = self.op(tablet, cell, value)
        self.acknowledged(self.expect(tablet, cell, op), self.give(tablet, op))

    @rule(cell=cells, first=values, second=values, turn=tablets)
    def both_tablets_at_once(self, cell: int, first: str | None, second: str | None, turn: int) -> None:
        ops = [(turn, self.op(turn, cell, first)), (1 - turn, self.op(1 - turn, cell, second))]
        expected = [self.expect(tablet, cell, op) for tablet, op in ops]
        answers = take([Batch(self.tablets[tablet], (op,)) for tablet, op in ops])
        for sent, (answer,) in zip(expected, answers, strict=True):
            self.acknowledged(sent, answer)

    @rule(tablet=tablets, cell=cells, value=values)
    def answer_is_lost(self, tablet: int, cell: int, value: str | None) -> None:
        op = self.op(tablet, cell, value)
        sent = self.expect(tablet, cell, op)
        assert self.give(tablet, op).answer == sent.answer
        self.lost.append(sent)

    @precondition(lambda self: self.lost)
    @rule(data=st.data())
    def sent_again_after_a_lost_answer(self, data: st.DataObject) -> None:
        sent = self.lost.pop(data.draw(st.integers(0, len(self.lost) - 1)))
        answer = self.give(sent.tablet, sent.op)
        assert (answer.answer, answer.rev) == (sent.again, sent.rev)
        self.receipts[sent.op.op_id] = (answer.seq, answer.hash)

    @rule(tablet=tablets, cell=cells, value=values)
    def server_dies_before_the_commit(self, tablet: int, cell: int, value: str | None) -> None:
        op = self.op(tablet, cell, value)
        try:
            with transaction():
                assert self.give(tablet, op).answer in ("kept", "conflict")
                raise Died
        except Died:
            self.died.append((cell, op))

    @precondition(lambda self: self.died)
    @rule(data=st.data(), tablet=tablets)
    def sent_again_after_the_server_died(self, data: st.DataObject, tablet: int) -> None:
        cell, op = self.died.pop(data.draw(st.integers(0, len(self.died) - 1)))
        self.acknowledged(self.expect(tablet, cell, op), self.give(tablet, op))

    @precondition(lambda self: self.receipts)
    @rule(data=st.data(), times=st.integers(1, 3))
    def replay(self, data: st.DataObject, times: int) -> None:
        sent = data.draw(st.sampled_from([one for one in self.sent if one.op.op_id in self.receipts]))
        answers = take([Batch(self.tablets[sent.tablet], (sent.op,) * times)])[0]
        said = [(answer.answer, answer.rev, (answer.seq, answer.hash)) for answer in answers]
        assert said == [(sent.again, sent.rev, self.receipts[sent.op.op_id])] * times

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), other=st.sampled_from(["value", "aspect", "sheet", "kind", "tablet"]))
    def tamper(self, data: st.DataObject, other: str) -> None:
        sent = data.draw(st.sampled_from(self.sent))
        op, tablet = sent.op, sent.tablet
        said = {"kind": op.kind, "sheet": op.sheet, "aspect": op.aspect, "value": op.value}
        elsewhere = self.sheets[(sent.cell + 1) % len(CELLS)]
        changed = {
            "value": {"value": "1" if op.value != "1" else "2"}, "aspect": {"aspect": "A1.3"}, "sheet": {"sheet": elsewhere},
            "kind": {"kind": "submit"}, "tablet": {},
        }[other]  # fmt: skip
        forged = Op(op.op_id, **{**said, **changed})  # type: ignore[arg-type]
        answer = self.give(1 - tablet if other == "tablet" else tablet, forged)
        assert (answer.answer, answer.code, answer.seq) == ("refused", "op_reused", None)

    @rule(tablet=tablets, cell=cells, value=st.sampled_from(NONSENSE))
    def bad(self, tablet: int, cell: int, value: str) -> None:
        if CELLS[cell][2] == "T1.1" and value == "4":
            value = "100.5"
        answer = self.give(tablet, self.op(tablet, cell, value))
        assert (answer.answer, answer.seq, answer.rev) == ("refused", None, None)
        assert answer.code is not None

    @rule(tablet=tablets)
    def fetch_the_package(self, tablet: int) -> None:
        self.known[tablet] = {cell: rev for cell, (_, _, rev, _) in self.now.items()}

    @invariant()
    def each_operation_counts_once_and_the_last_applied_is_in_force(self) -> None:
        with reading() as s:
            found = queries.copies(s, set(self.contest.entries))
            for cell, (_, _, aspect) in enumerate(CELLS):
                marks = [one for one in queries.history(s, self.sheets[cell])[0] if one.aspect == aspect]
                rows = [(mark.id, mark.value, mark.rev, mark.applied) for mark in marks]
                assert sorted(rows) == sorted(self.rows[cell])
                mark = found[self.sheets[cell]].marks.get(aspect)
                assert (mark and (mark.mark_id, mark.value, mark.rev)) == (
                    self.now[cell][:3] if cell in self.now else None
                )

    def teardown(self) -> None:
        with reading() as s:
            assert list(faults(s)) == []
            ids = [one.op.op_id for one in self.sent]
            assert sorted(s.scalars(select(Operation.id).where(Operation.id.in_(ids)))) == sorted(ids)
            lines = {
                line.op_id: (line.seq, line.hash)
                for line in s.scalars(select(LedgerLine).where(LedgerLine.op_id.in_(ids)))
            }
        written = {row[0] for rows in self.rows.values() for row in rows}
        assert set(lines) == written
        assert {op_id: receipt for op_id, receipt in self.receipts.items() if op_id in written} == {
            op_id: lines[op_id] for op_id in self.receipts if op_id in written
        }


def test_protocol_keeps_every_mark_once_whatever_happens(world: World) -> None:
    class InThisWorld(Protocol):
        def __init__(self) -> None:
            super().__init__(world)

    run_state_machine_as_test(
        InThisWorld,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
