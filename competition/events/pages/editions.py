"""Setting up the next edition of an event: what is taken over of this one, what is not, name and dates proposed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me
from competition.events import actions, queries
from competition.events.models import Event
from competition.events.pages.blueprint import pages
from competition.events.pages.events import stored_values
from competition.events.schemas import EventForm
from competition.events.words import TAKEN
from competition.store import reading
from competition.web.forms import Invalid, read

BARE = {"registration_opens_at": "", "registration_closes_at": "", "rev": "", "notice": "", "notice_en": ""}


def next_year(day: date) -> date:
    """The same weekday of the same week a year later: 52 weeks on."""
    return day + timedelta(weeks=52)


@pages.get("/<event_id>/next")
@may("event.edit")
def next_edition(event_id: str) -> ResponseReturnValue:
    """The form with what is proposed, everything ticked but the judges."""
    with reading() as s:
        event = queries.event(s, event_id)
    proposed = stored_values(event) | BARE
    proposed |= {
        "edition": event.edition + 1, "starts_on": next_year(event.starts_on), "ends_on": next_year(event.ends_on)
    }  # fmt: skip
    return _page(event_id, proposed, set(TAKEN) - {"judges"}, {}, 200)


@pages.post("/<event_id>/next")
@may("event.edit")
def next_edition_post(event_id: str) -> ResponseReturnValue:
    """Set it up."""
    with reading() as s:
        queries.event(s, event_id)
    taken = set(request.form.getlist("taken")) & TAKEN.keys()
    try:
        values = read(EventForm, request.form)
    except Invalid as invalid:
        return _page(event_id, request.form, taken, invalid.errors, 422)
    new_id = actions.copy_event(me().id, event_id, values["details"], taken=taken)
    flash(_("The next edition has been set up. It is seen by the desk alone until it is published."), "good")
    return redirect(url_for("events.overview", event_id=new_id), 303)


def _page(
    event_id: str,
    values: Mapping[str, Any],
    taken: set[str],
    errors: dict[str, list[str]],
    status: int,
) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
        counts = _counts(s, event)
    return (
        render_template(
            "events/next.html", event=event, values=values, taken=taken, offers=TAKEN, counts=counts,
            errors=errors, zones=sorted(available_timezones()), here="event",
        ),
        status,
    )  # fmt: skip


def _counts(s: Session, event: Event) -> dict[str, str]:
    """How much there is to take of each kind, in words."""
    trades = queries.trades(s, event.id)
    divisions = sum(len(rows) for rows in queries.divisions_of_event(s, event.id).values())
    with_plan = sum(stage.plan_id is not None for stage in queries.stages(s, event.id).values())
    points, venues = len(queries.programme(s, event.id)), len(queries.venues(s, event.id))
    return {
        "organisers": _(", ").join(one.name for one in queries.organisers(s, event.id)) or _("none named"),
        "trades": ngettext("%(num)d trade", "%(num)d trades", len(trades)),
        "settings": ngettext("%(num)d trade", "%(num)d trades", len(trades)),
        "divisions": ngettext("%(num)d division", "%(num)d divisions", divisions),
        "plans": ngettext("%(num)d scheme", "%(num)d schemes", with_plan),
        "venues": ngettext("%(num)d venue", "%(num)d venues", venues),
        "programme": ngettext("%(num)d point", "%(num)d points", points),
        "judges": _("of every trade"),
    }
