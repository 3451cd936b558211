"""A small contest in a house that runs as a process of its own, once for each worker model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from competition.judging import actions as judging
from competition.store import new_id
from tests.live.house import House, running_house, settled
from tests.live.wire import Wire
from tests.world import Contest

WORKERS = ("eventlet", "gevent")


@dataclass
class Running:
    """What a client has to know of a contest that runs: its board, the first judge's tablet and his sheet of the first entry."""

    stage_id: str
    tablet: dict[str, str]
    sheet: str
    code: str

    def op(self, value: str) -> dict[str, Any]:
        """One mark of that sheet, as the tablet sends it."""
        return {
            "op_id": new_id(),
            "n": 1,
            "kind": "mark",
            "sheet": self.sheet,
            "aspect": "A1.1",
            "value": value,
            "base": None,
        }

    def judge(self, url: str) -> Wire:
        """The tablet, connected."""
        return Wire(url, "/judging", auth=self.tablet)

    def spectator(self, url: str) -> Wire:
        """Somebody who watches the board."""
        wire = Wire(url)
        wire.call("watch", {"boards": [self.stage_id]})
        return wire


def prepared(data: Path, **environ: str) -> Running:
    """A contest of three entries and two judges in the folder's database, and an invitation for one more tablet."""
    with settled(data, **environ) as world:
        event_id = world.event()
        trade_id = world.trade(event_id)
        entries, people = world.contestants(trade_id, 3), world.judges(event_id, trade_id, 2)
        stage_id = judging.start_stage(event_id, trade_id, "system", seed="青溪")
        bound, secret = world.tablet(event_id, trade_id, people[0])
        contest = Contest(event_id, trade_id, stage_id, entries, people, [bound])
        code = judging_invitation(people[0], event_id, trade_id)
        return Running(stage_id, {"device": bound.id, "secret": secret}, contest.sheet(0, "A", 1).id, code)


def judging_invitation(person_id: str, event_id: str, trade_id: str) -> str:
    """The code of the QR that pairs another tablet with this judge."""
    from competition.accounts import actions as accounts

    return accounts.invite_device(person_id, event_id, trade_id, "system").code


@pytest.fixture(scope="module", params=WORKERS)
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Running]]:
    """A house that serves the contest, one for all tests of a module and worker model."""
    data = tmp_path_factory.mktemp(request.param)
    contest = prepared(data)
    with running_house(request.param, data=data) as served:
        yield served, contest
