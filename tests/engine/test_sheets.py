"""One judge's sheet, against the same golden cases as the tablet's preview."""

import json
from pathlib import Path

import pytest

from competition.engine.plans import parse_plan
from competition.engine.refusal import Impossible
from competition.engine.sheets import Need, aspect_at, needs, sheet_preview, sheet_total, spread_needs
from tests.engine.plan_documents import judgement, module, panel, plan, points

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "sheet_preview.json").read_text(encoding="utf-8"))
PLANS = {name: parse_plan(document) for name, document in GOLDEN["plans"].items()}


def listed(found):
    return [{"aspect": need.aspect, "code": need.code} for need in found]


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["name"])
def test_sheet_preview_shows_every_golden_case(case):
    asked = (PLANS[case["plan"]], case["module"], case["seat"], case["values"])
    preview = sheet_preview(*asked)
    shown = {key: None if figure is None else str(figure) for key, figure in preview.points.items()}

    assert (shown, str(preview.total), listed(preview.needs)) == (case["points"], case["total"], case["needs"])
    assert (sheet_total(*asked), needs(*asked)) == (preview.total, list(preview.needs))


@pytest.mark.parametrize("case", GOLDEN["spreads"], ids=lambda case: case["name"])
def test_spread_needs_finds_every_golden_case(case):
    sheets = {int(seat): values for seat, values in case["sheets"].items()}
    assert listed(spread_needs(PLANS[case["plan"]], case["module"], sheets)) == case["needs"]


def test_spread_needs_asks_nothing_without_a_spread():
    free = parse_plan(plan(module("A", judgement(most="100"), judged=panel())))
    assert spread_needs(free, "A", {1: {"A1.1": "0"}, 2: {"A1.1": "3"}}) == []


def test_needs_calls_an_unreadable_value_out_of_range():
    read = parse_plan(plan(module("A", judgement(most="100"))))
    assert needs(read, "A", 1, {"A1.1": "7"}) == [Need("A1.1", "out_of_range")]


def test_sheet_preview_refuses_a_module_the_plan_does_not_have():
    with pytest.raises(Impossible) as refused:
        sheet_preview(PLANS["half_up"], "Z", 1, {})
    assert refused.value == Impossible("unknown_module", "Z")


TRIED = {"attempts": {"count": 3, "rule": "best", "on": "points", "minimum": 2}}


def tried(**more):
    judged = panel(spread="1", **more)
    return parse_plan(plan(module("A", judgement(most="60") | TRIED, points("A1.2", "40", "1", "one"), judged=judged)))


def test_aspect_at_finds_the_aspect_of_a_slot():
    rules = tried()
    found = [aspect_at(rules, "A", seat, slot) for seat, slot in ((2, "A1.1#1"), (2, "A1.1#3"), (1, "A1.2"))]
    assert [aspect and aspect.key for aspect in found] == ["A1.1", "A1.1", "A1.2"]
    for seat, slot in ((2, "A1.1"), (2, "A1.1#4"), (2, "A1.1#0"), (2, "A1.2"), (1, "A1.2#1"), (1, "")):
        assert aspect_at(rules, "A", seat, slot) is None


def test_needs_asks_for_the_fewest_attempts_and_looks_at_each():
    rules = tried()
    asked = [{"A1.1#1": "1"}, {"A1.1#1": "1", "A1.1#3": "none"}, {"A1.1#1": "9"}, {"A1.1": "1"}]
    assert [listed(needs(rules, "A", 2, values)) for values in asked] == [
        [{"aspect": "A1.1", "code": "missing"}],
        [],
        [{"aspect": "A1.1", "code": "missing"}, {"aspect": "A1.1", "code": "out_of_range"}],
        [{"aspect": "A1.1", "code": "missing"}],
    ]


def test_spread_needs_compares_attempt_by_attempt_those_who_count():
    apart = {1: {"A1.1#1": "0", "A1.1#2": "3"}, 2: {"A1.1#1": "1", "A1.1#2": "1"}, 3: {"A1.1#1": "none", "A1.1#2": "2"}}
    assert spread_needs(tried(), "A", apart) == [Need("A1.1", "spread")]
    assert spread_needs(tried(exclude_lead=True), "A", apart) == []
    assert spread_needs(tried(), "A", {2: {"A1.1#1": "0"}, 3: {"A1.1#2": "3"}}) == []


def test_spread_needs_leaves_out_the_lead_alone():
    rules, slot = tried(exclude_lead=True), "A1.1#1"
    panels = [("0", "3", "3"), ("3", "0", "3"), ("3", "3", "0")]
    found = [spread_needs(rules, "A", {n: {slot: given} for n, given in enumerate(sheets, 1)}) for sheets in panels]
    assert found == [[], [Need("A1.1", "spread")], [Need("A1.1", "spread")]]
