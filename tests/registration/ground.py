"""An event that takes registrations, and people to register for it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Any

from flask.testing import FlaskClient

from competition.contestants import queries as contestants
from competition.contestants.actions import ContestantDetails
from competition.contestants.queries import EntryRow
from competition.events import queries as events
from competition.organisations import actions as organisations
from competition.registration import actions, queries
from competition.registration.actions import Applying, Sender, Sent
from competition.registration.models import Application
from competition.store import reading, transaction, utcnow
from tests.world import World

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
KEY = "k" * 22


def number(serial: int, born: str = "19900101") -> str:
    """A sound ID number of nobody: region 990101, a day of birth, the serial, and its check."""
    body = f"990101{born}{serial:03d}"
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def details(name: str, serial: int, **changes: Any) -> ContestantDetails:
    """What somebody says of himself."""
    said = ContestantDetails(
        name=name, sex="", organisation_id=None, employer="青溪机械厂", id_number=number(serial), phone="13900000000"
    )  # fmt: skip
    return replace(said, **changes)


@dataclass
class Open:
    """An event whose registration is open, with one trade."""

    world: World
    event_id: str
    trade_id: str

    def send(self, *people: ContestantDetails, unit_id: str | None = None, key: str = KEY) -> Sent:
        """These people, sent in by a unit for the trade."""
        sender = Sender(
            kind="unit", organisation_id=unit_id, unit_name="青溪机械厂", contact="何清越", phone="13900000001"
        )
        return actions.send(
            self.event_id, sender, [Applying(trade_id=self.trade_id, details=one) for one in people], key
        )

    def all(self) -> list[Application]:
        """Every application, in the order they came."""
        with reading() as s:
            return queries.search(s, queries.Wanted(event_id=self.event_id, sort="name", down=False))

    def one(self) -> Application:
        """The only application."""
        (found,) = self.all()
        return found

    def decide(self, to: str, *some: Application, reason: str = "", actor: str = "system") -> str:
        """A decision on these, or on all; returns the act's id."""
        them = some or tuple(self.all())
        revs = {one.id: one.rev for one in them}
        return actions.decide(
            actor, [one.id for one in them], to, reason, revs, permission="registration.approve", event_id=self.event_id
        )

    def entry(self) -> EntryRow:
        """The entry that the only application became."""
        entry_id = self.one().entry_id
        assert entry_id is not None
        with reading() as s:
            return contestants.entry(s, entry_id)


def opened(world: World) -> Open:
    """青溪市技能创新运动会, published and open for registration now."""
    event_id = world.event()
    trade_id = world.trade(event_id)
    with transaction() as s:
        event = events.event(s, event_id)
        event.state, event.published_at = "REGISTRATION_OPEN", utcnow()
        event.registration_opens_at = utcnow() - dt.timedelta(days=1)
        event.registration_closes_at = utcnow() + dt.timedelta(days=9)
    return Open(world, event_id, trade_id)


def unit(name: str, parent_id: str | None = None) -> str:
    """A unit of the tree; returns its id."""
    return organisations.add_organisation("system", name=name, level="enterprise", parent_id=parent_id)


def code_in(page: str, name: str) -> str:
    """The code that the page of codes shows for somebody."""
    shown = re.search(rf"<h2>{name}</h2><p class=\"big-code\" lang=\"en\">(.*?)</p>", page)
    assert shown is not None
    return "".join(re.findall(r"<span>(\w+)</span>", shown[1]))


def form(registering: Open, name: str, serial: int, **changes: str) -> dict[str, str]:
    """The form of one person as a browser sends it."""
    said = {
        "as": "person", "key": KEY, "unit_name": "青溪机械厂", "name": name, "id_number": number(serial),
        "trade": registering.trade_id, "phone": "13900000000", "skill_level": "0",
    }  # fmt: skip
    return said | changes


def opened_by_code(client: FlaskClient, code: str) -> str:
    """One's own registration, opened with a code in this browser."""
    client.post("/registration/mine/leave")
    assert client.post("/registration/mine", data={"code": code}).status_code == 303
    return client.get("/registration/mine/entry").get_data(as_text=True)
