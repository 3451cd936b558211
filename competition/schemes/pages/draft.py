"""The draft of the next version: its outline, beginning it, undoing, discarding, and making it a version."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.engine.plans import plan_hash
from competition.events import queries as events
from competition.schemes import actions, checks, queries, words
from competition.schemes.editing import blank_plan
from competition.schemes.library import templates
from competition.schemes.models import Plan as Version
from competition.schemes.pages import pages
from competition.schemes.pages.common import Here, here
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read

LATEST_EVENTS = 60


class Beginning(Schema):
    """Where a draft begins: version:<n>, template:<key>, trade:<event id>:<trade id> or blank."""

    source = fields.String(required=True, validate=validate.Length(max=120))


class Act(Schema):
    """One act on a part: act "up:modules.0", and the revision of the draft the person saw."""

    act = fields.String(required=True, validate=validate.Length(max=120))
    rev = fields.Integer(required=True)


class Making(Schema):
    """Why the draft becomes a version, and the revision the person saw."""

    reason = fields.String(required=True, validate=validate.Length(max=300))
    rev = fields.Integer(required=True)


@pages.get("/<event_id>/<trade_id>/draft")
@may("plan.edit")
def draft(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The outline of the draft, or where to begin one; ?copy=1 offers other schemes, ?from= those of an event."""
    return _page(event_id, trade_id)


@pages.post("/<event_id>/<trade_id>/draft")
@may("plan.edit")
def draft_act(event_id: str, trade_id: str) -> ResponseReturnValue:
    with reading() as s:
        events.trade(s, trade_id, event_id)
    try:
        sent = read(Act, request.form)
        act, _colon, place = sent["act"].partition(":")
        if act == "undo":
            step = actions.undo(me().id, trade_id)
            flash(_("Taken back: %(edit)s.", edit=edit_words(step.edit, step.key)), "good")
        else:
            actions.change(me().id, trade_id, act, place, rev=sent["rev"])
    except Invalid as invalid:
        return _page(event_id, trade_id, invalid.errors, 422)
    except Refused as refused:
        return _refused(event_id, trade_id, refused)
    return redirect(url_for("schemes.draft", event_id=event_id, trade_id=trade_id), 303)


@pages.post("/<event_id>/<trade_id>/draft/begin")
@may("plan.edit")
def draft_begin(event_id: str, trade_id: str) -> ResponseReturnValue:
    with reading() as s:
        at = here(s, event_id, trade_id)
        there = queries.draft(s, trade_id) is not None
    try:
        source = read(Beginning, request.form)["source"]
        document, based_on = _source(at, source)
        if there:
            actions.replace(me().id, trade_id, document, "copy")
        else:
            actions.start(me().id, trade_id, document, based_on)
    except Invalid as invalid:
        return _page(event_id, trade_id, invalid.errors, 422)
    except Refused as refused:
        return _refused(event_id, trade_id, refused)
    return redirect(url_for("schemes.draft", event_id=event_id, trade_id=trade_id), 303)


@pages.post("/<event_id>/<trade_id>/draft/discard")
@may("plan.edit")
def draft_discard(event_id: str, trade_id: str) -> ResponseReturnValue:
    with reading() as s:
        events.trade(s, trade_id, event_id)
    try:
        actions.discard(trade_id)
    except Refused as refused:
        return _refused(event_id, trade_id, refused)
    flash(_("The draft has been discarded; the versions are untouched."), "good")
    return redirect(url_for("schemes.show", event_id=event_id, trade_id=trade_id), 303)


@pages.post("/<event_id>/<trade_id>/draft/version")
@may("plan.edit")
def draft_version(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Make the draft the next version."""
    with reading() as s:
        events.trade(s, trade_id, event_id)
    try:
        sent = read(Making, request.form)
        number = actions.make_version(me().id, trade_id, sent["reason"], sent["rev"])
    except Invalid as invalid:
        return _page(event_id, trade_id, invalid.errors, 422)
    except Refused as refused:
        return _refused(event_id, trade_id, refused)
    flash(_("Version %(number)s has been added; the stage will run under it.", number=number), "good")
    return redirect(url_for("schemes.show", event_id=event_id, trade_id=trade_id), 303)


def edit_words(edit: str, key: str) -> str:
    """What an edit did, in words."""
    known = words.EDITS.get(edit)
    return (str(known) % {"key": key}).strip() if known is not None else edit


def _refused(event_id: str, trade_id: str, refused: Refused) -> ResponseReturnValue:
    if refused.status == 404:
        raise refused
    return _page(event_id, trade_id, {"": [refusal_words(refused)]}, refused.status)


def _page(
    event_id: str, trade_id: str, errors: dict[str, list[str]] | None = None, status: int = 200
) -> ResponseReturnValue:
    with reading() as s:
        at = here(s, event_id, trade_id)
        kept = queries.draft(s, trade_id)
        latest = queries.version(s, trade_id)
        steps = queries.steps(s, trade_id)
        names = accounts.names(s, {kept.by} if kept else set())
    if kept is None or request.args.get("copy"):
        return _beginnings(at, latest, errors or {}, status, there=kept is not None)
    checked = checks.check(kept.document)
    return (
        render_template(
            "schemes/draft.html", event=at.event, trade=at.trade, stage=at.stage, draft=kept, checked=checked,
            latest=latest, same=latest is not None and latest.hash == plan_hash(kept.document), steps=steps,
            names=names, errors=errors or {}, reason=request.form.get("reason", ""), words=words, offered=checks.offered,
            edit_words=edit_words, here="trades", may_edit=at.may_edit,
        ),
        status,
    )  # fmt: skip


def _beginnings(
    at: Here, latest: Version | None, errors: dict[str, list[str]], status: int, *, there: bool
) -> ResponseReturnValue:
    """Where a draft may begin: the trade's own version, a template, a trade of this or another event, or nothing."""
    chosen = request.args.get("from") or at.event.id
    with reading() as s:
        known = [one for one in events.events(s)[:LATEST_EVENTS] if permitted("plan.read", one.id)]
        elsewhere = next((one for one in known if one.id == chosen), None)
        trades = events.trades(s, chosen) if elsewhere is not None else []
        numbers = queries.latest_numbers(s, [one.id for one in trades])
    others = [one for one in trades if one.id in numbers and one.id != at.trade.id]
    return (
        render_template(
            "schemes/begin.html", event=at.event, trade=at.trade, stage=at.stage, latest=latest, errors=errors,
            events=known, chosen=chosen, others=others, numbers=numbers, templates=templates().values(), there=there,
            here="trades", may_edit=at.may_edit,
        ),
        status,
    )  # fmt: skip


def _source(at: Here, source: str) -> tuple[dict[str, Any], int | None]:
    """The document a draft begins with, and the version of this trade it is. Refused: not_there, forbidden."""
    what, _colon, which = source.partition(":")
    if what == "blank":
        return blank_plan(at.trade.name, at.trade.name_en), None
    if what == "template" and which in templates():
        return templates()[which].document, None
    with reading() as s:
        if what == "version" and which.isdigit() and len(which) < 6:
            plan = queries.version(s, at.trade.id, int(which))
        elif what == "trade" and ":" in which:
            event_id, _colon, trade_id = which.partition(":")
            if not permitted("plan.read", event_id, trade_id):
                raise Refused("forbidden", 403)
            plan = queries.version(s, events.trade(s, trade_id, event_id).id)
        else:
            plan = None
    if plan is None:
        raise Refused("not_there", 404)
    return plan.document, plan.version if plan.trade_id == at.trade.id else None
