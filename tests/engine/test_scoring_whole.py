"""The whole score of an aspect, as it is kept: text, number, attempts and whether a figure can be had."""

from decimal import Decimal
from fractions import Fraction

from competition.engine.scores import AspectScore, AttemptScore
from tests.engine.plan_documents import aspect, points
from tests.engine.test_scoring import attempts, computed, formula, of, scored

ONE = {"A": (1,)}
ZERO = Decimal("0.00")


def worked(expression, tried, most="100"):
    """What one judge measures, once or several times, turned into points by a formula."""
    return formula("M", expression, most, "one", attempts=tried)


def beside(key="K", most="10"):
    return points(key, most, "1", "one") | {"counts": False}


def test_own_score_keeps_the_text_and_the_number_that_were_noted():
    score = scored(of(points("S", "100", "0.5", "one")), ONE, S="7.50")
    assert score.aspect("S") == AspectScore("S", Decimal("7.50"), True, "7.50", Decimal("7.5"))


def test_own_score_of_what_could_not_be_measured_is_nothing_but_complete():
    bands = [{"from": None, "to": None, "points": "100"}]
    document = of(aspect("measurement", "M", "100", "one", unit="s", decimals=0, plausible=None, bands=bands))
    assert scored(document, ONE, M="none").aspect("M") == AspectScore("M", ZERO, True, "none", none=True)


def test_own_score_of_a_formula_without_a_figure_keeps_what_was_noted():
    document = of(formula("M", "10 / (value - 1)", "100", "one"))
    assert scored(document, ONE, M="1").aspect("M") == AspectScore("M", ZERO, True, "1", Decimal(1), none=True)


def test_attempts_at_a_value_tell_what_each_would_have_earned():
    document = of(worked("value * 10", attempts(3, "best", "value")))
    assert scored(document, ONE, M_1="4", M_2="none", M_3="6").aspect("M") == AspectScore(
        "M",
        Decimal("60.00"),
        True,
        None,
        Fraction(6),
        attempts=(
            AttemptScore(1, Fraction(4), Decimal("40.00"), False, False),
            AttemptScore(2, None, None, True, False),
            AttemptScore(3, Fraction(6), Decimal("60.00"), False, True),
        ),
    )


def test_attempts_at_a_value_without_points_have_no_figure_though_they_have_a_value():
    document = of(worked("10 / (value - 1)", attempts(2, "worst", "value")))
    assert scored(document, ONE, M_1="1", M_2="6").aspect("M") == AspectScore(
        "M",
        ZERO,
        True,
        None,
        Fraction(1),
        none=True,
        attempts=(
            AttemptScore(1, Fraction(1), None, False, True),
            AttemptScore(2, Fraction(6), Decimal("2.00"), False, False),
        ),
    )


def test_attempts_at_points_fail_where_the_formula_gives_no_figure():
    document = of(worked("10 / (value - 1)", attempts(2, "mean", failed="out")))
    one, both = (scored(document, ONE, M_1="1", M_2=second).aspect("M") for second in ("6", "1"))
    failed = AttemptScore(1, None, None, True, False)
    assert one == AspectScore(
        "M",
        Decimal("2.00"),
        True,
        None,
        Fraction(2),
        attempts=(failed, AttemptScore(2, Fraction(2), Decimal("2.00"), False, True)),
    )
    assert both == AspectScore(
        "M", ZERO, True, None, none=True, attempts=(failed, AttemptScore(2, None, None, True, False))
    )


def test_attempts_at_points_are_not_there_while_the_formula_names_what_is_not_marked():
    document = of(worked("if(value > 5, value * [K], value)", attempts(2, "sum")), beside())
    waiting, marked = (scored(document, ONE, M_1="4", M_2="6", **more).aspect("M") for more in ({}, {"K": "3"}))
    first = AttemptScore(1, Fraction(4), Decimal("4.00"), False, True)
    second = AttemptScore(2, Fraction(18), Decimal("18.00"), False, True)
    assert waiting == AspectScore("M", Decimal("4.00"), True, None, Fraction(4), attempts=(first,))
    assert marked == AspectScore("M", Decimal("22.00"), True, None, Fraction(22), attempts=(first, second))


def test_computed_without_a_figure_means_none_to_others():
    score = scored(of(computed("C", "1 / [K]", "100"), beside()), ONE, K="0")
    assert score.aspect("C") == AspectScore("C", ZERO, True, None, none=True)


def test_computed_has_as_many_attempts_as_its_own_rules_say():
    document = of(beside(), computed("C", "[K] + 1", attempts=attempts(2, "sum")))
    assert scored(document, ONE, K="5").aspect("C") == AspectScore(
        "C",
        Decimal("12.00"),
        True,
        None,
        Fraction(12),
        attempts=tuple(AttemptScore(n, Fraction(6), Decimal("6.00"), False, True) for n in (1, 2)),
    )
