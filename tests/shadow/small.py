"""Small plans and marks for worked examples: one line for each aspect, judge and entry."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from competition.shadow import tabulate
from tests.shadow.both import differences
from tests.shadow.generating_marks import Trial

T = {"zh": "例", "en": "Example"}
HUNDREDTHS = {"digits": 2, "mode": "half_up"}
MEAN = {"method": "mean", "high": 0, "low": 0, "level": "aspect", "minimum": 1, "spread": None}
TRIMMED = {**MEAN, "method": "trimmed_mean", "high": 1, "low": 1, "minimum": 3}
STEPS = ("judge", "aspect", "panel", "module", "component", "total")
Rules = Mapping[str, Any]


def aspect(key: str, kind: str, top: str, by: str = "one", **options: Any) -> dict[str, Any]:
    """One aspect; computed ones are marked by nobody."""
    rule = {"key": key, "kind": kind, "title": T, "note": None, "max": top}
    return rule | ({} if kind == "computed" else {"marked_by": by, "required": kind != "deduction"}) | options


def points(key: str, top: str = "100", by: str = "one", step: str = "0.1", **options: Any) -> dict[str, Any]:
    """Points given outright."""
    return aspect(key, "points", top, by, step=step, **options)


def module(key: str, aspects: Sequence[Rules], component: str = "whole", panel: Rules = MEAN, **more: Any) -> Rules:
    """A module of one criterion."""
    criterion = {"key": f"{key}0", "title": T, "aspects": list(aspects)}
    head = {"key": key, "title": T, "component": component, "minutes": 60, "panel": dict(panel)}
    return head | {"criteria": [criterion]} | more


def plan(*modules: Rules, weights: Mapping[str, str] | None = None, scale: str = "", **more: Any) -> dict[str, Any]:
    """A plan whose components are worth what their aspects are; the scale is that of a single component unless given."""
    components = []
    for key, weight in (weights or {"whole": "1"}).items():
        rules = [rule for one in modules if one["component"] == key for rule in one["criteria"][0]["aspects"]]
        counted = [rule for rule in rules if rule.get("counts") is not False]
        worth = sum((Decimal(rule["max"]) * Decimal(rule.get("factor", "1")) for rule in counted), Decimal(0))
        components.append({"key": key, "title": T, "weight": weight, "max": str(worth)})
    head = {"format": "craftboard-plan", "version": 1, "title": T, "scale": scale or components[0]["max"]}
    rounding = dict.fromkeys(STEPS, HUNDREDTHS)
    return head | {"components": components, "modules": list(modules), "rounding": rounding, "ties": []} | more


def row(entry: str, key: str, value: str, judge: str = "", attempt: str = "", status: str = "") -> dict[str, str]:
    """One row of MARKS.csv."""
    return dict(entry=entry, component="", aspect=key, attempt=attempt, judge=judge, value=value, status=status)


def panel(entry: str, key: str, values: str) -> list[dict[str, str]]:
    """The marks of the judges 1, 2, 3 … of a panel; a dash for a judge who was absent."""
    given = enumerate(values.split(), 1)
    return [
        row(entry, key, "" if value == "-" else value, str(seat), status="absent" if value == "-" else "")
        for seat, value in given
    ]


def tries(entry: str, key: str, values: str) -> list[dict[str, str]]:
    """Attempts one after another; DNF for one that failed."""
    numbered = enumerate(values.split(), 1)
    return [
        row(entry, key, "" if value == "DNF" else value, attempt=str(number), status="DNF" if value == "DNF" else "")
        for number, value in numbered
    ]


def tabulated(document: Rules, marks: Sequence[Mapping[str, str]], entries: Sequence[Rules] = ()) -> dict[str, Any]:
    """What both tabulators say of a contest; who is not in `entries` has nothing but marks."""
    blank = {"division": "", "organisation": "", "team": "", "prior_level": ""}
    known: dict[str, dict[str, str]] = {one["entry"]: blank | dict(one) for one in entries}
    for mark in marks:
        known.setdefault(mark["entry"], blank | {"entry": mark["entry"]})
    trial = Trial(dict(document), [dict(mark) for mark in marks], list(known.values()))
    assert differences(trial) == []
    return tabulate(trial.plan, trial.marks, trial.entries)


def cells(result: Mapping[str, Any], cell: str) -> dict[str, Any]:
    """One cell of every entry."""
    return {entry: row[cell] for entry, row in result["entries"].items()}
