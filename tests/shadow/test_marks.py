"""Rows of marks: seats, attempts, statuses, and what contradicts the plan."""

import pytest

from competition.shadow import tabulate
from competition.shadow.arithmetic import Gap
from competition.shadow.marks import natural, seats_of, sorted_by_entry
from competition.shadow.outline import Outline
from tests.shadow.small import aspect, module, panel, plan, points, row, tries

PLAN = plan(
    module(
        "A",
        [
            points("P", by="each"),
            points("O", attempts={"count": 3, "rule": "best", "on": "value"}),
            aspect("Y", "yesno", "5"),
            aspect("C", "computed", "5", expression="1"),
        ],
    )
)
OUTLINE = Outline(PLAN)


def _seats(*judges: str) -> dict[str, int]:
    found = seats_of(OUTLINE, [row("1", "P", "1", judge) for judge in judges])
    return {judge: seat for (_, judge), seat in found.items()}


def test_judges_who_are_numbers_sit_where_they_say() -> None:
    assert _seats("4", "2", "15") == {"2": 2, "4": 4, "15": 15}


def test_other_judges_sit_in_natural_order() -> None:
    assert _seats("J10", "J2", "7") == {"7": 1, "J2": 2, "J10": 3}
    assert _seats("16", "2") == {"2": 1, "16": 2}
    assert _seats("02", "1") == {"1": 1, "02": 2}


def test_natural_order_puts_two_before_ten() -> None:
    assert sorted(["A10", "A2", "A02", "2", "a1", ""], key=natural) == ["", "2", "A02", "A2", "A10", "a1"]


def test_marks_are_sorted_by_entry_attempt_and_seat() -> None:
    marks = [*panel("1", "P", "4 - 6"), *tries("1", "O", "3 DNF"), row("1", "Y", "yes"), row("2", "", "", status="DQ")]
    marks += [row("1", "O", "none", attempt="3")]
    found = sorted_by_entry(OUTLINE, marks, [{"entry": "3"}])
    assert list(found) == ["3", "1", "2"]
    assert found["1"].marks == {
        ("P", 0): {1: 4, 3: 6},
        ("O", 1): {1: 3},
        ("O", 2): {1: Gap.VOID},
        ("O", 3): {1: Gap.VOID},
        ("Y", 0): {1: 1},
    }
    assert [found[entry].status for entry in "123"] == ["", "DQ", ""]
    assert found["1"].attempts("O") == [1, 2, 3]
    assert not found["3"].marked


@pytest.mark.parametrize(
    "wrong",
    [
        row("1", "O", "3"),
        row("1", "O", "3", attempt="4"),
        row("1", "P", "3", "1", attempt="1"),
        row("1", "P", "3"),
        row("1", "Y", "yes", "2"),
        row("1", "C", "1"),
        row("1", "P", "", "1", status="DNF"),
        row("1", "P", "3", "1", status="DQ"),
        row("1", "", "", status="absent"),
        {**row("1", "P", "3", "1"), "component": "other"},
        row("1", "P", "three", "1"),
    ],
)
def test_row_contradicts_the_plan(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        tabulate(PLAN, [row("1", "P", "1", "2"), wrong], [])


def test_same_mark_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="a mark twice"):
        tabulate(PLAN, [row("1", "P", "1", "1"), row("1", "P", "2", "1")], [])


def test_two_aspects_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="two aspects are called P"):
        Outline(plan(module("A", [points("P")]), module("B", [points("P")])))
