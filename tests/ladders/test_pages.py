"""The pages of ladders as people use them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from competition.accounts.roles import scope_path
from competition.events import actions as events
from competition.events import queries as events_queries
from competition.ladders import actions, queries
from competition.organisations import actions as organisations
from competition.store import reading, transaction, utcnow
from tests.ladders import ground
from tests.ladders.ground import RULE
from tests.world import World

FORM = {
    "name": "青溪市技能晋级赛", "name_en": "Qingxi ladder", "about": "", "about_en": "", "shown": "1",
    "tier-0-name": "市", "tier-0-name_en": "City", "tier-1-name": "县区", "tier-1-name_en": "County",
}  # fmt: skip
RULE_FORM = {
    "top": "３", "share_percent": "30%", "share_rounding": "down", "minimum_least": "60", "minimum_on": "total",
    "runners_up_count": "2", "runners_up_by": "total", "ties": "out", "out_at_least": "25", "wild_cards": "1",
    "substitutes": "2", "per_organisation": "3", "capacity": "12", "divisions_apart": "1",
}  # fmt: skip


def text(answer: Any) -> str:
    found: str = answer.get_data(as_text=True)
    return found


def undo(desk: FlaskClient, page: str) -> Any:
    """Press the button that takes back what the page says was done."""
    found = re.search(r'action="(/acts/[0-9a-f-]+/undo)"', page)
    assert found is not None, page
    return desk.post(found[1], data={"back": "/ladders/"})


def asked_by(desk: FlaskClient, address: str) -> int:
    """How many statements a page sends."""
    return ground.questions(lambda _s: desk.get(address))


def test_ladder_is_made_with_its_tiers_and_changed(world: World) -> None:
    desk = world.organiser()
    made = desk.post("/ladders/new", data=FORM)
    ladder_id = made.headers["Location"].rsplit("/", 1)[1]
    with reading() as s:
        tiers = [(one.name, one.position) for one in queries.tiers(s, ladder_id)]
        one = queries.tiers(s, ladder_id)[0]
    changed = desk.post(
        f"/ladders/{ladder_id}/edit",
        data=FORM | {"rev": "1", "tier-1-id": one.id, "tier-1-name": "区县", "tier-2-name": "企业"},
    )

    assert (made.status_code, changed.status_code, tiers) == (303, 303, [("县区", 0), ("市", 1)])
    with reading() as s:
        assert [row.name for row in queries.tiers(s, ladder_id)] == ["企业", "区县", "市"]
    page = text(desk.get(f"/ladders/{ladder_id}"))
    assert [words in page for words in ("青溪市技能晋级赛", "区县", "企业")] == [True] * 3
    assert "青溪市技能晋级赛" in text(desk.get("/ladders/"))
    assert desk.post(f"/ladders/{ladder_id}/edit", data=FORM | {"rev": "1"}).status_code == 409
    assert desk.post(f"/ladders/{ladder_id}/remove").status_code == 303


def test_rows_of_tiers_can_be_added_and_moved_without_scripts(world: World) -> None:
    desk = world.organiser()
    more = text(desk.post("/ladders/new", data=FORM | {"rows": "more"}))
    down = text(desk.post("/ladders/new", data=FORM | {"rows": "down-0"}))

    assert 'name="tier-2-name"' in more
    assert down.index('value="县区"') < down.index('value="市"')


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": ""}, "name"), ({"tier-0-name": "县区"}, "tiers"), ({"tier-0-name": "", "tier-1-name": ""}, "tiers")],
)
def test_form_of_a_ladder_names_the_field_that_is_wrong(world: World, change: dict[str, str], field: str) -> None:
    answer = world.organiser().post("/ladders/new", data=FORM | change)

    assert answer.status_code in (409, 422)
    assert f'href="#field-{field}"' in text(answer)


def test_event_joins_a_tier_and_shows_its_place(world: World) -> None:
    climb = ground.climb()
    event_id, _trades = ground.event("南城")
    desk = world.organiser()
    address = f"/ladders/{climb.ladder_id}/tiers/{climb.tiers[0]}"
    added = desk.post(f"{address}/rungs", data={"event_id": event_id, "feeds_id": climb.rungs["青溪市"]})
    twice = desk.post(f"{address}/rungs", data={"event_id": event_id, "feeds_id": climb.rungs["青溪市"]})
    below = desk.post(f"{address}/rungs", data={"event_id": world.event(), "feeds_id": climb.rungs["东城"]})

    assert (added.status_code, twice.status_code, below.status_code) == (303, 409, 409)
    listed = text(desk.get(address))
    assert [name in listed for name in ("东城", "西城", "南城")] == [True] * 3
    assert "青溪市" in text(desk.get(f"/ladders/of/{event_id}"))
    overview = text(desk.get(f"/events/{event_id}"))
    assert f"/ladders/of/{event_id}" in overview
    assert text(desk.get(f"{address}?q=南")).count("data-row") == 1
    assert text(desk.get(f"{address}?sort=-name")).index("西城") < text(desk.get(f"{address}?sort=-name")).index("东城")


def test_events_are_taken_off_and_put_back(world: World) -> None:
    climb = ground.climb()
    desk = world.organiser()
    address = f"/ladders/{climb.ladder_id}/tiers/{climb.tiers[0]}"
    said = {"act": "off", "ids": [climb.rungs["东城"], climb.rungs["西城"]]}
    preview = text(desk.post(f"{address}/acts", data=said))
    done = desk.post(f"{address}/acts", data=said | {"confirm": "1"}, follow_redirects=True)

    assert [name in preview for name in ("东城", "西城")] == [True, True]
    with reading() as s:
        assert len(queries.rungs_of_ladder(s, climb.ladder_id)) == 1
    assert undo(desk, text(done)).status_code == 303
    with reading() as s:
        back = queries.rungs_of_ladder(s, climb.ladder_id)
        assert {one.id: one.feeds_id for one in back}[climb.rungs["东城"]] == climb.rungs["青溪市"]


def test_events_go_on_elsewhere_and_back(world: World) -> None:
    climb = ground.climb()
    ground.add(climb, "青江市", 1, None)
    desk = world.organiser()
    address = f"/ladders/{climb.ladder_id}/tiers/{climb.tiers[0]}/acts"
    said = {"act": "feed", "everything": "1"}
    assert desk.post(address, data=said).status_code == 200
    assert desk.post(address, data=said | {"confirm": "1"}).status_code == 422
    done = desk.post(address, data=said | {"confirm": "1", "feeds_id": climb.rungs["青江市"]}, follow_redirects=True)

    with reading() as s:
        assert {one.id for one in queries.feeding(s, [climb.rungs["青江市"]])} == {
            climb.rungs["东城"],
            climb.rungs["西城"],
        }
    undo(desk, text(done))
    with reading() as s:
        assert queries.feeding(s, [climb.rungs["青江市"]]) == []


def test_rule_is_set_by_a_form_and_read_in_words(world: World) -> None:
    climb = ground.climb()
    desk = world.organiser()
    trade_id = climb.trades["青溪市", "fitter"]
    address = f"/ladders/{climb.ladder_id}/passages/into/{trade_id}"
    assert desk.get(address).status_code == 200
    made = desk.post(address, data=RULE_FORM | {"rev": "0"})
    page = text(desk.get(made.headers["Location"]))

    with reading() as s:
        one = queries.passage_of_trade(s, trade_id)
        assert one is not None
    assert made.headers["Location"].endswith(one.id)
    assert one.rule == {
        "format": "craftboard-advancement", "version": 1, "ties": "out", "top": 3, "per_organisation": 3, "wild_cards": 1,
        "substitutes": 2, "capacity": 12, "share": {"percent": "30", "rounding": "down"},
        "minimum": {"on": "total", "least": "60"}, "runners_up": {"count": 2, "by": "total"}, "out_at_least": "25",
        "divisions_apart": True,
    }  # fmt: skip
    assert (one.capacity, one.rule_hash in page) == (12, True)
    assert desk.get(address).status_code == 302
    listed = text(desk.get(f"/ladders/{climb.ladder_id}/passages"))
    assert listed.count("data-row") == 2
    assert desk.post(f"/ladders/{climb.ladder_id}/passages/{one.id}/remove").status_code == 303


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"top": "x"}, "top"),
        ({"top": "", "share_percent": "", "minimum_least": "", "runners_up_count": ""}, "top"),
        ({"share_percent": "101"}, "share_percent"),
        ({"share_percent": "80"}, "share_percent"),
        ({"minimum_least": "viel"}, "minimum_least"),
        ({"out_at_least": "0"}, "out_at_least"),
        ({"capacity": "2"}, "capacity"),
    ],
)
def test_form_of_a_rule_names_the_field_that_is_wrong(world: World, change: dict[str, str], field: str) -> None:
    climb = ground.climb()
    address = f"/ladders/{climb.ladder_id}/passages/into/{climb.trades['青溪市', 'fitter']}"
    answer = world.organiser().post(address, data=RULE_FORM | change)

    assert answer.status_code == 422
    assert f'href="#field-{field}"' in text(answer)


def test_one_rule_for_many_trades_and_back(world: World) -> None:
    climb = ground.climb()
    first = actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)
    desk = world.organiser()
    address = f"/ladders/{climb.ladder_id}/passages/acts"
    said = {"act": "rule", "everything": "1"}
    assert desk.post(address, data=said).status_code == 200
    assert desk.post(address, data=said | {"confirm": "1"}).status_code == 422
    done = desk.post(address, data=said | {"confirm": "1"} | RULE_FORM, follow_redirects=True)

    with reading() as s:
        assert [one.rule["top"] for one in queries.passages_of_ladder(s, climb.ladder_id)] == [3, 3]
    undo(desk, text(done))
    with reading() as s:
        assert [(one.id, one.rule["top"]) for one in queries.passages_of_ladder(s, climb.ladder_id)] == [(first, 2)]


def test_quotas_are_set_and_moved(world: World) -> None:
    climb = ground.climb()
    passage_id = actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE | {"capacity": 5})
    east, west = climb.rungs["东城"], climb.rungs["西城"]
    desk = world.organiser()
    address = f"/ladders/{climb.ladder_id}/passages/{passage_id}"
    over = desk.post(f"{address}/quotas", data={f"places-{east}": "3", f"places-{west}": "3"})
    typed = desk.post(f"{address}/quotas", data={f"places-{east}": "viel"})
    kept = desk.post(f"{address}/quotas", data={f"places-{east}": "3", f"places-{west}": "２", "rev": "1"})
    moved = desk.post(
        f"{address}/quotas/move", data={"from_id": east, "to_id": west, "places": "1", "reason": "多一人"}
    )
    too_many = desk.post(
        f"{address}/quotas/move", data={"from_id": east, "to_id": west, "places": "9", "reason": "多九人"}
    )

    assert [one.status_code for one in (over, typed, kept, moved, too_many)] == [409, 422, 303, 303, 409]
    with reading() as s:
        standing = queries.quota_standings(s, queries.passage(s, passage_id))
        assert {key: one.places for key, one in standing.items()} == {east: 2, west: 3}
    assert "多一人" in text(desk.get(address))


def test_organiser_of_one_event_sees_his_own_and_sets_only_what_leads_into_it(world: World) -> None:
    climb = ground.climb()
    into = actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)
    city, county, other = climb.events["青溪市"], climb.events["东城"], ground.event("别处")[0]
    for login, event_id in (("city", city), ("county", county), ("other", other)):
        world.person(login, login, ("organiser", scope_path(event_id)))
    address = f"/ladders/{climb.ladder_id}/passages/{into}"
    seen = {}
    for login in ("city", "county", "other"):
        client = world.signed_in(login)
        seen[login] = (
            client.get(address).status_code,
            client.post(address, data=RULE_FORM).status_code,
            client.get(f"/ladders/of/{county}").status_code,
            client.get(f"/ladders/{climb.ladder_id}").status_code,
        )

    assert seen == {"city": (200, 303, 403, 403), "county": (200, 403, 200, 403), "other": (404, 404, 403, 403)}


def test_public_page_shows_tiers_and_rules_of_what_is_published(world: World) -> None:
    climb = ground.climb()
    actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)
    nobody = world.app.test_client()
    address = f"/ladders/{climb.ladder_id}/public"
    before = text(nobody.get(address))
    with transaction() as s:
        events_queries.event(s, climb.events["青溪市"]).published_at = utcnow()
    after = text(nobody.get(address))

    assert ("前2名" in before.replace(" ", ""), "青溪市</b>" in before) == (False, False)
    assert "青溪市</b>" in after
    assert 'class="announced"' in after
    actions.edit_ladder(
        "system", climb.ladder_id, actions.LadderDetails(name="青溪市技能晋级赛", shown=False),
        [actions.TierDetails(id=climb.tiers[0], name="县区"), actions.TierDetails(id=climb.tiers[1], name="市")],
    )  # fmt: skip
    assert nobody.get(address).status_code == 404
    assert world.organiser().get(address).status_code == 200


def unit(name: str, parent: str | None = None) -> str:
    return organisations.add_organisation("system", name=name, level="county", parent_id=parent)


def test_events_of_a_tier_are_made_at_once_and_taken_back(world: World) -> None:
    city = unit("青溪市总工会")
    units = [unit(f"{name}总工会", city) for name in ("东城区", "西城区", "南城区")]
    climb = ground.ladder()
    ground.add(climb, "青溪市", 1, None)
    desk = world.organiser()
    address = f"/ladders/{climb.ladder_id}/tiers/{climb.tiers[0]}/make"
    page = text(desk.get(address))
    said = {
        "feeds_id": climb.rungs["青溪市"], "starts_on": "2026-08-01", "ends_on": "2026-08-02", "place": "",
        "taken": ["trades", "settings", "divisions", "plans"], "units": units,
    }  # fmt: skip
    preview = text(desk.post(address, data=said))
    done = desk.post(address, data=said | {"confirm": "1"}, follow_redirects=True)

    assert [f"{name}总工会" in page for name in ("东城区", "西城区", "南城区")] == [True] * 3
    assert "东城区总工会 青溪市" in preview
    with reading() as s:
        rungs = queries.rungs_of_ladder(s, climb.ladder_id, climb.tiers[0])
        made = events_queries.events(s, [one.event_id for one in rungs])
        trades = events_queries.trades_of_events(s, [one.event_id for one in rungs])
        stages = events_queries.stages_of_events(s, [one.event_id for one in rungs])
    assert sorted(one.name for one in made) == sorted(f"{name}总工会 青溪市" for name in ("东城区", "西城区", "南城区"))
    assert {(one.previous_id, one.state, one.host[-3:]) for one in made} == {(None, "DRAFT", "总工会")}
    assert {one.organisation_id for one in rungs} == set(units)
    assert (len(trades), all(one.plan_id for one in stages.values())) == (6, True)
    again = text(desk.post(address, data=said))
    assert 'data-tone="quiet"' in again
    undo(desk, text(done))
    with reading() as s:
        assert queries.rungs_of_ladder(s, climb.ladder_id, climb.tiers[0]) == []
        assert events_queries.events(s, [one.event_id for one in rungs]) == []


def test_made_events_that_somebody_touched_stay(world: World) -> None:
    city = unit("青溪市总工会")
    units = [unit("东城区总工会", city), unit("西城区总工会", city)]
    climb = ground.ladder()
    ground.add(climb, "青溪市", 1, None)
    desk = world.organiser()
    said = {
        "feeds_id": climb.rungs["青溪市"], "starts_on": "2026-08-01", "ends_on": "2026-08-02", "taken": ["trades", "plans"],
        "units": units, "confirm": "1",
    }  # fmt: skip
    done = desk.post(f"/ladders/{climb.ladder_id}/tiers/{climb.tiers[0]}/make", data=said, follow_redirects=True)
    with reading() as s:
        rung = queries.rungs_of_ladder(s, climb.ladder_id, climb.tiers[0])[0]
        trade = events_queries.trades(s, rung.event_id)[0]
    events.set_stage("system", trade.id, anonymity="station", minutes=90)
    undo(desk, text(done))

    with reading() as s:
        assert len(queries.rungs_of_ladder(s, climb.ladder_id, climb.tiers[0])) == 2


def test_lists_are_exported(world: World) -> None:
    climb = ground.climb()
    desk = world.organiser()
    for address in (f"tiers/{climb.tiers[0]}/export", "passages/export"):
        job = desk.post(f"/ladders/{climb.ladder_id}/{address}", data={})
        file = desk.get(f"{job.headers['Location']}/file")
        assert (job.status_code, file.status_code) == (303, 200)
        file.close()


def test_pages_of_a_ladder_ask_as_often_for_many_events_as_for_few(world: World) -> None:
    climb = ground.climb()
    desk = world.organiser()
    passage_id = actions.set_rule("system", climb.trades["青溪市", "fitter"], RULE)
    addresses = [
        f"/ladders/{climb.ladder_id}", f"/ladders/{climb.ladder_id}/tiers/{climb.tiers[0]}",
        f"/ladders/{climb.ladder_id}/passages", f"/ladders/{climb.ladder_id}/passages/{passage_id}",
        f"/ladders/{climb.ladder_id}/public", f"/ladders/of/{climb.events['青溪市']}", "/ladders/",
        f"/ladders/{climb.ladder_id}/tiers/{climb.tiers[0]}/make",
    ]  # fmt: skip
    for one in addresses:
        desk.get(one)
    few = [asked_by(desk, one) for one in addresses]
    for number in range(5):
        ground.add(climb, f"第{number}区", 0, "青溪市")
    many = [asked_by(desk, one) for one in addresses]

    assert few == many
    assert max(many) <= 30
