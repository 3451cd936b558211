"""A unit's own desk: what its people and those of the units below it sent in, and who may approve it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted, signed_in
from competition.events import queries as events
from competition.organisations import queries as organisations
from competition.registration import actions, queries
from competition.registration.pages.blueprint import pages
from competition.registration.pages.desk import (
    COLUMNS,
    Place,
    acts_offered,
    decide,
    exported,
    filters_of,
    shown,
    wanted_of,
)
from competition.registration.queries import Wanted
from competition.registration.schemas import OfficerForm
from competition.registration.states import APPROVE
from competition.registration.words import STATES, TONES
from competition.store import Refused, reading
from competition.web import lists
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.lists import Column, Listing

Errors = dict[str, list[str]]
COLUMNS_OF_UNIT = (*COLUMNS[:2], Column(key="event", title=_l("Event"), sorts=False), *COLUMNS[2:])


@pages.get("/units")
@signed_in
def my_units() -> ResponseReturnValue:
    """The units one approves for; straight to the only one."""
    mine = queries.units_of(me())
    with reading() as s:
        units = sorted(organisations.named_ids(s, mine).items(), key=lambda one: one[1])
        waiting = queries.waiting(s, [unit_id for unit_id, _name in units])
    if len(units) == 1:
        return redirect(url_for("registration.unit", organisation_id=units[0][0]), 303)
    return render_template("registration/units.html", units=units, waiting=waiting, here="units")


@pages.get("/unit/<organisation_id>")
@may("registration.read")
def unit(organisation_id: str) -> ResponseReturnValue:
    return _unit(organisation_id, {}, {}, 200)


@pages.get("/unit/<organisation_id>/application/<application_id>")
@may("registration.read")
def unit_show(organisation_id: str, application_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.application(s, application_id)
        if not queries.ids_within(s, [one.id], Wanted(unit_id=organisation_id)):
            raise Refused("not_there", 404)
    place = _place(organisation_id)
    return shown(
        one, None, back=place.address, may_approve=permitted(APPROVE, organisation_id=organisation_id),
        action=place.acts_to,
    )  # fmt: skip


@pages.post("/unit/<organisation_id>/acts")
@may("registration.approve")
def unit_act(organisation_id: str) -> ResponseReturnValue:
    with reading() as s:
        _there(s, organisation_id)
    return decide(_place(organisation_id))


@pages.post("/unit/<organisation_id>/export")
@may("registration.read")
def unit_export(organisation_id: str) -> ResponseReturnValue:
    with reading() as s:
        _there(s, organisation_id)
    return exported(_place(organisation_id))


@pages.post("/unit/<organisation_id>/officers")
@may("organisation.edit")
def officer(organisation_id: str) -> ResponseReturnValue:
    with reading() as s:
        _there(s, organisation_id)
    try:
        values = read(OfficerForm, request.form)
        actions.name_officer(me().id, organisation_id, **values)
    except Invalid as invalid:
        return _unit(organisation_id, request.form, invalid.errors, 422)
    except Refused as refused:
        return _unit(organisation_id, request.form, {"login": [refusal_words(refused)]}, refused.status)
    flash(_("%(name)s can sign in and approve for this unit.", name=values["name"]), "good")
    return redirect(url_for("registration.unit", organisation_id=organisation_id), 303)


@pages.post("/unit/<organisation_id>/officers/<person_id>/end")
@may("organisation.edit")
def officer_end(organisation_id: str, person_id: str) -> ResponseReturnValue:
    with reading() as s:
        there = {
            one.id: one.name for one in accounts.holders(s, "unit_officer", actions.scope_of_unit(organisation_id))
        }
    if person_id not in there:
        raise Refused("not_there", 404)
    actions.end_officer(me().id, organisation_id, person_id, there[person_id])
    flash(_("%(name)s no longer approves for this unit.", name=there[person_id]), "good")
    return redirect(url_for("registration.unit", organisation_id=organisation_id), 303)


def _place(organisation_id: str) -> Place:
    """A unit's list."""
    address, acts_to = (url_for(f"registration.{one}", organisation_id=organisation_id) for one in ("unit", "unit_act"))
    return Place(address, acts_to, filters_of(()), unit_id=organisation_id)


def _there(s: Session, organisation_id: str) -> Any:
    one = organisations.organisation(s, organisation_id)
    if one is None:
        raise Refused("not_there", 404)
    return one


def _unit(organisation_id: str, values: Any, errors: Errors, status: int) -> ResponseReturnValue:
    place = _place(organisation_id)
    with reading() as s:
        one = _there(s, organisation_id)
        asked = lists.asked(request.args, COLUMNS_OF_UNIT, place.filters, sort="sent", down=True)
        wanted = wanted_of(asked, place)
        page = lists.page(asked, queries.count_found(s, wanted))
        rows = queries.search(s, wanted, page.offset, page.size)
        trades = {trade.id: trade for trade in events.trades_by_id(s, {row.trade_id for row in rows})}
        contests = {event.id: event for event in events.events(s, {row.event_id for row in rows})}
        officers = accounts.holders(s, "unit_officer", actions.scope_of_unit(organisation_id))
    listing = Listing(
        title=_("Registrations"), address=place.address, columns=COLUMNS_OF_UNIT, filters=place.filters, asked=asked,
        page=page, rows=rows, placeholder=_("Name, pinyin or unit"), acts_to=place.acts_to,
        acts=acts_offered() if permitted(APPROVE, organisation_id=organisation_id) else (),
        export_to=url_for("registration.unit_export", organisation_id=organisation_id),
    )  # fmt: skip
    return (
        render_template(
            "registration/unit.html", one=one, list=listing, trades=trades, contests=contests, states=STATES,
            tones=TONES, officers=officers, values=values, errors=errors, may_name=permitted("organisation.edit"),
            several=len(queries.units_of(me())) > 1, here="units",
        ),
        status,
    )  # fmt: skip
