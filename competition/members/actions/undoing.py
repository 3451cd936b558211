"""Taking an import back, a chunk a transaction: members it made and nobody needs go, members it changed become what they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from competition.members import queries
from competition.members.actions import rows
from competition.members.actions.changing import name, opened_change, row_of_change, seal
from competition.members.models import Member, MemberChange, MemberImport, Membership
from competition.members.privacy import SEALED
from competition.members.staging import day
from competition.store import transaction, utcnow

CHUNK = 250


def undo_chunk(actor: str, batch_id: str) -> bool:
    """Take one more chunk of an import back; how far it is stands in the same transaction. False when nothing is left."""
    with transaction() as s:
        batch = queries.batch(s, batch_id)
        if batch.state != "UNDOING":
            return False
        cursor: dict[str, Any] = {"change": "", "member": "", "counts": {}} | dict(batch.cursor)
        counts = Counter(cursor["counts"])
        changes = _changes(s, batch_id, cursor["change"])
        if changes:
            _restore(s, actor, changes, counts)
            cursor["change"] = changes[-1].id
        else:
            made = _made(s, batch_id, cursor["member"])
            if not made:
                return False
            _take_out(s, made, counts)
            cursor["member"] = made[-1][0]
        batch.cursor = cursor | {"counts": dict(+counts)}
    return True


def left_to_undo(s: Session, batch: MemberImport) -> int:
    """How many members an import made or changed, for a progress bar."""
    return sum(int(batch.counts.get(what, 0)) for what in ("created", "changed", "transferred", "ended"))


def _changes(s: Session, batch_id: str, after: str) -> Sequence[MemberChange]:
    query = select(MemberChange).where(MemberChange.batch_id == batch_id, MemberChange.id > after)
    return s.scalars(query.order_by(MemberChange.id).limit(CHUNK)).all()


def _made(s: Session, batch_id: str, after: str) -> list[tuple[str, int]]:
    query = select(Member.id, Member.rev).where(Member.batch_id == batch_id, Member.id > after)
    return [(member_id, rev) for member_id, rev in s.execute(query.order_by(Member.id).limit(CHUNK))]


def _restore(s: Session, actor: str, changes: Sequence[MemberChange], counts: Counter[str]) -> None:
    """Give members back what they were, unless they were changed since."""
    members = {one.id: one for one in rows.of_ids(s, [change.member_id for change in changes])}
    logged: list[dict[str, Any]] = []
    back: dict[bool, list[str]] = {True: [], False: []}
    now = utcnow()
    for change in changes:
        one = members.get(change.member_id)
        if one is None or one.rev != change.rev:
            counts["kept_changed"] += 1
            continue
        changed = opened_change(change)
        if "organisation" in changed:
            before, after = changed["organisation"]
            if before is None:
                rows.drop_open(s, [one.id])
            else:
                back[after is not None].append(one.id)
        _put_back(one, changed)
        one.rev, one.changed_at = one.rev + 1, now
        turned = {field: pair[::-1] for field, pair in changed.items()}
        logged.append(row_of_change(one.id, one.rev, turned, actor=actor, reason="", batch_id=None, at=now))
        counts["restored"] += 1
    s.flush()
    for opened, ids in back.items():
        rows.move_back(s, ids, opened=opened)
    rows.log(s, logged)


def _put_back(one: Member, changed: dict[str, list[Any]]) -> None:
    """Each field as it was before a change."""
    for field, (before, _after) in changed.items():
        if field in SEALED:
            seal(one, field, before)
        elif field == "name":
            name(one, before)
        elif field == "organisation":
            one.organisation_id = before
        elif field == "since":
            one.joined_on = day(before)
        elif field == "consent":
            one.consent_version, one.consent_on = before[0], day(before[1])
        else:
            setattr(one, field, before)


def _take_out(s: Session, made: Sequence[tuple[str, int]], counts: Counter[str]) -> None:
    """Delete members that an import made, unless they were changed since or another table refers to them."""
    gone = [member_id for member_id, rev in made if rev == 1]
    counts["kept_changed"] += len(made) - len(gone)
    try:
        with s.begin_nested():
            _delete(s, gone)
        counts["removed"] += len(gone)
    except IntegrityError:
        for member_id in gone:
            try:
                with s.begin_nested():
                    _delete(s, [member_id])
                counts["removed"] += 1
            except IntegrityError:
                counts["kept_needed"] += 1


def _delete(s: Session, ids: Sequence[str]) -> None:
    s.execute(delete(Membership).where(Membership.member_id.in_(ids)))
    s.execute(delete(Member).where(Member.id.in_(ids)))
