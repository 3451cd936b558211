"""One member: added, changed, transferred, leaving; what stays on record, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from competition.acts.queries import activity
from competition.members import actions, queries
from competition.organisations import actions as organisations
from competition.store import Refused, reading, transaction
from tests.members import roll
from tests.world import World

DAY = dt.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _house(world: World) -> None:
    """Every test runs in a house of its own."""


def test_a_member_is_found_by_any_whole_number():
    unit = roll.unit()
    member_id = roll.member(1, unit)

    with reading() as s:
        told = [
            queries.known_by_number(s, text) for text in (roll.id_number(1), roll.phone(1), roll.card(1), "13900000999")
        ]
        by_number = queries.by_id_numbers(s, [roll.id_number(1), roll.id_number(2)])

    known = queries.KnownMember(member_id, roll.name(1), unit, "青溪机械厂工会")
    assert told == [known, known, known, None]
    assert by_number == {roll.id_number(1): known}


def test_born_and_sex_follow_from_the_number():
    unit = roll.unit()
    member_id = roll.member(7, unit, id_number=roll.id_number(7, female=True))

    with reading() as s:
        one = queries.member(s, member_id)
    assert (one.sex, one.born_on, one.pinyin, one.initials) == ("f", dt.date(1970, 1, 8), "hanjiashu", "hjs")


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        ({"id_number": "110101199003070012"}, "id_number_bad"),
        ({"id_number": ""}, "id_number_needed"),
        ({"name": "A1"}, "name_bad"),
        ({"sex": "f"}, "sex_disagrees"),
        ({"phone": "12"}, "phone_bad"),
        ({"card_number": "!"}, "card_bad"),
        ({"consent_on": DAY}, "consent_no_text"),
    ],
)
def test_what_cannot_be_is_refused(instead: dict[str, object], code: str):
    unit = roll.unit()
    with pytest.raises(Refused) as refused:
        roll.member(1, unit, **instead)
    assert refused.value.code == code


def test_nobody_is_on_the_roll_twice():
    unit = roll.unit()
    roll.member(1, unit)
    codes = []
    for instead in ({}, {"id_number": roll.id_number(2)}):
        with pytest.raises(Refused) as refused:
            roll.member(1, unit, **instead)
        codes.append(refused.value.code)
    assert codes == ["id_number_taken", "card_taken"]


def test_a_change_stays_on_record_masked():
    unit = roll.unit()
    member_id = roll.member(1, unit)
    fields = actions.edit_member("system", member_id, roll.details(1, phone=roll.phone(2), name="陈嘉木"), rev=1)

    with reading() as s:
        told = queries.changes(s, member_id)
        rev = queries.member(s, member_id).rev
    assert fields == ["name", "phone"]
    assert [one.changed for one in told] == [
        {"name": [roll.name(1), "陈嘉木"], "phone": ["139****0001", "139****0002"]}
    ]
    assert rev == 2


def test_two_people_changing_the_same_member_notice():
    member_id = roll.member(1, roll.unit())
    actions.edit_member("system", member_id, roll.details(1, name="陈嘉木"), rev=1)
    with pytest.raises(Refused) as refused:
        actions.edit_member("system", member_id, roll.details(1, name="陈家树"), rev=1)
    assert (refused.value.code, refused.value.status) == ("changed_meanwhile", 409)


def test_a_transfer_ends_one_membership_and_begins_another():
    first, second = roll.unit(), roll.unit("青溪农机厂工会")
    member_id = roll.member(1, first)
    actions.transfer("system", member_id, second, on=DAY, reason="调动")
    actions.leave("system", member_id, on=dt.date(2026, 4, 1), reason="退休")

    with reading() as s:
        periods = [
            (p.organisation, p.membership.since, p.membership.until, p.membership.ended)
            for p in queries.periods(s, member_id)
        ]
        counts = queries.counts_of(s, [first, second])
        happened = len(activity(s, member_id))
    assert periods == [
        ("青溪农机厂工会", DAY, dt.date(2026, 4, 1), "left"),
        ("青溪机械厂工会", dt.date(2019, 5, 4), DAY, "transferred"),
    ]
    assert (counts, happened) == ({}, 3)


def test_whoever_left_comes_back_by_a_transfer():
    unit = roll.unit()
    member_id = roll.member(1, unit)
    actions.leave("system", member_id, on=DAY, reason="离职")
    actions.transfer("system", member_id, unit, on=DAY, reason="返聘")
    with reading() as s:
        assert queries.count_of(s, unit) == 1
        assert [p.membership.began for p in queries.periods(s, member_id)] == ["joined", "joined"]


def test_a_transfer_says_what_is_wrong_with_it():
    unit, closed = roll.unit(), roll.unit("旧厂工会")
    member_id = roll.member(1, unit)
    organisations.close("system", closed, on=DAY)
    tries = [
        (unit, DAY, "x", "same_unit"),
        (closed, DAY, "x", "organisation_is_closed"),
        (roll.unit("新厂工会"), dt.date(2010, 1, 1), "x", "date_before_joining"),
        (roll.unit("新新厂工会"), dt.date(2199, 1, 1), "x", "date_ahead"),
        (unit, DAY, " ", "reason_needed"),
        (unit, DAY, f"见 {roll.id_number(3)}", "reason_has_number"),
    ]
    codes = []
    for to, on, reason, _code in tries:
        with pytest.raises(Refused) as refused:
            actions.transfer("system", member_id, to, on=on, reason=reason)
        codes.append(refused.value.code)
    assert codes == [code for *_rest, code in tries]


def test_looking_at_whole_numbers_stays_on_record():
    member_id = roll.member(1, roll.unit())
    numbers = actions.unmask("system", member_id, reason="核对身份")
    with reading() as s:
        line = s.execute(text("SELECT body FROM ledger_line WHERE kind = 'member_unmasked'")).scalar_one()
        masked = queries.opened(s, [queries.member(s, member_id)])[0].numbers
    assert numbers == {"id_number": roll.id_number(1), "phone": roll.phone(1), "card_number": roll.card(1)}
    assert masked == {
        "id_number": "361102********0013"[:14] + roll.id_number(1)[-4:],
        "phone": "139****0001",
        "card_number": "6217********0001",
    }
    assert "核对身份" in line
    assert roll.id_number(1) not in line


def test_the_log_of_changes_is_never_rewritten():
    member_id = roll.member(1, roll.unit())
    actions.edit_member("system", member_id, roll.details(1, name="陈嘉木"), rev=1)
    actions.publish_consent("system", text="同意采集本人信息。", text_en="")
    for statement in (
        "UPDATE member_change SET reason = 'x'",
        "DELETE FROM member_change",
        "UPDATE consent_text SET text = 'x'",
    ):
        with pytest.raises(DatabaseError), transaction() as s:
            s.execute(text(statement))


def test_a_unit_with_members_is_not_closed():
    unit = roll.unit()
    roll.member(1, unit)
    with pytest.raises(Refused) as refused:
        organisations.close("system", unit, on=DAY)
    assert (refused.value.code, refused.value.facts) == ("unit_has_members", {"count": 1})


def test_members_go_with_a_merger_and_come_back_with_it():
    from competition.acts import actions as acts

    small, large, other = roll.unit("小厂工会"), roll.unit("大厂工会"), roll.unit("别厂工会")
    ids = [roll.member(n, small) for n in range(4)]
    before = roll.member(9, large)
    act_id = organisations.merge("system", small, large, on=DAY)
    with reading() as s:
        merged = queries.counts_of(s, [small, large])
        periods = [(p.organisation, p.membership.until) for p in queries.periods(s, ids[0])]
    actions.transfer("system", ids[3], other, on=dt.date(2026, 4, 1), reason="调动")
    acts.undo("system", act_id)
    with reading() as s:
        back = queries.counts_of(s, [small, large, other])
        again = [(p.organisation, p.membership.until) for p in queries.periods(s, ids[0])]
        stayed = queries.member(s, before).rev
    assert merged == {large: 5}
    assert periods == [("大厂工会", None), ("小厂工会", DAY)]
    assert back == {small: 3, large: 1, other: 1}
    assert (again, stayed) == ([("小厂工会", None)], 1)


def test_categories_are_added_renamed_and_never_twice():
    key = actions.add_category("system", name="退役军人", name_en="Veteran")
    actions.rename_category("system", key, name="退役军人职工", name_en="Veteran", rev=1)
    with pytest.raises(Refused) as refused:
        actions.add_category("system", name="农民工", name_en="")
    with reading() as s:
        category = queries.category(s, key)
    assert (category.name, category.bit, category.rev, refused.value.code) == ("退役军人职工", 6, 2, "category_exists")
