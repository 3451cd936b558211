"""What the page of an import shows of a look at a form: counts, kinds of problems, cells, trades and units; numbers masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from competition.contestants.checking.decisions import LEFT_OUT, NEW_UNIT, Decisions
from competition.contestants.checking.known import Known
from competition.contestants.checking.problems import DOUBT, NOTE, WRONG, Checked, Problem, Row
from competition.contestants.reading import Form, cell_text, letters
from competition.contestants.trade_names import spelling_of

MOST_PROBLEMS, MOST_OF_A_KIND = 2_000, 400
URGENT = {"none": 0, "ambiguous": 0, "close": 1, "exact": 3, "chosen": 3}
MOST_SPELLINGS, MOST_UNITS, MOST_ROWS = 80, 120, 40
TOGETHER = frozenset(
    (
        "region_unknown", "level_unknown", "division_unused", "team_unused", "same_as_above", "trade_from_line",
        "trade_only", "trade_unknown", "trade_ambiguous", "trade_close", "trade_differs", "stage_started", "unit_close",
        "unit_from_line", "team_size",
    )
)  # fmt: skip


def report_of(
    forms: Sequence[Form], others: Sequence[str], checked: Checked, known: Known, decisions: Decisions
) -> dict[str, Any]:
    """Plain JSON, bounded however large the form: of each kind the first cells, and how many there are in all."""
    cells = problems_of(forms, checked.problems)
    return {
        "forms": [_form(form) for form in forms[:60]],
        "form_count": len(forms),
        "others": list(others[:60]),
        "counts": counts_of(checked.rows),
        "kinds": _kinds(checked.problems),
        "problems": _bounded(cells),
        "problem_count": len(cells),
        "trades": _trades(forms, known, decisions),
        "units": _units(checked.rows, known, decisions),
        "trade_columns": any("trade" in raw.cells for form in forms for raw in form.rows[:1]),
    }


def counts_of(rows: Sequence[Row]) -> dict[str, int]:
    """How many rows are in each state; a row that stays out as decided counts as left."""
    states = Counter("left" if row.out and row.state == "good" else row.state for row in rows)
    return {state: states[state] for state in ("good", "doubtful", "wrong", "left")}


def problems_of(forms: Sequence[Form], found: Sequence[Problem]) -> list[dict[str, Any]]:
    """The cells, worst first; what is said of the same text in the same column stands once, with its rows."""
    titles = {
        (form.sheet, place): column.title
        for form in forms
        for column in form.columns
        if column.field
        for place in ((column.number,) if form.layout == "down" else ())
    }
    named = {(form.sheet, column.field): column.title for form in forms for column in form.columns if column.field}
    together: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in sorted(found, key=lambda problem: (WRONG, DOUBT, NOTE).index(problem.severity)):
        alone = "" if one.code in TOGETHER else one.key
        key = (one.sheet, one.field, one.code, one.shown, one.value, one.choice, alone)
        if key not in together:
            title = titles.get((one.sheet, one.column)) or named.get((one.sheet, one.field), "")
            together[key] = asdict(one) | {"letters": letters(one.column), "title": title, "rows": [], "count": 0}
        line = together[key]
        line["count"] += 1
        if len(line["rows"]) < MOST_ROWS:
            line["rows"].append(one.row)
    return list(together.values())


def _bounded(cells: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    shown: Counter[str] = Counter()
    kept: list[dict[str, Any]] = []
    for one in cells:
        shown[one["code"]] += 1
        if shown[one["code"]] <= MOST_OF_A_KIND and len(kept) < MOST_PROBLEMS:
            kept.append(one)
    return kept


def _kinds(found: Sequence[Problem]) -> list[dict[str, Any]]:
    """Each kind of problem with how often it occurs, how often it is still open, and what may be decided of it."""
    kinds: dict[tuple[str, str], dict[str, Any]] = {}
    for one in found:
        line = kinds.setdefault(
            (one.code, one.severity),
            {"code": one.code, "severity": one.severity, "count": 0, "open": 0, "choices": []},
        )
        line["count"] += 1
        line["open"] += one.severity == DOUBT and not one.choice
        line["choices"] += [choice for choice in one.choices if choice not in line["choices"]]
    order = {"take": 0, "keep": 1, "leave": 2}
    for line in kinds.values():
        line["choices"].sort(key=order.__getitem__)
    worst = (DOUBT, WRONG, NOTE)
    return sorted(kinds.values(), key=lambda line: (worst.index(line["severity"]), -line["count"], line["code"]))


def _form(form: Form) -> dict[str, Any]:
    return {
        "sheet": form.sheet, "header_row": form.header_row, "header_rows": form.header_rows, "layout": form.layout,
        "rows": len(form.rows), "delegation": form.delegation, "trade": form.trade,
        "skipped": [asdict(one) for one in form.skipped[:20]], "skipped_count": len(form.skipped),
        "columns": [
            {"title": one.title, "field": one.field, "letters": letters(one.number) if form.layout == "down" else ""}
            for one in form.columns
        ],
    }  # fmt: skip


def _trades(forms: Sequence[Form], known: Known, decisions: Decisions) -> list[dict[str, Any]]:
    """Each way a trade is written, what it was understood as, how often, and what was decided about it."""
    said = Counter(cell_text(raw.cells.get("trade")) for form in forms for raw in form.rows)
    del said[""]
    lines: dict[str, dict[str, Any]] = {}
    for text, count in said.most_common():
        spelling = spelling_of(text)
        if spelling in lines:
            lines[spelling]["count"] += count
        elif len(lines) < MOST_SPELLINGS:
            lines[spelling] = _trade(text, spelling, known, decisions) | {"count": count}
    return sorted(lines.values(), key=lambda line: (URGENT.get(line["how"], 2), -line["count"]))


def _trade(text: str, spelling: str, known: Known, decisions: Decisions) -> dict[str, Any]:
    match, decided = known.match(text), decisions.trades.get(spelling, "")
    trade_id = match.trades[0].id if len(match.trades) == 1 else ""
    how = match.how
    if known.chosen is not None:
        trade_id, how = known.chosen.id, "chosen"
    if decided == LEFT_OUT or decided in {one.id for one in known.trades}:
        trade_id, how = decided, "decided"
    return {"said": text[:80], "spelling": spelling, "how": how, "trade_id": trade_id, "decided": decided}


def _units(rows: Sequence[Row], known: Known, decisions: Decisions) -> list[dict[str, Any]]:
    """Each unit that rows would be entered for: known, chosen, or new, with the names of the tree that come close."""
    counted = Counter(row.organisation for row in rows if row.organisation and row.state not in ("wrong", "left"))
    chosen = {name: choice for name, choice in decisions.units.items() if choice != NEW_UNIT}
    lines: list[dict[str, Any]] = []
    for name, count in counted.most_common(MOST_UNITS):
        new = name not in known.units.ids
        lines.append(_unit(name, known, decisions.units.get(name, "")) | {"count": count, "new": new})
    lines += [_unit(name, known, choice) | {"count": 0, "new": True} for name, choice in chosen.items()]
    return sorted(lines, key=lambda line: not line["new"])


def _unit(name: str, known: Known, decided: str) -> dict[str, Any]:
    close: Mapping[str, str] = (
        {} if name in known.units.ids else {known.units.ids[one]: one for _, one in known.units.close(name)}
    )
    return {"name": name, "decided": decided, "close": [list(pair) for pair in close.items()]}
