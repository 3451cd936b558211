"""The rows of an entry form become entries, a few at a time so that judges' marks never wait, and go again as a whole.

A person and his entry are made in one short transaction: whenever the worker is killed, nobody is left without an entry,
and going on takes up where it stopped, because a person's id follows from the form and his place in it.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.contestants.actions.entries import station_code
from competition.contestants.actions.freezing import Facts, Ground, frozen, ground_of, members_of, sounds
from competition.contestants.actions.imports import beat
from competition.contestants.actions.persons import ContestantDetails
from competition.contestants.actions.teams import TeamDetails, enter_team
from competition.contestants.checking import Row
from competition.contestants.facts import ContestantsImported, ImportUndone
from competition.contestants.models import Contestant, Entry, ImportBatch, Team, TeamMember, TradeAlias
from competition.events import queries as events
from competition.members.queries import KnownMember
from competition.organisations import actions as organisations
from competition.organisations import queries as organisation_queries
from competition.store import Refused, happened, reading, transaction, utcnow
from competition.store.vault import vault

CHUNK = 40
BREATH, LONGEST_BREATH = 2.0, 0.1

Progress = Callable[[int, int], None]
Units = Mapping[str, tuple[str, str]]


@dataclass
class _Place:
    """Where rows go: the trades and stages of the event, and what entries freeze from elsewhere."""

    event_id: str
    batch_id: str
    trades: Mapping[str, events.Trade]
    stages: Mapping[str, events.Stage]
    ground: Ground
    units: Units
    made: dict[str, str] = field(default_factory=dict)


def import_rows(
    actor: str, batch_id: str, rows: Sequence[Row], *, progress: Progress, aliases: Mapping[str, str] | None = None
) -> int:
    """Make entries of these rows. `progress(done, total)` may raise to stop: then everything is taken out again.

    An import that was cut short goes on where it stopped. `aliases` (spelling -> trade id) are remembered for other
    forms. Returns how many entries the form has made. Refused: not_there, batch_not_open, nothing_to_import,
    stages_started, and as `enter_team`.
    """
    if not rows:
        raise Refused("nothing_to_import")
    place = _begin(batch_id, rows)
    try:
        place.units = _units(actor, rows)
        alone = [row for row in rows if place.trades[row.trade_id].team_size == 1]
        teams = _teams([row for row in rows if place.trades[row.trade_id].team_size > 1])
        for at in range(0, len(alone), CHUNK):
            progress(at, len(rows))
            _breathing(partial(_enter, place, alone[at : at + CHUNK]))
        for done, members in enumerate(teams):
            progress(len(alone) + done, len(rows))
            _breathing(partial(_enter_team, actor, place, members))
        progress(len(rows), len(rows))
        return _finish(actor, batch_id, place, aliases or {})
    except BaseException:
        _take_out(batch_id)
        _set_state(batch_id, "READ")
        raise


def undo_import(actor: str, batch_id: str, progress: Progress = lambda done, total: None) -> int:
    """Take the entries of an import out again, and the people it made whom nobody else needs. Returns how many went.

    What was begun is finished: an import cut short, or an undoing, is undone too. Refused: not_there,
    batch_not_imported, stages_started.
    """
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state not in ("IMPORTED", "IMPORTING", "UNDOING"):
            raise Refused("batch_not_imported")
        counts = queries.entries_of_batch(s, batch_id)
        _refuse_started(s, batch.event_id, counts)
        finished = batch.rows_sealed is None
        batch.state = "UNDOING"
        beat(s, batch_id)
    progress(0, sum(counts.values()))
    _take_out(batch_id)
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        batch.state, batch.undone_at = ("UNDONE", utcnow()) if finished else ("READ", None)
        s.flush()
        if finished:
            happened(
                ImportUndone(
                    chain=f"event:{batch.event_id}", actor=actor, event_id=batch.event_id, batch_id=batch_id,
                    counts=counts,
                )
            )  # fmt: skip
    return sum(counts.values())


def _begin(batch_id: str, rows: Sequence[Row]) -> _Place:
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state not in ("READ", "IMPORTING"):
            raise Refused("batch_not_open")
        _refuse_started(s, batch.event_id, {row.trade_id for row in rows})
        batch.state = "IMPORTING"
        beat(s, batch_id)
        trades = {trade.id: trade for trade in events.trades(s, batch.event_id)}
        stages = events.first_stages(s, batch.event_id)
        return _Place(batch.event_id, batch_id, trades, stages, ground_of(s, batch.event_id), {})


def _breathing(work: Callable[[], object]) -> None:
    """Do a short transaction, then stand aside for longer than it took: whoever marks meanwhile is let in."""
    begun = time.perf_counter()
    work()
    time.sleep(min(LONGEST_BREATH, BREATH * (time.perf_counter() - begun)))


def _units(actor: str, rows: Sequence[Row]) -> Units:
    """Organisation id and badge by name; a unit nobody knows joins the tree as an enterprise."""
    names = {row.organisation for row in rows if row.organisation}
    with reading() as s:
        known = organisation_queries.by_names(s)
    for name in sorted(names - known.keys()):
        _breathing(partial(organisations.add_organisation, actor, name=name, level="enterprise"))
    with reading() as s:
        return {name: (one.id, one.badge) for name, one in organisation_queries.by_names(s).items() if name in names}


def _enter(place: _Place, rows: Sequence[Row]) -> None:
    """People and entries of a few rows, in one transaction; what needs computing is computed before it."""
    with reading() as s:
        roll = members_of(s, (row.id_number for row in rows))
    people: dict[str, dict[str, Any]] = {}
    for row in rows:
        row.contestant_id = row.contestant_id or _person_id(place, row)
        people.setdefault(row.contestant_id, _person(place, row, roll.get(row.id_number)))
    entries = [_entry(place, row, roll.get(row.id_number)) for row in rows]
    with transaction() as s:
        _still_open(s, place.batch_id)
        _refuse_started(s, place.event_id, {row.trade_id for row in rows})
        same = _known_meanwhile(s, people)
        there = set(s.scalars(select(Contestant.id).where(Contestant.id.in_(list(people)))))
        new = [one for key, one in people.items() if key not in there and key not in same]
        if new:
            s.connection().execute(insert(Contestant), new)
        for entry in entries:
            entry["contestant_id"] = same.get(entry["contestant_id"], entry["contestant_id"])
        _insert_entries(s, place, entries)
        beat(s, place.batch_id)


def _insert_entries(s: Session, place: _Place, entries: list[dict[str, Any]]) -> None:
    """Number the entries on from those that stand; who is in the stage already is passed over."""
    trade_ids = {entry["trade_id"] for entry in entries}
    highest = (
        select(Entry.trade_id, func.max(Entry.number)).where(Entry.trade_id.in_(trade_ids)).group_by(Entry.trade_id)
    )
    last: dict[str, int] = {row[0]: row[1] for row in s.execute(highest)}
    wanted = [entry["contestant_id"] for entry in entries]
    query = select(Entry.trade_id, Entry.contestant_id).where(
        Entry.contestant_id.in_(wanted), Entry.trade_id.in_(trade_ids)
    )
    there = {(trade_id, contestant_id) for trade_id, contestant_id in s.execute(query)}
    fresh: list[dict[str, Any]] = []
    for entry in entries:
        at = (entry["trade_id"], entry["contestant_id"])
        if at in there:
            continue
        there.add(at)
        number = last[entry["trade_id"]] = last.get(entry["trade_id"], 0) + 1
        code = station_code(place.trades[entry["trade_id"]].code, number)
        fresh.append(entry | {"number": number, "station_code": code})
    if fresh:
        s.connection().execute(insert(Entry), fresh)


def _person_id(place: _Place, row: Row) -> str:
    """The id of a person nobody knows yet: the same whenever this form is imported, one for all his rows."""
    who = row.id_number or f"{row.name}\n{row.organisation}"
    if not row.id_number and place.made.get(f"{who}\n{row.trade_id}"):
        who = f"{who}\n{row.key}"
    place.made[f"{who}\n{row.trade_id}"] = row.key
    digest = vault().index("import_person", f"{place.batch_id}\n{who}")
    return str(uuid.UUID(bytes=digest, version=5))


def _person(place: _Place, row: Row, member: KnownMember | None) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "id": row.contestant_id, **sounds(row.name), "sex": row.sex, "employer": row.employer, "created_at": utcnow(),
        "born_on": _born(row), "organisation_id": _unit(place, row)[0], "skill_level": row.skill_level,
        "member_id": member.id if member else None, "photo": None, "merged_into_id": None, "rev": 1,
    }  # fmt: skip
    for column in ("id_number", "phone"):
        text = getattr(row, column)
        columns[f"{column}_sealed"] = vault().seal("contestant", row.contestant_id, column, text) if text else None
        columns[f"{column}_index"] = vault().index(column, text) if text else None
    return columns


def _entry(place: _Place, row: Row, member: KnownMember | None) -> dict[str, Any]:
    facts = Facts(
        name=row.name, sex=row.sex, employer=row.employer, skill_level=row.skill_level, born_on=_born(row),
        coach=row.coach, division_id=row.division_id or None,
    )  # fmt: skip
    unit_id, badge = _unit(place, row)
    return {
        **frozen(place.ground, row.trade_id, facts, member), "division_id": row.division_id or None,
        "id": str(uuid.UUID(bytes=vault().index("import_entry", f"{place.batch_id}\n{row.key}"), version=5)),
        "event_id": place.event_id, "trade_id": row.trade_id, "stage_id": place.stages[row.trade_id].id,
        "contestant_id": row.contestant_id, "team_id": None, "organisation_id": unit_id, "badge": badge,
        "organisation_name": row.organisation, "batch_id": place.batch_id, "status": "", "created_at": utcnow(),
        "withdrawn_at": None, "rev": 1,
    }  # fmt: skip


def _born(row: Row) -> date | None:
    return date.fromisoformat(row.born_on) if row.born_on else None


def _unit(place: _Place, row: Row) -> tuple[str | None, str]:
    return place.units.get(row.organisation, (None, row.organisation[:1]))


def _known_meanwhile(s: Session, people: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Those of the new people whose number somebody has by now: their id -> the one that has it."""
    indexes = {one["id_number_index"]: key for key, one in people.items() if one["id_number_index"]}
    query = select(Contestant.id_number_index, Contestant.id).where(Contestant.id_number_index.in_(list(indexes)))
    return {indexes[index]: found for index, found in s.execute(query) if found != indexes[index]}


def _teams(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each team, in the order of the form."""
    teams: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        teams.setdefault((row.trade_id, row.team), []).append(row)
    return list(teams.values())


def _enter_team(actor: str, place: _Place, rows: Sequence[Row]) -> None:
    first = rows[0]
    with transaction() as s:
        _still_open(s, place.batch_id)
        query = select(Entry.id).where(
            Entry.batch_id == place.batch_id, Entry.trade_id == first.trade_id, Entry.name == first.team
        )
        if s.scalar(query) is not None:
            return
        people = {role: [_details(place, row) for row in rows if row.role == role] for role in ("member", "reserve")}
        details = TeamDetails(
            name=first.team, organisation_id=_unit(place, first)[0], coach=first.coach, members=people["member"],
            reserves=people["reserve"], division_id=first.division_id or None,
        )  # fmt: skip
        entry_id = enter_team(actor, first.trade_id, details)
        s.execute(update(Entry).where(Entry.id == entry_id).values(batch_id=place.batch_id))
        beat(s, place.batch_id)


def _details(place: _Place, row: Row) -> ContestantDetails:
    return ContestantDetails(
        name=row.name, sex=row.sex, organisation_id=_unit(place, row)[0], employer=row.employer,
        id_number=row.id_number, phone=row.phone, skill_level=row.skill_level, coach=row.coach,
    )  # fmt: skip


def _finish(actor: str, batch_id: str, place: _Place, aliases: Mapping[str, str]) -> int:
    with transaction() as s:
        _still_open(s, batch_id)
        batch = queries.batch(s, batch_id)
        counts = queries.entries_of_batch(s, batch_id)
        made = sum(counts.values())
        batch.state, batch.rows_sealed = "IMPORTED", None
        batch.report = batch.report | {"imported": made}
        for spelling, trade_id in aliases.items():
            trade = place.trades.get(trade_id)
            if trade is not None and spelling:
                s.merge(
                    TradeAlias(
                        spelling=spelling, template_key=trade.template_key, name=trade.name, by=actor, at=utcnow()
                    )
                )
        s.flush()
        happened(
            ContestantsImported(
                chain=f"event:{batch.event_id}", actor=actor, event_id=batch.event_id, batch_id=batch_id,
                file_name=batch.file_name, counts=counts,
            )
        )  # fmt: skip
    return made


def _still_open(s: Session, batch_id: str) -> None:
    """Asks for the state alone: the form's row is large."""
    if s.scalar(select(ImportBatch.state).where(ImportBatch.id == batch_id)) != "IMPORTING":
        raise Refused("batch_not_open")


def _set_state(batch_id: str, state: str) -> None:
    with transaction() as s:
        s.execute(
            update(ImportBatch).where(ImportBatch.id == batch_id, ImportBatch.state == "IMPORTING").values(state=state)
        )


def _refuse_started(s: Session, event_id: str, trade_ids: Collection[str]) -> None:
    started = queries.started_trades(s, trade_ids, event_id)
    if started:
        raise Refused("stages_started", names=started)


def _take_out(batch_id: str) -> None:
    """Delete the entries of a batch, their teams, and the people it made who take part nowhere else, a few at a time."""
    with reading() as s:
        since = s.scalars(select(ImportBatch.created_at).where(ImportBatch.id == batch_id)).one()
    while True:
        begun = time.perf_counter()
        with transaction() as s:
            query = select(Entry.id, Entry.contestant_id, Entry.team_id).where(Entry.batch_id == batch_id).limit(CHUNK)
            some = s.execute(query).all()
            if not some:
                return
            teams = [row.team_id for row in some if row.team_id]
            query_people = select(TeamMember.contestant_id).where(TeamMember.team_id.in_(teams))
            people = [row.contestant_id for row in some if row.contestant_id] + list(s.scalars(query_people))
            s.execute(delete(Entry).where(Entry.id.in_([row.id for row in some])))
            s.execute(delete(TeamMember).where(TeamMember.team_id.in_(teams)))
            s.execute(delete(Team).where(Team.id.in_(teams)))
            _forget(s, people, since)
        time.sleep(min(LONGEST_BREATH, BREATH * (time.perf_counter() - begun)))


def _forget(s: Session, contestant_ids: Sequence[str], since: Any) -> None:
    """Delete those of these people who were made since then and take part nowhere."""
    alone = select(Entry.contestant_id).where(Entry.contestant_id.in_(contestant_ids))
    in_teams = select(TeamMember.contestant_id).where(TeamMember.contestant_id.in_(contestant_ids))
    busy = set(s.scalars(alone)) | set(s.scalars(in_teams))
    free = [one for one in set(contestant_ids) if one not in busy]
    s.execute(delete(Contestant).where(Contestant.id.in_(free), Contestant.created_at >= since))
