"""A tournament as it stands: rebuilt from its draw and its results by the engine, with the figures it comes to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from competition.contestants.queries import EntryRow
from competition.engine import brackets, matches, round_robin
from competition.engine.brackets import Bracket
from competition.engine.matches import Result
from competition.engine.round_robin import Group
from competition.engine.round_robin_rule import LOT, read_rule
from competition.matches.models import MatchAcceptance, MatchLot, MatchResult, Tournament
from competition.store.ledger import canonical

BRACKET, ROUND_ROBIN = "bracket", "round_robin"


@dataclass(frozen=True)
class Pairing:
    """A match of either format. A side is an entry, "" for nobody, None while it is not known; `state` waiting, ready,
    played, bye, or void for one that a withdrawal has settled; `winner` "first", "second", "drawn" or ""."""

    key: str
    round: int
    best_of: int
    first: str | None
    second: str | None
    state: str
    score: tuple[int, int] | None
    winner: str
    result: MatchResult | None


@dataclass(frozen=True)
class Play:
    """What a page shows and an action works on; `results` are those that stand, by match."""

    tournament: Tournament
    entries: Mapping[str, EntryRow]
    results: Mapping[str, MatchResult]
    withdrawn: frozenset[str]
    lots: Mapping[str, MatchLot]
    accepted: MatchAcceptance | None

    @property
    def drawn(self) -> bool:
        """Whether it stands who meets whom."""
        return self.tournament.entrants is not None

    @property
    def is_bracket(self) -> bool:
        """Whether who loses is out."""
        return self.tournament.format == BRACKET

    @cached_property
    def bracket(self) -> Bracket:
        """The bracket with its results."""
        entrants, options = tuple(self.tournament.entrants or ()), self.tournament.options
        return Bracket(entrants, tuple(options["best_of"]), options["third_place"], self._results)

    @cached_property
    def group(self) -> Group:
        """The round robin with its results."""
        entrants = tuple(self.tournament.entrants or ())
        return Group(entrants, read_rule(self.tournament.options), self._results, self.withdrawn)

    @cached_property
    def pairings(self) -> tuple[Pairing, ...]:
        """Every match, round by round."""
        if not self.drawn:
            return ()
        return tuple(self._bracket_pairings() if self.is_bracket else self._group_pairings())

    @property
    def rounds(self) -> dict[int, list[Pairing]]:
        """The matches of each round."""
        found: dict[int, list[Pairing]] = {}
        for one in self.pairings:
            found.setdefault(one.round, []).append(one)
        return found

    @property
    def left(self) -> int:
        """How many matches are still to be played."""
        return sum(one.state in ("ready", "waiting") for one in self.pairings)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to be played."""
        return self.drawn and not self.left

    @property
    def played_hash(self) -> str:
        """What names the results as they stand, with who withdrew."""
        results = [[key, one.games, one.absent] for key, one in sorted(self.results.items())]
        said = [self.tournament.entrants, results, sorted(self.withdrawn)]
        return hashlib.sha256(canonical(said).encode()).hexdigest()

    @property
    def settled(self) -> bool:
        """Whether the figures of exactly this were written."""
        return self.accepted is not None and self.accepted.played_hash == self.played_hash

    @property
    def wants_lot(self) -> bool:
        """Whether equals of the table are told apart by a lot at the end."""
        return not self.is_bracket and LOT in self.tournament.options["chain"]

    def table(self) -> tuple[round_robin.Row, ...]:
        """The table; by the lot once that was drawn."""
        lot = self.lots.get("table")
        numbers = {one: entry_number(self.entries[one]) for one in self.tournament.entrants or ()}
        if lot is None or lot.seed is None:
            return round_robin.table(self.group)
        return _by_lot(self.group, numbers, bytes.fromhex(lot.seed), lot_label("table", self.tournament.stage_id))

    def placing(self) -> tuple[brackets.Placed, ...]:
        """Everybody's place at the end of a bracket."""
        return brackets.placing(self.bracket)

    def places(self) -> dict[str, int]:
        """Entry -> place, of everybody who has one. Raises Impossible not_finished for a bracket that is not."""
        if self.is_bracket:
            return {one.entrant: one.place for one in self.placing()}
        return {row.entrant: row.rank for row in self.table() if row.rank is not None}

    def figures(self) -> dict[str, Decimal]:
        """Entry -> the figure of the plan's aspect, as the tournament's options make it of place or points."""
        if self.tournament.figure["kind"] == "earned":
            return {row.entrant: row.points for row in self.table() if row.rank is not None}
        return {entry: figure_of(self.tournament.figure, place) for entry, place in self.places().items()}

    def pairing(self, key: str) -> Pairing | None:
        """The match of this key."""
        return next((one for one in self.pairings if one.key == key), None)

    @cached_property
    def _results(self) -> tuple[Result, ...]:
        return tuple(result_of(key, one.games, one.absent) for key, one in self.results.items())

    def _bracket_pairings(self) -> list[Pairing]:
        found = []
        for one in self.bracket.matches.values():
            score = one.outcome.games if one.outcome else None
            winner = one.outcome.winner if one.outcome and one.outcome.winner in matches.SIDES else ""
            kept = self.results.get(one.key)
            found.append(
                Pairing(one.key, one.round, one.best_of, one.first, one.second, one.state, score, winner, kept)
            )
        return found

    def _group_pairings(self) -> list[Pairing]:
        rule, open_ones = self.group.rule, {one.key for one in self.group.open}
        found = []
        for one in self.group.fixtures:
            kept, score, winner = self.results.get(one.key), None, ""
            if kept is not None:
                came = matches.outcome(result_of(one.key, kept.games, kept.absent), rule.best_of, rule.draws)
                score, winner = came.games, "" if came.winner == matches.NOBODY else came.winner
            state = "played" if kept else "ready" if one.key in open_ones else "void"
            found.append(Pairing(one.key, one.round, rule.best_of, one.first, one.second, state, score, winner, kept))
        return found


def result_of(key: str, games: Sequence[Sequence[int]], absent: str) -> Result:
    """A result as the engine takes it."""
    return Result(key, tuple((game[0], game[1]) for game in games), absent)


def figure_of(figure: Mapping[str, Any], place: int) -> Decimal:
    """What a place is worth: itself, or its points, those beyond the list getting the same."""
    if figure["kind"] == "place":
        return Decimal(place)
    points = figure["points"]
    return Decimal(points[place - 1] if place <= len(points) else figure["beyond"])


def worth(figure: Mapping[str, Any], count: int) -> list[Decimal]:
    """Every figure that a place among so many can be worth; nothing is known before of points that are earned."""
    if figure["kind"] == "earned":
        return []
    return [figure_of(figure, place) for place in range(1, max(count, 2) + 1)]


def entry_number(entry: EntryRow) -> str:
    """What an entry is called in the record of a draw: its number, so long that texts sort as numbers do."""
    return f"{entry.number:04d}"


def lot_label(kind: str, stage_id: str) -> str:
    """What keeps the two draws of a stage apart."""
    return f"{kind}/{stage_id}"


def _by_lot(group: Group, numbers: Mapping[str, str], seed: bytes, label: str) -> tuple[round_robin.Row, ...]:
    """The table with a lot drawn among numbers, as its record says, and not among ids."""
    entries = {number: entry for entry, number in numbers.items()}
    renamed = Group(
        tuple(numbers[one] for one in group.entrants), group.rule, group.results,
        frozenset(numbers[one] for one in group.withdrawn),
    )  # fmt: skip
    rows = round_robin.table(renamed, seed, label)
    return tuple(replace(row, entrant=entries[row.entrant]) for row in rows)
