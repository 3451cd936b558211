"""Whom a judge must not judge: his own unit and its enterprise, whom he coaches, whom he declared (field rule CN-9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.officials.models import Judge, Official, Recusal
from competition.officials.queries import registry
from competition.organisations.queries import Organisation

WITHIN = frozenset({"enterprise", "team"})
"""The levels of units that belong to one enterprise."""
DEEPEST = 12


@dataclass(frozen=True)
class Conflict:
    """An official and an entry he must not judge; `kind` is unit, enterprise, declared, coach or kinship."""

    official_id: str
    entry_id: str
    trade_id: str
    entry: str
    kind: str
    detail: str

    @property
    def blocks(self) -> bool:
        """Whether no reason lets it pass."""
        return self.kind == "kinship"


@dataclass(frozen=True)
class _Party:
    """Somebody who competes, alone or in a team, with what may bind him to a judge."""

    entry: EntryRow
    contestant_id: str | None
    name: str
    units: frozenset[str]


def conflicts(s: Session, event_id: str, trade_id: str | None = None) -> dict[str, list[Conflict]]:
    """The judges of an event (or one trade) and the entries of their own trade they must not judge, by official."""
    query = select(Judge).where(Judge.event_id == event_id, Judge.withdrawn_at.is_(None))
    if trade_id is not None:
        query = query.where(Judge.trade_id == trade_id)
    by_trade: dict[str, list[str]] = defaultdict(list)
    for judge in s.scalars(query):
        if judge.official_id is not None:
            by_trade[judge.trade_id].append(judge.official_id)
    entries: dict[str, list[EntryRow]] = defaultdict(list)
    for entry in contestants.entries_of_event(s, event_id):
        entries[entry.trade_id].append(entry)
    found: dict[str, list[Conflict]] = defaultdict(list)
    pairs = {trade: (ids, entries[trade]) for trade, ids in by_trade.items() if entries[trade]}
    for one in _between(s, pairs):
        found[one.official_id].append(one)
    return dict(found)


def conflicts_of(s: Session, official_ids: Collection[str], event_id: str, trade_id: str) -> dict[str, list[Conflict]]:
    """The same for any officials, whether they serve in the trade already or not."""
    entries = [one for one in contestants.entries_of_event(s, event_id) if one.trade_id == trade_id]
    found: dict[str, list[Conflict]] = defaultdict(list)
    for one in _between(s, {trade_id: (list(official_ids), entries)}):
        found[one.official_id].append(one)
    return dict(found)


def _between(s: Session, pairs: dict[str, tuple[list[str], list[EntryRow]]]) -> Iterable[Conflict]:
    people = registry.officials(s, {one for ids, _entries in pairs.values() for one in ids})
    declared = registry.recusals_of(s, people)
    entries = [entry for _ids, some in pairs.values() for entry in some if entry.status not in ("WD", "DNS")]
    units = {one.organisation_id for one in people.values()} | {one.organisation_id for one in entries}
    units |= {one.organisation_id for some in declared.values() for one in some}
    roots = _roots(s, {one for one in units if one})
    parties = _parties(s, entries)
    for trade_id, (ids, _entries) in pairs.items():
        here = [party for party in parties if party.entry.trade_id == trade_id]
        for one in dict.fromkeys(ids):
            official = people[one]
            for party in here:
                kind, detail = _binds(official, declared[one], party, roots)
                if kind:
                    entry = party.entry
                    yield Conflict(one, entry.id, trade_id, f"{entry.number} {entry.name}", kind, detail)


def _binds(official: Official, declared: list[Recusal], party: _Party, roots: dict[str, str]) -> tuple[str, str]:
    """(kind, detail) of the strongest thing between an official and somebody who competes; ("", "") when nothing is."""
    entry = party.entry
    for one in declared:
        if one.kind == "kinship" and _meant(one, party):
            return "kinship", party.name
    if entry.coach and entry.coach == official.name:
        return "coach", entry.coach
    if official.organisation and official.organisation in party.units:
        return "unit", official.organisation
    if official.organisation_id and entry.organisation_id:
        if official.organisation_id == entry.organisation_id:
            return "unit", entry.organisation_name
        if roots[official.organisation_id] == roots[entry.organisation_id]:
            return "enterprise", entry.organisation_name
    for one in declared:
        if one.kind == "unit" and one.organisation in party.units:
            return "declared", one.organisation
        known = one.kind == "unit" and one.organisation_id and entry.organisation_id
        if known and roots[one.organisation_id or ""] == roots[entry.organisation_id or ""]:
            return "declared", one.organisation
    return "", ""


def _meant(one: Recusal, party: _Party) -> bool:
    """Whether a relative is this contestant: by id where it is known, else by name, and by unit where one was given."""
    if one.contestant_id is not None:
        return one.contestant_id == party.contestant_id
    return one.contestant_name == party.name and (not one.organisation or one.organisation in party.units)


def _parties(s: Session, entries: list[EntryRow]) -> list[_Party]:
    """Everybody who competes: single contestants, and every member of every team."""
    teams = contestants.team_people(s, {one.team_id for one in entries if one.team_id})
    found = []
    for entry in entries:
        units = frozenset(unit for unit in (entry.organisation_name, entry.employer) if unit)
        if entry.team_id is None:
            found.append(_Party(entry, entry.contestant_id, entry.name, units))
        for member in teams.get(entry.team_id or "", ()):
            own = units | {member.employer} if member.employer else units
            found.append(_Party(entry, member.contestant_id, member.name, own))
    return found


def _roots(s: Session, ids: set[str]) -> dict[str, str]:
    """Unit -> the enterprise it belongs to: the topmost of its units up to where the enterprise ends; else itself."""
    above: dict[str, tuple[str | None, str]] = {}
    asking = set(ids)
    for _step in range(DEEPEST):
        if not asking:
            break
        query = select(Organisation.id, Organisation.parent_id, Organisation.level).where(Organisation.id.in_(asking))
        rows = {row.id: (row.parent_id, row.level) for row in s.execute(query)}
        above |= rows
        asking = {parent for parent, level in rows.values() if parent and level in WITHIN} - above.keys()
    found = {}
    for unit in ids:
        root = unit
        while (place := above.get(root)) and place[0] in above and above[place[0]][1] in WITHIN and place[1] in WITHIN:
            root = place[0]
        found[unit] = root
    return found
