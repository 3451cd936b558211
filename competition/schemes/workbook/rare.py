"""The columns of an aspect that few aspects need: attempts, factors, formulas. They are written only where one does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from competition.schemes import words
from competition.schemes.workbook.cells import Line
from competition.schemes.workbook.columns import mode_words, plain, rounding_modes

Part = dict[str, Any]
Row = dict[str, str]

FLAGS = ("counts", "dnf_if_none")
FIGURES = ("factor", "floor", "min")
WHOLES = ("drop_best", "drop_worst", "most_failed", "minimum")
WORDS = ("better", "failed")
OFF = ("from", "unit", "points", "cap")
_NULLS = (*FLAGS, *FIGURES, "formula", "values", "attempts", "under", "bands")


def rare(aspect: Mapping[str, Any]) -> bool:
    """Whether an aspect says anything that needs these columns."""
    return aspect.get("kind") == "computed" or any(key in aspect for key in _NULLS if key != "bands")


def cells_of(aspect: Mapping[str, Any]) -> tuple[Row, list[str]]:
    """The cells of an aspect, and which of its keys say null."""
    row: Row = {key: _plain(aspect.get(key)) for key in FIGURES}
    row |= {key: "" if aspect.get(key) is None else "yes" if aspect[key] else "no" for key in FLAGS}
    row["formula"] = _plain(aspect.get("expression" if aspect.get("kind") == "computed" else "formula"))
    row["values"] = "; ".join(aspect.get("values") or ())
    tries = aspect.get("attempts") or {}
    row |= {f"attempts.{key}": _plain(tries.get(key)) for key in ("count", "rule", "on", *WHOLES, *WORDS)}
    row["attempts.rounding"] = rule_cell(tries.get("rounding"))
    row |= {f"under.{key}": _plain((aspect.get("under") or {}).get(key)) for key in OFF}
    nulls = [key for key in _NULLS if key in aspect and aspect[key] is None]
    nulls += [f"attempts.{key}" for key in tries if tries[key] is None]
    return row, nulls + (["under.cap"] if _said_null(aspect.get("under") or {}, "cap") else [])


def read(line: Line, part: Part, path: str) -> None:
    """Put what these columns say into the aspect."""
    nulls = line.nulls()
    formula = "expression" if part["kind"] == "computed" else "formula"
    said: Part = {key: line.figure(key) for key in FIGURES}
    said |= {key: {"yes": True, "no": False}.get(line.word(key), "") for key in FLAGS}
    said |= {formula: line.said("formula"), "values": [one for one in line.figure("values").split(";") if one]}
    said |= {"attempts": _attempts(line, nulls), "under": _under(line, nulls)}
    for key, value in said.items():
        if value not in ("", None, [], {}):
            part[key] = value
        elif key in nulls:
            part[key] = None
    for key in (*FIGURES, *FLAGS, "values", *(f"under.{one}" for one in OFF)):
        line.came(f"{path}.{key}", key)
    for key in ("count", "rule", "on", *WHOLES, *WORDS, "rounding"):
        line.came(f"{path}.attempts.{key}", f"attempts.{key}")
    line.came(f"{path}.{formula}", "formula")
    line.came(f"{path}.attempts", "attempts.count")
    line.came(f"{path}.under", "under.from")


def _attempts(line: Line, nulls: set[str]) -> Part:
    said: Part = {"count": line.whole("attempts.count")}
    said |= {key: line.word(f"attempts.{key}") for key in ("rule", "on", *WORDS)}
    said |= {key: line.whole(f"attempts.{key}") for key in WHOLES}
    said["rounding"] = _rule(line, "attempts.rounding")
    if all(value in ("", None) for value in said.values()):
        return {}
    return _said(said, nulls, "attempts.")


def _under(line: Line, nulls: set[str]) -> Part:
    said = {key: line.figure(f"under.{key}") for key in OFF}
    return _said(said, nulls, "under.") if any(said.values()) else {}


def _said(said: Part, nulls: set[str], name: str) -> Part:
    kept = {key: None if value in ("", None) else value for key, value in said.items()}
    return {key: value for key, value in kept.items() if value is not None or f"{name}{key}" in nulls}


def rule_cell(rule: Mapping[str, Any] | None) -> str:
    """A rule of rounding in one cell: its digits, then how."""
    if not rule:
        return ""
    return f"{rule['digits']} {words.MODES[str(rule['mode'])]}"


def _rule(line: Line, key: str) -> Part | None:
    digits, _space, how = line.said(key).partition(" ")
    if not digits:
        return None
    mode = rounding_modes().get(plain(how or "half_up"))
    if mode is None or not digits.isdigit():
        allowed = ", ".join(f"2 {word}" for word in mode_words())
        line.wrong(key, _("one of these is expected: %(allowed)s", allowed=allowed))
        return None
    return {"digits": int(digits), "mode": mode}


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _said_null(part: Mapping[str, Any], key: str) -> bool:
    return key in part and part[key] is None
