"""Panels are dealt evenly, by seed, and never against a bar."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from competition.engine.panels import Candidate, Proposal, drawn, first, propose

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
