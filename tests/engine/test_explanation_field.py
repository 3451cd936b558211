"""Attempts, expressions and the field in an explanation: what was left out, what others have, places, ties and awards."""

import pytest

from tests.engine import plan_documents as say
from tests.engine.test_explanation import explained, lines_of, of_aspect, paper


def computed(key, most, expression, **more):
    return {
        "key": key,
        "kind": "computed",
        "title": say.text(),
        "note": None,
        "max": most,
        "expression": expression,
        **more,
    }


def attempted(rule, texts, on="value", **more):
    """The lines of a measurement in attempts whose value is its points."""
    attempts = {"count": len(texts), "rule": rule, "on": on, **more}
    aspect = say.aspect("measurement", "A1", "100", "one", unit="s", decimals=2, formula="value", attempts=attempts)
    plan = say.plan(say.module("A", aspect))
    marks = {("A", 1, f"A1#{n}"): text for n, text in enumerate(texts, 1) if text}
    return of_aspect(explained(plan, {"1": marks}), "A1")[1:]


def codes(lines, *wanted):
    return [line for line in lines if line[0].startswith(wanted)]


def test_attempts_are_told_with_what_is_left_out_and_rounded():
    rounding = {"digits": 1, "mode": "down"}
    lines = attempted(
        "mean", ["10.00", "none", "12.01", "13.00"], drop_best=1, better="low", failed="out", rounding=rounding
    )
    assert lines[:7] == [
        ("attempt_value", {"attempt": "1", "value": "10"}),
        ("attempt_failed", {"attempt": "2", "value": ""}),
        ("attempt_value", {"attempt": "3", "value": "12.01"}),
        ("attempt_value", {"attempt": "4", "value": "13"}),
        ("attempts_left_out", {"attempts": "1, 2"}),
        ("attempts_mean", {"figures": "12.01 + 13", "sum": "25.01", "count": "2", "exact": "12.505"}),
        ("rounded", {"exact": "12.505", "digits": "1", "mode": "down", "result": "12.5"}),
    ]


@pytest.mark.parametrize(
    ("rule", "left_out", "exact"), [("best", "1, 3", "30"), ("worst", "2, 3", "10"), ("last", "1, 2", "20")]
)
def test_one_of_the_attempts_counts(rule, left_out, exact):
    lines = attempted(rule, ["10.00", "30.00", "20.00"])
    assert codes(lines, "attempts_") == [
        ("attempts_left_out", {"attempts": left_out}),
        (f"attempts_{rule}", {"figures": exact, "sum": exact, "count": "1", "exact": exact}),
    ]


def test_failed_attempts_that_count_nothing_and_attempts_not_made_are_told():
    lines = attempted("sum", ["10.00", "none", ""], failed="void")
    assert codes(lines, "attempts_") == [
        ("attempts_void", {"attempts": "2"}),
        ("attempts_sum", {"figures": "10 + 0", "sum": "10", "count": "2", "exact": "10"}),
        ("attempts_missing", {"made": "2", "minimum": "3"}),
    ]


def test_too_many_failed_attempts_leave_no_figure():
    lines = attempted("best", ["none", "none", "3.00"], most_failed=1)
    assert lines[3:] == [("attempts_none", {"failed": "2", "most": "1"}), ("aspect_points", {"points": "0.00"})]


def test_attempts_on_points_are_told_one_by_one():
    lines = attempted("sum", ["10.00", "none", "20.00"], on="points", most_failed=2)
    assert lines == [
        ("attempt", {"attempt": "1", "value": ""}),
        ("by_formula", {"value": "10.00", "unit": "s", "formula": "value", "worked": "10", "exact": "10"}),
        ("attempt_points", {"points": "10.00"}),
        ("attempt_failed", {"attempt": "2", "value": ""}),
        ("attempt", {"attempt": "3", "value": ""}),
        ("by_formula", {"value": "20.00", "unit": "s", "formula": "value", "worked": "20", "exact": "20"}),
        ("attempt_points", {"points": "20.00"}),
        ("attempts_left_out", {"attempts": "2"}),
        ("attempts_sum", {"figures": "10 + 20", "sum": "30", "count": "2", "exact": "30"}),
        ("aspect_points", {"points": "30.00"}),
    ]


def typing():
    counted = [
        say.aspect("counted", key, "10000", "one", each="1", target=None, counts=False) for key in ("TYPED", "WRONG")
    ]
    net = computed("NET", "10000", "[TYPED] - 10 * [WRONG]", counts=False)
    speed = computed("SPEED", "20", "20 * [NET] / best([NET])")
    return say.plan(say.module("A", *counted, net, speed), most="20")


def typed(number, wrong):
    return {("A", 1, "TYPED"): number, ("A", 1, "WRONG"): wrong}


def test_expression_is_told_with_the_figures_of_the_field():
    lines = explained(
        typing(), {"1": typed("2480", "7"), "2": typed("2650", "0"), "3": typed("9999", "0")}, status={"3": "DQ"}
    )
    assert of_aspect(lines, "SPEED")[1:] == [
        ("population", {"function": "best", "aspect": "NET", "figure": "2650"}),
        ("expression", {"expression": "20 * [NET] / best([NET])", "worked": "20 * 2410 / 2650", "exact": "18.188679…"}),
        ("rounded", {"exact": "18.188679…", "digits": "2", "mode": "half_up", "result": "18.19"}),
        ("aspect_points", {"points": "18.19"}),
    ]
    assert of_aspect(lines, "NET")[0] == ("aspect_only_figure", {"aspect": "NET"})


def test_expression_below_its_bounds_or_without_a_figure_is_told():
    lines = explained(typing(), {"1": typed("5", "1")})
    assert of_aspect(lines, "NET")[1:3] == [
        ("expression", {"expression": "[TYPED] - 10 * [WRONG]", "worked": "5 - 10 * 1", "exact": "-5"}), ("not_below", {"least": "0"}),
    ]  # fmt: skip
    assert of_aspect(lines, "SPEED")[2] == ("expression_undefined", {"expression": "20 * [NET] / best([NET])"})


def test_expression_above_its_bound_is_told_and_so_is_one_that_is_not_marked_yet():
    aspects = (
        say.points("A1", "90", marked_by="one"),
        computed("A2", "10", "[A1] + points([A1]) + given([A3], 0)"),
        say.points("A3", "1", marked_by="one") | {"counts": False},
    )
    plan = say.plan(say.module("A", *aspects, computed("A4", "0.5", "[A3]", counts=False)))
    lines = explained(plan, {"1": {("A", 1, "A1"): "40.0"}})
    assert of_aspect(lines, "A2")[1:3] == [
        ("expression", {"expression": "[A1] + points([A1]) + given([A3], 0)", "worked": "40 + 40 + given(?, 0)", "exact": "80"}),
        ("not_above", {"most": "10"}),
    ]  # fmt: skip
    assert of_aspect(lines, "A4") == [
        ("aspect_only_figure", {"aspect": "A4"}),
        ("expression_unmarked", {"expression": "[A3]"}),
    ]


def field(document, *totals, entry="1", **more):
    """The lines from the total on; entry n has these points."""
    lines = explained(document, {str(n): {("A", 1, "A1.1"): text} for n, text in enumerate(totals, 1)}, entry, **more)
    return lines[lines.index(("total", {})) + 2 :]


def flat(**more):
    return say.plan(say.module("A", say.points(marked_by="one")), **more)


def scale(method, **more):
    return {
        "method": method,
        "centre": "700",
        "spread": "30",
        "low": "0",
        "high": "1000",
        "digits": 0,
        "mode": "half_up",
        **more,
    }


@pytest.mark.parametrize(
    ("method", "middle", "width", "exact", "score"),
    [
        ("median_mad", "69.8", "4.4", "740.009565…", "740"),
        ("median_sd", "69.8", "8.197859…", "731.837579…", "732"),
        ("mean_sd", "67.471428…", "8.197859…", "740.358967…", "740"),
    ],
)
def test_scale_score_is_told_with_the_figures_of_the_field(method, middle, width, exact, score):
    totals = ("78.5", "74.2", "71.0", "69.8", "66.4", "60.1", "52.3")
    lines = field(flat(scale_score=scale(method)), *totals)
    assert lines[:3] == [
        (f"field_{method}", {"count": "7", "middle": middle, "width": width}),
        (f"scale_{method}", {"centre": "700", "spread": "30", "total": "78.50", "middle": middle, "width": width, "exact": exact}),
        ("rounded", {"exact": exact, "digits": "0", "mode": "half_up", "result": score}),
    ]  # fmt: skip


def test_scale_score_without_spread_or_beyond_its_bounds_is_told():
    assert field(flat(scale_score=scale("median_sd")), "50.0", "50.0")[1] == ("scale_no_spread", {"centre": "700"})
    narrow = scale("mean_sd", low="690", high="710")
    assert field(flat(scale_score=narrow), "90.0", "50.0")[2] == ("not_above", {"most": "710"})
    assert field(flat(scale_score=narrow), "10.0", "50.0")[2] == ("not_below", {"least": "690"})


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({}, "rank_by_total_high"), ({"better": "low"}, "rank_by_total_low"),
        ({"by": "scale_score"}, "rank_by_scale_score_high"), ({"by": "scale_score", "better": "low"}, "rank_by_scale_score_low"),
    ],
)  # fmt: skip
def test_rank_says_what_it_goes_by(order, code):
    plan = flat(order=order, scale_score=scale("none", centre="0", spread="1"))
    rank = "1" if code.endswith("high") else "2"
    assert field(plan, "60.0", "50.0")[0] == (code, {"rank": rank, "count": "2"})


@pytest.mark.parametrize(
    ("order", "last"),
    [
        ({}, ("tie_shared", {"entries": "1, 2", "seed": ""})),
        ({"last_resort": "entry"}, ("tie_entry", {"entries": "1, 2", "seed": ""})),
        ({"last_resort": "lot", "seed": "青溪"}, ("tie_lot", {"entries": "1, 2", "seed": "青溪"})),
    ],
)
def test_tie_that_nothing_breaks_ends_in_the_last_resort(order, last):
    plan = flat(order=order, ties=("fewer_deductions",))
    lines = [line for line in field(plan, "60.0", "60.0", "50.0") if not line[0].startswith("rank")]
    told = dict(lines[0][1])
    assert (lines[0][0], sorted(told["entries"].split(", "))) == ("same_figure", ["1", "2"])
    assert sorted(line[1]["entry"] + line[1]["figure"] for line in lines[1:3]) == ["10", "20"]
    assert (lines[-1][0], sorted(lines[-1][1]["entries"].split(", "))) == (last[0], ["1", "2"])
    assert lines[-1][1]["seed"] == last[1]["seed"]


def test_tie_is_compared_until_the_entry_stands_alone():
    timed = say.aspect(
        "timed", "Z", "0", "one", bands=[{"to": "900", "points": "0"}], beyond="0", over=None, plausible=None
    )
    plan = say.plan(
        say.module("A", say.points(marked_by="one"), timed), ties=("fewer_deductions", "time:Z", "aspect:A1.1")
    )
    marks = {str(n): {("A", 1, "A1.1"): "50.0", ("A", 1, "Z"): time} for n, time in enumerate(("30", "20", "20"), 1)}
    lines = explained(plan, marks)
    times = (("2", "20"), ("3", "20"), ("1", "30"))
    assert lines[-8:] == [
        ("same_figure", {"entries": "2, 3, 1"}),
        *(("tie_says", {"comparator": "fewer_deductions", "entry": entry, "figure": "0"}) for entry in "231"),
        *(("tie_says", {"comparator": "time:Z", "entry": entry, "figure": time}) for entry, time in times),
        ("tie_broken", {"comparator": "time:Z"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status", "line"),
    [
        ("50.0", "DQ", ("status", {"status": "DQ", "aspects": ""})),
        ("50.0", "DNF", ("status", {"status": "DNF", "aspects": ""})),
        (None, "", ("not_ranked", {})),
    ],
)
def test_entry_without_a_rank_says_why(text, status, line):
    marks = {"1": {("A", 1, "A1.1"): text} if text else {}}
    assert explained(flat(), marks, status={"1": status})[-1] == line


def test_entry_that_did_not_finish_by_its_figures_says_which():
    aspect = say.aspect("measurement", "A1", "100", "one", unit="s", decimals=2, formula="value", dnf_if_none=True)
    lines = explained(say.plan(say.module("A", aspect)), {"1": {("A", 1, "A1"): "none"}})
    assert lines[-1] == ("status_dnf", {"status": "DNF", "aspects": "A1"})


def prize(**rule):
    return {"key": "p", "title": say.text(), **rule}


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (prize(share="0.5"), ("prize_share", {"prize": "p", "share": "0.5", "places": "2", "last": "2"})),
        (prize(count=1), ("prize_count", {"prize": "p", "places": "1", "last": "1"})),
        (prize(within="0.5"), ("prize_within", {"prize": "p", "share": "0.5", "last": "2"})),
        (prize(from_total="60"), ("prize_from_total", {"prize": "p", "total": "60"})),
    ],
)
def test_prize_says_by_which_rule(rule, line):
    lines = field(flat(awards={"prizes": [rule]}), "90.0", "80.0", "50.0", "40.0")
    assert lines[-1] == line


def test_medals_medallion_titles_and_levels_are_told():
    awards = {
        "medals": {"on": "total", "window": "2"}, "medallion": {"on": "total", "from": "50"},
        "titles": [{"key": "t", "title": say.text(), "from": 1, "to": 1}], "promotion": [{"from": 1, "to": 2, "level": 2}],
    }  # fmt: skip
    told = [field(flat(awards=awards), "90.0", "80.0", "70.0", "60.0", entry=entry)[1:] for entry in "1234"]
    assert told == [
        [("medal_gold", {"on": "total", "window": "2"}), ("title_won", {"title": "t"}), ("level_won", {"level": "2"})],
        [("medal_silver", {"on": "total", "window": "2"}), ("level_won", {"level": "2"})],
        [("medal_bronze", {"on": "total", "window": "2"})],
        [("medallion", {"on": "total", "least": "50"})],
    ]


def test_rank_in_the_division_is_told_where_awards_go_by_it():
    lines = field(flat(awards={"by_division": True}), "90.0", "80.0", entry="2", division="职工组")
    assert lines[-1] == ("division_rank", {"division": "职工组", "rank": "2"})


def test_function_of_a_figure_stays_in_the_expression():
    plan = say.plan(say.module("A", say.points("A1", "90", marked_by="one"), computed("A2", "10", "floor([A1]) / 8")))
    lines = explained(plan, {"1": {("A", 1, "A1"): "42.5"}})
    facts = {"expression": "floor([A1]) / 8", "worked": "floor(42.5) / 8", "exact": "5.25"}
    assert of_aspect(lines, "A2")[1] == ("expression", facts)


def test_best_attempt_below_zero_is_shown_as_it_was_noted():
    attempts = {"count": 2, "rule": "best", "on": "value", "better": "low", "minimum": 1}
    offset = say.aspect("measurement", "A1", "50", "one", unit="mm", decimals=1, formula="0", attempts=attempts)
    same = say.points("A2", "50", marked_by="one")
    plan = say.plan(say.module("A", offset, same), ties=("best_attempt:A1",))
    marks = {str(n): {("A", 1, "A1#1"): text, ("A", 1, "A2"): "20.0"} for n, text in enumerate(("-1.5", "2.5"), 1)}
    told = [facts for code, facts in explained(plan, marks) if code == "tie_says"]
    assert told == [
        {"comparator": "best_attempt:A1", "entry": "1", "figure": "-1.5"},
        {"comparator": "best_attempt:A1", "entry": "2", "figure": "2.5"},
    ]


def after_the_total(document, marks, entry="1", **more) -> list[str]:
    """The lines of place and awards as they stand on paper."""
    lines = paper(document, marks, entry, **more)
    return lines[next(n for n, line in enumerate(lines) if line.startswith("  total_points")) + 1 :]


def given(*totals):
    """Entry n has these points."""
    return {str(n): {("A", 1, "A1.1"): text} for n, text in enumerate(totals, 1)}


@pytest.mark.parametrize(
    ("entry", "beyond", "first", "total", "exact", "rank"),
    [("1", "not_above most=710", "1, 3", "90.00", "736.380343…", "1"),
     ("4", "not_below least=690", "2, 4", "40.00", "663.619656…", "3")],
)  # fmt: skip
def test_tie_in_scale_scores_is_told_after_their_bounds(entry, beyond, first, total, exact, rank):
    bounded = scale("mean_sd", low="690", high="710")
    plan = flat(order={"by": "scale_score"}, scale_score=bounded, ties=("fewer_deductions",))
    one, other = first.split(", ")
    result = beyond[-3:]
    assert after_the_total(plan, given("90.0", "50.0", "80.0", "40.0"), entry) == lines_of(f"""
        field_mean_sd count=4 middle=65 width=20.615528…
          scale_mean_sd centre=700 spread=30 total={total} middle=65 width=20.615528… exact={exact}
          {beyond}
          rounded exact={result} digits=0 mode=half_up result={result}
        rank_by_scale_score_high rank={rank} count=4
          same_figure entries={first}
            tie_says comparator=fewer_deductions entry={one} figure=0
            tie_says comparator=fewer_deductions entry={other} figure=0
          tie_shared entries={first} seed=
    """)


def test_scale_score_without_spread_stands_under_the_field():
    assert after_the_total(flat(scale_score=scale("mean_sd")), given("50.0"))[:3] == lines_of("""
        field_mean_sd count=1 middle=50 width=0
          scale_no_spread centre=700
          rounded exact=700 digits=0 mode=half_up result=700
    """)


@pytest.mark.parametrize(("entry", "score"), [("1", "670"), ("2", "730")])
def test_scale_score_that_is_its_bound_is_held_back_by_none(entry, score):
    lines = field(flat(scale_score=scale("mean_sd", low="670", high="730")), "40.0", "60.0", entry=entry)
    assert lines[2] == ("rounded", {"exact": score, "digits": "0", "mode": "half_up", "result": score})
