"""What judges type, read against the same golden cases as the tablet reads."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.plans import parse_plan
from competition.engine.refusal import Impossible
from competition.engine.values import Value, kept_number, plausible, points, read_value
from tests.engine.plan_documents import aspect, judgement, module, plan

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "values.json").read_text(encoding="utf-8"))


def read_alone(document):
    return parse_plan(plan(module("A", document), most=document["max"])).module("A").aspects[0]


def ranked_by_kind():
    filler = aspect("yesno", "F", "1", "one")
    return {
        name: parse_plan(plan(module("A", document, filler), most=str(Decimal(document["max"]) + 1))).aspect(
            document["key"]
        )
        for name, document in GOLDEN["aspects"].items()
    }


ASPECTS = ranked_by_kind()


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: f"{case['aspect']} {case['raw']!a}")
def test_read_value_answers_every_golden_case(case):
    asked = ASPECTS[case["aspect"]]
    try:
        value = read_value(asked, case["raw"])
    except Impossible as refused:
        assert {"code": refused.code, "path": refused.path} == {"code": case.get("code"), "path": asked.key}
        return
    assert (value.text, plausible(asked, value)) == (case.get("value"), case.get("plausible", True))


@pytest.mark.parametrize("case", [case for case in GOLDEN["cases"] if "value" in case], ids=lambda case: case["raw"])
def test_read_value_leaves_a_canonical_text_as_it_is(case):
    asked = ASPECTS[case["aspect"]]
    kept = read_value(asked, case["value"])
    assert kept == Value(case["value"], kept_number(asked, case["value"]))


@given(st.text(max_size=60), st.sampled_from(sorted(ASPECTS)))
def test_read_value_never_fails_in_another_way(raw, name):
    try:
        value = read_value(ASPECTS[name], raw)
    except Impossible as refused:
        assert refused.code in {"not_a_number", "out_of_range", "between_steps", "too_long", "too_many_decimals"}
    else:
        assert read_value(ASPECTS[name], value.text) == value


def test_read_value_names_the_figures_of_a_refusal():
    with pytest.raises(Impossible) as refused:
        read_value(read_alone(judgement()), "4")
    assert refused.value == Impossible("out_of_range", "A1.1", least="0", most="3")


def test_kept_number_refuses_what_never_was_a_value():
    for text in ("NaN", "abc", "", "Infinity"):
        with pytest.raises(Impossible) as refused:
            kept_number(ASPECTS["measurement"], text)
        assert refused.value == Impossible("not_a_number", "C1.3")
    with pytest.raises(Impossible):
        kept_number(ASPECTS["yesno"], "maybe")


def test_points_of_a_judgement_are_its_share_of_the_maximum():
    asked = read_alone(judgement(most="1.50"))
    assert [points(asked, read_value(asked, score)) for score in "0123"] == [
        Decimal(0),
        Decimal("0.5"),
        Decimal(1),
        Decimal("1.5"),
    ]


def test_points_of_a_deduction_are_negative_up_to_the_cap():
    asked = ASPECTS["deduction"]
    assert [points(asked, read_value(asked, count)) for count in ("0", "1", "9")] == [
        Decimal(0),
        Decimal("-0.50"),
        Decimal("-2.00"),
    ]
