"""The cuts of a whole ladder as a list, many of them proposed at once; and those that concern one event."""

from __future__ import annotations

from dataclasses import asdict

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.advancement import actions, queries, words, work
from competition.advancement.pages.blueprint import kept, pages
from competition.advancement.queries import rows
from competition.advancement.queries.rows import CutRow, Wanted
from competition.events import queries as events
from competition.events.words import STAGE_STATES
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.ladders import queries as ladders
from competition.ladders.queries import Upper
from competition.series.queries import trade_key
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.lists import Act, Asked, Column, Filter, Listing, asked, page
from competition.web.words import language, named

COLUMNS = (
    Column(key="trade", title=_l("Trade"), kept=True),
    Column(key="event", title=_l("Into the event")),
    Column(key="tier", title=_l("Tier")),
    Column(key="pools", title=_l("Pools that have ended"), sorts=False, numeric=True),
    Column(key="state", title=_l("Cut")),
    Column(key="held", title=_l("Go on"), numeric=True),
    Column(key="accepted", title=_l("Entered above"), sorts=False, numeric=True),
)
ACTS = (Act(key="propose", words=_l("Propose their cuts"), picture="checklist"),)
SHOWN = 50


@pages.get("/ladders/<ladder_id>")
@may("cut.read")
def of_ladder(ladder_id: str) -> ResponseReturnValue:
    """Every cut of a ladder: which can be proposed, which wait for a word, which stand."""
    with reading() as s:
        one = ladders.ladder(s, ladder_id)
        everything = rows.cut_rows(s, ladder_id)
        filters = _filters(everything)
        wishes = asked(request.args, COLUMNS, filters, sort="event")
        found = rows.fitting(everything, _wanted(wishes))
        at = page(wishes, len(found))
        shown = rows.with_pools(s, found[at.offset : at.offset + at.size])
    listing: Listing = Listing(
        title=_("Cuts"), address=request.path, columns=COLUMNS, filters=filters, asked=wishes, page=at, rows=shown,
        placeholder=_("Trade or event"), acts=ACTS if permitted("cut.propose") else (),
        acts_to=url_for("advancement.acts_of_ladder", ladder_id=ladder_id),
        export_to=url_for("advancement.export_ladder", ladder_id=ladder_id),
    )  # fmt: skip
    states = {state: sum(row.state == state for row in everything) for state in ("", "PROPOSED", "CONFIRMED")}
    return render_template(
        "advancement/cuts.html", one=one, list=listing, words=words, states=states, all=len(everything), here="ladders"
    )


@pages.post("/ladders/<ladder_id>/export")
@may("cut.read")
def export_ladder(ladder_id: str) -> ResponseReturnValue:
    """The list as a spreadsheet, written by the worker."""
    with reading() as s:
        ladders.ladder(s, ladder_id)
        wishes = _asked(s, ladder_id)
    arguments = {"ladder": ladder_id, "wanted": asdict(_wanted(wishes))}
    back = url_for("advancement.of_ladder", ladder_id=ladder_id, **kept(wishes))
    job_id = exports.start(work.CUTS, arguments, me().id, language(), name=_("Cuts"), back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.post("/ladders/<ladder_id>/acts")
@may("cut.propose")
def acts_of_ladder(ladder_id: str) -> ResponseReturnValue:
    """What proposing many cuts would do; confirmed, the worker does it."""
    if request.form.get("act") != "propose":
        raise Refused("not_there", 404)
    with reading() as s:
        ladders.ladder(s, ladder_id)
        wishes = _asked(s, ladder_id)
        ids = request.form.getlist("ids")
        if request.form.get("everything"):
            ids = [row.id for row in rows.cut_rows(s, ladder_id, _wanted(wishes))]
        plan = actions.plan_cuts(s, ladder_id, ids)
    back = url_for("advancement.of_ladder", ladder_id=ladder_id, **kept(wishes))
    if request.form.get("confirm") == "1" and plan.passages:
        payload = {"passages": [one.id for one, _upper in plan.passages], "onward": back}
        return redirect(url_for("jobs.show", job_id=jobs.start(work.PROPOSE, payload, me().id)), 303)
    hidden = [("act", "propose"), *wishes.kept().items()]
    hidden += [("everything", "1")] if request.form.get("everything") else [("ids", one) for one in ids]
    return render_template(
        "acts/preview.html", title=_("Propose their cuts"),
        sentence=_("Each cut is worked out by its rule and proposed. None counts before somebody has confirmed it."),
        rows=[(_trade(upper), _event(upper)) for _passage, upper in plan.passages[:SHOWN]], total=len(plan.passages),
        skipped=[(f"{_trade(upper)} · {_event(upper)}", refusal_words(refused)) for upper, refused in plan.skipped],
        hidden=hidden, fields="", back=back, action=url_for("advancement.acts_of_ladder", ladder_id=ladder_id),
        do=ngettext("Propose %(num)d cut", "Propose %(num)d cuts", len(plan.passages)), here="ladders", event=None,
    )  # fmt: skip


@pages.get("/events/<event_id>")
@may("cut.read")
def of_event(event_id: str) -> ResponseReturnValue:
    """The cuts into the trades of an event, and those that its own trades go on by."""
    with reading() as s:
        event = events.event(s, event_id)
        into = rows.cut_rows_into(s, event_id)
        trades = {one.id: one for one in events.trades(s, event_id)}
        onward = ladders.passages_of_source_trades(s, list(trades))
        uppers = ladders.uppers(s, list({one.id: one for one in onward.values()}.values()))
        states = queries.latest_cuts(s, [one.id for one in onward.values()])
        stages = events.stages(s, event_id)
        inside = rows.stage_rows(s, list(trades))
    return render_template(
        "advancement/of_event.html", event=event, into=into, inside=inside, trades=trades, onward=onward,
        uppers=uppers, states=states, stages=stages, words=words, stage_states=STAGE_STATES, here="ladder",
        may_look=permitted("monitor.read", event_id), may_set=permitted("ladder.read", event_id),
    )  # fmt: skip


def _trade(upper: Upper) -> str:
    return named(upper.name, upper.name_en)


def _event(upper: Upper) -> str:
    return named(upper.event.name, upper.event.name_en)


def _asked(s: Session, ladder_id: str) -> Asked:
    return asked(request.form, COLUMNS, _filters(rows.cut_rows(s, ladder_id)), sort="event")


def _wanted(wishes: Asked) -> Wanted:
    chosen = {key: wishes.filters[key] for key in ("tier", "rung", "trade", "state")}
    return Wanted(text=wishes.text, sort=wishes.sort, down=wishes.down, **chosen)


def _filters(some: list[CutRow]) -> list[Filter]:
    """The drop-downs above the list, of what there is in it."""
    tiers = {one.tier.id: named(one.tier.name, one.tier.name_en) for one in some}
    rungs = {one.passage.rung_id or "": named(one.event.name, one.event.name_en) for one in some}
    trades = {trade_key(one.trade): named(one.trade.name, one.trade.name_en) for one in some}
    states = [("-", words.STATES[""]), *((key, words.STATES[key]) for key in ("PROPOSED", "CONFIRMED"))]
    return [
        Filter(key="tier", title=_("Tier"), all=_("Every tier"), choices=list(tiers.items())),
        Filter(key="rung", title=_("Event"), all=_("Every event"), choices=list(rungs.items())),
        Filter(
            key="trade", title=_("Trade"), all=_("Every trade"), choices=sorted(trades.items(), key=lambda one: one[1])
        ),
        Filter(key="state", title=_("Cut"), all=_("Every state"), choices=states),
    ]  # fmt: skip
