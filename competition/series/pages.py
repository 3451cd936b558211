"""Doors of series: the list, one series with its rounds and rule, and the season's standings in public."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competition.accounts.guard import may, me, permitted, public
from competition.acts.queries import activity
from competition.events import queries as events
from competition.series import actions, queries
from competition.series.schemas import RoundForm, SeriesForm, form_values
from competition.series.words import KINDS, MEASURES
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.words import named

pages = Blueprint("series", __name__, url_prefix="/series")

NEW = {
    "measure": "place", "places": "10, 8, 6, 5, 4, 3, 2, 1", "beyond": "0", "weight_training": "1",
    "weight_assessment": "2", "weight_final": "4", "best": "", "least": "1", "shown": "",
}  # fmt: skip
LABELS = {
    "name": _l("Name"), "name_en": _l("English name"), "about": _l("About it"), "about_en": _l("About it, in English"),
    "measure": _l("What counts"), "places": _l("Points by place"), "beyond": _l("Points for later places"),
    "weight_training": _l("Weight of a weekly training"), "weight_assessment": _l("Weight of a monthly assessment"),
    "weight_final": _l("Weight of the yearly final"), "best": _l("How many results count"),
    "least": _l("Results needed to be ranked"), "event_id": _l("Event"), "kind": _l("Kind of round"),
}  # fmt: skip

Errors = dict[str, list[str]]


@pages.get("/")
@may("house.read")
def index() -> ResponseReturnValue:
    with reading() as s:
        found = queries.all_series(s)
        counts = queries.round_counts(s)
    return render_template(
        "series/index.html", found=found, counts=counts, may_edit=permitted("series.edit"), here="series"
    )


@pages.get("/new")
@may("series.edit")
def new() -> ResponseReturnValue:
    return _form(None, NEW, {}, 200)


@pages.post("/new")
@may("series.edit")
def new_post() -> ResponseReturnValue:
    try:
        values = read(SeriesForm, request.form)
        series_id = actions.add_series(me().id, values["details"])
    except Invalid as invalid:
        return _form(None, request.form, invalid.errors, 422)
    except Refused as refused:
        return _form(None, request.form, {"name": [refusal_words(refused)]}, refused.status)
    flash(_("The series has been made. Add its rounds next."), "good")
    return redirect(url_for("series.show", series_id=series_id), 303)


@pages.get("/<series_id>")
@may("house.read")
def show(series_id: str) -> ResponseReturnValue:
    return _show(series_id, {}, {}, 200)


@pages.post("/<series_id>/rounds")
@may("series.edit")
def add_round(series_id: str) -> ResponseReturnValue:
    try:
        actions.add_round(me().id, series_id, **read(RoundForm, request.form))
    except Invalid as invalid:
        return _show(series_id, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _show(series_id, request.form, {"event_id": [refusal_words(refused)]}, refused.status)
    flash(_("The round has been added."), "good")
    return redirect(url_for("series.show", series_id=series_id), 303)


@pages.post("/<series_id>/rounds/<round_event_id>/remove")
@may("series.edit")
def remove_round(series_id: str, round_event_id: str) -> ResponseReturnValue:
    actions.remove_round(me().id, series_id, round_event_id)
    flash(_("The round has been taken out. The event itself stays."), "good")
    return redirect(url_for("series.show", series_id=series_id), 303)


@pages.get("/<series_id>/edit")
@may("series.edit")
def edit(series_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.series(s, series_id)
    return _form(one, _values(one), {}, 200)


@pages.post("/<series_id>/edit")
@may("series.edit")
def edit_post(series_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.series(s, series_id)
    try:
        values = read(SeriesForm, request.form)
        actions.edit_series(me().id, series_id, values["details"], values["rev"])
    except Invalid as invalid:
        return _form(one, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.code == "changed_meanwhile":
            return _form(one, request.form, {"": [refusal_words(refused)]}, 409, rev=one.rev)
        return _form(one, request.form, {"name": [refusal_words(refused)]}, refused.status)
    flash(_("The series has been saved."), "good")
    return redirect(url_for("series.show", series_id=series_id), 303)


@pages.get("/<series_id>/standings")
@public
def standings(series_id: str) -> ResponseReturnValue:
    """The season's standings of a trade, for everybody once the series is shown, before that for the desk."""
    with reading() as s:
        one = queries.series(s, series_id)
        if not one.shown and not permitted("house.read"):
            raise Refused("not_there", 404)
        rounds = [row for row in queries.rounds(s, series_id) if row.public]
        trades = queries.trades(s, rounds)
        over = queries.over(s, rounds)
        first = next((trade for trade in trades if trade.key in over), trades[0] if trades else None)
        chosen = next((trade for trade in trades if trade.key == request.args.get("trade")), first)
        found = queries.standings_of(s, queries.rule_of(one), rounds, chosen.key) if chosen else None
    return render_template(
        "series/standings.html", one=one, rounds=rounds, trades=trades, chosen=chosen, over=over, season=found,
        kinds=KINDS, measures=MEASURES, figure=figure,
    )  # fmt: skip


def figure(number: Decimal) -> str:
    """A number as people write it: no needless zeros, no exponent."""
    return format(number.normalize(), "f")


def _show(series_id: str, values: Any, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        one = queries.series(s, series_id)
        rounds = queries.rounds(s, series_id)
        there = {row.event_id for row in rounds}
        choices = [("", _("Choose an event"))] + [
            (event.id, f"{named(event.name, event.name_en)} · {event.starts_on.isoformat()}")
            for event in events.events(s)
            if event.id not in there
        ]
        trades = queries.trades(s, rounds)
        happenings = activity(s, series_id)
    return (
        render_template(
            "series/show.html", one=one, rounds=rounds, choices=choices, trades=trades, kinds=KINDS, measures=MEASURES,
            values=values, errors=errors, labels=LABELS, happenings=happenings, may_edit=permitted("series.edit"),
            here="series",
        ),
        status,
    )  # fmt: skip


def _form(one: Any, values: Any, errors: Errors, status: int, rev: int | None = None) -> ResponseReturnValue:
    return (
        render_template(
            "series/edit.html", one=one, values=values, errors=errors, labels=LABELS, measures=MEASURES,
            rev=rev or values.get("rev") or (one.rev if one else ""), here="series",
        ),
        status,
    )  # fmt: skip


def _values(one: Any) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("name", "name_en", "about", "about_en")}
    return said | {"shown": "1" if one.shown else ""} | form_values(one.rule)
