"""The events of one tier as a list; adding one; acts on many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.acts.pages import flash_act
from competition.events import queries as events
from competition.events.words import EVENT_STATES, PHASES, STATE_TONES
from competition.jobs import exports
from competition.ladders import actions, queries, work
from competition.ladders.actions import Planned
from competition.ladders.pages.blueprint import Errors, kept, pages, rung_choices, tier_name, wrong
from competition.ladders.queries import Tier, lists
from competition.ladders.queries.lists import RungRow, Wanted
from competition.ladders.schemas import RungForm
from competition.ladders.words import FIELDS
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.lists import Act, Asked, Column, Filter, Listing, asked, page
from competition.web.words import language, named

COLUMNS = (
    Column(key="name", title=_l("Event"), kept=True),
    Column(key="organisation", title=_l("Run by")),
    Column(key="starts_on", title=_l("Dates")),
    Column(key="state", title=_l("State")),
    Column(key="entries", title=_l("Entries"), numeric=True),
    Column(key="feeds", title=_l("Goes on to")),
)
ACTS = (
    Act(key="feed", words=_l("Let them go on to an event"), picture="arrow-up"),
    Act(key="off", words=_l("Take off the ladder"), picture="exit", tone="bad"),
)
SHOWN = 50


@pages.get("/<ladder_id>/tiers/<tier_id>")
@may("ladder.read")
def tier(ladder_id: str, tier_id: str) -> ResponseReturnValue:
    return _show(ladder_id, tier_id, {}, {}, 200)


@pages.post("/<ladder_id>/tiers/<tier_id>/rungs")
@may("ladder.edit")
def add_rung(ladder_id: str, tier_id: str) -> ResponseReturnValue:
    try:
        values = read(RungForm, request.form)
        actions.add_rung(me().id, ladder_id, tier_id, values["event_id"], values["feeds_id"])
    except Invalid as invalid:
        return _show(ladder_id, tier_id, request.form, invalid.errors, 422)
    except Refused as refused:
        field = "feeds_id" if refused.code == "feeds_not_above" else "event_id"
        return _show(ladder_id, tier_id, request.form, wrong(refused, field), refused.status)
    flash(_("The event has been added."), "good")
    return redirect(url_for("ladders.tier", ladder_id=ladder_id, tier_id=tier_id), 303)


@pages.post("/<ladder_id>/tiers/<tier_id>/export")
@may("ladder.read")
def export_tier(ladder_id: str, tier_id: str) -> ResponseReturnValue:
    """The list as a spreadsheet, written by the worker."""
    with reading() as s:
        one = queries.tier(s, ladder_id, tier_id)
        wishes = asked(request.form, COLUMNS, _filters(s, ladder_id, one), sort="name")
    back = url_for("ladders.tier", ladder_id=ladder_id, tier_id=tier_id, **kept(wishes))
    arguments = {"ladder": ladder_id, "tier": tier_id, "wanted": asdict(_wanted(wishes))}
    job_id = exports.start(work.TIER, arguments, me().id, language(), name=tier_name(one), back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.post("/<ladder_id>/tiers/<tier_id>/acts")
@may("ladder.edit")
def tier_acts(ladder_id: str, tier_id: str) -> ResponseReturnValue:
    """The preview of an act on many events of a tier; confirmed, the act itself."""
    act = request.form.get("act", "")
    if act not in {one.key for one in ACTS}:
        raise Refused("not_there", 404)
    with reading() as s:
        one = queries.tier(s, ladder_id, tier_id)
        wishes = asked(request.form, COLUMNS, _filters(s, ladder_id, one), sort="name")
        ids = request.form.getlist("ids")
        if request.form.get("everything"):
            ids = [row.id for row in lists.rung_rows(s, ladder_id, tier_id, _wanted(wishes))]
    feeds_id = request.form.get("feeds_id", "")
    if request.form.get("confirm") == "1" and (act == "off" or feeds_id):
        if act == "off":
            act_id, count = actions.take_off(me().id, ladder_id, ids)
            said = ngettext("%(num)d event was taken off.", "%(num)d events were taken off.", count)
        else:
            act_id, count = actions.feed_rungs(me().id, ladder_id, ids, None if feeds_id == "-" else feeds_id)
            said = ngettext("%(num)d event was changed.", "%(num)d events were changed.", count)
        flash_act(act_id, said)
        return redirect(url_for("ladders.tier", ladder_id=ladder_id, tier_id=tier_id, **kept(wishes)), 303)
    errors = {"feeds_id": [_("Choose one.")]} if request.form.get("confirm") == "1" else {}
    return _preview(one, act, ids, feeds_id, wishes, errors)


def _preview(tier: Tier, act: str, ids: list[str], feeds_id: str, wishes: Asked, errors: Errors) -> ResponseReturnValue:
    with reading() as s:
        if act == "off":
            plan = actions.plan_off(s, tier.ladder_id, ids)
        elif feeds_id:
            plan = actions.plan_feed(s, tier.ladder_id, ids, None if feeds_id == "-" else feeds_id)
        else:
            rows = {row.id: row for row in lists.rung_rows(s, tier.ladder_id, tier.id)}
            found = queries.rungs(s, ids)
            plan = Planned([(found[key], row.name) for key, row in rows.items() if key in found], [])
        choices = _feeds(s, tier, keep=True)
    fields = render_template("ladders/_feed.html", choices=choices, value=feeds_id, errors=errors, labels=FIELDS)
    keep = url_for("ladders.tier", ladder_id=tier.ladder_id, tier_id=tier.id, **kept(wishes))
    hidden = [("act", act), *wishes.kept().items()]
    hidden += [("everything", "1")] if request.form.get("everything") else [("ids", one) for one in ids]
    title = next(str(one.words) for one in ACTS if one.key == act)
    sentence = (
        _("The events themselves stay, with all that is in them; they only leave the ladder.") if act == "off"
        else _("Whoever qualifies in them goes on to the event you choose here.")
    )  # fmt: skip
    answer = render_template(
        "acts/preview.html", title=title, sentence=sentence, rows=[(name, "") for _rung, name in plan.rungs[:SHOWN]],
        total=len(plan.rungs), skipped=[(name, refusal_words(refused)) for name, refused in plan.skipped], hidden=hidden,
        fields=Markup(fields) if act == "feed" else "", do=title,  # noqa: S704 - a template of ours, escaped by itself
        back=keep, action=url_for("ladders.tier_acts", ladder_id=tier.ladder_id, tier_id=tier.id),
        tone="bad" if act == "off" else "", here="ladders", event=None,
    )  # fmt: skip
    return answer, 422 if errors else 200


def _show(ladder_id: str, tier_id: str, values: Mapping[str, Any], errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        one = queries.ladder(s, ladder_id)
        tier = queries.tier(s, ladder_id, tier_id)
        wishes = asked(request.args, COLUMNS, _filters(s, ladder_id, tier), sort="name")
        rows = lists.rung_rows(s, ladder_id, tier_id, _wanted(wishes))
        feeds = _feeds(s, tier)
        may_edit = permitted("ladder.edit")
        offered = _events_to_add(s) if may_edit else []
        filters = _filters(s, ladder_id, tier)
    at = page(wishes, len(rows))
    address = url_for("ladders.tier", ladder_id=ladder_id, tier_id=tier_id)
    listing: Listing = Listing(
        title=_("Events of the tier %(tier)s", tier=tier_name(tier)), address=address, columns=COLUMNS, filters=filters,
        asked=wishes, page=at, rows=rows[at.offset : at.offset + at.size],
        placeholder=_("Event or organisation"), acts=ACTS if may_edit else (),
        acts_to=url_for("ladders.tier_acts", ladder_id=ladder_id, tier_id=tier_id),
        export_to=url_for("ladders.export_tier", ladder_id=ladder_id, tier_id=tier_id),
    )  # fmt: skip
    entries = sum(row.entries for row in rows)
    return (
        render_template(
            "ladders/tier.html", one=one, tier=tier, list=listing, feeds=feeds, offered=offered, values=values,
            errors=errors, labels=FIELDS, names=EVENT_STATES, tones=STATE_TONES, entries=entries, may_edit=may_edit,
            here="ladders",
        ),
        status,
    )  # fmt: skip


def _filters(s: Session, ladder_id: str, tier: Tier) -> list[Filter]:
    return [
        Filter(key="phase", title=_("State"), all=_("Every state"), choices=list(PHASES.items())),
        Filter(
            key="feeds", title=_("Goes on to"), all=_("Wherever they go on to"),
            choices=[*_feeds(s, tier), ("-", _("Nowhere yet"))],
        ),
    ]  # fmt: skip


def _feeds(s: Session, tier: Tier, *, keep: bool = False) -> list[tuple[str, str]]:
    """The events that one of this tier may go on to."""
    tiers = {one.id: one for one in queries.tiers(s, tier.ladder_id)}
    rows: list[RungRow] = [
        row for row in lists.rung_rows(s, tier.ladder_id) if actions.leads(tiers, tier.id, row.tier_id)
    ]
    found = rung_choices(rows, tiers)
    return [("", _("Choose an event")), *found, ("-", _("Nowhere"))] if keep else found


def _events_to_add(s: Session) -> list[tuple[str, str]]:
    taken = queries.events_of_ladders(s)
    return [("", _("Choose an event"))] + [
        (one.id, f"{named(one.name, one.name_en)} · {one.starts_on.isoformat()}")
        for one in events.events(s)
        if one.id not in taken
    ]


def _wanted(wishes: Asked) -> Wanted:
    return Wanted(
        text=wishes.text,
        sort=wishes.sort,
        down=wishes.down,
        phase=wishes.filters["phase"],
        feeds=wishes.filters["feeds"],
    )
