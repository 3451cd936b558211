"""Lists that all behave alike: what the address asks of a list (search, filter, sort, page, columns), and what a page shows of it.

A room declares its columns and filters, asks `asked(...)`, finds rows, and hands a `Listing` to the macro `listing`
of `macros/lists.html`. Bulk acts are posted to `acts_to` with the rows ticked, or with everything that fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flask_babel import LazyString
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from competition.web.paging import Page, page_of

Words: TypeAlias = str | LazyString

SIZES = (50, 100, 200)
PRINTED = 500
LONGEST_SEARCH = 60

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: `sorts` whether its head sorts, `shown` whether it is there before anybody chooses, `kept` always."""

    key: str
    title: Words
    sorts: bool = True
    shown: bool = True
    kept: bool = False
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A drop-down above the list: (value, words) pairs; the empty value, `all`, lets everything through."""

    key: str
    title: Words
    all: Words
    choices: Sequence[tuple[str, Words]]


@dataclass(frozen=True)
class Found:
    """One thing that the search over everything found: its name, a line that tells it from others of that name, the
    address of its page, and the picture of its kind."""

    title: str
    detail: str
    href: str
    picture: str = "file"


@dataclass(frozen=True, kw_only=True)
class Act:
    """What can be done to several rows at once; its preview is asked for before anything happens."""

    key: str
    words: Words
    picture: str = "check"
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks: every part is one of what the list offers, or its default.

    `printing` asks for long pages on paper; `columns` are the keys to show, `usual` those shown before anybody chooses.
    """

    text: str
    sort: str
    down: bool
    page: str | None
    size: int
    filters: Mapping[str, str]
    columns: tuple[str, ...]
    given: Mapping[str, str]
    usual: tuple[str, ...] = ()
    printing: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether the list shows less than everything."""
        return bool(self.text) or any(self.filters.values())

    def kept(self, **changes: str | None) -> dict[str, str]:
        """The address' arguments with these changes; a change to anything but the page goes back to its first."""
        wanted = {**{key: value for key, value in self.given.items() if key not in ("page", "print")}, **changes}
        return {key: value for key, value in wanted.items() if value}

    def turned(self, number: int) -> dict[str, str]:
        """The arguments of another page of the same list, on the screen or on paper."""
        return self.kept(page=str(number), print="1" if self.printing else None)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list as its page shows it. `address` is its own path, `rows` one page of it.

    `acts_to` takes the POST of bulk acts (fields act, ids, everything and the list's arguments), `export_to` the POST
    of an export of the same filter; `row_id` tells the id of a row.
    """

    title: Words
    address: str
    columns: Sequence[Column]
    filters: Sequence[Filter]
    asked: Asked
    page: Page
    rows: Sequence[Any]
    placeholder: Words
    acts: Sequence[Act] = ()
    acts_to: str = ""
    export_to: str = ""
    row_id: Callable[[Any], str] = field(default=lambda row: str(row.id))

    @property
    def visible(self) -> list[Column]:
        """The columns to show, in their order."""
        return [column for column in self.columns if column.kept or column.key in self.asked.columns]

    @property
    def key(self) -> str:
        """What a browser remembers this list's columns by: the same for every event's list of one kind."""
        return _ID.sub("*", self.address)

    @property
    def sorts(self) -> list[Column]:
        """The columns one can sort by."""
        return [column for column in self.columns if column.sorts]

    @property
    def chosen(self) -> list[Column]:
        """The columns one can take away or put there."""
        return [column for column in self.columns if not column.kept]

    @property
    def narrowing(self) -> list[str]:
        """What is asked, in words, for the head of a printed list."""
        said = [_("Search: %(text)s", text=self.asked.text)] if self.asked.text else []
        for one in self.filters:
            words = dict(one.choices).get(self.asked.filters[one.key]) if self.asked.filters[one.key] else None
            if words is not None:
                said.append(f"{one.title}: {words}")
        return said


def asked(
    args: Mapping[str, str], columns: Sequence[Column], filters: Sequence[Filter] = (), *, sort: str, down: bool = False
) -> Asked:
    """What `args` (request.args, or the form of an act or export) ask of a list with these columns and filters.

    Arguments: q, sort (a column's key, with a minus before it for downwards), page, size, cols (keys joined by commas,
    or several), print and one for each filter. What the list does not offer counts as not asked.
    """
    wanted = args.get("sort", "")
    sorts = {column.key for column in columns if column.sorts}
    fits = wanted.removeprefix("-") in sorts
    offered = {one.key: {value for value, _words in one.choices} for one in filters}
    cols = ",".join(args.getlist("cols")) if isinstance(args, MultiDict) else args.get("cols", "")
    usual = tuple(column.key for column in columns if column.shown)
    chosen = tuple(column.key for column in columns if column.key in cols.split(","))
    size, printing = args.get("size", ""), args.get("print") == "1"
    names = {"q", "sort", "page", "size", *offered}
    given = {name: args[name] for name in names if args.get(name)}
    return Asked(
        text=args.get("q", "").strip()[:LONGEST_SEARCH],
        sort=wanted.removeprefix("-") if fits else sort,
        down=wanted.startswith("-") if fits else down,
        page=args.get("page"),
        size=PRINTED if printing else int(size) if size in {str(one) for one in SIZES} else SIZES[0],
        filters={key: args.get(key, "") if args.get(key) in values else "" for key, values in offered.items()},
        columns=chosen or usual,
        given=given | ({"cols": ",".join(chosen)} if chosen and set(chosen) != set(usual) else {}),
        usual=usual,
        printing=printing,
    )


def page(asked: Asked, total: int) -> Page:
    """The page asked for of a list of `total` rows."""
    return page_of(asked.page, total, asked.size)
