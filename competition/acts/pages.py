"""Doors of the room: what was done to many things at once, and taking it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me, permitted, signed_in
from competition.accounts.pages import safe_next
from competition.accounts.roles import PERMISSIONS
from competition.acts import actions, queries
from competition.acts.models import Act
from competition.store import Refused, reading
from competition.web.errors import refusal_words

pages = Blueprint("acts", __name__, url_prefix="/acts")


def flash_act(act_id: str, text: str) -> None:
    """Tell that an act was done, with a button that takes it back; the message stays until it is closed."""
    flash({"text": text, "act": act_id}, "good")  # type: ignore[arg-type]


@pages.get("/")
@may("house.read")
def index() -> ResponseReturnValue:
    """What was done to many things at once in the house as a whole."""
    with reading() as s:
        done = queries.log(s, None)
    return render_template("acts/log.html", done=done, may_undo=permitted, here="acts", event=None)


@pages.post("/<act_id>/undo")
@signed_in
def undo(act_id: str) -> ResponseReturnValue:
    """Take an act back, if one may do what it did; an act that one may not touch is not there."""
    with reading() as s:
        act = queries.act(s, act_id)
    if act is None or not (permitted(act.permission, act.event_id) or _own(act)):
        raise Refused("not_there", 404)
    log = url_for("desk.acts", event_id=act.event_id) if act.event_id else url_for("acts.index")
    back = safe_next(request.form.get("back") or log)
    try:
        undone = actions.undo(me().id, act_id)
    except Refused as refused:
        flash(refusal_words(refused), "bad")
    else:
        flash(_("Taken back: %(what)s.", what=queries.said(undone)), "good")
    return redirect(back, 303)


def _own(act: Act) -> bool:
    """Whether one did it oneself for a unit, and still may do such a thing for one: acts keep no unit's scope."""
    role_of_unit = any(
        role in PERMISSIONS[act.permission] and scope.startswith("/organisations/") for role, scope in me().grants
    )
    return act.event_id is None and act.by == me().id and role_of_unit
