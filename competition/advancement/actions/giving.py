"""Writing down the places that a cut gives, and what a correction makes of them; within the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from competition.advancement import queries
from competition.advancement.facts import CutCorrected
from competition.advancement.ground import Ground
from competition.advancement.models import (
    ACCEPTED,
    OFFERED,
    REVOKED,
    STEPPED_IN,
    WAITING,
    WITHDRAWN,
    Cut,
    Qualification,
    QualificationMove,
)
from competition.contestants import actions as contestants
from competition.engine.advancement import Place, Proposal
from competition.events import actions as event_actions
from competition.events import queries as events
from competition.ladders import actions as ladders
from competition.store import happened, new_id

HELD = (OFFERED, ACCEPTED)


def give_places(s: Session, actor: str, ground: Ground, cut: Cut, proposal: Proposal) -> None:
    """Offer everybody who advances his place and let the substitutes wait. Refused: quota_ before what quotas refuse."""
    rows = [_row(cut, one, number, ground) for number, one in enumerate(proposal.advancing, 1)]
    rows += [
        _row(cut, one, number, ground, waits=True)
        for number, one in enumerate(proposal.substitutes, len(proposal.advancing) + 1)
    ]
    _insert(s, actor, rows)
    use_places(s, actor, ground, (one.entry for one in proposal.advancing))
    enter_inside(s, actor, ground, cut.reason)


def correct_places(s: Session, actor: str, ground: Ground, cut: Cut, proposal: Proposal) -> None:
    """Bring the places of a passage to a corrected cut: who gains is offered one, who loses has it revoked and is withdrawn
    above where that can still be; who stands as before keeps his."""
    known = {one.key: one for one in queries.places(s, cut.passage_id)}
    held = {key for key, one in known.items() if one.state in HELD}
    losing = sorted(held - proposal.entries)
    gaining = sorted(proposal.entries - held)
    for key in losing:
        _revoke(s, actor, ground, known[key], cut.reason)
    ladders.release_places(s, actor, cut.passage_id, [key for key in losing if key in ground.entries], cut.reason)
    fresh = []
    for number, one in enumerate(proposal.advancing, 1):
        row = known.get(one.entry)
        if row is None:
            fresh.append(_row(cut, one, number, ground))
            continue
        if row.state not in HELD:
            row.state, row.substitute = OFFERED, one.why == "substitute"
            keep_move(s, actor, row, STEPPED_IN if row.substitute else OFFERED, cut.reason)
        row.cut_id, row.position, row.why = cut.id, number, one.why
    _substitutes(s, actor, ground, cut, proposal, known, fresh)
    s.flush()
    _insert(s, actor, fresh)
    use_places(s, actor, ground, gaining, cut.reason)
    enter_inside(s, actor, ground, cut.reason)
    happened(
        CutCorrected(
            chain=f"passage:{ground.passage.trade_id}", actor=actor, passage_id=cut.passage_id, cut_id=cut.id,
            number=cut.number, gains=gaining, loses=losing, gained=len(gaining), lost=len(losing), reason=cut.reason,
        )
    )  # fmt: skip


def enter_inside(s: Session, actor: str, ground: Ground, reason: str) -> None:
    """From stage to stage of one trade nobody has to accept: who has a place is entered in the later stage at once, and
    the trade comes to it. Once that stage has started nobody is, and places that were gained stay offered."""
    if not ground.upper.inside:
        return
    stage = events.stage(s, ground.upper.stage.id)
    s.refresh(stage)
    if stage.state != "DRAFT":
        return
    event_actions.open_stage(s, actor, stage.id)
    offered = [one for one in queries.places(s, ground.passage.id) if one.state == OFFERED]
    fresh = [one.from_entry_id for one in offered if one.from_entry_id and one.to_entry_id is None]
    made = contestants.go_on(s, actor, stage.id, fresh)
    for one in offered:
        if one.to_entry_id is not None:
            contestants.set_status(actor, one.to_entry_id, "", reason)
        else:
            one.to_entry_id = made[one.from_entry_id or ""]
        one.state = ACCEPTED
        keep_move(s, actor, one, ACCEPTED)
    s.flush()


def use_places(s: Session, actor: str, ground: Ground, keys: Iterable[str], reason: str = "") -> None:
    """Write down in the ledger of quotas that these use a place of the event they come from."""
    rungs = {one.trade_id: one.holder for one in ground.sources}
    uses: dict[str, list[str]] = {}
    for key in keys:
        entry = ground.entries.get(key)
        if entry is not None:
            uses.setdefault(rungs[entry.trade_id], []).append(key)
    if uses:
        ladders.use_places(s, actor, ground.passage.id, uses, reason)


def keep_move(
    s: Session, actor: str, one: Qualification, kind: str, reason: str = "", for_id: str | None = None
) -> None:
    """A line of what became of a place."""
    s.add(QualificationMove(qualification_id=one.id, kind=kind, by=actor, reason=reason, for_id=for_id))


def _substitutes(
    s: Session, actor: str, ground: Ground, cut: Cut, proposal: Proposal, known: Mapping[str, Qualification],
    fresh: list[dict[str, Any]],
) -> None:  # fmt: skip
    """The row of substitutes as it is after a correction."""
    row = {one.entry for one in proposal.substitutes}
    for key, one in known.items():
        if one.state == WAITING and key not in row:
            one.state = REVOKED
            keep_move(s, actor, one, REVOKED, cut.reason)
    for number, place in enumerate(proposal.substitutes, len(proposal.advancing) + 1):
        waits = known.get(place.entry)
        if waits is None:
            fresh.append(_row(cut, place, number, ground, waits=True))
        elif waits.state != WITHDRAWN:
            waits.cut_id, waits.position, waits.why, waits.state, waits.substitute = (
                cut.id,
                number,
                place.why,
                WAITING,
                True,
            )


def _revoke(s: Session, actor: str, ground: Ground, one: Qualification, reason: str) -> None:
    """Take a place away; who is entered above withdraws there, unless that stage is over, which is left to the arbitration."""
    one.state = REVOKED
    keep_move(s, actor, one, REVOKED, reason)
    if one.to_entry_id is not None and ground.upper.stage.state != "ENDED":
        contestants.set_status(actor, one.to_entry_id, "WD", reason)


def _row(cut: Cut, place: Place, number: int, ground: Ground, *, waits: bool = False) -> dict[str, Any]:
    below = place.entry in ground.entries
    return {
        "id": new_id(), "cut_id": cut.id, "passage_id": cut.passage_id, "position": number, "why": place.why,
        "from_entry_id": place.entry if below else None, "contestant_id": None if below else place.entry,
        "to_entry_id": None, "reason": place.reason, "substitute": waits or place.why == "substitute",
        "state": WAITING if waits else OFFERED,
    }  # fmt: skip


def _insert(s: Session, actor: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    s.execute(insert(Qualification), rows)
    s.add_all(
        QualificationMove(qualification_id=one["id"], kind=OFFERED, by=actor) for one in rows if one["state"] == OFFERED
    )
    s.flush()
