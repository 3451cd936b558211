"""What the doors of schemes share: the trade an address names, the version it asks for, and words."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session
from werkzeug.utils import secure_filename

from competition.accounts.guard import permitted
from competition.engine.plans import Plan
from competition.events import queries as events
from competition.events.states import plan_may_change
from competition.schemes import queries
from competition.schemes.models import Plan as Version
from competition.store import Refused
from competition.web.words import named


@dataclass(frozen=True)
class Here:
    """The event, trade and stage of an address, and whether the person may write a draft now; once the stage has
    `started` it takes effect when a second person approves it."""

    event: events.Event
    trade: events.Trade
    stage: events.Stage
    may_edit: bool

    @property
    def started(self) -> bool:
        """Whether the plan was frozen by the start of the stage."""
        return self.stage.state != "DRAFT"


def here(s: Session, event_id: str, trade_id: str) -> Here:
    """Where an address is. Refused: not_there (404)."""
    trade = events.trade(s, trade_id, event_id)
    stage = events.stage_of_trade(s, trade_id)
    event = events.event(s, event_id)
    may_edit = plan_may_change(event.state, stage.state) and permitted("plan.edit", event_id, trade_id)
    return Here(event, trade, stage, may_edit)


def asked_version(name: str = "version") -> int | None:
    """The number of the version that the address asks for, or None."""
    text = request.args.get(name, "")
    return int(text) if text.isdigit() and len(text) < 6 else None


def version_asked(s: Session, trade_id: str) -> Version:
    """The version the address asks for, or the latest. Refused: not_there (404)."""
    plan = queries.version(s, trade_id, asked_version())
    if plan is None:
        raise Refused("not_there", 404)
    return plan


def file_name(trade: events.Trade, version: int | None, ending: str) -> str:
    """A name for a file of this trade's scheme that every system can keep."""
    part = f"-v{version}" if version else "-draft"
    return secure_filename(f"{trade.name_en or trade.code}{part}.{ending}")


def tie_titles(ruled: Plan) -> dict[str, str]:
    """What each comparator of the tie chain compares, by "what:key", in the page's language."""
    found = {}
    for tie in ruled.ties:
        if tie.what == "component":
            title = ruled.component(tie.key).title
        elif tie.what in ("module", "judges_majority"):
            title = ruled.module(tie.key).title
        elif tie.what == "criterion":
            title = next(one.title for module in ruled.modules for one in module.criteria if one.key == tie.key)
        elif tie.key:
            title = ruled.aspect(tie.key).title
        else:
            continue
        found[f"{tie.what}:{tie.key}"] = named(title.zh, title.en)
    return found
