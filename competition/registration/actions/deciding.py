"""Deciding on what was sent in: approved, returned or not approved, several at once, and taken back as a whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.contestants import actions as contestants
from competition.contestants import queries as entries
from competition.contestants.actions import ContestantDetails
from competition.events import queries as events
from competition.registration import queries, states
from competition.registration.actions.moving import alone, move, record, seal, written
from competition.registration.models import Application
from competition.store import Refused, transaction

AT_ONCE = 10
MOST_DECIDED = 200
KINDS = {"ENTERED": "registration.approve", "RETURNED": "registration.return", "REJECTED": "registration.reject"}


def decide(
    actor: str,
    ids: Collection[str],
    to: str,
    reason: str,
    revs: Mapping[str, int],
    *,
    permission: str,
    event_id: str | None,
) -> str:
    """Approve (ENTERED), return (RETURNED) or not approve (REJECTED) several at once, all or none; returns the act's id.

    Not approving the correction of an entry leaves the entry as it is. Refused: nothing_to_decide, application_changed
    (decided on or corrected since `revs`), application_fixed_of, and what entering refuses, each with the name.
    """
    with transaction() as s:
        events_of, trades_of = queries.events_of(s, ids), queries.trades_of(s, ids)
        alone(events_of, trades_of)
        found = queries.by_ids(s, ids)
        if not found:
            raise Refused("nothing_to_decide", 422)
        started = _started(s, trades_of)
        undo = []
        for one in found:
            if one.rev != revs.get(one.id) or states.TABLE.find(one.state, to) is None:
                raise Refused("application_changed", name=one.name)
            if to == "ENTERED" and one.trade_id in started:
                raise Refused("application_fixed_of", name=one.name)
            undo.append(_decided(s, actor, one, to, reason))
        return acts.record(
            s, actor, KINDS[to], permission=permission, count=len(undo), undo={"rows": undo}, event_id=event_id
        )


def _decided(s: Session, actor: str, one: Application, to: str, reason: str) -> dict[str, Any]:
    """One decision; returns what takes it back."""
    row: dict[str, Any] = {"id": one.id, "state": one.state, "said": one.reason, "entry": None, "details": None}
    entry = entries.entry(s, one.entry_id) if one.entry_id else None
    if to == "ENTERED":
        if entry is not None:
            row["entry"] = {"status": entry.status, "details": written(as_entered(s, entry.id))}
        _enter(actor, one, reason)
    elif to == "REJECTED" and entry is not None and not entry.status:
        row["details"] = written(queries.details_of(one))
        seal(one, as_entered(s, entry.id))
        to = "ENTERED"
    move(s, one, to, actor, reason)
    row["rev"] = one.rev
    row["entry_rev"] = entries.entry(s, one.entry_id).rev if one.entry_id else 0
    return row


def _enter(actor: str, one: Application, despite: str) -> None:
    details = queries.details_of(one)
    if one.entry_id is None:
        one.entry_id = contestants.enter(actor, one.trade_id, details, despite)
        return
    contestants.edit_entry(actor, one.entry_id, details, _("Correction sent in registration"))
    contestants.set_status(actor, one.entry_id, "", _("Registered again"))


def as_entered(s: Session, entry_id: str) -> ContestantDetails:
    """What an entry and its person say now. Refused: not_there (404)."""
    entry = entries.entry(s, entry_id)
    person = entries.contestant(s, entry.contestant_id or "")
    said = {
        name: getattr(entry, name) for name in ("name", "sex", "organisation_id", "employer", "skill_level", "coach")
    }
    return ContestantDetails(
        **said, id_number=entries.open_field(person, "id_number"), phone=entries.open_field(person, "phone"),
        born_on=person.born_on, division_id=entry.division_id,
    )  # fmt: skip


def _started(s: Session, trade_ids: Sequence[str]) -> set[str]:
    """Those of the trades whose contest has begun."""
    return {one for one in trade_ids if events.first_stage(s, one).state != "DRAFT"}


@acts.undoes("registration.approve")
@acts.undoes("registration.return")
@acts.undoes("registration.reject")
def take_back(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """Give the registrations back the state they had; entries made are withdrawn, entries corrected get back what they
    had. Refused: act_overtaken (decided on, corrected, edited or begun since)."""
    rows = {row["id"]: row for row in undo["rows"]}
    trades_of = queries.trades_of(s, rows)
    alone(queries.events_of(s, rows), trades_of)
    found = queries.by_ids(s, rows)
    started = _started(s, trades_of)
    overtaken = len(rows) - len(found) + sum(_overtaken(s, one, rows[one.id], started) for one in found)
    if overtaken:
        raise Refused("act_overtaken", count=overtaken)
    for one in found:
        row = rows[one.id]
        if row["details"]:
            seal(one, queries.details_in(row["details"]))
        elif one.state == "ENTERED" and one.entry_id is not None:
            _as_before(actor, one.entry_id, row["entry"])
        before, one.state, one.reason = one.state, row["state"], row["said"]
        one.rev += 1
        record(s, one, before, actor, _("Decision taken back"))


def _overtaken(s: Session, one: Application, row: dict[str, Any], started: Collection[str]) -> bool:
    if one.rev != row["rev"]:
        return True
    if one.state != "ENTERED" or one.entry_id is None:
        return False
    return one.trade_id in started or entries.entry(s, one.entry_id).rev != row["entry_rev"]


def _as_before(actor: str, entry_id: str, before: dict[str, Any] | None) -> None:
    why = _("Approval taken back")
    if before is None:
        contestants.set_status(actor, entry_id, "WD", why)
        return
    contestants.edit_entry(actor, entry_id, queries.details_in(before["details"]), why)
    contestants.set_status(actor, entry_id, before["status"], why)


def differences(before: ContestantDetails, after: ContestantDetails) -> list[str]:
    """The names of the fields in which two sayings of one person differ."""
    return [
        one.name
        for one in dataclasses.fields(ContestantDetails)
        if one.name != "born_on" and getattr(before, one.name) != getattr(after, one.name)
    ]
