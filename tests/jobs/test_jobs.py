"""Jobs: progress, cancel, failure, and a worker process of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from competition.jobs import actions, queries
from competition.jobs.models import Job
from competition.jobs.queue import install, queue_of
from competition.store import Refused, reading, transaction
from tests.live.house import environment
from tests.world import World


@pytest.fixture
def kinds() -> Iterator[dict[str, actions.Handler]]:
    """Kinds of jobs of the test's own, gone afterwards."""
    before = dict(actions.HANDLERS)
    yield actions.HANDLERS
    actions.HANDLERS.clear()
    actions.HANDLERS.update(before)


def kept(job_id: str) -> Job:
    with reading() as s:
        job = queries.job(s, job_id)
    assert job is not None
    return job


def test_job_says_how_far_it_is_and_what_came_of_it(world: World, kinds: dict[str, actions.Handler]) -> None:
    by = world.person("苏明", "suming")
    seen: list[tuple[int, int, str]] = []

    def count(job: actions.Running, payload: dict[str, Any]) -> dict[str, Any]:
        job.progress(1, payload["to"])
        now = kept(job.id)
        seen.append((now.done, now.total, now.state))
        return {"counted": payload["to"]}

    kinds["test.count"] = count
    job = kept(actions.start("test.count", {"to": 3}, by))

    assert seen == [(1, 3, "running")]
    assert (job.state, job.result, job.error) == ("done", {"counted": 3}, None)
    with pytest.raises(Refused, match="job_over"):
        actions.cancel(job.id, by)


def test_job_that_is_cancelled_stops_at_its_next_step(world: World, kinds: dict[str, actions.Handler]) -> None:
    by = world.person("苏明", "suming")
    steps: list[int] = []

    def walk(job: actions.Running, payload: dict[str, Any]) -> dict[str, Any]:
        for step in range(5):
            steps.append(step)
            if step == 1:
                actions.cancel(job.id, by)
            job.progress(step, 5)
        return {}

    kinds["test.walk"] = walk

    assert kept(actions.start("test.walk", {}, by)).state == "cancelled"
    assert steps == [0, 1]


def test_job_of_somebody_else_is_neither_seen_nor_cancelled(world: World, kinds: dict[str, actions.Handler]) -> None:
    kinds["test.nothing"] = lambda job, payload: {}
    job_id = actions.start("test.nothing", {}, world.person("苏明", "suming"))
    other = world.person("方晓棠", "fang")
    client = world.signed_in("fang")

    assert client.get(f"/jobs/{job_id}").status_code == 404
    with pytest.raises(Refused, match="job_over"):
        actions.cancel(job_id, other)


def test_job_that_fails_says_so_and_the_worker_lives(world: World, kinds: dict[str, actions.Handler]) -> None:
    by = world.person("苏明", "suming")

    def fail(job: actions.Running, payload: dict[str, Any]) -> dict[str, Any]:
        raise ZeroDivisionError

    def refuse(job: actions.Running, payload: dict[str, Any]) -> dict[str, Any]:
        raise Refused("form_unreadable", 422, name="a.xlsx")

    kinds["test.fail"], kinds["test.refuse"] = fail, refuse
    failed, refused = kept(actions.start("test.fail", {}, by)), kept(actions.start("test.refuse", {}, by))

    assert (failed.state, failed.error, failed.result) == ("failed", "failed", None)
    assert (refused.state, refused.error, refused.result) == (
        "failed",
        "form_unreadable",
        {"code": "form_unreadable", "facts": {"name": "a.xlsx"}},
    )


def test_job_page_shows_progress_and_leads_on_when_it_is_done(world: World, kinds: dict[str, actions.Handler]) -> None:
    kinds["test.nothing"] = lambda job, payload: {}
    by = world.person("苏明", "suming")
    client = world.signed_in("suming")
    done = actions.start("test.nothing", {"onward": "/events/?job={job}"}, by)
    with transaction() as s:
        s.add(Job(kind="test.nothing", payload={}, started_by=by, state="running", done=3, total=9))
        s.flush()
        running = next(row.id for row in s.query(Job) if row.state == "running")

    page = client.get(f"/jobs/{running}")
    part = client.get(f"/jobs/{done}", headers={"HX-Request": "true"})

    assert "3 / 9" in page.get_data(as_text=True)
    assert client.get(f"/jobs/{done}").headers["Location"] == f"/events/?job={done}"
    assert (part.status_code, part.headers["HX-Redirect"]) == (204, f"/events/?job={done}")
    assert client.post(f"/jobs/{running}/cancel").status_code == 303
    assert kept(running).cancel_asked is True


def test_job_left_running_by_a_dead_worker_is_marked_and_waiting_ones_are_taken_up(world: World) -> None:
    by = world.person("苏明", "suming")
    with transaction() as s:
        for state in ("running", "waiting"):
            s.add(Job(kind="test.nothing", payload={}, started_by=by, state=state))
    with reading() as s:
        ids = {job.state: job.id for job in s.query(Job)}

    assert actions.take_up_again() == [ids["waiting"]]
    assert (kept(ids["running"]).state, kept(ids["running"]).error) == ("failed", "interrupted")


@pytest.mark.timing
def test_worker_process_does_the_work_and_ends_with_its_parent(tmp_path: Path) -> None:
    from tests.live.house import settled

    with settled(tmp_path) as world:
        by = world.person("苏明", "suming")
        install(tmp_path, None, inline=False)
        job_id = actions.start("contestants.undo_import", {"batch_id": world.event()}, by)
        assert len(queue_of(tmp_path, None)) == 1
        command = [sys.executable, "-m", "competition.cli", "jobs", "--with-parent"]
        worker = subprocess.Popen(command, env=environment(tmp_path, "threading"), stdin=subprocess.PIPE)
        try:
            deadline = time.monotonic() + 30
            while kept(job_id).state in ("waiting", "running") and time.monotonic() < deadline:
                time.sleep(0.1)
            assert kept(job_id).state in ("done", "failed")
            assert worker.stdin is not None
            worker.stdin.close()
            assert worker.wait(10) == 0
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
