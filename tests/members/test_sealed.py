"""No number of a planted member lies open anywhere: not in the database, its log, the staged file or what was logged (P20);
and a number that nobody has is answered like one that somebody has (P26)."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from competition.members import actions, queries
from competition.store import reading
from competition.store.session import Store
from tests.members import roll
from tests.world import World

UNIT = "青溪机械厂工会"
PLANTED = 200


def test_no_number_lies_open_anywhere(
    app: Flask, world: World, store: Store, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    by = world.person("苏明", "suming")
    folder = tmp_path / "imports"
    roll.unit(UNIT)
    rows = [roll.row(n, UNIT, **({"手机号": f"x{roll.phone(n)}"} if n % 50 == 0 else {})) for n in range(PLANTED)]
    read = roll.sent(by, folder, roll.csv_bytes(rows), f"{roll.id_number(0)}.csv")
    staged = b"".join(file.read_bytes() for file in folder.iterdir())
    roll.applied(by, folder, read.id, doubtful=True)
    later = [roll.row(n, UNIT, 手机号=roll.phone(n + 500), 会员卡号=roll.card(n + 500)) for n in range(0, PLANTED, 3)]
    roll.applied(by, folder, roll.sent(by, folder, roll.csv_bytes(later)).id)
    known = roll.found(3)
    assert known is not None
    actions.edit_member(by, known.id, roll.details(3, phone=roll.phone(900)), rev=2)
    actions.unmask(by, known.id, reason="核对")
    numbers = [make(n) for n in range(PLANTED) for make in (roll.id_number, roll.phone, roll.card)]
    numbers += [make(n + 500) for n in range(0, PLANTED, 3) for make in (roll.phone, roll.card)] + [roll.phone(900)]

    said = capfd.readouterr()
    kept = staged + (said.out + said.err).encode() + _database(store, tmp_path)
    assert [number for number in numbers if number.encode() in kept] == []


def _database(store: Store, folder: Path) -> bytes:
    """Everything the database has on disk (SQLite), or all its rows as text (PostgreSQL)."""
    if store.sqlite:
        return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    with reading() as s:
        tables = s.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        rows = (row for table in tables for row in s.execute(text(f'SELECT t::text FROM "{table}" t')))
        return "\n".join(str(row[0]) for row in rows).encode()


def test_an_unknown_number_takes_the_same_queries_as_a_known_one(world: World, store: Store) -> None:
    from sqlalchemy import event

    roll.member(1, roll.unit(UNIT))
    asked: list[list[str]] = []
    for number in (roll.id_number(1), roll.id_number(2), roll.phone(1), roll.phone(2)):
        statements: list[str] = []

        def listen(_c: object, _cursor: object, statement: str, *_rest: object, heard: list[str] = statements) -> None:
            heard.append(statement)

        event.listen(store.reader, "before_cursor_execute", listen)
        with reading() as s:
            queries.known_by_number(s, number)
        event.remove(store.reader, "before_cursor_execute", listen)
        asked.append(statements)
    assert asked == [asked[0]] * 4
