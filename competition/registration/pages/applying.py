"""Registering in public: one person, or a unit its people; and the codes that open it again.

The codes are shown in the answer to the form and kept nowhere; loading that page again sends the same form, which is
answered as before.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import public
from competition.contestants.words import LEVELS, SEXES
from competition.events import queries as events
from competition.events.rows import rearranged, sent_rows
from competition.organisations import queries as organisations
from competition.registration import actions, queries
from competition.registration.actions import Applying, Sender
from competition.registration.pages.blueprint import pages
from competition.registration.schemas import COLUMNS, SenderForm, UnitSenderForm, employed_by, person_of
from competition.store import Refused, reading, utcnow
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.limits import limiter
from competition.web.words import named

ROW = dict.fromkeys(COLUMNS, "")
ASKED = ("name", "id_number", "phone", "employer", "coach", "trade")
FIRST_ROWS = 4
KEY_LENGTH = 22

Errors = dict[str, list[str]]


@pages.get("/<event_id>/apply")
@public
def apply(event_id: str) -> ResponseReturnValue:
    kind = "unit" if request.args.get("as") == "unit" else "person"
    return _form(event_id, kind, {}, [dict(ROW) for _row in range(FIRST_ROWS)], {}, 200)


@pages.post("/<event_id>/apply")
@public
@limiter.limit("300 per hour")
def apply_post(event_id: str) -> ResponseReturnValue:
    kind = "unit" if request.form.get("as") == "unit" else "person"
    rows = sent_rows(request.form, "person", COLUMNS) if kind == "unit" else [dict(request.form)]
    if kind == "unit" and request.form.get("rows"):
        return _form(event_id, kind, request.form, rearranged(rows, request.form["rows"], ROW), {}, 200)
    try:
        sent = _send(event_id, kind, rows, _key())
    except Invalid as invalid:
        return _form(event_id, kind, request.form, rows, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _form(event_id, kind, request.form, rows, {"": [refusal_words(refused)]}, refused.status)
    with reading() as s:
        event = events.public_event(s, event_id)
    return render_template("registration/sent.html", event=event, sent=sent, kind=kind, here="register")


def choices_of(s: Session, event_id: str) -> dict[str, tuple[str, str, str | None]]:
    """What can be registered for: key -> (words, trade id, division id); trades for teams are not among them."""
    divisions = events.divisions_of_event(s, event_id)
    found: dict[str, tuple[str, str, str | None]] = {}
    for trade in events.trades(s, event_id):
        if trade.team_size > 1:
            continue
        said = named(trade.name, trade.name_en)
        for one in divisions.get(trade.id, []):
            found[f"{trade.id}.{one.id}"] = (f"{said} · {named(one.name, one.name_en)}", trade.id, one.id)
        if trade.id not in divisions:
            found[trade.id] = (said, trade.id, None)
    return found


def today_of(event: Any) -> date:
    """Today where the event takes place."""
    return utcnow().astimezone(ZoneInfo(event.zone)).date()


def _key() -> str:
    """The secret of the form: as it was given with the page, or a new one."""
    sent = request.form.get("key", "")
    return sent if len(sent) == KEY_LENGTH else secrets.token_urlsafe(16)


def _send(event_id: str, kind: str, rows: list[dict[str, str]], key: str) -> actions.Sent:
    """Read what was sent and register it. Raises Invalid, Refused."""
    with reading() as s:
        event = events.public_event(s, event_id)
        choices = {key: (trade_id, division) for key, (_said, trade_id, division) in choices_of(s, event_id).items()}
        unit = organisations.find_or_none(s, request.form.get("unit_name", "").strip())
    errors: Errors = {}
    values: Mapping[str, Any] = {}
    try:
        values = read(UnitSenderForm if kind == "unit" else SenderForm, request.form)
    except Invalid as invalid:
        errors |= invalid.errors
    unit_id = unit.id if unit is not None and unit.closed_on is None else None
    unit_name = unit.name if unit is not None and unit_id else values.get("unit_name", "")
    people, wrong = _people(kind, rows, choices, unit_id, today_of(event))
    errors |= wrong
    if errors:
        raise Invalid(errors)
    if unit_id is None:
        people = [employed_by(one, unit_name) for one in people]
    sender = Sender(
        kind=kind, organisation_id=unit_id, unit_name=unit_name,
        contact=values["contact"] or people[0].details.name, phone=values["contact_phone"] or people[0].details.phone,
    )  # fmt: skip
    return actions.send(event_id, sender, people, key)


def _people(
    kind: str,
    rows: list[dict[str, str]],
    choices: Mapping[str, tuple[str, str | None]],
    unit_id: str | None,
    today: date,
) -> tuple[list[Applying], Errors]:
    """The people of a form, and what is wrong with it by field; rows of a list that nobody filled in do not count."""
    errors: Errors = {}
    people: list[Applying] = []
    numbers: set[tuple[str, str]] = set()
    for at, row in enumerate(rows):
        prefix = f"person-{at}-" if kind == "unit" else ""
        if kind == "unit" and not any(value.strip() for name, value in row.items() if name in ASKED):
            continue
        try:
            one = person_of(row, choices, unit_id, today)
        except Invalid as invalid:
            errors |= {f"{prefix}{name}": said for name, said in invalid.errors.items()}
            continue
        if (one.trade_id, one.details.id_number) in numbers:
            errors[f"{prefix}id_number"] = [_("This ID number stands twice in the list for this trade.")]
        numbers.add((one.trade_id, one.details.id_number))
        people.append(one)
    if not people and not errors:
        errors["person-0-name"] = [_("Name at least one person.")]
    return people, errors


def _form(
    event_id: str, kind: str, values: Mapping[str, str], rows: list[dict[str, str]], errors: Errors, status: int
) -> ResponseReturnValue:
    with reading() as s:
        event = events.public_event(s, event_id)
        choices = [(key, said) for key, (said, _trade, _division) in choices_of(s, event_id).items()]
        teams = [trade for trade in events.trades(s, event_id) if trade.team_size > 1]
    return (
        render_template(
            "registration/apply.html", event=event, kind=kind, values=values, rows=rows, errors=errors,
            choices=[("", _("Choose a trade")), *choices], teams=teams, key=_key(), most=actions.MOST_PEOPLE,
            is_open=queries.is_open(event, utcnow()),
            sexes=[("", _("from the ID number")), ("m", SEXES["m"]), ("f", SEXES["f"])],
            levels=[(str(key), str(words) or _("not said")) for key, words in LEVELS.items()], here="register",
        ),
        status,
    )  # fmt: skip
