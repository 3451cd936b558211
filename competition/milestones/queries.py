"""What may be known of labour contests, each with all that belongs to it in a fixed number of questions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.events import queries as events
from competition.milestones.models import LabourContest, MilestoneReport, MilestoneScoring, MilestoneVerdict
from competition.milestones.scores import Contest, Reported
from competition.organisations import queries as organisations
from competition.store import Refused


@dataclass(frozen=True)
class OfUnit:
    """An entry of a unit in a labour contest, where and on what it reports."""

    event: events.Event
    trade: events.Trade
    stage: events.Stage
    entry: EntryRow
    reported: int


def contest_row(s: Session, stage_id: str) -> LabourContest | None:
    """The labour contest of a stage, or None where it is decided without milestones."""
    return s.scalars(select(LabourContest).where(LabourContest.stage_id == stage_id)).first()


def contests_of_event(s: Session, event_id: str) -> dict[str, LabourContest]:
    """Trade -> the labour contest of the stage that it has come to, where milestones decide that."""
    now = {stage.id for stage in events.stages(s, event_id).values()}
    query = select(LabourContest).where(LabourContest.event_id == event_id)
    return {one.trade_id: one for one in s.scalars(query) if one.stage_id in now}


def contest(s: Session, stage_id: str) -> Contest | None:
    """A stage's labour contest as it stands, or None."""
    row = contest_row(s, stage_id)
    if row is None:
        return None
    verdicts = _verdicts(s, row.id)
    query = select(MilestoneReport).where(MilestoneReport.contest_id == row.id).order_by(MilestoneReport.number)
    said: dict[tuple[str, str], list[Reported]] = {}
    for one in s.scalars(query):
        said.setdefault((one.entry_id, one.node_key), []).append(Reported(one, verdicts.get(one.id)))
    entries = {one.id: one for one in contestants.entries_of_stage(s, stage_id)}
    return Contest(row, entries, said, scoring(s, row.id))


def report(s: Session, report_id: str, contest_id: str) -> MilestoneReport:
    """A report. Refused: not_there (404), also for one of another contest."""
    found = s.get(MilestoneReport, report_id)
    if found is None or found.contest_id != contest_id:
        raise Refused("not_there", 404)
    return found


def scoring(s: Session, contest_id: str) -> MilestoneScoring | None:
    """The last time the scores were settled, or None."""
    query = select(MilestoneScoring).where(MilestoneScoring.contest_id == contest_id)
    return s.scalars(query.order_by(MilestoneScoring.number.desc())).first()


def waiting_counts(s: Session, event_id: str) -> dict[str, int]:
    """Trade -> reports on which nobody has said anything and which no later one has replaced."""
    later, one = MilestoneReport.__table__.alias("later"), MilestoneReport
    replaced = (
        select(later.c.id)
        .where(
            later.c.contest_id == one.contest_id, later.c.entry_id == one.entry_id, later.c.node_key == one.node_key,
            later.c.number > one.number,
        )
        .exists()
    )  # fmt: skip
    decided = select(MilestoneVerdict.id).where(MilestoneVerdict.report_id == one.id).exists()
    query = (
        select(LabourContest.trade_id, func.count())
        .join(one, one.contest_id == LabourContest.id)
        .where(LabourContest.event_id == event_id, ~replaced, ~decided)
        .group_by(LabourContest.trade_id)
    )
    return {row[0]: row[1] for row in s.execute(query)}


def of_unit(s: Session, organisation_id: str) -> list[OfUnit]:
    """The entries of a unit, and of those below it, in every labour contest that is announced, the latest event first."""
    rows = list(s.scalars(select(LabourContest)))
    stages = events.stages_by_id(s, {row.stage_id for row in rows})
    known = {one.id: one for one in events.events(s, {row.event_id for row in rows}) if one.public}
    trades = {one.id: one for one in events.trades_by_id(s, {row.trade_id for row in rows})}
    below = organisations.below(s, organisation_id)
    asked = {row.stage_id for row in rows if row.event_id in known and row.trade_id in trades}
    entries = [one for one in contestants.entries_of_stages(s, asked) if one.organisation_id in below]
    done = _reported(s, [one.id for one in entries])
    found = [
        OfUnit(known[one.event_id], trades[one.trade_id], stages[one.stage_id], one, done.get(one.id, 0))
        for one in entries
    ]
    return sorted(found, key=lambda one: (-one.event.starts_on.toordinal(), one.trade.position, one.entry.number))


def _reported(s: Session, entry_ids: list[str]) -> dict[str, int]:
    """Entry -> on how many nodes it has reported."""
    query = select(MilestoneReport.entry_id, func.count()).where(
        MilestoneReport.entry_id.in_(entry_ids), MilestoneReport.number == 1
    )
    return {row[0]: row[1] for row in s.execute(query.group_by(MilestoneReport.entry_id))}


def _verdicts(s: Session, contest_id: str) -> dict[str, MilestoneVerdict]:
    """Report -> the last word on it."""
    query = (
        select(MilestoneVerdict)
        .join(MilestoneReport, MilestoneReport.id == MilestoneVerdict.report_id)
        .where(MilestoneReport.contest_id == contest_id)
        .order_by(MilestoneVerdict.number)
    )
    return {one.report_id: one for one in s.scalars(query)}
