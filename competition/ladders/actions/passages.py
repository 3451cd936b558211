"""Setting the rules by which one goes on, and freezing them when the first stage below starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.engine.advancement_rule import Rule, check_rule, read_rule, rule_document, rule_hash
from competition.events import queries as events
from competition.ladders import queries
from competition.ladders.facts import PassageFrozen, PassageRemoved, PassageSet
from competition.ladders.models import Passage, Quota
from competition.store import Refused, current_head, happened, new_id, transaction, utcnow

PERMISSION = "ladder.edit"
RULES = "ladders.rules"


@dataclass(frozen=True)
class PlannedRules:
    """What setting one rule for many trades would do: (trade id, name) that get it, (name, refusal) that do not."""

    trades: list[tuple[str, str]]
    skipped: list[tuple[str, Refused]]


def set_rule(
    actor: str, trade_id: str, document: Mapping[str, Any], *, rev: int | None = None, late_reason: str = ""
) -> str:
    """Set the rule by which a trade of an upper event is filled; returns the passage's id.

    It may be changed until the first stage below starts. Where none was set by then, one may still be set once, with a
    reason that everybody sees. Refused: not_there, trade_feeds_nothing (its event is on no ladder), passage_frozen,
    changed_meanwhile, late_reason_missing. Raises RuleRefused for a rule that cannot be, beside quotas too.
    """
    rule = read_rule(document)
    with transaction() as s:
        trade = events.trade(s, trade_id)
        rung = queries.rung_of_event(s, trade.event_id)
        if rung is None:
            raise Refused("trade_feeds_nothing", name=trade.name)
        current_head(chain(trade_id))
        one = queries.passage_of_trade(s, trade_id)
        if one is not None:
            s.refresh(one)
        started = any(source.started for source in queries.sources_of_trades(s, {trade_id: rung.id})[trade_id])
        if one is not None and (one.frozen or started):
            raise Refused("passage_frozen", name=trade.name)
        if rev is not None and rev != (one.rev if one else 0):
            raise Refused("changed_meanwhile", 409)
        if started and not late_reason:
            raise Refused("late_reason_missing", 422)
        if one is not None:
            quotas = {rung_id: quota.places for rung_id, quota in queries.quotas(s, one.id).items()}
            check_rule(rule, quotas=quotas)
        if one is None:
            one = Passage(id=new_id(), ladder_id=rung.ladder_id, rung_id=rung.id, trade_id=trade.id, rev=0)
        return _set(s, actor, trade, one, rule, late_reason if started else "")


def set_stage_rule(
    actor: str, stage_id: str, document: Mapping[str, Any], *, rev: int | None = None, late_reason: str = ""
) -> str:
    """Set the rule by which one goes on to a later stage of a trade; returns the passage's id. As `set_rule`: announced
    until the stage before starts, which freezes it.

    Refused: not_there (also for a first stage, into which nobody goes on), stage_no_direct, passage_frozen,
    changed_meanwhile, late_reason_missing. Raises RuleRefused for a rule that cannot be.
    """
    rule = read_rule(document)
    if rule.direct:
        raise Refused("stage_no_direct", 422)
    with transaction() as s:
        _event, trade, stage = events.place_of_stage(s, stage_id)
        stages = events.stages_of_trades(s, [trade.id])[trade.id]
        if stage.id == stages[0].id:
            raise Refused("not_there", 404)
        current_head(chain(trade.id))
        before = stages[[row.id for row in stages].index(stage.id) - 1]
        s.refresh(before)
        one = queries.passage_of_stage(s, stage_id)
        if one is not None:
            s.refresh(one)
        started = before.state != "DRAFT"
        if one is not None and (one.frozen or started):
            raise Refused("passage_frozen", name=f"{trade.name} · {stage.name}")
        if rev is not None and rev != (one.rev if one else 0):
            raise Refused("changed_meanwhile", 409)
        if started and not late_reason:
            raise Refused("late_reason_missing", 422)
        if one is None:
            one = Passage(id=new_id(), trade_id=trade.id, stage_id=stage_id, rev=0)
        return _set(s, actor, trade, one, rule, late_reason if started else "")


def _set(s: Session, actor: str, trade: events.Trade, one: Passage, rule: Rule, late: str) -> str:
    was = one.rule_hash or ""
    s.add(one)
    document, name = rule_document(rule), rule_hash(rule)
    if was == name:
        return one.id
    one.rule, one.rule_hash, one.capacity = document, name, rule.capacity
    one.set_at, one.late_reason, one.frozen_at = utcnow(), late, utcnow() if late else None
    one.rev += 1
    s.flush()
    happened(
        PassageSet(
            chain=chain(trade.id), actor=actor, passage_id=one.id, ladder_id=one.ladder_id, trade_id=trade.id,
            trade_name=_name_of(s, one), event_name=events.event(s, trade.event_id).name, rule=document, was_hash=was,
            rule_hash=name, late_reason=late,
        )
    )  # fmt: skip
    return one.id


def plan_rules(s: Session, ladder_id: str, trade_ids: Sequence[str]) -> PlannedRules:
    """Which of these trades of upper events may get a rule now."""
    trades = [one for one in events.trades_by_id(s, trade_ids) if one.removed_at is None]
    rungs = queries.rungs_of_events(s, {one.event_id for one in trades})
    rungs = {event_id: one for event_id, one in rungs.items() if one.ladder_id == ladder_id}
    trades = [one for one in trades if one.event_id in rungs]
    names = {one.id: one.name for one in events.events(s, list(rungs))}
    sources = queries.sources_of_trades(s, {one.id: rungs[one.event_id].id for one in trades})
    known = {one.trade_id: one for one in queries.passages_of_rungs(s, [one.id for one in rungs.values()])}
    plan = PlannedRules([], [])
    for one in sorted(trades, key=lambda row: (names[row.event_id], row.position)):
        name, there = f"{one.name} · {names[one.event_id]}", known.get(one.id)
        started = any(source.started for source in sources[one.id])
        if there is not None and (there.frozen or started):
            plan.skipped.append((name, Refused("passage_frozen", name=one.name)))
        elif started:
            plan.skipped.append((name, Refused("late_reason_missing")))
        else:
            plan.trades.append((one.id, name))
    return plan


def set_rules(actor: str, ladder_id: str, trade_ids: Sequence[str], document: Mapping[str, Any]) -> tuple[str, int]:
    """Set one rule for many trades; returns the act's id and how many got it. Raises RuleRefused."""
    with transaction() as s:
        wanted = [trade_id for trade_id, _name in plan_rules(s, ladder_id, trade_ids).trades]
        for trade_id in sorted(wanted):
            current_head(chain(trade_id))
        known = {trade_id: queries.passage_of_trade(s, trade_id) for trade_id in wanted}
        before = {trade_id: one.rule if one else None for trade_id, one in known.items()}
        for trade_id in wanted:
            set_rule(actor, trade_id, document)
        after = {trade_id: _hash_of(s, trade_id) for trade_id in wanted}
        act_id = acts.record(
            s, actor, RULES, permission=PERMISSION, count=len(wanted), undo={"before": before, "after": after}
        )
        return act_id, len(wanted)


@acts.undoes(RULES)
def _undo_rules(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """Every trade has the rule it had. Refused: act_overtaken."""
    changed = 0
    for trade_id, name in undo["after"].items():
        one = queries.passage_of_trade(s, trade_id)
        changed += one is None or one.frozen or one.rule_hash != name
    if changed:
        raise Refused("act_overtaken", count=changed)
    for trade_id, document in undo["before"].items():
        one = queries.passage_of_trade(s, trade_id)
        if document is not None:
            set_rule(actor, trade_id, document)
        elif one is not None:
            remove_rule(actor, one.id)


def remove_rule(actor: str, passage_id: str) -> None:
    """Take a rule away with its quotas, while nothing below has started. Refused: not_there, passage_frozen."""
    with transaction() as s:
        one = locked_passage(s, passage_id)
        if one.frozen or any(source.started for source in queries.sources(s, passage_id)):
            raise Refused("passage_frozen", name=_name_of(s, one))
        forget(s, actor, one)


def forget(s: Session, actor: str, one: Passage) -> None:
    """Delete a passage that was never frozen, with its quotas. Refused: passage_frozen."""
    if one.frozen or queries.quota_lines(s, one.id):
        raise Refused("passage_frozen", name=_name_of(s, one))
    s.execute(delete(Quota).where(Quota.passage_id == one.id))
    s.delete(one)
    s.flush()
    happened(
        PassageRemoved(
            chain=chain(one.trade_id), actor=actor, passage_id=one.id, ladder_id=one.ladder_id, trade_id=one.trade_id
        )
    )


def freeze_for_stage(s: Session, actor: str, stage_id: str) -> None:
    """Freeze the passages that a stage counts into, those that are not yet, within the caller's transaction: the one into
    the next stage, and the one that the trade goes on by."""
    trade_id = events.stage(s, stage_id).trade_id
    stages = [row.id for row in events.stages_of_trades(s, [trade_id])[trade_id]]
    follows = stages[stages.index(stage_id) + 1 :][:1]
    onward = queries.passage_of_source_trade(s, trade_id)
    inside = queries.passage_of_stage(s, follows[0]) if follows else None
    for found in (onward, inside):
        if found is not None and not found.frozen:
            _freeze(s, actor, found.id, stage_id)


def _freeze(s: Session, actor: str, passage_id: str, stage_id: str) -> None:
    one = locked_passage(s, passage_id)
    if one.frozen:
        return
    one.frozen_at = utcnow()
    s.flush()
    happened(
        PassageFrozen(
            chain=chain(one.trade_id), actor=actor, passage_id=one.id, ladder_id=one.ladder_id, trade_id=one.trade_id,
            stage_id=stage_id, rule_hash=one.rule_hash,
        )
    )  # fmt: skip


def chain(trade_id: str) -> str:
    """The chain of the ledger on which the facts of the passage into a trade stand."""
    return f"passage:{trade_id}"


def locked_passage(s: Session, passage_id: str) -> Passage:
    """The passage as it stands, with nobody else changing it until the transaction is over. Refused: not_there."""
    one = queries.passage(s, passage_id)
    current_head(chain(one.trade_id))
    s.refresh(one)
    return one


def _hash_of(s: Session, trade_id: str) -> str:
    one = queries.passage_of_trade(s, trade_id)
    return one.rule_hash if one else ""


def _name_of(s: Session, one: Passage) -> str:
    """What one goes on to by it; also of a trade that is gone."""
    name = next((trade.name for trade in events.trades_by_id(s, [one.trade_id])), "")
    return f"{name} · {events.stage(s, one.stage_id).name}" if one.stage_id else name
