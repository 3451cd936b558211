"""A trade's scheme: the technical sheet of a version, its document as JSON, and a further version sent in as JSON."""

from __future__ import annotations

import json

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, public
from competition.acts.queries import activity
from competition.engine.refusal import PlanRefused
from competition.events import queries as events
from competition.schemes import actions, awarding, places, queries, words
from competition.schemes.library import plan_schema
from competition.schemes.pages import pages
from competition.schemes.pages.common import asked_version, file_name, here, tie_titles, version_asked
from competition.schemes.reading import NotADocument, read_document
from competition.store import Refused, reading
from competition.web.errors import refusal_words


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
        number = actions.add_version(me().id, trade_id, read_document(sent.read()), _("JSON file sent in"))
    except NotADocument as error:
        return _sheet(event_id, trade_id, {"document": [_not_json(error)]}, 422)
    except PlanRefused as refused:
        why = f"{refused.path or '$'}: {places.why(refused)}"
        return _sheet(event_id, trade_id, {"document": [why]}, 422)
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
        plan = version_asked(s, trade_id)
    text = json.dumps(plan.document, ensure_ascii=False, indent=2) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="{file_name(trade, plan.version, "json")}"'}
    return Response(text, mimetype="application/json", headers=headers)


@pages.get("/plan-schema.json")
@public
def schema() -> ResponseReturnValue:
    """The JSON Schema of plan documents, for whoever writes one with a program of their own."""
    return Response(plan_schema(), mimetype="application/schema+json")


def _sheet(event_id: str, trade_id: str, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        at = here(s, event_id, trade_id)
        versions = queries.versions(s, trade_id)
        asked = asked_version()
        plan = next((one for one in versions if asked in (None, one.version)), None)
        if asked is not None and plan is None:
            raise Refused("not_there", 404)
        draft = queries.draft(s, trade_id)
        names = accounts.names(s, {one.created_by for one in versions} | ({draft.by} if draft else set()))
        happenings = activity(s, trade_id)
    ruled = queries.ruled(plan) if plan else None
    return (
        render_template(
            "schemes/show.html", event=at.event, trade=at.trade, stage=at.stage, plan=plan, versions=versions,
            names=names, ruled=ruled, tie_titles=tie_titles(ruled) if ruled else {}, words=words, errors=errors,
            awards=awarding.told(ruled) if ruled else [], draft=draft, happenings=happenings, here="trades", may_edit=at.may_edit,
        ),
        status,
    )  # fmt: skip


def _not_json(error: NotADocument) -> str:
    if error.line:
        return str(_("This file is not JSON: line %(line)s cannot be read.", line=error.line))
    return str(_("This file is not a JSON object in UTF-8 with each key once."))
