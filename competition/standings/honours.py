"""Who won what in an event, worked out from its marks as any result is."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.judging import queries as judging
from competition.standings.exporting import gather, result_of_gathered


def prizes(s: Session, event_id: str) -> list[tuple[str, str, str]]:
    """Prizes and medals of an event whose results stand: (trade's template or name, person, key of the prize or medal), a
    team's for everybody in it. Some tenths of a second a trade: for the worker."""
    found = []
    keys = events.keys_of_trades(events.trades(s, event_id))
    for trade_id, stage in events.stages(s, event_id).items():
        if stage.state != "ENDED" or stage.plan_id is None:
            continue
        awards = judging.plan_of(s, stage.plan_id).awards
        if not awards.prizes and awards.medals is None:
            continue
        gathered = gather(s, stage.id)
        entries = {key: entry_id for entry_id, key in gathered.keys.items()}
        won = [one for one in result_of_gathered(gathered).awarded.entries if one.prize or one.medal]
        people = contestants.people_of(s, [entries[one.entry] for one in won])
        for one in won:
            for person in people.get(entries[one.entry], ()):
                found += [(keys[trade_id], person, prize) for prize in (one.prize, one.medal) if prize]
    return found
