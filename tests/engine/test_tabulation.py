"""From the marks of all entries to the result list: the worked examples of the field, statuses, what is provisional."""

from decimal import Decimal
from typing import Any

import pytest

from competition.engine.plans import parse_plan
from competition.engine.refusal import Impossible
from competition.engine.tabulation import Entrant, Tabulation, Tabulator, looks_at_field, tabulate
from tests.engine.plan_documents import aspect, module, panel, plan, points, text, theory_and_practical


def noted(key, kind="counted", **more):
    """An input to expressions that earns nothing itself, noted by one judge."""
    kinds: dict[str, dict[str, Any]] = {
        "counted": {"each": "1", "target": None},
        "timed": {"bands": [{"to": "9999", "points": "0"}]},
        "points": {"step": "0.01"},
    }
    most = "100" if kind == "points" else "0"
    return aspect(kind, key, most, "one", counts=False, **kinds[kind], **more)


def computed(key, most, expression, **more):
    return {
        "key": key, "kind": "computed", "title": text(), "note": None, "max": most, "expression": expression, **more,
    }  # fmt: skip


def entrant(key, status="", seats=(1,), **marks):
    """An entry with marks written P_k or P_k_2 for module P, aspect k, seat 1 or 2."""
    placed = {}
    panels = {}
    for name, value in marks.items():
        part, slot, *seat = name.split("_")
        placed[part, int(seat[0]) if seat else 1, slot] = value
        panels[part] = seats
    return Entrant(key, placed, panels, status)


def places(tabulation):
    return [
        (row.entry, row.rank, row.tied, row.status, None if row.total is None else str(row.total))
        for row in tabulation.rows
    ]


def totals(tabulation):
    return {row.entry: None if row.total is None else str(row.total) for row in tabulation.rows}


SPEED = module(
    "P",
    noted("typed"),
    noted("errors"),
    computed("net", "10000", "[typed] - 10 * [errors]", counts=False),
    computed("speed", "20", "20 * [net] / best([net])"),
)


def test_tabulate_net_speed_as_a_share_of_the_best():
    """TF-1: 2,480 typed with 7 errors are 2,410 net; the best net of 2,650 has 20 points."""
    found = tabulate(
        parse_plan(plan(SPEED, scale="20", most="20")),
        [
            entrant("a", P_typed="2480", P_errors="7"),
            entrant("b", P_typed="2700", P_errors="5"),
            entrant("c", P_typed="9999", P_errors="0", status="DQ"),
        ],
    )
    assert places(found) == [
        ("b", 1, False, "", "20.00"),
        ("a", 2, False, "", "18.19"),
        ("c", None, False, "DQ", "20.00"),
    ]
    assert [str(found.row(key).score.aspect("net").points) for key in "ab"] == ["2410.00", "2650.00"]


def test_tabulate_with_the_mean_of_all_times_as_the_standard():
    """TF-6: times 312, 298, 355, 410, 330 give a standard of 341 seconds."""
    document = plan(
        module(
            "P",
            noted("time", "timed"),
            computed("standard", "10000", "mean([time])", counts=False),
            computed("within", "50", "if([time] <= mean([time]), 50, 50 - 0.5 * started([time] - mean([time]), 10))"),
        ),
        most="50",
        scale="50",
    )
    times = {"a": "312", "b": "298", "c": "355", "d": "410", "e": "330"}
    found = tabulate(parse_plan(document), [entrant(key, P_time=time) for key, time in times.items()])
    assert {str(row.score.aspect("standard").points) for row in found.rows} == {"341.00"}
    assert totals(found) == {"a": "50.00", "b": "50.00", "e": "50.00", "c": "49.00", "d": "46.50"}


def selection(vote_score):
    """Experts 80 and votes 20 of a hundred (AS-4)."""
    return parse_plan(
        plan(
            module("E", points("expert", marked_by="one"), component="experts"),
            module("V", noted("votes"), computed("share", "100", vote_score), component="votes"),
            components=[
                {"key": "experts", "title": text(), "weight": "0.8", "max": "100"},
                {"key": "votes", "title": text(), "weight": "0.2", "max": "100"},
            ],
        )
    )


CANDIDATES = (("a", "86.4", "12000"), ("b", "91.2", "9000"), ("c", "93.5", "3000"))


def test_tabulate_votes_as_a_share_of_the_most():
    """AS-4, share_of_max: 89.12, 87.96, 79.80."""
    entrants = [entrant(key, E_expert=expert, V_votes=votes) for key, expert, votes in CANDIDATES]
    found = tabulate(selection("100 * [votes] / best([votes])"), entrants)
    assert places(found) == [("a", 1, False, "", "89.12"), ("b", 2, False, "", "87.96"), ("c", 3, False, "", "79.80")]


def test_tabulate_votes_by_their_rank():
    """AS-4, rank with n = 4: the third gets 50 and so 84.80."""
    entrants = [entrant(key, E_expert=expert, V_votes=votes) for key, expert, votes in CANDIDATES]
    entrants.append(entrant("d", E_expert="50", V_votes="10"))
    found = tabulate(selection("100 * (count([votes]) - rank([votes]) + 1) / count([votes])"), entrants)
    assert totals(found) == {"a": "89.12", "b": "87.96", "c": "84.80", "d": "45.00"}


def test_tabulate_breaks_the_tie_of_two_composites():
    """CN-1, CN-2: 92/86.5 and 85/89.5 are both 88.15; B has the better practical."""
    document = theory_and_practical(ties=("component:practical",))
    found = tabulate(
        parse_plan(document),
        [
            entrant("A", T_T1="92", P_P1="86.5"),
            entrant("B", T_T1="85", P_P1="89.5"),
            entrant("C", T_T1="99", P_P1="99"),
        ],
    )
    assert [(row.entry, row.rank, str(row.total), row.broken_by, row.tie) for row in found.rows] == [
        ("C", 1, "99.00", None, ("99.00",)),
        ("B", 2, "88.15", "component:practical", ("89.50",)),
        ("A", 3, "88.15", "component:practical", ("86.50",)),
    ]


SCALE = {
    "method": "median_mad",
    "centre": "700",
    "spread": "30",
    "low": "0",
    "high": "1000",
    "digits": 0,
    "mode": "half_up",
}
WS4 = {"a": "78.5", "b": "74.2", "c": "71", "d": "69.8", "e": "66.4", "f": "60.1", "g": "52.3"}


@pytest.mark.parametrize(
    ("method", "scores"),
    [
        ("median_mad", ["740", "720", "706", "700", "684", "655", "620"]),
        ("median_sd", ["732", "716", "704", "700", "688", "665", "636"]),
        ("none", ["78.50", "74.20", "71.00", "69.80", "66.40", "60.10", "52.30"]),
    ],
)
def test_tabulate_scale_scores_of_those_who_are_ranked(method, scores):
    """WS-4; who withdrew is not in the population."""
    document = plan(module("P", points("k", marked_by="one")), scale_score=SCALE | {"method": method})
    entrants = [entrant(key, P_k=mark) for key, mark in WS4.items()]
    entrants += [entrant("x", P_k="99", status="WD"), Entrant("y", {}, {"P": (1,)})]
    found = tabulate(parse_plan(document), entrants)
    assert [str(row.scale_score) for row in found.rows] == [*scores, "None", "None"]
    assert [row.entry for row in found.rows] == [*WS4, "y", "x"]
    assert [row.provisional for row in found.rows] == [method != "none"] * 7 + [True, False]


def test_tabulate_ranks_by_scale_score_and_the_lowest_first_when_the_plan_says_so():
    order = {"better": "low", "by": "scale_score", "last_resort": "entry"}
    document = plan(module("P", points("k", marked_by="one")), scale_score=SCALE | {"low": "690"}, order=order)
    found = tabulate(parse_plan(document), [entrant(key, P_k=mark) for key, mark in WS4.items()])
    assert [(row.entry, row.rank, str(row.scale_score), row.broken_by) for row in found.rows] == [
        ("e", 1, "690", "entry"), ("f", 2, "690", "entry"), ("g", 3, "690", "entry"), ("d", 4, "700", None),
        ("c", 5, "706", None), ("b", 6, "720", None), ("a", 7, "740", None),
    ]  # fmt: skip


def test_tabulate_lists_the_unmarked_and_those_with_a_status_last():
    document = plan(module("P", points("k", marked_by="one")))
    found = tabulate(
        parse_plan(document),
        [
            entrant("a", P_k="99", status="DQ"), entrant("b", P_k="10", status="WD"),
            Entrant("c", {}, {"P": (1,)}, "DNS"), entrant("d", P_k="0"), Entrant("e", {}, {"P": (1,)}), Entrant("f", {}, {}),
        ],
    )  # fmt: skip
    assert places(found) == [
        ("d", 1, False, "", "0.00"), ("e", None, False, "", None), ("f", None, False, "", None),
        ("c", None, False, "DNS", None), ("b", None, False, "WD", "10.00"), ("a", None, False, "DQ", "99.00"),
    ]  # fmt: skip
    assert [row.provisional for row in found.rows] == [False, True, True, False, False, False]
    assert found.provisional
    assert found.plan_hash == parse_plan(document).document_hash


def test_tabulate_of_nobody_is_empty():
    built = parse_plan(plan(SPEED, scale="20", most="20"))
    assert tabulate(built, []) == Tabulation(built.document_hash, ())
    assert not tabulate(built, []).provisional


def test_tabulation_knows_no_row_of_a_stranger():
    with pytest.raises(KeyError):
        tabulate(parse_plan(plan(SPEED, scale="20", most="20")), []).row("a")


FASTEST = plan(
    module(
        "P",
        noted("time", "timed", dnf_if_none=True),
        computed("pace", "100", "100 * least([time]) / [time]"),
    ),
    ties=("time:time",),
)


def test_tabulate_leaves_who_did_not_finish_out_of_the_population():
    """b fails the run, c is out: the best time is that of a."""
    found = tabulate(
        parse_plan(FASTEST),
        [
            entrant("a", P_time="50"),
            entrant("b", P_time="none"),
            entrant("c", P_time="10", status="DQ"),
            entrant("d", P_time="80"),
        ],
    )
    assert places(found) == [
        ("a", 1, False, "", "100.00"), ("d", 2, False, "", "62.50"), ("b", None, False, "DNF", "0.00"),
        ("c", None, False, "DQ", "100.00"),
    ]  # fmt: skip


def test_tabulate_keeps_the_status_that_was_given_to_who_did_not_finish_too():
    found = tabulate(parse_plan(FASTEST), [entrant("b", P_time="none", status="WD")])
    assert [row.status for row in found.rows] == ["WD"]


def test_tabulate_ranks_nobody_whose_figure_beside_the_field_cannot_be_had_but_counts_him_in_the_field():
    """a has no mean to be divided by: 10 - 10 of the least; his 10 stays the least of the others."""
    document = plan(
        module(
            "P",
            noted("k"),
            computed("part", "100", "10 / ([k] - least([k]))", dnf_if_none=True),
        )
    )
    found = tabulate(parse_plan(document), [entrant("a", P_k="10"), entrant("b", P_k="12"), entrant("c", P_k="20")])
    assert places(found) == [
        ("b", 1, False, "", "5.00"), ("c", 2, False, "", "1.00"), ("a", None, False, "DNF", "0.00"),
    ]  # fmt: skip


def test_tabulate_asks_first_only_aspects_that_do_not_rest_on_the_field():
    """Before the field is known, [part] is unmarked and stands for 1/0: nobody is DNF by that."""
    document = plan(
        module(
            "P",
            noted("k"),
            computed("part", "100", "best([k])"),
            computed("rest", "0", "given([part], 1 / 0)", counts=False, dnf_if_none=True),
        )
    )
    found = tabulate(parse_plan(document), [entrant("a", P_k="10"), entrant("b", P_k="12")])
    assert places(found) == [("a", 1, True, "", "12.00"), ("b", 1, True, "", "12.00")]


def test_tabulate_is_provisional_until_everybody_who_takes_part_is_complete():
    built = parse_plan(plan(SPEED, scale="20", most="20"))
    whole = [entrant("a", P_typed="2480", P_errors="7"), entrant("b", P_typed="2700", P_errors="5")]
    half = entrant("c", P_typed="100")
    found = {
        "half": tabulate(built, [*whole, half]),
        "out": tabulate(built, [*whole, Entrant("c", half.marks, half.seats, "DNF")]),
        "whole": tabulate(built, whole),
    }
    told = {
        name: ([row.provisional for row in one.rows], [row.score.provisional for row in one.rows], one.provisional)
        for name, one in found.items()
    }
    assert told == {
        "half": ([True] * 3, [True] * 3, True),
        "out": ([False] * 3, [False] * 3, False),
        "whole": ([False] * 2, [False] * 2, False),
    }


def test_tabulate_a_plain_plan_is_provisional_entry_by_entry():
    document = theory_and_practical()
    found = tabulate(parse_plan(document), [entrant("A", T_T1="92", P_P1="86.5"), entrant("B", T_T1="85")])
    assert [(row.entry, row.provisional, row.score.provisional) for row in found.rows] == [
        ("A", False, False), ("B", True, False),
    ]  # fmt: skip


def judged(leniency, **more):
    sheets = panel(level="sheet", leniency=leniency, **more)
    return plan(module("P", points("x", "50"), points("y", "50"), judged=sheets))


def test_tabulate_takes_leniency_out_where_the_panel_says_so():
    """Judge 1 lies 3, 3 and 0 below the panel, 2 on average (c he saw alone), judge 2 lies 3 above; d does not count."""
    entrants = [
        entrant("a", seats=(1, 2), P_x="40", P_y="40", P_x_2="43", P_y_2="43"),
        entrant("b", seats=(1, 2), P_x="30", P_y="30", P_x_2="33", P_y_2="33"),
        entrant("c", seats=(1,), P_x="38.5", P_y="38.5"),
        entrant("d", seats=(1, 2), P_x="1", P_y="1", P_x_2="50", P_y_2="50", status="DQ"),
    ]
    found = {method: tabulate(parse_plan(judged(method)), entrants) for method in ("none", "additive")}
    assert totals(found["none"]) == {"a": "83.00", "c": "77.00", "b": "63.00", "d": "51.00"}
    assert totals(found["additive"]) == {"a": "82.50", "c": "79.00", "b": "62.50", "d": "50.50"}
    sheets = {
        row.entry: [str(sheet.adjusted) for sheet in row.score.module("P").sheets] for row in found["additive"].rows
    }
    assert sheets == {"a": ["82.00", "83.00"], "b": ["62.00", "63.00"], "c": ["79.00"], "d": ["4.00", "97.00"]}


def test_looks_at_field_is_for_plans_whose_scores_rest_on_others():
    assert looks_at_field(parse_plan(plan(SPEED, scale="20", most="20")))
    assert looks_at_field(parse_plan(judged("z")))
    assert not looks_at_field(parse_plan(judged("none")))
    assert not looks_at_field(parse_plan(plan(module("P", points("k")), scale_score=SCALE)))


def test_tabulator_makes_only_the_rows_anew_that_changed():
    built = parse_plan(plan(module("P", points("k", marked_by="one"))))
    running = Tabulator(built, [entrant(key, P_k=mark) for key, mark in WS4.items()])
    before = running.result()
    running.mark("g", "P", 1, "k", "52.4")
    after = running.result()
    assert [row.entry for row, former in zip(after.rows, before.rows, strict=True) if row is not former] == ["g"]
    assert str(after.row("g").total) == "52.40"


def test_tabulator_scores_others_again_only_when_the_field_tells_them_something_else():
    built = parse_plan(plan(SPEED, scale="20", most="20"))
    entrants = [entrant(key, P_typed=typed, P_errors="0") for key, typed in (("a", "500"), ("b", "400"), ("c", "300"))]
    running = Tabulator(built, entrants)
    before = running.result()
    running.mark("c", "P", 1, "typed", "310")
    less = running.result()
    running.mark("c", "P", 1, "typed", "1000")
    more = running.result()
    assert [less.row(key).score is before.row(key).score for key in "abc"] == [True, True, False]
    assert [more.row(key).score is less.row(key).score for key in "abc"] == [False, False, False]
    assert totals(more) == {"c": "20.00", "a": "10.00", "b": "8.00"}


def test_tabulator_takes_a_mark_back_and_an_entry_in_again():
    built = parse_plan(plan(SPEED, scale="20", most="20"))
    running = Tabulator(built, [entrant("a", P_typed="500", P_errors="0"), entrant("b", P_typed="1000", P_errors="0")])
    seen = [totals(running.result())]
    running.status("b", "DQ")
    seen.append(totals(running.result()))
    running.status("b", "")
    running.mark("b", "P", 1, "typed", None)
    seen.append(totals(running.result()))
    running.mark("b", "P", 1, "errors", None)
    running.mark("b", "P", 1, "errors", None)
    seen.append(totals(running.result()))
    assert seen == [
        {"b": "20.00", "a": "10.00"}, {"a": "20.00", "b": "20.00"}, {"a": "20.00", "b": "0.00"}, {"a": "20.00", "b": None},
    ]  # fmt: skip


def test_tabulator_leaves_the_marks_it_was_given_as_they_are():
    marks = {("P", 1, "k"): "50"}
    running = Tabulator(parse_plan(plan(module("P", points("k", marked_by="one")))), [Entrant("a", marks, {"P": (1,)})])
    running.mark("a", "P", 1, "k", "60")
    assert (totals(running.result()), marks) == ({"a": "60.00"}, {("P", 1, "k"): "50"})


def test_tabulator_knows_no_strangers_and_no_text_that_is_no_value():
    running = Tabulator(parse_plan(plan(module("P", points("k", marked_by="one")))), [Entrant("a", {}, {"P": (1,)})])
    with pytest.raises(KeyError):
        running.mark("b", "P", 1, "k", "60")
    with pytest.raises(KeyError):
        running.status("b", "DQ")
    running.mark("a", "P", 1, "k", "sixty")
    for _ in range(2):
        with pytest.raises(Impossible) as caught:
            running.result()
        assert caught.value == Impossible("not_a_number", "k")
    running.mark("a", "P", 1, "k", "60")
    assert running.result().row("a").total == Decimal(60)
