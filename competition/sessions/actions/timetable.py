"""Sessions: made from a trade's entries by batches, changed and filled by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.engine import timetable
from competition.engine.timetable_proposal import propose
from competition.events import queries as events
from competition.sessions import queries
from competition.sessions.actions import ground
from competition.sessions.facts import EntrySeated, SessionChanged, SessionsMade, SessionsRemoved
from competition.sessions.models import ContestSession, Place
from competition.sessions.queries.timetable import Hall, as_engine, hall
from competition.store import Refused, happened, new_id, transaction

STEP = 5
MOST_SESSIONS = 200


@dataclass(frozen=True, kw_only=True)
class Batching:
    """How sessions are made: in this venue, of so many minutes with so many between, each day within these minutes."""

    venue_id: str
    minutes: int
    rest: int
    opens: int
    closes: int


@dataclass(frozen=True)
class Made:
    """How many sessions were made, and those without a time: number, why, and who or what is in the way by name."""

    count: int
    unplaced: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SessionDetails:
    """What a person says of a session; no start and no venue mean that it has no place in the timetable."""

    venue_id: str | None
    starts_at: dt.datetime | None
    minutes: int


def make_sessions(actor: str, event_id: str, trade_id: str, batching: Batching) -> Made:
    """Make the sessions of a trade anew: its entries by number in as few batches as the venue's stations allow, each as
    early as the rest of the event's timetable, its people and its judges leave free.

    Refused: not_there, stage_not_draft, stations_dealt_already, session_begun, no_entries, no_stations, too_many_sessions.
    """
    with transaction() as s:
        trade, stage = ground.stage_of(s, event_id, trade_id)
        ground.before_start(trade, stage)
        queries.can_change(s, stage.id)
        entries = [one for one in contestants.entries_of_stage(s, stage.id) if not one.status]
        if not entries:
            raise Refused("no_entries", 409)
        seen = hall(s, event_id, batching.opens, batching.closes)
        venue = next((one for one in seen.venues if one.key == batching.venue_id), None)
        if venue is None:
            raise Refused("not_there", 404)
        if not venue.stations:
            raise Refused("no_stations", name=seen.names[venue.key])
        groups = timetable.batches([one.id for one in entries], len(venue.stations))
        if len(groups) > MOST_SESSIONS:
            raise Refused("too_many_sessions", most=MOST_SESSIONS)
        _clear(s, stage.id)
        sessions = [
            ContestSession(
                id=new_id(), event_id=event_id, trade_id=trade_id, stage_id=stage.id, number=number,
                venue_id=venue.key, minutes=batching.minutes,
            )
            for number, _ in enumerate(groups, 1)
        ]  # fmt: skip
        s.add_all(sessions)
        s.flush()
        for one, group in zip(sessions, groups, strict=True):
            s.add_all(
                Place(stage_id=stage.id, entry_id=entry_id, session_id=one.id, position=position)
                for position, entry_id in enumerate(group, 1)
            )
        s.flush()
        unplaced = _place(s, seen, sessions, groups, batching)
        happened(
            SessionsMade(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, count=len(sessions), entries=len(entries)
            )
        )
        return Made(len(sessions), unplaced)


def remove_sessions(actor: str, event_id: str, trade_id: str) -> None:
    """Take all sessions of a trade away. Refused: not_there, stations_dealt_already, session_begun, nothing_to_do."""
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        queries.can_change(s, stage.id)
        count = _clear(s, stage.id)
        if not count:
            raise Refused("nothing_to_do")
        happened(SessionsRemoved(chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, count=count))


def edit_session(
    actor: str, event_id: str, trade_id: str, session_id: str, details: SessionDetails, rev: int | None = None
) -> None:
    """Move a session by hand; what conflicts then is shown, not refused. Another venue only while no station is dealt.

    Refused: not_there, changed_meanwhile, session_begun, stations_dealt_already.
    """
    with transaction() as s:
        ground.stage_of(s, event_id, trade_id)
        one = queries.session(s, session_id, trade_id)
        if rev is not None and one.rev != rev:
            raise Refused("changed_meanwhile", 409)
        if one.state != "READY":
            raise Refused("session_begun", 409)
        if details.venue_id and details.venue_id not in {venue.id for venue in events.venues(s, event_id)}:
            raise Refused("not_there", 404)
        if details.venue_id != one.venue_id and queries.stations_dealt(s, one.stage_id):
            raise Refused("stations_dealt_already", 409)
        after = vars(details)
        differs = {name: getattr(one, name) for name, value in after.items() if getattr(one, name) != value}
        if not differs:
            return
        for name in differs:
            setattr(one, name, after[name])
        one.rev += 1
        s.flush()
        happened(
            SessionChanged(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, session_id=session_id, number=one.number,
                before=differs, after={name: after[name] for name in differs},
            )
        )  # fmt: skip


def move_entry(actor: str, event_id: str, trade_id: str, entry_id: str, session_id: str) -> None:
    """Put an entry into another session. Refused: not_there, stations_dealt_already, session_begun, session_full."""
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        one = queries.session(s, session_id, trade_id)
        entry = _entry(s, stage.id, entry_id)
        if queries.stations_dealt(s, stage.id):
            raise Refused("stations_dealt_already", 409)
        was = s.get(Place, (stage.id, entry_id))
        before = s.get(ContestSession, was.session_id) if was else None
        if one.state != "READY" or (before is not None and before.state != "READY"):
            raise Refused("session_begun", 409)
        if was is not None and was.session_id == session_id:
            return
        inside = s.scalar(select(func.count()).select_from(Place).where(Place.session_id == session_id)) or 0
        room = len(queries.stations_of_venue(s, one.venue_id)) if one.venue_id else 0
        if room and inside >= room:
            raise Refused("session_full", 409, number=one.number, stations=room)
        last = s.scalar(select(func.max(Place.position)).where(Place.session_id == session_id)) or 0
        if was is None:
            was = Place(stage_id=stage.id, entry_id=entry_id)
            s.add(was)
        was.session_id, was.position = session_id, last + 1
        s.flush()
        happened(
            EntrySeated(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, entry_id=entry_id, number=entry.number,
                session=one.number,
            )
        )  # fmt: skip


def _place(
    s: Session,
    seen: Hall,
    sessions: list[ContestSession],
    groups: tuple[tuple[str, ...], ...],
    batching: Batching,
) -> tuple[tuple[int, str, str], ...]:
    """Give the new sessions their times beside what the event has already; says which found none."""
    others = [one for one in queries.sessions_of_event(s, seen.event.id) if one.stage_id != sessions[0].stage_id]
    sittings, fixed = as_engine(s, seen, others)
    kept = {one.sitting for one in fixed}
    own, earlier = [], ""
    for one, group in zip(sessions, groups, strict=True):
        people = dict.fromkeys(person for entry_id in group for person in seen.people.get(entry_id, ()))
        own.append(timetable.Sitting(
            key=one.id, minutes=one.minutes, stations=len(group), persons=tuple(people),
            judges=seen.judges.get(one.trade_id, ()), venues=(batching.venue_id,), after=(earlier,) if earlier else (),
        ))  # fmt: skip
        earlier = one.id
    rests = timetable.Rests(person=batching.rest, judge=batching.rest, station=batching.rest)
    wanted = [one for one in sittings if one.key in kept] + own
    proposal = propose(wanted, seen.venues, rests, fixed=fixed, step=STEP)
    by_id = {one.id: one for one in sessions}
    for placed in proposal.placed:
        if placed.sitting in by_id:
            by_id[placed.sitting].starts_at = seen.instant(placed.start)
    s.flush()
    return tuple(
        (by_id[one.sitting].number, one.why, seen.names.get(one.by[0][1], "") if one.by else "")
        for one in sorted(proposal.unplaced, key=lambda left: by_id[left.sitting].number)
    )


def _clear(s: Session, stage_id: str) -> int:
    ids = [one.id for one in queries.sessions_of_stage(s, stage_id)]
    s.execute(delete(Place).where(Place.stage_id == stage_id))
    s.execute(delete(ContestSession).where(ContestSession.id.in_(ids)))
    return len(ids)


def _entry(s: Session, stage_id: str, entry_id: str) -> EntryRow:
    """An entry of the stage. Refused: not_there."""
    entry = contestants.entry(s, entry_id)
    if entry.stage_id != stage_id:
        raise Refused("not_there", 404)
    return entry
