"""What simulated judges give: the same for the same seed, possible, close together, and spread over the contestants."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from competition.demo import hands
from competition.engine.plans import Plan
from competition.engine.sheets import needs, spread_needs
from competition.engine.totals import score_entry
from competition.schemes.library import Template, templates

CODES = [f"{number:02d}" for number in range(1, 31)]
JUDGES = 6

# the demo marks trades; formats that any trade may use are in groups of their own
TRADES = sorted(key for key, one in templates().items() if one.group not in ("craft", "other"))


def marked(seed: int, one: Template, number: str) -> tuple[dict[tuple[str, int, str], str], dict[str, tuple[int, ...]]]:
    """Every mark of a contestant by (module, seat, aspect), and the seats of each module."""
    seats = {module.key: tuple(range(1, hands.seats(module, JUDGES) + 1)) for module in one.plan.modules}
    marks = {}
    for module in one.plan.modules:
        for seat in seats[module.key]:
            for aspect in module.aspects_for(seat):
                text = hands.value(seed, one.code, f"{one.code}-{number}", module.key, seat, aspect)
                if text is not None:
                    marks[module.key, seat, aspect.key] = text
    return marks, seats


def lacking(plan: Plan, marks: dict[tuple[str, int, str], str], seats: dict[str, tuple[int, ...]]) -> list[object]:
    """What would keep a sheet of the contestant from being checked."""
    found: list[object] = []
    for module, places in seats.items():
        sheets = {seat: {key[2]: text for key, text in marks.items() if key[:2] == (module, seat)} for seat in places}
        found += [need for seat in places for need in needs(plan, module, seat, sheets[seat])]
        found += spread_needs(plan, module, sheets)
    return found


@pytest.mark.parametrize("key", TRADES)
def test_value_completes_every_sheet_and_keeps_panels_together(key: str):
    one = templates()[key]
    assert [need for number in CODES for need in lacking(one.plan, *marked(8, one, number))] == []


@pytest.mark.parametrize("key", TRADES)
def test_value_spreads_the_totals(key: str):
    one = templates()[key]
    totals = sorted(score_entry(one.plan, *marked(8, one, number)).total for number in CODES)
    assert Decimal(50) < totals[0] < Decimal(80)
    assert Decimal(85) < totals[-1] < Decimal(100)
    assert len(set(totals)) > 20


def test_value_is_a_function_of_the_seed():
    one = templates()["fitter"]
    assert marked(8, one, "07") == marked(8, one, "07")
    assert marked(8, one, "07") != marked(9, one, "07")


def test_turns_bring_everybody_once_before_each_panel_theory_first():
    plan = templates()["fitter"].plan
    theory, practical = hands.turns(8, "FT", plan, CODES)
    assert sorted((turn.module, turn.code) for turn in [*theory, *practical]) == sorted(
        product([module.key for module in plan.modules], CODES)
    )
    assert {turn.module for turn in theory} == {module.key for module in plan.modules_of("theory")}
    assert hands.turns(8, "FT", plan, CODES) == (theory, practical)


def test_in_turn_keeps_the_order_of_each_trade():
    queues = {"FT": [1, 2, 3], "EL": [10, 20], "WE": []}
    order = list(hands.in_turn(8, queues))
    assert order == list(hands.in_turn(8, queues))
    assert {trade: [step for one, step in order if one == trade] for trade in queues} == queues
