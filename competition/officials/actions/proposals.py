"""Accepting a proposal of panels as a whole, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.events import queries as events
from competition.officials import queries
from competition.officials.actions.judges import Newcomer, add_judges, leave, set_panels
from competition.store import Refused, transaction


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A proposal as it is accepted, perhaps edited: seats by judge or official id; `chief` and `floor` join with their roles.

    `before` is what the panels were when it was proposed: module -> judge ids. Ids that are no judge's are officials'.
    """

    seats: Mapping[str, Sequence[str]]
    before: Mapping[str, Sequence[str]]
    chief: str = ""
    floor: str = ""
    reason: str = ""


def accept_proposal(actor: str, event_id: str, trade_id: str, accepted: Accepted) -> str:
    """Add those who are not in the trade yet, seat everybody; returns the act, which can be taken back.

    Refused: proposal_stale when the panels are no longer those of `before`; else as add_judges and set_panels.
    """
    with transaction() as s:
        trade = events.trade(s, trade_id, event_id)
        if _panels(s, trade_id) != {key: list(ids) for key, ids in accepted.before.items() if ids}:
            raise Refused("proposal_stale")
        here = {one.id for one in queries.judges(s, trade_id)}
        roles = {one: "scoring_judge" for ids in accepted.seats.values() for one in ids if one not in here}
        roles |= {one: role for one, role in ((accepted.chief, "chief_judge"), (accepted.floor, "floor_judge")) if one}
        fresh = {one: role for one, role in roles.items() if one not in here}
        people = queries.officials(s, fresh)
        if len(people) != len(fresh):
            raise Refused("proposal_stale")
        newcomers = [
            Newcomer(name=people[one].name, organisation=people[one].organisation, role=role, official_id=one)
            for one, role in fresh.items()
        ]
        added = add_judges(actor, event_id, trade_id, newcomers)
        judge_of = dict(zip(fresh, added, strict=True))
        seats = {key: [judge_of.get(one, one) for one in ids] for key, ids in accepted.seats.items()}
        set_panels(actor, event_id, trade_id, seats, accepted.reason)
        undo = {
            "event_id": event_id, "trade_id": trade_id, "added": added, "after": _panels(s, trade_id),
            "before": {key: list(accepted.before.get(key, ())) for key in seats},
        }  # fmt: skip
        return acts.record(
            s, actor, "officials.proposal", permission="official.edit", count=sum(map(len, seats.values())), undo=undo,
            event_id=event_id, trade=trade.name,
        )  # fmt: skip


@acts.undoes("officials.proposal")
def _take_back(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """The panels as they were; who joined by the proposal leaves the trade again. Refused: act_overtaken."""
    if _panels(s, undo["trade_id"]) != undo["after"]:
        raise Refused("act_overtaken", count=len(undo["after"]))
    set_panels(actor, undo["event_id"], undo["trade_id"], undo["before"], "taken back")
    for judge_id in undo["added"]:
        judge = queries.judge(s, judge_id, undo["trade_id"])
        if judge.withdrawn_at is None:
            leave(s, actor, judge)


def _panels(s: Session, trade_id: str) -> dict[str, list[str]]:
    panels = queries.panels(s, events.stage_of_trade(s, trade_id).id)
    return {key: [one.judge_id for one in seats] for key, seats in panels.items()}
