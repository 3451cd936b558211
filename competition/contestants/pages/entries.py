"""The list of an event's contestants, adding one, changing one, withdrawing one."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.contestants import actions, queries
from competition.contestants.pages import pages
from competition.contestants.schemas import ContestantForm, ReasonForm, StatusForm
from competition.contestants.words import SEXES, STATUSES
from competition.contestants.work import EXPORT
from competition.engine.visibility import codes_beside_names
from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.jobs import queries as job_queries
from competition.organisations import queries as organisations
from competition.store import Refused, reading, utcnow
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.paging import page_of
from competition.web.sheets import XLSX
from competition.web.words import language, named

Errors = dict[str, list[str]]


def wanted_of(args: Any) -> queries.Wanted:
    """What the address asks the list to show."""
    status = args.get("status", "all")
    sort = args.get("sort", "number")
    return queries.Wanted(
        trade_id=args.get("trade") or None,
        text=args.get("q", "")[:60],
        status={"competing": ""}.get(status, status) if status in ("competing", *queries.STATUSES[1:]) else None,
        sort=sort if sort.removeprefix("-") in queries.SORTS else "number",
    )


@pages.get("/<event_id>")
@may("contestant.read")
def index(event_id: str) -> ResponseReturnValue:
    wanted = wanted_of(request.args)
    with reading() as s:
        event = events.event(s, event_id)
        trades = events.trades(s, event_id)
        stages = events.stages(s, event_id)
        counts = queries.counts(s, event_id)
        page = page_of(request.args.get("page"), queries.count_found(s, event_id, wanted))
        rows = queries.search(s, event_id, wanted, page.offset, page.size)
    kept = {name: value for name, value in request.args.items() if name in ("trade", "q", "status", "sort") and value}
    return render_template(
        "contestants/index.html", event=event, trades=trades, by_id={one.id: one for one in trades}, stages=stages,
        counts=counts, total=sum(one.all for one in counts.values()), page=page, rows=rows, wanted=wanted, kept=kept,
        statuses=STATUSES, sexes=SEXES, may_edit=permitted("contestant.edit", event_id), here="contestants",
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>/add")
@may("contestant.edit")
def add(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _form(event_id, trade_id, None, {}, {}, 200)


@pages.post("/<event_id>/<trade_id>/add")
@may("contestant.edit")
def add_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    zone = _zone(event_id, trade_id)
    try:
        values = read(ContestantForm(_today(zone)), request.form)
        actions.enter(me().id, trade_id, values["details"])
    except Invalid as invalid:
        return _form(event_id, trade_id, None, request.form, invalid.errors, 422)
    except Refused as refused:
        return _form(event_id, trade_id, None, request.form, _beside(refused), refused.status)
    flash(_("%(name)s has been entered.", name=values["details"].name), "good")
    if request.form.get("next") == "another":
        return redirect(url_for("contestants.add", event_id=event_id, trade_id=trade_id), 303)
    return redirect(url_for("contestants.index", event_id=event_id, trade=trade_id), 303)


@pages.get("/<event_id>/<trade_id>/<entry_id>")
@may("contestant.read")
def entry(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    return _form(event_id, trade_id, entry_id, None, {}, 200)


@pages.post("/<event_id>/<trade_id>/<entry_id>")
@may("contestant.edit")
def entry_post(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    zone = _zone(event_id, trade_id, entry_id)
    try:
        values = read(ContestantForm(_today(zone)), request.form)
        reason = read(ReasonForm, request.form)["reason"]
        actions.edit_entry(me().id, entry_id, values["details"], reason)
    except Invalid as invalid:
        return _form(event_id, trade_id, entry_id, request.form, invalid.errors, 422)
    except Refused as refused:
        return _form(event_id, trade_id, entry_id, request.form, _beside(refused), refused.status)
    flash(_("%(name)s has been saved.", name=values["details"].name), "good")
    return redirect(url_for("contestants.entry", event_id=event_id, trade_id=trade_id, entry_id=entry_id), 303)


@pages.get("/<event_id>/<trade_id>/<entry_id>/withdraw")
@may("contestant.edit")
def withdraw(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    return _withdrawal(event_id, trade_id, entry_id, {}, {}, 200)


@pages.post("/<event_id>/<trade_id>/<entry_id>/withdraw")
@may("contestant.edit")
def withdraw_post(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    _zone(event_id, trade_id, entry_id)
    try:
        actions.set_status(me().id, entry_id, **read(StatusForm, request.form))
    except Invalid as invalid:
        return _withdrawal(event_id, trade_id, entry_id, request.form, invalid.errors, 422)
    except Refused as refused:
        return _withdrawal(event_id, trade_id, entry_id, request.form, _beside(refused), refused.status)
    flash(_("The status has been saved."), "good")
    return redirect(url_for("contestants.index", event_id=event_id, trade=trade_id), 303)


@pages.post("/<event_id>/<trade_id>/<entry_id>/identity")
@may("identity.unmask")
def identity(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    """The whole ID number, once, for somebody who may see it and says why."""
    _zone(event_id, trade_id, entry_id)
    reason = read(ReasonForm, request.form)["reason"]
    id_number, phone = actions.show_identity(me().id, entry_id, reason)
    with reading() as s:
        event = events.event(s, event_id)
        row = queries.entry(s, entry_id)
    return render_template(
        "contestants/identity.html", event=event, row=row, id_number=id_number, phone=phone, here="contestants"
    )


@pages.post("/<event_id>/export")
@may("contestant.read")
def export(event_id: str) -> ResponseReturnValue:
    """Write the list as it is shown; the worker does it."""
    folder = current_app.extensions["settings"].data / "exports"
    payload = {
        "event_id": event_id, "wanted": asdict(wanted_of(request.form)), "folder": str(folder), "locale": language(),
        "onward": f"/contestants/{event_id}/export/{{job}}",
    }  # fmt: skip
    return redirect(url_for("jobs.show", job_id=jobs.start(EXPORT, payload, me().id)), 303)


@pages.get("/<event_id>/export/<job_id>")
@may("contestant.read")
def exported(event_id: str, job_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        job = job_queries.job(s, job_id)
    if job is None or job.started_by != me().id or job.kind != EXPORT or job.payload["event_id"] != event_id:
        raise Refused("not_there", 404)
    file = current_app.extensions["settings"].data / "exports" / f"{job.id}.xlsx"
    if not file.exists():
        raise Refused("not_there", 404)
    name = f"{_('Contestants')} {named(event.name, event.name_en)}.xlsx"
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)


def _form(
    event_id: str, trade_id: str, entry_id: str | None, values: Any, errors: Errors, status: int
) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        row = _entry(s, entry_id, trade_id) if entry_id else None
        person = queries.contestant(s, row.contestant_id) if row else None
        masked = queries.masked_numbers(person) if person else ("", "")
        changes = queries.changes(s, row.id) if row else []
        names = accounts.names(s, {change.by for change in changes})
        tree = organisations.tree(s)
    kept = (
        {
            "name": person.name,
            "sex": person.sex,
            "employer": person.employer,
            "organisation_id": person.organisation_id or "",
        }
        if person
        else {}
    )
    return (
        render_template(
            "contestants/entry.html" if row else "contestants/add.html",
            event=event,
            trade=trade,
            stage=stage,
            row=row,
            values=kept if values is None else values,
            errors=errors,
            masked=masked,
            changes=changes,
            names=names,
            units=[("", _("None: the work unit is shown"))]
            + [(one.id, "\u3000" * one.depth + one.name) for one in tree],
            sexes=[("", _("not said")), ("m", SEXES["m"]), ("f", SEXES["f"])],
            sex_words=SEXES,
            statuses=STATUSES,
            shows_station=codes_beside_names(stage.anonymity, stage.state),
            may_edit=permitted("contestant.edit", event_id, trade_id) and stage.state != "ENDED",
            may_unmask=permitted("identity.unmask", event_id, trade_id),
            here="contestants",
        ),
        status,
    )


def _withdrawal(
    event_id: str, trade_id: str, entry_id: str, values: Any, errors: Errors, status: int
) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        row = _entry(s, entry_id, trade_id)
    options = [(key, word) for key, word in STATUSES.items() if key != row.status]
    return (
        render_template(
            "contestants/withdraw.html",
            event=event,
            trade=trade,
            row=row,
            values=values,
            errors=errors,
            options=options,
            statuses=STATUSES,
            here="contestants",
        ),
        status,
    )


def _entry(s: Any, entry_id: str, trade_id: str) -> queries.EntryRow:
    row = queries.entry(s, entry_id)
    if row.trade_id != trade_id:
        raise Refused("not_there", 404)
    return row


def _zone(event_id: str, trade_id: str, entry_id: str | None = None) -> str:
    """The event's zone, once trade and entry are known to belong to it. Refused: not_there (404)."""
    with reading() as s:
        events.trade(s, trade_id, event_id)
        if entry_id is not None:
            _entry(s, entry_id, trade_id)
        return events.event(s, event_id).zone


def _today(zone: str) -> dt.date:
    return utcnow().astimezone(ZoneInfo(zone)).date()


def _beside(refused: Refused) -> Errors:
    """A refusal as a message beside the field it is about. A 404 goes on to the error page."""
    if refused.status == 404:
        raise refused
    fields = {"id_number_of_another": "id_number", "already_entered": "name"}
    return {fields.get(refused.code, ""): [refusal_words(refused)]}
