"""Engine against shadow on every plan of the library."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.shadow.both import differences
from tests.shadow.generating import Document
from tests.shadow.generating_marks import Trial, trials_of

TEMPLATES = Path(__file__).parents[2] / "competition" / "schemes" / "templates"


def _plan(name: str) -> Document:
    plan: Document = json.loads((TEMPLATES / name).read_text(encoding="utf-8"))["plan"]
    return plan


@pytest.mark.parametrize("name", sorted(file.name for file in TEMPLATES.glob("*.json")))
def test_template_comes_out_the_same(name: str) -> None:
    unchecked = list(HealthCheck)

    @seed(1)
    @settings(max_examples=3, database=None, deadline=None, suppress_health_check=unchecked, phases=[Phase.generate])
    @given(trials_of(_plan(name)))
    def same(trial: Trial) -> None:
        assert differences(trial) == []

    same()
