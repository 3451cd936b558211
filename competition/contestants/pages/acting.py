"""Acts on many entries: what would happen, and doing it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me
from competition.acts.pages import flash_act
from competition.contestants import actions, queries, words, work_many
from competition.contestants.models import Entry
from competition.contestants.pages import pages
from competition.contestants.pages.listing import asked_of, wanted_of
from competition.contestants.schemas import ReasonForm
from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.words import named

SHOWN = 50
VALUED = {"division": "division_id", "organisation": "organisation_id", "coach": "coach"}


@pages.post("/<event_id>/acts")
@may("contestant.edit")
def act(event_id: str) -> ResponseReturnValue:
    """The preview of an act on the ticked entries or on everything that fits; confirmed, it is done."""
    key = request.form.get("act", "")
    if key not in words.ACT_TITLES:
        raise Refused("not_there", 404)
    errors: dict[str, list[str]] = {}
    with reading() as s:
        events.event(s, event_id)
        ids, hidden, back = _asked(s, event_id)
        try:
            value = _value(s, key)
        except Refused as refused:
            value, errors = "", {"organisation_id": [refusal_words(refused)]}
    if request.form.get("confirm") and not errors:
        try:
            reason = read(ReasonForm, request.form)["reason"]
            if key in ("division", "organisation") and not value:
                raise Invalid({VALUED[key]: [_("Choose one.")]})
            return _do(event_id, ids, key, value, reason, back)
        except Invalid as invalid:
            errors = invalid.errors
        except Refused as refused:
            if refused.status == 404:
                raise
            errors = {"": [refusal_words(refused)]}
    with reading() as s:
        return _preview(s, event_id, ids, key, value, hidden, back, errors)


def _value(s: Session, key: str) -> str:
    """What the act is to make of the entries: an id, or a coach's name; "" where that is not said yet.

    Refused: organisation_not_known, organisation_is_closed.
    """
    if key == "organisation":
        sent = request.form.get("organisation_id", ""), request.form.get("organisation_id_name", "")
        unit = organisations.picked(s, *sent)
        return unit.id if unit else ""
    return request.form.get(VALUED.get(key, ""), "").strip()[:60]


def _asked(s: Session, event_id: str) -> tuple[list[str], list[tuple[str, str]], str]:
    """The entries meant, what the preview sends along, and the way back to the list."""
    asked, _filters = asked_of(s, event_id, request.form)
    kept = asked.kept()
    back = f"{url_for('contestants.index', event_id=event_id)}?{urlencode(kept)}"
    hidden = [("act", request.form.get("act", "")), *kept.items()]
    if request.form.get("everything"):
        return queries.found_ids(s, event_id, wanted_of(asked)), [*hidden, ("everything", "1")], back
    ids = queries.entry_ids(s, event_id, request.form.getlist("ids")[: SHOWN * 20])
    return ids, hidden + [("ids", one) for one in ids], back


def _do(event_id: str, ids: list[str], key: str, value: str, reason: str, back: str) -> ResponseReturnValue:
    """Few entries at once, many in the worker process, so that nobody waits."""
    if len(ids) > actions.bulk.AT_ONCE:
        payload = {
            "event_id": event_id,
            "ids": ids,
            "act": key,
            "value": value,
            "reason": reason,
            "onward": url_for("desk.acts", event_id=event_id),
        }
        return redirect(url_for("jobs.show", job_id=jobs.start(work_many.ACT, payload, me().id)), 303)
    act_id, count = actions.do_to_many(me().id, event_id, ids, key, value, reason)
    flash_act(act_id, str(words.ACTS[f"contestants.{key}"]) % {"count": count, "reason": reason})
    return redirect(back, 303)


def _preview(
    s: Session, event_id: str, ids: list[str], key: str, value: str, hidden: list[tuple[str, str]], back: str,
    errors: dict[str, list[str]],
) -> ResponseReturnValue:  # fmt: skip
    """What would happen, with the fields that are still to be filled in."""
    event = events.event(s, event_id)
    trades = {one.id: named(one.name, one.name_en) for one in events.trades(s, event_id)}
    divisions = _divisions(s, event_id)
    settled = key not in ("division", "organisation") or value
    layout = actions.lay_out(s, event_id, ids, key, value) if settled else None
    touched = [one for one, _columns in layout.changes] if layout else _all(s, event_id, ids)
    skipped = [(_told(one, trades), str(words.SKIPPED[why])) for one, why in layout.skipped] if layout else []
    fields = render_template(
        "contestants/_act_fields.html", act=key, value=value, errors=errors, reason=request.form.get("reason", ""),
        divisions=list(divisions.items()), typed=request.form.get("organisation_id_name", ""),
        unit=organisations.organisation(s, value) if key == "organisation" and value else None,
    )  # fmt: skip
    page = render_template(
        "acts/preview.html", title=words.ACT_TITLES[key], sentence=words.ACT_SENTENCES[key],
        rows=[(_told(one, trades), one.organisation_name) for one in touched[:SHOWN]], total=len(touched),
        skipped=skipped, hidden=hidden, fields=Markup(fields), do=_do_words(key, len(touched)),  # noqa: S704
        back=back, action=url_for("contestants.act", event_id=event_id), tone="bad" if key == "withdraw" else "",
        here="contestants", event=event,
    )  # fmt: skip
    return page, 422 if errors else 200


def _do_words(key: str, count: int) -> str:
    if key == "withdraw":
        return str(ngettext("Withdraw %(num)d entry", "Withdraw %(num)d entries", count))
    return str(ngettext("Change %(num)d entry", "Change %(num)d entries", count))


def _told(one: Entry | queries.EntryRow, trades: dict[str, str]) -> str:
    told: str = _("%(name)s, no. %(number)s, %(trade)s", name=one.name, number=one.number, trade=trades[one.trade_id])
    return told


def _all(s: Session, event_id: str, ids: list[str]) -> list[Any]:
    """The entries meant while it is not yet said what is to become of them."""
    shown = [queries.entry(s, one) for one in ids[:SHOWN]]
    return [*shown, *ids[SHOWN:]]


def _divisions(s: Session, event_id: str) -> dict[str, str]:
    """The divisions that may be chosen, with their trades."""
    of_trade = events.divisions_of_event(s, event_id)
    return {
        one.id: f"{named(trade.name, trade.name_en)}: {named(one.name, one.name_en)}"
        for trade in events.trades(s, event_id)
        for one in of_trade.get(trade.id, ())
    }
