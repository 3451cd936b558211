"""The list of the union tree and its forms."""

from competition.organisations import actions
from tests.world import World


def test_list_is_empty_at_first_and_shows_what_is_added(world: World) -> None:
    browser = world.organiser()

    assert "还没有单位" in browser.get("/organisations/").text
    answer = browser.post("/organisations/", data={"name": "青溪市总工会", "level": "city", "badge": "青"})

    assert (answer.status_code, answer.location) == (303, "/organisations/")
    assert "青溪市总工会" in browser.get("/organisations/").text


def test_add_names_the_fields_that_are_wrong_and_keeps_what_was_typed(world: World) -> None:
    answer = world.organiser().post("/organisations/", data={"name": "厂", "level": "moon", "badge": "青溪"})

    assert answer.status_code == 422
    assert [f'id="wrong-{name}"' in answer.text for name in ("name", "level", "badge", "short")] == [
        True,
        True,
        True,
        False,
    ]
    assert 'value="厂"' in answer.text


def test_add_refuses_a_name_twice_beside_the_field(world: World) -> None:
    actions.add_organisation("system", name="青溪市总工会", level="city")

    answer = world.organiser().post("/organisations/", data={"name": "青溪市总工会", "level": "city"})

    assert (answer.status_code, 'id="wrong-name"' in answer.text) == (409, True)


def test_edit_saves(world: World) -> None:
    works = actions.add_organisation("system", name="甲厂", level="enterprise")
    browser = world.organiser()

    assert browser.post(f"/organisations/{works}", data={"name": "甲厂集团", "level": "enterprise"}).status_code == 303
    assert "甲厂集团" in browser.get(f"/organisations/{works}").text


def test_doors_answer_the_dull_questions(world: World) -> None:
    organiser = world.organiser()
    world.person("方晓棠", "judge")
    judge = world.signed_in("judge")

    assert organiser.delete("/organisations/").status_code == 405
    assert world.app.test_client().get("/organisations/").location == "/accounts/sign-in?next=/organisations/"
    assert [judge.get("/organisations/").status_code, judge.post("/organisations/").status_code] == [403, 403]
    assert organiser.get("/organisations/nobody").status_code == 404
