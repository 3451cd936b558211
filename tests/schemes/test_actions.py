"""Trades from templates and versions of plans."""

import copy
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from competition.engine.plans import plan_hash
from competition.engine.refusal import PlanRefused
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.schemes import actions, queries
from competition.schemes.library import templates
from competition.schemes.models import Plan
from competition.store import Refused, reading, transaction
from competition.store.ledger import lines
from tests.world import PLAN, World


def changed(**more: Any) -> dict[str, Any]:
    return copy.deepcopy(PLAN) | more


def test_templates_have_codes_of_their_own() -> None:
    library = templates()

    assert len({one.code for one in library.values()}) == len(library)
    assert all(
        (one.name and one.name_en, one.plan.document_hash == plan_hash(one.document)) for one in library.values()
    )


def test_add_trades_from_templates_brings_version_one_into_force(world: World) -> None:
    event_id = world.event()

    trade_ids = actions.add_trades_from_templates("system", event_id, ["welder", "nurse"])

    with reading() as s:
        assert [one.id for one in event_queries.trades(s, event_id)] == trade_ids
        assert queries.latest_numbers(s, trade_ids) == dict.fromkeys(trade_ids, 1)
        plan = queries.version(s, trade_ids[0])
        stage = event_queries.stage_of_trade(s, trade_ids[0])
        assert plan is not None
        assert (stage.plan_id, stage.plan_hash, plan.document) == (plan.id, plan.hash, templates()["welder"].document)
        assert [line.kind for line in lines(s, f"trade:{trade_ids[0]}")] == ["plan_added", "plan_chosen"]


def test_add_trades_from_templates_adds_all_or_none(world: World) -> None:
    event_id = world.event()
    actions.add_trades_from_templates("system", event_id, ["nurse"])

    for keys in (["welder", "nurse"], ["welder", "alchemist"]):
        with pytest.raises(Refused):
            actions.add_trades_from_templates("system", event_id, keys)

    with reading() as s:
        assert [one.template_key for one in event_queries.trades(s, event_id)] == ["nurse"]


def test_add_version_is_the_one_the_stage_runs_under(world: World) -> None:
    trade_id = world.trade(world.event())

    number = actions.add_version("system", trade_id, changed(ties=[]))

    with reading() as s:
        latest = queries.version(s, trade_id)
        assert latest is not None
        assert (number, latest.version, [one.version for one in queries.versions(s, trade_id)]) == (3, 3, [3, 2, 1])
        assert event_queries.stage_of_trade(s, trade_id).plan_id == latest.id
        assert queries.ruled(latest).ties == ()
        assert queries.plan(s, latest.id) is latest


def test_add_version_refuses_what_the_engine_refuses_with_its_path(world: World) -> None:
    trade_id = world.trade(world.event())

    with pytest.raises(PlanRefused) as why:
        actions.add_version("system", trade_id, changed(ties=["module:Z"]))

    assert (why.value.code, why.value.path) == ("unknown_tie", "ties[0]")


def test_add_version_refuses_the_same_document_and_a_stage_that_has_started(world: World) -> None:
    trade_id = world.trade(world.event())
    with pytest.raises(Refused, match="plan_same"):
        actions.add_version("system", trade_id, changed())
    with transaction() as s:
        stage = event_queries.stage_of_trade(s, trade_id)
        events.mark_stage_started(s, stage.id, str(stage.plan_hash), None)

    with pytest.raises(Refused, match="stage_not_draft"):
        actions.add_version("system", trade_id, changed(ties=[]))
    with reading() as s:
        assert [one.version for one in queries.versions(s, trade_id)] == [2, 1]


@pytest.mark.parametrize("change", [update(Plan).values(version=9), delete(Plan)])
def test_plans_are_never_changed_or_deleted(world: World, change: Any) -> None:
    world.trade(world.event())

    with pytest.raises(DBAPIError, match="append-only"), transaction() as s:
        s.execute(change)
