"""The ladders there are; one of them as a whole; making and changing it; what an event has to do with one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.acts.queries import activity
from competition.events import queries as events
from competition.events.rows import read_rows, rearranged, sent_rows
from competition.events.words import EVENT_STATES, STATE_TONES
from competition.ladders import actions, queries
from competition.ladders.actions import LadderDetails, TierDetails
from competition.ladders.pages.blueprint import Errors, pages, wrong
from competition.ladders.queries import lists
from competition.ladders.schemas import LadderForm, TierRow
from competition.ladders.telling import short
from competition.ladders.words import FIELDS
from competition.ladders.words import STATE_TONES as RULE_TONES
from competition.ladders.words import STATES as RULE_STATES
from competition.store import Refused, reading
from competition.web.forms import Invalid, read
from competition.web.words import named

BLANK = {"id": "", "name": "", "name_en": "", "may_skip": ""}
COLUMNS_SENT = ("id", "name", "name_en", "may_skip")
SHOWN_AS_CARDS = 30


@pages.get("/")
@may("ladder.read")
def index() -> ResponseReturnValue:
    with reading() as s:
        found = queries.ladders(s)
        tiers = queries.tiers_of_all(s)
        counts = queries.rung_counts(s)
    return render_template(
        "ladders/index.html", found=found, tiers=tiers, counts=counts, may_edit=permitted("ladder.edit"), here="ladders"
    )


@pages.get("/new")
@may("ladder.edit")
def new() -> ResponseReturnValue:
    proposed = [("企业", "Enterprise"), ("县区", "County"), ("市", "City")]
    return _form(None, {}, [BLANK | {"name": name, "name_en": english} for name, english in proposed], {}, 200)


@pages.post("/new")
@may("ladder.edit")
def new_post() -> ResponseReturnValue:
    rows = _rows()
    if "rows" in request.form:
        return _form(None, request.form, _rearranged(rows), {}, 200)
    try:
        details, tiers, _rev = _read(rows)
        ladder_id = actions.add_ladder(me().id, details, tiers)
    except Invalid as invalid:
        return _form(None, request.form, rows, invalid.errors, 422)
    except Refused as refused:
        return _form(None, request.form, rows, wrong(refused, _field(refused)), refused.status)
    flash(_("The ladder has been made. Add the event of its highest tier next."), "good")
    return redirect(url_for("ladders.show", ladder_id=ladder_id), 303)


@pages.get("/<ladder_id>")
@may("ladder.read")
def show(ladder_id: str) -> ResponseReturnValue:
    """The ladder from its highest tier down: small tiers event by event, large ones in figures."""
    with reading() as s:
        one = queries.ladder(s, ladder_id)
        tiers = queries.tiers(s, ladder_id)[::-1]
        rows = lists.rung_rows(s, ladder_id)
        rules = Counter(row.state for row in lists.passage_rows(s, ladder_id))
        happenings = activity(s, ladder_id, limit=20)
    by_tier = {tier.id: [row for row in rows if row.tier_id == tier.id] for tier in tiers}
    states = {tier_id: Counter(row.state for row in some) for tier_id, some in by_tier.items()}
    return render_template(
        "ladders/show.html", one=one, tiers=tiers, by_tier=by_tier, by_state=states, names=EVENT_STATES, tones=STATE_TONES,
        rules=rules, rule_states=RULE_STATES, rule_tones=RULE_TONES, most=SHOWN_AS_CARDS, happenings=happenings,
        may_edit=permitted("ladder.edit"), here="ladders",
    )  # fmt: skip


@pages.get("/<ladder_id>/edit")
@may("ladder.edit")
def edit(ladder_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.ladder(s, ladder_id)
        rows = _stored_rows(s, ladder_id)
    return _form(one, _stored(one), rows, {}, 200)


@pages.post("/<ladder_id>/edit")
@may("ladder.edit")
def edit_post(ladder_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.ladder(s, ladder_id)
    rows = _rows()
    if "rows" in request.form:
        return _form(one, request.form, _rearranged(rows), {}, 200)
    try:
        details, tiers, rev = _read(rows)
        actions.edit_ladder(me().id, ladder_id, details, tiers, rev)
    except Invalid as invalid:
        return _form(one, request.form, rows, invalid.errors, 422)
    except Refused as refused:
        if refused.code == "changed_meanwhile":
            return _form(one, {**request.form, "rev": one.rev}, rows, wrong(refused), 409)
        return _form(one, request.form, rows, wrong(refused, _field(refused)), refused.status)
    flash(_("The ladder has been saved."), "good")
    return redirect(url_for("ladders.show", ladder_id=ladder_id), 303)


@pages.post("/<ladder_id>/remove")
@may("ladder.edit")
def remove(ladder_id: str) -> ResponseReturnValue:
    actions.remove_ladder(me().id, ladder_id)
    flash(_("The ladder has been removed."), "good")
    return redirect(url_for("ladders.index"), 303)


@pages.get("/of/<event_id>")
@may("ladder.read")
def of_event(event_id: str) -> ResponseReturnValue:
    """What an event has to do with its ladder: where it stands, what it feeds, by which rules."""
    with reading() as s:
        event = events.event(s, event_id)
        rung = queries.rung_of_event(s, event_id)
        if rung is None:
            raise Refused("not_there", 404)
        one = queries.ladder(s, rung.ladder_id)
        tier = queries.tier(s, one.id, rung.tier_id)
        above = queries.rungs(s, [rung.feeds_id]).get(rung.feeds_id) if rung.feeds_id else None
        upper = events.event(s, above.event_id) if above else None
        own = events.trades(s, event_id)
        out = queries.passages_of_source_trades(s, [trade.id for trade in own])
        into = lists.with_sources(s, lists.rows_into(s, rung))
        rules = {row.passage.id: short(queries.rule_of(row.passage)) for row in into if row.passage}
        rules |= {passage.id: short(queries.rule_of(passage)) for passage in out.values()}
        below = events.events(s, [low.event_id for low in queries.feeding(s, [rung.id])])
    return render_template(
        "ladders/of_event.html", event=event, one=one, tier=tier, upper=upper, own=own, out=out, into=into, rules=rules,
        below=below, state_of=lists.state_of, states=RULE_STATES, tones=RULE_TONES, whole=permitted("ladder.read"),
        may_edit=permitted("ladder.edit", event_id), here="ladder",
    )  # fmt: skip


def _rows() -> list[dict[str, str]]:
    return sent_rows(request.form, "tier", COLUMNS_SENT)


def _rearranged(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return rearranged(rows, request.form["rows"], BLANK)[: actions.MOST_TIERS]


def _read(rows: list[dict[str, str]]) -> tuple[LadderDetails, list[TierDetails], int | None]:
    """What the form says. The highest tier stands first in it. Raises Invalid with the errors of both parts."""
    errors: Errors = {}
    values: dict[str, Any] = {}
    tiers: list[TierDetails] = []
    try:
        values = read(LadderForm, request.form)
    except Invalid as invalid:
        errors |= invalid.errors
    try:
        tiers = read_rows(TierRow, rows, "tier", ("name",))
    except Invalid as invalid:
        errors |= invalid.errors
    if errors:
        raise Invalid(errors)
    return values["details"], tiers[::-1], values["rev"]


def _field(refused: Refused) -> str:
    return "tiers" if refused.code.startswith("tier_") else "name"


def _stored(one: queries.Ladder) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("name", "name_en", "about", "about_en", "rev")}
    return said | {"shown": "1" if one.shown else ""}


def _stored_rows(s: Session, ladder_id: str) -> list[dict[str, str]]:
    return [
        {"id": one.id, "name": one.name, "name_en": one.name_en, "may_skip": "1" if one.may_skip else ""}
        for one in queries.tiers(s, ladder_id)[::-1]
    ]


def _form(
    one: queries.Ladder | None, values: Mapping[str, Any], rows: list[dict[str, str]], errors: Errors, status: int
) -> ResponseReturnValue:
    with reading() as s:
        counts = Counter(row.tier_id for row in queries.rungs_of_ladder(s, one.id)) if one else Counter()
    return (
        render_template(
            "ladders/edit.html", one=one, values=values, rows=rows, errors=errors, labels=FIELDS, counts=counts,
            title=named(one.name, one.name_en) if one else _("Make a ladder"), most=actions.MOST_TIERS, here="ladders",
        ),
        status,
    )  # fmt: skip
