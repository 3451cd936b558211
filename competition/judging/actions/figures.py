"""Figures that come from elsewhere, a bracket's placing or the score of milestones, as marks of one aspect of the plan.

They go the way of every mark: kept for good, in the ledger, on the sheet of the judge on seat 1, who submits and signs
it as he does any other. What stands there by a tablet or by the chief is never overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import insert
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.engine.plans import Plan
from competition.engine.plans.shape import Aspect
from competition.engine.refusal import Impossible
from competition.engine.values import read_value
from competition.events import queries as events
from competition.judging import queries
from competition.judging.actions import ground
from competition.judging.facts import FigureGiven
from competition.judging.models import CurrentMark, Figure, Mark, Sheet
from competition.judging.moves import SIGNED
from competition.judging.queries import Copy, InForce
from competition.store import Refused, happened, lock_heads, new_id, transaction, upsert, utcnow


@dataclass(frozen=True)
class Source:
    """Where figures come from: `kind` bracket, round_robin or milestones, and which one it is."""

    kind: str
    id: str


@dataclass(frozen=True)
class _Change:
    """A figure that is not in force yet, as its aspect writes it, and the sheet it goes on."""

    copy: Copy
    text: str
    now: InForce | None


def fits(plan: Plan, key: str, figures: Sequence[Decimal]) -> None:
    """Refused: unknown_aspect, figure_by_each (an aspect that cannot take figures), figure_misfit with the first that it
    cannot be given."""
    aspect = _aspect(plan, key)
    for figure in figures:
        _text(aspect, figure)


def give_figures(by: str, stage_id: str, key: str, figures: Mapping[str, Decimal], source: Source, reason: str) -> int:
    """Let these figures be the marks of an aspect, by entry; of entries that are out nothing is written. Returns how many
    marks that makes: none where all of them are in force already.

    Refused: stage_not_running, unknown_aspect, figure_by_each, figure_misfit, figure_marked (somebody marked it
    otherwise), figure_taken (it comes from somewhere else), figure_signed (the chief corrects signed sheets).
    """
    with transaction() as s:
        stage = events.stage(s, stage_id)
        lock_heads([ground.chain(stage.trade_id)])
        if stage.state != "RUNNING" or stage.plan_id is None:
            raise Refused("stage_not_running", 409)
        plan = queries.plan_of(s, stage.plan_id)
        aspect = _aspect(plan, key)
        out = contestants.statuses(s, figures)
        wanted = {entry: _text(aspect, figure) for entry, figure in figures.items() if not out.get(entry)}
        module = plan.module_of(key).key
        sheets = [
            one
            for one in queries.copies(s, wanted).values()
            if (one.sheet.module_key, one.sheet.seat, one.sheet.stage_id) == (module, 1, stage_id)
        ]
        changes = _changes(s, sheets, wanted, key, source)
        _write(s, by, key, changes, source, reason)
        if changes:
            ground.tell_standings(queries.copies(s, {one.copy.sheet.entry_id for one in changes}).values())
            ground.tell_tablets(s, stage.trade_id)
        return len(changes)


def _aspect(plan: Plan, key: str) -> Aspect:
    try:
        aspect = plan.aspect(key)
    except Impossible:
        raise Refused("unknown_aspect", 422) from None
    if not queries.takes_figure(aspect):
        raise Refused("figure_by_each", 422, aspect=aspect.title.zh)
    return aspect


def _text(aspect: Aspect, figure: Decimal) -> str:
    try:
        return read_value(aspect, format(figure, "f")).text
    except Impossible:
        raise Refused("figure_misfit", 409, aspect=aspect.title.zh, figure=format(figure, "f")) from None


def _changes(s: Session, sheets: list[Copy], wanted: Mapping[str, str], key: str, source: Source) -> list[_Change]:
    """The figures that are not in force yet; Refused for what may not be replaced."""
    known = queries.figures(s, [one.marks[key].mark_id for one in sheets if key in one.marks])
    changes, marked, signed = [], [], []
    for one in sorted(sheets, key=lambda copy: copy.sheet.code):
        now, text = one.marks.get(key), wanted[one.sheet.entry_id]
        if now is not None and now.value == text:
            continue
        earlier = known.get(now.mark_id) if now else None
        if earlier is not None and (earlier.source, earlier.source_id) != (source.kind, source.id):
            raise Refused("figure_taken", 409)
        if now is not None and now.value is not None and earlier is None:
            marked.append(one.sheet.code)
        elif one.sheet.state in SIGNED:
            signed.append(one.sheet.code)
        changes.append(_Change(one, text, now))
    if marked:
        raise Refused("figure_marked", 409, codes=marked)
    if signed:
        raise Refused("figure_signed", 409, codes=signed)
    return changes


def _write(s: Session, by: str, key: str, changes: list[_Change], source: Source, reason: str) -> None:
    marks, figures, in_force = [], [], []
    for one in changes:
        sheet, mark_id, rev = one.copy.sheet, new_id(), (one.now.rev if one.now else 0) + 1
        replaces = one.now.mark_id if one.now else None
        _open(s, sheet, by, reason)
        marks.append(dict(
            id=mark_id, sheet_id=sheet.id, aspect=key, value=one.text, rev=rev, replaces=replaces, applied=True, given_by=by,
            device_id=None, reason=reason, at=utcnow(), tablet_at=None,
        ))  # fmt: skip
        figures.append({"mark_id": mark_id, "source": source.kind, "source_id": source.id})
        in_force.append(dict(sheet_id=sheet.id, aspect=key, mark_id=mark_id, value=one.text, rev=rev, device_id=None))
        happened(FigureGiven(
            chain=ground.chain(sheet.trade_id), actor=by, op_id=mark_id, sheet=sheet.id, code=sheet.code, module=sheet.module_key,
            seat=sheet.seat, aspect=key, value=one.text, rev=rev, replaces=replaces, source=source.kind, source_id=source.id,
        ))  # fmt: skip
    if marks:
        s.execute(insert(Mark).execution_options(render_nulls=True), marks)
        s.execute(insert(Figure), figures)
        upsert(s, CurrentMark, in_force)
        s.flush()
        s.expire_all()


def _open(s: Session, sheet: Sheet, by: str, reason: str) -> None:
    """A sheet that was submitted without the figure, or with another, is submitted anew."""
    if sheet.state != "OPEN":
        ground.move(s, sheet, "OPEN", role="judge", by=by, reason=reason)
