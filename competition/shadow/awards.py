"""What an entry is awarded for its place: medal, medallion, prize, titles, skill level."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from competition.shadow.arithmetic import number, rounded
from competition.shadow.field import Contest
from competition.shadow.medals import medals
from competition.shadow.order import Ranked
from competition.shadow.outline import Rule

COUNTED_OUT = ("DNS", "WD")


@dataclass
class Awarded:
    """The awards of one entry."""

    medal: str = ""
    medallion: bool = False
    prize: str = ""
    titles: list[str] = field(default_factory=list)
    level: int | None = None


class Honours:
    """Awards among entries that are ranked together."""

    def __init__(self, contest: Contest, ranks: dict[str, Ranked], everybody: Iterable[str]) -> None:
        self.contest, self.ranks = contest, ranks
        self.rule: Rule = contest.outline.plan.get("awards") or {}
        self.size = sum(contest.statuses[entry] not in COUNTED_OUT for entry in everybody)

    def figure(self, entry: str, on: str) -> Fraction:
        """The figure that medals go by."""
        return (self.contest.scale_scores if on == "scale_score" else self.contest.totals)[entry]

    def all(self) -> dict[str, Awarded]:
        """The awards of every ranked entry."""
        found = {entry: Awarded() for entry in self.ranks}
        self._medals(found)
        prizes = self._prizes()
        for entry, awarded in found.items():
            awarded.prize = prizes.get(entry, "")
            titles = self.rule.get("titles") or []
            awarded.titles = [title["key"] for title in titles if self._reaches(entry, title, awarded.prize)]
            awarded.level = self._level(entry, awarded.prize)
        return found

    def _medals(self, found: dict[str, Awarded]) -> None:
        rule = self.rule.get("medals")
        if rule:
            ranks = [ranked.rank for ranked in self.ranks.values()]
            won = medals(rule, [self.figure(entry, rule["on"]) for entry in self.ranks], ranks)
            for entry, medal in zip(self.ranks, won, strict=True):
                found[entry].medal = medal
        rule = self.rule.get("medallion")
        if rule:
            for entry, awarded in found.items():
                reached = self.figure(entry, rule["on"]) >= number(rule["from"])
                awarded.medallion = reached and not awarded.medal

    def _prizes(self) -> dict[str, str]:
        """The best prize each entry comes to; places run on from prize to prize."""
        found: dict[str, str] = {}
        end = 0
        for prize in self.rule.get("prizes") or []:
            places = self._places(prize)
            end += places or 0
            for entry in self.ranks:
                if entry not in found and self._wins(entry, prize, end if places is not None else None):
                    found[entry] = prize["key"]
        return found

    def _places(self, prize: Rule) -> int | None:
        """How many places a prize adds; None for a prize that has no number of places."""
        if prize.get("count") is not None:
            return int(prize["count"])
        if prize.get("share") is None:
            return None
        exact = number(prize["share"]) * self.size
        mode = prize.get("rounding") or "down"
        places = -(-exact // 1) if mode == "up" else rounded(exact, {"digits": 0, "mode": mode})
        least, start = prize.get("minimum"), prize.get("from_entries")
        if self.size >= (4 if start is None else start):
            places = max(places, Fraction(1 if least is None else least))
        return int(places)

    def _wins(self, entry: str, prize: Rule, end: int | None) -> bool:
        rank = self.ranks[entry].rank
        if prize.get("from_total") is not None:
            return self.contest.totals[entry] >= number(prize["from_total"])
        if end is None:
            end = int(number(prize["within"]) * self.size // 1)
        if prize.get("cut") == "exclusive":
            rank += sum(other.rank == rank for other in self.ranks.values()) - 1
        return rank <= end

    def _reaches(self, entry: str, rule: Rule, prize: str) -> bool:
        """Whether an entry fulfils everything that a row of titles or promotions asks."""
        row, rank, scores = self.contest.all_sheets[entry].row, self.ranks[entry].rank, self.contest.scores[entry]
        first, last = rule.get("from"), rule.get("to")
        if (first is not None and rank < first) or (last is not None and rank > last):
            return False
        if rule.get("divisions") is not None and row.get("division") not in rule["divisions"]:
            return False
        if rule.get("prizes") is not None and prize not in rule["prizes"]:
            return False
        if any(scores.components[part["component"]] < number(part["from"]) for part in rule.get("passed") or []):
            return False
        return rule.get("total_from") is None or self.contest.totals[entry] >= number(rule["total_from"])

    def _level(self, entry: str, prize: str) -> int | None:
        """The new skill level: the highest of all rows that hold, if it is above the one held."""
        prior = prior_level(self.contest.all_sheets[entry].row)
        levels = [
            int(row["level"])
            for row in self.rule.get("promotion") or []
            if self._reaches(entry, row, prize) and (row.get("prior") is None or prior in row["prior"])
        ]
        level = min(levels, default=None)
        return level if level is not None and (prior is None or level < prior) else None


def prior_level(row: Any) -> int | None:
    """The skill level an entry came with, 5 to 1."""
    text = row.get("prior_level")
    return int(text) if text else None


def by_division(contest: Contest) -> Sequence[tuple[str, ...]]:
    """The entries in the groups that are ranked by themselves: all together, or each division."""
    entries = contest.entries
    if not (contest.outline.plan.get("awards") or {}).get("by_division"):
        return [tuple(entries)]
    groups: dict[str, list[str]] = {}
    for entry in entries:
        groups.setdefault(contest.all_sheets[entry].row.get("division") or "", []).append(entry)
    return [tuple(group) for _, group in sorted(groups.items())]
