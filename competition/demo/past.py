"""What was marked before the demo opens: most theory papers, a part of the practical modules, a few sheets half-way."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from competition.accounts.queries import Bound
from competition.demo import hands
from competition.engine.plans import Aspect, Plan
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.judging.actions import Batch, Op
from competition.store import reading, transaction

TOGETHER = 8
UNSIGNED_PAPERS = 0.06
HALF_WAY = 2

Sheets = Mapping[tuple[str, str], Mapping[int, tuple[str, str]]]


@dataclass(frozen=True)
class Table:
    """A trade whose stage runs: `sheets` are (sheet id, judge's person id) by (module, station code) and seat."""

    code: str
    stage_id: str
    plan: Plan
    sheets: Sheets


def table(trade_code: str, stage_id: str, plan: Plan) -> Table:
    """The trade with all its sheets."""
    sheets: dict[tuple[str, str], dict[int, tuple[str, str]]] = {}
    with reading() as s:
        for sheet in judging_queries.stage_sheets(s, stage_id):
            sheets.setdefault((sheet.module_key, sheet.code), {})[sheet.seat] = (sheet.id, sheet.person_id)
    return Table(trade_code, stage_id, plan, sheets)


def mark_past(seed: int, one: Table, tablets: Mapping[str, Bound]) -> int:
    """Mark, submit and sign what lies in the past; judges without a tablet in `tablets` (by person) do nothing.

    Returns how many marks were given.
    """
    theory, practical = hands.turns(seed, one.code, one.plan, sorted({code for _, code in one.sheets}))
    papers = len(theory) - round(UNSIGNED_PAPERS * len(theory))
    done = round(hands.begun(seed, one.code) * len(practical))
    finished = theory[:papers] + practical[:done]
    given = 0
    for at in range(0, len(finished), TOGETHER):
        given += _take(seed, one, tablets, finished[at : at + TOGETHER], whole=True)
    return given + _take(seed, one, tablets, practical[done : done + HALF_WAY], whole=False)


def mark_all(seed: int, one: Table, tablets: Mapping[str, Bound]) -> None:
    """Mark, submit and sign everything of a contest that is over."""
    theory, practical = hands.turns(seed, one.code, one.plan, sorted({code for _, code in one.sheets}))
    everything = theory + practical
    for at in range(0, len(everything), TOGETHER):
        _take(seed, one, tablets, everything[at : at + TOGETHER], whole=True)


def operation(sheet_id: str, kind: str, aspect: str | None = None, value: str | None = None) -> Op:
    """One operation of a simulated tablet; the same thing done twice has the same id, so it counts once."""
    op_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{sheet_id}/{kind}/{aspect}"))
    return Op(op_id=op_id, kind=kind, sheet=sheet_id, aspect=aspect, value=value)


def marks_of(seed: int, trade: str, turn: hands.Turn, seat: int, aspects: Sequence[Aspect]) -> list[tuple[str, str]]:
    """(aspect, value) of what the judge on this seat marks in a turn, in the order of the sheet."""
    given = ((one.key, hands.value(seed, trade, turn.code, turn.module, seat, one)) for one in aspects)
    return [(key, text) for key, text in given if text is not None]


def _take(seed: int, one: Table, tablets: Mapping[str, Bound], turns: Sequence[hands.Turn], *, whole: bool) -> int:
    """These turns in one transaction: all marks, then submissions, then signatures; not `whole`: half the marks."""
    marks: list[Batch] = []
    submissions: list[Batch] = []
    signatures: list[Batch] = []
    for turn in turns:
        for seat, (sheet_id, person_id) in sorted(one.sheets[(turn.module, turn.code)].items()):
            device = tablets.get(person_id)
            if device is None:
                continue
            given = marks_of(seed, one.code, turn, seat, one.plan.aspects_for(turn.module, seat))
            if not whole:
                given = given[: len(given) // 2]
            marks.append(Batch(device, tuple(operation(sheet_id, "mark", key, text) for key, text in given)))
            submissions.append(Batch(device, (operation(sheet_id, "submit"),)))
            signatures.append(Batch(device, (operation(sheet_id, "sign"),)))
    with transaction() as s, s.no_autoflush:  # every move of a sheet would otherwise be written by itself
        judging.take([*marks, *submissions, *signatures] if whole else marks)
    return sum(len(batch.ops) for batch in marks)
