"""Places of a field: what is taken by equals, and when it is closed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from competition.engine.advancement_rule import Rule
from competition.engine.advancement_seats import Contender, Places, Seating


@pytest.mark.parametrize(
    ("soft", "hard", "counts", "ties", "refusals", "full"),
    [
        (3, 9, (1, 2), "out", ["", ""], "below_cut"),
        (3, 9, (1, 1), "out", ["", ""], ""),
        (3, 9, (2, 2), "in", ["", ""], "below_cut"),
        (3, 4, (2, 2), "in", ["", ""], "below_cut"),
        (3, 4, (2, 3), "in", ["", "out_at_least"], "below_cut"),
        (3, 9, (2, 2), "out", ["", "tie_out"], "below_cut"),
        (3, 9, (2, 2), "chain", ["", "tie_out"], "below_cut"),
        (3, 3, (2, 2), "out", ["", "tie_out"], "below_cut"),
        (4, 3, (2, 2), "out", ["", "out_at_least"], "out_at_least"),
        (4, 3, (2, 1), "in", ["", ""], "out_at_least"),
        (0, 3, (), "in", [], "below_cut"),
        (3, 0, (), "in", [], "out_at_least"),
    ],
)
def test_places_are_taken_by_all_of_equals_or_by_none(
    soft: int, hard: int, counts: tuple[int, ...], ties: str, refusals: list[str], full: str
) -> None:
    places = Places(soft, hard)

    assert [places.take(count, ties) for count in counts] == refusals
    assert places.full == full


def test_contender_knows_whether_it_took_part_and_can_advance() -> None:
    seen = {
        status: (Contender("A1", "A", 1, status=status).took_part, Contender("A1", "A", 1, status=status).ranked)
        for status in ("", "DNF", "DQ", "DNS", "WD")
    }

    assert seen == {
        "": (True, True), "DNF": (True, False), "DQ": (True, False), "DNS": (False, False), "WD": (False, False),
    }  # fmt: skip
    assert (Contender("A1", "A").took_part, Contender("A1", "A").ranked) == (True, False)
    one = Contender("A1", "A", 1, Decimal(5), Decimal(600))
    assert (one.figure("total"), one.figure("scale_score")) == (Decimal(5), Decimal(600))


def test_limit_that_equals_break_stays_closed_for_all_of_that_organisation() -> None:
    seating = Seating(Rule(top=9, per_organisation=2))
    first, second, third, other = (Contender(f"A{n}", "A", n, organisation="X") for n in (1, 2, 3, 4))
    nobody = [Contender(f"B{n}", "B", n) for n in (1, 2, 3)]

    assert seating.within_limits([first, second]) == [first, second]
    assert seating.within_limits([first, second, third]) == []
    assert seating.within_limits(nobody) == nobody
    assert seating.within_limits([other, *nobody]) == nobody
    assert seating.refused == dict.fromkeys(("A1", "A2", "A3", "A4"), "organisation_limit")


def test_seats_are_as_many_as_the_upper_pool_has_places() -> None:
    seating = Seating(Rule(top=2, capacity=1))
    field = [Contender(f"A{n}", "A", n) for n in (1, 2)]
    seating.run(
        field, lambda one: (Decimal(one.rank or 0),), lambda one: ("A", ""), {("A", ""): Places(2, 2)}, lambda _: "top"
    )

    assert (seating.seated, seating.refused) == ([(field[0], "top")], {"A2": "capacity"})


def test_full_pool_does_not_close_a_limit_for_another() -> None:
    seating = Seating(Rule(top=1, per_organisation=1))
    a = [Contender("A1", "A", 1), *(Contender(f"A{n}", "A", 2, organisation="X") for n in (2, 3))]
    b = [Contender("B1", "B", 3, organisation="X")]
    places = {("A", ""): Places(1, 3), ("B", ""): Places(1, 1)}
    seating.run([*a, *b], lambda one: (Decimal(one.rank or 0),), lambda one: (one.pool, ""), places, lambda _: "top")

    assert [(one.entry, why) for one, why in seating.seated] == [("A1", "top"), ("B1", "top")]
    assert seating.refused == {"A2": "below_cut", "A3": "below_cut"}
