"""Two records of one person made one, and made two again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.contestants import queries
from competition.contestants.actions.entries import follow_name
from competition.contestants.actions.freezing import sounds
from competition.contestants.facts import MergeUndone, PeopleMerged, PeopleToldApart
from competition.contestants.models import Contestant, DistinctPeople, Entry, TeamMember
from competition.store import Refused, happened, transaction
from competition.store.vault import vault

KIND = "contestants.merge"
PLAIN = ("name", "sex", "born_on", "organisation_id", "employer", "skill_level", "member_id", "photo")
SEALED = ("id_number", "phone")
FIELDS = (*PLAIN, *SEALED)


@dataclass(frozen=True)
class Merging:
    """What a merge would do: the ids of the entries and teams that move, and the events all of it touches."""

    keep: Contestant
    gone: Contestant
    entries: list[Entry]
    teams: list[TeamMember]
    event_ids: frozenset[str]


def merging(s: Session, keep_id: str, gone_id: str) -> Merging:
    """What making one of these two would do.

    Refused: not_there, merged_already, same_person, merge_clash when both take part in the same trade.
    """
    keep, gone = queries.contestant(s, keep_id), queries.contestant(s, gone_id)
    if keep.id == gone.id:
        raise Refused("same_person")
    if keep.merged_into_id or gone.merged_into_id:
        raise Refused("merged_already")
    trades = [{one.trade.id: one for one in queries.taken_part(s, person.id)} for person in (keep, gone)]
    clash = sorted(trades[0].keys() & trades[1].keys())
    if clash:
        raise Refused("merge_clash", name=gone.name, trades=[trades[0][one].trade.name for one in clash])
    return Merging(
        keep, gone,
        list(s.scalars(select(Entry).where(Entry.contestant_id == gone.id))),
        list(s.scalars(select(TeamMember).where(TeamMember.contestant_id == gone.id))),
        frozenset(one.event.id for some in trades for one in some.values()),
    )  # fmt: skip


def merge(actor: str, keep_id: str, gone_id: str, chosen: Mapping[str, str], event_id: str | None) -> str:
    """Make one person of two: entries and teams of `gone_id` go to `keep_id`, whose address the old one leads to.

    `chosen` names, for the fields in which they differ, whose value stays: "gone", else the one that is kept; a field
    that is empty there is filled. Returns the act's id. Refused: as `merging`.
    """
    with transaction() as s:
        two = merging(s, keep_id, gone_id)
        before = {"keep": _said(two.keep), "gone": _said(two.gone)}
        moved = {
            "entries": [[one.id, one.name] for one in two.entries], "teams": [one.team_id for one in two.teams],
        }  # fmt: skip
        name_before = two.keep.name
        _take_over(s, two, chosen)
        for entry in two.entries:
            entry.contestant_id = two.keep.id
        for joined in two.teams:
            joined.contestant_id = two.keep.id
        two.keep.rev += 1
        two.gone.rev += 1
        two.gone.merged_into_id = two.keep.id
        s.flush()
        if two.keep.name != name_before or any(one.name != two.keep.name for one in two.entries):
            follow_name(s, actor, two.keep, "")
        happened(
            PeopleMerged(
                actor=actor, contestant_id=keep_id, gone_id=gone_id, name=two.keep.name,
                entries=len(two.entries) + len(two.teams),
            )
        )  # fmt: skip
        undo = before | moved | {"ids": [keep_id, gone_id], "revs": [two.keep.rev, two.gone.rev]}
        return acts.record(
            s, actor, KIND, permission="contestant.edit", count=1, undo=undo, event_id=event_id, name=two.keep.name
        )


@acts.undoes(KIND)
def take_apart(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """Make two people of one again, each with what he had. Refused: act_overtaken when either was changed since."""
    keep, gone = (queries.contestant(s, one) for one in undo["ids"])
    if [keep.rev, gone.rev] != undo["revs"] or gone.merged_into_id != keep.id:
        raise Refused("act_overtaken", count=1)
    for person in (keep, gone):
        for column in SEALED:
            _seal(person, column, "")
    s.flush()
    for person, before in ((keep, undo["keep"]), (gone, undo["gone"])):
        _give_back(person, before)
        person.rev += 1
    gone.merged_into_id = None
    for entry_id, _ in undo["entries"]:
        entry = s.get(Entry, entry_id)
        if entry is not None:
            entry.contestant_id = gone.id
    for team_id in undo["teams"]:
        row = s.get(TeamMember, (team_id, keep.id))
        if row is not None:
            row.contestant_id = gone.id
    s.flush()
    for person in (keep, gone):
        follow_name(s, actor, person, "")
    happened(MergeUndone(actor=actor, contestant_id=keep.id, gone_id=gone.id))


def tell_apart(actor: str, first_id: str, second_id: str) -> None:
    """Keep that two who look alike are two people; they are not proposed again. Refused: not_there, same_person."""
    first_id, second_id = sorted((first_id, second_id))
    if first_id == second_id:
        raise Refused("same_person")
    with transaction() as s:
        for one in (first_id, second_id):
            queries.contestant(s, one)
        if s.get(DistinctPeople, (first_id, second_id)) is None:
            s.add(DistinctPeople(first_id=first_id, second_id=second_id, by=actor))
            s.flush()
            happened(PeopleToldApart(actor=actor, contestant_id=first_id, other_id=second_id))


def _take_over(s: Session, two: Merging, chosen: Mapping[str, str]) -> None:
    """The kept record gets what was chosen of the other's, and what it does not have itself."""
    keep, gone = _said(two.keep), _said(two.gone)
    taken = {field for field in FIELDS if gone[field] and (chosen.get(field) == "gone" or not keep[field])}
    for column in SEALED:
        if column in taken:
            _seal(two.gone, column, "")
    s.flush()
    for field in FIELDS:
        if field in SEALED and field in taken:
            _seal(two.keep, field, gone[field])
        elif field == "name" and field in taken:
            for name, value in sounds(two.gone.name).items():
                setattr(two.keep, name, value)
        elif field in taken:
            setattr(two.keep, field, getattr(two.gone, field))


def _said(person: Contestant) -> dict[str, Any]:
    """The fields of a person as JSON, numbers open: only for what is kept sealed."""
    plain = {name: getattr(person, name) for name in PLAIN}
    plain["born_on"] = person.born_on.isoformat() if person.born_on else None
    return plain | {column: queries.open_field(person, column) for column in SEALED}


def _give_back(person: Contestant, before: Mapping[str, Any]) -> None:
    from_text = {"born_on": date.fromisoformat(before["born_on"]) if before["born_on"] else None}
    for name, value in ({name: before[name] for name in PLAIN} | from_text | sounds(before["name"])).items():
        setattr(person, name, value)
    for column in SEALED:
        _seal(person, column, before[column])


def _seal(person: Contestant, column: str, text: str) -> None:
    setattr(person, f"{column}_index", vault().index(column, text) if text else None)
    setattr(person, f"{column}_sealed", vault().seal("contestant", person.id, column, text) if text else None)
