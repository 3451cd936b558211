"""Shapes of the forms of ladders."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from competition.engine.advancement_rule import FORMAT, VERSION, Rule, RuleRefused, read_rule, rule_document
from competition.ladders.actions import LadderDetails, TierDetails
from competition.ladders.telling import figure, rule_words
from competition.ladders.words import BY, FIGURES, NOT_A_FIGURE, NOT_A_NUMBER, NOT_A_PERCENT, ROUNDINGS, TIES
from competition.web.forms import Invalid

WHOLE = ("top", "per_organisation", "per_region", "direct", "wild_cards", "substitutes", "capacity")
EMPTY: dict[str, Any] = {
    "share_rounding": "down", "minimum_on": "total", "ties": "in", "runners_up_by": "total", "out_at_least": "25",
}  # fmt: skip
FIELD_OF = {
    "share.percent": "share_percent", "share.rounding": "share_rounding", "minimum.least": "minimum_least",
    "minimum.on": "minimum_on", "runners_up.count": "runners_up_count", "runners_up.by": "runners_up_by", "": "top",
}  # fmt: skip
LONGEST_DAYS = 366
FIGURE_FIELDS = ("share_percent", "minimum_least", "out_at_least")


class LadderForm(Schema):
    """What is said of a ladder; loads to {"details": LadderDetails, "rev": int | None}."""

    name = fields.Str(required=True, validate=validate.Length(2, 120, error=_l("Between 2 and 120 characters.")))
    name_en = fields.Str(load_default="", validate=validate.Length(max=120, error=_l("At most 120 characters.")))
    about = fields.Str(load_default="", validate=validate.Length(max=2000, error=_l("At most 2,000 characters.")))
    about_en = fields.Str(load_default="", validate=validate.Length(max=2000, error=_l("At most 2,000 characters.")))
    shown = fields.Bool(load_default=False)
    rev = fields.Int(load_default=None, allow_none=True)

    @post_load
    def _details(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        rev = values.pop("rev")
        return {"details": LadderDetails(**values), "rev": rev}


class TierRow(Schema):
    """One row of the form: a tier; loads to TierDetails."""

    id = fields.Str(load_default=None, validate=validate.Length(max=36))
    name = fields.Str(required=True, validate=validate.Length(1, 40, error=_l("Between 1 and 40 characters.")))
    name_en = fields.Str(load_default="", validate=validate.Length(max=60, error=_l("At most 60 characters.")))
    may_skip = fields.Bool(load_default=False)

    @post_load
    def _details(self, values: dict[str, Any], **_: Any) -> TierDetails:
        return TierDetails(**values)


class RungForm(Schema):
    """An event for a tier."""

    event_id = fields.Str(required=True, validate=validate.Length(1, 36, error=_l("Choose an event.")))
    feeds_id = fields.Str(load_default=None, validate=validate.Length(max=36))


class MakeForm(Schema):
    """On which days the events of a tier are to be, and where."""

    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    place = fields.Str(load_default="", validate=validate.Length(max=120, error=_l("At most 120 characters.")))

    @validates_schema
    def _agree(self, values: dict[str, Any], **_: Any) -> None:
        days = (values["ends_on"] - values["starts_on"]).days
        if days < 0:
            raise ValidationError(_l("The last day is before the first."), "ends_on")
        if days > LONGEST_DAYS:
            raise ValidationError(_l("An event lasts a year at most."), "ends_on")


class MoveForm(Schema):
    """Places from the quota of one event to that of another."""

    from_id = fields.Str(required=True, validate=validate.Length(1, 36))
    to_id = fields.Str(required=True, validate=validate.Length(1, 36))
    places = fields.Int(required=True, validate=validate.Range(1, 100_000))
    reason = fields.Str(required=True, validate=validate.Length(2, 300, error=_l("Between 2 and 300 characters.")))


def read_rule_form(form: Mapping[str, str]) -> dict[str, Any]:
    """The document of the rule that a form says. Raises Invalid, naming the form's fields."""
    values = {
        name: unicodedata.normalize("NFKC", str(value)).strip().replace("。", ".") for name, value in form.items()
    }
    errors: dict[str, list[str]] = {}
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION, "ties": values.get("ties", "in")}
    for name in (*WHOLE, "runners_up_count"):
        text = values.get(name, "").replace(",", "")
        if text and not (text.isascii() and text.isdigit() and 1 <= int(text) <= 100_000):
            errors[name] = [str(NOT_A_NUMBER)]
        elif text and name in WHOLE:
            document[name] = int(text)
    if values.get("share_percent"):
        document["share"] = {
            "percent": _typed(values["share_percent"]), "rounding": values.get("share_rounding", "down"),
        }  # fmt: skip
    if values.get("minimum_least"):
        document["minimum"] = {"on": values.get("minimum_on", "total"), "least": _typed(values["minimum_least"])}
    if values.get("runners_up_count") and "runners_up_count" not in errors:
        count = int(values["runners_up_count"].replace(",", ""))
        document["runners_up"] = {"count": count, "by": values.get("runners_up_by", "total")}
    if values.get("out_at_least"):
        document["out_at_least"] = _typed(values["out_at_least"])
    document["divisions_apart"] = values.get("divisions_apart", "") == "1"
    if errors:
        raise Invalid(errors)
    try:
        return rule_document(read_rule(document))
    except RuleRefused as refused:
        raise rule_invalid(refused) from None


def rule_invalid(refused: RuleRefused) -> Invalid:
    """A rule that cannot be, at the field of the form that says so."""
    field = FIELD_OF.get(refused.path, refused.path)
    if refused.code in ("over_capacity", "share_against_out", "nobody_advances"):
        return Invalid({field: [rule_words(refused)]})
    if field in FIGURE_FIELDS:
        return Invalid({field: [str(NOT_A_FIGURE if field == "minimum_least" else NOT_A_PERCENT)]})
    return Invalid({field: [rule_words(refused)]})


def rule_values(rule: Rule | None) -> dict[str, Any]:
    """What the form shows of a rule."""
    if rule is None:
        return dict(EMPTY)
    values: dict[str, Any] = {name: getattr(rule, name) or "" for name in WHOLE} | EMPTY
    values |= {"ties": rule.ties, "divisions_apart": "1" if rule.divisions_apart else ""}
    values["out_at_least"] = figure(rule.out_at_least) if rule.out_at_least else ""
    if rule.share is not None:
        values |= {"share_percent": figure(rule.share.percent), "share_rounding": rule.share.rounding}
    if rule.minimum is not None:
        values |= {"minimum_least": figure(rule.minimum.least), "minimum_on": rule.minimum.on}
    if rule.runners_up is not None:
        values |= {"runners_up_count": rule.runners_up.count, "runners_up_by": rule.runners_up.by}
    return values


def read_places(form: Mapping[str, str]) -> dict[str, int | None]:
    """The quotas that a form says, by rung: fields `places-<rung id>`; an empty one means none. Raises Invalid."""
    found: dict[str, int | None] = {}
    errors: dict[str, list[str]] = {}
    for name, value in form.items():
        if not name.startswith("places-"):
            continue
        text = unicodedata.normalize("NFKC", value).strip()
        if text and not (text.isascii() and text.isdigit() and int(text) <= 100_000):
            errors[name] = [str(_l("Write a whole number, or nothing."))]
        else:
            found[name.removeprefix("places-")] = int(text) if text else None
    if errors:
        raise Invalid(errors)
    return found


def _typed(text: str) -> str:
    """A figure as the engine reads it: a comma is a decimal point, a percent sign says nothing."""
    text = text.replace(",", ".").removesuffix("%").strip()
    return text.removesuffix(".0") if text.endswith(".0") else text


CHOICES = {"ties": TIES, "share_rounding": ROUNDINGS, "minimum_on": FIGURES, "runners_up_by": BY}
