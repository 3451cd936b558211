"""What an import of units would do, row by row: added, changed, the same, or left out, and what is doubtful. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from competition.organisations.reading import UnitRow

ADD, CHANGE, SAME, OUT = "add", "change", "same", "out"
LEFT_OUT = {"name_missing", "name_long", "formula", "twice", "below_itself", "code_taken", "closed", "merged"}
NAME_ENDS = re.compile(r"(工会联合会|工会委员会|总工会|工会|委员会|有限责任公司|股份有限公司|有限公司|集团|公司)+$")


@dataclass(frozen=True)
class KnownUnit:
    """A unit as it stands in the registry."""

    id: str
    name: str
    short: str
    code: str
    level: str
    industry: str
    ownership: str
    parent_id: str | None
    closed: bool = False
    merged_into: str | None = None


@dataclass(frozen=True)
class Registry:
    """What rows are checked against; `groups` maps (kind, a name of it in small letters) to its key."""

    units: Mapping[str, KnownUnit]
    groups: Mapping[tuple[str, str], str]
    usual_level: str

    def by_name(self) -> dict[str, KnownUnit]:
        """Units by full name; a short name that only one open unit has leads to it too."""
        found: dict[str, KnownUnit] = {}
        shorts: dict[str, list[KnownUnit]] = {}
        for one in self.units.values():
            found[one.name] = one
            if not one.closed:
                shorts.setdefault(one.short, []).append(one)
        return {short: units[0] for short, units in shorts.items() if len(units) == 1} | found


@dataclass(frozen=True)
class CheckedUnit:
    """What becomes of one row: `values` are the fields to set, `parent` the name of the unit above where the row names
    one that is there or in the file, `problems` (code, value, other)."""

    sheet: str
    row: int
    name: str
    state: str
    unit_id: str | None
    values: dict[str, str] = field(default_factory=dict)
    parent: str = ""
    problems: tuple[tuple[str, str, str], ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look before the row is taken."""
        return self.state in (ADD, CHANGE) and bool(self.problems)


def check_units(rows: Sequence[UnitRow], registry: Registry) -> list[CheckedUnit]:
    """What becomes of every row, in their order."""
    return _Checking(rows, registry).rows()


class _Checking:
    def __init__(self, rows: Sequence[UnitRow], registry: Registry) -> None:
        self.raw = rows
        self.registry = registry
        self.names = registry.by_name()
        self.codes = {one.code: one for one in registry.units.values() if one.code}
        self.alike: dict[str, str] = {}
        for one in registry.units.values():
            self.alike.setdefault(_stem(one.name), one.name)
        self.first: dict[str, int] = {}
        self.coded: dict[str, int] = {}
        self.in_file = {raw.cells["name"] for raw in rows}
        self.above: dict[str, str] = {}

    def rows(self) -> list[CheckedUnit]:
        return [self._row(raw) for raw in self.raw]

    def _row(self, raw: UnitRow) -> CheckedUnit:
        name = raw.cells["name"]
        known, wrong = self._meant(raw)
        if wrong is not None:
            return CheckedUnit(raw.sheet, raw.row, name, OUT, None, problems=(wrong,))
        problems: list[tuple[str, str, str]] = []
        values = self._values(raw, known, problems)
        parent = self._parent(raw, known, problems)
        if parent and self._circle(known.name if known else name, name, parent):
            return CheckedUnit(raw.sheet, raw.row, name, OUT, None, problems=(("below_itself", parent, ""),))
        if known is None:
            stem = self.alike.get(_stem(name))
            if stem is not None:
                problems.append(("similar", name, stem))
            values = {"level": self.registry.usual_level, **values}
        moves = known is not None and bool(parent) and self._parent_id(parent) != known.parent_id
        state = ADD if known is None else CHANGE if values or moves else SAME
        self.above[name] = parent or self.above.get(name, "")
        stands = parent if known is None or moves else ""
        return CheckedUnit(
            raw.sheet, raw.row, name, state, known.id if known else None, values, stands, tuple(problems)
        )

    def _meant(self, raw: UnitRow) -> tuple[KnownUnit | None, tuple[str, str, str] | None]:
        """The unit that a row speaks of (None: a new one), or why the row is left out."""
        name, code = raw.cells["name"], raw.cells.get("code", "")
        if raw.formula:
            return None, ("formula", "", "")
        if not name:
            return None, ("name_missing", "", "")
        if not 2 <= len(name) <= 120:
            return None, ("name_long", "", "")
        twice = self.first.get(name) or (self.coded.get(code) if code else None)
        if twice:
            return None, ("twice", str(twice), "")
        self.first[name] = raw.row
        if code:
            self.coded[code] = raw.row
        named = self.names.get(name)
        named = named if named is not None and named.name == name else None
        coded = self.codes.get(code) if code else None
        if named is not None and coded is not None and named.id != coded.id:
            return None, ("code_taken", code, coded.name)
        known = named or coded
        if known is not None and known.merged_into:
            return None, ("merged", "", known.merged_into)
        if known is not None and known.closed:
            return None, ("closed", "", "")
        return known, None

    def _values(self, raw: UnitRow, known: KnownUnit | None, problems: list[tuple[str, str, str]]) -> dict[str, str]:
        """The fields that the row fills in and that differ from what is there."""
        sent = {key: text for key in ("name", "short", "code") if (text := raw.cells.get(key, ""))}
        if len(sent.get("short", "")) > 24:
            problems.append(("short_long", sent["short"], ""))
            sent["short"] = sent["short"][:24]
        if len(sent.get("code", "")) > 40:
            problems.append(("code_long", sent.pop("code"), ""))
        for kind in ("level", "industry", "ownership"):
            text = raw.cells.get(kind, "")
            if not text:
                continue
            key = self._group(kind, text)
            if key is None:
                problems.append((f"{kind}_unknown", text, ""))
            else:
                sent[kind] = key
        return {key: value for key, value in sent.items() if known is None or getattr(known, key) != value}

    def _group(self, kind: str, text: str) -> str | None:
        small = text.lower()
        for said in (small, small.removesuffix("级"), small.removesuffix("企业"), small.removesuffix("业")):
            if (kind, said) in self.registry.groups:
                return self.registry.groups[kind, said]
        begun = {
            key
            for (of, name), key in self.registry.groups.items()
            if of == kind and name.startswith(small.removesuffix("级"))
        }
        return begun.pop() if len(begun) == 1 else None

    def _parent(self, raw: UnitRow, known: KnownUnit | None, problems: list[tuple[str, str, str]]) -> str:
        said = raw.cells.get("parent", "")
        if not said:
            return ""
        there = self.names.get(said)
        while there is not None and there.merged_into and there.merged_into in self.names:
            there = self.names[there.merged_into]
        if there is not None and not there.closed:
            return there.name
        if there is None and said in self.in_file:
            return said
        problems.append(("parent_closed" if there is not None else "parent_unknown", said, ""))
        return ""

    def _parent_id(self, name: str) -> str | None:
        there = self.names.get(name)
        return there.id if there is not None else ""

    def _circle(self, old_name: str, name: str, parent: str) -> bool:
        """Whether the unit would stand above the one it shall stand below, in the file and the registry together."""
        seen: set[str] = set()
        at = parent
        while at and at not in seen:
            if at in (name, old_name):
                return True
            seen.add(at)
            if self.above.get(at):
                at = self.above[at]
                continue
            there = self.names.get(at)
            over = self.registry.units.get(there.parent_id) if there is not None and there.parent_id else None
            at = over.name if over is not None else ""
        return False


def _stem(name: str) -> str:
    """A name without what unions and companies end with: two names of one stem may be one unit."""
    return NAME_ENDS.sub("", name.replace(" ", "")) or name
