"""A plan changed after its stage has started: looked at, proposed by one, approved by another, and everything follows."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from competition.amendments import actions, queries
from competition.amendments.ground import ground_of
from competition.amendments.models import Amendment, AmendmentDecision
from competition.amendments.outlook import changes, honours, sizes
from competition.engine.plans import parse_plan, plan_hash
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.events.actions import Replacement
from competition.judging import queries as judging
from competition.schemes import actions as schemes
from competition.schemes import queries as scheme_queries
from competition.standings import boards
from competition.standings import queries as standings
from competition.store import Refused, reading, transaction
from competition.store.ledger import lines
from tests.world import PLAN, Contest, World

Editing = Callable[[dict[str, Any]], None]


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def edited(*edits: Editing) -> dict[str, Any]:
    plan = copy.deepcopy(PLAN)
    for edit in edits:
        edit(plan)
    return plan


def even(plan: dict[str, Any]) -> None:
    """Theory and practical weigh the same."""
    plan["components"][0]["weight"] = plan["components"][1]["weight"] = "0.5"


def filing(plan: dict[str, Any]) -> Any:
    return plan["modules"][1]["criteria"][0]["aspects"]


def marked(world: World) -> Contest:
    """Two entries marked: the first better in theory, the second better with his hands."""
    contest = world.started(entries=3)
    contest.finish(0, "90", "12.10", ["2", "2"])
    contest.finish(1, "70", "12.01", ["2", "2"])
    return contest


def drafted(contest: Contest, document: dict[str, Any], actor: str = "one") -> int:
    schemes.replace(actor, contest.trade_id, document, "copy")
    with reading() as s:
        draft = scheme_queries.draft(s, contest.trade_id)
        assert draft is not None
        return draft.rev


def proposed(contest: Contest, document: dict[str, Any] | None = None) -> str:
    rev = drafted(contest, document or edited(even))
    return actions.propose("one", contest.trade_id, "权重写错了", rev)


def totals(contest: Contest) -> list[tuple[int | None, Decimal | None]]:
    with reading() as s:
        order = {entry.id: place for place, entry, _ in standings.jury_order(s, contest.stage_id)}
    return [(order[one].rank, order[one].standing.total) for one in contest.entries]


def test_the_outlook_tells_every_entry_under_both_plans_and_the_weights_that_change(world: World) -> None:
    contest = marked(world)
    after = parse_plan(edited(even))

    with reading() as s:
        ground = ground_of(s, contest.trade_id)
        found, size = changes(ground.plan, after, ground.read()), sizes(ground.plan, after)

    assert [
        (one.entry, one.before.row.total, one.after.row.total, one.by, one.places, one.differs) for one in found
    ] == [
        ("001", Decimal("55.00"), Decimal("65.00"), Decimal("10.00"), 0, True),
        ("002", Decimal("77.00"), Decimal("75.00"), Decimal("-2.00"), 0, True),
        ("003", None, None, 0, 0, False),
    ]
    assert [(one.kind, one.key, one.what, one.before, one.after) for one in size] == [
        ("component", "theory", "weight", Decimal("0.3"), Decimal("0.5")),
        ("component", "practical", "weight", Decimal("0.7"), Decimal("0.5")),
    ]


def test_the_outlook_tells_scale_scores_medals_and_prizes_that_change(world: World) -> None:
    contest = marked(world)
    medals = {"on": "total", "window": "0", "anchor": "first", "small_fields": []}
    prizes = [{"key": "one", "title": {"zh": "一等奖", "en": "First prize"}, "count": 1}]
    after = parse_plan(
        edited(
            lambda plan: plan.update(
                awards={"medals": medals, "prizes": prizes},
                scale_score={"method": "median_mad", "centre": "700", "spread": "30", "digits": 0, "mode": "half_up"},
            )
        )
    )

    with reading() as s:
        ground = ground_of(s, contest.trade_id)
        found = changes(ground.plan, after, ground.read())

    assert [(one.entry, one.before.honours, one.after.honours, one.after.row.scale_score) for one in found] == [
        ("002", ("", "", False), ("gold", "one", False), Decimal("720")),
        ("001", ("", "", False), ("silver", "", False), Decimal("680")),
        ("003", ("", "", False), ("", "", False), None),
    ]
    assert honours(found) == {"all": 2, "total": 0, "rank": 0, "honours": 2}


def test_an_approved_change_takes_effect_everywhere_at_once(world: World) -> None:
    contest = marked(world)
    assert totals(contest)[:2] == [(2, Decimal("55.00")), (1, Decimal("77.00"))]
    boards.publish(contest.stage_id)
    with reading() as s:
        before = judging.revision(s, contest.trade_id)
        was = contest.stage().plan_hash
    amendment_id = proposed(contest)

    number = actions.approve("two", contest.trade_id, amendment_id, "核对过")

    stage = contest.stage()
    assert (number, stage.plan_hash, stage.state) == (3, plan_hash(edited(even)), "RUNNING")
    assert totals(contest)[:2] == [(2, Decimal("65.00")), (1, Decimal("75.00"))]
    published = boards.publish(contest.stage_id)
    assert [row["total"] for row in published.tick["rows"]] == ["75.00", "65.00"] if published.tick else False
    with reading() as s:
        version = scheme_queries.version(s, contest.trade_id)
        assert version is not None
        assert (version.version, version.id, version.reason, version.created_by) == (
            3,
            stage.plan_id,
            "权重写错了",
            "one",
        )
        assert (judging.revision(s, contest.trade_id), scheme_queries.draft(s, contest.trade_id)) == (before + 1, None)
        said = [line for line in lines(s, f"trade:{contest.trade_id}") if line.kind == "plan_replaced"]
        assert [
            (line.actor, was in line.body, stage.plan_hash in line.body, "权重写错了" in line.body) for line in said
        ] == [("two", True, True, True)]
        assert '"approved_by":"two"' in said[0].body
        assert '"proposed_by":"one"' in said[0].body
        decision = queries.amendment(s, amendment_id, contest.trade_id)[1]
        assert decision is not None
        assert (decision.verdict, decision.by, decision.plan_id) == ("approved", "two", stage.plan_id)
    with refusal("amendment_over"):
        actions.approve("three", contest.trade_id, amendment_id)


def test_nobody_approves_or_declines_his_own_proposal(world: World) -> None:
    contest = marked(world)
    amendment_id = proposed(contest)

    with refusal("two_people"):
        actions.approve("one", contest.trade_id, amendment_id)
    with refusal("two_people"):
        actions.decline("one", contest.trade_id, amendment_id, "不")
    with refusal("amendment_not_yours"):
        actions.withdraw("two", contest.trade_id, amendment_id)
    assert totals(contest)[0] == (2, Decimal("55.00"))


def test_declined_and_withdrawn_proposals_change_nothing_and_leave_the_draft(world: World) -> None:
    contest = marked(world)
    actions.decline("two", contest.trade_id, proposed(contest), "规程如此")
    actions.withdraw("one", contest.trade_id, proposed(contest))

    with reading() as s:
        assert [(one.verdict, one.by) for _, one in queries.amendments(s, contest.trade_id) if one] == [
            ("withdrawn", "one"), ("declined", "two"),
        ]  # fmt: skip
        assert queries.waiting(s, contest.trade_id) is None
        assert scheme_queries.draft(s, contest.trade_id) is not None
    assert totals(contest)[0] == (2, Decimal("55.00"))


def test_a_proposal_is_stale_once_the_draft_or_the_plan_has_changed(world: World) -> None:
    contest = marked(world)
    first = proposed(contest)
    drafted(contest, edited(even, lambda plan: plan["ties"].pop()), actor="three")
    with refusal("amendment_stale"):
        actions.approve("two", contest.trade_id, first)

    second = proposed(contest, edited(even))
    with reading() as s:
        decision = queries.amendment(s, first, contest.trade_id)[1]
        assert decision is not None
        assert decision.verdict == "replaced"
    with transaction() as s:
        event_queries.stage(s, contest.stage_id).plan_hash = "0" * 64
    with refusal("amendment_stale"):
        actions.approve("two", contest.trade_id, second)


def test_proposing_refuses_what_is_no_change_or_not_what_was_seen(world: World) -> None:
    contest = marked(world)
    with refusal("draft_gone"):
        actions.propose("one", contest.trade_id, "无", 1)
    rev = drafted(contest, PLAN)
    with refusal("changed_meanwhile"):
        actions.propose("one", contest.trade_id, "无", rev + 1)
    with refusal("plan_same"):
        actions.propose("one", contest.trade_id, "无", rev)
    rev = drafted(contest, edited(lambda plan: plan["components"][0].update(weight="0.9")))
    with refusal("plan_unfinished"):
        actions.propose("one", contest.trade_id, "无", rev)


def test_a_stage_that_has_not_started_needs_no_second_person(world: World) -> None:
    trade_id = world.trade(world.event())
    schemes.start("one", trade_id, edited(even), 2)

    with refusal("stage_not_started"):
        actions.propose("one", trade_id, "无", 1)


@pytest.mark.parametrize("state", ["CONFIRMED", "NOTICE", "AWARDED", "ARCHIVED", "SUSPENDED", "CANCELLED"])
def test_nothing_changes_once_results_stand(world: World, state: str) -> None:
    contest = marked(world)
    amendment_id = proposed(contest)
    with transaction() as s:
        event_queries.event(s, contest.event_id).state = state

    with refusal("plan_settled"):
        actions.approve("two", contest.trade_id, amendment_id)
    with refusal("plan_settled"):
        actions.propose("one", contest.trade_id, "无", 1)
    with refusal("plan_settled"):
        schemes.undo("one", contest.trade_id)
    assert contest.stage().plan_hash == plan_hash(PLAN)


def gone(plan: dict[str, Any]) -> None:
    del filing(plan)[2]
    filing(plan)[0]["key"] = "A1.9"


def narrow(plan: dict[str, Any]) -> None:
    filing(plan)[1].update(steps=2, descriptors=filing(plan)[1]["descriptors"][:2])


def alone(plan: dict[str, Any]) -> None:
    filing(plan)[1]["marked_by"] = "one"


def one_more(plan: dict[str, Any]) -> None:
    filing(plan)[1]["max"] = "50"
    filing(plan).append(filing(plan)[1] | {"key": "A1.4", "max": "10", "kind": "yesno"})
    for key in ("steps", "descriptors"):
        del filing(plan)[-1][key]


def other_module(plan: dict[str, Any]) -> None:
    plan["modules"][0]["key"] = "W"


def large_panel(plan: dict[str, Any]) -> None:
    plan["modules"][1]["panel"]["minimum"] = 3


def shared_theory(plan: dict[str, Any]) -> None:
    plan["modules"][0]["criteria"][0]["aspects"][0]["marked_by"] = "each"


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (gone, {("aspect_gone", "A1.1", 1, 2), ("unmarked", "A1.9", 1, 2)}),
        (narrow, {("value_out", "A1.2", 1, 2), ("value_out", "A1.2", 2, 2)}),
        (alone, {("seat_out", "A1.2", 2, 2)}),
        (one_more, {("unmarked", "A1.4", 1, 2), ("unmarked", "A1.4", 2, 2)}),
        (other_module, {("module_gone", "", 0, 1), ("module_new", "", 0, 1)}),
        (large_panel, {("panel_too_small", "", 0, 1)}),
        (shared_theory, {("sheet_missing", "", 2, 1)}),
    ],
)
def test_what_was_dealt_and_marked_must_fit_the_new_plan(
    world: World, edit: Editing, found: set[tuple[str, str, int, int]]
) -> None:
    contest = marked(world)
    document = edited(edit)
    rev = drafted(contest, document)

    with reading() as s:
        problems = ground_of(s, contest.trade_id).problems(document)

    assert {(one.code, one.aspect, one.seat, one.count) for one in problems} == found
    with refusal("amendment_unreadable"):
        actions.propose("one", contest.trade_id, "无", rev)


def test_marks_given_after_the_proposal_must_fit_too(world: World) -> None:
    contest = world.started(entries=1)
    amendment_id = proposed(contest, edited(narrow))
    contest.mark(0, "A", 1, A1_2="3")

    with refusal("amendment_unreadable"):
        actions.approve("two", contest.trade_id, amendment_id)


def test_judges_of_a_replaced_plan_mark_under_the_new_one_alone(world: World) -> None:
    contest = world.started(entries=1)
    was = contest.stage().plan_hash
    actions.approve("two", contest.trade_id, proposed(contest))

    old = contest.send(1, contest.op(0, "T", 1, aspect="T1.1", value="80", plan=was))
    new = contest.send(1, contest.op(0, "T", 1, aspect="T1.1", value="80", plan=contest.stage().plan_hash))

    assert [old[0].code, new[0].answer] == ["plan_changed", "kept"]
    assert totals(contest) == [(1, Decimal("40.00"))]


def test_replace_plan_asks_for_two_names_a_reason_and_the_plan_it_was_proposed_against(world: World) -> None:
    contest = marked(world)
    new = {
        "was_hash": contest.stage().plan_hash, "plan_id": contest.stage().plan_id, "plan_hash": "f" * 64, "version": 3,
        "reason": "错", "proposed_by": "one", "approved_by": "two",
    }  # fmt: skip
    for more, code in (
        ({"approved_by": "one"}, "two_people"), ({"approved_by": ""}, "two_people"), ({"reason": ""}, "reason_missing"),
        ({"was_hash": "e" * 64}, "plan_overtaken"),
    ):  # fmt: skip
        with refusal(code):
            events.replace_plan(contest.trade_id, Replacement(**(new | more)))
    with refusal("stage_not_started"):
        events.replace_plan(world.trade(world.event()), Replacement(**new))


@pytest.mark.parametrize("table", [Amendment, AmendmentDecision])
def test_proposals_and_decisions_are_never_changed_or_deleted(world: World, table: Any) -> None:
    contest = marked(world)
    actions.decline("two", contest.trade_id, proposed(contest), "不")

    for change in (update(table).values(reason="x"), delete(table)):
        with pytest.raises(DBAPIError, match="append-only"), transaction() as s:
            s.execute(change)
