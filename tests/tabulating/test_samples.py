"""Sample contests of the field, worked out by hand beforehand: each file in, each figure out (rules CN-1, WS-3, TF-1 …)."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from competition.engine.explanation import explain
from competition.engine.scores import ComponentScore, ModuleScore
from competition.tabulating.command import read_result
from competition.tabulating.results import Result, plain_result
from competition.tabulating.words import LANGUAGES, Words

FOLDER = Path(__file__).parent / "samples"
OWN_POINTS = ("module_points", "component_points", "total_points")
SAMPLES = sorted(path.name.removesuffix(".plan.json") for path in FOLDER.glob("*.plan.json"))


def sample(name: str) -> Result:
    entries = FOLDER / f"{name}.entries.csv"
    return read_result(
        FOLDER / f"{name}.plan.json", FOLDER / f"{name}.marks.csv", entries if entries.exists() else None
    )


def cells(row: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Of a row only what was worked out by hand."""
    return {
        name: {key: row[name][key] for key in value} if isinstance(value, dict) else row[name]
        for name, value in wanted.items()
    }


def own(score: ModuleScore | ComponentScore) -> str:
    return format(score.points, "f")


def test_samples_are_those_of_the_field():
    assert SAMPLES == [
        "excavator", "expert_and_vote", "nine_judges_factors", "nurse", "performance_difficulty", "speed_attempts", "tea_art",
        "theory_practical", "tour_guide", "typing", "worldskills_style",
    ]  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_comes_to_what_was_worked_out_by_hand(name):
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text("utf-8"))
    plain = plain_result(sample(name))
    rows = {row["entry"]: row for row in plain["entries"]}
    assert {entry: cells(rows[entry], wanted) for entry, wanted in expected.items()} == expected
    assert (set(rows), plain["provisional"]) == (set(expected), False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_entry_of_a_sample_is_explained_in_words_down_to_its_figures(name, language):
    result = sample(name)
    words = Words(language, result.judges)
    for row in result.tabulation.rows:
        steps = explain(result.plan, result.entrants, result.tabulation, result.awarded, row.entry)
        lines = [line for _depth, line in words.lines(result.plan, steps)]
        assert len(lines) == len(steps)
        assert [line for line in lines if "{" in line or "}" in line or not line.strip()] == []
        points = [step.fact("points") for step in steps if step.code in OWN_POINTS]
        score = row.score
        assert points[-1] == format(score.total, "f")
        if row.total is not None:
            assert points == [*map(own, score.modules), *map(own, score.components), points[-1]]


@pytest.mark.parametrize("name", SAMPLES)
def test_last_figure_before_points_is_the_points(name):
    """What the lines work out is what the engine counted: the line before every points line ends in the same figure."""
    result = sample(name)
    for row in result.tabulation.rows:
        steps = explain(result.plan, result.entrants, result.tabulation, result.awarded, row.entry)
        for before, after in pairwise(steps):
            if after.code in ("aspect_points", "attempt_points", "module_points") and before.code == "rounded":
                assert float(before.fact("result")) == float(after.fact("points")), (row.entry, after)
