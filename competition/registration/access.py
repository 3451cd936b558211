"""What a registration's code opens in the browser that typed it: a person's own, or everybody a unit sent."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.registration import queries
from competition.registration.models import Application
from competition.store import Refused

OPENED = "registration_mine"
"""Where a browser's session keeps what its code has opened: ["person", application] or ["unit", submission]."""


def opened(s: Session, kept: object, application_id: str) -> Application:
    """The application, where what the session keeps opens it. Refused: code_not_known (404)."""
    kind, key = kept if isinstance(kept, list) and len(kept) == 2 else ("", "")
    one = queries.application(s, application_id) if kind in ("person", "unit") else None
    if one is None or key != (one.id if kind == "person" else one.submission_id):
        raise Refused("code_not_known", 404)
    return one
