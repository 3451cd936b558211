"""The way from a contestant's number to his work, once every list of a stage with three draws is open."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.sessions.models import Draw
from competition.sessions.queries.draws import KINDS, WORKS, draws_of_stage


@dataclass(frozen=True)
class Link:
    """An entry with what it drew, one after another: entry code, station code and work code, "" for what it did not."""

    entry_id: str
    number: int
    name: str
    entry_code: str
    station_code: str
    work_code: str


def opened(s: Session, stage_id: str) -> bool:
    """Whether all three lists of a stage are open."""
    made = draws_of_stage(s, stage_id)
    return all(kind in made and made[kind].record is not None for kind in (*KINDS, WORKS))


def chain(s: Session, stage_id: str) -> list[Link]:
    """Every entry of the stage by number with what it drew; ValueError while a list is sealed."""
    if not opened(s, stage_id):
        raise ValueError("a list is sealed")
    made = draws_of_stage(s, stage_id)
    entry_codes, stations, works = (_drawn(made[kind]) for kind in (*KINDS, WORKS))
    found = []
    for entry in contestants.entries_of_stage(s, stage_id):
        entry_code = entry_codes.get(str(entry.number), "")
        station = stations.get(entry_code, "")
        found.append(Link(entry.id, entry.number, entry.name, entry_code, station, works.get(station, "")))
    return found


def _drawn(one: Draw) -> dict[str, str]:
    """Name -> what it drew, over all records of a draw."""
    return {name: code for record in one.record or [] for name, code in record["result"]}
