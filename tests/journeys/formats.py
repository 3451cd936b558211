"""Trades of the furnished house that are played in matches or decided by milestones, and the ids of their pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.judging import actions as judging
from competition.matches import actions as matches
from competition.matches.actions import Setting
from competition.milestones import actions as milestones
from competition.milestones.actions import Said
from competition.store import reading, utcnow
from tests.world import NAMES, World

POINTS = {"kind": "points", "points": ["100", "85", "75"], "beyond": "60"}
TABLE = {
    "best_of": 1, "legs": 1, "draws": True, "win": "3", "draw": "1", "loss": "0", "absent": "0", "awarded": 0,
    "chain": ["head_to_head", "lot"], "withdrawn": "half",
}  # fmt: skip


def formats(world: World, unit: str, long: str) -> dict[str, str]:
    """An event with a bracket by lot under way, one that is not drawn, a table under way, and a labour contest."""
    event_id = world.event()
    bracket, waiting, table = (world.trade(event_id, template=one) for one in ("fitter", "welder", "electrician"))
    works = world.trade(event_id, template="cnc_miller")
    events.move_event("system", event_id, "PUBLISHED", checks=())
    for trade_id, count in ((bracket, 6), (waiting, 3), (table, 4)):
        _entered(world, trade_id, count, unit, long)
    matches.set_up(
        "system", event_id, bracket, Setting("bracket", {"best_of": [1, 3], "third_place": True}, "lot", "T1.1", POINTS)
    )
    matches.set_up(
        "system", event_id, waiting, Setting("bracket", {"best_of": [1], "third_place": False}, "hand", "T1.1", POINTS)
    )
    matches.set_up("system", event_id, table, Setting("round_robin", TABLE, "number", "T1.1", {"kind": "earned"}))
    (entry, *_rest) = _entered(world, works, 3, unit, long)
    milestones.set_up("system", event_id, works, _document(long), "T1.1")
    for trade_id in (bracket, table):
        matches.draw("system", event_id, trade_id)
    for trade_id in (bracket, table, works):
        world.judges(event_id, trade_id, 1)
        judging.start_stage(event_id, trade_id, "system")
    matches.enter("system", event_id, bracket, "1.2", [(11, 7)], "")
    matches.correct("system", event_id, bracket, "1.2", [(7, 11)], "", "记反了", 1)
    for key, game in (("1.1", (1, 1)), ("1.2", (3, 0))):
        matches.enter("system", event_id, table, key, [game], "")
    with reading() as s:
        assert event_queries.stage_of_trade(s, works).state == "RUNNING"
    today = utcnow().date()
    for node in ("N1", "N2"):
        said = Said(today - timedelta(days=3), 2, f"{long}现场监理签字、照片齐全。", "https://example.org/photos/1")
        report = milestones.report("system", event_id, works, entry, node, said)
    milestones.judge(world.person("方晓棠", "works-chief"), event_id, works, report, False, "照片不清，请重拍")
    return {
        "formats.event": event_id, "formats.bracket": bracket, "formats.waiting": waiting, "formats.table": table,
        "formats.works": works, "formats.entry": entry,
    }  # fmt: skip


def ids_of(rule: str, known: dict[str, str]) -> dict[str, str]:
    """What stands in an address of these rooms."""
    ids = {"event_id": known["formats.event"], "match_key": "1.2", "kind": "seeds", "entry_id": known["formats.entry"]}
    if rule.startswith("/milestones/"):
        return ids | {"trade_id": known["formats.works"]}
    return ids | {"trade_id": known["formats.waiting" if rule.endswith("/seeds") else "formats.bracket"]}


def others(known: dict[str, str]) -> list[str]:
    """Pages with other things on them."""
    event_id, table, waiting = known["formats.event"], known["formats.table"], known["formats.waiting"]
    found = [f"/matches/{event_id}/{table}{page}" for page in ("", "/format", "/print", "/public", "/match/2.1")]
    found += [f"/matches/{event_id}/{waiting}{page}" for page in ("", "/format", "/public")]
    return [*found, f"/matches/{event_id}/{known['formats.works']}", f"/milestones/{event_id}/{table}"]


def _entered(world: World, trade_id: str, count: int, unit: str, long: str) -> list[str]:
    return [
        contestants.enter(
            "system", trade_id,
            ContestantDetails(name=f"{name}·{long}代表队", sex="", organisation_id=unit, employer=long, id_number="", phone=""),
        )
        for name in NAMES[:count]
    ]  # fmt: skip


def _document(long: str) -> dict[str, Any]:
    today = utcnow().date()
    return {
        "nodes": [
            {
                "key": f"N{n}", "title": {"zh": f"{long}第{n}标段", "en": ""}, "due": (today + timedelta(days=due)).isoformat(),
                "points": "30", "evidence": n,
            }
            for n, due in ((1, -9), (2, -1), (3, 20))
        ],
        "bands": [{"until": -5, "percent": "110"}, {"until": 0, "percent": "100"}, {"until": 7, "percent": "60"}],
        "beyond": "0", "most": "100", "rounding": {"digits": 0, "mode": "half_up"},
    }  # fmt: skip
