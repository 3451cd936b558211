"""Texts of expressions: everything the grammar has, over the aspects a plan has so far."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

FIELD = ("best", "least", "mean", "median", "sd", "rank", "rank_low", "count")
COMPARED = ("<", "<=", ">", ">=", "=", "!=")
Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class Words:
    """What an expression may name: aspects, those of them a function of the field may be asked about, the value."""

    keys: tuple[str, ...]
    plain_keys: tuple[str, ...]
    value: bool = False


def expression(draw: Draw, words: Words) -> str:
    """The text of an expression at most three parts deep."""
    return _part(draw, words, 3)


def _one(draw: Draw, *choices: str) -> str:
    return str(draw(st.sampled_from(choices)))


def _number(draw: Draw) -> str:
    return _one(draw, "0", "1", "2", "3", "0.5", "10", "100", "0.125", "7.25", "0.000001")


def _leaf(draw: Draw, words: Words) -> str:
    kinds = (
        ["number"]
        + ["key"] * 4 * bool(words.keys)
        + ["field"] * 2 * bool(words.plain_keys)
        + ["value"] * 4 * words.value
    )
    kind = _one(draw, *kinds)
    if kind == "key":
        key = _one(draw, *words.keys)
        return _one(draw, f"[{key}]", f"[{key}]", f"points([{key}])", f"given([{key}], {_number(draw)})")
    if kind == "field":
        return f"{_one(draw, *FIELD)}([{_one(draw, *words.plain_keys)}])"
    return "value" if kind == "value" else _number(draw)


def _part(draw: Draw, words: Words, depth: int) -> str:
    shape = _one(draw, "leaf", "sum", "product", "call", "if", "bracket", "minus") if depth else "leaf"
    if shape == "leaf":
        return _leaf(draw, words)
    a, b = _part(draw, words, depth - 1), _part(draw, words, depth - 1)
    if shape in ("sum", "product"):
        space = _one(draw, " ", "", "\t")
        sign = _one(draw, "+", "-") if shape == "sum" else _one(draw, "*", "/")
        return f"{a}{space}{sign}{space}{b}"
    if shape == "bracket":
        return f"({a} {_one(draw, '+', '-', '*', '/')} {b})"
    if shape == "minus":
        return f"-{a} + {b}" if depth > 2 else f"-({a})"
    if shape == "if":
        return f"if({a} {_one(draw, *COMPARED)} {b}, {_leaf(draw, words)}, {_part(draw, words, depth - 1)})"
    call = _one(draw, "min", "max", "abs", "floor", "ceil", "round", "started")
    if call in ("min", "max"):
        return f"{call}({a}, {b}, {_leaf(draw, words)})" if depth > 1 else f"{call}({a},{b})"
    if call == "round":
        return f"round({a}, {draw(st.integers(0, 6))})"
    return f"started({a}, {b})" if call == "started" else f"{call}({a})"
