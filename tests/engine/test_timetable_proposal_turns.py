"""Whose turn it is when a timetable is proposed, and which of several places is taken."""

from __future__ import annotations

from competition.engine.timetable import Rests, Span, Station, Venue
from competition.engine.timetable_proposal import Proposal, Unplaced, propose
from tests.engine.halls import BOTH, HALL, at, sitting

ALL = "h1 h2 h3"


def test_what_leaves_a_follower_the_least_time_goes_first() -> None:
    some = [sitting("b", stations=3, latest=650), sitting("x", stations=3), sitting("y", after=("x",), latest=700)]

    assert propose(some, [HALL]) == Proposal((at("x", 480, ALL), at("b", 540, ALL), at("y", 600)), ())


def test_row_of_sittings_is_as_long_as_all_of_them_together() -> None:
    some = [
        sitting("a", 55, 3, latest=700),
        sitting("x", 10, 3, latest=700),
        sitting("y", 50, 3, after=("x",)),
    ]

    assert propose(some, [HALL]) == Proposal((at("x", 480, ALL), at("a", 490, ALL), at("y", 545, ALL)), ())


def test_whoever_has_anything_to_do_goes_before_a_sitting_without_people() -> None:
    some = [sitting("a", 1, 3), sitting("b", 1, 3, judges="j")]

    assert propose(some, [HALL]) == Proposal((at("b", 480, ALL), at("a", 485, ALL)), ())


def test_what_found_no_place_goes_to_the_front_at_once_where_there_is_much_to_place() -> None:
    """With so many sittings all is tried twice only, and the first try leaves the one for the whole hall out."""
    side = Venue("side", (), (Span(0, 5),))
    talks = [sitting(f"t{number}", 5, 0, venues=("side",)) for number in range(265)]
    some = [sitting("a", 100, 3), sitting("b", 160), sitting("c", 180, earliest=780)]

    found = propose([*some, *talks], [HALL, side])

    assert found.unplaced == ()
    assert found.placed[265:] == (at("a", 480, ALL), at("b", 780, "h2"), at("c", 780))


def test_only_those_that_end_too_late_are_in_the_way_of_what_follows() -> None:
    small = Venue("small", (Station("s1"),), (Span(0, 100),))
    some = [sitting("a", 60, 0), sitting("c", 65, 0), sitting("b", 40, 0, after=("a", "c"))]

    assert propose(some, [small]) == Proposal(
        (at("a", 0, "", "small"), at("c", 0, "", "small")), (Unplaced("b", "taken", (("sitting", "c"),)),)
    )


def test_venue_with_the_fewest_to_spare_is_taken_of_two_that_become_free_together() -> None:
    fixed = (at("a", 480, "r1 r2", "room"), at("c", 480, ALL))

    assert propose([sitting("a"), sitting("b"), sitting("c")], BOTH, fixed=fixed) == Proposal(
        (*fixed, at("b", 540, "r1", "room")), ()
    )


def test_rest_is_kept_before_a_fixed_sitting_too() -> None:
    some = [sitting("a", persons="p"), sitting("b", persons="p")]

    found = propose(some, [HALL], Rests(person=15), fixed=[at("a", 545)])

    assert found == Proposal((at("a", 545), at("b", 620)), ())
