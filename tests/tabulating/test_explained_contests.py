"""Whole contests made up at random: whatever the plan, an explanation works out the very figures that were counted."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from competition.engine import explanation_aspects, explanation_modules
from competition.engine.explanation import explain
from competition.engine.explanation_steps import Paper
from competition.tabulating.marks import HEADER, read_marks
from competition.tabulating.reading import ENTRIES_HEADER, read_entries, read_plan
from competition.tabulating.results import Result, result_of
from competition.tabulating.words import Words
from tests.shadow.both import written
from tests.shadow.generating_marks import Trial, trials


class Checked:
    """Every figure that an explanation works out, held against the one that was counted; the faults found."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.faults: list[str] = []
        points, rounded = explanation_aspects.explain_points, Paper.rounded

        def explain_points(paper, table, aspect, score, depth):
            worked = points(paper, table, aspect, score, depth)
            counted = score.points if score.exact is None else score.exact
            if worked is not None and worked != counted:
                self.faults.append(f"{aspect.key}: {worked} worked out, {counted} counted")
            return worked

        def check(paper, depth, exact, rule, result):
            if rule.exactly(Fraction(exact)) != result:
                self.faults.append(f"{exact} by {rule} is not {result}")
            rounded(paper, depth, exact, rule, result)

        for module in (explanation_aspects, explanation_modules):
            monkeypatch.setattr(module, "explain_points", explain_points)
        monkeypatch.setattr(Paper, "rounded", check)


def result(trial: Trial) -> Result:
    plan = read_plan(json.dumps(trial.plan).encode())
    marks = written(HEADER, trial.marks)
    return result_of(plan, read_marks(plan, marks, read_entries(written(ENTRIES_HEADER, trial.entries))), marks)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(trial=trials())
def test_explanation_works_out_what_was_counted(trial: Trial) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        checked = Checked(monkeypatch)
        found = result(trial)
        for row in found.tabulation.rows:
            steps = explain(found.plan, found.entrants, found.tabulation, found.awarded, row.entry)
            lines = list(Words("zh", found.judges).lines(found.plan, steps))
            assert (len(lines), [one for _depth, one in lines if "{" in one]) == (len(steps), [])
            last = [step for step in steps if step.code == "total_points"][-1]
            assert Decimal(last.fact("points")) == row.score.total
        assert checked.faults == []
