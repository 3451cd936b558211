"""Mark sheets to print, each with its number and a code that leads back to it, and the way from that code."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from competition.accounts.guard import may, permitted, signed_in
from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.judging import queries as judging
from competition.judging.queries import Sheet
from competition.officials import queries as officials
from competition.paper import queries
from competition.paper.pages.blueprint import Ground, ground, open_sheets, pages
from competition.schemes import words as scheme_words
from competition.sessions import queries as sessions
from competition.store import Refused, reading
from competition.web import qr

TOGETHER = 100


@pages.get("/<event_id>/<trade_id>/print")
@may("paper.print")
def printing(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Sheets to fill in by hand: ?sheet= one, ?judge= or ?session= those of one, else all that are open; a hundred at a
    time (?part=)."""
    with reading() as s:
        place = ground(s, event_id, trade_id)
        plan = place.plan
        found = _chosen(s, place) if place.running else []
        part = max(1, min(_whole(request.args.get("part", "")), _parts(found)))
        shown = found[(part - 1) * TOGETHER : part * TOGETHER]
        numbers = queries.numbers(s, place.stage.id, [one.id for one in shown])
        seats = [seat for some in officials.panels(s, place.stage.id).values() for seat in some]
        named = place.stage.anonymity == "open"
        entries = contestants.entries_of_stage(s, place.stage.id) if named else []
    return render_template(
        "paper/print.html", event=place.event, trade=place.trade, stage=place.stage, plan=plan, sheets=shown,
        numbers=numbers, total=len(found), part=part, parts=_parts(found), words=scheme_words,
        kept={key: request.args[key] for key in ("sheet", "judge", "session") if request.args.get(key)},
        names={one.station_code: one.name for one in entries}, judges={seat.person_id: seat.name for seat in seats},
        codes={one.id: qr.svg(_address(one.id), quiet=2) for one in shown},
        marked={one.id: _marked(place, one) for one in shown},
    )  # fmt: skip


@pages.get("/at/<sheet_id>")
@signed_in
def at(sheet_id: str) -> ResponseReturnValue:
    """Where the code on a paper leads. Refused: not_there (404), forbidden (403)."""
    with reading() as s:
        sheet = judging.sheet(s, sheet_id)
        if sheet is None:
            raise Refused("not_there", 404)
        trade = events.trade(s, sheet.trade_id)
    if not permitted("paper.read", trade.event_id, trade.id):
        raise Refused("forbidden", 403)
    return redirect(url_for("paper.sheet", event_id=trade.event_id, trade_id=trade.id, sheet_id=sheet_id), 303)


def _address(sheet_id: str) -> str:
    """The sheet's own address, as its code holds it."""
    base: str = current_app.extensions["settings"].base_url
    return base.rstrip("/") + url_for("paper.at", sheet_id=sheet_id)


def _chosen(s: Session, place: Ground) -> list[Sheet]:
    """The sheets that are asked for, as judges get them: by module, seat and code. Refused: not_there."""
    wanted = request.args
    if wanted.get("sheet"):
        one = judging.sheet(s, wanted["sheet"])
        if one is None or one.stage_id != place.stage.id:
            raise Refused("not_there", 404)
        return [one]
    found = open_sheets(s, place.stage.id)
    if wanted.get("judge"):
        found = [one for one in found if one.judge_id == wanted["judge"]]
    if wanted.get("session"):
        session = sessions.session(s, wanted["session"], place.trade.id)
        seats = sessions.seats(s, place.stage.id).get(session.id, [])
        codes = {seat.entry.station_code for seat in seats}
        found = [one for one in found if one.code in codes]
    order = {module.key: n for n, module in enumerate(place.plan.modules if place.plan else ())}
    return sorted(found, key=lambda one: (order[one.module_key], one.seat, one.code))


def _marked(place: Ground, sheet: Sheet) -> set[str]:
    return {one.key for one in place.plan.aspects_for(sheet.module_key, sheet.seat)} if place.plan else set()


def _parts(found: Sequence[Sheet]) -> int:
    return max(1, -(-len(found) // TOGETHER))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
