"""Draws of a trade: the hash before, the draw, slips, the shares of the key, and the record after."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me, permitted
from competition.contestants import queries as contestants
from competition.engine.custody import Share, ShareRefused, read_printed
from competition.sessions import actions, queries
from competition.sessions.models import Draw
from competition.sessions.pages.blueprint import Errors, done, ground, pages, state_of, there
from competition.sessions.schemas import Custodians, Drawing, HandedIn, Opening, Replacing
from competition.sessions.words import DRAW_STATES, DRAW_TONES, DRAWS, KEEPERS, SHARE_FAULTS, SHARE_WRONG
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read


@pages.get("/<event_id>/<trade_id>/draws")
@may("session.read")
def draws(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _page(event_id, trade_id, {}, 200)


@pages.post("/<event_id>/<trade_id>/draws/<kind>/commit")
@may("draw.make")
def commit(event_id: str, trade_id: str, kind: str) -> ResponseReturnValue:
    """Make the seed and publish its hash."""
    there(event_id, trade_id)

    def act() -> str:
        said = read(Custodians, request.form)
        chosen = [said[key] for key in ("one", "two", "three") if said[key]]
        actions.commit(me().id, event_id, trade_id, kind, chosen)
        return str(_("The seed is made. Publish its hash before you draw."))

    return done(_to(event_id, trade_id), act)


@pages.post("/<event_id>/<trade_id>/draws/<kind>/draw")
@may("draw.make")
def make_draw(event_id: str, trade_id: str, kind: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        if kind == queries.WORKS:
            stations = read(HandedIn, request.form)["stations"]
            one = actions.draw_works(me().id, event_id, trade_id, stations)
            return str(_("%(count)s works are coded. Print the slips now and put them on the works.", count=one.names))
        everybody = read(Drawing, request.form)["everybody"]
        one = actions.make_draw(me().id, event_id, trade_id, kind, everybody=everybody)
        return str(_("Drawn among %(count)s. Print the slips now.", count=one.names))

    return done(_to(event_id, trade_id), act)


@pages.post("/<event_id>/<trade_id>/draws/entry_code/slips")
@may("entry_code.read")
def entry_slips(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _slips(event_id, trade_id, "entry_code")


@pages.post("/<event_id>/<trade_id>/draws/station_code/slips")
@may("station_code.read")
def station_slips(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _slips(event_id, trade_id, "station_code")


@pages.post("/<event_id>/<trade_id>/draws/work_code/slips")
@may("work_code.read")
def work_slips(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _slips(event_id, trade_id, "work_code")


@pages.post("/<event_id>/<trade_id>/draws/<kind>/custodian")
@may("draw.make")
def replace_custodian(event_id: str, trade_id: str, kind: str) -> ResponseReturnValue:
    """Somebody else keeps a share; with two shares where the list is sealed."""
    there(event_id, trade_id)
    try:
        said = read(Replacing, request.form)
        shares = _typed(f"new-{kind}", said) if said["one"] or said["two"] else []
        actions.replace_custodian(
            me().id, event_id, trade_id, kind, said["number"], said["holder"], said["reason"], shares
        )
    except Invalid as invalid:
        return _page(event_id, trade_id, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(event_id, trade_id, {"": [_refused(refused)]}, refused.status)
    flash(_("The share has another custodian. After a draw all three take new shares."), "good")
    return redirect(_to(event_id, trade_id), 303)


@pages.get("/<event_id>/<trade_id>/draws/<kind>/share")
@may("draw.keep")
def share(event_id: str, trade_id: str, kind: str) -> ResponseReturnValue:
    """A custodian's own share, to be printed or written down; to him alone."""
    with reading() as s:
        place = ground(s, event_id, trade_id)
        one = queries.draw(s, place.stage.id, kind)
        kept = queries.share_of(s, one.id, me().id)
        lines = actions.share_lines(kept)
    answer = make_response(render_template(
        "sessions/share.html", event=place.event, trade=place.trade, one=one, kept=kept, lines=lines, kinds=DRAWS,
        holder=me().name,
    ))  # fmt: skip
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.post("/<event_id>/<trade_id>/draws/<kind>/share")
@may("draw.keep")
def keep_share(event_id: str, trade_id: str, kind: str) -> ResponseReturnValue:
    """He has it in writing: the house forgets it."""
    there(event_id, trade_id)

    def act() -> str:
        actions.confirm_share(me().id, event_id, trade_id, kind)
        return str(_("The share is yours alone now. Keep it where nobody else comes by it."))

    return done(_to(event_id, trade_id), act)


@pages.post("/<event_id>/<trade_id>/draws/<kind>/seal")
@may("draw.make")
def seal(event_id: str, trade_id: str, kind: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        actions.seal_draw(me().id, event_id, trade_id, kind)
        return str(_("The list is sealed. Two of the three custodians can open it when the stage is over."))

    return done(_to(event_id, trade_id), act)


@pages.post("/<event_id>/<trade_id>/draws/<kind>/open")
@may("draw.make")
def open_draw(event_id: str, trade_id: str, kind: str) -> ResponseReturnValue:
    """Open a sealed list with two shares that were typed in."""
    there(event_id, trade_id)
    try:
        said = read(Opening, request.form)
        shares = _typed(kind, said)
        actions.open_draw(me().id, event_id, trade_id, kind, shares)
    except Invalid as invalid:
        return _page(event_id, trade_id, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(event_id, trade_id, {"": [_refused(refused)]}, refused.status)
    flash(_("The list is open. Its seed and its record are public now."), "good")
    return redirect(_to(event_id, trade_id), 303)


def _refused(refused: Refused) -> str:
    """Why not, in words; of shares what is wrong with them."""
    return str(SHARE_WRONG[str(refused.facts["why"])]) if refused.code == "share_wrong" else refusal_words(refused)


def _typed(kind: str, said: dict[str, str]) -> list[Share]:
    """The shares. Raises Invalid with what was typed wrongly."""
    found, errors = [], {}
    for key in ("one", "two"):
        try:
            found.append(read_printed(said[key]))
        except ShareRefused as refused:
            errors[f"{kind}-{key}"] = [str(SHARE_FAULTS[refused.code]) % {**refused.facts, "line": refused.path}]
    if errors:
        raise Invalid(errors)
    return found


def _slips(event_id: str, trade_id: str, kind: str) -> ResponseReturnValue:
    """The slips to print; each time that they are shown is on record while the list is not open to everybody."""
    place = there(event_id, trade_id)
    try:
        slips = actions.show_slips(me().id, event_id, trade_id, kind)
    except Refused as refused:
        if refused.status == 404:
            raise
        flash(refusal_words(refused), "bad")
        return redirect(_to(event_id, trade_id), 303)
    with reading() as s:
        sittings = queries.sittings(s, queries.sessions_of_stage(s, place.stage.id))
        stations = {
            seat.entry.station_code: seat.station for some in queries.seats(s, place.stage.id).values() for seat in some
        }
    answer = make_response(render_template(
        "sessions/slips.html", event=place.event, trade=place.trade, kind=kind, slips=slips, kinds=DRAWS,
        stations=stations, sittings={one.session.number: one for one in sittings},
    ))  # fmt: skip
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(event_id: str, trade_id: str, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        place = ground(s, event_id, trade_id)
        made = queries.draws_of_stage(s, place.stage.id)
        keepers = queries.keepers(s, [one.id for one in made.values()])
        able = permitted("draw.make", event_id, trade_id)
        candidates = queries.candidates(s, event_id, trade_id) if able and place.blind else []
        there_now = queries.checked(s, place.stage.id)
        entries = [one for one in contestants.entries_of_stage(s, place.stage.id) if not one.status]
    kinds = {kind: DRAWS[kind] for kind in queries.kinds_of(place.stage.anonymity)}
    choices = [("", _("Choose a custodian"))] + [
        (person_id, f"{name} · {KEEPERS[role]}") for person_id, name, role in candidates
    ]
    return (
        render_template(
            "sessions/draws.html", event=place.event, trade=place.trade, stage=place.stage, blind=place.blind,
            made=made, keepers=keepers, choices=choices, kinds=kinds, state_of=state_of, states=DRAW_STATES,
            tones=DRAW_TONES, entries=len(entries), absent=sum(1 for one in entries if one.id not in there_now),
            errors=errors, person=me().id, may_make=able, here="sessions", works=_works(made, entries, able),
            may_slip={
                "entry_code": permitted("entry_code.read", event_id, trade_id),
                "station_code": permitted("station_code.read", event_id, trade_id),
                "work_code": permitted("work_code.read", event_id, trade_id),
            },
        ),
        status,
    )  # fmt: skip


def _works(made: dict[str, Draw], entries: list[contestants.EntryRow], able: bool) -> list[str]:
    """The station codes that may have handed in a work, while the third draw is to be made."""
    third = made.get(queries.WORKS)
    if not able or third is None or third.state != "COMMITTED":
        return []
    return sorted((one.station_code for one in entries if one.station_code), key=lambda code: (len(code), code))


def _to(event_id: str, trade_id: str) -> str:
    return url_for("sessions.draws", event_id=event_id, trade_id=trade_id)
