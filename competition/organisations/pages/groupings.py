"""Doors of levels, industries and kinds of ownership."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me, permitted
from competition.organisations import actions, queries
from competition.organisations.pages.blueprint import Errors, pages
from competition.organisations.schemas import GroupForm
from competition.organisations.words import GROUPINGS
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read


@pages.get("/groupings")
@may("organisation.read")
def groupings() -> ResponseReturnValue:
    """The three lists, with how many units have each."""
    return _page("", {}, {}, 200)


@pages.post("/groupings/<kind>")
@may("organisation.edit")
def add_group(kind: str) -> ResponseReturnValue:
    """Add one at the end of its list."""
    _known(kind)
    try:
        values = read(GroupForm, request.form)
        actions.add_group(me().id, kind, **values)
    except Invalid as invalid:
        return _page(kind, request.form, invalid.errors, 422)
    except Refused as refused:
        return _page(kind, request.form, {"name": [refusal_words(refused)]}, refused.status)
    return _back(kind, _("%(name)s has been added.", name=values["name"]))


@pages.post("/groupings/<kind>/<key>")
@may("organisation.edit")
def change_group(kind: str, key: str) -> ResponseReturnValue:
    """Rename one, move it up or down, or take it out: the button pressed says which."""
    _known(kind)
    do = request.form.get("do", "rename")
    try:
        if do in ("up", "down"):
            actions.move_group(me().id, kind, key, up=do == "up")
            return _back(kind, "", key)
        if do == "remove":
            actions.remove_group(me().id, kind, key)
            return _back(kind, _("It has been taken out."))
        values = read(GroupForm, request.form)
        actions.rename_group(me().id, kind, key, **values)
    except Invalid as invalid:
        return _page(kind, request.form, invalid.errors, 422, key)
    except Refused as refused:
        if refused.code == "grouping_not_there":
            raise Refused("not_there", 404) from None
        return _page(kind, request.form, {"name": [refusal_words(refused)]}, refused.status, key)
    return _back(kind, _("%(name)s has been saved.", name=values["name"]))


def _known(kind: str) -> None:
    if kind not in GROUPINGS:
        raise Refused("not_there", 404)


def _back(kind: str, said: str, key: str = "") -> ResponseReturnValue:
    if said:
        flash(said, "good")
    return redirect(url_for("organisations.groupings", _anchor=f"group-{kind}-{key}" if key else kind), 303)


def _page(kind: str, sent: Any, errors: Errors, status: int, key: str = "") -> ResponseReturnValue:
    with reading() as s:
        groups = queries.groups(s, counted=True)
    return (
        render_template(
            "organisations/groupings.html", groups=groups, titles=GROUPINGS, sent_kind=kind, sent_key=key, sent=sent,
            errors=errors, may_edit=permitted("organisation.edit"), here="organisations",
        ),
        status,
    )  # fmt: skip
