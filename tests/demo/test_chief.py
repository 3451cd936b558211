"""The simulated chief locks a trade when the last sheet is signed, not before."""

from __future__ import annotations

from competition.demo.chief import lock_signed
from competition.demo.trades import Trade
from competition.judging import queries as judging
from competition.store import reading
from tests.world import World


def test_lock_signed_waits_for_the_last_signature(world: World):
    contest = world.started(entries=2, judges=2)
    trade = Trade(contest.trade_id, contest.stage_id, "FT", "钳工", "Fitting", ("T", "A"), contest.people[0], "林致远")
    contest.finish(0, "80", "12.000", "32")
    assert lock_signed(trade) is False
    contest.finish(1, "70", "12.000", "22")
    assert lock_signed(trade) is True
    with reading() as s:
        assert {sheet.state for sheet in judging.stage_sheets(s, contest.stage_id)} == {"LOCKED"}
