"""The rules of a ladder as a list: trade by trade of the upper events; one rule for many of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.acts.pages import flash_act
from competition.engine.advancement_rule import RuleRefused
from competition.jobs import exports
from competition.ladders import actions, queries, work
from competition.ladders.pages.blueprint import Errors, kept, pages, tier_name
from competition.ladders.queries import lists
from competition.ladders.queries.lists import PassageRow, Wanted
from competition.ladders.schemas import CHOICES, read_rule_form, rule_invalid, rule_values
from competition.ladders.telling import short
from competition.ladders.words import FIELDS, STATE_TONES, STATES
from competition.series.queries import trade_key
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid
from competition.web.lists import Act, Asked, Column, Filter, Listing, asked, page
from competition.web.words import language, named

COLUMNS = (
    Column(key="trade", title=_l("Trade"), kept=True),
    Column(key="event", title=_l("Into the event")),
    Column(key="tier", title=_l("Tier")),
    Column(key="pools", title=_l("Pools below"), sorts=False, numeric=True),
    Column(key="rule", title=_l("Who goes on"), sorts=False),
    Column(key="capacity", title=_l("Places"), numeric=True, shown=False),
    Column(key="state", title=_l("State")),
)
ACTS = (Act(key="rule", words=_l("Set one rule for them"), picture="checklist"),)
SHOWN = 50


@pages.get("/<ladder_id>/passages")
@may("ladder.read")
def passages(ladder_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.ladder(s, ladder_id)
        everything = lists.passage_rows(s, ladder_id)
        filters = _filters(everything)
        wishes = asked(request.args, COLUMNS, filters, sort="event")
        rows = (
            lists.passage_rows(s, ladder_id, _wanted(wishes))
            if wishes.narrowed or "sort" in wishes.given
            else everything
        )
        at = page(wishes, len(rows))
        shown = lists.with_sources(s, rows[at.offset : at.offset + at.size])
    listing: Listing = Listing(
        title=_("Rules for going on"), address=request.path, columns=COLUMNS, filters=filters, asked=wishes, page=at,
        rows=shown, placeholder=_("Trade or event"), acts=ACTS if permitted("ladder.edit") else (),
        acts_to=url_for("ladders.passage_acts", ladder_id=ladder_id),
        export_to=url_for("ladders.export_passages", ladder_id=ladder_id),
    )  # fmt: skip
    return render_template(
        "ladders/passages.html", one=one, list=listing, states=STATES, tones=STATE_TONES,
        rules={row.id: short(queries.rule_of(row.passage)) for row in shown if row.passage},
        missing=sum(row.passage is None for row in everything), all=len(everything), here="ladders",
    )  # fmt: skip


@pages.post("/<ladder_id>/passages/export")
@may("ladder.read")
def export_passages(ladder_id: str) -> ResponseReturnValue:
    """The list as a spreadsheet, written by the worker."""
    with reading() as s:
        queries.ladder(s, ladder_id)
        wishes = _asked(s, ladder_id)
    arguments = {"ladder": ladder_id, "wanted": asdict(_wanted(wishes))}
    back = url_for("ladders.passages", ladder_id=ladder_id, **kept(wishes))
    job_id = exports.start(work.PASSAGES, arguments, me().id, language(), name=_("Rules for going on"), back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.post("/<ladder_id>/passages/acts")
@may("ladder.edit")
def passage_acts(ladder_id: str) -> ResponseReturnValue:
    """One rule for many trades: its form beside those that get it; confirmed, it is set."""
    if request.form.get("act") != "rule":
        raise Refused("not_there", 404)
    with reading() as s:
        queries.ladder(s, ladder_id)
        wishes = _asked(s, ladder_id)
        ids = request.form.getlist("ids")
        if request.form.get("everything"):
            ids = [row.id for row in lists.passage_rows(s, ladder_id, _wanted(wishes))]
    if request.form.get("confirm") != "1":
        return _preview(ladder_id, ids, wishes, rule_values(None), {})
    try:
        act_id, count = actions.set_rules(me().id, ladder_id, ids, read_rule_form(request.form))
    except Invalid as invalid:
        return _preview(ladder_id, ids, wishes, request.form, invalid.errors)
    except RuleRefused as refused:
        return _preview(ladder_id, ids, wishes, request.form, rule_invalid(refused).errors)
    flash_act(act_id, ngettext("%(num)d rule has been set.", "%(num)d rules have been set.", count))
    return redirect(url_for("ladders.passages", ladder_id=ladder_id, **kept(wishes)), 303)


def _preview(ladder_id: str, ids: list[str], wishes: Asked, values: Any, errors: Errors) -> ResponseReturnValue:
    with reading() as s:
        plan = actions.plan_rules(s, ladder_id, ids)
    fields = render_template("ladders/_rule_form.html", values=values, errors=errors, labels=FIELDS, options=CHOICES)
    hidden = [("act", "rule"), *wishes.kept().items()]
    hidden += [("everything", "1")] if request.form.get("everything") else [("ids", one) for one in ids]
    answer = render_template(
        "acts/preview.html", title=_("Set one rule for them"),
        sentence=_("Each of these trades gets exactly this rule, whatever it has now."),
        rows=[(name, "") for _trade, name in plan.trades[:SHOWN]], total=len(plan.trades),
        skipped=[(name, refusal_words(refused)) for name, refused in plan.skipped], hidden=hidden,
        fields=Markup(fields), do=_("Set the rule"),  # noqa: S704 - a template of ours, escaped by itself
        back=url_for("ladders.passages", ladder_id=ladder_id, **kept(wishes)),
        action=url_for("ladders.passage_acts", ladder_id=ladder_id), here="ladders", event=None,
    )  # fmt: skip
    return answer, 422 if errors else 200


def _asked(s: Session, ladder_id: str) -> Asked:
    return asked(request.form, COLUMNS, _filters(lists.passage_rows(s, ladder_id)), sort="event")


def _filters(rows: list[PassageRow]) -> list[Filter]:
    """The drop-downs above the list, of what there is in it."""
    tiers = {one.tier.id: one.tier for one in sorted(rows, key=lambda one: one.tier.position)}
    events = {one.rung.id: named(one.event.name, one.event.name_en) for one in rows}
    trades = {trade_key(one.trade): named(one.trade.name, one.trade.name_en) for one in rows}
    return [
        Filter(
            key="tier", title=_("Tier"), all=_("Every tier"),
            choices=[(key, tier_name(one)) for key, one in tiers.items()],
        ),
        Filter(key="rung", title=_("Event"), all=_("Every event"), choices=list(events.items())),
        Filter(
            key="trade", title=_("Trade"), all=_("Every trade"), choices=sorted(trades.items(), key=lambda one: one[1])
        ),
        Filter(key="state", title=_("State"), all=_("Every state"), choices=list(STATES.items())),
    ]  # fmt: skip


def _wanted(wishes: Asked) -> Wanted:
    keys = ("tier", "rung", "trade", "state")
    return Wanted(text=wishes.text, sort=wishes.sort, down=wishes.down, **{key: wishes.filters[key] for key in keys})
