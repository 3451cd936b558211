"""Transactions: one writer at a time, nothing yields inside, and news travels only when the writing is done.

`transaction()` takes the in-process writer lock before BEGIN IMMEDIATE (SQLite). Under green threads a writer that
yields inside would let the next one freeze the process until SQLite's busy timeout; the second writer notices, and in
strict mode (tests) the transaction that yielded is rolled back with YieldedInTransaction.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, overload

import structlog
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from competition.store.ledger import Fact, Head, News, Pen

log = structlog.get_logger()

Reaction = Callable[[Session, Any], None]
Afterwards = Callable[[Any], None]


class YieldedInTransaction(RuntimeError):
    """A write transaction let another writer run before it was over."""


@dataclass
class Reactions:
    """Who reacts to what: `together` in the same transaction, `afterwards` after the commit. Filled by wiring alone."""

    together: dict[type[News], list[Reaction]] = field(default_factory=lambda: defaultdict(list))
    afterwards: dict[type[News], list[Afterwards]] = field(default_factory=lambda: defaultdict(list))


class Writing:
    """What one open write transaction carries."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.pen = Pen(session)
        self.news: list[News] = []


class Store:
    """One database: a reader that cannot write, a writer, the lock, and the reactions."""

    def __init__(self, url: str, *, green: bool = False, strict: bool = False) -> None:
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.green = green
        self.strict = strict
        self.reactions = Reactions()
        self.reader, self.writer = _engines(url)
        self._read = sessionmaker(self.reader, expire_on_commit=False)
        self._write = sessionmaker(self.writer, expire_on_commit=False)
        self._lock = threading.Lock()
        self._yielded = False

    def close(self) -> None:
        self.reader.dispose()
        self.writer.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        writing = _writing.get()
        if writing is not None:
            yield writing.session
            return
        with self._read() as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        outer = _writing.get()
        if outer is not None:
            yield outer.session
            return
        with self._alone(), self._write() as session:
            writing = Writing(session)
            token = _writing.set(writing)
            try:
                yield session
                session.flush()
                writing.pen.put_down()
                if self._yielded and self.strict:
                    raise YieldedInTransaction("a write transaction yielded before it was over")
                session.commit()
            except BaseException:
                session.rollback()
                raise
            finally:
                _writing.reset(token)
        self._tell(writing.news)

    def happened(self, news: News) -> Head | None:
        writing = _writing.get()
        if writing is None:
            raise RuntimeError("happened() outside a transaction")
        head = writing.pen.write(news) if isinstance(news, Fact) else None
        for reaction in self.reactions.together.get(type(news), ()):
            reaction(writing.session, news)
        if type(news) in self.reactions.afterwards:
            writing.news.append(news)
        return head

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self.sqlite:
            yield
            return
        if self.green and not self._lock.acquire(blocking=False):
            self._yielded = True
            log.error("transaction.yielded")
            self._lock.acquire()
        elif not self.green:
            self._lock.acquire()
        try:
            self._yielded = False
            yield
        finally:
            self._lock.release()

    def _tell(self, news: list[News]) -> None:
        for one in news:
            for afterwards in self.reactions.afterwards[type(one)]:
                try:
                    afterwards(one)
                except Exception:
                    log.exception(
                        "reaction.failed", news=type(one).__name__, reaction=getattr(afterwards, "__qualname__", "?")
                    )


_writing: ContextVar[Writing | None] = ContextVar("writing", default=None)
_store: Store | None = None


def bind(store: Store) -> None:
    """Make `store` the store of this process; create_app does it, once a process (each test binds its own)."""
    global _store
    _store = store


def bound() -> Store:
    """The store of this process."""
    if _store is None:
        raise RuntimeError("no store is bound: create_app comes first")
    return _store


@contextmanager
def reading() -> Iterator[Session]:
    """A session that cannot write; inside a transaction, the transaction's own."""
    with bound().reading() as session:
        yield session


def at_one_moment(s: Session) -> None:
    """Answer all that a session of `reading` asks from here on as of one moment, whatever is written meanwhile: before its
    first question. (SQLite always does.)"""
    if s.get_bind().dialect.name == "postgresql":
        s.connection(execution_options={"isolation_level": "REPEATABLE READ"})


@contextmanager
def transaction() -> Iterator[Session]:
    """A write transaction, or the one already open. Never emit, sleep, hash or call a network inside."""
    with bound().transaction() as session:
        yield session


@overload
def happened(news: Fact) -> Head: ...


@overload
def happened(news: News) -> Head | None: ...


def happened(news: News) -> Head | None:
    """Say what happened, inside a transaction: a Fact becomes a ledger line (its head is returned), reactions follow."""
    return bound().happened(news)


def lock_heads(chains: Collection[str]) -> None:
    """Lock the heads of several chains at once inside the open transaction: take them first when you are about to write to them."""
    writing = _writing.get()
    if writing is None:
        raise RuntimeError("lock_heads() outside a transaction")
    writing.pen.lock(chains)


def current_head(chain: str) -> Head:
    """The head of `chain` inside the open transaction, its row locked: take it first when you are about to write to it."""
    writing = _writing.get()
    if writing is None:
        raise RuntimeError("current_head() outside a transaction")
    return writing.pen.head(chain)


def _engines(url: str) -> tuple[Engine, Engine]:
    if not url.startswith("sqlite"):
        reader, writer = (create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True) for _ in range(2))
        writer.dialect.use_insertmanyvalues_wo_returning = True  # many rows in one statement: one wait, not two a row
        return reader.execution_options(postgresql_readonly=True), writer
    reader = create_engine(url, poolclass=QueuePool, pool_size=10, max_overflow=50)
    writer = create_engine(url, poolclass=QueuePool, pool_size=1, max_overflow=0)
    _sqlite(reader, "BEGIN", query_only=True)
    _sqlite(writer, "BEGIN IMMEDIATE", query_only=False)
    return reader, writer


def _sqlite(engine: Engine, begin: str, *, query_only: bool) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA busy_timeout=10000")
        if query_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)
