"""Places of lower events in a passage: setting them, moving them, and the ledger of who used one."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from competition.engine.advancement_rule import RuleRefused, check_rule
from competition.engine.quotas import MOVED, RELEASED, USED, Line, QuotaRefused, standing
from competition.events import queries as events
from competition.ladders import queries
from competition.ladders.actions.passages import chain, locked_passage
from competition.ladders.facts import QuotaMoved, QuotasSet
from competition.ladders.models import Passage, Quota, QuotaUse
from competition.ladders.queries.places import line_of, quotas_of
from competition.store import Refused, happened, transaction


def set_quotas(actor: str, passage_id: str, places: Mapping[str, int | None], rev: int | None = None) -> None:
    """Let exactly these lower rungs have a quota; None has none and is not bounded.

    Refused: not_there, passage_frozen (from then on places are only moved), changed_meanwhile, quota_of_stranger (a rung
    that does not feed the passage), quota_over_capacity.
    """
    wanted = {rung_id: count for rung_id, count in places.items() if count is not None}
    with transaction() as s:
        one = locked_passage(s, passage_id)
        if rev is not None and rev != one.rev:
            raise Refused("changed_meanwhile", 409)
        sources = {source.holder: source for source in queries.sources(s, passage_id)}
        if one.frozen or any(source.started for source in sources.values()):
            raise Refused("passage_frozen", name=events.trade(s, one.trade_id).name)
        if not wanted.keys() <= sources.keys():
            raise Refused("quota_of_stranger")
        try:
            check_rule(queries.rule_of(one), quotas=wanted)
        except RuleRefused as refused:
            raise Refused("quota_over_capacity", 409, **refused.facts) from None
        standing_now = queries.quotas(s, passage_id)
        before = {rung_id: quota.places for rung_id, quota in standing_now.items()}
        if before == wanted:
            return
        _put(s, passage_id, standing_now, wanted)
        one.rev += 1
        s.flush()
        happened(
            QuotasSet(
                chain=chain(one.trade_id), actor=actor, passage_id=passage_id, total=sum(wanted.values()),
                before={_event(s, rung_id): count for rung_id, count in before.items()},
                after={_event(s, rung_id): count for rung_id, count in wanted.items()},
            )
        )  # fmt: skip


def move_places(actor: str, passage_id: str, from_id: str, to_id: str, places: int, reason: str) -> None:
    """Move places from the quota of one rung to that of another, with a reason; also once the rule is frozen.

    Refused: not_there, and quota_ before what `engine.quotas.post` refuses.
    """
    with transaction() as s:
        one = locked_passage(s, passage_id)
        line = QuotaUse(
            passage_id=passage_id, rung_id=from_id, to_rung_id=to_id, kind=MOVED, places=places, by=actor, reason=reason
        )
        _keep(s, one, [line])
        names = {rung_id: events.event(s, _event(s, rung_id)).name for rung_id in (from_id, to_id)}
        happened(
            QuotaMoved(
                chain=chain(one.trade_id), actor=actor, passage_id=passage_id, from_event_id=_event(s, from_id),
                from_name=names[from_id], to_event_id=_event(s, to_id), to_name=names[to_id], places=places,
                reason=reason,
            )
        )  # fmt: skip


def use_places(s: Session, actor: str, passage_id: str, uses: Mapping[str, Collection[str]], reason: str = "") -> None:
    """Write down, within the caller's transaction, which entries (by the rung they come from) used a place; a rung without
    a quota is not bounded, and of it nothing is written. Refused: quota_over_quota and the like."""
    one = locked_passage(s, passage_id)
    bounded = queries.quotas(s, passage_id)
    lines = [
        QuotaUse(passage_id=passage_id, rung_id=rung_id, entry_id=entry_id, kind=USED, by=actor, reason=reason)
        for rung_id, entry_ids in uses.items()
        if rung_id in bounded
        for entry_id in entry_ids
    ]
    _keep(s, one, lines)


def release_places(s: Session, actor: str, passage_id: str, entry_ids: Collection[str], reason: str) -> None:
    """Give back, within the caller's transaction, the places that these entries use; who uses none has none to give."""
    one = locked_passage(s, passage_id)
    in_use: dict[str, str] = {}
    for line in queries.quota_lines(s, passage_id):
        if line.entry_id and line.kind == USED:
            in_use[line.entry_id] = line.rung_id
        elif line.entry_id:
            in_use.pop(line.entry_id, None)
    lines = [
        QuotaUse(
            passage_id=passage_id, rung_id=in_use[entry_id], entry_id=entry_id, kind=RELEASED, by=actor, reason=reason
        )
        for entry_id in entry_ids
        if entry_id in in_use
    ]
    _keep(s, one, lines)


def _keep(s: Session, one: Passage, lines: list[QuotaUse]) -> None:
    """Append these lines when the quotas allow all of them together."""
    if not lines:
        return
    former: list[Line] = [line_of(line, one.trade_id) for line in queries.quota_lines(s, one.id)]
    wanted = [line_of(line, one.trade_id) for line in lines]
    try:
        standing(quotas_of(s, one), [*former, *wanted])
    except QuotaRefused as refused:
        facts = dict(refused.facts)
        if "holder" in facts:
            facts["holder"] = events.event(s, _event(s, facts["holder"])).name
        raise Refused(f"quota_{refused.code}", 409, **facts) from None
    s.add_all(lines)
    s.flush()


def _put(s: Session, passage_id: str, known: Mapping[str, Quota], wanted: Mapping[str, int]) -> None:
    for rung_id, quota in known.items():
        if rung_id not in wanted:
            s.delete(quota)
        elif quota.places != wanted[rung_id]:
            quota.places, quota.rev = wanted[rung_id], quota.rev + 1
    s.add_all(
        Quota(passage_id=passage_id, rung_id=rung_id, places=places)
        for rung_id, places in wanted.items()
        if rung_id not in known
    )


def _event(s: Session, rung_id: str) -> str:
    return queries.rung(s, rung_id).event_id
