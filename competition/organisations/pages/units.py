"""Doors of one unit: adding it, what is known of it, and changing what it says of itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.acts.queries import activity
from competition.organisations import actions, queries
from competition.organisations.pages.blueprint import (
    Errors,
    all_choices,
    pages,
    picked_id,
    said,
    the_unit,
    wrong_field,
)
from competition.organisations.queries import Organisation
from competition.organisations.schemas import ChangedUnitForm, NewUnitForm
from competition.organisations.words import FIELDS, TREES
from competition.store import Refused, reading, utcnow
from competition.web.forms import Conflict, Invalid, read

FIELDS_OF_FORM = ("name", "level", "short", "badge", "code", "industry", "ownership", "opened_on")
MOST_BELOW = 50


@pages.get("/add")
@may("organisation.edit")
def add() -> ResponseReturnValue:
    """The empty form; `below` names the unit that the new one shall belong to."""
    with reading() as s:
        above = queries.organisation(s, request.args.get("below", ""))
    sent = {"level": "enterprise"}
    if above is not None and above.closed_on is None:
        sent |= {"parent_id": above.id, "parent_id_name": above.name}
    return _adding(sent, {}, 200)


@pages.post("/add")
@may("organisation.edit")
def add_post() -> ResponseReturnValue:
    """Add a unit, and show it."""
    try:
        values = read(NewUnitForm, request.form)
        above = _above(values, "parent_id")
        federation = _above(values, "industry_parent_id")
        organisation_id = actions.add_organisation(
            me().id, parent_id=above, industry_parent_id=federation, **{key: values[key] for key in FIELDS_OF_FORM}
        )
    except Invalid as invalid:
        return _adding(request.form, invalid.errors, 422)
    except Refused as refused:
        return _adding(request.form, wrong_field(refused), refused.status)
    flash(_("%(name)s has been added.", name=values["name"]), "good")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


@pages.get("/<organisation_id>")
@may("organisation.read")
def show(organisation_id: str) -> ResponseReturnValue:
    """All that is known of a unit."""
    with reading() as s:
        one = the_unit(s, organisation_id)
        history = queries.history(s, organisation_id)
        below = {tree: queries.branches(s, tree, organisation_id, MOST_BELOW) for tree in queries.TREES}
        return render_template(
            "organisations/unit.html", one=one, history=history, below=below, words=said(queries.groups(s)),
            above=queries.ancestors(s, organisation_id), taken_in=queries.merged_into(s, organisation_id),
            into=queries.organisation(s, one.merged_into_id) if one.merged_into_id else None, trees=TREES,
            happenings=activity(s, organisation_id), fields=FIELDS, may_edit=permitted("organisation.edit"),
            may_see_members=permitted("member.read"), here="organisations",
        )  # fmt: skip


@pages.get("/<organisation_id>/edit")
@may("organisation.edit")
def edit(organisation_id: str) -> ResponseReturnValue:
    """The form of what a unit says of itself."""
    return _editing(organisation_id, None, {}, 200)


@pages.post("/<organisation_id>/edit")
@may("organisation.edit")
def edit_post(organisation_id: str) -> ResponseReturnValue:
    """Save it; what somebody else saved meanwhile is shown beside one's own."""
    try:
        values = read(ChangedUnitForm, request.form)
        actions.edit_organisation(
            me().id, organisation_id, rev=values["rev"], **{key: values[key] for key in FIELDS_OF_FORM}
        )
    except Invalid as invalid:
        return _editing(organisation_id, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.code == "changed_meanwhile":
            return _editing(organisation_id, request.form, {}, 409, changed=True)
        if refused.status == 404:
            raise
        return _editing(organisation_id, request.form, wrong_field(refused), refused.status)
    flash(_("%(name)s has been saved.", name=values["name"]), "good")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


def _above(values: dict[str, Any], field: str) -> str | None:
    try:
        return picked_id(values, field)
    except Refused as refused:
        raise Invalid(wrong_field(refused, field, parent_id=field)) from None


def _adding(sent: Any, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        choices = all_choices(queries.groups(s))
    return (
        render_template(
            "organisations/add.html", values=sent, errors=errors, choices=choices, fields=FIELDS,
            today=actions.today().isoformat(), here="organisations",
        ),
        status,
    )  # fmt: skip


def _editing(
    organisation_id: str, sent: Any, errors: Errors, status: int, *, changed: bool = False
) -> ResponseReturnValue:
    with reading() as s:
        one = the_unit(s, organisation_id)
        groups = queries.groups(s)
        conflict = _conflict(s, one, sent, said(groups)) if changed else None
    kept = {name: _text(getattr(one, name)) for name in FIELDS_OF_FORM}
    rev = str(one.rev) if sent is None or changed else sent.get("rev", "")
    return (
        render_template(
            "organisations/edit.html", one=one, choices=all_choices(groups), fields=FIELDS,
            values=kept if sent is None else sent, rev=rev, errors=errors, conflict=conflict,
            today=actions.today().isoformat(), here="organisations",
        ),
        status,
    )  # fmt: skip


def _conflict(s: Session, one: Organisation, sent: Any, words: dict[str, dict[str, str]]) -> Conflict:
    """What is stored now where it differs from what was sent."""
    stored = {name: _text(getattr(one, name)) for name in FIELDS_OF_FORM}
    differing = {name: value for name, value in stored.items() if value != sent.get(name, "").strip()}
    last = next(iter(activity(s, one.id)), None)
    return Conflict(
        by=last.by if last else "",
        at=last.at if last else utcnow(),
        fields={name: words[name].get(value, value) if name in words else value for name, value in differing.items()},
        values=differing,
    )


def _text(value: str | dt.date | None) -> str:
    return value.isoformat() if isinstance(value, dt.date) else value or ""
