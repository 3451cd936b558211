"""The jobs of this room, done in the worker process: proposing many cuts, and writing lists."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from competition.advancement import actions, words
from competition.advancement.queries import rows
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.sheets import Column, Table
from competition.web.words import named

PROPOSE = "advancement.propose"
CUTS, PLACES = "advancement.cuts", "advancement.places"
TOLD = 20


@jobs.handler(PROPOSE)
def propose(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Propose one cut after the other, each in a transaction of its own, so that nobody waits long. What was proposed
    before somebody cancels stays, and can be taken back like the whole."""
    ids: list[str] = payload["passages"]
    made: dict[str, str] = {}
    refused: list[str] = []
    try:
        for done, passage_id in enumerate(ids):
            job.progress(done, len(ids))
            try:
                made[passage_id] = actions.propose(job.started_by, passage_id)
            except Refused as no:
                refused.append(refusal_words(no))
        job.progress(len(ids), len(ids))
    finally:
        act_id = actions.record_proposed(job.started_by, made)
    return {"act_id": act_id, "count": len(made), "refused": refused[:TOLD]}


@exports.writes(CUTS)
def cuts_table(arguments: dict[str, Any]) -> Table:
    """The cuts of a ladder that fit."""
    with reading() as s:
        found = rows.with_pools(s, rows.cut_rows(s, arguments["ladder"], rows.Wanted(**arguments["wanted"])))
    columns = [
        Column(_("Trade"), 24), Column(_("Event"), 40), Column(_("Tier")), Column(_("Pools")), Column(_("Ended")),
        Column(_("State")), Column(_("Go on")), Column(_("Entered above")),
    ]  # fmt: skip
    values = [
        [
            named(one.trade.name, one.trade.name_en), named(one.event.name, one.event.name_en),
            named(one.tier.name, one.tier.name_en), str(one.pools), str(one.ended), str(words.STATES[one.state]),
            str(one.held), str(one.accepted),
        ]
        for one in found
    ]  # fmt: skip
    return Table(_("Cuts"), columns, values)


@exports.writes(PLACES)
def places_table(arguments: dict[str, Any]) -> Table:
    """The places of a passage that fit."""
    with reading() as s:
        found = rows.place_rows(s, arguments["passage"], rows.WantedPlaces(**arguments["wanted"]))
    columns = [
        Column(_("No.")), Column(_("Name"), 20), Column(_("Organisation"), 30), Column(_("Pool"), 40),
        Column(_("Goes on by"), 20), Column(_("State"), 20), Column(_("Number above")),
    ]  # fmt: skip
    values = [
        [
            str(one.position), one.name, one.organisation, one.pool, str(words.WHY[one.why]),
            str(words.PLACE_STATES[one.state]), str(one.number or ""),
        ]
        for one in found
    ]  # fmt: skip
    return Table(_("Those who go on"), columns, values)
