"""What everybody may see of the day: the call room's screen, the clock of a trade, and the records of its draws."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from competition.accounts.guard import public
from competition.sessions import queries
from competition.sessions.pages.blueprint import ground, pages, shown, state_of
from competition.sessions.words import DRAW_STATES, DRAW_TONES, DRAWS, STATES, TONES
from competition.store import Refused, reading, utcnow


@pages.get("/<event_id>/screen")
@public
def screen(event_id: str) -> ResponseReturnValue:
    """Who competes now, who is called and who is next. 404 before the event is public, but for its desk."""
    with reading() as s:
        event = shown(s, event_id)
        calls = queries.calls(s, event_id)
    return render_template("sessions/screen.html", event=event, calls=calls, states=STATES, now=utcnow())


@pages.get("/<event_id>/<trade_id>/timer")
@public
def timer(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The clock of a trade on a wall."""
    with reading() as s:
        shown(s, event_id)
        place = ground(s, event_id, trade_id)
        sittings = queries.sittings(s, queries.sessions_of_stage(s, place.stage.id))
        codes = _codes(s, place.stage.id)
    return render_template(
        "sessions/timer.html", event=place.event, trade=place.trade, sittings=_on_the_wall(sittings), states=STATES,
        tones=TONES, codes=codes,
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>/clock.json")
@public
def clock(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The clocks of a trade's sessions by the server's time: seconds left, and when they end."""
    with reading() as s:
        shown(s, event_id)
        place = ground(s, event_id, trade_id)
        sittings = queries.sittings(s, queries.sessions_of_stage(s, place.stage.id))
    said = {
        "now": utcnow().isoformat(),
        "sessions": [
            {
                "number": one.session.number, "state": one.clock.state, "left": one.clock.left,
                "ends_at": one.clock.ends_at.isoformat() if one.clock.ends_at else None,
            }
            for one in sittings
        ],
    }  # fmt: skip
    answer = Response(json.dumps(said), mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/<event_id>/<trade_id>/records")
@public
def records(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The hashes of a trade's draws before, seeds and records after."""
    with reading() as s:
        shown(s, event_id)
        place = ground(s, event_id, trade_id)
        made = queries.draws_of_stage(s, place.stage.id)
    return render_template(
        "sessions/records.html", event=place.event, trade=place.trade, made=made, state_of=state_of,
        kinds={kind: DRAWS[kind] for kind in queries.kinds_of(place.stage.anonymity)},
        states=DRAW_STATES, tones=DRAW_TONES,
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>/records/<kind>/<part>/record.json")
@public
def record(event_id: str, trade_id: str, kind: str, part: str) -> ResponseReturnValue:
    """One record as `competition verify-draw` reads it. 404 before the draw is open to everybody."""
    with reading() as s:
        shown(s, event_id)
        place = ground(s, event_id, trade_id)
        one = queries.draw(s, place.stage.id, kind)
    found = {str(number): document for number, document in enumerate(one.record or [], 1)}
    if part not in found:
        raise Refused("not_there", 404)
    answer = Response(json.dumps(found[part], ensure_ascii=False, indent=1), mimetype="application/json")
    name = f"draw-{place.trade.code}-{kind}-{part}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _on_the_wall(sittings: list[Any]) -> list[Any]:
    """Those under way, or else the next one."""
    going = [one for one in sittings if one.session.state in ("RUNNING", "PAUSED")]
    return going or [one for one in sittings if one.session.state == "READY"][:1] or sittings[-1:]


def _codes(s: Any, stage_id: str) -> dict[str, str]:
    """Entry id -> station code, once dealt, else its number."""
    dealt = queries.stations_dealt(s, stage_id)
    seats = [seat for some in queries.seats(s, stage_id).values() for seat in some]
    return {seat.entry.id: seat.entry.station_code if dealt else str(seat.entry.number) for seat in seats}
