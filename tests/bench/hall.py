"""A hall full of judges: ten trades from the house's own templates, six judges each, forty contestants each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from competition.contestants import actions as contestants
from competition.contestants import queries as contestants_queries
from competition.contestants.actions import ContestantDetails
from competition.engine.plans import Aspect, Counted, Deduction, Judgement, Measurement, Points, YesNo
from competition.events import actions as events
from competition.events import queries as events_queries
from competition.judging import actions as judging
from competition.judging import queries
from competition.officials import actions as officials
from competition.officials import queries as officials_queries
from competition.schemes import actions as schemes
from competition.schemes.library import templates
from competition.store import new_id, reading
from tests.live.house import settled
from tests.world import NAMES, World

TRADES, JUDGES, ENTRIES = 10, 6, 40


@dataclass
class Tablet:
    """A judge's tablet: how it signs in, and everything he has to mark as (sheet, aspect, value), in his order."""

    trade: int
    auth: dict[str, str]
    marks: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Hall:
    """The boards' ids by trade, the tablets, and whose sheet is whose."""

    stages: list[str]
    tablets: list[Tablet]
    names: dict[str, str] = field(default_factory=dict)


def crafts() -> list[str]:
    """The templates of trades; those of formats that any trade may use are in groups of their own."""
    return sorted(key for key, one in templates().items() if one.group not in ("craft", "other"))


def furnished(data: Path, trades: int = TRADES, judges: int = JUDGES, entries: int = ENTRIES, **environ: str) -> Hall:
    """A hall in the folder's database (or DATABASE_URL's), every stage running and every tablet accepted."""
    with settled(data, **environ) as world:
        event_id = world.event()
        hall = Hall([], [])
        trade_ids = schemes.add_trades_from_templates("system", event_id, crafts()[:trades])
        for number, trade_id in enumerate(trade_ids):
            _furnish(world, hall, event_id, trade_id, number, judges, entries)
        return hall


def _furnish(world: World, hall: Hall, event_id: str, trade_id: str, number: int, judges: int, entries: int) -> None:
    events.set_stage("system", trade_id, anonymity="open", minutes=240)
    for place in range(entries):
        details = ContestantDetails(
            name=f"{NAMES[place % 10]}{place // 10 + 1}",
            sex="",
            organisation_id=None,
            employer=f"青溪第{place + 1}机械厂",
            id_number="",
            phone="",
        )
        contestants.enter("system", trade_id, details)
    judge_ids = [
        officials.add_judge("system", event_id, trade_id, name=f"裁判{number + 1}{seat + 1}") for seat in range(judges)
    ]
    officials.seat_all("system", event_id, trade_id, judge_ids)
    stage_id = judging.start_stage(event_id, trade_id, "system", seed=f"bench {number}")
    hall.stages.append(stage_id)
    dice = random.Random(number)
    with reading() as s:
        people = [officials_queries.judge(s, judge_id).person_id for judge_id in judge_ids]
        plan = queries.plan_of(s, events_queries.stage(s, stage_id).plan_id or "")
        named = {entry.id: entry.name for entry in contestants_queries.entries_of_stage(s, stage_id)}
        sheets = {person: [copy.sheet for copy in queries.sheets_of_judge(s, person, stage_id)] for person in people}
    for person in people:
        bound, secret = world.tablet(event_id, trade_id, person)
        tablet = Tablet(number, {"device": bound.id, "secret": secret})
        for sheet in sorted(sheets[person], key=lambda one: (one.module_key, one.code)):
            hall.names[sheet.id] = named[sheet.entry_id]
            for aspect in plan.aspects_for(sheet.module_key, sheet.seat):
                tablet.marks.append((sheet.id, aspect.key, value_of(aspect, dice)))
        hall.tablets.append(tablet)


def value_of(aspect: Aspect, dice: random.Random) -> str:
    """Something a judge could write for this aspect."""
    match aspect:
        case YesNo():
            return dice.choice(("yes", "yes", "no"))
        case Judgement():
            return str(dice.randrange(aspect.steps))
        case Deduction():
            return "0"
        case Measurement():
            band = dice.choice(aspect.bands)
            return str(next(edge for edge in (band.low, band.high) if edge is not None))
        case Points():
            return str(aspect.step * dice.randrange(int(aspect.max / aspect.step) + 1))
        case Counted():
            return str(dice.randrange(10))
        case _:
            return str(dice.randrange(60, 900))


def op(sheet: str, aspect: str, value: str, number: int) -> dict[str, Any]:
    """One mark as a tablet sends it."""
    return {
        "op_id": new_id(), "n": number, "kind": "mark", "sheet": sheet, "aspect": aspect, "value": value, "base": None,
        "at": "2026-09-28T09:30:12.345+08:00", "plan": None, "note": None,
    }  # fmt: skip


def ops(tablet: Tablet) -> Iterator[dict[str, Any]]:
    """All a judge has to do, round and round, each mark a new operation."""
    number = 0
    while True:
        for sheet, aspect, value in tablet.marks:
            number += 1
            yield op(sheet, aspect, value, number)
