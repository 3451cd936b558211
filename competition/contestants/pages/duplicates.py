"""People who may stand in the house twice: the pairs, making one of two, telling two apart."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.acts.pages import flash_act
from competition.contestants import actions, queries, words
from competition.contestants.actions.merging import Merging
from competition.contestants.models import Contestant
from competition.contestants.pages import pages
from competition.events import queries as events
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.mask import masked_id_number, masked_phone

SHOWN = ("name", "sex", "born_on", "organisation_id", "employer", "skill_level", "id_number", "phone", "photo")


@pages.get("/duplicates")
@may("contestant.edit")
def duplicates() -> ResponseReturnValue:
    """Likely duplicates in the whole house."""
    return _pairs(None)


@pages.get("/<event_id>/duplicates")
@may("contestant.edit")
def event_duplicates(event_id: str) -> ResponseReturnValue:
    """Likely duplicates of whom one at least takes part in the event."""
    return _pairs(event_id)


@pages.get("/<event_id>/duplicates/<keep_id>/<gone_id>")
@may("contestant.edit")
def merging(event_id: str, keep_id: str, gone_id: str) -> ResponseReturnValue:
    """What would become of two records if they were made one."""
    return _preview(event_id, keep_id, gone_id, "", 200)


@pages.post("/<event_id>/duplicates/<keep_id>/<gone_id>")
@may("contestant.edit")
def merge(event_id: str, keep_id: str, gone_id: str) -> ResponseReturnValue:
    """Make one of two, or say that they are two."""
    with reading() as s:
        _mine(s, event_id, keep_id, gone_id)
    if request.form.get("apart"):
        actions.tell_apart(me().id, keep_id, gone_id)
        flash(_("They stay two people and are not proposed again."), "good")
        return redirect(url_for("contestants.event_duplicates", event_id=event_id), 303)
    try:
        act_id = actions.merge(me().id, keep_id, gone_id, request.form.to_dict(), event_id)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _preview(event_id, keep_id, gone_id, refusal_words(refused), refused.status)
    with reading() as s:
        name = queries.contestant(s, keep_id).name
    flash_act(act_id, str(words.ACTS["contestants.merge"]) % {"name": name})
    return redirect(url_for("contestants.event_duplicates", event_id=event_id), 303)


def _pairs(event_id: str | None) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id) if event_id else None
        pairs = queries.pairs_of_event(s, event_id) if event_id else queries.pairs(s)
        told = [_told(s, pair, event_id) for pair in pairs]
    return render_template(
        "contestants/duplicates.html", event=event, pairs=[one for one in told if one["event_id"]],
        likenesses=words.LIKENESSES, here="contestants", levels=words.LEVELS,
        house=permitted("contestant.edit"),
    )  # fmt: skip


def _told(s: Session, pair: queries.Pair, event_id: str | None) -> dict[str, Any]:
    """A pair as its page shows it: each with what tells him from the other, and an event in which to look at them."""
    sides: list[dict[str, Any]] = []
    for person in (pair.first, pair.second):
        taken = queries.taken_part(s, person.id)
        id_number, phone = queries.masked_numbers(person)
        sides.append({"person": person, "taken": taken, "id_number": id_number, "phone": phone})
    where = [one.event.id for side in sides for one in side["taken"] if permitted("contestant.edit", one.event.id)]
    return {"sides": sides, "reasons": pair.reasons, "event_id": event_id or next(iter(where), "")}


def _mine(s: Session, event_id: str, keep_id: str, gone_id: str) -> None:
    """One of the two is in the event, and whoever asks may change every event that either is in.

    Refused: not_there (404), forbidden (403).
    """
    touched = {one.event.id for person in (keep_id, gone_id) for one in queries.taken_part(s, person)}
    if event_id not in touched:
        raise Refused("not_there", 404)
    if not all(permitted("contestant.edit", one) for one in touched):
        raise Refused("forbidden", 403)


def _preview(event_id: str, keep_id: str, gone_id: str, clash: str, status: int) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        keep, gone = queries.contestant(s, keep_id), queries.contestant(s, gone_id)
        _mine(s, event_id, keep_id, gone_id)
        two: Merging | None = None
        try:
            two = actions.merging(s, keep_id, gone_id)
        except Refused as refused:
            clash = clash or refusal_words(refused)
        sides = [_said(s, one) for one in (keep, gone)]
        taken = [queries.taken_part(s, one.id) for one in (keep, gone)]
    homes = {side: rows[0].event.id if rows else event_id for side, rows in zip(("keep", "gone"), taken, strict=True)}
    fields = [
        (name, sides[0][name], sides[1][name]) for name in SHOWN if sides[0][name] or sides[1][name]
    ]  # fmt: skip
    return (
        render_template(
            "contestants/merge.html", event=event, keep=keep, gone=gone, two=two, clash=clash, fields=fields,
            taken=taken, labels=words.MERGE_FIELDS, homes=homes, here="contestants",
        ),
        status,
    )  # fmt: skip


def _said(s: Session, person: Contestant) -> dict[str, str]:
    """What a record says, as it may be shown."""
    unit = organisations.organisation(s, person.organisation_id) if person.organisation_id else None
    return {
        "name": person.name,
        "sex": str(words.SEXES[person.sex]),
        "born_on": str(person.born_on.year) if person.born_on else "",  # a whole birthday would unmask the ID number
        "organisation_id": unit.name if unit else "",
        "employer": person.employer,
        "skill_level": str(words.LEVELS[person.skill_level]),
        "id_number": masked_id_number(queries.open_field(person, "id_number")),
        "phone": masked_phone(queries.open_field(person, "phone")),
        "photo": person.photo or "",
    }
