"""The ledger: append-only, hash-chained lines, one chain a trade; every fact is a line in its own transaction.

A line's hash is SHA-256 over the canonical JSON of [chain, seq, prev, kind, op_id, actor, device, at, body]: sorted
keys, no spaces, UTF-8. Whoever holds an old (seq, hash) can see any later change of what came before it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Index, Integer, String, Text, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from competition.store.base import Base, Id, new_id, utcnow
from competition.store.triggers import append_only
from competition.store.upsert import upsert

GENESIS = "0" * 64
HOUSE = "house"


@dataclass(frozen=True, kw_only=True)
class News:
    """Something that happened and that other rooms react to, without a line of its own in the ledger."""


@dataclass(frozen=True, kw_only=True)
class Fact(News):
    """Something that happened and stays on record: a line of `chain`, said by `actor` (a person's id or "system").

    `subjects` names those of its fields that hold the id (or a list of ids) of a thing whose log of activity shows it.
    """

    kind: ClassVar[str]
    subjects: ClassVar[tuple[str, ...]] = ()
    chain: str = HOUSE
    actor: str = "system"
    op_id: str = field(default_factory=new_id)
    device: str | None = None


@dataclass(frozen=True)
class Head:
    """Where a chain stands: the last line's number and hash (64 hex digits). (0, zeros) before the first."""

    seq: int
    hash: str


class LedgerLine(Base):
    __tablename__ = "ledger_line"

    chain: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    op_id: Mapped[str] = mapped_column(Id, unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(36))
    device: Mapped[str | None] = mapped_column(Id)
    at: Mapped[str] = mapped_column(String(32))
    body: Mapped[str] = mapped_column(Text)
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index(None, "kind"),)


class LedgerHead(Base):
    __tablename__ = "ledger_head"

    chain: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(64))


class LedgerSubject(Base):
    """Which lines speak of a thing: an index of the ledger, made with it."""

    __tablename__ = "ledger_subject"

    subject_id: Mapped[str] = mapped_column(Id, primary_key=True)
    chain: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)


append_only(LedgerLine)

_ENVELOPE = {f.name for f in dataclasses.fields(Fact)}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot stand in the ledger")


def canonical(value: Any) -> str:
    """The one spelling of a JSON value: sorted keys, no spaces, no escapes beyond JSON's own. Floats are refused."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain)


def line_hash(
    chain: str, seq: int, prev: str, kind: str, op_id: str, actor: str, device: str | None, at: str, body: str
) -> str:
    """The hash of one line, 64 hex digits, from its other columns."""
    text = canonical([chain, seq, prev, kind, op_id, actor, device, at, body])
    return hashlib.sha256(text.encode()).hexdigest()


_said: dict[type[Fact], tuple[str, ...]] = {}


def _said_by(kind: type[Fact]) -> tuple[str, ...]:
    """The names of what a kind of fact says, beside its envelope; looked up once a kind."""
    if kind not in _said:
        _said[kind] = tuple(f.name for f in dataclasses.fields(kind) if f.name not in _ENVELOPE)
    return _said[kind]


def _subjects_of(fact: Fact) -> set[str]:
    found: set[str] = set()
    for name in fact.subjects:
        value = getattr(fact, name)
        found.update([value] if isinstance(value, str) else value or ())
    return found


class Pen:
    """Writes lines within one transaction: heads are locked once, lines go out in one statement at `put_down`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._heads: dict[str, Head] = {}
        self._lines: list[dict[str, Any]] = []
        self._subjects: list[dict[str, Any]] = []

    def head(self, chain: str) -> Head:
        """The chain's head as this transaction sees it, its row locked until the commit."""
        if chain not in self._heads:
            self.lock([chain])
        return self._heads[chain]

    def lock(self, chains: Collection[str]) -> None:
        """Lock the heads of these chains, always in the order of their names, so that two writers cannot wait for each other."""
        chains = sorted(set(chains) - self._heads.keys())
        query = select(LedgerHead.chain, LedgerHead.seq, LedgerHead.hash).where(LedgerHead.chain.in_(chains))
        query = query.order_by(LedgerHead.chain).with_for_update()
        rows = self._session.execute(query).all()
        if len(rows) < len(chains):
            insert_new = postgresql.insert if self._session.get_bind().dialect.name == "postgresql" else sqlite.insert
            fresh = [{"chain": chain, "seq": 0, "hash": GENESIS} for chain in chains]
            self._session.execute(insert_new(LedgerHead).on_conflict_do_nothing(), fresh)
            rows = self._session.execute(query).all()
        self._heads |= {row.chain: Head(row.seq, row.hash) for row in rows}

    def write(self, fact: Fact) -> Head:
        """Append one fact; returns the new head."""
        before = self.head(fact.chain)
        body = canonical({name: getattr(fact, name) for name in _said_by(type(fact))})
        at = utcnow().isoformat(timespec="microseconds")
        seq = before.seq + 1
        digest = line_hash(fact.chain, seq, before.hash, fact.kind, fact.op_id, fact.actor, fact.device, at, body)
        self._lines.append(
            dict(chain=fact.chain, seq=seq, op_id=fact.op_id, kind=fact.kind, actor=fact.actor, device=fact.device)
            | dict(at=at, body=body, prev=before.hash, hash=digest)
        )
        self._subjects += [dict(subject_id=one, chain=fact.chain, seq=seq) for one in _subjects_of(fact)]
        self._heads[fact.chain] = Head(seq, digest)
        return self._heads[fact.chain]

    def put_down(self) -> None:
        """Send what was written to the database, in the transaction that is open."""
        if not self._lines:
            return
        self._session.execute(insert(LedgerLine), self._lines)
        if self._subjects:
            self._session.execute(insert(LedgerSubject), self._subjects)
            self._subjects.clear()
        chains = sorted({line["chain"] for line in self._lines})
        heads = ((chain, self._heads[chain]) for chain in chains)
        upsert(
            self._session, LedgerHead, [{"chain": chain, "seq": head.seq, "hash": head.hash} for chain, head in heads]
        )
        self._lines.clear()


def lines(s: Session, chain: str, after: int = 0, limit: int | None = None) -> list[LedgerLine]:
    """The lines of a chain in order, after number `after`."""
    return list(
        s.scalars(
            select(LedgerLine)
            .where(LedgerLine.chain == chain, LedgerLine.seq > after)
            .order_by(LedgerLine.seq)
            .limit(limit)
        )
    )


def lines_of(s: Session, subject_id: str, offset: int = 0, limit: int | None = None) -> list[LedgerLine]:
    """The lines that speak of a thing, the latest first."""
    spoken = (LedgerSubject.chain == LedgerLine.chain) & (LedgerSubject.seq == LedgerLine.seq)
    query = select(LedgerLine).join(LedgerSubject, spoken).where(LedgerSubject.subject_id == subject_id)
    return list(s.scalars(query.order_by(LedgerLine.at.desc(), LedgerLine.seq.desc()).offset(offset).limit(limit)))


def head_of(s: Session, chain: str) -> Head:
    """The head of a chain without locking it."""
    row = s.get(LedgerHead, chain)
    return Head(row.seq, row.hash) if row else Head(0, GENESIS)


@dataclass(frozen=True)
class Fault:
    """A place where a chain does not hold: `why` is "gap", "prev", "hash" or "head"."""

    chain: str
    seq: int
    why: str


def faults(s: Session) -> Iterator[Fault]:
    """Every place where a chain in the database does not hold; nothing when all is as it was written."""
    for chain in s.scalars(select(LedgerHead.chain).order_by(LedgerHead.chain)):
        expected, prev = 0, GENESIS
        query = (
            select(LedgerLine)
            .where(LedgerLine.chain == chain)
            .order_by(LedgerLine.seq)
            .execution_options(yield_per=1000)
        )
        for line in s.scalars(query):
            expected += 1
            if line.seq != expected:
                yield Fault(chain, expected, "gap")
                expected = line.seq
            if line.prev != prev:
                yield Fault(chain, line.seq, "prev")
            if line.hash != line_hash(
                line.chain, line.seq, line.prev, line.kind, line.op_id, line.actor, line.device, line.at, line.body
            ):
                yield Fault(chain, line.seq, "hash")
            prev = line.hash
        if head_of(s, chain) != Head(expected, prev):
            yield Fault(chain, expected, "head")
