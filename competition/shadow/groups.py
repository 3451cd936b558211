"""Tables of teams and of organisations, and the award for taking part."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from competition.shadow.arithmetic import ZERO, Gap, number
from competition.shadow.awards import COUNTED_OUT, Awarded
from competition.shadow.field import Contest
from competition.shadow.marks import natural
from competition.shadow.outline import Rule

MEDALS = ("gold", "silver", "bronze", "medallion")
Honoured = tuple[int, Awarded]


@dataclass(frozen=True)
class Together:
    """A team or organisation in its table; rank None where it is not complete."""

    key: str
    rank: int | None
    tied: bool
    score: Fraction | None
    counted: tuple[str, ...]


class Table:
    """One table: entries that belong together, put in order by what they make together."""

    def __init__(self, contest: Contest, honours: Mapping[str, Honoured], column: str, rule: Rule) -> None:
        self.contest, self.honours, self.rule = contest, honours, rule
        self.by_points = rule["rule"] == "place_points"
        self.low = contest.outline.order["better"] == "low" and not self.by_points
        self.members: dict[str, list[str]] = {}
        divisions = rule.get("divisions")
        for entry, sheets in contest.all_sheets.items():
            row = sheets.row
            if row.get(column) and (divisions is None or row.get("division") in divisions):
                self.members.setdefault(row[column], []).append(entry)

    def _made(self, entry: str) -> Fraction:
        """What a ranked member brings: his total, or the points of his place, prize or medal."""
        if not self.by_points:
            return self.contest.totals[entry]
        rank, awarded = self.honours[entry]
        scale = [number(text) for text in self.rule["points"]]
        of = self.rule.get("of") or "places"
        place = rank - 1
        if of == "prizes":
            prizes = [prize["key"] for prize in self.contest.outline.plan["awards"].get("prizes") or []]
            place = prizes.index(awarded.prize) if awarded.prize else len(prizes)
        elif of == "medals":
            won = awarded.medal or ("medallion" if awarded.medallion else "")
            place = MEDALS.index(won) if won else len(scale)
        return scale[place] if place < len(scale) else ZERO

    def _counted(self, key: str) -> list[str]:
        """The members whose results count, best first."""
        ranked = sorted((entry for entry in self.members[key] if entry in self.honours), key=self._standing)
        return ranked if self.rule.get("n") is None else ranked[: int(self.rule["n"])]

    def _standing(self, entry: str) -> tuple[Fraction, int, object]:
        made = self._made(entry)
        return made if self.low else -made, self.honours[entry][0], natural(entry)

    def _score(self, key: str) -> Fraction | None:
        counted = self._counted(key)
        return sum((self._made(entry) for entry in counted), ZERO) if counted else None

    def _complete(self, key: str) -> bool:
        """Whether so many members are ranked as must be."""
        wanted = len(self.members[key]) if self.rule.get("n") is None else int(self.rule["n"])
        return sum(entry in self.honours for entry in self.members[key]) >= wanted

    def _tie(self, key: str) -> tuple[int, Fraction]:
        """What puts level teams apart: lower is better, and what is missing comes last."""
        word, _, aspect = (self.rule.get("tie") or "shared").partition(":")
        counted = self._counted(key)
        if word == "shared":
            return 0, ZERO
        if word == "best_place":
            return 0, Fraction(min(self.honours[entry][0] for entry in counted))
        figures = [self.contest.entries[entry].figure(aspect) for entry in counted]
        known = [figure for figure in figures if not isinstance(figure, Gap)]
        return (0, sum(known, ZERO)) if len(known) == len(figures) else (1, ZERO)

    def rows(self) -> list[Together]:
        """The table, best first, those that are not complete at the end."""
        scores = {key: self._score(key) for key in self.members}
        must = bool(self.rule.get("complete"))
        placed = {
            key: score for key, score in scores.items() if score is not None and (self._complete(key) or not must)
        }

        def order(key: str) -> tuple[Fraction, tuple[int, Fraction]]:
            return placed[key] if self.low else -placed[key], self._tie(key)

        rows: list[Together] = []
        for _, part in groupby(sorted(placed, key=order), key=order):
            level = sorted(part, key=natural)
            rank = len(rows) + 1
            rows += [Together(key, rank, len(level) > 1, placed[key], tuple(self._counted(key))) for key in level]
        others = sorted(
            (key for key in self.members if key not in placed), key=lambda key: (scores[key] is None, natural(key))
        )
        return rows + [Together(key, None, False, scores[key], tuple(self._counted(key))) for key in others]


def organisation_award(contest: Contest, rule: Rule, table: list[Together]) -> list[str]:
    """The organisations with the most entrants, or at the head of the table: so many places, after those passed over."""
    ranks = {row.key: row.rank for row in table if row.rank is not None}
    if rule["by"] == "entrants":
        counts: dict[str, int] = {}
        for entry, sheets in contest.all_sheets.items():
            organisation = sheets.row.get("organisation")
            if organisation and contest.statuses[entry] not in COUNTED_OUT:
                counts[organisation] = counts.get(organisation, 0) + 1
        ranks = {key: 1 + sum(other > count for other in counts.values()) for key, count in counts.items()}
    after = int(rule.get("after") or 0)
    won = [key for key, rank in ranks.items() if after < rank <= after + int(rule["count"])]
    return sorted(won, key=lambda key: (ranks[key], natural(key)))
