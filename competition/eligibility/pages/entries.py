"""One entry against the rules: every result with its reason, what is known beside, and setting a rule aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.acts.queries import activity
from competition.contestants import queries as contestants
from competition.eligibility import actions, queries
from competition.eligibility.ground import results_of
from competition.eligibility.pages.blueprint import Errors, pages, wrong
from competition.eligibility.plain import rows_of
from competition.eligibility.queries import Said
from competition.eligibility.schemas import FactsForm, ReasonForm, known_from
from competition.eligibility.telling import names_of, reason_words, rule_words
from competition.eligibility.words import FIELDS, PRIZES, TONES, VERDICTS
from competition.events import queries as events
from competition.store import Refused, reading
from competition.web.forms import Invalid, read


@pages.get("/<event_id>/entries/<entry_id>")
@may("eligibility.read")
def entry(event_id: str, entry_id: str) -> ResponseReturnValue:
    return _page(event_id, entry_id, {}, {}, 200)


@pages.post("/<event_id>/entries/<entry_id>/facts")
@may("eligibility.edit")
def note(event_id: str, entry_id: str) -> ResponseReturnValue:
    """Note what the house knows from nowhere else."""
    try:
        values = read(FactsForm, request.form)
        with reading() as s:
            _entry_of(s, event_id, entry_id)
            known = queries.facts_of_event(s, event_id, [entry_id])
        held = known.get(Said(entry_id, values["person_id"]), {}).get("honours") or []
        actions.note(me().id, entry_id, values["person_id"], known_from(values, held), values["source"])
    except Invalid as invalid:
        return _page(event_id, entry_id, request.form, invalid.errors, 422)
    except Refused as refused:
        return _page(event_id, entry_id, request.form, wrong(refused), refused.status)
    return _done(event_id, entry_id, _("It has been noted."))


@pages.post("/<event_id>/entries/<entry_id>/aside")
@may("eligibility.override")
def set_aside(event_id: str, entry_id: str) -> ResponseReturnValue:
    """Set a rule aside for somebody, with a reason."""
    return _overriding(event_id, entry_id, actions.set_aside, _("The rule has been set aside."))


@pages.post("/<event_id>/entries/<entry_id>/take-back")
@may("eligibility.override")
def take_back(event_id: str, entry_id: str) -> ResponseReturnValue:
    """Let a rule hold again."""
    return _overriding(event_id, entry_id, actions.take_back, _("The rule holds again."))


def _overriding(event_id: str, entry_id: str, act: Any, words: str) -> ResponseReturnValue:
    with reading() as s:
        _entry_of(s, event_id, entry_id)
    try:
        values = read(ReasonForm, request.form)
        act(me().id, entry_id, values["person_id"], values["rule"], values["reason"])
    except Invalid as invalid:
        field = f"reason-{request.form.get('rule', '')}"
        errors = {field if name == "reason" else name: said for name, said in invalid.errors.items()}
        return _page(event_id, entry_id, request.form, errors, 422)
    except Refused as refused:
        return _page(event_id, entry_id, request.form, wrong(refused), refused.status)
    return _done(event_id, entry_id, words)


def _done(event_id: str, entry_id: str, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for("eligibility.entry", event_id=event_id, entry_id=entry_id), 303)


def _entry_of(s: Session, event_id: str, entry_id: str) -> contestants.EntryRow:
    """The entry, when it is one of the event. Refused: not_there (404)."""
    row = contestants.entry(s, entry_id)
    if row.event_id != event_id:
        raise Refused("not_there", 404)
    return row


def _page(event_id: str, entry_id: str, values: Mapping[str, Any], errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        row = _entry_of(s, event_id, entry_id)
        event = events.event(s, event_id)
        trade = events.trade(s, row.trade_id)
        one = queries.rule_set(s, event_id)
        rules = queries.rules_of(one)
        names = names_of(s, event_id, rules)
        people: list[dict[str, Any]] = []
        if one is not None:
            ground, found = results_of(s, one, [entry_id])
            people = next((found_row["results"] for found_row in rows_of(s, ground, found)), [])
        known = queries.facts_of_event(s, event_id, [entry_id])
        noted, moves = queries.facts_of_entry(s, entry_id), queries.moves_of_entry(s, entry_id)
        by = accounts.names(s, {fact.by for fact in noted} | {move.by for move in moves})
        happenings = activity(s, entry_id)
    told = {rule.key: rule_words(rule, names) for rule in rules}
    return (
        render_template(
            "eligibility/entry.html", event=event, trade=trade, row=row, one=one, people=people, told=told, by=by,
            whys={(who["person"], said["rule"]): reason_words(said, names) for who in people for said in who["rules"]},
            firm={rule.key for rule in rules if rule.firm}, known={said.person_id: kept for said, kept in known.items()},
            noted=noted, person_names={who["person"]: who["name"] for who in people}, values=values, errors=errors,
            labels=FIELDS, verdicts=VERDICTS, tones=TONES, prizes=PRIZES, happenings=happenings,
            may_edit=permitted("eligibility.edit", event_id), may_override=permitted("eligibility.override", event_id),
            here="eligibility",
        ),
        status,
    )  # fmt: skip
