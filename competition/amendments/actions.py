"""Proposing a change of a plan after the start, and deciding on it: two people, one transaction each."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.amendments import queries
from competition.amendments.facts import AmendmentDecided, AmendmentProposed
from competition.amendments.ground import Ground, ground_of
from competition.amendments.models import Amendment, AmendmentDecision
from competition.engine.plans import plan_hash, refusals
from competition.events import actions as events
from competition.events.actions import Replacement
from competition.events.states import plan_may_change
from competition.schemes import actions as schemes
from competition.schemes import queries as scheme_queries
from competition.store import Refused, happened, lock_heads, new_id, transaction


def propose(actor: str, trade_id: str, reason: str, rev: int) -> str:
    """Propose that the stage of a trade go on under its draft, whose revision the person saw. Takes the place of a
    proposal that is still open. Returns the id.

    Refused: not_there, stage_not_started, plan_settled, draft_gone, changed_meanwhile, plan_unfinished, plan_same,
    amendment_unreadable (what was marked does not fit).
    """
    with transaction() as s:
        ground = _alone(s, trade_id)
        draft = scheme_queries.draft(s, trade_id)
        if draft is None:
            raise Refused("draft_gone", 409)
        if draft.rev != rev:
            raise Refused("changed_meanwhile", 409)
        if refusals(draft.document):
            raise Refused("plan_unfinished", 422)
        latest = scheme_queries.version(s, trade_id)
        new_hash = plan_hash(draft.document)
        if latest is not None and new_hash in (latest.hash, ground.stage.plan_hash):
            raise Refused("plan_same", 409, version=latest.version)
        _fits(ground, draft.document)
        earlier = queries.waiting(s, trade_id)
        if earlier is not None:
            _decide(s, earlier, actor, "replaced", "")
        one = Amendment(
            id=new_id(), trade_id=trade_id, stage_id=ground.stage.id, was_hash=str(ground.stage.plan_hash),
            plan_hash=new_hash, document=draft.document, draft_rev=draft.rev, reason=reason, by=actor,
        )  # fmt: skip
        s.add(one)
        s.flush()
        happened(
            AmendmentProposed(
                chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, stage_id=one.stage_id, amendment_id=one.id,
                was_hash=one.was_hash, plan_hash=new_hash, reason=reason,
            )
        )  # fmt: skip
        return one.id


def approve(actor: str, trade_id: str, amendment_id: str, reason: str = "") -> int:
    """Let a proposal take effect: it becomes the next version, the stage goes on under it, everything made from the
    marks is made anew. Returns the version's number.

    Refused: not_there, amendment_over, two_people, plan_settled, amendment_stale, amendment_unreadable.
    """
    with transaction() as s:
        ground = _alone(s, trade_id)
        one = _open(s, trade_id, amendment_id)
        if one.by == actor:
            raise Refused("two_people", 403)
        if not ground.current(one.was_hash, one.plan_hash, one.draft_rev):
            raise Refused("amendment_stale", 409)
        _fits(ground, one.document)
        version = schemes.add_replacement(one.by, trade_id, one.document, one.reason)
        _decide(s, one, actor, "approved", reason, plan_id=version.id)
        schemes.discard(trade_id)
        events.replace_plan(
            trade_id,
            Replacement(
                was_hash=one.was_hash, plan_id=version.id, plan_hash=version.hash, version=version.version,
                reason=one.reason, proposed_by=one.by, approved_by=actor,
            ),
        )  # fmt: skip
        return version.version


def decline(actor: str, trade_id: str, amendment_id: str, reason: str) -> None:
    """Say no to a proposal, with the reason; the draft stays. Refused: not_there, amendment_over, two_people."""
    with transaction() as s:
        lock_heads([f"trade:{trade_id}"])
        one = _open(s, trade_id, amendment_id)
        if one.by == actor:
            raise Refused("two_people", 403)
        _decide(s, one, actor, "declined", reason)


def withdraw(actor: str, trade_id: str, amendment_id: str) -> None:
    """Take one's own proposal back. Refused: not_there, amendment_over, amendment_not_yours."""
    with transaction() as s:
        lock_heads([f"trade:{trade_id}"])
        one = _open(s, trade_id, amendment_id)
        if one.by != actor:
            raise Refused("amendment_not_yours", 403)
        _decide(s, one, actor, "withdrawn", "")


def _alone(s: Session, trade_id: str) -> Ground:
    """The stage with its chain and the event's locked, in the order in which a start locks them: no mark is given, no
    stage starts or ends, and the event does not move meanwhile."""
    ground = ground_of(s, trade_id)
    lock_heads([f"trade:{trade_id}"])
    lock_heads([f"event:{ground.event.id}"])
    s.refresh(ground.stage)
    s.refresh(ground.event)
    if not ground.started:
        raise Refused("stage_not_started", 409, name=ground.trade.name)
    if not plan_may_change(ground.event.state, ground.stage.state):
        raise Refused("plan_settled", 409, name=ground.event.name)
    return ground


def _fits(ground: Ground, document: dict[str, object]) -> None:
    found = ground.problems(document)
    if found:
        raise Refused("amendment_unreadable", 409, count=len(found))


def _open(s: Session, trade_id: str, amendment_id: str) -> Amendment:
    one, decision = queries.amendment(s, amendment_id, trade_id)
    if decision is not None:
        raise Refused("amendment_over", 409)
    return one


def _decide(s: Session, one: Amendment, actor: str, verdict: str, reason: str, plan_id: str | None = None) -> None:
    s.add(AmendmentDecision(amendment_id=one.id, verdict=verdict, reason=reason, by=actor, plan_id=plan_id))
    s.flush()
    happened(
        AmendmentDecided(
            chain=f"trade:{one.trade_id}", actor=actor, trade_id=one.trade_id, amendment_id=one.id, verdict=verdict,
            reason=reason,
        )
    )  # fmt: skip
