"""Registrations of an event at the desk: the list, one of them, and deciding on several with a preview."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted, signed_in
from competition.acts.pages import flash_act
from competition.acts.queries import activity
from competition.contestants.schemas import ReasonForm
from competition.contestants.words import LEVELS, SEXES
from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.jobs import queries as jobs_queries
from competition.registration import actions, queries, work
from competition.registration.pages.blueprint import pages
from competition.registration.queries import Wanted
from competition.registration.states import APPROVE, TABLE
from competition.registration.words import STATES, TONES
from competition.store import Refused, reading, utcnow
from competition.web import lists
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.lists import Act, Asked, Column, Filter, Listing
from competition.web.mask import masked_id_number, masked_phone
from competition.web.words import language, named

SHOWN = 50
COLUMNS = (
    Column(key="name", title=_l("Full name"), kept=True),
    Column(key="unit", title=_l("Unit")),
    Column(key="trade", title=_l("Trade"), sorts=False),
    Column(key="sent", title=_l("Sent")),
    Column(key="state", title=_l("State")),
)
TO = {"approve": "ENTERED", "return": "RETURNED", "reject": "REJECTED"}
TITLES = {
    "approve": _l("Approve registrations"),
    "return": _l("Return registrations"),
    "reject": _l("Do not approve registrations"),
}
DO = {"approve": _l("Approve"), "return": _l("Return"), "reject": _l("Do not approve")}
FIELDS = {
    "name": _l("Full name"), "sex": _l("Sex"), "id_number": _l("ID number"), "phone": _l("Telephone"),
    "employer": _l("Work unit"), "skill_level": _l("Skill level"), "coach": _l("Coach"),
}  # fmt: skip
SENTENCES = {
    "approve": _l("They are entered in their trades at once and stand in the list of contestants."),
    "return": _l("The people correct what you write here and send it again; their codes stay the same."),
    "reject": _l(
        "They are not entered; whoever is entered already stays so, without the correction. They read what you write."
    ),
}


def acts_offered() -> tuple[Act, ...]:
    """What can be done with several at once."""
    return (
        Act(key="approve", words=_("Approve"), picture="check", tone="primary"),
        Act(key="return", words=_("Return"), picture="undo"),
        Act(key="reject", words=_("Do not approve"), picture="cross", tone="bad"),
    )


def filters_of(trades: Collection[Any]) -> list[Filter]:
    """The drop-downs above a list of registrations."""
    found = [Filter(key="state", title=_("State"), all=_("Every state"), choices=list(STATES.items()))]
    if trades:
        choices = [(one.id, named(one.name, one.name_en)) for one in trades]
        found.append(Filter(key="trade", title=_("Trade"), all=_("Every trade"), choices=choices))
    return found


@dataclass(frozen=True)
class Place:
    """A list of registrations that is decided on: of an event, or of a unit and those below it."""

    address: str
    acts_to: str
    filters: Sequence[Filter]
    event: Any = None
    unit_id: str | None = None

    @property
    def event_id(self) -> str | None:
        """The event whose registrations these are, None for a unit's of every event."""
        return self.event.id if self.event is not None else None


def place_of_event(event: Any, trades: Collection[Any]) -> Place:
    """An event's list."""
    address, acts_to = (url_for(f"registration.{one}", event_id=event.id) for one in ("index", "act"))
    return Place(address, acts_to, filters_of(trades), event=event)


def wanted_of(asked: Asked, place: Place) -> Wanted:
    """The list that an address asks for."""
    return Wanted(
        event_id=place.event_id, unit_id=place.unit_id, trade_id=asked.filters.get("trade", ""), state=asked.filters["state"],
        text=asked.text, sort=asked.sort, down=asked.down,
    )  # fmt: skip


@pages.get("/<event_id>")
@may("registration.read")
def index(event_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        trades = {one.id: one for one in events.trades(s, event_id)}
        place = place_of_event(event, trades.values())
        asked = lists.asked(request.args, COLUMNS, place.filters, sort="sent", down=True)
        wanted = wanted_of(asked, place)
        page = lists.page(asked, queries.count_found(s, wanted))
        rows = queries.search(s, wanted, page.offset, page.size)
        counts = queries.counts_by_state(s, event_id)
    listing = Listing(
        title=_("Registrations"), address=place.address, columns=COLUMNS, filters=place.filters, asked=asked, page=page,
        rows=rows, placeholder=_("Name, pinyin or unit"), acts_to=place.acts_to,
        acts=acts_offered() if permitted(APPROVE, event_id) else (),
        export_to=url_for("registration.export", event_id=event_id),
    )  # fmt: skip
    return render_template(
        "registration/index.html", event=event, list=listing, trades=trades, counts=counts, states=STATES, tones=TONES,
        is_open=queries.is_open(event, utcnow()), here="registration",
    )  # fmt: skip


@pages.post("/<event_id>/export")
@may("registration.read")
def export(event_id: str) -> ResponseReturnValue:
    """The list as a spreadsheet, written by the worker."""
    with reading() as s:
        place = place_of_event(events.event(s, event_id), events.trades(s, event_id))
    return exported(place)


def exported(place: Place) -> ResponseReturnValue:
    """Begin writing the list as the form asks for it."""
    asked = lists.asked(request.form, COLUMNS, place.filters, sort="sent", down=True)
    job_id = exports.start(
        work.LIST, asdict(wanted_of(asked, place)), me().id, language(), name=_("Registrations"),
        back=f"{place.address}?{urlencode(asked.kept())}",
    )  # fmt: skip
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.get("/<event_id>/application/<application_id>")
@may("registration.read")
def show(event_id: str, application_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        one = queries.application(s, application_id)
    if one.event_id != event_id:
        raise Refused("not_there", 404)
    return shown(
        one, event, back=url_for("registration.index", event_id=event_id), may_approve=permitted(APPROVE, event_id),
        action=url_for("registration.act", event_id=event_id),
    )  # fmt: skip


@pages.post("/<event_id>/acts")
@may("registration.approve")
def act(event_id: str) -> ResponseReturnValue:
    with reading() as s:
        place = place_of_event(events.event(s, event_id), events.trades(s, event_id))
    return decide(place)


@pages.get("/decided/<job_id>")
@signed_in
def decided(job_id: str) -> ResponseReturnValue:
    """Tell what a decision left to the worker came to. Refused: not_there (404)."""
    with reading() as s:
        job = jobs_queries.job(s, job_id)
    if job is None or job.started_by != me().id or job.kind != work.DECIDE or not job.result:
        raise Refused("not_there", 404)
    if "refused" in job.result:
        flash(job.result["refused"], "bad")
    else:
        _tell(job.result["act_id"], job.result["count"])
    return redirect(job.payload["back"], 303)


def shown(one: Any, event: Any, *, back: str, may_approve: bool, action: str) -> ResponseReturnValue:
    """One registration with what was said, what a correction changes, how it moved and what can be decided."""
    with reading() as s:
        contest = events.event(s, one.event_id)
        trade = events.trade(s, one.trade_id)
        details = queries.details_of(one)
        sending = queries.submission(s, one.submission_id)
        moves = queries.moves_of(s, one.id)
        names = accounts.names(s, {move.by for move in moves})
        happenings = activity(s, one.id)
        divisions = {division.id: division for division in events.divisions(s, trade.id)}
        corrected = corrections(s, one) if one.state in ("SENT", "RETURNED") else []
    open_moves = {move.to for move in TABLE.moves_from(one.state) if move.may == APPROVE}
    return render_template(
        "registration/show.html", sending=sending, contact_phone=queries.contact_phone(sending),
        event=event, contest=contest, one=one, trade=trade, details=details, moves=moves,
        division=divisions.get(details.division_id or ""), names=names, happenings=happenings, corrected=corrected,
        masked=(masked_id_number(details.id_number), masked_phone(details.phone)), back=back, action=action,
        acts=[one_act for one_act in acts_offered() if may_approve and TO[one_act.key] in open_moves], states=STATES,
        tones=TONES, sex_words=SEXES, level_words=LEVELS, here="registration" if event else "units",
    )  # fmt: skip


def corrections(s: Session, one: Any) -> list[tuple[Any, str, str]]:
    """What a correction that waits would change on the entry: field, before and after, in words, numbers masked."""
    if one.entry_id is None:
        return []
    before, after = actions.as_entered(s, one.entry_id), queries.details_of(one)
    return [
        (FIELDS[name], _said(name, getattr(before, name)), _said(name, getattr(after, name)))
        for name in actions.differences(before, after)
        if name in FIELDS
    ]


def _said(name: str, value: Any) -> str:
    masks = {"id_number": masked_id_number, "phone": masked_phone}
    if name in masks:
        return masks[name](value)
    if name == "skill_level":
        return str(LEVELS[value])
    return str(SEXES[value]) if name == "sex" else str(value)


def decide(place: Place) -> ResponseReturnValue:
    """The preview of a decision on ticked registrations or on all that fit; confirmed, it is made."""
    key = request.form.get("act", "")
    if key not in TO:
        raise Refused("not_there", 404)
    asked = lists.asked(request.form, COLUMNS, place.filters, sort="sent", down=True)
    wanted = wanted_of(asked, place)
    with reading() as s:
        ids = request.form.getlist("ids")[: actions.MOST_DECIDED]
        if request.form.get("everything"):
            ids = queries.ids_found(s, wanted, actions.MOST_DECIDED)
        ids = queries.ids_within(s, ids, wanted)
    errors: dict[str, list[str]] = {}
    if request.form.get("confirm"):
        try:
            silent = key == "approve" and not request.form.get("reason", "").strip()
            reason = "" if silent else read(ReasonForm, request.form)["reason"]
            return _do(place, ids, TO[key], reason, f"{place.address}?{urlencode(asked.kept())}")
        except Invalid as invalid:
            errors = invalid.errors
        except Refused as refused:
            errors = {"": [refusal_words(refused)]}
    with reading() as s:
        found = queries.by_ids(s, ids)
        total = queries.count_found(s, wanted) if request.form.get("everything") else len(found)
    return _preview(place, key, found, total, asked, errors)


def _do(place: Place, ids: list[str], to: str, reason: str, back: str) -> ResponseReturnValue:
    """Few at once, many in the worker process. Refused: as `actions.decide`."""
    sent = zip(request.form.getlist("ids"), request.form.getlist("revs"), strict=False)
    revs = {one: int(rev) for one, rev in sent if rev.isdecimal()}
    if len(ids) > actions.AT_ONCE:
        onward = url_for("registration.decided", job_id="{job}").replace("%7B", "{").replace("%7D", "}")
        payload = {
            "ids": ids, "to": to, "reason": reason, "revs": revs, "event_id": place.event_id, "back": back,
            "locale": language(), "onward": onward,
        }  # fmt: skip
        return redirect(url_for("jobs.show", job_id=jobs.start(work.DECIDE, payload, me().id)), 303)
    act_id = actions.decide(me().id, ids, to, reason, revs, permission=APPROVE, event_id=place.event_id)
    _tell(act_id, len(ids))
    return redirect(back, 303)


def _tell(act_id: str, count: int) -> None:
    flash_act(act_id, ngettext("%(num)d registration decided", "%(num)d registrations decided", count))


def _preview(
    place: Place, key: str, found: list[Any], total: int, asked: Asked, errors: Mapping[str, list[str]]
) -> ResponseReturnValue:
    fit = [one for one in found if TABLE.find(one.state, TO[key]) is not None and one.state == "SENT"]
    left = [(one.name, STATES[one.state]) for one in found if one not in fit]
    if total > len(found):
        left.append((_("The others"), _("At most %(most)s at a time.", most=actions.MOST_DECIDED)))
    hidden = [("act", key), *asked.kept().items()]
    for one in fit:
        hidden += [("ids", one.id), ("revs", str(one.rev))]
    fields = Markup(  # noqa: S704 - a template of ours, which escapes what it is given
        render_template("registration/_reason.html", wanted=key != "approve", errors=errors, values=request.form)
    )
    with reading() as s:
        trades = {one.id: named(one.name, one.name_en) for one in events.trades_by_id(s, {one.trade_id for one in fit})}
    return (
        render_template(
            "acts/preview.html", title=TITLES[key], sentence=SENTENCES[key], fields=fields, total=len(fit),
            rows=[(one.name, f"{trades.get(one.trade_id, '')} · {one.unit_name}") for one in fit[:SHOWN]], hidden=hidden,
            action=place.acts_to, skipped=left, back=f"{place.address}?{urlencode(asked.kept())}", do=DO[key],
            tone="bad" if key == "reject" else "", event=place.event, here="registration" if place.event else "units",
        ),
        422 if errors else 200,
    )  # fmt: skip
