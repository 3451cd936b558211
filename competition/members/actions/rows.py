"""Many members in few statements: memberships closed and opened, changes put on record, columns set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Date, Dialect, LargeBinary, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from competition.members.models import Member, MemberChange, Membership
from competition.store import Base, Utc, utcnow
from competition.store.session import bound

CHUNK = 500
BULK = ("cache_size=-98304", "wal_autocheckpoint=32000", "synchronous=NORMAL")
USUAL = ("cache_size=-2000", "wal_autocheckpoint=1000", "synchronous=FULL")


@dataclass(frozen=True, slots=True)
class Move:
    """One member out of the open membership (if there is one) on a day and into `organisation_id` (None: into none)."""

    member_id: str
    organisation_id: str | None
    on: dt.date
    ended: str
    began: str
    reason: str = ""
    merge_id: str | None = None


@lru_cache(maxsize=64)
def _way(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """How the driver takes a value of this type, None for as it is; days and instants come over and over."""
    if isinstance(kind, LargeBinary):
        return None
    way = kind.dialect_impl(dialect).bind_processor(dialect)
    return lru_cache(maxsize=1 << 15)(way) if way is not None and isinstance(kind, Date | Utc) else way


class Inserting:
    """An INSERT whose rows are made ready for the database's driver before the transaction that sends them, since making
    them ready costs more than inserting them."""

    def __init__(self, model: type[Base], columns: Sequence[str]) -> None:
        table, dialect = cast(Table, model.__table__), bound().writer.dialect
        self._columns = tuple(columns)
        self._ways = [_way(table.c[name].type, dialect) for name in columns]
        places = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(columns))
        self._sql = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - names of our own

    def ready(self, row: dict[str, Any]) -> tuple[Any, ...]:
        """A row as the driver takes it."""
        return tuple(
            [
                way(row[name]) if way is not None else row[name]
                for name, way in zip(self._columns, self._ways, strict=True)
            ]
        )

    def send(self, s: Session, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows that were made ready."""
        if rows:
            s.connection().exec_driver_sql(self._sql, list(rows))


@contextmanager
def in_bulk() -> Iterator[None]:
    """While a worker writes a hundred thousand rows to SQLite: room for the indexes they scatter over, checkpoints that copy
    a page once for many chunks, and no waiting for the disk chunk by chunk.

    After a power cut the last chunks may be missing, each whole and with the line that says how far the import is, so it
    goes on from there; a killed process loses nothing. Whoever commits from elsewhere waits for the disk as ever.
    """
    _set_up(BULK)
    try:
        yield
    finally:
        _set_up(USUAL)


def _set_up(settings: Sequence[str]) -> None:
    store = bound()
    if not store.sqlite:
        return
    connection = store.writer.raw_connection()
    try:
        for setting in settings:
            connection.cursor().execute(f"PRAGMA {setting}")
    finally:
        connection.close()


def move(s: Session, moves: Sequence[Move]) -> None:
    """Close and open memberships; the members' own columns are the caller's."""
    if not moves:
        return
    connection = s.connection()
    connection.execute(
        update(Membership.__table__)  # type: ignore[arg-type]
        .where(Membership.member_id == bindparam("b_member"), Membership.ended == "")
        .values(until=bindparam("b_until"), ended=bindparam("b_ended"), reason=bindparam("b_reason")),
        [
            {"b_member": one.member_id, "b_until": one.on, "b_ended": one.ended, "b_reason": one.reason[:200]}
            for one in moves
        ],
    )
    last = positions(s, [one.member_id for one in moves])
    opening = [
        dict(
            member_id=one.member_id, position=last.get(one.member_id, 0) + 1, organisation_id=one.organisation_id,
            since=one.on, until=None, began=one.began, ended="", reason="", merge_id=one.merge_id,
        )
        for one in moves
        if one.organisation_id is not None
    ]  # fmt: skip
    if opening:
        connection.execute(insert(Membership), opening)


def move_back(s: Session, member_ids: Collection[str], *, opened: bool) -> None:
    """Take the last move of these members back: the membership it opened (if `opened`) goes, the one before is open again."""
    if opened:
        drop_open(s, member_ids)
    last = positions(s, member_ids)
    if last:
        s.connection().execute(
            update(Membership.__table__)  # type: ignore[arg-type]
            .where(Membership.member_id == bindparam("b_member"), Membership.position == bindparam("b_position"))
            .values(until=None, ended="", reason=""),
            [{"b_member": member_id, "b_position": position} for member_id, position in last.items()],
        )


def drop_open(s: Session, member_ids: Collection[str]) -> None:
    """Take out the memberships of these members that have not ended, as if they had never begun."""
    ids = sorted(member_ids)
    for at in range(0, len(ids), CHUNK):
        s.connection().execute(
            delete(Membership).where(Membership.member_id.in_(ids[at : at + CHUNK]), Membership.ended == "")
        )


def positions(s: Session, member_ids: Iterable[str]) -> dict[str, int]:
    """The number of each member's last membership."""
    ids = sorted(set(member_ids))
    found: dict[str, int] = {}
    for at in range(0, len(ids), CHUNK):
        query = select(Membership.member_id, func.max(Membership.position))
        query = query.where(Membership.member_id.in_(ids[at : at + CHUNK])).group_by(Membership.member_id)
        found |= {row[0]: row[1] for row in s.execute(query)}
    return found


def of_ids(s: Session, ids: Collection[str]) -> list[Member]:
    """The members with these ids, in the order of the ids."""
    wanted = list(dict.fromkeys(ids))
    found = {
        one.id: one
        for at in range(0, len(wanted), CHUNK)
        for one in s.scalars(select(Member).where(Member.id.in_(wanted[at : at + CHUNK])))
    }
    return [found[one] for one in wanted if one in found]


def set_units(s: Session, units: dict[str, str | None]) -> None:
    """The unit of the open membership beside each member, one revision further."""
    if units:
        s.connection().execute(
            update(Member.__table__)  # type: ignore[arg-type]
            .where(Member.id == bindparam("b_id"))
            .values(organisation_id=bindparam("b_unit"), rev=Member.rev + 1, changed_at=utcnow()),
            [{"b_id": member_id, "b_unit": unit} for member_id, unit in units.items()],
        )


def set_categories(s: Session, bits: dict[str, int]) -> None:
    """The categories of these members, one revision further."""
    if bits:
        s.connection().execute(
            update(Member.__table__)  # type: ignore[arg-type]
            .where(Member.id == bindparam("b_id"))
            .values(categories=bindparam("b_bits"), rev=Member.rev + 1, changed_at=utcnow()),
            [{"b_id": member_id, "b_bits": one} for member_id, one in bits.items()],
        )


def log(s: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Lines of the log of changes, as `changing.row_of_change` makes them."""
    if rows:
        s.connection().execute(insert(MemberChange), list(rows))


def expire(s: Session) -> None:
    """Forget what was loaded: the statements above went past it."""
    s.expire_all()
