"""The life of an import: sent in, read, applied chunk by chunk, stopped, resumed, done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from competition.members import numbers, queries
from competition.members.facts import MemberImportStopped, MemberImportUndone, MembersImported
from competition.members.models import MemberImport
from competition.store import Refused, happened, new_id, transaction, utcnow


def open_batch(actor: str, *, file_name: str, options: Mapping[str, Any]) -> str:
    """Take in a list of members that a job will read. Returns the import's id."""
    with transaction() as s:
        one = MemberImport(
            id=new_id(), file_name=numbers.without_numbers(file_name)[:200], by=actor, state="READING", options=dict(options),
            report={}, counts={}, cursor={}, chunks=0, applied=0,
        )  # fmt: skip
        s.add(one)
    return one.id


def keep_job(batch_id: str, job_id: str) -> None:
    """Which job is at work on an import, so that its page knows whether it still is."""
    with transaction() as s:
        queries.batch(s, batch_id).job_id = job_id


def keep_report(batch_id: str, report: dict[str, Any], chunks: int) -> None:
    """Keep what was understood; the rows lie staged."""
    with transaction() as s:
        one = queries.batch(s, batch_id)
        if one.state == "READING":
            one.state, one.report, one.chunks = "READ", report, chunks


def fail_batch(batch_id: str, code: str, facts: dict[str, Any]) -> None:
    """The file could not be read, or somebody stopped reading it; why stays with it."""
    with transaction() as s:
        one = queries.batch(s, batch_id)
        if one.state == "READING":
            one.state, one.report, one.ended_at = "FAILED", {"code": code, "facts": facts}, utcnow()


def begin(batch_id: str, options: Mapping[str, Any]) -> None:
    """Let an import that was read or stopped be applied; what a person allowed is kept at its beginning.

    Refused: not_there, import_not_open, import_at_work (another one is).
    """
    with transaction() as s:
        one = queries.batch(s, batch_id)
        if one.state not in ("READ", "STOPPED", "APPLYING"):
            raise Refused("import_not_open")
        if queries.running_batch(s, without=batch_id) is not None:
            raise Refused("import_at_work")
        if one.state == "READ":
            one.options = {**one.options, **options}
        one.state = "APPLYING"


def begin_undo(batch_id: str) -> None:
    """Let an import be taken back, whether it is whole, stopped half-way or left by a worker that died.

    Refused: not_there, import_not_applied, import_at_work.
    """
    with transaction() as s:
        one = queries.batch(s, batch_id)
        if one.state not in ("APPLIED", "STOPPED", "APPLYING", "UNDOING"):
            raise Refused("import_not_applied")
        if queries.running_batch(s, without=batch_id) is not None:
            raise Refused("import_at_work")
        one.state = "UNDOING"


def claim(s: Session, batch_id: str, number: int, counts: Mapping[str, int]) -> None:
    """Say in a chunk's own transaction that chunk `number` is in, and what all of them did so far.

    Refused: import_elsewhere when it was in already: another worker has it.
    """
    at = update(MemberImport).where(
        MemberImport.id == batch_id, MemberImport.state == "APPLYING", MemberImport.applied == number
    )
    if not s.execute(at.values(applied=number + 1, counts=dict(counts))).rowcount:  # type: ignore[attr-defined]
        raise Refused("import_elsewhere")


def stop(actor: str, batch_id: str) -> None:
    """Between two chunks: what is in stays in."""
    with transaction() as s:
        one = queries.batch(s, batch_id)
        if one.state != "APPLYING":
            return
        one.state = "STOPPED"
        s.flush()
        happened(MemberImportStopped(actor=actor, batch_id=batch_id, counts=dict(one.counts)))


def finish(actor: str, batch_id: str) -> dict[str, Any]:
    """All chunks are in: one line in the ledger for the whole. Returns what they did."""
    with transaction() as s:
        one = queries.batch(s, batch_id)
        counts = dict(one.counts)
        if one.state == "APPLYING":
            one.state, one.ended_at = "APPLIED", utcnow()
            s.flush()
            happened(MembersImported(actor=actor, batch_id=batch_id, file_name=one.file_name, counts=counts))
    return counts


def finish_undo(actor: str, batch_id: str) -> dict[str, Any]:
    """Everything that could be taken back has been. Returns what was."""
    with transaction() as s:
        one = queries.batch(s, batch_id)
        undone = dict(one.cursor.get("counts", {}))
        if one.state == "UNDOING":
            one.state, one.ended_at = "UNDONE", utcnow()
            s.flush()
            happened(MemberImportUndone(actor=actor, batch_id=batch_id, counts=undone))
    return undone


def drop(batch_id: str) -> None:
    """Give up an import that was read and not applied. Refused: not_there, import_not_open."""
    with transaction() as s:
        one = queries.batch(s, batch_id)
        if one.state not in ("READ", "READING"):
            raise Refused("import_not_open")
        one.state, one.report, one.ended_at = "FAILED", {**one.report, "code": "dropped", "facts": {}}, utcnow()
