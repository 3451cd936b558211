"""Aspects that are done several times, from the tablet to the chief: every attempt has a slot of its own."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from competition.accounts.roles import scope_path
from competition.engine.totals import score_entry
from competition.judging import actions, exchange, queries
from competition.store import Refused, reading
from tests.world import PLAN, Contest, World

TITLE = {"zh": "两项合计", "en": "Both together"}


def tried() -> dict[str, Any]:
    """The small plan with three attempts at both aspects of module A, two of which must be made, and a computed aspect."""
    plan = deepcopy(PLAN)
    aspects = plan["modules"][1]["criteria"][0]["aspects"]
    attempts = {"count": 3, "minimum": 2, "failed": "out"}
    aspects[0]["attempts"] = {**attempts, "rule": "best", "on": "points"}
    aspects[1]["attempts"] = {**attempts, "rule": "mean", "on": "points"}
    aspects[1]["max"] = "50"
    aspects.append({"key": "A1.4", "kind": "computed", "title": TITLE, "max": "10", "expression": "[A1.1] / 4"})
    return plan


@pytest.fixture
def contest(world: World) -> Contest:
    """A trade whose stage runs under that plan."""
    event_id = world.event()
    trade_id = world.trade(event_id, plan=tried())
    entries = world.contestants(trade_id, 1)
    people = world.judges(event_id, trade_id, 2)
    stage_id = actions.start_stage(event_id, trade_id, "system", seed="青溪")
    return world.contest(event_id, trade_id, stage_id, entries, people)


def give(contest: Contest, seat: int, **by_slot: str) -> list[tuple[str, str | None]]:
    """What was answered to marks of module A, written A1_1__2 for the second attempt of A1.1."""
    slots = {name.replace("__", "#").replace("_", "."): value for name, value in by_slot.items()}
    ops = [contest.op(0, "A", seat, aspect=slot, value=value) for slot, value in slots.items()]
    return [(answer.answer, answer.code) for answer in contest.send(seat, *ops)]


def whole(contest: Contest) -> None:
    """Module A marked and submitted by both, with the fewest attempts."""
    give(contest, 1, A1_1__1="12，01", A1_1__3="none", A1_2__1="3", A1_2__2="2")
    give(contest, 2, A1_2__1="3", A1_2__2="none")
    for seat in (1, 2):
        assert contest.send(seat, contest.op(0, "A", seat, "submit"))[0].answer == "kept"


def test_attempts_are_kept_each_in_its_slot_and_make_the_score(contest: Contest) -> None:
    whole(contest)

    with reading() as s:
        marks = queries.marks_of_entries(queries.copies(s, {contest.entries[0]}).values())[contest.entries[0]]
        plan = queries.plan_of(s, contest.stage().plan_id)
    score = score_entry(plan, marks.marks, marks.seats)

    assert {place[1:]: value for place, value in marks.marks.items()} == {
        (1, "A1.1#1"): "12.010",
        (1, "A1.1#3"): "none",
        (1, "A1.2#1"): "3",
        (1, "A1.2#2"): "2",
        (2, "A1.2#1"): "3",
        (2, "A1.2#2"): "none",
    }
    found = {one.key: str(one.points) for one in score.module("A").aspects if one.points is not None}
    assert found == {"A1.1": "40.00", "A1.2": "33.335", "A1.4": "10.00"}


def test_attempts_the_plan_does_not_have_are_refused(contest: Contest) -> None:
    refused = ("refused", "unknown_aspect")
    assert give(contest, 1, A1_1="12.01", A1_1__4="12.01", A1_1__0="12.01", A1_4="5") == [refused] * 4
    assert give(contest, 2, A1_1__1="12.01", A1_2__2="4") == [refused, ("refused", "out_of_range")]


def test_sheet_is_incomplete_until_the_fewest_attempts_are_made(contest: Contest) -> None:
    give(contest, 2, A1_2__3="1")
    short = contest.send(2, contest.op(0, "A", 2, "submit"))[0]
    give(contest, 2, A1_2__1="none")
    enough = contest.send(2, contest.op(0, "A", 2, "submit"))[0]

    assert short.sheet is not None
    assert (short.code, short.sheet["needs"]) == ("sheet_incomplete", [{"aspect": "A1.2", "code": "missing"}])
    assert enough.answer == "kept"


def test_package_names_aspects_by_key_and_marks_by_slot(contest: Contest) -> None:
    give(contest, 1, A1_1__2="12.01")

    told = exchange.package(contest.tablets[0])
    sheet = next(one for one in told["sheets"] if one["module"] == "A")

    assert (sheet["aspects"], sheet["marks"]) == (
        ["A1.1", "A1.2", "A1.3"],
        {"A1.1#2": {"value": "12.010", "rev": 1}},
    )


def test_chief_corrects_an_attempt_and_takes_away_only_what_is_not_needed(world: World, contest: Contest) -> None:
    whole(contest)
    for seat in (1, 2):
        contest.send(seat, contest.op(0, "A", seat, "sign"))
    sheet_id = contest.sheet(0, "A", 1).id

    def correct(slot: str, value: str | None) -> str:
        try:
            actions.correct(contest.trade_id, sheet_id, slot, value, "看错了", "system")
        except Refused as refused:
            return refused.code
        return "corrected"

    answers = [
        correct("A1.1#2", "12.03"),
        correct("A1.1#3", None),
        correct("A1.1#1", None),
        correct("A1.1#4", "12"),
        correct("A1.1", "12"),
        correct("A1.1#1", "none"),
    ]

    with reading() as s:
        values = queries.copies(s, {contest.entries[0]})[sheet_id].values
    assert answers == ["corrected", "corrected", "mark_required", "unknown_aspect", "unknown_aspect", "corrected"]
    assert {slot: value for slot, value in values.items() if slot.startswith("A1.1")} == {
        "A1.1#1": "none",
        "A1.1#2": "12.030",
    }


def test_page_of_the_sheet_has_a_line_for_every_attempt(world: World, contest: Contest) -> None:
    whole(contest)
    world.person("叶知秋", "chief", ("chief_judge", scope_path(contest.event_id, contest.trade_id)))
    page = f"/judging/{contest.event_id}/{contest.trade_id}/sheets/{contest.sheet(0, 'A', 1).id}"

    shown = world.signed_in("chief").get(page).get_data(as_text=True)

    lines = [f'class="num">{slot}</th>' in shown for slot in ("A1.1#1", "A1.1#2", "A1.1#3", "A1.2#3", "A1.3")]
    assert lines == [True] * 5
    assert ("A1.4</th>" in shown, 'rowspan="3"' in shown) == (False, True)
