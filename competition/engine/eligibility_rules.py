"""Who may enter, as data: the rules of eligibility as they stand in their document (field rule CN-12).

A document is `{"rules": [rule, ...]}`; every rule has `key` and `kind`, may be `firm` (no person can set it aside) and may
say whom it is meant for: `divisions`, `trades` and `sex`. What else it has depends on its kind; see the classes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from competition.engine.days import read_day
from competition.engine.plans.reading import Reader
from competition.engine.refusal import PlanRefused

MOST_RULES, MOST_NAMES, LONGEST_NAME = 40, 200, 64
OLDEST, LOWEST_LEVEL, MOST_MONTHS, MOST_EDITIONS = 120, 5, 600, 100
SEXES = ("m", "f")
UNIT_FACTS = ("category", "organisation", "region", "industry", "ownership")
LIMITED = ("organisation", "region", "employer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has; an empty `divisions`, `trades` or `sex` means everybody, `firm` that no override counts."""

    kind: ClassVar[str] = ""
    key: str
    firm: bool = False
    divisions: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Age(Rule):
    """Full years, both ends included, on the day `on`, or on the event's day where it is None."""

    kind: ClassVar[str] = "age"
    least: int | None
    most: int | None
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sex(Rule):
    """Only women, or only men, enter."""

    kind: ClassVar[str] = "sex"
    only: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Rule):
    """On the union's roll, for so many full months at least."""

    kind: ClassVar[str] = "membership"
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment(Rule):
    """With the present employer for so many full months at least."""

    kind: ClassVar[str] = "employment"
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Rule):
    """Whose people may enter, by one fact about their unit, `of` one of UNIT_FACTS: `only` these (empty: all), `barred` never."""

    kind: ClassVar[str] = "unit"
    of: str
    only: tuple[str, ...]
    barred: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLevel(Rule):
    """The levels admitted, both included; 1 is the highest level and the smallest figure."""

    kind: ClassVar[str] = "skill_level"
    highest: int
    lowest: int


@dataclass(frozen=True, slots=True)
class DivisionBounds:
    """Who belongs in a division: ages and skill levels, both ends included, None unbounded."""

    division: str
    least_age: int | None
    most_age: int | None
    highest_level: int | None
    lowest_level: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionTable(Rule):
    """Divisions kept apart: everybody enters the first one whose bounds he keeps."""

    kind: ClassVar[str] = "division"
    on: date | None
    table: tuple[DivisionBounds, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWinner(Rule):
    """Out is who won one of these prizes in one of the last `editions` (None: ever), in the same trade or in any."""

    kind: ClassVar[str] = "past_winner"
    prizes: tuple[str, ...]
    editions: int | None
    same_trade: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualified(Rule):
    """Comes from the tier below, unless it may be skipped: by people of an employer with at least `employees`, of one of
    these categories, or of one of these organisations."""

    kind: ClassVar[str] = "qualified"
    employees: int | None
    categories: tuple[str, ...]
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TradesOfPerson(Rule):
    """At most so many trades for one person; those entered first stand."""

    kind: ClassVar[str] = "trades_of_person"
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Rule):
    """At most so many entries of each `per` (one of LIMITED) in each trade, or in all together; those entered first stand."""

    kind: ClassVar[str] = "limit"
    per: str
    most: int
    each_trade: bool


def read_rules(document: object) -> tuple[Rule, ...]:
    """The rules of a document, in its order. Raises PlanRefused with the path of the first thing that is wrong:
    what the Reader refuses, not_a_day, key_twice, upside_down, name_twice, empty_name, nothing_bounded, both_ways."""
    reader = Reader(document, "")
    rules = reader.each("rules", _rule, least=0, most=MOST_RULES)
    reader.finish()
    seen: set[str] = set()
    for place, rule in enumerate(rules):
        if rule.key in seen:
            raise PlanRefused("key_twice", f"rules[{place}].key", key=rule.key)
        seen.add(rule.key)
    return rules


def _rule(reader: Reader) -> Rule:
    kind = reader.word("kind", tuple(_KINDS))
    return _KINDS[kind](
        reader,
        {
            "key": reader.key(),
            "firm": reader.flag("firm", False),
            "divisions": names(reader, "divisions"),
            "trades": names(reader, "trades"),
            "sex": reader.word("sex", SEXES) if reader.given("sex") else "",
        },
    )


_Common = Mapping[str, object]


def _make(kind: Callable[..., Rule], common: _Common, **own: object) -> Rule:
    return kind(**common, **own)


def _age(reader: Reader, common: _Common) -> Rule:
    least, most = _bounds(reader, "least", "most", 0, OLDEST)
    if least is None and most is None:
        raise PlanRefused("nothing_bounded", reader.path)
    return _make(Age, common, least=least, most=most, on=_on(reader))


def _sex(reader: Reader, common: _Common) -> Rule:
    return _make(Sex, common, only=reader.word("only", SEXES))


def _membership(reader: Reader, common: _Common) -> Rule:
    return _make(Membership, common, months=_whole(reader, "months", 0, MOST_MONTHS) or 0)


def _employment(reader: Reader, common: _Common) -> Rule:
    return _make(Employment, common, months=reader.whole("months", 1, MOST_MONTHS))


def _unit(reader: Reader, common: _Common) -> Rule:
    only, barred = names(reader, "only"), names(reader, "barred")
    if not only and not barred:
        raise PlanRefused("nothing_bounded", reader.path)
    both = [one for one in only if one in barred]
    if both:
        raise PlanRefused("both_ways", reader.at("barred"), name=both[0])
    return _make(Unit, common, of=reader.word("of", UNIT_FACTS), only=only, barred=barred)


def _skill_level(reader: Reader, common: _Common) -> Rule:
    highest, lowest = _bounds(reader, "highest", "lowest", 1, LOWEST_LEVEL)
    return _make(SkillLevel, common, highest=highest or 1, lowest=lowest or LOWEST_LEVEL)


def _division(reader: Reader, common: _Common) -> Rule:
    table = reader.each("table", _division_bounds, most=MOST_RULES)
    for place, one in enumerate(table):
        if any(other.division == one.division for other in table[:place]):
            raise PlanRefused("name_twice", f"{reader.at('table')}[{place}].division", name=one.division)
    return _make(DivisionTable, common, on=_on(reader), table=table)


def _division_bounds(reader: Reader) -> DivisionBounds:
    return DivisionBounds(
        name(reader, "division"),
        *_bounds(reader, "least_age", "most_age", 0, OLDEST),
        *_bounds(reader, "highest_level", "lowest_level", 1, LOWEST_LEVEL),
    )


def _past_winner(reader: Reader, common: _Common) -> Rule:
    prizes = names(reader, "prizes")
    if not prizes:
        raise PlanRefused("nothing_bounded", reader.at("prizes"))
    return _make(
        PastWinner,
        common,
        prizes=prizes,
        editions=_whole(reader, "editions", 1, MOST_EDITIONS),
        same_trade=reader.flag("same_trade", False),
    )


def _qualified(reader: Reader, common: _Common) -> Rule:
    return _make(
        Qualified,
        common,
        employees=_whole(reader, "employees", 1, 10_000_000),
        categories=names(reader, "categories"),
        organisations=names(reader, "organisations"),
    )


def _trades_of_person(reader: Reader, common: _Common) -> Rule:
    return _make(TradesOfPerson, common, most=reader.whole("most", 1, 100))


def _limit(reader: Reader, common: _Common) -> Rule:
    return _make(
        Limit,
        common,
        per=reader.word("per", LIMITED),
        most=reader.whole("most", 1, 100_000),
        each_trade=reader.flag("each_trade", True),
    )


def name(reader: Reader, key: str) -> str:
    """What something outside of the document is called there: a key or an id, never empty."""
    found = reader.short(key, LONGEST_NAME)
    if not found.strip():
        raise PlanRefused("empty_name", reader.at(key))
    return found


def names(reader: Reader, key: str) -> tuple[str, ...]:
    """A list of such names, each of them once; empty where it is left out."""
    if not reader.given(key):
        return ()
    values = reader.take(key)
    if not isinstance(values, list):
        raise PlanRefused("not_a_list", reader.at(key))
    if len(values) > MOST_NAMES:
        raise PlanRefused("bad_count", reader.at(key), least="0", most=str(MOST_NAMES))
    places = Reader({f"{key}[{place}]": value for place, value in enumerate(values)}, reader.path)
    found: list[str] = []
    for place in range(len(values)):
        one = name(places, f"{key}[{place}]")
        if one in found:
            raise PlanRefused("name_twice", f"{reader.at(key)}[{place}]", name=one)
        found.append(one)
    return tuple(found)


def _whole(reader: Reader, key: str, least: int, most: int) -> int | None:
    return reader.whole(key, least, most) if reader.given(key) else None


def _bounds(reader: Reader, low: str, high: str, least: int, most: int) -> tuple[int | None, int | None]:
    first, last = _whole(reader, low, least, most), _whole(reader, high, least, most)
    if first is not None and last is not None and first > last:
        raise PlanRefused("upside_down", reader.at(low))
    return first, last


def _on(reader: Reader) -> date | None:
    return read_day(reader, "on") if reader.given("on") else None


_KINDS: Mapping[str, Callable[[Reader, _Common], Rule]] = {
    "age": _age,
    "sex": _sex,
    "membership": _membership,
    "employment": _employment,
    "unit": _unit,
    "skill_level": _skill_level,
    "division": _division,
    "past_winner": _past_winner,
    "qualified": _qualified,
    "trades_of_person": _trades_of_person,
    "limit": _limit,
}
