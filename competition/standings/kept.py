"""Stages whose plan looks at the field, tabulated and kept in memory: a mark costs what it changes, not the whole stage.

What is kept carries the token that stands beside the stage in the database once the transaction that made it is
committed. Whoever finds another token there has something else before him, after a rollback or after a mark taken by
another process, and tabulates from the marks again. While a transaction works on a stage, it alone has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from competition.engine.plans import Plan
from competition.engine.scores import EntryScore
from competition.engine.tabulation import Entrant, Row, Tabulator
from competition.judging.facts import EntryMarks

MOST_STAGES = 24

Columns = dict[str, Any]
Marks = Mapping[tuple[str, int, str], str]


class KeptStage:
    """The entries of a stage beside each other: once with all marks, once with what is signed alone, so that the public's
    figures say nothing of marks that are not."""

    def __init__(self, plan: Plan, entries: Mapping[str, EntryMarks], statuses: Mapping[str, str]) -> None:
        self._plan = plan
        self._jury = Tabulator(plan, (_entrant(key, one.marks, one, statuses) for key, one in entries.items()))
        self._public = Tabulator(plan, (_entrant(key, public(one), one, statuses) for key, one in entries.items()))
        self._signed = {key: one.signed for key, one in entries.items()}
        self._rows: dict[str, tuple[Row, Row]] = {}
        self._written: dict[str, Columns] = {}

    @property
    def entries(self) -> list[str]:
        """Everybody who has sheets."""
        return list(self._signed)

    def change(self, entries: Mapping[str, EntryMarks], statuses: Mapping[str, str]) -> None:
        """These entries have these marks now, or are new, and are written whatever lies in the database; and these, among
        them all that are new, have this status."""
        for key, one in entries.items():
            self._jury.entrant(_entrant(key, one.marks, one, statuses))
            self._public.entrant(_entrant(key, public(one), one, statuses))
            self._signed[key] = one.signed
            self._rows.pop(key, None)
            self._written.pop(key, None)
        for key, status in statuses.items():
            self._jury.status(key, status)
            self._public.status(key, status)

    def moved(self) -> dict[str, Columns]:
        """The columns of every entry that was named or has other figures than when this was last asked; at first of all."""
        shown = {row.entry: row for row in self._public.result().rows}
        found = {}
        for row in self._jury.result().rows:
            key, rows = row.entry, (row, shown[row.entry])
            before = self._rows.get(key)
            if before is not None and before[0] is rows[0] and before[1] is rows[1]:
                continue
            signed = self._signed[key]
            figures = figures_of(self._plan, row.total, signed, row.score, rows[1].score if signed else None)
            if figures != self._written.get(key):
                found[key] = self._written[key] = figures
            self._rows[key] = rows
        return found


def public(marks: EntryMarks) -> Marks:
    """The marks of modules that their whole panel has signed."""
    return {place: value for place, value in marks.marks.items() if place[0] in marks.signed}


def figures_of(
    plan: Plan, total: Decimal | None, signed: frozenset[str], score: EntryScore, shown: EntryScore | None
) -> Columns:
    """The columns of a standing from an entry's total, None while nothing is marked, its score, and that of its signed
    modules, None while there are none."""
    return {
        "total": total,
        "tie": list(score.tie),
        "progress": score.progress,
        "dnf": score.dnf,
        "shown_total": shown.total if shown and signed else None,
        "shown_tie": list(shown.tie) if shown else [],
        "shown_progress": "".join("d" if module.key in signed else "." for module in plan.modules),
        "shown_dnf": shown.dnf if shown else False,
        "signed": len(signed),
    }


def _entrant(key: str, marks: Marks, one: EntryMarks, statuses: Mapping[str, str]) -> Entrant:
    return Entrant(key, marks, one.seats, statuses[key])


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A kept stage, the plan it was tabulated by, and the token that names it."""

    plan_id: str
    token: str
    stage: KeptStage


_kept: dict[str, _Labelled] = {}


def take(stage_id: str, plan_id: str, token: str | None) -> KeptStage | None:
    """The stage as it is kept, for the taker alone until he puts it back; None, and nothing is kept any more, unless it
    carries this token and was made by this plan."""
    found = _kept.pop(stage_id, None)
    return found.stage if found is not None and (found.plan_id, found.token) == (plan_id, token) else None


def put_back(stage_id: str, plan_id: str, token: str, stage: KeptStage) -> None:
    """Keep a stage under the token that was written beside it; the ones not asked for longest give way."""
    _kept[stage_id] = _Labelled(plan_id, token, stage)
    for oldest in list(_kept)[:-MOST_STAGES]:
        _kept.pop(oldest, None)


def forget(stage_ids: Iterable[str]) -> None:
    """Keep nothing of these stages: whatever comes next is tabulated from the marks."""
    for stage_id in stage_ids:
        _kept.pop(stage_id, None)
