"""The tabulation that follows every change is the one made of all marks at once, in whatever order they came."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.engine.plans import parse_plan
from competition.engine.tabulation import Entrant, Tabulation, Tabulator, tabulate
from tests.engine.plan_documents import aspect, module, panel, plan, points
from tests.engine.test_tabulation import SCALE, computed, noted

ENTRIES = ("E1", "E2", "E10", "F")
SEATS = {"P": (1, 2, 3), "Q": (1,)}
STATUSES = ("", "DNF", "DQ", "WD")
QUESTIONS = ("best", "least", "mean", "median", "sd", "rank", "rank_low", "count")


@st.composite
def documents(draw):
    """A panel of three in P; times and attempts of one judge in Q, with what the field makes of them."""
    level = draw(st.sampled_from(("aspect", "sheet")))
    leniency = draw(st.sampled_from(("none", "z", "additive"))) if level == "sheet" else "none"
    function = draw(st.sampled_from(QUESTIONS))
    asked = draw(st.sampled_from(("time", "y")))
    formula = draw(st.sampled_from((f"{function}([{asked}])", f"10 / ({function}([{asked}]) - [{asked}])", "[time]")))
    tried = aspect(
        "points", "tried", "10", "one", step="1",
        attempts={"count": 2, "rule": "best", "on": "points", "drop_best": 0, "drop_worst": 0, "minimum": 1},
    )  # fmt: skip
    ties = (
        "judges_majority:P",
        "time:time",
        "best_attempt:tried",
        "criterion:P-1",
        "fewer_deductions",
        "aspect:of_all",
    )
    last_resort = draw(st.sampled_from(("shared", "lot", "entry")))
    return plan(
        module("P", points("x", "20", "10"), points("y", "30", "10"), judged=panel(level=level, leniency=leniency)),
        module(
            "Q",
            noted("time", "timed", dnf_if_none=draw(st.booleans())),
            tried,
            computed("of_all", "40", formula, dnf_if_none=draw(st.booleans())),
        ),
        ties=tuple(draw(st.lists(st.sampled_from(ties), unique=True, max_size=3))),
        order={
            "better": draw(st.sampled_from(("high", "low"))),
            "by": draw(st.sampled_from(("total", "scale_score"))),
            "last_resort": last_resort,
            **({"seed": "2026"} if last_resort == "lot" else {}),
        },
        scale_score=SCALE | {"method": draw(st.sampled_from(("none", "median_mad", "median_sd", "mean_sd")))},
    )


def values(slot):
    return st.none() | st.sampled_from(
        {"time": ("none", "5", "10"), "x": ("0", "10", "20"), "y": ("10", "30")}.get(slot, ("none", "3", "10"))
    )


Place = tuple[str, int, str]
PLACES = [("P", seat, slot) for seat in SEATS["P"] for slot in "xy"]
PLACES += [("Q", 1, slot) for slot in ("time", "tried#1", "tried#2")]
MARKS = st.sampled_from(PLACES).flatmap(lambda place: st.tuples(st.just(place), values(place[2])))
CHANGES = st.lists(
    st.tuples(st.sampled_from(ENTRIES), MARKS | st.sampled_from(STATUSES), st.booleans()), min_size=5, max_size=60
)
PANELS = st.sampled_from((SEATS, {"P": (1, 2), "Q": (1,)}, {"P": (2, 3), "Q": ()}))
WHOLE = st.builds(
    Entrant,
    st.sampled_from((*ENTRIES, "G")),
    st.lists(MARKS, max_size=9).map(lambda marks: {place: value for place, value in marks if value is not None}),
    PANELS,
    st.sampled_from(STATUSES),
)


@settings(deadline=None)
@given(documents(), CHANGES)
def test_tabulator_is_always_what_tabulate_makes_of_the_marks_left(document, changes):
    built = parse_plan(document)
    running = Tabulator(built, [Entrant(key, {}, SEATS) for key in ENTRIES])
    marks: dict[str, dict[Place, str]] = {key: {} for key in ENTRIES}
    statuses = dict.fromkeys(ENTRIES, "")
    for entry, change, asked in [*changes, (ENTRIES[0], "", True)]:
        if isinstance(change, str):
            running.status(entry, change)
            statuses[entry] = change
        else:
            place, value = change
            module_key, seat, slot = place
            running.mark(entry, module_key, seat, slot, value)
            marks[entry].pop(place, None)
            if value is not None:
                marks[entry][place] = value
        if asked:
            entrants = [Entrant(key, marks[key], SEATS, statuses[key]) for key in ENTRIES]
            assert running.result() == tabulate(built, entrants)


@settings(deadline=None)
@given(documents(), st.lists(st.tuples(WHOLE | st.tuples(st.sampled_from(ENTRIES), MARKS), st.booleans()), max_size=30))
def test_tabulator_is_always_what_tabulate_makes_of_whole_entrants_as_they_are(document, changes):
    """Entrants come, are replaced and marked by turns, in any order."""
    built = parse_plan(document)
    running = Tabulator(built, [])
    field: dict[str, Entrant] = {}
    for change, asked in [*changes, (Entrant("F", {}, SEATS), True)]:
        if isinstance(change, Entrant):
            running.entrant(change)
            field[change.key] = change
        elif change[0] in field:
            entry, (place, value) = change
            module_key, seat, slot = place
            running.mark(entry, module_key, seat, slot, value)
            marks = {kept: text for kept, text in field[entry].marks.items() if kept != place}
            field[entry] = replace(field[entry], marks=marks | ({} if value is None else {place: value}))
        if asked:
            assert running.result() == tabulate(built, field.values())


def crowded():
    """Everything at once: leniency, the field, who does not finish, scale scores, the judges' majority and the lot."""
    return plan(
        module("P", points("x", "20", "10"), points("y", "30", "10"), judged=panel(level="sheet", leniency="z")),
        module(
            "Q",
            noted("time", "timed", dnf_if_none=True),
            computed("pace", "50", "50 * least([time]) / [time] - rank([y])"),
        ),
        ties=("judges_majority:P", "time:time"),
        order={"better": "high", "by": "scale_score", "last_resort": "lot", "seed": "2026"},
        scale_score=SCALE,
    )


def test_tabulator_is_the_same_after_a_thousand_orders_of_arrival():
    built = parse_plan(crowded())
    dice = random.Random(20260928)
    arrived: list[tuple[str, Place, str]] = [
        (entry, ("P", seat, slot), str(10 * dice.randrange(3)))
        for entry in ENTRIES
        for seat in (1, 2, 3)
        for slot in "xy"
    ]
    times = zip(ENTRIES, ("40", "50", "none", "80"), strict=True)
    arrived += [(entry, ("Q", 1, "time"), time) for entry, time in times]
    results: list[Tabulation] = []
    for turn in range(1000):
        dice.shuffle(arrived)
        running = Tabulator(built, [Entrant(key, {}, SEATS) for key in ENTRIES])
        for number, (entry, (module_key, seat, slot), value) in enumerate(arrived):
            running.mark(entry, module_key, seat, slot, value)
            if number == turn % len(arrived):
                running.result()
        result = running.result()
        if result not in results:
            results.append(result)
    assert [[(row.entry, row.rank, str(row.scale_score), row.status) for row in one.rows] for one in results] == [
        [("E1", 1, "982", ""), ("F", 2, "700", ""), ("E2", 3, "680", ""), ("E10", None, "None", "DNF")]
    ]


def lenient():
    """Two judges of sheets whose leniency is taken out, and what one judge alone marks."""
    sheets = panel(level="sheet", leniency="additive")
    judged = [Entrant(key, {("P", 1, "x"): low, ("P", 2, "x"): high}, {"P": (1, 2), "Q": (1,)}) for key, low, high in (
        ("a", "40", "46"), ("b", "30", "36"),
    )]  # fmt: skip
    built = parse_plan(
        plan(module("P", points("x", "50", "1"), judged=sheets), module("Q", points("k", "50", "1", "one")))
    )
    return built, judged


def sheets_of(result):
    return {
        row.entry: (str(row.total), [str(sheet.adjusted) for sheet in row.score.module("P").sheets])
        for row in result.rows
    }


def test_tabulator_follows_a_mark_that_leaves_the_figures_of_the_judges_as_they_were():
    built, entrants = lenient()
    running = Tabulator(built, entrants)
    before = sheets_of(running.result())
    running.mark("b", "Q", 1, "k", "50")
    after = sheets_of(running.result())
    assert (before, after) == (
        {"a": ("43.00", ["43.00", "43.00"]), "b": ("33.00", ["33.00", "33.00"])},
        {"b": ("83.00", ["33.00", "33.00"]), "a": ("43.00", ["43.00", "43.00"])},
    )


def test_tabulator_moves_the_sheets_of_others_when_a_judge_turns_out_more_lenient():
    """Judge 2 lies 6 above judge 1 first, so either is moved by 3; then on average 8, and by 4."""
    built, entrants = lenient()
    running = Tabulator(built, entrants)
    running.result()
    running.mark("b", "P", 2, "x", "40")
    assert sheets_of(running.result()) == {
        "a": ("43.00", ["44.00", "42.00"]),
        "b": ("35.00", ["34.00", "36.00"]),
    }


@pytest.mark.parametrize("asks", [False, True])
def test_tabulator_told_of_an_entrant_that_is_what_it_was_gives_the_same_result(asks):
    built, entrants = lenient()
    if not asks:
        built = parse_plan(plan(module("P", points("x", "50", "1")), module("Q", points("k", "50", "1", "one"))))
    running = Tabulator(built, entrants)
    before = running.result()
    for one in entrants:
        running.entrant(replace(one, marks=dict(one.marks)))
    assert running.result() is before


def test_tabulator_gives_the_same_lines_where_an_entry_was_out_and_takes_part_after_all():
    built = parse_plan(plan(module("P", points("x", "50", "1")), module("Q", points("k", "50", "1", "one"))))
    running = Tabulator(built, lenient()[1])
    before = running.result()
    running.status("a", "DQ")
    running.status("a", "")
    after = running.result()
    assert [one is other for one, other in zip(after.rows, before.rows, strict=True)] == [True, True]


@pytest.mark.parametrize("key", ENTRIES)
def test_tabulator_without_a_single_mark_knows_everybody(key):
    built = parse_plan(crowded())
    assert Tabulator(built, [Entrant(one, {}, SEATS) for one in ENTRIES]).result().row(key).total is None
