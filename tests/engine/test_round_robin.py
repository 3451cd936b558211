"""Round robins: the schedule, the table and what tells equals apart, walkovers, withdrawals, corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import reduce
from itertools import combinations
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.engine.draws import permutation
from competition.engine.matches import Result
from competition.engine.refusal import Impossible
from competition.engine.round_robin import (
    Fixture,
    Group,
    Row,
    build,
    correct,
    enter,
    schedule,
    table,
    withdraw,
)
from competition.engine.round_robin_rule import COMPARATORS, read_rule

FOOTBALL: dict[str, object] = {"draws": True, "win": "3", "draw": "1", "loss": "0", "awarded": 3}
PLAIN: dict[str, object] = {"win": "2", "loss": "0"}
SEED = bytes(range(32))


def group(entrants: str, rule: Mapping[str, object]) -> Group:
    return build(entrants, read_rule(rule))


def scored(group: Group, pair: str, *games: tuple[int, int], absent: str = "") -> Result:
    """The result of the match of two, their games and who was absent as seen from the first named."""
    fixture = next(one for one in group.fixtures if set(one.pair) == set(pair))
    turned = fixture.first != pair[0]
    away = {"first": "second", "second": "first"}.get(absent, absent) if turned else absent
    return Result(fixture.key, tuple(game[::-1] if turned else game for game in games), away)


def played(entrants: str, rule: Mapping[str, object], matches: Mapping[str, tuple[int, int]]) -> Group:
    start = group(entrants, rule)
    return reduce(enter, (scored(start, pair, game) for pair, game in matches.items()), start)


def places(group: Group, *draw: object) -> list[tuple[str, int | None, bool, str | None]]:
    return [(row.entrant, row.rank, row.tied, row.broken_by) for row in table(group, *draw)]  # type: ignore[arg-type]


def refused(change: Callable[..., object], *arguments: object) -> Impossible:
    with pytest.raises(Impossible) as found:
        change(*arguments)
    return found.value


def test_schedule_of_four_goes_round():
    assert schedule("ABCD") == (
        Fixture("1.1", 1, "A", "D"), Fixture("1.2", 1, "C", "B"),
        Fixture("2.1", 2, "B", "A"), Fixture("2.2", 2, "D", "C"),
        Fixture("3.1", 3, "A", "C"), Fixture("3.2", 3, "B", "D"),
    )  # fmt: skip


def test_schedule_of_three_lets_each_rest_once():
    assert schedule("ABC") == (
        Fixture("1.1", 1, "B", "A"), Fixture("2.1", 2, "C", "B"), Fixture("3.1", 3, "A", "C"),
    )  # fmt: skip


def test_second_leg_changes_sides():
    assert schedule("AB", 3) == (
        Fixture("1.1", 1, "A", "B"), Fixture("2.1", 2, "B", "A"), Fixture("3.1", 3, "A", "B"),
    )  # fmt: skip
    once, twice = schedule("ABCDE"), schedule("ABCDE", 2)
    assert twice[: len(once)] == once
    assert [(one.pair, one.round, one.key) for one in twice[len(once) :]] == [
        (one.pair[::-1], one.round + 5, f"{one.round + 5}.{one.key.partition('.')[2]}") for one in once
    ]


@given(st.integers(2, 20))
def test_everybody_meets_everybody_once_and_nobody_twice_in_a_round(count: int):
    entrants = [f"S{number}" for number in range(count)]

    found = schedule(entrants)

    assert {frozenset(one.pair) for one in found} == set(map(frozenset, combinations(entrants, 2)))
    assert len(found) == count * (count - 1) // 2
    busy = Counter((one.round, entrant) for one in found for entrant in one.pair)
    assert set(busy.values()) == {1}
    assert max(one.round for one in found) == count - 1 + count % 2
    firsts, seconds = Counter(one.first for one in found), Counter(one.second for one in found)
    assert {abs(firsts[one] - seconds[one]) for one in entrants} == {1 - count % 2}


@pytest.mark.parametrize(
    ("entrants", "refusal"),
    [
        (["A"], Impossible("bad_field", least="2", most="100", given="1")),
        ([str(n) for n in range(101)], Impossible("bad_field", least="2", most="100", given="101")),
        (["A", "B", ""], Impossible("seed_missing", seed="3")),
        (["A", "B", "A"], Impossible("seed_twice", entrant="A")),
    ],
)
def test_build_refuses(entrants: list[str], refusal: Impossible):
    assert refused(build, entrants, read_rule(PLAIN)) == refusal


def test_largest_and_smallest_groups_can_be():
    rule = read_rule(PLAIN)
    assert len(build([str(n) for n in range(100)], rule).fixtures) == 4950
    assert build("AB", rule) == Group(("A", "B"), rule, (), frozenset())
    assert len(group("ABC", PLAIN | {"legs": 2}).fixtures) == 6


def test_table_adds_what_matches_bring():
    found = played("ABC", FOOTBALL, {"AB": (2, 1), "CA": (4, 4)})

    d = Decimal
    assert table(found) == (
        Row("A", 1, False, d(4), 1, 1, 0, (1, 0), (6, 5)),
        Row("C", 2, False, d(1), 0, 1, 0, (0, 0), (4, 4)),
        Row("B", 3, False, d(0), 0, 0, 1, (0, 1), (1, 2)),
    )
    assert [row.played for row in table(found)] == [2, 1, 1]
    assert [one.pair for one in found.open] == [("C", "B")]


def test_table_of_matches_of_several_games():
    start = group("AB", PLAIN | {"best_of": 3, "loss": "1"})
    found = enter(start, scored(start, "BA", (11, 9), (3, 11), (11, 8)))

    assert table(found) == (
        Row("B", 1, False, Decimal(2), 1, 0, 0, (2, 1), (25, 28)),
        Row("A", 2, False, Decimal(1), 0, 0, 1, (1, 2), (28, 25)),
    )


def test_equals_share_a_rank_where_the_chain_says_nothing():
    assert places(group("ABC", PLAIN)) == [("A", 1, True, None), ("B", 1, True, None), ("C", 1, True, None)]
    found = played("ABCD", PLAIN, {"AB": (1, 0), "BC": (1, 0), "CA": (1, 0), "DA": (0, 1), "DB": (0, 1), "DC": (0, 1)})
    assert places(found) == [("A", 1, True, None), ("B", 1, True, None), ("C", 1, True, None), ("D", 4, False, None)]


CIRCLE = {"AB": (5, 1), "BC": (3, 1), "CA": (2, 1), "AD": (1, 0), "BD": (9, 7), "CD": (11, 0)}
"""A, B and C beat one another, and all of them D: A stands at 7:3, B at 13:13, C at 14:4."""


@pytest.mark.parametrize(
    ("chain", "order"),
    [
        (["difference"], [("C", 1, False, "difference"), ("A", 2, False, "difference"), ("B", 3, False, "difference")]),
        (["scored"], [("C", 1, False, "scored"), ("B", 2, False, "scored"), ("A", 3, False, "scored")]),
        (["head_to_head"], [("A", 1, True, None), ("B", 1, True, None), ("C", 1, True, None)]),
        (["wins", "game_difference"], [("A", 1, True, None), ("B", 1, True, None), ("C", 1, True, None)]),
        (
            ["head_to_head", "wins", "game_difference", "difference"],
            [("C", 1, False, "difference"), ("A", 2, False, "difference"), ("B", 3, False, "difference")],
        ),
    ],
)
def test_chain_tells_equals_apart(chain: list[str], order: list[tuple[str, int, bool, str | None]]):
    assert places(played("ABCD", PLAIN | {"chain": chain}, CIRCLE))[:3] == order


def test_head_to_head_looks_at_matches_among_the_equal_alone():
    rule = FOOTBALL | {"chain": ["head_to_head", "difference"]}
    # B and C have 4 points each; C beat B, though B is far better against the others
    results = {"CB": (1, 0), "BA": (9, 0), "BD": (1, 1), "CA": (0, 0), "DC": (1, 0), "AD": (1, 1)}

    assert places(played("ABCD", rule, results)) == [
        ("D", 1, False, None), ("C", 2, False, "head_to_head"), ("B", 3, False, "head_to_head"), ("A", 4, False, None),
    ]  # fmt: skip


def test_games_tell_equals_apart_where_a_match_has_several():
    start = group("ABC", PLAIN | {"best_of": 3, "chain": ["game_difference"]})
    close, clear = ((1, 0), (0, 9), (1, 0)), ((1, 0), (1, 0))
    found = reduce(
        enter, (scored(start, "AB", *close), scored(start, "BC", *clear), scored(start, "CA", *close)), start
    )

    assert places(found) == [
        ("B", 1, False, "game_difference"), ("A", 2, False, "game_difference"), ("C", 3, False, "game_difference"),
    ]  # fmt: skip


def test_comparator_is_asked_within_what_the_ones_before_it_left_together():
    rule = PLAIN | {"chain": ["difference", "head_to_head"]}
    # all three with one win; A and B at +1 each and A beat B, C behind
    found = played("ABC", rule, {"AB": (3, 1), "BC": (4, 1), "CA": (2, 1)})

    assert places(found) == [
        ("A", 1, False, "head_to_head"), ("B", 2, False, "head_to_head"), ("C", 3, False, "difference"),
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["lot", "lot/3"])
def test_lot_is_drawn_among_all_entrants(label: str):
    start = group("ABCD", PLAIN | {"chain": ["wins", "lot"]})
    order = permutation(SEED, label, "ABCD")

    assert places(start, SEED, label) == [(one, rank, False, "lot") for rank, one in enumerate(order, 1)]
    assert places(start) == [(one, 1, True, None) for one in "ABCD"]


def test_lot_has_a_label_of_its_own_and_is_drawn_only_where_the_chain_says_so():
    start = group("ABCDEF", PLAIN | {"chain": ["lot"]})

    assert table(start, SEED) == table(start, SEED, "lot") != table(start, SEED, "other")
    assert places(group("AB", PLAIN), SEED) == [("A", 1, True, None), ("B", 1, True, None)]


def test_walkover_counts_as_the_rule_awards_it():
    rule = PLAIN | {"best_of": 5, "loss": "1", "absent": "0", "awarded": 11}
    start = group("AB", rule)

    assert table(enter(start, scored(start, "BA", (11, 2), absent="second"))) == (
        Row("B", 1, False, Decimal(2), 1, 0, 0, (3, 0), (33, 0)),
        Row("A", 2, False, Decimal(0), 0, 0, 1, (0, 3), (0, 33)),
    )
    assert table(enter(start, scored(start, "BA", absent="both"))) == (
        Row("A", 1, True, Decimal(0), 0, 0, 1, (0, 0), (0, 0)),
        Row("B", 1, True, Decimal(0), 0, 0, 1, (0, 0), (0, 0)),
    )


def leaving(withdrawn: str, *pairs: str) -> Group:
    """C won these matches of his three and has withdrawn."""
    start = group("ABCD", FOOTBALL | {"withdrawn": withdrawn})
    some = reduce(enter, (scored(start, pair, (1, 0)) for pair in pairs), start)
    return withdraw(some, "C")


VOID = (
    Row("A", 1, True, Decimal(0), 0, 0, 0, (0, 0), (0, 0)),
    Row("B", 1, True, Decimal(0), 0, 0, 0, (0, 0), (0, 0)),
    Row("D", 1, True, Decimal(0), 0, 0, 0, (0, 0), (0, 0)),
    Row("C", None, False, Decimal(0), 0, 0, 0, (0, 0), (0, 0)),
)
LOST = (
    Row("B", 1, True, Decimal(3), 1, 0, 0, (1, 0), (3, 0)),
    Row("D", 1, True, Decimal(3), 1, 0, 0, (1, 0), (3, 0)),
    Row("A", 3, False, Decimal(0), 0, 0, 1, (0, 1), (0, 1)),
    Row("C", None, False, Decimal(3), 1, 0, 2, (1, 2), (1, 6)),
)


def test_matches_of_who_withdrew_are_void_or_lost():
    assert table(leaving("void", "CA")) == VOID
    assert table(leaving("lost", "CA")) == LOST
    assert [one.pair for one in leaving("lost", "CA").open] == [("A", "D"), ("B", "A"), ("B", "D")]


def test_half_is_void_unless_half_of_the_matches_were_played():
    assert table(leaving("half", "CA")) == VOID
    assert table(leaving("half", "CA", "CB")) == table(leaving("lost", "CA", "CB"))
    assert table(leaving("half", "AB", "AD", "BD")) == table(leaving("void", "AB", "AD", "BD"))
    two = group("ABC", FOOTBALL | {"withdrawn": "half"})
    exactly = withdraw(enter(two, scored(two, "CA", (1, 0))), "C")
    assert [(row.entrant, row.points) for row in table(exactly)] == [
        ("B", Decimal(3)), ("A", Decimal(0)), ("C", Decimal(3)),
    ]  # fmt: skip


@pytest.mark.parametrize(("absent", "void"), [("first", True), ("second", False), ("both", True)])
@pytest.mark.parametrize("pair", ["AB", "BA"])
def test_match_to_which_he_did_not_come_was_not_played(pair: str, absent: str, void: bool):
    start = group("ABC", FOOTBALL | {"withdrawn": "half"})
    left = withdraw(enter(start, scored(start, pair, absent=absent)), pair[0])

    assert (table(left)[-1].played == 0) is void


def test_who_both_withdrew_give_each_other_nothing():
    start = group("ABC", FOOTBALL | {"withdrawn": "lost"})
    left = withdraw(withdraw(start, "A"), "C")

    assert table(left) == (
        Row("B", 1, False, Decimal(6), 2, 0, 0, (2, 0), (6, 0)),
        Row("A", None, False, Decimal(0), 0, 0, 1, (0, 1), (0, 3)),
        Row("C", None, False, Decimal(0), 0, 0, 1, (0, 1), (0, 3)),
    )
    met = withdraw(withdraw(enter(start, scored(start, "AC", (2, 0))), "A"), "C")
    assert [(row.entrant, row.points) for row in table(met)] == [
        ("B", Decimal(6)),
        ("A", Decimal(3)),
        ("C", Decimal(0)),
    ]


def test_void_of_one_is_void_for_both():
    start = group("ABCD", FOOTBALL | {"withdrawn": "half"})
    some = reduce(enter, (scored(start, pair, (1, 0)) for pair in ("AB", "AC")), start)
    left = withdraw(withdraw(some, "A"), "B")

    assert [(row.entrant, row.points, row.played) for row in table(left)] == [
        ("D", Decimal(3), 1), ("C", Decimal(0), 1), ("A", Decimal(3), 2), ("B", Decimal(0), 0),
    ]  # fmt: skip


def test_enter_refuses():
    start = group("ABC", PLAIN)
    one = scored(start, "AB", (1, 0))
    some = enter(start, one)

    assert refused(enter, some, Result("9.1", ((1, 0),))) == Impossible("unknown_match", "9.1")
    assert refused(enter, some, one) == Impossible("second_result", one.match)
    assert refused(enter, some, scored(start, "AC", (1, 1))) == Impossible("game_drawn", "3.1", game="1")
    assert refused(enter, withdraw(some, "C"), scored(start, "AC", (1, 0))) == Impossible(
        "withdrawn", "3.1", entrant="C"
    )
    assert refused(enter, withdraw(some, "A"), scored(start, "AC", (1, 0))) == Impossible(
        "withdrawn", "3.1", entrant="A"
    )
    assert enter(some, scored(start, "AC", (1, 0))).results == (one, Result("3.1", ((1, 0),)))


def test_correct_puts_another_result_in_the_place_of_one():
    start = group("ABC", FOOTBALL)
    one, two, three = (scored(start, pair, (1, 0)) for pair in ("AB", "BC", "CA"))
    some = reduce(enter, (one, two, three), start)
    again = Result(two.match, ((2, 2),))

    assert correct(some, again) == reduce(enter, (one, again, three), start)
    assert refused(correct, some, Result("x")) == Impossible("unknown_match", "x")
    assert refused(correct, enter(start, one), again) == Impossible("no_result", two.match)
    assert refused(correct, some, Result(two.match)) == Impossible("too_few_games", two.match, played="0", best_of="1")


def test_withdraw_refuses():
    start = group("AB", PLAIN)
    assert refused(withdraw, start, "C") == Impossible("unknown_entrant", entrant="C")
    assert refused(withdraw, withdraw(start, "A"), "A") == Impossible("withdrawn_already", entrant="A")
    assert withdraw(withdraw(start, "A"), "B").withdrawn == {"A", "B"}
    assert withdraw(start, "A").open == ()


@st.composite
def groups(draw: st.DrawFn) -> Group:
    rule = FOOTBALL | {
        "chain": draw(st.lists(st.sampled_from(COMPARATORS[:-1]), unique=True)),
        "withdrawn": draw(st.sampled_from(["void", "lost", "half"])),
    }
    found = group("ABCDEF"[: draw(st.integers(2, 6))], rule)
    for fixture in found.fixtures:
        way = draw(st.sampled_from(["", "", "", "first", "second", "both", "open"]))
        if way != "open":
            games = () if way else ((draw(st.integers(0, 3)), draw(st.integers(0, 3))),)
            found = enter(found, Result(fixture.key, games, way))
    return reduce(withdraw, draw(st.lists(st.sampled_from(found.entrants), unique=True, max_size=2)), found)


@given(groups())
@settings(deadline=None)
def test_table_adds_up_and_is_in_order(found: Group):
    rows = table(found)
    ranked = [row for row in rows if row.rank is not None]

    assert sorted(row.entrant for row in rows) == sorted(found.entrants)
    assert {row.entrant for row in rows if row.rank is None} == found.withdrawn
    assert sum(row.games[0] for row in rows) == sum(row.games[1] for row in rows)
    assert sum(row.scored[0] for row in rows) == sum(row.scored[1] for row in rows)
    assert sum(row.won for row in rows) <= sum(row.lost for row in rows)
    for place, row in enumerate(ranked):
        rank = cast(int, row.rank)
        assert rank <= place + 1
        assert row.tied is (sum(other.rank == rank for other in ranked) > 1)
        assert row.points == 3 * row.won + row.drawn
        assert place == 0 or ranked[place - 1].points >= row.points


@given(groups(), st.randoms())
@settings(deadline=None)
def test_table_does_not_depend_on_the_order_of_results(found: Group, dice):
    mixed = list(found.results)
    dice.shuffle(mixed)

    assert table(Group(found.entrants, found.rule, tuple(mixed), found.withdrawn)) == table(found)
