"""The score of one aspect: panels, factors, formulas, attempts and expressions, beside what the golden cases show."""

from decimal import Decimal
from fractions import Fraction

import pytest

from competition.engine.expressions import NONE, UNMARKED
from competition.engine.plans import parse_plan
from competition.engine.scores import AspectScore, AttemptScore, figure_of, points_of
from competition.engine.totals import score_entry
from tests.engine.plan_documents import (
    aspect,
    critical,
    deduction,
    module,
    panel,
    plan,
    points,
    rule,
    text,
    trimmed,
)

ROUNDING = {step: rule() for step in ("judge", "aspect", "panel", "module", "component", "total")}
FIVE = {"A": (1, 2, 3, 4, 5)}


def attempts(count, how, on="points", **more):
    return {"count": count, "rule": how, "on": on, **more}


def computed(key, expression, most="100", **more):
    return {"key": key, "kind": "computed", "title": text(), "max": most, "expression": expression, **more}


def formula(key, expression, most="100", marked_by="each", **more):
    return aspect("measurement", key, most, marked_by, unit="s", decimals=2, plausible=None, formula=expression, **more)


def given(**by_slot):
    """Marks of module A: S="1 2 -" are those of seats 1 to 3, S_2 those of the second attempt."""
    marks = {}
    for slot, values in by_slot.items():
        for seat, value in enumerate(values.split(), start=1):
            if value != "-":
                marks["A", seat, slot.replace("_", "#")] = value
    return marks


def scored(document, seats=FIVE, population=None, **by_slot):
    return score_entry(parse_plan(document), given(**by_slot), seats, population)


def of(*aspects, judged=None, most="100", **more):
    return plan(module("A", *aspects, judged=judged), most=most, scale=most, **more)


def worth(score, key):
    found = score.aspect(key)
    return (found.points, found.complete, found.none)


LEAD = panel("mean", exclude_lead=True)


def test_panel_score_tells_who_counted_and_what_each_gave():
    found = scored(of(points("S"), judged=trimmed()), S="90 80 95 80 85").aspect("S")
    judged = tuple(enumerate((Decimal(given) for given in ("90.00", "80.00", "95.00", "80.00", "85.00")), start=1))
    assert (found.kept, found.judged, found.number) == ((1, 4, 5), judged, Decimal("85.00"))


def test_panel_score_leaves_the_lead_out_where_the_plan_says_so():
    score = scored(of(points("S"), judged=LEAD), {"A": (1, 2, 3)}, S="10 80 90")
    assert (worth(score, "S"), score.aspect("S").kept) == ((Decimal("85.00"), True, False), (2, 3))
    assert worth(scored(of(points("S"), judged=LEAD), {"A": (1, 2, 3)}, S="- 80 90"), "S")[1]
    assert worth(scored(of(points("S"), judged=LEAD), {"A": (1, 2, 3)}, S="10"), "S") == (None, False, False)


def test_panel_score_leaves_the_lead_out_of_sheets_but_not_his_critical_step():
    sheets = panel("mean", exclude_lead=True, level="sheet")
    document = of(points("S"), critical("X", "each"), judged=sheets)
    kept = scored(document, {"A": (1, 2, 3)}, S="10 80 90").module("A")
    assert (kept.points, kept.kept) == (Decimal("85.00"), (2, 3))
    assert scored(document, {"A": (1, 2, 3)}, S="10 80 90", X="1").module("A").failed


def test_panel_score_sums_what_is_kept_and_averages_points_off():
    sums = panel("trimmed_mean", high=1, low=1, minimum=3, figure="sum")
    document = of(
        aspect("points", "S", "300", "each", step="1"), deduction("D", "2", None, "each"), judged=sums, most="300"
    )
    score = scored(document, S="60 70 80 90 100", D="1 1 4")
    assert [score.aspect(key).points for key in "SD"] == [Decimal("240.00"), Decimal("-1.33")]
    assert score.aspect("D").judged == tuple(
        (seat, Decimal(off)) for seat, off in zip((1, 2, 3, 4, 5), ("-2.00", "-2.00", "-8.00", "0", "0"), strict=True)
    )


def test_panel_score_needs_all_judges_and_enough_of_them():
    document = of(points("S"), judged=panel(minimum=2))
    assert [worth(scored(document, {"A": seats}, S=marks), "S")[1] for seats, marks in (((1,), "9"), ((1, 2), "9"), ((1, 2), "9 9"))] == [
        False,
        False,
        True,
    ]  # fmt: skip


def test_panel_score_of_what_nobody_could_measure_has_no_figure():
    bands = [{"from": None, "to": None, "points": "100"}]
    document = of(aspect("measurement", "M", "100", "each", unit="", decimals=0, plausible=None, bands=bands))
    nobody = scored(document, {"A": (1, 2)}, M="none none")
    assert (worth(nobody, "M"), nobody.aspect("M").figure) == ((Decimal("0.00"), True, True), None)
    one = scored(document, {"A": (1, 2)}, M="none 5")
    assert (worth(one, "M"), one.aspect("M").figure) == ((Decimal("50.00"), True, False), Fraction(50))


def test_own_score_multiplies_after_rounding_the_points():
    rounding = ROUNDING | {"aspect": rule(1), "product": rule(3)}
    factored = of(points("S", "10", "0.01", "one") | {"factor": "2.55"}, most="25.5", rounding=rounding)
    assert worth(scored(factored, S="9.25"), "S") == (Decimal("23.715"), True, False)
    del rounding["product"]
    by_aspect = of(points("S", "10", "0.01", "one") | {"factor": "2.55"}, most="25.5", rounding=rounding)
    assert worth(scored(by_aspect, S="9.25"), "S") == (Decimal("23.7"), True, False)


def test_product_rounding_leaves_aspects_without_a_factor_alone():
    document = of(points("S", "100", "0.01", "one"), rounding=ROUNDING | {"product": rule(0)})
    assert worth(scored(document, S="9.25"), "S")[0] == Decimal("9.25")


def test_formula_of_a_panel_is_joined_exactly_and_rounded_once():
    document = of(formula("M", "value / 3"), judged=panel(minimum=3))
    score = scored(document, {"A": (1, 2, 3)}, M="1 1 2")
    assert (score.aspect("M").points, score.aspect("M").judged) == (
        Decimal("0.44"),
        ((1, Decimal("0.33")), (2, Decimal("0.33")), (3, Decimal("0.67"))),
    )


def test_formula_of_a_panel_waits_for_what_it_names():
    document = of(
        formula("M", "if(value > 5, value * [K], value)"), points("K", "1", "1", "one") | {"counts": False, "max": "9"}
    )
    waits = scored(document, {"A": (1, 2)}, M="4 6")
    assert (worth(waits, "M"), waits.aspect("M").judged) == ((None, True, False), ())
    assert worth(scored(document, {"A": (1, 2)}, M="4 6", K="2"), "M") == (Decimal("8.00"), True, False)


def test_a_formula_that_names_what_is_not_marked_leaves_its_own_aspect_unmarked():
    beside = points("K", "1", "1", "one") | {"counts": False, "max": "9"}
    for by in ("one", "each"):
        document = of(formula("M", "value * [K]", marked_by=by), beside)
        assert worth(scored(document, {"A": (1,)}, M="6"), "M")[::2] == (None, False)
        assert worth(scored(document, {"A": (1,)}, M="6", K="9"), "M") == (Decimal("54.00"), True, False)


def test_formula_without_a_figure_brings_one_judge_nothing_and_all_of_them_none():
    document = of(formula("M", "10 / (value - 1)"))
    assert worth(scored(document, {"A": (1, 2)}, M="1 2"), "M") == (Decimal("5.00"), True, False)
    assert worth(scored(document, {"A": (1, 2)}, M="1 none"), "M") == (Decimal("0.00"), True, True)


def test_formula_that_is_undefined_still_means_its_value_to_others():
    document = of(formula("M", "10 / (value - 1)", "50", "one", dnf_if_none=True), computed("C", "[M] * 7", "50"))
    score = scored(document, M="1")
    assert (worth(score, "M"), worth(score, "C")) == ((Decimal("0.00"), True, True), (Decimal("7.00"), True, False))
    assert (score.none, score.dnf) == (frozenset({"M"}), True)


def test_attempts_of_a_panel_fail_where_every_judge_says_so():
    document = of(points("S") | {"attempts": attempts(3, "mean", minimum=2)}, judged=panel(minimum=2))
    score = scored(document, {"A": (1, 2)}, S_1="80 90", S_2="none none", S_3="none 60")
    assert score.aspect("S") == AspectScore(
        "S",
        Decimal("57.50"),
        True,
        None,
        Fraction("57.5"),
        attempts=(
            AttemptScore(1, Fraction(85), Decimal("85.00"), False, True),
            AttemptScore(2, None, None, True, False),
            AttemptScore(3, Fraction(30), Decimal("30.00"), False, True),
        ),
        judged=((1, Decimal("80.00")), (2, Decimal("75.00"))),
    )


def test_attempts_of_a_panel_are_complete_with_the_fewest_of_every_judge():
    document = of(points("S") | {"attempts": attempts(3, "best", minimum=2)}, judged=panel(minimum=2))
    assert not scored(document, {"A": (1, 2)}, S_1="80 90", S_2="80").complete
    assert scored(document, {"A": (1, 2)}, S_1="80 90", S_2="80", S_3="- 70").complete


def test_attempts_nobody_made_are_unmarked():
    tried = attempts(3, "best", minimum=1)
    document = of(
        points("S", "50") | {"attempts": tried},
        points("T", "50", marked_by="one") | {"attempts": attempts(2, "sum", "value"), "required": False},
    )
    score = scored(document)
    assert [worth(score, key) for key in "ST"] == [(None, False, False), (None, True, False)]
    assert score.progress == "."


def test_attempts_that_nothing_rounds_stay_exact_up_to_the_module():
    rounding = {step: rule(2 if step == "aspect" else 6) for step in ROUNDING}
    one = points("S", "10", "0.01", "one") | {"attempts": attempts(3, "mean")}
    document = of(one, most="10", rounding=rounding)
    score = scored(document, S_1="1", S_2="1", S_3="2")
    assert (score.aspect("S").exact, score.total) == (Fraction(4, 3), Decimal("1.333333"))
    assert points_of(score.aspect("S")) == Fraction(4, 3)
    both = of(one, points("T", "10", "0.01") | {"attempts": attempts(3, "mean")}, most="20", rounding=rounding)
    assert scored(both, S_1="1", S_2="1", S_3="2", T_1="1", T_2="1", T_3="2").total == Decimal("2.666666")


def test_attempts_bring_a_sheet_of_the_panel_what_they_come_to():
    one = points("S", "100", "1") | {"attempts": attempts(3, "mean")}
    document = of(one, judged=panel(level="sheet"))
    score = scored(document, {"A": (1, 2)}, S_1="1 4", S_2="1 -", S_3="2 -")
    assert [sheet.figure for sheet in score.module("A").sheets] == [Decimal("1.33"), Decimal("4.00")]
    assert (score.total, score.module("A").kept, score.complete) == (Decimal("1.33"), (1,), False)


def test_computed_takes_attempts_one_by_one_and_everything_else_whole():
    document = of(
        points("S", "10", "1", "one") | {"attempts": attempts(2, "sum", "value", minimum=1), "counts": False},
        points("P", "10", "1") | {"attempts": attempts(2, "sum", minimum=1), "counts": False},
        points("K", "10", "1", "one") | {"counts": False},
        computed(
            "C",
            "[S] + points([S]) * 10 + [P] * 100 + points([P]) / 10 + [K] / 100",
            "2000",
            attempts=attempts(2, "last"),
        ),
        most="2000",
    )
    score = scored(document, {"A": (1,)}, S_1="1", S_2="2", P_1="3", P_2="4", K="7")
    assert score.aspect("C").points == Decimal("432.47")
    alone = scored(document, {"A": (1,)}, S_1="1", P_1="3", P_2="4", K="7")
    assert (alone.aspect("C").points, len(alone.aspect("C").attempts)) == (Decimal("311.37"), 1)


def test_computed_fails_in_an_attempt_without_a_figure():
    document = of(
        points("S", "10", "1", "one") | {"attempts": attempts(2, "sum", "value"), "counts": False},
        computed("C", "points([S]) + 10 / [S]", "90", attempts=attempts(2, "worst", failed="worst"), dnf_if_none=True),
        computed("W", "points([S])", "10", attempts=attempts(2, "best")),
    )
    score = scored(document, S_1="none", S_2="5")
    assert (worth(score, "C"), score.dnf) == ((Decimal("0.00"), True, True), True)
    assert worth(score, "W") == (Decimal("5.00"), True, False)


def test_computed_counts_points_of_a_failed_attempt_as_nothing():
    document = of(
        points("S", "10", "1") | {"attempts": attempts(2, "best"), "counts": False},
        computed("C", "points([S]) + 1", "90", attempts=attempts(2, "sum")),
        computed("D", "[S] + 1", "10", attempts=attempts(2, "sum")),
    )
    score = scored(document, {"A": (1,)}, S_1="none", S_2="5")
    assert [score.aspect(key).points for key in "CD"] == [Decimal("7.00"), Decimal("6.00")]


def test_computed_waits_for_the_attempts_it_names():
    document = of(
        points("S", "10", "1", "one") | {"attempts": attempts(3, "best", minimum=1), "counts": False},
        computed("C", "points([S])", "50", attempts=attempts(3, "worst")),
        computed("D", "[S]", "50", attempts=attempts(3, "worst")),
    )
    score = scored(document, S_2="5")
    assert [
        (one.points, [made.attempt for made in one.attempts]) for one in (score.aspect("C"), score.aspect("D"))
    ] == [
        (Decimal("5.00"), [2]),
        (Decimal("5.00"), [2]),
    ]


def test_computed_is_rounded_before_and_after_its_factor_and_kept_in_bounds():
    document = of(
        points("S", "10", "0.01", "one"),
        computed("C", "[S] / 3", "10", factor="3", min="-1"),
        computed("D", "-[S]", "10", min="-1"),
        computed("E", "[S] * 100", "10"),
        most="60",
        rounding=ROUNDING | {"product": rule(1)},
    )
    score = scored(document, S="8.05")
    assert [score.aspect(key).points for key in "CDE"] == [Decimal("8.1"), Decimal("-1.0"), Decimal("10.0")]
    assert worth(scored(document), "C") == (None, True, False)


def test_figures_tell_unmarked_from_none():
    unmarked = AspectScore("S", None, False, None)
    none = AspectScore("S", Decimal("0.00"), True, "none", none=True)
    value = AspectScore("S", Decimal("5.00"), True, "7", Decimal(7))
    assert [figure_of(one) for one in (unmarked, none, value)] == [UNMARKED, NONE, Fraction(7)]
    assert [points_of(one) for one in (unmarked, none, value)] == [UNMARKED, Fraction(0), Fraction(5)]


@pytest.mark.parametrize(("noted", "points_off"), [("0", "30.00"), ("2", "26.00"), ("-", "31.00")])
def test_deductions_mean_the_number_noted(noted, points_off):
    document = of(
        points("S", "10", "1", "one"), deduction("D", "1", None), computed("C", "20 + given([D], -1) * -1", "90")
    )
    assert scored(document, S="10", D=noted).total == Decimal(points_off)
