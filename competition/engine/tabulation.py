"""From the marks of all entries to the result list: scores, the figures of the field, scale scores, ranks.

Where a plan asks about the field, an entry is scored twice: first by itself, which gives the figures that do not depend
on others and tells who does not finish, and then beside the population, which is every entry without a status. A mark
changes one entry; others are scored again only when a figure of the field that they use has changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from competition.engine.expressions import Figure
from competition.engine.leniency import LenientPanels
from competition.engine.plans import Plan
from competition.engine.population import EntryView, Population
from competition.engine.ranking import Ranked, Standing, rank_field
from competition.engine.scores import EntryScore, figure_of
from competition.engine.totals import score_entry

DNF = "DNF"


@dataclass(frozen=True, slots=True)
class Entrant:
    """An entry as it comes to be scored: its marks by (module, seat, slot), its panels (module -> seats), its status ''
    or DNS, DNF, WD, DQ, and what awards ask about it."""

    key: str
    marks: Mapping[tuple[str, int, str], str]
    seats: Mapping[str, Sequence[int]]
    status: str = ""
    division: str = ""
    organisation: str = ""
    team: str = ""
    prior_level: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the result list. `total` is None while nothing is marked; `status` says DNF too where a figure that the
    plan asks for cannot be had; `broken_by` is what put it apart from its neighbour with the same figure; `provisional`:
    marks that are still missing, its own or the field's, can change it."""

    entry: str
    rank: int | None
    tied: bool
    status: str
    total: Decimal | None
    score: EntryScore
    scale_score: Decimal | None
    broken_by: str | None
    tie: tuple[str, ...]
    provisional: bool


@dataclass(frozen=True, slots=True)
class Tabulation:
    """The result list under a plan, in its order."""

    plan_hash: str
    rows: tuple[Row, ...]

    @property
    def provisional(self) -> bool:
        """Whether marks that are still missing can change it."""
        return any(row.provisional for row in self.rows)

    def row(self, entry: str) -> Row:
        """The line of an entry; KeyError when it is not there."""
        return {row.entry: row for row in self.rows}[entry]


def looks_at_field(plan: Plan) -> bool:
    """Whether an entry's score rests on the marks of others too; without that only its rank and scale score do."""
    return bool(plan.population_needs) or any(module.panel.leniency != "none" for module in plan.modules)


def tabulate(plan: Plan, entrants: Iterable[Entrant]) -> Tabulation:
    """The result list of all entries from their marks; Impossible not_a_number for a text that never was a value."""
    return Tabulator(plan, entrants).result()


@dataclass(slots=True)
class _Entered:
    """An entry while it is tabulated: `alone` is its score by itself, `score` the one beside the field, made of what the
    population `told` it and of `adjusted` figures of sheets."""

    marks: dict[tuple[str, int, str], str]
    seats: Mapping[str, Sequence[int]]
    status: str
    alone: EntryScore
    score: EntryScore
    standing: Standing
    view: EntryView
    told: tuple[Figure, ...] = ()
    adjusted: Mapping[tuple[str, int], Decimal] = field(default_factory=dict)
    row: Row | None = None


class Tabulator:
    """A result list that follows its marks: whatever has changed, it is what `tabulate` makes of the marks as they are."""

    def __init__(self, plan: Plan, entrants: Iterable[Entrant]) -> None:
        self._plan = plan
        self._population = Population(plan.population_keys)
        self._panels = LenientPanels(plan)
        self._needs = sorted(plan.population_needs)
        self._lenient = any(module.panel.leniency != "none" for module in plan.modules)
        self._asks = looks_at_field(plan)
        self._scales = plan.scale_score is not None and plan.scale_score.method != "none"
        ends = (aspect.key for module in plan.modules for aspect in module.aspects if aspect.dnf_if_none)
        self._ending = frozenset(ends) - plan.on_population
        self._entries: dict[str, _Entered] = {}
        self._marked: set[str] = set()
        self._changed: set[str] = set()
        self._last: Tabulation | None = None
        for one in entrants:
            self.entrant(one)

    def entrant(self, one: Entrant) -> None:
        """An entry comes, or all that is known of it is this now; nothing is worked out again where it is what it was.
        Impossible not_a_number for a text that never was a value."""
        entered = self._entries.get(one.key)
        if entered is None:
            score = score_entry(self._plan, one.marks, one.seats)
            standing, view = Standing(one.key, None), EntryView(self._population, {})
            self._entries[one.key] = _Entered(dict(one.marks), one.seats, one.status, score, score, standing, view)
            self._changed.add(one.key)
            return
        if entered.marks != one.marks or entered.seats != one.seats:
            entered.marks, entered.seats = dict(one.marks), one.seats
            self._marked.add(one.key)
        self.status(one.key, one.status)

    def mark(self, entry: str, module: str, seat: int, slot: str, value: str | None) -> None:
        """A mark was given, or taken back (None); KeyError for an entry that does not take part."""
        marks = self._entries[entry].marks
        if value is None:
            marks.pop((module, seat, slot), None)
        else:
            marks[module, seat, slot] = value
        self._marked.add(entry)

    def status(self, entry: str, status: str) -> None:
        """The entry did not start, did not finish, withdrew, is out, or takes part after all (''); KeyError as above."""
        entered = self._entries[entry]
        if entered.status != status:
            entered.status = status
            self._changed.add(entry)

    def result(self) -> Tabulation:
        """The result list of the marks as they are now, the same object as before where nothing was told since;
        Impossible not_a_number for a text that never was a value."""
        if self._last is not None and not self._marked and not self._changed:
            return self._last
        for key in self._marked:
            entered = self._entries[key]
            entered.alone = score_entry(self._plan, entered.marks, entered.seats)
        changed = self._marked | self._changed
        for key in self._beside_the_field(changed) if self._asks else self._alone(changed):
            self._entries[key].standing = _standing(key, self._entries[key])
        self._marked, self._changed = set(), set()
        places = rank_field(self._plan, [entered.standing for entered in self._entries.values()])
        waiting = any(not one.standing.status and not one.score.complete for one in self._entries.values())
        self._last = Tabulation(self._plan.document_hash, tuple(self._row(place, waiting) for place in places))
        return self._last

    def _alone(self, changed: set[str]) -> set[str]:
        for key in changed:
            self._entries[key].score = self._entries[key].alone
        return changed

    def _beside_the_field(self, changed: set[str]) -> set[str]:
        """Score again who was marked and whom the field tells something else than before: first what expressions ask,
        which also tells who does not finish, then what becomes of the judges' figures. Gives the entries that were."""
        moved = {key for key in changed if self._enter(key)}
        renewed = set(changed)
        for key in self._entries if moved else changed:
            entered = self._entries[key]
            told = tuple(entered.view.figure(*need) for need in self._needs)
            if key in changed or told != entered.told:
                entered.told = told
                self._score(entered)
                renewed.add(key)
        return renewed | self._without_leniency(renewed) if self._lenient else renewed

    def _without_leniency(self, renewed: set[str]) -> set[str]:
        given = ((key, self._entries[key]) for key in renewed)
        moved = {key for key, one in given if self._panels.put(key, one.score, not one.status and not one.score.dnf)}
        again = set()
        for key in self._entries if moved else renewed:
            entered = self._entries[key]
            adjusted = self._panels.of(key)
            if adjusted != entered.adjusted:
                entered.adjusted = adjusted
                self._score(entered)
                again.add(key)
        return again

    def _score(self, entered: _Entered) -> None:
        entered.score = score_entry(self._plan, entered.marks, entered.seats, entered.view, entered.adjusted)

    def _enter(self, key: str) -> bool:
        """Let the population have what an entry brings, which is nothing unless it takes part and finishes by itself;
        whether that moves it."""
        entered = self._entries[key]
        belongs = not entered.status and self._ending.isdisjoint(entered.alone.none)
        figures = {asked: figure_of(entered.alone.aspect(asked)) for asked in self._plan.population_keys}
        entered.view = EntryView(self._population, figures)
        return self._population.put(key, figures if belongs else {})

    def _row(self, place: Ranked, waiting: bool) -> Row:
        """The line of an entry; the same one as before where nothing in it has changed."""
        entered = self._entries[place.entry]
        standing = place.standing
        resting = waiting and self._asks
        if entered.score.provisional != resting:
            entered.score = replace(entered.score, provisional=resting)
        row = Row(
            entry=place.entry,
            rank=place.rank,
            tied=place.tied,
            status=standing.status,
            total=standing.total,
            score=entered.score,
            scale_score=standing.scale_score,
            broken_by=place.broken_by,
            tie=standing.tie,
            provisional=not standing.status and (not entered.score.complete or resting or (waiting and self._scales)),
        )
        if entered.row is None or not _same(entered.row, row):
            entered.row = row
        return entered.row


def _standing(key: str, entered: _Entered) -> Standing:
    """What the entry is ranked by; without a total while nothing is marked."""
    score = entered.score
    status = entered.status or (DNF if score.dnf else "")
    return Standing(key, score.total if entered.marks else None, score.tie, status)


def _same(one: Row, other: Row) -> bool:
    """Whether two lines say the same; a score that was not made again is the same one."""
    return one.score is other.score and one == other
