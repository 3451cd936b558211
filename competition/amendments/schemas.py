"""What people send about proposed changes."""

from marshmallow import Schema, fields, validate


class Proposing(Schema):
    """Why the plan should change, and the revision of the draft that was looked at."""

    reason = fields.String(required=True, validate=validate.Length(max=300))
    rev = fields.Integer(required=True)


class Approving(Schema):
    """What the second person has to say, if anything."""

    reason = fields.String(load_default="", validate=validate.Length(max=300))


class Declining(Schema):
    """Why not."""

    reason = fields.String(required=True, validate=validate.Length(max=300))
