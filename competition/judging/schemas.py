"""Shapes of what tablets send and of the chief's forms."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from competition.judging.actions import Op
from competition.store import Head

_short = validate.Length(max=40)
_id = validate.Length(min=1, max=36)


class OpShape(Schema):
    """One operation of a tablet."""

    class Meta:
        unknown = RAISE

    op_id = fields.UUID(required=True)
    n = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    kind = fields.String(required=True, validate=validate.OneOf(("mark", "submit", "sign", "reopen", "call")))
    sheet = fields.String(load_default=None, allow_none=True, validate=_id)
    aspect = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=20))
    value = fields.String(load_default=None, allow_none=True, validate=_short)
    base = fields.Integer(load_default=None, allow_none=True, strict=True)
    at = fields.String(load_default=None, allow_none=True, validate=_short)
    plan = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=64))
    note = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))

    @validates_schema
    def complete(self, values: dict[str, Any], **kwargs: Any) -> None:
        if values.get("kind") != "call" and not values.get("sheet"):
            raise ValidationError("Missing data for required field.", "sheet")
        if values.get("kind") == "mark" and not values.get("aspect"):
            raise ValidationError("Missing data for required field.", "aspect")

    @post_load
    def build(self, values: dict[str, Any], **kwargs: Any) -> Op:
        values.pop("n")
        return Op(**(values | {"op_id": str(values["op_id"])}))


class HeadShape(Schema):
    class Meta:
        unknown = RAISE

    seq = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=2**53))
    hash = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}$", error="Invalid value."))

    @post_load
    def build(self, values: dict[str, Any], **kwargs: Any) -> Head:
        return Head(**values)


class OpsBody(Schema):
    """What a tablet sends at once: at most 100 operations, how many it still holds, the last head it saw."""

    class Meta:
        unknown = RAISE

    ops = fields.List(fields.Nested(OpShape), required=True, validate=validate.Length(max=100, error="At most 100 operations at once."))
    unsent = fields.Integer(load_default=0, strict=True, validate=validate.Range(min=0, max=10**6))
    head = fields.Nested(HeadShape, load_default=None, allow_none=True)


class HelloBody(Schema):
    class Meta:
        unknown = RAISE

    unsent = fields.Integer(load_default=0, strict=True, validate=validate.Range(min=0, max=10**6))
    head = fields.Nested(HeadShape, load_default=None, allow_none=True)


class CorrectionForm(Schema):
    aspect = fields.String(required=True, validate=validate.Length(max=20))
    value = fields.String(load_default=None, allow_none=True, validate=_short)
    reason = fields.String(required=True, validate=validate.Length(min=2, max=300, error="Give a reason of at least two characters."))


class ReasonForm(Schema):
    reason = fields.String(required=True, validate=validate.Length(min=2, max=300, error="Give a reason of at least two characters."))
