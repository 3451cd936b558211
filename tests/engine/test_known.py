"""What expressions come to beside an entry's figures, against the same golden cases as the tablet."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from competition.engine.expressions import NONE, UNMARKED, evaluate, parse

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
