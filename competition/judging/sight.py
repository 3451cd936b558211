"""What the chief's pages show, gathered in a fixed number of queries, by station code and never by name."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask_babel import LazyString
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.queries import Device
from competition.contestants import queries as contestants
from competition.engine.sheets import spread_needs
from competition.events import queries as events
from competition.events.queries import Event, Stage, Trade
from competition.events.readiness import Line
from competition.judging import queries
from competition.judging.queries import Copy
from competition.officials import queries as officials
from competition.store import utcnow

ONLINE = dt.timedelta(seconds=30)
PACE = dt.timedelta(minutes=10)
PACE_STEPS = 12
Said = tuple[LazyString, Line]


@dataclass(frozen=True)
class Cell:
    """One module of one trade: sheets signed of those due, and whether any has been begun."""

    key: str
    signed: int
    due: int
    begun: int

    @property
    def state(self) -> str:
        if self.due and self.signed == self.due:
            return "done"
        return "doing" if self.signed or self.begun else "idle"


@dataclass(frozen=True)
class Row:
    """One trade on the monitor."""

    trade: Trade
    stage: Stage
    entries: int
    cells: tuple[Cell, ...]
    online: int
    judges: int

    @property
    def signed(self) -> int:
        return sum(cell.signed for cell in self.cells)

    @property
    def due(self) -> int:
        return sum(cell.due for cell in self.cells)

    @property
    def begun(self) -> int:
        return sum(cell.begun for cell in self.cells)


@dataclass(frozen=True)
class Tablet:
    """A tablet on the grid: `state` online, late, away or pending."""

    number: int
    trade: Trade
    judge: str
    state: str
    unsent: int
    ago: int


@dataclass(frozen=True)
class Due:
    """Something that waits for the chief: `kind` call, conflict, spread, pending, away, whose words are the page's; or said,
    by a room above: `who` is what it is about, the note its words, `href` where it is decided ("" for who may not) and
    `action` the verb.
    """

    kind: str
    trade: Trade
    code: str = ""
    module: str = ""
    aspect: str = ""
    who: str = ""
    note: str = ""
    count: int = 0
    minutes: int = 0
    sheet_id: str = ""
    call_id: str = ""
    href: str = ""
    action: str = ""


@dataclass(frozen=True)
class Monitor:
    """The whole page."""

    event: Event
    rows: tuple[Row, ...]
    dues: tuple[Due, ...]
    tablets: tuple[Tablet, ...]
    pace: tuple[tuple[dt.datetime, int], ...]
    unsent: int
    holders: int
    ends_at: dt.datetime | None
    modules: int = field(default=0)

    @property
    def left(self) -> str:
        """Hours and minutes until the next stage ends, a begun minute counted: "5:59"."""
        minutes = 0 if self.ends_at is None else int((self.ends_at - utcnow()).total_seconds() // 60) + 1
        return f"{minutes // 60}:{minutes % 60:02d}"

    @property
    def signed(self) -> int:
        return sum(row.signed for row in self.rows)

    @property
    def due(self) -> int:
        return sum(row.due for row in self.rows)

    @property
    def begun(self) -> int:
        return sum(row.begun for row in self.rows)


def monitor(s: Session, event_id: str, sees: Callable[[str], bool], said: Sequence[Said] = ()) -> Monitor:
    """Everything the monitor of an event shows to somebody who `sees` these of its trades (asked by trade id); `said` is
    what rooms above say of them that waits, each with its title."""
    event = events.event(s, event_id)
    trades = [trade for trade in events.trades(s, event_id) if sees(trade.id)]
    stages = {trade_id: stage for trade_id, stage in events.stages(s, event_id).items() if sees(trade_id)}
    stage_ids = [stage.id for stage in stages.values()]
    progress = queries.progress(s, stage_ids, contestants.out(s, event_id))
    counts = contestants.counts(s, event_id)
    marking = queries.marking(s, stage_ids)
    judges = officials.judges_of_event(s, event_id)
    devices = accounts.devices_of_event(s, event_id)
    names = {judge.person_id: judge.name for people in judges.values() for judge in people}
    now = utcnow()
    heard = {
        (d.trade_id, d.person_id)
        for d in devices
        if d.state == "accepted" and d.last_seen and now - d.last_seen <= ONLINE
    }
    rows = []
    for trade in trades:
        stage = stages[trade.id]
        plan = queries.plan_of(s, stage.plan_id) if stage.plan_id else None
        cells = (
            tuple(_cell(module.key, progress.get((trade.id, module.key))) for module in plan.modules) if plan else ()
        )
        here = marking.get(trade.id) or {judge.person_id for judge in judges.get(trade.id, [])}
        count = counts.get(trade.id)
        rows.append(Row(
            trade, stage, count.competing if count else 0, cells, sum(1 for person_id in here if (trade.id, person_id) in heard),
            len(here),
        ))  # fmt: skip
    by_id = {trade.id: trade for trade in trades}
    devices = [device for device in devices if device.trade_id in by_id]
    tablets = tuple(
        _tablet(n + 1, by_id[d.trade_id], names.get(d.person_id, ""), d, now) for n, d in enumerate(devices)
    )
    ends = [
        stage.ends_at for stage in stages.values() if stage.state == "RUNNING" and stage.ends_at and stage.ends_at > now
    ]
    above = [
        Due("said", by_id[line.trade_id], who=str(title), note=line.text, href=line.href, action=line.action)
        for title, line in said
        if line.trade_id in by_id
    ]
    return Monitor(
        event=event, rows=tuple(rows), dues=(*_dues(s, by_id, stage_ids, names, tablets, devices), *above), tablets=tablets,
        pace=_pace(queries.pace(s, stage_ids, now - PACE * PACE_STEPS), now), unsent=sum(d.unsent for d in devices),
        holders=sum(1 for d in devices if d.unsent), ends_at=min(ends) if ends else None,
        modules=max((len(row.cells) for row in rows), default=0),
    )  # fmt: skip


def apart(copies: Sequence[Copy], s: Session) -> list[tuple[Copy, str]]:
    """Sheets whose whole panel has submitted and lies too far apart, each with the aspect that does."""
    panels: dict[tuple[str, str], list[Copy]] = {}
    for copy in copies:
        panels.setdefault((copy.sheet.entry_id, copy.sheet.module_key), []).append(copy)
    found = []
    for panel in panels.values():
        first = panel[0].sheet
        if any(one.sheet.state == "OPEN" for one in panel) or all(one.sheet.state != "MARKED" for one in panel):
            continue
        stage = events.stage(s, first.stage_id)
        if stage.plan_id is None:
            continue
        needs = spread_needs(
            queries.plan_of(s, stage.plan_id), first.module_key, {one.sheet.seat: one.values for one in panel}
        )
        found += [(panel[0], need.aspect) for need in needs[:1]]
    return found


def _dues(
    s: Session,
    trades: dict[str, Trade],
    stage_ids: list[str],
    names: dict[str, str],
    tablets: Sequence[Tablet],
    devices: Sequence[Device],
) -> list[Due]:
    dues = []
    calls = queries.open_calls(s, list(trades))
    sheets = queries.sheets(s, [call.sheet_id for call in calls if call.sheet_id])
    now = utcnow()
    for call in calls:
        sheet = sheets.get(call.sheet_id or "")
        dues.append(Due(
            "call", trades[call.trade_id], code=sheet.code if sheet else "", module=sheet.module_key if sheet else "",
            sheet_id=call.sheet_id or "", who=names.get(call.person_id, ""), note=call.note, call_id=call.id,
            minutes=int((now - call.at).total_seconds() // 60),
        ))  # fmt: skip
    waiting = queries.waiting_for_panel(s, stage_ids)
    if waiting:
        for copy, aspect in apart(list(queries.copies(s, {sheet.entry_id for sheet in waiting}).values()), s):
            sheet = copy.sheet
            dues.append(
                Due(
                    "spread",
                    trades[sheet.trade_id],
                    code=sheet.code,
                    module=sheet.module_key,
                    aspect=aspect,
                    sheet_id=sheet.id,
                )
            )
    for mark, sheet in queries.not_applied(s, stage_ids):
        dues.append(
            Due(
                "conflict",
                trades[sheet.trade_id],
                code=sheet.code,
                module=sheet.module_key,
                aspect=mark.aspect,
                sheet_id=sheet.id,
            )
        )
    pending = Counter(device.trade_id for device in devices if device.state == "pending")
    dues += [Due("pending", trades[trade_id], count=count) for trade_id, count in pending.items()]
    for tablet in tablets:
        if tablet.state == "away" and tablet.unsent:
            dues.append(Due("away", tablet.trade, who=tablet.judge, count=tablet.unsent, minutes=tablet.ago // 60))
    return dues


def _cell(key: str, progress: queries.Progress | None) -> Cell:
    if progress is None:
        return Cell(key, 0, 0, 0)
    begun = sum(progress.states.get(state, 0) for state in ("BEGUN", "MARKED", "CHECKED"))
    return Cell(key, progress.signed, progress.due, begun)


def _tablet(number: int, trade: Trade, judge: str, device: Device, now: dt.datetime) -> Tablet:
    ago = int((now - (device.last_seen or device.created_at)).total_seconds())
    if device.state == "pending":
        state = "pending"
    elif ago <= ONLINE.total_seconds():
        state = "late" if device.unsent else "online"
    else:
        state = "away"
    return Tablet(number, trade, judge, state, device.unsent, ago)


def _pace(signed: Sequence[dt.datetime], now: dt.datetime) -> tuple[tuple[dt.datetime, int], ...]:
    """Sheets signed in each ten minutes, the last step ending now."""
    start = now - PACE * PACE_STEPS
    counts = Counter(min(PACE_STEPS - 1, max(0, int((at - start) / PACE))) for at in signed)
    return tuple((start + PACE * (step + 1), counts.get(step, 0)) for step in range(PACE_STEPS))
