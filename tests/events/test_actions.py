"""Setting up events, trades and stages."""

import dataclasses
from datetime import date

import pytest

from competition.accounts import queries as accounts
from competition.events import actions, queries
from competition.events.actions import EventDetails
from competition.store import Refused, reading, transaction
from competition.store.ledger import lines
from tests.world import World

DETAILS = EventDetails(
    name="青溪杯", name_en="Qingxi Cup", edition=2, starts_on=date(2026, 9, 28), ends_on=date(2026, 9, 30),
    zone="Asia/Shanghai", place="青溪体育馆",
)  # fmt: skip


def trade(event_id: str, name: str = "焊工", code: str = "WE") -> str:
    return actions.add_trade("system", event_id, template_key="welder", name=name, name_en="Welding", code=code)


def kinds(chain: str) -> list[str]:
    with reading() as s:
        return [line.kind for line in lines(s, chain)]


def refusal(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_create_event_makes_its_creator_its_organiser(world: World) -> None:
    person = world.person("苏明", "suming")

    event_id = actions.create_event(person, DETAILS)

    with reading() as s:
        known = accounts.known(s, person)
        one = queries.event(s, event_id)
        assert known is not None
        assert known.grants == (("organiser", f"/events/{event_id}"),)
        assert [getattr(one, name) for name in vars(DETAILS)] == list(vars(DETAILS).values())
    assert kinds(f"event:{event_id}") == ["event_created"]


def test_edit_event_records_only_what_differs(world: World) -> None:
    event_id = actions.create_event(world.person("苏明", "suming"), DETAILS)

    actions.edit_event("system", event_id, DETAILS)
    actions.edit_event("system", event_id, dataclasses.replace(DETAILS, place="东湖", ends_on=date(2026, 10, 1)))

    with reading() as s:
        (_, changed) = lines(s, f"event:{event_id}")
    assert (changed.kind, changed.body) == (
        "event_changed",
        '{"after":{"ends_on":"2026-10-01","place":"东湖"},"before":{"ends_on":"2026-09-30","place":"青溪体育馆"},'
        f'"event_id":"{event_id}"}}',
    )


def test_add_trade_comes_with_its_final_and_a_code_of_its_own(world: World) -> None:
    event_id = actions.create_event(world.person("苏明", "suming"), DETAILS)
    first, second = trade(event_id), trade(event_id, "氩弧焊")

    with reading() as s:
        assert [(one.id, one.code, one.position) for one in queries.trades(s, event_id)] == [
            (first, "WE", 1),
            (second, "WE2", 2),
        ]
        stage = queries.stage_of_trade(s, first)
        assert (stage.name, stage.name_en, stage.state, stage.anonymity, stage.minutes) == (
            "决赛",
            "Final",
            "DRAFT",
            "open",
            None,
        )
        assert queries.trade_counts(s) == {event_id: 2}


def test_add_trade_refuses_a_name_twice_and_an_event_that_is_not_there(world: World) -> None:
    event_id = actions.create_event(world.person("苏明", "suming"), DETAILS)
    trade(event_id)

    with refusal("trade_exists"):
        trade(event_id)
    with refusal("not_there"):
        trade("nowhere")


def test_remove_trade_hides_it_and_lets_its_name_be_used_again(world: World) -> None:
    event_id = actions.create_event(world.person("苏明", "suming"), DETAILS)
    gone = trade(event_id)

    actions.remove_trade("system", gone)
    again = trade(event_id)

    with reading() as s:
        assert [one.id for one in queries.trades(s, event_id)] == [again]
        with refusal("not_there"):
            queries.trade(s, gone)
    assert kinds(f"event:{event_id}") == ["event_created", "trade_added", "trade_removed", "trade_added"]


def test_remove_trade_refuses_while_somebody_is_entered(world: World) -> None:
    trade_id = world.trade(world.event())
    world.contestants(trade_id, 2)

    with refusal("trade_has_entries"):
        actions.remove_trade("system", trade_id)
    with reading() as s:
        assert queries.trade(s, trade_id).removed_at is None


def test_set_stage_is_recorded_once(world: World) -> None:
    trade_id = trade(actions.create_event(world.person("苏明", "suming"), DETAILS))

    for _ in range(2):
        actions.set_stage("system", trade_id, anonymity="station", minutes=90)

    with reading() as s:
        stage = queries.stage_of_trade(s, trade_id)
        assert (stage.anonymity, stage.minutes) == ("station", 90)
    assert kinds(f"trade:{trade_id}") == ["stage_set"]


def test_stage_starts_under_its_plan_and_ends_with_the_event(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    with transaction() as s:
        stage = queries.stage_of_trade(s, trade_id)
        with refusal("stage_has_no_plan"):
            actions.mark_stage_started(s, stage.id, "another plan", None)
        with refusal("stage_not_running"):
            actions.mark_stage_ended(s, stage.id)
        actions.mark_stage_started(s, stage.id, str(stage.plan_hash), None)
        assert (queries.event(s, event_id).state, [one.id for one in queries.running_stages(s)]) == (
            "IN_SESSION",
            [stage.id],
        )

    for change in (
        lambda: actions.set_stage("system", trade_id, anonymity="open", minutes=1),
        lambda: actions.remove_trade("system", trade_id),
        lambda: actions.choose_plan("system", trade_id, plan_id="p", plan_hash="h"),
    ):
        with refusal("stage_not_draft"):
            change()

    with transaction() as s:
        actions.mark_stage_ended(s, stage.id)
        assert (queries.stage(s, stage.id).state, queries.event(s, event_id).state) == ("ENDED", "REVIEW")


def test_place_of_stage_gives_event_trade_and_stage(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)

    with reading() as s:
        stage_id = queries.stages(s, event_id)[trade_id].id
        assert tuple(one.id for one in queries.place_of_stage(s, stage_id)) == (event_id, trade_id, stage_id)
        with refusal("not_there"):
            queries.place_of_stage(s, "nowhere")
