"""What other rooms may know of people, grants and devices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.accounts import roles
from competition.accounts.models import Device as Device
from competition.accounts.models import Grant, Invitation, Person, SignIn
from competition.store.vault import vault


@dataclass(frozen=True)
class Known:
    """A person as the doors see him: who, in which language, and with which grants ((role, scope) pairs)."""

    id: str
    name: str
    login: str | None
    locale: str | None
    grants: tuple[tuple[str, str], ...]
    sign_in_id: str | None = None

    def may(self, permission: str, scope: str) -> bool:
        """Whether one of the grants allows `permission` over `scope`."""
        allowed = roles.PERMISSIONS[permission]
        return any(role in allowed and roles.covers(granted, scope) for role, granted in self.grants)


@dataclass(frozen=True)
class Bound:
    """A device that proved its secret: whose it is, in which trade, in which state."""

    id: str
    name: str
    state: str
    event_id: str
    trade_id: str
    person: Known


def anybody(s: Session) -> bool:
    """Whether the house has a person at all: the first organiser sets himself up while it has none."""
    return bool(s.scalar(select(func.count()).select_from(Person).where(Person.password_hash.is_not(None))))


def known(s: Session, person_id: str, sign_in_id: str | None = None) -> Known | None:
    """The person with the grants that hold now."""
    person = s.get(Person, person_id)
    if person is None:
        return None
    grants = s.execute(select(Grant.role, Grant.scope).where(Grant.person_id == person_id, Grant.ended_at.is_(None)))
    return Known(
        person.id, person.name, person.login, person.locale, tuple((g.role, g.scope) for g in grants), sign_in_id
    )


def names(s: Session, person_ids: Collection[str]) -> dict[str, str]:
    """id -> name."""
    if not person_ids:
        return {}
    return {row.id: row.name for row in s.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))}


def holders(s: Session, role: str, scope: str) -> list[Person]:
    """Whoever holds a role over exactly this scope now, by name."""
    query = select(Person).join(Grant, Grant.person_id == Person.id)
    query = query.where(Grant.role == role, Grant.scope == scope, Grant.ended_at.is_(None)).distinct()
    return list(s.scalars(query.order_by(Person.name, Person.id)))


def by_login(s: Session, login: str) -> Person | None:
    return s.scalar(select(Person).where(Person.login == login.lower()))


def sign_in(s: Session, token: str) -> SignIn | None:
    """The session that a cookie's token opens, if it has not ended."""
    index = vault().index("sign_in", token)
    return s.scalar(select(SignIn).where(SignIn.token_index == index, SignIn.ended_at.is_(None)))


def sign_ins(s: Session, person_id: str) -> list[SignIn]:
    """The open sessions of a person, newest first."""
    query = select(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    return list(s.scalars(query.order_by(SignIn.last_seen.desc())))


def invitation(s: Session, code: str, now: dt.datetime) -> Invitation | None:
    """The open invitation of a code, or of six digits; None when there is none, or when digits fit several."""
    if len(code) == 6 and code.isdigit():
        found = list(s.scalars(select(Invitation).where(
            Invitation.digits_index == vault().index("digits", code), Invitation.redeemed_at.is_(None), Invitation.expires_at > now
        )))  # fmt: skip
        return found[0] if len(found) == 1 else None
    return s.scalar(select(Invitation).where(Invitation.code_index == vault().index("code", code)))


def bound(s: Session, device_id: str, secret: str) -> Bound | None:
    """The device, if the secret is its own."""
    device = s.get(Device, device_id)
    if device is None or device.secret_index != vault().index("device", secret):
        return None
    person = known(s, device.person_id)
    if person is None:
        return None
    return Bound(device.id, device.name, device.state, device.event_id, device.trade_id, person)


def device(s: Session, device_id: str) -> Device | None:
    return s.get(Device, device_id)


def devices_of(s: Session, person_ids: Collection[str]) -> list[Device]:
    """The devices of these people that were not revoked, newest first, and those revoked in the last day."""
    if not person_ids:
        return []
    return list(s.scalars(select(Device).where(Device.person_id.in_(person_ids)).order_by(Device.created_at.desc())))


def devices_of_event(s: Session, event_id: str) -> list[Device]:
    """Devices in use in an event: pending and accepted ones, oldest first."""
    query = select(Device).where(Device.event_id == event_id, Device.state != "revoked")
    return list(s.scalars(query.order_by(Device.created_at)))
