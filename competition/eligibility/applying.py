"""What the rules say of people who are not entered yet, sent in or standing in a form: as if they came after everybody
who is."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.actions.persons import born_on
from competition.contestants.checking import Row
from competition.contestants.checking.beyond import Word
from competition.contestants.queries import Entrant
from competition.eligibility import queries
from competition.eligibility.ground import Ground, Results, around, with_entrants
from competition.eligibility.plain import rows_of
from competition.eligibility.queries import RuleSet
from competition.eligibility.telling import Names, reason_words
from competition.engine.eligibility import FAILED
from competition.events import queries as events
from competition.members import queries as members
from competition.organisations import queries as organisations
from competition.registration import queries as registration
from competition.store import reading, utcnow
from competition.web.pinyin import initials, pinyin


def results_of_applications(s: Session, one: RuleSet, ids: Collection[str]) -> tuple[Ground, Results]:
    """What the rules say of these applications, by (application, person); somebody the house does not know yet goes by
    his application."""
    coming = _entrants(s, ids)
    rules = queries.rules_of(one)
    event = events.event(s, one.event_id)
    there = contestants.entrants(s, event.id, around(s, event.id, rules, coming))
    ground = with_entrants(s, event, rules, [*there, *coming])
    return ground, {who: results for who, results in ground.results().items() if who[0] in set(ids)}


def _entrants(s: Session, ids: Collection[str]) -> list[Entrant]:
    applications = registration.by_ids(s, ids)
    said = {application.id: registration.details_of(application) for application in applications}
    numbers = {details.id_number for details in said.values() if details.id_number}
    people, roll = contestants.by_id_numbers(s, numbers), members.by_id_numbers(s, numbers)
    found = []
    for application in applications:
        details = said[application.id]
        known, member = people.get(details.id_number), roll.get(details.id_number)
        found.append(
            Entrant(
                entry_id=application.id, person_id=known[0] if known else application.id,
                trade_id=application.trade_id, division_id=details.division_id, number=0,
                created_at=utcnow(), name=details.name, entry_name=details.name, pinyin=pinyin(details.name),
                initials=initials(details.name), organisation_id=details.organisation_id,
                organisation_name=application.unit_name, employer=details.employer,
                union_name=member.organisation_name if member else "", skill_level=details.skill_level,
                sex=details.sex, born_on=born_on(details), member_id=member.id if member else None,
                numbered=bool(details.id_number),
            )
        )  # fmt: skip
    return found


def about_rows(event_id: str, batch_id: str, rows: Sequence[Row]) -> dict[str, Word]:
    """What is to be said of the rows of an entry form before they are entered, by the row's key: the rules that each
    fails. Where the rules are to refuse, such a row, or its whole team, is not entered."""
    with reading() as s:
        one = queries.rule_set(s, event_id)
        if one is None or not one.document["rules"]:
            return {}
        event = events.event(s, event_id)
        coming = _of_rows(s, rows)
        there = [entrant for entrant in contestants.entrants(s, event_id) if entrant.batch_id != batch_id]
        ground = with_entrants(s, event, queries.rules_of(one), [*there, *coming.values()], known=True)
        mine = {(entrant.entry_id, entrant.person_id) for entrant in coming.values()}
        written = rows_of(s, ground, {who: said for who, said in ground.results().items() if who in mine})
        refused = one.mode == queries.REFUSE
    failed = {
        (row["entry_id"], person["person"]): [each for each in person["rules"] if each["verdict"] == FAILED]
        for row in written
        for person in row["results"]
    }
    out = {entry_id for (entry_id, _person), some in failed.items() if some}
    said = {}
    for key, entrant in coming.items():
        own = failed[entrant.entry_id, entrant.person_id]
        if own or (refused and entrant.entry_id in out):
            told = [{name: each[name] for name in ("kind", "reason", "facts")} for each in own]
            said[key] = Word(json.dumps(told, ensure_ascii=False), refused)
    return said


def row_words(value: str) -> str:
    """What `about_rows` says of a row, in words; somebody of a team may stay out for another of it."""
    told = [reason_words(one, Names()) for one in json.loads(value)]
    return str(_("; ").join(told) if told else _("somebody else of the team does not meet them"))


def _of_rows(s: Session, rows: Sequence[Row]) -> dict[str, Entrant]:
    """The rows as people entered one after another, by the row's key."""
    roll = members.by_id_numbers(s, {row.id_number for row in rows if row.id_number})
    units = {name: one.id for name, one in organisations.by_names(s).items()}
    now = utcnow()
    found = {}
    for number, row in enumerate(rows):
        member = roll.get(row.id_number)
        found[row.key] = Entrant(
            entry_id=f"{row.trade_id}/{row.team}" if row.team else row.key,
            person_id=row.contestant_id or row.id_number or row.key, trade_id=row.trade_id,
            division_id=row.division_id or None, number=number, created_at=now + timedelta(microseconds=number),
            name=row.name, entry_name=row.team or row.name, pinyin="", initials="",
            organisation_id=row.organisation_id or units.get(row.organisation), organisation_name=row.organisation,
            employer=row.employer, union_name=member.organisation_name if member else "", skill_level=row.skill_level,
            sex=row.sex, born_on=date.fromisoformat(row.born_on) if row.born_on else None,
            member_id=member.id if member else None, numbered=bool(row.id_number),
        )  # fmt: skip
    return found
