"""Drafting the panels of a trade: who may sit at all, what speaks for whom, and what the engine makes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.engine import panels as engine
from competition.engine.panels import Candidate, Proposal
from competition.events import queries as events
from competition.officials import queries
from competition.officials.queries import Conflict, Judge, Listed
from competition.officials.words import KINDS

UNQUALIFIED = 6
OTHER_TRADE = 2
Reason = tuple[str, dict[str, object]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a proposal is asked for: seats by module, how many judges in all, and whether the last edition's seats count."""

    seats: Mapping[str, int]
    judges: int
    seed: str
    last: bool = False
    floor: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody who may sit; `key` is a judge's id, or an official's who is not in the trade yet."""

    key: str
    name: str
    organisation: str
    enterprise: bool
    here: bool
    kind: str
    candidate: Candidate


@dataclass(frozen=True)
class Draft:
    """A proposal with what it rests on. `chief` and `floor` come from the register where the trade has none."""

    proposal: Proposal
    people: Mapping[str, Person]
    reasons: Mapping[tuple[str, str], Sequence[Reason]]
    left_out: Sequence[tuple[str, Reason]]
    before: Mapping[str, Sequence[str]]
    chief: Person | None
    floor: Person | None


@dataclass(frozen=True)
class Ground:
    """What is read from the database before anything is computed."""

    here: Sequence[Person]
    register: Sequence[Person]
    left_out: Sequence[tuple[str, Reason]]
    before: Mapping[str, Sequence[str]]
    wished: frozenset[tuple[str, str]]
    entries: int
    has_chief: bool
    has_floor: bool


def survey(s: Session, event_id: str, trade_id: str, today: dt.date) -> Ground:
    """Everybody who could sit in a trade's panels, and who cannot and why."""
    trade = events.trade(s, trade_id, event_id)
    judges = queries.judges(s, trade_id)
    by_official = {one.official_id: one for one in judges if one.official_id}
    stored = queries.officials(s, by_official)
    listed = {one.id: one for one in queries.listed(s, list(stored.values()), today)}
    register = [one for one in queries.fitting(s, trade.template_key, today) if one.id not in by_official]
    between = queries.conflicts_of(s, [*listed, *(one.id for one in register)], event_id, trade_id)
    elsewhere = _elsewhere(s, event_id, trade_id)
    cipher = {one.official.id for one in queries.officers(s, event_id) if one.officer.role == "cipher_officer"}
    left_out: list[tuple[str, Reason]] = []
    here, more = [], []
    for judge in judges:
        why = _barred(judge.official_id or "", between, cipher) or (
            None if judge.role == "scoring_judge" else ("role", {})
        )
        if why is not None:
            left_out.append((judge.name, why))
        else:
            known = listed.get(judge.official_id or "")
            here.append(_here(judge, known, trade.template_key, elsewhere.get(judge.official_id or "", 0)))
    for one in register:
        why = _barred(one.id, between, cipher)
        if why is not None:
            left_out.append((one.official.name, why))
        else:
            more.append(_from_register(one, trade.template_key, elsewhere.get(one.id, 0)))
    panels = queries.panels(s, events.stage_of_trade(s, trade_id).id)
    return Ground(
        here=here,
        register=more,
        left_out=left_out,
        before={key: [one.judge_id for one in seats] for key, seats in panels.items()},
        wished=_last_edition(s, event_id, trade.template_key, by_official),
        entries=sum(1 for one in contestants.entries_of_event(s, event_id) if one.trade_id == trade_id),
        has_chief=any(one.role == "chief_judge" for one in judges),
        has_floor=any(one.role == "floor_judge" for one in judges),
    )


def draft(ground: Ground, asked: Asked) -> Draft:
    """Deal the seats: first to those in the trade, then to as many of the register as it takes. Pure, and by its seed."""
    wished = ground.wished if asked.last else frozenset()
    spare = list(ground.register)
    chief = None if ground.has_chief else _taken(spare, asked.seed, "chief")
    floor = None if ground.has_floor or not asked.floor else _taken(spare, asked.seed, "floor")
    named = {key for key, _panel in wished}
    spare.sort(key=lambda one: (one.key not in named, _order(one, asked.seed)))
    wanted = max(0, asked.judges - len(ground.here))
    pool, spare = [*ground.here, *spare[:wanted]], spare[wanted:]
    while True:
        found = engine.propose([one.candidate for one in pool], asked.seats, seed=asked.seed, wished=wished)
        if not found.short or not spare:
            break
        pool.append(spare.pop(0))
    kept = {
        key: tuple(one for one in ground.before.get(key, ()) if one in seats)
        + tuple(one for one in seats if one not in ground.before.get(key, ()))
        for key, seats in found.seats.items()
    }
    found = replace(found, seats=kept)
    people = {one.key: one for one in pool}
    return Draft(found, people, _reasons(found, people, ground, wished), ground.left_out, ground.before, chief, floor)


def _reasons(
    found: Proposal, people: Mapping[str, Person], ground: Ground, wished: frozenset[tuple[str, str]]
) -> dict[tuple[str, str], list[Reason]]:
    loads = found.loads()
    said: dict[tuple[str, str], list[Reason]] = {}
    for panel, keys in found.seats.items():
        for key in keys:
            one = people[key]
            why: list[Reason] = [("even", {"seats": loads[key], "elsewhere": one.candidate.load})]
            if key in ground.before.get(panel, ()):
                why.insert(0, ("kept", {}))
            if (key, panel) in wished:
                why.insert(0, ("last", {}))
            if not one.here:
                why.append(("register", {}))
            why.append(("qualified", {"kind": KINDS[one.kind]}) if one.kind else ("unqualified", {}))
            if one.candidate.enterprise:
                why.append(("alone", {"organisation": one.organisation}))
            why.append(("clear", {"entries": ground.entries}))
            said[panel, key] = why
    return said


def _taken(spare: list[Person], seed: str, place: str) -> Person | None:
    """The best for a place, taken out of those who are spare."""
    best = engine.first([one.candidate for one in spare], seed=seed, place=place)
    if best is None:
        return None
    one = next(one for one in spare if one.key == best.key)
    spare.remove(one)
    return one


def _order(one: Person, seed: str) -> tuple[int, int, int]:
    return one.candidate.load, one.candidate.rank, engine.drawn(seed, one.key, "pool")


def _barred(official_id: str, between: Mapping[str, list[Conflict]], cipher: set[str]) -> Reason | None:
    if official_id in cipher:
        return "cipher", {}
    if official_id in between:
        some = between[official_id]
        return "conflict", {"count": len(some), "entry": some[0].entry}
    return None


def _here(judge: Judge, known: Listed | None, template_key: str, elsewhere: int) -> Person:
    if known is None:
        candidate = Candidate(judge.id, rank=UNQUALIFIED, load=elsewhere)
        return Person(judge.id, judge.name, judge.organisation, False, True, "", candidate)
    one = _from_register(known, template_key, elsewhere)
    return replace(
        one, key=judge.id, name=judge.name, organisation=judge.organisation, here=True,
        candidate=replace(one.candidate, key=judge.id),
    )  # fmt: skip


def _from_register(one: Listed, template_key: str, elsewhere: int) -> Person:
    official = one.official
    enterprise = official.organisation if official.enterprise else ""
    kind = one.kinds[0] if one.holds and one.kinds else ""
    rank = list(KINDS).index(kind) if kind in KINDS else UNQUALIFIED
    if one.trades and template_key not in one.trades:
        rank += OTHER_TRADE
    candidate = Candidate(official.id, enterprise, rank, elsewhere)
    return Person(official.id, official.name, official.organisation, official.enterprise, False, kind, candidate)


def _elsewhere(s: Session, event_id: str, trade_id: str) -> dict[str, int]:
    """In how many other trades of the event each official serves."""
    found: dict[str, int] = {}
    for other, judges in queries.judges_of_event(s, event_id).items():
        for judge in judges:
            if other != trade_id and judge.official_id:
                found[judge.official_id] = found.get(judge.official_id, 0) + 1
    return found


def _last_edition(
    s: Session, event_id: str, template_key: str, by_official: Mapping[str, Judge]
) -> frozenset[tuple[str, str]]:
    """(key, module) of the seats in the edition before: a judge's id where he is in the trade, else his official's."""
    previous_id = events.event(s, event_id).previous_id
    if previous_id is None:
        return frozenset()
    trade = next((one for one in events.trades(s, previous_id) if one.template_key == template_key), None)
    if trade is None:
        return frozenset()
    officials = {one.id: one.official_id for one in (*queries.judges(s, trade.id), *queries.withdrawn(s, trade.id))}
    found = set()
    for module_key, seats in queries.panels(s, events.stage_of_trade(s, trade.id).id).items():
        for one in seats:
            official_id = officials.get(one.judge_id)
            if official_id:
                now = by_official.get(official_id)
                found.add((now.id if now else official_id, module_key))
    return frozenset(found)
