"""One sheet on paper: typed by one, typed again by another who does not see it, settled, decided; and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.judging import queries as judging
from competition.judging.queries import Copy
from competition.paper import actions, queries
from competition.paper.models import CHECKED, DIFFERS, TYPED, PaperRecord
from competition.paper.numbers import printed
from competition.paper.pages.blueprint import Errors, Ground, ground, pages
from competition.paper.schemas import Deciding, Withdrawing
from competition.paper.typed import read_all
from competition.paper.words import CHOICES, STATES, TONES, typing_words
from competition.schemes import queries as schemes
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read

LONGEST = 100
BACK = ("sheet_signed", "sheet_locked", "paper_open", "paper_moved", "plan_changed", "paper_not_running")


@pages.get("/<event_id>/<trade_id>/sheets/<sheet_id>")
@may("paper.read")
def sheet(event_id: str, trade_id: str, sheet_id: str) -> ResponseReturnValue:
    """The sheet by its code: the form that is this person's turn, and every record of it."""
    return _page(event_id, trade_id, sheet_id, {}, 200)


@pages.post("/<event_id>/<trade_id>/sheets/<sheet_id>/type")
@may("paper.type")
def type_paper(event_id: str, trade_id: str, sheet_id: str) -> ResponseReturnValue:
    """Keep what the first person typed."""
    texts, signed = _texts(), bool(request.form.get("signed"))

    def act() -> str:
        actions.type_paper(me().id, event_id, trade_id, sheet_id, texts, signed=signed)
        return str(_("Stored. A second person types the same sheet; then the marks go in."))

    return _done(event_id, trade_id, sheet_id, act, texts, signed=signed)


@pages.post("/<event_id>/<trade_id>/records/<record_id>/check")
@may("paper.type")
def check_paper(event_id: str, trade_id: str, record_id: str) -> ResponseReturnValue:
    """Compare what the second person typed."""
    texts, signed = _texts(), bool(request.form.get("signed"))

    def act() -> str:
        return _told(actions.check_paper(me().id, event_id, trade_id, record_id, texts, signed=signed))

    return _done(event_id, trade_id, _sheet_of(event_id, trade_id, record_id), act, texts, signed=signed)


@pages.post("/<event_id>/<trade_id>/records/<record_id>/settle")
@may("paper.type")
def settle_paper(event_id: str, trade_id: str, record_id: str) -> ResponseReturnValue:
    """What stands on the paper where the two differ, each with a reason."""
    texts, reasons = _texts(), _prefixed("why-", 400)

    def act() -> str:
        return _told(actions.settle_paper(me().id, event_id, trade_id, record_id, texts, reasons))

    return _done(event_id, trade_id, _sheet_of(event_id, trade_id, record_id), act, texts)


@pages.post("/<event_id>/<trade_id>/records/<record_id>/decide")
@may("paper.decide")
def decide_paper(event_id: str, trade_id: str, record_id: str) -> ResponseReturnValue:
    """The chief's word between paper and marks in force."""

    def act() -> str:
        reason = read(Deciding, request.form)["reason"]
        actions.decide_paper(me().id, event_id, trade_id, record_id, _prefixed("take-", 10), reason)
        return str(_("Decided; the marks are in."))

    return _done(event_id, trade_id, _sheet_of(event_id, trade_id, record_id), act, {})


@pages.post("/<event_id>/<trade_id>/records/<record_id>/withdraw")
@may("paper.type")
def withdraw_paper(event_id: str, trade_id: str, record_id: str) -> ResponseReturnValue:
    """Take back what one person typed."""

    def act() -> str:
        reason = read(Withdrawing, request.form)["reason"]
        actions.withdraw_paper(me().id, event_id, trade_id, record_id, reason)
        return str(_("Withdrawn. The sheet can be typed anew."))

    return _done(event_id, trade_id, _sheet_of(event_id, trade_id, record_id), act, {})


@pages.post("/<event_id>/<trade_id>/records/<record_id>/discard")
@may("paper.decide")
def discard_paper(event_id: str, trade_id: str, record_id: str) -> ResponseReturnValue:
    """The chief lets a paper be typed anew."""

    def act() -> str:
        reason = read(Withdrawing, request.form)["reason"]
        actions.discard_paper(me().id, event_id, trade_id, record_id, reason)
        return str(_("Withdrawn. The sheet can be typed anew."))

    return _done(event_id, trade_id, _sheet_of(event_id, trade_id, record_id), act, {})


def _told(state: str) -> str:
    return str({
        "IN": _("Both agree; the marks are in."),
        "DIFFERS": _("Some values differ. Look at the paper and settle them."),
        "CHECKED": _("Both agree, but other marks are in force; the chief judge decides."),
    }[state])  # fmt: skip


def _prefixed(prefix: str, longest: int) -> dict[str, str]:
    """What was sent under names with this prefix, by slot."""
    found = ((name.removeprefix(prefix), text) for name, text in request.form.items() if name.startswith(prefix))
    return {_slot(name): text[:longest] for name, text in found}


def _texts() -> dict[str, str]:
    return _prefixed("mark-", LONGEST)


def _slot(name: str) -> str:
    """The slot that a field's name stands for: an attempt's number follows a colon there."""
    return name.replace(":", "#")


def _sheet_of(event_id: str, trade_id: str, record_id: str) -> str:
    with reading() as s:
        ground(s, event_id, trade_id)
        return queries.record(s, record_id, trade_id).sheet_id


def _done(
    event_id: str,
    trade_id: str,
    sheet_id: str,
    act: Callable[[], str],
    texts: Mapping[str, str],
    *,
    signed: bool = False,
) -> ResponseReturnValue:
    """Do it and go on to the next sheet, or stay here with what is wrong. A 404 goes on to the error page."""
    with reading() as s:
        _sheet(s, ground(s, event_id, trade_id), sheet_id)
    here = url_for("paper.sheet", event_id=event_id, trade_id=trade_id, sheet_id=sheet_id)
    try:
        said = act()
    except Invalid as invalid:
        return _page(event_id, trade_id, sheet_id, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        if refused.code in BACK:
            flash(refusal_words(refused), "bad")
            return redirect(here, 303)
        errors: Errors = {"": [refusal_words(refused)]}
        return _page(event_id, trade_id, sheet_id, errors, refused.status, texts, signed=signed)
    with reading() as s:
        open_ = queries.open_record(s, sheet_id)
    flash(said, "good" if open_ is None or open_.state == TYPED else "warn")
    over = open_ is None or open_.state != DIFFERS
    return redirect(url_for("paper.trade", event_id=event_id, trade_id=trade_id) if over else here, 303)


def _page(
    event_id: str,
    trade_id: str,
    sheet_id: str,
    errors: Errors,
    status: int,
    texts: Mapping[str, str] | None = None,
    *,
    signed: bool = True,
) -> ResponseReturnValue:
    with reading() as s:
        place = ground(s, event_id, trade_id)
        copy = _sheet(s, place, sheet_id)
        records = queries.records_of_sheet(s, sheet_id)
        ids = [one.id for one in records]
        typings, moves = queries.typings(s, ids), queries.moves(s, ids)
        people = {copy.sheet.person_id} | {one.by for some in typings.values() for one in some}
        names = accounts.names(s, people | {one.by for some in moves.values() for one in some})
        number = queries.numbers(s, copy.sheet.stage_id, [sheet_id]).get(sheet_id, "")
        document = schemes.plan(s, place.stage.plan_id).document if place.stage.plan_id else {}
    record = next((one for one in records if one.state in (TYPED, DIFFERS, CHECKED)), None)
    turn = _turn(place, copy, record)
    apart = queries.differing(*typings[record.id]) if record and record.state == DIFFERS else {}
    against = queries.conflicts(copy, record.settled or {}) if record and record.state == CHECKED else {}
    if texts is not None and turn in ("type", "check", "settle") and place.plan:
        errors = _faults(place, copy, texts, signed, turn) or errors
    return render_template(
        "paper/sheet.html", event=place.event, trade=place.trade, stage=place.stage, plan=place.plan, sheet=copy.sheet,
        module=place.plan.module(copy.sheet.module_key) if place.plan else None, number=number, record=record, turn=turn,
        records=records, typings=typings, moves=moves, names=names, apart=apart, against=against, errors=errors,
        texts=texts or {}, signed=signed, reasons=_prefixed("why-", 400), taken=_prefixed("take-", 10), states=STATES,
        tones=TONES, choices=CHOICES, words=typing_words(), documents=_documents(document, copy), printed=printed,
        may_type=permitted("paper.type", event_id, trade_id), may_decide=permitted("paper.decide", event_id, trade_id),
        may_sheet=permitted("mark.read", event_id, trade_id), here="paper",
    ), status  # fmt: skip


def _sheet(s: Session, place: Ground, sheet_id: str) -> Copy:
    """The sheet, if it is of this trade. Refused: not_there (404)."""
    copy = judging.copy_of(s, sheet_id)
    if copy is None or copy.sheet.trade_id != place.trade.id:
        raise Refused("not_there", 404)
    return copy


def _turn(place: Ground, copy: Copy, record: PaperRecord | None) -> str:
    """What the signed-in person can do here now: type, check, settle, decide, or nothing."""
    typist, mine = permitted("paper.type", place.event.id, place.trade.id), me().id
    if not place.running:
        return ""
    if record is None:
        return "type" if typist and copy.sheet.state not in ("SIGNED", "LOCKED") else ""
    if record.state == TYPED:
        return "check" if typist and record.typed_by != mine else ""
    if record.state == DIFFERS:
        return "settle" if typist and record.checked_by == mine else ""
    chief = permitted("paper.decide", place.event.id, place.trade.id)
    return "decide" if chief and mine not in (record.typed_by, record.checked_by) else ""


def _faults(place: Ground, copy: Copy, texts: Mapping[str, str], signed: bool, turn: str) -> Errors:
    """What is wrong with what was typed, by the name of its field."""
    if place.plan is None:
        return {}
    sheet = copy.sheet
    asked = signed and turn != "settle"
    typed = read_all(place.plan, sheet.module_key, sheet.seat, texts, signed=asked, in_force=copy.values)
    return {
        f"mark-{slot.replace('#', ':')}": [refusal_words(Refused(code, 422))] for slot, code in typed.faults.items()
    }


def _documents(document: Mapping[str, Any], copy: Copy) -> dict[str, Any]:
    """The aspects of the sheet's module as the plan writes them, by key, for the check while typing."""
    return {
        aspect["key"]: aspect
        for module in document.get("modules", ())
        if module["key"] == copy.sheet.module_key
        for criterion in module["criteria"]
        for aspect in criterion["aspects"]
    }
