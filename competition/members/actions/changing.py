"""The ground under every act on members: one change put on record, one membership closed or opened."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.members.models import Member, MemberChange, Membership
from competition.members.privacy import SEALED, shown
from competition.members.queries import opened_number
from competition.store import Refused, new_id, utcnow
from competition.store.vault import vault
from competition.web.pinyin import initials, pinyin


@dataclass
class Before:
    """A member's columns as they were, to see what an act has changed."""

    member: Member
    values: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = values_of(self.member)


def values_of(one: Member) -> dict[str, Any]:
    """What can change on a member, opened, in JSON's own kinds."""
    values: dict[str, Any] = {
        "name": one.name,
        "sex": one.sex,
        "categories": one.categories,
        "since": one.joined_on.isoformat() if one.joined_on else "",
        "consent": [one.consent_version, one.consent_on.isoformat() if one.consent_on else ""],
        "organisation": one.organisation_id,
    }
    return values | {column: opened_number(one, column) for column in SEALED}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """{field: [before, after]} of what differs."""
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


def row_of_change(
    member_id: str,
    rev: int,
    changed: Mapping[str, list[Any]],
    *,
    actor: str,
    reason: str,
    batch_id: str | None,
    at: dt.datetime,
) -> dict[str, Any]:
    """A line of the log of changes: masked as anybody reads it, sealed as it was, so that it can be restored."""
    change_id = new_id()
    masked = {
        name: [shown(name, text) for text in pair] if name in SEALED else list(pair) for name, pair in changed.items()
    }
    return {
        "id": change_id, "member_id": member_id, "at": at, "by": actor, "reason": reason, "batch_id": batch_id, "rev": rev,
        "changed": masked, "sealed": vault().seal("member_change", change_id, "changed", json.dumps(dict(changed))),
    }  # fmt: skip


def opened_change(change: MemberChange) -> dict[str, list[Any]]:
    """{field: [before, after]} of a line of the log, opened."""
    if change.sealed is None:
        return {}
    changed: dict[str, list[Any]] = json.loads(vault().open("member_change", change.id, "changed", change.sealed))
    return changed


def log_change(s: Session, actor: str, before: Before, *, reason: str = "", batch_id: str | None = None) -> list[str]:
    """Raise the member's revision and put on record what differs from `before`; returns the fields, [] when nothing does."""
    one = before.member
    changed = differences(before.values, values_of(one))
    if not changed:
        return []
    one.rev += 1
    one.changed_at = utcnow()
    s.add(
        MemberChange(
            **row_of_change(one.id, one.rev, changed, actor=actor, reason=reason, batch_id=batch_id, at=one.changed_at)
        )
    )
    s.flush()
    return list(changed)


def seal(one: Member, column: str, text: str) -> None:
    """Put a sensitive value on a member: sealed, and found again by its blind index; "" takes it away."""
    setattr(one, f"{column}_sealed", vault().seal("member", one.id, column, text) if text else None)
    setattr(one, f"{column}_index", vault().index(column, text) if text else None)


def name(one: Member, text: str) -> None:
    """Give a member this name, and how it sounds."""
    one.name, one.pinyin, one.initials = text, pinyin(text)[:120], initials(text)[:30]


def open_membership(s: Session, member_id: str) -> Membership | None:
    """The one membership that has not ended."""
    return s.scalars(select(Membership).where(Membership.member_id == member_id, Membership.ended == "")).one_or_none()


def close_membership(s: Session, one: Member, on: dt.date, ended: str, reason: str) -> None:
    """End the open membership on a day. Refused: date_before_joining (since)."""
    standing = open_membership(s, one.id)
    one.organisation_id = None
    if standing is None:
        return
    if standing.since and on < standing.since:
        raise Refused("date_before_joining", since=standing.since.isoformat())
    standing.until, standing.ended, standing.reason = on, ended, reason[:200]
    s.flush()


def begin_membership(s: Session, one: Member, organisation_id: str, since: dt.date | None, began: str) -> None:
    """Open a membership in a unit."""
    last = s.scalar(select(func.max(Membership.position)).where(Membership.member_id == one.id)) or 0
    one.organisation_id = organisation_id
    s.add(
        Membership(
            member_id=one.id,
            position=last + 1,
            organisation_id=organisation_id,
            since=since,
            began=began,
            ended="",
            reason="",
        )
    )
    s.flush()
