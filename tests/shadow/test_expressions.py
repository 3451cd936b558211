"""Expressions by operator precedence, and what they come to where something is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import pytest

from competition.shadow.arithmetic import Figure, Gap
from competition.shadow.expressions import BadText, parsed, worked_out


@dataclass
class Seen:
    """An entry with figures of its own; points are ten times the figure, the field answers hundreds."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    value: Fraction | None = None

    def figure(self, key: str) -> Figure:
        return self.figures.get(key, Gap.UNMARKED)

    def points(self, key: str) -> Figure:
        figure = self.figure(key)
        return figure if isinstance(figure, Gap) else figure * 10

    def field(self, function: str, key: str) -> Figure:
        return Fraction({"best": 900, "sd": 100}[function]) if key == "A1" else Gap.UNMARKED


SEEN = Seen({"A1": Fraction(6), "A1.b-2_c": Fraction(-2), "N": Gap.VOID}, Fraction(7, 2))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("24 / 4 / 2", "3"),
        ("2 * 3 / 4", "1.5"),
        ("-2 * 3 + 1", "-5"),
        ("2 - -3", "5"),
        ("2 * -3", "-6"),
        ("--2", "2"),
        ("-(1 + 2)", "-3"),
        ("1\t+\t1", "2"),
        ("[A1] / [A1.b-2_c]", "-3"),
        ("points([A1]) + value", "63.5"),
        ("min(3, 1, 2) + max(3, 1, 2)", "4"),
        ("abs([A1.b-2_c])", "2"),
        ("floor(-1.5)", "-2"),
        ("ceil(-1.5)", "-1"),
        ("ceil(1.1)", "2"),
        ("round(-2.5, 0)", "-3"),
        ("round(1.2345, 3)", "1.235"),
        ("started(30.1, 10)", "4"),
        ("started(30, 10)", "3"),
        ("started(-5, 10)", "0"),
        ("if(1 < 2, 3, 4)", "3"),
        ("if(2 <= 2, 3, 4)", "3"),
        ("if(2 > 2, 3, 4)", "4"),
        ("if(2 >= 2, 3, 4)", "3"),
        ("if(2 = 2, 3, 4)", "3"),
        ("if(2 != 2, 3, 4)", "4"),
        ("if([A1] + 1 < 2 * 4, 3, 4)", "3"),
        ("if(1 < 2, 3, [U] / 0)", "3"),
        ("given([U], 5)", "5"),
        ("given([N], 5 + 1)", "6"),
        ("given([A1], [U])", "6"),
        ("best([A1]) / sd([A1])", "9"),
        ("1 / 3 * 3", "1"),
    ],
)
def test_expression_comes_to(text: str, figure: str) -> None:
    assert worked_out(parsed(text), SEEN) == Fraction(figure)


@pytest.mark.parametrize(
    "text", ["1 / 0", "[N]", "[N] + 1", "started(1, 0)", "started(-1, 0)", "if([N] > 1, 1, 1)", "1 / ([A1] - 6)"]
)
def test_expression_is_undefined(text: str) -> None:
    assert worked_out(parsed(text), SEEN) is Gap.VOID


@pytest.mark.parametrize(
    "text", ["[U]", "[U] / 0", "[N] * [U]", "best([U])", "if([U] > [N], 1, 1)", "min(1, [U])", "given([U], [U])"]
)
def test_unmarked_wins_over_none(text: str) -> None:
    assert worked_out(parsed(text), SEEN) is Gap.UNMARKED


def test_value_is_unmarked_where_nothing_was_measured() -> None:
    assert worked_out(parsed("value"), Seen()) is Gap.UNMARKED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "* 2",
        "1 2",
        "(1",
        "1)",
        "min(1, 2",
        "[A",
        "nope(1)",
        "min",
        "min 1",
        "1,2 )",
        "+1",
        "1..2",
        "①",
        "1 (2)",
        "()",
    ],
)
def test_text_is_no_expression(text: str) -> None:
    with pytest.raises(BadText):
        parsed(text)
