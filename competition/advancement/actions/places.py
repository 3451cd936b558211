"""What becomes of places that a confirmed cut gave: accepted above, many at once, or left to a substitute."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.advancement import queries
from competition.advancement.actions.giving import HELD, enter_inside, keep_move, use_places
from competition.advancement.facts import PlaceLeft, PlacesAccepted, PlacesTakenBack
from competition.advancement.ground import Ground, ground_of
from competition.advancement.models import (
    ACCEPTED,
    OFFERED,
    STEPPED_IN,
    TAKEN_BACK,
    WAITING,
    WITHDRAWN,
    Qualification,
)
from competition.advancement.queries.cuts import Who
from competition.contestants import actions as contestants
from competition.contestants import queries as contestant_queries
from competition.engine.advancement import Turn, replace
from competition.ladders import actions as ladders
from competition.ladders import queries as ladder_queries
from competition.store import Refused, happened, lock_heads, reading, transaction

ACCEPT = "advancement.accept"


@dataclass(frozen=True)
class Planned:
    """What an acceptance would do: the places it accepts with whom they belong to, and why it leaves the others."""

    places: list[tuple[Qualification, Who]] = field(default_factory=list)
    skipped: list[tuple[Who, Refused]] = field(default_factory=list)


def plan_accept(s: Session, passage_id: str, ids: Collection[str]) -> Planned:
    """What accepting these places would do. Refused: not_there, upper_started, when the upper trade takes no entries any
    more."""
    upper = ladder_queries.upper(s, ladder_queries.passage(s, passage_id))
    if upper.stage.state != "DRAFT":
        raise Refused("upper_started", name=upper.name)
    planned = Planned()
    rows = queries.places(s, passage_id, ids)
    people = queries.who_of(s, [one.key for one in rows])
    there = {one.contestant_id for one in contestant_queries.entries_of_stage(s, upper.stage.id) if one.contestant_id}
    for one in rows:
        who = people[one.key]
        person = who.entry.contestant_id if who.entry else one.contestant_id
        if one.state != OFFERED:
            planned.skipped.append((who, Refused("place_not_offered")))
        elif one.to_entry_id is None and person in there:
            planned.skipped.append((who, Refused("already_entered", name=who.name, trade=upper.trade.name)))
        else:
            planned.places.append((one, who))
    return planned


def accept(actor: str, passage_id: str, ids: Collection[str]) -> tuple[str, int]:
    """Enter in the upper trade whoever of these has an offered place, as one act that can be taken back.

    Returns the act's id and how many. Refused: as `plan_accept`, nothing_to_do, and whatever forbids an entry there; then
    nobody is entered.
    """
    with transaction() as s:
        passage = ladder_queries.passage(s, passage_id)
        lock_heads([f"passage:{passage.trade_id}", f"trade:{passage.trade_id}"])
        planned = plan_accept(s, passage_id, ids)
        if not planned.places:
            raise Refused("nothing_to_do")
        for one, _who in planned.places:
            s.refresh(one)
            if one.state != OFFERED:
                raise Refused("place_not_offered")
            if one.to_entry_id is not None:  # lost by one correction and given back by another: the entry is there
                contestants.set_status(actor, one.to_entry_id, "", one.reason)
            elif one.from_entry_id is not None:
                one.to_entry_id = contestants.enter_onward(actor, passage.trade_id, one.from_entry_id)
            else:
                one.to_entry_id = contestants.enter_known(actor, passage.trade_id, one.contestant_id or "")
            one.state = ACCEPTED
            keep_move(s, actor, one, ACCEPTED)
        s.flush()
        upper = ladder_queries.upper(s, passage)
        places = [one for one, _who in planned.places]
        happened(
            PlacesAccepted(
                chain=f"passage:{passage.trade_id}", actor=actor, passage_id=passage_id,
                entry_ids=[one.from_entry_id for one in places if one.from_entry_id],
                made_ids=[one.to_entry_id for one in places if one.to_entry_id], count=len(places),
            )
        )  # fmt: skip
        act_id = acts.record(
            s, actor, ACCEPT, permission="cut.accept", count=len(places), event_id=upper.event.id,
            undo={"passage_id": passage_id, "places": {one.id: one.to_entry_id for one in places}}, trade=upper.trade.name,
        )  # fmt: skip
        return act_id, len(places)


@acts.undoes(ACCEPT)
def _take_back(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """The entries that were made go, their places are offered again. Refused: act_overtaken."""
    passage = ladder_queries.passage(s, undo["passage_id"])
    lock_heads([f"passage:{passage.trade_id}", f"trade:{passage.trade_id}"])
    rows = queries.places(s, passage.id, list(undo["places"]))
    moved = sum((one.state, one.to_entry_id) != (ACCEPTED, undo["places"][one.id]) for one in rows)
    if moved:
        raise Refused("act_overtaken", count=moved)
    made = [one.to_entry_id for one in rows if one.to_entry_id]
    for one in rows:
        one.state, one.to_entry_id = OFFERED, None
        keep_move(s, actor, one, TAKEN_BACK)
    s.flush()
    contestants.take_out(actor, passage.trade_id, made)
    happened(
        PlacesTakenBack(
            chain=f"passage:{passage.trade_id}", actor=actor, passage_id=passage.id,
            entry_ids=[one.from_entry_id for one in rows if one.from_entry_id], count=len(rows),
        )
    )  # fmt: skip


def plan_withdraw(s: Session, one: Qualification) -> Turn:
    """Who would step in if this place were left, and who would be passed over. Refused: cut_not_confirmed, place_not_held."""
    cut = queries.standing_cut(s, one.passage_id)
    if cut is None:
        raise Refused("cut_not_confirmed")
    if one.state not in (*HELD, WAITING):
        raise Refused("place_not_held")
    rule = ladder_queries.rule_of(ladder_queries.passage(s, one.passage_id))
    turned = replace(rule, queries.standing_proposal(s, rule, cut), [one.key])
    return next((turn for turn in turned.turns if turn.left == one.key), Turn(one.key, None))


def withdraw(actor: str, passage_id: str, qualification_id: str, reason: str) -> str | None:
    """Somebody who qualified, or waits as a substitute, does not come; the next substitute whom no limit forbids steps in.
    An entry above withdraws. Returns the place that is offered instead, None where nobody can step in.

    Refused: not_there, cut_not_confirmed, place_not_held, upper_started.
    """
    with reading() as s:
        ground = ground_of(s, passage_id)
    with transaction() as s:
        lock_heads([f"passage:{ground.passage.trade_id}", f"trade:{ground.passage.trade_id}"])
        one = queries.qualification(s, passage_id, qualification_id)
        s.refresh(one)
        upper = ladder_queries.upper(s, ladder_queries.passage(s, passage_id))
        s.refresh(upper.stage)
        if upper.stage.state != "DRAFT":
            raise Refused("upper_started", name=upper.name)
        entered = plan_withdraw(s, one).entered
        one.state = WITHDRAWN
        keep_move(s, actor, one, WITHDRAWN, reason)
        if one.to_entry_id is not None:
            contestants.set_status(actor, one.to_entry_id, "WD", reason)
        ladders.release_places(s, actor, passage_id, [key for key in [one.from_entry_id] if key], reason)
        follows = _step_in(s, actor, ground, one, entered)
        enter_inside(s, actor, ground, reason)
        s.flush()
        names = queries.who_of(s, [one.key, *([entered] if entered else [])])
        happened(
            PlaceLeft(
                chain=f"passage:{ground.passage.trade_id}", actor=actor, passage_id=passage_id, left=one.key,
                left_name=names[one.key].name, entered=entered or "",
                entered_name=names[entered].name if entered else "–", reason=reason,
            )
        )  # fmt: skip
        return follows


def _step_in(s: Session, actor: str, ground: Ground, gone: Qualification, entered: str | None) -> str | None:
    """Offer the place to the substitute whose turn it is."""
    if entered is None:
        return None
    row = next(one for one in queries.places(s, gone.passage_id) if one.key == entered)
    last = select(func.max(Qualification.position)).where(
        Qualification.passage_id == gone.passage_id, Qualification.state.in_(HELD)
    )
    row.state, row.why, row.position = OFFERED, "substitute", max(s.scalar(last) or 0, gone.position) + 1
    keep_move(s, actor, row, STEPPED_IN, for_id=gone.id)
    s.flush()
    use_places(s, actor, ground, [entered])
    return row.id
