"""Several attempts become one figure."""

from collections.abc import Mapping

from competition.shadow.arithmetic import ZERO, Figure, Gap, mean, rounded
from competition.shadow.outline import Rule


def gathered(rule: Rule, made: Mapping[int, Figure]) -> Figure:
    """The figure of the attempts made, by number: none where too many failed, unmarked where none was made."""
    figures = {attempt: made[attempt] for attempt in sorted(made) if made[attempt] is not Gap.UNMARKED}
    failures = sum(figure is Gap.VOID for figure in figures.values())
    most = rule.get("most_failed")
    if not figures:
        return Gap.UNMARKED
    if failures > (rule["count"] - 1 if most is None else most):
        return Gap.VOID
    treatment = rule.get("failed") or "out"
    standing = list(figures.values())
    if treatment == "out":
        standing = [figure for figure in standing if figure is not Gap.VOID]
    elif treatment == "void":
        standing = [ZERO if figure is Gap.VOID else figure for figure in standing]
    figure = _of_those(rule, standing) if standing else Gap.VOID
    rounding = rule.get("rounding")
    return rounded(figure, rounding) if rounding and not isinstance(figure, Gap) else figure


def _of_those(rule: Rule, standing: list[Figure]) -> Figure:
    """The figure of those that stand, in the order they were made; a failed one among them is worse than all."""
    if rule["rule"] == "last":
        return standing[-1]
    numbers = [figure for figure in standing if not isinstance(figure, Gap)]
    ranked: list[Figure] = [*sorted(numbers, reverse=rule.get("better") != "low")]
    ranked += [Gap.VOID] * (len(standing) - len(numbers))
    if rule["rule"] == "best":
        return ranked[0]
    if rule["rule"] == "worst":
        return ranked[-1]
    high, low = int(rule.get("drop_best") or 0), int(rule.get("drop_worst") or 0)
    if high + low < len(ranked):
        ranked = ranked[high : len(ranked) - low]
    if Gap.VOID in ranked:
        return Gap.VOID
    left = [figure for figure in ranked if not isinstance(figure, Gap)]
    return mean(left) if rule["rule"] == "mean" else sum(left, ZERO)


def best(better: str, made: Mapping[int, Figure]) -> Figure:
    """The best single attempt, whatever became of the others."""
    figures = [figure for figure in made.values() if not isinstance(figure, Gap)]
    if not figures:
        return Gap.VOID
    return min(figures) if better == "low" else max(figures)
