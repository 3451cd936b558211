"""What the overview of an event says of its ladder."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.events.beside import Beside
from competition.ladders import queries
from competition.web.words import named


def place_in_ladder(s: Session, event_id: str) -> list[Beside]:
    """The ladder an event is part of, its tier, and the event that its contestants go on to."""
    rung = queries.rung_of_event(s, event_id)
    if rung is None:
        return []
    ladder = queries.ladder(s, rung.ladder_id)
    tier = queries.tier(s, ladder.id, rung.tier_id)
    facts = {"ladder": named(ladder.name, ladder.name_en), "tier": named(tier.name, tier.name_en)}
    if rung.feeds_id is None:
        text = _("%(ladder)s, tier %(tier)s", **facts)
    else:
        upper = events.event(s, queries.rung(s, rung.feeds_id).event_id)
        text = _("%(ladder)s, tier %(tier)s, goes on to %(event)s", event=named(upper.name, upper.name_en), **facts)
    return [Beside(_("Ladder"), text, f"/ladders/of/{event_id}")]
