"""A worker is killed while it applies a list of 20,000: it goes on exactly where it stood, and nobody is there twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from competition.app import create_app
from competition.config import Settings
from competition.jobs import queries as job_queries
from competition.members import actions, work
from competition.members.models import MemberImport
from competition.store import reading
from tests.live.house import environment
from tests.members import roll
from tests.world import World

ROWS = 20_000
PATIENCE = 240.0


@pytest.mark.timing
def test_an_import_goes_on_where_a_killed_worker_left_it(settings: Settings, tmp_path: Path) -> None:
    app = create_app(replace(settings, jobs_inline=False))
    folder = tmp_path / "imports"
    try:
        by = World(app).person("苏明", "suming")
        roll.unit("青溪机械厂工会")
        content = roll.csv_bytes([roll.row(n, "青溪机械厂工会") for n in range(ROWS)])
        read = roll.sent(by, folder, content)
        first = _worker(tmp_path, settings)
        try:
            batch = _until(read.id, "READ")
            actions.begin(batch.id, {})
            job_id = roll.start(work.APPLY, by, folder, batch.id)
            _until(batch.id, "APPLYING", applied=7)
        finally:
            os.kill(first.pid, signal.SIGKILL)
            first.wait(10)
        left = roll.standing(batch.id)
        assert (left.state, left.applied < left.chunks, roll.count()) == ("APPLYING", True, left.counts["created"])

        second = _worker(tmp_path, settings)
        try:
            _until_over(job_id)
            actions.begin(batch.id, {})
            roll.start(work.APPLY, by, folder, batch.id)
            done = _until(batch.id, "APPLIED")
        finally:
            second.terminate()
            second.wait(20)
        with reading() as s:
            lines = s.execute(text("SELECT count(*) FROM ledger_line WHERE kind = 'members_imported'")).scalar_one()
            periods = s.execute(text("SELECT count(*) FROM membership")).scalar_one()
        assert (done.counts, roll.count(), periods, lines) == ({"created": ROWS}, ROWS, ROWS, 1)
    finally:
        app.extensions["store"].close()


def _worker(data: Path, settings: Settings) -> subprocess.Popen[bytes]:
    """The worker process of the house in `data`, with the keys of the tests' settings."""
    import base64

    environ = environment(
        data, "threading", DATABASE_URL=settings.database_url, COMPETITION_SECRET=settings.secret_key,
        COMPETITION_VAULT_KEY=base64.b64encode(settings.vault_key).decode(), PSYCOPG_WAIT_FUNC="wait_selector",
    )  # fmt: skip
    return subprocess.Popen([sys.executable, "-m", "competition.cli", "jobs"], env=environ)


def _until(batch_id: str, state: str, *, applied: int = 0) -> MemberImport:
    """The import once it is in this state with so many parts in."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        one = roll.standing(batch_id)
        if one.state == state and one.applied >= applied:
            return one
        time.sleep(0.05)
    raise AssertionError(f"still {one.state}, {one.applied} of {one.chunks}")


def _until_over(job_id: str) -> None:
    """The job of the dead worker is told over by the next one."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with reading() as s:
            job = job_queries.job(s, job_id)
        if job is not None and job.state == "failed":
            assert job.error == "interrupted"
            return
        time.sleep(0.05)
    raise AssertionError("nobody noticed that the worker died")
