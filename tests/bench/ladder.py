"""A province: eleven cities of ten counties each, thirty trades, a hundred thousand entries that have been marked.

How long it takes to propose every cut into the cities, and how long the pages of such a ladder take.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from competition.advancement import actions, queries
from competition.contestants.actions.freezing import sounds
from competition.contestants.models import Contestant, Entry
from competition.engine.advancement_rule import read_rule, rule_hash
from competition.engine.plans import plan_hash
from competition.events.models import Event, Stage, Trade
from competition.ladders.models import Ladder, Passage, Rung, Tier
from competition.schemes.models import Plan
from competition.standings.models import Recount, Standing
from competition.standings.recount import state_hash
from competition.store import Base, new_id, reading, transaction, utcnow
from tests.live.house import settled
from tests.world import PLAN, World

CITIES, COUNTIES, TRADES, ENTRIES = 11, 10, 30, 100_000
UNITS = 40
CHUNK = 2_000
ROUNDS = 10
RULE: dict[str, Any] = {
    "format": "craftboard-advancement", "version": 1, "ties": "in", "share": {"percent": "20", "rounding": "down"},
    "per_organisation": 3, "runners_up": {"count": 3, "by": "total"}, "out_at_least": "25", "substitutes": 2,
}  # fmt: skip
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "嘉树静怡梓涵慕白一诺沐宸子墨清越星野思远文博"


@dataclass
class Measured:
    """Seconds that all cuts took, and seconds of every page by its address."""

    cuts: int = 0
    cuts_s: float = 0.0
    pages: dict[str, list[float]] = field(default_factory=dict)

    @property
    def slowest_ms(self) -> float:
        """The 95th percentile over all pages, in milliseconds."""
        return statistics.quantiles([one for taken in self.pages.values() for one in taken], n=20)[-1] * 1000


Rows = dict[type[Base], list[dict[str, Any]]]


class Province:
    """The ladder while it is filled: rows by table, in the order in which they may be written."""

    def __init__(self) -> None:
        self.dice = random.Random(2026)
        self.ladder_id = new_id()
        self.tiers = [new_id() for _ in range(3)]
        self.passages: list[str] = []
        self.stages: list[str] = []
        self.events: list[str] = []
        self.document_hash = plan_hash(PLAN)
        self.rows: Rows = {
            Ladder: [{"id": self.ladder_id, "name": "全省职工技能晋级赛", "shown": True}],
            Tier: [
                {"id": key, "ladder_id": self.ladder_id, "position": number, "name": name}
                for number, (key, name) in enumerate(zip(self.tiers, ("县区", "市", "省"), strict=True))
            ],
        }

    def build(self) -> None:
        """Every event from the province down, its trades, their passages, and the entries of the counties."""
        province, own = self._event("全省总决赛", 2, None)
        self._passages(province, own)
        for city in range(CITIES):
            above, own = self._event(f"第{city + 1}市", 1, province)
            self._passages(above, own)
            for county in range(COUNTIES):
                self._event(f"第{city + 1}市第{county + 1}县", 0, above, ended=True)
        self._entries()

    def write(self) -> None:
        """Put the rows into the database, table by table."""
        order = (Ladder, Tier, Event, Trade, Plan, Stage, Rung, Passage, Contestant, Entry, Standing)
        for table in order:
            for some in _batched(self.rows[table], CHUNK):
                with transaction() as s:
                    s.connection().execute(insert(table), some)
        for keys in _batched(self.stages, 200):
            with transaction() as s:
                s.connection().execute(insert(Recount), [self._recount(key, state_hash(s, key)) for key in keys])

    def _add(self, table: type[Base], **columns: Any) -> str:
        columns.setdefault("id", new_id())
        self.rows.setdefault(table, []).append(columns)
        return str(columns["id"])

    def _event(self, name: str, tier: int, feeds: str | None, *, ended: bool = False) -> tuple[str, list[str]]:
        day = date(2026, 5 + 2 * tier, 1)
        event_id = self._add(
            Event, name=name, name_en="", edition=1, starts_on=day, ends_on=day, zone="Asia/Shanghai", place=name,
            host=f"{name}总工会", state="CONFIRMED" if ended else "PUBLISHED", published_at=utcnow(),
        )  # fmt: skip
        self.events.append(event_id)
        rung = self._add(
            Rung,
            ladder_id=self.ladder_id,
            tier_id=self.tiers[tier],
            event_id=event_id,
            feeds_id=feeds,
            organisation_id=None,
        )
        trades = [self._trade(event_id, number, ended=ended) for number in range(TRADES)]
        return rung, trades

    def _trade(self, event_id: str, number: int, *, ended: bool) -> str:
        trade_id = self._add(
            Trade, event_id=event_id, template_key=f"trade{number}", name=f"工种{number + 1:02d}", name_en="",
            code=f"T{number + 1}", position=number,
        )  # fmt: skip
        plan_id = self._add(
            Plan, trade_id=trade_id, version=1, hash=self.document_hash, document=PLAN, created_by="system"
        )
        stage_id = self._add(
            Stage, trade_id=trade_id, name="决赛", name_en="Final", position=0, state="ENDED" if ended else "DRAFT",
            plan_id=plan_id if ended else None, plan_hash=self.document_hash if ended else None,
            started_at=utcnow() if ended else None, ended_at=utcnow() if ended else None, anonymity="open",
        )  # fmt: skip
        if ended:
            self.stages.append(stage_id)
        return trade_id

    def _passages(self, rung: str, trades: Sequence[str]) -> None:
        name = rule_hash(read_rule(RULE))
        for trade_id in trades:
            key = self._add(
                Passage, ladder_id=self.ladder_id, rung_id=rung, trade_id=trade_id, rule=RULE, rule_hash=name,
                frozen_at=utcnow(),
            )  # fmt: skip
            self.passages.append(key)

    def _entries(self) -> None:
        ended = [one for one in self.rows[Stage] if one["state"] == "ENDED"]
        trades = {one["id"]: one for one in self.rows[Trade]}
        for at in range(ENTRIES):
            stage, number = ended[at % len(ended)], at // len(ended) + 1
            self._entry(stage, trades[stage["trade_id"]], number)

    def _entry(self, stage: dict[str, Any], trade: dict[str, Any], number: int) -> None:
        name = self.dice.choice(SURNAMES) + "".join(self.dice.choices(GIVEN, k=2))
        person = {"id": new_id(), **sounds(name), "sex": self.dice.choice("mf"), "created_at": utcnow()}
        self.rows.setdefault(Contestant, []).append(person)
        unit = f"第{self.dice.randint(1, UNITS)}厂"
        entry_id = self._add(
            Entry, event_id=trade["event_id"], trade_id=trade["id"], stage_id=stage["id"], contestant_id=person["id"],
            number=number, station_code=f"{trade['code']}-{number:02d}", name=name, pinyin=person["pinyin"],
            initials=person["initials"], sex=person["sex"], organisation_name=unit, badge=unit[:1], employer=unit,
            status=self.dice.choices(("", "DNS"), (97, 3))[0], created_at=utcnow(),
        )  # fmt: skip
        total = Decimal(self.dice.randint(4000, 9900)) / 100
        self.rows.setdefault(Standing, []).append(
            {
                "entry_id": entry_id, "stage_id": stage["id"], "total": total, "tie": [str(total), "0"], "progress": "dd",
                "dnf": False, "shown_total": total, "shown_tie": [str(total), "0"], "shown_progress": "dd",
                "shown_dnf": False, "signed": 2,
            }
        )  # fmt: skip

    def _recount(self, stage_id: str, state: str) -> dict[str, Any]:
        return {
            "id": new_id(), "stage_id": stage_id, "state_hash": state, "plan_hash": self.document_hash, "marks_hash": "0" * 64,
            "result_hash": "0" * 64, "cells": 1, "differing": 0, "differences": [], "by": "system", "at": utcnow(),
        }  # fmt: skip


def _batched(some: list[Any], size: int) -> Iterator[list[Any]]:
    return (some[at : at + size] for at in range(0, len(some), size))


def measured(data: Path, **environ: str) -> Measured:
    """All cuts into the cities proposed one after the other, as the worker does it, then the pages of the ladder."""
    with settled(data, **environ) as world:
        world.app.config["WTF_CSRF_ENABLED"] = False
        province = Province()
        province.build()
        province.write()
        found = Measured()
        lower = province.passages[TRADES:]
        begun = time.perf_counter()
        for passage_id in lower:
            actions.propose("system", passage_id)
        found.cuts, found.cuts_s = len(lower), time.perf_counter() - begun
        with reading() as s:
            one = queries.open_cut(s, lower[0])
        if one is None:
            raise RuntimeError("no cut was proposed")
        actions.confirm("system", lower[0], one.id, one.proposal_hash)
        found.pages = dict(_pages(world, province))
        return found


def _pages(world: World, province: Province) -> Iterator[tuple[str, list[float]]]:
    client = world.organiser()
    ladder, first = province.ladder_id, province.passages[TRADES]
    addresses = [
        f"/ladders/{ladder}", f"/ladders/{ladder}/tiers/{province.tiers[0]}", f"/ladders/{ladder}/passages",
        f"/ladders/{ladder}/passages/{first}", f"/ladders/{ladder}/public", f"/advancement/ladders/{ladder}",
        f"/advancement/ladders/{ladder}?q=工种07&sort=-held", f"/advancement/{first}",
        f"/advancement/{province.passages[TRADES + 7]}", f"/advancement/{province.passages[0]}",
        f"/advancement/{first}/places", f"/advancement/{first}/list", f"/advancement/{first}/public",
        f"/advancement/events/{province.events[1]}", f"/advancement/events/{province.events[2]}", f"/ladders/{ladder}/figures",
    ]  # fmt: skip
    client.post(f"/ladders/{ladder}/figures/count")
    for address in addresses:
        client.get(address)
        taken = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            answer = client.get(address)
            taken.append(time.perf_counter() - begun)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status}")
        yield address, taken
