"""The jobs of this room, done in the worker process: making the events of a tier, and writing lists."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from competition.events.words import EVENT_STATES
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.ladders import actions, queries
from competition.ladders.actions import Order
from competition.ladders.queries import lists
from competition.ladders.queries.lists import Wanted
from competition.ladders.telling import short
from competition.ladders.words import STATES
from competition.store import reading
from competition.web.sheets import Column, Table
from competition.web.words import named

MAKE = "ladders.make"
TIER, PASSAGES = "ladders.tier", "ladders.passages"


@jobs.handler(MAKE)
def make(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Make one event after the other. What was made before somebody cancels stays, and can be taken back like the whole."""
    order = order_of(payload["order"])
    made: list[str] = []
    try:
        for done, unit_id in enumerate(order.organisation_ids):
            job.progress(done, len(order.organisation_ids))
            event_id = actions.make_event(job.started_by, order, unit_id)
            if event_id is not None:
                made.append(event_id)
        job.progress(len(order.organisation_ids), len(order.organisation_ids))
    finally:
        act_id = actions.record_made(job.started_by, order, made)
    return {"act_id": act_id, "count": len(made)}


def order_of(said: dict[str, Any]) -> Order:
    """An order as a job keeps it."""
    days = {name: date.fromisoformat(said[name]) for name in ("starts_on", "ends_on")}
    many = {name: tuple(said[name]) for name in ("organisation_ids", "taken")}
    return Order(**{**said, **days, **many})


def said_of(order: Order) -> dict[str, Any]:
    """An order as plain JSON."""
    days = {name: getattr(order, name).isoformat() for name in ("starts_on", "ends_on")}
    many = {name: list(getattr(order, name)) for name in ("organisation_ids", "taken")}
    return {**vars(order), **days, **many}


@exports.writes(TIER)
def tier_table(arguments: dict[str, Any]) -> Table:
    """The events of a tier that fit."""
    with reading() as s:
        rows = lists.rung_rows(s, arguments["ladder"], arguments["tier"], Wanted(**arguments["wanted"]))
    columns = [
        Column(_("Event"), 40), Column(_("Run by"), 30), Column(_("First day")), Column(_("Last day")),
        Column(_("State")), Column(_("Entries")), Column(_("Goes on to"), 40),
    ]  # fmt: skip
    values = [
        [
            named(row.name, row.name_en), row.organisation, row.starts_on.isoformat(), row.ends_on.isoformat(),
            str(EVENT_STATES[row.state]), str(row.entries), row.feeds,
        ]
        for row in rows
    ]  # fmt: skip
    return Table(_("Events"), columns, values)


@exports.writes(PASSAGES)
def passages_table(arguments: dict[str, Any]) -> Table:
    """The rules of a ladder that fit, with the pools each is filled from."""
    with reading() as s:
        rows = lists.with_sources(s, lists.passage_rows(s, arguments["ladder"], Wanted(**arguments["wanted"])))
        rules = {row.id: short(queries.rule_of(row.passage)) if row.passage else "" for row in rows}
    columns = [
        Column(_("Trade"), 24), Column(_("Event"), 40), Column(_("Tier")), Column(_("Pools below")),
        Column(_("Who goes on"), 60), Column(_("Places")), Column(_("State")),
    ]  # fmt: skip
    values = [
        [
            named(row.trade.name, row.trade.name_en), named(row.event.name, row.event.name_en),
            named(row.tier.name, row.tier.name_en), str(len(row.sources)), rules[row.id],
            str((row.passage.capacity if row.passage else None) or ""), str(STATES[row.state]),
        ]
        for row in rows
    ]  # fmt: skip
    return Table(_("Rules for going on"), columns, values)
