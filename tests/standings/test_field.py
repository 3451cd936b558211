"""Boards of plans whose figures rest on the whole field, or that rank otherwise than by the highest total."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from sqlalchemy import event

from competition.contestants import actions as contestants
from competition.judging import actions as judging
from competition.standings import boards, queries, reactions
from competition.standings.boards import row_id
from competition.store import reading, transaction
from tests.world import PLAN, Contest, World


def changed(**more: Any) -> dict[str, Any]:
    """The small plan with other keys of its own."""
    return deepcopy(PLAN) | more


def against_the_best() -> dict[str, Any]:
    """Filing scores by the slot: forty points shared out by how near the widest slot of the field is."""
    plan = deepcopy(PLAN)
    aspects = plan["modules"][1]["criteria"][0]["aspects"]
    width = aspects[0]
    del width["bands"]
    aspects[0] = width | {"formula": "value", "counts": False, "dnf_if_none": True}
    aspects.append({
        "key": "A1.9", "kind": "computed", "title": {"zh": "相对宽度", "en": "Relative width"}, "note": None, "max": "40",
        "expression": "40 * [A1.1] / best([A1.1])",
    })  # fmt: skip
    return plan


def started(world: World, plan: dict[str, Any], anonymity: str = "open", entries: int = 3, judges: int = 2) -> Contest:
    """A trade with this plan whose stage runs."""
    event_id = world.event()
    trade_id = world.trade(event_id, anonymity, plan)
    entry_ids = world.contestants(trade_id, entries)
    people = world.judges(event_id, trade_id, judges)
    stage_id = judging.start_stage(event_id, trade_id, "system", seed="青溪")
    return world.contest(event_id, trade_id, stage_id, entry_ids, people)


def rows_of(contest: Contest) -> list[tuple[Any, ...]]:
    """(n-th entry from 0, rank, total, gap, status) of each row in order."""
    number = {row_id(entry): n for n, entry in enumerate(contest.entries)}
    board = json.loads(boards.publish(contest.stage_id).body)
    return [(number[row["id"]], row["rank"], row["total"], row["gap"], row["status"]) for row in board["rows"]]


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """The statements that go to the database meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    engine = world.app.extensions["store"].writer
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_mark_of_one_entry_moves_everybody_under_a_plan_that_asks_the_field(world: World) -> None:
    contest = started(world, against_the_best())
    contest.mark(0, "A", 1, A1_1="12")
    contest.mark(1, "A", 1, A1_1="6")
    before = rows_of(contest)

    contest.mark(2, "A", 1, A1_1="16")

    assert before == [(0, 1, "28.00", None, ""), (1, 2, "14.00", "14.00", ""), (2, None, None, None, "")]
    assert rows_of(contest) == [(2, 1, "28.00", None, ""), (0, 2, "21.00", "7.00", ""), (1, 3, "10.50", "17.50", "")]


def test_who_leaves_the_field_takes_his_figures_with_him(world: World) -> None:
    contest = started(world, against_the_best())
    for entry, width in enumerate(("12", "6", "16")):
        contest.mark(entry, "A", 1, A1_1=width)

    contestants.set_status("system", contest.entries[2], "DQ", "裁判长决定")
    out = rows_of(contest)
    contestants.set_status("system", contest.entries[2], "", "复议成立")

    assert out == [(0, 1, "28.00", None, ""), (1, 2, "14.00", "14.00", ""), (2, None, "28.00", None, "DQ")]
    assert rows_of(contest) == [(2, 1, "28.00", None, ""), (0, 2, "21.00", "7.00", ""), (1, 3, "10.50", "17.50", "")]


def test_who_did_not_finish_by_his_marks_is_not_ranked(world: World) -> None:
    contest = started(world, against_the_best())
    for entry, width in enumerate(("12", "6", "none")):
        contest.mark(entry, "A", 1, A1_1=width)

    rows = rows_of(contest)
    with reading() as s:
        order = [
            (place.rank, place.standing.status, kept.dnf if kept else None)
            for place, _, kept in queries.jury_order(s, contest.stage_id)
        ]

    assert rows == [(0, 1, "28.00", None, ""), (1, 2, "14.00", "14.00", ""), (2, None, "0.00", None, "DNF")]
    assert order == [(1, "", False), (2, "", False), (None, "DNF", True)]


def test_public_figures_of_a_blind_stage_rest_on_signed_marks_alone(world: World) -> None:
    contest = started(world, against_the_best(), "station", entries=2)
    contest.finish(0, "90", "6", ["3", "3"])
    signed = rows_of(contest)
    contest.mark(1, "A", 1, A1_1="12")
    with reading() as s:
        jury = {entry.id: str(place.standing.total) for place, entry, _ in queries.jury_order(s, contest.stage_id)}

    assert signed == rows_of(contest) == [(0, 1, "97.00", None, "")]
    assert jury == {contest.entries[0]: "83.00", contest.entries[1]: "28.00"}


def test_standings_of_the_field_rebuilt_are_the_same(world: World) -> None:
    contest = started(world, against_the_best(), "station", entries=3)
    contest.finish(0, "90", "6", ["3", "3"])
    contest.finish(1, "80", "12", ["2", "3"])
    contest.mark(2, "A", 1, A1_1="none")
    before = boards.publish(contest.stage_id)

    with transaction() as s:
        reactions.rebuild(s, contest.stage_id)

    after = boards.publish(contest.stage_id)
    assert (after.body, after.tick) == (before.body, None)


def test_plain_plan_reads_the_marked_entry_alone_whatever_the_field(world: World) -> None:
    plain, more, asking = (
        started(world, plan, entries=entries) for plan, entries in ((PLAN, 1), (PLAN, 4), (against_the_best(), 4))
    )
    costs = []
    for contest in (plain, more, asking):
        for entry in range(len(contest.entries)):
            contest.mark(entry, "T", 1, T1_1="80")
        op = contest.op(0, "A", 1, aspect="A1.1", value="12")
        with statements(world) as seen:
            contest.send(1, op)
        costs.append((len(seen), sum("INSERT INTO standing" in one for one in seen)))

    alone = costs[0][0]
    assert costs == [(alone, 1), (alone, 1), (alone + 3, 1)]


def test_board_of_a_plan_where_less_is_better_begins_with_the_lowest(world: World) -> None:
    contest = started(world, changed(order={"better": "low", "by": "total", "last_resort": "shared"}))
    for entry, points in enumerate(("80", "70", "90")):
        contest.mark(entry, "T", 1, T1_1=points)

    assert rows_of(contest) == [(1, 1, "21.00", None, ""), (0, 2, "24.00", "3.00", ""), (2, 3, "27.00", "6.00", "")]


def test_board_draws_lots_where_the_plan_says_so(world: World) -> None:
    contest = started(world, changed(order={"better": "high", "by": "total", "last_resort": "lot", "seed": "青溪"}))
    for entry in range(3):
        contest.mark(entry, "T", 1, T1_1="80")

    assert [(rank, total) for _, rank, total, _, _ in rows_of(contest)] == [(1, "24.00"), (2, "24.00"), (3, "24.00")]


def test_board_ranks_by_scale_score_and_tells_it(world: World) -> None:
    scale = {
        "method": "mean_sd",
        "centre": "700",
        "spread": "30",
        "low": "690",
        "high": "1000",
        "digits": 0,
        "mode": "half_up",
    }
    order = {"better": "high", "by": "scale_score", "last_resort": "shared"}
    contest = started(world, changed(scale_score=scale, order=order), entries=4)
    for entry, points in enumerate(("90", "60", "50")):
        contest.mark(entry, "T", 1, T1_1=points)

    board = json.loads(boards.publish(contest.stage_id).body)

    assert [(row["rank"], row["tied"], row["total"], row.get("scale_score")) for row in board["rows"]] == [
        (1, False, "27.00", "741"), (2, True, "18.00", "690"), (2, True, "15.00", "690"), (None, False, None, None),
    ]  # fmt: skip


def test_majority_of_the_judges_decides_on_the_board(world: World) -> None:
    contest = started(world, changed(ties=["judges_majority:A"]), entries=2, judges=3)
    for seat, (first, second) in enumerate((("2", "3"), ("2", "3"), ("2", "0")), start=1):
        contest.mark(0, "A", seat, A1_2=first)
        contest.mark(1, "A", seat, A1_2=second)

    with reading() as s:
        told = [(place.standing.tie, place.broken_by) for place, _, _ in queries.jury_order(s, contest.stage_id)]
    assert rows_of(contest) == [(1, 1, "28.00", None, ""), (0, 2, "28.00", "0.00", "")]
    assert told == [
        (("1=60.00 2=60.00 3=0.00",), "judges_majority:A"),
        (("1=40.00 2=40.00 3=40.00",), "judges_majority:A"),
    ]
