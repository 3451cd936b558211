"""A unit's own desk: what its people and those of the units below it have to report."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from competition.accounts.guard import may
from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.events import queries as events
from competition.milestones import access, queries
from competition.milestones.pages.blueprint import pages
from competition.milestones.pages.reports import entry_page, reported
from competition.organisations import queries as organisations
from competition.store import Refused, reading


@pages.get("/unit/<organisation_id>")
@may("milestone.report")
def unit(organisation_id: str) -> ResponseReturnValue:
    """The entries of a unit in labour contests that are announced."""
    with reading() as s:
        one = organisations.organisation(s, organisation_id)
        if one is None:
            raise Refused("not_there", 404)
        rows = queries.of_unit(s, organisation_id)
    return render_template("milestones/unit.html", one=one, rows=rows, here="units")


@pages.get("/unit/<organisation_id>/<entry_id>")
@may("milestone.report")
def unit_entry(organisation_id: str, entry_id: str) -> ResponseReturnValue:
    with reading() as s:
        row = _own(s, organisation_id, entry_id)
    return entry_page(row.event_id, row.trade_id, entry_id, organisation_id, {}, 200)


@pages.post("/unit/<organisation_id>/<entry_id>/report/<node_key>")
@may("milestone.report")
def unit_report(organisation_id: str, entry_id: str, node_key: str) -> ResponseReturnValue:
    with reading() as s:
        row = _own(s, organisation_id, entry_id)
    address = url_for("milestones.unit_entry", organisation_id=organisation_id, entry_id=entry_id)
    return reported(row.event_id, row.trade_id, entry_id, node_key, organisation_id, address)


def _own(s: Session, organisation_id: str, entry_id: str) -> EntryRow:
    """An entry of the unit or of one below it, of an event that is announced. Refused: not_there (404) for any other."""
    row = contestants.entry(s, entry_id)
    if not access.of_unit(s, row, organisation_id) or not events.event(s, row.event_id).public:
        raise Refused("not_there", 404)
    return row
