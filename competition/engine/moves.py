"""States and the moves between them, as data: which moves are open from a state, and why the others are not.

A table knows nothing of what moves by it: an event, a selection, a nomination. Who may make a move is the key of a
permission, what a move needs are keys of guards; what they stand for is answered by whoever asks (rules 5.1, 5.2).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Move:
    """One way from state `frm` to state `to`.

    `may` is the key of the permission it takes, None when it happens by itself and nobody makes it; `needs` are keys of
    guards that must all hold; `reason` whether one must be given. A move with `returns` is open only to where the thing
    was before it came into `frm`.
    """

    frm: str
    to: str
    may: str | None
    needs: tuple[str, ...] = ()
    reason: bool = False
    returns: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A move as it stands: `allowed` whether the asker may make it, `failing` the guards that do not hold."""

    move: Move
    allowed: bool
    failing: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether the asker can make it now."""
        return self.allowed and not self.failing


@dataclass(frozen=True, kw_only=True)
class Station:
    """A state of the main path as a diagram shows it: sign is done, skipped, now, left (a
    side was entered from it), open (a move leads there) or closed."""

    state: str
    sign: str


class Table:
    """The moves of one kind of thing. `path` is the main path from the first state to the last, `sides` are the others.

    Raises ValueError for a move between unknown states, a move twice, or one that leads nowhere else.
    """

    def __init__(self, path: Iterable[str], sides: Iterable[str], moves: Iterable[Move]) -> None:
        self.path = tuple(path)
        self.sides = tuple(sides)
        self.moves = tuple(moves)
        self._from: dict[str, list[Move]] = {state: [] for state in (*self.path, *self.sides)}
        if len(self._from) != len(self.path) + len(self.sides):
            raise ValueError("a state stands twice")
        for move in self.moves:
            if move.frm not in self._from or move.to not in self._from or move.frm == move.to:
                raise ValueError(f"no such move: {move.frm} to {move.to}")
            if any(one.to == move.to for one in self._from[move.frm]):
                raise ValueError(f"a move twice: {move.frm} to {move.to}")
            self._from[move.frm].append(move)

    @property
    def states(self) -> tuple[str, ...]:
        """Every state: the main path, then the sides."""
        return self.path + self.sides

    def index(self, state: str) -> int:
        """How far along the main path a state is; -1 for a side."""
        return self.path.index(state) if state in self.path else -1

    def moves_from(self, state: str, came_from: str | None = None) -> list[Move]:
        """The moves that lead out of a state, those along the path first; a returning move only to `came_from`.

        Raises KeyError for a state the table does not have.
        """
        found = [move for move in self._from[state] if not move.returns or move.to == came_from]
        return sorted(found, key=lambda move: self._nearness(state, move.to))

    def find(self, frm: str, to: str, came_from: str | None = None) -> Move | None:
        """The move between two states, or None where there is none."""
        return next((move for move in self.moves_from(frm, came_from) if move.to == to), None)

    def standings(
        self,
        state: str,
        may: Callable[[str], bool],
        failing: Collection[str],
        came_from: str | None = None,
    ) -> list[Standing]:
        """How every move out of a state stands for somebody, when these guards do not hold."""
        return [
            Standing(
                move=move,
                allowed=move.may is not None and may(move.may),
                failing=tuple(key for key in move.needs if key in failing),
            )
            for move in self.moves_from(state, came_from)
        ]

    def needed(self, state: str, came_from: str | None = None) -> frozenset[str]:
        """The guards that the moves out of a state ask for."""
        return frozenset(key for move in self.moves_from(state, came_from) for key in move.needs)

    def stations(self, state: str, visited: Collection[str] = (), came_from: str | None = None) -> list[Station]:
        """The main path as it looks from `state`, `visited` being the states it was in before.

        From a side state the path is shown as it was left, at `came_from`, with nothing open.
        """
        at = self.index(state if state in self.path else came_from or self.path[0])
        ahead = {move.to for move in self._from[state]} if state in self.path else set()
        return [
            Station(state=one, sign=self._sign(one, n, at, state, ahead, visited)) for n, one in enumerate(self.path)
        ]

    def aside(self, state: str, came_from: str | None = None) -> list[Station]:
        """The side states as they look from `state`."""
        ahead = {move.to for move in self.moves_from(state, came_from)}
        return [
            Station(state=one, sign="now" if one == state else "open" if one in ahead else "closed")
            for one in self.sides
        ]

    def reachable(self) -> frozenset[str]:
        """The states that can be reached from the first one."""
        found, waiting = {self.path[0]}, [self.path[0]]
        while waiting:
            new = {move.to for move in self._from[waiting.pop()]} - found
            found |= new
            waiting += new
        return frozenset(found)

    def ends(self) -> frozenset[str]:
        """The states out of which nothing leads."""
        return frozenset(state for state, moves in self._from.items() if not moves)

    def _nearness(self, state: str, to: str) -> tuple[int, int]:
        """Forward moves by distance, then sides, then moves back by distance."""
        if to not in self.path:
            return 1, self.sides.index(to)
        distance = self.index(to) - self.index(state)
        return (0, distance) if distance > 0 else (2, -distance)

    @staticmethod
    def _sign(one: str, n: int, at: int, state: str, ahead: set[str], visited: Collection[str]) -> str:
        if n == at:
            return "now" if one == state else "left"
        if n < at:
            return "done" if not visited or one in visited else "skipped"
        return "open" if one in ahead else "closed"
