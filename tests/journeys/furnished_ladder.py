"""The ladder and the series of the furnished house."""

from __future__ import annotations

from typing import Any

from competition.advancement import queries as advancement
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.figures import actions as figures
from competition.ladders import actions as ladders
from competition.ladders import queries as ladder_queries
from competition.series import actions as series
from competition.series.actions import SeriesDetails
from competition.store import reading, transaction, utcnow
from tests.advancement.ground import eve
from tests.world import World

RULE = {
    "measure": "place", "places": ["10", "8", "6"], "beyond": "1",
    "weights": {"training": "1", "assessment": "1", "final": "2"}, "best": None, "least": None,
}  # fmt: skip


def laddered(world: World, event_id: str, trade_id: str, long: str) -> dict[str, str]:
    """The event under way above one that goes on to it: one trade with a rule and quotas, one without."""
    tiers = [ladders.TierDetails(name="县区", name_en="County"), ladders.TierDetails(name="市", name_en="City")]
    about = ladders.LadderDetails(name=f"{long}技能晋级赛", name_en="Skills ladder", shown=True)
    ladder_id = ladders.add_ladder("system", about, tiers)
    with reading() as s:
        low, high = (one.id for one in ladder_queries.tiers(s, ladder_id))
    upper = ladders.add_rung("system", ladder_id, high, event_id, None)
    below = world.event()
    world.trade(below)
    second: Any = {"template_key": "welder", "name": "焊工", "name_en": "Welding", "code": "W"}
    bare = events.add_trade("system", event_id, **second)
    events.add_trade("system", below, **second)
    rung = ladders.add_rung("system", ladder_id, low, below, upper)
    rule = {"format": "craftboard-advancement", "version": 1, "ties": "in", "top": 2, "out_at_least": "25"}
    passage_id = ladders.set_rule("system", trade_id, rule)
    ladders.set_quotas("system", passage_id, {rung: 2})
    later = events.add_stage("system", bare, name="决赛第二轮", name_en="Final, second round")
    ladders.set_stage_rule("system", later, rule)
    figures.declare("system", ladder_id, "workers", 1200, "统计年报", tier_id=low)
    ladder = {"ladder_id": ladder_id, "tier_id": low, "passage_id": passage_id, "upper_trade_id": bare}
    return ladder | {"later_stage_id": later}


def advanced(world: World) -> dict[str, str]:
    """Two counties over, their cut confirmed, and the city's event that everybody may see."""
    one = eve(world).confirmed()
    with transaction() as s:
        upper = event_queries.event(s, one.upper_event)
        upper.state, upper.published_at = "PUBLISHED", utcnow()
    with reading() as s:
        place = advancement.places(s, one.passage_id)[0]
    return {
        "passage_id": one.passage_id, "place_id": place.id, "entry_id": place.key, "ladder_id": one.climb.ladder_id,
        "event_id": one.climb.events["东城"], "trade_id": one.trade("东城"),
    }  # fmt: skip


def serial(event_id: str) -> str:
    """A series with the event as its round."""
    said = SeriesDetails(
        name="技能月月练", name_en="Skills month by month", about="", about_en="", shown=True, rule=RULE
    )
    series_id = series.add_series("system", said)
    series.add_round("system", series_id, event_id, "final")
    return series_id
