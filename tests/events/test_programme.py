"""Venues and the programme: clashes, times in the event's zone, conflicts, on paper and as a calendar file."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from competition.events import actions, queries
from competition.events.actions import PointDetails, VenueDetails
from competition.events.clashes import clashes
from competition.events.icalendar import Entry, written
from competition.events.models import ProgrammePoint
from competition.store import Refused, reading, transaction
from tests.world import World

UTC = dt.UTC
NINE = dt.datetime(2026, 9, 28, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
HOUR = dt.timedelta(hours=1)


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def point(event_id: str, title: str = "开幕式", **said: Any) -> str:
    return actions.add_point("system", event_id, PointDetails(title=title, **({"starts_at": NINE} | said)))


def publish(event_id: str) -> None:
    with transaction() as s:
        queries.event(s, event_id).published_at = NINE


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ((0, 2, "hall", None), (1, 3, "hall", None), ["venue"]),
        ((0, 2, None, "fitter"), (1, 3, None, "fitter"), ["trade"]),
        ((0, 2, "hall", "fitter"), (1, 3, "hall", "fitter"), ["venue", "trade"]),
        ((0, 1, "hall", "fitter"), (1, 2, "hall", "fitter"), []),
        ((0, 2, "hall", None), (1, 3, "room", None), []),
        ((0, None, "hall", None), (0, None, "hall", None), ["venue"]),
        ((0, None, "hall", None), (1, None, "hall", None), []),
        ((0, 2, "hall", None), (1, None, "hall", None), ["venue"]),
        ((0, 2, None, None), (1, 3, None, None), []),
    ],
)
def test_clashes_of_two_points(first: Any, second: Any, shared: list[str]) -> None:
    made = [
        ProgrammePoint(
            id=key, starts_at=NINE + since * HOUR, ends_at=None if until is None else NINE + until * HOUR,
            venue_id=venue, trade_id=trade,
        )
        for key, (since, until, venue, trade) in (("1", first), ("2", second))
    ]  # fmt: skip

    assert [(one.first.id, one.second.id, one.shared) for one in clashes(made[::-1])] == [
        ("1", "2", key) for key in shared
    ]


def test_a_long_point_clashes_with_every_later_one_in_it() -> None:
    spans = [(0, 9), (1, 2), (3, 4), (9, 10)]
    made = [
        ProgrammePoint(id=str(n), starts_at=NINE + a * HOUR, ends_at=NINE + b * HOUR, venue_id="hall", trade_id=None)
        for n, (a, b) in enumerate(spans)
    ]

    assert [(one.first.id, one.second.id) for one in clashes(made)] == [("0", "1"), ("0", "2")]


def test_venue_is_added_changed_and_taken_away(world: World) -> None:
    event_id = world.event()
    hall = actions.add_venue("system", event_id, VenueDetails(name="一号馆", address="东湖路 1 号"))
    with refusal("venue_exists"):
        actions.add_venue("system", event_id, VenueDetails(name="一号馆"))

    actions.edit_venue("system", event_id, hall, VenueDetails(name="主馆", name_en="Main hall"), rev=1)
    with refusal("changed_meanwhile"):
        actions.edit_venue("system", event_id, hall, VenueDetails(name="副馆"), rev=1)

    with reading() as s:
        (one,) = queries.venues(s, event_id)
        assert (one.name, one.name_en, one.address, one.rev) == ("主馆", "Main hall", "", 2)
    opening = point(event_id, venue_id=hall)
    with refusal("venue_in_use"):
        actions.remove_venue("system", event_id, hall)
    actions.remove_point("system", event_id, opening)
    actions.remove_venue("system", event_id, hall)
    with reading() as s:
        assert (queries.venues(s, event_id), queries.programme(s, event_id)) == ([], [])


def test_point_refuses_what_is_of_another_event(world: World) -> None:
    mine, other = world.event(), world.event()
    hall, trade_id = actions.add_venue("system", other, VenueDetails(name="一号馆")), world.trade(other)

    for said in ({"venue_id": hall}, {"trade_id": trade_id}):
        with refusal("not_there"):
            point(mine, **said)
    with refusal("not_there"):
        actions.remove_point("system", mine, point(other))


def test_page_reads_times_on_the_clock_of_the_event(world: World) -> None:
    event_id = world.event()
    browser = world.organiser()
    sent = {
        "title": "开幕式",
        "starts_at": "2026-09-28T09:00",
        "ends_at": "2026-09-28T10:30",
        "venue_id": "",
        "trade_id": "",
    }

    answer = browser.post(f"/events/{event_id}/programme/add", data=sent)
    wrong = browser.post(f"/events/{event_id}/programme/add", data=sent | {"ends_at": "2026-09-28T08:00"})

    assert (answer.status_code, answer.location, wrong.status_code) == (303, f"/events/{event_id}/programme", 422)
    with reading() as s:
        (one,) = queries.programme(s, event_id)
        assert (one.starts_at, one.ends_at) == (NINE, NINE + 1.5 * HOUR)
    page = browser.get(f"/events/{event_id}/programme").text
    assert ("09:00" in page, "10:30" in page) == (True, True)
    assert 'value="2026-09-28T09:00"' in browser.get(f"/events/{event_id}/programme/{one.id}").text
    assert "10:30" in browser.get(f"/events/{event_id}/programme/print").text


def test_two_people_at_one_point_keep_what_each_wrote(world: World) -> None:
    event_id = world.event()
    point_id = point(event_id)
    browser = world.organiser()
    address = f"/events/{event_id}/programme/{point_id}"
    mine = {"title": "我的开幕式", "starts_at": "2026-09-28T09:00", "rev": "1"}
    actions.edit_point("system", event_id, point_id, PointDetails(title="他的开幕式", starts_at=NINE), rev=1)

    stale = browser.post(address, data=mine)
    again = browser.post(address, data=mine | {"rev": "2"})

    assert (stale.status_code, 'value="我的开幕式"' in stale.text, "他的开幕式" in stale.text) == (409, True, True)
    assert ('name="rev" value="2"' in stale.text, again.status_code) == (True, 303)


def test_venues_page_adds_changes_and_names_what_is_wrong(world: World) -> None:
    event_id = world.event()
    browser = world.organiser()
    address = f"/events/{event_id}/venues"

    assert browser.post(address, data={"name": "一号馆"}).status_code == 303
    twice = browser.post(address, data={"name": "一号馆"})
    with reading() as s:
        (hall,) = queries.venues(s, event_id)
    assert (twice.status_code, 'id="wrong-name"' in twice.text) == (409, True)
    changed = {"venue_id": hall.id, "name": "主馆", "rev": "1"}
    assert [browser.post(address, data=changed).status_code for _ in range(2)] == [303, 409]
    assert browser.post(f"{address}/{hall.id}/remove").status_code == 303


def test_calendar_file_is_of_published_events_alone(world: World) -> None:
    event_id = world.event()
    hall = actions.add_venue("system", event_id, VenueDetails(name="一号馆", address="东湖路 1 号"))
    point_id = point(event_id, ends_at=NINE + HOUR, venue_id=hall)
    browser = world.app.test_client()
    address = f"/events/{event_id}/programme.ics"

    assert browser.get(address).status_code == 404
    publish(event_id)
    answer = browser.get(address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    lines = answer.text.replace("\r\n ", "").split("\r\n")
    at = lines.index(f"UID:{point_id}@localhost")
    assert [line for line in lines[at : at + 9] if not line.startswith("DTSTAMP")] == [
        f"UID:{point_id}@localhost", "DTSTART:20260928T010000Z", "DTEND:20260928T020000Z", "SEQUENCE:1",
        "SUMMARY:开幕式", "LOCATION:一号馆\\, 东湖路 1 号", f"URL:http://localhost/standings/{event_id}", "STATUS:CONFIRMED",
    ]  # fmt: skip


def test_calendar_file_escapes_folds_and_ends_whole_days_the_day_after() -> None:
    entry = Entry(
        uid="1@x", title="一；二, three; four\\five\nsix" + "焊" * 30, since=dt.date(2026, 9, 28), until=dt.date(2026, 9, 30),
        changed=NINE, cancelled=True,
    )  # fmt: skip

    text = written([entry], name="N", product="P")

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.replace("\r\n ", "").split("\r\n")[7:] == [
        "BEGIN:VEVENT", "UID:1@x", "DTSTAMP:20260928T010000Z", "DTSTART;VALUE=DATE:20260928", "DTEND;VALUE=DATE:20261001",
        "SEQUENCE:0", "SUMMARY:一；二\\, three\\; four\\\\five\\nsix" + "焊" * 30, "STATUS:CANCELLED", "END:VEVENT",
        "END:VCALENDAR", "",
    ]  # fmt: skip
