"""Limits over all candidates: who entered first stands, and who is out by another rule uses no place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.engine.eligibility import Candidate, Result, check_all, verdict
from tests.engine.eligible import DAY, FAILED, MET, ROLL, SOMEBODY, UNKNOWN, overriding, rules

LIMIT: dict[str, object] = {"kind": "limit", "per": "organisation", "most": 2}


def queue(*rows: tuple[str, str, str, str]) -> list[Candidate]:
    """Candidates in order of entry: entry, person, trade, organisation."""
    return [
        Candidate(entry=entry, person=person, trade=trade, organisation=unit, region=unit, employer=unit, entered=nth)
        for nth, (entry, person, trade, unit) in enumerate(rows)
    ]


def brief(found: Any) -> dict[str, list[tuple[str, str]]]:
    return {entry: [(one.found, one.reason) for one in results] for (entry, _), results in found.items()}


@pytest.mark.parametrize("per", ["organisation", "region", "employer"])
def test_limit_lets_in_who_entered_first(per: str) -> None:
    some = queue(
        ("E9", "P1", "welder", "o1"), ("E2", "P2", "welder", "o1"), ("E3", "P3", "welder", "o1"),
        ("E4", "P4", "nurse", "o1"), ("E5", "P5", "welder", "o2"), ("E6", "P6", "welder", ""),
    )  # fmt: skip

    found = check_all(rules(LIMIT | {"per": per}), reversed(some), DAY)

    within = [("met", "within", {"nth": nth, "most": "2"}) for nth in ("1", "2", "1", "1")]
    assert {key: [(one.found, one.reason, one.facts) for one in results] for key, results in found.items()} == {
        ("E9", "P1"): [within[0]],
        ("E2", "P2"): [within[1]],
        ("E3", "P3"): [(FAILED, "limit_reached", {"most": "2", "taken": "E9, E2"})],
        ("E4", "P4"): [within[2]],
        ("E5", "P5"): [within[3]],
        ("E6", "P6"): [(UNKNOWN, f"{per}_unknown", {})],
    }


@pytest.mark.parametrize("per", ["organisation", "region", "employer"])
def test_limit_cannot_count_who_is_of_nobody_known(per: str) -> None:
    found = check_all(rules(LIMIT | {"per": per}), [SOMEBODY], DAY)

    assert found == {("E1", "P1"): (Result("r1", "limit", UNKNOWN, f"{per}_unknown"),)}


def test_limit_may_count_all_trades_together() -> None:
    some = queue(("E1", "P1", "welder", "o1"), ("E2", "P2", "nurse", "o1"), ("E3", "P3", "guide", "o1"))

    found = check_all(rules(LIMIT | {"each_trade": False}), some, DAY)

    assert brief(found) == {"E1": [(MET, "within")], "E2": [(MET, "within")], "E3": [(FAILED, "limit_reached")]}


def test_entered_at_the_same_time_stand_by_entry_and_person() -> None:
    some = [
        replace(one, entered=0) for one in queue(("E2", "P1", "t", "o"), ("E1", "P3", "t", "o"), ("E1", "P2", "t", "o"))
    ]

    found = check_all(rules(LIMIT | {"most": 1}), some, DAY)

    assert list(found) == [("E1", "P2"), ("E1", "P3"), ("E2", "P1")]
    assert brief(found)["E2"] == [(FAILED, "limit_reached")]


def test_team_uses_one_place_for_all_its_people() -> None:
    some = queue(("E1", "P1", "t", "o"), ("E1", "P2", "t", "o"), ("E2", "P3", "t", "o"), ("E1", "P4", "t", "o"))

    found = check_all(rules(LIMIT), some, DAY)

    assert [(who, dict(one.facts)) for who, (one,) in found.items()] == [
        (("E1", "P1"), {"nth": "1", "most": "2"}),
        (("E1", "P2"), {"nth": "1", "most": "2"}),
        (("E2", "P3"), {"nth": "2", "most": "2"}),
        (("E1", "P4"), {"nth": "1", "most": "2"}),
    ]


def test_who_is_out_by_another_rule_uses_no_place() -> None:
    one, two, three, four = queue(*((f"E{n}", f"P{n}", "t", "o") for n in range(1, 5)))
    some = [
        replace(one, member=False),
        replace(two, member=None),
        replace(three, member=False),
        replace(four, member=True),
    ]

    found = check_all(rules(LIMIT, ROLL), some, DAY, [overriding("r2", "E3", "P3")])

    assert brief(found) == {
        "E1": [(MET, "not_counted"), (FAILED, "not_a_member")],
        "E2": [(MET, "within"), (UNKNOWN, "membership_unknown")],
        "E3": [(MET, "within"), (FAILED, "not_a_member")],
        "E4": [(FAILED, "limit_reached"), (MET, "member")],
    }


def test_person_has_one_trade_and_the_second_uses_no_place_of_the_unit() -> None:
    some = queue(
        ("E1", "P1", "welder", "o"), ("E2", "P1", "nurse", "o"), ("E3", "P2", "nurse", "o"), ("E4", "P3", "nurse", "o"),
        ("E5", "P1", "welder", "o"),
    )  # fmt: skip

    found = check_all(rules({"kind": "trades_of_person", "most": 1}, LIMIT), some, DAY)

    assert brief(found) == {
        "E1": [(MET, "within"), (MET, "within")],
        "E2": [(FAILED, "limit_reached"), (MET, "not_counted")],
        "E3": [(MET, "within"), (MET, "within")],
        "E4": [(MET, "within"), (MET, "within")],
        "E5": [(MET, "within"), (MET, "within")],
    }
    assert found["E2", "P1"][0].facts == {"most": "1", "taken": "welder"}
    assert found["E5", "P1"][0].facts == {"nth": "1", "most": "1"}


def test_limit_set_aside_lets_one_more_in_without_moving_the_others() -> None:
    some = queue(*((f"E{n}", f"P{n}", "t", "o") for n in range(1, 5)))
    by = overriding("r1", "E3", "P3")

    found = check_all(rules(LIMIT), some, DAY, [by])

    assert [one.verdict for (one,) in found.values()] == [MET, MET, "overridden", FAILED]
    assert found["E3", "P3"] == (Result("r1", "limit", FAILED, "limit_reached", {"most": "2", "taken": "E1, E2"}, by),)


def test_limit_may_be_meant_for_some_alone() -> None:
    some = queue(("E1", "P1", "welder", "o"), ("E2", "P2", "nurse", "o"), ("E3", "P3", "nurse", "o"))

    found = check_all(rules(LIMIT | {"most": 1, "each_trade": False, "trades": ["nurse"]}), some, DAY)

    assert brief(found) == {"E1": [(MET, "not_meant")], "E2": [(MET, "within")], "E3": [(FAILED, "limit_reached")]}


MANY = st.lists(
    st.builds(
        Candidate,
        entry=st.sampled_from([f"E{n}" for n in range(8)]), person=st.sampled_from("PQRST"),
        trade=st.sampled_from("xyz"), organisation=st.sampled_from(["", "o1", "o2"]), entered=st.integers(0, 3),
        member=st.sampled_from([None, True, False]),
    ),
    max_size=12, unique_by=lambda one: one.entry,
)  # fmt: skip


@given(MANY, st.randoms(), st.integers(1, 3))
@settings(deadline=None)
def test_limits_hold_and_do_not_depend_on_the_order_given(some: list[Candidate], dice: Any, most: int) -> None:
    both = rules(ROLL, {"kind": "trades_of_person", "most": 1}, LIMIT | {"most": most})
    mixed = list(some)
    dice.shuffle(mixed)

    found = check_all(both, mixed, DAY)

    assert found == check_all(both, some, DAY)
    standing = [one for one in some if verdict(found[one.entry, one.person]) != FAILED]
    units = [(one.organisation, one.trade) for one in standing if one.organisation]
    trades = {(one.person, one.trade) for one in standing}
    assert all(units.count(unit) <= most for unit in units)
    assert len({person for person, _ in trades}) == len(trades)
