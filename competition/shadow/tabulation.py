"""From a plan and two tables to every figure of the result, as texts."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from competition.shadow.arithmetic import Figure, Gap, written
from competition.shadow.awards import Awarded, Honours, by_division
from competition.shadow.field import Contest
from competition.shadow.groups import Table, Together, organisation_award
from competition.shadow.marks import Row, sorted_by_entry
from competition.shadow.order import Ordering, Ranked
from competition.shadow.outline import Outline, Rule

Cells = dict[str, Any]


def tabulate(plan: Rule, marks: Iterable[Row], entries: Iterable[Row]) -> Cells:
    """Every figure of a stage: `entries` by key in the order of the result list, `teams`, `organisations` and
    `organisation_award`.

    `plan` is a document the product accepted, `marks` and `entries` are rows of MARKS.csv and ENTRIES.csv. Figures are
    decimal texts, None where there is none; ranks, skill levels and flags are themselves.
    """
    outline = Outline(plan)
    contest = Contest(outline, sorted_by_entry(outline, marks, entries))
    ordering = Ordering(contest)
    ranks = ordering.ranks(contest.totals)
    honours: dict[str, tuple[int, Awarded]] = {}
    for group in by_division(contest):
        own = _among(ranks, group)
        awarded = Honours(contest, own, group).all()
        honours.update({entry: (own[entry].rank, awarded[entry]) for entry in own})
    rows = {entry: _row(contest, entry, ranks.get(entry), honours.get(entry)) for entry in ranks}
    rows |= {entry: _row(contest, entry, None, None) for entry in ordering.unranked()}
    rule = plan.get("awards") or {}
    tables: dict[str, list[Together]] = {}
    for name, column in (("teams", "team"), ("organisations", "organisation")):
        tables[name] = Table(contest, honours, column, rule[name]).rows() if rule.get(name) else []
    award = rule.get("organisation_award")
    return {
        "entries": rows,
        "teams": [_together(row) for row in tables["teams"]],
        "organisations": [_together(row) for row in tables["organisations"]],
        "organisation_award": organisation_award(contest, award, tables["organisations"]) if award else [],
    }


def _among(ranks: dict[str, Ranked], group: Iterable[str]) -> dict[str, Ranked]:
    """The ranks of some of the ranked entries, counted among themselves."""
    members = set(group)
    own = {entry: ranked.rank for entry, ranked in ranks.items() if entry in members}
    placed = list(own.values())
    return {
        entry: Ranked(1 + sum(other < rank for other in placed), placed.count(rank) > 1) for entry, rank in own.items()
    }


def _row(contest: Contest, entry: str, ranked: Ranked | None, honoured: tuple[int, Awarded] | None) -> Cells:
    score, figures = contest.scores[entry], contest.entries[entry]
    awarded = honoured[1] if honoured else Awarded()
    places = contest.outline.places.values()
    return {
        "rank": ranked.rank if ranked else None,
        "tied": bool(ranked and ranked.tied),
        "status": contest.statuses[entry],
        "total": _text(score.total),
        "scale_score": _text(contest.scale_scores.get(entry) if contest.outline.plan.get("scale_score") else None),
        "components": {key: _text(points) for key, points in score.components.items()},
        "modules": {key: _text(points) for key, points in score.modules.items()},
        "aspects": {place.key: _text(figures.earned(place.key)) for place in places},
        "figures": {place.key: _figure(figures.told(place.key)) for place in places},
        "award_rank": honoured[0] if honoured else None,
        "medal": awarded.medal,
        "medallion": awarded.medallion,
        "prize": awarded.prize,
        "titles": awarded.titles,
        "level": awarded.level,
    }


def _together(row: Together) -> Cells:
    return {
        "key": row.key,
        "rank": row.rank,
        "tied": row.tied,
        "score": _text(row.score),
        "counted": list(row.counted),
    }


def _text(figure: Fraction | None) -> str | None:
    return None if figure is None else written(figure)


def _figure(figure: Figure) -> str | None:
    if isinstance(figure, Gap):
        return "none" if figure is Gap.VOID else None
    return written(figure)
