"""One passage: its rule in words, the pools it is filled from with their numbers, quotas; and setting all of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import me, permitted, signed_in
from competition.acts.queries import activity
from competition.engine.advancement_rule import Rule, RuleRefused
from competition.events import queries as events
from competition.ladders import access, actions, queries
from competition.ladders.pages.blueprint import Errors, pages, wrong
from competition.ladders.preview import SoFar, so_far
from competition.ladders.queries import Ladder, Passage, Rung, Source, lists
from competition.ladders.schemas import CHOICES, MoveForm, read_places, read_rule_form, rule_invalid, rule_values
from competition.ladders.telling import limits, rule_words, ways
from competition.ladders.words import FIELDS, STATE_TONES, STATES
from competition.store import Refused, reading
from competition.web.forms import Invalid, read


@dataclass(frozen=True)
class Place:
    """Where a rule is set: the trade of an upper event, its passage if there is one, the pools below."""

    ladder: Ladder
    rung: Rung
    event: events.Event
    trade: events.Trade
    passage: Passage | None
    sources: list[Source]

    @property
    def started(self) -> bool:
        """Whether a stage below has started."""
        return any(source.started for source in self.sources)


@pages.get("/<ladder_id>/passages/<passage_id>")
@signed_in
def passage(ladder_id: str, passage_id: str) -> ResponseReturnValue:
    """The rule with its pools; for the house, the organiser above, and the organisers below."""
    with reading() as s:
        return _page(s, _of_passage(s, ladder_id, passage_id), None, {}, 200)


@pages.post("/<ladder_id>/passages/<passage_id>")
@signed_in
def set_passage(ladder_id: str, passage_id: str) -> ResponseReturnValue:
    with reading() as s:
        place = _of_passage(s, ladder_id, passage_id, setting=True)
    return _set(place)


@pages.get("/<ladder_id>/passages/into/<upper_trade_id>")
@signed_in
def first_rule(ladder_id: str, upper_trade_id: str) -> ResponseReturnValue:
    """The same page for a trade that has no rule yet."""
    with reading() as s:
        place = _of_trade(s, ladder_id, upper_trade_id)
        if place.passage is None:
            return _page(s, place, None, {}, 200)
    return redirect(url_for("ladders.passage", ladder_id=ladder_id, passage_id=place.passage.id))


@pages.post("/<ladder_id>/passages/into/<upper_trade_id>")
@signed_in
def set_first_rule(ladder_id: str, upper_trade_id: str) -> ResponseReturnValue:
    with reading() as s:
        place = _of_trade(s, ladder_id, upper_trade_id, setting=True)
    return _set(place)


@pages.post("/<ladder_id>/passages/<passage_id>/remove")
@signed_in
def remove_passage(ladder_id: str, passage_id: str) -> ResponseReturnValue:
    with reading() as s:
        place = _of_passage(s, ladder_id, passage_id, setting=True)
    try:
        actions.remove_rule(me().id, passage_id)
    except Refused as refused:
        with reading() as s:
            return _page(s, place, None, wrong(refused), refused.status)
    flash(_("The rule has been taken away."), "good")
    return redirect(url_for("ladders.first_rule", ladder_id=ladder_id, upper_trade_id=place.trade.id), 303)


@pages.post("/<ladder_id>/passages/<passage_id>/quotas")
@signed_in
def set_quotas(ladder_id: str, passage_id: str) -> ResponseReturnValue:
    with reading() as s:
        place = _of_passage(s, ladder_id, passage_id, setting=True)
    try:
        sent = request.form.get("rev", "")
        rev = int(sent) if sent.isascii() and sent.isdigit() else None
        actions.set_quotas(me().id, passage_id, read_places(request.form), rev)
    except Invalid as invalid:
        with reading() as s:
            return _page(s, place, request.form, invalid.errors, 422)
    except Refused as refused:
        with reading() as s:
            return _page(s, place, request.form, wrong(refused, "quotas"), refused.status)
    flash(_("The quotas have been saved."), "good")
    return redirect(url_for("ladders.passage", ladder_id=ladder_id, passage_id=passage_id), 303)


@pages.post("/<ladder_id>/passages/<passage_id>/quotas/move")
@signed_in
def move_quota(ladder_id: str, passage_id: str) -> ResponseReturnValue:
    with reading() as s:
        place = _of_passage(s, ladder_id, passage_id, setting=True)
    try:
        values = read(MoveForm, request.form)
        actions.move_places(me().id, passage_id, **values)
    except Invalid as invalid:
        with reading() as s:
            return _page(s, place, request.form, invalid.errors, 422)
    except Refused as refused:
        with reading() as s:
            return _page(s, place, request.form, wrong(refused, "places"), refused.status)
    flash(_("The places have been moved."), "good")
    return redirect(url_for("ladders.passage", ladder_id=ladder_id, passage_id=passage_id), 303)


def _set(place: Place) -> ResponseReturnValue:
    """Set the rule that the form says, or show the form again with what is wrong."""
    form, ladder_id = request.form, place.ladder.id
    sent = form.get("rev", "")
    try:
        document = read_rule_form(form)
        reason = form.get("late_reason", "").strip()
        if len(reason) > 300:
            raise Invalid({"late_reason": [_("At most 300 characters.")]})
        rev = int(sent) if sent.isascii() and sent.isdigit() else None
        passage_id = actions.set_rule(me().id, place.trade.id, document, rev=rev, late_reason=reason)
    except Invalid as invalid:
        with reading() as s:
            return _page(s, place, form, invalid.errors, 422)
    except RuleRefused as refused:
        with reading() as s:
            return _page(s, place, form, rule_invalid(refused).errors, 422)
    except Refused as refused:
        field = "late_reason" if refused.code == "late_reason_missing" else ""
        with reading() as s:
            again = _of_trade(s, ladder_id, place.trade.id)
            now = {**form, "rev": again.passage.rev if again.passage else 0}
            return _page(s, again, now, wrong(refused, field), refused.status)
    flash(_("The rule has been set. It can be changed until the first stage below starts."), "good")
    return redirect(url_for("ladders.passage", ladder_id=ladder_id, passage_id=passage_id), 303)


def _of_passage(s: Session, ladder_id: str, passage_id: str, *, setting: bool = False) -> Place:
    """The place of a passage that the person may see, or set. Refused: not_there (404), forbidden (403)."""
    one = queries.passage(s, passage_id)
    return _of_trade(s, ladder_id, one.trade_id, setting=setting)


def _of_trade(s: Session, ladder_id: str, trade_id: str, *, setting: bool = False) -> Place:
    trade = events.trade(s, trade_id)
    rung = queries.rung_of_event(s, trade.event_id)
    if rung is None or rung.ladder_id != ladder_id:
        raise Refused("not_there", 404)
    sources = queries.sources_of_trades(s, {trade_id: rung.id})[trade_id]
    one = queries.passage_of_trade(s, trade_id)
    if not access.reads_passage(me(), trade.event_id, [source.event_id for source in sources]):
        raise Refused("not_there", 404)
    if setting and not access.sets_passage(me(), trade.event_id):
        raise Refused("forbidden", 403)
    event = events.event(s, trade.event_id)
    return Place(queries.ladder(s, ladder_id), rung, event, trade, one, sources)


def _page(
    s: Session, place: Place, values: Mapping[str, Any] | None, errors: Errors, status: int
) -> ResponseReturnValue:
    one = place.passage
    rule = queries.rule_of(one) if one else None
    found = so_far(s, rule, place.sources)
    standings = queries.quota_standings(s, one) if one else {}
    may_set = access.sets_passage(me(), place.event.id)
    tier = queries.tier(s, place.ladder.id, place.rung.tier_id)
    return (
        render_template(
            "ladders/passage.html", one=place.ladder, place=place, passage=one, tier=tier, rule=rule,
            ways=ways(rule) if rule else [], limits=limits(rule) if rule else [], state=lists.state_of(one),
            states=STATES, tones=STATE_TONES, so_far=found, problem=rule_words(found.problem) if found.problem else "",
            standings=standings, values=values if values is not None else rule_values(rule), errors=errors,
            labels=FIELDS | _place_labels(place), options=CHOICES, may_set=may_set, places=_places(values, standings),
            open=may_set and not (one and (one.frozen or place.started)), summary=_summary(found, rule),
            happenings=activity(s, one.id, limit=20) if one else [], whole=permitted("ladder.read"), here="ladders",
        ),
        status,
    )  # fmt: skip


def _places(values: Mapping[str, Any] | None, standings: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of the quotas show: what was typed, else what is set."""
    typed = {
        name.removeprefix("places-"): value for name, value in (values or {}).items() if name.startswith("places-")
    }
    return {rung_id: found.places for rung_id, found in standings.items()} | typed


def _place_labels(place: Place) -> dict[str, Any]:
    return {f"places-{source.holder}": source.name for source in place.sources}


def _summary(found: SoFar, rule: Rule | None) -> str:
    """What the rule comes to so far, in one sentence."""
    if rule is None:
        return ""
    if not found.competing:
        return str(_("Nobody has entered below yet."))
    limited = rule.minimum or rule.per_organisation or rule.per_region
    sentence = str(
        _("%(competing)s compete below; at most %(most)s go on.", competing=found.competing, most=found.most)
    )
    return sentence + " " + str(_("Minimum and limits can make it fewer.")) if limited else sentence
