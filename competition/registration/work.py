"""What registration does in the worker process: the list as a spreadsheet, and decisions on more than a page waits for."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from competition.contestants.words import LEVELS, SEXES
from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.registration import actions, queries
from competition.registration.queries import Wanted
from competition.registration.states import APPROVE
from competition.registration.words import STATES
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.mask import masked_id_number, masked_phone
from competition.web.sheets import Column, Table
from competition.web.speaking import speaking
from competition.web.words import named

LIST = "registration.list"
DECIDE = "registration.decide"


@exports.writes(LIST)
def write_list(arguments: dict[str, Any]) -> Table:
    """The registrations that fit `arguments` (the fields of `queries.Wanted`); ID and telephone numbers stay masked."""
    with reading() as s:
        rows = queries.search(s, Wanted(**arguments))
        shown = {one.id: one for one in events.events(s, {row.event_id for row in rows})}
        trades = {one.id: one for one in events.trades_by_id(s, {row.trade_id for row in rows})}
        details = [queries.details_of(row) for row in rows]
    columns = (
        (_("Event"), 28), (_("Trade"), 20), (_("Full name"), 16), (_("Sex"), 8), (_("ID number"), 22),
        (_("Telephone"), 16), (_("Unit"), 30), (_("Work unit"), 30), (_("Skill level"), 14), (_("Coach"), 14),
        (_("Sent"), 18), (_("State"), 18), (_("Reason"), 40),
    )  # fmt: skip
    lines = []
    for row, said in zip(rows, details, strict=True):
        event, trade = shown[row.event_id], trades.get(row.trade_id)
        sent = row.sent_at.astimezone(ZoneInfo(event.zone)).strftime("%Y-%m-%d %H:%M")
        lines.append([
            named(event.name, event.name_en), named(trade.name, trade.name_en) if trade else "", row.name,
            str(SEXES[said.sex]), masked_id_number(said.id_number), masked_phone(said.phone), row.unit_name,
            said.employer, str(LEVELS[said.skill_level]), said.coach, sent, str(STATES[row.state]), row.reason,
        ])  # fmt: skip
    return Table(_("Registrations"), [Column(title, width) for title, width in columns], lines, ())


@jobs.handler(DECIDE)
def decide(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Decide as it was confirmed; what is against the rules is told in words, and nobody has been decided on then."""
    total = len(payload["ids"])
    job.progress(0, total)
    with speaking(payload["locale"]):
        try:
            act_id = actions.decide(
                job.started_by, payload["ids"], payload["to"], payload["reason"], payload["revs"], permission=APPROVE,
                event_id=payload["event_id"],
            )  # fmt: skip
        except Refused as refused:
            return {"refused": refusal_words(refused)}
    job.progress(total, total)
    return {"act_id": act_id, "count": total}
