"""Copying an event into its next edition: what stays the same from year to year, never who took part."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from competition.events import queries
from competition.events.actions.events import EventDetails, OrganiserDetails, create_event
from competition.events.actions.programme import PointDetails, VenueDetails, add_point, add_venue
from competition.events.actions.staging import add_stage, rename_stage
from competition.events.actions.trades import (
    DivisionDetails,
    TradeSettings,
    add_trade,
    edit_trade,
    set_divisions,
)
from competition.events.facts import EventCopied
from competition.store import happened, transaction

TAKEN = ("organisers", "trades", "settings", "divisions", "plans", "venues", "programme")


def copy_event(
    actor: str,
    event_id: str,
    details: EventDetails,
    organisers: Sequence[OrganiserDetails] = (),
    *,
    taken: Collection[str] = TAKEN,
    follows: bool = True,
) -> str:
    """Set up the next edition of an event with what is `taken` of it, a part of `TAKEN`; returns the new event's id.
    With `follows` false it is an event beside this one, and not its next edition.

    Settings, divisions and plans come only with the trades, the programme is moved by the days between the two first days
    and keeps its times of the day. Rooms above copy what is theirs by reacting to `EventCopied`. `organisers` are those
    of the new edition where they are not taken. Refused: not_there.
    """
    with transaction() as s:
        source = queries.event(s, event_id)
        if "organisers" in taken:
            organisers = [OrganiserDetails(name=one.name, role=one.role) for one in queries.organisers(s, event_id)]
        new_id = create_event(actor, details, organisers, previous_id=event_id if follows else None)
        trades = _trades(s, actor, event_id, new_id, taken) if "trades" in taken else {}
        venues = _venues(s, actor, event_id, new_id) if "venues" in taken else {}
        if "programme" in taken:
            days = details.starts_on - source.starts_on
            _programme(s, actor, event_id, new_id, days, source.zone, details.zone, trades, venues)
        happened(
            EventCopied(
                chain=f"event:{new_id}", actor=actor, from_event_id=event_id, to_event_id=new_id, name=source.name,
                edition=source.edition, trades=trades, taken=sorted(taken),
            )
        )  # fmt: skip
    return new_id


def _trades(s: Session, actor: str, event_id: str, new_id: str, taken: Collection[str]) -> dict[str, str]:
    """The trades of the new event by those of the old one."""
    stages = queries.first_stages(s, event_id)
    later = [one for one in queries.every_stage(s, [event_id]) if one.position > 1]
    divisions = queries.divisions_of_event(s, event_id)
    trades: dict[str, str] = {}
    for one in queries.trades(s, event_id):
        trades[one.id] = copied = add_trade(
            actor, new_id, template_key=one.template_key, name=one.name, name_en=one.name_en, code=one.code
        )
        if "settings" in taken:
            settings = TradeSettings(
                anonymity=stages[one.id].anonymity, minutes=stages[one.id].minutes, team_size=one.team_size,
                team_reserves=one.team_reserves,
            )  # fmt: skip
            edit_trade(actor, copied, settings)
            _stages(s, actor, copied, stages[one.id], [row for row in later if row.trade_id == one.id])
        if "divisions" in taken and one.id in divisions:
            rows = [
                DivisionDetails(name=row.name, name_en=row.name_en, min_age=row.min_age, max_age=row.max_age)
                for row in divisions[one.id]
            ]
            set_divisions(actor, copied, rows)
    return trades


def _stages(s: Session, actor: str, trade_id: str, first: queries.Stage, later: Sequence[queries.Stage]) -> None:
    """The names of the stages, and the later ones; their rules are announced anew."""
    if not later:
        return
    rename_stage(actor, queries.first_stage(s, trade_id).id, name=first.name, name_en=first.name_en)
    for one in later:
        add_stage(actor, trade_id, name=one.name, name_en=one.name_en)


def _venues(s: Session, actor: str, event_id: str, new_id: str) -> dict[str, str]:
    """The venues of the new event by those of the old one."""
    return {
        one.id: add_venue(actor, new_id, VenueDetails(name=one.name, name_en=one.name_en, address=one.address))
        for one in queries.venues(s, event_id)
    }


def _programme(
    s: Session, actor: str, event_id: str, new_id: str, days: timedelta, zone: str, new_zone: str,
    trades: dict[str, str], venues: dict[str, str],
) -> None:  # fmt: skip
    """The programme moved by whole days; a point of a trade or venue that was not taken stands without it."""
    for one in queries.programme(s, event_id):
        details = PointDetails(
            title=one.title, title_en=one.title_en, starts_at=shifted(one.starts_at, days, zone, new_zone),
            ends_at=shifted(one.ends_at, days, zone, new_zone) if one.ends_at else None,
            venue_id=venues.get(one.venue_id or ""), trade_id=trades.get(one.trade_id or ""),
        )  # fmt: skip
        add_point(actor, new_id, details)


def shifted(at: datetime, days: timedelta, zone: str, new_zone: str) -> datetime:
    """The same time of the day, whole `days` later, read in the new event's zone."""
    return (at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + days).replace(tzinfo=ZoneInfo(new_zone))
