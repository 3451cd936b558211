"""One chunk of an import put into the roll, in one short transaction that says so itself.

What costs time (sealing, sounding names) is done before it. A member who was changed or made since the file was read is
left as he is and counted as overtaken.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from competition.members.actions import batches, rows
from competition.members.actions.changing import differences, row_of_change, values_of
from competition.members.models import Member, Membership
from competition.members.staging import CHANGED, MISSING, NEW, Staged, day
from competition.store import new_id, transaction, utcnow
from competition.store.vault import vault
from competition.web.pinyin import initials, pinyin


@dataclass(frozen=True)
class Allowed:
    """What a person allowed: doubtful rows as proposed, units that were made by name, the missing ended; the day it counts from,
    the consent's version, and who allowed it."""

    actor: str
    doubtful: bool
    units: Mapping[str, str]
    missing: bool
    today: dt.date
    consent_version: int | None


@dataclass(frozen=True)
class _Ready:
    """A staged row with its unit and its blind indexes."""

    staged: Staged
    unit_id: str
    id_index: bytes
    phone_index: bytes | None
    card_index: bytes | None


def apply_chunk(
    batch_id: str, number: int, staged: Sequence[Staged], allowed: Allowed, so_far: Counter[str]
) -> Counter[str]:
    """Put chunk `number` in; returns the counts so far with it. Refused: import_elsewhere."""
    counts = Counter(so_far)
    ready = [one for one in (_ready(row, allowed, counts) for row in staged if row.kind != MISSING) if one is not None]
    new = _new(batch_id, [one for one in ready if one.staged.kind == NEW], allowed)
    ending = [row for row in staged if row.kind == MISSING and allowed.missing]
    with transaction() as s:
        _create(s, new, counts)
        _change(s, batch_id, [one for one in ready if one.staged.kind == CHANGED], allowed, counts)
        _end(s, batch_id, ending, allowed, counts)
        counts = +counts
        batches.claim(s, batch_id, number, counts)
    return counts


def _ready(row: Staged, allowed: Allowed, counts: Counter[str]) -> _Ready | None:
    unit_id = row.unit_id
    if "u" in row.need:
        unit_id = allowed.units.get(row.unit, "")
    if ("u" in row.need and not unit_id) or ("d" in row.need and not allowed.doubtful):
        counts["left_out"] += 1
        return None
    keys = (bytes.fromhex(row.id_key), bytes.fromhex(row.phone_key) or None, bytes.fromhex(row.card_key) or None)
    return _Ready(row, unit_id, *keys)


@dataclass(frozen=True)
class _New:
    """Members to make, ready to be sent, by the blind index of their number; cards by theirs."""

    inserting: rows.Inserting
    memberships: rows.Inserting
    columns: dict[bytes, dict[str, Any]]
    members: dict[bytes, tuple[Any, ...]]
    periods: dict[bytes, tuple[Any, ...]]
    cards: dict[bytes, bytes]


def _new(batch_id: str, ready: Sequence[_Ready], allowed: Allowed) -> _New | None:
    if not ready:
        return None
    now = utcnow()
    both = {one.id_index: _columns(one, batch_id, allowed, now) for one in ready}
    member, period = both[ready[0].id_index]
    inserting, memberships = rows.Inserting(Member, list(member)), rows.Inserting(Membership, list(period))
    return _New(
        inserting,
        memberships,
        {index: columns for index, (columns, _period) in both.items()},
        {index: inserting.ready(columns) for index, (columns, _period) in both.items()},
        {index: memberships.ready(columns) for index, (_columns, columns) in both.items()},
        {one.card_index: one.id_index for one in ready if one.card_index},
    )


def _columns(one: _Ready, batch_id: str, allowed: Allowed, now: dt.datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of a new member and of the membership."""
    row, member_id, seal = one.staged, new_id(), vault().seal
    joined, consent = day(row.since), day(row.consent_on)
    return {
        "id": member_id, "name": row.name, "pinyin": row.pinyin, "initials": row.initials, "sex": row.sex,
        "born_on": day(row.born), "joined_on": joined, "organisation_id": one.unit_id, "categories": row.categories,
        "consent_version": allowed.consent_version if consent else None, "consent_on": consent,
        "id_number_sealed": seal("member", member_id, "id_number", row.id_number), "id_number_index": one.id_index,
        "phone_sealed": seal("member", member_id, "phone", row.phone) if row.phone else None,
        "phone_index": one.phone_index,
        "card_number_sealed": seal("member", member_id, "card_number", row.card_number) if row.card_number else None,
        "card_number_index": one.card_index, "batch_id": batch_id, "created_at": now, "changed_at": now, "rev": 1,
    }, {
        "member_id": member_id, "position": 1, "organisation_id": one.unit_id, "since": joined, "until": None,
        "began": "joined", "ended": "", "reason": "", "merge_id": None,
    }  # fmt: skip


def _create(s: Session, new: _New | None, counts: Counter[str]) -> None:
    """Make the members whose number nobody has yet; a card that somebody has by now stays with that person."""
    if new is None:
        return
    members, periods = dict(new.members), dict(new.periods)
    for card in _taken(s, Member.card_number_index, new.cards):
        index = new.cards[card]
        columns = new.columns[index] | {"card_number_index": None, "card_number_sealed": None}
        members[index] = new.inserting.ready(columns)
        counts["cards_left_out"] += 1
    for index in _taken(s, Member.id_number_index, new.members):
        del members[index], periods[index]
        counts["overtaken"] += 1
    counts["created"] += len(members)
    new.inserting.send(s, list(members.values()))
    new.memberships.send(s, list(periods.values()))


def _taken(s: Session, column: Any, wanted: Any) -> set[bytes]:
    values = list(wanted)
    return {
        bytes(found)
        for at in range(0, len(values), rows.CHUNK)
        for found in s.scalars(select(column).where(column.in_(values[at : at + rows.CHUNK])))
    }


def _change(s: Session, batch_id: str, ready: Sequence[_Ready], allowed: Allowed, counts: Counter[str]) -> None:
    """Bring members up to date with their rows; what the row leaves empty stays."""
    if not ready:
        return
    standing = {one.id: one for one in rows.of_ids(s, [one.staged.member_id for one in ready])}
    cards = _owners(s, [one.card_index for one in ready if one.card_index])
    now = utcnow()
    setting: list[dict[str, Any]] = []
    moves: list[rows.Move] = []
    logged: list[dict[str, Any]] = []
    for one in ready:
        member = standing.get(one.staged.member_id)
        if member is None or member.rev != one.staged.rev:
            counts["overtaken"] += 1
            continue
        mine = cards.get(one.card_index or b"", member.id) == member.id
        counts["cards_left_out"] += not mine
        before = values_of(member)
        after = _after(before, one, allowed, card=mine)
        changed = differences(before, after)
        if not changed:
            continue
        setting.append(_settings(member, one, after, changed, now))
        logged.append(
            row_of_change(member.id, member.rev + 1, changed, actor=allowed.actor, reason="", batch_id=batch_id, at=now)
        )
        if "organisation" in changed:
            began = "transferred" if member.organisation_id else "joined"
            moves.append(rows.Move(member.id, one.unit_id, allowed.today, "transferred", began))
            counts["transferred"] += 1
        if set(changed) - {"organisation"}:
            counts["changed"] += 1
    rows.move(s, moves)
    _set(s, setting)
    rows.log(s, logged)


def _after(before: Mapping[str, Any], one: _Ready, allowed: Allowed, *, card: bool) -> dict[str, Any]:
    """A member's values as the row would have them."""
    row = one.staged
    after = dict(before) | {"name": row.name}
    given = {
        "sex": row.sex, "categories": row.categories, "since": row.since, "phone": row.phone,
        "card_number": row.card_number if card else "", "organisation": one.unit_id,
    }  # fmt: skip
    after |= {name: value for name, value in given.items() if value}
    if row.consent_on and row.consent_on > before["consent"][1]:
        after["consent"] = [allowed.consent_version, row.consent_on]
    return after


def _settings(
    member: Member, one: _Ready, after: Mapping[str, Any], changed: Mapping[str, Any], now: dt.datetime
) -> dict[str, Any]:
    """The columns of a member that is brought up to date, all of them, so that one statement serves a whole chunk."""
    columns: dict[str, Any] = {
        "b_id": member.id, "name": after["name"], "sex": after["sex"], "categories": after["categories"],
        "joined_on": day(after["since"]), "organisation_id": after["organisation"], "changed_at": now, "rev": member.rev + 1,
        "consent_version": after["consent"][0], "consent_on": day(after["consent"][1]),
        "pinyin": pinyin(after["name"])[:120] if "name" in changed else member.pinyin,
        "initials": initials(after["name"])[:30] if "name" in changed else member.initials,
    }  # fmt: skip
    for field, index in (("phone", one.phone_index), ("card_number", one.card_index)):
        new = field in changed
        columns[f"{field}_sealed"] = (
            vault().seal("member", member.id, field, after[field]) if new else getattr(member, f"{field}_sealed")
        )
        columns[f"{field}_index"] = index if new else getattr(member, f"{field}_index")
    return columns


def _set(s: Session, setting: Sequence[dict[str, Any]]) -> None:
    if setting:
        values: dict[str, Any] = {name: bindparam(f"v_{name}") for name in setting[0] if name != "b_id"}
        s.connection().execute(
            update(Member.__table__).where(Member.id == bindparam("b_id")).values(values),  # type: ignore[arg-type]
            [{"b_id": one["b_id"]} | {f"v_{name}": one[name] for name in values} for one in setting],
        )


def _owners(s: Session, cards: Sequence[bytes]) -> dict[bytes, str]:
    """Whose these cards are."""
    return {
        bytes(index or b""): member_id
        for at in range(0, len(cards), rows.CHUNK)
        for index, member_id in s.execute(
            select(Member.card_number_index, Member.id).where(Member.card_number_index.in_(cards[at : at + rows.CHUNK]))
        )
    }


def _end(s: Session, batch_id: str, ending: Sequence[Staged], allowed: Allowed, counts: Counter[str]) -> None:
    """End the memberships of members whom the file leaves out."""
    if not ending:
        return
    revs = {row.member_id: row.rev for row in ending}
    found = [one for one in rows.of_ids(s, list(revs)) if one.rev == revs[one.id] and one.organisation_id]
    counts["overtaken"] += len(ending) - len(found)
    counts["ended"] += len(found)
    now = utcnow()
    rows.log(
        s,
        [
            row_of_change(
                one.id, one.rev + 1, {"organisation": [one.organisation_id, None]}, actor=allowed.actor, reason="",
                batch_id=batch_id, at=now,
            )
            for one in found
        ],
    )  # fmt: skip
    rows.move(s, [rows.Move(one.id, None, allowed.today, "left", "") for one in found])
    rows.set_units(s, {one.id: None for one in found})
