"""The hash-chained ledger and the append-only tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from competition.store import Fact, happened, new_id, reading, transaction
from competition.store.ledger import GENESIS, Fault, Head, faults, head_of, line_hash, lines
from competition.store.session import Store
from competition.store.triggers import APPEND_ONLY
from tests.world import World


@dataclass(frozen=True, kw_only=True)
class Rung(Fact):
    kind: ClassVar[str] = "bell.rung"
    times: int


def test_fact_becomes_a_line_whose_hash_anyone_can_compute(store: Store) -> None:
    with transaction():
        first = happened(Rung(chain="trade:1", actor="a", times=1))
        second = happened(Rung(chain="trade:1", actor="a", times=2))

    with reading() as s:
        kept = lines(s, "trade:1")
    assert first is not None
    assert [(line.seq, line.prev, line.body) for line in kept] == [
        (1, GENESIS, '{"times":1}'),
        (2, first.hash, '{"times":2}'),
    ]
    line = kept[1]
    assert line.hash == line_hash("trade:1", 2, first.hash, "bell.rung", line.op_id, "a", None, line.at, '{"times":2}')
    with reading() as s:
        assert head_of(s, "trade:1") == second == Head(2, line.hash)


def test_line_goes_with_its_transaction(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        happened(Rung(chain="trade:1", times=1))
        raise ZeroDivisionError

    with reading() as s:
        assert (lines(s, "trade:1"), head_of(s, "trade:1")) == ([], Head(0, GENESIS))


def test_same_op_id_is_refused_by_the_database(store: Store) -> None:
    op_id = new_id()
    with transaction():
        happened(Rung(chain="trade:1", times=1, op_id=op_id))

    with pytest.raises(DBAPIError), transaction():
        happened(Rung(chain="trade:2", times=1, op_id=op_id))


def test_faults_finds_what_an_insider_changed(store: Store) -> None:
    with transaction():
        for times in range(1, 5):
            happened(Rung(chain="trade:1", times=times))
    with transaction() as s:
        guard = "DROP TRIGGER ledger_line_no_update" if store.sqlite else "ALTER TABLE ledger_line DISABLE TRIGGER ALL"
        s.execute(text(guard))
        s.execute(text("UPDATE ledger_line SET body = :body WHERE seq = 2"), {"body": '{"times":9}'})

    with reading() as s:
        assert list(faults(s)) == [Fault("trade:1", 2, "hash")]


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_append_only_tables_refuse_change_and_removal(world: World, store: Store, verb: str) -> None:
    contest = world.started(judges=1)
    contest.finish(0, "90", "12", ["2"])
    with reading() as s:
        tables = [table for table in APPEND_ONLY if s.scalar(text(f"SELECT count(*) FROM {table}"))]

    for table in tables:
        if verb == "TRUNCATE" and store.sqlite:
            continue
        statement = {
            "UPDATE": f"UPDATE {table} SET id = id",
            "DELETE": f"DELETE FROM {table}",
            "TRUNCATE": f"TRUNCATE {table} CASCADE",
        }[verb]
        if table == "ledger_line":
            statement = statement.replace("id = id", "seq = seq")
        with pytest.raises(DBAPIError, match=f"{table} is append-only"), transaction() as s:
            s.execute(text(statement))

    with reading() as s:
        assert list(faults(s)) == []
    assert {"ledger_line", "mark", "operation", "plan", "sheet_move"} <= set(tables)


def test_every_append_only_table_has_its_triggers(world: World, store: Store) -> None:
    with reading() as s:
        if store.sqlite:
            query = "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name"
        else:
            query = "SELECT event_object_table, count(DISTINCT event_manipulation) FROM information_schema.triggers GROUP BY 1"
        found = {row[0]: row[1] for row in s.execute(text(query))}

    assert found == dict.fromkeys(APPEND_ONLY, 2)
