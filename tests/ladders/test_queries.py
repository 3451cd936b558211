"""What other rooms may ask of ladders: passages, the pools they are filled from, and where they lead."""

from __future__ import annotations

from competition.events import actions as events
from competition.ladders import actions, queries
from competition.ladders.models import Rung
from competition.store import reading, transaction
from tests.ladders import ground
from tests.ladders.ground import RULE
from tests.world import World


def test_sources_are_the_same_trade_of_all_events_below(world: World) -> None:
    climb = ground.climb()
    passage_id = actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)

    with reading() as s:
        found = queries.sources(s, passage_id)
        upper = queries.upper(s, queries.passage(s, passage_id))

    assert [(one.name, one.holder, one.event_id, one.trade_id, one.started) for one in found] == [
        (name, climb.rungs[name], climb.events[name], climb.trades[name, "fitter"], False) for name in ("东城", "西城")
    ]
    assert upper.rung is not None
    assert (upper.event.name, upper.trade.id, upper.rung.id, upper.stage.trade_id) == (
        "青溪市", climb.trades["青溪市", "fitter"], climb.rungs["青溪市"], climb.trades["青溪市", "fitter"],
    )  # fmt: skip


def test_passage_of_a_source_trade_is_the_one_above_it_once_it_has_a_rule(world: World) -> None:
    climb = ground.climb()
    with reading() as s:
        assert queries.passage_of_source_trade(s, climb.trades["东城", "fitter"]) is None
    passage_id = actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)

    with reading() as s:
        below = queries.passage_of_source_trade(s, climb.trades["东城", "fitter"])
        other = queries.passage_of_source_trade(s, climb.trades["东城", "welder"])
        top = queries.passage_of_source_trade(s, climb.trades["青溪市", "fitter"])
        stranger = queries.passage_of_source_trade(s, ground.event("别处")[1]["fitter"])

    assert below is not None
    assert (below.id, other, top, stranger) == (passage_id, None, None, None)


def test_trade_that_stands_twice_in_an_event_goes_on_by_its_name(world: World) -> None:
    climb = ground.ladder()
    ground.add(climb, "青溪市", 1, None, ())
    ground.add(climb, "东城", 0, "青溪市", ())
    made = {
        (name, called): events.add_trade(
            "system", climb.events[name], template_key="fitter", name=called, name_en="", code="F"
        )
        for name in ("青溪市", "东城")
        for called in ("钳工职工组", "钳工学生组")
    }
    for called in ("钳工职工组", "钳工学生组"):
        passage_id = actions.set_rule("system", made["青溪市", called], RULE)
        with reading() as s:
            assert [one.trade_id for one in queries.sources(s, passage_id)] == [made["东城", called]]


def test_cancelled_events_send_nobody(world: World) -> None:
    climb = ground.climb()
    passage_id = actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)
    events.move_event("system", climb.events["东城"], "CANCELLED", checks=(), reason="台风")

    with reading() as s:
        assert [one.name for one in queries.sources(s, passage_id)] == ["西城"]


def test_events_of_two_tiers_below_are_sources_where_the_tier_between_may_be_skipped(world: World) -> None:
    climb = ground.ladder(tiers=("企业", "县区", "市"))
    with transaction() as s:
        queries.tier(s, climb.ladder_id, climb.tiers[1]).may_skip = True
    ground.add(climb, "青溪市", 2, None)
    ground.add(climb, "东城", 1, "青溪市")
    ground.add(climb, "青溪钢铁", 0, "青溪市")
    passage_id = actions.set_rule("system", climb.trades["青溪市", "welder"], RULE)

    with reading() as s:
        assert [one.name for one in queries.sources(s, passage_id)] == ["东城", "青溪钢铁"]


def test_sources_of_many_passages_take_as_many_questions_as_of_one(world: World) -> None:
    climb = ground.climb()
    for number in range(4):
        ground.add(climb, f"第{number}区", 0, "青溪市")
    ids = [actions.set_rule("system", climb.trades["青溪市", key], RULE) for key in ("fitter", "welder")]

    one = ground.questions(lambda s: queries.sources_of_passages(s, queries.passages(s, ids[:1])))
    two = ground.questions(lambda s: queries.sources_of_passages(s, queries.passages_of_ladder(s, climb.ladder_id)))
    back = ground.questions(lambda s: queries.passages_of_source_trades(s, list(climb.trades.values())))

    assert one == two <= 8
    assert back <= 8


def test_rungs_know_their_organisation_by_the_host(world: World) -> None:
    climb = ground.climb()
    with reading() as s:
        rungs = queries.rungs_of_ladder(s, climb.ladder_id)
        assert [one.id for one in queries.feeding(s, [climb.rungs["青溪市"]])] == [rungs[1].id, rungs[2].id]
        assert queries.rung_of_event(s, climb.events["东城"]) == s.get(Rung, climb.rungs["东城"])
