"""A plan made ready: what texts earn is worked out once, and forgets nothing that matters."""

from decimal import Decimal

import pytest

from competition.engine import marked
from competition.engine.marked import Earned, Sheet, read_sheets, work_of
from competition.engine.plans import parse_plan
from competition.engine.refusal import Impossible
from tests.engine.plan_documents import aspect, critical, module, plan, points, text


def ready():
    tried = {"attempts": {"count": 3, "rule": "best", "on": "points", "minimum": 2}}
    alone = points("B", "40", "1", "one")
    return parse_plan(plan(module("A", points("A", "50", "1"), alone, points("C", "10", "1") | tried, critical("X"))))


def test_work_of_makes_a_plan_ready_once():
    rules, same = ready(), ready()
    assert work_of(rules) is work_of(rules)
    assert work_of(same).plan is same
    assert work_of(rules).module("A").module is rules.module("A")
    with pytest.raises(Impossible) as refused:
        work_of(rules).module("Z")
    assert refused.value == Impossible("unknown_module", "Z")


def test_work_of_forgets_plans_nobody_uses(monkeypatch):
    monkeypatch.setattr(marked, "_ready", {})
    monkeypatch.setattr(marked, "MOST_PLANS", 2)
    plans = [ready() for _ in range(3)]
    works = [work_of(one) for one in plans]
    assert [work.plan for work in marked._ready.values()] == [plans[2]]
    assert work_of(plans[0]) is not works[0]


def test_work_of_keeps_the_only_plan_in_use(monkeypatch):
    monkeypatch.setattr(marked, "_ready", {})
    monkeypatch.setattr(marked, "MOST_PLANS", 1)
    rules = ready()
    assert work_of(rules) is work_of(rules)


def test_earned_is_worked_out_once_for_each_text(monkeypatch):
    monkeypatch.setattr(marked, "MOST_TEXTS", 2)
    work = work_of(ready()).aspects["A"]
    first = work.earned("7")
    assert (first, work.earned("7") is first) == (Earned("7", Decimal(7), Decimal(7), Decimal("7.00"), False), True)
    work.earned("8")
    assert work.earned("7") is first
    assert work.earned("9") == Earned("9", Decimal(9), Decimal(9), Decimal("9.00"), False)
    assert work.earned("7") is not first


def test_a_seat_marks_what_is_his_and_has_enough_or_not():
    work = work_of(ready()).module("A")
    assert [sorted(work.seat(seat).at) for seat in (1, 2)] == [
        ["A", "B", "C#1", "C#2", "C#3", "X"],
        ["A", "C#1", "C#2", "C#3"],
    ]
    given = {("A", 2, "A"): "7", ("A", 2, "C#1"): "5", ("A", 2, "B"): "9"}
    begun = Sheet(work, 2, given)
    done = Sheet(work, 2, given | {("A", 2, "C#3"): "none"})
    assert [(sorted(sheet.earned), sheet.complete) for sheet in (begun, done)] == [
        (["A", "C#1"], False),
        (["A", "C#1", "C#3"], True),
    ]
    assert not Sheet(work, 2, {("A", 2, "C#1"): "5", ("A", 2, "C#2"): "5"}).complete


def test_read_sheets_reads_each_seat_once_in_order():
    work = work_of(ready()).module("A")
    assert [sheet.seat for sheet in read_sheets(work, (3, 1, 3, 2), {})] == [1, 2, 3]


def test_a_missed_step_is_one_noted_at_least_once():
    work = work_of(ready()).module("A")
    sheets = [Sheet(work, 1, {} if times is None else {("A", 1, "X"): times}) for times in (None, "0", "1", "2")]
    assert [sheet.missed(work.criticals[0]) for sheet in sheets] == [False, False, True, True]


def test_what_cannot_be_had_earns_nothing_written_as_points_are():
    bands = [{"from": None, "to": None, "points": "100"}]
    measured = aspect("measurement", "M", "100", unit="", decimals=0, plausible=None, bands=bands, factor="1")
    work = work_of(parse_plan(plan(module("A", measured)))).aspects["M"]
    assert work.earned("none") == Earned("none", Decimal(0), Decimal(0), Decimal("0.00"), True)


def test_a_sheet_is_simple_where_every_aspect_rests_on_one_mark_of_its_own():
    measured = aspect("measurement", "M", "10", "one", unit="", decimals=0, plausible=None, formula="value")
    computed = {"key": "K", "kind": "computed", "title": text(), "max": "10", "expression": "[P]"}
    tried = points("T", "10", "1") | {"attempts": {"count": 2, "rule": "best", "on": "points"}}
    rules = parse_plan(plan(module("A", points("P", "70", "1"), measured, computed, tried)))
    told = {key: (work.marked, work.settled, work.plain) for key, work in work_of(rules).aspects.items()}
    assert told == {
        "P": (True, True, True),
        "M": (True, False, False),
        "K": (False, False, False),
        "T": (True, True, False),
    }
    assert [work_of(one).modules[0].simple for one in (rules, parse_plan(plan(module("A", points()))))] == [False, True]


def test_one_mark_is_enough_for_what_is_done_once():
    work = work_of(ready()).aspects
    mark = work["C"].earned("1")
    slots: tuple[tuple[str, ...], ...] = ((), ("C#2",), ("C#1", "C#3"))
    assert [work["C"].enough(dict.fromkeys(made, mark)) for made in slots] == [False, False, True]
    assert [work["A"].enough(dict.fromkeys(made, mark)) for made in ("", "B", "A")] == [False, False, True]
