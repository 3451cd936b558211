"""Levels, industries and kinds of ownership: adding, renaming, reordering, removing."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.organisations.actions.ground import IMPORT_LEVEL, grouping
from competition.organisations.facts import GroupingChanged
from competition.organisations.models import Grouping, Organisation
from competition.store import Refused, happened, new_id, transaction


def add_group(actor: str, kind: str, *, name: str, name_en: str = "") -> str:
    """Add a level, industry or kind of ownership at the end of its list; returns its key. Refused: grouping_exists."""
    with transaction() as s:
        _name_is_free(s, kind, name, None)
        last = s.scalar(select(func.max(Grouping.position)).where(Grouping.kind == kind))
        one = Grouping(
            kind=kind, key=new_id().replace("-", "")[-16:], name=name, name_en=name_en,
            position=0 if last is None else last + 1,
        )  # fmt: skip
        s.add(one)
        _say(s, actor, one, "added")
        return one.key


def rename_group(actor: str, kind: str, key: str, *, name: str, name_en: str = "") -> None:
    """Give one another name. Refused: grouping_not_there, grouping_exists."""
    with transaction() as s:
        one = grouping(s, kind, key)
        _name_is_free(s, kind, name, key)
        if (one.name, one.name_en) != (name, name_en):
            one.name, one.name_en = name, name_en
            _say(s, actor, one, "renamed")


def move_group(actor: str, kind: str, key: str, *, up: bool) -> None:
    """Let one change places with its neighbour; the first and last stay. Refused: grouping_not_there."""
    with transaction() as s:
        one = grouping(s, kind, key)
        listed = list(
            s.scalars(select(Grouping).where(Grouping.kind == kind).order_by(Grouping.position, Grouping.key))
        )
        here = listed.index(one)
        there = here + (-1 if up else 1)
        if not 0 <= there < len(listed):
            return
        listed[here], listed[there] = listed[there], listed[here]
        for position, each in enumerate(listed):
            each.position = position
        _say(s, actor, one, "moved")


def remove_group(actor: str, kind: str, key: str) -> None:
    """Take one out that no unit has. Refused: grouping_not_there, grouping_used (count, name), grouping_kept (name)."""
    with transaction() as s:
        one = grouping(s, kind, key)
        if (kind, key) == ("level", IMPORT_LEVEL):
            raise Refused("grouping_kept", name=one.name)
        units = s.scalar(select(func.count()).select_from(Organisation).where(getattr(Organisation, kind) == key))
        if units:
            raise Refused("grouping_used", name=one.name, count=units)
        s.delete(one)
        _say(s, actor, one, "removed")


def _name_is_free(s: Session, kind: str, name: str, own_key: str | None) -> None:
    taken = s.scalar(select(Grouping.key).where(Grouping.kind == kind, Grouping.name == name))
    if taken is not None and taken != own_key:
        raise Refused("grouping_exists", name=name)


def _say(s: Session, actor: str, one: Grouping, what: str) -> None:
    s.flush()
    happened(GroupingChanged(actor=actor, grouping=one.kind, key=one.key, name=one.name, what=what))
