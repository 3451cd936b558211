"""Marks came in: the standing of each entry is brought up to date in the same transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from competition.engine.plans import Plan
from competition.engine.totals import score_entry
from competition.events import queries as events
from competition.judging import queries as judging
from competition.judging.facts import EntriesMarked, EntryMarks
from competition.standings.facts import StageChanged
from competition.standings.models import Standing
from competition.store import happened, upsert


def project(s: Session, news: EntriesMarked) -> None:
    """Bring the standings of the entries that were marked up to date."""
    stages = events.stages_by_id(s, news.stages)
    rows = []
    for stage_id, entries in news.stages.items():
        plan_id = stages[stage_id].plan_id
        if plan_id is None and entries:
            raise ValueError("a stage without a plan was marked")
        for entry_id, marks in entries.items():
            rows.append(
                {"entry_id": entry_id, "stage_id": stage_id} | figures_of(judging.plan_of(s, plan_id or ""), marks)
            )
    upsert(s, Standing, rows)
    for stage_id in news.stages:
        happened(StageChanged(stage_id=stage_id))


def rebuild(s: Session, stage_id: str) -> None:
    """Throw a stage's standings away and make them again from its marks."""
    s.execute(delete(Standing).where(Standing.stage_id == stage_id))
    project(s, EntriesMarked(stages={stage_id: judging.stage_marks(s, stage_id)}))


def figures_of(plan: Plan, marks: EntryMarks) -> dict[str, Any]:
    """The columns of a standing from an entry's marks."""
    score = score_entry(plan, marks.marks, marks.seats)
    begun = any(sign != "." for sign in score.progress)
    shown = None
    if marks.signed == frozenset(marks.seats):
        shown = score
    elif marks.signed:
        public = {key: value for key, value in marks.marks.items() if key[0] in marks.signed}
        shown = score_entry(plan, public, marks.seats)
    return {
        "total": score.total if begun else None,
        "tie": list(score.tie),
        "progress": score.progress,
        "shown_total": shown.total if shown and marks.signed else None,
        "shown_tie": list(shown.tie) if shown else [],
        "shown_progress": "".join("d" if module.key in marks.signed else "." for module in plan.modules),
        "signed": len(marks.signed),
    }
