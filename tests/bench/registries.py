"""A registry of a hundred thousand: how long the desk's list of entries takes, through the real page.

One event with eight trades, each with divisions; the pages are filtered, sorted, searched and turned to in mixed order.
"""

from __future__ import annotations

import random
import statistics
import time
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import insert

from competition.contestants.actions.freezing import sounds
from competition.contestants.models import Contestant, Entry
from competition.events import queries as events
from competition.events.models import Division
from competition.organisations.models import Organisation
from competition.schemes import actions as schemes
from competition.schemes.library import templates
from competition.store import new_id, reading, transaction, utcnow
from tests.live.house import settled
from tests.world import World

ENTRIES, TRADES, UNITS = 100_000, 8, 400
ROUNDS = 120
CHUNK = 2_000
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "嘉树静怡梓涵慕白一诺沐宸子墨清越星野思远文博雨桐浩然欣妍志强建国秀英丽华伟强敏静磊洋勇艳杰娟涛明超霞平刚"


def list_times(data: Path, **environ: str) -> list[float]:
    """Seconds that each page took on the server, in a house with ENTRIES entries in one event."""
    with settled(data, **environ) as world:
        event_id, asked = _fill(world)
        world.app.config["WTF_CSRF_ENABLED"] = False
        _settle(world)
        client = world.organiser()
        for query in asked[:8]:
            client.get(f"/contestants/{event_id}?{query}")
        taken = []
        for query in random.Random(7).choices(asked, k=ROUNDS):
            begun = time.perf_counter()
            answer = client.get(f"/contestants/{event_id}?{query}")
            taken.append(time.perf_counter() - begun)
            if answer.status_code != 200:
                raise RuntimeError(f"{query}: {answer.status}")
        return taken


def slowest(taken: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    return statistics.quantiles(taken, n=20)[-1] * 1000


def _settle(world: World) -> None:
    """What PostgreSQL does by itself within a minute of so many new rows."""
    store = world.app.extensions["store"]
    if not store.sqlite:
        with store.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _fill(world: World) -> tuple[str, list[str]]:
    """The event's id, and the questions that its list is asked."""
    dice = random.Random(2026)
    event_id = world.event()
    trade_ids = schemes.add_trades_from_templates("system", event_id, sorted(templates())[:TRADES])
    with reading() as s:
        stages = {trade_id: events.stage_of_trade(s, trade_id).id for trade_id in trade_ids}
        codes = {one.id: one.code for one in events.trades(s, event_id)}
    divisions = [_divisions(trade_id) for trade_id in trade_ids]
    units = _units()
    for at in range(0, ENTRIES, CHUNK):
        people = [_person(dice) for _ in range(CHUNK)]
        rows = [
            _entry(dice, event_id, trade_ids, stages, codes, divisions, units, one, at + number)
            for number, one in enumerate(people)
        ]
        with transaction() as s:
            s.connection().execute(insert(Contestant), people)
            s.connection().execute(insert(Entry), rows)
    return event_id, _asked(dice, trade_ids, divisions, units)


def _person(dice: random.Random) -> dict[str, object]:
    name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2))))
    return {
        "id": new_id(),
        **sounds(name),
        "sex": dice.choice("mf"),
        "born_on": date(1970, 1, 1),
        "created_at": utcnow(),
    }


def _entry(
    dice: random.Random, event_id: str, trade_ids: list[str], stages: dict[str, str], codes: dict[str, str],
    divisions: list[list[str]], units: list[tuple[str, str]], person: dict[str, object], at: int,
) -> dict[str, object]:  # fmt: skip
    trade, number = at % TRADES, at // TRADES + 1
    trade_id = trade_ids[trade]
    unit_id, unit = dice.choice(units)
    return {
        "id": new_id(), "event_id": event_id, "trade_id": trade_id, "stage_id": stages[trade_id],
        "contestant_id": person["id"], "division_id": dice.choice(divisions[trade]), "number": number,
        "station_code": f"{codes[trade_id]}-{number:02d}", "name": person["name"], "pinyin": person["pinyin"],
        "initials": person["initials"], "sex": person["sex"], "organisation_id": unit_id, "organisation_name": unit,
        "badge": unit[:1], "employer": f"{unit}{dice.randint(1, 40)}车间", "union_name": unit,
        "skill_level": dice.randint(0, 5), "age": dice.randint(18, 60), "coach": dice.choice(SURNAMES) + "教练",
        "status": dice.choices(("", "WD", "DNS"), (95, 3, 2))[0], "created_at": utcnow(),
    }  # fmt: skip


def _divisions(trade_id: str) -> list[str]:
    ids = [new_id(), new_id()]
    with transaction() as s:
        for position, (name, low, high) in enumerate((("青年组", None, 35), ("职工组", 36, None))):
            s.add(
                Division(id=ids[position], trade_id=trade_id, name=name, min_age=low, max_age=high, position=position)
            )
    return ids


def _units() -> list[tuple[str, str]]:
    rows = []
    for number in range(UNITS):
        name = f"青溪市第{number + 1}机械厂工会"
        rows.append({"id": new_id(), "name": name, "short": name[:8], "badge": "溪", "level": "enterprise"})
    with transaction() as s:
        s.connection().execute(insert(Organisation), rows)
    return [(str(row["id"]), str(row["name"])) for row in rows]


def _asked(
    dice: random.Random, trade_ids: list[str], divisions: list[list[str]], units: list[tuple[str, str]]
) -> list[str]:
    """Filters, orders and searches by turns, on the first page, somewhere in the middle and on the last."""
    sorts = ("number", "name", "organisation", "employer", "trade", "division", "level", "age", "coach", "station",
             "status", "entered")  # fmt: skip
    filters = [
        {}, {"trade": trade_ids[3]}, {"status": "WD"}, {"trade": trade_ids[1], "status": "competing"},
        {"division": divisions[2][0]}, {"organisation": units[9][0]},
    ]  # fmt: skip
    texts = ("张", "wang", "zjs", "77", "机械厂", "嘉树", "301车间")
    asked = [
        {"sort": down + key, **narrowed, "page": str(dice.choice((1, 1, 40, 900, 1999)))}
        for key in sorts for down in ("", "-") for narrowed in filters
    ]  # fmt: skip
    asked += [{"q": words, "sort": key} for words in texts for key in ("number", "name", "-age")]
    dice.shuffle(asked)
    return [urlencode(one) for one in asked]
