"""The least and greatest total still within reach, plan by plan."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.engine.outlook import Bounds, bounds
from competition.engine.plans import Plan, parse_plan
from competition.engine.refusal import Impossible
from competition.engine.totals import score_entry
from tests.engine.plan_documents import (
    Document,
    aspect,
    changed,
    critical,
    deduction,
    judgement,
    module,
    panel,
    plan,
    points,
    theory_and_practical,
    trimmed,
)

D = Decimal
Marks = dict[tuple[str, int, str], str]


def reach(document: Document, marks: dict[str, str] | None = None, seats: int = 1) -> tuple[str, str, str]:
    """Low, high and whether it finishes; marks by "slot" of module M and seat 1, or "slot@seat"."""
    given: Marks = {}
    for place, text in (marks or {}).items():
        slot, _at, seat = place.partition("@")
        given["M", int(seat or 1), slot] = text
    found = bounds(parse_plan(document), given, {"M": tuple(range(1, seats + 1))})
    return str(found.low), str(found.high), found.finishes


def one(*aspects: Document, most: str = "100", **more: object) -> Document:
    """A plan of one module M."""
    return plan(module("M", *aspects, judged=more.pop("judged", None)), most=most, **more)  # type: ignore[arg-type]


POINTS = points("P", "100", "0.5")


def test_bounds_are_everything_while_nothing_is_marked_and_the_total_once_all_is() -> None:
    assert bounds(parse_plan(one(POINTS)), {}, {"M": (1,)}) == Bounds(D("0.00"), D("100.00"), "perhaps")
    assert reach(one(POINTS), {"P": "62.5"}) == ("62.50", "62.50", "surely")
    assert reach(one(POINTS), {"P": "62.5"}, seats=0) == ("0.00", "0.00", "surely")
    assert Bounds(D(1), D(2)).finishes == "surely"


def test_bounds_refuse_what_never_was_a_value() -> None:
    with pytest.raises(Impossible) as refused:
        reach(one(POINTS), {"P": "many"})

    assert refused.value == Impossible("not_a_number", "P")


@pytest.mark.parametrize(
    ("method", "marks", "seats", "low", "high"),
    [
        (panel(), {"P@1": "60"}, 2, "30.00", "80.00"),
        (panel(), {"P@1": "60", "P@2": "50"}, 3, "36.67", "70.00"),
        (panel(figure="sum"), {"P@1": "60"}, 2, "60.00", "160.00"),
        (panel("median"), {"P@1": "60", "P@2": "50"}, 3, "50.00", "60.00"),
        (panel("median"), {"P@1": "60"}, 3, "0.00", "100.00"),
        (panel("olympic", high=1, low=1, minimum=3), {"P@1": "60", "P@2": "50"}, 3, "50.00", "60.00"),
        (trimmed(), {f"P@{n}": str(10 * n) for n in (1, 2, 3, 4)}, 5, "20.00", "30.00"),
        (panel(exclude_lead=True), {"P@1": "60", "P@2": "50"}, 3, "25.00", "75.00"),
        (panel(exclude_lead=True), {"P@2": "50"}, 2, "50.00", "50.00"),
    ],
)
def test_missing_judge_may_come_as_low_or_as_high_as_can_be_or_stay_away(
    method: Document, marks: dict[str, str], seats: int, low: str, high: str
) -> None:
    assert reach(one(POINTS, judged=method), marks, seats) == (low, high, "surely")


def test_mark_of_the_lead_alone_counts_where_the_panel_leaves_the_lead_out() -> None:
    document = one(points("P", "60"), points("Q", "40", "1", "one"), judged=panel(exclude_lead=True))

    assert reach(document, {"P@2": "30", "Q": "10"}, 2) == ("40.00", "40.00", "surely")


def sheets(*more: Document, **rules: object) -> Document:
    return one(points("P", "60"), points("Q", "40"), *more, judged=panel() | {"level": "sheet"} | rules)


def test_panel_of_sheets_hears_whole_sheets_and_those_that_may_become_so() -> None:
    assert reach(sheets(), {"P": "30", "Q": "20"}, 1) == ("50.00", "50.00", "surely")
    assert reach(sheets(), {"P": "30"}, 1) == ("30.00", "70.00", "surely")
    assert reach(sheets(), {"P": "30", "Q": "20"}, 2) == ("25.00", "75.00", "surely")
    assert reach(sheets(), {"P": "30", "Q": "20", "P@2": "60"}, 2) == ("50.00", "75.00", "surely")
    assert reach(sheets(), {"P": "30"}, 2) == ("0.00", "100.00", "surely")
    assert reach(sheets(), {"P": "30", "P@2": "60"}, 2) == ("30.00", "100.00", "surely")
    assert reach(sheets(figure="sum"), {"P": "30", "Q": "20"}, 2) == ("50.00", "150.00", "surely")
    assert reach(sheets(exclude_lead=True), {"P": "30", "P@2": "6", "Q@2": "4"}, 2) == ("10.00", "10.00", "surely")
    assert reach(sheets(), {}, 0) == ("0.00", "0.00", "perhaps")


def test_panel_of_sheets_adds_neither_points_off_nor_what_one_judge_marks() -> None:
    off = sheets(deduction("X", "5", "20", "each"))
    assert reach(off, {"P": "30", "Q": "20", "X": "1"}, 1) == ("45.00", "45.00", "surely")

    alone = one(points("P", "60"), points("Q", "30"), points("R", "10", "1", "one"), judged=panel(level="sheet"))
    assert reach(alone, {"P": "30", "Q": "20"}, 2) == ("25.00", "80.00", "surely")


def test_panel_of_sheets_stays_open_for_what_need_not_be_marked() -> None:
    document = one(points("P", "60"), points("Q", "40") | {"required": False}, judged=panel(level="sheet"))

    assert reach(document, {"P": "30"}, 1) == ("30.00", "70.00", "surely")
    assert reach(document, {"P": "30"}, 2) == ("15.00", "85.00", "surely")
    assert reach(document, {"Q": "30"}, 1) == ("30.00", "90.00", "surely")


def test_leniency_leaves_a_module_open_within_its_limits() -> None:
    document = sheets(leniency="z")
    document["modules"][0] |= {"floor": "10", "ceiling": "90"}

    assert reach(document, {"P": "30", "Q": "20"}, 1) == ("10.00", "90.00", "surely")
    del document["modules"][0]["ceiling"]
    assert reach(document, {"P": "30", "Q": "20"}, 1) == ("10.00", "1000000000000000.00", "surely")


def test_points_off_may_still_come_and_who_has_begun_notes_none_by_silence() -> None:
    own = one(POINTS, deduction("X", "5", "20"))
    assert reach(own, {"P": "60"}) == ("40.00", "60.00", "surely")
    assert reach(own, {"P": "60", "X": "1"}) == ("55.00", "55.00", "surely")

    shared = one(POINTS, deduction("X", "5", "20", "each"), judged=panel())
    assert reach(shared, {"P": "60", "P@2": "60"}, 2) == ("40.00", "60.00", "surely")
    assert reach(shared, {"P": "60", "P@2": "60", "X": "4"}, 2) == ("40.00", "50.00", "surely")
    assert reach(shared, {"P": "60", "X": "4"}, 2) == ("10.00", "70.00", "surely")
    assert reach(one(POINTS, deduction("X", "5", None)), {"P": "60"}) == ("0.00", "60.00", "surely")


def test_points_off_of_all_who_have_begun_are_trimmed_together() -> None:
    """Of four the two highest are dropped, of three nothing is: the judge who noted nothing is the fourth."""
    method = panel("trimmed_mean", high=2, minimum=3, trim_from=4)
    marks = {f"P@{seat}": "60" for seat in (1, 2, 3, 4)} | {"X@1": "4", "X@2": "4", "X@3": "0"}

    assert reach(one(POINTS, deduction("X", "1", "4", "each"), judged=method), marks, 4) == ("56.00", "56.00", "surely")


def test_critical_step_may_still_be_missed_or_was() -> None:
    own = one(POINTS, critical("C"))
    own["modules"][0]["floor"] = "-10"
    assert reach(own, {"P": "60"}) == ("0.00", "60.00", "surely")
    assert reach(own, {"P": "60", "C": "0"}) == ("60.00", "60.00", "surely")
    assert reach(own, {"P": "60", "C": "1"}) == ("0.00", "0.00", "surely")
    assert reach(own, {"C": "1"}) == ("0.00", "0.00", "surely")
    assert reach(own, {"P": "60", "P@2": "60", "C": "0"}, 2) == ("60.00", "60.00", "surely")

    shared = one(POINTS, critical("C", "each"), judged=panel(exclude_lead=True))
    assert reach(shared, {"P@2": "60", "C@2": "0"}, 2) == ("0.00", "60.00", "surely")
    assert reach(shared, {"P@2": "60", "C@1": "0", "C@2": "0"}, 2) == ("60.00", "60.00", "surely")


def test_floors_ceilings_and_weights_are_those_of_the_plan() -> None:
    document = theory_and_practical()
    seats = {"T": (1,), "P": (1,)}
    marks: Marks = {("T", 1, "T1"): "50"}
    assert bounds(parse_plan(document), marks, seats) == Bounds(D("15.00"), D("85.00"))

    limited = changed(document, "components.1.floor", "10") | {"total_ceiling": "60", "total_floor": "5"}
    limited = changed(limited, "components.1.ceiling", "50")
    assert bounds(parse_plan(limited), marks, seats) == Bounds(D("22.00"), D("50.00"))
    assert bounds(parse_plan(limited | {"total_floor": "30", "total_ceiling": "40"}), marks, seats) == Bounds(
        D("30.00"), D("40.00")
    )
    module_limits = changed(changed(document, "modules.1.floor", "20"), "modules.1.ceiling", "70")
    assert bounds(parse_plan(module_limits), marks, seats) == Bounds(D("29.00"), D("64.00"))


def test_aspect_that_does_not_count_changes_nothing() -> None:
    document = one(POINTS, points("Q", "50") | {"counts": False, "required": False})

    assert reach(document, {"P": "60"}) == ("60.00", "60.00", "surely")


def test_factor_and_negative_points_are_looked_at() -> None:
    document = one(aspect("points", "P", "10", step="1", min="-10", factor="2"), most="20")
    document["modules"][0]["floor"] = "-50"

    assert reach(document, {}) == ("-100.00", "100.00", "perhaps")
    assert reach(document, {"P": "-3"}) == ("-30.00", "-30.00", "surely")


COMPUTED = aspect("computed", "Z", "50", marked_by="one", expression="points([P]) / 2") | {"required": False}


def test_expression_is_open_until_all_it_names_is_marked() -> None:
    document = one(points("P", "50"), {key: COMPUTED[key] for key in COMPUTED if key not in ("required", "marked_by")})

    assert reach(document, {}) == ("0.00", "100.00", "perhaps")
    assert reach(document, {"P": "30"}) == ("45.00", "45.00", "surely")
    assert reach(document, {"P": "30"}, seats=2) == ("15.00", "90.00", "surely")


def test_expression_on_the_field_stays_open() -> None:
    field = {"key": "Z", "kind": "computed", "title": {"zh": "试", "en": ""}, "note": None, "max": "50"}
    document = one(points("P", "50"), field | {"min": "-10", "expression": "best([P])"})

    assert reach(document, {"P": "30"}) == ("20.00", "80.00", "surely")


MEASURED = aspect("measurement", "F", "40", "one", unit="mm", decimals=0, formula="value * 2", floor="-10")


def test_formula_is_open_between_its_floor_and_its_maximum() -> None:
    document = one(points("P", "60"), MEASURED)
    assert reach(document, {"P": "30"}) == ("20.00", "70.00", "surely")
    assert reach(document, {"P": "30", "F": "5"}) == ("40.00", "40.00", "surely")

    shared = one(points("P", "60"), MEASURED | {"marked_by": "each"}, judged=panel(figure="sum"))
    shared["modules"][0]["floor"] = "-99"
    assert reach(shared, {"F": "5", "P": "0", "P@2": "0"}, 2) == ("-20.00", "80.00", "surely")
    assert reach(shared, {"F": "5", "F@2": "6", "P": "0", "P@2": "0"}, 2) == ("22.00", "22.00", "surely")
    mean = one(points("P", "60"), MEASURED | {"marked_by": "each"}, judged=panel())
    mean["modules"][0]["floor"] = "-99"
    assert reach(mean, {"F": "5", "P": "0", "P@2": "0"}, 2) == ("-10.00", "40.00", "surely")
    sheet = one(points("P", "60"), MEASURED | {"marked_by": "each"}, judged=panel(level="sheet"))
    assert reach(sheet, {"F": "5", "P": "10"}) == ("0.00", "50.00", "surely")


def tried(rule: str, on: str = "points", count: int = 2, **more: object) -> Document:
    rules = {"count": count, "rule": rule, "on": on, **more}
    return one(points("P", "100", "1", "one") | {"attempts": rules})


def test_attempts_stay_open_until_all_are_made() -> None:
    assert reach(tried("best"), {"P#1": "40"}) == ("40.00", "100.00", "surely")
    assert reach(tried("best", most_failed=0), {"P#1": "40"}) == ("0.00", "100.00", "surely")
    assert reach(tried("best"), {"P#1": "none"}) == ("0.00", "100.00", "surely")
    assert reach(tried("best", better="low"), {"P#1": "40"}) == ("0.00", "100.00", "surely")
    assert reach(tried("mean"), {"P#1": "40"}) == ("0.00", "100.00", "surely")
    assert reach(tried("sum"), {"P#1": "40"}) == ("0.00", "140.00", "surely")
    assert reach(tried("sum"), {"P#2": "40"}) == ("0.00", "140.00", "surely")
    assert reach(tried("sum"), {"P#1": "40", "P#2": "50"}) == ("90.00", "90.00", "surely")
    assert reach(tried("mean"), {"P#1": "40", "P#2": "45"}) == ("42.50", "42.50", "surely")
    assert reach(tried("best", "value"), {"P#1": "40"}) == ("0.00", "100.00", "surely")
    assert reach(tried("sum", "value"), {"P#1": "40"}) == ("0.00", "200.00", "surely")


def test_attempts_before_a_panel_are_open_in_each_missing_mark() -> None:
    document = one(points("P", "100", "1") | {"attempts": {"count": 2, "rule": "sum", "on": "points"}}, judged=panel())

    assert reach(document, {"P#1@1": "40", "P#1@2": "60", "P#2@1": "20"}, 2) == ("0.00", "110.00", "surely")
    whole = {"P#1@1": "40", "P#1@2": "60", "P#2@1": "20", "P#2@2": "30"}
    assert reach(document, whole, 2) == ("75.00", "75.00", "surely")


def test_attempts_of_formulas_and_expressions_are_open_each() -> None:
    rules = {"attempts": {"count": 2, "rule": "sum", "on": "points"}}
    formula = one(points("P", "60"), MEASURED | rules)
    assert reach(formula, {"P": "30", "F#1": "5"}) == ("10.00", "110.00", "surely")
    shared = one(points("P", "60"), MEASURED | rules | {"marked_by": "each"}, judged=panel())
    assert reach(shared, {"P": "30", "F#1": "5"}) == ("10.00", "110.00", "surely")
    sheet = one(points("P", "60"), MEASURED | rules | {"marked_by": "each"}, judged=panel(level="sheet"))
    assert reach(sheet, {"P": "30", "F#1": "5"}) == ("10.00", "110.00", "surely")
    computed = {key: COMPUTED[key] for key in COMPUTED if key not in ("required", "marked_by")}
    expression = one(points("P", "50"), computed | rules)
    assert reach(expression, {}) == ("0.00", "150.00", "perhaps")


def ended(**more: object) -> Document:
    bands = [{"to": "60", "points": "40"}]
    last = aspect("timed", "T", "40", "one", bands=bands, beyond="0", over=None, dnf_if_none=True, **more)
    last |= {"plausible": {"min": "0", "max": "600"}}
    return one(points("P", "60"), last)


def test_contest_of_an_entry_may_end_with_a_mark() -> None:
    assert reach(ended(), {"P": "30"})[2] == "perhaps"
    assert reach(ended(), {"P": "30", "T": "50"}) == ("70.00", "70.00", "surely")
    assert reach(ended(), {"P": "30", "T": "none"}) == ("30.00", "30.00", "never")
    assert reach(ended(), {"T": "none"})[2] == "never"
    assert reach(ended(), {"P": "30"}, seats=0)[2] == "surely"

    tries = {"attempts": {"count": 2, "rule": "best", "on": "value", "better": "low"}}
    assert reach(ended(**tries), {"P": "30", "T#1": "50"})[2] == "surely"
    assert reach(ended(**tries), {"P": "30", "T#1": "none"})[2] == "perhaps"
    assert reach(ended(**tries), {"P": "30", "T#1": "none", "T#2": "none"})[2] == "never"


def test_contest_does_not_end_with_what_always_has_a_figure() -> None:
    document = one(points("P", "60"), points("Q", "40", "1", "one") | {"dnf_if_none": True})

    assert reach(document, {"P": "30"}) == ("30.00", "70.00", "surely")


def test_contest_may_end_with_what_cannot_be_worked_out() -> None:
    computed = {key: COMPUTED[key] for key in COMPUTED if key not in ("required", "marked_by")}
    document = one(points("P", "50"), computed | {"expression": "10 / [P]", "dnf_if_none": True})

    assert reach(document, {"P": "5"}, seats=2)[2] == "perhaps"
    assert reach(document, {"P": "5"}) == ("7.00", "7.00", "surely")
    assert reach(document, {"P": "0"}) == ("0.00", "0.00", "never")


def _plain(random: Random) -> Document:
    """A plan of a few plain aspects under some panel."""
    aspects = [
        points("A", "4", "2", random.choice(("one", "each"))),
        random.choice(
            (
                judgement("B", "3", 3),
                aspect("yesno", "B", "3", "each"),
                aspect("counted", "B", "3", "one", each="1", target=None, plausible=None),
                aspect(
                    "measurement", "B", "3", "each", unit="mm", decimals=0, plausible=None,
                    bands=[{"from": "0", "to": "5", "points": "3"}, {"from": None, "to": None, "points": "1"}],
                ),
            )
        ),
    ]  # fmt: skip
    method = random.choice((panel(), panel("median"), trimmed(), panel(figure="sum")))
    return plan(module("M", *aspects, judged=method), most="7", rounding=one(POINTS)["rounding"])


TEXTS = {"A": ("0", "4"), "judgement": ("0", "2"), "yesno": ("no", "yes"), "counted": ("0", "9")}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_both_ends_of_plain_plans_can_be_reached(number: int) -> None:
    random = Random(number)
    read: Plan = parse_plan(_plain(random))
    seats = {"M": (1, 2, 3)}
    kind = read.aspect("B").kind
    texts = {"A": TEXTS["A"], "B": TEXTS.get(kind, ("3", "none"))}
    places = [("M", seat, one.key) for seat in seats["M"] for one in read.aspects_for("M", seat)]
    marks = {place: random.choice(texts[place[2]]) for place in places if random.random() < 0.6}
    missing = [place for place in places if place not in marks]
    totals = [
        score_entry(read, marks | {place: text for place, text in zip(missing, way, strict=True) if text}, seats).total
        for way in product(*((None, *texts[place[2]]) for place in missing))
    ]

    found = bounds(read, marks, seats)
    assert (found.low, found.high) == (min(totals), max(totals))
