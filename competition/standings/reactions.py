"""Marks came in: the standing of each entry is brought up to date in the same transaction.

An entry's figures are its own under most plans. Where a plan looks at the field (expressions like best([K]), leniency), a
mark or a status can move everybody, and the whole stage is tabulated again; the trade's chain, which every action on its
sheets and entries locks, keeps two of them from doing so at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.contestants import queries as contestants
from competition.engine.plans import Plan
from competition.engine.scores import EntryScore
from competition.engine.tabulation import Entrant, looks_at_field, tabulate
from competition.engine.totals import score_entry
from competition.events import queries as events
from competition.events.facts import PlanReplaced
from competition.judging import queries as judging
from competition.judging.facts import EntriesMarked, EntryMarks, StageEnded
from competition.standings import work
from competition.standings.facts import StageChanged
from competition.standings.models import Standing
from competition.store import happened, reading, upsert

Columns = dict[str, Any]


def project(s: Session, news: EntriesMarked) -> None:
    """Bring the standings of the entries that were marked up to date, and of all others that this moves."""
    stages = events.stages_by_id(s, news.stages)
    rows: list[Columns] = []
    for stage_id, entries in news.stages.items():
        plan_id = stages[stage_id].plan_id
        if plan_id is None and entries:
            raise ValueError("a stage without a plan was marked")
        if plan_id is None:
            continue
        plan = judging.plan_of(s, plan_id)
        columns = _of_field(s, plan, stage_id) if looks_at_field(plan) else _by_themselves(plan, entries)
        rows += [{"entry_id": entry_id, "stage_id": stage_id} | figures for entry_id, figures in columns.items()]
    upsert(s, Standing, rows)
    for stage_id in news.stages:
        happened(StageChanged(stage_id=stage_id))


def recount_ended(news: StageEnded | PlanReplaced) -> None:
    """A stage has ended, or an ended one goes on under another plan: the worker tabulates it twice. What the house does
    by itself, without a person, is recounted when somebody asks for it."""
    with reading() as s:
        stage = events.stage(s, news.stage_id)
        known = accounts.names(s, {news.actor})
    if stage.state == "ENDED" and news.actor in known:
        work.start_recount(news.actor, news.stage_id)


def rebuild(s: Session, stage_id: str) -> None:
    """Throw a stage's standings away and make them again from its marks."""
    s.execute(delete(Standing).where(Standing.stage_id == stage_id))
    project(s, EntriesMarked(stages={stage_id: judging.stage_marks(s, stage_id)}))


def _by_themselves(plan: Plan, entries: Mapping[str, EntryMarks]) -> dict[str, Columns]:
    found = {}
    for entry_id, marks in entries.items():
        score = score_entry(plan, marks.marks, marks.seats)
        shown = (
            score if _all_signed(marks) else score_entry(plan, _public(marks), marks.seats) if marks.signed else None
        )
        found[entry_id] = figures_of(plan, marks, score, shown)
    return found


def _of_field(s: Session, plan: Plan, stage_id: str) -> dict[str, Columns]:
    """Every entry of the stage beside the others: once with all marks, once with what is signed alone, so that the
    public's figures say nothing of marks that are not."""
    found = judging.stage_marks(s, stage_id)
    statuses = contestants.statuses(s, found)
    everything = {entry_id: marks.marks for entry_id, marks in found.items()}
    signed = {entry_id: _public(marks) for entry_id, marks in found.items()}

    def scores(of: Mapping[str, Mapping[tuple[str, int, str], str]]) -> dict[str, EntryScore]:
        entrants = [Entrant(key, marks, found[key].seats, statuses[key]) for key, marks in of.items()]
        return {row.entry: row.score for row in tabulate(plan, entrants).rows}

    jury = scores(everything)
    public = jury if signed == everything else scores(signed)
    return {
        entry_id: figures_of(plan, marks, jury[entry_id], public[entry_id] if marks.signed else None)
        for entry_id, marks in found.items()
    }


def _all_signed(marks: EntryMarks) -> bool:
    return marks.signed == frozenset(marks.seats)


def _public(marks: EntryMarks) -> Mapping[tuple[str, int, str], str]:
    """The marks of modules that their whole panel has signed."""
    return {place: value for place, value in marks.marks.items() if place[0] in marks.signed}


def figures_of(plan: Plan, marks: EntryMarks, score: EntryScore, shown: EntryScore | None) -> Columns:
    """The columns of a standing from an entry's score, and from that of its signed modules, None while there are none."""
    return {
        "total": score.total if marks.marks else None,
        "tie": list(score.tie),
        "progress": score.progress,
        "dnf": score.dnf,
        "shown_total": shown.total if shown and marks.signed else None,
        "shown_tie": list(shown.tie) if shown else [],
        "shown_progress": "".join("d" if module.key in marks.signed else "." for module in plan.modules),
        "shown_dnf": shown.dnf if shown else False,
        "signed": len(marks.signed),
    }
