"""Adding a contestant, changing one, withdrawing one, and looking at a whole ID number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.acts.queries import activity
from competition.contestants import actions, queries, words
from competition.contestants.pages import pages
from competition.contestants.pages.listing import today
from competition.contestants.schemas import ContestantForm, ReasonForm, RevForm, StatusForm
from competition.engine.visibility import codes_beside_names
from competition.events import queries as events
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Conflict, Invalid, read
from competition.web.words import named

Errors = dict[str, list[str]]

FIELD_OF = {
    "id_number_of_another": "id_number", "already_entered": "name", "not_a_member": "id_number",
    "division_age": "division_id", "organisation_not_known": "organisation_id",
    "organisation_is_closed": "organisation_id", "not_eligible": "despite",
}  # fmt: skip


@pages.get("/<event_id>/<trade_id>/add")
@may("contestant.edit")
def add(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The form for one person more; teams have a form of their own."""
    with reading() as s:
        if events.trade(s, trade_id, event_id).team_size > 1:
            return redirect(url_for("contestants.add_team", event_id=event_id, trade_id=trade_id))
    return _form(event_id, trade_id, None, {}, {}, 200)


@pages.post("/<event_id>/<trade_id>/add")
@may("contestant.edit")
def add_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Enter the person, or say beside the field why not."""
    zone = zone_of(event_id, trade_id)
    try:
        details = details_of(request.form, zone)
        entry_id = actions.enter(me().id, trade_id, details, despite_of(request.form))
    except Invalid as invalid:
        return _form(event_id, trade_id, None, request.form, invalid.errors, 422)
    except Refused as refused:
        return _form(event_id, trade_id, None, request.form, beside(refused), refused.status)
    flash(_("%(name)s has been entered.", name=details.name), "good")
    warn_of(event_id, entry_id)
    if request.form.get("next") == "another":
        return redirect(url_for("contestants.add", event_id=event_id, trade_id=trade_id), 303)
    return redirect(url_for("contestants.index", event_id=event_id, trade=trade_id), 303)


@pages.get("/<event_id>/<trade_id>/<entry_id>")
@may("contestant.read")
def entry(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    """One entry: the person and what was frozen, or the team; its history."""
    with reading() as s:
        if entry_of(s, entry_id, trade_id, event_id).team_id is not None:
            return redirect(url_for("contestants.team", event_id=event_id, trade_id=trade_id, entry_id=entry_id))
    return _form(event_id, trade_id, entry_id, None, {}, 200)


@pages.post("/<event_id>/<trade_id>/<entry_id>")
@may("contestant.edit")
def entry_post(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    """Change the person and what his entry froze; two who change it at once both see what the other wrote."""
    zone = zone_of(event_id, trade_id, entry_id)
    try:
        details = details_of(request.form, zone)
        reason = read(ReasonForm, request.form)["reason"]
        actions.edit_entry(me().id, entry_id, details, reason, read(RevForm, request.form)["rev"])
    except Invalid as invalid:
        return _form(event_id, trade_id, entry_id, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.code == "changed_meanwhile":
            return _form(event_id, trade_id, entry_id, request.form, {}, 409, conflicting=True)
        return _form(event_id, trade_id, entry_id, request.form, beside(refused), refused.status)
    flash(_("%(name)s has been saved.", name=details.name), "good")
    return redirect(url_for("contestants.entry", event_id=event_id, trade_id=trade_id, entry_id=entry_id), 303)


@pages.get("/<event_id>/<trade_id>/<entry_id>/withdraw")
@may("contestant.edit")
def withdraw(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    """Ask for the new status and the reason."""
    return _withdrawal(event_id, trade_id, entry_id, {}, {}, 200)


@pages.post("/<event_id>/<trade_id>/<entry_id>/withdraw")
@may("contestant.edit")
def withdraw_post(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    """Set the status."""
    zone_of(event_id, trade_id, entry_id)
    try:
        actions.set_status(me().id, entry_id, **read(StatusForm, request.form))
    except Invalid as invalid:
        return _withdrawal(event_id, trade_id, entry_id, request.form, invalid.errors, 422)
    except Refused as refused:
        return _withdrawal(event_id, trade_id, entry_id, request.form, beside(refused), refused.status)
    flash(_("The status has been saved."), "good")
    return redirect(url_for("contestants.index", event_id=event_id, trade=trade_id), 303)


@pages.post("/<event_id>/<trade_id>/<entry_id>/identity")
@may("identity.unmask")
def identity(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    """The whole ID number, once, for somebody who may see it and says why."""
    zone_of(event_id, trade_id, entry_id)
    reason = read(ReasonForm, request.form)["reason"]
    id_number, phone = actions.show_identity(me().id, entry_id, reason)
    with reading() as s:
        event = events.event(s, event_id)
        row = queries.entry(s, entry_id)
    return render_template(
        "contestants/identity.html", event=event, row=row, id_number=id_number, phone=phone, here="contestants"
    )


def despite_of(form: Mapping[str, Any]) -> str:
    """The reason to enter somebody although rules of entry speak against it. Raises Invalid."""
    despite = str(form.get("despite", "")).strip()
    return read(ReasonForm, {"reason": despite})["reason"] if despite else ""


def warn_of(event_id: str, entry_id: str) -> None:
    """Say what rooms above have to say of an entry that was just made."""
    with reading() as s:
        for about in current_app.extensions["about_entries"]:
            for words_ in about(s, event_id, entry_id):
                flash(words_, "warn")


def details_of(form: Mapping[str, Any], zone: str) -> actions.ContestantDetails:
    """What a form says of a contestant. Raises Invalid. Refused: organisation_not_known, organisation_is_closed."""
    details: actions.ContestantDetails = read(ContestantForm(today(zone)), form)["details"]
    with reading() as s:
        unit = organisations.picked(s, form.get("organisation_id", ""), form.get("organisation_id_name", ""))
    return replace(details, organisation_id=unit.id if unit else None)


def entry_of(s: Session, entry_id: str, trade_id: str, event_id: str | None = None) -> queries.EntryRow:
    """The entry, when it is one of the trade and the event. Refused: not_there (404)."""
    row = queries.entry(s, entry_id)
    if row.trade_id != trade_id or (event_id is not None and row.event_id != event_id):
        raise Refused("not_there", 404)
    return row


def zone_of(event_id: str, trade_id: str, entry_id: str | None = None) -> str:
    """The event's zone, once trade and entry are known to belong to it. Refused: not_there (404)."""
    with reading() as s:
        events.trade(s, trade_id, event_id)
        if entry_id is not None:
            entry_of(s, entry_id, trade_id)
        zone: str = events.event(s, event_id).zone
        return zone


def beside(refused: Refused) -> Errors:
    """A refusal as a message beside the field it is about. A 404 goes on to the error page."""
    if refused.status == 404:
        raise refused
    return {FIELD_OF.get(refused.code, ""): [refusal_words(refused)]}


def division_choices(divisions: list[Any], proposing: bool) -> list[tuple[str, str]]:
    """The divisions to choose from, with their ages in words."""
    first = ("", _("by the age") if proposing else _("none"))
    return [first, *((one.id, f"{named(one.name, one.name_en)} {ages(one)}".strip()) for one in divisions)]


def ages(division: Any) -> str:
    """Who may compete in a division."""
    low, high = division.min_age, division.max_age
    if low is not None and high is not None:
        return str(_("(%(low)s to %(high)s years)", low=low, high=high))
    if low is not None:
        return str(_("(from %(low)s years)", low=low))
    return str(_("(up to %(high)s years)", high=high)) if high is not None else ""


def conflict_of(s: Session, row: queries.EntryRow, fields: Mapping[str, str], values: Mapping[str, str]) -> Conflict:
    """Who saved an entry meanwhile, when, and what stands there now."""
    latest = next(iter(queries.changes(s, row.id)), None)
    by = accounts.names(s, {latest.by}).get(latest.by, "") if latest else ""
    return Conflict(by=by, at=latest.at if latest else row.created_at, fields=fields, values=values)


def _form(
    event_id: str, trade_id: str, entry_id: str | None, values: Any, errors: Errors, status: int, *,
    conflicting: bool = False,
) -> ResponseReturnValue:  # fmt: skip
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        divisions = events.divisions(s, trade_id)
        row = entry_of(s, entry_id, trade_id) if entry_id else None
        person = queries.contestant(s, row.contestant_id) if row and row.contestant_id else None
        kept = _kept(s, row, person) if row and person else {}
        told = {name: str(value) for name, value in _in_words(kept, divisions).items()}
        conflict = conflict_of(s, row, _differing(told, kept, values), kept) if row and conflicting else None
        changes = queries.changes(s, row.id) if row else []
        page = {
            "masked": queries.masked_numbers(person) if person else ("", ""),
            "changes": changes,
            "names": accounts.names(s, {change.by for change in changes}),
            "happenings": activity(s, row.id) if row else [],
        }
    return (
        render_template(
            "contestants/entry.html" if row else "contestants/add.html",
            event=event, trade=trade, stage=stage, row=row, person=person, values=kept if values is None else values,
            errors=errors, conflict=conflict, divisions=division_choices(divisions, not row), words=words,
            division_names={one.id: named(one.name, one.name_en) for one in divisions},
            sexes=[("", _("not said")), ("m", words.SEXES["m"]), ("f", words.SEXES["f"])],
            levels=[(key, word or _("not known")) for key, word in words.LEVELS.items()],
            shows_station=codes_beside_names(stage.anonymity, stage.state, revealed=stage.revealed_at is not None),
            may_edit=permitted("contestant.edit", event_id, trade_id) and stage.state != "ENDED",
            may_unmask=permitted("identity.unmask", event_id, trade_id), here="contestants", **page,
        ),
        status,
    )  # fmt: skip


def _kept(s: Session, row: queries.EntryRow, person: Any) -> dict[str, Any]:
    """What the form shows of a stored entry; a birthday only where no ID number could be unmasked by it."""
    return {
        "name": row.name, "sex": row.sex, "employer": row.employer, "organisation_id": row.organisation_id or "",
        "organisation_id_name": row.organisation_name if row.organisation_id else "", "skill_level": row.skill_level,
        "coach": row.coach, "division_id": row.division_id or "",
        "born_on": person.born_on.isoformat() if person.born_on and not person.id_number_index else "",
    }  # fmt: skip


def _in_words(kept: Mapping[str, Any], divisions: list[Any]) -> dict[str, Any]:
    """The stored values as people read them."""
    if not kept:
        return {}
    names = {one.id: named(one.name, one.name_en) for one in divisions}
    return {
        "name": kept["name"], "sex": words.SEXES[kept["sex"]], "organisation_id": kept["organisation_id_name"],
        "employer": kept["employer"], "skill_level": words.LEVELS[kept["skill_level"]], "coach": kept["coach"],
        "division_id": names.get(kept["division_id"], ""), "born_on": kept["born_on"],
    }  # fmt: skip


def _differing(told: Mapping[str, str], kept: Mapping[str, Any], sent: Any) -> dict[str, str]:
    """Of the stored values, those that the form would change."""
    return {name: words for name, words in told.items() if str(kept.get(name, "")) != str((sent or {}).get(name, ""))}


def _withdrawal(
    event_id: str, trade_id: str, entry_id: str, values: Any, errors: Errors, status: int
) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        row = entry_of(s, entry_id, trade_id)
    options = [(key, word) for key, word in words.STATUSES.items() if key != row.status]
    return (
        render_template(
            "contestants/withdraw.html", event=event, trade=trade, row=row, values=values, errors=errors,
            options=options, statuses=words.STATUSES, here="contestants",
        ),
        status,
    )  # fmt: skip
