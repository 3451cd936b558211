"""The simulated judges, a process of their own: `python -m competition.demo.judges FILE` marks as tablets do.

FILE (JSON) has the server's address, the seed, the speed and the tablets with their secrets. The process ends when
there is nothing left to mark, and at once when its standard input closes: then the demo that started it is gone.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from competition.demo import hands
from competition.demo.past import marks_of, operation
from competition.demo.tablet import Tablet
from competition.demo.wire import Gone
from competition.engine.plans import Plan, parse_plan
from competition.judging.actions import Op

MARKS_A_SECOND = 2.0
PAUSE = 0.03
MOST_UNSENT = 80
ASK_AGAIN = 5.0
SIGNED = ("SIGNED", "LOCKED")


@dataclass
class Sheet:
    """A sheet in a simulated judge's hands."""

    id: str
    tablet: Tablet
    seat: int
    state: str
    marked: frozenset[str]


@dataclass
class Trade:
    """A trade as its tablets know it: sheets by (module, station code), and by their ids."""

    code: str
    plan: Plan
    panels: dict[tuple[str, str], list[Sheet]] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)


class Marking:
    """All simulated judges: what they do next, and what they do about answers."""

    def __init__(self, origin: str, seed: int, speed: float, tablets: Sequence[tuple[str, str]]) -> None:
        self._seed = seed
        self._pace = MARKS_A_SECOND * speed
        self._tablets = [Tablet(origin, device, secret, self._answered, self._told) for device, secret in tablets]
        self._trades: dict[str, Trade] = {}
        self._trade_of: dict[str, Trade] = {}
        self._ask: dict[str, float] = {}
        self._steps: Iterator[tuple[str, Op]] = iter(())
        self._owner: dict[str, Tablet] = {}
        self._over = False

    def run(self) -> None:
        """Mark until nothing is left."""
        for tablet in self._tablets:
            self._learn(tablet)
        self._steps = hands.in_turn(self._seed, {trade.code: self._work(trade) for trade in self._trades.values()})
        allowance, before = 0.0, time.monotonic()
        while True:
            now = time.monotonic()
            allowance = min(allowance + (now - before) * self._pace, max(1.0, self._pace))
            before = now
            allowance = self._go_on(allowance)
            for tablet in self._tablets:
                tablet.work(now)
            self._ask_again(now)
            if self._over and not any(tablet.unsent for tablet in self._tablets) and not self._waiting():
                break
            time.sleep(PAUSE)
        for tablet in self._tablets:
            tablet.close()

    def _learn(self, tablet: Tablet) -> None:
        """Fetch a tablet's package, for as long as it takes, and take its sheets up."""
        pause = 0.2
        while True:
            try:
                package = tablet.package()
                break
            except Gone:
                time.sleep(pause)
                pause = min(8.0, pause * 2)
        if package.get("plan") is None:
            return
        code = package["trade"]["code"]
        if code not in self._trades:
            self._trades[code] = Trade(code, parse_plan(package["plan"]["document"]))
        trade = self._trade_of[tablet.device] = self._trades[code]
        for said in package["sheets"]:
            if said["status"]:
                continue
            place = (said["module"], said["code"])
            marked = frozenset(key for key, mark in said["marks"].items() if mark["value"] is not None)
            trade.panels.setdefault(place, []).append(Sheet(said["id"], tablet, said["seat"], said["state"], marked))
            trade.places[said["id"]] = place
            self._owner[said["id"]] = tablet

    def _work(self, trade: Trade) -> list[Op]:
        """What is still to do in a trade, turn by turn; a panel marks the same contestant at the same time."""
        theory, practical = hands.turns(self._seed, trade.code, trade.plan, sorted({code for _, code in trade.panels}))
        steps: list[Op] = []
        for turn in [*theory, *practical]:
            panel = sorted(trade.panels.get((turn.module, turn.code), ()), key=lambda one: one.seat)
            lists = [self._sheet_work(trade, turn, sheet) for sheet in panel]
            for place in range(max((len(ops) for ops in lists), default=0)):
                steps += [ops[place] for ops in lists if place < len(ops)]
        return steps

    def _sheet_work(self, trade: Trade, turn: hands.Turn, sheet: Sheet) -> list[Op]:
        if sheet.state == "CHECKED":
            return [operation(sheet.id, "sign")]
        if sheet.state != "OPEN":
            return []
        given = marks_of(self._seed, trade.code, turn, sheet.seat, trade.plan.aspects_for(turn.module, sheet.seat))
        marks = [operation(sheet.id, "mark", key, value) for key, value in given if key not in sheet.marked]
        return [*marks, operation(sheet.id, "submit")]

    def _go_on(self, allowance: float) -> float:
        """Let the judges do what the pace allows; a server that does not answer is not flooded."""
        while allowance >= 1 and not self._over and sum(tablet.unsent for tablet in self._tablets) < MOST_UNSENT:
            step = next(self._steps, None)
            if step is None:
                self._over = True
                break
            op = step[1]
            self._owner[op.sheet or ""].put(op)
            if op.kind == "mark":
                allowance -= 1
        return allowance

    def _answered(self, tablet: Tablet, op: Op, answer: dict[str, Any]) -> None:
        """After a submission: the sheets that the system has checked are signed."""
        trade = self._trade_of[tablet.device]
        place = trade.places.get(op.sheet or "")
        if place is None or op.kind == "mark":
            return
        panel = trade.panels[place]
        own = next(sheet for sheet in panel if sheet.id == op.sheet)
        if answer["sheet"] is not None:
            own.state = answer["sheet"]["state"]
        if op.kind != "submit" or own.state != "CHECKED":
            return
        together = trade.plan.module(place[0]).panel.spread is not None
        for sheet in panel if together else [own]:
            if sheet.state not in SIGNED:
                sheet.tablet.put(operation(sheet.id, "sign"))

    def _told(self, tablet: Tablet, event: str) -> None:
        if event == "package":
            self._ask.setdefault(self._trade_of[tablet.device].code, time.monotonic() + ASK_AGAIN)

    def _waiting(self, code: str | None = None) -> list[Sheet]:
        """Sheets that wait for a judge whom nobody simulates: all of ours have submitted, and they are not checked."""
        return [
            sheet
            for trade in self._trades.values()
            if code in (None, trade.code)
            for panel in trade.panels.values()
            if all(one.state != "OPEN" for one in panel)
            for sheet in panel
            if sheet.state == "MARKED"
        ]

    def _ask_again(self, now: float) -> None:
        """Something changed in a trade a while ago: try to sign what was waiting for others."""
        for code in [code for code, at in self._ask.items() if at <= now]:
            del self._ask[code]
            for sheet in self._waiting(code):
                if not sheet.tablet.unsent:
                    sheet.tablet.put(operation(sheet.id, "sign"))


def main(file: Path) -> None:
    """Mark as the file says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    told = json.loads(file.read_text(encoding="utf-8"))
    tablets = [(one["device"], one["secret"]) for one in told["tablets"]]
    Marking(told["origin"], told["seed"], told["speed"], tablets).run()


def _end_with_parent() -> None:
    while os.read(0, 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
