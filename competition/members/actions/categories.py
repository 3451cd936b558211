"""Categories of members and the texts they agree to."""

from __future__ import annotations

import re

from sqlalchemy import func, select

from competition.members import queries
from competition.members.facts import CategorySaved, ConsentPublished
from competition.members.models import Category, ConsentText
from competition.store import Refused, happened, transaction, utcnow
from competition.web.pinyin import initials

MOST_CATEGORIES = 62


def add_category(actor: str, *, name: str, name_en: str) -> str:
    """A further category; returns its key. Refused: category_exists, too_many_categories."""
    with transaction() as s:
        standing = queries.categories(s).categories
        if any(one.name == name for one in standing):
            raise Refused("category_exists", name=name)
        if len(standing) >= MOST_CATEGORIES:
            raise Refused("too_many_categories", most=MOST_CATEGORIES)
        bit = (s.scalar(select(func.max(Category.bit))) or 0) + 1 if standing else 0
        key = f"{re.sub('[^a-z0-9]', '', initials(name))[:16] or 'category'}_{bit}"
        s.add(Category(key=key, bit=bit, name=name, name_en=name_en, rev=1))
        s.flush()
        happened(CategorySaved(actor=actor, key=key, name=name))
    return key


def rename_category(actor: str, key: str, *, name: str, name_en: str, rev: int | None) -> None:
    """Call a category differently; its members keep it. Refused: not_there, changed_meanwhile, category_exists."""
    with transaction() as s:
        one = queries.category(s, key)
        if rev is not None and rev != one.rev:
            raise Refused("changed_meanwhile", 409)
        if any(other.name == name and other.key != key for other in queries.categories(s).categories):
            raise Refused("category_exists", name=name)
        one.name, one.name_en, one.rev = name, name_en, one.rev + 1
        s.flush()
        happened(CategorySaved(actor=actor, key=key, name=name))


def publish_consent(actor: str, *, text: str, text_en: str) -> int:
    """A new version of what members agree to; returns its number. Those before it stay as they were."""
    with transaction() as s:
        version = (queries.latest_consent(s) or 0) + 1
        s.add(ConsentText(version=version, text=text, text_en=text_en, published_at=utcnow(), by=actor))
        s.flush()
        happened(ConsentPublished(actor=actor, version=version))
    return version
