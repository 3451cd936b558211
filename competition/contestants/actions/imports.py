"""Whole entry forms: opened, read, imported in one transaction, undone by batch."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
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

EVERY = 500


@dataclass
class _Prepared:
    """Rows made ready outside the transaction, so that the transaction itself is short."""

    rows: list[Row] = field(default_factory=list)
    contestants: list[dict[str, Any]] = field(default_factory=list)


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


def import_rows(actor: str, batch_id: str, *, doubtful: bool, progress: Callable[[int, int], None]) -> int:
    """Make entries of the good rows, and of the doubtful ones as proposed when told so: all in one transaction.

    People and entries that came up since the form was read are not made twice. `progress(done, total)` may raise to
    stop before anything is kept. Returns how many entries were made. Refused: not_there, batch_not_open,
    stages_started.
    """
    with reading() as s:
        batch = queries.batch(s, batch_id)
        if batch.state != "READ" or batch.rows_sealed is None:
            raise Refused("batch_not_open")
        rows = [Row(**row) for row in json.loads(vault().open("import_batch", batch_id, "rows", batch.rows_sealed))]
        wanted = [row for row in rows if row.state == "good" or (doubtful and row.state == "doubtful")]
        people = queries.by_id_numbers(s, (row.id_number for row in wanted))
    prepared = _prepare(wanted, people, progress)
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state != "READ":
            raise Refused("batch_not_open")
        started = queries.started_trades(s, {row.trade_id for row in prepared.rows}, batch.event_id)
        if started:
            raise Refused("stages_started", names=started)
        made = _write(s, actor, batch, prepared)
        batch.state, batch.rows_sealed = "IMPORTED", None
        batch.report = batch.report | {"imported": sum(made.values()), "doubtful_too": doubtful}
        s.flush()
        happened(
            ContestantsImported(
                chain=f"event:{batch.event_id}", actor=actor, event_id=batch.event_id, batch_id=batch_id,
                file_name=batch.file_name, counts=dict(made),
            )
        )  # fmt: skip
    return sum(made.values())


def undo_import(actor: str, batch_id: str) -> int:
    """Take the entries of an import out again, and the people nobody else needs. Returns how many entries went.

    Refused: not_there, batch_not_imported, stages_started.
    """
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state != "IMPORTED":
            raise Refused("batch_not_imported")
        counts = queries.entries_of_batch(s, batch_id)
        started = queries.started_trades(s, counts.keys(), batch.event_id)
        if started:
            raise Refused("stages_started", names=started)
        people = select(Entry.contestant_id).where(Entry.batch_id == batch_id).scalar_subquery()
        gone = list(s.scalars(select(Contestant.id).where(Contestant.id.in_(people))))
        s.execute(delete(Entry).where(Entry.batch_id == batch_id))
        for at in range(0, len(gone), EVERY):
            some = gone[at : at + EVERY]
            s.execute(
                delete(Contestant).where(Contestant.id.in_(some), ~exists().where(Entry.contestant_id == Contestant.id))
            )
        batch.state, batch.undone_at = "UNDONE", utcnow()
        s.flush()
        happened(
            ImportUndone(
                chain=f"event:{batch.event_id}", actor=actor, event_id=batch.event_id, batch_id=batch_id, counts=counts
            )
        )
    return sum(counts.values())


def _prepare(
    rows: Sequence[Row], people: dict[str, tuple[str, str]], progress: Callable[[int, int], None]
) -> _Prepared:
    prepared = _Prepared()
    made: dict[str, str] = {}
    for at, row in enumerate(rows):
        if at % EVERY == 0:
            progress(at, len(rows))
        known = people.get(row.id_number)
        if known is not None and known[1] != row.name:
            continue
        row.contestant_id = known[0] if known else made.get(row.id_number, "") if row.id_number else ""
        if not row.contestant_id:
            row.contestant_id = new_id()
            made[row.id_number] = row.contestant_id
            prepared.contestants.append(_sealed(row))
        prepared.rows.append(row)
    progress(len(rows), len(rows))
    return prepared


def _sealed(row: Row) -> dict[str, Any]:
    """The columns of a new contestant."""
    columns: dict[str, Any] = {
        "id": row.contestant_id, "name": row.name, "sex": row.sex, "employer": row.employer, "created_at": utcnow(),
        "organisation_id": None,
    }  # fmt: skip
    for column in ("id_number", "phone"):
        text = getattr(row, column)
        columns[f"{column}_sealed"] = vault().seal("contestant", row.contestant_id, column, text) if text else None
        columns[f"{column}_index"] = vault().index(column, text) if text else None
    return columns


def _write(s: Session, actor: str, batch: ImportBatch, prepared: _Prepared) -> Counter[str]:
    units = _units(s, actor, {row.organisation for row in prepared.rows} - {""})
    wanted = {row.contestant_id: row.organisation for row in prepared.rows}
    for columns in prepared.contestants:
        columns["organisation_id"] = units.get(wanted[columns["id"]], (None, ""))[0]
    if prepared.contestants:
        s.execute(insert(Contestant), prepared.contestants)
    trades = {trade.id: trade for trade in events.trades(s, batch.event_id)}
    stages = events.stages(s, batch.event_id)
    last = dict(
        s.execute(
            select(Entry.trade_id, func.max(Entry.number))
            .where(Entry.event_id == batch.event_id)
            .group_by(Entry.trade_id)
        ).all()
    )
    there = {
        tuple(row)
        for row in s.execute(select(Entry.trade_id, Entry.contestant_id).where(Entry.event_id == batch.event_id))
    }
    made: Counter[str] = Counter()
    entries = []
    now = utcnow()
    for row in prepared.rows:
        if (row.trade_id, row.contestant_id) in there or row.trade_id not in trades:
            continue
        there.add((row.trade_id, row.contestant_id))
        number = last[row.trade_id] = last.get(row.trade_id, 0) + 1
        unit_id, badge = units.get(row.organisation, (None, row.organisation[:1]))
        made[row.trade_id] += 1
        entries.append(
            {
                "id": new_id(),
                "event_id": batch.event_id,
                "trade_id": row.trade_id,
                "stage_id": stages[row.trade_id].id,
                "contestant_id": row.contestant_id,
                "number": number,
                "organisation_id": unit_id,
                "station_code": station_code(trades[row.trade_id].code, number),
                "badge": badge,
                "status": "",
                "organisation_name": row.organisation,
                "batch_id": batch.id,
                "created_at": now,
                "withdrawn_at": None,
            }
        )
    if entries:
        s.execute(insert(Entry), entries)
    return made


def _units(s: Session, actor: str, names: set[str]) -> dict[str, tuple[str | None, str]]:
    """Organisation id and badge by name; a unit nobody knows joins the tree as an enterprise."""
    known = organisation_queries.by_names(s)
    for name in sorted(names - known.keys()):
        organisations.add_organisation(actor, name=name, level="enterprise")
    return {name: (one.id, one.badge) for name, one in organisation_queries.by_names(s).items() if name in names}
