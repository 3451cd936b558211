"""What other rooms may know of scoring plans."""

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.engine import plans
from competition.engine.refusal import PlanRefused
from competition.schemes.models import Plan, PlanDraft, PlanDraftStep
from competition.store import Refused


def plan(s: Session, plan_id: str) -> Plan:
    """One version of a plan. Refused: not_there (404)."""
    found = s.get(Plan, plan_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def ruled(one: Plan) -> plans.Plan:
    """The version as the engine reads it; read once for each document."""
    return _ruled(plans.canonical(one.document))


def ruled_document(document: dict[str, Any]) -> plans.Plan:
    """A document as the engine reads it; read once. Raises PlanRefused."""
    return _ruled(plans.canonical(document))


def versions(s: Session, trade_id: str) -> list[Plan]:
    """All versions of a trade's plan, the latest first."""
    return list(s.scalars(select(Plan).where(Plan.trade_id == trade_id).order_by(Plan.version.desc())))


def version(s: Session, trade_id: str, number: int | None = None) -> Plan | None:
    """The version of this number, or the latest; None when there is none."""
    query = select(Plan).where(Plan.trade_id == trade_id).order_by(Plan.version.desc())
    return s.scalars(query if number is None else query.where(Plan.version == number)).first()


def latest_numbers(s: Session, trade_ids: list[str]) -> dict[str, int]:
    """The latest version number of each trade that has a plan."""
    query = select(Plan.trade_id, func.max(Plan.version)).where(Plan.trade_id.in_(trade_ids)).group_by(Plan.trade_id)
    return {row[0]: row[1] for row in s.execute(query)}


def draft(s: Session, trade_id: str) -> PlanDraft | None:
    """The draft of a trade's next version, or None."""
    return s.get(PlanDraft, trade_id)


def steps(s: Session, trade_id: str) -> list[tuple[str, str]]:
    """What each step of undo would take back, the next one first: (edit, key), without the documents."""
    query = select(PlanDraftStep.edit, PlanDraftStep.key).where(PlanDraftStep.trade_id == trade_id)
    return [(row[0], row[1]) for row in s.execute(query.order_by(PlanDraftStep.rev.desc()))]


def sound(document: dict[str, Any]) -> bool:
    """Whether the engine reads a document."""
    try:
        _ruled(plans.canonical(document))
    except PlanRefused:
        return False
    return True


@lru_cache(maxsize=128)
def _ruled(canonical: bytes) -> plans.Plan:
    return plans.parse_plan(json.loads(canonical))
