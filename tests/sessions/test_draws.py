"""Draws: committed before, made once, recomputed by anybody, and sealed where the stage is judged blind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from competition.cli import main
from competition.contestants import actions as contestants
from competition.engine import custody, draws
from competition.engine.custody import read_printed
from competition.events import actions as events
from competition.judging import actions as judging
from competition.sessions import actions, queries
from competition.sessions.models import Draw, DrawCode
from competition.store import reading, transaction
from competition.store.ledger import LedgerLine
from tests.sessions.ground import Day, all_at_once, day, refusal
from tests.world import NAMES, World


def found(one: Day, kind: str) -> Draw:
    with reading() as s:
        return queries.draw(s, one.stage_id, kind)


def shares(one: Day, kind: str) -> list[tuple[str, ...]]:
    with reading() as s:
        return [actions.share_lines(keeper) for keeper in queries.custody(s, queries.draw(s, one.stage_id, kind).id)]


def drawn_blind(world: World) -> tuple[Day, list[str], dict[str, list[tuple[str, ...]]]]:
    """Both draws of a blind stage made, every share taken."""
    one = day(world, "station")
    one.make()
    one.all_in()
    keepers = one.keepers()
    printed = {}
    for kind in queries.KINDS:
        one.commit(kind, keepers)
        one.draw(kind)
        printed[kind] = shares(one, kind)
        for holder in keepers:
            actions.confirm_share(holder, one.event_id, one.trade_id, kind)
    return one, keepers, printed


def test_an_open_draw_publishes_a_record_that_verify_draw_accepts(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = day(world)
    before = one.commit("entry_code")
    assert (found(one, "entry_code").seed, found(one, "entry_code").record) == (None, None)
    one.all_in()
    one.draw("entry_code")
    after = found(one, "entry_code")

    assert after.record is not None
    record = draws.read_record(after.record[0])
    assert draws.verify(record, before) == []
    assert {name for name, _ in record.result} == {str(n) for n in range(1, 8)}
    assert {code for _, code in record.result} == {f"E-0{n}" for n in range(1, 8)}
    file = tmp_path / "record.json"
    file.write_text(json.dumps(after.record[0]), "utf-8")
    assert main(["verify-draw", str(file), "--commitment", before, "--lang", "en"]) == 0
    assert "the record holds" in capsys.readouterr().out


def test_the_second_draw_deals_each_session_its_own_stations_and_the_start_keeps_them(world: World) -> None:
    one = day(world)
    one.make()
    for kind in queries.KINDS:
        one.commit(kind)
    one.all_in()
    one.draw("entry_code")
    one.draw("station_code")
    with reading() as s:
        seats = queries.seats(s, one.stage_id)
    first, second = (seats[session.id] for session in one.sessions())

    assert {seat.entry.number for seat in first} == {1, 2, 3, 4}
    assert {(seat.entry.station_code, seat.station) for seat in first} == {
        ("FT-01", "A1"), ("FT-02", "A2"), ("FT-03", "A3"), ("FT-04", "A4"),
    }  # fmt: skip
    assert {(seat.entry.station_code, seat.station) for seat in second} == {
        ("FT-05", "A1"), ("FT-06", "A2"), ("FT-07", "A3"),
    }  # fmt: skip
    records = found(one, "station_code").record or []
    assert [draws.verify(draws.read_record(each)) for each in records] == [[], []]
    before = {row.id: row.station_code for row in one.rows()}
    world.judges(one.event_id, one.trade_id)
    judging.start_stage(one.event_id, one.trade_id, "system")
    assert {row.id: row.station_code for row in one.rows()} == before


def test_a_draw_is_made_once_and_in_turn(world: World) -> None:
    one = day(world)
    one.make()
    one.commit("entry_code")
    with refusal("draw_committed"):
        one.commit("entry_code")
    one.commit("station_code")
    with refusal("not_all_checked_in"):
        one.draw("entry_code")
    with refusal("first_draw_first"):
        one.draw("station_code", everybody=True)
    one.draw("entry_code", everybody=True)
    with refusal("draw_made"):
        one.draw("entry_code", everybody=True)
    one.draw("station_code", everybody=True)
    with refusal("stations_dealt_already"):
        one.make()
    with refusal("draw_order"):
        other = day(world)
        other.commit("station_code")
        other.commit("entry_code")


def test_nothing_is_drawn_once_the_stage_runs(world: World) -> None:
    one = day(world)
    one.commit("entry_code")
    world.judges(one.event_id, one.trade_id)
    judging.start_stage(one.event_id, one.trade_id, "system")
    with refusal("stage_not_draft"):
        one.draw("entry_code", everybody=True)
    with refusal("stage_not_draft"):
        one.commit("station_code")


def test_fifty_draws_at_once_are_one(world: World) -> None:
    one = day(world)
    one.commit("entry_code")
    answers = all_at_once(50, lambda n: one.draw("entry_code", everybody=True))

    assert answers == ["done", *["draw_made"] * 49]
    with reading() as s:
        assert s.query(LedgerLine).filter(LedgerLine.kind == "draw_done").count() == 1


def test_fifty_commitments_at_once_are_one(world: World) -> None:
    one = day(world)
    assert all_at_once(50, lambda n: one.commit("entry_code")) == ["done", *["draw_committed"] * 49]


def test_a_blind_draw_wants_three_custodians_who_may(world: World) -> None:
    one = day(world, "station")
    keepers = one.keepers()
    with refusal("custodians_three"):
        one.commit("entry_code", keepers[:2])
    with refusal("custodians_three"):
        one.commit("entry_code", [*keepers[:2], keepers[0]])
    judge = world.person("林致远", "judge", ("scoring_judge", f"/events/{one.event_id}"))
    with refusal("not_a_custodian"):
        one.commit("entry_code", [*keepers[:2], judge])


def test_a_sealed_list_joins_nothing_and_opens_backwards_with_two_shares(world: World) -> None:
    one, _keepers, printed = drawn_blind(world)
    slips = {kind: actions.show_slips("system", one.event_id, one.trade_id, kind) for kind in queries.KINDS}
    world.judges(one.event_id, one.trade_id)
    judging.start_stage(one.event_id, one.trade_id, "system")
    for kind in queries.KINDS:
        now = found(one, kind)
        assert (now.state, now.key_sealed, now.seed_sealed, now.seed, now.record) == ("DRAWN", None, None, None, None)
        with refusal("draw_sealed"):
            actions.show_slips("system", one.event_id, one.trade_id, kind)
    two = [read_printed("\n".join(printed["entry_code"][n])) for n in (0, 2)]
    with refusal("stage_not_ended"):
        actions.open_draw("system", one.event_id, one.trade_id, "entry_code", two)
    with transaction() as s:
        events.mark_stage_ended(s, one.stage_id)
    with refusal("open_backwards"):
        actions.open_draw("system", one.event_id, one.trade_id, "entry_code", two)
    with refusal("share_wrong"):
        actions.open_draw("system", one.event_id, one.trade_id, "station_code", two)
    for kind in reversed(queries.KINDS):
        pair = [read_printed("\n".join(printed[kind][n])) for n in (1, 2)]
        actions.open_draw("system", one.event_id, one.trade_id, kind, pair)
        opened = found(one, kind)
        assert [draws.verify(draws.read_record(each), opened.commitment) for each in opened.record or []] == [
            [] for _ in opened.record or []
        ]
        assert actions.show_slips("system", one.event_id, one.trade_id, kind) == slips[kind]
        with refusal("draw_open"):
            actions.open_draw("system", one.event_id, one.trade_id, kind, pair)


def test_a_blind_stage_does_not_start_while_a_share_lies_about(world: World) -> None:
    one = day(world, "station")
    keepers = one.keepers()
    one.commit("station_code", keepers)
    one.draw("station_code", everybody=True)
    world.judges(one.event_id, one.trade_id)
    actions.confirm_share(keepers[0], one.event_id, one.trade_id, "station_code")
    with refusal("share_taken"):
        actions.confirm_share(keepers[0], one.event_id, one.trade_id, "station_code")
    with refusal("custody_open"):
        judging.start_stage(one.event_id, one.trade_id, "system")
    for holder in keepers[1:]:
        actions.confirm_share(holder, one.event_id, one.trade_id, "station_code")
    judging.start_stage(one.event_id, one.trade_id, "system")
    assert found(one, "station_code").sealed_at is not None


def test_the_first_list_is_not_sealed_before_the_second_draw(world: World) -> None:
    one = day(world, "station")
    keepers = one.keepers()
    one.commit("entry_code", keepers)
    with refusal("draw_not_made"):
        actions.seal_draw("system", one.event_id, one.trade_id, "entry_code")
    one.draw("entry_code", everybody=True)
    with refusal("second_draw_first"):
        actions.seal_draw("system", one.event_id, one.trade_id, "entry_code")


def test_nothing_that_is_kept_joins_a_code_to_a_name(world: World) -> None:
    one, _keepers, _printed = drawn_blind(world)
    numbers = {str(row.number): row.name for row in one.rows()}
    slips = actions.show_slips("system", one.event_id, one.trade_id, "entry_code")
    with reading() as s:
        lines = [line.body for line in s.query(LedgerLine)]
        rows = [row.name_sealed for row in s.query(DrawCode)]
    assert sorted(numbers.values()) == sorted(NAMES[:7])
    for slip in slips:
        assert [body for body in lines if slip.code in body] == []
        assert [sealed for sealed in rows if numbers[slip.name].encode() in sealed] == []


def test_who_comes_after_the_first_draw_has_no_code_for_the_second(world: World) -> None:
    one = day(world, entries=3)
    one.commit("entry_code")
    one.draw("entry_code", everybody=True)
    details = contestants.ContestantDetails(
        name="孟星野", sex="", organisation_id=None, employer="青溪机械厂", id_number="", phone=""
    )
    late = contestants.enter("system", one.trade_id, details)
    one.commit("station_code")
    with refusal("no_entry_code"):
        one.draw("station_code", everybody=True)
    contestants.set_status("system", late, "WD", "抽签后到")
    one.draw("station_code", everybody=True)


def test_a_session_without_enough_stations_draws_nothing(world: World) -> None:
    one = day(world)
    one.make()
    one.commit("station_code")
    with reading() as s:
        station = queries.stations_of_venue(s, one.venue_id)[3]
    actions.remove_station("system", one.event_id, one.venue_id, station.id)
    with refusal("few_stations"):
        one.draw("station_code", everybody=True)


def test_shares_of_one_holder_open_nothing(world: World) -> None:
    one, _keepers, printed = drawn_blind(world)
    world.judges(one.event_id, one.trade_id)
    judging.start_stage(one.event_id, one.trade_id, "system")
    with transaction() as s:
        events.mark_stage_ended(s, one.stage_id)
    same = [read_printed("\n".join(printed["station_code"][1]))] * 2
    with refusal("share_wrong"):
        actions.open_draw("system", one.event_id, one.trade_id, "station_code", same)
    assert isinstance(same[0], custody.Share)
