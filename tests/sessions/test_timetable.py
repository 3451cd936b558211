"""Stations and sessions: rows of codes, batches with times, double bookings shown."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from competition.events import actions as events
from competition.sessions import actions, queries
from competition.sessions.actions import SessionDetails
from competition.store import Refused, reading
from tests.sessions.ground import day, refusal
from tests.world import World

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A1-A3", ("A1", "A2", "A3")),
        ("A01 - 03，B7", ("A01", "A02", "A03", "B7")),
        ("1、2、2\n3", ("1", "2", "3")),
        ("车位1~3", ("车位1", "车位2", "车位3")),
        ("", ()),
    ],
)
def test_codes_are_read_as_people_type_them(text: str, codes: tuple[str, ...]) -> None:
    assert actions.codes_of(text) == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [("A9-A1", "bad_station"), ("A1-B3", "bad_station"), ("A" * 17, "bad_station"), ("1-501", "too_many_stations")],
)
def test_codes_that_cannot_be_are_refused(text: str, code: str) -> None:
    with refusal(code):
        actions.codes_of(text)


def test_stations_are_added_once_and_ordered_by_their_numbers(world: World) -> None:
    one = day(world)
    assert actions.add_stations("system", one.event_id, one.venue_id, ("A10", "A4", "A9")) == 2
    with refusal("nothing_to_do"):
        actions.add_stations("system", one.event_id, one.venue_id, ("A10",))
    with reading() as s:
        found = queries.stations(s, one.event_id)
    assert [station.code for station in found[one.venue_id]] == ["A1", "A2", "A3", "A4", "A9", "A10"]
    with refusal("not_there"):
        actions.add_stations("system", world.event(), one.venue_id, ("B1",))


def test_a_venue_with_stations_stays(world: World) -> None:
    one = day(world)
    with refusal("venue_has_stations"):
        events.remove_venue("system", one.event_id, one.venue_id)


def test_sessions_are_as_few_as_the_stations_allow_and_one_after_the_other(world: World) -> None:
    one = day(world)
    made = one.make(minutes=60)
    assert (made.count, made.unplaced) == (2, ())
    starts = [session.starts_at for session in one.sessions()]
    first = dt.datetime(2026, 9, 28, 8, tzinfo=SHANGHAI)
    assert starts == [first, first + dt.timedelta(minutes=75)]
    with reading() as s:
        seats = queries.seats(s, one.stage_id)
        assert [[x.entry.number for x in seats[y.id]] for y in one.sessions()] == [[1, 2, 3, 4], [5, 6, 7]]
        assert queries.conflicts(s, one.event_id) == []


def test_sessions_without_room_are_named_with_why(world: World) -> None:
    one = day(world)
    assert one.make(minutes=601).unplaced == ((1, "never_open", ""), (2, "after_unplaced", ""))


def test_a_session_moved_by_hand_shows_every_double_booking(world: World) -> None:
    one = day(world)
    one.make()
    first, second = one.sessions()
    details = SessionDetails(venue_id=one.venue_id, starts_at=first.starts_at, minutes=60)
    actions.edit_session("system", one.event_id, one.trade_id, second.id, details, second.rev)
    with refusal("changed_meanwhile"):
        actions.edit_session("system", one.event_id, one.trade_id, second.id, details, second.rev)
    with reading() as s:
        told = queries.conflicts(s, one.event_id)
    assert {(x.what, x.kind, x.who) for x in told} == {
        ("double", "station", "A1"), ("double", "station", "A2"), ("double", "station", "A3"),
    }  # fmt: skip
    night = SessionDetails(venue_id=one.venue_id, starts_at=dt.datetime(2026, 10, 5, 8, tzinfo=SHANGHAI), minutes=60)
    actions.edit_session("system", one.event_id, one.trade_id, second.id, night)
    with reading() as s:
        assert [(x.what, x.kind) for x in queries.conflicts(s, one.event_id)] == [("closed", "venue")]


def test_the_same_judge_in_two_trades_at_once_is_shown_by_name(world: World) -> None:
    one = day(world)
    one.make()
    world.judges(one.event_id, one.trade_id)
    first, second = one.sessions()
    details = SessionDetails(venue_id=None, starts_at=None, minutes=60)
    actions.edit_session("system", one.event_id, one.trade_id, first.id, details)
    other = events.add_venue("system", one.event_id, events.VenueDetails(name="二号馆"))
    actions.add_stations("system", one.event_id, other, actions.codes_of("B1-B4"))
    at = dt.datetime(2026, 9, 28, 9, tzinfo=SHANGHAI)
    for session, venue in ((first, one.venue_id), (second, other)):
        said = SessionDetails(venue_id=venue, starts_at=at, minutes=60)
        actions.edit_session("system", one.event_id, one.trade_id, session.id, said)
    with reading() as s:
        told = queries.conflicts(s, one.event_id)
    assert [(x.what, x.kind, x.who, x.one, x.other) for x in told] == [
        ("double", "judge", name, (one.trade_id, 1), (one.trade_id, 2)) for name in ("林致远", "方晓棠")
    ]


def test_sessions_are_made_anew_or_taken_away_until_stations_are_dealt(world: World) -> None:
    one = day(world)
    one.make()
    one.make(minutes=30)
    assert [session.minutes for session in one.sessions()] == [30, 30]
    actions.remove_sessions("system", one.event_id, one.trade_id)
    assert one.sessions() == []
    with refusal("nothing_to_do"):
        actions.remove_sessions("system", one.event_id, one.trade_id)
    one.make()
    one.commit("station_code")
    one.draw("station_code", everybody=True)
    for doing in (one.make, lambda: actions.remove_sessions("system", one.event_id, one.trade_id)):
        with refusal("stations_dealt_already"):
            doing()


def test_a_venue_without_stations_makes_no_sessions(world: World) -> None:
    one = day(world)
    one.venue_id = events.add_venue("system", one.event_id, events.VenueDetails(name="空馆"))
    with pytest.raises(Refused, match=r"^no_stations$") as refused:
        one.make()
    assert refused.value.facts == {"name": "空馆"}
