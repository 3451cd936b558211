"""Lists as spreadsheets: a room says how its table is written, the worker writes it, whoever asked fetches it for an hour.

What a list was asked for may be a person's number, so the arguments lie sealed in the job's row. Cells are text and
never formulas (`web.sheets`).
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from competition.jobs import actions
from competition.store import new_id
from competition.store.vault import vault
from competition.web.sheets import Table, write_tables
from competition.web.speaking import speaking

KIND = "export"
KEPT_SECONDS = 3600
STEP = 500

Writer = Callable[[dict[str, Any]], Table]

_writers: dict[str, Writer] = {}
_folder: Path | None = None
_later: Callable[[], None] | None = None


def writes(table: str) -> Callable[[Writer], Writer]:
    """Register how a table is written: `function(arguments)` in the worker process, in the reader's language."""

    def register(writer: Writer) -> Writer:
        _writers[table] = writer
        return writer

    return register


def use_folder(folder: Path, later: Callable[[], None] | None = None) -> None:
    """Where the files lie; `later` asks the worker to call `clear` when a file written now is too old."""
    global _folder, _later
    _folder, _later = folder, later


def start(table: str, arguments: dict[str, Any], by: str, locale: str, *, name: str, back: str = "") -> str:
    """Begin writing a registered table for a person; returns the id of the job, whose file is at /jobs/<id>/file.

    `arguments` is JSON, `name` the name of the file without its ending, `back` the address of the list.
    """
    if table not in _writers:
        raise ValueError(f"nobody writes {table}")
    key = new_id()
    sealed = base64.b64encode(vault().seal("job", key, "arguments", json.dumps(arguments))).decode()
    payload = {"table": table, "key": key, "arguments": sealed, "locale": locale, "name": name, "back": back}
    return actions.start(KIND, payload, by)


def file_of(job_id: str) -> Path | None:
    """The file that a job wrote, while it is kept."""
    file = _place() / f"{job_id}.xlsx"
    if not file.is_file() or _old(file):
        return None
    return file


def clear() -> None:
    """Take away the files that are older than an hour."""
    for file in _place().glob("*.xlsx"):
        if _old(file):
            file.unlink(missing_ok=True)


@actions.handler(KIND)
def _write(job: actions.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Write the table; a job that is cancelled leaves no file."""
    folder = _place()
    folder.mkdir(parents=True, exist_ok=True)
    clear()
    opened = vault().open("job", payload["key"], "arguments", base64.b64decode(payload["arguments"]))
    with speaking(payload["locale"]):
        table = _writers[payload["table"]](json.loads(opened))
        rows = list(table.rows)
        book = write_tables([replace(table, rows=_counted(job, rows))])
    job.progress(len(rows), len(rows))
    (folder / f"{job.id}.xlsx").write_bytes(book)
    if _later is not None:
        _later()
    return {"rows": len(rows)}


def _counted(job: actions.Running, rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    for done, row in enumerate(rows):
        if done % STEP == 0:
            job.progress(done, len(rows))
        yield row


def _place() -> Path:
    if _folder is None:
        raise RuntimeError("no folder for exports: create_app comes first")
    return _folder


def _old(file: Path) -> bool:
    return file.stat().st_mtime < time.time() - KEPT_SECONDS
