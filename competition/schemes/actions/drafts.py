"""The draft of a trade's next version: saved in parts while people write, undone step by step, made a version at last.

Two people may write in two parts at once: a part is saved when it still is what its form was opened with (`seen`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition.engine.plans import canonical, refusals
from competition.events import queries as event_queries
from competition.events.states import plan_may_change
from competition.schemes import editing, queries
from competition.schemes.actions.versions import add_version
from competition.schemes.models import PlanDraft, PlanDraftStep
from competition.store import Refused, transaction, utcnow

STEPS = 20
LARGEST = 2 << 20
BURST = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class Saved:
    """The draft's new revision, and the digest of the part as it is stored now."""

    rev: int
    seen: str


def start(actor: str, trade_id: str, document: dict[str, Any], based_on: int | None) -> None:
    """Begin a draft with this document. Refused: not_there, plan_settled, draft_there."""
    with transaction() as s:
        _plan_open(s, trade_id)
        if s.get(PlanDraft, trade_id) is not None:
            raise Refused("draft_there")
        s.add(PlanDraft(trade_id=trade_id, document=document, based_on=based_on, by=actor, at=utcnow()))


def save_part(
    actor: str, trade_id: str, place: str, part: dict[str, Any], *, seen: str, edit: tuple[str, str],
    keys: tuple[str, ...] = (), burst: bool = True,
) -> Saved:  # fmt: skip
    """Put a part in its place, or only these keys of it. `seen` is the digest of what the form was opened with, `edit`
    what undo calls it.

    Saves of the same part by the same person within two minutes are one step of undo, unless `burst` is False.
    Refused: plan_settled, draft_gone, draft_part_gone, changed_meanwhile, draft_too_large.
    """
    with transaction() as s:
        draft = _draft(s, trade_id)
        try:
            stored = editing.form_part(draft.document, place, keys)
        except editing.Gone:
            raise Refused("draft_part_gone") from None
        if editing.digest(stored) != seen:
            raise Refused("changed_meanwhile", 409)
        if editing.digest(part) != seen:
            _keep(s, draft, actor, editing.with_part(draft.document, place, part, keys), edit, burst=burst)
        return Saved(draft.rev, editing.digest(part))


def change(actor: str, trade_id: str, act: str, place: str, *, rev: int | None, kind: str = "points") -> None:
    """Do one of up, down, copied, removed, added to a part; `rev` is the draft's that the person saw.

    Refused: plan_settled, draft_gone, draft_part_gone, changed_meanwhile, draft_too_large.
    """
    with transaction() as s:
        draft = _draft(s, trade_id)
        if rev is not None and rev != draft.rev:
            raise Refused("changed_meanwhile", 409)
        try:
            document = acted(draft.document, act, place, kind)
            named = editing.part_at(draft.document if act != "added" else document, place)
        except editing.Gone:
            raise Refused("draft_part_gone") from None
        named = named[-1] if isinstance(named, list) and named else named
        key = str(named.get("key", "")) if isinstance(named, dict) else ""
        edit = ("moved" if act in ("up", "down") else act, key)
        _keep(s, draft, actor, document, edit, burst=False)


def acted(document: dict[str, Any], act: str, place: str, kind: str = "points") -> dict[str, Any]:
    """The document after one of up, down, copied, removed, added. Raises editing.Gone, also for an act nobody knows."""
    if act == "added":
        return editing.added(document, place, kind)
    if act in ("up", "down"):
        return editing.moved(document, place, -1 if act == "up" else 1)
    if act == "copied":
        return editing.duplicated(document, place)
    if act == "removed":
        return editing.removed(document, place)
    raise editing.Gone(place)


def replace(actor: str, trade_id: str, document: dict[str, Any], edit: str) -> None:
    """Put a whole document in the draft's place, or begin one with it; one step of undo.

    Refused: not_there, plan_settled, draft_too_large.
    """
    with transaction() as s:
        _plan_open(s, trade_id)
        draft = s.get(PlanDraft, trade_id, with_for_update=True)
        if draft is None:
            latest = queries.version(s, trade_id)
            start(actor, trade_id, document, latest.version if latest else None)
        else:
            _keep(s, draft, actor, document, (edit, ""), burst=False)


def undo(actor: str, trade_id: str) -> PlanDraftStep:
    """Take the last edit back; returns it. Refused: plan_settled, draft_gone, nothing_to_undo."""
    with transaction() as s:
        draft = _draft(s, trade_id)
        step = _last_step(s, trade_id)
        if step is None:
            raise Refused("nothing_to_undo")
        draft.document, draft.rev, draft.by, draft.at = step.document, draft.rev + 1, actor, utcnow()
        s.delete(step)
        s.flush()
        return step


def discard(trade_id: str) -> None:
    """Throw the draft and its steps away. Refused: draft_gone."""
    with transaction() as s:
        if s.get(PlanDraft, trade_id) is None:
            raise Refused("draft_gone", 409)
        s.execute(delete(PlanDraftStep).where(PlanDraftStep.trade_id == trade_id))
        s.execute(delete(PlanDraft).where(PlanDraft.trade_id == trade_id))


def make_version(actor: str, trade_id: str, reason: str, rev: int | None) -> int:
    """Make the draft the trade's next version and end it; returns the number.

    Refused: draft_gone, changed_meanwhile, plan_unfinished (the checks say where), plan_settled, stage_not_draft (two
    people decide then), plan_same.
    """
    with transaction() as s:
        draft = _draft(s, trade_id)
        if rev is not None and rev != draft.rev:
            raise Refused("changed_meanwhile", 409)
        if refusals(draft.document):
            raise Refused("plan_unfinished", 422)
        number = add_version(actor, trade_id, draft.document, reason)
        discard(trade_id)
        return number


def _draft(s: Session, trade_id: str) -> PlanDraft:
    """The draft, held until the transaction ends: two who save two parts at once wait for one another."""
    _plan_open(s, trade_id)
    draft = s.get(PlanDraft, trade_id, with_for_update=True)
    if draft is None:
        raise Refused("draft_gone", 409)
    return draft


def _plan_open(s: Session, trade_id: str) -> None:
    """A draft is written while the plan may change: after the start two people decide whether it takes effect."""
    trade = event_queries.trade(s, trade_id)
    event = event_queries.event(s, trade.event_id)
    if not plan_may_change(event.state, event_queries.stage_of_trade(s, trade_id).state):
        raise Refused("plan_settled", 409, name=event.name)


def _last_step(s: Session, trade_id: str) -> PlanDraftStep | None:
    query = select(PlanDraftStep).where(PlanDraftStep.trade_id == trade_id)
    return s.scalars(query.order_by(PlanDraftStep.rev.desc()).limit(1)).first()


def _keep(
    s: Session, draft: PlanDraft, actor: str, document: dict[str, Any], edit: tuple[str, str], *, burst: bool
) -> None:
    """Store the changed document, and what it was before as a step of undo; the oldest of more than twenty goes."""
    if len(canonical(document)) > LARGEST:
        raise Refused("draft_too_large", 413)
    now = utcnow()
    last = _last_step(s, draft.trade_id)
    same = last is not None and (last.edit, last.key, last.by) == (*edit, actor) and now - last.at < BURST
    if not (burst and same):
        s.add(
            PlanDraftStep(
                trade_id=draft.trade_id, rev=draft.rev, document=draft.document, edit=edit[0], key=edit[1][:40],
                by=actor, at=now,
            )
        )  # fmt: skip
    draft.document, draft.rev, draft.by, draft.at = document, draft.rev + 1, actor, now
    s.flush()
    kept = select(PlanDraftStep.rev).where(PlanDraftStep.trade_id == draft.trade_id)
    oldest = s.scalar(kept.order_by(PlanDraftStep.rev.desc()).offset(STEPS - 1).limit(1))
    if oldest is not None:
        s.execute(delete(PlanDraftStep).where(PlanDraftStep.trade_id == draft.trade_id, PlanDraftStep.rev < oldest))
