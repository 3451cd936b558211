"""Proposing a timetable: every sitting as early as it can be, nobody and nothing twice at a time.

Sittings are placed one after another, the hardest first, each at the earliest start where its people, its panel, stations
and an open venue are free. Where one finds no place it goes to the front and all is tried again; the best of all tries is
proposed. The same sittings give the same timetable, in whatever order they are given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from competition.engine.timetable import (
    JUDGE,
    NO_RESTS,
    PERSON,
    SITTING,
    STATION,
    VENUE,
    Placed,
    Rests,
    Sitting,
    Station,
    TimetableRefused,
    Venue,
    check_sittings,
    resources,
)

FEWEST_TRIES, MOST_TRIES, WORK = 2, 12, 800
FOREVER = 10**9
TAKEN = "taken"
Resource = tuple[str, str]
Gap = tuple[int, int]
Window = tuple[Venue, list[Station], Gap]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A sitting without a place, and why: no_venue (none has so many stations of the kind), never_open (for so long,
    within the bounds of the sitting), after_unplaced, or taken; `by` is who or what is in the way, as kind and name, what
    is oftenest in the way first."""

    sitting: str
    why: str
    by: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The placed sittings in order of time, and those without a place by key."""

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]


def propose(
    sittings: Iterable[Sitting],
    venues: Iterable[Venue],
    rests: Rests = NO_RESTS,
    *,
    fixed: Iterable[Placed] = (),
    step: int = 5,
) -> Proposal:
    """When and where each sitting can be, starting on whole multiples of `step` minutes.

    What is `fixed` stays where it is, right or wrong, and the others keep clear of it. Raises TimetableRefused as
    `check_sittings`, and not_positive for the step, unknown_sitting, placed_twice, unknown_venue for what is fixed.
    """
    wanted, places = sorted(sittings, key=lambda one: one.key), sorted(venues, key=lambda one: one.key)
    order = check_sittings(wanted, places)
    if step < 1:
        raise TimetableRefused("not_positive", "step", step=str(step))
    hall = _Hall({one.key: one for one in wanted}, {one.key: one for one in places}, order, rests, step)
    stays = _stays(fixed, hall)
    stuck: Counter[str] = Counter()
    tries: list[_Try] = []
    for _ in range(max(FEWEST_TRIES, min(MOST_TRIES, WORK // max(1, len(wanted))))):
        tries.append(_Try(hall, stays, stuck))
        taken = [key for key, why in tries[-1].unplaced.items() if why == TAKEN]
        if not taken:
            break
        stuck.update(taken)
    return min(tries, key=lambda one: (len(one.unplaced), one.end())).proposal()


@dataclass(frozen=True, slots=True)
class _Hall:
    """What does not change from try to try."""

    sittings: Mapping[str, Sitting]
    venues: Mapping[str, Venue]
    order: Sequence[str]
    rests: Rests
    step: int

    def upwards(self, minute: int) -> int:
        """The first multiple of the step that is not before this minute."""
        return -(-minute // self.step) * self.step

    def latest(self, stays: Mapping[str, Placed], *, wish: bool) -> dict[str, int]:
        """When each sitting has to have ended: by its own bound and for the fixed ones that come after it; as a `wish`, for
        all others that do, too."""
        found = {key: FOREVER if one.latest is None else one.latest for key, one in self.sittings.items()}
        for key in reversed(self.order):
            one = self.sittings[key]
            for earlier in one.after:
                if key in stays:
                    found[earlier] = min(found[earlier], stays[key].start)
                elif wish:
                    found[earlier] = min(found[earlier], found[key] - one.minutes)
        return found


def _stays(fixed: Iterable[Placed], hall: _Hall) -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    for one in fixed:
        if one.sitting not in hall.sittings:
            raise TimetableRefused("unknown_sitting", one.sitting)
        if one.sitting in found:
            raise TimetableRefused("placed_twice", one.sitting)
        if one.venue not in hall.venues:
            raise TimetableRefused("unknown_venue", one.sitting, venue=one.venue)
        found[one.sitting] = one
    return found


class _Blocks:
    """The starts that are taken: open gaps, counted as many times as they cover a minute."""

    def __init__(self, gaps: Iterable[Gap]) -> None:
        pairs = list(gaps)
        self.starts = sorted(start for start, _ in pairs)
        self.ends = sorted(end for _, end in pairs)

    def over(self, minute: int) -> int:
        """How many gaps this minute lies in; their ends do not belong to them."""
        return bisect_left(self.starts, minute) - bisect_right(self.ends, minute)


class _Try:
    """One run through all sittings."""

    def __init__(self, hall: _Hall, stays: Mapping[str, Placed], stuck: Mapping[str, int]) -> None:
        self.hall = hall
        self.stays = stays
        self.wish, self.latest = hall.latest(stays, wish=True), hall.latest(stays, wish=False)
        self.busy: dict[Resource, list[Gap]] = defaultdict(list)
        self.placed: dict[str, Placed] = {}
        self.unplaced: dict[str, str] = {}
        for one in stays.values():
            self._keep(one)
        for key in self._queue(stuck):
            found = self._place(hall.sittings[key])
            if isinstance(found, Placed):
                self._keep(found)
            else:
                self.unplaced[key] = found

    def end(self) -> int:
        """When the last sitting ends."""
        return max((self._end(key) for key in self.placed), default=0)

    def proposal(self) -> Proposal:
        """What came of it, with what is in the way of those that are left over."""
        placed = sorted(self.placed.values(), key=lambda one: (one.start, one.sitting))
        left = (
            Unplaced(key, why, self._blame(self.hall.sittings[key]) if why == TAKEN else ())
            for key, why in sorted(self.unplaced.items())
        )
        return Proposal(tuple(placed), tuple(left))

    def _queue(self, stuck: Mapping[str, int]) -> Iterator[str]:
        """The hardest first, and none before those it comes after: what was stuck, what has to end early, the longest
        row of sittings after each other, who has the most to do."""
        sittings = self.hall.sittings
        urgent = {key: stuck.get(key, 0) for key in sittings}
        row = {key: one.minutes for key, one in sittings.items()}
        for key in reversed(self.hall.order):
            for earlier in sittings[key].after:
                urgent[earlier] = max(urgent[earlier], urgent[key])
                row[earlier] = max(row[earlier], row[key] + sittings[earlier].minutes)
        load: Counter[Resource] = Counter()
        for one in sittings.values():
            for resource in _people(one):
                load[resource] += one.minutes
        rank = {
            key: (
                -urgent[key],
                self.wish[key],
                -row[key],
                -max((load[each] for each in _people(one)), default=0),
                key,
            )
            for key, one in sittings.items()
            if key not in self.stays
        }
        waiting = {key: {other for other in sittings[key].after if other in rank} for key in rank}
        free = [rank[key] for key, others in waiting.items() if not others]
        heapify(free)
        while free:
            key = heappop(free)[-1]
            yield key
            for other, others in waiting.items():
                if key in others:
                    others.remove(key)
                    if not others:
                        heappush(free, rank[other])

    def _keep(self, one: Placed) -> None:
        sitting = self.hall.sittings[one.sitting]
        self.placed[one.sitting] = one
        for resource in resources(one, sitting, self.hall.venues[one.venue]):
            insort(self.busy[resource], (one.start, one.start + sitting.minutes))

    def _place(self, one: Sitting) -> Placed | str:
        """Its place, or why it has none."""
        if any(other not in self.placed for other in one.after):
            return "after_unplaced"
        if not self._roomy(one):
            return "no_venue"
        if not self._windows(one, self.latest[one.key]):
            return "never_open"
        for latest in dict.fromkeys((self.wish[one.key], self.latest[one.key])):
            found = self._earliest(one, self._windows(one, latest))
            if found is not None:
                return found
        return TAKEN

    def _earliest(self, one: Sitting, windows: Sequence[Window]) -> Placed | None:
        """The earliest place in these windows, None where all is taken."""
        ready = self._ready(one)
        people = _Blocks(gap for resource in _people(one) for gap in self._gaps(resource, one))
        rooms: dict[str, _Blocks] = {}
        best: Placed | None = None
        for venue, stations, (low, high) in windows:
            if best is not None and max(low, ready) >= best.start:
                continue
            if venue.key not in rooms:
                rooms[venue.key] = self._room(one, venue, stations)
            room = rooms[venue.key]
            for start in self._starts(max(low, ready), high, (people, room)):
                if best is not None and start >= best.start:
                    break
                if not people.over(start) and room.over(start) <= len(stations) - one.stations:
                    best = Placed(one.key, venue.key, start, self._seats(one, stations, start))
                    break
        return best

    def _room(self, one: Sitting, venue: Venue, stations: Sequence[Station]) -> _Blocks:
        """The gaps of the stations; where a venue takes one sitting at a time, those of the venue as often as there are
        stations, and once more."""
        gaps = [gap for each in stations for gap in self._gaps((STATION, each.key), one)]
        return _Blocks(gaps + self._gaps((VENUE, venue.key), one) * (len(stations) + 1))

    def _blame(self, one: Sitting) -> tuple[Resource, ...]:
        """What is in the way of a sitting that found no place, by how many of its possible starts each thing takes."""
        found: Counter[Resource] = Counter()
        ready = self._ready(one)
        people = {each: _Blocks(self._gaps(each, one)) for each in _people(one)}
        for venue, stations, (low, high) in self._windows(one, self.latest[one.key]):
            if high < ready:
                found.update((SITTING, other) for other in one.after if self._end(other) > high)
            room = self._room(one, venue, stations)
            for start in self._starts(max(low, ready), high, (*people.values(), room)):
                found.update(each for each, blocks in people.items() if blocks.over(start))
                if room.over(start) > len(stations) - one.stations:
                    found[VENUE, venue.key] += 1
        return tuple(sorted(found, key=lambda each: (-found[each], each)))

    def _end(self, key: str) -> int:
        return self.placed[key].start + self.hall.sittings[key].minutes

    def _roomy(self, one: Sitting) -> list[tuple[Venue, list[Station]]]:
        """The venues with enough stations of the kind, those with the fewest to spare first."""
        found = [
            (venue, [each for each in venue.stations if not one.kind or each.kind == one.kind])
            for venue in self.hall.venues.values()
            if not one.venues or venue.key in one.venues
        ]
        enough = [(venue, stations) for venue, stations in found if len(stations) >= one.stations]
        return sorted(enough, key=lambda pair: (len(pair[1]), pair[0].key))

    def _windows(self, one: Sitting, latest: int) -> list[Window]:
        """Each opening of a roomy venue, with the first and last possible start by the sitting's own bounds; the earliest
        first, else as the venues stand."""
        earliest = -FOREVER if one.earliest is None else one.earliest
        found: list[Window] = []
        for venue, stations in self._roomy(one):
            for span in venue.opening:
                low = self.hall.upwards(max(span.start, earliest))
                high = min(span.end, latest) - one.minutes
                if low <= high:
                    found.append((venue, stations, (low, high)))
        return sorted(found, key=lambda window: window[2][0])

    def _ready(self, one: Sitting) -> int:
        """When the last of those it comes after has ended."""
        return max((self._end(other) for other in one.after), default=-FOREVER)

    def _gaps(self, resource: Resource, one: Sitting) -> list[Gap]:
        """The starts that a sitting cannot have because of what this resource does already, none counted twice."""
        rest = self.hall.rests.of(resource[0])
        found: list[Gap] = []
        for start, end in self.busy.get(resource, ()):
            low, high = start - one.minutes - rest, end + rest
            if found and low < found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], high))
            else:
                found.append((low, high))
        return found

    def _starts(self, low: int, high: int, blocks: Sequence[_Blocks]) -> list[int]:
        """Every start that can be the earliest: the first of all, and whenever something becomes free."""
        free = {low} | {end for block in blocks for end in block.ends if low < end}
        return sorted(start for start in {self.hall.upwards(minute) for minute in free} if start <= high)

    def _seats(self, one: Sitting, stations: Sequence[Station], start: int) -> tuple[str, ...]:
        free = [each.key for each in stations if not _Blocks(self._gaps((STATION, each.key), one)).over(start)]
        return tuple(free[: one.stations])


def _people(one: Sitting) -> list[Resource]:
    return [(PERSON, name) for name in one.persons] + [(JUDGE, name) for name in one.judges]
