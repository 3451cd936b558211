"""The draft of the next version: saved in parts, undone, made a version."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest
from sqlalchemy import update

from competition.acts.queries import activity
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.schemes import actions, editing, queries
from competition.schemes.actions.drafts import STEPS
from competition.schemes.models import PlanDraftStep
from competition.store import Refused, reading, transaction
from tests.world import PLAN, World

PLACE = "modules.1.criteria.0"
CRITERION = PLAN["modules"][1]["criteria"][0]


def begun(world: World) -> str:
    trade_id = world.trade(world.event())
    actions.start("system", trade_id, PLAN, 2)
    return trade_id


def stored(trade_id: str) -> tuple[dict[str, Any], int, list[tuple[str, str]]]:
    with reading() as s:
        draft = queries.draft(s, trade_id)
        assert draft is not None
        return draft.document, draft.rev, queries.steps(s, trade_id)


def save(trade_id: str, zh: str, actor: str = "system", seen: str | None = None, **more: Any) -> actions.Saved:
    part = CRITERION | {"title": editing.text(zh, "Size")}
    with reading() as s:
        draft = queries.draft(s, trade_id)
        assert draft is not None
        now = editing.digest(editing.part_at(draft.document, PLACE))
    return actions.save_part(actor, trade_id, PLACE, part, seen=seen or now, edit=("criterion", "A1"), **more)


def test_save_part_keeps_the_part_and_one_step_for_a_burst(world: World) -> None:
    trade_id = begun(world)

    saved = [save(trade_id, zh) for zh in ("一", "二")]

    document, rev, steps = stored(trade_id)
    assert editing.part_at(document, PLACE)["title"] == editing.text("二", "Size")
    assert ([one.rev for one in saved], rev, steps) == ([2, 3], 3, [("criterion", "A1")])
    assert saved[1].seen == editing.digest(editing.part_at(document, PLACE))


def test_save_part_begins_another_step_for_somebody_else_and_after_a_while(world: World) -> None:
    trade_id = begun(world)
    save(trade_id, "一")
    save(trade_id, "二", actor="other")
    with transaction() as s:
        s.execute(update(PlanDraftStep).values(at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)))
    save(trade_id, "三", actor="other")
    save(trade_id, "四", actor="other", burst=False)

    assert len(stored(trade_id)[2]) == 4


def test_save_part_without_a_change_leaves_the_draft_as_it_is(world: World) -> None:
    trade_id = begun(world)

    actions.save_part("system", trade_id, PLACE, CRITERION, seen=editing.digest(CRITERION), edit=("criterion", "A1"))

    assert stored(trade_id) == (PLAN, 1, [])


def test_save_part_refuses_what_somebody_changed_meanwhile_but_not_in_another_part(world: World) -> None:
    trade_id = begun(world)
    opened = editing.digest(CRITERION)
    general = {"title": editing.text("新", "New")}
    save(trade_id, "一")

    with pytest.raises(Refused, match="changed_meanwhile"):
        save(trade_id, "二", seen=opened)
    actions.save_part(
        "system",
        trade_id,
        "",
        general,
        seen=editing.digest({"title": PLAN["title"]}),
        keys=("title",),
        edit=("general", ""),
    )

    document = stored(trade_id)[0]
    assert (document["title"], editing.part_at(document, PLACE)["title"]["zh"]) == (general["title"], "一")
    assert document["modules"][0] == PLAN["modules"][0]


@pytest.mark.parametrize("place", ["modules.7.criteria.0", "modules.1.criteria.4", "modules"])
def test_save_part_refuses_a_part_that_is_gone(world: World, place: str) -> None:
    trade_id = begun(world)

    with pytest.raises(Refused, match="draft_part_gone"):
        actions.save_part("system", trade_id, place, {}, seen="", edit=("criterion", ""))


def test_change_does_one_act_and_names_it(world: World) -> None:
    trade_id = begun(world)

    actions.change("system", trade_id, "copied", "modules.1", rev=1)
    actions.change("system", trade_id, "up", "modules.2", rev=2)
    actions.change("system", trade_id, "added", "modules.0.criteria", rev=3)
    actions.change("system", trade_id, "removed", "modules.2", rev=4)

    document, rev, steps = stored(trade_id)
    assert [module["key"] for module in document["modules"]] == ["T", "B"]
    assert (rev, steps) == (5, [("removed", "A"), ("added", "T2"), ("moved", "B"), ("copied", "A")])
    with pytest.raises(Refused, match="changed_meanwhile"):
        actions.change("system", trade_id, "up", "modules.1", rev=4)
    for act, place in (("up", "modules.9"), ("explode", "modules.0")):
        with pytest.raises(Refused, match="draft_part_gone"):
            actions.change("system", trade_id, act, place, rev=5)


def test_undo_takes_edits_back_one_by_one_and_keeps_twenty(world: World) -> None:
    trade_id = begun(world)
    for number in range(STEPS + 3):
        save(trade_id, f"第 {number} 次", burst=False)
    assert len(stored(trade_id)[2]) == STEPS

    undone = [actions.undo("system", trade_id).edit for _step in range(STEPS)]

    document, _rev, steps = stored(trade_id)
    assert (undone, steps) == (["criterion"] * STEPS, [])
    assert editing.part_at(document, PLACE)["title"]["zh"] == "第 2 次"
    with pytest.raises(Refused, match="nothing_to_undo"):
        actions.undo("system", trade_id)


def test_replace_begins_a_draft_or_takes_its_place_and_can_be_undone(world: World) -> None:
    trade_id = world.trade(world.event())
    other = copy.deepcopy(PLAN) | {"ties": []}

    actions.replace("system", trade_id, PLAN, "import")
    actions.replace("system", trade_id, other, "import")

    assert stored(trade_id) == (other, 2, [("import", "")])
    actions.undo("system", trade_id)
    assert stored(trade_id)[0] == PLAN


def test_make_version_adds_it_with_its_reason_and_ends_the_draft(world: World) -> None:
    trade_id = begun(world)
    save(trade_id, "尺寸与形位")

    number = actions.make_version("system", trade_id, "裁判长要求", 2)

    with reading() as s:
        latest = queries.version(s, trade_id)
        assert latest is not None
        assert (number, latest.version, latest.reason) == (3, 3, "裁判长要求")
        assert (queries.draft(s, trade_id), queries.steps(s, trade_id)) == (None, [])
        assert event_queries.stage_of_trade(s, trade_id).plan_id == latest.id
        assert [one.words.endswith("裁判长要求") for one in activity(s, trade_id)].count(True) == 1


def test_make_version_refuses_a_draft_that_contradicts_itself_or_was_changed_meanwhile(world: World) -> None:
    trade_id = begun(world)
    with pytest.raises(Refused, match="plan_same"):
        actions.make_version("system", trade_id, "无", 1)
    actions.change("system", trade_id, "removed", "modules.0", rev=1)

    with pytest.raises(Refused, match="changed_meanwhile"):
        actions.make_version("system", trade_id, "无", 1)
    with pytest.raises(Refused, match="plan_unfinished"):
        actions.make_version("system", trade_id, "无", 2)
    with reading() as s:
        assert len(queries.versions(s, trade_id)) == 2


def test_a_draft_is_still_written_after_the_start_but_makes_no_version_alone(world: World) -> None:
    trade_id = begun(world)
    with transaction() as s:
        stage = event_queries.stage_of_trade(s, trade_id)
        events.mark_stage_started(s, stage.id, str(stage.plan_hash), None)

    rev = save(trade_id, "一").rev

    with pytest.raises(Refused, match="stage_not_draft"):
        actions.make_version("system", trade_id, "无", rev)
    with reading() as s:
        assert len(queries.versions(s, trade_id)) == 2


def test_a_draft_is_closed_once_results_stand_and_can_still_be_discarded(world: World) -> None:
    trade_id = begun(world)
    with transaction() as s:
        stage = event_queries.stage_of_trade(s, trade_id)
        events.mark_stage_started(s, stage.id, str(stage.plan_hash), None)
        event_queries.place_of_stage(s, stage.id)[0].state = "CONFIRMED"

    for act in (
        lambda: save(trade_id, "一"), lambda: actions.undo("system", trade_id),
        lambda: actions.replace("system", trade_id, PLAN, "copy"), lambda: actions.make_version("system", trade_id, "无", 1),
        lambda: actions.change("system", trade_id, "up", "modules.1", rev=1),
    ):  # fmt: skip
        with pytest.raises(Refused, match="plan_settled"):
            act()
    actions.discard(trade_id)
    with pytest.raises(Refused, match="draft_gone"):
        actions.discard(trade_id)
    with pytest.raises(Refused, match="plan_settled"):
        actions.start("system", trade_id, PLAN, None)


def test_a_trade_has_one_draft(world: World) -> None:
    trade_id = begun(world)

    with pytest.raises(Refused, match="draft_there"):
        actions.start("system", trade_id, PLAN, None)


def test_a_draft_has_a_largest_size(world: World) -> None:
    trade_id = begun(world)
    huge = PLAN | {"title": editing.text("长" * 800_000)}

    with pytest.raises(Refused, match="draft_too_large"):
        actions.replace("system", trade_id, huge, "import")
