"""How a value earns its points, where it stands just at a bound or waits for another figure."""

from decimal import Decimal

import pytest

from competition.engine.explanation_steps import Paper, Step
from competition.engine.explanation_values import explain_value
from competition.engine.known import Known
from competition.engine.marked import work_of
from competition.engine.plans import parse_plan
from competition.engine.scores import AspectScore
from tests.engine import plan_documents as say
from tests.engine.test_explanation import one


def measured(formula):
    return say.aspect("measurement", "A1", "10", "one", unit="mm", decimals=0, formula=formula, floor="2")


@pytest.mark.parametrize("text", ["2", "10"])
def test_figure_of_a_formula_that_is_its_bound_is_held_back_by_none(text):
    facts = {"value": text, "unit": "mm", "formula": "value", "worked": text, "exact": text}
    assert one(measured("value"), text) == [("by_formula", facts), ("aspect_points", {"points": f"{text}.00"})]


def test_time_off_that_is_its_cap_is_told_as_it_is():
    over = {"from": "300", "unit": "10", "points": "2", "cap": "4"}
    bands = [{"to": "400", "points": "10"}]
    timed = say.aspect("timed", "A1", "10", "one", bands=bands, beyond="0", over=over, plausible=None)
    assert one(timed, "311") == [
        ("in_time", {"value": "311", "high": "400", "points": "10"}),
        ("over_time", {"excess": "11", "start": "300", "unit": "10", "units": "2", "each": "2", "off": "4"}),
        ("aspect_points", {"points": "6.00"}),
    ]


def test_formula_that_names_an_unmarked_figure_waits_for_it():
    plan = parse_plan(say.plan(say.module("A", measured("value + [A2]"), say.points("A2", "90"))))
    known = Known(work_of(plan).aspects, {"A2": AspectScore("A2", None, False, None)}, None)
    paper = Paper()
    explain_value(paper, 2, plan.aspect("A1"), Decimal(5), known, judge="3")
    facts = (("judge", "3"), ("value", "5"), ("unit", "mm"), ("formula", "value + [A2]"))
    assert paper.steps == (Step("formula_unmarked", 2, facts),)
