"""The register of officials: entering, changing, merging, importing, who holds what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from competition.acts import actions as acts
from competition.officials import actions, queries
from competition.officials import reading as sheet
from competition.officials.actions import OfficialDetails, QualificationDetails
from competition.officials.queries import Wanted
from competition.store import Refused, reading
from competition.store.ledger import lines
from tests.world import World

TODAY = dt.date(2026, 9, 28)
NATIONAL = QualificationDetails(
    kind="national", certificate="GJ-0042", template_key="fitter", valid_until=dt.date(2027, 5, 31)
)
LIN = OfficialDetails(name="林致远", organisation="青溪技校", phone="13800001234", qualifications=(NATIONAL,))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def found(**wanted: Any) -> list[str]:
    with reading() as s:
        return [one.official.name for one in queries.search(s, Wanted(**wanted), TODAY)]


def test_official_is_found_by_name_pinyin_initials_unit_phone_and_certificate(world: World) -> None:
    actions.add_official("system", LIN)
    actions.add_official("system", OfficialDetails(name="韩立群"))

    asked = ["致远", "linzhi", "lzy", "技校", "13800001234", "GJ-0042"]

    assert [found(text=text) for text in asked] == [["林致远"]] * 6


def test_filters_tell_trade_qualification_and_whether_it_holds(world: World) -> None:
    old = QualificationDetails(kind="provincial", valid_until=dt.date(2025, 1, 1))
    actions.add_official("system", LIN)
    actions.add_official(
        "system", OfficialDetails(name="韩立群", enterprise=True, trades=("welder",), qualifications=(old,))
    )
    actions.add_official("system", OfficialDetails(name="方晓棠"))

    assert (found(trade="fitter"), found(trade="welder"), found(kind="provincial")) == (
        ["林致远"],
        ["韩立群"],
        ["韩立群"],
    )
    assert (found(state="valid"), found(state="expired"), found(state="none")) == (["林致远"], ["韩立群"], ["方晓棠"])
    assert found(service="enterprise") == ["韩立群"]


def test_phone_is_sealed_and_stays_unless_another_is_given(world: World) -> None:
    official_id = actions.add_official("system", LIN)
    actions.change_official(
        "system", official_id, OfficialDetails(name="林致远", organisation="青溪技校", note="组长"), 1
    )

    with reading() as s:
        one = queries.official(s, official_id)
        bodies = [line.body for line in lines(s, "house")]
        assert (queries.phone_of(one), queries.open_phone(one), one.rev) == ("138****1234", "13800001234", 2)
    assert not [body for body in bodies if "13800001234" in body]


def test_change_of_an_older_version_is_refused(world: World) -> None:
    official_id = actions.add_official("system", LIN)
    actions.change_official("system", official_id, OfficialDetails(name="林致远", organisation="省技校"), 1)

    assert refused(lambda: actions.change_official("system", official_id, LIN, 1)) == "changed_meanwhile"
    assert refused(lambda: actions.add_official("system", OfficialDetails(name="林致远", organisation="省技校"))) == (
        "official_exists"
    )


def test_judges_of_the_same_name_and_unit_are_one_official(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    official_id = actions.add_official("system", LIN)

    judge_id = actions.add_judge("system", event_id, trade_id, name="林致远", organisation="青溪技校")
    actions.add_judge("system", event_id, trade_id, name="林致远", organisation="省技校")

    with reading() as s:
        assert queries.judge(s, judge_id).official_id == official_id
        assert queries.count_found(s, Wanted(), TODAY) == 2
        assert [one.judge.id for one in queries.services(s, official_id)] == [judge_id]


def test_merging_brings_service_qualifications_recusals_and_phone_together(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    keep = actions.add_official("system", OfficialDetails(name="林致远", trades=("welder",)))
    double = actions.add_official("system", LIN)
    judge_id = actions.add_judge("system", event_id, trade_id, name="林致远", organisation="青溪技校")
    actions.declare_unit("system", double, "青溪第1机械厂", "林致远")

    actions.merge("system", keep, [double])

    with reading() as s:
        one = queries.official(s, keep)
        assert (one.organisation, queries.open_phone(one)) == ("青溪技校", "13800001234")
        assert queries.judge(s, judge_id).official_id == keep
        assert [row.certificate for row in queries.qualifications_of(s, [keep])[keep]] == ["GJ-0042"]
        assert [row.organisation for row in queries.recusals_of(s, [keep])[keep]] == ["青溪第1机械厂"]
        assert queries.official(s, double).merged_into_id == keep
    assert found() == ["林致远"]
    assert refused(lambda: actions.merge("system", keep, [keep])) == "merge_one"
    assert refused(lambda: actions.merge("system", keep, [double])) == "official_merged"


def test_trade_for_many_is_taken_back_as_a_whole(world: World) -> None:
    ids = [actions.add_official("system", OfficialDetails(name=name)) for name in ("林致远", "韩立群")]
    act_id = actions.add_trade("system", ids, "fitter", "钳工")
    assert found(trade="fitter") == ["韩立群", "林致远"]

    acts.undo("system", act_id)

    assert found(trade="fitter") == []


def test_import_is_understood_row_by_row(world: World) -> None:
    text = (
        "姓名\t单位\t资格\t证书编号\t有效期至\t工种\t电话\t出生年\t是否企业\n"
        "林致远\t青溪技校\t国家级裁判员\tGJ-0042\t2027年5月31日\t钳工、绣花\t138 0000 1234\t1975\t否\n"
        "\t无名厂\t\t\t\t\t\t\t\n林致远\t青溪技校\t\t\t\t\t\t\t"
    )
    with world.app.test_request_context():
        rows = sheet.understood(sheet.pasted(text))

    details = OfficialDetails(
        name="林致远", organisation="青溪技校", birth_year=1975, phone="13800001234", trades=("fitter",),
        qualifications=(
            QualificationDetails(kind="national", certificate="GJ-0042", valid_until=dt.date(2027, 5, 31)),
        ),
    )  # fmt: skip
    assert rows == [
        sheet.Row(2, details, doubts=(("trade", "绣花"),)),
        sheet.Row(3, None, wrong="name"),
        sheet.Row(4, None, wrong="twice"),
    ]


def test_import_completes_what_the_register_has_and_takes_nothing_away(world: World) -> None:
    actions.add_official("system", OfficialDetails(name="林致远", organisation="青溪技校", trades=("welder",)))

    counted = actions.add_officials("system", [LIN, OfficialDetails(name="韩立群")])

    with reading() as s:
        one = queries.standing(s, "林致远", "青溪技校")
        assert one is not None
        assert (queries.trades_of(s, [one.id])[one.id], queries.open_phone(one)) == (["welder"], "13800001234")
    assert counted == (1, 1)


@pytest.mark.parametrize(
    ("text", "code"), [("", "import_empty"), ("单位\n甲", "import_columns"), ("姓名", "import_empty")]
)
def test_import_without_names_is_refused(world: World, text: str, code: str) -> None:
    with world.app.test_request_context():
        assert refused(lambda: sheet.understood(sheet.pasted(text))) == code


def test_search_over_everything_finds_officials_and_only_judges_of_ones_events(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    official_id = actions.add_official("system", LIN)
    actions.add_judge("system", event_id, trade_id, name="韩立群")

    with reading() as s:
        house = [one.href for one in queries.found(s, None, "lzy", 5)]
        mine = [one.href for one in queries.found(s, [event_id], "hlq", 5)]
        other = queries.found(s, [event_id], "lzy", 5)

    assert house == [f"/officials/people/{official_id}"]
    assert (mine, other) == ([f"/officials/{event_id}/{trade_id}#judges"], [])
