"""Who reacts to what: a change of marks becomes one tick for whoever watches, and a process that starts catches up."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from competition.judging import actions as judging
from competition.live.hub import socketio
from competition.standings import boards, queries
from competition.standings.sockets import NAMESPACE
from competition.store import new_id, reading, transaction
from tests.world import Contest, World


class Spectator:
    """A socket that follows one board."""

    def __init__(self, app: Flask, stage_id: str) -> None:
        self.client: Any = socketio.test_client(app, namespace=NAMESPACE)
        said = self.client.emit("watch", {"boards": [stage_id]}, namespace=NAMESPACE, callback=True)
        self.following: dict[str, int] = said["boards"]
        self.ticks: list[dict[str, Any]] = []

    def hear(self) -> list[dict[str, Any]]:
        """Every tick so far."""
        for event in self.client.get_received(NAMESPACE):
            assert event["name"] == "tick"
            self.ticks += event["args"]
        return self.ticks


def tick_away(app: Flask) -> None:
    """Let the tasks of the house run, as a server does."""
    for task in app.extensions["tasks"]:
        threading.Thread(target=task, daemon=True).start()


def published(stage_id: str) -> dict[str, Any]:
    """The board as it was published last."""
    with reading() as s:
        return queries.snapshot(s, stage_id) or {}


def wait_for(true: Callable[[], bool], patience: float = 10.0) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.01)


def totals(stage_id: str) -> list[str | None]:
    return [row["total"] for row in published(stage_id).get("rows", [])]


def running(app: Flask, world: World) -> tuple[Contest, Spectator]:
    """A contest whose first board is out, the house's tasks, and somebody who watches."""
    contest = world.started("open")
    boards.publish(contest.stage_id)
    spectator = Spectator(app, contest.stage_id)
    tick_away(app)
    return contest, spectator


def test_change_of_marks_is_one_tick_for_whoever_watches(app: Flask, world: World) -> None:
    contest, spectator = running(app, world)
    assert spectator.following == {contest.stage_id: 1}
    for n, points in enumerate(("60", "70.5", "80"), 2):
        contest.mark(n - 2, "T", 1, T1_1=points)
        wait_for(lambda n=n: len(spectator.hear()) >= n - 1)  # type: ignore[misc]
    time.sleep(0.4)

    assert [(tick["board"], tick["from"], tick["revision"]) for tick in spectator.hear()] == [
        (contest.stage_id, n, n + 1) for n in (1, 2, 3)
    ]
    assert [len(tick["rows"]) for tick in spectator.ticks] == [1, 2, 3]
    assert spectator.ticks[-1]["order"] == [row["id"] for row in published(contest.stage_id)["rows"]]


def test_changes_that_come_together_are_one_tick(app: Flask, world: World) -> None:
    contest, spectator = running(app, world)
    contest.send(1, *[contest.op(n, "T", 1, aspect="T1.1", value=f"{60 + n}") for n in range(3)])
    wait_for(lambda: len(spectator.hear()) == 1)
    time.sleep(0.4)

    assert [(tick["from"], tick["revision"], len(tick["rows"])) for tick in spectator.hear()] == [(1, 2, 3)]


def test_change_that_nobody_can_see_is_no_tick(app: Flask, world: World) -> None:
    contest, spectator = running(app, world)
    op = contest.op(0, "T", 1, aspect="T1.1", value="60")
    contest.send(1, op)
    wait_for(lambda: len(spectator.hear()) == 1)

    contest.send(1, op)
    contest.send(1, contest.op(0, "T", 1, aspect="T1.1", value="60.0"))
    contest.send(1, contest.op(0, "T", 1, aspect="T1.1", value="999"))
    contest.send(1, contest.op(0, "T", 1, "call", note="请来"))
    time.sleep(0.6)

    assert [tick["revision"] for tick in spectator.hear()] == [2]


def test_change_that_was_undone_is_no_tick(app: Flask, world: World) -> None:
    contest, spectator = running(app, world)
    op = contest.op(0, "T", 1, aspect="T1.1", value="60")

    with pytest.raises(ZeroDivisionError), transaction():
        contest.send(1, op)
        raise ZeroDivisionError
    time.sleep(0.5)

    assert (spectator.hear(), totals(contest.stage_id)) == ([], [None] * 3)


def test_spectator_of_another_board_hears_nothing(app: Flask, world: World) -> None:
    contest, spectator = running(app, world)
    elsewhere = world.started("open")
    boards.publish(elsewhere.stage_id)
    stranger = Spectator(app, elsewhere.stage_id)

    contest.mark(0, "T", 1, T1_1="60")
    wait_for(lambda: len(spectator.hear()) == 1)

    assert stranger.hear() == []


def test_house_that_starts_produces_the_boards_of_running_stages(app: Flask, world: World) -> None:
    behind, unborn = world.started("open"), world.started("station")
    boards.publish(behind.stage_id)
    behind.mark(0, "T", 1, T1_1="60")
    assert (totals(behind.stage_id), published(unborn.stage_id)) == ([None] * 3, {})

    tick_away(app)

    wait_for(lambda: totals(behind.stage_id) == ["18.00", None, None])
    wait_for(lambda: published(unborn.stage_id).get("revision") == 1)


def test_house_that_starts_shows_the_end_of_a_stage_that_no_board_shows_yet(app: Flask, world: World) -> None:
    contest = world.started("open", entries=1, judges=1)
    contest.finish(0, "90", "12.01", ["3"])
    for module in "TA":
        judging.lock_module(contest.trade_id, contest.stage_id, module, "system")
    boards.publish(contest.stage_id)
    judging.end_stage(contest.event_id, contest.trade_id, "system")
    assert published(contest.stage_id)["stage"]["state"] == "RUNNING"

    tick_away(app)

    wait_for(lambda: published(contest.stage_id)["stage"]["state"] == "ENDED")


@pytest.mark.parametrize(
    "body",
    [None, 7, "all", [], {}, {"boards": "all"}, {"boards": [1]}, {"boards": ["\0"]}, {"boards": ["\ud800"]}, {"boards": ["x" * 37]},
     {"boards": ["0"] * 41}],
)  # fmt: skip
def test_watch_malformed_is_told_and_the_socket_lives_on(app: Flask, world: World, body: Any) -> None:
    contest = world.started("open")
    boards.publish(contest.stage_id)
    client: Any = socketio.test_client(app, namespace=NAMESPACE)

    said = client.emit("watch", body, namespace=NAMESPACE, callback=True)
    good = client.emit("watch", {"boards": [contest.stage_id, new_id()]}, namespace=NAMESPACE, callback=True)

    assert said["error"]["code"] == "invalid"
    assert good["boards"] == {contest.stage_id: 1}
    assert json.loads(json.dumps(good))["now"]
