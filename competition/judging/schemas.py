"""Shapes of what tablets send and of the chief's forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from competition.judging.actions import Op
from competition.store import Head

_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def sound(text: str) -> bool:
    """Whether a text can be kept: no control characters but tab and line ends, no halves of characters."""
    return _UNSOUND.search(text) is None


def _text(longest: int, least: int = 0) -> Callable[[str], None]:
    """A text that can be kept, no longer and no shorter than this."""

    def fits(text: str) -> None:
        if len(text) > longest:
            raise ValidationError(str(_TOO_LONG))
        if len(text) < least or not sound(text):
            raise ValidationError(_INVALID)

    return fits


_INVALID = "Invalid value."
_TOO_LONG = _l("The value is too long.")
_GIVE_A_REASON = _l("Give a reason of 2 to 300 characters.")
_short = _text(40)
_id = _text(36, least=1)
_unsent = validate.Range(min=0, max=10**6, error=_INVALID)
_reason = validate.And(validate.Length(min=2, max=300, error=_GIVE_A_REASON), _text(300))


class OpShape(Schema):
    """One operation of a tablet."""

    class Meta:
        unknown = RAISE

    op_id = fields.UUID(required=True)
    n = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, error=_INVALID))
    kind = fields.String(
        required=True, validate=validate.OneOf(("mark", "submit", "sign", "reopen", "call"), error=_INVALID)
    )
    sheet = fields.String(load_default=None, allow_none=True, validate=_id)
    aspect = fields.String(load_default=None, allow_none=True, validate=_text(20))
    value = fields.String(load_default=None, allow_none=True, validate=_short)
    base = fields.Integer(load_default=None, allow_none=True, strict=True)
    at = fields.String(load_default=None, allow_none=True, validate=_short)
    plan = fields.String(load_default=None, allow_none=True, validate=_text(64))
    note = fields.String(load_default=None, allow_none=True, validate=_text(300))

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

    seq = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=2**53, error=_INVALID))
    hash = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}$", error="Invalid value."))

    @post_load
    def build(self, values: dict[str, Any], **kwargs: Any) -> Head:
        return Head(**values)


_at_once = validate.Length(max=100, error=_l("At most 100 operations at once."))


class OpsBody(Schema):
    """What a tablet sends at once: at most 100 operations, how many it still holds, the last head it saw."""

    class Meta:
        unknown = RAISE

    ops = fields.List(fields.Nested(OpShape), required=True, validate=_at_once)
    unsent = fields.Integer(load_default=0, strict=True, validate=_unsent)
    head = fields.Nested(HeadShape, load_default=None, allow_none=True)


class HelloBody(Schema):
    class Meta:
        unknown = RAISE

    unsent = fields.Integer(load_default=0, strict=True, validate=_unsent)
    head = fields.Nested(HeadShape, load_default=None, allow_none=True)


class CorrectionForm(Schema):
    aspect = fields.String(required=True, validate=_text(20))
    value = fields.String(load_default=None, allow_none=True, validate=_short)
    reason = fields.String(required=True, validate=_reason)


class ReasonForm(Schema):
    reason = fields.String(required=True, validate=_reason)


class ReplacementForm(Schema):
    """Somebody takes a judge's place, for a reason."""

    substitute = fields.String(required=True, validate=_id)
    reason = fields.String(required=True, validate=_reason, error_messages={"required": _GIVE_A_REASON})
