"""How far the points of one aspect can go: kind by kind, and attempt by attempt."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from competition.engine.marked import AspectWork, work_of
from competition.engine.outlook_aspects import (
    NOTHING,
    Panelled,
    Span,
    attempts_span,
    free_span,
    hull,
    mark_span,
    numerators,
    only,
    own_attempts_span,
    panel_span,
    stands,
    together,
)
from competition.engine.plans import Attempts, Panel, Rounding, parse_plan
from tests.engine.plan_documents import (
    Document,
    aspect,
    critical,
    deduction,
    judgement,
    module,
    panel,
    plan,
    points,
    rule,
)

D = Decimal


def work(document: Document, most: str | None = None, **more: Any) -> AspectWork:
    """The aspect as the plan makes it ready, beside one that is always there."""
    worth = D(document["max"]) * D(document.get("factor", "1")) if most is None else D(most)
    whole = plan(module("M", points("ZZ", "1", "1"), document, judged=panel()), most=str(worth + 1), **more)
    return work_of(parse_plan(whole)).aspects[document["key"]]


def span(low: str | int, high: str | int) -> Span:
    return Span(Fraction(low), Fraction(high))


TIMED = aspect("timed", "A", "40", bands=[{"to": "60", "points": "40"}, {"to": "90", "points": "-5"}], over=None)
TIMED |= {"beyond": "5", "plausible": {"min": "0", "max": "600"}}
MEASURED = aspect("measurement", "A", "40", unit="mm", decimals=0, plausible=None)
BANDS = [{"from": "0", "to": "9", "points": "10"}, {"from": "10", "to": None, "points": "40"}]
OVER = {"from": "100", "unit": "10", "points": "2", "cap": None}
UNDER = {"from": "30", "unit": "10", "points": "2", "cap": None}


@pytest.mark.parametrize(
    ("document", "low", "high"),
    [
        (judgement("A", "3", 4), "0", "9"),
        (judgement("A", "3", 3) | {"values": ["1", "2", "3"]}, "1", "3"),
        (points("A", "10", "1") | {"min": "-4"}, "-4", "10"),
        (aspect("yesno", "A", "3"), "0", "3"),
        (aspect("counted", "A", "5", each="1", target=None, plausible=None), "0", "5"),
        (deduction("A", "0.5", "2"), "-2", "0"),
        (deduction("A", "0.5", None), "-499.5", "0"),
        (deduction("A", "3", "9000"), "-2997", "0"),
        (critical("A"), "0", "0"),
        (MEASURED | {"bands": BANDS}, "0", "40"),
        (TIMED, "-5", "40"),
        (TIMED | {"over": OVER}, "-199985", "40"),
        (TIMED | {"over": OVER | {"cap": "8"}}, "-13", "40"),
        (TIMED | {"under": UNDER}, "-11", "40"),
        (TIMED | {"under": UNDER | {"cap": "4"}}, "-9", "40"),
        (TIMED | {"over": OVER | {"cap": "8"}, "under": UNDER | {"cap": "4"}}, "-17", "40"),
    ],
)
def test_mark_earns_from_the_least_to_the_most_of_its_kind(document: Document, low: str, high: str) -> None:
    most = "0" if document["kind"] == "deduction" else None

    assert numerators(work(document, most).aspect) == (D(low), D(high))


def test_time_that_always_earns_or_never_may_still_have_no_figure() -> None:
    bands = [{"to": "60", "points": "40"}]
    assert numerators(work(TIMED | {"bands": bands, "beyond": "5"}).aspect) == (D(0), D(40))
    never = TIMED | {"max": "-5", "bands": [{"to": "60", "points": "0"}], "beyond": "-5"}
    assert numerators(work(never | {"max": "0"}).aspect) == (D(-5), D(0))


def test_mark_is_rounded_and_multiplied() -> None:
    assert mark_span(work(judgement("A", "1", 4) | {"factor": "3"})) == span(0, 3)
    assert mark_span(work(points("A", "10", "1") | {"min": "-4", "factor": "0.333"}, "3.33")) == span("-1.33", "3.33")


def test_spans_hold_and_add_up() -> None:
    assert hull([span(1, 2), span(-1, 0)]) == span(-1, 2)
    assert together([span(1, 2), span(-1, 5)]) == span(0, 7)
    assert together([]) == NOTHING == span(0, 0)
    assert (span(1, 2).with_nothing, span(-2, -1).with_nothing) == (span(0, 2), span(-2, 0))
    assert only(D("1.5")) == span("1.5", "1.5")
    assert span(1, 2).each(lambda figure: figure * 3) == span(3, 6)


def test_panel_gives_a_slot_what_missing_judges_may_say() -> None:
    one = work(points("A", "10", "1") | {"min": "2"})
    mean = parse_plan(plan(module("M", points("A", "100")))).modules[0].panel

    assert panel_span(one, mean, Panelled([], 0, 0)) == NOTHING
    assert panel_span(one, mean, Panelled([], 0, 2)) == span(0, 10)
    assert panel_span(one, mean, Panelled([one.earned("5")], 1, 2)) == span("3.5", "7.5")
    assert panel_span(one, mean, Panelled([one.earned("5"), one.earned("6")], 2, 2)) == span("5.5", "5.5")
    off = work(deduction("A", "1", "4", "each"), "0")
    assert panel_span(off, mean, Panelled([], 1, 1)) == span(-4, 0)
    assert panel_span(off, mean, Panelled([off.earned("4")], 2, 2)) == span(-4, -2)
    assert panel_span(off, mean, Panelled([off.earned("4")], 1, 2)) == span(-4, -2)
    assert panel_span(off, mean, Panelled([off.earned("2")], 1, 2)) == span(-3, -1)


def judged(method: str = "mean", **more: object) -> Panel:
    return parse_plan(plan(module("M", points("A", "100"), judged=panel(method, **more)))).modules[0].panel


def test_points_off_are_averaged_though_the_panel_adds_up() -> None:
    off = work(deduction("A", "1", "4", "each"), "0")

    assert panel_span(off, judged(figure="sum"), Panelled([off.earned("4"), off.earned("2")], 2, 2)) == span(-3, -3)


def test_judge_who_has_begun_notes_points_off_but_may_leave_points_out() -> None:
    """Of four marks two are dropped, of three none: so three and four do not come to the same."""
    off, given = work(deduction("A", "1", "4", "each"), "0"), work(points("A", "10", "1"))
    three_off = [off.earned(text) for text in ("4", "4", "0")]
    three_given = [given.earned(text) for text in ("10", "10", "0")]
    highest, lowest = ({"high": 2, "minimum": 3, "trim_from": 4}, {"low": 2, "minimum": 3, "trim_from": 4})

    assert panel_span(off, judged("trimmed_mean", **highest), Panelled(three_off, 4, 4)) == span(-4, -4)
    assert panel_span(given, judged("trimmed_mean", **lowest), Panelled(three_given, 4, 4)) == span("6.67", 10)


FORMULA = aspect("measurement", "A", "40", unit="mm", decimals=0, plausible=None, formula="value")


def test_formula_is_free_between_floor_and_maximum() -> None:
    assert free_span(work(FORMULA)) == span(0, 40)
    assert free_span(work(FORMULA | {"floor": "-3", "factor": "2"})) == span(-6, 80)
    assert free_span(work(FORMULA | {"floor": "-3"}), 3) == span(-9, 120)
    assert free_span(work(FORMULA | {"floor": "3"}), 3) == span(0, 120)
    assert free_span(work(FORMULA | {"floor": "-3", "max": "2"}), 3) == span(-9, 6)


def test_expression_is_free_between_least_and_maximum() -> None:
    computed = {"key": "A", "kind": "computed", "title": {"zh": "试", "en": ""}, "note": None, "max": "40"}

    assert free_span(work(computed | {"expression": "points([ZZ])"})) == span(0, 40)
    assert free_span(work(computed | {"expression": "points([ZZ])", "min": "-3", "factor": "2"})) == span(-6, 80)
    assert free_span(work(computed | {"expression": "points([ZZ])", "min": "3"})) == span(0, 40)


def test_formula_is_rounded_as_marks_are_and_an_expression_as_products() -> None:
    rounding = {step: rule() for step in ("judge", "aspect", "panel", "module", "component", "total")}
    rounding |= {"product": rule(0)}
    computed = {"key": "A", "kind": "computed", "title": {"zh": "试", "en": ""}, "note": None, "max": "2.25"}

    assert free_span(work(FORMULA | {"max": "2.25"}, rounding=rounding)) == span(0, "2.25")
    assert free_span(work(computed | {"expression": "points([ZZ])"}, rounding=rounding)) == span(0, 2)


def attempts(rule: str, **more: object) -> Attempts:
    known: dict[str, object] = {"count": 3, "on": "points", "drop_best": 0, "drop_worst": 0, "better": "high"}
    known |= {"failed": "out", "most_failed": 2, "minimum": 1, "rounding": None}
    return Attempts(rule=rule, **known | more)  # type: ignore[arg-type]


def test_attempts_become_one_within_what_each_can_come_to() -> None:
    each = [span(2, 4), span(-1, 3), span(5, 6)]

    assert attempts_span(attempts("sum"), each) == span(-1, 13)
    for way in ("best", "worst", "mean", "last"):
        assert attempts_span(attempts(way), each) == span(-1, 6)
    assert attempts_span(attempts("mean"), [span(2, 4)]) == span(0, 4)
    rounded = attempts("mean", rounding=Rounding(0, "half_up"))
    assert attempts_span(rounded, [span("-0.5", "2.5")]) == span(-1, 3)
    assert attempts_span(attempts("mean", rounding=Rounding(0, "down")), [span("-0.5", "2.5")]) == span("-0.5", "2.5")


@pytest.mark.parametrize(
    ("rules", "texts", "sure"),
    [
        (attempts("best"), {1: "5"}, True),
        (attempts("best"), {1: "none"}, False),
        (attempts("best"), {}, False),
        (attempts("best"), {1: "none", 2: "5"}, True),
        (attempts("best", most_failed=1), {1: "none", 2: "5"}, False),
        (attempts("best", most_failed=1), {1: "none", 2: "5", 3: "6"}, True),
        (attempts("best", most_failed=3), {1: "none"}, False),
        (attempts("mean"), {1: "5"}, False),
    ],
)
def test_figure_is_sure_once_one_attempt_stands_and_too_many_cannot_fail(
    rules: Attempts, texts: dict[int, str], sure: bool
) -> None:
    one = work(points("A", "10", "1") | {"attempts": {"count": 3, "rule": "best", "on": "points"}})

    assert stands(rules, {n: one.earned(text) for n, text in texts.items()}) is sure


TRIED = {"count": 3, "rule": "best", "on": "points"}


def tried(document: Document, **rules: object) -> tuple[AspectWork, Attempts]:
    one = work(document | {"attempts": TRIED | rules, "marked_by": "one"})
    assert one.aspect.attempts is not None
    return one, one.aspect.attempts


def test_best_attempt_can_only_be_bettered() -> None:
    one, rules = tried(points("A", "10", "0.5"))
    made = {1: one.earned("4.5"), 3: one.earned("2"), 2: one.earned("none")}
    assert own_attempts_span(one, rules, {1: made[1]}) == span("4.5", 10)
    assert own_attempts_span(one, rules, made) == span("4.5", "4.5")
    assert own_attempts_span(one, rules, {}) == span(0, 10)

    one, rules = tried(points("A", "10", "0.5"), rounding={"digits": 0, "mode": "half_up"})
    assert own_attempts_span(one, rules, {1: made[1]}) == span(5, 10)
    one, rules = tried(points("A", "10", "0.5"), better="low")
    assert own_attempts_span(one, rules, {1: made[1]}) == span(0, 10)
    one, rules = tried(points("A", "10", "0.5"), most_failed=0)
    assert own_attempts_span(one, rules, {1: made[1]}) == span(0, 10)
    one, rules = tried(points("A", "10", "0.5") | {"min": "-2"}, rule="sum")
    assert own_attempts_span(one, rules, {1: made[1]}) == span(-4, "24.5")


def test_value_of_attempts_may_be_added_up_and_rounded() -> None:
    one, rules = tried(points("A", "10", "0.5") | {"min": "-2"}, rule="sum", on="value")
    assert own_attempts_span(one, rules, {}) == span(-6, 30)
    one, rules = tried(points("A", "10", "0.5") | {"min": "-2"}, rule="mean", on="value")
    assert own_attempts_span(one, rules, {}) == span(-2, 10)
    half = {"digits": 0, "mode": "half_up"}
    one, rules = tried(points("A", "9.5", "0.5"), rule="mean", on="value", rounding=half)
    assert own_attempts_span(one, rules, {}) == span(0, 10)
    one, rules = tried(points("A", "9.5", "0.5") | {"factor": "2"}, rule="best", on="value")
    assert own_attempts_span(one, rules, {}) == span(0, 19)
    one, rules = tried(TIMED | {"over": OVER}, rule="sum", on="value")
    assert own_attempts_span(one, rules, {}) == span(-599985, 40)
    each_second = {"from": "0", "unit": "1", "points": "1", "cap": None}
    one, rules = tried(TIMED | {"over": each_second}, rule="sum", on="value")
    assert own_attempts_span(one, rules, {}) == span(-3000003, 40)
    one, rules = tried(MEASURED | {"bands": BANDS}, rule="mean", on="value")
    assert own_attempts_span(one, rules, {}) == span(0, 40)
