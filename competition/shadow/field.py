"""All entries together: who counts, what functions of the field give, whose leniency is taken out, the scale score."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from competition.shadow.arithmetic import Figure, Gap, clipped, deviation, mean, median, number, rounded
from competition.shadow.figures import Entry, Unknown
from competition.shadow.marks import Sheets
from competition.shadow.outline import Outline
from competition.shadow.panel import levelled
from competition.shadow.totals import Scored, scored, sheets

MAD_TO_SD = Fraction("1.4826")


class Population:
    """The figures of the entries without a status, by aspect."""

    def __init__(self, members: Mapping[str, Entry]) -> None:
        self._members = members
        self._figures: dict[str, list[Fraction]] = {}
        self._answers: dict[tuple[str, str], Figure] = {}

    def figures(self, key: str) -> list[Fraction]:
        """Every figure there is of an aspect."""
        if key not in self._figures:
            found = [member.figure(key) for member in self._members.values()]
            self._figures[key] = [figure for figure in found if not isinstance(figure, Gap)]
        return self._figures[key]

    def ask(self, entry: Entry, function: str, key: str) -> Figure:
        """What a function of the field gives an entry."""
        figures = self.figures(key)
        if function in ("rank", "rank_low"):
            own = entry.figure(key)
            if isinstance(own, Gap):
                return own
            ahead = [figure for figure in figures if (figure > own if function == "rank" else figure < own)]
            return Fraction(1 + len(ahead))
        if (function, key) not in self._answers:
            self._answers[function, key] = _answer(function, figures)
        return self._answers[function, key]


def _answer(function: str, figures: list[Fraction]) -> Figure:
    if function == "count":
        return Fraction(len(figures))
    if not figures:
        return Gap.UNMARKED
    if function in ("best", "least"):
        return max(figures) if function == "best" else min(figures)
    middle = {"mean": mean, "median": median, "sd": deviation}[function]
    return middle(figures)


@dataclass
class Contest:
    """Every entry with its figures, and what is known only of all together."""

    outline: Outline
    all_sheets: Mapping[str, Sheets]

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The entries before the field as it stands after the first look at them."""
        first = {key: Entry(self.outline, given, Unknown()) for key, given in self.all_sheets.items()}
        members = {
            key: entry
            for key, entry in first.items()
            if not entry.sheets.status and not entry.failed_for_good(alone=True)
        }
        field = Population(members)
        return {key: Entry(self.outline, given, field) for key, given in self.all_sheets.items()}

    @cached_property
    def statuses(self) -> dict[str, str]:
        """The status of every entry: its own, or DNF where an aspect without a figure means that."""
        return {
            key: entry.sheets.status or ("DNF" if entry.failed_for_good(alone=False) else "")
            for key, entry in self.entries.items()
        }

    @cached_property
    def levelled(self) -> dict[str, dict[str, dict[int, Fraction]]]:
        """Sheet figures with the leniency taken out, by entry, module and seat."""
        found: dict[str, dict[str, dict[int, Fraction]]] = {key: {} for key in self.entries}
        standing = {key for key, status in self.statuses.items() if not status}
        for module, rule in self.outline.modules.items():
            method = rule["panel"].get("leniency") or "none"
            if method == "none":
                continue
            given = {key: sheets(entry, module) for key, entry in self.entries.items()}
            for key, figures in levelled(method, given, standing).items():
                found[key][module] = {seat: self.outline.rounded("judge", figure) for seat, figure in figures.items()}
        return found

    @cached_property
    def scores(self) -> dict[str, Scored]:
        """The modules, components and total of every entry."""
        return {key: scored(entry, self.levelled[key]) for key, entry in self.entries.items()}

    @cached_property
    def totals(self) -> dict[str, Fraction]:
        """The totals of those who are ranked: no status, and something marked."""
        totals = {key: score.total for key, score in self.scores.items() if not self.statuses[key]}
        return {key: total for key, total in totals.items() if total is not None}

    @cached_property
    def scale_scores(self) -> dict[str, Fraction]:
        """The scale scores of those who are ranked."""
        return scaled(self.outline, self.totals)


def scaled(outline: Outline, totals: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Totals put on the plan's scale around the middle of the field."""
    rule, figures = outline.scale, list(totals.values())
    method = rule["method"]
    if method == "none" or not figures:
        return dict(totals)
    centre, spread = number(rule["centre"]), number(rule["spread"])
    low, high = (None if rule[bound] is None else number(rule[bound]) for bound in ("low", "high"))
    middle = mean(figures) if method == "mean_sd" else median(figures)
    if method == "median_mad":
        unit = MAD_TO_SD * median([abs(figure - middle) for figure in figures])
    elif method in ("median_sd", "mean_sd"):
        unit = deviation(figures)
    else:
        raise ValueError(f"no such scale: {method!r}")
    placed = {}
    for key, total in totals.items():
        figure = centre + spread * (total - middle) / unit if unit else centre
        placed[key] = rounded(clipped(figure, low, high), rule)
    return placed
