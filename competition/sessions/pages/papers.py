"""What is printed for the day: badges with a QR code, and the plan of seats."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from competition.accounts.guard import may, permitted
from competition.contestants import queries as contestants
from competition.sessions import queries
from competition.sessions.actions.checking import MARK
from competition.sessions.pages.blueprint import ground, pages
from competition.store import reading
from competition.web import qr

MOST = 400


@pages.get("/<event_id>/<trade_id>/badges")
@may("contestant.read")
def badges(event_id: str, trade_id: str) -> ResponseReturnValue:
    """A badge for everybody who takes part; its code is what the check-in desk scans."""
    with reading() as s:
        place = ground(s, event_id, trade_id)
        rows = [one for one in contestants.entries_of_stage(s, place.stage.id) if not one.status][:MOST]
    codes = {one.id: qr.svg(f"{MARK}{one.id}".upper(), quiet=2) for one in rows}
    return render_template("sessions/badges.html", event=place.event, trade=place.trade, rows=rows, codes=codes)


@pages.get("/<event_id>/<trade_id>/seats")
@may("session.read")
def seats(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The seats of every session: by station where stations are dealt, without names where marking is blind."""
    with reading() as s:
        place = ground(s, event_id, trade_id)
        sittings = queries.sittings(s, queries.sessions_of_stage(s, place.stage.id))
        found = queries.seats(s, place.stage.id)
        dealt = queries.stations_dealt(s, place.stage.id)
    if dealt:
        found = {key: sorted(some, key=lambda seat: seat.entry.station_code) for key, some in found.items()}
    return render_template(
        "sessions/seats.html", event=place.event, trade=place.trade, stage=place.stage, sittings=sittings, seats=found,
        dealt=dealt, apart=place.blind and dealt, may_name=permitted("contestant.read", event_id, trade_id),
    )  # fmt: skip
