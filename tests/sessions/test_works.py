"""The third draw: works get codes that nobody can join to a station, other hands than the first, custodians replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from competition.accounts.models import Person
from competition.cli import main
from competition.contestants import actions as contestants
from competition.engine.custody import read_printed
from competition.events import actions as events
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.sessions import actions, queries
from competition.sessions.models import Draw, DrawCode, Work
from competition.store import reading
from competition.store.ledger import LedgerLine
from tests.blind import people, three_draws
from tests.sessions.ground import Day, all_at_once, day, refusal
from tests.world import World


def two_drawn(world: World) -> tuple[Day, tuple[str, str], tuple[str, ...]]:
    """A trade with three draws, of which two are made and their shares taken."""
    one = day(world, "three_stage", entries=4)
    officers, keepers = people(world, one.event_id)
    for kind in queries.KINDS:
        actions.commit(officers[0], one.event_id, one.trade_id, kind, keepers[:3])
        actions.make_draw(officers[0], one.event_id, one.trade_id, kind, everybody=True)
        for holder in keepers[:3]:
            actions.confirm_share(holder, one.event_id, one.trade_id, kind)
    return one, officers, keepers


def stations(one: Day) -> list[str]:
    return [row.station_code for row in one.rows()]


def draw(one: Day) -> Draw:
    with reading() as s:
        return queries.draw(s, one.stage_id, queries.WORKS)


def shares(one: Day) -> list[str]:
    """The shares of the third draw as their slips have them."""
    with reading() as s:
        return ["\n".join(actions.share_lines(each)) for each in queries.custody(s, draw(one).id)]


def test_a_third_draw_wants_other_hands_than_the_first(world: World) -> None:
    one, (first, third), keepers = two_drawn(world)
    ids = (one.event_id, one.trade_id)
    with refusal("same_officer"):
        actions.commit(first, *ids, queries.WORKS, keepers[2:])
    with refusal("custodians_apart"):
        actions.commit(third, *ids, queries.WORKS, keepers[1:4])
    actions.commit(third, *ids, queries.WORKS, keepers[2:])
    with refusal("same_officer"):
        actions.draw_works(first, *ids, stations(one))
    actions.draw_works(third, *ids, stations(one))
    with refusal("same_officer"):
        actions.show_slips(first, *ids, queries.WORKS)
    with refusal("same_officer"):
        actions.show_slips(third, *ids, "entry_code")
    assert {slip.name for slip in actions.show_slips(third, *ids, queries.WORKS)} == set(stations(one))


def test_works_are_drawn_once_for_those_that_were_handed_in(world: World) -> None:
    one, (_first, third), keepers = two_drawn(world)
    ids = (one.event_id, one.trade_id)
    with refusal("not_there"):
        actions.draw_works(third, *ids, stations(one))
    actions.commit(third, *ids, queries.WORKS, keepers[2:])
    with refusal("no_works"):
        actions.draw_works(third, *ids, [])
    with refusal("unknown_work"):
        actions.draw_works(third, *ids, [*stations(one), "FT-99"])
    with refusal("unknown_work"):
        actions.draw_works(third, *ids, [""])
    contestants.set_status("system", one.entries[3], "WD", "受伤")
    with refusal("unknown_work"):
        actions.draw_works(third, *ids, stations(one))
    handed_in = [row.station_code for row in one.rows()[:2]]
    answers = all_at_once(50, lambda n: actions.draw_works(third, *ids, handed_in))
    assert answers == ["done", *["draw_made"] * 49]
    with reading() as s:
        assert [work.code for work in queries.works(s, one.stage_id)] == ["W-01", "W-02"]
        (line,) = [x for x in s.query(LedgerLine).filter(LedgerLine.kind == "draw_done") if "work_code" in x.body]
    assert (json.loads(line.body)["count"], json.loads(line.body)["absent"]) == (2, 1)


def test_the_third_draw_comes_after_both_others(world: World) -> None:
    one = day(world, "three_stage", entries=3)
    officers, keepers = people(world, one.event_id)
    actions.commit(officers[1], one.event_id, one.trade_id, queries.WORKS, keepers[2:])
    with refusal("second_draw_missing"):
        actions.draw_works(officers[1], one.event_id, one.trade_id, ["FT-01"])
    other = day(world, "station", entries=3)
    with refusal("not_there"):
        other.commit(queries.WORKS, list(keepers[:3]))


def test_a_stage_with_three_draws_starts_when_the_third_is_drawn_and_its_shares_are_taken(world: World) -> None:
    one, (_first, third), keepers = two_drawn(world)
    ids = (one.event_id, one.trade_id)
    world.judges(*ids)
    with refusal("third_draw_missing"):
        judging.start_stage(*ids, "system")
    actions.commit(third, *ids, queries.WORKS, keepers[2:])
    with refusal("draws_made_already"):
        events.set_stage("system", one.trade_id, anonymity="open", minutes=60)
    actions.draw_works(third, *ids, stations(one)[:3])
    with refusal("custody_open"):
        judging.start_stage(*ids, "system")
    for holder in keepers[2:]:
        actions.confirm_share(holder, *ids, queries.WORKS)
    judging.start_stage(*ids, "system")

    with reading() as s:
        works = {work.id: work.code for work in queries.works(s, one.stage_id)}
        sheets = judging_queries.stage_sheets(s, one.stage_id)
        seen = {sheet.entry_id: sheet.code for sheet in sheets}
    assert (seen, sorted(seen.values())) == (works, ["W-01", "W-02", "W-03"])
    assert seen.keys().isdisjoint(one.entries)
    sealed = draw(one)
    assert (sealed.key_sealed, sealed.seed_sealed, sealed.seed, sealed.record) == (None, None, None, None)
    assert [row.station_code for row in one.rows()] == stations(one)


def test_a_custodian_is_replaced_before_the_draw_after_it_and_when_the_list_is_sealed(world: World) -> None:
    one, (first, third), keepers = two_drawn(world)
    ids = (one.event_id, one.trade_id, queries.WORKS)
    extra = [world.person(name, f"extra{n}", ("supervisor", f"/events/{one.event_id}")) for n, name in
             enumerate(("顾南乔", "纪云舒", "秦照野"))]  # fmt: skip
    actions.commit(third, *ids, keepers[2:])
    for by, number, holder, code in (
        (first, 1, extra[0], "same_officer"), (third, 9, extra[0], "not_there"), (third, 1, keepers[3], "custodian_already"),
        (third, 2, keepers[1], "custodians_apart"), (third, 1, third + "x", "not_a_custodian"),
    ):  # fmt: skip
        with refusal(code):
            actions.replace_custodian(by, *ids, number, holder, "生病")
    actions.replace_custodian(third, *ids, 1, extra[0], "生病")
    actions.draw_works(third, one.event_id, one.trade_id, stations(one))
    slips = actions.show_slips(third, *ids)
    actions.confirm_share(keepers[4], *ids)
    before = left(one)
    actions.replace_custodian(third, *ids, 2, extra[1], "出差")
    after = shares(one)
    assert actions.show_slips(third, *ids) == slips
    assert set(before).isdisjoint(after)
    with reading() as s:
        assert [each.holder_id for each in queries.custody(s, draw(one).id)] == [extra[0], extra[1], keepers[4]]
    for holder in (extra[0], extra[1], keepers[4]):
        actions.confirm_share(holder, *ids)
    actions.seal_draw(third, *ids)
    with refusal("shares_wanted"):
        actions.replace_custodian(third, *ids, 3, extra[2], "退休")
    with refusal("share_wrong"):
        actions.replace_custodian(third, *ids, 3, extra[2], "退休", [read_printed(after[0]), read_printed(after[0])])
    actions.replace_custodian(third, *ids, 3, extra[2], "退休", [read_printed(after[0]), read_printed(after[1])])
    newest = shares(one)
    assert (draw(one).key_sealed, set(newest).isdisjoint(after), len(newest)) == (None, True, 3)
    with reading() as s:
        lines = [json.loads(x.body) for x in s.query(LedgerLine).filter(LedgerLine.kind == "custodian_replaced")]
    assert sorted((x["number"], x["new_key"], x["reason"]) for x in lines) == [
        (1, False, "生病"), (2, True, "出差"), (3, True, "退休"),
    ]  # fmt: skip


def left(one: Day) -> list[str]:
    """The shares that nobody has taken yet."""
    with reading() as s:
        rows = queries.custody(s, draw(one).id)
        return ["\n".join(actions.share_lines(each)) for each in rows if each.share_sealed is not None]


def test_lengths_of_sealed_names_tell_nothing(world: World) -> None:
    world.started("three_stage", entries=10)
    with reading() as s:
        rows = [row.name_sealed for row in s.query(DrawCode)]
    assert (len(rows), len({len(row) for row in rows})) == (30, 1)


def test_nothing_kept_of_the_third_draw_joins_a_work_to_a_station(world: World) -> None:
    one = day(world, "three_stage", entries=4)
    drawn = three_draws(world, one.event_id, one.trade_id, absent=one.entries[3:])
    joined = [(station, work) for _entry, station, work in drawn.codes.values() if work]
    assert len(joined) == 3
    with reading() as s:
        texts = [line.body for line in s.query(LedgerLine)]
        texts += [f"{work.id} {work.code}" for work in s.query(Work)]
        texts += [str(vars(each)) for each in s.query(Draw)]
    assert [text for station, work in joined for text in texts if station in text and work in text] == []


def test_the_page_of_the_draws_ticks_stations_and_never_names_anybody(world: World) -> None:
    one, (_first, third), keepers = two_drawn(world)
    actions.commit(third, one.event_id, one.trade_id, queries.WORKS, keepers[2:])
    with reading() as s:
        login = s.scalars(select(Person.login).where(Person.id == third)).one() or ""
    client = world.signed_in(login)
    address = f"/sessions/{one.event_id}/{one.trade_id}/draws"
    shown = client.get(address).get_data(as_text=True)
    assert [code for code in stations(one) if f'value="{code}"' not in shown] == []
    assert [row.name for row in one.rows() if row.name in shown] == []
    sent = client.post(f"{address}/work_code/draw", data={"stations": stations(one)[:3]})
    assert sent.status_code == 303
    slips = client.post(f"{address}/work_code/slips")
    text = slips.get_data(as_text=True)
    assert slips.headers["Cache-Control"] == "no-store"
    assert [code for code in ("W-01", "W-02", "W-03", *stations(one)[:3]) if code not in text] == []
    assert (
        client.post(
            f"{address}/work_code/custodian", data={"number": "1", "holder": keepers[0], "reason": ""}
        ).status_code
        == 422
    )


def test_the_record_of_the_third_draw_is_what_verify_draw_accepts(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contest = world.started("three_stage", entries=3)
    drawn = contest.drawn
    assert drawn is not None
    for entry in range(3):
        contest.finish(entry, "80", "12.01", ["2", "3"])
    for module in ("T", "A"):
        judging.lock_module(contest.trade_id, contest.stage_id, module, "system")
    judging.end_stage(contest.event_id, contest.trade_id, "system")
    drawn.reveal()
    address = f"/sessions/{contest.event_id}/{contest.trade_id}/records"
    client = world.app.test_client()
    for kind in ("entry_code", "station_code", "work_code"):
        answer = client.get(f"{address}/{kind}/1/record.json")
        file = tmp_path / f"{kind}.json"
        file.write_bytes(answer.get_data())
        assert main(["verify-draw", str(file), "--lang", "en"]) == 0
        assert "the record holds" in capsys.readouterr().out
