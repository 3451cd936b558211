"""The library: adding trades from templates, and looking at one before."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from marshmallow import Schema, fields, validate

from competition.accounts.guard import may, me
from competition.events import queries as events
from competition.schemes import actions, awarding, words
from competition.schemes.library import Template, templates
from competition.schemes.pages import pages
from competition.schemes.pages.common import tie_titles
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read

LONGEST_SEARCH = 60


class EmptyTrade(Schema):
    """A trade of one's own: its names, and the letters that begin its station codes."""

    name = fields.String(required=True, validate=validate.Length(max=80))
    name_en = fields.String(load_default="", validate=validate.Length(max=80))
    code = fields.String(
        required=True,
        validate=validate.Regexp("[A-Za-z0-9]{1,6}$", error=_l("One to six letters or digits are expected.")),
    )


@pages.get("/<event_id>/add")
@may("trade.edit")
def add(event_id: str) -> ResponseReturnValue:
    """All templates in groups; ?q= searches names, codes and modules."""
    return _cards(event_id, [], {}, 200)


@pages.post("/<event_id>/add")
@may("trade.edit")
def add_post(event_id: str) -> ResponseReturnValue:
    keys = list(dict.fromkeys(request.form.getlist("keys")))
    if not keys:
        return _cards(event_id, keys, {"keys": [_("Choose at least one trade.")]}, 422)
    try:
        added = actions.add_trades_from_templates(me().id, event_id, keys)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _cards(event_id, keys, {"keys": [refusal_words(refused)]}, refused.status)
    flash(
        ngettext(
            "%(num)d trade has been added with its marking scheme.",
            "%(num)d trades have been added with their marking schemes.",
            len(added),
        ),
        "good",
    )
    return redirect(url_for("events.trades", event_id=event_id), 303)


@pages.post("/<event_id>/add/empty")
@may("trade.edit")
def add_empty(event_id: str) -> ResponseReturnValue:
    """A trade from nothing; goes on to the draft of its scheme."""
    try:
        trade_id = actions.add_empty_trade(me().id, event_id, **read(EmptyTrade, request.form))
    except Invalid as invalid:
        return _cards(event_id, [], invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _cards(event_id, [], {"name": [refusal_words(refused)]}, refused.status)
    flash(_("The trade has been added. Write its marking scheme here; only you and your colleagues see it."), "good")
    return redirect(url_for("schemes.draft", event_id=event_id, trade_id=trade_id), 303)


@pages.get("/<event_id>/templates/<key>")
@may("trade.edit")
def preview(event_id: str, key: str) -> ResponseReturnValue:
    """One template as it would be added."""
    template = templates().get(key)
    if template is None:
        raise Refused("not_there", 404)
    with reading() as s:
        event = events.event(s, event_id)
        there = {trade.name for trade in events.trades(s, event_id)}
    return render_template(
        "schemes/preview.html", event=event, template=template, ruled=template.plan, words=words, here="trades",
        added=template.name in there, tie_titles=tie_titles(template.plan), awards=awarding.told(template.plan),
    )  # fmt: skip


def _cards(event_id: str, chosen: list[str], errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        there = {trade.name for trade in events.trades(s, event_id)}
    text = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    return (
        render_template(
            "schemes/add.html", event=event, groups=_groups(text, chosen), total=len(templates()), text=text, there=there,
            chosen=chosen, errors=errors, sent=request.form, kinds=words.KINDS, group_words=words.GROUPS, here="trades",
        ),
        status,
    )  # fmt: skip


def _groups(text: str, chosen: list[str]) -> Mapping[str, list[Template]]:
    """The templates that a search finds, and those chosen already, by group."""
    found = [one for one in templates().values() if one.found_by(text.lower()) or one.key in chosen]
    return {group: fit for group in words.GROUPS if (fit := [one for one in found if one.group == group])}
