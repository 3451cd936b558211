"""The doors of officials: who may, what they change, and the sign-in cards."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from competition.accounts import queries as people
from competition.accounts.roles import scope_path
from competition.officials import queries
from competition.schemes.actions import add_trades_from_templates
from competition.store import new_id, reading
from tests.world import World

GETS = ("/officials/{event}", "/officials/{event}/{trade}", "/officials/{event}/{trade}/tablets")
POSTS = (
    "/officials/{event}/{trade}/judges",
    "/officials/{event}/{trade}/several",
    "/officials/{event}/{trade}/panels",
    "/officials/{event}/{trade}/panels/all",
    "/officials/{event}/{trade}/judges/{judge}/withdraw",
    "/officials/{event}/{trade}/judges/{judge}/login",
    "/officials/{event}/{trade}/judges/{judge}/invite",
    "/officials/{event}/{trade}/invite-all",
    "/officials/{event}/{trade}/tablets/{device}/accept",
    "/officials/{event}/{trade}/tablets/{device}/refuse",
    "/officials/{event}/{trade}/tablets/{device}/revoke",
)


class Place:
    """A trade with two seated judges, its organiser signed in."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.organiser = world.organiser()
        self.event = world.event()
        self.trade = world.trade(self.event)
        self.people = world.judges(self.event, self.trade)
        with reading() as s:
            self.judges = [judge.id for judge in queries.judges(s, self.trade)]

    def at(self, pattern: str, **other: str) -> str:
        known = {"event": self.event, "trade": self.trade, "judge": self.judges[0], "device": new_id()}
        return pattern.format(**(known | other))

    def names(self) -> list[str]:
        with reading() as s:
            return [judge.name for judge in queries.judges(s, self.trade)]

    def device_state(self, device_id: str) -> str | None:
        with reading() as s:
            device = people.device(s, device_id)
        return device.state if device else None


@pytest.fixture
def place(world: World) -> Place:
    return Place(world)


def test_doors_ask_nobody_to_sign_in(place: Place, client: FlaskClient) -> None:
    answers = {path: client.get(place.at(path)).status_code for path in GETS} | {
        path: client.post(place.at(path)).status_code for path in POSTS
    }
    assert answers == dict.fromkeys(GETS, 302) | dict.fromkeys(POSTS, 401)


def test_doors_are_closed_to_somebody_of_another_event(place: Place) -> None:
    place.world.person("别处", "elsewhere", ("organiser", scope_path(place.world.event())))
    other = place.world.signed_in("elsewhere")

    answers = {path: other.get(place.at(path)).status_code for path in GETS} | {
        path: other.post(place.at(path)).status_code for path in POSTS
    }
    assert answers == dict.fromkeys((*GETS, *POSTS), 403)


def test_doors_refuse_another_method(place: Place) -> None:
    answers = {path: place.organiser.delete(place.at(path)).status_code for path in (*GETS, *POSTS)}
    assert answers == dict.fromkeys((*GETS, *POSTS), 405)


def test_doors_find_no_trade_of_another_event(place: Place) -> None:
    other = place.world.event()
    paths = [path for path in (*GETS, *POSTS) if "{trade}" in path]
    ask = {path: place.organiser.post if path in POSTS else place.organiser.get for path in paths}
    form = {"name": "林致远", "lines": "方晓棠", "login": "lin", "password": "spirit-level-7"}

    answers = {
        path: ask[path](place.at(path, event=other), data=form if path in POSTS else None).status_code for path in paths
    }

    assert answers == dict.fromkeys(paths, 404)


def test_judge_is_added_and_the_form_is_ready_for_the_next(place: Place) -> None:
    answer = place.organiser.post(
        place.at(POSTS[0]), data={"name": "叶知秋", "organisation": "青溪技校", "role": "scoring_judge"}
    )

    assert (answer.status_code, answer.location) == (
        303,
        f"/officials/{place.event}/{place.trade}?organisation=%E9%9D%92%E6%BA%AA%E6%8A%80%E6%A0%A1#field-name",
    )
    assert place.names() == ["林致远", "方晓棠", "叶知秋"]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"name": ""}, 422),
        ({"name": "李", "role": "scoring_judge"}, 422),
        ({"name": "叶知秋", "role": "king"}, 422),
        ({"name": "林致远"}, 409),
    ],
)
def test_judge_that_cannot_be_added_stays_in_the_form(place: Place, form: dict[str, str], status: int) -> None:
    answer = place.organiser.post(place.at(POSTS[0]), data=form)

    assert answer.status_code == status
    assert "data-errors" in answer.get_data(as_text=True)
    assert place.names() == ["林致远", "方晓棠"]


def test_pasted_judges_are_added_together(place: Place) -> None:
    answer = place.organiser.post(place.at(POSTS[1]), data={"lines": "韩立群\t青溪技校\n叶知秋,,chief_judge"})

    assert answer.status_code == 303
    assert place.names() == ["林致远", "方晓棠", "韩立群", "叶知秋"]


def test_matrix_is_saved_as_sent(place: Place) -> None:
    first, second = place.judges

    answer = place.organiser.post(place.at(POSTS[2]), data={f"seat.A.{first}": "2", f"seat.A.{second}": "1"})

    assert answer.status_code == 303
    page = place.organiser.get(place.at(GETS[1])).get_data(as_text=True)
    assert re.findall(r'name="seat\.(\w+)\.[0-9a-f-]+" value="(\d*)"', page) == [
        ("T", ""),
        ("A", "2"),
        ("T", ""),
        ("A", "1"),
    ]


def test_matrix_with_a_double_seat_comes_back_as_typed(place: Place) -> None:
    first, second = place.judges

    answer = place.organiser.post(place.at(POSTS[2]), data={f"seat.A.{first}": "1", f"seat.A.{second}": "1"})

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert re.findall(r'name="seat\.(\w+)\.[0-9a-f-]+" value="(\d*)"', page) == [
        ("T", ""),
        ("A", "1"),
        ("T", ""),
        ("A", "1"),
    ]


def test_card_shows_digits_that_sign_in_one_tablet(place: Place, client: FlaskClient) -> None:
    page = place.organiser.post(place.at(POSTS[6])).get_data(as_text=True)
    digits = "".join(re.search(r'class="digits num">(\d{3}) (\d{3})<', page).groups())  # type: ignore[union-attr]

    first, second = (
        client.post("/api/v1/accounts/devices/redeem", json={"code": digits, "name": name}).status_code
        for name in ("iPad 3", "iPad 4")
    )

    assert (first, second) in {(201, 404), (201, 409)}
    assert ("<svg" in page, "http://localhost/j" in page) == (True, True)


def test_sheet_of_cards_is_for_judges_without_a_tablet(place: Place) -> None:
    place.world.tablet(place.event, place.trade, place.people[0])

    page = place.organiser.post(place.at(POSTS[7])).get_data(as_text=True)

    assert re.findall(r"<b>(\w+)</b><small>", page)[-1:] == ["方晓棠"]
    assert page.count('class="digits num"') == 1


@pytest.mark.parametrize(("path", "state"), [(POSTS[8], "accepted"), (POSTS[9], "revoked"), (POSTS[10], "revoked")])
def test_tablet_is_decided_on(place: Place, path: str, state: str) -> None:
    bound, _ = place.world.tablet(place.event, place.trade, place.people[0], accepted=False)

    answer = place.organiser.post(place.at(path, device=bound.id))

    assert (answer.status_code, place.device_state(bound.id)) == (303, state)


def test_tablet_of_another_trade_is_not_there(place: Place) -> None:
    bound, _ = place.world.tablet(place.event, place.trade, place.people[0], accepted=False)
    other_event = place.world.event()
    other = place.world.trade(other_event)

    answer = place.organiser.post(place.at(POSTS[8], event=other_event, trade=other, device=bound.id))

    assert (answer.status_code, place.device_state(bound.id)) == (404, "pending")


def test_chief_judge_accepts_tablets_of_his_own_trade_alone(place: Place) -> None:
    place.world.person("周启明", "chief", ("chief_judge", scope_path(place.event, place.trade)))
    chief = place.world.signed_in("chief")
    bound, _ = place.world.tablet(place.event, place.trade, place.people[0], accepted=False)

    accepted = chief.post(place.at(POSTS[8], device=bound.id)).status_code
    added = chief.post(place.at(POSTS[0]), data={"name": "叶知秋"}).status_code

    assert (accepted, added, place.device_state(bound.id)) == (303, 403, "accepted")


def test_chief_judge_sees_his_own_trade_alone_in_the_list(place: Place) -> None:
    place.world.person("周启明", "chief", ("chief_judge", scope_path(place.event, place.trade)))
    add_trades_from_templates("system", place.event, ["welder"])
    chief = place.world.signed_in("chief")

    page = chief.get(place.at(GETS[0])).get_data(as_text=True)

    assert re.findall(r'data-size="small" href="([^"]+)"', page) == [f"/officials/{place.event}/{place.trade}"]


def test_login_for_the_desk_is_given(place: Place) -> None:
    answer = place.organiser.post(place.at(POSTS[5]), data={"login": "Lin.Zhiyuan", "password": "spirit-level-7"})

    assert answer.status_code == 303
    assert place.world.signed_in("lin.zhiyuan").get("/accounts/me").status_code == 200


def test_login_that_is_taken_is_refused_beside_its_field(place: Place) -> None:
    answer = place.organiser.post(place.at(POSTS[5]), data={"login": "suming", "password": "spirit-level-7"})

    assert (answer.status_code, 'id="wrong-login"' in answer.get_data(as_text=True)) == (409, True)


def test_withdrawn_judge_is_named_below_the_list(place: Place) -> None:
    place.organiser.post(place.at(POSTS[4]))

    page = place.organiser.get(place.at(GETS[1])).get_data(as_text=True)

    assert ('class="gone"' in page, place.names()) == (True, ["方晓棠"])
