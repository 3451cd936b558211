"""The cast of a demo: the same people for the same seed, and nobody twice."""

from __future__ import annotations

from collections import Counter

import pytest

from competition.demo.names import Cast, cast

PANELS = {"fitter": 2, "nurse": 2, "tour_guide": 5, "welder": 3}


def everybody(one: Cast) -> list[str]:
    people = [person.name for trade in one.trades for person in (*trade.contestants, trade.chief, *trade.judges)]
    return [one.organiser, *people, *(trade.guest.name for trade in one.trades if trade.guest is not None)]


def test_cast_of_the_same_seed_is_the_same():
    assert cast(8, PANELS) == cast(8, PANELS)
    assert cast(8, PANELS) != cast(9, PANELS)


@pytest.mark.parametrize("seed", range(12))
def test_cast_names_nobody_twice(seed: int):
    assert {name: n for name, n in Counter(everybody(cast(seed, PANELS))).items() if n > 1} == {}


def test_cast_has_names_of_every_kind():
    names = [name for seed in range(4) for name in everybody(cast(seed, PANELS))]
    assert {len(name) for name in names if "·" not in name} == {2, 3, 4}
    assert any("·" in name for name in names)


def test_cast_units_have_four_levels_and_badges_of_their_own():
    units = cast(8, PANELS).units
    assert {unit.level for unit in units} == {"city", "county", "park", "enterprise"}
    assert {len(unit.badge) for unit in units} == {1}
    assert [badge for badge, n in Counter(unit.badge for unit in units).items() if n > 1] == []
    assert {unit.parent for unit in units} - {None} <= {unit.name for unit in units}


def test_cast_seats_enough_judges_and_one_guest():
    trades = {trade.template: trade for trade in cast(8, PANELS).trades}
    assert {key: max(4, PANELS[key]) <= len(one.judges) <= 6 for key, one in trades.items()} == dict.fromkeys(
        PANELS, True
    )
    assert [key for key, one in trades.items() if one.guest is not None] == ["fitter"]
