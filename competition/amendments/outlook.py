"""What another plan would make of a stage: entry by entry, worked out by the engine from the marks in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from competition.engine.awarded import EntryAward
from competition.engine.plans import Module, Plan
from competition.engine.plans.shape import Text
from competition.engine.refusal import Impossible
from competition.engine.tabulation import Row
from competition.engine.values import read_value
from competition.tabulating.marks import MarksRead
from competition.tabulating.results import Result, result_of

Place = tuple[str, int, str]
ZERO = Decimal(0)


@dataclass(frozen=True)
class Stand:
    """Where an entry stands under a plan, and what it is awarded."""

    row: Row
    won: EntryAward

    @property
    def honours(self) -> tuple[str, str, bool]:
        """Its medal, its prize, whether it has the medallion."""
        return self.won.medal, self.won.prize, self.won.medallion

    @property
    def shown(self) -> tuple[object, ...]:
        """Everything of it that people see."""
        row, won = self.row, self.won
        return row.rank, row.status, row.total, row.scale_score, *self.honours, won.titles, won.level


@dataclass(frozen=True)
class Change:
    """One entry under both plans."""

    entry: str
    before: Stand
    after: Stand

    @property
    def differs(self) -> bool:
        """Whether anything people see of it changes."""
        return self.before.shown != self.after.shown

    @property
    def by(self) -> Decimal:
        """How far the total moves, upwards positive."""
        return (self.after.row.total or ZERO) - (self.before.row.total or ZERO)

    @property
    def places(self) -> int:
        """How many ranks it moves, upwards positive; 0 where it is not ranked under both."""
        was, will = self.before.row.rank, self.after.row.rank
        return was - will if was is not None and will is not None else 0


@dataclass(frozen=True)
class Size:
    """A weight or a maximum that differs; `kind` is component, module or aspect, None where the part is not there."""

    kind: str
    key: str
    title: Text
    what: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class Problem:
    """Something that was dealt or marked and does not fit the new plan; `codes` are stations where it is, at most five."""

    code: str
    module: str
    aspect: str = ""
    seat: int = 0
    count: int = 1
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """A sheet as it stands: whose, for which seat, whether it is handed in, and its marks by slot."""

    code: str
    module: str
    seat: int
    handed_in: bool
    values: Mapping[str, str]


def changes(before: Plan, after: Plan, read: MarksRead) -> list[Change]:
    """Every entry under both plans, the largest change first. Impossible where the marks do not fit a plan."""
    was, will = (_stands(result_of(plan, read, b"")) for plan in (before, after))
    found = [Change(entry, was[entry], will[entry]) for entry in was]
    return sorted(found, key=lambda one: (-abs(one.by), -abs(one.places), not one.differs))


def sizes(before: Plan, after: Plan) -> list[Size]:
    """The weights and maxima that differ, in the order of the new plan, what is gone at the end."""
    was, will = _sizes(before), _sizes(after)
    keys = [*will, *(key for key in was if key not in will)]
    return [
        Size(kind, key, (will.get((kind, key, what)) or was[kind, key, what])[0], what, old, new)
        for kind, key, what in keys
        for old, new in [(_figure(was, (kind, key, what)), _figure(will, (kind, key, what)))]
        if old != new
    ]


def problems(after: Plan, sheets: Sequence[Given], panels: Mapping[str, Sequence[int]]) -> list[Problem]:
    """What keeps a plan from being put in the place of another: marks it cannot read, sheets that it lacks or has too
    many, marks it asks for on sheets that are handed in. `panels` are the seats of each module's panel."""
    dealt = {(one.module, one.seat) for one in sheets}
    found = list(_structure(after, dealt, panels))
    modules = {module.key: module for module in after.modules}
    where: dict[tuple[str, str, str, int], list[str]] = {}
    for one in sheets:
        module = modules.get(one.module)
        for code, aspect in _misfits(module, one) if module else ():
            where.setdefault((code, one.module, aspect, one.seat), []).append(one.code)
    for (code, key, aspect, seat), codes in where.items():
        found.append(Problem(code, key, aspect, seat, len(codes), tuple(sorted(set(codes))[:5])))
    return found


def honours(changed: Iterable[Change]) -> Counter[str]:
    """How many entries of a list change in total, rank and honours: "all", "total", "rank", "honours"."""
    counted: Counter[str] = Counter()
    for one in changed:
        counted["all"] += one.differs
        counted["total"] += bool(one.by)
        counted["rank"] += one.before.row.rank != one.after.row.rank
        counted["honours"] += one.before.honours != one.after.honours
    return counted


def _stands(result: Result) -> dict[str, Stand]:
    won = result.awarded.by_entry
    return {row.entry: Stand(row, won[row.entry]) for row in result.tabulation.rows}


Sized = dict[tuple[str, str, str], tuple[Text, Decimal]]


def _sizes(plan: Plan) -> Sized:
    found: Sized = {}
    for component in plan.components:
        found["component", component.key, "weight"] = (component.title, component.weight)
        found["component", component.key, "max"] = (component.title, component.max)
    for module in plan.modules:
        found["module", module.key, "max"] = (module.title, module.max)
        for aspect in module.aspects:
            found["aspect", aspect.key, "max"] = (aspect.title, aspect.max)
    return found


def _figure(sized: Sized, key: tuple[str, str, str]) -> Decimal | None:
    return sized[key][1] if key in sized else None


def _structure(after: Plan, dealt: set[tuple[str, int]], panels: Mapping[str, Sequence[int]]) -> Iterable[Problem]:
    modules = {module.key for module in after.modules}
    for key in sorted({module for module, _seat in dealt} - modules):
        yield Problem("module_gone", key)
    for module in after.modules:
        seats = panels.get(module.key, ())
        if not any(key == module.key for key, _seat in dealt):
            yield Problem("module_new", module.key)
        elif len(seats) < module.panel.minimum:
            yield Problem("panel_too_small", module.key)
        else:
            for seat in seats:
                needed = bool(module.aspects_for(seat)) or seat <= module.panel.minimum
                if needed and (module.key, seat) not in dealt:
                    yield Problem("sheet_missing", module.key, seat=seat)


def _misfits(module: Module, sheet: Given) -> Iterable[tuple[str, str]]:
    """(code, aspect) of each mark of a sheet that the module cannot read, and of each that it lacks."""
    mine = {slot: aspect for aspect in module.aspects_for(sheet.seat) for slot in aspect.slots}
    whole = {slot for aspect in module.aspects for slot in aspect.slots}
    for slot, text in sheet.values.items():
        key = slot.partition("#")[0]
        if slot not in whole:
            yield "aspect_gone", key
        elif slot not in mine:
            yield "seat_out", key
        else:
            try:
                read_value(mine[slot], text)
            except Impossible:
                yield "value_out", key
    if sheet.handed_in:
        for aspect in module.aspects_for(sheet.seat):
            given = sum(slot in sheet.values for slot in aspect.slots)
            least = 1 if aspect.attempts is None else aspect.attempts.minimum
            if aspect.required and given < least:
                yield "unmarked", aspect.key
