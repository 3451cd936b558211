"""Doors of the import of officials: a file or pasted lines, a dry run, then all of it at once."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from competition.accounts.guard import may, me
from competition.officials import actions, queries
from competition.officials import reading as sheet
from competition.officials.pages.blueprint import pages
from competition.officials.words import IMPORT_WRONG, KINDS
from competition.store import Refused, reading
from competition.web.apart import apart
from competition.web.errors import refusal_words
from competition.web.words import named


@pages.get("/people/import")
@may("official.edit")
def people_import() -> ResponseReturnValue:
    return _page(None, "", "", 200)


@pages.post("/people/import")
@may("official.edit")
def people_import_post() -> ResponseReturnValue:
    """Without `confirm` what would happen, row by row; with it, all rows that can be read."""
    try:
        lines = _lines()
        rows = sheet.understood(lines)
    except Refused as refused:
        return _page(None, request.form.get("lines", ""), refusal_words(refused), refused.status)
    if not request.form.get("confirm"):
        return _page(rows, sheet.packed(lines), "", 200)
    entered, changed = actions.add_officials(me().id, [one.details for one in rows if one.details is not None])
    text = ngettext("One official was entered.", "%(num)d officials were entered.", entered)
    if changed:
        text += " " + ngettext("One was brought up to date.", "%(num)d were brought up to date.", changed)
    flash(text, "good")
    return redirect(url_for("officials.people"), 303)


def _lines() -> list[list[str]]:
    file = request.files.get("file")
    if file is None or not file.filename:
        return sheet.pasted(request.form.get("lines", ""))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "officials"
        file.save(path)
        return apart(sheet.lines_of, path)


def _page(rows: list[sheet.Row] | None, lines: str, wrong: str, status: int) -> ResponseReturnValue:
    known: set[tuple[str, str]] = set()
    if rows:
        with reading() as s:
            known = queries.standing_pairs(s, {one.details.name for one in rows if one.details is not None})
    trades = {key: named(zh, en) for key, zh, en in queries.trade_names()}
    return render_template(
        "officials/import.html", rows=rows, lines=lines, errors={"file": [wrong]} if wrong else {}, known=known, kinds=KINDS,
        said=IMPORT_WRONG, trades=trades, most=sheet.MOST, here="people", event=None,
    ), status  # fmt: skip
