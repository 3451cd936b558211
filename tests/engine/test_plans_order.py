"""Reading panels, limits, rounding, scale scores, the way of the ranking and the tie chain of a plan."""

from decimal import Decimal

import pytest

from competition.engine.plans import Order, Panel, Rounding, ScaleScore, Tie, parse_plan, refusals
from competition.engine.refusal import PlanRefused
from tests.engine.plan_documents import (
    Document,
    aspect,
    changed,
    module,
    panel,
    plan,
    points,
    rule,
    theory_and_practical,
)
from tests.engine.test_plans_aspects import computed, of_several, timed

SCALE: Document = {"method": "median_mad", "centre": "700", "spread": "30", "digits": 0, "mode": "half_up"}
PANEL = "modules.0.panel"


def judged(**more: object) -> Document:
    return plan(module("A", points(), judged=panel(**more)))  # type: ignore[arg-type]


def panel_of(document: Document) -> Panel:
    return parse_plan(document).modules[0].panel


def refused(document: Document) -> PlanRefused:
    with pytest.raises(PlanRefused) as found:
        parse_plan(document)
    return found.value


def test_a_panel_says_nothing_more_than_it_must():
    assert panel_of(judged()) == Panel("mean", 0, 0, "aspect", 1, None, 5, "mean", False, "none")


def test_a_panel_says_all_it_can():
    said = judged(
        method="trimmed_mean", high=2, low=1, level="sheet", minimum=4, spread="1", trim_from=4, figure="sum",
        exclude_lead=True, leniency="z",
    )  # fmt: skip
    assert panel_of(said) == Panel("trimmed_mean", 2, 1, "sheet", 4, Decimal(1), 4, "sum", True, "z")
    assert panel_of(judged(level="sheet", leniency="additive", trim_from=None)).leniency == "additive"


def test_an_olympic_panel_drops_one_of_each_from_three_marks_on():
    olympic = judged(method="olympic", high=1, low=1, minimum=3)
    assert panel_of(olympic) == Panel("olympic", 1, 1, "aspect", 3, None, 3, "mean", False, "none")
    assert panel_of(judged(method="trimmed_mean", high=1, low=1, minimum=3)).trim_from == 5


@pytest.mark.parametrize(
    ("said", "code", "key", "facts"),
    [
        ({"method": "olympic", "high": 2, "low": 1, "minimum": 4}, "olympic_drops_one", "high", {}),
        ({"method": "olympic", "high": 1, "low": 0, "minimum": 4}, "olympic_drops_one", "low", {}),
        ({"method": "olympic", "high": 0, "low": 0, "minimum": 4}, "olympic_drops_one", "high", {}),
        ({"method": "olympic", "high": 1, "low": 1, "minimum": 2}, "trims_everybody", "minimum", {"dropped": "2"}),
        ({"trim_from": 3}, "trim_without_trimmed_mean", "trim_from", {}),
        ({"method": "median", "trim_from": 3}, "trim_without_trimmed_mean", "trim_from", {}),
        (
            {"method": "trimmed_mean", "high": 1, "low": 1, "minimum": 3, "trim_from": 2},
            "trims_everybody", "trim_from", {"dropped": "2"},
        ),
        (
            {"method": "olympic", "high": 1, "low": 1, "minimum": 3, "trim_from": 16},
            "out_of_bounds", "trim_from", {"least": "1", "most": "15"},
        ),
        ({"figure": "product"}, "not_a_choice", "figure", {"allowed": "mean, sum"}),
        ({"exclude_lead": "yes"}, "not_a_flag", "exclude_lead", {}),
        ({"leniency": "rasch"}, "not_a_choice", "leniency", {"allowed": "none, z, additive"}),
        ({"leniency": "z"}, "leniency_needs_sheets", "leniency", {}),
    ],
)  # fmt: skip
def test_a_panel_that_contradicts_itself_is_refused(said, code, key, facts):
    assert refused(judged(**said)) == PlanRefused(code, f"modules[0].panel.{key}", **facts)


def test_modules_components_and_the_total_have_limits_where_they_say_so():
    read = parse_plan(plan(module("A", points())))
    assert (read.modules[0].floor, read.modules[0].ceiling) == (Decimal(0), None)
    assert (read.components[0].floor, read.components[0].ceiling) == (None, None)
    assert (read.total_floor, read.total_ceiling) == (None, None)

    document = plan(module("A", points()), total_floor="-5", total_ceiling="110")
    for part in ("modules.0", "components.0"):
        document = changed(changed(document, f"{part}.floor", "-20.5"), f"{part}.ceiling", "95")
    read = parse_plan(document)
    assert (read.modules[0].floor, read.modules[0].ceiling) == (Decimal("-20.5"), Decimal(95))
    assert (read.components[0].floor, read.components[0].ceiling) == (Decimal("-20.5"), Decimal(95))
    assert (read.total_floor, read.total_ceiling) == (Decimal(-5), Decimal(110))


@pytest.mark.parametrize("part", ["modules.0.", "components.0.", "total_"])
def test_a_floor_is_not_above_its_ceiling(part):
    path = part.replace(".0.", "[0].")
    level = changed(changed(plan(module("A", points())), f"{part}floor", "50"), f"{part}ceiling", "50")
    assert parse_plan(level).title.zh == "样例"
    above = changed(level, f"{part}floor", "50.1")
    assert refused(above) == PlanRefused("upside_down", f"{path}floor")


def test_a_module_whose_ceiling_is_below_nothing_needs_a_floor():
    document = changed(plan(module("A", points())), "modules.0.ceiling", "-1")
    assert refused(document) == PlanRefused("upside_down", "modules[0].ceiling")


def test_rounding_has_a_rule_for_products_where_it_says_so():
    document = plan(module("A", points()))
    read = parse_plan(document).rounding
    assert (read.product, read.worked) == (None, Rounding(2, "half_up"))
    read = parse_plan(changed(document, "rounding.product", rule(4, "half_even"))).rounding
    assert (read.product, read.worked) == (Rounding(4, "half_even"), Rounding(4, "half_even"))
    assert refused(changed(document, "rounding.product", rule(2, "up"))).path == "rounding.product.mode"
    assert parse_plan(changed(document, "rounding.product", None)).rounding.product is None


def scaled(**more: object) -> Document:
    return plan(module("A", points()), scale_score={**SCALE, **more})


def test_a_scale_score_is_read_with_and_without_bounds():
    assert parse_plan(plan(module("A", points()))).scale_score is None
    assert parse_plan(scaled()).scale_score == ScaleScore(
        "median_mad", Decimal(700), Decimal(30), None, None, Rounding(0, "half_up")
    )
    assert parse_plan(scaled(method="mean_sd", low="0", high="1000", digits=1, mode="down")).scale_score == ScaleScore(
        "mean_sd", Decimal(700), Decimal(30), Decimal(0), Decimal(1000), Rounding(1, "down")
    )
    assert parse_plan(scaled(low="0", high="0")).scale_score is not None


def test_a_scale_score_that_is_the_total_needs_no_figures():
    read = parse_plan(plan(module("A", points()), scale_score={"method": "none"})).scale_score
    assert read == ScaleScore("none", Decimal(0), Decimal(1), None, None, Rounding(0, "half_up"))
    read = parse_plan(scaled(method="none")).scale_score
    assert read == ScaleScore("none", Decimal(700), Decimal(30), None, None, Rounding(0, "half_up"))


@pytest.mark.parametrize(
    ("bent", "code", "key"),
    [
        ({"method": "rank"}, "not_a_choice", "method"),
        ({"centre": None}, "bad_decimal", "centre"),
        ({"spread": "0"}, "not_positive", "spread"),
        ({"low": "10", "high": "9.9"}, "upside_down", "low"),
        ({"digits": 7}, "out_of_bounds", "digits"),
        ({"mode": "up"}, "not_a_choice", "mode"),
        ({"anchor": "first"}, "unknown_key", "anchor"),
    ],
)
def test_a_scale_score_that_contradicts_itself_is_refused(bent, code, key):
    found = refused(scaled(**bent))
    assert (found.code, found.path) == (code, f"scale_score.{key}")


@pytest.mark.parametrize("missing", ["centre", "spread", "digits", "mode"])
def test_a_scale_score_needs_its_figures(missing):
    document = scaled()
    del document["scale_score"][missing]
    assert refused(document) == PlanRefused("missing_key", f"scale_score.{missing}")


def ordered(**order: object) -> Document:
    return plan(module("A", points()), order=order)


def test_the_order_is_the_usual_one_unless_the_plan_says_otherwise():
    usual = Order("high", "total", "shared", "")
    assert (parse_plan(plan(module("A", points()))).order, parse_plan(ordered()).order) == (usual, usual)
    assert parse_plan(ordered(better="low", last_resort="entry", seed=None)).order == Order("low", "total", "entry", "")
    assert parse_plan(ordered(last_resort="lot", seed="2026-11")).order == Order("high", "total", "lot", "2026-11")
    assert parse_plan(scaled() | {"order": {"by": "scale_score"}}).order == Order("high", "scale_score", "shared", "")


@pytest.mark.parametrize(
    ("order", "code", "key"),
    [
        ({"better": "more"}, "not_a_choice", "better"),
        ({"by": "rank"}, "not_a_choice", "by"),
        ({"by": "scale_score"}, "no_scale_score", "by"),
        ({"last_resort": "age"}, "not_a_choice", "last_resort"),
        ({"last_resort": "lot"}, "missing_key", "seed"),
        ({"last_resort": "lot", "seed": " "}, "bad_text", "seed"),
        ({"last_resort": "lot", "seed": "s" * 201}, "bad_text", "seed"),
        ({"seed": "2026"}, "unknown_key", "seed"),
    ],
)
def test_an_order_that_contradicts_itself_is_refused(order, code, key):
    found = refused(ordered(**order))
    assert (found.code, found.path) == (code, f"order.{key}")


def tied(*ties: str) -> Document:
    twice = {"count": 2, "rule": "best", "on": "value"}
    document = of_several(timed(attempts=twice), computed(key="C1"), aspect("yesno", "Y1", "10"))
    return changed(document, "ties", list(ties))


def test_every_comparator_of_the_chain_is_read():
    chain = (
        "component:practical", "module:A", "criterion:A-1", "aspect:C1", "value:Y1", "time:A1", "best_attempt:A1",
        "fewer_deductions", "judges_majority:A",
    )  # fmt: skip
    assert parse_plan(tied(*chain)).ties == (
        Tie("component", "practical"), Tie("module", "A"), Tie("criterion", "A-1"), Tie("aspect", "C1"), Tie("value", "Y1"),
        Tie("time", "A1"), Tie("best_attempt", "A1"), Tie("fewer_deductions", ""), Tie("judges_majority", "A"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tie", "code"),
    [
        ("component:A", "unknown_tie"),
        ("module:practical", "unknown_tie"),
        ("criterion:A", "unknown_tie"),
        ("aspect:Z", "unknown_tie"),
        ("value:A-1", "unknown_tie"),
        ("time:Y1", "unknown_tie"),
        ("best_attempt:Z", "unknown_tie"),
        ("judges_majority:B", "unknown_tie"),
        ("judges_majority", "unknown_tie"),
        ("fewer_deductions:A", "unknown_tie"),
        ("best_attempt:Y1", "tie_without_attempts"),
    ],
)
def test_a_comparator_that_names_nothing_is_refused(tie, code):
    assert refused(tied("module:A", tie)) == PlanRefused(code, "ties[1]")


def test_a_majority_of_judges_needs_a_sheet_that_each_judge_marks():
    document = theory_and_practical(ties=("judges_majority:T",))
    assert refused(document) == PlanRefused("tie_without_panel", "ties[0]")


def test_the_time_of_a_measurement_decides_a_tie_where_one_judge_takes_it():
    measured = {**aspect("measurement", "M1", "10", "one", unit="s", decimals=2, plausible=None), "formula": "10-value"}
    document = changed(of_several(measured), "ties", ["time:M1"])
    assert parse_plan(document).ties == (Tie("time", "M1"),)
    shared = changed(document, "modules.0.criteria.0.aspects.0.marked_by", "each")
    assert refused(shared) == PlanRefused("tie_time_of_many", "ties[0]")


def test_twelve_comparators_are_the_most():
    assert refused(tied(*["fewer_deductions"] * 13)) == PlanRefused("bad_count", "ties", least="0", most="12")
    assert refused(tied(*["fewer_deductions"] * 12)) == PlanRefused("tie_twice", "ties[1]")


def test_sums_of_maxima_are_of_what_counts_times_its_factor():
    document = plan(
        module("A", {**points("P1", "50", marked_by="one"), "factor": "1.5"}, computed("[P1]", "C1", "25", min="-10"),
               {**points("P2", "80"), "counts": False}),
    )  # fmt: skip
    assert parse_plan(document).modules[0].max == Decimal(100)
    wanted = PlanRefused("max_does_not_add_up", "components[0].max", sum="100.0", max="99")
    assert refused(changed(document, "components.0.max", "99")) == wanted


def test_a_module_in_which_everything_is_computed_or_does_not_count_is_refused():
    document = plan(module("A", points()), module("B", computed("[A1.1]", "C1")), most="110")
    assert refused(document) == PlanRefused("nothing_required", "modules[1].criteria")
    uncounted = plan(module("A", points()), module("B", {**points("B1"), "counts": False}))
    assert refused(uncounted) == PlanRefused("nothing_to_earn", "modules[1].criteria")


def test_awards_are_read_and_must_agree_with_the_plan():
    medals = {"medals": {"on": "scale_score", "window": "2"}}
    assert parse_plan(scaled() | {"awards": medals}).awards.medals is not None
    found = refused(plan(module("A", points()), awards=medals))
    assert (found.code, found.path) == ("no_scale_score", "awards.medals.on")
    assert parse_plan(plan(module("A", points()))).awards.medals is None


def test_refusals_tell_of_every_part_that_cannot_stand_and_every_key_named_in_vain():
    document = of_several(computed("[Z1]+[Z2]", "C1"), computed("[Y]", "C2"), computed("1+", "C3"), timed(factor="x"))
    for place, value in (
        ("components.0.floor", "x"), ("components.0.key", ["practical"]), ("modules.0.panel.leniency", "z"),
        ("rounding.judge.digits", 7), ("ties", ["age"]), ("scale_score", {"method": "mad"}), ("order", {"better": "x"}),
        ("awards", {"medals": {}}), ("document", {"purpose": 3}),
    ):  # fmt: skip
        document = changed(document, place, value)
    at = "modules[0].criteria[0].aspects"
    assert refusals(document) == [
        PlanRefused("bad_key", "components[0].key", longest="32"),
        PlanRefused("unknown_aspect", f"{at}[0].expression", aspect="Z1"),
        PlanRefused("unknown_aspect", f"{at}[1].expression", aspect="Y"),
        PlanRefused("bad_expression", f"{at}[2].expression", position="3"),
        PlanRefused("bad_decimal", f"{at}[3].factor"),
        PlanRefused("leniency_needs_sheets", "modules[0].panel.leniency"),
        PlanRefused("out_of_bounds", "rounding.judge.digits", least="0", most="6"),
        PlanRefused("unknown_tie", "ties[0]"),
        PlanRefused("not_an_object", "document.purpose"),
        PlanRefused("not_a_choice", "scale_score.method", allowed="none, median_mad, median_sd, mean_sd"),
        PlanRefused("not_a_choice", "order.better", allowed="high, low"),
        PlanRefused("missing_key", "awards.medals.on"),
    ]


def test_refusals_tell_nothing_of_parts_that_are_not_there():
    assert refusals({"modules": [{}, 3], "components": 4}) == [
        PlanRefused("missing_key", "format"),
    ]
    assert refusals({"modules": [{"criteria": [{"aspects": [3]}]}]}) == [
        PlanRefused("missing_key", "format"),
        PlanRefused("not_an_object", "modules[0].criteria[0].aspects[0]"),
    ]
