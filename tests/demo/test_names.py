"""The cast of a demo: the same people for the same seed, and nobody twice."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from competition.demo.names import Cast, cast
from competition.web import id_numbers

PANELS = {"fitter": 2, "nurse": 2, "tour_guide": 5, "welder": 3}


def everybody(one: Cast) -> list[str]:
    people = [person.name for trade in one.trades for person in (*trade.contestants, trade.chief, *trade.judges)]
    people += [worker.name for worker in one.others] + [judge.name for judge in (*one.officers, *one.spare)]
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


def test_cast_has_id_numbers_of_nobody_that_hold():
    one = cast(8, PANELS)
    workers = [*(worker for trade in one.trades for worker in trade.contestants), *one.others]
    read = [id_numbers.read(worker.number, dt.date(2026, 9, 28)) for worker in workers]
    assert {worker.number[:2] for worker in workers} == {"99"}
    assert [worker.sex for worker in workers] == [said.sex for said in read]
    assert len({worker.number for worker in workers}) == len(workers)


def test_cast_forms_teams_of_one_union():
    teams = cast(8, PANELS).teams
    assert [(len(team), len({worker.unit for worker in team})) for team in teams] == [(5, 1)] * 3


def test_cast_seats_enough_judges_and_one_guest():
    trades = {trade.template: trade for trade in cast(8, PANELS).trades}
    assert {key: max(4, PANELS[key]) <= len(one.judges) <= 6 for key, one in trades.items()} == dict.fromkeys(
        PANELS, True
    )
    assert [key for key, one in trades.items() if one.guest is not None] == ["fitter"]
