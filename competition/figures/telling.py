"""The tables of figures with everything named, as a page shows them and as a spreadsheet has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.figures import queries
from competition.figures.queries import Count, Counts, Place, Reached
from competition.figures.words import BANDS, SEXES, TABLES, UNKNOWN
from competition.ladders import queries as ladders
from competition.organisations import queries as organisations
from competition.web.words import named


@dataclass(frozen=True)
class Row:
    """A row with its name; `unknown` what nobody said, counted apart and never guessed."""

    name: str
    persons: int
    participations: int
    unknown: bool


@dataclass(frozen=True)
class Told:
    """A table: `most` is the largest number of persons in it, which its bars are measured by."""

    key: str
    title: str
    rows: Sequence[Row]

    @property
    def most(self) -> int:
        """The largest number of persons of a row, at least 1."""
        return max((one.persons for one in self.rows), default=1)


def tier_names(s: Session, ladder_id: str) -> dict[str, str]:
    """What the tiers of a ladder are called, the highest first."""
    return {one.id: named(one.name, one.name_en) for one in ladders.tiers(s, ladder_id)[::-1]}


def tables(s: Session, counts: Counts, tiers: dict[str, str]) -> list[Told]:
    """Every table of a ladder with these tiers."""
    by_trade, by_unit = counts.tables["trade"], counts.tables["organisation"]
    by_tier = {one.key: one for one in counts.tables["tier"]}
    trades = {key: named(*names) for key, names in queries.trade_names(s, [one.key for one in by_trade]).items()}
    units = organisations.named_ids(s, [one.key for one in by_unit])
    groups = organisations.groups(s)
    return [
        _told("tier", [by_tier.get(key, Count(key, 0, 0)) for key in tiers], tiers),
        _told("trade", by_trade, trades),
        _told("organisation", by_unit, units),
        *(
            _told(kind, counts.tables[kind], {one.key: named(one.name, one.name_en) for one in groups[kind]})
            for kind in ("industry", "ownership")
        ),
        _told("sex", counts.tables["sex"], {key: str(words) for key, words in SEXES.items()}),
        _told("age", counts.tables["age"], {key: str(words) for key, words in BANDS.items()}),
    ]


def place_names(s: Session, reached: Sequence[Reached], tiers: dict[str, str]) -> dict[Place, str]:
    """What the places are called that something is declared of."""
    units = organisations.named_ids(s, [one.place[1] for one in reached if one.place[0] == "organisation"])
    names = {"tier": tiers, "organisation": units, "": {"": str(_("The ladder as a whole"))}}
    return {one.place: names[one.place[0]].get(one.place[1], str(UNKNOWN)) for one in reached}


def _told(key: str, counts: Sequence[Count], names: dict[str, str]) -> Told:
    rows = [
        Row(names.get(one.key, one.key) if one.key else str(UNKNOWN), one.persons, one.participations, not one.key)
        for one in counts
    ]
    return Told(key, str(TABLES[key]), sorted(rows, key=lambda one: one.unknown))
