"""Proposing panels: who sits in which module, evenly, and never against a bar (field rule CN-9).

Seats are dealt by the cheapest flow from candidates through their enterprises to panels, so that as many seats as can be
are filled, wishes (such as the last edition's seats) are met where they can be, loads differ by at most one where that is
possible, better qualified people come first, and what is left is decided by the seed: the same seed, the same proposal.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

WISH = 10**12
EVEN = 10**8
RANK = 10**4
CHANCE = 997
MOST_RANK = 9


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may sit: `enterprise` is empty where it does not matter, `rank` 0 is the best qualified (to 9), `load`
    counts the seats he has elsewhere."""

    key: str
    enterprise: str = ""
    rank: int = 0
    load: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who sits in each panel, in the order of the seats; `short` names the panels that lack judges, and how many."""

    seats: Mapping[str, tuple[str, ...]]
    short: Mapping[str, int]

    def loads(self) -> dict[str, int]:
        """How many seats each seated candidate has."""
        found: dict[str, int] = defaultdict(int)
        for panel in self.seats.values():
            for key in panel:
                found[key] += 1
        return dict(found)


@dataclass(slots=True)
class _Edge:
    """One way of the flow: where it leads, how much more it takes, what a unit costs, and its way back."""

    to: int
    room: int
    cost: int
    back: int


@dataclass(slots=True)
class _Net:
    """A flow network; node 0 is the source, node 1 the sink."""

    ways: list[list[_Edge]] = field(default_factory=lambda: [[], []])

    def node(self) -> int:
        self.ways.append([])
        return len(self.ways) - 1

    def join(self, start: int, end: int, room: int, cost: int) -> _Edge:
        ahead = _Edge(end, room, cost, len(self.ways[end]))
        self.ways[start].append(ahead)
        self.ways[end].append(_Edge(start, 0, -cost, len(self.ways[start]) - 1))
        return ahead

    def fill(self) -> None:
        """Send unit after unit along the cheapest way, until no more goes through."""
        while (way := self._cheapest()) is not None:
            for node, number in way:
                edge = self.ways[node][number]
                edge.room -= 1
                self.ways[edge.to][edge.back].room += 1

    def _cheapest(self) -> list[tuple[int, int]] | None:
        """The edges of the cheapest way from source to sink as (node, number of the edge), or None."""
        cost: dict[int, int] = {0: 0}
        before: dict[int, tuple[int, int]] = {}
        waiting, queued = deque([0]), {0}
        while waiting:
            node = waiting.popleft()
            queued.discard(node)
            for number, edge in enumerate(self.ways[node]):
                through = cost[node] + edge.cost
                if edge.room and (edge.to not in cost or through < cost[edge.to]):
                    cost[edge.to], before[edge.to] = through, (node, number)
                    if edge.to not in queued:
                        waiting.append(edge.to)
                        queued.add(edge.to)
        if 1 not in cost:
            return None
        way, node = [], 1
        while node:
            way.append(before[node])
            node = before[node][0]
        return way


def propose(
    candidates: Sequence[Candidate],
    panels: Mapping[str, int],
    *,
    seed: str,
    barred: Collection[tuple[str, str]] = (),
    wished: Collection[tuple[str, str]] = (),
) -> Proposal:
    """Deal the seats of `panels` (key -> seats) to the candidates.

    Nobody sits where (candidate, panel) is barred, twice in one panel, or beside somebody of the same enterprise.
    """
    barred, wished = frozenset(barred), frozenset(wished)
    net, taken = _Net(), {}
    ends = {key: net.node() for key in panels}
    for key, wanted in panels.items():
        net.join(ends[key], 1, wanted, 0)
    gates: dict[tuple[str, str], int] = {}
    for one in sorted(candidates, key=lambda one: one.key):
        start = net.node()
        for nth in range(len(panels)):
            net.join(0, start, 1, EVEN * (2 * (one.load + nth) + 1))
        for key in panels:
            if (one.key, key) in barred:
                continue
            end = _gate(net, gates, ends, one.enterprise, key)
            cost = min(one.rank, MOST_RANK) * RANK + drawn(seed, one.key, key) % CHANCE
            taken[one.key, key] = net.join(start, end, 1, cost - WISH * ((one.key, key) in wished))
    net.fill()
    seats = {
        key: _ordered(
            [one for one in candidates if (one.key, key) in taken and not taken[one.key, key].room], seed, key
        )
        for key in panels
    }
    short = {key: panels[key] - len(found) for key, found in seats.items() if len(found) < panels[key]}
    return Proposal(seats, short)


def first(candidates: Iterable[Candidate], *, seed: str, place: str) -> Candidate | None:
    """The one to be chief or to stand on the floor: least loaded, best qualified, else by the seed."""
    return min(candidates, key=lambda one: (one.load, one.rank, drawn(seed, one.key, place)), default=None)


def drawn(seed: str, *parts: str) -> int:
    """A number that chance would give, decided by the seed."""
    return int.from_bytes(hashlib.sha256("\x1f".join((seed, *parts)).encode()).digest()[:8])


def _gate(net: _Net, gates: dict[tuple[str, str], int], ends: Mapping[str, int], enterprise: str, key: str) -> int:
    """Where a candidate enters a panel: the panel itself, or the one place his enterprise has in it."""
    if not enterprise:
        return ends[key]
    if (enterprise, key) not in gates:
        gates[enterprise, key] = net.node()
        net.join(gates[enterprise, key], ends[key], 1, 0)
    return gates[enterprise, key]


def _ordered(seated: Sequence[Candidate], seed: str, panel: str) -> tuple[str, ...]:
    """The best qualified on seat 1, which also marks what only one judge marks."""
    return tuple(one.key for one in sorted(seated, key=lambda one: (one.rank, drawn(seed, one.key, panel, "seat"))))
