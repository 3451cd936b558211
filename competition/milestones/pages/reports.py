"""One entry: its score explained, every report with what was said to it, and reporting at the desk."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.milestones import actions, queries
from competition.milestones.actions import Said
from competition.milestones.pages.blueprint import Errors, ground, pages, there
from competition.milestones.pages.desk import today, told
from competition.milestones.schemas import ReportForm
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read


@pages.get("/<event_id>/<trade_id>/entries/<entry_id>")
@may("milestone.read")
def entry(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    return entry_page(event_id, trade_id, entry_id, None, {}, 200)


@pages.post("/<event_id>/<trade_id>/entries/<entry_id>/report/<node_key>")
@may("milestone.report")
def report(event_id: str, trade_id: str, entry_id: str, node_key: str) -> ResponseReturnValue:
    """A report typed at the desk; somebody else decides on it."""
    there(event_id, trade_id)
    address = url_for("milestones.entry", event_id=event_id, trade_id=trade_id, entry_id=entry_id)
    return reported(event_id, trade_id, entry_id, node_key, None, address)


def reported(
    event_id: str, trade_id: str, entry_id: str, node_key: str, unit_id: str | None, address: str
) -> ResponseReturnValue:
    """Keep the report that was sent and go on to `address`, or show it again with what is wrong."""
    try:
        said = Said(**read(ReportForm, request.form))
        actions.report(me().id, event_id, trade_id, entry_id, node_key, said)
    except Invalid as invalid:
        errors = {f"{name}-{node_key}": messages for name, messages in invalid.errors.items()}
        return entry_page(event_id, trade_id, entry_id, unit_id, errors, 422, sent=node_key)
    except Refused as refused:
        if refused.status == 404:
            raise
        errors = {"": [refusal_words(refused)]}
        return entry_page(event_id, trade_id, entry_id, unit_id, errors, refused.status, sent=node_key)
    flash(_("Reported. The organiser decides on it."), "good")
    return redirect(address, 303)


def entry_page(
    event_id: str, trade_id: str, entry_id: str, unit_id: str | None, errors: Errors, status: int, sent: str = ""
) -> ResponseReturnValue:
    """The page of an entry, at the desk or (with `unit_id`) at its unit's."""
    with reading() as s:
        place = ground(s, event_id, trade_id)
        found = queries.contest(s, place.stage.id)
        if found is None or entry_id not in found.entries:
            raise Refused("not_there", 404)
        said = {node.key: found.said.get((entry_id, node.key), []) for node in found.milestones.nodes}
        by = {one.report.by for some in said.values() for one in some}
        by |= {one.verdict.by for some in said.values() for one in some if one.verdict}
        names = accounts.names(s, by)
    about = told(place, found)
    running = place.stage.state == "RUNNING"
    judging = running and unit_id is None and permitted("milestone.judge", event_id, trade_id)
    reporting = running and (unit_id is not None or permitted("milestone.report", event_id, trade_id))
    return (
        render_template(
            "milestones/entry.html", **about, row=found.entries[entry_id], unit_id=unit_id, said=said, names=names,
            score=next((one for one in about["order"] if one.entry == entry_id), None), errors=errors, sent=sent,
            values=request.form, today=today(place), person=me().id, may_report=reporting, may_judge=judging,
            here="units" if unit_id else "milestones",
        ),
        status,
    )  # fmt: skip
