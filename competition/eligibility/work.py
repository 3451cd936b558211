"""What is done in the worker process: checking the entries of a large event, and the list as a spreadsheet."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from competition.eligibility import actions, queries
from competition.eligibility.queries import Wanted
from competition.eligibility.telling import Names, names_of, reason_words
from competition.eligibility.words import KINDS, VERDICTS
from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.store import reading, utcnow
from competition.web.sheets import Column, Table
from competition.web.words import named

CHECK = "eligibility.check"
LIST = "eligibility.list"


def start_check(event_id: str, actor: str, *, always: bool = False, onward: str = "") -> str | None:
    """Leave a check to the worker, once however often it is asked for; returns the job's id, None where one waits."""
    if not actions.wait_for_worker(event_id) and not always:
        return None
    payload = {"event_id": event_id} | ({"onward": onward} if onward else {})
    return jobs.start(CHECK, payload, actor)


@jobs.handler(CHECK)
def check(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Check every entry of the event."""
    return {"entries": actions.check_event(str(payload["event_id"]), job.progress)}


@exports.writes(LIST)
def write_list(arguments: dict[str, Any]) -> Table:
    """The entries that fit `arguments` ({"event_id", "wanted"}), a line for each rule that is not simply met."""
    event_id = arguments["event_id"]
    with reading() as s:
        event = events.event(s, event_id)
        trades = {one.id: named(one.name, one.name_en) for one in events.trades(s, event_id)}
        names = names_of(s, event_id, queries.rules_of(queries.rule_set(s, event_id)))
        rows = queries.search(s, event_id, Wanted(**arguments["wanted"]))
    columns = (
        (_("Trade"), 22), (_("No."), 8), (_("Full name"), 18), (_("Organisation"), 30), (_("Person"), 18),
        (_("Rule"), 26), (_("What it says"), 18), (_("Why"), 48), (_("Set aside because"), 40),
    )  # fmt: skip
    values = [line for row in rows for line in _lines(row, trades.get(row.trade_id, ""), names)]
    made = utcnow().astimezone(ZoneInfo(event.zone)).strftime("%Y-%m-%d %H:%M")
    about = (named(event.name, event.name_en), _("As of %(at)s, %(zone)s", at=made, zone=event.zone))
    return Table(_("Rules of entry"), [Column(title, width) for title, width in columns], values, about)


def _lines(row: queries.Row, trade: str, names: Names) -> list[list[str]]:
    head = [trade, str(row.number), row.name, row.organisation_name]
    found = [
        [
            *head, person["name"], str(KINDS[one["kind"]]), str(VERDICTS[one["found"]]), reason_words(one, names),
            one["override"]["reason"] if one["override"] else "",
        ]
        for person in row.results
        for one in person["rules"]
        if one["found"] != "met"
    ]  # fmt: skip
    return found or [[*head, "", "", str(VERDICTS["met"]), "", ""]]
