"""The list of units: what fits, sorting, export, and acts on many units at once."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from competition.acts import actions as acts
from competition.organisations import actions, queries
from competition.organisations.queries import Wanted
from competition.organisations.queries.lists import SORTS
from competition.store import Refused, reading
from competition.store.session import Store
from tests.world import World

SPRING, SUMMER = dt.date(2026, 3, 1), dt.date(2026, 6, 1)


def add(name: str, level: str = "enterprise", **more: Any) -> str:
    return actions.add_organisation("system", name=name, level=level, **more)


def names(**wanted: Any) -> list[str]:
    with reading() as s:
        rows = queries.search(s, Wanted(**wanted))
        assert queries.count_found(s, Wanted(**wanted)) == len(rows)
        assert sorted(queries.ids_found(s, Wanted(**wanted))) == sorted(row.id for row in rows)
        return [row.name for row in rows]


def test_list_filters_by_every_grouping_state_and_place(store: Store) -> None:
    city = add("青溪市总工会", "city", code="3601")
    county = add("安县总工会", "county", parent_id=city)
    works = add("铜厂工会", industry="copper", ownership="state", parent_id=county, short="铜厂")
    gone = add("旧厂", industry="copper")
    actions.close("system", gone, on=SUMMER)

    assert names() == ["安县总工会", "青溪市总工会", "铜厂工会"]
    assert names(level="city") == ["青溪市总工会"]
    assert names(industry="copper") == ["铜厂工会"]
    assert names(industry="-") == ["安县总工会", "青溪市总工会"]
    assert names(ownership="state") == ["铜厂工会"]
    assert names(state="closed") == ["旧厂"]
    assert names(state="any", industry="copper") == ["旧厂", "铜厂工会"]
    assert names(below=city) == ["安县总工会", "铜厂工会"]
    assert [names(text=text) for text in ("铜厂", "tongchang", "tc", "3601", "t", "%")] == [
        ["铜厂工会"], ["铜厂工会"], ["铜厂工会"], ["青溪市总工会"], ["铜厂工会"], [],
    ]  # fmt: skip
    actions.merge("system", works, city, on=SUMMER)
    assert names(text="铜厂") == ["青溪市总工会"]


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_list_sorts_by_every_column_both_ways(store: Store, sort: str) -> None:
    city = add("青溪市总工会", "city", code="1", industry="copper", ownership="state", opened_on=SPRING)
    add("安县总工会", "county", code="2", parent_id=city, industry="power", industry_parent_id=city)
    add("甲厂")

    assert sorted(names(sort=sort)) == sorted(names(sort=sort, down=True)) == ["安县总工会", "甲厂", "青溪市总工会"]


def test_list_sorts_levels_by_their_place_and_names_by_sound(store: Store) -> None:
    for name, level in (("青溪市总工会", "city"), ("安县总工会", "county"), ("甲班", "team")):
        add(name, level)

    assert names(sort="level") == ["甲班", "安县总工会", "青溪市总工会"]
    assert names() == ["安县总工会", "甲班", "青溪市总工会"]


def test_list_page_asks_the_same_few_questions_whatever_its_length(world: World, store: Store) -> None:
    browser = world.organiser()
    add("甲厂")
    browser.get("/organisations/list")
    asked: list[str] = []
    event.listen(store.reader, "before_cursor_execute", lambda *said: asked.append(said[2]))
    browser.get("/organisations/list")
    few = len(asked)
    city = add("青溪市总工会", "city")
    for n in range(40):
        add(f"第{n}厂", parent_id=city, industry="copper")
    asked.clear()

    page = browser.get("/organisations/list")

    assert (page.text.count("data-row"), len(asked)) == (42, few)


def test_list_shows_filters_and_links_every_row(world: World) -> None:
    works = add("甲厂", industry="copper")
    browser = world.organiser()

    page = browser.get("/organisations/list?industry=copper&sort=-name").text
    assert (f'href="/organisations/{works}"' in page, "铜产业" in page) == (True, True)
    assert "甲厂" not in browser.get("/organisations/list?industry=power").text


def test_export_writes_the_list_that_fits(world: World) -> None:
    city = add("青溪市总工会", "city")
    add("铜厂", industry="copper", parent_id=city, opened_on=SPRING)
    browser = world.organiser()

    answer = browser.post("/organisations/export", data={"industry": "copper"})
    with browser.get(answer.location + "/file") as file:
        book = load_workbook(io.BytesIO(file.data))

    rows = [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows[1:] == [["铜厂", "铜厂", "", "企业", "青溪市总工会", "铜产业", "", "", "2026-03-01", ""]]


def test_industry_is_set_after_a_preview_and_taken_back(world: World) -> None:
    works, shop, gone = add("甲厂", industry="power"), add("乙厂"), add("旧厂")
    actions.close("system", gone, on=SUMMER)
    browser = world.organiser()
    form = {"act": "industry", "ids": [works, shop, gone]}

    preview = browser.post("/organisations/acts", data=form).text
    assert ("甲厂" in preview, "电力" in preview, "旧厂" in preview) == (True, True, True)
    seen = browser.post("/organisations/acts", data={**form, "confirm": "1", "value": "copper"})
    assert (seen.status_code, 'name="seen"' in seen.text) == (200, True)
    answer = browser.post("/organisations/acts", data={**form, "confirm": "1", "seen": "1", "value": "copper"})
    assert answer.status_code == 303
    assert sorted(names(industry="copper")) == ["乙厂", "甲厂"]
    page = browser.get(answer.location).text
    undo = next(part.split('"')[0] for part in page.split('action="')[1:] if part.startswith("/acts/"))
    browser.post(undo)
    assert [names(industry="copper"), names(industry="power"), names(industry="-")] == [[], ["甲厂"], ["乙厂"]]


def test_ownership_is_set_for_everything_that_fits(world: World) -> None:
    for name in ("甲厂", "乙厂"):
        add(name, industry="copper")
    add("丙厂")
    form = {"act": "ownership", "everything": "1", "industry": "copper", "confirm": "1", "value": "private"}

    assert world.organiser().post("/organisations/acts", data=form).status_code == 303

    assert sorted(names(ownership="private")) == ["乙厂", "甲厂"]


def test_units_are_moved_below_one_but_never_below_themselves(world: World) -> None:
    city = add("青溪市总工会", "city")
    county = add("安县总工会", "county", parent_id=city)
    works, late = add("甲厂"), add("乙厂", opened_on=SUMMER)
    browser = world.organiser()
    form = {"act": "move", "ids": [works, city, late], "confirm": "1", "value_name": "安县总工会", "on": "2026-03-01"}

    preview = browser.post("/organisations/acts", data=form)
    assert (preview.status_code, "青溪市总工会" in preview.text, "甲厂" in preview.text) == (200, True, True)
    answer = browser.post("/organisations/acts", data={**form, "seen": "1"})
    assert answer.status_code == 303
    with reading() as s:
        assert [row.id for row in queries.children_of(s, county)] == [works]
    page = browser.get(answer.location).text
    undo = next(part.split('"')[0] for part in page.split('action="')[1:] if part.startswith("/acts/"))
    browser.post(undo)
    with reading() as s:
        assert queries.children_of(s, county) == []


@pytest.mark.parametrize(
    "wrong", [{"value_name": ""}, {"value_name": "没有"}, {"on": "soon"}, {"on": "2999-01-01"}, {"value": "x"}]
)
def test_act_refuses_what_cannot_be_beside_its_field(world: World, wrong: dict[str, str]) -> None:
    works = add("甲厂")
    add("青溪市总工会", "city")
    form = {"act": "move", "ids": [works], "confirm": "1", "value_name": "青溪市总工会", "on": "2026-06-01"}
    if "value" in wrong:
        form |= {"act": "industry"}

    answer = world.organiser().post("/organisations/acts", data={**form, **wrong})

    assert (answer.status_code, 'id="wrong-' in answer.text) == (409, True)


def test_act_that_nobody_offers_is_not_there(world: World) -> None:
    assert world.organiser().post("/organisations/acts", data={"act": "burn"}).status_code == 404


def test_very_many_units_are_left_to_the_worker(world: World) -> None:
    for n in range(201):
        add(f"第{n}厂")
    browser = world.organiser()
    form = {"act": "industry", "everything": "1", "confirm": "1", "value": "copper", "q": "第"}

    answer = browser.post("/organisations/acts", data=form)
    assert answer.location.startswith("/jobs/")
    done = browser.get(browser.get(answer.location).location)

    assert (done.location, len(names(industry="copper"))) == ("/organisations/list?q=%E7%AC%AC", 201)
    assert browser.get("/organisations/done/nobody").status_code == 404


def test_act_is_not_taken_back_when_a_unit_was_changed_since(store: Store) -> None:
    works, shop = add("甲厂"), add("乙厂")
    act_id, count = actions.group_units("system", [works, shop], "industry", "copper")
    actions.edit_organisation("system", works, name="甲厂", level="enterprise", short="", badge="", industry="power")

    assert count == 2
    with pytest.raises(Refused, match="act_overtaken"):
        acts.undo("system", act_id)
    assert names(industry="copper") == ["乙厂"]


def test_move_is_not_taken_back_into_a_circle_or_below_a_closed_unit(store: Store) -> None:
    old, new = add("旧区总工会", "county"), add("新区总工会", "county")
    works = add("甲厂", parent_id=old)
    act_id, _count = actions.move_units("system", [works], new, SPRING)
    actions.move("system", old, tree="region", parent_id=works, on=SUMMER)

    with pytest.raises(Refused, match="organisation_below_itself"):
        acts.undo("system", act_id)
    actions.close("system", old, on=SUMMER)
    with pytest.raises(Refused, match="organisation_is_closed"):
        acts.undo("system", act_id)
