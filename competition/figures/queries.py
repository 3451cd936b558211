"""The figures of a ladder: one grouped question for every table, whatever its size. A small ladder is counted when
somebody looks; of a large one stands what was counted last.

A participation is a person in a trade of an event, whether alone or in a team; a person counts once in whatever a row is
of. Who withdrew or did not come is in neither.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, distinct, func, literal, select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.figures.models import KINDS, CountedFigures, DeclaredFigure
from competition.ladders import queries as ladders
from competition.organisations import queries as organisations

BANDS = ((25, "-25"), (35, "26-35"), (45, "36-45"), (55, "46-55"))
OLDEST = "56-"
UNKNOWN = ""
SMALL = 2_000
TABLES = ("tier", "trade", "organisation", "industry", "ownership", "sex", "age")
STEPS = len(TABLES) + 2

Declared = DeclaredFigure
Place = tuple[str, str]
Step = Callable[[int], None]


@dataclass(frozen=True)
class Count:
    """Persons (人) and participations (人次) of one row; `key` "" is what nobody said, in "organisation" by id."""

    key: str
    persons: int
    participations: int


@dataclass(frozen=True)
class Counts:
    """All that was counted of a ladder: the whole, its `tables` by name, and organisations with all below them by id."""

    total: Count
    tables: Mapping[str, Sequence[Count]]
    branches: Sequence[Count]

    def said(self) -> dict[str, Any]:
        """Everything as plain JSON, every table as its columns: ten thousand rows are three lists to read, not ten thousand."""
        tables = {key: _columns(rows) for key, rows in self.tables.items()}
        return {"total": _columns([self.total]), "tables": tables, "branches": _columns(self.branches)}


@dataclass(frozen=True)
class Known:
    """What is known of a ladder's figures, counted `at` by whom; at None is counted just now, for whoever looks."""

    counts: Counts
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class Reached:
    """A place of a ladder with what was declared of it and what there is: ("", "") the whole, ("tier", id) or
    ("organisation", id) with all below it. `there` is None as long as nobody has counted. Declared figures are by kind; one
    that nobody declared is not there."""

    place: Place
    there: Count | None
    declared: dict[str, DeclaredFigure]

    def actual(self, kind: str) -> int | None:
        """What there is, of what a kind counts."""
        if self.there is None:
            return None
        return self.there.participations if kind == "participations" else self.there.persons

    def part(self, kind: str) -> float | None:
        """How much of a declared figure there is, in percent; None where there is none to compare with."""
        known, actual = self.declared.get(kind), self.actual(kind)
        if known is None or not known.count or actual is None:
            return None
        return 100 * actual / known.count


class Figures:
    """The figures of a ladder as they are now, counted in the database."""

    def __init__(self, s: Session, ladder_id: str) -> None:
        self._s = s
        self._tiered = ladders.tiered_events(ladder_id)
        here = [one.event_id for one in ladders.rungs_of_ladder(s, ladder_id)]
        later = events.later_stages(s, here)
        self._there: Subquery = contestants.participations(select(self._tiered.c.event_id), later)

    def counts(self, branches: Collection[str] | None, step: Step) -> Counts:
        """Every table, with these organisations and all below them (None: whichever there are); says before each of the
        STEPS which one comes."""
        ask: dict[str, Callable[[], list[Count]]] = {
            "tier": self.by_tier, "trade": self.by_trade, "organisation": self.by_organisation,
            "industry": partial(self.by_unit, "industry"), "ownership": partial(self.by_unit, "ownership"),
            "sex": self.by_sex, "age": self.by_age,
        }  # fmt: skip
        tables: dict[str, list[Count]] = {}
        for done, key in enumerate(TABLES):
            step(done)
            tables[key] = ask[key]()
        step(STEPS - 2)
        below = self.by_branch(branches)
        step(STEPS - 1)
        return Counts(self.total(), tables, below)

    def total(self) -> Count:
        """The whole ladder."""
        found = self._counted(literal(UNKNOWN), self._there)
        return found[0] if found else Count(UNKNOWN, 0, 0)

    def by_tier(self) -> list[Count]:
        """By tier, keys are their ids."""
        joined = self._there.join(self._tiered, self._tiered.c.event_id == self._there.c.event_id)
        return self._counted(self._tiered.c.tier_id, joined)

    def by_trade(self) -> list[Count]:
        """By trade, the same trade of all events together; keys as `events.trade_keys` has them."""
        trades = events.trade_keys()
        return self._counted(trades.c.key, self._there.join(trades, trades.c.id == self._there.c.trade_id))

    def by_organisation(self) -> list[Count]:
        """By the contestants' own unit, the largest first; the key "" is who has none in the union tree."""
        return self._counted(self._there.c.organisation_id, self._there)

    def by_branch(self, ids: Collection[str] | None) -> list[Count]:
        """By organisation with all below it: of these, or (None) of all that anybody is from or that stand above one."""
        if ids is not None and not ids:
            return []
        within = organisations.subtrees(ids)
        return self._counted(within.c.root_id, self._there.join(within, within.c.id == self._there.c.organisation_id))

    def by_unit(self, column: str) -> list[Count]:
        """By `industry` or `ownership` of the contestants' unit."""
        units = organisations.grouped_units()
        joined = self._there.outerjoin(units, units.c.id == self._there.c.organisation_id)
        return self._counted(units.c[column], joined)

    def by_sex(self) -> list[Count]:
        """By "m", "f" and what nobody said."""
        return self._counted(self._there.c.sex, self._there)

    def by_age(self) -> list[Count]:
        """By band of full years on the first day of each event; who came into another band meanwhile is in both."""
        age = self._there.c.age
        band = case(
            (age.is_(None), UNKNOWN), *((age <= most, literal(name)) for most, name in BANDS), else_=literal(OLDEST)
        )
        order = [name for _most, name in BANDS] + [OLDEST, UNKNOWN]
        return sorted(self._counted(band, self._there), key=lambda one: order.index(one.key))

    def _counted(self, key: Any, source: Any) -> list[Count]:
        group: ColumnElement[str] = func.coalesce(key, UNKNOWN).label("grouped")
        persons = func.count(distinct(self._there.c.contestant_id)).label("persons")
        query = select(group, persons, func.count()).select_from(source).group_by("grouped")
        query = query.order_by(persons.desc(), "grouped")
        rows: Sequence[Any] = self._s.execute(query).all()
        return [Count(str(row[0]), int(row[1]), int(row[2])) for row in rows if row[2]]


def large(s: Session, ladder_id: str) -> bool:
    """Whether a ladder has too many entries to be counted while somebody waits."""
    return contestants.more_entries_than(s, select(ladders.tiered_events(ladder_id).c.event_id), SMALL)


def known(s: Session, ladder_id: str, most: int | None = None) -> Known | None:
    """The figures of a ladder: as they are, where it is small; of a large one what was counted last, None before that. Of
    organisations the largest alone, at most so many; with all below them those that something is declared of."""
    wanted = {key for kind, key in declared(s, ladder_id) if kind == "organisation"}
    if not large(s, ladder_id):
        counts, at, by = Figures(s, ladder_id).counts(wanted, lambda _done: None).said(), None, ""
    else:
        stored = s.get(CountedFigures, ladder_id)
        if stored is None:
            return None
        counts, at, by = stored.document, stored.at, stored.by
    return Known(_counts(counts, wanted, most), at, by)


def reached(s: Session, ladder_id: str, counts: Counts | None) -> list[Reached]:
    """Every place that something is declared of, beside what was counted: the whole, the tiers, then organisations."""
    lines = declared(s, ladder_id)
    there: dict[Place, Count] = {}
    if counts is not None:
        there = {("tier", one.key): one for one in counts.tables["tier"]} | {("", ""): counts.total}
        there |= {("organisation", one.key): one for one in counts.branches}
    nobody = None if counts is None else Count(UNKNOWN, 0, 0)
    order = ("", "tier", "organisation")
    return [
        Reached(place, there.get(place, nobody), lines[place])
        for place in sorted(lines, key=lambda one: order.index(one[0]))
    ]


def trade_names(s: Session, keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """What trades of these keys are called: name and English name."""
    trades = events.trade_keys()
    query = select(trades.c.key, func.min(trades.c.name), func.min(trades.c.name_en))
    rows = s.execute(query.where(trades.c.key.in_(list(keys))).group_by(trades.c.key)).all()
    return {str(row[0]): (str(row[1]), str(row[2])) for row in rows}


def declared(s: Session, ladder_id: str) -> dict[Place, dict[str, DeclaredFigure]]:
    """What stands declared of a ladder: place -> kind -> the latest line; what was taken back is not there."""
    query = select(DeclaredFigure).where(DeclaredFigure.ladder_id == ladder_id)
    latest: dict[tuple[Place, str], DeclaredFigure] = {}
    for one in s.scalars(query.order_by(DeclaredFigure.at, DeclaredFigure.id)):
        latest[_place(one), one.kind] = one
    found: dict[Place, dict[str, DeclaredFigure]] = {}
    for (place, kind), one in sorted(latest.items(), key=lambda pair: (pair[0][0], KINDS.index(pair[0][1]))):
        if one.count is not None:
            found.setdefault(place, {})[kind] = one
    return found


def _place(one: DeclaredFigure) -> Place:
    if one.organisation_id is not None:
        return "organisation", one.organisation_id
    return ("tier", one.tier_id) if one.tier_id is not None else ("", "")


def _counts(said: dict[str, Any], wanted: Collection[str], most: int | None) -> Counts:
    """What `Counts.said` says, without what nobody wants of it: it may be of ten thousand organisations."""
    tables = {
        key: [Count(*row) for row in islice(zip(*columns, strict=True), most if key == "organisation" else None)]
        for key, columns in said["tables"].items()
    }
    (total,) = zip(*said["total"], strict=True)
    below = [Count(*row) for row in zip(*said["branches"], strict=True) if row[0] in wanted]
    return Counts(Count(*total), tables, below)


def _columns(rows: Sequence[Count]) -> list[list[Any]]:
    return [[one.key for one in rows], [one.persons for one in rows], [one.participations for one in rows]]
