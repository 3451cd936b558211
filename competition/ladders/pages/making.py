"""Making the events of a tier at once: for which organisations, from which event above, on which days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me
from competition.acts.pages import flash_act
from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.jobs import queries as job_queries
from competition.ladders import actions, queries, work
from competition.ladders.actions import OFFERED, Order
from competition.ladders.pages.blueprint import Errors, pages, rung_choices, wrong
from competition.ladders.queries import Tier, lists
from competition.ladders.queries.lists import RungRow
from competition.ladders.schemas import MakeForm
from competition.ladders.words import FIELDS, TAKEN
from competition.organisations import queries as organisations
from competition.organisations.queries import Wanted
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.words import named

USUAL = ("trades", "settings", "divisions", "plans")
MOST = 500
EARLIER = dt.timedelta(days=28)


@dataclass(frozen=True)
class Unit:
    """A union that an event could be made for; `there` when it has one in this tier already."""

    id: str
    name: str
    level: str
    parent: str
    there: bool


@pages.get("/<ladder_id>/tiers/<tier_id>/make")
@may("ladder.edit")
def make(ladder_id: str, tier_id: str) -> ResponseReturnValue:
    """The form: the event above, the unions below it, the days."""
    return _form(ladder_id, tier_id, request.args, None, {}, 200)


@pages.post("/<ladder_id>/tiers/<tier_id>/make")
@may("ladder.edit")
def make_post(ladder_id: str, tier_id: str) -> ResponseReturnValue:
    """What would be made; confirmed, the job that makes it."""
    with reading() as s:
        queries.tier(s, ladder_id, tier_id)
    chosen = request.form.getlist("units")[:MOST]
    try:
        order = _order(ladder_id, tier_id, chosen)
        with reading() as s:
            plan = actions.plan_events(s, order)
    except Invalid as invalid:
        return _form(ladder_id, tier_id, request.form, chosen, invalid.errors, 422)
    except Refused as refused:
        return _form(ladder_id, tier_id, request.form, chosen, wrong(refused, "feeds_id"), refused.status)
    if request.form.get("confirm") == "1" and plan.events:
        wanted = {unit_id for unit_id, _name in plan.events}
        order = Order(**{**vars(order), "organisation_ids": tuple(one for one in chosen if one in wanted)})
        onward = f"/ladders/{ladder_id}/tiers/{tier_id}/made/{{job}}"
        job_id = jobs.start(work.MAKE, {"order": work.said_of(order), "onward": onward}, me().id)
        return redirect(url_for("jobs.show", job_id=job_id), 303)
    return _preview(order, plan)


@pages.get("/<ladder_id>/tiers/<tier_id>/made/<job_id>")
@may("ladder.edit")
def made(ladder_id: str, tier_id: str, job_id: str) -> ResponseReturnValue:
    """Tell what was made, with the button that takes it back. Refused: not_there (404)."""
    with reading() as s:
        queries.tier(s, ladder_id, tier_id)
        job = job_queries.job(s, job_id)
    if job is None or job.started_by != me().id or job.kind != work.MAKE or not job.result:
        raise Refused("not_there", 404)
    count = job.result["count"]
    said = ngettext("%(num)d event has been made.", "%(num)d events have been made.", count)
    if job.result["act_id"]:
        flash_act(job.result["act_id"], said)
    else:
        flash(said, "warn")
    return redirect(url_for("ladders.tier", ladder_id=ladder_id, tier_id=tier_id), 303)


def _order(ladder_id: str, tier_id: str, chosen: Sequence[str]) -> Order:
    """What the form asks for. Raises Invalid."""
    errors: Errors = {}
    values: dict[str, Any] = {}
    try:
        values = read(MakeForm, request.form)
    except Invalid as invalid:
        errors |= invalid.errors
    if not request.form.get("feeds_id"):
        errors["feeds_id"] = [_("Choose an event.")]
    if not chosen:
        errors["units"] = [_("Tick at least one.")]
    if errors:
        raise Invalid(errors)
    return Order(
        ladder_id=ladder_id, tier_id=tier_id, rung_id=request.form["feeds_id"], organisation_ids=tuple(chosen),
        taken=tuple(one for one in OFFERED if one in request.form.getlist("taken")), **values,
    )  # fmt: skip


def _preview(order: Order, plan: actions.PlannedEvents) -> ResponseReturnValue:
    days = f"{order.starts_on} – {order.ends_on}" if order.ends_on != order.starts_on else f"{order.starts_on}"
    hidden = [
        ("feeds_id", order.rung_id), ("starts_on", order.starts_on.isoformat()), ("ends_on", order.ends_on.isoformat()),
        ("place", order.place), *(("taken", one) for one in order.taken),
        *(("units", one) for one in order.organisation_ids),
    ]  # fmt: skip
    address: dict[str, Any] = {"ladder_id": order.ladder_id, "tier_id": order.tier_id}
    return render_template(
        "acts/preview.html", title=_("Make the events of a tier"),
        sentence=_("Each is set up as a draft that only the desk sees, run by its union, and goes on to the event it was copied from."),
        rows=[(name, days) for _unit, name in plan.events[:50]], total=len(plan.events),
        skipped=[(name, refusal_words(refused)) for name, refused in plan.skipped], hidden=hidden, fields="",
        do=ngettext("Make %(num)d event", "Make %(num)d events", len(plan.events)),
        back=url_for("ladders.make", feeds_id=order.rung_id, **address), action=url_for("ladders.make_post", **address),
        here="ladders", event=None,
    )  # fmt: skip


def _form(
    ladder_id: str, tier_id: str, sent: Mapping[str, str], chosen: Sequence[str] | None, errors: Errors, status: int
) -> ResponseReturnValue:
    with reading() as s:
        one = queries.ladder(s, ladder_id)
        tier = queries.tier(s, ladder_id, tier_id)
        tiers = {row.id: row for row in queries.tiers(s, ladder_id)}
        rows = lists.rung_rows(s, ladder_id)
        above = [row for row in rows if actions.leads(tiers, tier_id, row.tier_id)]
        source = next((row for row in above if row.id == sent.get("feeds_id")), above[0] if above else None)
        level, branch = sent.get("level", ""), sent.get("branch", "")
        units = _units(s, tier, rows, source, level, branch) if source else []
        levels = [(group.key, named(group.name, group.name_en)) for group in organisations.levels(s)]
        branches = _branches(s, source)
        place = events.event(s, source.event_id) if source else None
        known = source is not None and queries.rung(s, source.id).organisation_id is not None
    values = dict(sent)
    if place is not None:
        values = {
            "starts_on": (place.starts_on - EARLIER).isoformat(), "ends_on": (place.ends_on - EARLIER).isoformat()
        } | values  # fmt: skip
    taken = request.form.getlist("taken") if request.method == "POST" else list(USUAL)
    return (
        render_template(
            "ladders/make.html", one=one, tier=tier, above=rung_choices(above, tiers), source=source, units=units,
            levels=levels, branches=branches, level=level, branch=branch, values=values, errors=errors, labels=FIELDS,
            taken=taken, offered={key: TAKEN[key] for key in OFFERED}, most=MOST, here="ladders",
            chosen=set(chosen or ()) if chosen is not None or not (known or level or branch) else {one.id for one in units},
        ),
        status,
    )  # fmt: skip


def _units(s: Session, tier: Tier, rows: Sequence[RungRow], source: RungRow, level: str, branch: str) -> list[Unit]:
    """The open unions to choose from: those straight below the one that runs the event above, or of a level or branch."""
    rungs = queries.rungs(s, [row.id for row in rows if row.tier_id == tier.id and row.feeds_id == source.id])
    there = {one.organisation_id for one in rungs.values()}
    own = queries.rung(s, source.id).organisation_id
    if level or branch:
        found = organisations.search(s, Wanted(level=level, below=branch), limit=MOST)
    elif own:
        straight = {one.id for one in organisations.children_of(s, own)}
        found = [one for one in organisations.search(s, Wanted(below=own)) if one.id in straight]
    else:
        found = organisations.search(s, Wanted(), limit=100)
    words = {one.key: named(one.name, one.name_en) for one in organisations.levels(s)}
    return [Unit(one.id, one.name, words.get(one.level, ""), one.parent, one.id in there) for one in found]


def _branches(s: Session, source: RungRow | None) -> list[tuple[str, str]]:
    """Branches of the union tree: that of the event above, and what stands straight below it."""
    own = queries.rung(s, source.id).organisation_id if source else None
    unit = organisations.organisation(s, own) if own else None
    if unit is None:
        roots, _total = organisations.branches(s, organisations.REGION, None, 100)
        return [(root.id, root.name) for root in roots]
    below = organisations.children_of(s, unit.id)[:100]
    return [(unit.id, unit.name), *((one.id, f"\u3000{one.name}") for one in below)]
