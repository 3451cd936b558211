"""From marks to a total: the worked examples of the field and what stands between them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.plans import parse_plan
from competition.engine.ranking import Standing, rank
from competition.engine.refusal import Impossible
from competition.engine.rounding import Rounding
from competition.engine.totals import AspectScore, ComponentScore, SheetScore, score_entry, tie_key
from tests.engine.plan_documents import (
    aspect,
    critical,
    deduction,
    judgement,
    module,
    panel,
    plan,
    points,
    rule,
    theory_and_practical,
    trimmed,
)


def marks_of(module_key, **by_aspect):
    """Marks of one module: A1_1="1 2 -" are the values of seats 1, 2, 3; a dash is no mark."""
    marks = {}
    for key, values in by_aspect.items():
        for seat, value in enumerate(values.split(), start=1):
            if value != "-":
                marks[(module_key, seat, key.replace("_", "."))] = value
    return marks


def judged_by_three(most):
    filler = aspect("yesno", "A1.2", str(Decimal(100) - Decimal(most)), "one")
    return parse_plan(plan(module("A", judgement(most=most), filler)))


@pytest.mark.parametrize(
    ("scores", "most", "mark"), [("1 2 2", "1.00", "0.56"), ("3 3 2", "2.00", "1.78"), ("0 1 1", "1.50", "0.33")]
)
def test_score_entry_gives_the_marks_of_three_judges(scores, most, mark):
    """Field rule WS-3: (s1 + s2 + s3) / 9 of the maximum, rounded half up to two decimals."""
    score = score_entry(judged_by_three(most), marks_of("A", A1_1=scores), {"A": (1, 2, 3)})
    judged = tuple(enumerate((Decimal(most) * int(one) / 3 for one in scores.split()), start=1))
    rounded = tuple((seat, Rounding(2, "half_up").of(points)) for seat, points in judged)
    assert score.module("A").aspects[0] == AspectScore(
        "A1.1", Decimal(mark), True, None, number=Decimal(mark), kept=(1, 2, 3), judged=rounded
    )


def test_score_entry_weighs_theory_and_practical_and_the_practical_breaks_the_tie():
    """Field rule CN-1: 92 and 86.5 at 30/70 are 88.15, so are 85 and 89.5; CN-2 puts the better practical first."""
    rules = parse_plan(theory_and_practical(ties=("component:practical",)))
    standings = []
    for entry, theory, practical in (("A", "92", "86.5"), ("B", "85", "89.5")):
        score = score_entry(rules, {("T", 1, "T1"): theory, ("P", 1, "P1"): practical}, {"T": (1,), "P": (1,)})
        standings.append(Standing(entry, score.total, score.tie))

    assert standings == [Standing("A", Decimal("88.15"), ("86.50",)), Standing("B", Decimal("88.15"), ("89.50",))]
    assert [(ranked.entry, ranked.rank) for ranked in rank(standings)] == [("B", 1), ("A", 2)]


def guide(level="sheet", minimum=5):
    talk = aspect(
        "timed",
        "A1.2",
        "0",
        "one",
        bands=[{"to": "300", "points": "0"}],
        over={"from": "300", "unit": "10", "points": "2", "cap": None},
    )
    rounding = {step: rule(1 if step == "judge" else 2) for step in ("judge", "aspect", "panel", "module")}
    rounding.update({step: rule() for step in ("component", "total")})
    document = plan(module("A", points(), talk, judged=trimmed(level, minimum)), ties=("time:A1.2",), rounding=rounding)
    return parse_plan(document)


SEVEN = {"A": (1, 2, 3, 4, 5, 6, 7)}
TALKS = "88.5 90.0 91.2 86.0 95.0 89.4 90.6"


def test_score_entry_trims_seven_sheets_and_takes_the_overtime_off_afterwards():
    """Field rules CN-3 and TF-7: the middle five of seven are 89.94; 23 s over are three blocks of 2."""
    score = score_entry(guide(), marks_of("A", A1_1=TALKS, A1_2="323"), SEVEN)
    assert (score.total, score.complete, score.tie) == (Decimal("83.94"), True, ("-323",))
    assert score.component("practical") == ComponentScore("practical", Decimal("83.94"), True)
    assert score.module("A").sheets[:2] == (
        SheetScore(1, Decimal("82.5"), Decimal("88.5"), True, whole=True),
        SheetScore(2, Decimal("90.0"), Decimal("90.0"), True, whole=True),
    )


def test_score_entry_leaves_an_absent_judge_out():
    with_seven = score_entry(guide(), marks_of("A", A1_1="88 90 90 96", A1_2="300"), SEVEN)
    assert (with_seven.total, with_seven.complete, with_seven.progress) == (Decimal("91.00"), False, "w")


def test_score_entry_leaves_out_the_marks_of_a_recused_judge():
    marks = marks_of("A", A1_1="88 90 92 0", A1_2="300")
    assert score_entry(guide(minimum=3), marks, {"A": (1, 2, 3)}).total == Decimal("90.00")


def test_score_entry_is_not_complete_below_the_minimum_of_judges():
    score = score_entry(guide(), marks_of("A", A1_1="88 90 92 90", A1_2="300"), {"A": (1, 2, 3, 4)})
    assert (score.total, score.complete) == (Decimal("90.00"), False)


def test_score_entry_counts_half_marked_sheets_only_until_one_is_complete():
    document = plan(module("A", points("A1.1", "50"), points("A1.2", "50"), judged=panel(level="sheet")))
    rules, seats = parse_plan(document), {"A": (1, 2, 3)}
    half = score_entry(rules, marks_of("A", A1_1="30 40"), seats)
    whole = score_entry(rules, marks_of("A", A1_1="30 40", A1_2="- 45"), seats)
    assert (half.total, whole.total) == (Decimal("35.00"), Decimal("85.00"))


def test_score_entry_counts_what_is_not_marked_yet_as_not_earned_yet():
    rules = parse_plan(theory_and_practical())
    score = score_entry(rules, {("T", 1, "T1"): "90"}, {"T": (1,), "P": (1,)})
    assert (score.total, score.complete, score.progress) == (Decimal("27.00"), False, "d.")
    assert score.components == (
        ComponentScore("theory", Decimal("90.00"), True),
        ComponentScore("practical", Decimal("0.00"), False),
    )


def test_score_entry_of_nothing_is_nothing():
    score = score_entry(guide(), {}, {})
    assert (score.total, score.progress, score.complete, score.tie) == (Decimal("0.00"), ".", False, ("",))


DEDUCTED = plan(
    module("A", points(step="1"), deduction("A2.1", "2", "5"), deduction("A2.2", "1", None, "each"), critical("A2.3")),
    ties=("module:A", "fewer_deductions"),
)


def test_score_entry_takes_deductions_off_and_counts_them():
    marks = marks_of("A", A1_1="80 80", A2_1="2", A2_2="- 1")
    score = score_entry(parse_plan(DEDUCTED), marks, {"A": (1, 2)})
    assert (score.total, score.deductions, score.tie) == (Decimal("75.50"), Decimal("4.50"), ("75.50", "-4.50"))
    assert tie_key(parse_plan(DEDUCTED), score) == score.tie


def test_score_entry_needs_no_mark_for_a_deduction():
    score = score_entry(parse_plan(DEDUCTED), marks_of("A", A1_1="80 80"), {"A": (1, 2)})
    assert (score.total, score.complete, score.tie) == (Decimal("80.00"), True, ("80.00", "0"))


def test_score_entry_never_goes_below_zero_in_a_module():
    score = score_entry(parse_plan(DEDUCTED), marks_of("A", A1_1="3", A2_1="9"), {"A": (1,)})
    assert (score.total, score.deductions) == (Decimal("0.00"), Decimal("5.00"))


def test_score_entry_gives_nothing_for_a_module_with_a_critical_step_missed():
    """Field rule TF-10: a critical step missed fails the station."""
    score = score_entry(parse_plan(DEDUCTED), marks_of("A", A1_1="80 80", A2_3="1"), {"A": (1, 2)})
    assert (score.total, score.module("A").failed, score.complete) == (Decimal("0.00"), True, True)
    assert [sheet.total for sheet in score.module("A").sheets] == [Decimal("0.00"), Decimal("80.00")]


def test_score_entry_scales_a_component_to_the_scale_of_the_plan():
    document = plan(module("A", points(most="120", step="1")))
    document["components"][0]["bonus"] = "20"
    score = score_entry(parse_plan(document), marks_of("A", A1_1="110"), {"A": (1,)})
    assert score.total == Decimal("110.00")
    halved = parse_plan(plan(module("A", points(most="50", step="1")), most="50"))
    assert score_entry(halved, marks_of("A", A1_1="40"), {"A": (1,)}).total == Decimal("80.00")


def test_score_entry_multiplies_the_middle_five_by_a_difficulty_kept_in_the_scale():
    """Field rule TF-17: 8.0 9.0 and five times 8.5, difficulty 3.1: 8.5 x 5 x 3.1 x 0.6 = 79.05."""
    document = plan(module("A", points(most="10", step="0.5"), judged=trimmed(minimum=5)), most="10", scale="93")
    marks = marks_of("A", A1_1="8.0 9.0 8.5 8.5 8.5 8.5 8.5")
    assert score_entry(parse_plan(document), marks, SEVEN).total == Decimal("79.05")


def test_score_entry_refuses_a_kept_text_that_never_was_a_value():
    with pytest.raises(Impossible) as refused:
        score_entry(guide(), marks_of("A", A1_1="many"), SEVEN)
    assert refused.value == Impossible("not_a_number", "A1.1")


def test_score_entry_ignores_marks_of_aspects_outside_the_plan():
    marks = marks_of("A", A1_1=TALKS, A1_2="300", A9_9="1")
    assert score_entry(guide(), marks, SEVEN) == score_entry(guide(), marks_of("A", A1_1=TALKS, A1_2="300"), SEVEN)


MIXED = parse_plan(
    plan(
        module(
            "A",
            judgement("A1", "60"),
            points("A2", "40", "0.5"),
            deduction("A3", "1", None, "each"),
            judged=trimmed(),
        ),
        module("B", points("B1", "100", "0.5"), deduction("B2"), component="other", judged=trimmed("sheet")),
        components=[
            {"key": "practical", "title": {"zh": "一", "en": ""}, "weight": "0.4", "max": "100"},
            {"key": "other", "title": {"zh": "二", "en": ""}, "weight": "0.6", "max": "100"},
        ],
        ties=("module:B", "fewer_deductions"),
    )
)
VALUES = {"A1": list("0123"), "A2": ["0", "12.5", "40"], "A3": ["0", "1", "7"], "B1": ["0", "55.5", "99"], "B2": ["1"]}
PLACES = [("A", "A1"), ("A", "A2"), ("A", "A3"), ("B", "B1"), ("B", "B2")]
SEATS = {"A": (1, 2, 3, 4, 5), "B": (1, 2, 3, 4, 5)}


@st.composite
def some_marks(draw):
    return {
        (module_key, seat, key): draw(st.sampled_from(VALUES[key]))
        for module_key, key in PLACES
        for seat in range(1, 6)
        if draw(st.booleans())
    }


@given(some_marks(), st.randoms(use_true_random=False))
def test_score_entry_does_not_depend_on_the_order_of_marks(marks, shuffle):
    keys = list(marks)
    shuffle.shuffle(keys)
    seats = {"B": (5, 3, 1, 2, 4), "A": (2, 1, 4, 3, 5)}
    assert score_entry(MIXED, {key: marks[key] for key in keys}, seats) == score_entry(MIXED, marks, SEATS)


@given(some_marks())
def test_score_entry_is_the_same_with_one_more_absent_judge(marks):
    more = {"A": (1, 2, 3, 4, 5, 6), "B": (1, 2, 3, 4, 5, 6)}
    before, after = score_entry(MIXED, marks, SEATS), score_entry(MIXED, marks, more)
    assert (after.total, after.tie, after.deductions) == (before.total, before.tie, before.deductions)
    assert [[one.points for one in part.aspects] for part in after.modules] == [
        [one.points for one in part.aspects] for part in before.modules
    ]


@given(some_marks())
def test_score_entry_stays_between_nothing_and_the_scale(marks):
    assert 0 <= score_entry(MIXED, marks, SEATS).total <= 100


BOUND = module("A", points(step="1", marked_by="one"), deduction("D", "30", None))


@pytest.mark.parametrize(
    ("bounds", "given", "total"),
    [
        ({}, "10 1", "0.00"),
        ({"floor": "-25"}, "10 1", "-20.00"),
        ({"floor": "-25"}, "0 1", "-25.00"),
        ({"floor": "5"}, "0 0", "5.00"),
        ({"ceiling": "80"}, "90 0", "80.00"),
        ({"ceiling": "80"}, "79 0", "79.00"),
        ({"floor": "-25", "ceiling": "-10"}, "50 0", "-10.00"),
    ],
)
def test_score_entry_keeps_a_module_between_its_floor_and_ceiling(bounds, given, total):
    document = plan({**BOUND, **bounds})
    document["components"][0]["floor"] = "-100"
    points_given, off = given.split()
    assert str(score_entry(parse_plan(document), marks_of("A", A1_1=points_given, D=off), {"A": (1,)}).total) == total


def test_score_entry_gives_nothing_for_a_failed_module_whatever_its_floor():
    document = plan({**module("A", points(step="1", marked_by="one"), critical("X")), "floor": "5"})
    assert score_entry(parse_plan(document), marks_of("A", A1_1="90", X="1"), {"A": (1,)}).total == Decimal("0.00")


@pytest.mark.parametrize(
    ("bounds", "given", "total"),
    [
        ({"floor": "33.335"}, "0", "33.34"),
        ({"ceiling": "66.664"}, "50", "66.66"),
        ({"ceiling": "66.664"}, "33", "66.00"),
        ({"floor": "10", "ceiling": "20"}, "7", "14.00"),
    ],
)
def test_score_entry_keeps_a_component_in_bounds_before_it_is_rounded(bounds, given, total):
    document = plan(module("A", points(most="50", step="1")), most="50")
    document["components"][0].update(bounds)
    assert str(score_entry(parse_plan(document), marks_of("A", A1_1=given), {"A": (1,)}).total) == total


@pytest.mark.parametrize(
    ("bounds", "total"), [({"total_floor": "60.005"}, "60.01"), ({"total_ceiling": "39.994"}, "39.99"), ({}, "50.00")]
)
def test_score_entry_keeps_a_total_in_bounds_before_it_is_rounded(bounds, total):
    document = plan(module("A", points(step="1")), **bounds)
    assert str(score_entry(parse_plan(document), marks_of("A", A1_1="50"), {"A": (1,)}).total) == total


def test_score_entry_uses_adjusted_figures_of_sheets_where_there_are_any():
    rules = parse_plan(plan(module("A", points(step="1"), judged=panel(level="sheet"))))
    marks = marks_of("A", A1_1="60 80 100")
    adjusted = {("A", 1): Decimal("0.00"), ("A", 3): Decimal("97.00"), ("B", 2): Decimal("1.00")}
    score = score_entry(rules, marks, {"A": (1, 2, 3)}, adjusted=adjusted)
    assert (score.total, [(sheet.figure, sheet.adjusted) for sheet in score.module("A").sheets]) == (
        Decimal("59.00"),
        [(Decimal("60.00"), Decimal("0.00")), (Decimal("80.00"), None), (Decimal("100.00"), Decimal("97.00"))],
    )


def test_score_entry_adjusts_no_sheet_that_brings_nothing_into_the_panel():
    document = plan(module("A", points(step="1"), deduction("D", "1", None, "each"), judged=panel(level="sheet")))
    score = score_entry(
        parse_plan(document),
        marks_of("A", A1_1="60 -", D="0 1"),
        {"A": (1, 2)},
        adjusted={("A", seat): Decimal("70.00") for seat in (1, 2)},
    )
    assert score.module("A").sheets == (
        SheetScore(1, Decimal("60.00"), Decimal("60.00"), True, Decimal("70.00"), whole=True),
        SheetScore(2, Decimal("0.00"), None, False, None, whole=False),
    )


def test_score_entry_calls_the_first_sheet_whole_once_all_is_there_that_every_judge_marks():
    alone = points("A1.2", "50", "1", "one")
    rules = parse_plan(plan(module("A", points(most="50", step="1"), alone, judged=panel(level="aspect"))))
    halves = [{"A1_1": "40 30"}, {"A1_1": "40 30", "A1_2": "20"}, {"A1_1": "- 30", "A1_2": "20"}]
    found = [score_entry(rules, marks_of("A", **half), {"A": (1, 2, 3)}).module("A").sheets for half in halves]
    second = SheetScore(2, Decimal("30.00"), None, True, whole=True)
    third = SheetScore(3, None, None, False)
    assert found == [
        (SheetScore(1, Decimal("40.00"), None, False, whole=True), second, third),
        (SheetScore(1, Decimal("60.00"), None, True, whole=True), second, third),
        (SheetScore(1, Decimal("20.00"), None, False, whole=False), second, third),
    ]


def test_score_entry_tells_which_sheets_counted():
    rules = parse_plan(plan(module("A", points(step="1"), judged=trimmed("sheet"))))
    score = score_entry(rules, marks_of("A", A1_1="60 80 100 70 90"), {"A": (1, 2, 3, 4, 5)})
    assert (score.module("A").kept, score.total) == ((2, 4, 5), Decimal("80.00"))


def test_score_entry_keeps_what_does_not_count_out_of_module_and_sheets():
    idle = points("A1.2", "50", "1") | {"counts": False}
    alone = points("A1.3", "50", "1", "one") | {"counts": False}
    for level in ("aspect", "sheet"):
        rules = parse_plan(plan(module("A", points(step="1"), idle, alone, judged=panel(level=level))))
        score = score_entry(rules, marks_of("A", A1_1="60 80", A1_2="50 50", A1_3="50"), {"A": (1, 2)})
        assert (score.total, [sheet.total for sheet in score.module("A").sheets]) == (
            Decimal("70.00"),
            [Decimal("60.00"), Decimal("80.00")],
        )


def test_score_entry_finds_an_aspect_by_its_key():
    score = score_entry(guide(), marks_of("A", A1_1=TALKS, A1_2="323"), SEVEN)
    assert (score.aspect("A1.2").points, score.aspect("A1.2").figure) == (Decimal("-6.00"), Fraction(323))
    with pytest.raises(KeyError):
        score.aspect("A9")
