"""The desk of paper: the trades of an event, and of one trade what there is to print and what was typed."""

from __future__ import annotations

from collections import Counter

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.events import queries as events
from competition.officials import queries as officials
from competition.paper import actions, queries
from competition.paper.models import PaperRecord
from competition.paper.numbers import printed
from competition.paper.pages.blueprint import Errors, Ground, ground, open_sheets, pages
from competition.paper.queries import Wanted
from competition.paper.words import STATES, TONES
from competition.sessions import queries as sessions
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.lists import Column, Filter, Listing, asked, page
from competition.web.words import said_in

COLUMNS = (
    Column(key="number", title=_l("Sheet number"), kept=True),
    Column(key="code", title=_l("Code")),
    Column(key="module", title=_l("Module and seat")),
    Column(key="state", title=_l("State")),
    Column(key="typed", title=_l("Typed")),
    Column(key="checked", title=_l("Typed again"), sorts=False),
)


@pages.get("/<event_id>")
@may("paper.print")
def index(event_id: str) -> ResponseReturnValue:
    """The trades of an event, with their papers by state."""
    with reading() as s:
        event = events.event(s, event_id)
        trades = events.trades(s, event_id)
        stages = events.stages(s, event_id)
        counts = queries.counts(s, [one.id for one in stages.values()])
    return render_template(
        "paper/index.html", event=event, trades=trades, stages=stages, counts=counts, states=STATES, tones=TONES,
        here="paper",
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>")
@may("paper.print")
def trade(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The desk of one trade; ?number= leads on to the sheet of that number."""
    said = request.args.get("number", "").strip()
    errors: Errors = {}
    if said:
        with reading() as s:
            place = ground(s, event_id, trade_id)
            try:
                sheet_id = queries.sheet_said(s, place.stage.id, said)
            except Refused as refused:
                errors = {"number": [refusal_words(refused)]}
            else:
                to = url_for("paper.sheet", event_id=event_id, trade_id=trade_id, sheet_id=sheet_id)
                return redirect(to, 303)
    return _page(event_id, trade_id, said, errors), 422 if errors else 200


@pages.post("/<event_id>/<trade_id>/sign")
@may("paper.type")
def sign(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Enter the signatures that waited for the panel."""
    count = actions.sign_ready(me().id, event_id, trade_id)
    flash(ngettext("%(num)d sheet is signed as on paper.", "%(num)d sheets are signed as on paper.", count), "good")
    return redirect(url_for("paper.trade", event_id=event_id, trade_id=trade_id), 303)


def _page(event_id: str, trade_id: str, said: str, errors: Errors) -> str:
    with reading() as s:
        place = ground(s, event_id, trade_id)
        filters = _filters(place)
        wishes = asked(request.args, COLUMNS, filters, sort="typed", down=True)
        wanted = Wanted(
            text=wishes.text, state=wishes.filters["state"], module=wishes.filters["module"], sort=wishes.sort,
            down=wishes.down,
        )  # fmt: skip
        at = page(wishes, queries.count_of(s, place.stage.id, wanted))
        rows = queries.page_of(s, place.stage.id, wanted, at.offset, at.size)
        names = accounts.names(s, {one.typed_by for one in rows} | {one.checked_by for one in rows if one.checked_by})
        counts = queries.counts(s, [place.stage.id])[place.stage.id]
        open_ = open_sheets(s, place.stage.id) if place.running else []
        panels = officials.panels(s, place.stage.id) if place.running else {}
        by_session = place.running and place.stage.anonymity != "three_stage"
        days = sessions.sessions_of_stage(s, place.stage.id) if by_session else []
        ready = queries.ready_to_sign(s, place.stage.id) if place.running else []
    listing: Listing = Listing(
        title=_("What was typed"), address=request.path, columns=COLUMNS, filters=filters, asked=wishes, page=at, rows=rows,
        placeholder=_("Number or code"),
    )  # fmt: skip
    judges = {
        seat.judge_id: (seat.name, count)
        for seats in panels.values()
        for seat in seats
        if (count := Counter(one.judge_id for one in open_)[seat.judge_id])
    }
    return render_template(
        "paper/trade.html", event=place.event, trade=place.trade, stage=place.stage, plan=place.plan, list=listing,
        names=names, counts=counts, open=open_, judges=judges, sessions=days, ready=len(ready), said=said, errors=errors,
        states=STATES, tones=TONES, number_of=_number, running=place.running, here="paper",
        may_type=permitted("paper.type", event_id, trade_id), may_read=permitted("paper.read", event_id, trade_id),
        may_plan=permitted("plan.read", event_id, trade_id),
    )  # fmt: skip


def _number(record: PaperRecord) -> str:
    return printed(record.stage_id, record.number)


def _filters(place: Ground) -> list[Filter]:
    modules = [
        (one.key, f"{one.key} {said_in({'zh': one.title.zh, 'en': one.title.en})}")
        for one in (place.plan.modules if place.plan else ())
    ]
    return [
        Filter(key="state", title=_("State"), all=_("Every state"), choices=list(STATES.items())),
        Filter(key="module", title=_("Module"), all=_("Every module"), choices=modules),
    ]
