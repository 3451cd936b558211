"""What the worker writes for this room: the register as a spreadsheet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import gettext as _

from competition.jobs import exports
from competition.officials import queries
from competition.officials.queries import Wanted
from competition.officials.words import KINDS
from competition.schemes.library import templates
from competition.store import reading
from competition.web.sheets import Column, Table
from competition.web.words import named


@exports.writes("officials.register")
def register(payload: dict[str, Any]) -> Table:
    """The officials that fit the list's filter; telephone numbers are masked."""
    today = dt.date.fromisoformat(payload["today"])
    with reading() as s:
        found = queries.search(s, Wanted(**payload["wanted"]), today)
        rows = [_row(one) for one in found]
    columns = [
        Column(_("Full name")), Column(_("Employer"), 30), Column(_("Qualifications"), 30), Column(_("Valid until")),
        Column(_("Trades"), 40), Column(_("From an enterprise")), Column(_("Born in")), Column(_("Telephone"), 16),
        Column(_("Trades served in")),
    ]  # fmt: skip
    return Table(_("Officials"), columns, rows)


def _row(one: queries.Listed) -> list[str]:
    official = one.official
    trades = [named(templates()[key].name, templates()[key].name_en) for key in one.trades if key in templates()]
    return [
        official.name, official.organisation, _(", ").join(str(KINDS[kind]) for kind in one.kinds if kind in KINDS),
        one.until.isoformat() if one.until else "", _(", ").join(trades), _("yes") if official.enterprise else "",
        str(official.birth_year or ""), queries.phone_of(official), str(one.served),
    ]  # fmt: skip
