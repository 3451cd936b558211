"""Levels, industries and kinds of ownership as data of the house."""

from __future__ import annotations

import pytest

from competition.organisations import actions, queries
from competition.store import Refused, reading
from competition.store.session import Store
from tests.world import World


def keys(kind: str = "level") -> list[str]:
    with reading() as s:
        return [one.key for one in queries.groups(s)[kind]]


def test_empty_house_has_the_usual_groupings(store: Store) -> None:
    assert keys() == ["team", "enterprise", "park", "county", "city", "province"]
    assert len(keys("industry")) == 21
    assert keys("ownership") == ["state", "collective", "private", "joint", "foreign", "public"]
    with reading() as s:
        assert [(one.name, one.name_en) for one in queries.levels(s)][3] == ("县区", "County or district")
        assert (queries.industries(s)[0].name, queries.ownerships(s)[2].name) == ("铜产业", "非公")


def test_groupings_are_added_renamed_reordered_and_taken_out(store: Store) -> None:
    key = actions.add_group("system", "level", name="乡镇街道", name_en="Township")

    actions.rename_group("system", "level", key, name="乡镇", name_en="Township")
    actions.move_group("system", "level", key, up=True)
    actions.move_group("system", "level", "team", up=True)
    assert keys() == ["team", "enterprise", "park", "county", "city", key, "province"]
    actions.remove_group("system", "level", key)
    assert keys() == ["team", "enterprise", "park", "county", "city", "province"]


def test_groupings_refuse_what_is_used_taken_needed_or_not_there(store: Store) -> None:
    actions.add_organisation("system", name="青溪市总工会", level="city", industry="copper")

    for kind, key, code in (
        ("level", "city", "grouping_used"),
        ("industry", "copper", "grouping_used"),
        ("level", "enterprise", "grouping_kept"),
        ("level", "moon", "grouping_not_there"),
    ):
        with pytest.raises(Refused, match=code):
            actions.remove_group("system", kind, key)
    with pytest.raises(Refused, match="grouping_exists"):
        actions.add_group("system", "industry", name="电力")
    with pytest.raises(Refused, match="grouping_exists"):
        actions.rename_group("system", "industry", "copper", name="电力")


def test_page_adds_renames_moves_and_takes_out(world: World) -> None:
    browser = world.organiser()

    assert (
        browser.post("/organisations/groupings/level", data={"name": "乡镇", "name_en": "Township"}).status_code == 303
    )
    key = keys()[-1]
    address = f"/organisations/groupings/level/{key}"
    assert browser.post(address, data={"do": "up"}).location.endswith(f"#group-level-{key}")
    assert keys()[-1] == "province"
    assert browser.post(address, data={"do": "rename", "name": "乡镇街道"}).status_code == 303
    assert "乡镇街道" in browser.get("/organisations/groupings").text
    assert browser.post(address, data={"do": "remove"}).status_code == 303
    assert key not in keys()


def test_page_names_what_is_wrong_in_the_row(world: World) -> None:
    browser = world.organiser()
    actions.add_organisation("system", name="青溪市总工会", level="city")

    answer = browser.post("/organisations/groupings/level", data={"name": ""})
    assert (answer.status_code, 'id="wrong-level-new"' in answer.text) == (422, True)
    answer = browser.post("/organisations/groupings/level/city", data={"do": "remove"})
    assert (answer.status_code, 'id="wrong-level-city"' in answer.text) == (409, True)
    answer = browser.post("/organisations/groupings/level/city", data={"name": "省", "name_en": "x"})
    assert (answer.status_code, 'value="x"' in answer.text) == (409, True)
    for address in ("moon", "moon/city", "level/moon"):
        assert browser.post(f"/organisations/groupings/{address}", data={"name": "甲"}).status_code == 404
