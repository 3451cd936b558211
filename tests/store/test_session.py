"""Transactions and the news they carry."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from competition.store import News, happened, reading, transaction
from competition.store.session import Store, YieldedInTransaction


@dataclass(frozen=True, kw_only=True)
class Rang(News):
    times: int


@pytest.fixture(autouse=True)
def plain_logs() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_reader_cannot_write(store: Store) -> None:
    with reading() as s, pytest.raises(DBAPIError):
        s.execute(text("DELETE FROM job"))


def test_news_is_told_afterwards_and_only_when_committed(store: Store) -> None:
    heard: list[Any] = []
    store.reactions.afterwards[Rang].append(lambda news: heard.append(news.times))

    with transaction():
        happened(Rang(times=1))
        assert heard == []
    with pytest.raises(ZeroDivisionError), transaction():
        happened(Rang(times=2))
        raise ZeroDivisionError

    assert heard == [1]


def test_reaction_that_fails_together_undoes_the_action(store: Store) -> None:
    def fail(s: Session, news: Rang) -> None:
        raise ZeroDivisionError

    store.reactions.together[Rang].append(fail)

    with pytest.raises(ZeroDivisionError), transaction() as s:
        s.execute(text("INSERT INTO ledger_head (chain, seq, hash) VALUES ('x', 0, 'y')"))
        happened(Rang(times=1))

    with reading() as s:
        assert s.scalar(text("SELECT count(*) FROM ledger_head")) == 0


def test_reaction_that_fails_afterwards_is_logged_and_the_others_run(store: Store) -> None:
    heard: list[int] = []

    def fail(news: Rang) -> None:
        raise ZeroDivisionError

    store.reactions.afterwards[Rang].extend([fail, lambda news: heard.append(news.times)])

    with capture_logs() as said, transaction():
        happened(Rang(times=3))

    assert heard == [3]
    assert [line["event"] for line in said] == ["reaction.failed"]


def test_transaction_inside_another_joins_it(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), transaction() as outer:
        with transaction() as inner:
            assert inner is outer
            inner.execute(text("INSERT INTO ledger_head (chain, seq, hash) VALUES ('x', 0, 'y')"))
        raise ZeroDivisionError

    with reading() as s:
        assert s.scalar(text("SELECT count(*) FROM ledger_head")) == 0


def test_happened_outside_a_transaction_is_refused(store: Store) -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        happened(Rang(times=1))


def test_transaction_that_lets_another_writer_in_is_rolled_back(sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "green.db")
    store = Store(f"sqlite:///{tmp_path / 'green.db'}", green=True, strict=True)

    with pytest.raises(YieldedInTransaction), store.transaction() as s:
        s.execute(text("INSERT INTO ledger_head (chain, seq, hash) VALUES ('x', 0, 'y')"))
        other = threading.Thread(target=lambda: store.transaction().__enter__())
        other.start()
        while not store._yielded:
            other.join(0.01)

    other.join()
    with store.reading() as s:
        assert s.scalar(text("SELECT count(*) FROM ledger_head")) == 0
    store.close()
