"""Entries of a later stage of a trade: of those who go on within the event, as they were frozen for its first stage."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from competition.contestants.actions.entries import station_code
from competition.contestants.facts import EntriesGoneOn
from competition.contestants.models import Entry
from competition.events import queries as events
from competition.store import Refused, happened, new_id, utcnow

KEPT = (
    "event_id", "trade_id", "contestant_id", "team_id", "division_id", "number", "name", "pinyin", "initials", "sex",
    "organisation_id", "organisation_name", "badge", "employer", "union_name", "skill_level", "age", "coach", "batch_id",
)  # fmt: skip


def go_on(s: Session, actor: str, stage_id: str, entry_ids: Sequence[str]) -> dict[str, str]:
    """Enter in a later stage, within the caller's transaction, whoever these entries of an earlier one are of: each under
    the number he has, competing. Returns the entries made by those they come from. Refused: stage_not_draft.
    """
    _event, trade, stage = events.place_of_stage(s, stage_id)
    if stage.state != "DRAFT":
        raise Refused("stage_not_draft", name=stage.name)
    columns = {name: getattr(Entry, name) for name in KEPT}
    found = s.execute(select(Entry.id, *columns.values()).where(Entry.id.in_(list(entry_ids)))).mappings()
    before = {row["id"]: dict(row) for row in found}
    made = {entry_id: new_id() for entry_id in entry_ids}
    rows = [
        {name: before[entry_id][name] for name in KEPT}
        | {
            "id": own, "stage_id": stage_id, "station_code": station_code(trade.code, before[entry_id]["number"]),
            "status": "", "created_at": utcnow(), "rev": 1,
        }
        for entry_id, own in made.items()
    ]  # fmt: skip
    if not rows:
        return {}
    s.execute(insert(Entry), rows)
    happened(
        EntriesGoneOn(
            chain=f"trade:{trade.id}", actor=actor, trade_id=trade.id, stage_id=stage_id, name=stage.name,
            entry_ids=list(made), made_ids=list(made.values()), count=len(made),
        )
    )  # fmt: skip
    return made
