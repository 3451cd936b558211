"""Teams: entering one with its people, changing it, a reserve who steps in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.acts.queries import activity
from competition.contestants import actions, queries, words
from competition.contestants.pages import pages
from competition.contestants.pages.entries import beside, conflict_of, despite_of, division_choices, entry_of, warn_of
from competition.contestants.pages.listing import today
from competition.contestants.schemas import ContestantForm, ReasonForm, RevForm, SwapForm, TeamForm
from competition.engine.visibility import codes_beside_names
from competition.events import queries as events
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.words import named

Errors = dict[str, list[str]]

PLACE_FIELDS = ("name", "sex", "id_number", "phone", "employer", "skill_level")


@dataclass
class Place:
    """One place in a team's form: somebody the house knows (`person`), or the fields of somebody new."""

    key: str
    role: str
    number: int
    person: Any = None
    values: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nobody stands here yet."""
        return self.person is None and not any(self.values.get(name) for name in ("name", "id_number", "phone"))


@pages.get("/<event_id>/<trade_id>/team")
@may("contestant.edit")
def add_team(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The form for one team more."""
    return _form(event_id, trade_id, None, {}, {}, 200)


@pages.post("/<event_id>/<trade_id>/team")
@may("contestant.edit")
def add_team_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Look for somebody the house knows, put him in a place, or enter the team."""
    return _sent(event_id, trade_id, None)


@pages.get("/<event_id>/<trade_id>/<entry_id>/team")
@may("contestant.read")
def team(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    """A team: who is in it, and its history."""
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        row = entry_of(s, entry_id, trade_id, event_id)
        if row.team_id is None:
            raise Refused("not_there", 404)
        people = queries.team_people(s, [row.team_id])[row.team_id]
        divisions = {one.id: named(one.name, one.name_en) for one in events.divisions(s, trade_id)}
        changes = queries.changes(s, row.id)
        names = accounts.names(s, {change.by for change in changes})
        happenings = activity(s, row.id)
    editing = permitted("contestant.edit", event_id, trade_id)
    return render_template(
        "contestants/team.html", event=event, trade=trade, stage=stage, row=row, people=people, changes=changes,
        names=names, happenings=happenings, divisions=divisions, words=words, here="contestants",
        shows_station=codes_beside_names(stage.anonymity, stage.state, revealed=stage.revealed_at is not None),
        may_edit=editing and stage.state == "DRAFT", may_swap=editing and stage.state != "ENDED",
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>/<entry_id>/team/edit")
@may("contestant.edit")
def edit_team(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    """The form of a team before its stage starts."""
    return _form(event_id, trade_id, entry_id, None, {}, 200)


@pages.post("/<event_id>/<trade_id>/<entry_id>/team/edit")
@may("contestant.edit")
def edit_team_post(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    """Look for somebody the house knows, put him in a place, or save the team."""
    return _sent(event_id, trade_id, entry_id)


@pages.post("/<event_id>/<trade_id>/<entry_id>/team/swap")
@may("contestant.edit")
def swap(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    """A reserve steps in."""
    with reading() as s:
        entry_of(s, entry_id, trade_id, event_id)
    back = url_for("contestants.team", event_id=event_id, trade_id=trade_id, entry_id=entry_id)
    try:
        chosen = read(SwapForm, request.form)
        reason = read(ReasonForm, request.form)["reason"]
        rev = read(RevForm, request.form)["rev"]
        actions.swap_in(me().id, entry_id, chosen["member"], chosen["reserve"], reason, rev)
    except Invalid as invalid:
        flash(_("The reserve has not stepped in: %(why)s", why=next(iter(invalid.errors.values()))[0]), "bad")
    except Refused as refused:
        if refused.status == 404:
            raise
        flash(refusal_words(refused), "bad")
    else:
        flash(_("The reserve has stepped in."), "good")
    return redirect(back, 303)


def _sent(event_id: str, trade_id: str, entry_id: str | None) -> ResponseReturnValue:
    """What the form of a team asks for: `look`, `pick` (a person), `drop` (a place), or to save."""
    form = request.form
    with reading() as s:
        events.trade(s, trade_id, event_id)
        if entry_id is not None:
            entry_of(s, entry_id, trade_id, event_id)
    if {"look", "pick", "drop"} & form.keys():
        return _form(event_id, trade_id, entry_id, form, {}, 200)
    rev = None
    try:
        details = _details(event_id, trade_id)
        if entry_id is None:
            entry_id = actions.enter_team(me().id, trade_id, details, despite=despite_of(form))
            flash(_("%(name)s has been entered.", name=details.name), "good")
            warn_of(event_id, entry_id)
        else:
            reason = read(ReasonForm, form)["reason"]
            rev = read(RevForm, form)["rev"]
            actions.edit_team(me().id, entry_id, details, reason, rev)
            flash(_("%(name)s has been saved.", name=details.name), "good")
    except Invalid as invalid:
        return _form(event_id, trade_id, entry_id, form, invalid.errors, 422)
    except Refused as refused:
        conflicting = refused.code == "changed_meanwhile"
        errors = {} if conflicting else beside(refused)
        return _form(event_id, trade_id, entry_id, form, errors, refused.status, conflicting=conflicting)
    return redirect(url_for("contestants.team", event_id=event_id, trade_id=trade_id, entry_id=entry_id), 303)


def _details(event_id: str, trade_id: str) -> actions.TeamDetails:
    """The team as the form has it. Raises Invalid with the fields of a place named like member-1-name."""
    with reading() as s:
        zone = events.event(s, event_id).zone
        places = _places(s, events.trade(s, trade_id, event_id), None, request.form)
        unit = organisations.picked(
            s, request.form.get("organisation_id", ""), request.form.get("organisation_id_name", "")
        )
    errors: Errors = {}
    values: dict[str, Any] = {}
    try:
        values = read(TeamForm, request.form)
    except Invalid as invalid:
        errors |= invalid.errors
    people: dict[str, list[actions.ContestantDetails | str]] = {"member": [], "reserve": []}
    for place in places:
        if place.person is not None:
            people[place.role].append(place.person.id)
        elif not place.empty:
            try:
                people[place.role].append(read(ContestantForm(today(zone)), place.values)["details"])
            except Invalid as invalid:
                errors |= {f"{place.key}-{name}": said for name, said in invalid.errors.items()}
    if errors:
        raise Invalid(errors)
    return actions.TeamDetails(
        **values, organisation_id=unit.id if unit else None, members=people["member"], reserves=people["reserve"]
    )


def _places(s: Session, trade: events.Trade, row: queries.EntryRow | None, form: Any) -> list[Place]:
    """The places of a team: as the form has them, or as they are stored."""
    stored: dict[str, list[queries.Joined]] = {"member": [], "reserve": []}
    if form is None and row is not None and row.team_id is not None:
        for one in queries.team_people(s, [row.team_id])[row.team_id]:
            stored[one.role].append(one)
    places = []
    for role, count in (("member", trade.team_size), ("reserve", trade.team_reserves)):
        for number in range(1, count + 1):
            place = Place(f"{role}-{number}", role, number)
            if form is not None:
                person_id = form.get(f"{place.key}-person", "")
                if person_id and form.get("drop") != place.key:
                    place.person = queries.standing_for(s, person_id)
                elif not person_id:
                    place.values = {name: form.get(f"{place.key}-{name}", "") for name in PLACE_FIELDS}
            elif number <= len(stored[role]):
                place.person = queries.contestant(s, stored[role][number - 1].contestant_id)
            places.append(place)
    picked = form.get("pick", "") if form is not None else ""
    free = next((place for place in places if place.empty), None)
    if picked and free is not None:
        free.person = queries.standing_for(s, picked)
    return places


def _form(
    event_id: str, trade_id: str, entry_id: str | None, form: Any, errors: Errors, status: int, *,
    conflicting: bool = False,
) -> ResponseReturnValue:  # fmt: skip
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        row = entry_of(s, entry_id, trade_id, event_id) if entry_id else None
        places = _places(s, trade, row, form)
        there = {place.person.id for place in places if place.person is not None}
        looked = (form or {}).get("look_for", "")
        known = [one for one in queries.people_like(s, looked) if one.id not in there] if looked else []
        units = organisations.named_ids(s, {one.organisation_id for one in known})
        kept = _kept(row) if row else {}
        divisions = events.divisions(s, trade_id)
        conflict = conflict_of(s, row, _in_words(row, divisions), kept) if row and conflicting else None
    return (
        render_template(
            "contestants/team_form.html", event=event, trade=trade, stage=stage, row=row, places=places, known=known,
            looked=looked, units=units, errors=errors, values=kept if form is None else form, conflict=conflict,
            divisions=division_choices(divisions, not row), words=words, here="contestants",
            sexes=[("", _("not said")), ("m", words.SEXES["m"]), ("f", words.SEXES["f"])],
        ),
        status,
    )  # fmt: skip


def _kept(row: queries.EntryRow) -> dict[str, str]:
    return {
        "name": row.name, "coach": row.coach, "division_id": row.division_id or "",
        "organisation_id": row.organisation_id or "",
        "organisation_id_name": row.organisation_name if row.organisation_id else "",
    }  # fmt: skip


def _in_words(row: queries.EntryRow, divisions: list[Any]) -> dict[str, str]:
    names = {one.id: named(one.name, one.name_en) for one in divisions}
    return {
        "name": row.name, "coach": row.coach, "organisation_id": row.organisation_name,
        "division_id": names.get(row.division_id or "", ""),
    }  # fmt: skip
