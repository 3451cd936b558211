"""Panels are dealt evenly, by seed, and never against a bar."""

from __future__ import annotations

import hashlib
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from competition.engine.panels import CHANCE, Candidate, Proposal, drawn, first, propose

FOUR = [Candidate("a"), Candidate("b"), Candidate("c"), Candidate("d")]

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@st.composite
def halls(draw: st.DrawFn) -> tuple[list[Candidate], dict[str, int], set[tuple[str, str]]]:
    candidates = [
        Candidate(
            key, draw(st.sampled_from(["", "", "甲厂", "乙厂"])), draw(st.integers(0, 3)), draw(st.integers(0, 2))
        )
        for key in draw(KEYS)
    ]
    panels = draw(st.dictionaries(st.sampled_from("ABCD"), st.integers(1, 4), max_size=4))
    pairs = [(one.key, panel) for one in candidates for panel in panels]
    barred = set(draw(st.lists(st.sampled_from(pairs), max_size=6))) if pairs else set()
    return candidates, panels, barred


def enterprises(found: Proposal, candidates: list[Candidate]) -> list[list[str]]:
    named = {one.key: one.enterprise for one in candidates}
    return [[named[key] for key in panel if named[key]] for panel in found.seats.values()]


@given(halls(), st.text(max_size=4))
@settings(deadline=None)
def test_proposal_breaks_no_bar_and_counts_what_is_short(
    hall: tuple[list[Candidate], dict[str, int], set[tuple[str, str]]], seed: str
) -> None:
    candidates, panels, barred = hall

    found = propose(candidates, panels, seed=seed, barred=barred)

    seated = [(key, panel) for panel, keys in found.seats.items() for key in keys]
    assert not set(seated) & barred
    assert len(seated) == len(set(seated))
    assert all(len(one) == len(set(one)) for one in enterprises(found, candidates))
    assert {key: panels[key] - len(keys) for key, keys in found.seats.items() if len(keys) < panels[key]} == found.short


@given(halls(), st.text(max_size=4))
@settings(deadline=None)
def test_proposal_is_the_same_for_the_same_seed_in_any_order(
    hall: tuple[list[Candidate], dict[str, int], set[tuple[str, str]]], seed: str
) -> None:
    candidates, panels, barred = hall

    again = propose(list(reversed(candidates)), panels, seed=seed, barred=barred)

    assert again.short == propose(candidates, panels, seed=seed, barred=barred).short
    assert again.seats == propose(candidates, panels, seed=seed, barred=barred).seats


@given(
    st.integers(1, 8), st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 8), max_size=6), st.text(max_size=4)
)
@settings(deadline=None)
def test_loads_differ_by_at_most_one_where_nothing_bars(count: int, panels: dict[str, int], seed: str) -> None:
    candidates = [Candidate(key) for key in "abcdefgh"[:count]]
    panels = {key: min(seats, count) for key, seats in panels.items()}

    loads = propose(candidates, panels, seed=seed).loads()

    found = [loads.get(one.key, 0) for one in candidates]
    assert sum(found) == sum(panels.values())
    assert max(found) - min(found) <= 1


def test_seats_elsewhere_count() -> None:
    busy = [Candidate("a", load=2), Candidate("b"), Candidate("c")]

    found = propose(busy, {"A": 1, "B": 1, "C": 1, "D": 1}, seed="1")

    assert found.loads() == {"b": 2, "c": 2}


def test_last_editions_seats_are_kept_unless_barred() -> None:
    wished = {("a", "A"), ("a", "B"), ("b", "A"), ("c", "B")}

    found = propose(FOUR, {"A": 2, "B": 2}, seed="9", wished=wished, barred={("c", "B")})

    assert {key: sorted(keys) for key, keys in found.seats.items()} == {"A": ["a", "b"], "B": ["a", "d"]}


def test_better_qualified_sit_first_among_equally_loaded() -> None:
    candidates = [Candidate("a", rank=3), Candidate("b", rank=0), Candidate("c", rank=1)]

    assert propose(candidates, {"A": 2}, seed="7").seats == {"A": ("b", "c")}


def test_short_panels_say_how_many_judges_they_lack() -> None:
    same = [Candidate("a", "甲厂"), Candidate("b", "甲厂"), Candidate("c")]

    found = propose(same, {"A": 3, "B": 2}, seed="1", barred={("c", "B")})

    assert found.short == {"A": 1, "B": 1}


def test_chief_is_the_best_qualified_of_the_least_loaded() -> None:
    candidates = [Candidate("a", rank=0, load=1), Candidate("b", rank=2), Candidate("c", rank=1)]

    assert first(candidates, seed="1", place="chief") == candidates[2]
    assert first([], seed="1", place="chief") is None


def test_chief_of_equals_is_drawn_by_the_seed_and_the_place() -> None:
    asked = [(seed, place) for seed in "123456" for place in ("chief", "floor")]

    lots = {of: min("abcd", key=lambda key: drawn(of[0], key, of[1])) for of in asked}

    assert {(seed, place): one.key for seed, place in asked if (one := first(FOUR, seed=seed, place=place))} == lots
    assert set(lots.values()) == set("abcd")


def test_a_lot_can_be_drawn_again_by_whoever_knows_the_seed() -> None:
    said = b"9\x1fa\x1fA"

    assert drawn("9", "a", "A") == int(hashlib.sha256(said).hexdigest()[:16], 16)


def test_equals_are_dealt_by_the_lowest_lots_of_the_seed() -> None:
    seeds = [str(seed) for seed in range(12)]

    found = {seed: propose(FOUR, {"A": 1, "B": 1}, seed=seed).seats for seed in seeds}

    def lots(seed: str, seated: tuple[str, ...]) -> int:
        return sum(drawn(seed, key, panel) % CHANCE for key, panel in zip(seated, "AB", strict=True))

    lowest = {seed: min(permutations("abcd", 2), key=lambda two, seed=seed: lots(seed, two)) for seed in seeds}  # type: ignore[misc]
    assert found == {seed: {"A": (one,), "B": (other,)} for seed, (one, other) in lowest.items()}
    assert {key for two in lowest.values() for key in two} == set("abcd")


def test_equals_sit_in_the_order_of_lots_drawn_for_the_seats() -> None:
    asked = [(seed, panel) for seed in "123456" for panel in "AB"]

    found = {(seed, panel): propose(FOUR, {panel: 4}, seed=seed).seats[panel] for seed, panel in asked}

    assert found == {
        (seed, panel): tuple(sorted("abcd", key=lambda key, of=(seed, panel): drawn(of[0], key, of[1], "seat")))  # type: ignore[misc]
        for seed, panel in asked
    }


def test_an_enterprise_costs_nobody_his_seat() -> None:
    """The lot of b is lower by one, the least there can be."""
    two = [Candidate("a"), Candidate("b", "甲厂")]

    assert [drawn("929", key, "A") % CHANCE - drawn("929", "b", "A") % CHANCE for key in "ab"] == [1, 0]
    assert propose(two, {"A": 1}, seed="929").seats == {"A": ("b",)}


def test_who_is_barred_from_one_panel_sits_in_the_next() -> None:
    found = propose([Candidate("a")], {"A": 1, "B": 1, "C": 1}, seed="1", barred={("a", "B")})

    assert found == Proposal({"A": ("a",), "B": (), "C": ("a",)}, {"B": 1})


def test_a_wish_outweighs_thousands_of_seats_elsewhere() -> None:
    busy = [Candidate("a", load=4000), Candidate("b")]

    assert propose(busy, {"A": 1}, seed="1", wished={("a", "A")}).seats == {"A": ("a",)}
