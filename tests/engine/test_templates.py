"""The ready-made plans: they can be read, add up, say everything in both languages, and are whole technical documents."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import competition
from competition.engine.plans import parse_plan

FOLDER = Path(competition.__file__).parent / "schemes" / "templates"
CODES = {
    "clinical_skills": "CS", "cnc_miller": "CM", "cnc_turner": "CT", "electrician": "EL", "emergency_rescue": "ER",
    "excavator": "EX", "fitter": "FT", "forklift": "FL", "industrial_robot": "IR", "lathe": "LA",
    "nurse": "NU",
    "pastry": "PA", "pv_installer": "PV", "tea_art": "TA", "teaching": "TE", "tour_guide": "TG", "typing": "TY",
    "voucher_entry": "VE", "welder": "WE",
}  # fmt: skip
FORMATS = {
    "excavator_mean_time": "EM",
    "expert_and_vote": "EV", "nine_judges_factors": "NJ", "performance_difficulty": "PD", "speed_attempts": "SA",
    "theory_practical": "TP", "typing_best": "TB",
    "worldskills_style": "WS",
}  # fmt: skip
ALL = CODES | FORMATS
KINDS = {"measurement", "yesno", "judgement", "points", "deduction", "counted", "timed"}
GROUPS = {
    "machining",
    "electrical",
    "construction",
    "vehicles",
    "service",
    "health",
    "food",
    "digital",
    "craft",
    "other",
}
WITHOUT_THEORY = {"teaching"}
CLOSE_ENOUGH = Decimal(5)


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


def chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def aspects(key):
    plan = template(key)["plan"]
    return [one for module in plan["modules"] for criterion in module["criteria"] for one in criterion["aspects"]]


def test_templates_are_the_trades_and_formats_with_a_code_each():
    assert {file.stem: template(file.stem)["code"] for file in FOLDER.glob("*.json")} == ALL


@pytest.mark.parametrize("key", CODES)
def test_template_has_components_of_100_and_theory_as_the_field_weighs_it(key):
    document = template(key)
    plan = parse_plan(document["plan"])
    assert (set(document) - {"team"}, document["key"]) == ({"key", "code", "name", "group", "plan"}, key)
    assert document["group"] in GROUPS
    sums = {one.key: sum(module.max for module in plan.modules_of(one.key)) for one in plan.components}
    assert sums == {one.key: Decimal(100) for one in plan.components}
    assert 3 <= len(plan.modules) <= 6
    assert 13 <= sum(len(module.aspects) for module in plan.modules) <= 40
    if key not in WITHOUT_THEORY:
        assert Decimal("0.1") <= plan.component("theory").weight <= Decimal("0.3")
        assert [(module.key, len(module.aspects)) for module in plan.modules_of("theory")] == [("T", 1)]


@pytest.mark.parametrize("key", ALL)
def test_template_says_everything_in_both_languages(key):
    found = list(texts(template(key)))
    assert [text for text in found if not text["zh"].strip() or not text["en"].strip()] == []
    assert [text for text in found if chinese(text["en"])] == []


@pytest.mark.parametrize("key", ALL)
def test_template_describes_four_different_levels_of_every_judgement(key):
    judged = [one["descriptors"] for one in aspects(key) if one["kind"] == "judgement"]
    assert judged != [] or key in FORMATS
    assert [len({level["zh"] for level in levels}) for levels in judged] == [4] * len(judged)


@pytest.mark.parametrize("key", CODES)
def test_template_says_how_every_measurement_is_taken(key):
    measured = [one for one in aspects(key) if one["kind"] == "measurement"]
    assert [one["key"] for one in measured if not one.get("method") or not one["bands"]] == []


@pytest.mark.parametrize("key", CODES)
def test_template_has_deductions_of_which_a_critical_one_voids_the_module(key):
    deductions = [one for one in aspects(key) if one["kind"] == "deduction"]
    assert any(one["critical"] for one in deductions) or key == "voucher_entry"
    assert len(deductions) >= 2


@pytest.mark.parametrize("key", ALL)
def test_template_is_a_whole_technical_document(key):
    document = template(key)["plan"]["document"]
    parts = ("purpose", "equipment", "materials", "contestant_brings", "safety", "schedule", "sections", "sources")
    assert [part for part in parts if not document.get(part)] == []
    assert len(document["equipment"]) >= 3
    assert len(document["safety"]) >= 2


@pytest.mark.parametrize("key", ALL)
def test_template_weighs_its_sections_as_it_says(key):
    plan = parse_plan(template(key)["plan"])
    share = {section.key: Decimal(0) for section in plan.document.sections}
    for module in plan.modules:
        component = plan.component(module.component)
        for one in module.aspects:
            assert one.section is not None
            share[one.section] += one.worth * component.weight / component.max * 100
    far = {
        section.key: (share[section.key], section.weight)
        for section in plan.document.sections
        if abs(share[section.key] - section.weight) > CLOSE_ENOUGH
    }
    assert far == {}


@pytest.mark.parametrize("key", FORMATS)
def test_format_has_a_key_of_its_own_and_a_place_in_the_library(key):
    document = template(key)
    assert (set(document), document["key"]) == ({"key", "code", "name", "group", "plan"}, key)
    assert document["group"] in GROUPS


def test_formats_are_what_they_are_called():
    plans = {key: parse_plan(template(key)["plan"]) for key in FORMATS}
    world, thirty, speed = plans["worldskills_style"], plans["theory_practical"], plans["speed_attempts"]
    difficulty, nine, vote = plans["performance_difficulty"], plans["nine_judges_factors"], plans["expert_and_vote"]
    assert world.scale_score is not None
    assert (world.scale_score.method, world.scale_score.centre) == ("median_mad", Decimal(700))
    assert world.awards.medals is not None
    assert [(one.key, str(one.weight)) for one in thirty.components] == [("theory", "0.3"), ("practical", "0.7")]
    assert (thirty.module("A").panel.method, thirty.module("A").panel.trim_from) == ("trimmed_mean", 5)
    attempts = speed.aspect("A1.1").attempts
    assert attempts is not None
    assert (attempts.count, attempts.drop_best, attempts.drop_worst, speed.order.better) == (5, 1, 1, "low")
    assert difficulty.expressions["A1.3"].text == "[A1.1] * [A1.2] * 0.6"
    assert {module.panel.figure for module in difficulty.modules} == {"sum"}
    assert nine.rounding.product is not None
    assert {one.factor is not None for module in nine.modules for one in module.shared} == {True}
    assert [(one.key, str(one.weight)) for one in vote.components] == [("expert", "0.8"), ("vote", "0.2")]
    assert vote.population_needs == {("best", "V1.1")}


def test_templates_use_every_kind_of_aspect_method_and_level():
    plans = [parse_plan(template(key)["plan"]) for key in CODES]
    modules = [module for plan in plans for module in plan.modules]
    assert {aspect.kind for module in modules for aspect in module.aspects} == KINDS
    assert {module.panel.method for module in modules} == {"mean", "trimmed_mean", "median"}
    assert {module.panel.level for module in modules} == {"aspect", "sheet"}


def test_the_rescue_is_a_contest_of_teams():
    assert {key: template(key).get("team") for key in CODES if "team" in template(key)} == {
        "emergency_rescue": {"size": 4, "reserves": 1}
    }
