"""From stage to stage of one trade: theory, then the final, with a cut between them."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import select

from competition.advancement import actions, queries
from competition.contestants import actions as contestants
from competition.contestants import queries as contestant_queries
from competition.contestants.actions import ContestantDetails
from competition.events import actions as event_actions
from competition.events import queries as events
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.ladders import actions as ladders
from competition.ladders import queries as ladder_queries
from competition.standings import queries as standings
from competition.store import Refused, reading
from competition.store.ledger import LedgerLine
from tests.advancement.ground import correct, recount, refusal
from tests.advancement.stages import RULE, two
from tests.ladders.ground import event
from tests.world import NAMES, World


def test_confirmed_cut_enters_in_the_final_and_the_trade_comes_to_it(world: World) -> None:
    made = two(world)
    assert (made.stage(), made.finalists()) == (made.first_id, [])

    made.confirmed()

    assert made.stage() == made.final_id
    assert [(name, number, status) for name, number, _code, status in made.finalists()] == [
        ("陈嘉树", 1, ""), ("欧阳静怡", 2, ""),
    ]  # fmt: skip
    assert made.places() == [
        ("陈嘉树", "top", "ACCEPTED"), ("欧阳静怡", "top", "ACCEPTED"), ("王梓涵", "named", "WAITING"),
    ]  # fmt: skip


def test_final_is_marked_by_its_own_plan_and_theory_keeps_its_result(world: World) -> None:
    made = two(world).confirmed()
    assert made.final(["50", "95"]) == made.final_id

    with reading() as s:
        orders = standings.orders(s, [made.first_id, made.final_id])
        said = {key: [(place.rank, entry.name) for place, entry in rows] for key, rows in orders.items()}
        sheets = {one.entry_id for one in judging_queries.stage_sheets(s, made.final_id)}
        state = events.event(s, made.event_id).state
    assert said == {
        made.first_id: [(1, "陈嘉树"), (2, "欧阳静怡"), (3, "王梓涵"), (4, "李慕白")],
        made.final_id: [(1, "欧阳静怡"), (2, "陈嘉树")],
    }
    assert (len(sheets), sheets & set(made.entries)) == (2, set())
    assert state == "REVIEW"


def test_event_stays_in_session_between_the_stages(world: World) -> None:
    made = two(world)
    with reading() as s:
        assert events.event(s, made.event_id).state == "IN_SESSION"


def test_nobody_new_is_entered_once_the_first_stage_has_run(world: World) -> None:
    made = two(world).confirmed()
    details = ContestantDetails(name="何清越", sex="", organisation_id=None, employer="厂", id_number="", phone="")
    with refusal("stage_not_draft"):
        contestants.enter("system", made.trade_id, details)
    with refusal("stage_not_draft"):
        event_actions.remove_trade("system", made.trade_id)
    with refusal("stage_not_draft"):
        event_actions.set_divisions("system", made.trade_id, [event_actions.DivisionDetails(name="青年")])


def test_lists_and_counts_have_everybody_once(world: World) -> None:
    made = two(world).confirmed()
    with reading() as s:
        found = contestant_queries.search(s, made.event_id, contestant_queries.Wanted())
        assert [one.name for one in found] == list(NAMES[:4])
        assert contestant_queries.count_found(s, made.event_id, contestant_queries.Wanted()) == 4
        assert contestant_queries.counts(s, made.event_id)[made.trade_id].all == 4
        assert contestant_queries.counts_of_events(s, [made.event_id])[made.event_id].all == 4


def test_chain_of_a_finalist_goes_back_to_the_theory(world: World) -> None:
    made = two(world).confirmed()
    with reading() as s:
        last = contestant_queries.entries_of_stage(s, made.final_id)[0]
        links = queries.chain(s, last.id)
    assert [(one.stage.name, one.several, one.entry.name, one.won.why if one.won else None) for one in links] == [
        ("决赛", True, "陈嘉树", None), ("理论", True, "陈嘉树", "top"),
    ]  # fmt: skip


def test_who_withdraws_from_the_final_is_replaced_and_stays_in_the_theory(world: World) -> None:
    made = two(world).confirmed()
    with reading() as s:
        gone = queries.places(s, made.passage_id)[0]

    actions.withdraw("two", made.passage_id, gone.id, "生病")

    assert [(one[0], one[3]) for one in made.finalists()] == [("陈嘉树", "WD"), ("欧阳静怡", ""), ("王梓涵", "")]
    assert made.places() == [
        ("陈嘉树", "top", "WITHDRAWN"), ("欧阳静怡", "top", "ACCEPTED"), ("王梓涵", "substitute", "ACCEPTED"),
    ]  # fmt: skip
    with reading() as s:
        assert [one.status for one in contestant_queries.entries_of_stage(s, made.first_id)] == ["", "", "", ""]
        ground = queries.standing_cut(s, made.passage_id)
        assert ground is not None


def test_wild_card_goes_on_with_its_reason(world: World) -> None:
    made = two(world)
    actions.propose("one", made.passage_id)
    actions.wild_card("one", made.passage_id, made.entries[3], "器材故障")
    one = made.open_cut()
    actions.confirm("two", made.passage_id, one.id, one.proposal_hash)
    assert [one[0] for one in made.finalists()] == ["陈嘉树", "欧阳静怡", "李慕白"]


def test_correction_before_the_final_moves_who_is_in_it(world: World) -> None:
    made = two(world).confirmed()
    correct(world, made.first_id, made.entries[2], "85")
    recount(made.first_id)

    actions.correct("one", made.passage_id, "申诉成立")
    one = made.open_cut()
    with refusal("two_people"):
        actions.confirm("one", made.passage_id, one.id, one.proposal_hash)
    actions.confirm("two", made.passage_id, one.id, one.proposal_hash)

    assert [(one[0], one[3]) for one in made.finalists()] == [("陈嘉树", ""), ("欧阳静怡", "WD"), ("王梓涵", "")]
    with reading() as s:
        assert [(one.reason, one.gained, one.lost) for one in queries.corrections(s, made.passage_id)] == [
            ("申诉成立", 1, 1)
        ]


def test_correction_back_lets_the_same_entry_compete_again(world: World) -> None:
    made = two(world).confirmed()
    for points in ("85", "70"):
        correct(world, made.first_id, made.entries[2], points)
        recount(made.first_id)
        actions.correct("one", made.passage_id, "申诉")
        one = made.open_cut()
        actions.confirm("two", made.passage_id, one.id, one.proposal_hash)
    assert [(one[0], one[3]) for one in made.finalists()] == [("陈嘉树", ""), ("欧阳静怡", ""), ("王梓涵", "WD")]


def test_correction_after_the_final_began_enters_nobody_and_says_who_is_affected(world: World) -> None:
    made = two(world).confirmed()
    made.final(["50", "95"])
    correct(world, made.first_id, made.entries[2], "85")
    recount(made.first_id)
    actions.correct("one", made.passage_id, "申诉成立")
    one = made.open_cut()
    actions.confirm("two", made.passage_id, one.id, one.proposal_hash)

    assert [(one[0], one[3]) for one in made.finalists()] == [("陈嘉树", ""), ("欧阳静怡", "")]
    assert ("王梓涵", "top", "OFFERED") in made.places()


def test_rule_is_frozen_by_the_stage_before(world: World) -> None:
    made = two(world)
    with refusal("passage_frozen"):
        ladders.set_stage_rule("system", made.final_id, RULE | {"top": 3})
    with reading() as s:
        one = ladder_queries.passage(s, made.passage_id)
        assert (one.frozen, one.ladder_id, one.rung_id, one.stage_id) == (True, None, None, made.final_id)
    with refusal("stage_not_last"):
        event_actions.remove_stage("system", made.confirmed().final_id)


def test_rule_forgotten_is_set_late_with_a_reason(world: World) -> None:
    made = two(world, rule=None)
    with refusal("late_reason_missing"):
        ladders.set_stage_rule("system", made.final_id, RULE)
    ladders.set_stage_rule("system", made.final_id, RULE, late_reason="忘记公布")
    with reading() as s:
        one = ladder_queries.passage_of_stage(s, made.final_id)
    assert one is not None
    assert (one.frozen, one.late_reason) == (True, "忘记公布")


@pytest.mark.parametrize(("document", "code"), [(RULE | {"direct": 1}, "stage_no_direct")])
def test_direct_entries_are_refused_from_stage_to_stage(world: World, document: dict[str, Any], code: str) -> None:
    _event, trades = event("青溪市", ["fitter"])
    later = event_actions.add_stage("system", trades["fitter"], name="复赛", name_en="")
    with refusal(code):
        ladders.set_stage_rule("system", later, document)
    with reading() as s:
        first = events.first_stage(s, trades["fitter"]).id
    with refusal("not_there"):
        ladders.set_stage_rule("system", first, RULE)


def test_stages_are_added_named_and_taken_away(world: World) -> None:
    _event, trades = event("青溪市", ["fitter"])
    trade_id = trades["fitter"]
    second = event_actions.add_stage("system", trade_id, name="复赛", name_en="Preliminary")
    ladders.set_stage_rule("system", second, RULE)
    with refusal("stage_named_already"):
        event_actions.add_stage("system", trade_id, name="复赛", name_en="")
    with reading() as s:
        first = events.first_stage(s, trade_id).id
    with refusal("stage_not_last"):
        event_actions.remove_stage("system", first)
    event_actions.remove_stage("system", second)
    with reading() as s:
        assert [one.name for one in events.stages_of_trades(s, [trade_id])[trade_id]] == ["决赛"]
        assert ladder_queries.stage_passages(s, [trade_id]) == {}
    for number in range(2, 7):
        event_actions.add_stage("system", trade_id, name=f"第{number}轮", name_en="")
    with refusal("too_many_stages"):
        event_actions.add_stage("system", trade_id, name="再来", name_en="")


def test_next_edition_has_the_same_stages(world: World) -> None:
    made = two(world)
    with reading() as s:
        source = events.event(s, made.event_id)
        details = event_actions.EventDetails(
            name="下一届", name_en="", edition=2, starts_on=source.starts_on, ends_on=source.ends_on, zone=source.zone,
            place="",
        )  # fmt: skip
    keeper = world.person("苏明", "keeper")
    copied = event_actions.copy_event(keeper, made.event_id, details, taken={"trades", "settings"})
    with reading() as s:
        trade = events.trades(s, copied)[0]
        stages = events.stages_of_trades(s, [trade.id])[trade.id]
    assert [(one.name, one.state, one.waiting) for one in stages] == [("理论", "DRAFT", False), ("决赛", "DRAFT", True)]


def test_fifty_confirmations_at_once_enter_everybody_once(world: World) -> None:
    made = two(world)
    actions.propose("one", made.passage_id)
    cut, barrier, answers = made.open_cut(), Barrier(50), []

    def confirm() -> None:
        barrier.wait()
        try:
            actions.confirm("two", made.passage_id, cut.id, cut.proposal_hash)
            answers.append("done")
        except Refused as refused:
            answers.append(refused.code)

    threads = [Thread(target=confirm) for _ in range(50)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(answers) == ["cut_over"] * 49 + ["done"]
    assert [one[0] for one in made.finalists()] == ["陈嘉树", "欧阳静怡"]


def test_facts_of_the_stages_stand_on_the_ledger(world: World) -> None:
    made = two(world).confirmed()
    with reading() as s:
        query = select(LedgerLine.kind).where(LedgerLine.chain == f"trade:{made.trade_id}")
        kinds = set(s.scalars(query))
    assert {"stage_added", "stage_renamed", "stage_opened", "entries_gone_on"} <= kinds


def test_next_stage_does_not_start_before_the_cut(world: World) -> None:
    made = two(world)
    with refusal("stage_not_draft"):
        judging.start_stage(made.event_id, made.trade_id, "system", seed="青溪")
