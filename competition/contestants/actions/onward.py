"""Entering again, in an upper event, who qualified in a lower one: the same person or team, frozen as of now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.contestants.actions.entries import facts_of, open_trade, place, tell_entered
from competition.contestants.actions.freezing import fits, frozen, ground_of, members_of
from competition.contestants.actions.persons import ContestantDetails, picked, unit_of
from competition.contestants.actions.teams import MEMBER, RESERVE, TeamDetails, enter_team
from competition.contestants.facts import EntriesTakenBack
from competition.contestants.models import Contestant, Entry, EntryChange, Team, TeamMember
from competition.events import queries as events
from competition.store import Refused, happened, transaction


def enter_onward(actor: str, trade_id: str, entry_id: str) -> str:
    """Enter whoever an entry below is of in this trade, alone or with the team; returns the new entry's id.

    The division is the one of the same name, where there is one that fits. Refused: not_there, stage_not_draft,
    already_entered, teams_only, and as `enter` and `enter_team`.
    """
    with transaction() as s:
        before = queries.entry(s, entry_id)
        trade, _stage = open_trade(s, trade_id)
        if before.team_id is not None:
            return enter_team(actor, trade_id, _team(s, trade, before), onward=True)
        if trade.team_size > 1:
            raise Refused("teams_only", trade=trade.name)
        person = queries.standing_for(s, before.contestant_id or "")
        details = replace(picked(s, person.id), coach=before.coach, division_id=_division(s, trade, before, before.age))
        return _enter(s, actor, trade, person, details)


def enter_known(actor: str, trade_id: str, contestant_id: str) -> str:
    """Enter a person whom the house knows; returns the entry's id. Refused: as `enter_onward`."""
    with transaction() as s:
        trade, _stage = open_trade(s, trade_id)
        if trade.team_size > 1:
            raise Refused("teams_only", trade=trade.name)
        person = queries.standing_for(s, contestant_id)
        return _enter(s, actor, trade, person, picked(s, person.id))


def take_out(actor: str, trade_id: str, entry_ids: Collection[str]) -> None:
    """Delete entries that were made for people who qualified, while the stage has not started and nobody touched them;
    the people stay. Refused: act_overtaken."""
    with transaction() as s:
        found = list(s.scalars(select(Entry).where(Entry.trade_id == trade_id, Entry.id.in_(list(entry_ids)))))
        changed = set(s.scalars(select(EntryChange.entry_id).where(EntryChange.entry_id.in_(list(entry_ids)))))
        started = events.first_stage(s, trade_id).state != "DRAFT"
        touched = sum(started or one.rev != 1 or one.status != "" or one.id in changed for one in found)
        if touched or len(found) != len(entry_ids):
            raise Refused("act_overtaken", count=touched or len(entry_ids) - len(found))
        teams = [one.team_id for one in found if one.team_id]
        s.execute(delete(Entry).where(Entry.id.in_([one.id for one in found])))
        s.execute(delete(TeamMember).where(TeamMember.team_id.in_(teams)))
        s.execute(delete(Team).where(Team.id.in_(teams)))
        happened(
            EntriesTakenBack(
                chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, entry_ids=sorted(entry_ids), count=len(found)
            )
        )


def _enter(s: Session, actor: str, trade: events.Trade, person: Contestant, details: ContestantDetails) -> str:
    stage = events.first_stage(s, trade.id)
    if s.scalar(select(Entry.id).where(Entry.stage_id == stage.id, Entry.contestant_id == person.id)):
        raise Refused("already_entered", name=person.name, trade=trade.name)
    unit, badge = unit_of(s, details.organisation_id, details.employer)
    member = members_of(s, [details.id_number]).get(details.id_number)
    columns = frozen(ground_of(s, trade.event_id), trade.id, facts_of(person, details), member)
    entry = place(s, trade, stage, columns, contestant_id=person.id)
    entry.organisation_id, entry.organisation_name, entry.badge = details.organisation_id, unit, badge
    s.flush()
    tell_entered(actor, entry, onward=True)
    return entry.id


def _team(s: Session, trade: events.Trade, before: queries.EntryRow) -> TeamDetails:
    people = queries.team_people(s, [before.team_id or ""])[before.team_id or ""]
    return TeamDetails(
        name=before.name, organisation_id=before.organisation_id, coach=before.coach,
        members=[one.contestant_id for one in people if one.role == MEMBER],
        reserves=[one.contestant_id for one in people if one.role == RESERVE],
        division_id=_division(s, trade, before, None),
    )  # fmt: skip


def _division(s: Session, trade: events.Trade, before: queries.EntryRow, age: int | None) -> str | None:
    """The division of the trade that is called like the one below and that the age fits; None leaves it to the age."""
    if before.division_id is None:
        return None
    below = events.divisions_by_id(s, [before.division_id]).get(before.division_id)
    for one in events.divisions(s, trade.id):
        if below is not None and one.name == below.name and (age is None or fits(one, age)):
            return one.id
    return None
