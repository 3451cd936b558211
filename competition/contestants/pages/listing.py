"""The list of an event's entries: searched, sorted, exported, printed by trade, and changed many at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.contestants import exporting, queries, words
from competition.contestants.pages import pages
from competition.events import queries as events
from competition.jobs import exports
from competition.organisations import queries as organisations
from competition.store import reading, utcnow
from competition.web import lists
from competition.web.lists import Act, Column, Filter, Listing
from competition.web.words import language, named

MOST_UNITS = 200
COMPETING = "competing"

COLUMNS = (
    Column(key="number", title=_l("No."), numeric=True, kept=True),
    Column(key="name", title=_l("Full name"), kept=True),
    Column(key="organisation", title=_l("Organisation")),
    Column(key="employer", title=_l("Work unit"), shown=False),
    Column(key="trade", title=_l("Trade")),
    Column(key="division", title=_l("Division"), shown=False),
    Column(key="level", title=_l("Skill level"), shown=False),
    Column(key="age", title=_l("Age"), numeric=True, shown=False),
    Column(key="coach", title=_l("Coach"), shown=False),
    Column(key="station", title=_l("Station")),
    Column(key="status", title=_l("Status")),
    Column(key="entered", title=_l("Entered"), shown=False),
)

ACTS = (
    Act(key="withdraw", words=_l("Withdraw"), picture="exit", tone="bad"),
    Act(key="dns", words=_l("Did not start"), picture="cross"),
    Act(key="restore", words=_l("Let compete again"), picture="undo"),
    Act(key="division", words=_l("Put into a division"), picture="flag"),
    Act(key="organisation", words=_l("Move to another organisation"), picture="building"),
    Act(key="coach", words=_l("Set the coach"), picture="person"),
)


def filters_of(s: Session, event_id: str, chosen: str = "") -> list[Filter]:
    """What the list can be narrowed by. Of more organisations than anybody scrolls through, only the chosen one is
    offered: they are found by searching."""
    divided = _divided(s, event_id)
    divisions = [
        (one.id, (f"{named(trade.name, trade.name_en)}: " if len(divided) > 1 else "") + named(one.name, one.name_en))
        for trade, several in divided
        for one in several
    ]
    ids = queries.organisations_of(s, event_id, MOST_UNITS + 1)
    units = organisations.named_ids(s, ids if len(ids) <= MOST_UNITS else [chosen])
    trades = [(one.id, named(one.name, one.name_en)) for one in events.trades(s, event_id)]
    statuses = [(key or COMPETING, word) for key, word in words.STATUSES.items()]
    found = [
        Filter(key="trade", title=_("Trade"), all=_("All trades"), choices=trades),
        Filter(key="status", title=_("Status"), all=_("Every status"), choices=statuses),
    ]
    if divisions:
        found.append(Filter(key="division", title=_("Division"), all=_("Every division"), choices=divisions))
    if units:
        sorted_units = sorted(units.items(), key=lambda one: one[1])
        found.append(
            Filter(key="organisation", title=_("Organisation"), all=_("Every organisation"), choices=sorted_units)
        )
    return found


def wanted_of(asked: lists.Asked) -> queries.Wanted:
    """What the address asks the list to show."""
    status = asked.filters.get("status", "")
    return queries.Wanted(
        trade_id=asked.filters.get("trade") or None,
        text=asked.text,
        status={"": None, COMPETING: ""}.get(status, status),
        sort=("-" if asked.down else "") + asked.sort,
        division_id=asked.filters.get("division") or None,
        organisation_id=asked.filters.get("organisation") or None,
    )


def asked_of(s: Session, event_id: str, args: Mapping[str, str]) -> tuple[lists.Asked, list[Filter]]:
    """What `args` ask of an event's list, and its filters."""
    filters = filters_of(s, event_id, args.get("organisation", ""))
    return lists.asked(args, COLUMNS, filters, sort="number"), filters


@pages.get("/<event_id>")
@may("contestant.read")
def index(event_id: str) -> ResponseReturnValue:
    """Every entry of the event, a page at a time."""
    with reading() as s:
        event = events.event(s, event_id)
        trades = {one.id: one for one in events.trades(s, event_id)}
        stages = events.stages(s, event_id)
        counts = queries.counts(s, event_id)
        asked, filters = asked_of(s, event_id, request.args)
        wanted = wanted_of(asked)
        total = sum(one.all for one in counts.values())
        page, rows = queries.paged(s, event_id, wanted, asked.page, asked.size)
        divisions = {one.id: one for _trade, several in _divided(s, event_id) for one in several}
    editing = permitted("contestant.edit", event_id)
    listing = Listing(
        title=_("Contestants"), address=request.path, columns=COLUMNS, filters=filters, asked=asked, page=page,
        rows=rows, placeholder=_("Name, pinyin, number, organisation, station or whole ID number"),
        acts=[one for one in ACTS if divisions or one.key != "division"] if editing else (),
        acts_to=url_for("contestants.act", event_id=event_id),
        export_to=url_for("contestants.export", event_id=event_id),
    )  # fmt: skip
    chosen = trades.get(wanted.trade_id or "")
    return render_template(
        "contestants/index.html", event=event, trades=trades, stages=stages, counts=counts, total=total, list=listing,
        chosen=chosen, divisions=divisions, words=words, may_edit=editing, here="contestants",
        open=chosen is not None and stages[chosen.id].state == "DRAFT",
    )  # fmt: skip


@pages.post("/<event_id>/export")
@may("contestant.read")
def export(event_id: str) -> ResponseReturnValue:
    """Write the list as it is narrowed and sorted; the worker does it."""
    with reading() as s:
        events.event(s, event_id)
        asked, _filters = asked_of(s, event_id, request.form)
    arguments = {"event_id": event_id, "wanted": asdict(wanted_of(asked))}
    back = f"{url_for('contestants.index', event_id=event_id)}?{urlencode(asked.kept())}"
    job_id = exports.start(exporting.LIST, arguments, me().id, language(), name=_("Contestants"), back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.get("/<event_id>/print")
@may("contestant.read")
def printed(event_id: str) -> ResponseReturnValue:
    """The entry lists, each trade on sheets of its own, with lines to sign on."""
    with reading() as s:
        event = events.event(s, event_id)
        wanted = request.args.get("trade", "")
        trades = [one for one in events.trades(s, event_id) if wanted in ("", one.id)]
        blind = queries.blind_trades(s, event_id)
        of_trade = {one.id: queries.search(s, event_id, queries.Wanted(trade_id=one.id)) for one in trades}
        teams = [row.team_id for rows in of_trade.values() for row in rows if row.team_id]
        people = queries.team_people(s, teams)
        divisions = {one.id: one for _trade, several in _divided(s, event_id) for one in several}
    return render_template(
        "contestants/print.html", event=event, trades=[one for one in trades if of_trade[one.id]], of_trade=of_trade,
        people=people, divisions=divisions, blind=blind, words=words, at=utcnow().astimezone(ZoneInfo(event.zone)),
    )  # fmt: skip


def today(zone: str) -> dt.date:
    """The day it is where the event is held."""
    return utcnow().astimezone(ZoneInfo(zone)).date()


def _divided(s: Session, event_id: str) -> list[tuple[Any, list[Any]]]:
    """The trades of an event that have divisions, with these, in order."""
    of_trade = events.divisions_of_event(s, event_id)
    return [(one, of_trade[one.id]) for one in events.trades(s, event_id) if of_trade.get(one.id)]
