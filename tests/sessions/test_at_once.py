"""Fifty officers at once: a draw is made once, whatever is drawn; everybody who comes is checked in, each once."""

from __future__ import annotations

from collections import Counter

import pytest

from competition.engine import draws
from competition.sessions import actions, queries
from competition.sessions.models import CheckIn, Custody, DrawCode
from competition.store import reading
from competition.store.ledger import LedgerLine
from tests.sessions.ground import Day, all_at_once, day
from tests.world import World


def done(one: Day) -> int:
    """How many draws the ledger knows of in this trade."""
    with reading() as s:
        lines = s.query(LedgerLine).filter(LedgerLine.kind == "draw_done", LedgerLine.chain == f"trade:{one.trade_id}")
        return lines.count()


def test_fifty_second_draws_at_once_deal_each_station_once(world: World) -> None:
    one = day(world)
    one.make()
    for kind in queries.KINDS[:2]:
        one.commit(kind)
    one.draw("entry_code", everybody=True)

    answers = all_at_once(50, lambda n: one.draw("station_code", everybody=True))

    assert (answers, done(one)) == (["done", *["draw_made"] * 49], 2)
    with reading() as s:
        seats = [seat for some in queries.seats(s, one.stage_id).values() for seat in some]
        record = queries.draw(s, one.stage_id, "station_code").record or []
    drawn = {code for part in record for _name, code in part["result"]}
    assert {seat.entry.station_code for seat in seats} == drawn
    assert Counter(seat.station for seat in seats) == {"A1": 2, "A2": 2, "A3": 2, "A4": 1}
    assert [draws.verify(draws.read_record(part)) for part in record] == [[], []]


@pytest.mark.parametrize("kind", ["entry_code", "station_code"])
def test_fifty_blind_draws_at_once_lock_one_list_and_give_each_share_once(world: World, kind: str) -> None:
    one = day(world, "station")
    one.commit(kind, one.keepers())

    answers = all_at_once(50, lambda n: one.draw(kind, everybody=True))

    assert (answers, done(one)) == (["done", *["draw_made"] * 49], 1)
    with reading() as s:
        made = queries.draw(s, one.stage_id, kind)
        codes = s.query(DrawCode).filter(DrawCode.draw_id == made.id).count()
        shares = [row.share_sealed is not None for row in s.query(Custody).filter(Custody.draw_id == made.id)]
    assert (made.state, codes, shares) == ("DRAWN", 7, [True] * 3)


def test_a_share_that_fifty_windows_confirm_is_taken_once(world: World) -> None:
    one = day(world, "station")
    keepers = one.keepers()
    one.commit("station_code", keepers)
    one.draw("station_code", everybody=True)

    answers = all_at_once(50, lambda n: actions.confirm_share(keepers[0], one.event_id, one.trade_id, "station_code"))

    assert answers == ["done", *["share_taken"] * 49]


def test_ten_who_come_at_once_to_five_desks_are_each_checked_in_once(world: World) -> None:
    one = day(world, entries=10)

    answers = all_at_once(
        50, lambda n: actions.check_in(f"desk {n}", one.event_id, one.trade_id, one.entries[n % 10], "badge")
    )

    assert Counter(answers) == {"checked_in_already": 40, "done": 10}
    with reading() as s:
        assert Counter(row.entry_id for row in s.query(CheckIn)) == dict.fromkeys(one.entries, 1)


def test_fifty_who_set_the_absent_to_dns_do_it_once(world: World) -> None:
    one = day(world)
    one.make()
    for session in one.sessions():
        one.begins(session, 40)

    answers = all_at_once(50, lambda n: actions.dns(f"desk {n}", one.event_id, one.trade_id, one.entries, "未检录"))

    assert answers == ["done", *["nothing_to_do"] * 49]
    assert [row.status for row in one.rows()] == ["DNS"] * 7
