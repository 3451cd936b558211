"""Sittings, the places they happen in, and every double booking among them (rules 5.1, steps 3 to 7).

Times are whole minutes from a beginning that the caller chooses; a span is half open, so what ends at 540 and what begins
at 540 do not meet. A sitting takes its people, its panel and its stations for all of its minutes, and each of them rests
afterwards. What to propose is in `timetable_proposal`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from competition.engine.refusal import Refusal

PERSON, JUDGE, STATION, VENUE, SITTING = "person", "judge", "station", "venue", "sitting"


class TimetableRefused(Refusal):
    """Sittings or venues that cannot be, whatever the times; its `path` is the key of the one at fault."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to and without `end`, in minutes."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Station:
    """One place of work; `kind` says what stands there, such as a lathe."""

    key: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Venue:
    """Where sittings happen; `alone`: only one at a time, however many stations are free."""

    key: str
    stations: tuple[Station, ...]
    opening: tuple[Span, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One batch of a session: it takes `stations` stations of a kind ("" any), these persons and this panel.

    `venues` are where it may be (empty: anywhere); it neither starts before `earliest` nor ends after `latest`, nor
    starts before every sitting in `after` has ended.
    """

    key: str
    minutes: int
    stations: int
    kind: str = ""
    persons: tuple[str, ...] = ()
    judges: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    earliest: int | None = None
    latest: int | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rests:
    """Minutes that somebody or something is left alone after a sitting."""

    person: int = 0
    judge: int = 0
    station: int = 0

    def of(self, what: str) -> int:
        """The rest of a person, a judge or a station; a venue rests as its stations do."""
        return {PERSON: self.person, JUDGE: self.judge}.get(what, self.station)


NO_RESTS = Rests()


@dataclass(frozen=True, slots=True)
class Placed:
    """When and where a sitting is, at which stations."""

    sitting: str
    venue: str
    start: int
    stations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is wrong between two sittings, or with one (`other` "").

    `what` double (the same person, judge, station or venue in both), rest (too short between them), order, closed,
    early, late, few_stations, unknown_station, other_kind, other_venue, unknown_venue, unknown_sitting, placed_twice;
    `kind` and `name` who or what it is about. `one` starts first.
    """

    what: str
    one: str
    other: str = ""
    kind: str = ""
    name: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def batches(entries: Sequence[str], stations: int) -> tuple[tuple[str, ...], ...]:
    """The entries in the order given, as few batches as the stations allow, their sizes apart by at most one, the
    larger first. Raises TimetableRefused no_stations, entry_twice."""
    if stations < 1:
        raise TimetableRefused("no_stations", stations=str(stations))
    twice = [entry for entry, times in Counter(entries).items() if times > 1]
    if twice:
        raise TimetableRefused("entry_twice", entry=twice[0])
    count = -(-len(entries) // stations)
    found, start = [], 0
    for left in range(count, 0, -1):
        end = start + -(-(len(entries) - start) // left)
        found.append(tuple(entries[start:end]))
        start = end
    return tuple(found)


def check_sittings(sittings: Iterable[Sitting], venues: Iterable[Venue]) -> tuple[str, ...]:
    """The keys of the sittings, none before those that it comes after.

    Raises TimetableRefused: venue_twice, station_twice (in all venues together), upside_down, sitting_twice,
    not_positive, person_twice, judge_twice, unknown_venue, unknown_sitting, in_a_circle (sittings after each other).
    """
    stations: set[str] = set()
    known: set[str] = set()
    for venue in venues:
        if venue.key in known:
            raise TimetableRefused("venue_twice", venue.key)
        known.add(venue.key)
        for station in venue.stations:
            if station.key in stations:
                raise TimetableRefused("station_twice", venue.key, station=station.key)
            stations.add(station.key)
        if any(span.end <= span.start for span in venue.opening):
            raise TimetableRefused("upside_down", venue.key)
    after: dict[str, tuple[str, ...]] = {}
    for one in sittings:
        if one.key in after:
            raise TimetableRefused("sitting_twice", one.key)
        after[one.key] = one.after
        _check(one, known)
    for key, earlier in after.items():
        for other in earlier:
            if other not in after:
                raise TimetableRefused("unknown_sitting", key, sitting=other)
    return _forwards(after)


def _check(one: Sitting, venues: set[str]) -> None:
    if one.minutes < 1 or one.stations < 0:
        raise TimetableRefused("not_positive", one.key)
    for what, names in ((PERSON, one.persons), (JUDGE, one.judges)):
        twice = [name for name, times in Counter(names).items() if times > 1]
        if twice:
            raise TimetableRefused(f"{what}_twice", one.key, name=twice[0])
    for venue in one.venues:
        if venue not in venues:
            raise TimetableRefused("unknown_venue", one.key, venue=venue)


def _forwards(after: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    left, found = dict(after), []
    while left:
        free = [key for key, earlier in left.items() if not any(other in left for other in earlier)]
        if not free:
            raise TimetableRefused("in_a_circle", min(left))
        found += free
        for key in free:
            del left[key]
    return tuple(found)


def conflicts(
    placed: Sequence[Placed], sittings: Iterable[Sitting], venues: Iterable[Venue], rests: Rests = NO_RESTS
) -> tuple[Conflict, ...]:
    """Everything that is wrong with a timetable, in order of time; nothing when it can be kept.

    Takes any placing, however it came about: one that a hand moved is judged like one that was proposed.
    """
    known, places = {one.key: one for one in sittings}, {one.key: one for one in venues}
    order = sorted(placed, key=lambda one: (one.start, one.sitting, one.venue))
    found: list[Conflict] = []
    taken: dict[tuple[str, str], list[tuple[Placed, int]]] = defaultdict(list)
    at: dict[str, tuple[Placed, int]] = {}
    for one in order:
        if one.sitting not in known:
            found.append(Conflict("unknown_sitting", one.sitting))
            continue
        sitting = known[one.sitting]
        end = one.start + sitting.minutes
        if one.sitting in at:
            found.append(Conflict("placed_twice", one.sitting))
            continue
        at[one.sitting] = (one, end)
        found += _alone(one, sitting, places.get(one.venue))
        for resource in resources(one, sitting, places.get(one.venue)):
            taken[resource].append((one, end))
    for (kind, name), uses in sorted(taken.items()):
        found += _between(kind, name, uses, rests)
    for key in at:
        found += _order(known[key], at)
    return tuple(sorted(found, key=lambda one: (_start(at, one.one), one.one, one.other, one.kind, one.name, one.what)))


def resources(one: Placed, sitting: Sitting, venue: Venue | None) -> Iterator[tuple[str, str]]:
    """All that a sitting takes for itself, as kind and name."""
    yield from ((PERSON, name) for name in sitting.persons)
    yield from ((JUDGE, name) for name in sitting.judges)
    yield from ((STATION, name) for name in dict.fromkeys(one.stations))
    if venue is not None and venue.alone:
        yield VENUE, venue.key


def _alone(one: Placed, sitting: Sitting, venue: Venue | None) -> list[Conflict]:
    """What is wrong with a placed sitting by itself."""
    if venue is None:
        return [Conflict("unknown_venue", one.sitting, kind=VENUE, name=one.venue)]
    key, start, end = one.sitting, one.start, one.start + sitting.minutes
    found: list[Conflict] = []
    if sitting.venues and venue.key not in sitting.venues:
        found.append(Conflict("other_venue", key, kind=VENUE, name=venue.key))
    if not any(span.start <= start and end <= span.end for span in venue.opening):
        facts = {"start": str(start), "end": str(end)}
        found.append(Conflict("closed", key, kind=VENUE, name=venue.key, facts=facts))
    if sitting.earliest is not None and start < sitting.earliest:
        found.append(Conflict("early", key, facts={"start": str(start), "earliest": str(sitting.earliest)}))
    if sitting.latest is not None and end > sitting.latest:
        found.append(Conflict("late", key, facts={"end": str(end), "latest": str(sitting.latest)}))
    kinds = {station.key: station.kind for station in venue.stations}
    for name in dict.fromkeys(one.stations):
        if name not in kinds:
            found.append(Conflict("unknown_station", key, kind=STATION, name=name))
        elif sitting.kind and kinds[name] != sitting.kind:
            found.append(Conflict("other_kind", key, kind=STATION, name=name, facts={"kind": kinds[name]}))
    stations = len(set(one.stations))
    if stations < sitting.stations:
        facts = {"stations": str(stations), "wanted": str(sitting.stations)}
        found.append(Conflict("few_stations", key, facts=facts))
    return found


def _between(kind: str, name: str, uses: Sequence[tuple[Placed, int]], rests: Rests) -> Iterator[Conflict]:
    """Every two uses of one thing that meet or come too close; the uses are in order of their start."""
    rest = rests.of(kind)
    for number, (one, end) in enumerate(uses):
        for other, _ in uses[number + 1 :]:
            gap = other.start - end
            if gap >= rest and gap >= 0:
                break
            if gap < 0:
                yield Conflict("double", one.sitting, other.sitting, kind, name, {"minutes": str(-gap)})
            else:
                facts = {"minutes": str(gap), "wanted": str(rest)}
                yield Conflict("rest", one.sitting, other.sitting, kind, name, facts)


def _order(sitting: Sitting, at: Mapping[str, tuple[Placed, int]]) -> Iterator[Conflict]:
    start = at[sitting.key][0].start
    for other in sitting.after:
        if other in at and at[other][1] > start:
            yield Conflict("order", sitting.key, other, facts={"start": str(start), "ends": str(at[other][1])})


def _start(at: Mapping[str, tuple[Placed, int]], key: str) -> int:
    return at[key][0].start if key in at else -1
