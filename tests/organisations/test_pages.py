"""The pages of the registry: trees, the field that takes a unit, one unit, and its forms."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from competition.organisations import actions, queries
from competition.store import Refused, reading
from competition.store.session import Store
from tests.world import World

SUMMER = dt.date(2026, 6, 1)


def add(name: str, level: str = "enterprise", **more: object) -> str:
    return actions.add_organisation("system", name=name, level=level, **more)  # type: ignore[arg-type]


def counted(store: Store) -> list[str]:
    """A list that grows by every statement that reads."""
    statements: list[str] = []
    event.listen(store.reader, "before_cursor_execute", lambda *said: statements.append(said[2]))
    return statements


def unit(s: Session, organisation_id: str) -> queries.Organisation:
    one = queries.organisation(s, organisation_id)
    assert one is not None
    return one


def test_tree_is_empty_at_first_and_leads_to_the_form(world: World) -> None:
    browser = world.organiser()

    assert "还没有单位" in browser.get("/organisations/").text
    answer = browser.post("/organisations/add", data={"name": "青溪市总工会", "level": "city", "badge": "青"})

    assert answer.status_code == 303
    assert "青溪市总工会" in browser.get(answer.location).text
    assert "青溪市总工会" in browser.get("/organisations/").text


def test_tree_opens_level_by_level_in_every_view(world: World) -> None:
    city = add("青溪市总工会", "city")
    federation = add("建筑行业工会联合会", industry="construction", parent_id=city)
    add("甲厂", parent_id=city, ownership="private", industry_parent_id=federation)
    browser = world.organiser()

    assert "甲厂" in browser.get("/organisations/").text, "a single unit at the top is open"
    add("安县总工会", "county")
    assert "甲厂" not in browser.get("/organisations/").text
    assert "甲厂" in browser.get(f"/organisations/branches?view=region&below={city}").text
    top = browser.get("/organisations/?view=industry").text
    assert ("建筑" in top, "气象" in top) == (True, False)
    under = browser.get("/organisations/branches?view=industry&group=construction").text
    assert ("建筑行业工会联合会" in under, "甲厂" in under) == (True, False)
    assert "甲厂" in browser.get(f"/organisations/branches?view=industry&below={federation}").text
    assert "甲厂" in browser.get("/organisations/branches?view=ownership&group=private").text
    assert [browser.get(f"/organisations/branches?{ask}").status_code for ask in ("", "below=nobody", "group=state")] == [
        404, 404, 404,
    ]  # fmt: skip


def test_tree_opens_down_to_a_unit(world: World) -> None:
    city = add("青溪市总工会", "city")
    county = add("安县总工会", "county", parent_id=city, industry="power")
    works = add("甲厂", parent_id=county, industry_parent_id=county)
    browser = world.organiser()

    for view in ("region", "industry"):
        page = browser.get(f"/organisations/?view={view}&at={works}").text
        assert page.count('aria-current="true"') == 1, view
    assert browser.get("/organisations/?at=nobody").status_code == 200


def test_tree_asks_the_same_few_questions_whatever_its_size(world: World, store: Store) -> None:
    browser = world.organiser()
    browser.get("/organisations/")
    for n in range(3):
        add(f"第{n}厂")
    asked = counted(store)
    browser.get("/organisations/")
    few = len(asked)
    for n in range(30):
        add(f"大厂{n:02d}", parent_id=add(f"总厂{n:02d}"))
    asked.clear()

    browser.get("/organisations/")

    assert (len(asked), len(asked) <= 12) == (few, True)


def test_picker_offers_open_units_by_name_pinyin_and_code(world: World) -> None:
    add("青溪市总工会", "city", code="360100")
    add("青溪铜业工会", short="青铜")
    gone = add("青溪旧厂工会")
    actions.close("system", gone, on=SUMMER)
    browser = world.organiser()

    def names(text: str) -> list[str]:
        page = browser.get("/organisations/pick", query_string={"q": text}).text
        return [part.split('"')[0] for part in page.split('data-name="')[1:]]

    assert names("青溪") == ["青溪市总工会", "青溪铜业工会"]
    assert [names(text) for text in ("qxs", "QINGXIT", "3601", "青铜", "旧厂", "100%_")] == [
        ["青溪市总工会"], ["青溪铜业工会"], ["青溪市总工会"], ["青溪铜业工会"], [], [],
    ]  # fmt: skip


def test_picked_reads_what_the_field_sends(world: World) -> None:
    works, gone = add("甲厂工会", short="甲厂"), add("旧厂")
    actions.close("system", gone, on=SUMMER)
    with reading() as s:
        found = [
            one.id if one else None
            for one in (
                queries.picked(s, works, "甲厂工会"), queries.picked(s, "", " 甲厂工会 "), queries.picked(s, "", "甲厂"),
                queries.picked(s, works, ""), queries.picked(s, "", ""), queries.picked(s, gone, "旧厂"),
                queries.picked(s, gone, "甲厂"),
            )
        ]  # fmt: skip
        assert found == [works, works, works, None, None, gone, works]
        for name in ("乙厂", "旧厂"):
            with pytest.raises(Refused):
                queries.picked(s, "", name)


def test_add_names_the_fields_that_are_wrong_and_keeps_what_was_typed(world: World) -> None:
    browser = world.organiser()

    answer = browser.post(
        "/organisations/add", data={"name": "厂", "level": "enterprise", "badge": "青溪", "opened_on": "soon"}
    )
    assert answer.status_code == 422
    assert [f'id="wrong-{name}"' in answer.text for name in ("name", "badge", "opened_on", "short")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert 'value="厂"' in answer.text
    answer = browser.post("/organisations/add", data={"name": "甲厂", "level": "enterprise", "parent_id_name": "没有"})
    assert (answer.status_code, 'id="wrong-parent_id"' in answer.text, 'value="没有"' in answer.text) == (
        422,
        True,
        True,
    )


def test_add_refuses_a_name_twice_beside_the_field(world: World) -> None:
    add("青溪市总工会", "city")

    answer = world.organiser().post("/organisations/add", data={"name": "青溪市总工会", "level": "city"})

    assert (answer.status_code, 'id="wrong-name"' in answer.text) == (409, True)


def test_unit_is_added_below_another_by_name_without_scripts(world: World) -> None:
    city = add("青溪市总工会", "city")
    browser = world.organiser()

    assert 'value="青溪市总工会"' in browser.get(f"/organisations/add?below={city}").text
    answer = browser.post(
        "/organisations/add",
        data={"name": "甲厂", "level": "enterprise", "parent_id_name": "青溪市总工会", "opened_on": "2026-06-01"},
    )
    with reading() as s:
        one = unit(s, answer.location.rsplit("/", 1)[1])
        assert (one.parent_id, one.opened_on) == (city, SUMMER)


def test_edit_saves_and_shows_what_somebody_else_saved_meanwhile(world: World) -> None:
    works = add("甲厂")
    browser = world.organiser()
    form = {"name": "甲厂集团", "level": "enterprise", "short": "甲", "badge": "甲", "rev": "1"}

    assert browser.post(f"/organisations/{works}/edit", data=form).status_code == 303
    assert "甲厂 → 甲厂集团" in browser.get(f"/organisations/{works}").text
    answer = browser.post(f"/organisations/{works}/edit", data={**form, "name": "乙厂", "code": "A"})

    assert answer.status_code == 409
    assert ("苏明" in answer.text, 'data-value="甲厂集团"' in answer.text, 'value="乙厂"' in answer.text) == (
        True,
        True,
        True,
    )
    assert 'name="rev" value="2"' in answer.text
    assert browser.post(f"/organisations/{works}/edit", data={**form, "name": "乙厂", "rev": "2"}).status_code == 303


def test_move_shows_the_history_and_refuses_beside_the_field(world: World) -> None:
    city, works = add("青溪市总工会", "city"), add("甲厂")
    browser = world.organiser()
    form = {"tree": "region", "parent_id": city, "parent_id_name": "青溪市总工会", "on": "2026-06-01", "rev": "1"}

    assert browser.post(f"/organisations/{works}/move", data=form).status_code == 303
    page = browser.get(f"/organisations/{works}/move").text
    assert ("青溪市总工会" in page, "2026-06-01" in page) == (True, True)
    circle = {**form, "parent_id": works, "parent_id_name": "甲厂"}
    answer = browser.post(f"/organisations/{city}/move", data=circle)
    assert (answer.status_code, 'id="wrong-parent_id"' in answer.text) == (409, True)
    answer = browser.post(f"/organisations/{works}/move", data={**form, "on": "2999-01-01", "rev": "2"})
    assert (answer.status_code, 'id="wrong-on"' in answer.text) == (409, True)
    assert browser.post(f"/organisations/{works}/move", data=form).status_code == 409
    assert browser.post(f"/organisations/{works}/move", data={"tree": "moon", "on": "x"}).status_code == 422


def test_merge_shows_what_moves_first_and_can_be_taken_back(world: World) -> None:
    city, county = add("青溪市总工会", "city"), add("安县总工会", "county")
    add("甲厂", parent_id=county)
    browser = world.organiser()
    form = {"into_id_name": "青溪市总工会", "on": "2026-06-01", "rev": "1"}

    preview = browser.post(f"/organisations/{county}/merge", data=form)
    assert (preview.status_code, "甲厂" in preview.text) == (200, True)
    with reading() as s:
        assert unit(s, county).closed_on is None
    answer = browser.post(f"/organisations/{county}/merge", data={**form, "confirm": "1"})
    assert (answer.status_code, answer.location) == (303, f"/organisations/{city}")
    page = browser.get(answer.location).text
    undo = next(part.split('"')[0] for part in page.split('action="')[1:] if part.startswith("/acts/"))
    browser.post(undo)
    with reading() as s:
        assert unit(s, county).closed_on is None
    answer = browser.post(f"/organisations/{city}/merge", data={**form, "confirm": "1"})
    assert (answer.status_code, 'id="wrong-into_id"' in answer.text) == (409, True)
    answer = browser.post(f"/organisations/{city}/merge", data={"on": "2026-06-01", "rev": "1"})
    assert (answer.status_code, 'id="wrong-into_id"' in answer.text) == (422, True)


def test_close_and_open_again(world: World) -> None:
    city, works = add("青溪市总工会", "city"), add("甲厂")
    actions.move("system", works, tree="region", parent_id=city, on=SUMMER)
    browser = world.organiser()

    answer = browser.post(f"/organisations/{city}/close", data={"on": "2026-06-01", "rev": "1"})
    assert (answer.status_code, 'id="wrong-on"' in answer.text) == (409, True)
    assert browser.post(f"/organisations/{works}/close", data={"on": "2026-06-02", "rev": "2"}).status_code == 303
    assert "2026-06-02" in browser.get(f"/organisations/{works}").text
    assert browser.get(f"/organisations/{works}/close").status_code == 200
    form = {"on": "2026-06-03", "rev": "3", "reopen": "1"}
    assert browser.post(f"/organisations/{works}/close", data=form).status_code == 303
    with reading() as s:
        assert unit(s, works).closed_on is None


def test_unit_page_asks_the_same_few_questions_whatever_stands_below(world: World, store: Store) -> None:
    city = add("青溪市总工会", "city")
    add("甲厂", parent_id=add("安县总工会", "county", parent_id=city))
    browser = world.organiser()
    browser.get(f"/organisations/{city}")
    asked = counted(store)
    browser.get(f"/organisations/{city}")
    few = len(asked)
    for n in range(20):
        add(f"第{n}厂", parent_id=city)
    asked.clear()

    browser.get(f"/organisations/{city}")

    assert (len(asked), len(asked) <= 20) == (few, True)


def test_doors_answer_the_dull_questions(world: World) -> None:
    organiser = world.organiser()
    world.person("方晓棠", "judge")
    world.person("韩立群", "officer", ("unit_officer", "/"))
    judge, officer = world.signed_in("judge"), world.signed_in("officer")
    works = add("甲厂")

    assert organiser.delete("/organisations/").status_code == 405
    assert world.app.test_client().get("/organisations/").location == "/accounts/sign-in?next=/organisations/"
    assert [judge.get("/organisations/").status_code, judge.post("/organisations/add").status_code] == [403, 403]
    pages = ("", f"{works}", "list", "groupings", f"{works}/edit", "import")
    assert [officer.get(f"/organisations/{page}").status_code for page in pages] == [200, 200, 200, 200, 403, 403]
    for page in ("", "/edit", "/move", "/merge", "/close"):
        assert organiser.get(f"/organisations/nobody{page}").status_code == 404, page
    forms = {
        "edit": {"name": "甲厂", "level": "enterprise", "rev": "1"},
        "move": {"tree": "region", "on": "2026-06-01", "rev": "1"},
        "merge": {"into_id_name": "甲厂", "on": "2026-06-01", "rev": "1"},
        "close": {"on": "2026-06-01", "rev": "1"},
    }
    for page, form in forms.items():
        assert organiser.post(f"/organisations/nobody/{page}", data=form).status_code == 404, page
