"""Proposing a cut, naming direct entries and wild cards, confirming or discarding it, and asking for a correction.

What a proposal is made from is read before the transaction. Every source's trade has a chain on which all that could
change its result is written; when the heads of these chains are where they were, what was read still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.advancement import queries
from competition.advancement.actions.giving import correct_places, give_places
from competition.advancement.documents import document_hash, proposal_document, read_proposal
from competition.advancement.facts import CutDecided, CutProposed
from competition.advancement.ground import Ground, Named, ground_of
from competition.advancement.models import CONFIRMED, DISCARDED, PROPOSED, REPLACED, Cut, CutMove
from competition.advancement.queries.cuts import left, without
from competition.contestants import queries as contestants
from competition.engine.advancement import CutRefused, Proposal
from competition.engine.advancement import Named as EngineNamed
from competition.engine.advancement import propose as propose_cut
from competition.ladders import queries as ladders
from competition.store import Refused, happened, lock_heads, new_id, reading, transaction, utcnow
from competition.store.ledger import head_of

WILD_CARD, DIRECT = "wild_card", "direct"
Naming = Callable[[Session, Ground, list[Named]], list[Named]]


def propose(actor: str, passage_id: str) -> str:
    """Propose the cut of all pools, with whom the open proposal names; takes that one's place. Returns the id.

    Refused: not_there, pools_none, pools_missing, orders_differ, cut_confirmed, and cut_ before what the engine refuses.
    """
    return _propose(actor, passage_id, lambda s, ground, named: named)


def wild_card(actor: str, passage_id: str, entry_id: str, reason: str) -> str:
    """Propose the cut with a wild card for an entry of the pools. Refused: as `propose`, cut_not_of_pool."""

    def name(s: Session, ground: Ground, named: list[Named]) -> list[Named]:
        entry = ground.entries.get(entry_id)
        if entry is None:
            raise Refused("cut_not_of_pool")
        return [*named, {"kind": WILD_CARD, "key": entry_id, "name": entry.name, "reason": reason, "by": actor}]

    return _propose(actor, passage_id, name)


def direct_entry(actor: str, passage_id: str, contestant_id: str, reason: str) -> str:
    """Propose the cut with a direct entry of a person whom the house knows and who is in none of the pools.

    Refused: as `propose`, not_there, teams_only, cut_direct_takes_part.
    """

    def name(s: Session, ground: Ground, named: list[Named]) -> list[Named]:
        person = contestants.standing_for(s, contestant_id)
        if ground.upper.trade.team_size > 1:
            raise Refused("teams_only", trade=ground.upper.trade.name)
        if any(one.contestant_id == person.id for one in ground.entries.values()):
            raise Refused("cut_direct_takes_part", name=person.name)
        one = {"kind": DIRECT, "key": person.id, "name": person.name, "reason": reason, "by": actor}
        return [*named, one | {"organisation": person.organisation_id or person.employer}]

    return _propose(actor, passage_id, name)


def unname(actor: str, passage_id: str, key: str) -> str:
    """Propose the cut without this direct entry or wild card. Refused: as `propose`, not_there."""

    def name(s: Session, ground: Ground, named: list[Named]) -> list[Named]:
        if not any(one["key"] == key for one in named):
            raise Refused("not_there", 404)
        return [one for one in named if one["key"] != key]

    return _propose(actor, passage_id, name)


def correct(actor: str, passage_id: str, reason: str) -> str:
    """Propose to correct the confirmed cut by the results as they are now; who withdrew stays out. Returns the id.

    Refused: as `propose`, cut_not_confirmed, cut_unchanged.
    """
    ground, heads = _read(passage_id)
    with transaction() as s:
        ground = _alone(s, passage_id, ground, heads)
        stands = queries.standing_cut(s, passage_id)
        if stands is None:
            raise Refused("cut_not_confirmed")
        if stands.results_hash == ground.results_hash:
            raise Refused("cut_unchanged")
        gone = left(s, passage_id)
        proposal = without(ground.rule, made(ground, stands.named), gone)
        return _keep(s, actor, ground, proposal, stands.named, corrects=stands, reason=reason).id


def confirm(actor: str, passage_id: str, cut_id: str, proposal_hash: str) -> None:
    """Let the proposal that the person saw (`proposal_hash`) stand; a correction needs somebody who did not ask for it.

    Refused: not_there, cut_over (somebody else has decided), cut_other (another proposal was seen), two_people,
    cut_stale (results or rule have changed since), pools_missing, quota_ as `ladders.use_places` says it.
    """
    ground, heads = _read(passage_id)
    with transaction() as s:
        ground = _alone(s, passage_id, ground, heads)
        one = _undecided(s, passage_id, cut_id)
        if one.proposal_hash != proposal_hash:
            raise Refused("cut_other")
        if one.corrects_id is not None and one.proposed_by == actor:
            raise Refused("two_people", 403)
        ground.ready()
        if (one.results_hash, one.rule_hash) != (ground.results_hash, ground.passage.rule_hash):
            raise Refused("cut_stale")
        stands = queries.standing_cut(s, passage_id)
        if stands is not None and stands.id != one.corrects_id:
            raise Refused("cut_confirmed")
        proposal = without(ground.rule, read_proposal(one.proposal), left(s, passage_id))
        if stands is not None:
            stands.state = REPLACED
            s.add(CutMove(cut_id=stands.id, kind=REPLACED, by=actor, reason=one.reason))
            s.flush()
        one.confirmed_by, one.confirmed_at = actor, utcnow()
        _decide(s, actor, ground, one, CONFIRMED, one.reason)
        if stands is None:
            give_places(s, actor, ground, one, proposal)
        else:
            correct_places(s, actor, ground, one, proposal)


def discard(actor: str, passage_id: str, cut_id: str, reason: str) -> None:
    """Put a proposal aside, with the reason. Refused: not_there, cut_over."""
    with transaction() as s:
        ground = ground_of(s, passage_id)
        _lock(ground)
        one = _undecided(s, passage_id, cut_id)
        _decide(s, actor, ground, one, DISCARDED, reason)


def made(ground: Ground, named: Sequence[Named]) -> Proposal:
    """The cut that the rule makes of the pools as they are. Refused: cut_ before what the engine refuses."""

    def of(kind: str) -> list[EngineNamed]:
        return [
            EngineNamed(one["key"], one["reason"], one.get("organisation", "")) for one in named if one["kind"] == kind
        ]

    try:
        return propose_cut(ground.rule, ground.pools, of(DIRECT), of(WILD_CARD), better=ground.better)
    except CutRefused as refused:
        names = {one["key"]: one["name"] for one in named}
        raise Refused(f"cut_{refused.code}", name=names.get(refused.path, ""), **_said(refused.facts)) from None


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key not in ("name", "code", "status")}


def _propose(actor: str, passage_id: str, naming: Naming) -> str:
    ground, heads = _read(passage_id)
    ground.ready()
    with transaction() as s:
        ground = _alone(s, passage_id, ground, heads)
        if queries.standing_cut(s, passage_id) is not None:
            raise Refused("cut_confirmed")
        earlier = queries.open_cut(s, passage_id)
        named = naming(s, ground, list(earlier.named) if earlier else [])
        return _keep(s, actor, ground, made(ground, named), named).id


def _keep(
    s: Session, actor: str, ground: Ground, proposal: Proposal, named: Sequence[Named], *,
    corrects: Cut | None = None, reason: str = "",
) -> Cut:  # fmt: skip
    """Write a proposal down in place of the one that is open."""
    passage_id = ground.passage.id
    earlier = queries.open_cut(s, passage_id)
    if earlier is not None:
        earlier.state = REPLACED
        s.add(CutMove(cut_id=earlier.id, kind=REPLACED, by=actor))
        s.flush()
    document = proposal_document(proposal)
    one = Cut(
        id=new_id(), passage_id=passage_id, corrects_id=corrects.id if corrects else None, state=PROPOSED,
        number=1 + (s.scalar(select(func.max(Cut.number)).where(Cut.passage_id == passage_id)) or 0),
        rule_hash=ground.passage.rule_hash, named=list(named), proposal=document,
        proposal_hash=document_hash(document), results_hash=ground.results_hash, reason=reason, proposed_by=actor,
    )  # fmt: skip
    s.add(one)
    s.flush()
    s.add(CutMove(cut_id=one.id, kind=PROPOSED, by=actor, reason=reason))
    s.flush()
    happened(
        CutProposed(
            chain=_chain(ground), actor=actor, passage_id=passage_id, cut_id=one.id, number=one.number,
            advancing=len(proposal.advancing), out=len(proposal.out), proposal_hash=one.proposal_hash,
            results_hash=one.results_hash, corrects=corrects.number if corrects else 0, reason=reason,
        )
    )  # fmt: skip
    return one


def _decide(s: Session, actor: str, ground: Ground, one: Cut, verdict: str, reason: str) -> None:
    one.state = verdict
    s.add(CutMove(cut_id=one.id, kind=verdict, by=actor, reason=reason))
    s.flush()
    happened(
        CutDecided(
            chain=_chain(ground), actor=actor, passage_id=one.passage_id, cut_id=one.id, number=one.number,
            verdict=verdict, reason=reason, proposal_hash=one.proposal_hash,
        )
    )  # fmt: skip


def _undecided(s: Session, passage_id: str, cut_id: str) -> Cut:
    one = queries.cut(s, passage_id, cut_id)
    s.refresh(one)
    if one.state != PROPOSED:
        raise Refused("cut_over")
    return one


def _read(passage_id: str) -> tuple[Ground, dict[str, int]]:
    """The ground to the last mark, and where the chains of its pools stood before it was read."""
    with reading() as s:
        sources = ladders.sources(s, passage_id)
        heads = {f"trade:{one.trade_id}": head_of(s, f"trade:{one.trade_id}").seq for one in sources}
        return ground_of(s, passage_id, exact=True, sources=sources), heads


def _alone(s: Session, passage_id: str, ground: Ground, heads: Mapping[str, int]) -> Ground:
    """The ground while nobody else can change it: as it was read, or read again where something has happened since."""
    _lock(ground)
    now = {chain: head_of(s, chain).seq for chain in heads}
    rule = ladders.passage(s, passage_id)
    s.refresh(rule)
    if now == heads and rule.rule_hash == ground.passage.rule_hash:
        return ground
    return ground_of(s, passage_id, exact=True)


def _lock(ground: Ground) -> None:
    lock_heads([_chain(ground), *(f"trade:{one.trade_id}" for one in ground.sources)])


def _chain(ground: Ground) -> str:
    return f"passage:{ground.passage.trade_id}"
