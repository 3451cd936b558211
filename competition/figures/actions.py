"""Declaring denominators and targets of a ladder, and counting a large one."""

from __future__ import annotations

from typing import Any

from competition.figures.facts import FigureDeclared, FigureTakenBack
from competition.figures.models import KINDS, CountedFigures, DeclaredFigure
from competition.figures.queries import Figures, Step
from competition.ladders import queries as ladders
from competition.organisations import queries as organisations
from competition.store import Refused, at_one_moment, happened, reading, transaction, upsert, utcnow


def declare(
    actor: str, ladder_id: str, kind: str, count: int | None, source: str, *, tier_id: str | None = None,
    organisation_id: str | None = None,
) -> str:  # fmt: skip
    """Declare how many workers there are, or how many persons or participations are the target: of the whole ladder, of a
    tier, or of an organisation with all below it. None takes it back. Returns the line's id.

    Refused: not_there (ladder, tier or organisation), figure_one_place. Raises ValueError for an unknown kind.
    """
    if kind not in KINDS:
        raise ValueError(f"nobody declares {kind}")
    if tier_id is not None and organisation_id is not None:
        raise Refused("figure_one_place", 422)
    with transaction() as s:
        place = ladders.ladder(s, ladder_id).name
        if tier_id is not None:
            place = ladders.tier(s, ladder_id, tier_id).name
        if organisation_id is not None:
            unit = organisations.organisation(s, organisation_id)
            if unit is None:
                raise Refused("not_there", 404)
            place = unit.name
        line = DeclaredFigure(
            ladder_id=ladder_id, kind=kind, tier_id=tier_id, organisation_id=organisation_id, count=count,
            source=source, by=actor,
        )  # fmt: skip
        s.add(line)
        s.flush()
        said: dict[str, Any] = {
            "chain": f"ladder:{ladder_id}", "actor": actor, "ladder_id": ladder_id, "figure": kind, "tier_id": tier_id,
            "organisation_id": organisation_id, "place": place, "source": source,
        }  # fmt: skip
        happened(FigureTakenBack(**said) if count is None else FigureDeclared(count=count, **said))
        return line.id


def count(actor: str, ladder_id: str, step: Step) -> None:
    """Count everything as it is at one moment and keep it in the place of what was counted before; `step` hears before each
    of STEPS questions which one comes, and keeps all as it was by raising. Refused: not_there."""
    at = utcnow()
    with reading() as s:
        at_one_moment(s)
        ladders.ladder(s, ladder_id)
        counts = Figures(s, ladder_id).counts(None, step)
    with transaction() as s:
        ladders.ladder(s, ladder_id)
        upsert(s, CountedFigures, [{"ladder_id": ladder_id, "document": counts.said(), "by": actor, "at": at}])
