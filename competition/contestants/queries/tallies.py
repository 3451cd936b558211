"""Who took part where, as a table to be asked within a question of a room above: one row for each person of an entry; and
whether that is much to ask."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Session

from competition.contestants.models import Contestant, Entry, TeamMember

LEFT = ("WD", "DNS")


def participations(event_ids: Select[str], later: Collection[str]) -> Subquery:
    """event_id, trade_id, organisation_id, contestant_id, sex and age of everybody in an entry of these events, of a team
    its members; without those who withdrew or did not come, and without the stages `later`, which one only goes on to."""
    here = [Entry.event_id.in_(event_ids), Entry.status.not_in(LEFT)]
    if later:
        here.append(Entry.stage_id.not_in(list(later)))
    alone = select(
        Entry.event_id, Entry.trade_id, Entry.organisation_id, Entry.contestant_id, Entry.sex, Entry.age
    ).where(*here, Entry.contestant_id.is_not(None))
    together = (
        select(
            Entry.event_id, Entry.trade_id, Entry.organisation_id, TeamMember.contestant_id, Contestant.sex,
            TeamMember.age,
        )
        .join(TeamMember, TeamMember.team_id == Entry.team_id)
        .join(Contestant, Contestant.id == TeamMember.contestant_id)
        .where(*here)
    )  # fmt: skip
    return alone.union_all(together).subquery("took_part")


def more_entries_than(s: Session, event_ids: Select[str], most: int) -> bool:
    """Whether these events have more entries than that, whatever became of them; looks at one more at most."""
    some = select(Entry.id).where(Entry.event_id.in_(event_ids)).limit(most + 1).subquery()
    return (s.scalar(select(func.count()).select_from(some)) or 0) > most
