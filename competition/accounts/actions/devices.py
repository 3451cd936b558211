"""Tablets: invited by QR, bound by a secret of their own, accepted by the chief, heard, revoked."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import update

from competition.accounts import queries
from competition.accounts.facts import DeviceAccepted, DeviceBound, DeviceHeard, DeviceRevoked
from competition.accounts.models import Device, Invitation
from competition.store import Head, Refused, happened, new_id, transaction, utcnow
from competition.store.vault import vault

VALID = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Invited:
    """What the QR shows: a 128-bit code (22 characters) and six digits for typing, good once until `expires_at`."""

    code: str
    digits: str
    expires_at: dt.datetime


@dataclass(frozen=True)
class Redeemed:
    """What the tablet keeps: its id and its 256-bit secret, which the house keeps only as an index."""

    device_id: str
    secret: str
    state: str


def invite_device(person_id: str, event_id: str, trade_id: str, by: str) -> Invited:
    """An invitation for one tablet of a judge; earlier open ones of the same judge and trade end."""
    invited = Invited(secrets.token_urlsafe(16), f"{secrets.randbelow(10**6):06d}", utcnow() + VALID)
    with transaction() as s:
        earlier = update(Invitation).where(
            Invitation.person_id == person_id,
            Invitation.trade_id == trade_id,
            Invitation.redeemed_at.is_(None),
            Invitation.expires_at > utcnow(),
        )
        s.execute(earlier.values(expires_at=utcnow()))
        if queries.invitation(s, invited.digits, utcnow()) is not None:
            raise Refused("try_again", 409)
        s.add(Invitation(
            person_id=person_id, event_id=event_id, trade_id=trade_id, invited_by=by, expires_at=invited.expires_at,
            code_index=vault().index("code", invited.code), digits_index=vault().index("digits", invited.digits),
        ))  # fmt: skip
    return invited


def redeem(code: str, name: str, agent: str) -> Redeemed:
    """Bind the asking device. The invitation burns: of two that ask at once, one wins.

    Raises Refused: code_wrong (404), code_used (409) or code_expired (410).
    """
    secret = secrets.token_urlsafe(32)
    now = utcnow()
    with transaction() as s:
        invitation = queries.invitation(s, code, now)
        if invitation is None:
            raise Refused("code_wrong", 404)
        if invitation.redeemed_at is not None:
            raise Refused("code_used", 409)
        if invitation.expires_at <= now:
            raise Refused("code_expired", 410)
        burnt = (
            update(Invitation)
            .where(Invitation.id == invitation.id, Invitation.redeemed_at.is_(None))
            .values(redeemed_at=now)
        )
        if not s.execute(burnt).rowcount:  # type: ignore[attr-defined]
            raise Refused("code_used", 409)
        device = Device(
            id=new_id(), person_id=invitation.person_id, event_id=invitation.event_id, trade_id=invitation.trade_id,
            name=name, agent=agent[:200], secret_index=vault().index("device", secret), state="pending", last_seen=now,
        )  # fmt: skip
        s.add(device)
        s.flush()
        happened(DeviceBound(
            chain=f"trade:{device.trade_id}", actor=device.person_id, device=device.id,
            device_id=device.id, person_id=device.person_id, name=name,
        ))  # fmt: skip
    return Redeemed(device.id, secret, "pending")


def accept_device(device_id: str, by: str) -> None:
    """The chief has seen the tablet and lets it mark."""
    with transaction() as s:
        device = s.get(Device, device_id, with_for_update=True)
        if device is None:
            raise Refused("not_there", 404)
        if device.state != "pending":
            raise Refused("device_decided", 409)
        device.state, device.decided_by, device.decided_at = "accepted", by, utcnow()
        happened(
            DeviceAccepted(chain=f"trade:{device.trade_id}", actor=by, device_id=device.id, person_id=device.person_id)
        )


def revoke_device(device_id: str, by: str, reason: str) -> None:
    """From now on the tablet marks no more; what it still holds is refused, and stays on the tablet."""
    with transaction() as s:
        device = s.get(Device, device_id, with_for_update=True)
        if device is None:
            raise Refused("not_there", 404)
        if device.state == "revoked":
            raise Refused("device_decided", 409)
        device.state, device.decided_by, device.decided_at = "revoked", by, utcnow()
        happened(
            DeviceRevoked(
                chain=f"trade:{device.trade_id}",
                actor=by,
                device_id=device.id,
                person_id=device.person_id,
                reason=reason,
            )
        )


def heard(device_id: str, trade_id: str, unsent: int, head: Head | None) -> None:
    """The tablet spoke: when, how many it still holds, and the last head it saw."""
    values: dict[str, object] = {"last_seen": utcnow(), "unsent": unsent}
    if head is not None:
        values |= {"head_seq": head.seq, "head_hash": head.hash}
    with transaction() as s:
        s.execute(update(Device).where(Device.id == device_id).values(**values))
        happened(DeviceHeard(device_id=device_id, trade_id=trade_id))
