"""Making the events of a tier at once: one a union, copied from the event above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.contestants import queries as contestants
from competition.events import actions as events_actions
from competition.events import queries as events
from competition.events.actions import EventDetails, OrganiserDetails
from competition.events.states import FIRST
from competition.ladders import queries
from competition.ladders.actions.ladders import leads, locked
from competition.ladders.actions.rungs import PERMISSION, add_rung, remove
from competition.ladders.facts import RungsRemoved
from competition.organisations import queries as organisations
from competition.organisations.queries import Organisation
from competition.store import Refused, happened, reading, transaction
from competition.store.ledger import head_of

MADE = "ladders.made"
OFFERED = ("trades", "settings", "divisions", "plans", "venues", "programme")
LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a person asks to have made: in which tier, copied from the event of `rung_id` which they all feed, for whom,
    on which days (local to the event's zone), with what `taken` of it."""

    ladder_id: str
    tier_id: str
    rung_id: str
    organisation_ids: tuple[str, ...]
    starts_on: date
    ends_on: date
    place: str
    taken: tuple[str, ...]


@dataclass(frozen=True)
class PlannedEvents:
    """What would be made: (organisation id, name of the event), and (name, refusal) for those who get none."""

    events: list[tuple[str, str]]
    skipped: list[tuple[str, Refused]]


def plan_events(s: Session, order: Order) -> PlannedEvents:
    """Which events would be made. Refused: not_there, feeds_not_above."""
    source = _source(s, order)
    there = {
        one.organisation_id
        for one in queries.rungs_of_ladder(s, order.ladder_id, order.tier_id)
        if one.feeds_id == order.rung_id
    }
    plan = PlannedEvents([], [])
    for unit_id in order.organisation_ids:
        unit = organisations.organisation(s, unit_id)
        if unit is None:
            continue
        if unit.closed_on is not None:
            plan.skipped.append((unit.name, Refused("organisation_is_closed", name=unit.name)))
        elif unit.id in there:
            plan.skipped.append((unit.name, Refused("event_there_already", name=unit.name)))
        else:
            plan.events.append((unit.id, name_of(unit, source)))
    return plan


def make_event(actor: str, order: Order, organisation_id: str) -> str | None:
    """Make the event of one organisation; returns its id, or None where there is nothing to make (any more)."""
    with transaction() as s:
        locked(s, order.ladder_id)
        plan = plan_events(s, Order(**{**vars(order), "organisation_ids": (organisation_id,)}))
        unit = organisations.organisation(s, organisation_id)
        if unit is None or not plan.events:
            return None
        source = _source(s, order)
        english = f"{source.name_en}, {unit.name}" if source.name_en else ""
        details = EventDetails(
            name=name_of(unit, source), name_en=english[:LONGEST_NAME], edition=source.edition,
            starts_on=order.starts_on, ends_on=order.ends_on, zone=source.zone, place=order.place,
            members_only=source.members_only,
        )  # fmt: skip
        taken = [one for one in order.taken if one in OFFERED]
        host = [OrganiserDetails(name=unit.name)]
        event_id = events_actions.copy_event(actor, source.id, details, host, taken=taken, follows=False)
        add_rung(actor, order.ladder_id, order.tier_id, event_id, order.rung_id, unit.id)
        return event_id


def record_made(actor: str, order: Order, event_ids: Sequence[str]) -> str | None:
    """Keep what was made, so that it can be taken back as long as nobody has touched any of it; returns the act's id."""
    if not event_ids:
        return None
    with reading() as s:
        made = {event_id: _lines(s, event_id) for event_id in event_ids}
    with transaction() as s:
        tier = queries.tier(s, order.ladder_id, order.tier_id)
        undo = {"ladder": order.ladder_id, "made": made}
        return acts.record(s, actor, MADE, permission=PERMISSION, count=len(made), undo=undo, tier=tier.name)


def name_of(unit: Organisation, source: events.Event) -> str:
    """What a unit's event is called: its name before that of the event above."""
    for called in (unit.name, unit.short):
        name = f"{called} {source.name}"
        if len(name) <= LONGEST_NAME:
            return name
    return name[:LONGEST_NAME]


@acts.undoes(MADE)
def _undo_made(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """The events are gone. Refused: act_overtaken, where somebody has done anything to one of them."""
    ladder_id = undo["ladder"]
    locked(s, ladder_id)
    made: dict[str, int] = undo["made"]
    known = {one.id: one for one in events.events(s, list(made))}
    rungs = queries.rungs_of_events(s, list(made))
    fed = {one.feeds_id for one in queries.feeding(s, [one.id for one in rungs.values()])}
    ruled = {one.rung_id for one in queries.passages_of_rungs(s, [one.id for one in rungs.values()])}
    entered = contestants.counts_of_events(s, list(made))
    touched = 0
    for event_id, lines in made.items():
        event, rung = known.get(event_id), rungs.get(event_id)
        touched += (
            event is None or rung is None or event.state != FIRST or event.public or event_id in entered
            or rung.id in fed | ruled or _lines(s, event_id) != lines
        )  # fmt: skip
    if touched:
        raise Refused("act_overtaken", count=touched)
    remove(s, list(rungs.values()))
    names = ", ".join(known[event_id].name for event_id in list(made)[:5])
    for event_id in made:
        events_actions.remove_event(actor, event_id)
    happened(
        RungsRemoved(
            chain=f"ladder:{ladder_id}", actor=actor, ladder_id=ladder_id, event_ids=list(made), count=len(made),
            names=names,
        )
    )  # fmt: skip


def _lines(s: Session, event_id: str) -> int:
    """How many lines the chains of an event and its trades have: one more, and somebody has done something."""
    chains = [f"event:{event_id}", *(f"trade:{one.id}" for one in events.trades(s, event_id))]
    return sum(head_of(s, one).seq for one in chains)


def _source(s: Session, order: Order) -> events.Event:
    """The event to copy. Refused: not_there, feeds_not_above."""
    queries.tier(s, order.ladder_id, order.tier_id)
    rung = queries.rung(s, order.rung_id)
    if rung.ladder_id != order.ladder_id:
        raise Refused("not_there", 404)
    event = events.event(s, rung.event_id)
    if not leads({one.id: one for one in queries.tiers(s, order.ladder_id)}, order.tier_id, rung.tier_id):
        raise Refused("feeds_not_above", name=event.name)
    return event
