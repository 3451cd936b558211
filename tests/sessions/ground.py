"""A trade before its contest day: a venue with stations, entries, officers, and short ways through the day."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from competition.accounts.roles import scope_path
from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.events.actions import VenueDetails
from competition.sessions import actions, queries
from competition.sessions.actions import Batching
from competition.sessions.models import ContestSession
from competition.store import Refused, reading, transaction, utcnow
from tests.world import World


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


@dataclass
class Day:
    """An event with a trade that has not started; its venue has four stations and a spare one five."""

    world: World
    event_id: str
    trade_id: str
    stage_id: str
    venue_id: str
    entries: list[str]

    def sessions(self) -> list[ContestSession]:
        with reading() as s:
            return queries.sessions_of_stage(s, self.stage_id)

    def rows(self) -> list[EntryRow]:
        with reading() as s:
            return contestants.entries_of_stage(s, self.stage_id)

    def make(self, minutes: int = 60) -> actions.Made:
        batching = Batching(venue_id=self.venue_id, minutes=minutes, rest=15, opens=8 * 60, closes=18 * 60)
        return actions.make_sessions("system", self.event_id, self.trade_id, batching)

    def all_in(self) -> None:
        for entry_id in self.entries:
            actions.check_in("system", self.event_id, self.trade_id, entry_id, "hand", "补检", admit=True)

    def begins(self, session: ContestSession, ago: int) -> None:
        """Let a session have been planned to start so many minutes ago."""
        with transaction() as s:
            queries.session(s, session.id, self.trade_id).starts_at = utcnow() - dt.timedelta(minutes=ago)

    def keepers(self) -> list[str]:
        scope = scope_path(self.event_id)
        return [
            self.world.person(name, f"{login}{self.event_id}", (role, scope))
            for name, login, role in (
                ("何清越", "k1", "supervisor"), ("周沐宸", "k2", "arbitration"), ("赵一诺", "k3", "cipher_officer"),
            )
        ]  # fmt: skip

    def commit(self, kind: str, custodians: list[str] | None = None) -> str:
        return actions.commit("system", self.event_id, self.trade_id, kind, custodians or ()).commitment

    def draw(self, kind: str, **said: bool) -> Any:
        return actions.make_draw("system", self.event_id, self.trade_id, kind, **said)


def day(world: World, anonymity: str = "open", entries: int = 7) -> Day:
    event_id = world.event()
    trade_id = world.trade(event_id, anonymity)
    ids = world.contestants(trade_id, entries)
    venue_id = events.add_venue("system", event_id, VenueDetails(name="一号馆", name_en="Hall 1"))
    actions.add_stations("system", event_id, venue_id, actions.codes_of("A1-A4"))
    with reading() as s:
        stage_id = event_queries.stage_of_trade(s, trade_id).id
    return Day(world, event_id, trade_id, stage_id, venue_id, ids)


def all_at_once(count: int, doing: Callable[[int], object]) -> list[str]:
    """What so many threads are answered that do it at once: "done" or the code of the refusal, sorted."""
    answers: list[str] = []
    ready = threading.Barrier(count)

    def press(n: int) -> None:
        ready.wait()
        try:
            doing(n)
            answers.append("done")
        except Refused as refused:
            answers.append(refused.code)

    presses = [threading.Thread(target=press, args=(n,)) for n in range(count)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    return sorted(answers)
