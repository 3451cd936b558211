"""Further stages of a trade: adding, naming and removing them before the first starts, and coming to the next."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.events import queries
from competition.events.facts import StageAdded, StageOpened, StageRemoved, StageRenamed
from competition.events.models import Stage
from competition.store import Refused, current_head, happened, new_id, transaction

MOST_STAGES = 6


def add_stage(actor: str, trade_id: str, *, name: str, name_en: str) -> str:
    """Add a stage after the last one, with its settings; one goes on to it by a rule. Returns its id.

    Refused: not_there, stage_not_draft (the last one has started), too_many_stages, stage_named_already.
    """
    with transaction() as s:
        trade, stages = _alone(s, trade_id)
        last = stages[-1]
        if last.state != "DRAFT":
            raise Refused("stage_not_draft", name=last.name)
        if len(stages) == MOST_STAGES:
            raise Refused("too_many_stages", most=MOST_STAGES)
        _free(stages, name)
        stage = Stage(
            id=new_id(), trade_id=trade_id, name=name, name_en=name_en, position=last.position + 1, waiting=True,
            anonymity=last.anonymity, minutes=last.minutes,
        )  # fmt: skip
        s.add(stage)
        trade.rev += 1
        s.flush()
        happened(StageAdded(chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, stage_id=stage.id, name=name))
        return stage.id


def rename_stage(actor: str, stage_id: str, *, name: str, name_en: str) -> None:
    """Call a stage otherwise. Refused: not_there, stage_not_draft, stage_named_already."""
    with transaction() as s:
        trade, stages = _alone(s, queries.stage(s, stage_id).trade_id)
        stage = next(one for one in stages if one.id == stage_id)
        if stage.state != "DRAFT":
            raise Refused("stage_not_draft", name=stage.name)
        if (stage.name, stage.name_en) == (name, name_en):
            return
        _free([one for one in stages if one is not stage], name)
        before, stage.name, stage.name_en = stage.name, name, name_en
        trade.rev += 1
        s.flush()
        happened(
            StageRenamed(
                chain=f"trade:{trade.id}", actor=actor, trade_id=trade.id, stage_id=stage_id, before=before, after=name
            )
        )


def remove_stage(actor: str, stage_id: str) -> None:
    """Take the last stage away while nobody has come to it; a rule that leads into it refuses by reacting to
    `StageRemoved`. Refused: not_there, stage_not_last."""
    with transaction() as s:
        trade, stages = _alone(s, queries.stage(s, stage_id).trade_id)
        stage = stages[-1]
        if stage.id != stage_id or not stage.waiting:
            raise Refused("stage_not_last")
        happened(
            StageRemoved(chain=f"trade:{trade.id}", actor=actor, trade_id=trade.id, stage_id=stage_id, name=stage.name)
        )
        s.delete(stage)
        trade.rev += 1
        s.flush()


def open_stage(s: Session, actor: str, stage_id: str) -> None:
    """The trade has come to this stage, within the caller's transaction; nothing where it has already. It begins with the
    plan of the stage before, which may still be replaced."""
    stage = queries.stage(s, stage_id)
    if not stage.waiting:
        return
    before = queries.stage_of_trade(s, stage.trade_id)
    stage.waiting, stage.plan_id, stage.plan_hash = False, before.plan_id, before.plan_hash
    s.flush()
    happened(
        StageOpened(
            chain=f"trade:{stage.trade_id}", actor=actor, trade_id=stage.trade_id, stage_id=stage_id, name=stage.name
        )
    )


def _alone(s: Session, trade_id: str) -> tuple[queries.Trade, list[Stage]]:
    """The trade and its stages while nobody else changes them."""
    trade = queries.trade(s, trade_id)
    current_head(f"trade:{trade_id}")
    stages = queries.stages_of_trades(s, [trade_id])[trade_id]
    for one in stages:
        s.refresh(one)
    return trade, stages


def _free(stages: list[Stage], name: str) -> None:
    if any(one.name == name for one in stages):
        raise Refused("stage_named_already", name=name)
