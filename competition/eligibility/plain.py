"""Results as they are written down: ids of things replaced by what they are called, so that a list reads them alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from competition.eligibility.ground import Ground, Results
from competition.engine.eligibility import FAILED, UNKNOWN, Result, verdict
from competition.organisations import queries as organisations

UNITS = ("organisation", "region")
Written = dict[str, Any]


def rows_of(s: Session, ground: Ground, results: Results) -> list[Written]:
    """A row for each entry that has results, in the order in which they were entered: the columns of a finding."""
    names = _names(s, results)
    rows: dict[str, Written] = {}
    said: dict[str, list[Result]] = {}
    entries = {one.entry_id: one.entry_name for one in ground.entrants}
    for one in ground.entrants:
        mine = results.get((one.entry_id, one.person_id))
        if mine is None:
            continue
        row = rows.setdefault(
            one.entry_id,
            {
                "entry_id": one.entry_id, "event_id": ground.event.id, "trade_id": one.trade_id, "number": one.number,
                "name": one.entry_name, "pinyin": one.pinyin, "initials": one.initials,
                "organisation_name": one.organisation_name, "results": [],
            },
        )  # fmt: skip
        row["results"].append(
            {
                "person": one.person_id, "name": one.name,
                "rules": [_written(result, names, entries) for result in mine],
            }
        )  # fmt: skip
        said.setdefault(one.entry_id, []).extend(mine)
    for entry_id, row in rows.items():
        row["verdict"] = verdict(said[entry_id])
        row["open_rules"] = _open(said[entry_id])
    return list(rows.values())


def _open(results: Sequence[Result]) -> str:
    """The keys of the rules that failed or cannot be answered, each once, between colons."""
    keys = dict.fromkeys(one.rule for one in results if one.verdict in (FAILED, UNKNOWN))
    return f":{':'.join(keys)}:" if keys else ""


def _written(one: Result, names: Mapping[str, str], entries: Mapping[str, str]) -> Written:
    facts = {name: _called(name, value, names, entries) for name, value in one.facts.items() if name != "from"}
    said = one.override
    return {
        "rule": one.rule, "kind": one.kind, "found": one.found, "reason": one.reason, "facts": facts,
        "override": {"by": said.by, "reason": said.reason} if said is not None else None, "verdict": one.verdict,
    }  # fmt: skip


def _called(name: str, value: str, names: Mapping[str, str], entries: Mapping[str, str]) -> str:
    if name in UNITS:
        return names.get(value, value)
    if name == "taken":
        return "、".join(entries.get(entry_id, entry_id) for entry_id in value.split(", "))
    return value


def _names(s: Session, results: Results) -> dict[str, str]:
    """What the organisations that results speak of are called."""
    ids = {
        one.facts[name]
        for several in results.values()
        for one in several
        for name in UNITS
        if name in one.facts
    }  # fmt: skip
    return organisations.named_ids(s, ids)
