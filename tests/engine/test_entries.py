"""The worked examples of the field that concern one entry: WS-3, CN-1, CN-3 and the formats TF-1 to TF-17."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from competition.engine.expressions import UNMARKED
from competition.engine.plans import parse_plan
from competition.engine.totals import score_entry

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "entries.json").read_text(encoding="utf-8"))
PLANS = {name: parse_plan(document) for name, document in GOLDEN["plans"].items()}


class Field:
    """The figures of the field that a case gives."""

    def __init__(self, figures):
        self._figures = figures

    def figure(self, function, key):
        text = self._figures.get(f"{function}:{key}")
        return UNMARKED if text is None else Fraction(text)


def told(score, case):
    """What a case tells of a score, in the shape of the case."""
    points = {key: score.aspect(key).points for key in case["points"]}
    shown = {key: None if earned is None else str(earned) for key, earned in points.items()}
    found = {"total": str(score.total), "points": shown}
    if "figures" in case:
        figures = {key: score.aspect(key).figure for key in case["figures"]}
        found["figures"] = {key: None if figure is None else str(figure) for key, figure in figures.items()}
    more = {
        "none": sorted(score.none),
        "dnf": score.dnf,
        "complete": score.complete,
        "deductions": str(score.deductions),
        "failed": score.modules[0].failed,
    }
    return found | {name: value for name, value in more.items() if name in case}


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: f"{case['rule']} {case['name']}")
def test_score_entry_comes_to_every_worked_example(case):
    marks = {(module, seat, slot): value for module, seat, slot, value in case["marks"]}
    population = Field(case["population"]) if "population" in case else None
    score = score_entry(PLANS[case["plan"]], marks, case["seats"], population)
    asked = {
        name: value
        for name, value in case.items()
        if name not in ("name", "rule", "plan", "seats", "marks", "population")
    }
    assert told(score, case) == asked
