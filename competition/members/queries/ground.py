"""What members are told apart by: categories and the texts of consent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.members.models import Category, ConsentText, Member
from competition.store import Refused


@dataclass(frozen=True)
class Bits:
    """The categories in their order, to read `Member.categories` by."""

    categories: Sequence[Category]

    def of(self, bits: int) -> list[Category]:
        """The categories that a member's bits name."""
        return [one for one in self.categories if bits >> one.bit & 1]

    def bits(self, keys: Sequence[str]) -> int:
        """The bits of these keys; keys nobody knows count for nothing."""
        return sum(1 << one.bit for one in self.categories if one.key in set(keys))


def categories(s: Session) -> Bits:
    """Every category, in the order they were made."""
    return Bits(s.scalars(select(Category).order_by(Category.bit)).all())


def category(s: Session, key: str) -> Category:
    """The category. Refused: not_there (404)."""
    one = s.get(Category, key)
    if one is None:
        raise Refused("not_there", 404)
    return one


def categories_named(s: Session) -> dict[str, int]:
    """The bits by every spelling of a category: key, name, English name, the last two in lower case too."""
    named: dict[str, int] = {}
    for one in s.scalars(select(Category)):
        for spelling in {one.key, one.name, one.name.casefold(), one.name_en, one.name_en.casefold()} - {""}:
            named[spelling] = 1 << one.bit
    return named


def counts_of_categories(s: Session, limit: int) -> dict[str, int]:
    """How many current members each category has, counted up to `limit` each."""
    counts = {}
    for one in s.scalars(select(Category)):
        some = select(Member.id).where(
            Member.categories.op("&")(1 << one.bit) != 0, Member.organisation_id.is_not(None)
        )
        counts[one.key] = s.scalar(select(func.count()).select_from(some.limit(limit).subquery())) or 0
    return counts


def consent_texts(s: Session) -> list[ConsentText]:
    """Every version of the consent, the latest first."""
    return list(s.scalars(select(ConsentText).order_by(ConsentText.version.desc())))


def latest_consent(s: Session) -> int | None:
    """The version that members agree to today, None before the first is published."""
    return s.scalar(select(func.max(ConsentText.version)))
