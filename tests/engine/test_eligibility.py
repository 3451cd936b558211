"""Who may enter: every rule by its reasons, overrides that hide nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from competition.engine.eligibility import (
    Honour,
    Override,
    OverrideRefused,
    Result,
    check,
    division_for,
    permit,
    verdict,
)
from competition.engine.eligibility_rules import DivisionBounds, DivisionTable, Membership
from tests.engine.eligible import DAY, FAILED, MET, ROLL, SOMEBODY, UNKNOWN, overriding, rules


def asked(document: dict[str, object], **known: Any) -> tuple[str, str, dict[str, str]]:
    """What one rule says of somebody of whom this is known."""
    (found,) = check(rules(document), replace(SOMEBODY, **known), DAY)
    assert (found.rule, found.kind, found.override) == ("r1", document["kind"], None)
    return found.found, found.reason, dict(found.facts)


AGE: dict[str, object] = {"kind": "age", "least": 16, "most": 60}
ON = {"on": "2024-09-01"}


@pytest.mark.parametrize(
    ("rule", "known", "said"),
    [
        (AGE, {}, (UNKNOWN, "birthday_unknown", {})),
        (AGE, {"born_on": date(2008, 9, 1)}, (MET, "within", {"age": "16", **ON})),
        (AGE, {"born_on": date(2008, 9, 2)}, (FAILED, "too_young", {"age": "15", "least": "16", **ON})),
        (AGE, {"born_on": date(1963, 9, 2)}, (MET, "within", {"age": "60", **ON})),
        (AGE, {"born_on": date(1963, 9, 1)}, (FAILED, "too_old", {"age": "61", "most": "60", **ON})),
        (AGE | {"on": "2024-12-31"}, {"born_on": date(2008, 9, 2)}, (MET, "within", {"age": "16", "on": "2024-12-31"})),
        ({"kind": "age", "least": 16}, {"born_on": date(1924, 9, 1)}, (MET, "within", {"age": "100", **ON})),
        ({"kind": "age", "most": 35}, {"born_on": date(2022, 9, 1)}, (MET, "within", {"age": "2", **ON})),
    ],
)
def test_age_counts_full_years_on_a_day(rule: dict[str, object], known: dict[str, Any], said: object) -> None:
    assert asked(rule, **known) == said


WOMEN: dict[str, object] = {"kind": "sex", "only": "f"}
YEAR_ON_ROLL: dict[str, object] = {"kind": "membership", "months": 12}
HALF_A_YEAR: dict[str, object] = {"kind": "employment", "months": 6}
MIDDLE: dict[str, object] = {"kind": "skill_level", "highest": 2, "lowest": 4}


@pytest.mark.parametrize(
    ("rule", "known", "said"),
    [
        (WOMEN, {}, (UNKNOWN, "sex_unknown", {})),
        (WOMEN, {"sex": "f"}, (MET, "within", {})),
        (WOMEN, {"sex": "m"}, (FAILED, "other_sex", {"only": "f"})),
        (ROLL, {}, (UNKNOWN, "membership_unknown", {})),
        (ROLL, {"member": False}, (FAILED, "not_a_member", {})),
        (ROLL, {"member": True}, (MET, "member", {})),
        (YEAR_ON_ROLL, {"member": False, "member_since": date(2000, 1, 1)}, (FAILED, "not_a_member", {})),
        (YEAR_ON_ROLL, {"member": True}, (UNKNOWN, "since_unknown", {"least": "12"})),
        (
            YEAR_ON_ROLL, {"member": True, "member_since": date(2023, 9, 1)},
            (MET, "long_enough", {"since": "2023-09-01", "months": "12", "least": "12"}),
        ),
        (
            YEAR_ON_ROLL, {"member": True, "member_since": date(2023, 9, 2)},
            (FAILED, "too_short", {"since": "2023-09-02", "months": "11", "least": "12"}),
        ),
        (HALF_A_YEAR, {}, (UNKNOWN, "since_unknown", {"least": "6"})),
        (
            HALF_A_YEAR, {"employed_since": date(2024, 3, 1)},
            (MET, "long_enough", {"since": "2024-03-01", "months": "6", "least": "6"}),
        ),
        (
            HALF_A_YEAR, {"employed_since": date(2024, 3, 2)},
            (FAILED, "too_short", {"since": "2024-03-02", "months": "5", "least": "6"}),
        ),
        (MIDDLE, {}, (UNKNOWN, "level_unknown", {})),
        (MIDDLE, {"skill_level": 1}, (FAILED, "level_too_high", {"level": "1", "highest": "2"})),
        (MIDDLE, {"skill_level": 2}, (MET, "within", {"level": "2"})),
        (MIDDLE, {"skill_level": 4}, (MET, "within", {"level": "4"})),
        (MIDDLE, {"skill_level": 5}, (FAILED, "level_too_low", {"level": "5", "lowest": "4"})),
    ],
)  # fmt: skip
def test_rule_about_a_person_says_why(rule: dict[str, object], known: dict[str, Any], said: object) -> None:
    assert asked(rule, **known) == said


def unit(of: str, only: list[str], barred: list[str]) -> dict[str, object]:
    return {"kind": "unit", "of": of, "only": only, "barred": barred}


@pytest.mark.parametrize(
    ("rule", "known", "said"),
    [
        (unit("category", [], ["agency"]), {}, (UNKNOWN, "category_unknown", {})),
        (unit("category", [], ["agency"]), {"categories": frozenset()}, (MET, "admitted", {"category": ""})),
        (
            unit("category", [], ["agency", "school"]), {"categories": frozenset({"state", "school", "agency"})},
            (FAILED, "barred", {"category": "agency"}),
        ),
        (
            unit("category", ["state"], ["agency"]), {"categories": frozenset({"state", "agency"})},
            (FAILED, "barred", {"category": "agency"}),
        ),
        (
            unit("category", ["state"], []), {"categories": frozenset({"state", "large"})},
            (MET, "admitted", {"category": "large, state"}),
        ),
        (unit("category", ["state"], []), {"categories": frozenset()}, (FAILED, "not_among", {"category": ""})),
        (unit("organisation", ["o1"], []), {"organisation": "o1"}, (MET, "admitted", {"organisation": "o1"})),
        (unit("organisation", ["o1"], []), {"organisation": "o2"}, (FAILED, "not_among", {"organisation": "o2"})),
        (unit("region", ["a"], []), {"organisation": "a"}, (UNKNOWN, "region_unknown", {})),
        (unit("region", ["a"], []), {"region": "a"}, (MET, "admitted", {"region": "a"})),
        (unit("industry", [], ["coal"]), {"industry": "coal"}, (FAILED, "barred", {"industry": "coal"})),
        (unit("ownership", [], ["foreign"]), {"ownership": "state"}, (MET, "admitted", {"ownership": "state"})),
        (unit("ownership", [], ["foreign"]), {"industry": "state"}, (UNKNOWN, "ownership_unknown", {})),
    ],
)  # fmt: skip
def test_unit_is_admitted_or_barred(rule: dict[str, object], known: dict[str, Any], said: object) -> None:
    assert asked(rule, **known) == said


@pytest.mark.parametrize("of", ["category", "organisation", "region", "industry", "ownership"])
def test_unit_of_which_nothing_is_known_is_unknown(of: str) -> None:
    assert asked(unit(of, ["x"], [])) == (UNKNOWN, f"{of}_unknown", {})


PAST: dict[str, object] = {"kind": "past_winner", "prizes": ["first", "gold"]}


@pytest.mark.parametrize(
    ("rule", "honours", "said"),
    [
        (PAST, None, (UNKNOWN, "honours_unknown", {})),
        (PAST, (), (MET, "no_winner", {})),
        (PAST, (Honour("nurse", 1, "second"),), (MET, "no_winner", {})),
        (PAST, (Honour("nurse", 5, "first"),), (MET, "no_winner", {})),
        (
            PAST, (Honour("nurse", 1, "first"), Honour("guide", 4, "gold"), Honour("fitter", 4, "first")),
            (FAILED, "past_winner", {"trade": "guide", "edition": "4", "prize": "gold"}),
        ),
        (PAST | {"editions": 2}, (Honour("nurse", 2, "first"),), (MET, "no_winner", {})),
        (
            PAST | {"editions": 2}, (Honour("nurse", 3, "first"),),
            (FAILED, "past_winner", {"trade": "nurse", "edition": "3", "prize": "first"}),
        ),
        (PAST | {"same_trade": True}, (Honour("nurse", 4, "first"),), (MET, "no_winner", {})),
        (
            PAST | {"same_trade": True}, (Honour("welder", 4, "first"),),
            (FAILED, "past_winner", {"trade": "welder", "edition": "4", "prize": "first"}),
        ),
    ],
)  # fmt: skip
def test_past_winner_stays_out(rule: dict[str, object], honours: tuple[Honour, ...] | None, said: object) -> None:
    assert asked(rule, honours=honours) == said


DIRECT: dict[str, object] = {
    "kind": "qualified", "employees": 1000, "categories": ["central", "army"], "organisations": ["o1"],
}  # fmt: skip
PLAIN: dict[str, object] = {"kind": "qualified"}


@pytest.mark.parametrize(
    ("rule", "known", "said"),
    [
        (PLAIN, {}, (FAILED, "not_qualified", {})),
        (PLAIN, {"qualified_from": "E0"}, (MET, "qualified", {"from": "E0"})),
        (PLAIN, {"employees": 5000, "categories": frozenset({"central"})}, (FAILED, "not_qualified", {})),
        (DIRECT, {"qualified_from": "E0", "organisation": "o1"}, (MET, "qualified", {"from": "E0"})),
        (DIRECT, {"organisation": "o1", "employees": 3}, (MET, "direct_organisation", {"organisation": "o1"})),
        (
            DIRECT, {"organisation": "o2", "categories": frozenset({"x", "central", "army"}), "employees": 5000},
            (MET, "direct_category", {"category": "army"}),
        ),
        (DIRECT, {"employees": 1000}, (MET, "direct_size", {"employees": "1000", "least": "1000"})),
        (DIRECT, {"categories": frozenset()}, (UNKNOWN, "employees_unknown", {"least": "1000"})),
        (DIRECT, {"employees": 999}, (UNKNOWN, "category_unknown", {})),
        (DIRECT, {"employees": 999, "categories": frozenset({"x"})}, (FAILED, "not_qualified", {})),
        ({"kind": "qualified", "categories": ["army"]}, {"categories": frozenset()}, (FAILED, "not_qualified", {})),
    ],
)  # fmt: skip
def test_tier_may_be_skipped_by_rule(rule: dict[str, object], known: dict[str, Any], said: object) -> None:
    assert asked(rule, **known) == said


TABLE: dict[str, object] = {
    "kind": "division",
    "table": [
        {"division": "young", "most_age": 35, "lowest_level": 3},
        {"division": "masters", "highest_level": 1, "lowest_level": 2},
        {"division": "adults", "least_age": 36, "most_age": 59},
    ],
}
YOUNG, OLD, OLDEST = date(1988, 9, 2), date(1988, 9, 1), date(1964, 9, 1)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, (UNKNOWN, "bounds_unknown", {})),
        ({"born_on": YOUNG}, (UNKNOWN, "bounds_unknown", {})),
        ({"skill_level": 3}, (UNKNOWN, "bounds_unknown", {})),
        ({"skill_level": 4}, (UNKNOWN, "bounds_unknown", {})),
        ({"born_on": YOUNG, "skill_level": 3}, (UNKNOWN, "division_unknown", {"fits": "young"})),
        (
            {"born_on": YOUNG, "skill_level": 3, "division": "young"},
            (MET, "fits", {"division": "young", "fits": "young"}),
        ),
        (
            {"born_on": OLD, "skill_level": 2, "division": "young"},
            (FAILED, "other_division", {"division": "young", "fits": "masters"}),
        ),
        (
            {"born_on": OLD, "skill_level": 3, "division": "adults"},
            (MET, "fits", {"division": "adults", "fits": "adults"}),
        ),
        ({"born_on": OLDEST, "skill_level": 3, "division": "adults"}, (FAILED, "fits_none", {})),
        ({"born_on": YOUNG, "skill_level": 4, "division": "young"}, (FAILED, "fits_none", {})),
    ],
)
def test_divisions_are_kept_apart(known: dict[str, Any], said: object) -> None:
    assert asked(TABLE, **known) == said


def test_division_is_found_for_a_candidate_on_the_rules_day() -> None:
    rule = DivisionTable(key="d", on=date(2024, 12, 31), table=(DivisionBounds("young", None, 35, None, None),))
    born = replace(SOMEBODY, born_on=YOUNG)

    assert division_for(rule, born, DAY) == ""
    assert division_for(replace(rule, on=None), born, DAY) == "young"
    assert division_for(rule, SOMEBODY, DAY) is None


def test_division_bounds_the_skill_level_from_above_and_from_below() -> None:
    rule = DivisionTable(key="d", on=None, table=(DivisionBounds("skilled", None, None, 2, 3),))

    assert [division_for(rule, replace(SOMEBODY, skill_level=level), DAY) for level in (0, 1, 2, 3, 4)] == [
        None, "", "skilled", "skilled", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "known", "said"),
    [
        ({"trades": ["nurse"]}, {}, (MET, "not_meant", {"trade": "welder"})),
        ({"trades": ["nurse", "welder"]}, {}, (UNKNOWN, "birthday_unknown", {})),
        ({"divisions": ["young"]}, {"division": "old"}, (MET, "not_meant", {"division": "old"})),
        ({"divisions": ["young"]}, {}, (UNKNOWN, "division_unknown", {})),
        ({"divisions": ["young"]}, {"division": "young"}, (UNKNOWN, "birthday_unknown", {})),
        ({"sex": "f"}, {"sex": "m"}, (MET, "not_meant", {"sex": "m"})),
        ({"sex": "f"}, {}, (UNKNOWN, "sex_unknown", {})),
        ({"sex": "f"}, {"sex": "f"}, (UNKNOWN, "birthday_unknown", {})),
        ({"divisions": ["young"], "sex": "f"}, {"division": "young", "sex": "m"}, (MET, "not_meant", {"sex": "m"})),
        ({"divisions": ["young"], "sex": "f"}, {"division": "old"}, (MET, "not_meant", {"division": "old"})),
    ],
)
def test_rule_may_be_meant_for_some_alone(where: dict[str, object], known: dict[str, Any], said: object) -> None:
    assert asked(AGE | where, **known) == said


def test_check_answers_in_order_and_leaves_the_limits_to_all() -> None:
    some = rules(ROLL, {"kind": "trades_of_person", "most": 1}, WOMEN, {"kind": "limit", "per": "region", "most": 1})

    assert check(some, replace(SOMEBODY, member=True), DAY) == (
        Result("r1", "membership", MET, "member"),
        Result("r3", "sex", UNKNOWN, "sex_unknown"),
    )


def test_override_stands_beside_what_the_rule_said() -> None:
    by = overriding("r1")

    (result,) = check(rules(ROLL), replace(SOMEBODY, member=False), DAY, [by])

    assert result == Result("r1", "membership", FAILED, "not_a_member", {}, by)
    assert (result.verdict, result.found, result.keeps_out) == ("overridden", FAILED, False)


@pytest.mark.parametrize(
    ("member", "expected"), [(True, MET), (None, "overridden"), (False, "overridden")],
)  # fmt: skip
def test_override_counts_only_where_one_is_needed(member: bool | None, expected: str) -> None:
    (result,) = check(rules(ROLL), replace(SOMEBODY, member=member), DAY, [overriding("r1")])

    assert result.verdict == expected


@pytest.mark.parametrize(
    "other", [overriding("r2"), overriding("r1", entry="E2"), overriding("r1", person="P2")],
)  # fmt: skip
def test_override_of_something_else_changes_nothing(other: Override) -> None:
    found = check(rules(ROLL), replace(SOMEBODY, member=False), DAY, [other])

    assert found == (Result("r1", "membership", FAILED, "not_a_member"),)
    assert (found[0].verdict, found[0].keeps_out) == (FAILED, True)


def test_firm_rule_is_not_set_aside() -> None:
    firm = rules(ROLL | {"firm": True})

    assert check(firm, replace(SOMEBODY, member=False), DAY, [overriding("r1")]) == (
        Result("r1", "membership", FAILED, "not_a_member"),
    )
    with pytest.raises(OverrideRefused) as refused:
        permit(firm, overriding("r1"))
    assert refused.value == OverrideRefused("firm_rule", "r1", kind="membership")


def test_override_of_a_rule_that_is_there_is_permitted() -> None:
    some = (Membership(key="a", months=0, firm=True), Membership(key="b", months=0))

    assert permit(some, overriding("b")) == overriding("b")
    with pytest.raises(OverrideRefused) as refused:
        permit(some, overriding("c"))
    assert refused.value == OverrideRefused("unknown_rule", "c")


@pytest.mark.parametrize(("by", "reason", "code"), [(" ", "seen", "no_person"), ("clerk", " ", "no_reason")])
def test_override_has_somebody_and_a_reason(by: str, reason: str, code: str) -> None:
    with pytest.raises(OverrideRefused) as refused:
        Override("E1", "P1", "age", by, reason)

    assert refused.value == OverrideRefused(code, "age")


def test_verdict_of_all_is_that_of_the_worst() -> None:
    met, failed, unknown = (Result("r", "age", found, "x") for found in (MET, FAILED, UNKNOWN))
    aside = replace(failed, override=overriding("r"))

    assert [verdict(some) for some in ([], [met], [met, aside], [aside, unknown, met], [unknown, failed])] == [
        MET, MET, "overridden", UNKNOWN, FAILED,
    ]  # fmt: skip
