"""A proposed timetable: nothing twice at a time, as early as can be, and a reason for what has no place."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from competition.engine.timetable import (
    NO_RESTS,
    Placed,
    Rests,
    Sitting,
    Span,
    Station,
    TimetableRefused,
    Venue,
    conflicts,
)
from competition.engine.timetable_proposal import Proposal, Unplaced, propose
from tests.engine.halls import BOTH, HALL, ROOM, at, sitting

SMALL = Venue("small", (Station("s1"),), (Span(0, 100),))


def planned(
    *sittings: Sitting, rests: Rests = NO_RESTS, venues: tuple[Venue, ...] = (HALL,), **more: Any
) -> dict[str, str]:
    """Where each sitting was put, as "venue start stations", or why it was not."""
    found = propose(sittings, venues, rests, **more)
    assert conflicts(found.placed, sittings, venues, rests) == ()
    return {one.sitting: f"{one.venue} {one.start} {' '.join(one.stations)}".strip() for one in found.placed} | {
        one.sitting: one.why + "".join(f" {kind}:{name}" for kind, name in one.by) for one in found.unplaced
    }


def test_sittings_share_a_venue_while_stations_last() -> None:
    assert planned(sitting("a"), sitting("b", stations=2), sitting("c"), sitting("d", stations=0)) == {
        "a": "hall 480 h1", "b": "hall 480 h2 h3", "c": "hall 540 h1", "d": "hall 480",
    }  # fmt: skip


def test_stations_are_of_the_kind_that_is_asked() -> None:
    assert planned(sitting("a", kind="weld"), sitting("b", kind="weld"), sitting("c", kind="lathe", stations=2)) == {
        "a": "hall 480 h3", "b": "hall 540 h3", "c": "hall 480 h1 h2",
    }  # fmt: skip


def test_venue_with_the_fewest_to_spare_is_taken_of_two_at_the_same_time() -> None:
    assert planned(sitting("a"), sitting("b"), venues=BOTH) == {"a": "room 480 r1", "b": "hall 480 h1"}
    assert planned(sitting("a"), sitting("b"), sitting("c", venues=("room",)), venues=BOTH[::-1]) == {
        "a": "room 480 r1", "b": "hall 480 h1", "c": "room 540 r1",
    }  # fmt: skip


def test_venue_of_its_own_has_one_sitting_at_a_time() -> None:
    assert planned(sitting("a"), sitting("b"), sitting("c", stations=0), venues=(ROOM,), rests=Rests(station=5)) == {
        "a": "room 480 r1", "b": "room 545 r1", "c": "room 610",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rests", "start"),
    [
        (NO_RESTS, "540 h1"),
        (Rests(person=11), "555 h1"),
        (Rests(judge=99, station=5), "540 h2"),
        (Rests(20, 0, 0), "560 h1"),
    ],
)
def test_person_rests_until_the_next_start_on_the_grid(rests: Rests, start: str) -> None:
    assert planned(sitting("a", persons="p"), sitting("b", persons="p"), rests=rests) == {
        "a": "hall 480 h1", "b": f"hall {start}",
    }  # fmt: skip


def test_judge_is_no_person_of_the_same_name() -> None:
    assert planned(sitting("a", persons="p"), sitting("b", judges="p"), sitting("c", judges="p")) == {
        "b": "hall 480 h1", "a": "hall 480 h2", "c": "hall 540 h1",
    }  # fmt: skip


def test_sitting_keeps_its_own_bounds() -> None:
    assert planned(
        sitting("a", earliest=501), sitting("b", minutes=100, latest=1000, earliest=700), sitting("c", latest=540)
    ) == {"a": "hall 505 h2", "b": "hall 780 h1", "c": "hall 480 h1"}


def test_sitting_waits_for_those_it_follows_and_they_go_first() -> None:
    assert planned(sitting("a", 30, after=("z", "y")), sitting("z", 45, 3), sitting("y", 70, 3)) == {
        "y": "hall 480 h1 h2 h3", "z": "hall 550 h1 h2 h3", "a": "hall 595 h1",
    }  # fmt: skip


def test_long_row_of_sittings_goes_before_short_ones() -> None:
    row = [sitting("x", 100, 3), sitting("y", 100, 3, after=("x",)), sitting("z", 60, 3, after=("y",))]

    assert planned(sitting("a", 50, 3), *row) == {
        "x": "hall 480 h1 h2 h3", "y": "hall 580 h1 h2 h3", "z": "hall 780 h1 h2 h3", "a": "hall 840 h1 h2 h3",
    }  # fmt: skip


def test_what_has_to_end_early_goes_first_with_all_it_follows() -> None:
    assert planned(sitting("a", 90, 3), sitting("b", 30, 3), sitting("c", 30, 3, after=("b",), latest=560)) == {
        "b": "hall 480 h1 h2 h3",
        "c": "hall 510 h1 h2 h3",
        "a": "hall 540 h1 h2 h3",
    }


def test_who_has_the_most_to_do_goes_first() -> None:
    assert planned(
        sitting("a", stations=3), sitting("b", stations=3, judges="j"), sitting("c", stations=3, judges="j")
    ) == {"b": "hall 480 h1 h2 h3", "c": "hall 540 h1 h2 h3", "a": "hall 600 h1 h2 h3"}


def test_what_found_no_place_goes_to_the_front() -> None:
    """Placed the longest first, the one that takes the whole hall would find it broken up in both openings."""
    assert planned(sitting("a", 100, 3), sitting("b", 160), sitting("c", 180, earliest=780)) == {
        "a": "hall 480 h1 h2 h3", "b": "hall 780 h2", "c": "hall 780 h1",
    }  # fmt: skip


def test_what_is_oftenest_in_the_way_is_named_first() -> None:
    some = [sitting("a", 10), sitting("c", 10), sitting("d", 10, 0, judges="j"), sitting("b", 50, judges="j")]
    fixed = [at("a", 20, "s1", "small"), at("c", 45, "s1", "small"), at("d", 0, "", "small")]

    assert propose(some, [SMALL], fixed=fixed).unplaced == (
        Unplaced("b", "taken", (("venue", "small"), ("judge", "j"))),
    )


@pytest.mark.parametrize(("minutes", "start"), [(60, 540), (65, 660)])
def test_gap_between_two_sittings_is_filled_where_it_is_long_enough(minutes: int, start: int) -> None:
    some = [sitting("a", persons="p"), sitting("b", persons="p"), sitting("c", minutes, persons="p")]

    found = propose(some, [ROOM], fixed=[at("a", 480, "r1", "room"), at("b", 600, "r1", "room")])

    assert [one for one in found.placed if one.sitting == "c"] == [at("c", start, "r1", "room")]


def test_fixed_ones_stay_and_the_others_keep_clear() -> None:
    some = [sitting("a", persons="p"), sitting("b", persons="p"), sitting("c", after=("a",)), sitting("d")]

    assert planned(*some, fixed=[at("a", 501, "h2")]) == {
        "a": "hall 501 h2", "b": "hall 565 h1", "c": "hall 565 h2", "d": "hall 480 h1",
    }  # fmt: skip


def test_sitting_ends_before_a_fixed_one_that_follows_it() -> None:
    some = [sitting("a", 60), sitting("b", 60, after=("a",)), sitting("c", 240, 3)]

    assert planned(*some, fixed=[at("b", 540, "h1")])["a"] == "hall 480 h1"
    assert planned(*some, fixed=[at("b", 535, "h1")])["a"] == "never_open"
    # what is fixed stays, wrong as it may be
    assert propose(some, [HALL], fixed=[at("b", 100, "h9")]).placed[0] == at("b", 100, "h9")


def test_bound_of_a_follower_is_kept_where_it_can_be_and_else_let_go() -> None:
    a, b, c = sitting("a", stations=3), sitting("b", after=("a",), latest=600), sitting("c", stations=3)

    assert planned(a, b, c) == {"a": "hall 480 h1 h2 h3", "b": "hall 540 h1", "c": "hall 600 h1 h2 h3"}
    assert planned(a, b, c, fixed=[at("c", 480, "h1 h2 h3")]) == {
        "c": "hall 480 h1 h2 h3", "a": "hall 540 h1 h2 h3", "b": "taken sitting:a",
    }  # fmt: skip
    assert planned(sitting("a"), sitting("b", after=("a",), latest=539)) == {"a": "hall 480 h1", "b": "never_open"}


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (sitting("b", stations=4), "no_venue"),
        (sitting("b", stations=2, kind="weld"), "no_venue"),
        (sitting("b", kind="oven"), "no_venue"),
        (sitting("b", stations=3, venues=("room",)), "no_venue"),
        (sitting("b", 241, venues=("hall",)), "never_open"),
        (sitting("b", earliest=961), "never_open"),
        (sitting("b", latest=539), "never_open"),
        (sitting("b", 540, 3), "never_open"),
    ],
)
def test_sitting_that_fits_nowhere_says_why(one: Sitting, why: str) -> None:
    assert propose([one, sitting("c", after=("b",)), sitting("d", after=("c",))], BOTH) == Proposal(
        (), (Unplaced("b", why), Unplaced("c", "after_unplaced"), Unplaced("d", "after_unplaced"))
    )


@pytest.mark.parametrize(
    ("one", "where"),
    [
        (sitting("b", 240), "hall 480 h1"),
        (sitting("b", 540, 2), "room 480 r1 r2"),
        (sitting("b", earliest=960), "room 960 r1"),
        (sitting("b", latest=540), "room 480 r1"),
        (sitting("b", 60, 3), "hall 480 h1 h2 h3"),
    ],
)
def test_sitting_that_just_fits_is_placed(one: Sitting, where: str) -> None:
    assert planned(one, venues=(HALL,) if one.minutes == 240 else BOTH) == {"b": where}


@pytest.mark.parametrize(
    ("sittings", "by"),
    [
        ([sitting("a", 60), sitting("b", 60)], (("venue", "small"),)),
        ([sitting("a", 60, 0, "p", "j"), sitting("b", 60, 1, "pq", "j")], (("judge", "j"), ("person", "p"))),
        ([sitting("a", 60, 1, "p"), sitting("b", 60, 1, "p")], (("person", "p"), ("venue", "small"))),
        ([sitting("a", 60, 0), sitting("b", 60, 0, after=("a",))], (("sitting", "a"),)),
    ],
)
def test_what_is_in_the_way_is_named(sittings: list[Sitting], by: tuple[tuple[str, str], ...]) -> None:
    assert propose(sittings, [SMALL]) == Proposal(
        (at("a", 0, "s1" if sittings[0].stations else "", "small"),), (Unplaced("b", "taken", by),)
    )


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"step": 0}, TimetableRefused("not_positive", "step", step="0")),
        ({"fixed": [at("z", 480)]}, TimetableRefused("unknown_sitting", "z")),
        ({"fixed": [at("a", 480), at("a", 600)]}, TimetableRefused("placed_twice", "a")),
        ({"fixed": [at("a", 480, "", "tent")]}, TimetableRefused("unknown_venue", "a", venue="tent")),
    ],
)
def test_proposal_is_refused(more: dict[str, Any], refusal: TimetableRefused) -> None:
    with pytest.raises(TimetableRefused) as caught:
        propose([sitting("a")], [HALL], **more)

    assert caught.value == refusal


def test_what_can_never_be_is_refused_before_anything_is_placed() -> None:
    with pytest.raises(TimetableRefused) as caught:
        propose([sitting("a"), sitting("a")], [HALL])
    assert caught.value == TimetableRefused("sitting_twice", "a")

    with pytest.raises(TimetableRefused) as caught:
        propose([], [HALL, HALL])
    assert caught.value == TimetableRefused("venue_twice", "hall")


def test_nothing_to_place_is_an_empty_timetable() -> None:
    assert propose([], []) == Proposal((), ())
    assert planned(sitting("a"), sitting("b"), step=1, fixed=[at("a", 480)]) == {"a": "hall 480 h1", "b": "hall 480 h2"}


@st.composite
def days(draw: st.DrawFn) -> list[Sitting]:
    keys = list("abcdefg")[: draw(st.integers(0, 7))]
    people = st.lists(st.sampled_from("pqrs"), unique=True, max_size=3).map("".join)
    return [
        sitting(
            key, draw(st.integers(1, 24)) * 10, draw(st.integers(0, 3)), draw(people), draw(people),
            kind=draw(st.sampled_from(["", "", "lathe", "weld"])),
            venues=draw(st.sampled_from([(), (), ("hall",), ("room", "hall")])),
            earliest=draw(st.none() | st.integers(400, 900)), latest=draw(st.none() | st.integers(600, 1100)),
            after=tuple(draw(st.lists(st.sampled_from(keys[:number]), unique=True, max_size=2)) if number else ()),
        )
        for number, key in enumerate(keys)
    ]  # fmt: skip


RESTS = st.builds(Rests, st.sampled_from([0, 7, 15]), st.sampled_from([0, 10]), st.sampled_from([0, 3]))


@given(days(), RESTS, st.randoms())
@settings(deadline=None)
def test_proposal_can_be_kept_and_leaves_nobody_out(some: list[Sitting], rests: Rests, dice: Any) -> None:
    mixed = list(some)
    dice.shuffle(mixed)

    found = propose(some, BOTH, rests)

    assert conflicts(found.placed, some, BOTH, rests) == ()
    assert sorted([one.sitting for one in found.placed] + [one.sitting for one in found.unplaced]) == [
        one.key for one in some
    ]
    assert all(one.start % 5 == 0 for one in found.placed)
    assert propose(mixed, BOTH[::-1], rests) == found


@given(days(), RESTS, st.sampled_from([1, 5, 20]))
@settings(deadline=None)
def test_last_sitting_has_the_earliest_start_there_is(some: list[Sitting], rests: Rests, step: int) -> None:
    assume(some)
    found = propose(some[:-1], BOTH, rests, step=step)
    last, known = some[-1], {one.sitting for one in found.placed}
    assume(all(other in known for other in last.after))
    others = [one for one in some if one.key in known]

    whole = propose([*others, last], BOTH, rests, fixed=found.placed, step=step)

    possible = [
        start
        for start in range(400, 1100)
        if start % step == 0
        for venue in BOTH
        if not conflicts(
            (*found.placed, _seated(last, venue, start, found, others, rests)), [*others, last], BOTH, rests
        )
    ]
    assert [one.start for one in whole.placed if one.sitting == last.key] == possible[:1]


def _seated(last: Sitting, venue: Venue, start: int, found: Proposal, others: list[Sitting], rests: Rests) -> Placed:
    """The last sitting at the first stations of the venue that would be free then."""
    free = [
        station.key
        for station in venue.stations
        if (not last.kind or station.kind == last.kind)
        and not any(
            one.kind == "station"
            for one in conflicts(
                (*found.placed, Placed(last.key, venue.key, start, (station.key,))), [*others, last], BOTH, rests
            )
        )
    ]
    return Placed(last.key, venue.key, start, tuple(free[: last.stations]))


@pytest.mark.timing
def test_two_hundred_sittings_take_less_than_two_seconds() -> None:
    venues = [
        Venue(
            f"v{n}",
            tuple(Station(f"v{n}s{m}", "lathe" if n % 2 else "weld") for m in range(20)),
            tuple(Span(day * 1440 + 480, day * 1440 + 1080) for day in range(3)),
        )
        for n in range(10)
    ]
    some = [
        Sitting(
            key=f"t{n:03}", minutes=60 + n * 37 % 90, stations=5 + n * 7 % 10, kind="lathe" if n % 2 else "weld",
            persons=tuple(f"p{(n * 13 + m * 7) % 900}" for m in range(10)),
            judges=tuple(f"j{(n * 5 + m) % 120}" for m in range(5)),
        )
        for n in range(200)
    ]  # fmt: skip

    began = time.process_time()
    found = propose(some, venues, Rests(15, 10, 5))
    took = time.process_time() - began

    assert (found.unplaced, conflicts(found.placed, some, venues, Rests(15, 10, 5))) == ((), ())
    assert took < 2
