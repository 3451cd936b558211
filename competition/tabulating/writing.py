"""Writing results, marks and entries: the same input gives the same bytes, whatever machine writes them."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from competition.engine.plans import Plan
from competition.tabulating.marks import HEADER, MarkRow
from competition.tabulating.reading import ENTRIES_HEADER, EntryRow
from competition.tabulating.results import Plain, Result, plain_result
from competition.tabulating.words import Words

_BOM = "\ufeff"
_GAP = "  "


def result_json(result: Result) -> bytes:
    """The whole result as canonical JSON: keys sorted, no spaces, UTF-8, one line."""
    text = json.dumps(plain_result(result), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def result_csv(result: Result) -> bytes:
    """A table of all entries; two lines of comment before it name the plan and the marks file."""
    plan, plain = result.plan, plain_result(result)
    table = io.StringIO()
    table.write(f"# plan_hash {plain['plan']['hash']}\n# marks_sha256 {plain['marks_sha256']}\n")
    fixed = (
        "rank", "tied", "entry", "division", "organisation", "team", "status", "total", "scale_score", "broken_by", "complete",
        "provisional", "deductions", "medal", "medallion", "prize", "level",
    )  # fmt: skip
    groups = _columns(plan)
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow([*fixed, "titles", *(f"{name}:{key}" for name, _plural, key in groups)])
    for row in plain["entries"]:
        figures = [row[plural][key] for _name, plural, key in groups]
        writer.writerow(_cell(value) for value in [*(row[name] for name in fixed), " ".join(row["titles"]), *figures])
    return table.getvalue().encode()


def result_text(result: Result, words: Words) -> bytes:
    """The result list as a person reads it, with what it rests on above it and the tables of teams below."""
    plain = plain_result(result)
    lines = [
        words.title(result.plan.title),
        words.say("head_plan", hash=plain["plan"]["hash"]),
        words.say("head_marks", hash=plain["marks_sha256"]),
        words.say("head_count", count=str(len(plain["entries"]))),
    ]
    if plain["provisional"]:
        lines.append(words.say("head_provisional"))
    lines += ["", *_list(result.plan, plain, words)]
    for name in ("teams", "organisations"):
        if plain[name]:
            lines += ["", words.say(f"head_{name}"), *_teams(plain[name], words)]
    if plain["organisation_award"]:
        lines += ["", words.say("head_organisation_award", organisations=words.list_of(plain["organisation_award"]))]
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()


def marks_csv(rows: Iterable[MarkRow]) -> bytes:
    """MARKS.csv, with a byte order mark: spreadsheet programs in China read UTF-8 only so."""
    return _file(HEADER, ((r.entry, r.component, r.aspect, r.attempt, r.judge, r.value, r.status) for r in rows))


def entries_csv(rows: Iterable[EntryRow]) -> bytes:
    """ENTRIES.csv, likewise."""
    return _file(
        ENTRIES_HEADER,
        ((r.entry, r.division, r.organisation, r.team, _cell(r.prior_level)) for r in rows),
    )


def width(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Chinese character, none for a mark above a letter."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def aligned(rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> list[str]:
    """Rows as lines with their columns under each other; columns of `numbers` stand to the right."""
    widest = [max(width(row[place]) for row in rows) for place in range(len(numbers))]
    return [
        _GAP.join(
            " " * (most - width(cell)) + cell if right else cell + " " * (most - width(cell))
            for cell, most, right in zip(row, widest, numbers, strict=True)
        )
        for row in rows
    ]


def _columns(plan: Plan) -> list[tuple[str, str, str]]:
    """Every component, module and aspect: (its name in a heading, in the plain values, its key)."""
    return [
        *(("component", "components", one.key) for one in plan.components),
        *(("module", "modules", one.key) for one in plan.modules),
        *(("aspect", "aspects", one.key) for module in plan.modules for one in module.aspects),
    ]


def _list(plan: Plan, plain: Plain, words: Words) -> list[str]:
    """The result list: what no entry has a word of is no column."""
    rows: list[Mapping[str, Any]] = plain["entries"]
    scale = any(row["scale_score"] is not None for row in rows)
    awards = [words.awards(plan, row) for row in rows]
    head = [words.say(name) for name in ("col_rank", "col_entry")]
    head += [words.title(one.title) for one in plan.components] + [words.say("col_total")]
    head += (
        [words.say("col_scale_score")] * scale + [words.say("col_awards")] * any(awards) + [words.say("col_remarks")]
    )
    table = [head]
    for row, won in zip(rows, awards, strict=True):
        parts = ["" if row["total"] is None else row["components"][one.key] for one in plan.components]
        cells = [words.place(row), row["entry"], *parts, _cell(row["total"])]
        cells += [_cell(row["scale_score"])] * scale + [won] * any(awards)
        table.append([*cells, words.remarks(plan, row)])
    figures = len(plan.components) + 1 + scale
    return aligned(table, [True, False, *([True] * figures), *([False] * any(awards)), False])


def _teams(rows: Sequence[Mapping[str, Any]], words: Words) -> list[str]:
    table = [[words.say(name) for name in ("col_rank", "col_team", "col_score", "col_counted")]]
    table += [[words.place(row), row["key"], _cell(row["score"]), words.list_of(row["counted"])] for row in rows]
    return aligned(table, [True, False, True, False])


def _file(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return (_BOM + table.getvalue()).encode()


def _cell(value: str | int | bool | Decimal | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)
