"""What an import read, until it is in the roll: sealed frames in a file of mode 0600, each one chunk of rows.

A frame is its length (4 bytes, big-endian) and a text sealed by the vault for exactly this import and number.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from competition.members.checking import Read
from competition.store import Refused
from competition.store.vault import vault

LENGTH = struct.Struct(">I")
KEPT_DAYS = 30
NEW, CHANGED, MISSING = "n", "c", "e"


class Staged(NamedTuple):
    """One row to apply. `kind` is NEW, CHANGED or MISSING (a member whom the file leaves out); `need` says what a person
    must allow first: "d" doubt, "u" a unit to be made. Dates are ISO texts, keys (blind indexes) hexadecimal, "" none."""

    kind: str
    row: int
    need: str
    member_id: str
    rev: int
    name: str = ""
    sex: str = ""
    born: str = ""
    id_number: str = ""
    phone: str = ""
    card_number: str = ""
    unit_id: str = ""
    unit: str = ""
    categories: int = 0
    since: str = ""
    consent_on: str = ""
    pinyin: str = ""
    initials: str = ""
    id_key: str = ""
    phone_key: str = ""
    card_key: str = ""


@lru_cache(maxsize=1 << 15)
def day(text: str) -> dt.date | None:
    """The day of an ISO text, None for ""."""
    return dt.date.fromisoformat(text) if text else None


def staged(read: Read, *, member_id: str, rev: int, sounds: tuple[str, str]) -> Staged:
    """A row that was read, ready to lie in a frame; `sounds` are pinyin and initials where they are to be set."""
    need = ("d" if read.has("doubt") else "") + ("u" if read.has("unit") else "")
    return Staged(
        CHANGED if member_id else NEW, read.row, need, member_id, rev, read.name, read.sex,
        read.born.isoformat() if read.born else "", read.id_number, read.phone, read.card_number, read.unit_id,
        read.unit, read.categories, read.since.isoformat() if read.since else "",
        read.consent_on.isoformat() if read.consent_on else "", *sounds, read.id_key.hex(), read.phone_key.hex(),
        read.card_key.hex(),
    )  # fmt: skip


class Frames:
    """A file of sealed frames; `kind` ("rows", "problems") is part of what each is sealed for."""

    def __init__(self, file: Path, batch_id: str, kind: str) -> None:
        self.file = file
        self._batch_id = batch_id
        self._kind = kind
        self.count = 0

    def begin(self) -> None:
        """An empty file that its owner alone may read."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.unlink(missing_ok=True)
        self.file.touch(mode=0o600)
        self.count = 0

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Seal one more frame."""
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        sealed = vault().seal("member_import", self._batch_id, f"{self._kind}:{self.count}", text)
        with self.file.open("ab") as out:
            out.write(LENGTH.pack(len(sealed)) + sealed)
        self.count += 1

    def read(self, start: int = 0) -> Iterator[list[list[Any]]]:
        """The frames from number `start` on. Refused: import_gone when the file is no longer there or does not open."""
        try:
            with self.file.open("rb") as file:
                number = 0
                while head := file.read(LENGTH.size):
                    (length,) = LENGTH.unpack(head)
                    if number < start:
                        file.seek(length, 1)
                    else:
                        sealed = file.read(length)
                        yield json.loads(
                            vault().open("member_import", self._batch_id, f"{self._kind}:{number}", sealed)
                        )
                    number += 1
        except FileNotFoundError:
            raise Refused("import_gone") from None

    def remove(self) -> None:
        """Take the file away."""
        self.file.unlink(missing_ok=True)


def clear_old(folder: Path, now: float) -> None:
    """Take away what imports left longer than KEPT_DAYS ago."""
    for file in folder.glob("*"):
        if file.is_file() and file.stat().st_mtime < now - KEPT_DAYS * 86_400:
            file.unlink(missing_ok=True)
