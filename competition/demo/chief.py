"""The simulated chief judges: when every sheet of a trade is signed, they lock it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from competition.demo.trades import Trade
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.store import Refused, reading

LOOK_EVERY = 1.5


def watch(trades: Sequence[Trade]) -> None:
    """Look at one trade after another until all of them are locked; runs beside the server."""
    waiting = list(trades)
    while waiting:
        time.sleep(LOOK_EVERY)
        trade = waiting.pop(0)
        if not lock_signed(trade):
            waiting.append(trade)


def lock_signed(trade: Trade) -> bool:
    """Lock the trade's sheets if all of them are signed; whether that is done."""
    with reading() as s:
        progress = judging_queries.progress(s, [trade.stage_id])
    if any(one.signed < one.due for one in progress.values()):
        return False
    for module in trade.modules:
        try:
            judging.lock_module(trade.id, trade.stage_id, module, trade.chief)
        except Refused as refused:
            if refused.code != "nothing_to_lock":
                raise
    return True
