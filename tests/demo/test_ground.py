"""A demo begins anew in its own folder, and leaves every other database alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from competition.config import Settings, settings_from
from competition.demo.ground import CannotPlay, clear, local_origin, reachable
from tests.conftest import ENVIRON


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """Settings of a demo in an empty folder."""
    environ = {name: text for name, text in ENVIRON.items() if name != "PUBLIC_BASE_URL"}
    return settings_from(environ | {"COMPETITION_DATA": str(tmp_path), "COMPETITION_PORT": "8765"})


def refusal(settings: Settings) -> str:
    with pytest.raises(CannotPlay) as raised:
        clear(settings, 8)
    return raised.value.said.en


def test_clear_refuses_a_database_that_is_not_a_demos(own: Settings):
    file = own.data / "competition.db"
    file.write_bytes(b"somebody's")
    assert refusal(own) == f"The database in {own.data} is not a demo's. Choose another folder with --data."
    assert file.read_bytes() == b"somebody's"


def test_clear_refuses_a_database_elsewhere(own: Settings):
    elsewhere = replace(own, database_url="postgresql+psycopg://localhost/competition")
    assert refusal(elsewhere) == "The demo uses a database of its own in its own folder; DATABASE_URL must not be set."


def test_clear_throws_an_earlier_demo_away(own: Settings):
    clear(own, 8).close()
    for name in ("competition.db", "competition.db-wal", "jobs.db", "judges.json", "keys.env"):
        (own.data / name).write_text(name)
    clear(own, 9).close()
    assert {file.name: file.read_text() for file in own.data.iterdir()} == {
        "demo.json": '{"demo": "craftboard", "seed": 9}',
        "keys.env": "keys.env",
    }


def test_clear_refuses_beside_a_demo_that_runs(own: Settings):
    with clear(own, 8):
        assert refusal(own) == f"A demo is already running in {own.data}."
    clear(own, 8).close()


def test_reachable_gives_other_devices_an_address(own: Settings):
    assert reachable(own) == own
    everywhere = replace(own, host="0.0.0.0", base_url="http://0.0.0.0:8765")
    found = reachable(everywhere)
    assert "0.0.0.0" not in found.base_url
    assert replace(found, base_url=everywhere.base_url) == everywhere
    assert local_origin(found) == "http://127.0.0.1:8765"
