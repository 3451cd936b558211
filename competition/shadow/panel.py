"""How the figures of several judges become one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from competition.shadow.arithmetic import ZERO, deviation, mean, middle
from competition.shadow.outline import Rule


def kept(panel: Rule, figures: Sequence[Fraction]) -> list[Fraction]:
    """The figures that count: the middle for a median, else all but the extremes that are cut off, one for each cut."""
    method = panel["method"]
    ordered = sorted(figures)
    if method == "median":
        return middle(ordered)
    if method == "mean":
        return ordered
    if method not in ("trimmed_mean", "olympic"):
        raise ValueError(f"no such panel: {method!r}")
    usual = 3 if method == "olympic" else 5
    trim_from = panel.get("trim_from")
    low, high = int(panel["low"]), int(panel["high"])
    if len(ordered) < (usual if trim_from is None else trim_from) or low + high >= len(ordered):
        return ordered
    return ordered[low : len(ordered) - high]


def together(panel: Rule, figures: Sequence[Fraction], *, averaged: bool = False) -> Fraction:
    """The panel's exact figure: the mean of those kept, or their sum where the panel says so and nobody insists."""
    counted = kept(panel, figures)
    return mean(counted) if averaged or panel.get("figure") != "sum" else sum(counted, ZERO)


Given = Mapping[str, Mapping[int, Fraction]]


def levelled(method: str, given: Given, population: set[str]) -> dict[str, dict[int, Fraction]]:
    """Every judge's sheet figures with his leniency taken out, exact; the means rest on the entries of the population.

    `given` holds the figures by entry and seat. A judge of whom the population knows nothing keeps his figures.
    """
    known = {entry: figures for entry, figures in given.items() if entry in population and figures}
    by_judge: dict[int, list[Fraction]] = {}
    effects: dict[int, list[Fraction]] = {}
    for figures in known.values():
        own = mean(list(figures.values()))
        for seat, figure in figures.items():
            by_judge.setdefault(seat, []).append(figure)
            effects.setdefault(seat, []).append(figure - own)
    everything = [figure for figures in by_judge.values() for figure in figures]

    def adjusted(seat: int, figure: Fraction) -> Fraction:
        if seat not in by_judge:
            return figure
        if method == "additive":
            return figure - mean(effects[seat])
        if method != "z":
            raise ValueError(f"no such leniency: {method!r}")
        distance, spread = figure - mean(by_judge[seat]), deviation(by_judge[seat])
        return mean(everything) + (deviation(everything) * distance / spread if spread else distance)

    return {
        entry: {seat: adjusted(seat, figure) for seat, figure in figures.items()} for entry, figures in given.items()
    }
