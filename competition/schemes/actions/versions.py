"""Trades from templates, and further versions of a plan."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from competition.engine.plans import parse_plan
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.schemes import queries
from competition.schemes.facts import PlanAdded, PlanRevised
from competition.schemes.library import templates
from competition.schemes.models import Plan
from competition.store import Refused, happened, new_id, transaction


def add_trades_from_templates(actor: str, event_id: str, keys: Sequence[str]) -> list[str]:
    """Add one trade for each template, each with version 1 of its plan; all or none. Returns the trade ids.

    Refused: not_there, template_unknown, trade_exists.
    """
    library = templates()
    unknown = [key for key in keys if key not in library]
    if unknown:
        raise Refused("template_unknown", 422, names=unknown)
    trade_ids = []
    with transaction() as s:
        for key in keys:
            template = library[key]
            trade_id = events.add_trade(
                actor, event_id, template_key=key, name=template.name, name_en=template.name_en, code=template.code,
                team_size=template.team_size, team_reserves=template.team_reserves,
            )  # fmt: skip
            _add(s, actor, trade_id, 1, template.document, template.plan.document_hash, "")
            trade_ids.append(trade_id)
    return trade_ids


def add_version(actor: str, trade_id: str, document: dict[str, Any], reason: str = "") -> int:
    """Add a version of a trade's plan, which its stage will then run under. Returns its number.

    Raises the engine's PlanRefused with the JSON path; Refused: not_there, stage_not_draft, plan_same.
    """
    read = parse_plan(document)
    with transaction() as s:
        event_queries.trade(s, trade_id)
        latest = queries.version(s, trade_id)
        if latest is not None and latest.hash == read.document_hash:
            raise Refused("plan_same", version=latest.version)
        number = latest.version + 1 if latest else 1
        _add(s, actor, trade_id, number, document, read.document_hash, reason)
    return number


def _add(
    s: Session, actor: str, trade_id: str, number: int, document: dict[str, Any], plan_hash: str, reason: str
) -> None:
    plan_id = new_id()
    s.add(
        Plan(
            id=plan_id, trade_id=trade_id, version=number, hash=plan_hash, document=document, reason=reason,
            created_by=actor,
        )
    )  # fmt: skip
    s.flush()
    said: dict[str, Any] = dict(
        chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, plan_id=plan_id, version=number, plan_hash=plan_hash
    )
    happened(PlanRevised(**said, reason=reason) if reason else PlanAdded(**said))
    events.choose_plan(actor, trade_id, plan_id=plan_id, plan_hash=plan_hash)
