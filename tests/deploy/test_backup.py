"""backup.sh copies a database in use, checks the copy, and keeps as many as it was told."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests.services.postgresql import binaries

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "backup.sh"


def back_up(folder: Path, environment: dict[str, str], *, copies: int = 3) -> subprocess.CompletedProcess[str]:
    chosen = {"PATH": f"{binaries()}:{os.environ['PATH']}", "PYTHON": sys.executable, **environment}
    return subprocess.run(
        [str(SCRIPT), str(folder), str(copies)], env=chosen, capture_output=True, text=True, check=False
    )


def rows_of(copy: Path) -> list[tuple[str]]:
    with contextlib.closing(sqlite3.connect(copy)) as database:
        return database.execute("SELECT value FROM mark ORDER BY rowid").fetchall()


def test_backup_of_sqlite_holds_what_was_committed_and_nothing_else(tmp_path):
    original = tmp_path / "competition.db"
    with contextlib.closing(sqlite3.connect(original, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE mark (value TEXT)")
        writer.execute("INSERT INTO mark VALUES ('32.014')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO mark VALUES ('not yet')")

        done = back_up(tmp_path / "copies", {"COMPETITION_DATA": str(tmp_path)})

        assert (done.returncode, done.stderr) == (0, "")
        assert rows_of(Path(done.stdout.strip())) == [("32.014",)]


def test_backup_keeps_the_newest_copies(tmp_path):
    with contextlib.closing(sqlite3.connect(tmp_path / "competition.db")) as database:
        database.execute("CREATE TABLE mark (value TEXT)")
    folder = tmp_path / "copies"
    folder.mkdir()
    for day in range(1, 5):
        (folder / f"competition-2026110{day}T080000Z.db").touch()

    done = back_up(folder, {"COMPETITION_DATA": str(tmp_path)}, copies=2)

    assert sorted(folder.iterdir()) == [folder / "competition-20261104T080000Z.db", Path(done.stdout.strip())]


def test_backup_without_a_database_fails_and_leaves_no_copy(tmp_path):
    done = back_up(tmp_path / "copies", {"COMPETITION_DATA": str(tmp_path)})

    assert done.returncode != 0
    assert [path.name for path in (tmp_path / "copies").iterdir() if path.suffix != ".part"] == []


def test_backup_of_postgresql_can_be_restored(postgresql, tmp_path):
    original, restored = postgresql.create_database(), postgresql.create_database()
    with psycopg.connect(plain(original)) as connection:
        connection.execute("CREATE TABLE mark (value text)")
        connection.execute("INSERT INTO mark VALUES ('32.014')")

    done = back_up(tmp_path, {"DATABASE_URL": original})
    subprocess.run([str(binaries() / "pg_restore"), f"--dbname={plain(restored)}", done.stdout.strip()], check=True)

    with psycopg.connect(plain(restored)) as connection:
        assert connection.execute("SELECT value FROM mark").fetchall() == [("32.014",)]


def plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
