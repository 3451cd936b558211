"""One entry from its aspects to its total: modules, components, and what each judge's own sheet comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from competition.shadow.arithmetic import ZERO, Gap, clipped, number
from competition.shadow.figures import Entry
from competition.shadow.outline import Place, Rule
from competition.shadow.panel import together


@dataclass(frozen=True)
class Scored:
    """The figures of one entry above its aspects."""

    modules: dict[str, Fraction]
    components: dict[str, Fraction]
    total: Fraction | None


def _bound(rule: Rule, key: str) -> Fraction | None:
    return number(rule[key]) if rule.get(key) is not None else None


def sheet(entry: Entry, module: str, seat: int) -> Fraction | None:
    """What a judge's shared aspects of a module come to, rounded by the rule of a judge; None where he marked none."""
    points = [
        entry.own(place, seat)
        for place in entry.outline.of_module[module]
        if place.shared and place.counts and place.kind != "deduction"
    ]
    given = [figure for figure in points if figure is not None]
    return entry.outline.rounded("judge", sum(given, ZERO)) if given else None


def sheets(entry: Entry, module: str) -> dict[int, Fraction]:
    """The sheet figures of a module by seat, of the judges whose sheets count: finished ones as soon as there is one."""
    places = entry.outline.of_module[module]
    excluded = 1 if entry.outline.modules[module]["panel"].get("exclude_lead") else 0
    found = {seat: sheet(entry, module, seat) for seat in entry.sheets.seats(places) if seat != excluded}
    given = {seat: figure for seat, figure in found.items() if figure is not None}
    finished = {seat: figure for seat, figure in given.items() if _finished(entry, module, seat)}
    return finished or given


def _finished(entry: Entry, module: str, seat: int) -> bool:
    """Whether a judge has marked every shared aspect that must be marked, in as many attempts as must be made."""
    for place in entry.outline.of_module[module]:
        if place.shared and place.kind != "deduction" and place.rule.get("required"):
            rule = place.attempts
            least = 1 if rule is None else int(rule.get("minimum") or rule["count"])
            given = [marks for (key, _), marks in entry.sheets.marks.items() if key == place.key and seat in marks]
            if len(given) < least:
                return False
    return True


def critical(entry: Entry, place: Place) -> bool:
    """Whether anybody noted a fault that fails the module."""
    given = entry.sheets.marks.get((place.key, 0), {})
    return bool(place.rule.get("critical")) and any(not isinstance(mark, Gap) and mark > 0 for mark in given.values())


def shown(entry: Entry, module: str, seat: int) -> Fraction | None:
    """The sum a judge sees on his sheet, rounded as his: never below nothing, and nothing after a critical fault."""
    places = [place for place in entry.outline.of_module[module] if place.kind != "computed"]
    marked = [place for place in places if _marks(entry, place, seat)]
    if not marked:
        return None
    taken = [entry.sheets.marks.get((place.key, 0), {}).get(seat) for place in marked if place.rule.get("critical")]
    if any(mark is not None and not isinstance(mark, Gap) and mark > 0 for mark in taken):
        return ZERO
    points = [entry.own(place, seat) for place in marked if place.counts]
    return entry.outline.rounded("judge", max(ZERO, sum((figure for figure in points if figure is not None), ZERO)))


def _marks(entry: Entry, place: Place, seat: int) -> bool:
    return any(seat in given for (key, _), given in entry.sheets.marks.items() if key == place.key)


def _module(entry: Entry, key: str, levelled: Mapping[int, Fraction] | None) -> Fraction:
    outline, rule = entry.outline, entry.outline.modules[key]
    places = outline.of_module[key]
    if any(critical(entry, place) for place in places):
        return outline.rounded("module", ZERO)
    by_all, points = ZERO, ZERO
    for place in places:
        if place.counts and place.shared and place.kind != "deduction":
            by_all += entry.earned(place.key) or ZERO
        elif place.counts:
            points += entry.earned(place.key) or ZERO
    if rule["panel"]["level"] == "sheet":
        given = levelled if levelled is not None else sheets(entry, key)
        by_all = together(rule["panel"], list(given.values())) if given else ZERO
    points += outline.rounded("panel", by_all)
    floor = _bound(rule, "floor")
    points = clipped(points, ZERO if floor is None else floor, _bound(rule, "ceiling"))
    return outline.rounded("module", points)


def scored(entry: Entry, levelled: Mapping[str, Mapping[int, Fraction]]) -> Scored:
    """The modules, components and total of an entry; `levelled` are sheets by module with the leniency taken out."""
    outline = entry.outline
    modules = {key: _module(entry, key, levelled.get(key)) for key in outline.modules}
    scale = number(outline.plan["scale"])
    components = {}
    for key, rule in outline.components.items():
        inside = sum((modules[module] for module, of in outline.modules.items() if of["component"] == key), ZERO)
        share = clipped(inside * scale / number(rule["max"]), _bound(rule, "floor"), _bound(rule, "ceiling"))
        components[key] = outline.rounded("component", share)
    if not entry.sheets.marked:
        return Scored(modules, components, None)
    total = sum((number(rule["weight"]) * components[key] for key, rule in outline.components.items()), ZERO)
    total = clipped(total, outline.amount("total_floor"), outline.amount("total_ceiling"))
    return Scored(modules, components, outline.rounded("total", total))
