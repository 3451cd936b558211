"""By which way an entry came up, tier by tier."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from competition.accounts.guard import permitted, signed_in
from competition.advancement import queries, words
from competition.advancement.pages.blueprint import pages
from competition.contestants import queries as contestants
from competition.store import Refused, reading


@pages.get("/chain/<entry_id>")
@signed_in
def chain(entry_id: str) -> ResponseReturnValue:
    """The chain of an entry down to where it began, for whoever may see the contestants of its event."""
    with reading() as s:
        top = contestants.entry(s, entry_id)
        if not permitted("contestant.read", top.event_id):
            raise Refused("forbidden", 403)
        links = queries.chain(s, entry_id)
    readable = {link.event.id for link in links if permitted("contestant.read", link.event.id)}
    return render_template(
        "advancement/chain.html", links=links, top=links[0], event=links[0].event, readable=readable, words=words,
        here="contestants",
    )  # fmt: skip
