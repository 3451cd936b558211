"""Teams: several who compete as one entry, and reserves who may step in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.contestants.actions.entries import open_entry, open_trade, place, tell_entered
from competition.contestants.actions.freezing import Ground, fits, ground_of, members_of, refuse_strangers, sounds
from competition.contestants.actions.persons import ContestantDetails, known_or_new, picked, unit_of
from competition.contestants.facts import TeamChanged
from competition.contestants.id_numbers import age_on
from competition.contestants.models import Contestant, Entry, EntryChange, Team, TeamMember
from competition.events import queries as events
from competition.store import Refused, happened, new_id, transaction

MEMBER, RESERVE = "member", "reserve"

Joined = tuple[Contestant, TeamMember]


@dataclass(frozen=True, kw_only=True)
class TeamDetails:
    """What is said of a team; people are new ones, or the ids of people the house knows."""

    name: str
    organisation_id: str | None
    coach: str
    members: Sequence[ContestantDetails | str]
    reserves: Sequence[ContestantDetails | str] = ()
    division_id: str | None = None


def enter_team(actor: str, trade_id: str, details: TeamDetails, *, despite: str = "", onward: bool = False) -> str:
    """Enter a team in the trade's stage. Returns the entry's id; `despite` as for `enter`.

    Refused: not_there, stage_not_draft, singles_only, team_size, team_reserves, team_name_taken, twice_in_team,
    in_another_team, not_a_member, id_number_of_another, organisation_not_there, division_age, division_not_there.
    """
    with transaction() as s:
        trade, stage = open_trade(s, trade_id)
        if trade.team_size < 2:
            raise Refused("singles_only", trade=trade.name)
        _refuse_numbers(trade, details)
        _refuse_name(s, stage.id, details.name, None)
        team = Team(
            id=new_id(), event_id=trade.event_id, trade_id=trade.id, name=details.name, coach=details.coach,
            organisation_id=details.organisation_id,
        )  # fmt: skip
        s.add(team)
        s.flush()
        ground = ground_of(s, trade.event_id)
        joined = _join(s, ground, team, details)
        entry = place(s, trade, stage, _columns(ground.divisions.get(trade.id, ()), details, joined), team_id=team.id)
        _frozen_unit(s, entry, details, joined)
        s.flush()
        tell_entered(actor, entry, despite=despite, onward=onward)
        return entry.id


def edit_team(actor: str, entry_id: str, details: TeamDetails, reason: str, rev: int | None = None) -> None:
    """Change a team before its stage starts: what it is called, whose it is, and who is in it.

    Refused: as `enter_team`, and stage_ended, changed_meanwhile.
    """
    with transaction() as s:
        entry, team = _open_team(s, entry_id, rev)
        trade, stage = open_trade(s, entry.trade_id)
        _refuse_numbers(trade, details)
        _refuse_name(s, stage.id, details.name, entry.id)
        before = _told(s, team.id)
        s.execute(delete(TeamMember).where(TeamMember.team_id == team.id))
        team.name, team.coach, team.organisation_id = details.name, details.coach, details.organisation_id
        ground = ground_of(s, trade.event_id)
        joined = _join(s, ground, team, details)
        held = {name: getattr(entry, name) for name in ("name", "coach", "organisation_name", "division_id")}
        for name, after in _columns(ground.divisions.get(trade.id, ()), details, joined).items():
            setattr(entry, name, after)
        _frozen_unit(s, entry, details, joined)
        changed = {name: [was, getattr(entry, name)] for name, was in held.items() if was != getattr(entry, name)}
        after = _told(s, team.id)
        if before != after:
            changed["members"] = [before, after]
        if changed:
            _keep(s, actor, entry, changed, reason, after)


def swap_in(actor: str, entry_id: str, member_id: str, reserve_id: str, reason: str, rev: int | None = None) -> None:
    """A reserve steps in for a member, who becomes a reserve; possible until the stage has ended.

    Refused: not_there, stage_ended, changed_meanwhile, swap_not_possible.
    """
    with transaction() as s:
        entry, team = _open_team(s, entry_id, rev)
        goes, comes = s.get(TeamMember, (team.id, member_id)), s.get(TeamMember, (team.id, reserve_id))
        if goes is None or comes is None or (goes.role, comes.role) != (MEMBER, RESERVE):
            raise Refused("swap_not_possible")
        before = _told(s, team.id)
        goes.role, comes.role = comes.role, goes.role
        goes.position, comes.position = comes.position, goes.position
        s.flush()
        after = _told(s, team.id)
        _keep(s, actor, entry, {"members": [before, after]}, reason, after)


def _open_team(s: Session, entry_id: str, rev: int | None) -> tuple[Entry, Team]:
    entry = open_entry(s, entry_id, rev)
    if entry.team_id is None:
        raise Refused("not_there", 404)
    return entry, queries.team(s, entry.team_id)


def _refuse_numbers(trade: events.Trade, details: TeamDetails) -> None:
    if len(details.members) != trade.team_size:
        raise Refused("team_size", trade=trade.name, size=trade.team_size, given=len(details.members))
    if len(details.reserves) > trade.team_reserves:
        raise Refused("team_reserves", trade=trade.name, size=trade.team_reserves)


def _refuse_name(s: Session, stage_id: str, name: str, beside: str | None) -> None:
    query = select(Entry.id).where(Entry.stage_id == stage_id, Entry.name == name, Entry.team_id.is_not(None))
    if any(entry_id != beside for entry_id in s.scalars(query)):
        raise Refused("team_name_taken", name=name)


def _join(s: Session, ground: Ground, team: Team, details: TeamDetails) -> list[Joined]:
    """Everybody of the details in the team, members first; each frozen as of now."""
    said = [(MEMBER, one) for one in details.members] + [(RESERVE, one) for one in details.reserves]
    people = [(role, picked(s, one) if isinstance(one, str) else one, one) for role, one in said]
    roll = members_of(s, (one.id_number for _, one, _ in people))
    joined: list[Joined] = []
    for position, (role, one, given) in enumerate(people):
        member = roll.get(one.id_number)
        refuse_strangers(ground, one.name, member)
        known = isinstance(given, str)
        person = queries.standing_for(s, given) if known else known_or_new(s, one, member)  # type: ignore[arg-type]
        row = TeamMember(
            team_id=team.id, contestant_id=person.id, role=role, position=position, employer=one.employer,
            union_name=member.organisation_name if member else "", skill_level=one.skill_level,
            age=age_on(person.born_on, ground.starts_on) if person.born_on else None,
        )  # fmt: skip
        joined.append((person, row))
    _refuse_twice(s, team, [person for person, _ in joined])
    s.add_all([row for _, row in joined])
    s.flush()
    return joined


def _refuse_twice(s: Session, team: Team, people: Sequence[Contestant]) -> None:
    """Nobody stands twice in a team, or in two teams of a trade."""
    seen: set[str] = set()
    for person in people:
        if person.id in seen:
            raise Refused("twice_in_team", name=person.name)
        seen.add(person.id)
    elsewhere = queries.team_entries_of(s, team.trade_id, seen)
    other = next((one for one in people if one.id in elsewhere), None)
    if other is not None:
        raise Refused("in_another_team", name=other.name)


def _columns(divisions: Sequence[events.Division], details: TeamDetails, joined: Sequence[Joined]) -> dict[str, Any]:
    """What a team's entry freezes: of its people, what they all share."""
    competing = [(person, row) for person, row in joined if row.role == MEMBER]
    return {
        **sounds(details.name), "sex": _shared([person.sex for person, _ in competing]), "coach": details.coach,
        "employer": _shared([row.employer for _, row in competing]), "skill_level": 0, "age": None,
        "union_name": _shared([row.union_name for _, row in competing]),
        "division_id": _division(divisions, details, joined),
    }  # fmt: skip


def _shared(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""


def _division(divisions: Sequence[events.Division], details: TeamDetails, joined: Sequence[Joined]) -> str | None:
    """The division chosen, if everybody fits it; else the first that fits everybody, when all ages are known."""
    ages = [(person.name, row.age) for person, row in joined if row.age is not None]
    if details.division_id is None:
        known = len(ages) == len(joined)
        return next((one.id for one in divisions if known and all(fits(one, age) for _, age in ages)), None)
    chosen = next((one for one in divisions if one.id == details.division_id), None)
    if chosen is None:
        raise Refused("division_not_there", 404)
    for name, age in ages:
        if not fits(chosen, age):
            raise Refused("division_age", name=name, age=age, division=chosen.name)
    return chosen.id


def _frozen_unit(s: Session, entry: Entry, details: TeamDetails, joined: Sequence[Joined]) -> None:
    unit, badge = unit_of(s, details.organisation_id, entry.employer or joined[0][1].employer)
    entry.organisation_id, entry.organisation_name, entry.badge = details.organisation_id, unit, badge


def _told(s: Session, team_id: str) -> str:
    """Who is in a team, in the words its history keeps: 甲、乙（丙）."""
    people = queries.team_people(s, [team_id])[team_id]
    competing = "、".join(one.name for one in people if one.role == MEMBER)
    reserves = "、".join(one.name for one in people if one.role == RESERVE)
    return f"{competing}（{reserves}）" if reserves else competing


def _keep(s: Session, actor: str, entry: Entry, changed: dict[str, Any], reason: str, members: str) -> None:
    """Keep a team's change in its history and say that it happened, to its people too."""
    entry.rev += 1
    s.add(EntryChange(entry_id=entry.id, by=actor, changed=changed, reason=reason))
    s.flush()
    people = s.scalars(select(TeamMember.contestant_id).where(TeamMember.team_id == entry.team_id))
    happened(
        TeamChanged(
            chain=f"trade:{entry.trade_id}", actor=actor, trade_id=entry.trade_id, stage_id=entry.stage_id,
            entry_id=entry.id, contestant_ids=list(people), members=members, reason=reason,
        )
    )  # fmt: skip
