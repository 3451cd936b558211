"""Sheets and columns of the spreadsheet, by key, and the words that may stand in their cells.

The file is written in the reader's language and read in either. A blank cell leaves its key out; the last column names
the keys that the document says null to, so that nothing is lost on the way there and back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from unicodedata import normalize

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from competition.schemes import fields, words
from competition.schemes.fields import Field
from competition.web.speaking import speaking
from competition.web.words import LOCALES

LETTERS = {
    "measurement": "M", "yesno": "Y", "judgement": "J", "points": "P", "deduction": "D", "counted": "C", "timed": "T",
    "computed": "X",
}  # fmt: skip
YES_NO = {"yes": _l("yes"), "no": _l("no")}
MOST_LEVELS = 11
NULLS = "nulls"
PANEL_RARE = ("trim_from", "figure", "leniency", "exclude_lead")


@dataclass(frozen=True)
class Head:
    """One column: its key, its title, how wide it is, and the words a cell may say (value -> word)."""

    key: str
    title: LazyString
    width: int = 12
    choices: Mapping[str, LazyString] = field(default_factory=dict)
    needed: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet and what is said above its header."""

    key: str
    name: LazyString
    heads: tuple[Head, ...]
    note: LazyString


_EMPTY = Head(NULLS, _l("Empty on purpose"), 16)
_BOTH = ("zh", "en")

ASPECTS = Sheet(
    "aspects", _l("Marking scheme"),
    (
        Head("module", _l("Module"), 9, needed=True), Head("criterion", _l("Criterion"), 9, needed=True),
        Head("criterion.zh", _l("Criterion title (Chinese)"), 18), Head("criterion.en", _l("Criterion title (English)"), 18),
        Head("day", _l("Day of marking"), 8), Head("key", _l("Aspect"), 9, needed=True),
        Head("kind", _l("Kind"), 14, words.KINDS, needed=True),
        Head("title.zh", _l("Description (Chinese)"), 34, needed=True), Head("title.en", _l("Description (English)"), 34),
        Head("note.zh", _l("Note (Chinese)"), 24), Head("note.en", _l("Note (English)"), 24),
        Head("lines.zh", _l("Extra lines (Chinese)"), 24), Head("lines.en", _l("Extra lines (English)"), 24),
        Head("method.zh", _l("Method (Chinese)"), 24), Head("method.en", _l("Method (English)"), 24),
        Head("max", _l("Maximum points"), 10), Head("marked_by", _l("Marked by"), 16, fields.MARKED_BY),
        Head("required", _l("Must be marked"), 10, YES_NO), Head("critical", _l("Critical"), 8, YES_NO),
        Head("section", _l("Section of the standard"), 10), Head("unit", _l("Unit"), 8), Head("decimals", _l("Decimals"), 8),
        Head("bands", _l("Requirement and tolerance"), 34), Head("beyond", _l("Points beyond"), 10),
        Head("plausible", _l("Plausible"), 14), Head("step", _l("Step"), 8), Head("cap", _l("At most"), 8),
        Head("each", _l("Points for each one"), 10), Head("target", _l("Target"), 8),
        Head("over.from", _l("Overtime after (s)"), 10), Head("over.unit", _l("Overtime unit (s)"), 10),
        Head("over.points", _l("Overtime points off"), 10), Head("over.cap", _l("Overtime at most"), 10),
    ),
    _l("One row an aspect. Bands: 32.000~32.025=2; 31.990~32.035=1 (first match counts; times: ~900=5). Several extra lines: one a line."),
)  # fmt: skip
# What few aspects need, behind the levels; `rare` reads and writes it.
RARE = (
    Head("formula", _l("Formula or expression"), 30), Head("floor", _l("Points at least"), 10), Head("min", _l("Lowest points"), 10),
    Head("values", _l("Points of each level"), 16), Head("factor", _l("Factor"), 8), Head("counts", _l("Counts in the module"), 10, YES_NO),
    Head("dnf_if_none", _l("Without a result the entry did not finish"), 12, YES_NO),
    Head("attempts.count", _l("Attempts"), 9), Head("attempts.rule", _l("What counts of the attempts"), 22, words.ATTEMPT_RULES),
    Head("attempts.on", _l("Attempts joined"), 12, words.ATTEMPTS_ON), Head("attempts.better", _l("Better attempt"), 16, words.BETTER),
    Head("attempts.drop_best", _l("Best attempts left out"), 10), Head("attempts.drop_worst", _l("Worst attempts left out"), 10),
    Head("attempts.failed", _l("Failed attempts"), 20, words.FAILED), Head("attempts.most_failed", _l("Failed attempts at most"), 10),
    Head("attempts.minimum", _l("Settled after so many"), 10), Head("attempts.rounding", _l("Rounding of attempts"), 14),
    Head("under.from", _l("Undertime below (s)"), 10), Head("under.unit", _l("Undertime unit (s)"), 10),
    Head("under.points", _l("Undertime points off"), 10), Head("under.cap", _l("Undertime at most"), 10),
)  # fmt: skip
MODULES = Sheet(
    "modules", _l("Modules"),
    (
        Head("key", _l("Module"), 9, needed=True), Head("title.zh", _l("Title (Chinese)"), 28, needed=True),
        Head("title.en", _l("Title (English)"), 28), Head("component", _l("Component"), 14, needed=True),
        Head("minutes", _l("Minutes"), 9), Head("panel.method", _l("How marks are joined"), 26, words.METHOD_NAMES),
        Head("panel.high", _l("Highest marks left out"), 10), Head("panel.low", _l("Lowest marks left out"), 10),
        Head("panel.level", _l("Joined"), 14, words.LEVELS), Head("panel.minimum", _l("Judges at least"), 10),
        Head("panel.spread", _l("Scores may lie apart by"), 12),
        Head("panel.trim_from", _l("Marks left out from so many judges on"), 12),
        Head("panel.figure", _l("Figure of the panel"), 22, words.FIGURES),
        Head("panel.leniency", _l("Strict and lenient judges"), 26, words.LENIENCY),
        Head("panel.exclude_lead", _l("Seat 1 does not count in the panel"), 12, YES_NO),
        Head("floor", _l("Never below"), 10), Head("ceiling", _l("Never above"), 10), _EMPTY,
    ),
    _l("One row a module, in the order of the contest."),
)  # fmt: skip
COMPONENTS = Sheet(
    "components", _l("Components"),
    (
        Head("key", _l("Component"), 14, needed=True), Head("title.zh", _l("Title (Chinese)"), 28, needed=True),
        Head("title.en", _l("Title (English)"), 28), Head("weight", _l("Weight"), 9, needed=True),
        Head("max", _l("Maximum points"), 10, needed=True), Head("bonus", _l("Bonus points on top"), 10),
        Head("floor", _l("Never below"), 10), Head("ceiling", _l("Never above"), 10), _EMPTY,
    ),
    _l("All weights add up to 1; the modules of a component add up to its maximum."),
)  # fmt: skip
RULE_NAMES: dict[str, LazyString] = {
    "title": _l("Title"), "scale": _l("Scale of the total"),
    **{f"rounding.{step}": label for step, label in {
        "judge": _l("Rounding: each judge"), "aspect": _l("Rounding: each aspect"), "panel": _l("Rounding: the panel"),
        "module": _l("Rounding: module"), "component": _l("Rounding: component"), "total": _l("Rounding: total"),
        "product": _l("Rounding: products and expressions"),
    }.items()},
    "tie": _l("Tie-break"), "total_floor": _l("Total never below"), "total_ceiling": _l("Total never above"),
    "scale_score": _l("Scale score"),
    **{f"scale_score.{step}": label for step, label in {
        "method": _l("Scale score: scaled"), "centre": _l("Scale score: middle"), "spread": _l("Scale score: one deviation"),
        "low": _l("Scale score: never below"), "high": _l("Scale score: never above"), "digits": _l("Scale score: decimals"),
        "mode": _l("Scale score: rounded"),
    }.items()},
    "order": _l("Ranking"),
    **{f"order.{step}": label for step, label in {
        "by": _l("Ranking: goes by"), "better": _l("Ranking: ahead is"), "last_resort": _l("Ranking: when all is equal"),
        "seed": _l("Ranking: the lot is drawn from"),
    }.items()},
    "awards": _l("Awards as JSON"),
}  # fmt: skip
RULES = Sheet(
    "rules", _l("Rules"),
    (
        Head("rule", _l("Rule"), 24, RULE_NAMES, needed=True), Head("value", _l("Value"), 34, needed=True),
        Head("more", _l("English title, or rounded"), 34),
    ),
    _l("Tie-breaks in their order, such as component:KEY, module:KEY, time:KEY or fewer_deductions."),
)  # fmt: skip
PARTS: dict[str, LazyString] = {
    "document": _l("Document part"), **{one.key: one.label for one in fields.DOCUMENT},
}  # fmt: skip
DOCUMENT = Sheet(
    "document", _l("Document"),
    (
        Head("part", _l("Part"), 22, PARTS, needed=True), Head("key", _l("No."), 8),
        Head("text.zh", _l("Text (Chinese)"), 44), Head("text.en", _l("Text (English)"), 44),
        Head("spec.zh", _l("Specification (Chinese)"), 30), Head("spec.en", _l("Specification (English)"), 30),
        Head("count", _l("Quantity"), 8), Head("per", _l("For each"), 12, fields.PER), Head("minutes", _l("Minutes"), 9),
        Head("weight", _l("Weight in percent"), 9), Head("min_age", _l("Age from"), 8), Head("max_age", _l("Age to"), 8),
        _EMPTY,
    ),
    _l("What people read beside the scoring rules; one row a line of a list."),
)  # fmt: skip
SHEETS = (ASPECTS, MODULES, COMPONENTS, RULES, DOCUMENT)
LEVEL_TITLES = tuple(
    Head(f"level.{level}.{language}", title, 22)
    for level, titles in enumerate(
        [
            (_l("Level 0 (Chinese)"), _l("Level 0 (English)")), (_l("Level 1 (Chinese)"), _l("Level 1 (English)")),
            (_l("Level 2 (Chinese)"), _l("Level 2 (English)")), (_l("Level 3 (Chinese)"), _l("Level 3 (English)")),
            (_l("Level 4 (Chinese)"), _l("Level 4 (English)")), (_l("Level 5 (Chinese)"), _l("Level 5 (English)")),
            (_l("Level 6 (Chinese)"), _l("Level 6 (English)")), (_l("Level 7 (Chinese)"), _l("Level 7 (English)")),
            (_l("Level 8 (Chinese)"), _l("Level 8 (English)")), (_l("Level 9 (Chinese)"), _l("Level 9 (English)")),
            (_l("Level 10 (Chinese)"), _l("Level 10 (English)")),
        ]
    )
    for language, title in zip(_BOTH, titles, strict=True)
)  # fmt: skip


def aspect_heads(levels: int, *, rare: bool) -> tuple[Head, ...]:
    """The columns of the aspects, with this many levels of a judgement, and those that few aspects need or not."""
    return (*ASPECTS.heads, *LEVEL_TITLES[: 2 * levels], *(RARE if rare else ()), _EMPTY)


def heads_of(sheet: Sheet) -> tuple[Head, ...]:
    """Every column that a sheet may have."""
    return aspect_heads(MOST_LEVELS, rare=True) if sheet is ASPECTS else sheet.heads


def rounding_modes() -> Mapping[str, str]:
    """Every spelling of a way of rounding, plain, with what it stands for."""
    return choices_of(fields.RULE[1])


def choices_of(known: Field) -> Mapping[str, str]:
    """Every spelling of a field's choices, plain, with what it stands for."""
    return {**_spellings(known.choices.items()), **{plain(choice): choice for choice in known.choices}}


def mode_words() -> list[str]:
    """The ways of rounding in the reader's language."""
    return [str(word) for word in words.MODES.values()]


def part_field(key: str) -> Field:
    """The field of the document part that a row is for."""
    return next(one for one in fields.DOCUMENT if one.key == key)


def plain(text: str) -> str:
    """A title or word as it is compared: width, case and spaces do not count."""
    return "".join(normalize("NFKC", text).casefold().split())


@cache
def spelled(kind: str) -> Mapping[str, str]:
    """Every spelling of a sheet's name ("sheets"), a sheet's column titles (its key) or a column's words
    ("sheet.column") in either language, plain, with what it stands for."""
    if kind == "sheets":
        return _spellings((one.key, one.name) for one in SHEETS)
    key, _dot, column = kind.partition(".")
    heads = next(heads_of(one) for one in SHEETS if one.key == key)
    if not column:
        return _spellings((head.key, head.title) for head in heads)
    found = next(head for head in heads if head.key == column)
    spellings = dict(_spellings(found.choices.items())) | {plain(value): value for value in found.choices}
    if column == "kind":
        spellings |= {letter.casefold(): value for value, letter in LETTERS.items()}
        spellings |= {plain(f"{LETTERS[value]} {word}"): value for word, value in list(spellings.items())}
    return spellings


def _spellings(known: Iterable[tuple[str, LazyString]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    pairs = list(known)
    for locale in LOCALES:
        with speaking(locale):
            for key, words_of in pairs:
                found.setdefault(plain(str(words_of)), key)
    return found
