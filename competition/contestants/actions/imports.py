"""Entry forms as they are sent in: opened, read, decided upon, given up. Their rows lie sealed until they are imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.contestants.models import ImportBatch, ImportPulse
from competition.contestants.reading import Form
from competition.contestants.reading.keeping import dumped, loaded
from competition.events import queries as events
from competition.store import Refused, new_id, reading, transaction, utcnow
from competition.store.vault import vault

OPEN = ("READING", "READ", "FAILED")
MOST_CELLS = 20_000


def open_batch(actor: str, event_id: str, *, trade_id: str | None, file_name: str) -> str:
    """Take in an entry form that a job will read. Returns the batch's id. Refused: not_there."""
    with transaction() as s:
        events.event(s, event_id)
        if trade_id is not None:
            events.trade(s, trade_id, event_id)
        batch = ImportBatch(
            id=new_id(), event_id=event_id, trade_id=trade_id, file_name=file_name[:200], state="READING", report={},
            decisions={}, by=actor,
        )  # fmt: skip
        s.add(batch)
        s.flush()
        beat(s, batch.id)
    return batch.id


def keep_reading(batch_id: str, forms: Sequence[Form], others: Sequence[str], report: dict[str, Any]) -> None:
    """Keep what was understood of a form: the report as it is shown, the rows sealed."""
    sealed = vault().seal("import_batch", batch_id, "rows", dumped(forms))
    kept = report | {"others": list(others)}
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state == "READING":
            batch.state, batch.report, batch.rows_sealed = "READ", kept, sealed


def keep_report(batch_id: str, report: dict[str, Any]) -> None:
    """Keep what a second look found, after somebody decided something."""
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state == "READ":
            batch.report = batch.report | report


def forms_of(batch_id: str) -> tuple[ImportBatch, list[Form]]:
    """The batch and its forms as they were read. Refused: not_there, batch_not_open."""
    with reading() as s:
        batch = queries.batch(s, batch_id)
    if batch.rows_sealed is None:
        raise Refused("batch_not_open")
    return batch, loaded(vault().open("import_batch", batch_id, "rows", batch.rows_sealed))


def fail_batch(batch_id: str, code: str, facts: dict[str, Any]) -> None:
    """The form could not be read; why stays with it."""
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state == "READING":
            batch.state, batch.report = "FAILED", {"code": code, "facts": facts}


def decide(batch_id: str, said: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what a person decided: `said` has kinds, cells, trades and units, and whole (doubtful: "1" imports what
    nobody decided about as proposed); an empty choice takes one back.

    Refused: not_there, batch_not_open.
    """
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state != "READ":
            raise Refused("batch_not_open")
        kept = dict(batch.decisions)
        for group, choices in said.items():
            after = dict(kept.get(group, {})) | dict(choices)
            kept[group] = {key: choice for key, choice in list(after.items())[:MOST_CELLS] if choice}
        batch.decisions = kept


def alive(batch_id: str) -> None:
    """The batch's job gives a sign of life."""
    with transaction() as s:
        beat(s, batch_id)


def beat(s: Session, batch_id: str) -> None:
    """In the caller's transaction: the batch's job lives."""
    s.merge(ImportPulse(batch_id=batch_id, at=utcnow()))


def read_again(batch_id: str, event_id: str) -> None:
    """A form whose reading was cut short will be read once more. Refused: not_there, batch_not_open."""
    with transaction() as s:
        batch = queries.batch(s, batch_id, event_id)
        if batch.state != "READING":
            raise Refused("batch_not_open")
        beat(s, batch_id)


def discard(batch_id: str, event_id: str) -> None:
    """Give a form up that has not been imported: its rows are gone. Refused: not_there, batch_not_open."""
    with transaction() as s:
        batch = queries.batch(s, batch_id, event_id)
        if batch.state not in OPEN:
            raise Refused("batch_not_open")
        batch.state, batch.rows_sealed, batch.decisions = "DISCARDED", None, {}
        batch.report = {}
