"""The pages of stages: from the trade to the public list, the result of the stage before, the guided path."""

from __future__ import annotations

import re

from competition.accounts.roles import scope_path
from competition.advancement import queries
from competition.advancement.readiness import ladder_lines, stage_lines
from competition.events import queries as events
from competition.ladders import actions as ladders
from competition.ladders import queries as ladder_queries
from competition.schemes import actions as schemes
from competition.standings import boards
from competition.store import reading
from tests.advancement.ground import PLAN, correct, enter, held
from tests.advancement.stages import RULE, Two, two
from tests.ladders.ground import event
from tests.world import NAMES, World


def test_guided_path_names_the_rule_and_the_cut_that_are_due(world: World) -> None:
    def said(one: Two) -> list[tuple[bool, str]]:
        with reading() as s:
            assert ladder_lines(s, one.event_id) == []
            return [(line.done, line.href) for line in stage_lines(s, one.event_id)]

    without = two(world, rule=None)
    assert said(without) == [(False, f"/ladders/stages/{without.final_id}")]
    ladders.set_stage_rule("system", without.final_id, RULE, late_reason="忘记公布")
    with reading() as s:
        one = ladder_queries.passage_of_stage(s, without.final_id)
    assert one is not None
    without.passage_id = one.id
    assert said(without) == [(False, f"/advancement/{one.id}")]
    without.confirmed()
    assert said(without) == []


def test_pages_of_stages_from_the_trade_to_the_public_list(world: World) -> None:
    event_id, trades = event("青溪市", ["fitter"])
    trade_id = trades["fitter"]
    world.person("苏明", "city", ("organiser", scope_path(event_id)))
    city = world.signed_in("city")
    base = f"/events/{event_id}/trades/{trade_id}"
    assert city.post(f"{base}/stages", data={"name": ""}).status_code == 422
    assert city.post(f"{base}/stages", data={"name": "总决赛", "name_en": "Grand final"}).status_code == 303
    with reading() as s:
        first, last = events.stages_of_trades(s, [trade_id])[trade_id]
    assert city.post(f"{base}/stages/{first.id}", data={"name": "理论", "name_en": "Theory"}).status_code == 303
    page = city.get(f"{base}?lang=en").text
    assert f"/ladders/stages/{last.id}" in page
    assert "waits until it is decided who goes on to it" in page
    rule = f"/ladders/stages/{last.id}"
    assert "No rule yet. Until there is one, nobody can go on to this stage." in city.get(f"{rule}?lang=en").text
    assert city.post(rule, data={"top": "2", "direct": "1"}).status_code == 422
    assert city.post(rule, data={"top": "2", "substitutes": "1", "out_at_least": ""}).status_code == 303
    assert "The first 2 of each pool" in city.get(f"{rule}?lang=en").text
    assert city.post(f"{rule}/remove").status_code == 303
    assert city.post(f"{rule}/remove").status_code == 404
    assert city.post(rule, data={"top": "2", "substitutes": "1", "out_at_least": ""}).status_code == 303
    entries = [enter(trade_id, name, "青溪机械厂") for name in NAMES[:3]]
    schemes.add_version("system", trade_id, PLAN)
    held(world, event_id, trade_id, entries, ["90", "80", "70"])
    with reading() as s:
        passage = ladder_queries.passage_of_stage(s, last.id)
    assert passage is not None
    cut = f"/advancement/{passage.id}"
    assert "From stage to stage" in city.get(f"/advancement/events/{event_id}?lang=en").text
    assert "0 of 1 cuts are confirmed" in city.get(f"/events/{event_id}?lang=en").text
    assert "The stage before is over and recounted." in city.get(f"{cut}?lang=en").text
    assert city.get(f"/advancement/{event_id}/{trade_id}/outlook").status_code == 200
    assert city.post(f"{cut}/propose").status_code == 303
    with reading() as s:
        one = queries.open_cut(s, passage.id)
    assert one is not None
    page = re.sub(r"\s+", " ", city.get(f"{cut}?lang=en").text)
    assert "Everybody who advances is entered in the next stage at once" in page
    assert city.post(f"{cut}/cuts/{one.id}/confirm", data={"hash": one.proposal_hash}).status_code == 303
    for path in ("", "/places", "/list", "/public"):
        answer = city.get(f"{cut}{path}?lang=en")
        assert (answer.status_code, "Grand final" in answer.text) == (200, True), path
    assert city.get(f"{base}").status_code == 200
    world.person("范长青", "other", ("organiser", scope_path(world.event())))
    assert world.signed_in("other").get(rule).status_code == 404
    assert world.signed_in("other").post(rule, data={"top": "1"}).status_code == 404
    assert city.get(f"/ladders/stages/{first.id}").status_code == 404


def test_result_of_the_stage_before_stays_readable_and_is_recounted_by_its_address(world: World) -> None:
    made = two(world).confirmed()
    boards.publish(made.first_id)
    address = f"/standings/{made.event_id}/{made.trade_id}"
    world.person("苏明", "city", ("organiser", scope_path(made.event_id)), ("chief_judge", scope_path(made.event_id)))
    city, public = world.signed_in("city"), world.app.test_client()
    assert "王梓涵" in public.get(address).text
    assert "王梓涵" in public.get(f"{address}?stage={made.first_id}").text
    assert public.get(f"{address}?stage={made.final_id}").status_code == 404
    assert public.get(f"{address}?stage=nowhere").status_code == 404

    made.final(["50", "95"])
    boards.publish(made.final_id)
    page = public.get(address).text
    assert ("王梓涵" in page, f"stage={made.first_id}" in page) == (False, True)
    assert city.get(f"{address}/recount?stage={made.first_id}").status_code == 200
    correct(world, made.first_id, made.entries[2], "85")
    assert city.post(f"{address}/recount?stage={made.first_id}").status_code == 303
    assert "changed since" in city.get(f"/advancement/{made.passage_id}?lang=en").text
