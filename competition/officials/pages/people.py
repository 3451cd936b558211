"""Doors of the register of officials: the list, acts on many, one official, entering and changing, recusals, merging."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from competition.accounts.guard import may, me, permitted
from competition.acts.pages import flash_act
from competition.acts.queries import activity
from competition.jobs import exports
from competition.officials import actions, queries
from competition.officials import work as work
from competition.officials.pages.blueprint import pages
from competition.officials.queries import Listed, Wanted
from competition.officials.schemas import RecusalForm, official_details
from competition.officials.words import KINDS, LEVELS, ROLES
from competition.store import Refused, reading, utcnow
from competition.web.errors import refusal_words
from competition.web.forms import Conflict, Invalid, read
from competition.web.lists import Act, Asked, Column, Filter, Listing, asked, page
from competition.web.words import language, named

COLUMNS = (
    Column(key="name", title=_l("Full name"), kept=True),
    Column(key="organisation", title=_l("Employer")),
    Column(key="qualifications", title=_l("Qualifications"), sorts=False),
    Column(key="trades", title=_l("Trades"), sorts=False),
    Column(key="served", title=_l("Served"), sorts=False, numeric=True),
    Column(key="born", title=_l("Born in"), shown=False, numeric=True),
    Column(key="phone", title=_l("Telephone"), sorts=False, shown=False),
    Column(key="added", title=_l("Entered on"), shown=False),
)
ROWS_OF_QUALIFICATIONS = 2


@pages.get("/people/")
@may("official.read")
def people() -> ResponseReturnValue:
    wanted = asked(request.args, COLUMNS, _filters(), sort="name")
    with reading() as s:
        total = queries.count_found(s, _wanted(wanted), _today())
        here = page(wanted, total)
        rows = queries.search(s, _wanted(wanted), _today(), here.offset, here.size)
    listing = Listing(
        title=_("Officials"),
        address=request.path,
        columns=COLUMNS,
        filters=_filters(),
        asked=wanted,
        page=here,
        rows=rows,
        placeholder=_("Name, pinyin, unit or certificate number"),
        acts=(
            Act(key="trade", words=_("Can judge a trade"), picture="check"),
            Act(key="merge", words=_("Same person"), picture="people"),
        )
        if permitted("official.edit")
        else (),
        acts_to=url_for("officials.people_act"),
        export_to=url_for("officials.people_export"),
    )
    return render_template(
        "officials/people.html", list=listing, phone=queries.phone_of, trades=_trades(), kinds=KINDS, today=_today(),
        may_edit=permitted("official.edit"), here="people", event=None,
    )  # fmt: skip


@pages.post("/people/export")
@may("official.read")
def people_export() -> ResponseReturnValue:
    """The list as a spreadsheet, written by the worker."""
    wanted = _wanted(asked(request.form, COLUMNS, _filters(), sort="name"))
    payload = {"wanted": asdict(wanted), "today": _today().isoformat()}
    back = url_for("officials.people")
    job_id = exports.start("officials.register", payload, me().id, language(), name=_("Officials"), back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.post("/people/act")
@may("official.edit")
def people_act() -> ResponseReturnValue:
    """A trade for many, or several entries that are one person: first what would happen, then the act."""
    wanted = asked(request.form, COLUMNS, _filters(), sort="name")
    act = request.form.get("act", "")
    with reading() as s:
        everything = request.form.get("everything") and not request.form.get("confirm")
        ids = queries.found_ids(s, _wanted(wanted), _today()) if everything else request.form.getlist("ids")
        chosen = queries.listed(s, list(queries.officials(s, ids).values()), _today())
    if act not in ("trade", "merge") or not chosen:
        flash(_("Tick some rows first."), "warn")
        return redirect(url_for("officials.people"), 303)
    return _give_trade(chosen) if act == "trade" else _merge(chosen)


@pages.get("/people/new")
@may("official.edit")
def person_new() -> ResponseReturnValue:
    return _form(None, {}, {}, 200)


@pages.post("/people/new")
@may("official.edit")
def person_new_post() -> ResponseReturnValue:
    try:
        details, _rev = official_details(request.form)
        official_id = actions.add_official(me().id, details)
    except Invalid as invalid:
        return _form(None, request.form, invalid.errors, 422)
    except Refused as refused:
        return _form(None, request.form, {"name": [refusal_words(refused)]}, refused.status)
    flash(_("%(name)s stands in the register.", name=details.name), "good")
    return redirect(url_for("officials.person", official_id=official_id), 303)


@pages.get("/people/<official_id>")
@may("official.read")
def person(official_id: str) -> ResponseReturnValue:
    """One official; an entry that was merged leads to the one that stands."""
    with reading() as s:
        one = queries.official(s, official_id)
        if one.merged_into_id is not None:
            return redirect(url_for("officials.person", official_id=one.merged_into_id))
        shown = queries.listed(s, [one], _today())[0]
        return render_template(
            "officials/person.html", one=shown, held=queries.qualifications_of(s, [one.id])[one.id],
            recusals=queries.recusals_of(s, [one.id])[one.id], services=queries.services(s, one.id),
            doubles=queries.namesakes(s, one), happenings=activity(s, one.id), holds=queries.holds, today=_today(),
            phone=queries.phone_of(one), trades=_trades(), kinds=KINDS, levels=LEVELS, roles=ROLES, oldest=queries.OLDEST,
            may_edit=permitted("official.edit"), here="people", event=None, errors={}, values={},
        )  # fmt: skip


@pages.get("/people/<official_id>/edit")
@may("official.edit")
def person_edit(official_id: str) -> ResponseReturnValue:
    return _form(official_id, None, {}, 200)


@pages.post("/people/<official_id>/edit")
@may("official.edit")
def person_edit_post(official_id: str) -> ResponseReturnValue:
    try:
        details, rev = official_details(request.form)
        actions.change_official(me().id, official_id, details, rev)
    except Invalid as invalid:
        return _form(official_id, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        if refused.code == "changed_meanwhile":
            return _form(official_id, request.form, {}, 409)
        return _form(official_id, request.form, {"name": [refusal_words(refused)]}, refused.status)
    flash(_("Saved."), "good")
    return redirect(url_for("officials.person", official_id=official_id), 303)


@pages.post("/people/<official_id>/recusals")
@may("official.edit")
def recusal(official_id: str) -> ResponseReturnValue:
    """A unit or a relative that this official must not judge."""
    try:
        values = read(RecusalForm, request.form)
        by = values["declared_by"] or me().name
        if values["kind"] == "unit" and values["unit_name"]:
            actions.declare_unit(me().id, official_id, values["unit_name"], by, values["note"])
        elif values["kind"] == "kinship" and values["contestant_name"]:
            actions.declare_relative(
                me().id, official_id, values["contestant_name"], values["unit_name"], by, values["note"]
            )
        else:
            raise Invalid({"": [_("Name the unit, or the relative.")]})
    except Invalid as invalid:
        flash(next(iter(invalid.errors.values()))[0], "bad")
    else:
        flash(_("The recusal is kept."), "good")
    return redirect(url_for("officials.person", official_id=official_id, _anchor="recusals"), 303)


@pages.post("/people/<official_id>/recusals/<recusal_id>/end")
@may("official.edit")
def recusal_end(official_id: str, recusal_id: str) -> ResponseReturnValue:
    actions.end_recusal(me().id, official_id, recusal_id)
    flash(_("The recusal no longer holds; it stays on record."), "good")
    return redirect(url_for("officials.person", official_id=official_id, _anchor="recusals"), 303)


@pages.post("/people/<official_id>/merge")
@may("official.edit")
def merge(official_id: str) -> ResponseReturnValue:
    """Take the doubles that were ticked into this entry."""
    try:
        actions.merge(me().id, official_id, request.form.getlist("ids"))
    except Refused as refused:
        if refused.status == 404:
            raise
        flash(refusal_words(refused), "bad")
    else:
        flash(_("They are one entry now."), "good")
    return redirect(url_for("officials.person", official_id=official_id), 303)


def _give_trade(chosen: list[Listed]) -> ResponseReturnValue:
    key = request.form.get("trade_key", "")
    names = _trades()
    if request.form.get("confirm") and key in names:
        act_id = actions.add_trade(me().id, [one.id for one in chosen], key, names[key])
        flash_act(act_id, _("Done: they can judge %(trade)s.", trade=names[key]))
        return redirect(url_for("officials.people", trade=key), 303)
    return _preview(
        chosen, "trade", _("Can judge a trade"), _("Choose the trade. Nothing else of them changes."), _("Note the trade"),
        Markup(render_template("officials/_trade_choice.html", trades=names)),  # noqa: S704 - our own template
    )  # fmt: skip


def _merge(chosen: list[Listed]) -> ResponseReturnValue:
    keep = min(chosen, key=lambda one: one.official.created_at)
    if len(chosen) < 2:
        flash(_("Tick at least two entries of the same person."), "warn")
        return redirect(url_for("officials.people"), 303)
    if request.form.get("confirm"):
        actions.merge(me().id, keep.id, [one.id for one in chosen])
        flash(ngettext("One entry was taken in.", "%(num)d entries were taken in.", len(chosen) - 1), "good")
        return redirect(url_for("officials.person", official_id=keep.id), 303)
    sentence = _(
        "All become the oldest entry, %(name)s of %(organisation)s, with what they hold and where they served. This cannot be taken back.",
        name=keep.official.name, organisation=keep.official.organisation or _("no employer given"),
    )  # fmt: skip
    return _preview(chosen, "merge", _("Same person"), sentence, _("Make them one entry"), Markup(""))


def _preview(chosen: list[Listed], act: str, title: str, sentence: str, do: str, fields: Markup) -> ResponseReturnValue:
    hidden = [("act", act), *(("ids", one.id) for one in chosen)]
    return render_template(
        "acts/preview.html", title=title, sentence=sentence, total=len(chosen), skipped=[], hidden=hidden, fields=fields,
        rows=[(one.official.name, one.official.organisation) for one in chosen[:50]], do=do, here="people", event=None,
        back=url_for("officials.people"), action=url_for("officials.people_act"),
    )  # fmt: skip


def _form(
    official_id: str | None, typed: Mapping[str, str] | None, errors: dict[str, list[str]], status: int
) -> ResponseReturnValue:
    """The form of a new official, or of one that is there; `typed` is what was sent, with status 409 beside what is stored."""
    with reading() as s:
        one = queries.official(s, official_id) if official_id else None
        stored: dict[str, Any] = {}
        if one is not None:
            held = queries.qualifications_of(s, [one.id])[one.id]
            stored = {
                "name": one.name, "organisation": one.organisation_id, "organisation_name": one.organisation,
                "enterprise": one.enterprise, "birth_year": one.birth_year, "note": one.note,
                "trades": queries.trades_of(s, [one.id])[one.id],
            } | {f"q{n}.{key}": getattr(row, key) or "" for n, row in enumerate(held) for key in _QUALIFICATION}  # fmt: skip
        conflict = None
        if status == 409 and one is not None:
            last = activity(s, one.id, limit=1)
            conflict = Conflict(
                by=last[0].by if last else "",
                at=last[0].at if last else utcnow(),
                fields={
                    key: str(stored[key] or "")
                    for key in ("name", "organisation_name", "birth_year", "note")
                    if str(stored[key] or "") != (typed or {}).get(key, "")
                },
            )
    values = stored if typed is None else {**typed, "trades": request.form.getlist("trades")}
    rows = 1 + max((int(key[1 : key.index(".")]) for key in values if key.startswith("q") and "." in key), default=-1)
    return render_template(
        "officials/person_form.html", one=one, values=values, errors=errors, conflict=conflict, kinds=KINDS, levels=LEVELS,
        trades=_trades(), rows=min(20, rows + ROWS_OF_QUALIFICATIONS), phone=queries.phone_of(one) if one else "",
        here="people", event=None,
    ), status  # fmt: skip


_QUALIFICATION = ("kind", "level", "certificate", "template_key", "valid_from", "valid_until")


def _filters() -> list[Filter]:
    return [
        Filter(key="trade", title=_("Trade"), all=_("Every trade"), choices=list(_trades().items())),
        Filter(key="kind", title=_("Qualification"), all=_("Every qualification"), choices=list(KINDS.items())),
        Filter(
            key="state", title=_("Validity"), all=_("Whether it holds or not"),
            choices=[("valid", _("Holds")), ("expired", _("Has run out")), ("none", _("Has none"))],
        ),
        Filter(
            key="service", title=_("From"), all=_("From everywhere"),
            choices=[("enterprise", _("From an enterprise")), ("other", _("Not from an enterprise"))],
        ),
    ]  # fmt: skip


def _wanted(given: Asked) -> Wanted:
    return Wanted(text=given.text, sort=given.sort, down=given.down, **given.filters)


def _trades() -> dict[str, str]:
    return {key: named(zh, en) for key, zh, en in queries.trade_names()}


def _today() -> dt.date:
    return utcnow().date()
