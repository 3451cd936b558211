"""Who goes on, as everybody may read it and as it is put up on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from competition.accounts.guard import permitted, public, signed_in
from competition.advancement import queries, words
from competition.advancement.models import ACCEPTED, OFFERED, WAITING
from competition.advancement.pages.blueprint import pages, seen
from competition.advancement.queries.cuts import Who
from competition.ladders import queries as ladders
from competition.ladders.queries import Source
from competition.ladders.telling import limits, ways
from competition.store import Refused, reading
from competition.web.words import named

Row = tuple[queries.Qualification, Who]


@pages.get("/<passage_id>/public")
@public
def public_page(passage_id: str) -> ResponseReturnValue:
    """For everybody once the cut is confirmed and the upper event is public, before that for its desk."""
    with reading() as s:
        passage = ladders.passage(s, passage_id)
        upper = ladders.upper(s, passage)
        if not upper.event.public and not permitted("cut.read", upper.event.id):
            raise Refused("not_there", 404)
        cut = queries.standing_cut(s, passage_id)
        if cut is None:
            raise Refused("not_there", 404)
        rows, waiting = _rows(s, passage_id)
        pools = pool_names(ladders.sources(s, passage_id))
        corrections = queries.corrections(s, passage_id)
        rule = ladders.rule_of(passage)
    return render_template(
        "advancement/public.html", upper=upper, cut=cut, rows=rows, waiting=waiting, pools=pools, words=words,
        corrections=corrections, ways=ways(rule), limits=limits(rule), event=upper.event, here="event",
        local=lambda at: at.astimezone(ZoneInfo(upper.event.zone)).strftime("%Y-%m-%d %H:%M"),
    )  # fmt: skip


@pages.get("/<passage_id>/list")
@signed_in
def printed(passage_id: str) -> ResponseReturnValue:
    """The list of those who go on, to be printed, signed and put up."""
    with reading() as s:
        place = seen(s, passage_id)
        cut = queries.standing_cut(s, passage_id)
        if cut is None:
            raise Refused("cut_not_confirmed")
        rows, waiting = _rows(s, passage_id)
    return render_template(
        "advancement/list.html", place=place, event=place.upper.event, cut=cut, rows=rows, waiting=waiting, words=words,
        pools=pool_names(place.sources),
    )  # fmt: skip


def pool_names(sources: Sequence[Source]) -> Mapping[str, Any]:
    """What the pools are called, by the id of their trade."""
    return {one.trade_id: named(one.name, one.name_en) for one in sources}


def _rows(s: Session, passage_id: str) -> tuple[list[Row], list[Row]]:
    """Who has a place, and who waits for one."""
    places = queries.places(s, passage_id)
    who = queries.who_of(s, [one.key for one in places])
    held = [(one, who[one.key]) for one in places if one.state in (OFFERED, ACCEPTED)]
    return held, [(one, who[one.key]) for one in places if one.state == WAITING]
