"""The doors of schemes: choosing trades, the technical sheet, JSON out and in."""

import copy
import io
import json
from typing import Any

import pytest

from competition.events import queries as events
from competition.schemes import actions, queries
from competition.schemes.library import templates
from competition.store import reading
from tests.world import PLAN, World


def sent(document: Any) -> dict[str, Any]:
    raw = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
    return {"data": {"document": (io.BytesIO(raw), "plan.json")}, "content_type": "multipart/form-data"}


def test_add_shows_all_templates_and_adds_the_chosen(world: World) -> None:
    event_id = world.event()
    browser = world.organiser()
    page = browser.get(f"/schemes/{event_id}/add").text
    assert [f'value="{key}"' in page for key in templates()] == [True] * len(templates())

    answer = browser.post(f"/schemes/{event_id}/add", data={"keys": ["welder", "nurse", "welder"]})

    assert (answer.status_code, answer.location) == (303, f"/events/{event_id}/trades")
    with reading() as s:
        assert [trade.template_key for trade in events.trades(s, event_id)] == ["welder", "nurse"]


@pytest.mark.parametrize(("keys", "status"), [([], 422), (["alchemist"], 422), (["nurse"], 409)])
def test_add_refuses_nothing_the_unknown_and_what_is_there(world: World, keys: list[str], status: int) -> None:
    event_id = world.event()
    actions.add_trades_from_templates("system", event_id, ["nurse"])

    assert world.organiser().post(f"/schemes/{event_id}/add", data={"keys": keys}).status_code == status


@pytest.mark.parametrize("key", sorted(templates()))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_show_prints_every_aspect_of_every_template(world: World, key: str, language: str) -> None:
    event_id = world.event()
    trade_id = actions.add_trades_from_templates("system", event_id, [key])[0]
    plan = templates()[key].plan

    page = world.organiser().get(f"/schemes/{event_id}/{trade_id}?lang={language}").text

    aspects = [aspect.key for module in plan.modules for aspect in module.aspects]
    assert [f'<td class="num">{aspect}</td>' in page for aspect in aspects] == [True] * len(aspects)


def test_document_gives_the_version_that_is_asked_for(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    address = f"/schemes/{event_id}/{trade_id}/plan.json"

    assert browser.get(address).json == PLAN
    assert browser.get(f"{address}?version=1").json == templates()["fitter"].document
    assert browser.get(f"{address}?version=9").status_code == 404
    assert "attachment" in browser.get(address).headers["Content-Disposition"]


def test_add_version_takes_back_what_document_gave(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    address = f"/schemes/{event_id}/{trade_id}"
    changed = copy.deepcopy(PLAN)
    changed["modules"][1]["minutes"] = 150

    assert browser.post(address, **sent(changed)).location == address
    with reading() as s:
        latest = queries.version(s, trade_id)
        assert latest is not None
        assert (latest.version, latest.document) == (3, changed)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'{\n"a",', "第 2 行"),
        (b"[]", "JSON"),
        (json.dumps(PLAN | {"ties": ["module:Z"]}).encode(), "ties[0]"),
        (json.dumps(PLAN | {"scale": 100}).encode(), "scale"),
        (json.dumps(PLAN | {"extra": 1}).encode(), "extra"),
    ],
)
def test_add_version_names_the_place_of_the_fault(world: World, raw: bytes, words: str) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)

    answer = world.organiser().post(f"/schemes/{event_id}/{trade_id}", **sent(raw))

    with reading() as s:
        assert (answer.status_code, 'id="wrong-document"' in answer.text, words in answer.text) == (422, True, True)
        assert len(queries.versions(s, trade_id)) == 2


def test_add_version_asks_for_a_file(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)

    assert world.organiser().post(f"/schemes/{event_id}/{trade_id}", data={}).status_code == 422


def test_doors_answer_the_dull_questions(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    organiser = world.organiser()
    world.person("方晓棠", "judge", ("scoring_judge", f"/events/{event_id}"))
    world.person("叶知秋", "expert", ("expert_lead", f"/events/{event_id}"))
    judge, expert = world.signed_in("judge"), world.signed_in("expert")
    sheet, add = f"/schemes/{event_id}/{trade_id}", f"/schemes/{event_id}/add"

    assert [expert.get(sheet).status_code, expert.get(add).status_code] == [200, 403]
    assert [judge.get(sheet).status_code, judge.get(f"{sheet}/plan.json").status_code] == [403, 403]
    assert [organiser.put(sheet).status_code, organiser.put(add).status_code] == [405, 405]
    assert world.app.test_client().get(sheet).location == f"/accounts/sign-in?next={sheet}"
    assert organiser.get(f"/schemes/{world.event()}/{trade_id}").status_code == 404
