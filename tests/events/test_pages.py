"""The doors of events: list, set-up, guided path, trades, stage, removal."""

import pytest

from competition.events import queries
from competition.store import reading
from tests.world import World

FORM = {
    "name": "青溪杯", "name_en": "Qingxi Cup", "edition": "2", "starts_on": "2026-09-28", "ends_on": "2026-09-30",
    "zone": "Asia/Shanghai", "place": "青溪体育馆", "organiser-0-role": "host", "organiser-0-name": "青溪市总工会",
}  # fmt: skip


def test_list_offers_the_first_step_and_then_the_event(world: World) -> None:
    browser = world.organiser()
    assert 'href="/events/new"' in browser.get("/events/").text

    answer = browser.post("/events/new", data=FORM)

    assert answer.status_code == 303
    assert "青溪杯" in browser.get("/events/").text
    assert "从筹备到开赛" in browser.get(answer.location).text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"edition": "first"}, "edition"),
        ({"edition": "0"}, "edition"),
        ({"starts_on": "28.9.2026"}, "starts_on"),
        ({"ends_on": "2026-09-27"}, "ends_on"),
        ({"ends_on": "2028-09-27"}, "ends_on"),
        ({"zone": "Moon/Base"}, "zone"),
        ({"place": "厅" * 121}, "place"),
        ({"registration_opens_at": "2026-08-01T09:00"}, "registration_closes_at"),
        (
            {"registration_opens_at": "2026-08-02T09:00", "registration_closes_at": "2026-08-01T09:00"},
            "registration_closes_at",
        ),
        ({"organiser-0-name": "会" * 121}, "organiser-0-name"),
    ],
)
def test_new_names_the_field_and_saves_nothing(world: World, wrong: dict[str, str], field: str) -> None:
    answer = world.organiser().post("/events/new", data=FORM | wrong)

    with reading() as s:
        assert (answer.status_code, f'id="wrong-{field}"' in answer.text, queries.events(s)) == (422, True, [])


def test_edit_shows_and_saves_the_details(world: World) -> None:
    event_id = world.event()
    browser = world.organiser()

    assert 'value="青溪体育馆"' in browser.get(f"/events/{event_id}/edit").text
    assert browser.post(f"/events/{event_id}/edit", data=FORM | {"place": "东湖"}).location == f"/events/{event_id}"
    with reading() as s:
        assert queries.event(s, event_id).place == "东湖"


def test_list_shows_only_events_one_has_a_part_in(world: World) -> None:
    mine, other = world.event(), world.event()
    world.person("林致远", "chief", ("chief_judge", f"/events/{mine}"))

    page = world.signed_in("chief").get("/events/").text

    assert (f"/events/{mine}" in page, f"/events/{other}" in page, "/events/new" in page) == (True, False, False)


def test_trade_page_sets_the_stage(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    address = f"/events/{event_id}/trades/{trade_id}"

    assert browser.post(address, data={"anonymity": "station", "minutes": ""}).location == address
    bad = browser.post(address, data={"anonymity": "masked", "minutes": "0"})

    assert (bad.status_code, 'id="wrong-anonymity"' in bad.text, 'id="wrong-minutes"' in bad.text) == (422, True, True)
    with reading() as s:
        stage = queries.stage_of_trade(s, trade_id)
        assert (stage.anonymity, stage.minutes) == ("station", None)


def test_remove_asks_first_and_refuses_while_somebody_is_entered(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    address = f"/events/{event_id}/trades/{trade_id}/remove"
    entries = world.contestants(trade_id, 1)

    assert browser.get(address).status_code == 200
    refused = browser.post(address)
    assert (refused.status_code, "1 名选手" in refused.text, len(entries)) == (409, True, 1)

    empty = world.trade(world.event())
    with reading() as s:
        other = queries.trade(s, empty).event_id
    assert browser.post(f"/events/{other}/trades/{empty}/remove").location == f"/events/{other}/trades"
    assert browser.get(f"/events/{other}/trades/{empty}").status_code == 404


def test_overview_shows_each_trade_with_what_it_lacks(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)

    page = world.organiser().get(f"/events/{event_id}").text

    assert f'href="/contestants/{event_id}/import?trade={trade_id}"' in page
    assert f'href="/schemes/{event_id}/{trade_id}"' in page


def test_doors_answer_the_dull_questions(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    organiser = world.organiser()
    world.person("方晓棠", "judge", ("scoring_judge", f"/events/{event_id}"))
    judge = world.signed_in("judge")
    pages = [
        f"/events/{event_id}",
        f"/events/{event_id}/edit",
        f"/events/{event_id}/trades",
        f"/events/{event_id}/trades/{trade_id}",
    ]

    assert [organiser.get(page).status_code for page in pages] == [200] * 4
    assert [organiser.put(page).status_code for page in pages] == [405] * 4
    assert [world.app.test_client().get(page).location for page in pages] == [
        f"/accounts/sign-in?next={page}" for page in pages
    ]
    assert [judge.get(page).status_code for page in pages] == [403] * 4
    assert [organiser.get(page.replace(event_id, "nowhere")).status_code for page in pages] == [404] * 4
    assert organiser.get(f"/events/{world.event()}/trades/{trade_id}").status_code == 404
    assert [judge.get("/events/new").status_code, judge.post("/events/new", data=FORM).status_code] == [403, 403]
