"""Doors of schemes: adding trades from templates, and a plan as a technical sheet, as JSON and as a new version."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.utils import secure_filename

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.engine.plans import Plan
from competition.engine.refusal import PlanRefused
from competition.events import queries as events
from competition.schemes import actions, queries, words
from competition.schemes.library import templates
from competition.schemes.reading import NotADocument, read_document
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.words import named

pages = Blueprint("schemes", __name__, url_prefix="/schemes")


@pages.get("/<event_id>/add")
@may("trade.edit")
def add(event_id: str) -> ResponseReturnValue:
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


@pages.get("/<event_id>/<trade_id>")
@may("plan.read")
def show(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The technical sheet of the scheme; ?version= shows an earlier one."""
    return _sheet(event_id, trade_id, {}, 200)


@pages.post("/<event_id>/<trade_id>")
@may("plan.edit")
def add_version(event_id: str, trade_id: str) -> ResponseReturnValue:
    with reading() as s:
        events.trade(s, trade_id, event_id)
    sent = request.files.get("document")
    if sent is None or not sent.filename:
        return _sheet(event_id, trade_id, {"document": [_("Choose a JSON file.")]}, 422)
    try:
        number = actions.add_version(me().id, trade_id, read_document(sent.read()))
    except NotADocument as error:
        return _sheet(event_id, trade_id, {"document": [_not_json(error)]}, 422)
    except PlanRefused as refused:
        return _sheet(event_id, trade_id, {"document": [_why(refused)]}, 422)
    except Refused as refused:
        return _sheet(event_id, trade_id, {"document": [refusal_words(refused)]}, refused.status)
    flash(_("Version %(number)s has been added; the stage will run under it.", number=number), "good")
    return redirect(url_for("schemes.show", event_id=event_id, trade_id=trade_id), 303)


@pages.get("/<event_id>/<trade_id>/plan.json")
@may("plan.read")
def document(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The document of a version as it was sent in, for another house or an outside check."""
    with reading() as s:
        trade = events.trade(s, trade_id, event_id)
        plan = queries.version(s, trade_id, _asked_version())
    if plan is None:
        raise Refused("not_there", 404)
    name = secure_filename(f"{trade.name_en or trade.code}-v{plan.version}.json")
    text = json.dumps(plan.document, ensure_ascii=False, indent=2) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="application/json", headers=headers)


def _cards(event_id: str, chosen: list[str], errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        there = {trade.name for trade in events.trades(s, event_id)}
    return (
        render_template(
            "schemes/add.html", event=event, templates=templates().values(), there=there, chosen=chosen, errors=errors,
            kinds=words.KINDS, here="trades",
        ),
        status,
    )  # fmt: skip


def _sheet(event_id: str, trade_id: str, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        versions = queries.versions(s, trade_id)
        asked = _asked_version()
        plan = next((one for one in versions if asked in (None, one.version)), None)
        if asked is not None and plan is None:
            raise Refused("not_there", 404)
        names = accounts.names(s, {one.created_by for one in versions})
    ruled = queries.ruled(plan) if plan else None
    return (
        render_template(
            "schemes/show.html", event=event, trade=trade, stage=stage, plan=plan, versions=versions, names=names,
            ruled=ruled, tie_titles=_tie_titles(ruled) if ruled else {}, words=words, errors=errors, here="trades",
            may_edit=stage.state == "DRAFT" and permitted("plan.edit", event_id, trade_id),
        ),
        status,
    )  # fmt: skip


def _tie_titles(ruled: Plan) -> dict[str, str]:
    """What each comparator of the tie chain compares, by "what:key", in the page's language."""
    found = {}
    for tie in ruled.ties:
        if tie.what == "component":
            title = ruled.component(tie.key).title
        elif tie.what == "module":
            title = ruled.module(tie.key).title
        elif tie.what == "time":
            title = ruled.aspect(tie.key).title
        else:
            continue
        found[f"{tie.what}:{tie.key}"] = named(title.zh, title.en)
    return found


def _asked_version() -> int | None:
    text = request.args.get("version", "")
    return int(text) if text.isdigit() and len(text) < 6 else None


def _not_json(error: NotADocument) -> str:
    if error.line:
        return str(_("This file is not JSON: line %(line)s cannot be read.", line=error.line))
    return str(_("This file is not a JSON object in UTF-8 with each key once."))


def _why(refused: PlanRefused) -> str:
    facts: dict[str, Any] = dict(refused.facts)
    why = str(words.PLAN_REFUSALS[refused.code]) % facts if refused.code in words.PLAN_REFUSALS else refused.code
    return f"{refused.path or '$'}: {why}"
