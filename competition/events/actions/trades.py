"""Trades of an event: adding and removing them, their stage, teams and divisions. All of it is frozen once a stage runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.events import queries
from competition.events.facts import DivisionsSet, PlanChosen, StageSet, TeamsSet, TradeAdded, TradeRemoved
from competition.events.models import Division, Stage, Trade
from competition.store import Refused, happened, new_id, transaction, utcnow

ANONYMITY = ("open", "station", "three_stage")


@dataclass(frozen=True, kw_only=True)
class TradeSettings:
    """What a person sets of a trade before its stage starts: anonymity and minutes of the stage, size of its teams.

    `minutes` None means that the stage is ended by hand; `team_size` 1 that contestants compete alone.
    """

    anonymity: str
    minutes: int | None
    team_size: int = 1
    team_reserves: int = 0


@dataclass(frozen=True, kw_only=True)
class DivisionDetails:
    """A division as a person writes it; `id` None is a new one. Ages are whole years, None unbounded."""

    name: str
    name_en: str = ""
    min_age: int | None = None
    max_age: int | None = None
    id: str | None = None


def add_trade(
    actor: str,
    event_id: str,
    *,
    template_key: str,
    name: str,
    name_en: str,
    code: str,
    team_size: int = 1,
    team_reserves: int = 0,
) -> str:
    """Add a trade with its one stage (the final); returns the trade's id. A code that is taken gets a number.

    Refused: not_there, trade_exists.
    """
    trade_id, stage_id = new_id(), new_id()
    with transaction() as s:
        queries.event(s, event_id)
        others = queries.trades(s, event_id)
        if any(one.name == name for one in others):
            raise Refused("trade_exists", name=name)
        code = _free_code(code, {one.code for one in others})
        position = 1 + (s.scalar(select(func.max(Trade.position)).where(Trade.event_id == event_id)) or 0)
        s.add(
            Trade(
                id=trade_id, event_id=event_id, template_key=template_key, name=name, name_en=name_en, code=code,
                position=position, team_size=team_size, team_reserves=team_reserves,
            )
        )  # fmt: skip
        s.flush()
        s.add(Stage(id=stage_id, trade_id=trade_id, name="决赛", name_en="Final", position=1))
        s.flush()
        happened(
            TradeAdded(
                chain=f"event:{event_id}", actor=actor, event_id=event_id, trade_id=trade_id, stage_id=stage_id,
                template_key=template_key, name=name, code=code,
            )
        )  # fmt: skip
    return trade_id


def remove_trade(actor: str, trade_id: str) -> None:
    """Take a trade out of its event. Rooms that still hold something of it refuse by reacting to `TradeRemoved`.

    Refused: not_there, stage_not_draft, and trade_has_entries by the contestants' room.
    """
    with transaction() as s:
        one = queries.trade(s, trade_id)
        _untouched(s, one)
        one.removed_at = utcnow()
        s.flush()
        happened(
            TradeRemoved(
                chain=f"event:{one.event_id}", actor=actor, event_id=one.event_id, trade_id=trade_id, name=one.name
            )
        )


def set_stage(actor: str, trade_id: str, *, anonymity: str, minutes: int | None) -> None:
    """Set anonymity and planned minutes of a trade's stage. Refused: not_there, stage_not_draft."""
    with transaction() as s:
        trade = queries.trade(s, trade_id)
        stage = _draft_stage(s, trade)
        if (stage.anonymity, stage.minutes) == (anonymity, minutes):
            return
        stage.anonymity, stage.minutes = anonymity, minutes
        trade.rev += 1
        s.flush()
        happened(
            StageSet(
                chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, stage_id=stage.id, anonymity=anonymity,
                minutes=minutes,
            )
        )  # fmt: skip


def edit_trade(actor: str, trade_id: str, settings: TradeSettings, *, rev: int | None = None) -> None:
    """Set a trade's stage and the size of its teams. Refused: not_there, stage_not_draft (the teams: once the first of
    several stages has started), changed_meanwhile; rooms that hold entries of another size refuse by reacting to `TeamsSet`.
    """
    with transaction() as s:
        trade = _editable(s, trade_id, rev)
        set_stage(actor, trade_id, anonymity=settings.anonymity, minutes=settings.minutes)
        teams = (settings.team_size, settings.team_reserves)
        if (trade.team_size, trade.team_reserves) == teams:
            return
        _untouched(s, trade)
        was_size = trade.team_size
        trade.team_size, trade.team_reserves = teams
        trade.rev += 1
        s.flush()
        happened(
            TeamsSet(
                chain=f"trade:{trade_id}", actor=actor, event_id=trade.event_id, trade_id=trade_id,
                name=trade.name, was_size=was_size, team_size=settings.team_size, team_reserves=settings.team_reserves,
            )
        )  # fmt: skip


def set_divisions(actor: str, trade_id: str, divisions: Sequence[DivisionDetails], *, rev: int | None = None) -> None:
    """Let a trade have exactly these divisions, in this order; those not named any more go, unless a room that holds
    entries in one refuses by reacting to `DivisionsSet`. Refused: not_there, stage_not_draft, changed_meanwhile."""
    with transaction() as s:
        trade = _editable(s, trade_id, rev)
        _untouched(s, trade)
        standing = {one.id: one for one in queries.divisions(s, trade_id)}
        wanted = [(one.id if one.id in standing else None, _said(one)) for one in divisions]
        if wanted == [(one.id, _said(one)) for one in standing.values()]:
            return
        gone = [one for key, one in standing.items() if key not in {kept for kept, _ in wanted}]
        removed = [one.id for one in gone]
        kept = [one for one in standing.values() if one.id not in removed]
        trade.rev += 1
        happened(
            DivisionsSet(
                chain=f"trade:{trade_id}", actor=actor, event_id=trade.event_id, trade_id=trade_id,
                divisions=[said for _, said in wanted], removed=removed, names=", ".join(one.name for one in divisions),
            )
        )  # fmt: skip
        for one in gone:
            s.delete(one)
        for one in kept:
            one.name = one.id  # names change places only through free ones
        s.flush()
        for position, (division_id, said) in enumerate(wanted, 1):
            if division_id is None:
                s.add(Division(trade_id=trade_id, position=position, **said))
                continue
            for key, value in (said | {"position": position}).items():
                setattr(standing[division_id], key, value)
        s.flush()


def choose_plan(actor: str, trade_id: str, *, plan_id: str, plan_hash: str) -> None:
    """Let a trade's stage run under this plan version. Refused: not_there, stage_not_draft."""
    with transaction() as s:
        stage = _draft_stage(s, queries.trade(s, trade_id))
        stage.plan_id, stage.plan_hash = plan_id, plan_hash
        happened(
            PlanChosen(
                chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, stage_id=stage.id, plan_id=plan_id,
                plan_hash=plan_hash,
            )
        )  # fmt: skip


def _said(division: DivisionDetails | Division) -> dict[str, Any]:
    return {key: getattr(division, key) for key in ("name", "name_en", "min_age", "max_age")}


def _editable(s: Session, trade_id: str, rev: int | None) -> Trade:
    """The trade, whose stage has not started and which nobody changed since `rev`."""
    trade = queries.trade(s, trade_id)
    _draft_stage(s, trade)
    if rev is not None and rev != trade.rev:
        raise Refused("changed_meanwhile", 409)
    return trade


def _draft_stage(s: Session, trade: Trade) -> Stage:
    stage = queries.stage_of_trade(s, trade.id)
    if stage.state != "DRAFT":
        raise Refused("stage_not_draft", name=trade.name)
    return stage


def _untouched(s: Session, trade: Trade) -> None:
    """Refused: stage_not_draft, once the first of its stages has started."""
    if queries.first_stage(s, trade.id).state != "DRAFT":
        raise Refused("stage_not_draft", name=trade.name)


def _free_code(code: str, taken: set[str]) -> str:
    if code not in taken:
        return code
    return next(f"{code}{n}" for n in range(2, len(taken) + 3) if f"{code}{n}" not in taken)
