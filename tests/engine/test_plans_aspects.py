"""Reading the keys of aspects that say more than one figure: attempts, factors, formulas, computed aspects."""

from decimal import Decimal

import pytest

from competition.engine.expressions import parse
from competition.engine.plans import (
    Attempts,
    Computed,
    Judgement,
    Measurement,
    Over,
    Points,
    Rounding,
    Timed,
    parse_plan,
)
from competition.engine.refusal import PlanRefused
from tests.engine.plan_documents import Document, aspect, changed, deduction, judgement, module, plan, points, rule

ASPECT = "modules.0.criteria.0.aspects.0"
PATH = "modules[0].criteria[0].aspects[0]"
ATTEMPTS: Document = {"count": 5, "rule": "mean", "on": "value", "drop_best": 1, "drop_worst": 1}


def measured(**more: object) -> Document:
    return {**aspect("measurement", "A1", "10", "one", unit="mm", decimals=2, plausible=None), **more}


def formula(text: str = "10-value", **more: object) -> Document:
    return measured(formula=text, **more)


def timed(**more: object) -> Document:
    return {**aspect("timed", "A1", "10", "one", bands=[{"to": "300", "points": "10"}]), **more}


def computed(expression: str = "[B1]*2", key: str = "A1", most: str = "10", **more: object) -> Document:
    said = aspect("computed", key, most, expression=expression)
    return {**{name: value for name, value in said.items() if name not in ("marked_by", "required")}, **more}


def with_points(first: Document) -> Document:
    """A plan of which the first aspect is this one, and B1 is worth 100 points."""
    worth = Decimal(str(first["max"])) * Decimal(str(first.get("factor") or 1)) if first.get("counts", True) else 0
    return plan(module("A", first, points("B1", marked_by="one")), most=str(worth + 100))


def first_of(document: Document):
    return parse_plan(document).modules[0].aspects[0]


def refused(document: Document) -> PlanRefused:
    with pytest.raises(PlanRefused) as found:
        parse_plan(document)
    return found.value


def test_aspects_count_and_have_no_factor_unless_they_say_so():
    read = first_of(with_points(timed()))
    assert (read.counts, read.factor, read.dnf_if_none, read.attempts, read.worth) == (
        True,
        None,
        False,
        None,
        Decimal(10),
    )


def test_a_factor_multiplies_what_an_aspect_is_worth():
    document = with_points(timed(factor="0.6"))
    assert (first_of(document).factor, first_of(document).worth) == (Decimal("0.6"), Decimal(6))
    assert parse_plan(document).modules[0].max == Decimal(106)


def test_an_aspect_that_does_not_count_is_worth_nothing_and_may_have_a_maximum_of_nothing():
    given = aspect("points", "A1", "0", "one", step="1", counts=False)
    assert (first_of(with_points(given)).counts, first_of(with_points(given)).worth) == (False, Decimal(0))
    assert first_of(with_points({**given, "max": "40"})).worth == Decimal(0)
    assert refused(with_points({**given, "counts": True})) == PlanRefused("not_positive", f"{PATH}.max")


def test_dnf_if_none_is_read_where_one_judge_marks_or_nobody():
    assert first_of(with_points(timed(dnf_if_none=True))).dnf_if_none
    assert first_of(with_points(computed(dnf_if_none=True))).dnf_if_none
    assert refused(with_points(timed(dnf_if_none=True, marked_by="each"))) == PlanRefused(
        "dnf_needs_one", f"{PATH}.dnf_if_none"
    )


def test_attempts_are_read_with_what_they_leave_unsaid():
    read = first_of(with_points(timed(attempts={"count": 3, "rule": "best", "on": "value"})))
    assert read.attempts == Attempts(3, "best", "value", 0, 0, "high", "out", 2, 3, None)
    assert read.slots == ("A1#1", "A1#2", "A1#3")
    assert first_of(with_points(timed())).slots == ("A1",)


def test_attempts_are_read_with_all_they_say():
    said = {**ATTEMPTS, "better": "low", "failed": "worst", "most_failed": 1, "minimum": 4, "rounding": rule(3, "down")}
    read = first_of(with_points(timed(attempts=said)))
    assert read.attempts == Attempts(5, "mean", "value", 1, 1, "low", "worst", 1, 4, Rounding(3, "down"))


BENT_ATTEMPTS: list[tuple[Document, str, str]] = [
    ({"count": 1}, "out_of_bounds", "count"),
    ({"count": 21}, "out_of_bounds", "count"),
    ({"count": "3"}, "not_whole", "count"),
    ({"rule": "median"}, "not_a_choice", "rule"),
    ({"on": "sheet"}, "not_a_choice", "on"),
    ({"better": "more"}, "not_a_choice", "better"),
    ({"failed": "zero"}, "not_a_choice", "failed"),
    ({"drop_best": -1}, "out_of_bounds", "drop_best"),
    ({"drop_worst": 6}, "out_of_bounds", "drop_worst"),
    ({"most_failed": -1}, "out_of_bounds", "most_failed"),
    ({"most_failed": 6}, "out_of_bounds", "most_failed"),
    ({"minimum": 0}, "out_of_bounds", "minimum"),
    ({"minimum": 6}, "out_of_bounds", "minimum"),
    ({"minimum": 2}, "drops_every_attempt", "minimum"),
    ({"rule": "best"}, "drops_without_mean", "drop_best"),
    ({"rule": "last", "drop_best": 0}, "drops_without_mean", "drop_worst"),
    ({"rounding": rule(7)}, "out_of_bounds", "rounding.digits"),
    ({"tries": 3}, "unknown_key", "tries"),
]


@pytest.mark.parametrize(("bent", "code", "key"), BENT_ATTEMPTS)
def test_attempts_that_contradict_themselves_are_refused(bent, code, key):
    found = refused(with_points(timed(attempts={**ATTEMPTS, **bent})))
    assert (found.code, found.path) == (code, f"{PATH}.attempts.{key}")


@pytest.mark.parametrize("missing", ["count", "rule", "on"])
def test_attempts_need_their_number_their_rule_and_what_it_is_about(missing):
    said = {key: value for key, value in ATTEMPTS.items() if key != missing}
    assert refused(with_points(timed(attempts=said))) == PlanRefused("missing_key", f"{PATH}.attempts.{missing}")


def test_attempts_take_the_largest_bounds():
    said = {"count": 20, "rule": "sum", "on": "value", "drop_best": 10, "drop_worst": 9, "most_failed": 20}
    read = first_of(with_points(timed(attempts=said))).attempts
    assert read == Attempts(20, "sum", "value", 10, 9, "high", "out", 20, 20, None)
    assert first_of(
        with_points(timed(attempts={"count": 2, "rule": "last", "on": "points", "most_failed": 0}))
    ).attempts == (Attempts(2, "last", "points", 0, 0, "high", "out", 0, 2, None))


def test_attempts_on_the_value_need_one_judge_and_a_figure():
    by_value = {"count": 3, "rule": "best", "on": "value"}
    by_points = {**by_value, "on": "points"}
    one_figure = [timed(), measured(bands=[{"from": None, "to": None, "points": "10"}]), points("A1", marked_by="one")]
    one_figure.append(aspect("counted", "A1", "10", "one", each="1", target=None, plausible=None))
    for document in one_figure:
        assert first_of(with_points({**document, "attempts": by_value})).attempts.on == "value"
        assert first_of(with_points({**document, "attempts": by_points})).attempts.on == "points"
    others = [timed(marked_by="each"), judgement("A1", marked_by="one"), computed()]
    for document in others:
        found = refused(with_points({**document, "attempts": by_value}))
        assert found == PlanRefused("attempts_without_value", f"{PATH}.attempts.on")
        assert first_of(with_points({**document, "attempts": by_points})).attempts.on == "points"


def test_deductions_know_no_attempts_factor_or_dnf_and_yes_or_no_is_done_once():
    for key, value in (("attempts", ATTEMPTS), ("factor", "2"), ("dnf_if_none", False), ("counts", True)):
        document = plan(module("A", {**deduction("A1"), key: value}, points("B1")))
        assert refused(document) == PlanRefused("unknown_key", f"{PATH}.{key}")
    assert refused(with_points(aspect("yesno", "A1", attempts=ATTEMPTS))) == PlanRefused(
        "unknown_key", f"{PATH}.attempts"
    )


def test_a_measurement_is_scored_by_a_formula_with_a_floor():
    read = first_of(with_points(formula("10 - 4*abs(value - 12.5)", floor="-2.5")))
    assert isinstance(read, Measurement)
    assert (read.formula, read.floor, read.bands) == (parse("10 - 4*abs(value - 12.5)"), Decimal("-2.5"), ())
    plain = first_of(with_points(formula()))
    assert isinstance(plain, Measurement)
    assert plain.floor == Decimal(0)


def test_a_measurement_has_bands_or_a_formula():
    bands = [{"from": None, "to": None, "points": "10"}]
    assert refused(with_points(measured())) == PlanRefused("missing_key", f"{PATH}.bands")
    assert refused(with_points(formula(bands=bands))) == PlanRefused("bands_and_formula", f"{PATH}.formula")
    assert first_of(with_points(formula(bands=None))).formula == parse("10-value")
    assert refused(with_points(measured(bands=bands, floor="0"))) == PlanRefused("unknown_key", f"{PATH}.floor")
    assert refused(with_points(formula(floor="10.1"))) == PlanRefused("upside_down", f"{PATH}.floor")
    assert first_of(with_points(formula(floor="10"))).floor == Decimal(10)


@pytest.mark.parametrize(
    ("text", "position"), [("", "1"), ("10-", "4"), ("10 - worth", "6"), (7, "1"), ("1" * 501, "501")]
)
def test_an_expression_that_cannot_be_read_is_refused_with_the_position_of_the_fault(text, position):
    wanted = PlanRefused("bad_expression", f"{PATH}.formula", position=position)
    assert refused(with_points({**formula(), "formula": text})) == wanted


def test_a_time_may_cost_points_for_being_short_too():
    read = first_of(with_points(timed(under={"from": "240", "unit": "10", "points": "2", "cap": "6"})))
    assert isinstance(read, Timed)
    assert (read.under, read.over) == (Over(Decimal(240), Decimal(10), Decimal(2), Decimal(6)), None)
    bent = with_points(timed(under={"from": "240", "unit": "0", "points": "2"}))
    assert refused(bent) == PlanRefused("not_positive", f"{PATH}.under.unit")
    capped = with_points(timed(under={"from": "240", "unit": "10", "points": "2", "cap": "1.9"}))
    assert refused(capped) == PlanRefused("cap_below_step", f"{PATH}.under.cap", step="2")


def test_a_judgement_may_say_what_each_level_is_worth():
    read = first_of(with_points({**judgement("A1", "3"), "values": ["0", "0", "1.5", "3"]}))
    assert isinstance(read, Judgement)
    assert (read.values, read.divisor) == ((Decimal(0), Decimal(0), Decimal("1.5"), Decimal(3)), 1)
    assert first_of(with_points(judgement("A1", "3"))).divisor == 3


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ("0123", PlanRefused("not_a_list", f"{PATH}.values")),
        (["0", "1", "3"], PlanRefused("bad_count", f"{PATH}.values", least="4", most="4")),
        (["0", "2", "1", "3"], PlanRefused("values_go_down", f"{PATH}.values[2]")),
        (["0", "1", "2", "2.5"], PlanRefused("values_miss_max", f"{PATH}.values", max="3")),
        (["-1", "1", "2", "3"], PlanRefused("out_of_bounds", f"{PATH}.values[0]", least="0", most="10000")),
        (["0", 1, "2", "3"], PlanRefused("bad_decimal", f"{PATH}.values[1]")),
    ],
)
def test_values_of_a_judgement_rise_from_nothing_to_the_maximum(values, wanted):
    assert refused(with_points({**judgement("A1", "3"), "values": values})) == wanted


def test_points_may_begin_below_or_above_nothing():
    read = first_of(with_points({**points("A1", "5", "0.5"), "min": "-2.5"}))
    assert isinstance(read, Points)
    assert (read.min, first_of(with_points(points("A1", "5", "0.5"))).min) == (Decimal("-2.5"), Decimal(0))
    assert first_of(with_points({**points("A1", "5", "2"), "min": "1"})).min == Decimal(1)


@pytest.mark.parametrize(
    ("step", "least", "wanted"),
    [
        ("0.5", "-2.25", PlanRefused("min_off_the_steps", f"{PATH}.min", max="5", step="0.5")),
        ("2", "0", PlanRefused("step_misses_max", f"{PATH}.step", max="5")),
        ("1", "6", PlanRefused("upside_down", f"{PATH}.min")),
        ("1", "-10001", PlanRefused("out_of_bounds", f"{PATH}.min", least="-10000", most="10000")),
    ],
)
def test_points_below_nothing_lie_on_the_steps(step, least, wanted):
    assert refused(with_points({**points("A1", "5", step), "min": least})) == wanted


def test_a_computed_aspect_is_marked_by_nobody():
    document = with_points(computed("[B1]/10", min="-3", counts=False, factor="2"))
    read = first_of(document)
    assert isinstance(read, Computed)
    assert (read.expression, read.min, read.one, read.required) == (parse("[B1]/10"), Decimal(-3), True, False)
    assert [found.key for found in parse_plan(document).modules[0].marked] == ["B1"]
    for key, value in (("marked_by", "one"), ("required", False), ("required", None)):
        assert refused(with_points({**computed(), key: value})) == PlanRefused("unknown_key", f"{PATH}.{key}")


def test_a_computed_aspect_has_something_to_earn_or_to_lose():
    assert first_of(with_points(computed(most="0", min="-5"))).worth == Decimal(0)
    assert first_of(with_points(computed(most="0", counts=False))).worth == Decimal(0)
    assert refused(with_points(computed(most="0"))) == PlanRefused("not_positive", f"{PATH}.max")
    assert refused(with_points(computed(most="3", min="3.1"))) == PlanRefused("upside_down", f"{PATH}.min")
    assert first_of(with_points(computed(most="3", min="3"))).worth == Decimal(3)


def test_only_a_formula_looks_at_the_measured_value():
    assert refused(with_points(computed("value*2"))) == PlanRefused("value_of_nothing", f"{PATH}.expression")


def test_expressions_name_aspects_of_the_plan():
    assert refused(with_points(computed("[Z9]+[B1]"))) == PlanRefused(
        "unknown_aspect", f"{PATH}.expression", aspect="Z9"
    )
    assert refused(with_points(formula("best([Y])"))) == PlanRefused("unknown_aspect", f"{PATH}.formula", aspect="Y")


def of_several(*first: Document) -> Document:
    return plan(module("A", *first, points("B1", marked_by="one")), most=str(10 * len(first) + 100))


def test_expressions_never_need_themselves():
    at = "modules[0].criteria[0].aspects"
    own = refused(of_several(computed("[A1]+1")))
    assert own == PlanRefused("expression_cycle", f"{at}[0].expression", aspects="A1")
    circle = of_several(
        computed("[C3]", "C1"), computed("[C4]", "C2"), computed("[C2]+[B1]", "C3"), computed("[C3]*mean([B1])", "C4")
    )
    found = refused(circle)
    assert found == PlanRefused("expression_cycle", f"{at}[1].expression", aspects="C2, C4, C3")
    beside = of_several(
        computed("[B1]", "C1"), computed("[C1]+[C3]", "C2"), computed("[C2]", "C3"), computed("[C1]", "C4")
    )
    assert refused(beside) == PlanRefused("expression_cycle", f"{at}[1].expression", aspects="C2, C3")
    through_all = refused(of_several(computed("best([C2])", "C1"), computed("[C1]", "C2")))
    assert through_all == PlanRefused("expression_cycle", f"{at}[0].expression", aspects="C1, C2")
    assert refused(of_several(formula("best([A1])"))).code == "expression_cycle"


def test_populations_are_not_asked_of_what_asks_populations():
    asking = (computed("best([B1])", "C1"), computed("[C1]*2", "C2"))
    found = refused(of_several(*asking, computed("mean([C2])", "C3")))
    assert found == PlanRefused("population_nested", "modules[0].criteria[0].aspects[2].expression", aspect="C2")
    assert parse_plan(of_several(*asking, computed("[C2]+[C1]", "C3"))).on_population == {"C1", "C2", "C3"}


def test_a_plan_knows_in_which_order_its_expressions_are_worked_out():
    read = parse_plan(
        of_several(
            computed("[C2]+[C4]", "C1"),
            computed("rank([A1])+best([B1])", "C2"),
            {**formula("value*[C4]"), "key": "A1"},
            computed("[B1]", "C4"),
            computed("mean([B1])", "C5"),
        )
    )
    order = read.order_of_work
    assert sorted(order) == ["A1", "C1", "C2", "C4", "C5"]
    assert order.index("C4") < order.index("A1") < order.index("C2") < order.index("C1")
    assert (read.population_needs, read.population_keys) == (
        frozenset({("rank", "A1"), ("best", "B1"), ("mean", "B1")}),
        frozenset({"A1", "B1"}),
    )
    assert read.on_population == {"C1", "C2", "C5"}
    assert dict(read.expressions)["C5"] == parse("mean([B1])")


def test_a_plan_without_expressions_has_no_order_of_work():
    read = parse_plan(with_points(timed()))
    assert (read.order_of_work, len(read.population_needs | read.population_keys | read.on_population)) == ((), 0)


def test_a_computed_aspect_attempts_as_often_as_what_it_names():
    twice = {"count": 2, "rule": "best", "on": "points"}
    named = {**timed(attempts={**twice, "count": 3}), "key": "T1"}
    document = of_several(named, computed("[T1]+[B1]", attempts=twice))
    found = refused(document)
    path = "modules[0].criteria[0].aspects[1].attempts.count"
    assert found == PlanRefused("attempts_differ", path, aspect="T1", count="3")
    agreed = changed(document, "modules.0.criteria.0.aspects.1.attempts.count", 3)
    assert parse_plan(agreed).aspect("A1").attempts.count == 3  # type: ignore[union-attr]
    assert parse_plan(of_several(named, computed("[T1]"))).aspect("A1").attempts is None
