"""The technical document of a plan: what people read beside the scoring rules. Nothing here changes a mark.

All of it may be left out. It is part of the document's hash, so a frozen plan freezes its lists too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from competition.engine.plans.reading import Reader
from competition.engine.plans.shape import Text
from competition.engine.refusal import PlanRefused

PER = ("station", "room", "contestant")
MOST_LINES = 200
WHOLE = Decimal(100)
_LONG = 2000
_LINE = 400
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Provision:
    """A machine, a tool or a material: `count` of it for every `per` (station, room or contestant)."""

    name: Text
    spec: Text | None
    count: Decimal
    per: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the schedule and how many minutes it takes."""

    title: Text
    minutes: int


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the occupational standard with its share of the marks in percent (field rule WS-2)."""

    key: str
    title: Text
    weight: Decimal


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """A division of contestants by age in whole years, both ends included; an open end is None."""

    name: Text
    min_age: int | None
    max_age: int | None


@dataclass(frozen=True, slots=True)
class TechnicalDocument:
    """What is read beside the scoring rules: purpose, provisions, safety, schedule, standard, divisions, sources."""

    purpose: Text | None = None
    equipment: tuple[Provision, ...] = ()
    materials: tuple[Provision, ...] = ()
    contestant_brings: tuple[Text, ...] = ()
    safety: tuple[Text, ...] = ()
    schedule: tuple[Slot, ...] = ()
    sections: tuple[Section, ...] = ()
    divisions: tuple[AgeGroup, ...] = ()
    sources: tuple[Text, ...] = ()


def read_document(reader: Reader) -> TechnicalDocument:
    """The key "document" of a plan, or an empty one; weights of sections add up to 100 (field rule WS-2)."""
    if not reader.given("document"):
        return TechnicalDocument()
    part = reader.part("document")
    read = TechnicalDocument(
        purpose=part.text("purpose", _LONG) if part.given("purpose") else None,
        equipment=_each(part, "equipment", _provision),
        materials=_each(part, "materials", _provision),
        contestant_brings=part.lines("contestant_brings", MOST_LINES, _LINE),
        safety=part.lines("safety", MOST_LINES, _LINE),
        schedule=_each(part, "schedule", _slot),
        sections=_each(part, "sections", _section),
        divisions=_each(part, "divisions", _age_group),
        sources=part.lines("sources", MOST_LINES, _LINE),
    )
    part.finish()
    _check_sections(part, read.sections)
    return read


def _each(part: Reader, key: str, read: Callable[[Reader], _Read]) -> tuple[_Read, ...]:
    return part.each(key, read, least=0, most=MOST_LINES) if part.given(key) else ()


def _provision(reader: Reader) -> Provision:
    spec = reader.text("spec", _LINE) if reader.given("spec") else None
    return Provision(reader.text("name"), spec, reader.positive("count", "100000"), reader.word("per", PER))


def _slot(reader: Reader) -> Slot:
    return Slot(reader.text("title"), reader.whole("minutes", 1, 14400))


def _section(reader: Reader) -> Section:
    return Section(reader.key(), reader.text("title"), reader.positive("weight", "100"))


def _age_group(reader: Reader) -> AgeGroup:
    low = reader.whole("min_age", 0, 120) if reader.given("min_age") else None
    high = reader.whole("max_age", 0, 120) if reader.given("max_age") else None
    if low is not None and high is not None and low > high:
        raise PlanRefused("upside_down", reader.at("min_age"))
    return AgeGroup(reader.text("name"), low, high)


def _check_sections(part: Reader, sections: tuple[Section, ...]) -> None:
    seen: set[str] = set()
    for place, section in enumerate(sections):
        if section.key in seen:
            raise PlanRefused("key_twice", f"{part.at('sections')}[{place}].key", key=section.key)
        seen.add(section.key)
    weights = sum((section.weight for section in sections), Decimal(0))
    if sections and weights != WHOLE:
        raise PlanRefused("section_weights_not_hundred", part.at("sections"), sum=str(weights))
