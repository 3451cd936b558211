"""Shapes of the forms of series."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate

from competition.engine.season import KINDS, RuleRefused, read_rule
from competition.series.actions import SeriesDetails
from competition.series.words import MEASURES, RULE_REFUSALS


class SeriesForm(Schema):
    """A series with its rule; loads to {"details": SeriesDetails, "rev": int | None}."""

    name = fields.Str(required=True, validate=validate.Length(2, 120, error=_l("Between 2 and 120 characters.")))
    name_en = fields.Str(load_default="", validate=validate.Length(max=120, error=_l("At most 120 characters.")))
    about = fields.Str(load_default="", validate=validate.Length(max=2000, error=_l("At most 2,000 characters.")))
    about_en = fields.Str(load_default="", validate=validate.Length(max=2000, error=_l("At most 2,000 characters.")))
    shown = fields.Bool(load_default=False)
    measure = fields.Str(required=True, validate=validate.OneOf(list(MEASURES), error=_l("Choose what counts.")))
    places = fields.Str(load_default="", validate=validate.Length(max=600, error=_l("At most 600 characters.")))
    beyond = fields.Str(load_default="0")
    weight_training = fields.Str(load_default="1")
    weight_assessment = fields.Str(load_default="1")
    weight_final = fields.Str(load_default="1")
    best = fields.Str(load_default="")
    least = fields.Str(load_default="")
    rev = fields.Int(load_default=None, allow_none=True)

    @post_load
    def _details(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        rule = rule_document(values)
        try:
            read_rule(rule)
        except RuleRefused as refused:
            raise ValidationError(RULE_REFUSALS[refused.code], refused.field) from None
        said = {name: values[name] for name in ("name", "name_en", "about", "about_en", "shown")}
        return {"details": SeriesDetails(**said, rule=rule), "rev": values["rev"]}


class RoundForm(Schema):
    """An event as a round."""

    event_id = fields.Str(required=True, validate=validate.Length(1, 36, error=_l("Choose an event.")))
    kind = fields.Str(required=True, validate=validate.OneOf(KINDS, error=_l("Choose a kind of round.")))


def rule_document(values: dict[str, Any]) -> dict[str, Any]:
    """The rule's document from the form's fields; commas may be Chinese ones."""
    parts = values["places"].replace("，", ",").replace("、", ",").split(",")
    return {
        "measure": values["measure"],
        "places": [part.strip() for part in parts if part.strip()] if values["measure"] == "place" else [],
        "beyond": values["beyond"].strip() or "0",
        "weights": {kind: values[f"weight_{kind}"].strip() for kind in KINDS},
        "best": values["best"].strip() or None,
        "least": values["least"].strip() or None,
    }


def form_values(rule: dict[str, Any]) -> dict[str, Any]:
    """The form's fields from a rule's document."""
    return {
        "measure": rule["measure"],
        "places": ", ".join(rule["places"]),
        "beyond": rule["beyond"],
        "best": rule["best"] or "",
        "least": rule["least"] or "",
    } | {f"weight_{kind}": rule["weights"][kind] for kind in KINDS}
