"""Shapes of the forms of matches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, validate

from competition.engine.refusal import Refusal
from competition.engine.round_robin_rule import RuleRefused, read_rule, rule_document
from competition.matches.actions import Setting
from competition.matches.play import BRACKET, ROUND_ROBIN
from competition.matches.words import RULES
from competition.web.forms import Invalid

_NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,3})?")
_POINTS = re.compile(r"[0-9]{1,5}")
_PARTS = re.compile(r"[\s,，、;；]+")
MOST_PLACES = 200
CHAINED = 5
_reason = validate.Length(2, 300, error=_l("Between 2 and 300 characters."))


def _number(text: str) -> None:
    if not _NUMBER.fullmatch(text):
        raise ValidationError([_("A number such as 3 or 0.5.")])


def _numbers(text: str) -> None:
    parts = [part for part in _PARTS.split(text) if part]
    if not parts or len(parts) > MOST_PLACES or not all(_NUMBER.fullmatch(part) for part in parts):
        raise ValidationError([_("Numbers with commas between them, the first place first.")])


def _games(text: str) -> None:
    parts = [part for part in _PARTS.split(text) if part]
    if not parts or len(parts) > 10 or not all(re.fullmatch(r"\d{1,2}", part) for part in parts):
        raise ValidationError([_("One number, or one for each round with commas between them.")])


class SettingForm(Schema):
    """How a stage is to be played; the parts of the other format are not looked at."""

    format = fields.Str(required=True, validate=validate.OneOf([BRACKET, ROUND_ROBIN]))
    aspect_key = fields.Str(required=True, validate=validate.Length(1, 20))
    seeding = fields.Str(required=True, validate=validate.OneOf(["number", "before", "hand", "lot"]))
    figure = fields.Str(required=True, validate=validate.OneOf(["place", "points", "earned"]))
    points = fields.Str(load_default="", validate=validate.Length(max=1000))
    beyond = fields.Str(load_default="0", validate=_number)
    best_of = fields.Str(load_default="1", validate=_games)
    third_place = fields.Bool(load_default=False)
    games = fields.Int(load_default=1)
    legs = fields.Int(load_default=1, validate=validate.Range(1, 4, error=_l("A number from 1 to 4.")))
    draws = fields.Bool(load_default=False)
    win = fields.Str(load_default="3", validate=_number)
    draw = fields.Str(load_default="1", validate=_number)
    loss = fields.Str(load_default="0", validate=_number)
    absent = fields.Str(load_default="0", validate=_number)
    awarded = fields.Int(load_default=0, validate=validate.Range(0, 9999, error=_l("A number from 0 to 9,999.")))
    chain = fields.List(fields.Str(), load_default=list)
    withdrawn = fields.Str(load_default="void", validate=validate.OneOf(["void", "lost", "half"]))
    rev = fields.Int(load_default=None)


class Typed(Schema):
    """Who did not come to a match; the points of its games are read by `games_of`."""

    absent = fields.Str(load_default="", validate=validate.OneOf(["", "first", "second", "both"]))


class Correction(Schema):
    """Why a result is corrected, and which one the person saw."""

    reason = fields.Str(required=True, validate=_reason)
    seen = fields.Int(required=True)


class Reason(Schema):
    """Why."""

    reason = fields.Str(required=True, validate=_reason)


class Seen(Schema):
    """The results as the person saw them."""

    seen = fields.Str(required=True, validate=validate.Length(64, 64))


def setting_of(values: dict[str, Any]) -> Setting:
    """The setting that a form says. Raises Invalid with the field."""
    figure: dict[str, Any] = {"kind": values["figure"]}
    if values["figure"] == "points":
        try:
            _numbers(values["points"])
        except ValidationError as wrong:
            raise Invalid({"points": list(wrong.messages)}) from None
        figure |= {"points": [part for part in _PARTS.split(values["points"]) if part], "beyond": values["beyond"]}
    if values["format"] == BRACKET:
        if values["figure"] == "earned":
            raise Invalid({"figure": [_("A bracket has no table with points.")]})
        best_of = [int(part) for part in _PARTS.split(values["best_of"]) if part]
        options: dict[str, Any] = {"best_of": best_of, "third_place": values["third_place"]}
    else:
        options = _rule(values)
    return Setting(values["format"], options, values["seeding"], values["aspect_key"], figure)


def games_of(first: Sequence[str], second: Sequence[str]) -> list[list[int]]:
    """The games of two lists of points as they were typed; those left empty on both sides at the end were not played.
    Raises Invalid."""
    rows = [(one.strip(), other.strip()) for one, other in zip_longest(first, second, fillvalue="")]
    while rows and rows[-1] == ("", ""):
        rows.pop()
    if not all(_POINTS.fullmatch(one) and _POINTS.fullmatch(other) for one, other in rows):
        raise Invalid({"games": [_("Every game that was played needs the points of both sides.")]})
    return [[int(one), int(other)] for one, other in rows]


def _rule(values: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "best_of": values["games"], "legs": values["legs"], "draws": values["draws"], "win": values["win"],
        "loss": values["loss"], "absent": values["absent"], "awarded": values["awarded"],
        "chain": [one for one in values["chain"] if one], "withdrawn": values["withdrawn"],
    }  # fmt: skip
    if values["draws"]:
        document["draw"] = values["draw"]
    try:
        return dict(rule_document(read_rule(document)))
    except RuleRefused as refused:
        raise Invalid({_field(refused): [_said(refused)]}) from None


def _field(refused: Refusal) -> str:
    name = refused.path.split("[")[0]
    return "games" if name == "best_of" else name


def _said(refused: Refusal) -> str:
    words = RULES.get(refused.code)
    return _("Invalid value.") if words is None else str(words) % refused.facts
