"""Officers of an event, letters of invitation and their answers, seats that others held before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.officials.models import FormerSeat, Judge, Letter, Officer, Official, Panel
from competition.officials.words import SCORING
from competition.store import Refused
from competition.store.vault import vault


@dataclass(frozen=True)
class Serving:
    """An officer with his entry in the register."""

    officer: Officer
    official: Official


@dataclass(frozen=True)
class Sat:
    """Somebody who held a seat until another took his place; the stage ran."""

    module_key: str
    seat: int
    name: str
    since: dt.datetime | None
    until: dt.datetime
    reason: str


def officer(s: Session, officer_id: str, event_id: str) -> Officer:
    """The officer, of that event. Refused: not_there (404)."""
    found = s.get(Officer, officer_id)
    if found is None or found.event_id != event_id:
        raise Refused("not_there", 404)
    return found


def officers(s: Session, event_id: str) -> list[Serving]:
    """Those who serve an event now, by office and name."""
    query = select(Officer, Official).join(Official, Official.id == Officer.official_id)
    query = query.where(Officer.event_id == event_id, Officer.ended_at.is_(None))
    return [Serving(one, official) for one, official in s.execute(query.order_by(Officer.role, Official.name))]


def roles_in_event(s: Session, official_id: str, event_id: str) -> set[str]:
    """Every role that an official holds in an event now, as judge or officer."""
    judging = select(Judge.role).where(
        Judge.official_id == official_id, Judge.event_id == event_id, Judge.withdrawn_at.is_(None)
    )
    serving = select(Officer.role).where(
        Officer.official_id == official_id, Officer.event_id == event_id, Officer.ended_at.is_(None)
    )
    return set(s.scalars(judging)) | set(s.scalars(serving))


def refuse_cipher_beside_scoring(s: Session, official: Official, event_id: str, role: str) -> None:
    """Nobody holds both the cipher and marks in one event (field rule 4). Refused: cipher_and_scoring."""
    held = roles_in_event(s, official.id, event_id)
    if (role == "cipher_officer" and held & SCORING) or (role in SCORING and "cipher_officer" in held):
        raise Refused("cipher_and_scoring", name=official.name)


def letters(s: Session, trade_id: str) -> dict[str, Letter]:
    """The letter that is good now of each judge of a trade who has one, by judge."""
    query = select(Letter).where(Letter.trade_id == trade_id, Letter.ended_at.is_(None))
    return {one.judge_id: one for one in s.scalars(query)}


def letter_of(s: Session, code: str) -> Letter:
    """The letter of a code. Refused: not_there (404), letter_over (410) when a newer one was sent or the judge has left."""
    found = s.scalar(select(Letter).where(Letter.code_index == vault().index("letter", code)))
    if found is None:
        raise Refused("not_there", 404)
    judge = s.get_one(Judge, found.judge_id)
    if found.ended_at is not None or judge.withdrawn_at is not None:
        raise Refused("letter_over", 410)
    return found


def former_seats(s: Session, stage_id: str) -> list[Sat]:
    """Who sat in the panels of a stage before others took their places, the latest first."""
    query = (
        select(FormerSeat, Panel.module_key, Judge.name)
        .join(Panel, Panel.id == FormerSeat.panel_id)
        .join(Judge, Judge.id == FormerSeat.judge_id)
        .where(Panel.stage_id == stage_id)
        .order_by(FormerSeat.until.desc(), Panel.module_key, FormerSeat.seat)
    )
    return [Sat(key, one.seat, name, one.since, one.until, one.reason) for one, key, name in s.execute(query)]


def enterprise_warnings(people: Collection[Official], year: int, oldest: int) -> list[tuple[str, dict[str, object]]]:
    """What the rule for judges would have otherwise (CN-9), as (key of words.WARNINGS, its facts); "" units do not count."""
    found: list[tuple[str, dict[str, object]]] = []
    from_enterprises = [one for one in people if one.enterprise]
    if people and 3 * len(from_enterprises) < len(people):
        found.append(("few_enterprise", {"from_enterprises": len(from_enterprises), "all": len(people)}))
    together: dict[str, int] = defaultdict(int)
    for one in from_enterprises:
        if one.organisation:
            together[one.organisation] += 1
    found += [
        ("same_enterprise", {"count": count, "organisation": name}) for name, count in together.items() if count > 1
    ]
    old = [one for one in people if one.birth_year is not None and year - one.birth_year > oldest]
    return found + [("too_old", {"name": one.name, "limit": oldest}) for one in old]
