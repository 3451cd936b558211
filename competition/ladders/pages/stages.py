"""The rule by which one goes on to a later stage of a trade: in words, with the numbers so far, and setting it."""

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
from competition.engine.advancement_rule import RuleRefused
from competition.events import queries as events
from competition.ladders import access, actions, queries
from competition.ladders.pages.blueprint import Errors, pages, wrong
from competition.ladders.preview import so_far
from competition.ladders.queries import Passage, lists
from competition.ladders.schemas import CHOICES, read_rule_form, rule_invalid, rule_values
from competition.ladders.telling import limits, rule_words, ways
from competition.ladders.words import FIELDS, STATE_TONES, STATES
from competition.store import Refused, reading
from competition.web.forms import Invalid


@dataclass(frozen=True)
class Place:
    """Where such a rule is set: a stage of a trade that is not its first, and the stage before."""

    event: events.Event
    trade: events.Trade
    before: events.Stage
    stage: events.Stage
    passage: Passage | None

    @property
    def started(self) -> bool:
        """Whether the stage before has started."""
        return self.before.state != "DRAFT"


@pages.get("/stages/<later_stage_id>")
@signed_in
def stage_rule(later_stage_id: str) -> ResponseReturnValue:
    """The rule into a later stage, for whoever may see the ladder's rules of its event."""
    with reading() as s:
        return _page(s, _of_stage(s, later_stage_id), None, {}, 200)


@pages.post("/stages/<later_stage_id>")
@signed_in
def set_stage_rule(later_stage_id: str) -> ResponseReturnValue:
    with reading() as s:
        place = _of_stage(s, later_stage_id, setting=True)
    form, sent = request.form, request.form.get("rev", "")
    try:
        document = read_rule_form(form)
        reason = form.get("late_reason", "").strip()
        if len(reason) > 300:
            raise Invalid({"late_reason": [_("At most 300 characters.")]})
        rev = int(sent) if sent.isascii() and sent.isdigit() else None
        actions.set_stage_rule(me().id, later_stage_id, document, rev=rev, late_reason=reason)
    except Invalid as invalid:
        return _again(later_stage_id, form, invalid.errors, 422)
    except RuleRefused as refused:
        return _again(later_stage_id, form, rule_invalid(refused).errors, 422)
    except Refused as refused:
        field = {"late_reason_missing": "late_reason", "stage_no_direct": "direct"}.get(refused.code, "")
        with reading() as s:
            known = queries.passage_of_stage(s, place.stage.id)
        return _again(later_stage_id, {**form, "rev": known.rev if known else 0}, wrong(refused, field), refused.status)
    flash(_("The rule has been set. It can be changed until the stage before starts."), "good")
    return redirect(url_for("ladders.stage_rule", later_stage_id=later_stage_id), 303)


@pages.post("/stages/<later_stage_id>/remove")
@signed_in
def remove_stage_rule(later_stage_id: str) -> ResponseReturnValue:
    with reading() as s:
        place = _of_stage(s, later_stage_id, setting=True)
    if place.passage is None:
        raise Refused("not_there", 404)
    try:
        actions.remove_rule(me().id, place.passage.id)
    except Refused as refused:
        return _again(later_stage_id, None, wrong(refused), refused.status)
    flash(_("The rule has been taken away."), "good")
    return redirect(url_for("ladders.stage_rule", later_stage_id=later_stage_id), 303)


def _of_stage(s: Session, stage_id: str, *, setting: bool = False) -> Place:
    """The place of a rule that the person may see, or set. Refused: not_there (404), forbidden (403)."""
    event, trade, stage = events.place_of_stage(s, stage_id)
    stages = events.stages_of_trades(s, [trade.id])[trade.id]
    if stage.id == stages[0].id or not access.reads_passage(me(), event.id, ()):
        raise Refused("not_there", 404)
    if setting and not access.sets_passage(me(), event.id):
        raise Refused("forbidden", 403)
    before = stages[[row.id for row in stages].index(stage.id) - 1]
    return Place(event, trade, before, stage, queries.passage_of_stage(s, stage_id))


def _again(stage_id: str, values: Mapping[str, Any] | None, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        return _page(s, _of_stage(s, stage_id), values, errors, status)


def _page(
    s: Session, place: Place, values: Mapping[str, Any] | None, errors: Errors, status: int
) -> ResponseReturnValue:
    one = place.passage
    rule = queries.rule_of(one) if one else None
    found = so_far(s, rule, queries.sources(s, one.id)) if one else None
    problem = found.problem if found else None
    may_set = access.sets_passage(me(), place.event.id)
    return (
        render_template(
            "ladders/stage.html", place=place, event=place.event, passage=one, ways=ways(rule) if rule else [],
            limits=limits(rule) if rule else [], state=lists.state_of(one), states=STATES, tones=STATE_TONES, so_far=found,
            problem=rule_words(problem) if problem else "", values=values if values is not None else rule_values(rule),
            errors=errors, labels=FIELDS, options=CHOICES, open=may_set and not (one and (one.frozen or place.started)),
            may_see_cut=permitted("cut.read", place.event.id), may_trade=permitted("event.read", place.event.id),
            happenings=activity(s, one.id, limit=20) if one else [], here="trades",
        ),
        status,
    )  # fmt: skip
