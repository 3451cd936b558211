"""The list of an event's entries as a spreadsheet, written in the worker process in the reader's language."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from competition.contestants import queries
from competition.contestants.words import LEVELS, SEXES, STATUSES
from competition.events import queries as events
from competition.jobs import exports
from competition.store import reading, utcnow
from competition.web.sheets import Column, Table
from competition.web.words import named

LIST = "contestants.list"


@exports.writes(LIST)
def write_list(arguments: dict[str, Any]) -> Table:
    """The entries that fit `arguments` ({"event_id", "wanted"}), with everything the list can show."""
    with reading() as s:
        event = events.event(s, arguments["event_id"])
        trades = {one.id: named(one.name, one.name_en) for one in events.trades(s, event.id)}
        divisions = {
            one.id: named(one.name, one.name_en)
            for several in events.divisions_of_event(s, event.id).values()
            for one in several
        }
        rows = queries.search(s, event.id, queries.Wanted(**arguments["wanted"]))
    made = utcnow().astimezone(ZoneInfo(event.zone)).strftime("%Y-%m-%d %H:%M")
    columns = (
        (_("Trade"), 24), (_("No."), 8), (_("Station"), 12), (_("Full name"), 18), (_("Sex"), 8), (_("Age"), 8),
        (_("Organisation"), 28), (_("Work unit"), 28), (_("Skill level"), 14), (_("Division"), 14), (_("Coach"), 14),
        (_("Union"), 28), (_("Status"), 14),
    )  # fmt: skip
    values = [
        [
            trades.get(row.trade_id, ""), str(row.number), row.station_code, row.name, str(SEXES[row.sex]),
            "" if row.age is None else str(row.age), row.organisation_name, row.employer, str(LEVELS[row.skill_level]),
            divisions.get(row.division_id or "", ""), row.coach, row.union_name, str(STATUSES[row.status]),
        ]
        for row in rows
    ]  # fmt: skip
    note = (named(event.name, event.name_en), _("As of %(at)s, %(zone)s", at=made, zone=event.zone))
    return Table(_("Contestants"), [Column(title, width) for title, width in columns], values, note)
