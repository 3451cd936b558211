"""Who may approve what a unit's people send in."""

from __future__ import annotations

from competition.accounts import actions as accounts
from competition.accounts.passwords import hashed
from competition.registration.facts import UnitOfficerEnded, UnitOfficerNamed
from competition.store import happened, transaction
from competition.web.apart import apart


def name_officer(actor: str, organisation_id: str, *, name: str, login: str, password: str) -> str:
    """Make somebody who approves what a unit and those below it send in; returns the person's id. Refused: login_taken."""
    kept = apart(hashed, password)
    with transaction() as s:
        person_id = accounts.create_person(s, name=name, by=actor, login=login, password_hash=kept)
        accounts.grant(s, person_id, "unit_officer", scope_of_unit(organisation_id), by=actor)
        happened(
            UnitOfficerNamed(
                chain="house", actor=actor, organisation_id=organisation_id, person_id=person_id, name=name
            )
        )
    return person_id


def end_officer(actor: str, organisation_id: str, person_id: str, name: str) -> None:
    """Take the right to approve away again."""
    with transaction() as s:
        accounts.end_grant(s, person_id, "unit_officer", scope_of_unit(organisation_id), actor)
        happened(
            UnitOfficerEnded(
                chain="house", actor=actor, organisation_id=organisation_id, person_id=person_id, name=name
            )
        )


def scope_of_unit(organisation_id: str) -> str:
    """The scope of a unit's own matters."""
    return f"/organisations/{organisation_id}"
