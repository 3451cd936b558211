"""The order of the entries: the leading figure, the tie-breaks one after another on what is still tied, the last resort."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from competition.shadow.arithmetic import ZERO, Figure, Gap
from competition.shadow.field import Contest
from competition.shadow.marks import natural
from competition.shadow.totals import shown

UNRANKED = ("", "DNF", "DNS", "WD", "DQ")
Group = list[str]


@dataclass(frozen=True)
class Ranked:
    """An entry's rank among those it is compared with, and whether it shares it."""

    rank: int
    tied: bool


class Ordering:
    """Puts entries of a contest in order as the plan says."""

    def __init__(self, contest: Contest) -> None:
        self.contest, self.rule = contest, contest.outline.order
        self.low = self.rule["better"] == "low"

    def ranks(self, entries: Iterable[str]) -> dict[str, Ranked]:
        """The ranks of some ranked entries among themselves, best first."""
        leading = self.contest.totals if self.rule["by"] == "total" else self.contest.scale_scores
        groups = self._by_key(list(entries), lambda entry: leading[entry], lowest=self.low)
        for comparator in self.contest.outline.plan.get("ties") or []:
            groups = [part for group in groups for part in self._parted(group, comparator)]
        groups = [part for group in groups for part in self._last_resort(group)]
        found: dict[str, Ranked] = {}
        for group in groups:
            rank = len(found) + 1
            found.update({entry: Ranked(rank, len(group) > 1) for entry in sorted(group, key=natural)})
        return found

    def unranked(self) -> list[str]:
        """The others: unmarked first, then by status, then by entry."""
        others = [entry for entry in self.contest.entries if entry not in self.contest.totals]
        return sorted(others, key=lambda entry: (UNRANKED.index(self.contest.statuses[entry]), natural(entry)))

    def _by_key(self, group: Group, figure: Callable[[str], Figure | None], *, lowest: bool = False) -> list[Group]:
        """A group parted by a figure: best first, those without one last."""

        def place(entry: str) -> tuple[int, Fraction]:
            found = figure(entry)
            if found is None or isinstance(found, Gap):
                return 1, ZERO
            return 0, found if lowest else -found

        return [list(part) for _, part in groupby(sorted(group, key=place), key=place)]

    def _parted(self, group: Group, comparator: str) -> list[Group]:
        if len(group) == 1:
            return [group]
        word, _, key = comparator.partition(":")
        entries, scores = self.contest.entries, self.contest.scores
        if word == "judges_majority":
            wins = self._majority(group, key)
            return self._by_key(group, lambda entry: wins[entry])
        figures: dict[str, Callable[[str], Figure | None]] = {
            "component": lambda entry: scores[entry].components[key],
            "module": lambda entry: scores[entry].modules[key],
            "criterion": lambda entry: self._criterion(entry, key),
            "aspect": lambda entry: entries[entry].earned(key),
            "value": lambda entry: entries[entry].figure(key),
            "time": lambda entry: entries[entry].figure(key),
            "best_attempt": lambda entry: entries[entry].best_attempt(key),
            "fewer_deductions": self._taken,
        }
        lowest = word == "time" or (word == "best_attempt" and self._better_low(key))
        return self._by_key(group, figures[word], lowest=lowest)

    def _better_low(self, key: str) -> bool:
        attempts = self.contest.outline.places[key].attempts
        return attempts is not None and attempts.get("better") == "low"

    def _criterion(self, entry: str, key: str) -> Fraction:
        """The sum of a criterion, which like that of a module is nothing while nothing is marked."""
        places = [place for place in self.contest.outline.places.values() if place.criterion == key and place.counts]
        return sum((self.contest.entries[entry].earned(place.key) or ZERO for place in places), ZERO)

    def _taken(self, entry: str) -> Fraction:
        """All that deductions took, as a figure that is no higher than nothing."""
        places = [place for place in self.contest.outline.places.values() if place.kind == "deduction"]
        return sum((self.contest.entries[entry].earned(place.key) or ZERO for place in places), ZERO)

    def _majority(self, group: Group, module: str) -> dict[str, Fraction]:
        """How often judges put an entry above another of the group: one for each above, a half for each level with it."""
        places = self.contest.outline.of_module[module]
        wins = dict.fromkeys(group, ZERO)
        for seat in sorted({seat for entry in group for seat in self.contest.entries[entry].sheets.seats(places)}):
            sums = {entry: shown(self.contest.entries[entry], module, seat) for entry in group}
            for entry in group:
                for other in group:
                    mine, theirs = sums[entry], sums[other]
                    if entry != other and mine is not None and theirs is not None:
                        wins[entry] += Fraction((mine > theirs) * 2 + (mine == theirs), 2)
        return wins

    def _last_resort(self, group: Group) -> list[Group]:
        resort = self.rule["last_resort"]
        if resort == "shared":
            return [group]
        if resort == "entry":
            return [[entry] for entry in sorted(group, key=natural)]
        seed = self.rule["seed"]
        return [[entry] for entry in sorted(group, key=lambda entry: (_lot(seed, entry), entry))]


def _lot(seed: str, entry: str) -> str:
    return hashlib.sha256(f"{seed}:{entry}".encode()).hexdigest()
