"""What expressions come to beside an entry's figures, against the same golden cases as the tablet."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from competition.engine.expressions import NONE, UNMARKED, evaluate, parse
from competition.engine.known import Known
from competition.engine.plans import parse_plan
from tests.engine.plan_documents import judgement, module, plan

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "expressions.json").read_text(encoding="utf-8"))


def figure(key):
    text = GOLDEN["figures"][key]
    return UNMARKED if text is None else NONE if text == "none" else Fraction(text)


def points(key):
    of = figure(key)
    return 2 * of if isinstance(of, Fraction) else Fraction(0) if of is NONE else of


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["text"])
def test_expressions_come_to_every_golden_figure(case):
    value = Fraction(case["value"]) if "value" in case else None
    found = evaluate(parse(case["text"]), figure, points, lambda _function, _key: UNMARKED, value)
    assert (str(found) if isinstance(found, Fraction) else found.value) == case["figure"]


def test_worth_of_a_step_is_its_exact_share_of_the_maximum():
    asked = parse_plan(plan(module("A", judgement(most="100")))).aspect("A1.1")
    worth = [Known({}, {}, None).worth(asked, Fraction(step)) for step in range(4)]
    assert worth == [0, Fraction(100, 3), Fraction(200, 3), 100]
