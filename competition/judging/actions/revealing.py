"""The reveal of a stage with three draws: proposed by one, approved by another, done when its three lists are open again."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.roles import scope_path
from competition.events import actions as events_actions
from competition.events import queries as events
from competition.judging import queries
from competition.judging.actions import ground
from competition.judging.facts import RevealApproved, RevealProposed, RevealWithdrawn, StageRevealed
from competition.judging.models import Reveal, Sheet
from competition.sessions import queries as sessions
from competition.sessions.facts import DrawOpened
from competition.store import Refused, happened, lock_heads, transaction, utcnow


def propose_reveal(actor: str, event_id: str, trade_id: str) -> None:
    """Propose to open the lists of the trade's stage. Refused: not_there, reveal_proposed, and as `ready` does."""
    with transaction() as s:
        stage = _stage(s, event_id, trade_id)
        if s.get(Reveal, stage.id) is not None:
            raise Refused("reveal_proposed", 409)
        ready(s, event_id, stage)
        s.add(Reveal(stage_id=stage.id, state="PROPOSED", proposed_by=actor))
        s.flush()
        happened(RevealProposed(chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id))


def approve_reveal(actor: str, event_id: str, trade_id: str) -> None:
    """A second person agrees: the lists may be opened, the last draw first. Refused: not_there, reveal_not_proposed,
    reveal_approved, reveal_alone, and as `ready` does."""
    with transaction() as s:
        stage = _stage(s, event_id, trade_id)
        reveal = s.get(Reveal, stage.id)
        if reveal is None:
            raise Refused("reveal_not_proposed", 409)
        if reveal.state != "PROPOSED":
            raise Refused("reveal_approved", 409)
        if reveal.proposed_by == actor:
            raise Refused("reveal_alone", 403)
        ready(s, event_id, stage)
        reveal.state, reveal.approved_by, reveal.approved_at = "APPROVED", actor, utcnow()
        s.flush()
        happened(RevealApproved(chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id))


def withdraw_reveal(actor: str, event_id: str, trade_id: str) -> None:
    """Take a proposal back that nobody has approved. Refused: not_there, reveal_not_proposed, reveal_approved."""
    with transaction() as s:
        stage = _stage(s, event_id, trade_id)
        reveal = s.get(Reveal, stage.id)
        if reveal is None:
            raise Refused("reveal_not_proposed", 409)
        if reveal.state != "PROPOSED":
            raise Refused("reveal_approved", 409)
        s.delete(reveal)
        s.flush()
        happened(RevealWithdrawn(chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id))


def ready(s: Session, event_id: str, stage: events.Stage) -> None:
    """Refused: not_there (no works), stage_revealed, reveal_too_early (how many sheets are not signed and locked, and who
    may lock them), stage_not_ended."""
    if not sessions.works(s, stage.id):
        raise Refused("not_there", 404)
    if stage.revealed_at is not None:
        raise Refused("stage_revealed", 409)
    left = len(queries.unlocked(s, stage.id))
    if left:
        raise Refused("reveal_too_early", 409, count=left, names=_chiefs(s, event_id, stage.trade_id))
    if stage.state != "ENDED":
        raise Refused("stage_not_ended", 409)


def list_opened(s: Session, fact: DrawOpened) -> None:
    """A list was opened. Of a stage with works that wants an approved reveal; with the last list the sheets get their
    entries, in the same transaction, so that a reveal is never half done. Refused: reveal_not_approved."""
    stage = events.stage(s, fact.stage_id)
    works = sessions.works(s, stage.id)
    if not works or stage.revealed_at is not None:
        return
    reveal = s.get(Reveal, stage.id)
    if reveal is None or reveal.state != "APPROVED":
        raise Refused("reveal_not_approved", 409)
    if not sessions.opened(s, stage.id):
        return
    entry_of = {link.work_code: link.entry_id for link in sessions.chain(s, stage.id) if link.work_code}
    for work in works:
        mine = update(Sheet).where(Sheet.stage_id == stage.id, Sheet.entry_id == work.id)
        s.execute(mine.values(entry_id=entry_of[work.code]))
    events_actions.mark_stage_revealed(s, stage.id)
    reveal.state, reveal.done_at = "DONE", utcnow()
    s.flush()
    happened(
        StageRevealed(
            chain=ground.chain(fact.trade_id), actor=fact.actor, trade_id=fact.trade_id, stage_id=stage.id,
            works=len(works), proposed_by=reveal.proposed_by, approved_by=reveal.approved_by or "",
        )
    )  # fmt: skip
    ground.tell_tablets(s, fact.trade_id)


def _stage(s: Session, event_id: str, trade_id: str) -> events.Stage:
    """The trade's stage under its lock. Refused: not_there."""
    events.trade(s, trade_id, event_id)
    lock_heads([ground.chain(trade_id)])
    s.expire_all()
    return events.stage_of_trade(s, trade_id)


def _chiefs(s: Session, event_id: str, trade_id: str) -> str:
    """The chief judges of a trade, as one reads them."""
    scopes = (scope_path(event_id, trade_id), scope_path(event_id), "/")
    names = {one.name for scope in scopes for one in accounts.holders(s, "chief_judge", scope)}
    return "、".join(sorted(names)) or "–"
