"""What the pages of officials show, gathered in few queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from competition.accounts import queries as people
from competition.events import queries as events
from competition.officials import queries
from competition.officials.models import Judge
from competition.store import utcnow

ONLINE = dt.timedelta(seconds=30)
SHOWN_AFTER_REVOKED = dt.timedelta(hours=1)


class Device(Protocol):
    """What accounts tells of a tablet."""

    id: str
    person_id: str
    trade_id: str
    name: str
    state: str
    created_at: dt.datetime
    decided_at: dt.datetime | None
    last_seen: dt.datetime | None
    unsent: int


@dataclass(frozen=True)
class Tablet:
    """A tablet as the chief sees it; `ago` is seconds since it was heard, None before that."""

    id: str
    name: str
    state: str
    unsent: int
    ago: int | None

    @property
    def online(self) -> bool:
        return self.ago is not None and self.ago <= ONLINE.total_seconds()


@dataclass(frozen=True)
class Served:
    """A judge with his tablets, those in use first."""

    judge: Judge
    tablets: tuple[Tablet, ...]

    @property
    def ready(self) -> bool:
        return any(tablet.state == "accepted" for tablet in self.tablets)

    @property
    def waiting(self) -> bool:
        return any(tablet.state == "pending" for tablet in self.tablets)


@dataclass(frozen=True)
class TradeSight:
    """One trade in the list of an event."""

    id: str
    name: str
    name_en: str
    code: str
    state: str
    chief: str | None
    judges: int
    modules: int
    seated: int
    marking: int
    ready: int
    waiting: int
    unsent: int


def served(s: Session, trade_id: str, judges: Iterable[Judge]) -> list[Served]:
    """The judges of a trade with their tablets of this trade."""
    judges = list(judges)
    now = utcnow()
    tablets: dict[str, list[Tablet]] = defaultdict(list)
    for device in people.devices_of(s, [judge.person_id for judge in judges]):
        if device.trade_id == trade_id and _shown(device, now):
            tablets[device.person_id].append(_tablet(device, now))
    order = ("pending", "accepted", "revoked")
    return [
        Served(judge, tuple(sorted(tablets[judge.person_id], key=lambda tablet: order.index(tablet.state))))
        for judge in judges
    ]


def trades(s: Session, event_id: str) -> list[TradeSight]:
    """Every trade of an event with its judges, panels and tablets in figures."""
    judges = queries.judges_of_event(s, event_id)
    devices: dict[str, list[Device]] = defaultdict(list)
    for device in people.devices_of_event(s, event_id):
        devices[device.trade_id].append(device)
    stages = events.stages(s, event_id)
    found = []
    for trade in events.trades(s, event_id):
        stage, here, its = stages[trade.id], judges.get(trade.id, []), devices[trade.id]
        modules = len(queries.modules(s, stage.id))
        marking = {seated.person_id for panel in queries.panels(s, stage.id).values() for seated in panel}
        accepted = {device.person_id for device in its if device.state == "accepted"}
        found.append(
            TradeSight(
                id=trade.id,
                name=trade.name,
                name_en=trade.name_en,
                code=trade.code,
                state=stage.state,
                judges=len(here),
                chief=next((judge.name for judge in here if judge.role == "chief_judge"), None),
                modules=modules,
                seated=modules - len(queries.unseated(s, stage.id)),
                marking=len(marking),
                ready=len(marking & accepted),
                waiting=sum(1 for device in its if device.state == "pending"),
                unsent=sum(device.unsent for device in its),
            )
        )
    return found


def _shown(device: Device, now: dt.datetime) -> bool:
    return device.state != "revoked" or device.decided_at is None or now - device.decided_at < SHOWN_AFTER_REVOKED


def _tablet(device: Device, now: dt.datetime) -> Tablet:
    ago = None if device.last_seen is None else max(0, int((now - device.last_seen).total_seconds()))
    return Tablet(device.id, device.name, device.state, device.unsent, ago)
