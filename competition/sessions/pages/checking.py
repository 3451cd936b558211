"""The check-in desk of a trade: scanned badges, typed numbers, a list with a button each, and who did not come."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from competition.accounts.guard import may, me, permitted
from competition.contestants import queries as contestants
from competition.sessions import actions, queries
from competition.sessions.pages.blueprint import Errors, done, ground, pages, there
from competition.sessions.schemas import Absent, CheckRuleForm, Reason, Scanned
from competition.sessions.words import HOWS
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read

MOST = 300


@pages.get("/<event_id>/<trade_id>/check-in")
@may("check_in.read")
def check_in(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _page(event_id, trade_id, "", {}, 200)


@pages.post("/<event_id>/<trade_id>/check-in")
@may("check_in.give")
def check_in_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Check in whoever was scanned, typed or pressed; back on the page with the field ready for the next."""
    there(event_id, trade_id)
    said = {"said": ""}
    try:
        said = read(Scanned, request.form)
        with reading() as s:
            entry, how = (
                (contestants.entry(s, said["entry_id"]), "hand")
                if said["entry_id"]
                else actions.find_entry(s, trade_id, said["said"])
            )
        admit = permitted("session.pause", event_id, trade_id)
        one = actions.check_in(me().id, event_id, trade_id, entry.id, how, said["reason"], admit=admit)
    except Invalid as invalid:
        return _page(event_id, trade_id, "", invalid.errors, 422)
    except Refused as refused:
        status = 409 if refused.status == 404 else refused.status
        return _page(event_id, trade_id, said["said"], {"said": [refusal_words(refused)]}, status)
    words = _("No. %(number)s %(name)s is checked in.", number=entry.number, name=entry.name)
    flash(words, "warn" if one.late else "good")
    session, show = request.args.get("session") or None, request.args.get("show") or None
    to = url_for("sessions.check_in", event_id=event_id, trade_id=trade_id, session=session, show=show)
    return redirect(to, 303)


@pages.post("/<event_id>/<trade_id>/check-in/<entry_id>/undo")
@may("check_in.give")
def undo_check_in(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        actions.undo_check_in(me().id, event_id, trade_id, entry_id, read(Reason, request.form)["reason"])
        return str(_("The check-in has been taken back."))

    return done(url_for("sessions.check_in", event_id=event_id, trade_id=trade_id), act)


@pages.post("/<event_id>/<trade_id>/check-in/rule")
@may("session.edit")
def check_rule(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        said = read(CheckRuleForm, request.form)
        actions.set_check_rule(me().id, event_id, trade_id, said["opens_before"], said["late_after"])
        return str(_("The rule of check-in has been saved."))

    return done(url_for("sessions.check_in", event_id=event_id, trade_id=trade_id), act)


@pages.get("/<event_id>/<trade_id>/absent")
@may("check_in.read")
def absent(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Who has not come by the rule, proposed as DNS."""
    with reading() as s:
        place = ground(s, event_id, trade_id)
        rows = actions.absent(s, place.stage.id)
        rule = queries.check_rule(s, place.stage.id)
    return render_template(
        "sessions/absent.html", event=place.event, trade=place.trade, rows=rows, rule=rule,
        may_give=permitted("check_in.give", event_id, trade_id), here="sessions",
    )  # fmt: skip


@pages.post("/<event_id>/<trade_id>/absent")
@may("check_in.give")
def absent_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        said = read(Absent, request.form)
        count = actions.dns(me().id, event_id, trade_id, said["ids"], said["reason"])
        return str(ngettext("%(num)d entry is set to DNS.", "%(num)d entries are set to DNS.", count))

    return done(url_for("sessions.absent", event_id=event_id, trade_id=trade_id), act)


def _page(event_id: str, trade_id: str, said: str, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        place = ground(s, event_id, trade_id)
        sessions = queries.sessions_of_stage(s, place.stage.id)
        seats = queries.seats(s, place.stage.id)
        rule = queries.check_rule(s, place.stage.id)
        gone = len(actions.absent(s, place.stage.id))
    chosen = next((one for one in sessions if one.id == request.args.get("session")), None)
    everybody = [seat for one in sessions for seat in seats.get(one.id, [])] + seats.get("", [])
    number_of = {seat.entry.id: one.number for one in sessions for seat in seats.get(one.id, [])}
    inside = seats.get(chosen.id, []) if chosen else everybody
    show = request.args.get("show", "")
    rows = [seat for seat in inside if not show or (seat.check is not None) is (show == "in")]
    return (
        render_template(
            "sessions/check_in.html", event=place.event, trade=place.trade, stage=place.stage, sessions=sessions,
            chosen=chosen, show=show, rows=sorted(rows, key=lambda seat: seat.entry.number)[:MOST], total=len(rows),
            number_of=number_of, come=sum(1 for seat in inside if seat.check), inside=len(inside), rule=rule, gone=gone,
            said=said, errors=errors, hows=HOWS, may_give=permitted("check_in.give", event_id, trade_id),
            may_edit=permitted("session.edit", event_id, trade_id), kept=dict(request.args), here="sessions",
        ),
        status,
    )  # fmt: skip
