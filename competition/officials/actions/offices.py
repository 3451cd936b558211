"""Officers, recusals, and letters of invitation with their answers."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update

from competition.accounts import actions as accounts
from competition.accounts.roles import scope_path
from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.officials import queries
from competition.officials.actions import registry
from competition.officials.facts import (
    LetterAnswered,
    LetterSent,
    OfficerAppointed,
    OfficerDismissed,
    RecusalDeclared,
    RecusalEnded,
)
from competition.officials.models import Judge, Letter, Officer, Recusal
from competition.organisations import queries as organisations
from competition.store import Refused, happened, new_id, transaction, utcnow
from competition.store.vault import vault


@dataclass(frozen=True)
class Sent:
    """A letter as it is printed: the code stands here and on paper, and nowhere else."""

    judge: Judge
    code: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What an invited person says: `answer` accepted or declined; units and relatives (name, unit) he must not judge."""

    answer: str
    note: str = ""
    phone: str = ""
    units: tuple[str, ...] = ()
    relatives: tuple[tuple[str, str], ...] = ()


def appoint(actor: str, event_id: str, trade_id: str | None, official_id: str, role: str) -> str:
    """Let an official serve an event, or one trade of it, in an office; returns the officer's id.

    He gets an account and the role over the event or trade. Refused: not_there, official_merged, officer_exists,
    cipher_and_scoring.
    """
    with transaction() as s:
        events.event(s, event_id)
        if trade_id is not None:
            events.trade(s, trade_id, event_id)
        official = registry.linked(s, actor, "", "", official_id)
        for serving in queries.officers(s, event_id):
            one = serving.officer
            if (one.official_id, one.role, one.trade_id) == (official_id, role, trade_id):
                raise Refused("officer_exists", name=official.name)
        queries.refuse_cipher_beside_scoring(s, official, event_id, role)
        person_id = accounts.create_person(s, name=official.name, by=actor)
        accounts.grant(s, person_id, role, scope_path(event_id, trade_id), by=actor)
        officer = Officer(
            id=new_id(), event_id=event_id, trade_id=trade_id, official_id=official_id, person_id=person_id, role=role
        )
        s.add(officer)
        s.flush()
        happened(
            OfficerAppointed(
                chain=f"event:{event_id}", actor=actor, event_id=event_id, trade_id=trade_id, officer_id=officer.id,
                official_id=official_id, role=role,
            )
        )  # fmt: skip
        return officer.id


def dismiss(actor: str, event_id: str, officer_id: str) -> None:
    """End an office and its grant. Refused: not_there, also when it has ended already."""
    with transaction() as s:
        officer = queries.officer(s, officer_id, event_id)
        if officer.ended_at is not None:
            raise Refused("not_there", 404)
        officer.ended_at = utcnow()
        accounts.end_grant(s, officer.person_id, officer.role, scope_path(event_id, officer.trade_id), actor)
        happened(
            OfficerDismissed(
                chain=f"event:{event_id}", actor=actor, event_id=event_id, trade_id=officer.trade_id,
                officer_id=officer.id, official_id=officer.official_id, role=officer.role,
            )
        )  # fmt: skip


def declare_unit(actor: str, official_id: str, organisation: str, declared_by: str, note: str = "") -> str:
    """Keep that an official must not judge a unit's people; returns the recusal's id. Refused: not_there."""
    with transaction() as s:
        unit = organisations.find_or_none(s, organisation)
        recusal = Recusal(
            id=new_id(), official_id=queries.official(s, official_id).id, kind="unit", organisation=organisation,
            organisation_id=unit.id if unit else None, note=note, declared_by=declared_by,
        )  # fmt: skip
        s.add(recusal)
        return _declared(actor, recusal)


def declare_relative(
    actor: str, official_id: str, name: str, organisation: str, declared_by: str, note: str = "", event_id: str = ""
) -> str:
    """Keep that a contestant is an official's relative; returns the recusal's id. Refused: not_there.

    Where exactly one contestant of the event has the name (and the unit, when it is given), he is meant and nobody else.
    """
    with transaction() as s:
        fits = {
            one.contestant_id
            for one in (contestants.entries_of_event(s, event_id) if event_id else ())
            if one.name == name and (not organisation or organisation in (one.organisation_name, one.employer))
        }
        recusal = Recusal(
            id=new_id(), official_id=queries.official(s, official_id).id, kind="kinship", contestant_name=name,
            contestant_id=fits.pop() if len(fits) == 1 else None, organisation=organisation, note=note,
            declared_by=declared_by,
        )  # fmt: skip
        s.add(recusal)
        return _declared(actor, recusal)


def end_recusal(actor: str, official_id: str, recusal_id: str) -> None:
    """Take a recusal back; it stays on record with its end. Refused: not_there."""
    with transaction() as s:
        recusal = s.get(Recusal, recusal_id)
        if recusal is None or recusal.official_id != official_id or recusal.ended_at is not None:
            raise Refused("not_there", 404)
        recusal.ended_at = utcnow()
        happened(RecusalEnded(actor=actor, official_id=official_id, recusal_id=recusal_id))


def send_letters(actor: str, event_id: str, trade_id: str, judge_ids: Sequence[str]) -> list[Sent]:
    """A letter with a code (128 bits) for each of these judges; what was sent to them before is no longer good.

    Refused: not_there, judge_gone.
    """
    with transaction() as s:
        events.trade(s, trade_id, event_id)
        sent = []
        for judge_id in judge_ids:
            judge = queries.judge(s, judge_id, trade_id)
            if judge.withdrawn_at is not None:
                raise Refused("judge_gone", name=judge.name)
            if judge.official_id is None:
                judge.official_id = registry.linked(s, actor, judge.name, judge.organisation).id
            code = secrets.token_urlsafe(16)
            earlier = update(Letter).where(Letter.judge_id == judge_id, Letter.ended_at.is_(None))
            s.execute(earlier.values(ended_at=utcnow()))
            letter = Letter(
                id=new_id(), event_id=event_id, trade_id=trade_id, judge_id=judge_id, by=actor,
                code_index=vault().index("letter", code),
            )  # fmt: skip
            s.add(letter)
            happened(
                LetterSent(
                    chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, judge_id=judge_id,
                    official_id=judge.official_id, letter_id=letter.id,
                )
            )  # fmt: skip
            sent.append(Sent(judge, code))
        return sent


def reply(code: str, said: Reply) -> None:
    """Keep what an invited person answered; a later answer to the same letter takes the place of an earlier one.

    Recusals declared before stay. Refused: not_there (404), letter_over (410).
    """
    with transaction() as s:
        letter = queries.letter_of(s, code)
        judge = queries.judge(s, letter.judge_id)
        official = registry.linked(s, judge.person_id, judge.name, judge.organisation, judge.official_id)
        letter.answer, letter.note, letter.answered_at = said.answer, said.note, utcnow()
        if said.phone:
            registry.set_phone(s, official, said.phone)
        known = queries.recusals_of(s, [official.id]).get(official.id, [])
        units = {one.organisation for one in known if one.kind == "unit"}
        relatives = {(one.contestant_name, one.organisation) for one in known if one.kind == "kinship"}
        for unit in dict.fromkeys(said.units):
            if unit not in units:
                declare_unit(judge.person_id, official.id, unit, judge.name)
        for name, unit in dict.fromkeys(said.relatives):
            if (name, unit) not in relatives:
                declare_relative(judge.person_id, official.id, name, unit, judge.name, event_id=letter.event_id)
        happened(
            LetterAnswered(
                chain=f"trade:{letter.trade_id}", actor=judge.person_id, trade_id=letter.trade_id, judge_id=judge.id,
                official_id=official.id, letter_id=letter.id, answer=said.answer,
            )
        )  # fmt: skip


def _declared(actor: str, recusal: Recusal) -> str:
    happened(
        RecusalDeclared(
            actor=actor, official_id=recusal.official_id, recusal_id=recusal.id, recusal_kind=recusal.kind,
            declared_by=recusal.declared_by,
        )
    )  # fmt: skip
    return recusal.id
