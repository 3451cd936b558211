"""Doors of the roll: who may come in, what is masked, lists and acts, forms and their refusals, imports in the browser."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from competition.members import actions, queries
from competition.store import reading
from competition.store.session import Store
from tests.members import roll
from tests.world import World

UNIT = "青溪机械厂工会"


@pytest.fixture
def keeper(world: World) -> FlaskClient:
    """方晓棠, who keeps the roll, signed in."""
    world.person("方晓棠", "fang", ("roll_keeper", "/"))
    return world.signed_in("fang")


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    """The page's text."""
    answer = client.get(address)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def names(text: str) -> list[str]:
    """The names in a list's rows."""
    return re.findall(r'class="name" href="/members/[^"]+">([^<]+)</a>', text)


DOORS = [
    ("GET", "/members/", "read"), ("POST", "/members/export", "read"), ("POST", "/members/acts", "edit"),
    ("GET", "/members/add", "edit"), ("POST", "/members/add", "edit"), ("GET", "/members/{id}", "read"),
    ("GET", "/members/{id}/edit", "edit"), ("POST", "/members/{id}/edit", "edit"), ("POST", "/members/{id}/numbers", "unmask"),
    ("GET", "/members/{id}/transfer", "edit"), ("POST", "/members/{id}/transfer", "edit"), ("GET", "/members/{id}/leave", "edit"),
    ("POST", "/members/{id}/leave", "edit"), ("GET", "/members/ground", "read"), ("POST", "/members/ground/categories", "edit"),
    ("POST", "/members/ground/categories/migrant", "edit"), ("POST", "/members/ground/consents", "edit"),
    ("GET", "/members/import", "edit"), ("POST", "/members/import", "edit"), ("GET", "/members/import/list.xlsx", "edit"),
    ("GET", "/members/import/{batch}", "edit"), ("POST", "/members/import/{batch}", "edit"),
    ("POST", "/members/import/{batch}/undo", "edit"), ("POST", "/members/import/{batch}/drop", "edit"),
    ("POST", "/members/import/{batch}/problems", "edit"),
]  # fmt: skip
MAY = {
    "organiser": {"read", "edit"}, "roll_keeper": {"read", "edit", "unmask"}, "supervisor": set(), "sys_admin": set(),
    "chief_judge": set(), "unit_officer": set(),
}  # fmt: skip


@pytest.mark.parametrize("role", MAY)
def test_every_door_opens_to_its_roles_alone(world: World, role: str):
    member_id = roll.member(1, roll.unit())
    batch_id = actions.open_batch("system", file_name="x.csv", options={})
    world.person("某人", "somebody", (role, "/"))
    client = world.signed_in("somebody")
    shut = [
        (method, door)
        for method, door, need in DOORS
        if (client.open(door.format(id=member_id, batch=batch_id), method=method).status_code == 403)
        != (need not in MAY[role])
    ]
    assert shut == []


def test_nobody_is_sent_to_sign_in(client: FlaskClient):
    assert [
        client.open(door.format(id="x", batch="x"), method=method).status_code for method, door, _need in DOORS
    ] == [302 if method == "GET" else 401 for method, _door, _need in DOORS]


def test_a_member_that_is_not_there_is_404(keeper: FlaskClient):
    assert [
        keeper.open(door.format(id="nobody", batch="nothing"), method=method, data=data).status_code
        for method, door, data in [
            ("GET", "/members/{id}", None), ("GET", "/members/{id}/edit", None), ("GET", "/members/{id}/leave", None),
            ("POST", "/members/{id}/numbers", {"reason": "核对"}), ("GET", "/members/import/{batch}", None),
            ("POST", "/members/ground/categories/none", {"name": "没有"}),
        ]
    ] == [404] * 6  # fmt: skip


def test_a_member_is_added_by_hand_and_shown_masked(keeper: FlaskClient):
    unit = roll.unit()
    answer = keeper.post(
        "/members/add",
        data={"name": "阿依古丽", "id_number": roll.id_number(5, female=True), "phone": "139 0000 0005", "organisation_id": unit,
              "organisation_id_name": UNIT, "categories": ["migrant", "hardship"], "joined_on": "2020-02-02"},
    )  # fmt: skip
    assert answer.status_code == 303
    text = page(keeper, answer.headers["Location"])
    assert "361102********" in text
    assert "139****0005" in text
    assert "困难职工" in text
    assert roll.id_number(5, female=True) not in text


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ({"name": ""}, "请填写"),
        ({"id_number": "1101"}, "身份证号不成立"),
        ({"organisation_id": "", "organisation_id_name": ""}, "单位"),
        ({"joined_on": "昨天"}, "2026-05-01"),
        ({"phone": "12"}, "不是有效的电话号码"),
    ],
)
def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(keeper: FlaskClient, instead: dict[str, str], said: str):
    unit = roll.unit()
    sent = {
        "name": "何清越",
        "id_number": roll.id_number(6),
        "organisation_id": unit,
        "organisation_id_name": UNIT,
    } | instead
    answer = keeper.post("/members/add", data=sent)
    text = answer.get_data(as_text=True)
    assert answer.status_code in (404, 409, 422)
    assert said in text
    assert not sent["name"] or sent["name"] in text


def test_two_keepers_changing_one_member_see_each_other(keeper: FlaskClient):
    member_id = roll.member(1, roll.unit())
    actions.edit_member("system", member_id, roll.details(1, name="陈嘉木"), rev=1)
    answer = keeper.post(f"/members/{member_id}/edit", data={"name": "陈家树", "rev": "1"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert 'value="陈家树"' in text
    assert "陈嘉木" in text
    assert 'name="rev" value="2"' in text
    assert keeper.post(f"/members/{member_id}/edit", data={"name": "陈家树", "rev": "2"}).status_code == 303


def test_an_empty_number_stays_as_it_is(keeper: FlaskClient):
    member_id = roll.member(1, roll.unit())
    keeper.post(
        f"/members/{member_id}/edit",
        data={"name": roll.name(1), "joined_on": "2019-05-04", "rev": "1", "card_number": roll.card(9)},
    )
    with reading() as s:
        told = queries.opened(s, [queries.member(s, member_id)], whole=True)[0].numbers
    assert told == {"id_number": roll.id_number(1), "phone": roll.phone(1), "card_number": roll.card(9)}


def test_whole_numbers_are_shown_once_with_a_reason(keeper: FlaskClient):
    member_id = roll.member(1, roll.unit())
    refused = keeper.post(f"/members/{member_id}/numbers", data={"reason": ""})
    shown = keeper.post(f"/members/{member_id}/numbers", data={"reason": "核对身份"})
    after = page(keeper, f"/members/{member_id}")
    assert (refused.status_code, roll.id_number(1) in refused.get_data(as_text=True)) == (422, False)
    assert (shown.status_code, roll.id_number(1) in shown.get_data(as_text=True)) == (200, True)
    assert shown.headers["Cache-Control"] == "no-store"
    assert roll.id_number(1) not in after
    assert "查看了完整号码：核对身份" in after


def test_the_list_finds_by_name_pinyin_initials_and_number(keeper: FlaskClient):
    unit = roll.unit()
    for n in range(30):
        roll.member(n, unit)
    found = {
        text: names(page(keeper, f"/members/?q={text}"))
        for text in (
            "欧静",
            "ouj",
            "oj",
            roll.id_number(7),
            roll.phone(8),
            roll.card(9),
            "13999999999",
            roll.id_number(99),
        )
    }
    assert found == {
        "欧静": ["欧静怡"], "ouj": ["欧嘉树", "欧静怡"], "oj": ["欧嘉树", "欧静怡"], roll.id_number(7): [roll.name(7)],
        roll.phone(8): [roll.name(8)], roll.card(9): [roll.name(9)], "13999999999": [], roll.id_number(99): [],
    }  # fmt: skip


def test_the_list_filters(keeper: FlaskClient):
    above = roll.unit("青溪市总工会")
    unit, other = roll.unit(UNIT, above), roll.unit("别厂工会")
    actions.publish_consent("system", text="同意采集本人信息。", text_en="")
    roll.member(1, unit, categories=("migrant",))
    roll.member(2, unit, id_number=roll.id_number(2, female=True))
    gone = roll.member(3, other)
    actions.leave("system", gone, on=actions_day(), reason="离职")
    asked = {
        query: sorted(names(page(keeper, f"/members/?{query}")))
        for query in (
            f"unit={above}",
            "category=0",
            "sex=f",
            "state=left",
            "state=any",
            "consent=none",
            "consent=given",
            "sort=-name",
        )
    }
    both = sorted([roll.name(1), roll.name(2)])
    assert asked == {
        f"unit={above}": both, "category=0": [roll.name(1)], "sex=f": [roll.name(2)], "state=left": [roll.name(3)],
        "state=any": sorted([*both, roll.name(3)]), "consent=none": both, "consent=given": [], "sort=-name": both,
    }  # fmt: skip


def actions_day() -> Any:
    """A day that has come."""
    import datetime as dt

    return dt.date(2026, 3, 1)


def test_a_list_of_two_hundred_asks_no_more_than_one_of_twenty(keeper: FlaskClient, store: Store):
    unit = roll.unit()
    asked = []
    for size in (20, 200):
        for n in range(roll.count(), size):
            roll.member(n, unit)
        statements: list[str] = []

        def listen(_c: object, _cursor: object, statement: str, *_rest: object, heard: list[str] = statements) -> None:
            heard.append(statement)

        event.listen(store.reader, "before_cursor_execute", listen)
        page(keeper, "/members/?size=200")
        event.remove(store.reader, "before_cursor_execute", listen)
        asked.append(len(statements))
    assert asked[0] == asked[1]
    assert asked[0] <= 16


@pytest.mark.parametrize(
    ("act", "fields", "after"),
    [
        ("transfer", {"on": "2026-03-01", "reason": "改组"}, (0, 3)),
        ("leave", {"on": "2026-03-01", "reason": "改组"}, (0, 0)),
        ("add", {"category_key": "model"}, (3, 0)),
        ("remove", {"category_key": "migrant"}, (3, 0)),
    ],
)
def test_an_act_on_many_is_previewed_done_and_taken_back(
    keeper: FlaskClient, act: str, fields: dict[str, str], after: tuple[int, int]
):
    first, second = roll.unit(), roll.unit("别厂工会")
    ids = [roll.member(n, first, categories=("migrant",)) for n in range(3)]
    sent: dict[str, Any] = {"act": act, "ids": ids}
    if act == "transfer":
        fields = fields | {"organisation_id": second, "organisation_id_name": "别厂工会"}

    def now() -> list[Any]:
        with reading() as s:
            members = [queries.member(s, one) for one in ids]
            return [[(one.organisation_id, one.categories) for one in members],
                    [[p.membership.organisation_id for p in queries.periods(s, one)] for one in ids]]  # fmt: skip

    before = now()
    preview = keeper.post("/members/acts", data=sent)
    assert preview.status_code == 200
    assert roll.name(0) in preview.get_data(as_text=True)
    assert now() == before
    done = keeper.post("/members/acts", data=sent | fields | {"confirm": "1"})
    assert done.status_code == 303, done.get_data(as_text=True)
    with reading() as s:
        assert (queries.count_of(s, first), queries.count_of(s, second)) == after
    assert now() != before
    flashed = page(keeper, "/members/")
    act_id = re.search(r"/acts/([0-9a-f-]{36})/undo", flashed)
    assert act_id is not None
    assert keeper.post(f"/acts/{act_id[1]}/undo", data={"back": "/members/"}).status_code == 303
    assert now() == before


def test_an_act_overtaken_by_a_change_is_not_taken_back(keeper: FlaskClient):
    unit = roll.unit()
    ids = [roll.member(n, unit) for n in range(2)]
    act_id, _count = actions.categorise_several("system", ids, "model", add=True)
    actions.edit_member("system", ids[0], roll.details(0, name="陈嘉木", categories=("model",)), rev=2)
    keeper.post(f"/acts/{act_id}/undo", data={"back": "/members/"})
    with reading() as s:
        assert [queries.member(s, one).categories for one in ids] == [32, 32]


def test_an_act_that_would_change_nobody_says_so(keeper: FlaskClient):
    ids = [roll.member(1, roll.unit())]
    answer = keeper.post("/members/acts", data={"act": "remove", "ids": ids, "confirm": "1", "category_key": "model"})
    assert (answer.status_code, "都不需要更改" in answer.get_data(as_text=True)) == (409, True)


def test_an_export_is_masked_unless_a_reason_is_given(keeper: FlaskClient, world: World):
    import openpyxl

    roll.member(1, roll.unit())
    asked = keeper.post("/members/export", data={})
    no_reason = keeper.post("/members/export", data={"numbers": "whole", "reason": ""})
    cells = {}
    for kind in ("masked", "whole"):
        job = keeper.post("/members/export", data={"numbers": kind, "reason": "年报核对"}).headers["Location"]
        with keeper.get(f"{job}/file") as answer:
            book = openpyxl.load_workbook(io.BytesIO(answer.get_data()))
        cells[kind] = [cell.value for cell in list(book.worksheets[0].rows)[-1]][2:5]
    assert (asked.status_code, no_reason.status_code) == (200, 422)
    assert cells["whole"] == [roll.id_number(1), roll.phone(1), roll.card(1)]
    assert cells["masked"][1:] == ["139****0001", "6217********0001"]
    organiser = world.organiser()
    assert organiser.post("/members/export", data={"numbers": "whole", "reason": "x"}).status_code == 303


def test_a_list_is_sent_in_looked_at_applied_and_taken_back(keeper: FlaskClient):
    roll.unit(UNIT)
    rows = [roll.row(n, UNIT) for n in range(5)] + [roll.row(9, UNIT, 手机号="1")] + [roll.row(10, "没有的工会")]
    sent = keeper.post(
        "/members/import",
        data={"form": (io.BytesIO(roll.xlsx_bytes(rows)), "名册.xlsx")},
        content_type="multipart/form-data",
    )
    address = sent.headers["Location"]
    read = page(keeper, address)
    assert "没有的工会" in read
    assert "存疑的 1 行" in read
    assert keeper.post(address, data={"doubtful": "1"}).status_code == 303
    assert roll.count() == 6
    assert "撤回这次导入" in page(keeper, address)
    file = keeper.post(f"{address}/problems").headers["Location"]
    with keeper.get(f"{file}/file") as answer:
        assert answer.status_code == 200
    assert keeper.post(f"{address}/undo").status_code == 303
    assert roll.count() == 0
    assert "已撤回" in page(keeper, address)
    assert keeper.post(f"{address}/undo").status_code == 409


def test_units_nobody_knows_need_a_place(keeper: FlaskClient):
    roll.unit(UNIT)
    data = {"form": (io.BytesIO(roll.csv_bytes([roll.row(1, "没有的工会")])), "名册.csv")}
    address = keeper.post("/members/import", data=data, content_type="multipart/form-data").headers["Location"]
    answer = keeper.post(address, data={"units": "1", "below_name": "也没有"})
    assert (answer.status_code, roll.count()) == (409, 0)


def test_a_list_that_was_given_up_leaves_nothing(keeper: FlaskClient, tmp_path: Any):
    roll.unit(UNIT)
    data = {"form": (io.BytesIO(roll.csv_bytes([roll.row(1, UNIT)])), "名册.csv")}
    address = keeper.post("/members/import", data=data, content_type="multipart/form-data").headers["Location"]
    assert keeper.post(f"{address}/drop").status_code == 303
    assert list((tmp_path / "imports").iterdir()) == []
    assert "已放弃" in page(keeper, address)
    assert keeper.post(address).status_code == 409


@pytest.mark.parametrize("name", ["", "名册.pdf"])
def test_what_is_no_list_is_not_taken(keeper: FlaskClient, name: str):
    data = {"form": (io.BytesIO(b"x"), name)} if name else {}
    assert keeper.post("/members/import", data=data, content_type="multipart/form-data").status_code == 422


def test_categories_and_consent_are_kept(keeper: FlaskClient):
    keeper.post("/members/ground/categories", data={"name": "退役军人", "name_en": "Veteran"})
    keeper.post("/members/ground/consents", data={"text": "本人同意采集以上信息。", "text_en": ""})
    again = keeper.post("/members/ground/categories", data={"name": "退役军人"})
    short = keeper.post("/members/ground/consents", data={"text": "同意"})
    text = page(keeper, "/members/ground")
    assert (again.status_code, short.status_code) == (409, 422)
    assert "退役军人" in text
    assert "第 1 版" in text


def test_the_search_over_everything_finds_members_by_open_fields(world: World):
    unit = roll.unit()
    member_id = roll.member(1, unit)
    with reading() as s:
        found = [
            [(one.title, one.detail, one.href) for one in queries.found(s, text, 5)]
            for text in ("欧嘉", "oujia", roll.id_number(1), "无人")
        ]
    told = [(roll.name(1), UNIT, f"/members/{member_id}")]
    assert found == [told, told, told, []]
