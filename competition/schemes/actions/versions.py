"""Trades from templates or from nothing, and further versions of a plan."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from competition.engine.plans import parse_plan
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.schemes import queries
from competition.schemes.editing import empty_plan
from competition.schemes.facts import PlanAdded, PlanRevised
from competition.schemes.library import templates
from competition.schemes.models import Plan, PlanDraft
from competition.store import Refused, happened, new_id, transaction, utcnow


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


def add_replacement(actor: str, trade_id: str, document: dict[str, Any], reason: str) -> Plan:
    """Add a version without letting the stage run under it: for a stage that has started, whose plan two people replace.

    Raises the engine's PlanRefused with the JSON path; Refused: not_there, plan_same.
    """
    read = parse_plan(document)
    with transaction() as s:
        event_queries.trade(s, trade_id)
        latest = queries.version(s, trade_id)
        if latest is not None and latest.hash == read.document_hash:
            raise Refused("plan_same", version=latest.version)
        return _keep(s, actor, trade_id, latest.version + 1 if latest else 1, document, read.document_hash, reason)


def add_empty_trade(actor: str, event_id: str, *, name: str, name_en: str, code: str) -> str:
    """Add a trade of one's own: no plan yet, but the draft of one, with a component and a module to begin with.

    Returns the trade's id. Refused: not_there, trade_exists.
    """
    with transaction() as s:
        trade_id = events.add_trade(actor, event_id, template_key="", name=name, name_en=name_en, code=code.upper())
        s.add(PlanDraft(trade_id=trade_id, document=empty_plan(name, name_en), by=actor, at=utcnow()))
    return trade_id


def _add(
    s: Session, actor: str, trade_id: str, number: int, document: dict[str, Any], plan_hash: str, reason: str
) -> None:
    kept = _keep(s, actor, trade_id, number, document, plan_hash, reason)
    events.choose_plan(actor, trade_id, plan_id=kept.id, plan_hash=plan_hash)


def _keep(
    s: Session, actor: str, trade_id: str, number: int, document: dict[str, Any], plan_hash: str, reason: str
) -> Plan:
    kept = Plan(
        id=new_id(), trade_id=trade_id, version=number, hash=plan_hash, document=document, reason=reason,
        created_by=actor,
    )  # fmt: skip
    s.add(kept)
    s.flush()
    said: dict[str, Any] = dict(
        chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, plan_id=kept.id, version=number, plan_hash=plan_hash
    )
    happened(PlanRevised(**said, reason=reason) if reason else PlanAdded(**said))
    return kept
