"""Marks came in: the standing of each entry is brought up to date in the same transaction.

An entry's figures are its own under most plans. Where a plan looks at the field (expressions like best([K]), leniency), a
mark or a status can move everybody; such a stage is kept tabulated (`kept`), and only what has changed is worked out and
written. The trade's chain, which every action on its sheets and entries locks, keeps two of them from doing so at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.contestants import queries as contestants
from competition.engine.plans import Plan
from competition.engine.tabulation import looks_at_field
from competition.engine.totals import score_entry
from competition.events import queries as events
from competition.events.facts import PlanReplaced
from competition.judging import queries as judging
from competition.judging.facts import EntriesMarked, EntryMarks, StageEnded, StageRevealed
from competition.standings import kept, work
from competition.standings.facts import StageChanged
from competition.standings.kept import Columns, KeptStage, figures_of, public
from competition.standings.models import Standing, Tabulated
from competition.store import happened, new_id, reading, upsert


def project(s: Session, news: EntriesMarked) -> None:
    """Bring the standings of the entries that were marked up to date, and of all others that this moves."""
    stages = events.stages_by_id(s, news.stages)
    rows: list[Columns] = []
    fields: dict[tuple[str, str], KeptStage] = {}
    for stage_id, entries in news.stages.items():
        plan_id = stages[stage_id].plan_id
        if plan_id is None and entries:
            raise ValueError("a stage without a plan was marked")
        if plan_id is None:
            continue
        plan = judging.plan_of(s, plan_id)
        if looks_at_field(plan):
            field = fields[stage_id, plan_id] = _field(s, plan, stage_id, plan_id, entries)
            columns = field.moved()
        else:
            columns = _by_themselves(plan, entries)
        rows += [{"entry_id": entry_id, "stage_id": stage_id} | figures for entry_id, figures in columns.items()]
    upsert(s, Standing, rows)
    _keep(s, fields)
    for stage_id in news.stages:
        happened(StageChanged(stage_id=stage_id))


def recount_ended(news: StageEnded | StageRevealed | PlanReplaced) -> None:
    """A stage has ended, its works have their names, or it goes on under another plan: the worker tabulates it twice. What the house does
    by itself, without a person, is recounted when somebody asks for it."""
    with reading() as s:
        stage = events.stage(s, news.stage_id)
        known = accounts.names(s, {news.actor})
    if stage.state == "ENDED" and news.actor in known:
        work.start_recount(news.actor, news.stage_id)


def stage_revealed(s: Session, fact: StageRevealed) -> None:
    """The sheets of works hang on entries now: the standings are made anew of them."""
    rebuild(s, fact.stage_id)


def rebuild(s: Session, stage_id: str) -> None:
    """Throw a stage's standings away and make them again from its marks."""
    s.execute(delete(Standing).where(Standing.stage_id == stage_id))
    kept.forget([stage_id])
    project(s, EntriesMarked(stages={stage_id: judging.stage_marks(s, stage_id)}))


def _by_themselves(plan: Plan, entries: Mapping[str, EntryMarks]) -> dict[str, Columns]:
    found = {}
    for entry_id, marks in entries.items():
        score = score_entry(plan, marks.marks, marks.seats)
        shown = score if _all_signed(marks) else score_entry(plan, public(marks), marks.seats) if marks.signed else None
        found[entry_id] = figures_of(plan, score.total if marks.marks else None, marks.signed, score, shown)
    return found


def _field(s: Session, plan: Plan, stage_id: str, plan_id: str, entries: Mapping[str, EntryMarks]) -> KeptStage:
    """The stage with what these entries have now. News that names nobody is of statuses, or of nothing that is marked:
    then everybody's status is looked at."""
    token = s.scalar(select(Tabulated.token).where(Tabulated.stage_id == stage_id).with_for_update())
    field = kept.take(stage_id, plan_id, token)
    if field is None:
        found = judging.stage_marks(s, stage_id)
        return KeptStage(plan, found, contestants.statuses(s, found))
    field.change(entries, contestants.statuses(s, entries or field.entries))
    return field


def _keep(s: Session, fields: Mapping[tuple[str, str], KeptStage]) -> None:
    """Name the stages as they stand now by new tokens, by chance so that no two processes can give the same: a rollback
    brings the old ones back, and with them what is kept here is never taken again."""
    tokens = {place: new_id() for place in fields}
    upsert(s, Tabulated, [{"stage_id": stage_id, "token": token} for (stage_id, _), token in tokens.items()])
    for (stage_id, plan_id), token in tokens.items():
        kept.put_back(stage_id, plan_id, token, fields[stage_id, plan_id])


def _all_signed(marks: EntryMarks) -> bool:
    return marks.signed == frozenset(marks.seats)
