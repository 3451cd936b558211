"""Doors of the union tree: the list with its form, and one unit."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me, permitted
from competition.organisations import actions, queries
from competition.organisations.schemas import OrganisationForm
from competition.organisations.words import LEVELS
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read

pages = Blueprint("organisations", __name__, url_prefix="/organisations")


@pages.get("/")
@may("organisation.read")
def index() -> ResponseReturnValue:
    return _list({}, {}, 200)


@pages.post("/")
@may("organisation.edit")
def add() -> ResponseReturnValue:
    try:
        values = read(OrganisationForm, request.form)
        actions.add_organisation(me().id, **values)
    except Invalid as invalid:
        return _list(request.form, invalid.errors, 422)
    except Refused as refused:
        return _list(request.form, {"name": [refusal_words(refused)]}, refused.status)
    flash(_("%(name)s has been added.", name=values["name"]), "good")
    return redirect(url_for("organisations.index"), 303)


@pages.get("/<organisation_id>")
@may("organisation.edit")
def edit(organisation_id: str) -> ResponseReturnValue:
    return _one(organisation_id, None, {}, 200)


@pages.post("/<organisation_id>")
@may("organisation.edit")
def edit_post(organisation_id: str) -> ResponseReturnValue:
    try:
        values = read(OrganisationForm, request.form)
        actions.edit_organisation(me().id, organisation_id, **values)
    except Invalid as invalid:
        return _one(organisation_id, request.form, invalid.errors, 422)
    except Refused as refused:
        return _one(organisation_id, request.form, {"name": [refusal_words(refused)]}, refused.status)
    flash(_("%(name)s has been saved.", name=values["name"]), "good")
    return redirect(url_for("organisations.index"), 303)


def _list(values: Any, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        tree = queries.tree(s)
    return (
        render_template(
            "organisations/index.html",
            tree=tree,
            levels=LEVELS,
            values=values,
            errors=errors,
            parents=_parents(tree, set()),
            may_edit=permitted("organisation.edit"),
            here="organisations",
        ),
        status,
    )


def _one(organisation_id: str, values: Any, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        one = queries.organisation(s, organisation_id)
        if one is None:
            raise Refused("not_there", 404)
        tree = queries.tree(s)
        under = queries.below(s, organisation_id)
    kept = {name: getattr(one, name) or "" for name in OrganisationForm().fields}
    return (
        render_template(
            "organisations/edit.html", one=one, levels=LEVELS, values=kept if values is None else values, errors=errors,
            parents=_parents(tree, under), here="organisations",
        ),
        status,
    )  # fmt: skip


def _parents(tree: list[queries.Branch], without: set[str]) -> list[tuple[str, str]]:
    """The units another may stand below, for a drop-down."""
    top = [("", _("Nobody: it stands at the top"))]
    return top + [(one.id, "\u3000" * one.depth + one.name) for one in tree if one.id not in without]
