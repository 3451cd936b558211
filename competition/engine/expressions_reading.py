"""Reading an expression: tokens, then the grammar by recursive descent, within bounds on its size.

    expr  := term (("+" | "-") term)*
    term  := unary (("*" | "/") unary)*
    unary := "-" unary | atom
    atom  := NUMBER | "value" | "[" KEY "]" | NAME "(" args ")" | "(" expr ")"

Spaces and tabs may stand between any two of these signs. Parts are counted as the numbers, names, keys and operators of
the text; nesting as the round brackets open at one place.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from competition.engine.expressions_tree import (
    Choice,
    Figure,
    Given,
    Measured,
    Missing,
    Named,
    Number,
    OfAll,
    Part,
    PointsOf,
    Strict,
)
from competition.engine.rounding import half_up

LONGEST = 500
MOST_PARTS = 200
DEEPEST = 20
MOST_DIGITS = 6
POPULATION = ("best", "least", "mean", "median", "sd", "rank", "rank_low", "count")

_TOKEN = re.compile(
    r"[ \t]*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|\[[ \t]*(?P<key>[A-Za-z0-9][A-Za-z0-9._-]{0,31})[ \t]*\]"
    r"|(?P<compares><=|>=|!=|<|>|=)|(?P<sign>[-+*/])|(?P<bracket>[(),])|(?P<end>\Z)|(?P<other>.))",
    re.DOTALL,
)
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")


class BadExpression(Exception):
    """A text that is no expression: `position` of the sign at fault (the first sign is 1), and `code`: unexpected,
    bad_number, unknown_name, too_long, too_many_parts or too_deep."""

    def __init__(self, code: str, position: int) -> None:
        super().__init__(f"{code} at {position}")
        self.code = code
        self.position = position


@dataclass(frozen=True, slots=True)
class Token:
    """A sign, number, name or key (`kind`) and where it begins, from 1."""

    kind: str
    text: str
    position: int


def _divided(dividend: Fraction, divisor: Fraction) -> Figure:
    return dividend / divisor if divisor else Missing.NONE


def _started(excess: Fraction, unit: Fraction) -> Figure:
    """Units begun (field rule TF-7): 30.0 of 10 are three, 30.1 are four."""
    if unit <= 0:
        return Missing.NONE
    return Fraction(math.ceil(max(excess, Fraction(0)) / unit))


def _compared(compare: Callable[[Fraction, Fraction], bool], left: Fraction, right: Fraction) -> Figure:
    return Fraction(compare(left, right))


def _floor(figure: Fraction) -> Figure:
    return Fraction(math.floor(figure))


def _ceil(figure: Fraction) -> Figure:
    return Fraction(math.ceil(figure))


_SIGNS: Mapping[str, Callable[..., Figure]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divided,
}
_COMPARES: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
_OF_ONE: Mapping[str, Callable[..., Figure]] = {"abs": abs, "floor": _floor, "ceil": _ceil}
_OF_MANY: Mapping[str, Callable[..., Figure]] = {"min": min, "max": max}


class Reading:
    """One reading of a text: `part` what it says, `keys` the aspects it names, `population` what it asks of all entries,
    `uses_value` whether it looks at a measured figure. Raises BadExpression."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise BadExpression("too_long", LONGEST + 1)
        self._text = text
        self._after = 0
        self._parts = 0
        self._open = 0
        self.keys: set[str] = set()
        self.population: set[tuple[str, str]] = set()
        self.uses_value = False
        self._token = self._next()
        self.part = self._sum()
        if self._token.kind != "end":
            raise self._unexpected()

    def _next(self) -> Token:
        found = _TOKEN.match(self._text, self._after)
        if found is None or found.lastgroup is None:  # pragma: no cover
            raise AssertionError("the last alternative takes any sign")
        kind, position = found.lastgroup, found.start(found.lastgroup) + 1
        if kind == "key":
            position = self._text.index("[", self._after) + 1
        self._after = found.end()
        token = Token(kind, found[kind], position)
        self._parts += kind in ("number", "name", "key", "compares", "sign")
        if self._parts > MOST_PARTS:
            raise BadExpression("too_many_parts", token.position)
        return token

    def _unexpected(self) -> BadExpression:
        return BadExpression("unexpected", self._token.position)

    def _take(self, kind: str, text: str | None = None) -> Token:
        """The token at hand, which must be this one; goes on to the next."""
        token = self._token
        if token.kind != kind or (text is not None and token.text != text):
            raise self._unexpected()
        self._token = self._next()
        return token

    def _at(self, *texts: str) -> bool:
        return self._token.kind in ("sign", "bracket") and self._token.text in texts

    def _sum(self) -> Part:
        part = self._product()
        while self._at("+", "-"):
            part = Strict(_SIGNS[self._take("sign").text], (part, self._product()))
        return part

    def _product(self) -> Part:
        part = self._unary()
        while self._at("*", "/"):
            part = Strict(_SIGNS[self._take("sign").text], (part, self._unary()))
        return part

    def _unary(self) -> Part:
        minus = 0
        while self._at("-"):
            self._take("sign")
            minus += 1
        part = self._atom()
        for _ in range(minus):
            part = Strict(operator.neg, (part,))
        return part

    def _atom(self) -> Part:
        if self._token.kind == "number":
            return Number(self._number())
        if self._token.kind == "key":
            return Named(self._key())
        if self._token.kind == "name":
            return self._name()
        self._begin()
        part = self._sum()
        self._end()
        return part

    def _number(self) -> Fraction:
        token = self._token
        if token.kind == "number" and not _NUMBER.fullmatch(token.text):
            raise BadExpression("bad_number", token.position)
        return Fraction(self._take("number").text)

    def _key(self) -> str:
        key = self._take("key").text
        self.keys.add(key)
        return key

    def _begin(self) -> None:
        if self._at("(") and self._open == DEEPEST:
            raise BadExpression("too_deep", self._token.position)
        self._take("bracket", "(")
        self._open += 1

    def _end(self) -> None:
        self._take("bracket", ")")
        self._open -= 1

    def _name(self) -> Part:
        name = self._take("name")
        if name.text == "value":
            self.uses_value = True
            return Measured()
        read = self._arguments(name.text)
        if read is None:
            raise BadExpression("unknown_name", name.position)
        self._begin()
        part = read()
        self._end()
        return part

    def _arguments(self, name: str) -> Callable[[], Part] | None:
        """How the arguments of a function are read; None when there is none of this name."""
        if name in POPULATION:
            return partial(self._of_all, name)
        if name in _OF_ONE:
            return partial(self._of_one, _OF_ONE[name])
        if name in _OF_MANY:
            return partial(self._of_many, _OF_MANY[name])
        return {
            "points": self._points,
            "given": self._given,
            "round": self._round,
            "started": self._of_started,
            "if": self._if,
        }.get(name)

    def _comma(self) -> None:
        self._take("bracket", ",")

    def _of_all(self, function: str) -> Part:
        key = self._key()
        self.population.add((function, key))
        return OfAll(function, key)

    def _of_one(self, operation: Callable[..., Figure]) -> Part:
        return Strict(operation, (self._sum(),))

    def _of_many(self, operation: Callable[..., Figure]) -> Part:
        parts = [self._sum()]
        self._comma()
        parts.append(self._sum())
        while self._at(","):
            self._comma()
            parts.append(self._sum())
        return Strict(operation, tuple(parts))

    def _of_started(self) -> Part:
        excess = self._sum()
        self._comma()
        return Strict(_started, (excess, self._sum()))

    def _points(self) -> Part:
        return PointsOf(self._key())

    def _given(self) -> Part:
        key = self._key()
        self._comma()
        return Given(key, self._sum())

    def _round(self) -> Part:
        part = self._sum()
        self._comma()
        written = self._token
        digits = self._number()
        if digits > MOST_DIGITS or "." in written.text:
            raise BadExpression("bad_number", written.position)
        return Strict(partial(half_up, digits=int(digits)), (part,))

    def _if(self) -> Part:
        left = self._sum()
        compare = _COMPARES[self._take("compares").text]
        condition = Strict(partial(_compared, compare), (left, self._sum()))
        self._comma()
        then = self._sum()
        self._comma()
        return Choice(condition, then, self._sum())
