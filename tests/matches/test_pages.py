"""The doors of matches: what each role sees and does."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as sa_event

from competition.accounts.roles import scope_path
from competition.engine import draws
from competition.events import actions as events
from competition.matches import queries
from competition.store import reading
from tests.matches.ground import Hall, hall, played
from tests.world import NAMES, World

FORM = {
    "format": "bracket", "aspect_key": "T1.1", "seeding": "number", "figure": "points", "points": "100, 85，75", "beyond": "60",
    "best_of": "1、3", "third_place": "1", "win": "3", "draw": "1", "loss": "0", "absent": "0", "games": "1", "legs": "1",
    "awarded": "0", "withdrawn": "void",
}  # fmt: skip


def officer(one: Hall, *roles: str) -> FlaskClient:
    """Somebody with these roles over the event, signed in."""
    login = "-".join(roles)
    one.world.person("范长青", login, *((role, scope_path(one.event_id)) for role in roles))
    return one.world.signed_in(login)


def to(one: Hall, path: str = "") -> str:
    return f"/matches/{one.event_id}/{one.trade_id}{path}"


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.get_data(as_text=True)


def test_an_organiser_sets_a_bracket_up_seeds_draws_and_takes_back(world: World) -> None:
    one = hall(world)
    desk = world.organiser()
    assert 'value="T1.1"' in text(desk, to(one, "/format"))
    assert desk.post(to(one, "/format"), data=FORM).status_code == 303
    tournament = one.play().tournament
    assert (tournament.options, tournament.figure) == (
        {"best_of": [1, 3], "third_place": True},
        {"kind": "points", "points": ["100", "85", "75"], "beyond": "60"},
    )
    assert 'value="1, 3"' in text(desk, to(one, "/format"))
    seeds = {f"seed-{entry}": str(4 - n) for n, entry in enumerate(one.entries)}
    assert desk.post(to(one, "/seeds"), data=seeds | {f"seed-{one.entries[0]}": "3"}).status_code == 422
    assert desk.post(to(one, "/seeds"), data=seeds).status_code == 303
    assert desk.post(to(one, "/draw")).status_code == 303
    assert one.pairs()["1.1"] == (4, 1, "ready")
    page = text(desk, to(one))
    assert re.findall(r'href="[^"]*/match/([^"]+)"', page) == ["1.1", "1.2", "third", "2.1"]
    assert desk.get(to(one, "/seeds")).status_code == 404
    assert desk.post(to(one, "/undraw"), data={"reason": "重排"}).status_code == 303
    assert desk.post(to(one, "/format/drop")).status_code == 303
    with reading() as s:
        assert queries.tournament(s, one.stage_id) is None


@pytest.mark.parametrize(
    ("change", "field"),
    [({"points": "eins"}, "points"), ({"best_of": "x"}, "best_of"), ({"figure": "earned"}, "figure"), ({"aspect_key": ""}, "aspect_key"),
     ({"format": "round_robin", "win": "0"}, "win"), ({"format": "round_robin", "games": "2"}, "games"),
     ({"format": "round_robin", "chain": ["wins", "wins"]}, "chain"), ({"format": "round_robin", "legs": "9"}, "legs")],
)  # fmt: skip
def test_the_form_names_the_field_that_is_wrong(world: World, change: dict[str, Any], field: str) -> None:
    one = hall(world)
    answer = world.organiser().post(to(one, "/format"), data=FORM | change)
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.get_data(as_text=True)


def test_a_round_robin_is_kept_as_its_form_says(world: World) -> None:
    one = hall(world)
    form = FORM | {
        "format": "round_robin", "games": "3", "legs": "2", "draws": "1", "win": "2", "draw": "1", "chain": ["wins", "", "lot"],
        "withdrawn": "half", "figure": "earned",
    }  # fmt: skip
    assert world.organiser().post(to(one, "/format"), data=form).status_code == 303
    assert one.play().tournament.options == {
        "best_of": 3, "legs": 2, "draws": True, "win": "2", "draw": "1", "loss": "0", "absent": "0", "awarded": 0,
        "chain": ["wins", "lot"], "withdrawn": "half",
    }  # fmt: skip


def test_a_referee_types_results_and_the_chief_corrects_and_accepts(world: World) -> None:
    one = played(world, best_of=[3])
    referee, chief = officer(one, "floor_judge"), officer(one, "chief_judge")
    match = to(one, "/match/1.1")
    assert NAMES[0] in text(referee, match)
    wrong = referee.post(match, data={"first": ["11", "", "9"], "second": ["5", "7", ""]})
    assert wrong.status_code == 422
    short = referee.post(f"{match}?lang=en", data={"first": ["11"], "second": ["5"]})
    assert short.status_code == 409
    assert 'value="11"' in short.get_data(as_text=True)
    assert referee.post(match, data={"first": ["11", "11", ""], "second": ["5", "7", ""]}).status_code == 303
    assert one.play().results["1.1"].games == [[11, 5], [11, 7]]
    assert referee.post(match, data={"first": ["1", "1"], "second": ["0", "0"]}).status_code == 409
    correct = f"{match}/correct"
    assert referee.post(correct, data={}).status_code == 403
    fixed = {"first": ["5", "7"], "second": ["11", "11"], "seen": "1"}
    assert chief.post(correct, data=fixed).status_code == 422
    assert chief.post(correct, data=fixed | {"reason": "记反"}).status_code == 303
    assert one.pairs()["2.1"] == (4, None, "waiting")
    for key in ("1.2", "2.1"):
        assert referee.post(to(one, f"/match/{key}"), data={"absent": "first"}).status_code == 303
    seen = re.search(r'name="seen" value="(\w{64})"', text(chief, to(one)))
    assert seen is not None
    assert chief.post(to(one, "/accept"), data={"seen": "0" * 64}, follow_redirects=True).status_code == 200
    assert not one.play().settled
    assert chief.post(to(one, "/accept"), data={"seen": seen[1]}).status_code == 303
    assert one.play().settled
    assert text(chief, to(one, "/print")).count("match-card") == 3


def test_going_out_of_a_table_needs_a_reason_and_can_be_taken_back(world: World) -> None:
    one = played(world, "round_robin")
    chief = officer(one, "chief_judge")
    entrant = to(one, f"/entrants/{one.entries[1]}")
    chief.post(f"{entrant}/withdraw", data={"reason": ""})
    assert one.play().withdrawn == frozenset()
    chief.post(f"{entrant}/withdraw", data={"reason": "受伤"})
    assert one.play().withdrawn == {one.entries[1]}
    assert "受伤" in text(chief, to(one))
    chief.post(f"{entrant}/back", data={"reason": "误报"})
    assert one.play().withdrawn == frozenset()
    assert chief.post(to(one, "/entrants/0190aaaa/withdraw"), data={"reason": "受伤"}).status_code == 404


def test_the_public_sees_the_board_once_the_event_is_public_and_the_record_once_it_is_drawn(world: World) -> None:
    one = hall(world)
    one.set_up(seeding="lot")
    nobody = world.app.test_client()
    assert nobody.get(to(one, "/public")).status_code == 404
    events.move_event("system", one.event_id, "PUBLISHED", checks=())
    lot = one.play().lots["seeds"]
    before = text(nobody, to(one, "/public"))
    assert lot.commitment in before
    assert NAMES[0] not in before
    assert nobody.get(to(one, "/lots/seeds/record.json")).status_code == 404
    one.draw()
    assert all(name in text(nobody, to(one, "/public")) for name in NAMES[:4])
    record = draws.read_record(json.loads(text(nobody, to(one, "/lots/seeds/record.json"))))
    assert (record.commitment, draws.verify(record)) == (lot.commitment, [])
    assert to(one, "/public") in text(nobody, f"/portal/{one.event_id}")


def test_the_list_and_a_trade_ask_the_database_the_same_however_much_is_played(world: World) -> None:
    one = played(world, "round_robin", 4)
    desk = world.organiser()
    counts = []
    keys = list(one.pairs())
    for some in (keys[:1], keys[1:]):
        for key in some:
            one.enter(key, (1, 0))
        counts.append(
            [asked(world, desk, address) for address in (f"/matches/{one.event_id}", to(one), to(one, "/print"))]
        )
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 22


def asked(world: World, client: FlaskClient, address: str) -> int:
    """How many questions a page asks the database."""
    seen: list[str] = []
    engine = world.app.extensions["store"].reader

    def note(*said: Any) -> None:
        seen.append(said[2])

    sa_event.listen(engine, "before_cursor_execute", note)
    try:
        text(client, address)
    finally:
        sa_event.remove(engine, "before_cursor_execute", note)
    return len(seen)
