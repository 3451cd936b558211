"""Both worker models, embedded and under gunicorn, and two processes over Valkey: a mark reaches the screens."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.live.conftest import WORKERS, prepared
from tests.live.house import ROOT, environment, running_house
from tests.live.wire import Wire
from tests.services.postgresql import PostgreSQL
from tests.services.valkey import Valkey

pytestmark = pytest.mark.timing


def paired(url: str, code: str) -> dict[str, str]:
    """What a tablet keeps after it has read the QR."""
    body = json.dumps({"code": code, "name": "iPad 3"}).encode()
    asked = urllib.request.Request(f"{url}/api/v1/accounts/devices/redeem", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        device: dict[str, str] = json.load(answer)["device"]
    return device


def snapshot(url: str, board: str) -> dict[str, Any]:
    """The board as it is fetched."""
    with urllib.request.urlopen(f"{url}/api/v1/standings/boards/{board}", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


@pytest.mark.parametrize("by", ["serve", "gunicorn"])
@pytest.mark.parametrize("worker", WORKERS)
def test_tablet_is_paired_and_its_mark_reaches_a_spectator(worker: str, by: str, tmp_path: Path) -> None:
    contest = prepared(tmp_path)
    with running_house(worker, data=tmp_path, by=by) as house:
        device = paired(house.url, contest.code)
        with Wire(house.url, "/judging", auth={"device": device["id"], "secret": device["secret"]}) as pending:
            refused = pending.call("ops", {"ops": [contest.op("12.01")]})["answers"][0]
        with contest.spectator(house.url) as spectator, contest.judge(house.url) as judge:
            kept = judge.call("ops", {"ops": [contest.op("12.01")]})["answers"][0]
            tick = spectator.event("tick")
        board = snapshot(house.url, contest.stage_id)
        with urllib.request.urlopen(f"{house.url}/healthz", timeout=10) as answer:
            healthy = answer.status
        stopped, said = house.stop(), house.said()

    assert (device["state"], refused["answer"], refused["code"], kept["answer"]) == (
        "pending",
        "refused",
        "device_pending",
        "kept",
    )
    assert (tick["revision"], tick["rows"][0]) == (board["revision"], board["rows"][0])
    assert (healthy, stopped, "Traceback" in said) == (200, 0, False)


@pytest.mark.parametrize("worker", WORKERS)
def test_mark_given_at_one_process_reaches_spectators_of_another(worker: str, tmp_path: Path, valkey: Valkey) -> None:
    contest = prepared(tmp_path)
    redis = valkey.create_database()
    with (
        running_house(worker, data=tmp_path, REDIS_URL=redis) as first,
        running_house(worker, data=tmp_path, REDIS_URL=redis) as second,
    ):
        with contest.spectator(second.url) as spectator, contest.judge(first.url) as judge:
            kept = judge.call("ops", {"ops": [contest.op("12.01")]})["answers"][0]["answer"]
            tick = spectator.event("tick")
        board = snapshot(second.url, contest.stage_id)

    assert (kept, tick["revision"], tick["rows"][0]) == ("kept", board["revision"], board["rows"][0])


SLEEPING = """
import sys, time
from competition import wsgi
wsgi.patch(sys.argv[1])
import threading
from competition.config import settings_from
import os
from competition.store.session import Store
from sqlalchemy import text
store = Store(settings_from(os.environ).database_url, green=True)
def sleep():
    with store.reading() as s:
        s.execute(text("SELECT pg_sleep(0.3)"))
sleep()
begun = time.monotonic()
threads = [threading.Thread(target=sleep) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
print(time.monotonic() - begun)
"""

YIELDING = """
import os, sys, threading, time
from competition import wsgi
wsgi.patch(sys.argv[1])
from competition.config import settings_from
from competition.store.session import Store, YieldedInTransaction
store = Store(settings_from(os.environ).database_url, green=True, strict=True)
ended = {}
def write(name, pause):
    try:
        with store.transaction():
            time.sleep(pause)
        ended[name] = "committed"
    except YieldedInTransaction:
        ended[name] = "rolled back"
begun = time.monotonic()
threads = [threading.Thread(target=write, args=("yields", 0.2)), threading.Thread(target=write, args=("next", 0))]
for one in threads: one.start()
for one in threads: one.join()
print(ended["yields"], "/", ended["next"], "/", time.monotonic() - begun < 2)
"""


def said_by(program: str, worker: str, data: Path, **environ: str) -> str:
    """What a program prints that runs under a worker model."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, worker],
        env=environment(data, worker, **environ),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize("worker", WORKERS)
def test_query_that_waits_lets_the_loop_run(worker: str, tmp_path: Path, postgresql: PostgreSQL) -> None:
    url = postgresql.create_database()

    took = float(said_by(SLEEPING, worker, tmp_path, DATABASE_URL=url))

    postgresql.drop_database(url)
    assert took < 1.2


@pytest.mark.parametrize("worker", WORKERS)
def test_transaction_that_yields_is_rolled_back_at_once_where_it_is_strict(worker: str, tmp_path: Path) -> None:
    assert said_by(YIELDING, worker, tmp_path) == "rolled back / committed / True"
