"""A person: who he is, where he has taken part, what happened to him."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from competition.accounts.guard import may, permitted
from competition.acts.queries import activity
from competition.contestants import queries, words
from competition.contestants.pages import pages
from competition.events import queries as events
from competition.organisations import queries as organisations
from competition.store import Refused, reading


@pages.get("/<event_id>/people/<contestant_id>")
@may("contestant.read")
def person(event_id: str, contestant_id: str) -> ResponseReturnValue:
    """All entries of a person in the events that the reader may see; who was merged leads to whom he became."""
    with reading() as s:
        event = events.event(s, event_id)
        one = queries.standing_for(s, contestant_id)
        taken = queries.taken_part(s, one.id)
        in_event(s, event_id, one.id)
        if one.id != contestant_id:
            return redirect(url_for("contestants.person", event_id=event_id, contestant_id=one.id), 301)
        shown = [row for row in taken if permitted("contestant.read", row.event.id)]
        masked = queries.masked_numbers(one)
        happenings = activity(s, one.id)
        unit = organisations.organisation(s, one.organisation_id) if one.organisation_id else None
        blind = {row.event.id: queries.blind_trades(s, row.event.id) for row in shown}
    return render_template(
        "contestants/person.html", event=event, person=one, taken=shown, elsewhere=len(taken) - len(shown),
        masked=masked, happenings=happenings, unit=unit, blind=blind, words=words, here="contestants",
        may_edit=permitted("contestant.edit", event_id),
    )  # fmt: skip


def in_event(s: Session, event_id: str, contestant_id: str) -> None:
    """The person has an entry in the event, alone or in a team. Refused: not_there (404)."""
    if not queries.taken_part(s, contestant_id, [event_id]):
        raise Refused("not_there", 404)
