"""What this room does when something happens elsewhere: who fails a rule stays out where the rules say so, and what the
rules say is worked out anew after entries have changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.contestants import queries as contestants
from competition.contestants.facts import ContestantEntered
from competition.eligibility import actions, queries, work
from competition.eligibility.applying import results_of_applications
from competition.eligibility.ground import results_of
from competition.eligibility.plain import rows_of
from competition.eligibility.queries import REFUSE, Said
from competition.eligibility.telling import names_of, reason_words
from competition.events import queries as events
from competition.registration.facts import ApplicationsSent
from competition.store import Refused, reading


class OfTrade(Protocol):
    """A fact of a trade's entries."""

    @property
    def trade_id(self) -> str:
        """The trade's id."""
        ...

    @property
    def actor(self) -> str:
        """Who did it."""
        ...


class OfEvent(Protocol):
    """A fact of an event's entries."""

    @property
    def event_id(self) -> str:
        """The event's id."""
        ...

    @property
    def actor(self) -> str:
        """Who did it."""
        ...


def keep_out(s: Session, fact: ContestantEntered) -> None:
    """Together with an entry: where the rules are to refuse, whoever fails one is not entered, unless the desk gives a
    reason; then the rules are set aside for him. Who qualified below is never refused. Refused: not_eligible."""
    one = queries.rule_set(s, fact.event_id)
    if one is None or one.mode != REFUSE or fact.onward:
        return
    ground, found = results_of(s, one, [fact.entry_id])
    firm = {rule.key for rule in ground.rules if rule.firm}
    failed = {who: [result for result in several if result.keeps_out] for who, several in found.items()}
    failed = {who: several for who, several in failed.items() if several}
    if not failed:
        return
    if not fact.despite or any(result.rule in firm for several in failed.values() for result in several):
        raise Refused("not_eligible", name=fact.name, why=_why(s, fact.event_id, rows_of(s, ground, found)))
    names = {(who.entry_id, who.person_id): who.name for who in ground.entrants}
    for who, several in failed.items():
        actions.set_aside_all(s, fact.actor, fact.event_id, Said(*who), names[who], several, fact.despite)


def keep_out_applications(s: Session, fact: ApplicationsSent) -> None:
    """Together with people sent in: where the rules are to refuse, nobody is sent in who fails one. Refused:
    not_eligible, for the first of them."""
    one = queries.rule_set(s, fact.event_id)
    if one is None or one.mode != REFUSE:
        return
    ground, found = results_of_applications(s, one, fact.application_ids)
    out = {who: several for who, several in found.items() if any(result.keeps_out for result in several)}
    if out:
        first = next(row for row in rows_of(s, ground, out))
        raise Refused("not_eligible", name=first["name"], why=_why(s, fact.event_id, [first]))


def follow_trade(fact: OfTrade) -> None:
    """After a change of a trade's entries."""
    with reading() as s:
        trades = events.trades_by_id(s, [fact.trade_id])
    for trade in trades:
        follow(trade.event_id, fact.actor)


def follow_event(fact: OfEvent) -> None:
    """After a change of an event's entries."""
    follow(fact.event_id, fact.actor)


def follow(event_id: str, actor: str) -> None:
    """Check an event's entries anew, here when they are few, else in the worker; nothing where nothing has changed."""
    with reading() as s:
        one = queries.rule_set(s, event_id)
        if one is None or one.checked_state == queries.state_of(s, event_id, one.rev):
            return
        counted = contestants.counts_of_events(s, [event_id])
        many = event_id in counted and counted[event_id].all > actions.AT_ONCE
        person = bool(accounts.names(s, {actor}))
    if many and person:
        work.start_check(event_id, actor)
    else:
        actions.check_event(event_id)


def _why(s: Session, event_id: str, rows: Sequence[dict[str, Any]]) -> str:
    names = names_of(s, event_id)
    said = [
        reason_words(result, names)
        for row in rows
        for person in row["results"]
        for result in person["rules"]
        if result["verdict"] == "failed"
    ]
    return str(_("; ").join(dict.fromkeys(said)))
