"""Doors of the trees by region, industry and ownership, opened level by level, and of the field that takes a unit."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import may, permitted
from competition.organisations import queries
from competition.organisations.pages.blueprint import Groups, pages, said
from competition.organisations.queries import Branch
from competition.store import Refused, reading
from competition.web.lists import LONGEST_SEARCH

VIEWS = ("region", "industry", "ownership")
MOST = 200
OFFERED = 10


@dataclass(frozen=True)
class Level:
    """What stands straight below something: the branches shown, how many there are, and the way to all of them."""

    branches: list[Branch]
    total: int
    listed: dict[str, str]


@dataclass(frozen=True)
class GroupHead:
    """An industry or kind of ownership at the top of its tree, with the number of units straight below it."""

    key: str
    name: str
    units: int


@pages.get("/")
@may("organisation.read")
def index() -> ResponseReturnValue:
    """A tree; `at` opens it down to a unit. A single unit at the top is open from the start."""
    view = _view()
    at = request.args.get("at", "")
    with reading() as s:
        groups = queries.groups(s)
        total = queries.count_found(s, queries.Wanted())
        opened = _opened(s, view, at) if at and view != "ownership" else {}
        heads = [] if view == "region" else _heads(s, groups, view)
        root = _level(s, view, None) if view == "region" else None
        if root and len(root.branches) == 1 and not opened:
            opened = {root.branches[0].id: _level(s, view, root.branches[0].id)}
    return render_template(
        "organisations/index.html", view=view, at=at, total=total, root=root, heads=heads, opened=opened,
        levels=said(groups)["level"], may_edit=permitted("organisation.edit"), here="organisations",
    )  # fmt: skip


@pages.get("/branches")
@may("organisation.read")
def branches() -> ResponseReturnValue:
    """What stands straight below a unit (`below`) or a grouping (`group`), as a piece of the tree."""
    view = _view()
    below = request.args.get("below")
    with reading() as s:
        if below is None and "group" in request.args:
            level = _group_level(s, view, request.args["group"])
        elif below and queries.organisation(s, below) is not None:
            level = _level(s, view, below)
        else:
            raise Refused("not_there", 404)
        words = said(queries.groups(s))["level"]
    return render_template("organisations/_branches.html", level=level, view=view, opened={}, at="", levels=words)


@pages.get("/pick")
@may("organisation.read")
def pick() -> ResponseReturnValue:
    """Units to choose from for what was typed, as options of a list box."""
    text = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    with reading() as s:
        without = {one for one in [request.args.get("without", "")] if one}
        units = queries.suggested(s, text, OFFERED, without)
        names = queries.named_ids(s, [one.parent_id for one in units])
        levels = {one.key: (one.name, one.name_en) for one in queries.levels(s)}
    return render_template("organisations/_picked.html", units=units, names=names, levels=levels)


def _view() -> str:
    view = request.args.get("view", "")
    return view if view in VIEWS else VIEWS[0]


def _heads(s: Session, groups: Groups, view: str) -> list[GroupHead]:
    counts = queries.counts_of_groups(s, view)
    words = said(groups)[view]
    heads = [GroupHead(one.key, words[one.key], counts.get(one.key, 0)) for one in groups[view]]
    rest = GroupHead(
        "", _("Without an industry") if view == "industry" else _("Without a kind of ownership"), counts.get("", 0)
    )
    return [one for one in [*heads, rest] if one.units]


def _level(s: Session, view: str, parent_id: str | None) -> Level:
    found, total = queries.branches(s, "industry" if view == "industry" else "region", parent_id, MOST)
    return Level(found, total, {"below": parent_id} if parent_id and view == "region" else {})


def _group_level(s: Session, view: str, key: str) -> Level:
    if view == "region":
        raise Refused("not_there", 404)
    found, total = queries.loose(s, view, key, MOST)
    return Level(found, total, {view: key or "-"})


def _opened(s: Session, view: str, at: str) -> dict[str, Level]:
    """The levels to open so that a unit is seen, by the id of what they stand below ("group:<key>" for a grouping)."""
    one = queries.organisation(s, at)
    if one is None:
        return {}
    path = queries.above(s, at, view)
    opened = {unit_id: _level(s, view, unit_id) for unit_id, _name in path}
    if view == "industry":
        top = queries.organisation(s, path[0][0]) if path else one
        key = top.industry if top else ""
        opened[f"group:{key}"] = _group_level(s, view, key)
    return opened
