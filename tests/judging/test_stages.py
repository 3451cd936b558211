"""Starting a stage: the plan freezes, codes are dealt, every judge gets his sheets, or nothing happens at all."""

from __future__ import annotations

import copy
import threading
from typing import Any

import pytest

from competition.contestants import actions as contestants
from competition.contestants import queries as contestants_queries
from competition.events import actions as events_actions
from competition.events import queries as events
from competition.judging import actions, queries
from competition.officials import actions as officials
from competition.schemes import actions as schemes
from competition.standings import queries as standings
from competition.store import Refused, reading
from competition.store.ledger import head_of, lines
from tests.world import PLAN, World


def footprint(event_id: str, trade_id: str) -> Any:
    """Everything that starting a stage would change."""
    with reading() as s:
        stage = events.stage_of_trade(s, trade_id)
        entries = contestants_queries.entries_of_stage(s, stage.id)
        return (
            stage.state, stage.started_at, stage.ends_at, stage.plan_hash, events.event(s, event_id).state,
            [(one.id, one.station_code) for one in entries], queries.stage_sheets(s, stage.id),
            head_of(s, f"trade:{trade_id}"), queries.revision(s, trade_id),
            [standing for _, _, standing in standings.jury_order(s, stage.id)],
        )  # fmt: skip


def drafted(world: World, *, entries: int = 3, judges: int = 2, plan: dict[str, Any] | None = None) -> tuple[str, str]:
    """A trade that could start; returns the ids of event and trade."""
    event_id = world.event()
    trade_id = world.trade(event_id, plan=plan)
    world.contestants(trade_id, entries)
    world.judges(event_id, trade_id, judges)
    return event_id, trade_id


def two_judges_at_least() -> dict[str, Any]:
    """The small plan, with a filing panel of two at least."""
    plan = copy.deepcopy(PLAN)
    plan["modules"][1]["panel"]["minimum"] = 2
    return plan


def no_entries(world: World) -> tuple[str, str]:
    return drafted(world, entries=0)


def all_withdrawn(world: World) -> tuple[str, str]:
    event_id, trade_id = drafted(world, entries=0)
    contestants.set_status("system", world.contestants(trade_id, 1)[0], "WD", "生病")
    return event_id, trade_id


def no_plan(world: World) -> tuple[str, str]:
    event_id = world.event()
    trade_id = events_actions.add_trade(
        "system", event_id, template_key="fitter", name="钳工", name_en="Fitter", code="C"
    )
    world.contestants(trade_id, 1)
    return event_id, trade_id


def no_panel(world: World) -> tuple[str, str]:
    return drafted(world, judges=0)


def one_panel_empty(world: World) -> tuple[str, str]:
    event_id, trade_id = drafted(world)
    officials.assign("system", event_id, trade_id, "A", [])
    return event_id, trade_id


def panel_too_small(world: World) -> tuple[str, str]:
    return drafted(world, judges=1, plan=two_judges_at_least())


@pytest.mark.parametrize(
    ("arrange", "code", "facts"),
    [
        (no_entries, "no_entries", {}),
        (all_withdrawn, "no_entries", {}),
        (no_plan, "no_plan", {}),
        (no_panel, "panel_empty", {"module": "T"}),
        (one_panel_empty, "panel_empty", {"module": "A"}),
        (panel_too_small, "panel_too_small", {"module": "A", "minimum": 2}),
    ],
)
def test_start_is_refused_with_its_reason_and_leaves_nothing_behind(
    world: World, arrange: Any, code: str, facts: dict[str, Any]
) -> None:
    event_id, trade_id = arrange(world)
    before = footprint(event_id, trade_id)

    with pytest.raises(Refused) as refused:
        actions.start_stage(event_id, trade_id, "system")

    assert (refused.value.code, refused.value.facts) == (code, facts)
    assert footprint(event_id, trade_id) == before


def test_start_of_a_trade_of_another_event_is_refused(world: World) -> None:
    event_id, trade_id = drafted(world)
    before = footprint(event_id, trade_id)

    with pytest.raises(Refused) as refused:
        actions.start_stage(world.event(), trade_id, "system")

    assert (refused.value.code, refused.value.status) == ("not_there", 404)
    assert footprint(event_id, trade_id) == before


def test_start_deals_the_stations_as_a_permutation_that_the_seed_repeats(world: World) -> None:
    event_id = world.event()
    dealt: list[list[str]] = []
    for name, seed in (("甲", "青溪"), ("乙", "青溪"), ("丙", "别的")):
        trade_id = events_actions.add_trade(
            "system", event_id, template_key="fitter", name=name, name_en=name, code="C" + str(len(dealt))
        )
        schemes.add_version("system", trade_id, PLAN)
        entries = world.contestants(trade_id, 10)
        world.judges(event_id, trade_id, 1)
        actions.start_stage(event_id, trade_id, "system", seed=seed)
        with reading() as s:
            stage = events.stage_of_trade(s, trade_id)
            codes = {one.id: one.station_code for one in contestants_queries.entries_of_stage(s, stage.id)}
        dealt.append([codes[entry].split("-")[1] for entry in entries])

    assert [sorted(stations) for stations in dealt] == [[f"{n:02d}" for n in range(1, 11)]] * 3
    assert dealt[0] == dealt[1]
    assert dealt[0] != dealt[2]


def test_start_without_a_seed_deals_by_chance(world: World) -> None:
    orders = set()
    for _ in range(3):
        event_id, trade_id = drafted(world, entries=10, judges=1)
        actions.start_stage(event_id, trade_id, "system")
        with reading() as s:
            stage = events.stage_of_trade(s, trade_id)
            orders.add(tuple(one.station_code for one in contestants_queries.entries_of_stage(s, stage.id)))

    assert len(orders) == 3


def test_start_makes_a_sheet_for_each_entry_and_seat_that_has_something_to_mark(world: World) -> None:
    event_id, trade_id = drafted(world, entries=4, judges=3)
    withdrawn = world.contestants(trade_id, 5)[4]
    contestants.set_status("system", withdrawn, "WD", "生病")

    stage_id = actions.start_stage(event_id, trade_id, "system")

    with reading() as s:
        sheets = queries.stage_sheets(s, stage_id)
        entries = {one.id: one for one in contestants_queries.entries_of_stage(s, stage_id)}
        stage = events.stage(s, stage_id)
        started = [line.body for line in lines(s, f"trade:{trade_id}") if line.kind == "stage.started"]
    taking_part = sorted(entry for entry in entries if not entries[entry].status)
    assert sorted((sheet.entry_id, sheet.module_key, sheet.seat) for sheet in sheets) == [
        (entry, module, seat)
        for entry in taking_part
        for module, seats in (("A", (1, 2, 3)), ("T", (1,)))
        for seat in seats
    ]
    assert {sheet.state for sheet in sheets} == {"OPEN"}
    assert {(sheet.entry_id, sheet.code) for sheet in sheets} == {(e, entries[e].station_code) for e in taking_part}
    assert (stage.state, len(started)) == ("RUNNING", 1)
    assert stage.ends_at is not None
    assert stage.started_at is not None
    assert round((stage.ends_at - stage.started_at).total_seconds() / 60) == 120


def test_start_twice_is_refused_and_deals_nothing_anew(world: World) -> None:
    event_id, trade_id = drafted(world)
    actions.start_stage(event_id, trade_id, "system")
    with reading() as s:
        stage = events.stage_of_trade(s, trade_id)
        before = [sheet.id for sheet in queries.stage_sheets(s, stage.id)]

    with pytest.raises(Refused) as refused:
        actions.start_stage(event_id, trade_id, "system")

    with reading() as s:
        after = [sheet.id for sheet in queries.stage_sheets(s, stage.id)]
    assert (refused.value.code, after) == ("stage_not_draft", before)


def test_start_by_several_at_once_starts_once(world: World) -> None:
    event_id, trade_id = drafted(world)
    came_out: list[str] = []
    start = threading.Barrier(4)

    def begin() -> None:
        start.wait()
        try:
            actions.start_stage(event_id, trade_id, "system")
            came_out.append("started")
        except Refused as refused:
            came_out.append(refused.code)

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading() as s:
        stage = events.stage_of_trade(s, trade_id)
        count = len(queries.stage_sheets(s, stage.id))
        started = [line for line in lines(s, f"trade:{trade_id}") if line.kind == "stage.started"]
    assert sorted(came_out) == ["stage_not_draft"] * 3 + ["started"]
    assert (count, len(started)) == (3 * (2 + 1), 1)
