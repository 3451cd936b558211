"""The doors of the register, of officers, letters, answers, proposals and substitutes."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient

from competition.events import queries as events
from competition.officials import actions, queries
from competition.officials.actions import OfficialDetails
from competition.store import reading
from tests.world import World


@pytest.fixture
def desk(world: World) -> FlaskClient:
    return world.organiser()


def enter(desk: FlaskClient, **more: str) -> str:
    sent = {
        "name": "林致远",
        "organisation_name": "青溪技校",
        "phone": "138 0000 1234",
        "trades": "fitter",
        "q0.kind": "national",
    }
    answer = desk.post("/officials/people/new", data=sent | more)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"].rsplit("/", 1)[1]


def test_official_is_entered_shown_listed_and_changed(desk: FlaskClient) -> None:
    official_id = enter(desk)

    shown = desk.get(f"/officials/people/{official_id}").get_data(as_text=True)
    listed = desk.get("/officials/people/?q=lzy&trade=fitter&kind=national&state=valid").get_data(as_text=True)
    form = desk.get(f"/officials/people/{official_id}/edit").get_data(as_text=True)
    sent = {"name": "林致远", "organisation_name": "省技校", "rev": "1"}
    saved = desk.post(f"/officials/people/{official_id}/edit", data=sent).status_code
    stale = desk.post(f"/officials/people/{official_id}/edit", data=sent | {"note": "组长"})

    assert ("138****1234" in shown, "13800001234" in shown) == (True, False)
    assert f"/officials/people/{official_id}" in listed
    assert 'name="rev" value="1"' in form
    assert (saved, stale.status_code) == (303, 409)
    assert 'name="rev" value="2"' in stale.get_data(as_text=True)


def test_wrong_values_are_named_beside_their_fields(desk: FlaskClient) -> None:
    answer = desk.post(
        "/officials/people/new",
        data={"name": "林", "birth_year": "75", "q0.kind": "national", "q0.valid_until": "bald"},
    )

    fields = set(re.findall(r'id="wrong-([a-z0-9_.]+)"', answer.get_data(as_text=True)))
    assert (answer.status_code, fields) == (422, {"name", "birth_year", "q0.valid_until"})


def test_list_is_imported_after_a_dry_run(desk: FlaskClient) -> None:
    file = io.BytesIO("姓名,单位\n林致远,青溪技校\n韩立群,\n".encode())
    dry = desk.post("/officials/people/import", data={"file": (file, "裁判.csv")}).get_data(as_text=True)
    lines = re.search(r'<textarea name="lines" hidden>(.*?)</textarea>', dry, re.S)
    assert lines is not None
    with reading() as s:
        assert queries.standing_pairs(s, {"林致远", "韩立群"}) == set()

    done = desk.post("/officials/people/import", data={"lines": lines[1], "confirm": "1"}).status_code

    with reading() as s:
        assert queries.standing_pairs(s, {"林致远", "韩立群"}) == {("林致远", "青溪技校"), ("韩立群", "")}
    assert done == 303


def test_acts_on_many_show_first_and_do_then(desk: FlaskClient) -> None:
    ids = [actions.add_official("system", OfficialDetails(name=name)) for name in ("林致远", "林志远")]
    preview = desk.post("/officials/people/act", data={"act": "trade", "ids": ids})
    assert (preview.status_code, 'name="confirm"' in preview.get_data(as_text=True)) == (200, True)
    desk.post("/officials/people/act", data={"act": "trade", "ids": ids, "trade_key": "fitter", "confirm": "1"})

    desk.post("/officials/people/act", data={"act": "merge", "ids": ids, "confirm": "1"})

    with reading() as s:
        assert queries.trades_of(s, ids) == {ids[0]: ["fitter"]}
        assert queries.official(s, ids[1]).merged_into_id == ids[0]
    assert desk.get(f"/officials/people/{ids[1]}").status_code == 302


def test_recusals_are_declared_and_taken_back(desk: FlaskClient) -> None:
    official_id = actions.add_official("system", OfficialDetails(name="林致远"))
    desk.post(f"/officials/people/{official_id}/recusals", data={"kind": "unit", "unit_name": "青溪第1机械厂"})
    desk.post(f"/officials/people/{official_id}/recusals", data={"kind": "kinship"})
    with reading() as s:
        (recusal,) = queries.recusals_of(s, [official_id])[official_id]

    answer = desk.post(f"/officials/people/{official_id}/recusals/{recusal.id}/end")

    with reading() as s:
        assert queries.recusals_of(s, [official_id]) == {}
    assert (answer.status_code, recusal.declared_by) == (303, "苏明")


def test_officers_are_appointed_get_a_login_and_are_dismissed(world: World, desk: FlaskClient) -> None:
    event_id = world.event()
    official_id = actions.add_official("system", OfficialDetails(name="林致远"))
    place = f"/officials/{event_id}/officers"
    assert desk.post(place, data={"official_id": official_id, "role": "supervisor"}).status_code == 303
    with reading() as s:
        officer_id = queries.officers(s, event_id)[0].officer.id
    desk.post(f"{place}/{officer_id}/login", data={"login": "linzy", "password": "a long enough one"})
    assert "linzy" in desk.get(place).get_data(as_text=True)

    assert desk.post(f"{place}/{officer_id}/end").status_code == 303
    assert desk.post(place, data={"official_id": official_id, "role": "king"}).status_code == 422


def test_letter_is_printed_and_answered_by_its_link_alone(world: World, desk: FlaskClient, client: FlaskClient) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    judge_id = actions.add_judge("system", event_id, trade_id, name="林致远")
    printed = desk.post(f"/officials/{event_id}/{trade_id}/letters", data={"ids": judge_id}).get_data(as_text=True)
    code = re.search(r"/officials/reply/([\w-]{22})", printed)
    assert code is not None
    link = f"/officials/reply/{code[1]}"

    empty = client.post(link, data={}).status_code
    answered = client.post(link, data={"answer": "declined", "note": "出差", "relatives": "沈望舒，青溪二厂"})

    with reading() as s:
        assert queries.letters(s, trade_id)[judge_id].answer == "declined"
    assert (client.get(link).status_code, empty, answered.status_code) == (200, 422, 303)
    assert client.get("/officials/reply/" + "x" * 22).status_code == 404
    assert "出差" in desk.get(f"/officials/{event_id}/{trade_id}/letters").get_data(as_text=True)
    desk.post(f"/officials/{event_id}/{trade_id}/letters", data={"ids": judge_id})
    assert client.get(link).status_code == 410


def test_proposal_is_shown_and_accepted(world: World, desk: FlaskClient) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    judge_id = actions.add_judge("system", event_id, trade_id, name="林致远")
    page = f"/officials/{event_id}/{trade_id}/proposal"
    shown = [desk.get(f"{page}?seed=7").get_data(as_text=True) for _time in range(2)]
    sent = {"before": "{}", "seed": "7", f"seat.T.{judge_id}": "1", f"seat.A.{judge_id}": "1"}

    accepted = desk.post(page, data=sent).status_code

    with reading() as s:
        panels = queries.panels(s, events.stage_of_trade(s, trade_id).id)
    assert [len(re.findall(r'name="seat\.[TA]\.', text)) for text in shown] == [2, 2]
    assert (accepted, sorted(panels)) == (303, ["A", "T"])
    assert desk.post(page, data=sent).status_code == 409


def test_substitute_is_previewed_and_takes_the_place(world: World, desk: FlaskClient) -> None:
    contest = world.started()
    substitute = actions.add_judge("system", contest.event_id, contest.trade_id, name="顾北辰")
    with reading() as s:
        judge_id = next(one.id for one in queries.judges(s, contest.trade_id) if one.person_id == contest.people[1])
    page = f"/judging/{contest.event_id}/{contest.trade_id}/judges/{judge_id}/replace"

    codes = [
        desk.get(page).status_code,
        desk.get(f"{page}?substitute={substitute}").status_code,
        desk.post(page, data={"substitute": substitute, "reason": ""}).status_code,
        desk.post(page, data={"substitute": substitute, "reason": "突发疾病"}).status_code,
    ]

    assert codes == [200, 200, 422, 303]
    assert contest.sheet(0, "A", 2).judge_id == substitute
    assert "突发疾病" in desk.get(f"/officials/{contest.event_id}/{contest.trade_id}").get_data(as_text=True)
