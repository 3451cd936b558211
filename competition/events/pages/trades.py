"""The trades of an event and one trade: its stage, teams and divisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.acts.queries import activity
from competition.events import actions, queries
from competition.events.pages.blueprint import checks, conflict, pages
from competition.events.readiness import steps
from competition.events.rows import read_rows, rearranged, sent_rows
from competition.events.schemas import DivisionRow, StageForm, StageName
from competition.events.words import ANONYMITY, STAGE_STATES
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Conflict, Invalid, read
from competition.web.words import named

COLUMNS = ("id", "name", "name_en", "min_age", "max_age")
ROW = dict.fromkeys(COLUMNS, "")


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a refused form of the trade's page sent: kept for the person, with what is wrong or was changed meanwhile."""

    values: Mapping[str, Any] | None = None
    rows: list[dict[str, str]] | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)
    conflict: Conflict | None = None
    status: int = 200


@pages.get("/<event_id>/trades")
@may("event.read")
def trades(event_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
        found = queries.trades(s, event_id)
        stages = queries.stages(s, event_id)
        divisions = queries.divisions_of_event(s, event_id)
        path = steps(checks(), s, event_id)
    lines = {
        trade.id: [(step, line) for step in path for line in step.lines if line.trade_id == trade.id] for trade in found
    }
    return render_template(
        "events/trades.html", event=event, trades=found, stages=stages, lines=lines, stage_states=STAGE_STATES,
        anonymity=ANONYMITY, divisions=divisions, may_edit=permitted("trade.edit", event_id), here="trades",
    )  # fmt: skip


@pages.get("/<event_id>/trades/<trade_id>")
@may("event.read")
def trade(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _trade(event_id, trade_id, Sent())


@pages.post("/<event_id>/trades/<trade_id>")
@may("trade.edit")
def trade_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Save stage and teams."""
    with reading() as s:
        queries.trade(s, trade_id, event_id)
    try:
        actions.edit_trade(me().id, trade_id, **read(StageForm, request.form))
    except Invalid as invalid:
        return _trade(event_id, trade_id, Sent(values=request.form, errors=invalid.errors, status=422))
    except Refused as refused:
        return _refused(event_id, trade_id, refused, Sent(values=request.form))
    flash(_("The trade has been saved."), "good")
    return redirect(url_for("events.trade", event_id=event_id, trade_id=trade_id), 303)


@pages.post("/<event_id>/trades/<trade_id>/divisions")
@may("trade.edit")
def divisions_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Save the divisions, or add, move and take away a row of their form."""
    with reading() as s:
        queries.trade(s, trade_id, event_id)
    rows = sent_rows(request.form, "division", COLUMNS)
    if "rows" in request.form:
        return _trade(event_id, trade_id, Sent(rows=rearranged(rows, request.form["rows"], ROW)))
    rev = request.form.get("rev", "")
    try:
        divisions = read_rows(DivisionRow, rows, "division", ("name", "name_en", "min_age", "max_age"))
        if len({one.name for one in divisions}) < len(divisions):
            raise Invalid({"": [_("Two divisions have the same name.")]})
        actions.set_divisions(me().id, trade_id, divisions, rev=int(rev) if rev.isdecimal() else None)
    except Invalid as invalid:
        return _trade(event_id, trade_id, Sent(rows=rows, errors=invalid.errors, status=422))
    except Refused as refused:
        return _refused(event_id, trade_id, refused, Sent(rows=rows))
    flash(_("The divisions have been saved."), "good")
    return redirect(url_for("events.trade", event_id=event_id, trade_id=trade_id), 303)


@pages.get("/<event_id>/trades/<trade_id>/remove")
@may("trade.edit")
def remove(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _removal(event_id, trade_id, {}, 200)


@pages.post("/<event_id>/trades/<trade_id>/remove")
@may("trade.edit")
def remove_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.trade(s, trade_id, event_id)
    try:
        actions.remove_trade(me().id, trade_id)
    except Refused as refused:
        return _removal(event_id, trade_id, {"": [refusal_words(refused)]}, refused.status)
    flash(_("%(name)s has been taken out of the event.", name=named(one.name, one.name_en)), "good")
    return redirect(url_for("events.trades", event_id=event_id), 303)


@pages.post("/<event_id>/trades/<trade_id>/stages")
@may("trade.edit")
def stage_add(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Add a stage after the last one."""
    with reading() as s:
        queries.trade(s, trade_id, event_id)
    return _staged(
        event_id, trade_id, lambda: actions.add_stage(me().id, trade_id, **read(StageName, request.form)),
        _("The stage has been added. Set the rule by which one goes on to it before the first stage starts."),
    )  # fmt: skip


@pages.post("/<event_id>/trades/<trade_id>/stages/<stage_id>")
@may("trade.edit")
def stage_rename(event_id: str, trade_id: str, stage_id: str) -> ResponseReturnValue:
    _own_stage(event_id, trade_id, stage_id)
    return _staged(
        event_id, trade_id, lambda: actions.rename_stage(me().id, stage_id, **read(StageName, request.form)),
        _("The stage has been renamed."),
    )  # fmt: skip


@pages.post("/<event_id>/trades/<trade_id>/stages/<stage_id>/remove")
@may("trade.edit")
def stage_remove(event_id: str, trade_id: str, stage_id: str) -> ResponseReturnValue:
    """Take the last stage away, with its rule, while nobody has come to it."""
    _own_stage(event_id, trade_id, stage_id)
    return _staged(
        event_id, trade_id, lambda: actions.remove_stage(me().id, stage_id), _("The stage has been taken away.")
    )


def _own_stage(event_id: str, trade_id: str, stage_id: str) -> None:
    """Refused: not_there (404), when the stage is not one of this trade of this event."""
    with reading() as s:
        queries.trade(s, trade_id, event_id)
        if queries.stage(s, stage_id).trade_id != trade_id:
            raise Refused("not_there", 404)


def _staged(event_id: str, trade_id: str, act: Callable[[], object], said: str) -> ResponseReturnValue:
    """Do it and say so, or show the page with what is wrong."""
    try:
        act()
    except Invalid as invalid:
        return _trade(event_id, trade_id, Sent(errors={"stage_name": invalid.errors.get("name", [])}, status=422))
    except Refused as refused:
        return _refused(event_id, trade_id, refused, Sent())
    flash(said, "good")
    return redirect(url_for("events.trade", event_id=event_id, trade_id=trade_id) + "#stages-title", 303)


def _refused(event_id: str, trade_id: str, refused: Refused, sent: Sent) -> ResponseReturnValue:
    """The page again: with what somebody else saved meanwhile, or with the words of the refusal."""
    if refused.code != "changed_meanwhile":
        kept = Sent(errors={"": [refusal_words(refused)]}, status=refused.status)
        return _trade(event_id, trade_id, kept)
    with reading() as s:
        stored = {name: str(value) for name, value in _stored(s, trade_id).items() if name != "rev"}
        names = ", ".join(one.name for one in queries.divisions(s, trade_id))
        if sent.rows is None:
            meanwhile = conflict(s, trade_id, stored, request.form)
        else:
            mine = ", ".join(row["name"] for row in sent.rows if row["name"])
            meanwhile = conflict(s, trade_id, {"divisions": names}, {"divisions": mine})
    return _trade(event_id, trade_id, Sent(values=sent.values, rows=sent.rows, conflict=meanwhile, status=409))


def _stored(s: Session, trade_id: str) -> dict[str, Any]:
    """What the form of stage and teams shows of a trade."""
    one, stage = queries.trade(s, trade_id), queries.stage_of_trade(s, trade_id)
    return {
        "anonymity": stage.anonymity, "minutes": stage.minutes or "", "team_size": one.team_size,
        "team_reserves": one.team_reserves, "rev": one.rev,
    }  # fmt: skip


def _trade(event_id: str, trade_id: str, sent: Sent) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
        one = queries.trade(s, trade_id, event_id)
        stage = queries.stage_of_trade(s, trade_id)
        divisions = queries.divisions(s, trade_id)
        stages = queries.stages_of_trades(s, [trade_id])[trade_id]
        path = steps(checks(), s, event_id)
        values = _stored(s, trade_id)
        happenings = activity(s, trade_id, limit=12)
    if sent.values is not None:
        values = {**sent.values, "rev": values["rev"] if sent.conflict else sent.values.get("rev", "")}
    rows, rev = sent.rows, request.form.get("rev", "") if sent.rows is not None and not sent.conflict else one.rev
    if rows is None:
        stored = [{name: getattr(row, name) for name in COLUMNS} for row in divisions]
        rows = [{name: "" if value is None else str(value) for name, value in row.items()} for row in stored]
    return (
        render_template(
            "events/trade.html", event=event, trade=one, stage=stage, anonymity=ANONYMITY, values=values,
            lines=[(step, line) for step in path for line in step.lines if line.trade_id == trade_id],
            rows=rows, rev=rev, divisions=divisions, errors=sent.errors, conflict=sent.conflict, stage_states=STAGE_STATES,
            happenings=happenings, here="trades", stages=stages, most_stages=actions.MOST_STAGES,
            may_stage=permitted("trade.edit", event_id, trade_id),
            may_edit=stage.state == "DRAFT" and permitted("trade.edit", event_id, trade_id),
        ),
        sent.status,
    )  # fmt: skip


def _removal(event_id: str, trade_id: str, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
        one = queries.trade(s, trade_id, event_id)
    return render_template("events/remove.html", event=event, trade=one, errors=errors, here="trades"), status
