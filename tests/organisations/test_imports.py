"""Lists of units from spreadsheets: what each row would do, taking it in, taking it back."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from competition.acts import actions as acts
from competition.organisations import actions, queries
from competition.organisations.actions.imports import registry
from competition.organisations.checking import CheckedUnit, check_units
from competition.organisations.reading import UnitRow, read_units
from competition.store import Refused, reading
from competition.store.session import Store
from competition.web.sheets import Grid
from competition.web.sheets_scan import Unreadable
from tests.world import World

HEADER: list[Any] = ["单位名称", "简称", "单位代码", "层级", "隶属", "行业", "所有制"]


def add(name: str, level: str = "enterprise", **more: Any) -> str:
    return actions.add_organisation("system", name=name, level=level, **more)


def rows_of(*rows: list[Any]) -> list[UnitRow]:
    title: list[Any] = ["2026年单位名册"]
    return read_units([Grid("表", [title, [], HEADER, *rows])])


def check(*rows: list[Any]) -> list[CheckedUnit]:
    with reading() as s:
        return check_units(rows_of(*rows), registry(s))


def seen(*rows: list[Any]) -> list[tuple[str, list[str]]]:
    return [(row.state, [problem[0] for problem in row.problems]) for row in check(*rows)]


def test_reading_finds_the_header_and_passes_blank_rows_over() -> None:
    rows = rows_of([" 甲厂 ", None, 360100.0, "企业"], [None, ""], ["乙厂"])

    assert [(row.row, row.cells["name"], row.cells["code"]) for row in rows] == [(4, "甲厂", "360100"), (6, "乙厂", "")]
    for grids, code in (([Grid("表", [[*"甲乙"]])], "no_names"), ([Grid("表", [HEADER])], "no_rows")):
        with pytest.raises(Unreadable) as found:
            read_units(grids)
        assert found.value.code == code


def test_rows_are_added_changed_the_same_or_left_out(store: Store) -> None:
    city = add("青溪市总工会", "city", code="3601")
    add("甲厂工会", parent_id=city, industry="power")

    checked = check(
        ["青溪市总工会", "", "3601", "市级"],
        ["甲厂工会", "甲厂", "", "", "", "铜产业", "国有企业"],
        ["安县总工会", "", "360121", "县级", "青溪市总工会"],
        ["安县一厂", "", "", "", "安县总工会", "电力", "非公"],
        ["青溪总工会", "", "3601"],
    )

    assert [(row.state, row.values, row.parent) for row in checked] == [
        ("same", {}, ""),
        ("change", {"short": "甲厂", "industry": "copper", "ownership": "state"}, ""),
        ("add", {"name": "安县总工会", "code": "360121", "level": "county"}, "青溪市总工会"),
        ("add", {"name": "安县一厂", "level": "enterprise", "industry": "power", "ownership": "private"}, "安县总工会"),
        ("out", {}, ""),
    ]


def test_rows_say_what_is_doubtful_or_why_they_are_left_out(store: Store) -> None:
    city = add("青溪市总工会", "city", code="3601")
    add("甲厂工会", code="A", parent_id=city)
    gone, taken = add("旧厂"), add("老厂")
    actions.close("system", gone, on=actions.today())
    actions.merge("system", taken, city, on=actions.today())

    assert seen(
        ["", "只有简称"],
        ["厂"],
        ["=甲厂"],
        ["旧厂"],
        ["老厂"],
        ["甲厂工会", "", "3601"],
        ["青溪市总工会", "", "", "", "甲厂工会"],
        ["甲厂有限公司"],
        ["乙厂", "", "", "县团级", "没有的工会", "采珠", "皇家"],
        ["乙厂"],
        ["丙厂", "", "", "", "旧厂"],
        ["丁厂", "", "", "", "丁厂"],
        ["戊厂", "长" * 30, "9" * 41, "", "老厂"],
    ) == [
        ("out", ["name_missing"]),
        ("out", ["name_long"]),
        ("out", ["formula"]),
        ("out", ["closed"]),
        ("out", ["merged"]),
        ("out", ["code_taken"]),
        ("out", ["below_itself"]),
        ("add", ["similar"]),
        ("add", ["level_unknown", "industry_unknown", "ownership_unknown", "parent_unknown"]),
        ("out", ["twice"]),
        ("add", ["parent_closed"]),
        ("out", ["below_itself"]),
        ("add", ["short_long", "code_long"]),
    ]


def test_circle_within_the_file_is_left_out(store: Store) -> None:
    assert [row.state for row in check(["甲厂", "", "", "", "乙厂"], ["乙厂", "", "", "", "甲厂"])] == ["add", "out"]


def test_import_adds_from_above_changes_and_can_be_taken_back(store: Store) -> None:
    city = add("青溪市总工会", "city")
    old = add("旧县总工会", "county", parent_id=city)
    works = add("甲厂", parent_id=old)
    rows = [
        ["二车间", "", "", "班组", "一厂"],
        ["一厂", "", "", "", "安县总工会"],
        ["安县总工会", "安县", "360121", "县区", "青溪市总工会"],
        ["甲厂", "甲", "A", "", "安县总工会"],
        ["乙厂", "", "", "天级"],
    ]

    act_id, count = actions.import_units("system", rows_of(*rows), check(*rows), doubtful=False, file="名册.xlsx")

    with reading() as s:
        assert count == 4
        assert [(one.name, one.depth) for one in queries.tree(s)] == [
            ("青溪市总工会", 0), ("安县总工会", 1), ("一厂", 2), ("二车间", 3), ("甲厂", 2), ("旧县总工会", 1),
        ]  # fmt: skip
        found = queries.find_or_none(s, "甲")
        assert found is not None
        assert (found.id, found.code, len(queries.history(s, works))) == (works, "A", 2)
    acts.undo("system", act_id)
    with reading() as s:
        assert [(one.name, one.depth) for one in queries.tree(s)] == [
            ("青溪市总工会", 0),
            ("旧县总工会", 1),
            ("甲厂", 2),
        ]
        assert queries.by_names(s)["甲厂"].code == ""


def test_import_is_refused_when_the_units_changed_since_the_preview(store: Store) -> None:
    rows = [["甲厂"]]
    previewed = check(*rows)
    add("甲厂")

    with pytest.raises(Refused, match="import_overtaken"):
        actions.import_units("system", rows_of(*rows), previewed, doubtful=True, file="名册.xlsx")


def test_import_is_not_taken_back_when_something_holds_on_to_a_new_unit(store: Store) -> None:
    rows = [["甲厂"]]
    act_id, _count = actions.import_units("system", rows_of(*rows), check(*rows), doubtful=True, file="名册.xlsx")
    with reading() as s:
        add("一车间", "team", parent_id=queries.by_names(s)["甲厂"].id)

    with pytest.raises(Refused, match="act_overtaken"):
        acts.undo("system", act_id)


def send(browser: FlaskClient, *rows: list[Any], name: str = "名册.xlsx") -> str:
    """Send a list in; returns the address of its preview."""
    book = Workbook()
    for row in (HEADER, *rows):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    answer = browser.post("/organisations/import", data={"form": (out, name)})
    assert answer.status_code == 303, answer.text
    return browser.get(answer.location).location


def test_list_is_sent_in_shown_and_taken_in(world: World) -> None:
    browser = world.organiser()

    preview = send(browser, ["青溪市总工会", "", "", "市"], ["甲厂", "", "", "天级", "青溪市总工会"], ["厂"])
    page = browser.get(preview).text
    assert ("青溪市总工会" in page, "天级" in page, "名册.xlsx" in page) == (True, True, True)
    assert "甲厂" not in browser.get(preview + "?state=add").text
    answer = browser.post(preview, data={"doubtful": "1"})
    done = browser.get(browser.get(answer.location).location)
    assert done.location == "/organisations/list"
    page = browser.get(done.location).text
    assert ("甲厂" in page, "/undo" in page) == (True, True)
    with reading() as s:
        assert [(one.name, one.depth) for one in queries.tree(s)] == [("青溪市总工会", 0), ("甲厂", 1)]


def test_upload_refuses_what_is_no_list(world: World) -> None:
    browser = world.organiser()

    for sent in ({}, {"form": (io.BytesIO(b"x"), "名册.pdf")}):
        answer = browser.post("/organisations/import", data=sent)
        assert (answer.status_code, 'id="wrong-form"' in answer.text) == (422, True)
    answer = browser.post("/organisations/import", data={"form": (io.BytesIO("甲,乙\n1,2".encode()), "名册.csv")})
    page = browser.get(browser.get(answer.location).location)
    assert (page.status_code, 'id="wrong-form"' in page.text) == (422, True)


def test_preview_of_somebody_else_is_not_there(world: World) -> None:
    preview = send(world.organiser(), ["甲厂"])
    world.person("方晓棠", "other", ("organiser", "/"))
    other = world.signed_in("other")

    assert [other.get(preview).status_code, other.post(preview).status_code] == [404, 404]
    assert other.get("/organisations/import/nobody").status_code == 404


def test_empty_list_offers_the_groupings(world: World) -> None:
    book = load_workbook(io.BytesIO(world.organiser().get("/organisations/import/list.xlsx").data))

    assert [cell.value for cell in list(book.worksheets[0].rows)[1]] == [
        "名称",
        "简称",
        "单位代码",
        "层级",
        "隶属",
        "行业",
        "所有制",
    ]
