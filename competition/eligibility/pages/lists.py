"""The entries of an event with what the rules say of them; checking all of them anew."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.contestants import queries as contestants
from competition.eligibility import actions, queries, work
from competition.eligibility.pages.blueprint import pages
from competition.eligibility.queries import Wanted
from competition.eligibility.telling import names_of, reason_words, rule_words
from competition.eligibility.words import KINDS, TONES, VERDICTS
from competition.events import queries as events
from competition.jobs import exports
from competition.store import reading
from competition.web import lists
from competition.web.lists import Asked, Column, Filter, Listing
from competition.web.words import language, named

COLUMNS = (
    Column(key="number", title=_l("No."), numeric=True, kept=True),
    Column(key="name", title=_l("Full name"), kept=True),
    Column(key="organisation", title=_l("Organisation")),
    Column(key="trade", title=_l("Trade"), sorts=False),
    Column(key="verdict", title=_l("The rules"), kept=True),
    Column(key="why", title=_l("Why"), sorts=False),
)
SHOWN = 4


@pages.get("/<event_id>")
@may("eligibility.read")
def index(event_id: str) -> ResponseReturnValue:
    """Every entry of the event against its rules, those to look at first where that is asked."""
    with reading() as s:
        event = events.event(s, event_id)
        one = queries.rule_set(s, event_id)
        rules = queries.rules_of(one)
        names = names_of(s, event_id, rules)
        trades = {trade.id: trade for trade in events.trades(s, event_id)}
        filters = _filters(trades, {rule.key: rule_words(rule, names) for rule in rules})
        asked = lists.asked(request.args, COLUMNS, filters, sort="number")
        page = lists.page(asked, queries.count_found(s, event_id, _wanted(asked)))
        rows = queries.search(s, event_id, _wanted(asked), page.offset, page.size)
        counts = queries.counts(s, event_id)
        entered = contestants.counts_of_events(s, [event_id])
        fresh = one is not None and one.checked_state == queries.state_of(s, event_id, one.rev)
    listing = Listing(
        title=_("Rules of entry"), address=request.path, columns=COLUMNS, filters=filters, asked=asked, page=page,
        rows=rows, placeholder=_("Name, pinyin, number or organisation"),
        export_to=url_for("eligibility.export", event_id=event_id),
    )  # fmt: skip
    return render_template(
        "eligibility/index.html", event=event, one=one, list=listing, trades=trades, counts=counts, fresh=fresh,
        verdicts=VERDICTS, tones=TONES, kinds=KINDS, whys={row.entry_id: _whys(row, names) for row in rows},
        rules=len(rules), may_edit=permitted("eligibility.edit", event_id), here="eligibility",
        entered=entered[event_id].all if event_id in entered else 0,
    )  # fmt: skip


@pages.post("/<event_id>/export")
@may("eligibility.read")
def export(event_id: str) -> ResponseReturnValue:
    """The list as it is narrowed, as a spreadsheet written by the worker."""
    with reading() as s:
        asked = _asked_by_form(s, event_id)
    arguments = {"event_id": event_id, "wanted": asdict(_wanted(asked))}
    back = f"{url_for('eligibility.index', event_id=event_id)}?{urlencode(asked.kept())}"
    job_id = exports.start(work.LIST, arguments, me().id, language(), name=_("Rules of entry"), back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.post("/<event_id>/check")
@may("eligibility.edit")
def check(event_id: str) -> ResponseReturnValue:
    """Check every entry anew: what the roll or the tree of units says may have changed since."""
    back = url_for("eligibility.index", event_id=event_id)
    job_id = checked_anew(event_id, back)
    return redirect(url_for("jobs.show", job_id=job_id) if job_id else back, 303)


def checked_anew(event_id: str, back: str) -> str | None:
    """Check few entries here and say so; returns the id of the job that checks many. Refused: not_there (404)."""
    with reading() as s:
        events.event(s, event_id)
        entered = contestants.counts_of_events(s, [event_id])
    if event_id in entered and entered[event_id].all > actions.AT_ONCE:
        return work.start_check(event_id, me().id, always=True, onward=back)
    count = actions.check_event(event_id)
    flash(ngettext("%(num)d entry was checked.", "%(num)d entries were checked.", count), "good")
    return None


def _asked_by_form(s: Session, event_id: str) -> Asked:
    events.event(s, event_id)
    rules = queries.rules_of(queries.rule_set(s, event_id))
    trades = {trade.id: trade for trade in events.trades(s, event_id)}
    filters = _filters(trades, {rule.key: rule.key for rule in rules})
    return lists.asked(request.form, COLUMNS, filters, sort="number")


def _filters(trades: dict[str, Any], rules: dict[str, str]) -> list[Filter]:
    verdicts = [("open", _("To look at")), *VERDICTS.items()]
    found = [Filter(key="verdict", title=_("The rules"), all=_("Whatever they say"), choices=verdicts)]
    if rules:
        found.append(Filter(key="rule", title=_("Rule"), all=_("Every rule"), choices=list(rules.items())))
    if len(trades) > 1:
        choices = [(one.id, named(one.name, one.name_en)) for one in trades.values()]
        found.append(Filter(key="trade", title=_("Trade"), all=_("All trades"), choices=choices))
    return found


def _wanted(asked: Asked) -> Wanted:
    return Wanted(
        text=asked.text, verdict=asked.filters["verdict"], rule=asked.filters.get("rule", ""),
        trade_id=asked.filters.get("trade", ""), sort=asked.sort, down=asked.down,
    )  # fmt: skip


def _whys(row: queries.Row, names: Any) -> list[tuple[str, str, str]]:
    """What is to be said of an entry, the gravest first: (verdict, kind, why), with the name where it is a team's."""
    found = [
        (one["verdict"], one["kind"], reason_words(one, names), person["name"])
        for person in row.results
        for one in person["rules"]
        if one["verdict"] != "met"
    ]
    ordered = sorted(found, key=lambda said: list(VERDICTS).index(said[0]))
    told = [
        (verdict, kind, why if len(row.results) == 1 else _("%(name)s: %(why)s", name=name, why=why))
        for verdict, kind, why, name in ordered
    ]
    return told[:SHOWN]
