"""Expressions of a plan by operator precedence: two stacks make a tree, and the tree is worked out branch by branch."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from competition.shadow.arithmetic import Figure, Gap, number, rounded, started

_TOKEN = re.compile(
    r"[ \t]*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|\[[ \t]*(?P<key>[A-Za-z0-9][A-Za-z0-9._-]*)[ \t]*\]|(?P<name>[a-z_]+)"
    r"|(?P<sign><=|>=|!=|[-+*/(),<>=]))"
)
_RANKS = {"<": 0, "<=": 0, ">": 0, ">=": 0, "=": 0, "!=": 0, "+": 1, "-": 1, "*": 2, "/": 2, "negative": 3}
FIELD = ("best", "least", "mean", "median", "sd", "rank", "rank_low", "count")
_PLAIN = ("min", "max", "abs", "floor", "ceil", "round", "started", "if", "given", "points")


class BadText(ValueError):
    """A text that is no expression."""


class Sight(Protocol):
    """What an expression may ask of the entry it is worked out for."""

    @property
    def value(self) -> Fraction | None:
        """The measured figure of a formula."""

    def figure(self, key: str) -> Figure:
        """What `[KEY]` means here."""

    def points(self, key: str) -> Figure:
        """What `points([KEY])` means here."""

    def field(self, function: str, key: str) -> Figure:
        """What a function of the whole field gives this entry."""


@dataclass(frozen=True)
class Node:
    """A part of an expression: `word` is number, key, value, an operator or the name of a function."""

    word: str
    parts: tuple["Node", ...] = ()
    key: str = ""
    amount: Fraction = Fraction(0)

    def walk(self) -> Iterator["Node"]:
        """This part and every part inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place, end = 0, len(text.rstrip(" \t"))
    while place < end:
        found = _TOKEN.match(text, place)
        if found is None:
            raise BadText(f"{text!r} at {place}")
        place = found.end()
        kind = str(found.lastgroup)
        yield kind, found.group(kind)


class _Stacks:
    """Operands and operators while a text is read; an opening bracket carries the function it belongs to."""

    def __init__(self) -> None:
        self.operands: list[Node] = []
        self.operators: list[tuple[str, str, int]] = []  # (operator or "(", function, operands below)

    def apply(self) -> None:
        """Puts the topmost operator over its operands."""
        operator, _, _ = self.operators.pop()
        count = 1 if operator == "negative" else 2
        if len(self.operands) < count:
            raise BadText(operator)
        parts = tuple(self.operands[-count:])
        self.operands[-count:] = [Node(operator, parts)]

    def push(self, operator: str) -> None:
        """An operator of two sides, after all that bind at least as tightly on its left."""
        while self.operators and self.operators[-1][0] != "(" and _RANKS[self.operators[-1][0]] >= _RANKS[operator]:
            self.apply()
        self.operators.append((operator, "", 0))

    def back_to_bracket(self) -> None:
        """Everything since the last opening bracket becomes one operand."""
        while self.operators and self.operators[-1][0] != "(":
            self.apply()
        if not self.operators:
            raise BadText("a bracket is missing")

    def close(self) -> None:
        """A closing bracket: a call of its function, or the operand inside it."""
        self.back_to_bracket()
        _, function, below = self.operators.pop()
        if function:
            parts = tuple(self.operands[below:])
            self.operands[below:] = [Node(function, parts)]


@lru_cache(maxsize=4096)
def parsed(text: str) -> Node:
    """The tree of a text; `BadText` where it is none."""
    stacks, operand_next, function = _Stacks(), True, ""
    for kind, word in _tokens(text):
        if function and word != "(":
            raise BadText(text)
        if kind != "sign":
            if not operand_next:
                raise BadText(text)
            function = word if kind == "name" and word != "value" else ""
            if function and function not in FIELD + _PLAIN:
                raise BadText(text)
            if not function:
                operand_next = False
                stacks.operands.append(_leaf(kind, word))
        elif word == "(":
            if not operand_next:
                raise BadText(text)
            stacks.operators.append(("(", function, len(stacks.operands)))
            function = ""
        elif operand_next:
            if word != "-":
                raise BadText(text)
            stacks.operators.append(("negative", "", 0))
        elif word == ")":
            stacks.close()
        elif word == ",":
            stacks.back_to_bracket()
            operand_next = True
        else:
            stacks.push(word)
            operand_next = True
    while stacks.operators:
        if stacks.operators[-1][0] == "(":
            raise BadText(text)
        stacks.apply()
    if operand_next or len(stacks.operands) != 1:
        raise BadText(text)
    return stacks.operands[0]


def _leaf(kind: str, word: str) -> Node:
    if kind == "number":
        return Node("number", amount=number(word))
    return Node("key", key=word) if kind == "key" else Node("value")


def worked_out(node: Node, sight: Sight) -> Figure:
    """The figure of an expression for one entry; unmarked wins over none, and a branch not taken is not looked at."""
    word = node.word
    if word == "number":
        return node.amount
    if word == "value":
        return Gap.UNMARKED if sight.value is None else sight.value
    if word == "key":
        return sight.figure(node.key)
    if word == "points":
        return sight.points(node.parts[0].key)
    if word in FIELD:
        return sight.field(word, node.parts[0].key)
    if word == "given":
        figure = sight.figure(node.parts[0].key)
        return worked_out(node.parts[1], sight) if isinstance(figure, Gap) else figure
    if word == "if":
        return _chosen(node, sight)
    parts = [worked_out(part, sight) for part in node.parts]
    for gap in (Gap.UNMARKED, Gap.VOID):
        if gap in parts:
            return gap
    return _plain(word, [part for part in parts if not isinstance(part, Gap)])


def _chosen(node: Node, sight: Sight) -> Figure:
    condition, yes, no = node.parts
    left, right = (worked_out(part, sight) for part in condition.parts)
    if Gap.UNMARKED in (left, right):
        return Gap.UNMARKED
    if isinstance(left, Gap) or isinstance(right, Gap):
        return Gap.VOID
    order = (left > right) - (left < right)
    holds = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "=": (0,), "!=": (-1, 1)}[condition.word]
    return worked_out(yes if order in holds else no, sight)


def _plain(word: str, figures: list[Fraction]) -> Figure:
    first = figures[0]
    if word in ("min", "max"):
        return min(figures) if word == "min" else max(figures)
    if len(figures) == 1:
        return {"negative": -first, "abs": abs(first), "floor": Fraction(first // 1), "ceil": -Fraction(-first // 1)}[
            word
        ]
    second = figures[1]
    if word == "/":
        return first / second if second else Gap.VOID
    if word == "started":
        return Fraction(started(first, second)) if second > 0 else Gap.VOID
    if word == "round":
        return rounded(first, {"digits": second, "mode": "half_up"})
    return {"+": first + second, "-": first - second, "*": first * second}[word]
