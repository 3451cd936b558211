"""Doors of categories and of the texts of consent."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.members import actions, privacy, queries, words
from competition.members.pages.blueprint import Errors, pages
from competition.members.schemas import CategoryForm, ConsentForm
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read


@pages.get("/ground")
@may("member.read")
def ground() -> ResponseReturnValue:
    """Categories, the consent's versions, and what may be shown of whom."""
    return _ground("", {}, {}, 200)


@pages.post("/ground/categories")
@may("member.edit")
def add_category() -> ResponseReturnValue:
    try:
        values = read(CategoryForm, request.form)
        actions.add_category(me().id, name=values["name"], name_en=values["name_en"])
    except Invalid as invalid:
        return _ground("add", request.form, invalid.errors, 422)
    except Refused as refused:
        return _ground("add", request.form, {"name": [refusal_words(refused)]}, refused.status)
    flash(_("%(name)s has been added.", name=values["name"]), "good")
    return redirect(url_for("members.ground"), 303)


@pages.post("/ground/categories/<key>")
@may("member.edit")
def rename_category(key: str) -> ResponseReturnValue:
    """Call a category differently."""
    try:
        values = read(CategoryForm, request.form)
        actions.rename_category(me().id, key, **values)
    except Invalid as invalid:
        return _ground(key, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _ground(key, request.form, {"name": [refusal_words(refused)]}, refused.status)
    flash(_("%(name)s has been saved.", name=values["name"]), "good")
    return redirect(url_for("members.ground"), 303)


@pages.post("/ground/consents")
@may("member.edit")
def publish_consent() -> ResponseReturnValue:
    """A new version; those before it stay as they were."""
    try:
        values = read(ConsentForm, request.form)
    except Invalid as invalid:
        return _ground("consent", request.form, invalid.errors, 422)
    version = actions.publish_consent(me().id, **values)
    flash(_("Version %(version)s is published.", version=version), "good")
    return redirect(url_for("members.ground"), 303)


def _ground(at: str, sent: Any, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        categories = queries.categories(s).categories
        counts = queries.counts_of_categories(s, queries.MOST_COUNTED)
        consents = queries.consent_texts(s)
        names = accounts.names(s, {one.by for one in consents})
    return (
        render_template(
            "members/ground.html", categories=categories, counts=counts, most=queries.MOST_COUNTED, consents=consents,
            names=names, at=at, sent=sent, errors=errors, may_edit=permitted("member.edit"), words=words,
            classes=privacy.CLASSES, example=EXAMPLE, here="members",
        ),
        status,
    )  # fmt: skip


EXAMPLE = {
    "id_number": privacy.shown("id_number", "110101199003070011"),
    "phone": privacy.shown("phone", "13800000011"),
    "card_number": privacy.shown("card_number", "6217000012345678"),
}
