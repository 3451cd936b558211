"""The arithmetic of one entry for the chief and the desk, by station code, beside the name only where the gate lets it; and,
once results are published, for the contestant himself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from competition.contestants.queries import EntryRow
from competition.engine.explanation import explain
from competition.engine.plans import Plan
from competition.engine.tabulation import Entrant, Row
from competition.engine.visibility import codes_beside_names
from competition.events.queries import Event, Stage
from competition.judging import queries as judging
from competition.judging.facts import EntryMarks
from competition.standings.exporting import division_names, entry_row
from competition.standings.queries import entry_key, has_scale, sight_of
from competition.store import Refused
from competition.tabulating.results import result_of_entrants
from competition.tabulating.words import Words

TOGETHER = 8


@dataclass(frozen=True)
class Asked:
    """What was read of a stage for an explanation: its plan, everybody in it, and whose arithmetic is asked for; `named`
    whether names may stand beside codes."""

    plan: Plan
    entrants: tuple[Entrant, ...]
    labels: dict[str, str]
    entry: EntryRow
    named: bool

    @property
    def scaled(self) -> bool:
        """Whether its scale score says something that its total does not."""
        return has_scale(self.plan)


@dataclass(frozen=True)
class Explained:
    """An entry's line of the result list, and all lines of its arithmetic as (how far in, words)."""

    row: Row
    lines: tuple[tuple[int, str], ...]


def asked_for(s: Session, stage: Stage, code: str) -> Asked:
    """What explaining the entry at this station needs, or the one that was marked by this code. Refused: not_there (404),
    also while nothing has begun."""
    marked = judging.entry_marked_as(s, stage.id, code) if stage.revealed_at is not None else None
    return _asked(s, stage, lambda one: bool(code) and (one.station_code == code or one.id == marked))


def own(s: Session, event: Event, stage: Stage, entry_id: str | None) -> Asked:
    """What explaining an entry to the contestant himself needs, once results are published. Refused: not_there (404),
    also before, and where the public may not see the stage's rows."""
    if entry_id is None or not event.results_out or not sight_of(stage).rows:
        raise Refused("not_there", 404)
    return _asked(s, stage, lambda one: one.id == entry_id)


def _asked(s: Session, stage: Stage, wanted: Callable[[EntryRow], bool]) -> Asked:
    entered = judging.subjects(s, stage)
    entry = next(filter(wanted, entered), None)
    if entry is None or stage.plan_id is None or stage.state == "DRAFT":
        raise Refused("not_there", 404)
    named = codes_beside_names(stage.anonymity, stage.state, revealed=stage.revealed_at is not None)
    labels = {entry_key(one): _label(one, named) for one in entered}
    return Asked(judging.plan_of(s, stage.plan_id), entrants_of(s, stage, entered), labels, entry, named)


def entrants_of(s: Session, stage: Stage, entered: Iterable[EntryRow]) -> tuple[Entrant, ...]:
    """These entries of a stage with all their marks, as they come to be scored."""
    marked, divisions = judging.stage_marks(s, stage.id), division_names(s, stage.trade_id)
    return tuple(_entrant(one, marked.get(one.id), divisions) for one in entered)


def explained(asked: Asked, language: str) -> Explained:
    """The arithmetic in words. Everybody is scored for it, with a breath between, for what it says of the field."""
    result = result_of_entrants(asked.plan, breathing(asked.entrants))
    key = entry_key(asked.entry)
    steps = explain(result.plan, result.entrants, result.tabulation, result.awarded, key)
    words = Words(language, labels=asked.labels)
    return Explained(result.tabulation.row(key), tuple(words.lines(asked.plan, steps)))


def _entrant(one: EntryRow, marked: EntryMarks | None, divisions: Mapping[str, str]) -> Entrant:
    row = entry_row(one, divisions)
    return Entrant(
        row.entry,
        marked.marks if marked else {},
        marked.seats if marked else {},
        status=one.status,
        division=row.division,
        organisation=row.organisation,
        team=row.team,
        prior_level=row.prior_level,
    )


def _label(one: EntryRow, named: bool) -> str:
    """What an entry is called here: nothing but its code while names may not stand beside it."""
    return f"{one.station_code} {one.name}".strip() if named else one.station_code


def breathing(entrants: Iterable[Entrant]) -> Iterator[Entrant]:
    """The entrants one by one, with a breath now and then for whoever else waits for the processor."""
    for number, one in enumerate(entrants):
        if number % TOGETHER == 0:
            time.sleep(0)
        yield one
