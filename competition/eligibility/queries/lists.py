"""The list of an event's entries with what the rules say of them: searched, narrowed, counted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from competition.eligibility.models import Finding

OPEN = ("failed", "unknown")
LAST = "\U0010ffff"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list should show: `verdict` "" every one, "open" those that failed or cannot be answered; `rule` the key of
    a rule that is one of these for the entry."""

    text: str = ""
    verdict: str = ""
    rule: str = ""
    trade_id: str = ""
    sort: str = "number"
    down: bool = False


@dataclass(frozen=True)
class Row:
    """An entry with what the rules say: `results` by person, as they were written down (see `ground.plain`)."""

    entry_id: str
    trade_id: str
    number: int
    name: str
    organisation_name: str
    verdict: str
    open_rules: str
    results: list[dict[str, Any]]

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.entry_id


SORTS: dict[str, tuple[Any, ...]] = {
    "number": (Finding.trade_id, Finding.number),
    "name": (Finding.pinyin,),
    "organisation": (Finding.organisation_name,),
    "verdict": (Finding.verdict, Finding.trade_id, Finding.number),
}


def search(s: Session, event_id: str, wanted: Wanted, offset: int = 0, limit: int | None = None) -> list[Row]:
    """The entries that fit, sorted, from `offset` on."""
    columns = SORTS.get(wanted.sort, SORTS["number"])
    order = [one.desc() if wanted.down else one.asc() for one in (*columns, Finding.entry_id)]
    query = _fitting(select(Finding), event_id, wanted).order_by(*order).offset(offset).limit(limit)
    return [_row(one) for one in s.scalars(query)]


def count_found(s: Session, event_id: str, wanted: Wanted) -> int:
    """How many entries fit."""
    return s.scalar(_fitting(select(func.count()).select_from(Finding), event_id, wanted)) or 0


def counts(s: Session, event_id: str) -> dict[str, int]:
    """How many entries of an event have each verdict; one that none has is not there."""
    query = select(Finding.verdict, func.count()).where(Finding.event_id == event_id).group_by(Finding.verdict)
    return {row[0]: row[1] for row in s.execute(query)}


def finding(s: Session, entry_id: str) -> Row | None:
    """What the rules said of an entry when it was last checked, None where it was not."""
    one = s.get(Finding, entry_id)
    return _row(one) if one is not None else None


def findings(s: Session, entry_ids: Collection[str]) -> dict[str, Row]:
    """What the rules say of these entries."""
    return {one.entry_id: _row(one) for one in s.scalars(select(Finding).where(Finding.entry_id.in_(list(entry_ids))))}


def _row(one: Finding) -> Row:
    return Row(
        one.entry_id,
        one.trade_id,
        one.number,
        one.name,
        one.organisation_name,
        one.verdict,
        one.open_rules,
        one.results,
    )


def _fitting(query: Select[Any], event_id: str, wanted: Wanted) -> Select[Any]:
    query = query.where(Finding.event_id == event_id)
    if wanted.trade_id:
        query = query.where(Finding.trade_id == wanted.trade_id)
    if wanted.verdict:
        query = query.where(Finding.verdict.in_(OPEN if wanted.verdict == "open" else (wanted.verdict,)))
    if wanted.rule:
        query = query.where(Finding.open_rules.like(f"%:{_plain(wanted.rule)}:%", escape="\\"))
    text = wanted.text.strip()
    if not text:
        return query
    letters = text.lower()
    fits: list[ColumnElement[bool]] = [
        column.like(f"%{_plain(text)}%", escape="\\") for column in (Finding.name, Finding.organisation_name)
    ]
    if letters.isascii() and letters.isalpha():
        fits += [(one >= letters) & (one < letters + LAST) for one in (Finding.pinyin, Finding.initials)]
    if text.isascii() and text.isdigit() and len(text) < 7:
        fits.append(Finding.number == int(text))
    return query.where(or_(*fits))


def _plain(text: str) -> str:
    """The text with the signs that LIKE reads taken as they stand."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
