"""The doors of schemes: choosing trades, the technical sheet, JSON out and in."""

import copy
import io
import json
import re
from typing import Any

import pytest

from competition.events import queries as events
from competition.schemes import actions, queries
from competition.schemes.library import templates
from competition.store import reading
from tests.engine.test_plan_schema import everything
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


def test_the_schema_of_the_format_is_there_for_everybody(world: World) -> None:
    answer = world.app.test_client().get("/schemes/plan-schema.json")

    assert (answer.status_code, answer.mimetype) == (200, "application/schema+json")
    assert json.loads(answer.data)["$defs"]["aspect"]["oneOf"][-1] == {"$ref": "#/$defs/computed"}


def test_the_scheme_links_the_schema_beside_its_document(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)

    page = world.organiser().get(f"/schemes/{event_id}/{trade_id}").text

    assert 'href="/schemes/plan-schema.json" download="craftboard-plan-1.schema.json"' in page


def test_every_key_of_the_format_is_told_on_the_sheet_in_print_and_in_the_editor(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    scheme = f"/schemes/{event_id}/{trade_id}"
    actions.add_version("system", trade_id, everything(), "")

    show, technical, sheet = (
        re.sub(r"\s+", " ", browser.get(f"{scheme}{page}?lang=en").text) for page in ("", "/technical", "/sheet/A")
    )

    for page in (show, technical):
        for told in (
            "<code>10-value</code>", "from -1 to 10 points", "<code>[A2]</code>", "from -2 to 10 points", "Points × 2",
            "<b>5 attempts</b> the mean of the attempts counts (by figures, lower is better); without the 1 best; without the "
            "1 worst; a failed attempt is the worst; more than 1 failed ones give no result; settled after 4; 2 decimals, half up",
            "Below 300 s, 1 off for every 10 s begun, at most 5", "-10 to 100 in steps of 0.1.", "(1 points)",
            "olympic mean, without the highest and the lowest, for each sheet; 3 judges at least; spread up to 1; with fewer "
            "than 3 marks nothing is left out; seat 1 does not count; adjusted to the mean and spread of all judges; never "
            "below -5; never above 100",
            "Total; never below 0; never above 100", "700 is the middle, 30 one deviation; never below 0; never above 1000",
            "The ranking goes by the scale score; higher is better.", "otherwise the lot decides, drawn from 2026",
            "more judges on its side in module Title", "Products and expressions",
        ):  # fmt: skip
            assert told in page, told
    assert ("A10" in sheet, sheet.count('<span class="num">5</span> <span class="unit-line">mm')) == (False, 1)

    browser.post(f"{scheme}/draft/begin", data={"source": "version:3"})
    actions.replace("system", trade_id, everything(), "import")
    criterion = browser.get(f"{scheme}/draft/modules/0/0?lang=en").text
    general = browser.get(f"{scheme}/draft/general?lang=en").text
    assert criterion.count('<details class="fold rare-fields" open>') == 8
    for name in ("0.attempts.rounding.mode", "1.formula", "3.values", "8.under.cap", "9.expression", "9.counts"):
        assert f'name="aspects.{name}"' in criterion, name
    assert 'value="0; 1; 2; 3"' in criterion
    for name in ("scale_score.centre", "order.seed", "rounding.product.digits", "components.0.ceiling", "total_floor"):
        assert f'name="{name}"' in general, name


def test_a_trade_is_added_from_nothing_with_a_draft_to_write(world: World) -> None:
    event_id = world.event()
    browser = world.organiser()
    form = {"name": "木工", "name_en": "Joinery", "code": "mg"}

    answer = browser.post(f"/schemes/{event_id}/add/empty", data=form)

    with reading() as s:
        (trade,) = events.trades(s, event_id)
        draft = queries.draft(s, trade.id)
        assert draft is not None
        assert (trade.name, trade.name_en, trade.code, trade.template_key) == ("木工", "Joinery", "MG", "")
        assert [len(draft.document[key]) for key in ("components", "modules")] == [1, 1]
        assert queries.versions(s, trade.id) == []
    assert (answer.status_code, answer.location) == (303, f"/schemes/{event_id}/{trade.id}/draft")
    assert browser.get(answer.location).status_code == 200
    assert browser.get(f"/events/{event_id}/trades").status_code == 200


@pytest.mark.parametrize(
    ("change", "status"),
    [({"name": ""}, 422), ({"code": "木"}, 422), ({"code": "TOOLONG"}, 422), ({"name": "护理"}, 409)],
)
def test_a_trade_from_nothing_needs_a_free_name_and_letters(world: World, change: dict[str, str], status: int) -> None:
    event_id = world.event()
    browser = world.organiser()
    browser.post(f"/schemes/{event_id}/add/empty", data={"name": "护理", "code": "N"})

    answer = browser.post(f"/schemes/{event_id}/add/empty", data={"name": "木工", "code": "MG"} | change)

    assert answer.status_code == status
    assert "data-errors" in answer.text
    with reading() as s:
        assert len(events.trades(s, event_id)) == 1
