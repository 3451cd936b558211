"""A small ladder: the city above two counties, with the same two trades in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import event as sa_event

from competition.accounts import actions as accounts
from competition.events import actions as events
from competition.events.actions import EventDetails, OrganiserDetails
from competition.judging import actions as judging
from competition.ladders import actions, queries
from competition.ladders.actions import LadderDetails, TierDetails
from competition.schemes import actions as schemes
from competition.store import new_id, reading, transaction
from tests.world import HASH, PLAN, World

RULE: dict[str, Any] = {"format": "craftboard-advancement", "version": 1, "ties": "in", "top": 2}
TRADES = ("fitter", "welder")


@dataclass
class Climb:
    """The ids of a ladder: tiers from the lowest, and by name of the event its id, rung and trades by template."""

    ladder_id: str
    tiers: list[str]
    events: dict[str, str] = field(default_factory=dict)
    rungs: dict[str, str] = field(default_factory=dict)
    trades: dict[tuple[str, str], str] = field(default_factory=dict)


def event(name: str, trades: Sequence[str] = TRADES, host: str = "") -> tuple[str, dict[str, str]]:
    """An event of this name with trades from templates under the small plan; their ids by template."""
    details = EventDetails(
        name=name, name_en="", edition=1, starts_on=date(2026, 9, 28), ends_on=date(2026, 9, 30), zone="Asia/Shanghai",
        place="",
    )  # fmt: skip
    with transaction() as s:
        keeper = accounts.create_person(s, name="苏明", login=f"keeper{new_id()}", password_hash=HASH)
    event_id = events.create_event(keeper, details, [OrganiserDetails(name=host or f"{name}总工会")])
    made = schemes.add_trades_from_templates("system", event_id, list(trades)) if trades else []
    for trade_id in made:
        schemes.add_version("system", trade_id, PLAN)
    return event_id, dict(zip(trades, made, strict=True))


def add(climb: Climb, name: str, tier: int, feeds: str | None, trades: Sequence[str] = TRADES) -> str:
    """An event of the ladder; returns its rung."""
    event_id, made = event(name, trades)
    feeds_id = climb.rungs[feeds] if feeds else None
    climb.events[name] = event_id
    climb.rungs[name] = actions.add_rung("system", climb.ladder_id, climb.tiers[tier], event_id, feeds_id)
    climb.trades |= {(name, key): trade_id for key, trade_id in made.items()}
    return climb.rungs[name]


def ladder(name: str = "青溪市技能晋级赛", tiers: Sequence[str] = ("县区", "市"), shown: bool = True) -> Climb:
    """A ladder without events."""
    rows = [TierDetails(name=one) for one in tiers]
    ladder_id = actions.add_ladder("system", LadderDetails(name=name, name_en="Qingxi ladder", shown=shown), rows)
    with reading() as s:
        return Climb(ladder_id, [one.id for one in queries.tiers(s, ladder_id)])


def climb() -> Climb:
    """The city above the counties 东城 and 西城."""
    made = ladder()
    add(made, "青溪市", 1, None)
    add(made, "东城", 0, "青溪市")
    add(made, "西城", 0, "青溪市")
    return made


def start(world: World, event_id: str, trade_id: str, entries: int = 2) -> str:
    """Let the stage of a trade run; returns its id."""
    world.contestants(trade_id, entries)
    world.judges(event_id, trade_id, 1)
    return judging.start_stage(event_id, trade_id, "system", seed="青溪")


def questions(asking: Callable[[Any], object]) -> int:
    """How many statements a query sends."""
    asked: list[str] = []
    with reading() as s:
        engine = s.get_bind()
        listen: Any = lambda *args: asked.append(args[2])  # noqa: E731
        sa_event.listen(engine, "before_cursor_execute", listen)
        try:
            asking(s)
        finally:
            sa_event.remove(engine, "before_cursor_execute", listen)
    return len(asked)
