"""Who goes on, as a list: entering many above at once, letting a substitute step in."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from competition.accounts.guard import me, permitted, signed_in
from competition.acts.pages import flash_act
from competition.advancement import actions, queries, words, work
from competition.advancement.pages.blueprint import Errors, Place, decide, kept, pages, seen
from competition.advancement.queries import rows
from competition.advancement.queries.rows import WantedPlaces
from competition.advancement.schemas import Reasoned
from competition.jobs import exports
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.lists import Act, Asked, Column, Filter, Listing, asked, page
from competition.web.words import language, named

COLUMNS = (
    Column(key="position", title=_l("No."), numeric=True),
    Column(key="name", title=_l("Name"), kept=True),
    Column(key="organisation", title=_l("Organisation")),
    Column(key="pool", title=_l("Pool")),
    Column(key="why", title=_l("Goes on by")),
    Column(key="state", title=_l("State")),
    Column(key="number", title=_l("Number above"), numeric=True),
    Column(key="do", title=_l("What to do"), sorts=False),
)
ACTS = (Act(key="accept", words=_l("Enter them above"), picture="check"),)
SHOWN = 50


@pages.get("/<passage_id>/places")
@signed_in
def places(passage_id: str) -> ResponseReturnValue:
    """Everybody who has a place, waits for one, or had one."""
    with reading() as s:
        place = seen(s, passage_id)
        filters = _filters(place)
        wishes = asked(request.args, COLUMNS, filters, sort="position")
        found = rows.place_rows(s, passage_id, _wanted(wishes))
        moves = queries.place_moves(s, passage_id)
    at = page(wishes, len(found))
    may_accept = permitted("cut.accept", place.upper.event.id)
    open_above = place.upper.stage.state == "DRAFT"
    listing: Listing = Listing(
        title=_("Those who go on"), address=request.path, columns=COLUMNS, filters=filters, asked=wishes, page=at,
        rows=found[at.offset : at.offset + at.size], placeholder=_("Name or organisation"),
        acts=ACTS if may_accept and open_above and not place.upper.inside else (),
        acts_to=url_for("advancement.places_act", passage_id=passage_id),
        export_to=url_for("advancement.export_places", passage_id=passage_id),
    )  # fmt: skip
    return render_template(
        "advancement/places.html", place=place, list=listing, words=words, may_accept=may_accept, moves=moves,
        open_above=open_above, may_see=permitted("contestant.read", place.upper.event.id), event=None, here="ladders",
    )  # fmt: skip


@pages.post("/<passage_id>/places/export")
@signed_in
def export_places(passage_id: str) -> ResponseReturnValue:
    """The list as a spreadsheet, written by the worker."""
    with reading() as s:
        place = seen(s, passage_id)
    wishes = asked(request.form, COLUMNS, _filters(place), sort="position")
    back = url_for("advancement.places", passage_id=passage_id, **kept(wishes))
    arguments = {"passage": passage_id, "wanted": asdict(_wanted(wishes))}
    job_id = exports.start(work.PLACES, arguments, me().id, language(), name=_("Those who go on"), back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.post("/<passage_id>/places/acts")
@signed_in
def places_act(passage_id: str) -> ResponseReturnValue:
    """Who would be entered above; confirmed, they are."""
    decide("cut.accept", passage_id)
    if request.form.get("act") != "accept":
        raise Refused("not_there", 404)
    with reading() as s:
        place = seen(s, passage_id)
        wishes = asked(request.form, COLUMNS, _filters(place), sort="position")
        ids = request.form.getlist("ids")
        if request.form.get("everything"):
            ids = [one.id for one in rows.place_rows(s, passage_id, _wanted(wishes))]
        plan = actions.plan_accept(s, passage_id, ids)
    back = url_for("advancement.places", passage_id=passage_id, **kept(wishes))
    if request.form.get("confirm") == "1" and plan.places:
        try:
            act_id, count = actions.accept(me().id, passage_id, ids)
        except Refused as refused:
            flash(refusal_words(refused), "bad")
        else:
            flash_act(act_id, ngettext("%(num)d entry was made above.", "%(num)d entries were made above.", count))
        return redirect(back, 303)
    hidden = [("act", "accept"), *wishes.kept().items()]
    hidden += [("everything", "1")] if request.form.get("everything") else [("ids", one) for one in ids]
    trade = named(place.upper.name, place.upper.name_en)
    return render_template(
        "acts/preview.html", title=_("Enter them above"),
        sentence=_("Each is entered in %(trade)s, %(event)s, with employer, level and age as of now.", trade=trade,
                   event=named(place.upper.event.name, place.upper.event.name_en)),
        rows=[(who.name, who.organisation_name) for _one, who in plan.places[:SHOWN]], total=len(plan.places),
        skipped=[(who.name, refusal_words(refused)) for who, refused in plan.skipped], hidden=hidden, fields="",
        do=ngettext("Enter %(num)d above", "Enter %(num)d above", len(plan.places)), back=back,
        action=url_for("advancement.places_act", passage_id=passage_id), here="ladders", event=None,
    )  # fmt: skip


@pages.get("/<passage_id>/places/<place_id>/withdraw")
@signed_in
def withdraw(passage_id: str, place_id: str) -> ResponseReturnValue:
    """Who steps in when this one does not come."""
    decide("cut.accept", passage_id)
    return _withdraw(passage_id, place_id, {}, 200)


@pages.post("/<passage_id>/places/<place_id>/withdraw")
@signed_in
def withdraw_post(passage_id: str, place_id: str) -> ResponseReturnValue:
    decide("cut.accept", passage_id)
    try:
        follows = actions.withdraw(me().id, passage_id, place_id, read(Reasoned, request.form)["reason"])
    except Invalid as invalid:
        return _withdraw(passage_id, place_id, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _withdraw(passage_id, place_id, {"": [refusal_words(refused)]}, refused.status)
    if follows is None:
        flash(_("The place is left. Nobody steps in."), "good")
    else:
        with reading() as s:
            one = queries.qualification(s, passage_id, follows)
            name = queries.who_of(s, [one.key])[one.key].name
        flash(_("The place is left. %(name)s steps in.", name=name), "good")
    return redirect(url_for("advancement.places", passage_id=passage_id), 303)


def _withdraw(passage_id: str, place_id: str, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        place = seen(s, passage_id)
        one = queries.qualification(s, passage_id, place_id)
        turn = actions.plan_withdraw(s, one)
        who = queries.who_of(s, [key for key in (one.key, turn.entered, *(key for key, _why in turn.passed)) if key])
    return (
        render_template(
            "advancement/withdraw.html", place=place, one=one, turn=turn, who=who, errors=errors, sent=request.form,
            words=words, labels=words.FIELDS, event=None, here="ladders",
        ),
        status,
    )  # fmt: skip


def _wanted(wishes: Asked) -> WantedPlaces:
    return WantedPlaces(
        text=wishes.text, sort=wishes.sort, down=wishes.down, state=wishes.filters["state"], pool=wishes.filters["pool"]
    )


def _filters(place: Place) -> list[Filter]:
    pools = [(one.trade_id, named(one.name, one.name_en)) for one in place.sources]
    return [
        Filter(key="state", title=_("State"), all=_("Every state"), choices=list(words.PLACE_STATES.items())),
        Filter(key="pool", title=_("Pool"), all=_("Every pool"), choices=pools),
    ]
