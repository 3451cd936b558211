"""Batches, what makes sittings impossible, and every double booking with both its sides."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.timetable import (
    NO_RESTS,
    Conflict,
    Placed,
    Rests,
    Sitting,
    Span,
    Station,
    TimetableRefused,
    Venue,
    batches,
    check_sittings,
    conflicts,
)
from tests.engine.halls import BOTH, HALL, at, sitting


def found(placed: Iterable[Placed], *sittings: Sitting, rests: Rests = NO_RESTS) -> list[Conflict]:
    return list(conflicts(tuple(placed), sittings, BOTH, rests))


@pytest.mark.parametrize(
    ("entries", "stations", "expected"),
    [
        ("", 3, ()),
        ("a", 3, ("a",)),
        ("abc", 3, ("abc",)),
        ("dcba", 3, ("dc", "ba")),
        ("abcdefg", 3, ("abc", "de", "fg")),
        ("abcdefgh", 3, ("abc", "def", "gh")),
        ("abc", 1, ("a", "b", "c")),
    ],
)
def test_batches_are_even_and_keep_the_order(entries: str, stations: int, expected: tuple[str, ...]) -> None:
    assert batches(entries, stations) == tuple(tuple(one) for one in expected)


@given(st.integers(0, 60), st.integers(1, 9))
def test_batches_are_as_few_as_can_be_and_differ_by_one(count: int, stations: int) -> None:
    entries = [f"E{n}" for n in range(count)]

    split = batches(entries, stations)

    sizes = [len(one) for one in split]
    assert [entry for one in split for entry in one] == entries
    assert len(sizes) == -(-count // stations)
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes, default=0) - min(sizes, default=0) <= 1
    assert max(sizes, default=0) <= stations


@pytest.mark.parametrize(
    ("entries", "stations", "refusal"),
    [
        ("ab", 0, TimetableRefused("no_stations", stations="0")),
        ("abba", 2, TimetableRefused("entry_twice", entry="a")),
    ],
)
def test_batches_are_refused(entries: str, stations: int, refusal: TimetableRefused) -> None:
    with pytest.raises(TimetableRefused) as caught:
        batches(entries, stations)

    assert caught.value == refusal


def test_sittings_are_named_in_an_order_that_can_be() -> None:
    some = [
        sitting("a", after=("c", "b")),
        sitting("b", after=("c",)),
        sitting("c"),
        sitting("d", stations=0, minutes=1),
    ]

    assert check_sittings(some, BOTH) == ("c", "d", "b", "a")


@pytest.mark.parametrize(
    ("sittings", "venues", "refusal"),
    [
        ([], [HALL, HALL], TimetableRefused("venue_twice", "hall")),
        ([], [HALL, Venue("x", (Station("x1"), Station("h2")), ())], TimetableRefused("station_twice", "x", station="h2")),
        ([], [Venue("x", (), (Span(1, 2), Span(5, 5)))], TimetableRefused("upside_down", "x")),
        ([], [Venue("x", (), (Span(5, 4), Span(1, 2)))], TimetableRefused("upside_down", "x")),
        ([sitting("a"), sitting("b"), sitting("a")], BOTH, TimetableRefused("sitting_twice", "a")),
        ([sitting("a", minutes=0)], BOTH, TimetableRefused("not_positive", "a")),
        ([sitting("a", stations=-1)], BOTH, TimetableRefused("not_positive", "a")),
        ([sitting("a", persons="pqp")], BOTH, TimetableRefused("person_twice", "a", name="p")),
        ([sitting("a", judges="jkk")], BOTH, TimetableRefused("judge_twice", "a", name="k")),
        ([sitting("a", venues=("hall", "tent"))], BOTH, TimetableRefused("unknown_venue", "a", venue="tent")),
        ([sitting("a"), sitting("b", after=("a", "z"))], BOTH, TimetableRefused("unknown_sitting", "b", sitting="z")),
        ([sitting("a", after=("a",))], BOTH, TimetableRefused("in_a_circle", "a")),
        (
            [sitting("c", after=("b",)), sitting("b", after=("c",)), sitting("a"), sitting("d", after=("c",))], BOTH,
            TimetableRefused("in_a_circle", "b"),
        ),
    ],
)  # fmt: skip
def test_sittings_that_cannot_be_are_refused(
    sittings: list[Sitting], venues: Iterable[Venue], refusal: TimetableRefused
) -> None:
    with pytest.raises(TimetableRefused) as caught:
        check_sittings(sittings, venues)

    assert caught.value == refusal


def test_timetable_that_can_be_kept_has_no_conflicts() -> None:
    some = [
        sitting(
            "a", persons="p", judges="j", stations=2, kind="lathe", venues=("room", "hall"), earliest=480, latest=540
        ),
        sitting("b", persons="p", judges="j", after=("a",)),
        sitting("c", persons="j", judges="p", minutes=240, kind="weld"),
        sitting("d", stations=0),
    ]
    placed = [at("b", 540), at("a", 480, "h1 h2"), at("c", 480, "h3"), at("d", 960, "", "room")]

    assert found(placed, *some) == []


@pytest.mark.parametrize(
    ("first", "second", "places", "kind", "name"),
    [
        ({"persons": "pq"}, {"persons": "rq"}, ("h1", "h2"), "person", "q"),
        ({"judges": "j", "persons": "k"}, {"judges": "jk"}, ("h1", "h2"), "judge", "j"),
        ({}, {}, ("h1 h2", "h2"), "station", "h2"),
    ],
)
def test_double_booking_names_both_sides(
    first: dict[str, str], second: dict[str, str], places: tuple[str, str], kind: str, name: str
) -> None:
    one, two = sitting("z", **first), sitting("a", **second)  # type: ignore[arg-type]

    def between(start: int) -> list[Conflict]:
        return found([at("a", start, places[1]), at("z", 500, places[0])], one, two)

    assert between(559) == [Conflict("double", "z", "a", kind, name, {"minutes": "1"})]
    assert between(500) == [Conflict("double", "a", "z", kind, name, {"minutes": "60"})]
    assert between(560) == []


def test_venue_of_its_own_takes_one_sitting_at_a_time() -> None:
    two = sitting("a"), sitting("b")

    assert found([at("a", 480, "r1", "room"), at("b", 530, "r2", "room")], *two) == [
        Conflict("double", "a", "b", "venue", "room", {"minutes": "10"})
    ]
    assert found([at("a", 480, "h1"), at("b", 530, "h2")], *two) == []


@pytest.mark.parametrize(
    ("rests", "first", "second", "kind", "name"),
    [
        (Rests(person=15), {"persons": "p"}, {"persons": "p"}, "person", "p"),
        (Rests(judge=15), {"judges": "p"}, {"judges": "p"}, "judge", "p"),
        (Rests(station=15), {}, {}, "station", "h1"),
    ],
)
def test_rest_between_two_sittings_is_kept(
    rests: Rests, first: dict[str, str], second: dict[str, str], kind: str, name: str
) -> None:
    two = sitting("a", **first), sitting("b", **second)  # type: ignore[arg-type]
    station = "h1" if kind == "station" else "h2"

    assert found([at("a", 480), at("b", 554, station)], *two, rests=rests) == [
        Conflict("rest", "a", "b", kind, name, {"minutes": "14", "wanted": "15"})
    ]
    assert found([at("a", 480), at("b", 540, station)], *two, rests=rests) == [
        Conflict("rest", "a", "b", kind, name, {"minutes": "0", "wanted": "15"})
    ]
    assert found([at("a", 480), at("b", 555, station)], *two, rests=rests) == []
    assert found([at("a", 480), at("b", 554, station)], *two, rests=Rests(5, 5, 5)) == []


def test_venue_rests_as_its_stations_do() -> None:
    two = sitting("a"), sitting("b")

    assert found([at("a", 480, "r1", "room"), at("b", 545, "r2", "room")], *two, rests=Rests(0, 0, 10)) == [
        Conflict("rest", "a", "b", "venue", "room", {"minutes": "5", "wanted": "10"})
    ]


def test_long_sitting_meets_all_that_lie_in_it() -> None:
    some = sitting("a", 200), sitting("b", 10), sitting("c", 10), sitting("d", 10)

    assert found([at("a", 480), at("b", 500), at("c", 600), at("d", 680)], *some) == [
        Conflict("double", "a", "b", "station", "h1", {"minutes": "180"}),
        Conflict("double", "a", "c", "station", "h1", {"minutes": "80"}),
    ]


def test_double_is_told_though_no_rest_is_asked_below_zero() -> None:
    two = sitting("a"), sitting("b")

    assert found([at("a", 480), at("b", 530)], *two, rests=Rests(station=-20)) == [
        Conflict("double", "a", "b", "station", "h1", {"minutes": "10"})
    ]


@pytest.mark.parametrize(
    ("one", "placed", "expected"),
    [
        (sitting("a"), at("a", 479), Conflict("closed", "a", "", "venue", "hall", {"start": "479", "end": "539"})),
        (sitting("a"), at("a", 661), Conflict("closed", "a", "", "venue", "hall", {"start": "661", "end": "721"})),
        (sitting("a"), at("a", 740), Conflict("closed", "a", "", "venue", "hall", {"start": "740", "end": "800"})),
        (sitting("a", earliest=481), at("a", 480), Conflict("early", "a", facts={"start": "480", "earliest": "481"})),
        (sitting("a", latest=539), at("a", 480), Conflict("late", "a", facts={"end": "540", "latest": "539"})),
        (sitting("a", stations=2), at("a", 480), Conflict("few_stations", "a", facts={"stations": "1", "wanted": "2"})),
        (sitting("a", stations=2), at("a", 480, "h1 h1"),
         Conflict("few_stations", "a", facts={"stations": "1", "wanted": "2"})),
        (sitting("a"), at("a", 480, "h1 r1 r1"), Conflict("unknown_station", "a", "", "station", "r1")),
        (sitting("a", kind="lathe"), at("a", 480, "h1 h3"),
         Conflict("other_kind", "a", "", "station", "h3", {"kind": "weld"})),
        (sitting("a", venues=("room",)), at("a", 480), Conflict("other_venue", "a", "", "venue", "hall")),
        (sitting("a"), at("a", 480, "", "tent"), Conflict("unknown_venue", "a", "", "venue", "tent")),
        (sitting("b"), at("a", 480), Conflict("unknown_sitting", "a")),
    ],
)  # fmt: skip
def test_sitting_by_itself_may_be_wrong(one: Sitting, placed: Placed, expected: Conflict) -> None:
    assert found([placed], one) == [expected]


@pytest.mark.parametrize("start", [480, 660, 780, 960])
def test_opening_belongs_to_the_venue_from_end_to_end(start: int) -> None:
    assert found([at("a", start)], sitting("a")) == []


def test_sitting_starts_after_those_it_follows() -> None:
    some = sitting("a", after=("b", "c", "d")), sitting("b"), sitting("c"), sitting("d")

    assert found([at("a", 539), at("b", 480, "h2"), at("c", 479, "h3")], *some)[1:] == [
        Conflict("order", "a", "b", facts={"start": "539", "ends": "540"})
    ]


def test_sitting_placed_twice_is_told_once_and_counted_once() -> None:
    assert found([at("a", 600), at("a", 480), at("a", 500)], sitting("a")) == [
        Conflict("placed_twice", "a"), Conflict("placed_twice", "a"),
    ]  # fmt: skip


def test_conflicts_come_in_order_of_time_and_unknown_ones_first() -> None:
    some = sitting("a", persons="p"), sitting("b", persons="p", judges="j"), sitting("c", judges="j")
    placed = [at("b", 490), at("c", 480, "h1"), at("a", 480, "h2"), at("x", 900)]

    assert [(one.what, one.one, one.other, one.kind, one.name) for one in found(placed, *some)] == [
        ("unknown_sitting", "x", "", "", ""),
        ("double", "a", "b", "person", "p"),
        ("double", "c", "b", "judge", "j"),
        ("double", "c", "b", "station", "h1"),
    ]


def test_unknown_sitting_comes_before_what_is_wrong_from_the_very_beginning() -> None:
    assert found([at("k", 0), at("z", 0)], sitting("z")) == [
        Conflict("unknown_sitting", "k"),
        Conflict("closed", "z", "", "venue", "hall", {"start": "0", "end": "60"}),
    ]
