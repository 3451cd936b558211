"""From marks to everything that is known of them: the tabulation, the awards, and all of it as plain values."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from competition.engine.awards import Awarded, EntryAward, Placed, TeamPlace, award, needed
from competition.engine.plans import Plan
from competition.engine.rounding import Rounding, shortest
from competition.engine.scores import AspectScore, EntryScore
from competition.engine.tabulation import Entrant, Row, Tabulation, tabulate
from competition.engine.values import NOT_TAKEN
from competition.tabulating.marks import Marked, MarksRead

FORMAT, VERSION = "craftboard-result", 1
_TIME = Rounding(9, "half_up")
_LONG = Rounding(30, "down")
Plain = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """A result with what it was made of. `entrants` are by key; `marks_sha256` names the exact marks file; `judges` are
    the texts that stand for the seats of each module."""

    plan: Plan
    marks_sha256: str
    entrants: Mapping[str, Entrant]
    tabulation: Tabulation
    awarded: Awarded
    judges: Mapping[str, Mapping[int, str]]


def result_of(plan: Plan, read: MarksRead, marks: bytes) -> Result:
    """The result of the marks that were read from these bytes."""
    return result_of_entrants(plan, map(_entrant, read.entries), hashlib.sha256(marks).hexdigest(), read.judges)


def result_of_entrants(
    plan: Plan,
    entrants: Iterable[Entrant],
    marks_sha256: str = "",
    judges: Mapping[str, Mapping[int, str]] = MappingProxyType({}),
) -> Result:
    """The result of entrants as they are; they are scored one by one as they come."""
    by_key: dict[str, Entrant] = {}
    tabulation = tabulate(plan, _noted(entrants, by_key))
    placed = [_placed(plan, row, by_key[row.entry]) for row in tabulation.rows]
    return Result(plan, marks_sha256, by_key, tabulation, award(plan, placed), judges)


def plain_result(result: Result) -> Plain:
    """The whole result as JSON can say it: texts for decimals, entries in the order of the result list."""
    awards = result.awarded.by_entry
    return {
        "format": FORMAT,
        "version": VERSION,
        "plan": {"title": {"zh": result.plan.title.zh, "en": result.plan.title.en}, "hash": result.plan.document_hash},
        "marks_sha256": result.marks_sha256,
        "provisional": result.tabulation.provisional,
        "entries": [plain_row(row, result.entrants[row.entry], awards[row.entry]) for row in result.tabulation.rows],
        "prizes": [
            {"division": cut.division, "prize": cut.prize, "places": cut.places, "last": cut.last}
            for cut in result.awarded.cuts
        ],
        "teams": _teams(result.awarded.teams),
        "organisations": _teams(result.awarded.organisations),
        "organisation_award": list(result.awarded.organisation_award),
    }


def plain_row(row: Row, entrant: Entrant, won: EntryAward) -> Plain:
    """One entry: every figure of it, its place, and what it is awarded."""
    score = row.score
    aspects = [aspect for module in score.modules for aspect in module.aspects]
    return {
        "entry": row.entry,
        "division": entrant.division,
        "organisation": entrant.organisation,
        "team": entrant.team,
        "prior_level": entrant.prior_level,
        "status": row.status,
        "rank": row.rank,
        "tied": row.tied,
        "broken_by": row.broken_by,
        "tie": list(row.tie),
        "total": said(row.total),
        "scale_score": said(row.scale_score),
        "complete": score.complete,
        "provisional": row.provisional,
        "progress": score.progress,
        "deductions": said(score.deductions),
        "components": {component.key: said(component.points) for component in score.components},
        "modules": {module.key: said(module.points) for module in score.modules},
        "failed": [module.key for module in score.modules if module.failed],
        "panels": _panels(score),
        "aspects": {aspect.key: said(aspect.points) for aspect in aspects},
        "figures": {aspect.key: _figure(aspect) for aspect in aspects},
        "award_rank": won.rank,
        "medal": won.medal,
        "medallion": won.medallion,
        "prize": won.prize,
        "titles": list(won.titles),
        "level": won.level,
    }


def said(figure: Decimal | None) -> str | None:
    """A figure as it is written, without an exponent; None for none."""
    return None if figure is None else format(figure, "f")


def _figure(score: AspectScore) -> str | None:
    """What the aspect's key means: without needless zeros, one without an end cut after 30 decimals; `none` where it
    cannot be had, None unmarked."""
    if score.none:
        return NOT_TAKEN
    return None if score.figure is None else said(shortest(_LONG.exactly(score.figure)))


def _panels(score: EntryScore) -> Plain:
    """module -> seat -> the total of the judge's sheet, and what it brings into a panel of whole sheets."""
    return {
        module.key: {
            str(sheet.seat): {
                "total": said(sheet.total),
                "figure": said(sheet.figure),
                "adjusted": said(sheet.adjusted),
            }
            for sheet in module.sheets
            if sheet.total is not None
        }
        for module in score.modules
    }


def _noted(entrants: Iterable[Entrant], by_key: dict[str, Entrant]) -> Iterator[Entrant]:
    for one in entrants:
        by_key[one.key] = one
        yield one


def _entrant(one: Marked) -> Entrant:
    entry = one.entry
    return Entrant(
        entry.entry,
        one.marks,
        one.seats,
        status=one.status,
        division=entry.division,
        organisation=entry.organisation,
        team=entry.team,
        prior_level=entry.prior_level,
    )


def _placed(plan: Plan, row: Row, entrant: Entrant) -> Placed:
    return Placed(
        row.entry,
        row.rank,
        row.total,
        scale_score=row.scale_score,
        status=row.status,
        division=entrant.division,
        organisation=entrant.organisation,
        team=entrant.team,
        prior_level=entrant.prior_level,
        tie=row.tie,
        figures=_figures(plan, row.score),
    )


def _figures(plan: Plan, score: EntryScore) -> dict[str, Decimal]:
    """What the awards go by besides totals: values of aspects, points of components."""
    found = {}
    for name in needed(plan.awards):
        what, _colon, key = name.partition(":")
        if what == "component":
            found[name] = score.component(key).points
            continue
        number = score.aspect(key).number
        if number is not None:
            found[name] = _TIME.exactly(number) if isinstance(number, Fraction) else number
    return found


def _teams(table: Sequence[TeamPlace]) -> list[Plain]:
    return [
        {
            "key": one.key,
            "rank": one.rank,
            "tied": one.tied,
            "score": said(one.score),
            "complete": one.complete,
            "counted": list(one.counted),
        }
        for one in table
    ]
