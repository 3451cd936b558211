"""What rules of entry are answered on: the people of an event's entries as the engine sees them, gathered in bulk.

A trade goes by its key (its template, else its name), a division by its name, an organisation by its id or, outside of
the tree, its name. The region of an organisation is the unit above it that stands straight below the event's host, or,
where the host is not above it, the topmost one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import Entrant, Related
from competition.eligibility import honours, queries
from competition.eligibility.lookups import LOOKUPS
from competition.eligibility.queries import RuleSet, Said
from competition.engine.eligibility import FAILED, Candidate, Context, Honour, Override, Result, check, check_all
from competition.engine.eligibility_rules import Limit, Membership, PastWinner, Qualified, Rule, TradesOfPerson
from competition.events import queries as events
from competition.members import queries as members
from competition.organisations import queries as organisations

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Results = Mapping[tuple[str, str], tuple[Result, ...]]


@dataclass(frozen=True)
class Ground:
    """An event with its rules, its people as candidates, and what was set aside for them."""

    event: events.Event
    rules: tuple[Rule, ...]
    context: Context
    entrants: Sequence[Entrant]
    candidates: Sequence[Candidate]
    overrides: Sequence[Override]

    def results(self) -> Results:
        """What every rule says of everybody here, by (entry, person)."""
        return check_all(self.rules, self.candidates, self.context, self.overrides)


def ground_of(s: Session, one: RuleSet, related: Related | None = None) -> Ground:
    """The ground of an event's rules, with everybody entered or the related ones alone.

    It asks about a dozen questions, however many entries there are (one more for every five hundred organisations or
    members). Refused: not_there (404).
    """
    event = events.event(s, one.event_id)
    rules = queries.rules_of(one)
    found = contestants.entrants(s, event.id, related)
    return with_entrants(s, event, rules, found, known=related is None)


def with_entrants(
    s: Session, event: events.Event, rules: tuple[Rule, ...], found: Sequence[Entrant], *, known: bool = False
) -> Ground:
    """The ground with these people; `known` says that they are everybody of the event."""
    keys = events.keys_of_trades(events.trades(s, event.id))
    found = [entrant for entrant in found if entrant.trade_id in keys]
    entry_ids = None if known else {entrant.entry_id for entrant in found}
    gathered = _gather(s, event, rules, found, entry_ids)
    context = Context(event.starts_on, event.edition)
    candidates = [_candidate(entrant, keys[entrant.trade_id], gathered) for entrant in found]
    candidates = _with_honours(rules, candidates, gathered, context)
    overrides = queries.overrides(s, event.id, entry_ids)
    return Ground(event, rules, context, found, candidates, overrides)


@dataclass(frozen=True)
class _Gathered:
    """What was asked in bulk, by the ids it is of."""

    divisions: Mapping[str, str]
    units: Mapping[str, organisations.Rooted]
    regions: Mapping[str, str]
    joined: Mapping[str, Any]
    said: Mapping[Said, Mapping[str, Any]]
    qualified: Mapping[str, str]
    past: honours.Past


def _gather(
    s: Session,
    event: events.Event,
    rules: Sequence[Rule],
    found: Sequence[Entrant],
    entry_ids: Collection[str] | None,
) -> _Gathered:
    units = organisations.rooted(s, {one.organisation_id for one in found if one.organisation_id})
    hosts = events.hosts(s, [event.id])
    host = hosts[event.id].organisation_id if event.id in hosts else None
    lasting = any(isinstance(rule, Membership) and rule.months for rule in rules)
    from_below = any(isinstance(rule, Qualified) for rule in rules)
    winners = any(isinstance(rule, PastWinner) for rule in rules)
    return _Gathered(
        divisions={
            one.id: one.name for some in events.divisions_of_event(s, event.id).values() for one in some
        },
        units=units,
        regions={one.id: region_of(one.path, host) for one in units.values()},
        joined=members.joined_on(s, {one.member_id for one in found if one.member_id}) if lasting else {},
        said=queries.facts_of_event(s, event.id, entry_ids),
        qualified=LOOKUPS.qualified(s, [one.entry_id for one in found]) if from_below else {},
        past=honours.past_of(s, event, None if entry_ids is None else {one.person_id for one in found})
        if winners
        else honours.Past(frozenset()),
    )  # fmt: skip


def region_of(path: Sequence[str], host: str | None) -> str:
    """The unit of this way down that a region is known by: the one below the host, else the topmost."""
    if host in path:
        at = path.index(host)
        return path[min(at + 1, len(path) - 1)]
    return path[0]


def _candidate(one: Entrant, key: str, gathered: _Gathered) -> Candidate:
    unit = gathered.units.get(one.organisation_id or "")
    said = gathered.said.get(Said(one.entry_id, one.person_id), {})
    since, categories, own = said.get("employed_since"), said.get("categories"), said.get("honours")
    return Candidate(
        entry=one.entry_id,
        person=one.person_id,
        trade=key,
        entered=int((one.created_at - EPOCH).total_seconds() * 1_000_000),
        division=gathered.divisions.get(one.division_id or "", ""),
        born_on=one.born_on,
        sex=one.sex,
        skill_level=one.skill_level,
        member=True if one.union_name else False if one.numbered else None,
        member_since=gathered.joined.get(one.member_id or ""),
        employed_since=date.fromisoformat(since) if since else None,
        employer=one.employer or one.organisation_name,
        employees=said.get("employees"),
        categories=None if categories is None else frozenset(categories),
        organisation=one.organisation_id or one.organisation_name,
        region=gathered.regions.get(one.organisation_id or "", ""),
        industry=unit.industry if unit else "",
        ownership=unit.ownership if unit else "",
        qualified_from=gathered.qualified.get(one.entry_id, ""),
        honours=None if own is None else tuple(Honour(key, row["edition"], row["prize"]) for row in own),
    )


def _with_honours(
    rules: Sequence[Rule], candidates: Sequence[Candidate], gathered: _Gathered, context: Context
) -> list[Candidate]:
    """Everybody with what he won before. Where the prizes of some edition that a rule asks for are not known and nobody
    said anything of a person, what the house holds counts only if it already keeps him out."""
    asked = [rule for rule in rules if isinstance(rule, PastWinner)]
    if not asked:
        return list(candidates)
    first = min(1 if rule.editions is None else max(1, context.edition - rule.editions) for rule in asked)
    complete = set(range(first, context.edition)) <= gathered.past.known
    found = []
    for one in candidates:
        held = gathered.past.won.get(one.person, ()) + (one.honours or ())
        told = replace(one, honours=held)
        if not complete and one.honours is None and not _keeps_out(asked, told, context):
            told = replace(one, honours=None)
        found.append(told)
    return found


def _keeps_out(rules: Sequence[PastWinner], one: Candidate, context: Context) -> bool:
    return any(result.found == FAILED for result in check(rules, one, context))


def results_of(s: Session, one: RuleSet, entry_ids: Collection[str]) -> tuple[Ground, Results]:
    """What the rules say of the people of these entries, as they stand within the open transaction: only those whom the
    limits count beside them are read."""
    some = contestants.entrants(s, one.event_id, Related(entry_ids=entry_ids))
    rules = queries.rules_of(one)
    ground = ground_of(s, one, around(s, one.event_id, rules, some))
    wanted = set(entry_ids)
    return ground, {who: results for who, results in ground.results().items() if who[0] in wanted}


def around(s: Session, event_id: str, rules: Sequence[Rule], some: Sequence[Entrant]) -> Related:
    """Whom the limits of a group count beside these people: those of their organisations, regions and employers, and the
    other entries of all of them, as far as a rule asks for them."""
    limits = {rule.per for rule in rules if isinstance(rule, Limit)}
    trades = any(isinstance(rule, TradesOfPerson) for rule in rules)
    units = {one.organisation_id for one in some if one.organisation_id}
    if "region" in limits:
        units |= _regions_whole(s, event_id, units)
    beside = Related(
        entry_ids={one.entry_id for one in some},
        people={one.person_id for one in some} if trades else (),
        organisation_ids=units if limits & {"organisation", "region"} else (),
        employers={one.employer for one in some if one.employer} if "employer" in limits else (),
    )
    if not (limits and trades):
        return beside
    return replace(beside, people={one.person_id for one in contestants.entrants(s, event_id, beside)})


def _regions_whole(s: Session, event_id: str, units: Collection[str]) -> set[str]:
    """Everything in the regions of these units."""
    hosts = events.hosts(s, [event_id])
    host = hosts[event_id].organisation_id if event_id in hosts else None
    regions = {region_of(one.path, host) for one in organisations.rooted(s, units).values()}
    return {unit_id for region in regions for unit_id in organisations.below(s, region)}
