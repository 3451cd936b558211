"""Members who go with their unit when it is merged, and come back when the merger is taken back: a few statements however
many they are."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from competition.members.models import Member, Membership
from competition.store import utcnow

MERGED = "transferred"


def merge_units(s: Session, organisation_id: str, into_id: str, *, on: dt.date, reason: str) -> None:
    """Every open membership of a unit ends on `on`, and one in the other begins; `merge_id` keeps them together."""
    standing = (Membership.organisation_id == organisation_id) & (Membership.ended == "")
    leaving = select(Membership.member_id).where(standing)
    s.execute(
        update(Member)
        .where(Member.organisation_id == organisation_id, Member.id.in_(leaving))
        .values(organisation_id=into_id, rev=Member.rev + 1, changed_at=utcnow())
        .execution_options(synchronize_session=False)
    )
    s.execute(
        update(Membership)
        .where(standing)
        .values(until=on, ended=MERGED, reason=reason[:200], merge_id=organisation_id)
        .execution_options(synchronize_session=False)
    )
    begun = select(
        Membership.member_id, Membership.position + 1, literal(into_id), literal(on, Membership.since.type),
        literal(MERGED), literal(""), literal(""), literal(organisation_id),
    ).where(
        Membership.organisation_id == organisation_id, Membership.merge_id == organisation_id, Membership.ended == MERGED
    )  # fmt: skip
    columns = ["member_id", "position", "organisation_id", "since", "began", "ended", "reason", "merge_id"]
    s.execute(insert(Membership).from_select(columns, begun))
    s.expire_all()


def unmerge_units(s: Session, organisation_id: str, into_id: str) -> None:
    """Whoever is still in the membership that the merger began goes back; whoever went on since stays there."""
    staying = select(Membership.member_id).where(
        Membership.merge_id == organisation_id, Membership.organisation_id == into_id, Membership.ended == ""
    )
    ids = list(s.scalars(staying))
    for at in range(0, len(ids), 500):
        some = ids[at : at + 500]
        s.execute(
            delete(Membership)
            .where(Membership.member_id.in_(some), Membership.merge_id == organisation_id, Membership.ended == "")
            .execution_options(synchronize_session=False)
        )
        s.execute(
            update(Member)
            .where(Member.id.in_(some))
            .values(organisation_id=organisation_id, rev=Member.rev + 1, changed_at=utcnow())
            .execution_options(synchronize_session=False)
        )
        s.execute(
            update(Membership)
            .where(Membership.member_id.in_(some), Membership.merge_id == organisation_id)
            .values(until=None, ended="", reason="", merge_id=None)
            .execution_options(synchronize_session=False)
        )
    s.execute(
        update(Membership)
        .where(Membership.merge_id == organisation_id)
        .values(merge_id=None)
        .execution_options(synchronize_session=False)
    )
    s.expire_all()
