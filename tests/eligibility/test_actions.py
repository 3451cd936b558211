"""Rules of entry at work: set and changed, entries checked and refused, facts noted, rules set aside."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DBAPIError

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails, TeamDetails
from competition.eligibility import actions, queries
from competition.eligibility.models import Finding
from competition.engine.refusal import PlanRefused
from competition.events import actions as events
from competition.events.actions import TradeSettings
from competition.members import actions as members
from competition.members.actions import Details
from competition.schemes import actions as schemes
from competition.store import Refused, reading, transaction
from competition.store.ledger import LedgerLine
from tests.eligibility.ground import AGE, EMPLOYMENT, LIMIT, gate
from tests.members import roll
from tests.registration.ground import details as applicant
from tests.registration.ground import number, opened
from tests.world import NAMES, World


def lines(chain: str) -> list[str]:
    """The kinds of the facts on a chain."""
    with reading() as s:
        query = select(LedgerLine.kind).where(LedgerLine.chain == chain).order_by(LedgerLine.seq)
        return list(s.scalars(query))


def refused(act: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    """With which code and facts an act is refused."""
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code, dict(caught.value.facts)


def test_every_entry_is_checked_as_it_comes_and_says_why(world: World) -> None:
    place = gate(world)
    place.rules(AGE, LIMIT)
    place.enter("陈嘉树", born_on=date(1990, 5, 1))
    place.enter("欧阳静怡", born_on=date(1990, 5, 2))
    place.enter("王梓涵", born_on=None)
    place.enter("李慕白", born_on=date(2000, 1, 1))

    assert place.says() == [
        ("陈嘉树", "failed", [
            ("age", "failed", "36 on 2026-05-01, at most 35"),
            ("limit", "met", "takes no place, since another rule keeps him out"),
        ]),
        ("欧阳静怡", "met", [("age", "met", "35 on 2026-05-01"), ("limit", "met", "no. 1 of at most 2")]),
        ("王梓涵", "unknown", [
            ("age", "unknown", "the day of birth is not known"), ("limit", "met", "no. 2 of at most 2"),
        ]),
        ("李慕白", "failed", [
            ("age", "met", "26 on 2026-05-01"),
            ("limit", "failed", "at most 2, and before him came 欧阳静怡、王梓涵"),
        ]),
    ]  # fmt: skip
    assert place.counts() == {"failed": 2, "unknown": 1, "met": 1}


def test_who_withdraws_leaves_his_place_to_the_next_and_has_no_line(world: World) -> None:
    place = gate(world)
    place.rules(LIMIT | {"most": 1})
    first, second = place.enter("陈嘉树"), place.enter("欧阳静怡")
    assert [(name, verdict) for name, verdict, _why in place.says()] == [("陈嘉树", "met"), ("欧阳静怡", "failed")]

    contestants.set_status("system", first, "WD", "病假")
    assert [(name, verdict) for name, verdict, _why in place.says()] == [("欧阳静怡", "met")]

    contestants.set_status("system", first, "", "好了")
    contestants.take_out("system", place.trade_id, [second])
    assert [(name, verdict) for name, verdict, _why in place.says()] == [("陈嘉树", "met")]


def test_rules_change_freely_until_somebody_is_entered_and_then_with_a_reason(world: World) -> None:
    place = gate(world)
    place.rules(AGE)
    place.rules(AGE | {"most": 30})
    place.enter("陈嘉树")

    assert refused(lambda: place.rules(AGE)) == ("eligibility_reason_missing", {"count": 1})
    place.rules(AGE, reason="省里改了年龄")
    place.rules(AGE, reason="没有改动")

    with reading() as s:
        said = [(one.rev, one.entries, one.reason, one.mode) for one in queries.versions(s, place.event_id)]
    assert said == [(3, 1, "省里改了年龄", "warn"), (2, 0, "", "warn"), (1, 0, "", "warn")]
    assert lines(actions.chain(place.event_id)) == ["eligibility_rules_set"] * 3


def test_rules_that_cannot_be_or_were_changed_meanwhile_are_refused(world: World) -> None:
    place = gate(world)
    with pytest.raises(PlanRefused) as caught:
        place.rules({"key": "age", "kind": "age"})
    assert (caught.value.code, caught.value.path) == ("nothing_bounded", "rules[0]")
    with pytest.raises(ValueError, match="no such mode"):
        place.rules(AGE, mode="pray")
    place.rules(AGE)
    late = lambda: actions.set_rules("system", place.event_id, {"rules": []}, "warn", rev=0)  # noqa: E731
    assert refused(late) == ("changed_meanwhile", {})


def test_no_rules_at_all_leave_no_trace(world: World) -> None:
    place = gate(world)
    place.rules()
    with reading() as s:
        assert queries.rule_set(s, place.event_id) is None
    assert actions.check_event(place.event_id) == 0
    place.enter("陈嘉树")
    assert place.says() == []


def test_who_fails_is_not_entered_where_the_rules_refuse(world: World) -> None:
    place = gate(world)
    place.rules(AGE, LIMIT | {"most": 1}, mode="refuse")

    old = refused(lambda: place.enter("陈嘉树", born_on=date(1980, 1, 1)))
    assert old == ("not_eligible", {"name": "陈嘉树", "why": "46 on 2026-05-01, at most 35"}) or "46" in old[1]["why"]
    place.enter("王梓涵")
    assert refused(lambda: place.enter("赵一诺"))[0] == "not_eligible"
    assert [(name, verdict) for name, verdict, _why in place.says()] == [("王梓涵", "met")]
    place.enter("李慕白", born_on=None, organisation_id=None, employer="别厂")
    assert place.counts() == {"met": 1, "unknown": 1}


def test_who_fails_is_entered_with_a_reason_that_stands_beside_what_the_rule_says(world: World) -> None:
    place = gate(world)
    place.rules(AGE, mode="refuse")
    entry_id = place.enter("陈嘉树", born_on=date(1980, 1, 1), despite="全国技术能手")

    assert place.says() == [("陈嘉树", "overridden", [("age", "overridden", "46 on 2026-05-01, at most 35")])]
    with reading() as s:
        (row,) = queries.search(s, place.event_id, queries.Wanted())
        moves = [(one.kind, one.rule, one.reason, one.by) for one in queries.moves_of_entry(s, entry_id)]
    assert row.results[0]["rules"][0]["found"] == "failed"
    assert row.results[0]["rules"][0]["override"] == {"by": "system", "reason": "全国技术能手"}
    assert moves == [("SET", "age", "全国技术能手", "system")]

    place.rules(AGE | {"firm": True}, mode="refuse", reason="不得破例")
    assert refused(lambda: place.enter("欧阳静怡", born_on=date(1980, 1, 1), despite="也请破例"))[0] == "not_eligible"
    assert place.counts() == {"failed": 1}


def test_rule_is_set_aside_by_a_person_and_holds_again(world: World) -> None:
    place = gate(world)
    place.rules(AGE, EMPLOYMENT)
    entry_id = place.enter("陈嘉树", born_on=date(1980, 1, 1))
    person = place.person(entry_id)

    actions.set_aside("system", entry_id, person, "age", "组委会同意")
    assert place.says()[0] == ("陈嘉树", "unknown", [
        ("age", "overridden", "46 on 2026-05-01, at most 35"),
        ("employment", "unknown", "since when is not known, at least 12 months"),
    ])  # fmt: skip
    again = refused(lambda: actions.set_aside("system", entry_id, person, "age", "再来一次"))
    assert again == ("rule_set_aside", {"name": "陈嘉树"})

    actions.take_back("system", entry_id, person, "age", "材料不实")
    assert place.says()[0][1] == "failed"
    assert refused(lambda: actions.take_back("system", entry_id, person, "age", "再来"))[0] == "override_not_there"
    with reading() as s:
        said = [(one.kind, one.reason) for one in queries.moves_of_entry(s, entry_id)]
    assert said == [("WITHDRAWN", "材料不实"), ("SET", "组委会同意")]
    assert lines(actions.chain(place.event_id))[1:] == ["rule_overridden", "override_withdrawn"]


@pytest.mark.parametrize(
    ("rule", "code"), [("age", "rule_not_failed"), ("limit", "rule_firm"), ("none", "rule_not_there")]
)
def test_rule_that_cannot_be_set_aside_is_refused(world: World, rule: str, code: str) -> None:
    place = gate(world)
    place.rules(AGE, LIMIT | {"firm": True})
    entry_id = place.enter("陈嘉树")
    assert refused(lambda: actions.set_aside("system", entry_id, place.person(entry_id), rule, "因为"))[0] == code
    stranger = refused(lambda: actions.set_aside("system", entry_id, place.event_id, "age", "因为"))
    assert stranger == ("not_there", {})


def test_fifty_who_set_a_rule_aside_at_once_are_one_who_did(world: World) -> None:
    place = gate(world)
    place.rules(AGE)
    entry_id = place.enter("陈嘉树", born_on=date(1980, 1, 1))
    person = place.person(entry_id)

    def one(number: int) -> str:
        try:
            actions.set_aside("system", entry_id, person, "age", f"理由{number}")
        except Refused as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(10) as pool:
        said = sorted(pool.map(one, range(50)))
    assert said == ["done"] + ["rule_set_aside"] * 49
    with reading() as s:
        assert len(queries.moves_of_entry(s, entry_id)) == 1


def test_facts_are_noted_and_the_latest_word_holds(world: World) -> None:
    place = gate(world)
    barred = {"key": "unit", "kind": "unit", "of": "category", "barred": ["外资"]}
    size = {"key": "qualified", "kind": "qualified", "employees": 1000}
    place.rules(EMPLOYMENT, barred, size)
    entry_id = place.enter("陈嘉树")
    person = place.person(entry_id)

    actions.note("system", entry_id, person, {"employed_since": "2026-01-10", "employees": 999}, "劳动合同")
    actions.note("system", entry_id, person, {"categories": ["外资"]}, "营业执照")
    assert place.says()[0] == ("陈嘉树", "failed", [
        ("employment", "failed", "8 months since 2026-01-10, at least 12"),
        ("unit", "failed", "外资 may not enter"),
        ("qualified", "failed", "did not qualify below, and may not enter directly"),
    ])  # fmt: skip

    right = {"employed_since": "2025-09-28", "employees": 1000, "categories": []}
    actions.note("system", entry_id, person, right, "更正")
    assert place.says()[0] == ("陈嘉树", "met", [
        ("employment", "met", "12 months since 2025-09-28, at least 12"),
        ("unit", "met", "may enter"),
        ("qualified", "met", "direct entry: 1000 employees, at least 1000"),
    ])  # fmt: skip
    assert refused(lambda: actions.note("system", entry_id, person, {"employees": 1000}, "又一次")) == (
        "fact_unchanged", {},
    )  # fmt: skip
    with reading() as s:
        assert [one.kind for one in queries.facts_of_entry(s, entry_id)][-1] == "employed_since"
        assert len(queries.facts_of_entry(s, entry_id)) == 6


def test_what_was_noted_and_set_aside_is_never_changed(world: World) -> None:
    place = gate(world)
    place.rules(AGE)
    entry_id = place.enter("陈嘉树", born_on=date(1980, 1, 1))
    person = place.person(entry_id)
    actions.note("system", entry_id, person, {"employees": 7}, "自报")
    actions.set_aside("system", entry_id, person, "age", "组委会同意")
    for table in ("entry_fact", "eligibility_override", "eligibility_version"):
        with pytest.raises(DBAPIError), transaction() as s:
            s.execute(text(f"DELETE FROM {table}"))


def test_findings_thrown_away_come_back_the_same(world: World) -> None:
    place = gate(world)
    place.rules(AGE, LIMIT)
    for number_, name in enumerate(NAMES[:4]):
        place.enter(name, born_on=date(1985 + 3 * number_, 1, 1))
    with reading() as s:
        before = [asdict(row) for row in queries.search(s, place.event_id, queries.Wanted())]
    with transaction() as s:
        s.execute(delete(Finding))
    assert actions.check_event(place.event_id) == 4
    with reading() as s:
        assert [asdict(row) for row in queries.search(s, place.event_id, queries.Wanted())] == before


def test_people_of_a_team_and_its_reserves_are_all_asked(world: World) -> None:
    place = gate(world)
    events.edit_trade(
        "system", place.trade_id, TradeSettings(anonymity="open", minutes=None, team_size=2, team_reserves=1)
    )
    place.rules(AGE)
    people = [
        ContestantDetails(
            name=name, sex="m", organisation_id=place.unit_id, employer="", id_number="", phone="", born_on=born
        )
        for name, born in (("陈嘉树", date(1995, 1, 1)), ("王梓涵", None), ("李慕白", date(1970, 1, 1)))
    ]
    team = TeamDetails(
        name="青溪一队", organisation_id=place.unit_id, coach="", members=people[:2], reserves=people[2:]
    )
    contestants.enter_team("system", place.trade_id, team)

    name, verdict, said = place.says()[0]
    assert (name, verdict) == ("青溪一队", "failed")
    assert sorted(why for _rule, _verdict, why in said) == [
        "31 on 2026-05-01", "56 on 2026-05-01, at most 35", "the day of birth is not known",
    ]  # fmt: skip


def test_one_person_enters_so_many_trades_and_the_first_stands(world: World) -> None:
    place = gate(world)
    other = schemes.add_trades_from_templates("system", place.event_id, ["welder"])[0]
    place.rules({"key": "trades_of_person", "kind": "trades_of_person", "most": 1})
    place.enter("陈嘉树", id_number=number(1))
    place.enter("陈嘉树", other, id_number=number(1))

    assert sorted((verdict, said[0][2]) for _name, verdict, said in place.says()) == [
        ("failed", "at most 1, and before him came fitter"), ("met", "trade no. 1 of at most 1"),
    ]  # fmt: skip


def test_the_roll_tells_who_is_a_member_and_since_when(world: World) -> None:
    place = gate(world)
    place.rules({"key": "membership", "kind": "membership", "months": 24})
    for order, since in ((0, date(2024, 9, 28)), (1, date(2024, 9, 29))):
        members.add_member(
            "system", place.unit_id,
            Details(
                name=roll.name(order), sex="", id_number=roll.id_number(order), phone="", card_number="", categories=(),
                joined_on=since, consent_on=None,
            ),
        )  # fmt: skip
    place.enter(roll.name(0), id_number=roll.id_number(0))
    place.enter(roll.name(1), id_number=roll.id_number(1))
    place.enter(roll.name(2), id_number=roll.id_number(2))
    place.enter("王梓涵")

    assert [(verdict, said[0][2]) for _name, verdict, said in place.says()] == [
        ("met", "24 months since 2024-09-28, at least 24"),
        ("failed", "23 months since 2024-09-29, at least 24"),
        ("failed", "not on the roll"),
        ("unknown", "no ID number, so nobody can look on the roll"),
    ]


def test_people_sent_in_who_fail_are_refused_by_name_where_the_rules_refuse(world: World) -> None:
    open_event = opened(world)
    young = {"key": "age", "kind": "age", "most": 30, "on": "2026-05-01"}
    actions.set_rules("system", open_event.event_id, {"rules": [young]}, "refuse")

    code, facts = refused(lambda: open_event.send(applicant("陈嘉树", 1), applicant("王梓涵", 2)))
    assert (code, facts["name"], "36" in facts["why"]) == ("not_eligible", "陈嘉树", True)
    assert open_event.all() == []

    actions.set_rules("system", open_event.event_id, {"rules": [young]}, "warn")
    open_event.send(applicant("陈嘉树", 1), applicant("王梓涵", 2))
    actions.set_rules("system", open_event.event_id, {"rules": [young]}, "refuse")
    assert len(open_event.all()) == 2
    assert refused(lambda: open_event.decide("ENTERED"))[0] == "not_eligible"
    open_event.decide("ENTERED", reason="省队推荐")
    with reading() as s:
        assert queries.counts(s, open_event.event_id) == {"overridden": 2}
