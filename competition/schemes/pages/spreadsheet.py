"""A scheme as a spreadsheet: written for a technical committee, and read back into the draft."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me
from competition.events import queries as events
from competition.schemes import actions, queries, words
from competition.schemes.pages import pages
from competition.schemes.pages.common import file_name, here, version_asked
from competition.schemes.workbook import Wrong, read_plan, tables_of
from competition.store import Refused, reading
from competition.web.apart import apart
from competition.web.errors import refusal_words
from competition.web.limits import accepts
from competition.web.sheets import XLSX, Grid, read_grids, write_tables
from competition.web.sheets_scan import Unreadable

MEGABYTES = 4


@pages.get("/<event_id>/<trade_id>/plan.xlsx")
@may("plan.read")
def spreadsheet(event_id: str, trade_id: str) -> ResponseReturnValue:
    """A version (?version=) or the draft (?version=draft) as a spreadsheet in the reader's language."""
    with reading() as s:
        trade = events.trade(s, trade_id, event_id)
        if request.args.get("version") == "draft":
            draft = queries.draft(s, trade_id)
            if draft is None:
                raise Refused("not_there", 404)
            document, number = draft.document, None
        else:
            plan = version_asked(s, trade_id)
            document, number = plan.document, plan.version
    if number is None and not queries.sound(document):
        raise Refused("plan_unfinished", 409)
    book = apart(write_tables, tables_of(document))
    headers = {"Content-Disposition": f'attachment; filename="{file_name(trade, number, "xlsx")}"'}
    return Response(book, mimetype=XLSX, headers=headers)


@pages.get("/<event_id>/<trade_id>/import")
@may("plan.edit")
def import_form(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _page(event_id, trade_id, {}, [], 200)


@pages.post("/<event_id>/<trade_id>/import")
@may("plan.edit")
@accepts(MEGABYTES)
def import_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Read a spreadsheet into the draft; while one cell is wrong nothing is kept."""
    with reading() as s:
        events.trade(s, trade_id, event_id)
    sent = request.files.get("book")
    if sent is None or not sent.filename:
        return _page(event_id, trade_id, {"book": [_("Choose a spreadsheet.")]}, [], 422)
    try:
        document, wrong = read_plan(apart(_grids, sent.read()))
        if wrong:
            return _page(event_id, trade_id, {}, wrong, 422)
        actions.replace(me().id, trade_id, document, "import")
    except Unreadable as unreadable:
        known = words.UNREADABLE.get(unreadable.code, words.UNREADABLE["damaged"])
        return _page(event_id, trade_id, {"book": [str(known) % unreadable.facts]}, [], 422)
    except Refused as refused:
        return _page(event_id, trade_id, {"book": [refusal_words(refused)]}, [], refused.status)
    flash(_("The file has been read into the draft. Look through it, then make it a version."), "good")
    return redirect(url_for("schemes.draft", event_id=event_id, trade_id=trade_id), 303)


def _grids(raw: bytes) -> list[Grid]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book"
        path.write_bytes(raw)
        return read_grids(path)


def _page(
    event_id: str, trade_id: str, errors: dict[str, list[str]], wrong: list[Wrong], status: int
) -> ResponseReturnValue:
    with reading() as s:
        at = here(s, event_id, trade_id)
        draft = queries.draft(s, trade_id)
        latest = queries.version(s, trade_id)
    return (
        render_template(
            "schemes/import.html", event=at.event, trade=at.trade, stage=at.stage, draft=draft, latest=latest,
            errors=errors, wrong=wrong, here="trades", may_edit=at.may_edit,
        ),
        status,
    )  # fmt: skip
