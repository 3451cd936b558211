"""What judges type, read against the same golden cases as the tablet reads."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.plans import parse_plan
from competition.engine.refusal import Impossible
from competition.engine.values import NOT_TAKEN, Value, kept_number, plausible, points, read_value
from tests.engine.plan_documents import aspect, judgement, module, plan

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "values.json").read_text(encoding="utf-8"))


def read_alone(document):
    """The aspect beside another that must be marked, so that a deduction can stand in a plan."""
    beside = aspect("yesno", "F", "1", "one")
    return parse_plan(plan(module("A", document, beside), most=str(Decimal(document["max"]) + 1))).aspect(
        document["key"]
    )


ASPECTS = {name: read_alone(document) for name, document in GOLDEN["aspects"].items()}


def answer(asked, raw):
    """What the engine makes of a typed text, in the shape of a golden case."""
    try:
        value = read_value(asked, raw)
    except Impossible as refused:
        return {"code": refused.code}
    return {"value": value.text} if plausible(asked, value) else {"value": value.text, "plausible": False}


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: f"{case['aspect']} {case['raw']!a}")
def test_read_value_answers_every_golden_case(case):
    found = answer(ASPECTS[case["aspect"]], case["raw"])
    assert {"aspect": case["aspect"], "raw": case["raw"], **found} == case


@pytest.mark.parametrize("case", [case for case in GOLDEN["cases"] if "value" in case], ids=lambda case: case["raw"])
def test_read_value_leaves_a_canonical_text_as_it_is(case):
    asked = ASPECTS[case["aspect"]]
    kept = read_value(asked, case["value"])
    number = Decimal(0) if case["value"] == NOT_TAKEN else kept_number(asked, case["value"])
    assert kept == Value(case["value"], number)


@given(
    st.text(max_size=60) | st.from_regex(r"[ ]?[+-]?[0-9]{1,9}[.,][0-9]{0,5}", fullmatch=True),
    st.sampled_from(sorted(ASPECTS)),
)
def test_read_value_refuses_by_a_known_code_or_gives_a_text_that_reads_the_same(raw, name):
    found = answer(ASPECTS[name], raw)
    known = {"not_a_number", "out_of_range", "between_steps", "too_long", "too_many_decimals"}
    assert found["code"] in known if "code" in found else answer(ASPECTS[name], found["value"]) == found


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


def test_read_value_refuses_a_flood_of_spaces_unread():
    with pytest.raises(Impossible) as refused:
        read_value(ASPECTS["measurement"], " " * 97)
    assert refused.value == Impossible("too_long", "C1.3", longest="24")


def test_read_value_refuses_an_aspect_that_nobody_marks():
    title = {"zh": "题", "en": ""}
    computed = {"key": "C", "kind": "computed", "title": title, "max": "5", "expression": "1"}
    with pytest.raises(Impossible) as refused:
        read_value(read_alone(computed), "1")
    assert refused.value == Impossible("unknown_aspect", "C")


def typed(text, document):
    try:
        return read_value(read_alone(document), text)
    except Impossible as refused:
        return refused


def measured(decimals):
    bands = [{"from": None, "to": None, "points": "10"}]
    return aspect("measurement", unit="mm", decimals=decimals, plausible=None, bands=bands)


def test_a_comma_that_could_group_thousands_is_a_point_only_where_decimals_are_usual():
    stepped = {step: aspect("points", most="9", step=step) for step in ("1", "0.1")}
    unreadable = Impossible("not_a_number", "A1.1")
    assert [
        typed("1,200", measured(0)), typed("1,200", measured(1)), typed("1,200", measured(2)),
        typed("1,200", stepped["1"]), typed("1,200", stepped["0.1"]),
        typed("1,200", aspect("points", most="9.5", step="1", min="0.5")),
    ] == [
        unreadable, Value("1.2", Decimal("1.2")), Value("1.20", Decimal("1.20")),
        unreadable, Value("1.2", Decimal("1.2")),
        Impossible("between_steps", "A1.1", step="1"),
    ]  # fmt: skip


def test_what_cannot_be_taken_earns_nothing_in_any_band():
    asked = read_alone(measured(0))
    assert [points(asked, read_value(asked, text)) for text in (NOT_TAKEN, "0")] == [Decimal(0), Decimal(10)]
