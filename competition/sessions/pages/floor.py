"""A session under way: start and end by the floor judge, pause and added time by the chief alone."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me
from competition.sessions import actions, queries
from competition.sessions.pages.blueprint import done, pages, there
from competition.sessions.schemas import Compensation, Reason
from competition.store import reading
from competition.web.forms import read


@pages.post("/<event_id>/<trade_id>/session/<session_id>/start")
@may("session.run")
def start(event_id: str, trade_id: str, session_id: str) -> ResponseReturnValue:
    return _move(event_id, trade_id, session_id, "start", _("The session has begun."))


@pages.post("/<event_id>/<trade_id>/session/<session_id>/end")
@may("session.run")
def end(event_id: str, trade_id: str, session_id: str) -> ResponseReturnValue:
    return _move(event_id, trade_id, session_id, "end", _("The session has ended."))


@pages.post("/<event_id>/<trade_id>/session/<session_id>/pause")
@may("session.pause")
def pause(event_id: str, trade_id: str, session_id: str) -> ResponseReturnValue:
    return _move(event_id, trade_id, session_id, "pause", _("The clock stands still."))


@pages.post("/<event_id>/<trade_id>/session/<session_id>/resume")
@may("session.pause")
def resume(event_id: str, trade_id: str, session_id: str) -> ResponseReturnValue:
    return _move(event_id, trade_id, session_id, "resume", _("The clock runs again."))


@pages.post("/<event_id>/<trade_id>/session/<session_id>/compensate")
@may("session.pause")
def compensate(event_id: str, trade_id: str, session_id: str) -> ResponseReturnValue:
    _there(event_id, trade_id, session_id)

    def act() -> str:
        said = read(Compensation, request.form)
        actions.compensate(
            me().id, event_id, trade_id, session_id, said["minutes"], said["reason"], said["code"]
        )  # fmt: skip
        return str(_("%(minutes)s minutes have been added.", minutes=said["minutes"]))

    return done(_to(event_id, trade_id, session_id), act)


def _move(event_id: str, trade_id: str, session_id: str, move: str, words: str) -> ResponseReturnValue:
    _there(event_id, trade_id, session_id)

    def act() -> str:
        reason = read(Reason, request.form)["reason"]
        actions.move_session(me().id, event_id, trade_id, session_id, move, reason)
        return words

    return done(_to(event_id, trade_id, session_id), act)


def _there(event_id: str, trade_id: str, session_id: str) -> None:
    """Refused: not_there (404)."""
    there(event_id, trade_id)
    with reading() as s:
        queries.session(s, session_id, trade_id)


def _to(event_id: str, trade_id: str, session_id: str) -> str:
    return url_for("sessions.session", event_id=event_id, trade_id=trade_id, session_id=session_id)
