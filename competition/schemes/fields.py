"""The fields of a plan as people see them: one table for the forms, for naming a place, and for telling a difference.

A field's `type` says how it is typed and kept:
key, short, decimal, whole: one line (whole is kept as a number); choice, choices: one or several of `choices`; flag: yes
or no; unless: a flag that is kept the other way round, ticked for no; text, long: both languages; lines, levels: a list
of texts in both languages; figures, numbers, names: a list of decimals, whole numbers or texts on one line; formula: an
expression on one line; part: an object of `parts`; each: a list of such objects; fixed: always `default`, never shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from competition.schemes import words


@dataclass(frozen=True)
class Field:
    """One field: its key in the document, its type, what it is called; `optional` may be left empty, `rare` stands
    folded away until something is said there."""

    key: str
    type: str
    label: LazyString
    optional: bool = False
    choices: Mapping[str, LazyString] = field(default_factory=dict)
    parts: tuple[Field, ...] = ()
    hint: LazyString | None = None
    default: Any = None
    rare: bool = False


MARKED_BY = {"each": _l("every judge"), "one": _l("one judge, seat 1")}
PER = {"station": _l("station"), "room": _l("room"), "contestant": _l("contestant")}

KEY = Field("key", "key", _l("No."))
TITLE = Field("title", "text", _l("Title"))
MAX = Field("max", "decimal", _l("Maximum points"))
KIND = Field("kind", "choice", _l("Kind"), choices=words.KINDS)
BY = Field("marked_by", "choice", _l("Marked by"), choices=MARKED_BY)
REQUIRED = Field("required", "flag", _l("Must be marked"), optional=True, default=True)
SECTION = Field("section", "key", _l("Section of the standard"), optional=True)
MORE = (
    Field("note", "long", _l("Note for judges"), optional=True),
    Field("method", "long", _l("How it is measured"), optional=True, hint=_l("Instrument and points of measurement.")),
    Field("lines", "lines", _l("Extra lines"), optional=True),
)
POINTS = Field("points", "decimal", _l("Points"))
CAP = Field("cap", "decimal", _l("At most"), optional=True)
STEP = Field("step", "decimal", _l("Step"))
PLAUSIBLE = Field(
    "plausible", "part", _l("Plausible"), optional=True,
    hint=_l("A value outside is asked about on the tablet, and kept when the judge means it."),
    parts=(Field("min", "decimal", _l("Lower end")), Field("max", "decimal", _l("Upper end"))),
)  # fmt: skip
BANDS = Field(
    "bands", "each", _l("Tolerance bands"), optional=True,
    hint=_l("The first band that holds the value gives the points; both ends included."),
    parts=(
        Field("from", "decimal", _l("Lower end"), optional=True), Field("to", "decimal", _l("Upper end"), optional=True), POINTS,
    ),
)  # fmt: skip
TIME_BANDS = Field(
    "bands", "each", _l("Time bands"), hint=_l("In seconds: the first end that is not passed gives the points."),
    parts=(Field("to", "decimal", _l("Up to, in seconds")), POINTS),
)  # fmt: skip
_OFF = (Field("unit", "decimal", _l("For every begun (seconds)")), Field("points", "decimal", _l("Points off")), CAP)
OVER = Field(
    "over", "part", _l("Overtime"), optional=True, parts=(Field("from", "decimal", _l("After, in seconds")), *_OFF),
)  # fmt: skip
UNDER = Field(
    "under", "part", _l("Undertime"), optional=True, rare=True,
    parts=(Field("from", "decimal", _l("Short of, in seconds")), *_OFF),
)  # fmt: skip
RULE = (Field("digits", "whole", _l("Decimals")), Field("mode", "choice", _l("Rounded"), choices=words.MODES))
RULE_OR_NONE = (RULE[0], Field("mode", "choice", _l("Rounded"), optional=True, choices=words.MODES))
ATTEMPTS = Field(
    "attempts", "part", _l("Attempts"), optional=True, rare=True, hint=_l("All empty: it is done once."),
    parts=(
        Field("count", "whole", _l("Number of attempts")),
        Field("rule", "choice", _l("What counts"), optional=True, choices=words.ATTEMPT_RULES),
        Field("on", "choice", _l("Joined"), optional=True, choices=words.ATTEMPTS_ON),
        Field("better", "choice", _l("Better attempt"), optional=True, choices=words.BETTER),
        Field("drop_best", "whole", _l("Best attempts left out"), optional=True),
        Field("drop_worst", "whole", _l("Worst attempts left out"), optional=True),
        Field("failed", "choice", _l("Failed attempts"), optional=True, choices=words.FAILED),
        Field("most_failed", "whole", _l("Failed attempts at most"), optional=True),
        Field("minimum", "whole", _l("Settled after so many"), optional=True),
        Field("rounding", "part", _l("Rounding"), optional=True, parts=RULE_OR_NONE),
    ),
)  # fmt: skip
FACTOR = Field(
    "factor", "decimal", _l("Factor"), optional=True, rare=True, hint=_l("The points are multiplied by it, such as a difficulty."),
)  # fmt: skip
COUNTS = Field(
    "counts",
    "unless",
    _l("Earns nothing itself, others are worked out from it"),
    optional=True,
    default=True,
    rare=True,
)
DNF = Field(
    "dnf_if_none", "flag", _l("Without a result the entry did not finish"), optional=True, default=False, rare=True
)
ONCE = (FACTOR, COUNTS, DNF)
OFTEN = (ATTEMPTS, *ONCE)
_WRITTEN = _l("Such as 20 * [A1] / best([A1]); [A1] is the figure of aspect A1.")
FORMULA = (
    Field(
        "formula", "formula", _l("Formula"), optional=True, rare=True,
        hint=_l("In place of bands: the points from value, what was measured, such as 10 - 2 * abs(value - 12.5)."),
    ),
    Field("floor", "decimal", _l("Points at least"), optional=True, rare=True),
)  # fmt: skip

ASPECTS: dict[str, tuple[Field, ...]] = {
    "measurement": (
        KEY, KIND, MAX, SECTION, TITLE, BY, REQUIRED, Field("unit", "short", _l("Unit")), Field("decimals", "whole", _l("Decimals")),
        BANDS, PLAUSIBLE, *MORE, *FORMULA, *OFTEN,
    ),
    "yesno": (KEY, KIND, MAX, SECTION, TITLE, BY, REQUIRED, *MORE, *ONCE),
    "judgement": (
        KEY, KIND, MAX, SECTION, TITLE, BY, REQUIRED, Field("steps", "fixed", _l("Levels"), default=0),
        Field("descriptors", "levels", _l("Levels"), hint=_l("What each score means, from 0 upwards.")), *MORE,
        Field(
            "values", "figures", _l("Points of each level"), optional=True, rare=True,
            hint=_l("From level 0 upwards, such as 0; 1; 1.5; 3. Empty: equal steps."),
        ),
        *OFTEN,
    ),
    "points": (
        KEY, KIND, MAX, SECTION, TITLE, BY, REQUIRED, STEP, *MORE,
        Field("min", "decimal", _l("Points at least"), optional=True, rare=True), *OFTEN,
    ),
    "deduction": (
        KEY, KIND, Field("step", "decimal", _l("Off each time")), SECTION, TITLE, BY, CAP,
        Field("critical", "flag", _l("Critical: once loses the whole module"), optional=True, default=False),
        Field("max", "fixed", _l("Maximum points"), default="0"),
        Field("required", "fixed", _l("Must be marked"), optional=True, default=False), *MORE,
    ),
    "counted": (
        KEY, KIND, MAX, SECTION, TITLE, BY, REQUIRED, Field("each", "decimal", _l("Points for each one")),
        Field("target", "decimal", _l("Target"), optional=True), PLAUSIBLE, *MORE, *OFTEN,
    ),
    "timed": (
        KEY, KIND, MAX, SECTION, TITLE, BY, REQUIRED, TIME_BANDS, Field("beyond", "decimal", _l("Points beyond"), optional=True),
        OVER, PLAUSIBLE, *MORE, UNDER, *OFTEN,
    ),
    "computed": (
        KEY, KIND, MAX, SECTION, TITLE, Field("expression", "formula", _l("Expression"), hint=_WRITTEN),
        Field("min", "decimal", _l("Points at least"), optional=True), *MORE, *OFTEN,
    ),
}  # fmt: skip

CRITERION = (KEY, Field("day", "whole", _l("Day of marking"), optional=True), TITLE)
PANEL = (
    Field("method", "choice", _l("How marks are joined"), choices=words.METHOD_NAMES),
    Field("level", "choice", _l("Joined"), choices=words.LEVELS),
    Field("high", "whole", _l("Highest marks left out")), Field("low", "whole", _l("Lowest marks left out")),
    Field("minimum", "whole", _l("Judges at least")),
    Field("spread", "decimal", _l("Scores may lie apart by"), optional=True, hint=_l("For judgements; empty: no rule.")),
    Field("trim_from", "whole", _l("Marks left out from so many judges on"), optional=True),
    Field("figure", "choice", _l("Figure of the panel"), optional=True, choices=words.FIGURES),
    Field("leniency", "choice", _l("Strict and lenient judges"), optional=True, choices=words.LENIENCY),
    Field("exclude_lead", "flag", _l("Seat 1 does not count in the panel"), optional=True, default=False),
)  # fmt: skip
LIMITS = (
    Field("floor", "decimal", _l("Never below"), optional=True), Field("ceiling", "decimal", _l("Never above"), optional=True),
)  # fmt: skip
MODULE = (
    KEY, Field("component", "key", _l("Component")), Field("minutes", "whole", _l("Minutes"), optional=True), TITLE,
    *LIMITS, Field("panel", "part", _l("Panel"), parts=PANEL),
)  # fmt: skip
COMPONENT = (
    KEY, Field("weight", "decimal", _l("Weight")), MAX, Field("bonus", "decimal", _l("Bonus points on top"), optional=True),
    *LIMITS, TITLE,
)  # fmt: skip
SCALE_SCORE = Field(
    "scale_score", "part", _l("Scale score"), optional=True, hint=_l("All empty: there is none."),
    parts=(
        Field("method", "choice", _l("Scaled"), optional=True, choices=words.SCALING),
        Field("centre", "decimal", _l("Middle"), optional=True), Field("spread", "decimal", _l("One deviation"), optional=True),
        Field("low", "decimal", _l("Never below"), optional=True), Field("high", "decimal", _l("Never above"), optional=True),
        Field("digits", "whole", _l("Decimals"), optional=True), RULE_OR_NONE[1],
    ),
)  # fmt: skip
ORDER = Field(
    "order", "part", _l("Ranking"), optional=True, hint=_l("All empty: the higher total is ahead, and equals share their rank."),
    parts=(
        Field("by", "choice", _l("Goes by"), optional=True, choices=words.ORDER_BY),
        Field("better", "choice", _l("Ahead is"), optional=True, choices=words.BETTER),
        Field("last_resort", "choice", _l("When all is equal"), optional=True, choices=words.LAST_RESORTS),
        Field("seed", "short", _l("The lot is drawn from"), optional=True, hint=_l("Any text, settled beforehand.")),
    ),
)  # fmt: skip
GENERAL = (
    TITLE, Field("scale", "decimal", _l("Scale of the total")),
    Field("components", "each", _l("Components"), hint=_l("All weights add up to 1."), parts=COMPONENT),
    Field("total_floor", "decimal", _l("Total never below"), optional=True),
    Field("total_ceiling", "decimal", _l("Total never above"), optional=True),
    Field("rounding", "part", _l("Rounding"), parts=(
        *(Field(step, "part", label, parts=RULE) for step, label in words.STEPS.items()),
        Field("product", "part", words.PRODUCT, optional=True, parts=RULE_OR_NONE),
    )),
    SCALE_SCORE, ORDER, Field("ties", "choices", _l("Of equal totals, ahead is the one with")),
)  # fmt: skip
PROVISION = (
    Field("name", "text", _l("Name")), Field("spec", "text", _l("Specification"), optional=True),
    Field("count", "decimal", _l("Quantity")), Field("per", "choice", _l("For each"), choices=PER),
)  # fmt: skip
DOCUMENT = (
    Field("purpose", "long", _l("Purpose"), optional=True),
    Field("equipment", "each", _l("Equipment"), optional=True, parts=PROVISION),
    Field("materials", "each", _l("Materials"), optional=True, parts=PROVISION),
    Field("contestant_brings", "lines", _l("Brought by the contestant"), optional=True),
    Field("safety", "lines", _l("Safety"), optional=True),
    Field(
        "schedule", "each", _l("Schedule"), optional=True, parts=(TITLE, Field("minutes", "whole", _l("Minutes"))),
    ),
    Field(
        "sections", "each", _l("Sections of the standard"), optional=True, hint=_l("Weights in percent; they add up to 100."),
        parts=(KEY, Field("weight", "decimal", _l("Weight in percent")), TITLE),
    ),
    Field(
        "divisions", "each", _l("Divisions"), optional=True,
        parts=(
            Field("name", "text", _l("Name")), Field("min_age", "whole", _l("Age from"), optional=True),
            Field("max_age", "whole", _l("Age to"), optional=True),
        ),
    ),
    Field("sources", "lines", _l("Sources"), optional=True),
)  # fmt: skip

TREE: dict[str, tuple[Field, ...]] = {"": GENERAL, "document": DOCUMENT, "modules": MODULE, "criteria": CRITERION}
