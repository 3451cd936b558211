"""The rules of an event: read in words, set one by one by forms, and how they changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.contestants import queries as contestants
from competition.contestants.words import LEVELS
from competition.eligibility import actions, queries
from competition.eligibility.pages.blueprint import Errors, pages, wrong
from competition.eligibility.schemas import known_kind, new_key, read_rule, reason_of, rule_values, table_rows
from competition.eligibility.telling import names_of, rule_words
from competition.eligibility.words import (
    FIELDS,
    KINDS,
    LIMITED,
    MODES,
    NO_SUCH_GROUP,
    NO_SUCH_UNIT,
    NOTES,
    PRIZES,
    SEXES,
    UNIT_FACTS,
)
from competition.engine.eligibility_rules import Rule
from competition.events import queries as events
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from competition.web.forms import Invalid
from competition.web.words import named

UNITS = ("organisation", "region")


@dataclass(frozen=True)
class Place:
    """Where a rule is set: the event with its rules so far, how many are entered, its trades and divisions."""

    event: events.Event
    one: queries.RuleSet | None
    rules: tuple[Rule, ...]
    entered: int
    trades: list[tuple[str, str]]
    divisions: list[str]

    @property
    def document(self) -> list[dict[str, Any]]:
        """The rules as their document has them."""
        return list(self.one.document["rules"]) if self.one is not None else []

    @property
    def mode(self) -> str:
        """What failing a rule means at entry."""
        return self.one.mode if self.one is not None else queries.WARN

    def rule(self, key: str) -> Rule:
        """The rule of this key. Refused: rule_not_there (404)."""
        found = next((rule for rule in self.rules if rule.key == key), None)
        if found is None:
            raise Refused("rule_not_there", 404)
        return found


@pages.get("/<event_id>/rules")
@may("eligibility.read")
def rules(event_id: str) -> ResponseReturnValue:
    return _rules(event_id, {}, {}, 200)


@pages.post("/<event_id>/rules/mode")
@may("eligibility.edit")
def set_mode(event_id: str) -> ResponseReturnValue:
    """What happens to who does not meet a rule."""
    with reading() as s:
        place = _place(s, event_id)
    mode = request.form.get("mode", "")
    if mode not in MODES:
        return _rules(event_id, request.form, {"mode": [_("Choose one.")]}, 422)
    return _set(place, place.document, _("It has been set."), mode=mode)


@pages.post("/<event_id>/rules/<rule_key>/remove")
@may("eligibility.edit")
def remove(event_id: str, rule_key: str) -> ResponseReturnValue:
    with reading() as s:
        place = _place(s, event_id)
    place.rule(rule_key)
    left = [rule for rule in place.document if rule["key"] != rule_key]
    return _set(place, left, _("The rule has been taken away."))


@pages.get("/<event_id>/rules/new/<rule_kind>")
@may("eligibility.edit")
def new_rule(event_id: str, rule_kind: str) -> ResponseReturnValue:
    with reading() as s:
        place = _place(s, event_id)
        return _form(s, place, _known(rule_kind), None, None, {}, 200)


@pages.post("/<event_id>/rules/new/<rule_kind>")
@may("eligibility.edit")
def new_rule_post(event_id: str, rule_kind: str) -> ResponseReturnValue:
    with reading() as s:
        place = _place(s, event_id)
    return _write(place, _known(rule_kind), None)


@pages.get("/<event_id>/rules/<rule_key>")
@may("eligibility.edit")
def rule(event_id: str, rule_key: str) -> ResponseReturnValue:
    with reading() as s:
        place = _place(s, event_id)
        one = place.rule(rule_key)
        return _form(s, place, one.kind, one, None, {}, 200)


@pages.post("/<event_id>/rules/<rule_key>")
@may("eligibility.edit")
def rule_post(event_id: str, rule_key: str) -> ResponseReturnValue:
    with reading() as s:
        place = _place(s, event_id)
    one = place.rule(rule_key)
    return _write(place, one.kind, one)


def _known(kind: str) -> str:
    if not known_kind(kind):
        raise Refused("not_there", 404)
    return kind


def _place(s: Session, event_id: str) -> Place:
    event = events.event(s, event_id)
    one = queries.rule_set(s, event_id)
    counted = contestants.counts_of_events(s, [event_id])
    some = events.trades(s, event_id)
    keys = events.keys_of_trades(some)
    trades = {keys[trade.id]: named(trade.name, trade.name_en) for trade in some}
    divided = events.divisions_of_event(s, event_id)
    divisions = dict.fromkeys(one.name for some in divided.values() for one in some)
    entered = counted[event_id].all if event_id in counted else 0
    return Place(event, one, queries.rules_of(one), entered, list(trades.items()), list(divisions))


def _write(place: Place, kind: str, one: Rule | None) -> ResponseReturnValue:
    """Put the rule that the form says in its place, or show the form again with what is wrong."""
    several = {name: request.form.getlist(name) for name in ("trades", "divisions", "prizes")}
    key = one.key if one is not None else new_key(kind, place.document)
    try:
        with reading() as s:
            document = read_rule(kind, key, request.form, several, lambda of, names: _resolved(s, of, names))
        rows = [document if row["key"] == key else row for row in place.document]
        reason = reason_of(request.form)
        if one is None:
            rows.append(document)
        actions.set_rules(
            me().id, place.event.id, {"rules": rows}, place.mode, rev=_rev(), reason=reason
        )  # fmt: skip
    except Invalid as invalid:
        with reading() as s:
            return _form(s, place, kind, one, request.form, invalid.errors, 422)
    except Refused as refused:
        field = "reason" if refused.code == "eligibility_reason_missing" else ""
        with reading() as s:
            return _form(s, _place(s, place.event.id), kind, one, request.form, wrong(refused, field), refused.status)
    return _saved(place.event.id, _("The rule has been set."))


def _set(place: Place, rows: Sequence[Mapping[str, Any]], words: str, mode: str | None = None) -> ResponseReturnValue:
    try:
        actions.set_rules(
            me().id, place.event.id, {"rules": list(rows)}, mode or place.mode, rev=_rev(),
            reason=reason_of(request.form),
        )  # fmt: skip
    except Invalid as invalid:
        return _rules(place.event.id, request.form, invalid.errors, 422)
    except Refused as refused:
        field = "reason" if refused.code == "eligibility_reason_missing" else ""
        return _rules(place.event.id, request.form, wrong(refused, field), refused.status)
    return _saved(place.event.id, words)


def _saved(event_id: str, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for("eligibility.rules", event_id=event_id), 303)


def _rev() -> int | None:
    sent = request.form.get("rev", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None


def _resolved(s: Session, of: str, typed: Sequence[str]) -> list[str]:
    """What rules call these names as typed. Raises LookupError with words for the one that is none."""
    if of in UNITS:
        units = [(name, organisations.find_or_none(s, name)) for name in typed]
        for name, unit in units:
            if unit is None:
                raise LookupError(str(NO_SUCH_UNIT) % {"name": name})
        return [unit.id for _name, unit in units if unit is not None]
    if of in ("industry", "ownership"):
        keys = {word.casefold(): one.key for one in organisations.groups(s)[of] for word in (one.name, one.name_en)}
        for name in typed:
            if name.casefold() not in keys:
                raise LookupError(str(NO_SUCH_GROUP) % {"name": name})
        return [keys[name.casefold()] for name in typed]
    return list(typed)


def _called(s: Session, of: str, held: Sequence[str]) -> list[str]:
    """What the form shows of names as rules call them."""
    if of in UNITS:
        names = organisations.named_ids(s, held)
    elif of in ("industry", "ownership"):
        names = {one.key: named(one.name, one.name_en) for one in organisations.groups(s)[of]}
    else:
        names = {}
    return [names.get(one, one) for one in held]


def _form(
    s: Session,
    place: Place,
    kind: str,
    one: Rule | None,
    typed: Any,
    errors: Errors,
    status: int,
) -> ResponseReturnValue:
    values: Mapping[str, Any] = typed if typed is not None else {"each_trade": "1", "highest": "1", "lowest": "5"}
    ticked = {
        name: set(typed.getlist(name)) if typed is not None else set() for name in ("trades", "divisions", "prizes")
    }
    if one is not None and typed is None:
        values = rule_values(one, lambda of, held: _called(s, of, held))
        ticked = {"trades": set(one.trades), "divisions": set(one.divisions), "prizes": set(getattr(one, "prizes", ()))}
    groups = organisations.groups(s) if kind == "unit" else {}
    return (
        render_template(
            "eligibility/rule.html", event=place.event, place=place, kind=kind, rule=one, title=KINDS[kind],
            note=NOTES[kind], values=values, ticked=ticked, errors=errors, labels=FIELDS, prizes=PRIZES,
            sexes=SEXES, facts=UNIT_FACTS, limited=LIMITED, levels={n: words for n, words in LEVELS.items() if n},
            groups={of: [named(each.name, each.name_en) for each in groups.get(of, ())] for of in ("industry", "ownership")},
            rows=table_rows(one, place.divisions, values) if kind == "division" else [], here="eligibility",
        ),
        status,
    )  # fmt: skip


def _rules(event_id: str, values: Mapping[str, Any], errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        place = _place(s, event_id)
        names = names_of(s, event_id, place.rules)
        versions = queries.versions(s, event_id)
        by = accounts.names(s, {one.by for one in versions})
    return (
        render_template(
            "eligibility/rules.html", event=place.event, place=place, values=values, errors=errors, labels=FIELDS,
            told=[(rule, rule_words(rule, names)) for rule in place.rules], kinds=KINDS, notes=NOTES, modes=MODES,
            versions=versions, by=by, may_edit=permitted("eligibility.edit", event_id), here="eligibility",
        ),
        status,
    )  # fmt: skip
