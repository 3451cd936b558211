"""Engine against shadow: whole contests of generated plans and marks, every cell of both results."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from competition.engine.plans import parse_plan
from tests.shadow.both import differences
from tests.shadow.generating_marks import Trial, close_trials, trials

NORMAL, LONG = 25, 500


def _of_seed(number: int, examples: int, contests: SearchStrategy[Trial], check: Callable[[Trial], None]) -> None:
    """Checks so many contests, the same ones for the same seed; making the one that fails smaller would take minutes."""
    unchecked = list(HealthCheck)
    fixed = settings(
        max_examples=examples, database=None, deadline=None, suppress_health_check=unchecked, phases=[Phase.generate]
    )
    seed(number)(fixed(given(contests)(check)))()


def _same(trial: Trial) -> None:
    assert differences(trial) == []


def _accepted(trial: Trial) -> None:
    parse_plan(trial.plan)


def test_generated_plans_are_plans() -> None:
    _of_seed(0, 100, trials() | close_trials(), _accepted)


@pytest.mark.parametrize("number", range(1, 11))
def test_generated_contests_come_out_the_same(number: int) -> None:
    _of_seed(number, NORMAL, trials(), _same)


@pytest.mark.parametrize("number", range(11, 21))
def test_close_contests_come_out_the_same(number: int) -> None:
    _of_seed(number, NORMAL, close_trials(), _same)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(101, 121))
def test_many_generated_contests_come_out_the_same(number: int) -> None:
    _of_seed(number, LONG, trials() if number % 2 else close_trials(), _same)
