"""Ladders: what their actions do and refuse, and what freezes a rule."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from competition.engine.advancement_rule import RuleRefused
from competition.events import actions as events
from competition.events import queries as events_queries
from competition.ladders import actions, queries
from competition.ladders.actions import LadderDetails, TierDetails
from competition.ladders.preview import so_far
from competition.store import Refused, reading, transaction
from competition.store.ledger import lines
from tests.ladders import ground
from tests.ladders.ground import RULE
from tests.world import World


def refused(doing: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        doing()
    return caught.value.code


def test_ladder_is_refused_twice_without_tiers_and_changed_meanwhile(world: World) -> None:
    climb = ground.climb()
    low, high = (TierDetails(id=one, name=name) for one, name in zip(climb.tiers, ("县区", "市"), strict=True))
    details = LadderDetails(name="青溪市技能晋级赛")

    def edit(*tiers: TierDetails, rev: int | None = None) -> Callable[[], object]:
        return lambda: actions.edit_ladder("system", climb.ladder_id, details, tiers, rev)

    assert refused(lambda: actions.add_ladder("system", details, [low])) == "ladder_exists"
    assert refused(lambda: actions.add_ladder("system", LadderDetails(name="另一个"), [])) == "tier_missing"
    assert refused(edit(low, TierDetails(name="县区"), high)) == "tier_twice"
    assert refused(edit(high)) == "tier_not_empty"
    assert refused(edit(high, low)) == "tier_order"
    assert refused(edit(low, TierDetails(name="片区"), high)) == "tier_order"
    assert refused(edit(low, high, rev=7)) == "changed_meanwhile"
    assert refused(lambda: actions.remove_ladder("system", climb.ladder_id)) == "ladder_not_empty"
    actions.edit_ladder("system", climb.ladder_id, details, [low, TierDetails(name="片区", may_skip=True), high], 1)
    with reading() as s:
        assert [one.name for one in queries.tiers(s, climb.ladder_id)] == ["县区", "片区", "市"]


def test_event_stands_once_and_feeds_only_upwards(world: World) -> None:
    climb = ground.climb()
    other = ground.ladder("另一个")
    east, event_id = climb.events["东城"], ground.event("南城")[0]

    assert refused(lambda: actions.add_rung("system", other.ladder_id, other.tiers[0], east, None)) == "event_on_ladder"
    below = climb.rungs["东城"]
    for tier in climb.tiers:
        assert (
            refused(lambda tier=tier: actions.add_rung("system", climb.ladder_id, tier, event_id, below))  # type: ignore[misc]
            == "feeds_not_above"
        )
    assert refused(lambda: actions.add_rung("system", climb.ladder_id, other.tiers[0], event_id, None)) == "not_there"
    assert refused(lambda: actions.add_rung("system", other.ladder_id, other.tiers[0], event_id, below)) == "not_there"


def test_rule_is_frozen_when_the_first_stage_below_starts(world: World) -> None:
    climb = ground.climb()
    trade_id = climb.trades["青溪市", "fitter"]
    passage_id = actions.set_rule("system", trade_id, RULE)
    actions.set_quotas("system", passage_id, {climb.rungs["东城"]: 2, climb.rungs["西城"]: 2})
    stage_id = ground.start(world, climb.events["东城"], climb.trades["东城", "fitter"])

    with reading() as s:
        one = queries.passage(s, passage_id)
        told = [(line.kind, line.actor) for line in lines(s, f"passage:{trade_id}")]
        assert [source.started for source in queries.sources(s, passage_id)] == [True, False]
    assert (one.frozen, one.late_reason, told) == (
        True, "", [("passage_set", "system"), ("quotas_set", "system"), ("passage_frozen", "system")],
    )  # fmt: skip
    assert stage_id
    for doing in (
        lambda: actions.set_rule("system", trade_id, RULE | {"top": 3}),
        lambda: actions.remove_rule("system", passage_id),
        lambda: actions.set_quotas("system", passage_id, {}),
        lambda: events.remove_trade("system", trade_id),
    ):
        assert refused(doing) == "passage_frozen"
    with reading() as s:
        assert actions.plan_off(s, climb.ladder_id, [climb.rungs["东城"]]).rungs == []
    actions.move_places("system", passage_id, climb.rungs["东城"], climb.rungs["西城"], 1, "东城缺人")


def test_rule_that_was_forgotten_is_set_once_with_a_reason(world: World) -> None:
    climb = ground.climb()
    trade_id = climb.trades["青溪市", "fitter"]
    ground.start(world, climb.events["东城"], climb.trades["东城", "fitter"])

    assert refused(lambda: actions.set_rule("system", trade_id, RULE)) == "late_reason_missing"
    passage_id = actions.set_rule("system", trade_id, RULE, late_reason="通知漏发")
    with reading() as s:
        one = queries.passage(s, passage_id)
        assert (one.frozen, one.late_reason) == (True, "通知漏发")
    assert (
        refused(lambda: actions.set_rule("system", trade_id, RULE | {"top": 9}, late_reason="再来")) == "passage_frozen"
    )


def test_start_of_another_trade_freezes_nothing(world: World) -> None:
    climb = ground.climb()
    passage_id = actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)
    ground.start(world, climb.events["东城"], climb.trades["东城", "welder"])
    ground.start(world, climb.events["青溪市"], climb.trades["青溪市", "fitter"])

    with reading() as s:
        assert not queries.passage(s, passage_id).frozen


def test_rule_that_cannot_be_is_refused(world: World) -> None:
    climb = ground.climb()
    trade_id = climb.trades["青溪市", "fitter"]
    passage_id = actions.set_rule("system", trade_id, RULE | {"capacity": 6})
    actions.set_quotas("system", passage_id, {climb.rungs["东城"]: 3, climb.rungs["西城"]: 3})

    for document, code in (
        ({"format": "craftboard-advancement", "version": 1}, "nobody_advances"),
        (RULE | {"share": {"percent": "80", "rounding": "down"}, "out_at_least": "25"}, "share_against_out"),
        (RULE | {"capacity": 5}, "over_capacity"),
    ):
        with pytest.raises(RuleRefused) as caught:
            actions.set_rule("system", trade_id, document)
        assert caught.value.code == code
    assert refused(lambda: actions.set_rule("system", trade_id, RULE, rev=1)) == "changed_meanwhile"
    assert refused(lambda: actions.set_rule("system", ground.event("别处")[1]["fitter"], RULE)) == "trade_feeds_nothing"
    strange = {climb.rungs["青溪市"]: 1}
    assert refused(lambda: actions.set_quotas("system", passage_id, strange)) == "quota_of_stranger"


def test_rungs_that_others_feed_or_that_have_rules_stay(world: World) -> None:
    climb = ground.climb()
    with reading() as s:
        plan = actions.plan_off(s, climb.ladder_id, [climb.rungs["青溪市"]])
        whole = actions.plan_off(s, climb.ladder_id, list(climb.rungs.values()))
    assert ([one.code for _name, one in plan.skipped], len(whole.rungs)) == (["rung_fed"], 3)
    actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)
    with reading() as s:
        plan = actions.plan_off(s, climb.ladder_id, list(climb.rungs.values()))
    assert [(name, one.code) for name, one in plan.skipped] == [("青溪市", "rung_has_rules")]
    assert refused(lambda: events.remove_event("system", climb.events["青溪市"])) == "rung_fed"


def test_removed_events_and_trades_leave_the_ladder(world: World) -> None:
    climb = ground.climb()
    passage_id = actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)
    actions.set_quotas("system", passage_id, {climb.rungs["东城"]: 1})
    events.remove_event("system", climb.events["东城"])
    events.remove_trade("system", climb.trades["青溪市", "fitter"])

    with reading() as s:
        assert queries.rung_of_event(s, climb.events["东城"]) is None
        assert queries.passage_of_trade(s, climb.trades["青溪市", "fitter"]) is None


def test_places_are_used_and_given_back_within_the_quota(world: World) -> None:
    climb = ground.climb()
    passage_id = actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)
    east, west = climb.rungs["东城"], climb.rungs["西城"]
    actions.set_quotas("system", passage_id, {east: 2})
    first, second, third = world.contestants(climb.trades["东城", "fitter"], 3)
    others = world.contestants(climb.trades["西城", "fitter"], 3)

    with transaction() as s:
        actions.use_places(s, "system", passage_id, {east: [first, second], west: others})
    with transaction() as s, pytest.raises(Refused) as caught:
        actions.use_places(s, "system", passage_id, {east: [third]})
    assert (caught.value.code, caught.value.facts["holder"]) == ("quota_over_quota", "东城")
    with transaction() as s:
        actions.release_places(s, "system", passage_id, [first, others[0]], "生病")
        actions.use_places(s, "system", passage_id, {east: [third]})
    with reading() as s:
        standing = queries.quota_standings(s, queries.passage(s, passage_id))
        kinds = [line.kind for line in queries.quota_lines(s, passage_id)]
    assert {key: (one.used, one.left) for key, one in standing.items()} == {east: ((second, third), 0)}
    assert kinds == ["used", "used", "released", "used"]


def test_numbers_so_far_say_how_many_would_go_on(world: World) -> None:
    climb = ground.climb()
    document = RULE | {"out_at_least": "25", "runners_up": {"count": 1, "by": "total"}, "capacity": 4}
    passage_id = actions.set_rule("system", climb.trades["青溪市", "fitter"], document)
    world.contestants(climb.trades["东城", "fitter"], 5)
    world.contestants(climb.trades["西城", "fitter"], 2)

    with reading() as s:
        found = so_far(s, queries.rule_of(queries.passage(s, passage_id)), queries.sources(s, passage_id))
        nothing = so_far(s, None, [])
    assert [(one.source.name, one.competing, one.places) for one in found.pools] == [("东城", 5, 2), ("西城", 2, 1)]
    assert (found.competing, found.places, found.most) == (7, 3, 4)
    assert found.problem is not None
    assert found.problem.code == "top_against_out"
    assert (nothing.pools, nothing.most, nothing.problem) == ((), 0, None)


def test_many_at_once_set_a_rule_and_one_wins(world: World) -> None:
    climb = ground.climb()
    trade_id = climb.trades["青溪市", "fitter"]

    def try_it(top: int) -> str:
        try:
            return actions.set_rule("system", trade_id, RULE | {"top": top}, rev=0)
        except Refused as one:
            return one.code

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(try_it, range(1, 21)))
    assert sorted(answers)[1:] == ["changed_meanwhile"] * 19
    with reading() as s:
        assert [one.rev for one in queries.passages_of_ladder(s, climb.ladder_id)] == [1]
        assert events_queries.trade(s, trade_id).id == trade_id
