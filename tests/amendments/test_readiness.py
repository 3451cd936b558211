"""A proposed change that waits for a second person: on the guided path, on the monitor, and in the way of results that stand."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from flask_babel import force_locale

from competition.accounts.roles import scope_path
from competition.amendments import actions, queries
from competition.amendments.readiness import amendment_lines
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.events.readiness import Line, steps
from competition.store import Refused, reading, transaction
from tests.amendments.test_amendments import marked, proposed
from tests.world import Contest, World


@pytest.fixture
def contest(world: World) -> Contest:
    return marked(world)


def found(world: World, contest: Contest) -> list[Line]:
    with world.app.test_request_context(), force_locale("en"), reading() as s:
        return amendment_lines(s, contest.event_id)


def path(world: World, contest: Contest) -> list[str]:
    with world.app.test_request_context(), reading() as s:
        return [step.key for step in steps(world.app.extensions["readiness"], s, contest.event_id)]


def in_state(contest: Contest, state: str) -> None:
    with transaction() as s:
        event_queries.event(s, contest.event_id).state = state


def confirm(world: World, contest: Contest, locale: str = "en") -> None:
    """Move the event on to results that stand."""
    in_state(contest, "APPEAL_WINDOW")
    with world.app.test_request_context(), force_locale(locale):
        events.move_event("system", contest.event_id, "CONFIRMED", checks=world.app.extensions["readiness"])


def closed(world: World, contest: Contest, locale: str) -> str:
    """What keeps the event from that, in words."""
    with pytest.raises(Refused, match=r"^move_closed$") as refusal:
        confirm(world, contest, locale)
    return str(refusal.value.facts["missing"])


def test_a_proposal_is_a_line_of_its_trade_until_it_is_decided(world: World, contest: Contest) -> None:
    before = found(world, contest), "amendments" in path(world, contest)
    one = proposed(contest)
    waiting = found(world, contest), "amendments" in path(world, contest)
    actions.approve("two", contest.trade_id, one)

    line = Line(
        trade_id=contest.trade_id, done=False, text="Waits for a second person",
        href=f"/amendments/{contest.event_id}/{contest.trade_id}", action="Look and decide",
    )  # fmt: skip
    assert (before, waiting) == (([], False), ([line], True))
    assert (found(world, contest), "amendments" in path(world, contest)) == ([], False)


def test_waiting_trades_are_those_that_nobody_has_decided(world: World, contest: Contest) -> None:
    def waiting() -> set[str]:
        with reading() as s:
            return queries.waiting_trades(s, [contest.trade_id, contest.stage_id])

    told = [waiting()]
    one = proposed(contest)
    told.append(waiting())
    again = proposed(contest)
    told.append(waiting())
    actions.decline("two", contest.trade_id, again, "规程如此")
    told.append(waiting())

    assert one != again
    assert told == [set(), {contest.trade_id}, {contest.trade_id}, set()]


@pytest.mark.parametrize("state", ["CONFIRMED", "ARCHIVED", "SUSPENDED"])
def test_where_no_change_can_take_effect_nothing_waits(world: World, contest: Contest, state: str) -> None:
    proposed(contest)
    in_state(contest, state)

    assert found(world, contest) == []


def test_results_do_not_stand_while_a_proposal_waits(world: World, contest: Contest) -> None:
    one = proposed(contest)
    told = {locale: closed(world, contest, locale) for locale in ("en", "zh")}
    actions.withdraw("one", contest.trade_id, one)
    confirm(world, contest)

    assert told == {
        "en": "Change of the scheme: Waits for a second person",
        "zh": "方案变更: 待第二人审核",
    }


def test_no_proposal_is_made_once_results_stand(world: World, contest: Contest) -> None:
    confirm(world, contest)

    with pytest.raises(Refused, match=r"^plan_settled$"):
        proposed(contest)


def chief(world: World, contest: Contest, role: str = "chief_judge") -> FlaskClient:
    world.person("严明", role, (role, scope_path(contest.event_id, contest.trade_id)))
    return world.signed_in(role)


def test_the_monitor_shows_it_with_the_way_there_to_who_may_look(world: World, contest: Contest) -> None:
    people = [chief(world, contest, role) for role in ("chief_judge", "score_clerk")]
    address = f"/judging/{contest.event_id}?lang=en"
    link = f'href="/amendments/{contest.event_id}/{contest.trade_id}"'
    before = [("Waits for a second person" in one.get(address).text) for one in people]
    proposed(contest)

    shown = [re.sub(r"\s+", " ", one.get(address).text) for one in people]

    assert before == [False, False]
    assert [("Waits for a second person" in one, link in one) for one in shown] == [
        (True, True), (True, False),
    ]  # fmt: skip


def test_the_monitor_shows_nothing_of_trades_that_somebody_does_not_watch(world: World, contest: Contest) -> None:
    other = world.trade(contest.event_id, template="nurse")
    world.person("何清越", "other", ("chief_judge", scope_path(contest.event_id, other)))
    proposed(contest)

    assert "Waits for a second person" not in world.signed_in("other").get(f"/judging/{contest.event_id}?lang=en").text


def test_the_overview_leads_there(world: World, contest: Contest) -> None:
    organiser = world.organiser()
    address = f"/events/{contest.event_id}?lang=zh"
    link = f'href="/amendments/{contest.event_id}/{contest.trade_id}"'
    before = link in organiser.get(address).text
    proposed(contest)
    page = organiser.get(address).text

    assert (before, link in page, "待第二人审核" in page) == (False, True, True)
