"""Many cuts proposed at once: looked at first, done one by one by the worker, taken back as a whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.advancement import queries
from competition.advancement.actions.cuts import discard
from competition.advancement.ground import lacking
from competition.advancement.models import PROPOSED
from competition.ladders import queries as ladders
from competition.ladders.queries import Passage, Upper
from competition.store import Refused, transaction

PROPOSE = "advancement.propose"


@dataclass(frozen=True)
class PlannedCuts:
    """Which cuts would be proposed, and why others not; each with where it leads."""

    passages: list[tuple[Passage, Upper]] = field(default_factory=list)
    skipped: list[tuple[Upper, Refused]] = field(default_factory=list)


def plan_cuts(s: Session, ladder_id: str, ids: Collection[str]) -> PlannedCuts:
    """What proposing the cuts of these passages of a ladder would do."""
    some = [one for one in ladders.passages(s, ids) if one.ladder_id == ladder_id]
    uppers = ladders.uppers(s, some)
    states = queries.latest_cuts(s, [one.id for one in some])
    lacks = lacking(s, some)
    planned = PlannedCuts()
    for one in some:
        if states.get(one.id) is not None:
            code = "cut_confirmed" if states[one.id] != PROPOSED else "cut_proposed_already"
            planned.skipped.append((uppers[one.id], Refused(code)))
        elif lacks[one.id] is not None:
            planned.skipped.append((uppers[one.id], lacks[one.id] or Refused("pools_none")))
        else:
            planned.passages.append((one, uppers[one.id]))
    return planned


def record_proposed(actor: str, cuts: Mapping[str, str]) -> str | None:
    """Keep as one act what was proposed: cut by passage. Returns its id, None when nothing was."""
    if not cuts:
        return None
    with transaction() as s:
        return acts.record(s, actor, PROPOSE, permission="cut.propose", count=len(cuts), undo={"cuts": dict(cuts)})


@acts.undoes(PROPOSE)
def _take_back(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """The proposals are put aside. Refused: act_overtaken, when somebody has decided on one of them."""
    decided = sum(queries.cut(s, passage_id, cut_id).state != PROPOSED for passage_id, cut_id in undo["cuts"].items())
    if decided:
        raise Refused("act_overtaken", count=decided)
    for passage_id, cut_id in undo["cuts"].items():
        discard(actor, passage_id, cut_id, "")
