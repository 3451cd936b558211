"""Reading the awards of a plan: medals, prizes, teams, titles, promotion, each with what contradicts it."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from competition.engine.plans.awarding_shape import (
    Awards,
    Medallion,
    Medals,
    OrganisationAward,
    Passed,
    Prize,
    Promotion,
    Reach,
    SmallField,
    TeamRule,
    Title,
)
from competition.engine.plans.reading import Reader
from competition.engine.refusal import PlanRefused

ON = ("total", "scale_score")
ROUNDINGS = ("down", "half_up", "up")
PLACES_BY = ("share", "count", "within", "from_total")
MOST_PRIZES, MOST_ROWS, MOST_DIVISIONS, MOST_POINTS = 20, 60, 40, 200
MOST_PLACES = 100000
_FURTHEST = "100000000"
_Read = TypeVar("_Read")


def read_awards(reader: Reader) -> Awards:
    """The key "awards" of the plan whose reader this is, or empty ones.

    Raises PlanRefused with the place of the first thing that contradicts itself (field rules WS-5, CN-5, CN-6, CN-7);
    what must agree with the rest of the plan is asked by `awarding_checks.check_awards`.
    """
    if not reader.given("awards"):
        return Awards()
    part = reader.part("awards")
    awards = Awards(
        by_division=part.flag("by_division", False),
        medals=_part(part, "medals", _medals),
        medallion=_part(part, "medallion", _medallion),
        prizes=_each(part, "prizes", _prize, MOST_PRIZES),
        teams=_part(part, "teams", _teams),
        organisations=_part(part, "organisations", _teams),
        organisation_award=_part(part, "organisation_award", _organisation_award),
        titles=_each(part, "titles", _title, MOST_ROWS),
        promotion=_each(part, "promotion", _promotion, MOST_ROWS),
    )
    part.finish()
    _check_once(part.at("prizes"), (prize.key for prize in awards.prizes))
    _check_once(part.at("titles"), (title.key for title in awards.titles))
    _check_prizes(part.at("prizes"), awards.prizes)
    if awards.organisation_award and awards.organisation_award.by == "points" and not awards.organisations:
        raise PlanRefused("award_without_table", part.at("organisation_award.by"))
    return awards


def _part(reader: Reader, key: str, read: Callable[[Reader], _Read]) -> _Read | None:
    if not reader.given(key):
        return None
    inner = reader.part(key)
    found = read(inner)
    inner.finish()
    return found


def _each(reader: Reader, key: str, read: Callable[[Reader], _Read], most: int) -> tuple[_Read, ...]:
    return reader.each(key, read, least=0, most=most) if reader.given(key) else ()


def _list(reader: Reader, key: str, most: int) -> tuple[Reader, tuple[str, ...]]:
    """A list of plain values: a reader that knows each of them by a name with its place in the list, and the names."""
    values = reader.take(key)
    if not isinstance(values, list):
        raise PlanRefused("not_a_list", reader.at(key))
    if not 1 <= len(values) <= most:
        raise PlanRefused("bad_count", reader.at(key), least="1", most=str(most))
    named = {f"{key}[{place}]": value for place, value in enumerate(values)}
    return Reader(named, reader.path), tuple(named)


def _distinct(reader: Reader, key: str, most: int, read: Callable[[Reader, str], _Read]) -> tuple[_Read, ...]:
    """A list that may be left out, of plain values of which none stands twice."""
    if not reader.given(key):
        return ()
    places, names = _list(reader, key, most)
    found: list[_Read] = []
    for name in names:
        value = read(places, name)
        if value in found:
            raise PlanRefused("value_twice", places.at(name), value=str(value))
        found.append(value)
    return tuple(found)


def _divisions(reader: Reader) -> tuple[str, ...]:
    return _distinct(reader, "divisions", MOST_DIVISIONS, _division)


def _division(reader: Reader, name: str) -> str:
    division = reader.short(name, 60)
    if not division.strip():
        raise PlanRefused("empty_division", reader.at(name))
    return division


def _check_once(path: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for place, key in enumerate(keys):
        if key in seen:
            raise PlanRefused("key_twice", f"{path}[{place}].key", key=key)
        seen.add(key)


def _medals(reader: Reader) -> Medals:
    medals = Medals(
        on=reader.word("on", ON),
        window=reader.decimal("window", "0", "10000"),
        anchor=reader.word("anchor", ("first", "previous")) if reader.given("anchor") else "first",
        small_fields=_each(reader, "small_fields", _small_field, 3),
    )
    for place, (less, more) in enumerate(pairwise(medals.small_fields), 1):
        path = f"{reader.at('small_fields')}[{place}]"
        if more.below <= less.below:
            raise PlanRefused("not_ascending", f"{path}.below")
        if more.medals <= less.medals:
            raise PlanRefused("not_ascending", f"{path}.medals")
    return medals


def _small_field(reader: Reader) -> SmallField:
    return SmallField(reader.whole("below", 2, 1000), reader.whole("medals", 0, 2))


def _medallion(reader: Reader) -> Medallion:
    return Medallion(reader.word("on", ON), reader.decimal("from", f"-{_FURTHEST}", _FURTHEST))


def _prize(reader: Reader) -> Prize:
    key, title = reader.key(), reader.text("title")
    given = [rule for rule in PLACES_BY if reader.given(rule)]
    if not given:
        raise PlanRefused("prize_without_rule", reader.path)
    if len(given) > 1:
        raise PlanRefused("prize_by_two_rules", reader.at(given[1]), other=given[0])
    for said in ("rounding", "minimum", "from_entries"):
        if reader.given(said) and given != ["share"]:
            raise PlanRefused("only_with_share", reader.at(said))
    if reader.given("cut") and given[0] not in ("share", "count"):
        raise PlanRefused("only_with_places", reader.at("cut"))
    return Prize(
        key,
        title,
        share=_share(reader, "share"),
        count=reader.whole("count", 1, MOST_PLACES) if reader.given("count") else None,
        within=_share(reader, "within"),
        from_total=_total(reader, "from_total"),
        rounding=reader.word("rounding", ROUNDINGS) if reader.given("rounding") else "down",
        minimum=reader.whole("minimum", 0, 1000) if reader.given("minimum") else 1,
        from_entries=reader.whole("from_entries", 1, MOST_PLACES) if reader.given("from_entries") else 4,
        cut=reader.word("cut", ("inclusive", "exclusive")) if reader.given("cut") else "inclusive",
    )


def _share(reader: Reader, key: str) -> Decimal | None:
    return reader.positive(key, "1") if reader.given(key) else None


def _total(reader: Reader, key: str) -> Decimal | None:
    return reader.decimal(key, f"-{_FURTHEST}", _FURTHEST) if reader.given(key) else None


def _check_prizes(path: str, prizes: tuple[Prize, ...]) -> None:
    """All shares together are at most the whole field, and none is a prize that an earlier one takes altogether."""
    shared, widest, lowest = Decimal(0), Decimal(0), Decimal("Infinity")
    for place, prize in enumerate(prizes):
        at = f"{path}[{place}]"
        if prize.share is not None:
            shared += prize.share
            if shared > 1:
                raise PlanRefused("shares_above_one", f"{at}.share", sum=str(shared))
        if prize.within is not None:
            if prize.within <= widest:
                raise PlanRefused("prize_never_reached", f"{at}.within")
            widest = prize.within
        if prize.from_total is not None:
            if prize.from_total >= lowest:
                raise PlanRefused("prize_never_reached", f"{at}.from_total")
            lowest = prize.from_total


def _teams(reader: Reader) -> TeamRule:
    rule = reader.word("rule", ("top_n", "sum", "place_points"))
    if reader.given("n") and rule == "sum":
        raise PlanRefused("only_with_top_n", reader.at("n"))
    for said in ("points", "of"):
        if reader.given(said) and rule != "place_points":
            raise PlanRefused("only_with_place_points", reader.at(said))
    tie, time = _tie(reader)
    return TeamRule(
        rule,
        n=reader.whole("n", 1, 100) if rule == "top_n" or reader.given("n") else None,
        points=_points(reader) if rule == "place_points" else (),
        of=reader.word("of", ("places", "prizes", "medals")) if reader.given("of") else "places",
        complete=reader.flag("complete", False),
        tie=tie,
        time=time,
        divisions=_divisions(reader),
    )


def _points(reader: Reader) -> tuple[Decimal, ...]:
    places, names = _list(reader, "points", MOST_POINTS)
    points = tuple(places.decimal(name, "0", "10000") for name in names)
    for place, (better, worse) in enumerate(pairwise(points), 1):
        if worse > better:
            raise PlanRefused("points_rise", f"{reader.at('points')}[{place}]")
    return points


def _tie(reader: Reader) -> tuple[str, str]:
    """What decides between teams of the same score, and the aspect of the time that does."""
    if not reader.given("tie"):
        return "shared", ""
    named = reader.take("tie")
    what, colon, key = named.partition(":") if isinstance(named, str) else ("", "", "")
    if (what == "time" and key) or (what in ("best_place", "shared") and not colon):
        return what, key
    raise PlanRefused("unknown_tie", reader.at("tie"))


def _organisation_award(reader: Reader) -> OrganisationAward:
    return OrganisationAward(
        by=reader.word("by", ("entrants", "points")),
        count=reader.whole("count", 1, 1000),
        after=reader.whole("after", 0, 1000) if reader.given("after") else 0,
    )


def _passed(reader: Reader) -> Passed:
    return Passed(reader.key("component"), reader.decimal("from", f"-{_FURTHEST}", _FURTHEST))


def _reach(reader: Reader) -> Reach:
    """Ranks, or a figure or a prize that says who is meant: a row for everybody is refused."""
    said = any(reader.given(key) for key in ("total_from", "prizes", "passed"))
    first = reader.whole("from", 1, MOST_PLACES) if reader.given("from") or not said else 1
    last = reader.whole("to", 1, MOST_PLACES) if reader.given("to") or not said else None
    if last is not None and first > last:
        raise PlanRefused("upside_down", reader.at("from"))
    reach = Reach(
        first,
        last,
        divisions=_divisions(reader),
        total_from=_total(reader, "total_from"),
        prizes=_distinct(reader, "prizes", MOST_PRIZES, Reader.key),
        passed=_each(reader, "passed", _passed, 8),
    )
    components = [passed.component for passed in reach.passed]
    for place, component in enumerate(components):
        if component in components[:place]:
            raise PlanRefused("value_twice", f"{reader.at('passed')}[{place}].component", value=component)
    return reach


def _title(reader: Reader) -> Title:
    return Title(reader.key(), reader.text("title"), _reach(reader))


def _level(reader: Reader, name: str) -> int:
    return reader.whole(name, 1, 5)


def _promotion(reader: Reader) -> Promotion:
    level = _level(reader, "level")
    prior = _distinct(reader, "prior", 5, _level)
    if prior and level >= min(prior):
        raise PlanRefused("promotion_not_upward", reader.at("level"), prior=str(min(prior)))
    return Promotion(level, _reach(reader), prior)
