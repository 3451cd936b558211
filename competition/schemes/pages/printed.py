"""What people print: the technical document of a version, and a blank marking sheet for each module."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from competition.accounts.guard import may
from competition.schemes import awarding, fields, queries, words
from competition.schemes.pages import pages
from competition.schemes.pages.common import here, tie_titles, version_asked
from competition.store import Refused, reading

FEWEST, MOST = 1, 9


@pages.get("/<event_id>/<trade_id>/technical")
@may("plan.read")
def technical(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The technical document of a version (?version=), made for A4."""
    with reading() as s:
        at = here(s, event_id, trade_id)
        plan = version_asked(s, trade_id)
    ruled = queries.ruled(plan)
    return render_template(
        "schemes/technical.html", event=at.event, trade=at.trade, stage=at.stage, plan=plan, ruled=ruled, words=words,
        tie_titles=tie_titles(ruled), per=fields.PER, sections={one.key: one for one in ruled.document.sections},
        awards=awarding.told(ruled),
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>/sheet/<module>")
@may("plan.read")
def blank_sheet(event_id: str, trade_id: str, module: str) -> ResponseReturnValue:
    """A marking sheet to fill in by hand where no tablet works; ?seat= 1 has every aspect, others what each judge marks."""
    with reading() as s:
        at = here(s, event_id, trade_id)
        plan = version_asked(s, trade_id)
    ruled = queries.ruled(plan)
    found = next((one for one in ruled.modules if one.key == module), None)
    if found is None:
        raise Refused("not_there", 404)
    text = request.args.get("seat", "")
    seat = int(text) if text.isdigit() and FEWEST <= int(text[:3]) <= MOST else 1
    return render_template(
        "schemes/sheet.html", event=at.event, trade=at.trade, stage=at.stage, plan=plan, ruled=ruled, module=found,
        seat=seat, marked={one.key for one in found.aspects_for(seat)}, words=words,
    )  # fmt: skip
