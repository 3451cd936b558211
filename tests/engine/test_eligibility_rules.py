"""Rules of eligibility are read strictly: what they are, and what is refused where."""

from __future__ import annotations

from datetime import date

import pytest

from competition.engine.eligibility_rules import (
    Age,
    DivisionBounds,
    DivisionTable,
    Employment,
    Limit,
    Membership,
    PastWinner,
    Qualified,
    Rule,
    Sex,
    SkillLevel,
    TradesOfPerson,
    Unit,
    read_rules,
)
from competition.engine.refusal import PlanRefused

Document = dict[str, object]
ROW: Document = {"division": "young", "least_age": 16, "most_age": 35, "highest_level": 3, "lowest_level": 5}


def refused(*rules: object) -> PlanRefused:
    with pytest.raises(PlanRefused) as found:
        read_rules({"rules": list(rules)})
    return found.value


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        ({"kind": "age", "least": 16}, Age(key="r", least=16, most=None, on=None)),
        ({"kind": "age", "most": 60, "on": "2024-12-31"}, Age(key="r", least=None, most=60, on=date(2024, 12, 31))),
        ({"kind": "age", "least": 30, "most": 30}, Age(key="r", least=30, most=30, on=None)),
        ({"kind": "age", "least": 0, "most": 120}, Age(key="r", least=0, most=120, on=None)),
        ({"kind": "sex", "only": "f"}, Sex(key="r", only="f")),
        ({"kind": "membership"}, Membership(key="r", months=0)),
        ({"kind": "membership", "months": 600}, Membership(key="r", months=600)),
        ({"kind": "employment", "months": 1}, Employment(key="r", months=1)),
        ({"kind": "employment", "months": 600}, Employment(key="r", months=600)),
        (
            {"kind": "unit", "of": "category", "barred": ["agency"]},
            Unit(key="r", of="category", only=(), barred=("agency",)),
        ),
        (
            {"kind": "unit", "of": "region", "only": ["a", "b"], "barred": ["c"]},
            Unit(key="r", of="region", only=("a", "b"), barred=("c",)),
        ),
        ({"kind": "skill_level"}, SkillLevel(key="r", highest=1, lowest=5)),
        ({"kind": "skill_level", "highest": 2, "lowest": 4}, SkillLevel(key="r", highest=2, lowest=4)),
        (
            {"kind": "division", "on": "2024-01-01", "table": [ROW, {"division": "rest"}]},
            DivisionTable(
                key="r",
                on=date(2024, 1, 1),
                table=(DivisionBounds("young", 16, 35, 3, 5), DivisionBounds("rest", None, None, None, None)),
            ),
        ),
        (
            {"kind": "past_winner", "prizes": ["first"]},
            PastWinner(key="r", prizes=("first",), editions=None, same_trade=False),
        ),
        (
            {"kind": "past_winner", "prizes": ["first", "gold"], "editions": 1, "same_trade": True},
            PastWinner(key="r", prizes=("first", "gold"), editions=1, same_trade=True),
        ),
        ({"kind": "qualified"}, Qualified(key="r", employees=None, categories=(), organisations=())),
        (
            {"kind": "qualified", "employees": 1000, "categories": ["central"], "organisations": ["o1"]},
            Qualified(key="r", employees=1000, categories=("central",), organisations=("o1",)),
        ),
        ({"kind": "trades_of_person", "most": 1}, TradesOfPerson(key="r", most=1)),
        ({"kind": "trades_of_person", "most": 100}, TradesOfPerson(key="r", most=100)),
        (
            {"kind": "limit", "per": "organisation", "most": 1},
            Limit(key="r", per="organisation", most=1, each_trade=True),
        ),
        (
            {"kind": "limit", "per": "employer", "most": 100_000, "each_trade": False},
            Limit(key="r", per="employer", most=100_000, each_trade=False),
        ),
        (
            {"kind": "sex", "only": "m", "firm": True, "divisions": ["d"], "trades": ["t", "u"], "sex": "m"},
            Sex(key="r", only="m", firm=True, divisions=("d",), trades=("t", "u"), sex="m"),
        ),
    ],
)
def test_rule_is_read(document: Document, rule: Rule) -> None:
    assert read_rules({"rules": [{"key": "r", **document}]}) == (rule,)


def test_rules_keep_their_order_and_may_be_none_at_all() -> None:
    two = read_rules({"rules": [{"key": "b", "kind": "membership"}, {"key": "a", "kind": "sex", "only": "f"}]})

    assert (two, read_rules({"rules": []})) == ((Membership(key="b", months=0), Sex(key="a", only="f")), ())


def bounds(least: int, most: int) -> dict[str, str]:
    return {"least": str(least), "most": str(most)}


@pytest.mark.parametrize(
    ("document", "code", "path", "facts"),
    [
        ({"kind": "luck"}, "not_a_choice", "kind", {"allowed": (
            "age, sex, membership, employment, unit, skill_level, division, past_winner, qualified, trades_of_person, limit"
        )}),
        ({"kind": "age", "key": "a b"}, "bad_key", "key", {"longest": "32"}),
        ({"kind": "age"}, "nothing_bounded", "", {}),
        ({"kind": "age", "least": 31, "most": 30}, "upside_down", "least", {}),
        ({"kind": "age", "least": -1}, "out_of_bounds", "least", bounds(0, 120)),
        ({"kind": "age", "most": 121}, "out_of_bounds", "most", bounds(0, 120)),
        ({"kind": "age", "least": 16, "on": "2024"}, "not_a_day", "on", {}),
        ({"kind": "age", "least": 16, "leest": 1}, "unknown_key", "leest", {}),
        ({"kind": "age", "least": 16, "firm": "yes"}, "not_a_flag", "firm", {}),
        ({"kind": "age", "least": 16, "sex": "w"}, "not_a_choice", "sex", {"allowed": "m, f"}),
        ({"kind": "age", "least": 16, "trades": "t"}, "not_a_list", "trades", {}),
        ({"kind": "age", "least": 16, "trades": ["t", "u", "t"]}, "name_twice", "trades[2]", {"name": "t"}),
        ({"kind": "age", "least": 16, "divisions": ["d", " "]}, "empty_name", "divisions[1]", {}),
        ({"kind": "age", "least": 16, "divisions": ["d" * 65]}, "bad_text", "divisions[0]", {"longest": "64"}),
        ({"kind": "age", "least": 16, "divisions": [str(n) for n in range(201)]}, "bad_count", "divisions", bounds(0, 200)),
        ({"kind": "sex", "only": ""}, "not_a_choice", "only", {"allowed": "m, f"}),
        ({"kind": "membership", "months": -1}, "out_of_bounds", "months", bounds(0, 600)),
        ({"kind": "membership", "months": 601}, "out_of_bounds", "months", bounds(0, 600)),
        ({"kind": "employment"}, "missing_key", "months", {}),
        ({"kind": "employment", "months": 0}, "out_of_bounds", "months", bounds(1, 600)),
        ({"kind": "employment", "months": 601}, "out_of_bounds", "months", bounds(1, 600)),
        ({"kind": "unit", "of": "region"}, "nothing_bounded", "", {}),
        ({"kind": "unit", "of": "region", "only": ["a", "b"], "barred": ["b"]}, "both_ways", "barred", {"name": "b"}),
        ({"kind": "unit", "of": "size", "only": ["a"]}, "not_a_choice", "of",
         {"allowed": "category, organisation, region, industry, ownership"}),
        ({"kind": "skill_level", "highest": 4, "lowest": 3}, "upside_down", "highest", {}),
        ({"kind": "skill_level", "highest": 0}, "out_of_bounds", "highest", bounds(1, 5)),
        ({"kind": "skill_level", "lowest": 6}, "out_of_bounds", "lowest", bounds(1, 5)),
        ({"kind": "division", "table": []}, "bad_count", "table", bounds(1, 40)),
        ({"kind": "division", "table": [{"division": str(n)} for n in range(41)]}, "bad_count", "table", bounds(1, 40)),
        ({"kind": "division", "table": [{"division": ""}]}, "empty_name", "table[0].division", {}),
        ({"kind": "division", "table": [ROW, ROW]}, "name_twice", "table[1].division", {"name": "young"}),
        ({"kind": "division", "table": [ROW | {"most_age": 15}]}, "upside_down", "table[0].least_age", {}),
        ({"kind": "division", "table": [ROW | {"most_age": 121}]}, "out_of_bounds", "table[0].most_age", bounds(0, 120)),
        ({"kind": "division", "table": [ROW | {"least_age": -1}]}, "out_of_bounds", "table[0].least_age", bounds(0, 120)),
        ({"kind": "division", "table": [ROW | {"lowest_level": 2}]}, "upside_down", "table[0].highest_level", {}),
        ({"kind": "division", "table": [ROW | {"highest_level": 0}]}, "out_of_bounds", "table[0].highest_level",
         bounds(1, 5)),
        ({"kind": "division", "table": [ROW | {"lowest_level": 6}]}, "out_of_bounds", "table[0].lowest_level",
         bounds(1, 5)),
        ({"kind": "past_winner"}, "nothing_bounded", "prizes", {}),
        ({"kind": "past_winner", "prizes": ["first"], "editions": 0}, "out_of_bounds", "editions", bounds(1, 100)),
        ({"kind": "past_winner", "prizes": ["first"], "editions": 101}, "out_of_bounds", "editions", bounds(1, 100)),
        ({"kind": "qualified", "employees": 0}, "out_of_bounds", "employees", bounds(1, 10_000_000)),
        ({"kind": "qualified", "employees": 10_000_001}, "out_of_bounds", "employees", bounds(1, 10_000_000)),
        ({"kind": "trades_of_person", "most": 0}, "out_of_bounds", "most", bounds(1, 100)),
        ({"kind": "trades_of_person", "most": 101}, "out_of_bounds", "most", bounds(1, 100)),
        ({"kind": "limit", "per": "sex", "most": 1}, "not_a_choice", "per", {"allowed": "organisation, region, employer"}),
        ({"kind": "limit", "per": "region", "most": 0}, "out_of_bounds", "most", bounds(1, 100_000)),
        ({"kind": "limit", "per": "region", "most": 100_001}, "out_of_bounds", "most", bounds(1, 100_000)),
    ],
)  # fmt: skip
def test_rule_is_refused_with_its_path(document: Document, code: str, path: str, facts: dict[str, str]) -> None:
    found = refused({"key": "first", "kind": "membership"}, {"key": "r", **document})

    assert found == PlanRefused(code, f"rules[1].{path}" if path else "rules[1]", **facts)


def test_rules_have_a_key_of_their_own_and_a_bound() -> None:
    same: Document = {"key": "r", "kind": "membership"}

    assert refused(same, {"key": "s", "kind": "membership"}, same) == PlanRefused("key_twice", "rules[2].key", key="r")
    assert refused(*[same] * 41) == PlanRefused("bad_count", "rules", least="0", most="40")
    assert len(read_rules({"rules": [same | {"key": f"r{n}"} for n in range(40)]})) == 40


@pytest.mark.parametrize(
    ("document", "code", "path"),
    [([], "not_an_object", ""), ({}, "missing_key", "rules"), ({"rules": [], "x": 1}, "unknown_key", "x")],
)
def test_document_is_an_object_with_rules_alone(document: object, code: str, path: str) -> None:
    with pytest.raises(PlanRefused) as found:
        read_rules(document)

    assert found.value == PlanRefused(code, path)


def test_lists_may_be_as_long_as_their_bound() -> None:
    rows: list[Document] = [{"division": str(n)} for n in range(40)]
    rules = read_rules({"rules": [
        {"key": "a", "kind": "unit", "of": "region", "only": [str(n) for n in range(200)]},
        {"key": "b", "kind": "division", "table": rows},
        {"key": "c", "kind": "qualified", "employees": 10_000_000, "organisations": ["o" * 64]},
        {"key": "d", "kind": "past_winner", "prizes": ["first"], "editions": 100},
        {"key": "e", "kind": "qualified", "employees": 1},
    ]})  # fmt: skip

    assert rules == (
        Unit(key="a", of="region", only=tuple(str(n) for n in range(200)), barred=()),
        DivisionTable(key="b", on=None, table=tuple(DivisionBounds(str(n), None, None, None, None) for n in range(40))),
        Qualified(key="c", employees=10_000_000, categories=(), organisations=("o" * 64,)),
        PastWinner(key="d", prizes=("first",), editions=100, same_trade=False),
        Qualified(key="e", employees=1, categories=(), organisations=()),
    )
