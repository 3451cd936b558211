"""What each kind of aspect takes to its bounds, what it refuses just beyond them, and what it leaves unsaid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from competition.engine.plans import Band, Counted, Deduction, Judgement, Measurement, Plausible, Text
from competition.engine.refusal import PlanRefused
from tests.engine.plan_documents import Document, aspect, deduction, judgement, points, text
from tests.engine.test_plans_aspects import PATH, first_of, measured, refused, with_points

T = Text("标题", "Title")
COMMON: dict[str, Any] = {"key": "A1", "title": T, "note": None, "max": Decimal(10), "one": True, "required": True}


def band(low: str | None, high: str | None, worth: str = "10") -> Document:
    return {"from": low, "to": high, "points": worth}


def counted(**more: object) -> Document:
    return {**aspect("counted", "A1", "10", "one", each="0.5", plausible=None), **more}


def off(**more: object) -> Document:
    return {**deduction("A1"), **more}


def test_a_measurement_with_bands_has_no_formula_and_no_floor():
    document = measured(bands=[band("1", "2"), band(None, "3.25", "4")], plausible={"min": "0", "max": "5"})
    assert first_of(with_points(document)) == Measurement(
        **COMMON,
        unit="mm",
        decimals=2,
        bands=(Band(Decimal(1), Decimal(2), Decimal(10)), Band(None, Decimal("3.25"), Decimal(4))),
        plausible=Plausible(Decimal(0), Decimal(5)),
        formula=None,
        floor=Decimal(0),
    )


def test_a_counted_aspect_keeps_its_target():
    wanted = Counted(**COMMON, each=Decimal("0.5"), target=20, plausible=None)
    assert first_of(with_points(counted(target="20"))) == wanted
    assert [first_of(with_points(counted(target=most))).target for most in (None, "1", "999999")] == [None, 1, 999999]


def test_a_deduction_is_critical_only_where_it_says_so():
    plain = {key: value for key, value in off().items() if key != "critical"}
    wanted = {**COMMON, "max": Decimal(0), "required": False}
    assert first_of(with_points(plain)) == Deduction(
        **wanted, step=Decimal("0.50"), cap=Decimal("2.00"), critical=False
    )
    assert first_of(with_points({**plain, "critical": True, "step": "0", "cap": None})) == Deduction(
        **wanted, step=Decimal(0), cap=None, critical=True
    )


def test_a_judgement_may_have_two_steps_with_long_descriptors():
    asked = {**judgement("A1", "10", 2, "one"), "descriptors": [text("低", "x" * 400), text("高" * 400, "")]}
    assert first_of(with_points(asked)) == Judgement(
        **COMMON, steps=2, descriptors=(Text("低", "x" * 400), Text("高" * 400, "")), values=()
    )


@pytest.mark.parametrize(
    "bands",
    [
        [band("1", "2"), band("1", "2.5", "4")],
        [band("1", "2"), band("0.5", "2", "4")],
        [band("1", None), band("0.5", None, "4")],
        [band("0.25", "2"), band("2.25", "3", "4")],
        [band("1", "2", "0"), band("3", "4", "10")],
    ],
)
def test_bands_are_taken_where_each_is_reached(bands):
    read = first_of(with_points(measured(bands=bands))).bands
    assert [(one.low, one.high) for one in read] == [
        tuple(None if end is None else Decimal(end) for end in (said["from"], said["to"])) for said in bands
    ]


WITHIN: list[Document] = [
    measured(decimals=0, bands=[band(None, None)]),
    measured(decimals=6, bands=[band("0.000001", "1")]),
    measured(unit="x" * 16, bands=[band(None, None)]),
    counted(each="10000"),
    off(step="10000", cap="10000"),
    off(critical=True, step="10000", cap=None),
]


@pytest.mark.parametrize("document", WITHIN)
def test_aspects_take_what_lies_just_within_their_bounds(document):
    assert first_of(with_points(document)).key == "A1"


def out(key: str, least: str, most: str) -> PlanRefused:
    return PlanRefused("out_of_bounds", f"{PATH}.{key}", least=least, most=most)


BEYOND: list[tuple[Document, PlanRefused]] = [
    (measured(decimals=-1, bands=[band(None, None)]), out("decimals", "0", "6")),
    (measured(decimals=7, bands=[band(None, None)]), out("decimals", "0", "6")),
    (measured(unit="x" * 17, bands=[band(None, None)]), PlanRefused("bad_text", f"{PATH}.unit", longest="16")),
    (measured(bands=[band(None, None, "10000.5")]), out("bands[0].points", "0", "10000")),
    (measured(bands=[band(None, None, "-1")]), out("bands[0].points", "0", "10000")),
    (measured(bands=[band("1", "3"), band("1", "2")]), PlanRefused("band_never_reached", f"{PATH}.bands[1]")),
    (measured(bands=[band("1", "3"), band("2", "3")]), PlanRefused("band_never_reached", f"{PATH}.bands[1]")),
    (
        measured(bands=[band("0.125", None)]),
        PlanRefused("too_many_decimals", f"{PATH}.bands[0]", decimals="2"),
    ),
    (
        measured(decimals=0, bands=[band("1", "2"), band("3", "3.5")]),
        PlanRefused("too_many_decimals", f"{PATH}.bands[1]", decimals="0"),
    ),
    (measured(bands=[band("1", "2", "11")]), PlanRefused("band_above_max", f"{PATH}.bands", max="10")),
    (measured(bands=[band("1", "2", "9")]), PlanRefused("max_out_of_reach", f"{PATH}.bands", max="10")),
    (judgement("A1", "3", 1), out("steps", "2", "11")),
    (judgement("A1", "3", 12), out("steps", "2", "11")),
    (
        {**judgement("A1", "3", 3), "steps": 4},
        PlanRefused("descriptors_missing", f"{PATH}.descriptors", steps="4", given="3"),
    ),
    (
        {**judgement("A1", "3", 2), "descriptors": [text(), text("x" * 401)]},
        PlanRefused("bad_text", f"{PATH}.descriptors[1].zh", longest="400"),
    ),
    (
        {**judgement("A1", "3"), "values": ["1", "0", "2", "3"]},
        PlanRefused("values_go_down", f"{PATH}.values[1]"),
    ),
    (points("A1", "5", "10000.5"), out("step", "0", "10000")),
    (off(step="10000.5", cap=None), out("step", "0", "10000")),
    (off(critical=True, step="10000.5", cap=None), out("step", "0", "10000")),
    (off(critical=True, step="-1", cap=None), out("step", "0", "10000")),
    (off(cap="-1"), out("cap", "0", "10000")),
    (off(cap="10000.5"), out("cap", "0", "10000")),
    (off(step="0.75", cap="0.5"), PlanRefused("cap_below_step", f"{PATH}.cap", step="0.75")),
    (counted(each="10000.5"), out("each", "0", "10000")),
    (counted(target="0"), out("target", "1", "999999")),
    (counted(target="1000000"), out("target", "1", "999999")),
]


@pytest.mark.parametrize(("document", "wanted"), BEYOND)
def test_aspects_refuse_what_lies_just_beyond_their_bounds(document, wanted):
    assert refused(with_points(document)) == wanted
