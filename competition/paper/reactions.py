"""What this room does when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.judging.facts import StageStarted
from competition.paper import actions


def number_sheets(s: Session, fact: StageStarted) -> None:
    """A stage began: its sheets get the numbers that are printed on them."""
    actions.number_sheets(s, fact.stage_id)
