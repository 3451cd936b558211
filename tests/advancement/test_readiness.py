"""What the guided path says of an event's place in a ladder."""

from __future__ import annotations

from sqlalchemy import update

from competition.advancement.readiness import ladder_lines
from competition.ladders import actions as ladders
from competition.ladders import queries as ladder_queries
from competition.ladders.models import Passage
from competition.store import reading, transaction
from tests.advancement.ground import Eve, eve
from tests.ladders.ground import RULE, climb
from tests.world import World

NAMELESS = "No organisation is named that runs this event of the ladder"


def said(world: World, event_id: str) -> list[tuple[bool, bool, str, str]]:
    with reading() as s, world.app.test_request_context("/?lang=en"):
        return [(line.done, line.warn, line.text, line.href) for line in ladder_lines(s, event_id)]


def nameless(made: Eve) -> tuple[bool, bool, str, str]:
    return True, True, NAMELESS, f"/ladders/{made.climb.ladder_id}/tiers/{made.climb.tiers[1]}"


def test_event_outside_of_ladders_is_told_nothing(world: World) -> None:
    assert said(world, world.event()) == []


def test_cut_that_is_due_is_a_step_until_it_is_confirmed(world: World) -> None:
    made = eve(world)
    due = (False, False, "Bench fitting: the cut is due", f"/advancement/{made.passage_id}")
    assert said(world, made.upper_event) == [nameless(made), due]

    made.propose()
    waits = (False, False, "Bench fitting: the cut waits to be confirmed", f"/advancement/{made.passage_id}")
    assert said(world, made.upper_event) == [nameless(made), waits]

    made.confirm()
    assert said(world, made.upper_event) == [nameless(made)]


def test_no_cut_is_due_while_a_pool_has_not_ended(world: World) -> None:
    made = eve(world, waiting=["南城"])
    assert said(world, made.upper_event) == [nameless(made)]


def test_rule_that_lacks_or_can_still_be_changed_is_a_warning(world: World) -> None:
    made = climb()
    into = f"/ladders/{made.ladder_id}/passages/into/"
    event_id, (fitter, welder) = made.events["青溪市"], (made.trades["青溪市", key] for key in ("fitter", "welder"))
    assert [line[3] for line in said(world, event_id)][1:] == [f"{into}{fitter}", f"{into}{welder}"]

    passage_id = ladders.set_rule("system", fitter, RULE)
    found = said(world, event_id)[1]
    assert found[:2] == (True, True)
    assert found[3] == f"/ladders/{made.ladder_id}/passages/{passage_id}"
    assert "the rule can still be changed" in found[2]


def test_quotas_over_the_capacity_are_a_warning(world: World) -> None:
    made = eve(world, quotas={"东城": 2, "西城": 2})
    with transaction() as s:
        s.execute(update(Passage).where(Passage.id == made.passage_id).values(capacity=3))
    with reading() as s:
        assert ladder_queries.quota_sums(s, [made.passage_id]) == {made.passage_id: 4}
    assert "quotas promise more than its 3 places" in said(world, made.upper_event)[1][2]
