"""Titles and skill levels by the table rank range x division x prior level -> outcome (field rule CN-6)."""

from collections.abc import Sequence

from competition.engine.awarded import Placed
from competition.engine.plans.awarding_shape import Promotion, Reach, Title
from competition.engine.refusal import Impossible


def reached(reach: Reach, placed: Placed, rank: int, prize: str) -> bool:
    """Whether a ranked entry is meant by a row. Raises Impossible figure_missing for a component nobody handed in."""
    if rank < reach.first or (reach.last is not None and rank > reach.last):
        return False
    if reach.divisions and placed.division not in reach.divisions:
        return False
    if reach.total_from is not None and placed.figure("total") < reach.total_from:
        return False
    if reach.prizes and prize not in reach.prizes:
        return False
    for passed in reach.passed:
        name = f"component:{passed.component}"
        if name not in placed.figures:
            raise Impossible("figure_missing", placed.entry, figure=name)
        if placed.figures[name] < passed.least:
            return False
    return True


def titles_won(titles: Sequence[Title], placed: Placed, rank: int, prize: str) -> tuple[str, ...]:
    """The keys of all titles a ranked entry reaches, in the order of the plan."""
    return tuple(title.key for title in titles if reached(title.reach, placed, rank, prize))


def promoted(table: Sequence[Promotion], placed: Placed, rank: int, prize: str) -> int | None:
    """The highest level (1 is the highest) that a row gives, None unless it is above the one held already."""
    held = placed.prior_level
    levels = [
        row.level
        for row in table
        if (not row.prior or held in row.prior) and reached(row.reach, placed, rank, prize)
    ]  # fmt: skip
    best = min(levels, default=None)
    return best if best is None or held is None or best < held else None
