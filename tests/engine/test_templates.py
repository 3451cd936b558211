"""The ten ready-made plans: they can be read, add up, and say everything in both languages."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import competition
from competition.engine.plans import parse_plan

FOLDER = Path(competition.__file__).parent / "schemes" / "templates"
CODES = {
    "cnc_miller": "CM",
    "cnc_turner": "CT",
    "electrician": "EL",
    "excavator": "EX",
    "fitter": "FT",
    "forklift": "FL",
    "lathe": "LA",
    "nurse": "NU",
    "tour_guide": "TG",
    "welder": "WE",
}
KINDS = {"measurement", "yesno", "judgement", "points", "deduction", "counted", "timed"}


def template(key):
    return json.loads((FOLDER / f"{key}.json").read_text(encoding="utf-8"))


def texts(document: object) -> Iterator[dict[str, str]]:
    if isinstance(document, dict):
        if "zh" in document:
            yield document
        else:
            for value in document.values():
                yield from texts(value)
    elif isinstance(document, list):
        for value in document:
            yield from texts(value)


def test_templates_are_the_ten_trades_with_a_code_each():
    assert {file.stem: template(file.stem)["code"] for file in FOLDER.glob("*.json")} == CODES


@pytest.mark.parametrize("key", CODES)
def test_template_has_a_theory_paper_and_practical_modules_that_sum_to_100(key):
    document = template(key)
    plan = parse_plan(document["plan"])
    assert (set(document), document["key"]) == ({"key", "code", "name", "plan"}, key)
    assert Decimal("0.2") <= plan.component("theory").weight <= Decimal("0.3")
    assert [(module.key, len(module.aspects)) for module in plan.modules_of("theory")] == [("T", 1)]
    practical = plan.modules_of("practical")
    assert 2 <= len(practical) <= 4
    assert sum(module.max for module in practical) == 100
    assert 14 <= sum(len(module.aspects) for module in plan.modules) <= 26


@pytest.mark.parametrize("key", CODES)
def test_template_says_everything_in_both_languages(key):
    found = list(texts(template(key)))
    assert [text for text in found if not text["zh"].strip() or not text["en"].strip()] == []
    assert [text for text in found if not any("\u4e00" <= sign <= "\u9fff" for sign in text["zh"])] == []
    assert [text for text in found if any("\u4e00" <= sign <= "\u9fff" for sign in text["en"])] == []


@pytest.mark.parametrize("key", CODES)
def test_template_describes_four_different_levels_of_every_judgement(key):
    plan = template(key)["plan"]
    judged = [
        aspect["descriptors"]
        for module in plan["modules"]
        for criterion in module["criteria"]
        for aspect in criterion["aspects"]
        if aspect["kind"] == "judgement"
    ]
    assert judged != []
    assert [len({level["zh"] for level in levels}) for levels in judged] == [4] * len(judged)


def test_templates_use_every_kind_of_aspect_method_and_level():
    plans = [parse_plan(template(key)["plan"]) for key in CODES]
    modules = [module for plan in plans for module in plan.modules]
    assert {aspect.kind for module in modules for aspect in module.aspects} == KINDS
    assert {module.panel.method for module in modules} == {"mean", "trimmed_mean", "median"}
    assert {module.panel.level for module in modules} == {"aspect", "sheet"}
