"""Doors of the list of units: searching, filtering, sorting, exporting, and acts on many units with their preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.acts.pages import flash_act
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.jobs import queries as job_queries
from competition.organisations import actions, queries, work
from competition.organisations.actions.bulk import Planned, plan_any, plan_group, plan_move
from competition.organisations.pages.blueprint import Errors, choices, pages, picked_id, said, wrong_field
from competition.organisations.queries import Wanted
from competition.organisations.words import FIELDS
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.lists import Act, Asked, Column, Filter, Listing, asked, page
from competition.web.words import language

COLUMNS = (
    Column(key="name", title=FIELDS["name"], kept=True),
    Column(key="code", title=FIELDS["code"]),
    Column(key="level", title=FIELDS["level"]),
    Column(key="parent", title=FIELDS["parent"]),
    Column(key="industry", title=FIELDS["industry"]),
    Column(key="ownership", title=FIELDS["ownership"]),
    Column(key="federation", title=FIELDS["federation"], shown=False),
    Column(key="short", title=FIELDS["short"], shown=False),
    Column(key="opened", title=FIELDS["opened_on"], shown=False),
    Column(key="closed", title=FIELDS["closed_on"], shown=False),
)
ACTS = (
    Act(key="industry", words=_l("Set the industry"), picture="sliders"),
    Act(key="ownership", words=_l("Set the ownership"), picture="scale"),
    Act(key="move", words=_l("Move below a unit"), picture="swap"),
)
AT_ONCE = 200
SHOWN = 50
TRANSIENT = ("csrf_token", "act", "ids", "everything", "confirm", "seen", "value", "value_name", "on")


@pages.get("/list")
@may("organisation.read")
def listed() -> ResponseReturnValue:
    """The units that fit, page by page."""
    with reading() as s:
        filters = _filters(s, request.args)
        wishes = asked(request.args, COLUMNS, filters, sort="name")
        wanted = _wanted(wishes)
        at = page(wishes, queries.count_found(s, wanted))
        rows = queries.search(s, wanted, at.offset, at.size)
        words = said(queries.groups(s))
    may_edit = permitted("organisation.edit")
    units = Listing(
        title=_("List of units"), address=request.path, columns=COLUMNS, filters=filters, asked=wishes, page=at,
        rows=rows, placeholder=_("Name, code, pinyin or initials"), acts=ACTS if may_edit else (),
        acts_to=url_for("organisations.acts"), export_to=url_for("organisations.export"),
    )  # fmt: skip
    return render_template(
        "organisations/list.html", units=units, words=words, may_edit=may_edit, total=at.total, here="organisations"
    )


@pages.post("/export")
@may("organisation.read")
def export() -> ResponseReturnValue:
    """The list as a spreadsheet, written by the worker."""
    with reading() as s:
        wishes = asked(request.form, COLUMNS, _filters(s, request.form), sort="name")
    back = url_for("organisations.listed", **_args(wishes.kept()))
    job_id = exports.start(work.LIST, asdict(_wanted(wishes)), me().id, language(), name=_("Organisations"), back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.post("/acts")
@may("organisation.edit")
def acts() -> ResponseReturnValue:
    """The preview of an act on many units; confirmed, the act itself. Very many units are left to the worker."""
    form = request.form
    act = form.get("act", "")
    if act not in {one.key for one in ACTS}:
        raise Refused("not_there", 404)
    with reading() as s:
        wishes = asked(form, COLUMNS, _filters(s, form), sort="name")
        ids = queries.ids_found(s, _wanted(wishes)) if form.get("everything") else form.getlist("ids")
    if form.get("confirm") != "1":
        return _preview(act, ids, wishes, {}, None, 200)
    try:
        value, on = _value(act, form)
        with reading() as s:
            plan = _plan(s, act, ids, value, on)
    except Refused as refused:
        return _preview(act, ids, wishes, wrong_field(refused, "value", parent_id="value", level="value"), None, 409)
    if not plan.units or (plan.skipped and form.get("seen") != "1"):
        return _preview(act, ids, wishes, {}, plan, 200)
    order = {"act": act, "ids": [one.id for one in plan.units], "value": value, "on": on.isoformat()}
    if len(plan.units) > AT_ONCE:
        onward = url_for("organisations.done", job_id="{job}").replace("%7B", "{").replace("%7D", "}")
        job_id = jobs.start(work.BULK, {**order, "onward": onward, "list": wishes.kept()}, me().id)
        return redirect(url_for("jobs.show", job_id=job_id), 303)
    act_id, count = work.do_act(me().id, order)
    _tell(act_id, count)
    return redirect(url_for("organisations.listed", **_args(wishes.kept())), 303)


@pages.get("/done/<job_id>")
@may("organisation.edit")
def done(job_id: str) -> ResponseReturnValue:
    """Tell what a job of this room did, with the button that takes it back. Refused: not_there (404)."""
    with reading() as s:
        job = job_queries.job(s, job_id)
    if job is None or job.started_by != me().id or job.kind not in (work.BULK, work.IMPORT) or not job.result:
        raise Refused("not_there", 404)
    if "act_id" not in job.result:
        raise Refused("import_gone")
    _tell(job.result["act_id"], job.result["count"])
    return redirect(url_for("organisations.listed", **_args(job.payload.get("list", {}))), 303)


def _args(kept: Mapping[str, str]) -> dict[str, Any]:
    """The arguments of the list's address."""
    return dict(kept)


def _tell(act_id: str, count: int) -> None:
    flash_act(act_id, ngettext("%(num)d unit has been changed.", "%(num)d units have been changed.", count))


def _filters(s: Session, args: Mapping[str, str]) -> list[Filter]:
    groups = queries.groups(s)
    none = ("-", _("none"))
    filters = [
        Filter(key="level", title=FIELDS["level"], all=_("Every level"), choices=choices(groups, "level")),
        Filter(key="industry", title=FIELDS["industry"], all=_("Every industry"), choices=[*choices(groups, "industry"), none]),
        Filter(key="ownership", title=FIELDS["ownership"], all=_("Every ownership"), choices=[*choices(groups, "ownership"), none]),
        Filter(
            key="state", title=_("Open or closed"), all=_("Open units"),
            choices=[("closed", _("Closed units")), ("any", _("Open and closed"))],
        ),
    ]  # fmt: skip
    above = queries.organisation(s, args.get("below", "")) if args.get("below") else None
    if above is not None:
        filters.append(
            Filter(key="below", title=_("Stands below"), all=_("Anywhere"), choices=[(above.id, above.short)])
        )
    return filters


def _wanted(wishes: Asked) -> Wanted:
    return Wanted(
        text=wishes.text, sort=wishes.sort, down=wishes.down,
        **{key: wishes.filters.get(key, "") for key in ("level", "industry", "ownership", "state", "below")},
    )  # fmt: skip


def _value(act: str, form: Mapping[str, str]) -> tuple[str, dt.date]:
    """What the act sets: a key of a grouping, or the id of a unit and a day."""
    if act != "move":
        return form.get("value", ""), actions.today()
    try:
        on = dt.date.fromisoformat(form.get("on", ""))
    except ValueError:
        raise Refused("date_missing") from None
    above = picked_id(form, "value")
    if above is None:
        raise Refused("organisation_not_there")
    return above, on


def _plan(s: Session, act: str, ids: list[str], value: str, on: dt.date) -> Planned:
    return plan_move(s, ids, value, on) if act == "move" else plan_group(s, ids, act, value)


def _preview(
    act: str, ids: list[str], wishes: Asked, errors: Errors, plan: Planned | None, status: int
) -> ResponseReturnValue:
    """What the act would change; `plan` once its value is known and leaves some units as they are."""
    form = request.form
    with reading() as s:
        groups = queries.groups(s)
        plan = plan or plan_any(s, ids)
        names = queries.named_ids(s, [one.parent_id for one in plan.units[:SHOWN]])
        offered = [] if act == "move" else choices(groups, act, _("None"))
    words = said(groups)
    rows = [
        (one.name, names.get(one.parent_id or "", "") if act == "move" else words[act].get(getattr(one, act), ""))
        for one in plan.units[:SHOWN]
    ]
    hidden = [(name, value) for name, value in form.items() if name not in TRANSIENT] + [("act", act)]
    hidden += [("everything", "1")] if form.get("everything") else [("ids", one) for one in ids]
    hidden += [("seen", "1")] if plan.skipped else []
    fields = render_template(
        "organisations/_act.html", act=act, offered=offered, errors=errors, value=form.get("value", ""),
        value_name=form.get("value_name", ""), on=form.get("on") or actions.today().isoformat(),
    )  # fmt: skip
    title = next(str(one.words) for one in ACTS if one.key == act)
    return (
        render_template(
            "acts/preview.html", title=title, sentence=_sentence(act), rows=rows, total=len(plan.units),
            skipped=[(name, refusal_words(refused)) for name, refused in plan.skipped], hidden=hidden,
            fields=Markup(fields), do=title,  # noqa: S704 - a template of ours, escaped by itself
            back=url_for("organisations.listed", **_args(wishes.kept())), action=url_for("organisations.acts"),
            here="organisations", event=None,
        ),
        status,
    )  # fmt: skip


def _sentence(act: str) -> str:
    if act == "move":
        return str(_("They stand below the unit you choose from the day on; units below them go with them."))
    return str(_("Each of them gets what you choose here, whatever it has now."))
