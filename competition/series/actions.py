"""What can be done with series; one function, one transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from competition.engine.season import KINDS, read_rule
from competition.events import queries as events
from competition.series import queries
from competition.series.facts import RoundAdded, RoundRemoved, SeriesSaved
from competition.series.models import Round, Series
from competition.store import Refused, happened, new_id, transaction


@dataclass(frozen=True, kw_only=True)
class SeriesDetails:
    """What a person says of a series; `rule` is a document that `engine.season.read_rule` accepts."""

    name: str
    name_en: str
    about: str
    about_en: str
    shown: bool
    rule: dict[str, Any]


def add_series(actor: str, details: SeriesDetails) -> str:
    """Make a series; returns its id. Refused: series_exists. Raises RuleRefused."""
    read_rule(details.rule)
    series_id = new_id()
    with transaction() as s:
        _name_free(s, details.name, None)
        s.add(Series(id=series_id, **asdict(details)))
        s.flush()
        happened(SeriesSaved(actor=actor, series_id=series_id, name=details.name, before={}, after=asdict(details)))
    return series_id


def edit_series(actor: str, series_id: str, details: SeriesDetails, rev: int | None) -> None:
    """Change a series. Refused: not_there, changed_meanwhile, series_exists. Raises RuleRefused."""
    read_rule(details.rule)
    with transaction() as s:
        one = queries.series(s, series_id)
        if rev is not None and rev != one.rev:
            raise Refused("changed_meanwhile", 409)
        _name_free(s, details.name, series_id)
        after = asdict(details)
        before = {name: getattr(one, name) for name in after}
        if before == after:
            return
        for name, value in after.items():
            setattr(one, name, value)
        one.rev += 1
        happened(SeriesSaved(actor=actor, series_id=series_id, name=one.name, before=before, after=after))


def add_round(actor: str, series_id: str, event_id: str, kind: str) -> None:
    """Make an event a round. Refused: not_there, round_exists. ValueError for an unknown kind."""
    if kind not in KINDS:
        raise ValueError(kind)
    with transaction() as s:
        queries.series(s, series_id)
        event = events.event(s, event_id)
        if queries.round_of(s, series_id, event_id) is not None:
            raise Refused("round_exists", name=event.name)
        s.add(Round(series_id=series_id, event_id=event_id, kind=kind))
        s.flush()
        happened(
            RoundAdded(actor=actor, series_id=series_id, event_id=event_id, event_name=event.name, round_kind=kind)
        )


def remove_round(actor: str, series_id: str, event_id: str) -> None:
    """Take an event out of the rounds; the event itself stays. Refused: not_there."""
    with transaction() as s:
        one = queries.round_of(s, series_id, event_id)
        if one is None:
            raise Refused("not_there", 404)
        name = events.event(s, event_id).name
        s.delete(one)
        s.flush()
        happened(RoundRemoved(actor=actor, series_id=series_id, event_id=event_id, event_name=name))


def _name_free(s: Session, name: str, series_id: str | None) -> None:
    found = queries.named(s, name)
    if found is not None and found.id != series_id:
        raise Refused("series_exists", name=name)
