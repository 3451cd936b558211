"""Whole entry forms: opened, read, imported in one transaction, undone by batch."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.contestants.actions.entries import station_code
from competition.contestants.checking import Row
from competition.contestants.facts import ContestantsImported, ImportUndone
from competition.contestants.models import Contestant, Entry, ImportBatch
from competition.events import queries as events
from competition.organisations import actions as organisations
from competition.organisations import queries as organisation_queries
from competition.store import Refused, happened, new_id, reading, transaction, utcnow
from competition.store.vault import vault

EVERY = 250

Progress = Callable[[int, int], None]
Standing = dict[str, tuple[int, int]]


def open_batch(actor: str, event_id: str, *, trade_id: str | None, file_name: str) -> str:
    """Take in an entry form that a job will read. Returns the batch's id. Refused: not_there."""
    with transaction() as s:
        events.event(s, event_id)
        if trade_id is not None:
            events.trade(s, trade_id, event_id)
        batch = ImportBatch(
            id=new_id(),
            event_id=event_id,
            trade_id=trade_id,
            file_name=file_name[:200],
            state="READING",
            report={},
            by=actor,
        )
        s.add(batch)
    return batch.id


def keep_reading(batch_id: str, report: dict[str, Any], rows: Sequence[Row]) -> None:
    """Keep what was understood of a form: the report as it is shown, the rows sealed."""
    sealed = vault().seal(
        "import_batch", batch_id, "rows", json.dumps([asdict(row) for row in rows], ensure_ascii=False)
    )
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state == "READING":
            batch.state, batch.report, batch.rows_sealed = "READ", report, sealed


def fail_batch(batch_id: str, code: str, facts: dict[str, Any]) -> None:
    """The form could not be read; why stays with it."""
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state == "READING":
            batch.state, batch.report = "FAILED", {"code": code, "facts": facts}


def import_rows(actor: str, batch_id: str, *, doubtful: bool, progress: Progress) -> int:
    """Make entries of the good rows, and of the doubtful ones as proposed when told so: all in one transaction.

    People are made before it, a few at a time so that judges' marks never wait, and forgotten again when it fails;
    nobody is made twice. `progress(done, total)` may raise to stop before anything is entered. Returns how many entries
    were made. Refused: not_there, batch_not_open, stages_started, entries_changed.
    """
    with reading() as s:
        batch = _open(s, batch_id)
        sealed = vault().open("import_batch", batch_id, "rows", batch.rows_sealed or b"")
        rows = [Row(**row) for row in json.loads(sealed)]
        wanted = [row for row in rows if row.state == "good" or (doubtful and row.state == "doubtful")]
        people = queries.by_id_numbers(s, (row.id_number for row in wanted))
    units = _units(actor, {row.organisation for row in wanted} - {""})
    new = _sealed_people(wanted, people, units)
    try:
        _make_people(new, progress)
        with reading() as s:
            standing = _standing(s, batch.event_id)
            entries = _lay_out(s, batch, wanted, units, standing)
        return _enter_all(actor, batch_id, entries, standing)
    except BaseException:
        _forget([columns["id"] for columns in new])
        raise


def undo_import(actor: str, batch_id: str) -> int:
    """Take the entries of an import out again, and then the people nobody else needs. Returns how many entries went.

    Refused: not_there, batch_not_imported, stages_started.
    """
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state != "IMPORTED":
            raise Refused("batch_not_imported")
        counts = queries.entries_of_batch(s, batch_id)
        _refuse_started(s, batch.event_id, counts)
        gone = list(s.scalars(select(Entry.contestant_id).where(Entry.batch_id == batch_id)))
        s.execute(delete(Entry).where(Entry.batch_id == batch_id))
        batch.state, batch.undone_at = "UNDONE", utcnow()
        s.flush()
        happened(
            ImportUndone(
                chain=f"event:{batch.event_id}", actor=actor, event_id=batch.event_id, batch_id=batch_id, counts=counts
            )
        )
    _forget(gone)
    return sum(counts.values())


def _open(s: Session, batch_id: str) -> ImportBatch:
    batch = queries.batch(s, batch_id)
    if batch.state != "READ":
        raise Refused("batch_not_open")
    return batch


def _refuse_started(s: Session, event_id: str, trade_ids: Collection[str]) -> None:
    started = queries.started_trades(s, trade_ids, event_id)
    if started:
        raise Refused("stages_started", names=started)


def _units(actor: str, names: set[str]) -> dict[str, tuple[str, str]]:
    """Organisation id and badge by name; a unit nobody knows joins the tree as an enterprise."""
    with reading() as s:
        known = organisation_queries.by_names(s)
    for name in sorted(names - known.keys()):
        organisations.add_organisation(actor, name=name, level="enterprise")
    with reading() as s:
        return {name: (one.id, one.badge) for name, one in organisation_queries.by_names(s).items() if name in names}


def _sealed_people(
    rows: Sequence[Row], people: Mapping[str, tuple[str, str]], units: Mapping[str, tuple[str, str]]
) -> list[dict[str, Any]]:
    """The columns of the people to make; each row gets its contestant, "" when the number has another name by now."""
    new: list[dict[str, Any]] = []
    made: dict[str, str] = {}
    for row in rows:
        known_id, known_name = people.get(row.id_number, ("", row.name)) if row.id_number else ("", row.name)
        row.contestant_id = "" if known_name != row.name else known_id or made.get(row.id_number, "")
        if row.contestant_id or known_name != row.name:
            continue
        row.contestant_id = new_id()
        if row.id_number:
            made[row.id_number] = row.contestant_id
        new.append(_columns(row, units.get(row.organisation, (None, ""))[0]))
    return new


def _columns(row: Row, organisation_id: str | None) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "id": row.contestant_id, "name": row.name, "sex": row.sex, "employer": row.employer, "created_at": utcnow(),
        "organisation_id": organisation_id,
    }  # fmt: skip
    for column in ("id_number", "phone"):
        text = getattr(row, column)
        columns[f"{column}_sealed"] = vault().seal("contestant", row.contestant_id, column, text) if text else None
        columns[f"{column}_index"] = vault().index(column, text) if text else None
    return columns


def _make_people(new: Sequence[dict[str, Any]], progress: Progress) -> None:
    """Many short transactions: whoever marks meanwhile waits for none of them."""
    for at in range(0, len(new), EVERY):
        progress(at, len(new))
        with transaction() as s:
            s.connection().execute(insert(Contestant), new[at : at + EVERY])
    progress(len(new), len(new))


def _forget(contestant_ids: Sequence[str]) -> None:
    """Delete those of these people who have no entry."""
    for at in range(0, len(contestant_ids), EVERY):
        some = contestant_ids[at : at + EVERY]
        without = ~exists().where(Entry.contestant_id == Contestant.id)
        with transaction() as s:
            s.execute(delete(Contestant).where(Contestant.id.in_(some), without))


def _standing(s: Session, event_id: str) -> Standing:
    """How many entries each trade has, and its highest number: whether anything changed is told by it."""
    query = select(Entry.trade_id, func.count(), func.max(Entry.number)).where(Entry.event_id == event_id)
    return {trade_id: (count, last) for trade_id, count, last in s.execute(query.group_by(Entry.trade_id))}


def _lay_out(
    s: Session, batch: ImportBatch, rows: Sequence[Row], units: Mapping[str, tuple[str, str]], standing: Standing
) -> list[dict[str, Any]]:
    """The columns of the entries to make, numbered on from those that stand."""
    trades = {trade.id: trade for trade in events.trades(s, batch.event_id)}
    stages = events.stages(s, batch.event_id)
    query = select(Entry.trade_id, Entry.contestant_id).where(Entry.event_id == batch.event_id)
    there = {(trade_id, contestant_id) for trade_id, contestant_id in s.execute(query)}
    last = {trade_id: number for trade_id, (_, number) in standing.items()}
    now = utcnow()
    entries: list[dict[str, Any]] = []
    for row in rows:
        place = (row.trade_id, row.contestant_id)
        if not row.contestant_id or place in there or row.trade_id not in trades:
            continue
        there.add(place)
        number = last[row.trade_id] = last.get(row.trade_id, 0) + 1
        unit_id, badge = units.get(row.organisation, (None, row.organisation[:1]))
        entries.append(
            {
                "id": new_id(), "event_id": batch.event_id, "trade_id": row.trade_id, "created_at": now, "status": "",
                "stage_id": stages[row.trade_id].id, "contestant_id": row.contestant_id, "number": number,
                "station_code": station_code(trades[row.trade_id].code, number), "organisation_id": unit_id,
                "badge": badge, "organisation_name": row.organisation, "batch_id": batch.id, "withdrawn_at": None,
            }
        )  # fmt: skip
    return entries


def _enter_all(actor: str, batch_id: str, entries: Sequence[dict[str, Any]], standing: Standing) -> int:
    """The one transaction: all entries or none."""
    made = dict(Counter(str(entry["trade_id"]) for entry in entries))
    with transaction() as s:
        batch = _open(s, batch_id)
        _refuse_started(s, batch.event_id, made)
        if _standing(s, batch.event_id) != standing:
            raise Refused("entries_changed")
        if entries:
            s.connection().execute(insert(Entry), entries)
        batch.state, batch.rows_sealed = "IMPORTED", None
        batch.report = batch.report | {"imported": len(entries)}
        s.flush()
        happened(
            ContestantsImported(
                chain=f"event:{batch.event_id}", actor=actor, event_id=batch.event_id, batch_id=batch_id,
                file_name=batch.file_name, counts=made,
            )
        )  # fmt: skip
    return len(entries)
