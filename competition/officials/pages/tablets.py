"""Doors of tablets: sign-in cards with a QR code, and what the chief decides about each tablet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import actions as accounts
from competition.accounts import queries as people
from competition.accounts.guard import may, me, permitted
from competition.events import queries as events
from competition.officials import queries
from competition.officials.models import Judge
from competition.officials.pages import sight
from competition.officials.pages.blueprint import pages
from competition.officials.words import DEVICE_STATES, ROLES
from competition.store import Refused, reading, utcnow
from competition.web import qr
from competition.web.errors import refusal_words


@dataclass(frozen=True)
class Card:
    """A sign-in card: the link and its QR code (SVG), the six digits in two groups, and the seconds it is good for."""

    judge: Judge
    link: str
    qr: str
    digits: str
    seconds: int
    expires_at: dt.datetime


@pages.get("/<event_id>/<trade_id>/tablets")
@may("official.read")
def tablets(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The list of tablets alone: the page asks for it again and again. `judge` narrows it to one."""
    with reading() as s:
        events.trade(s, trade_id, event_id)
        judge_id = request.args.get("judge")
        judges = [queries.judge(s, judge_id, trade_id)] if judge_id else queries.judges(s, trade_id)
        served = sight.served(s, trade_id, judges)
    return render_template(
        "officials/_tablets.html",
        event_id=event_id,
        trade_id=trade_id,
        served=served,
        device_states=DEVICE_STATES,
        one_judge=judge_id is not None,
        may_invite=permitted("device.invite", event_id, trade_id),
        may_accept=permitted("device.accept", event_id, trade_id),
    )


@pages.post("/<event_id>/<trade_id>/judges/<judge_id>/invite")
@may("device.invite")
def invite(event_id: str, trade_id: str, judge_id: str) -> ResponseReturnValue:
    """A card for one judge; an earlier open card of his ends."""
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        judge = queries.judge(s, judge_id, trade_id)
        served = sight.served(s, trade_id, [judge])
    card = _card(judge, event_id, trade_id)
    return render_template(
        "officials/invite.html",
        event=event,
        trade=trade,
        card=card,
        roles=ROLES,
        address=_address(),
        here="officials",
        served=served,
        event_id=event_id,
        trade_id=trade_id,
        device_states=DEVICE_STATES,
        one_judge=True,
        may_invite=True,
        may_accept=permitted("device.accept", event_id, trade_id),
    )


@pages.post("/<event_id>/<trade_id>/invite-all")
@may("device.invite")
def invite_all(event_id: str, trade_id: str) -> ResponseReturnValue:
    """A sheet of cards for every judge without an accepted tablet."""
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        without = [one.judge for one in sight.served(s, trade_id, queries.judges(s, trade_id)) if not one.ready]
    if not without:
        flash(_("Every judge has a tablet already."), "warn")
        return _back(event_id, trade_id)
    cards = [_card(judge, event_id, trade_id) for judge in without]
    return render_template(
        "officials/cards.html", event=event, trade=trade, cards=cards, roles=ROLES, address=_address()
    )


@pages.post("/<event_id>/<trade_id>/tablets/<device_id>/accept")
@may("device.accept")
def accept(event_id: str, trade_id: str, device_id: str) -> ResponseReturnValue:
    return _decide(event_id, trade_id, device_id, None, _("The tablet is accepted and may mark."))


@pages.post("/<event_id>/<trade_id>/tablets/<device_id>/refuse")
@may("device.accept")
def refuse(event_id: str, trade_id: str, device_id: str) -> ResponseReturnValue:
    return _decide(event_id, trade_id, device_id, "not recognised", _("The tablet is refused."))


@pages.post("/<event_id>/<trade_id>/tablets/<device_id>/revoke")
@may("device.accept")
def revoke(event_id: str, trade_id: str, device_id: str) -> ResponseReturnValue:
    return _decide(event_id, trade_id, device_id, "signed out at the desk", _("The tablet is disabled."))


def _decide(event_id: str, trade_id: str, device_id: str, reason: str | None, done: str) -> ResponseReturnValue:
    """Accept a tablet of this trade, or sign it out for a reason; what another decided first is said, not hidden."""
    with reading() as s:
        events.trade(s, trade_id, event_id)
        device = people.device(s, device_id)
        if device is None or device.trade_id != trade_id:
            raise Refused("not_there", 404)
    try:
        if reason is None:
            accounts.accept_device(device_id, me().id)
        else:
            accounts.revoke_device(device_id, me().id, reason)
    except Refused as refused:
        flash(refusal_words(refused), "bad")
    else:
        flash(done, "good")
    return _back(event_id, trade_id)


def _card(judge: Judge, event_id: str, trade_id: str) -> Card:
    if judge.withdrawn_at is not None:
        raise Refused("judge_gone", name=judge.name)
    invited = accounts.invite_device(judge.person_id, event_id, trade_id, me().id)
    seconds = int((invited.expires_at - utcnow()).total_seconds())
    link = f"{_address()}#{invited.code}"
    return Card(judge, link, qr.svg(link), f"{invited.digits[:3]} {invited.digits[3:]}", seconds, invited.expires_at)


def _address() -> str:
    """Where a tablet signs in by typed digits."""
    base: str = current_app.extensions["settings"].base_url
    return f"{base}/j"


def _back(event_id: str, trade_id: str) -> ResponseReturnValue:
    return redirect(url_for("officials.trade", event_id=event_id, trade_id=trade_id, _anchor="tablets"), 303)
