"""Doors of what is done to several members at once: the preview, and the act itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from competition.accounts.guard import may, me
from competition.acts.pages import flash_act
from competition.members import actions, queries
from competition.members.pages.blueprint import Errors, pages, picked_id, today, wrong_field
from competition.members.pages.lists import ACTS, COLUMNS, filters_of, wanted_of
from competition.members.words import SKIPPED
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from competition.web.lists import Asked, asked
from competition.web.words import named

SHOWN = 50
TRANSIENT = frozenset(
    {"csrf_token", "act", "ids", "everything", "confirm", "organisation_id", "organisation_id_name", "on", "reason", "category_key"}
)  # fmt: skip


@pages.post("/acts")
@may("member.edit")
def acts() -> ResponseReturnValue:
    """What an act would do to the members ticked, or to everybody who fits; confirmed, the act."""
    form = request.form
    act = form.get("act", "")
    if act not in {one.key for one in ACTS}:
        raise Refused("not_there", 404)
    with reading() as s:
        wishes = asked(form, COLUMNS, filters_of(s, form, queries.categories(s)), sort="name")
        most = actions.MOST_AT_ONCE
        everything = bool(form.get("everything"))
        ids = queries.ids_found(s, wanted_of(wishes), most + 1) if everything else form.getlist("ids")
    if len(ids) > most:
        raise Refused("too_many_at_once", most=most)
    if form.get("confirm") != "1":
        return _preview(act, ids, wishes, {}, 200)
    try:
        act_id, count = _do(act, ids, form)
    except Refused as refused:
        return _preview(act, ids, wishes, wrong_field(refused, "category_key"), refused.status)
    flash_act(act_id, ngettext("%(num)d member has been changed.", "%(num)d members have been changed.", count))
    return redirect(url_for("members.index", **_kept(wishes)), 303)


def _do(act: str, ids: Sequence[str], form: Mapping[str, str]) -> tuple[str, int]:
    if act in ("add", "remove"):
        return actions.categorise_several(me().id, ids, form.get("category_key", ""), add=act == "add")
    on, reason = _day(form), form.get("reason", "")
    if act == "transfer":
        return actions.transfer_several(me().id, ids, picked_id(form), on=on, reason=reason)
    return actions.leave_several(me().id, ids, on=on, reason=reason)


def _day(form: Mapping[str, str]) -> dt.date:
    try:
        return dt.date.fromisoformat(form.get("on") or today())
    except ValueError:
        raise Refused("date_ahead", 422) from None


def _preview(act: str, ids: Sequence[str], wishes: Asked, errors: Errors, status: int) -> ResponseReturnValue:
    form = request.form
    with reading() as s:
        categories = queries.categories(s)
        key = form.get("category_key") or (categories.categories[0].key if categories.categories else "")
        bit = next((one.bit for one in categories.categories if one.key == key), None)
        ready = actions.ready(
            s, ids, act=act, on=dt.date.fromisoformat(today()), unit_id=form.get("organisation_id", ""),
            bit=bit if status != 200 else None,
        )  # fmt: skip
        if act == "remove" and status == 200:
            ready = actions.Ready([*ready.members, *(one for one, _why in ready.skipped)], ())
        units = organisations.named_ids(
            s, [one.organisation_id for one in (*ready.members, *(m for m, _w in ready.skipped))]
        )
    hidden: list[tuple[str, str]] = [(name, value) for name, value in form.items() if name not in TRANSIENT]
    hidden += [("act", act)]
    hidden += [("everything", "1")] if form.get("everything") else [("ids", one) for one in ids]
    fields = render_template(
        "members/_act.html", act=act, errors=errors, values=form, day=form.get("on") or today(), key=key,
        offered=[(one.key, named(one.name, one.name_en)) for one in categories.categories],
    )  # fmt: skip
    title = next(str(one.words) for one in ACTS if one.key == act)
    return (
        render_template(
            "acts/preview.html", title=title, sentence=_sentence(act), total=len(ready.members), hidden=hidden,
            rows=[(one.name, units.get(one.organisation_id or "", "")) for one in ready.members[:SHOWN]],
            skipped=[(one.name, str(SKIPPED[why])) for one, why in ready.skipped],
            fields=Markup(fields), do=title,  # noqa: S704 - a template of ours, escaped by itself
            back=url_for("members.index", **_kept(wishes)), action=url_for("members.acts"), here="members", event=None,
            tone="bad" if act == "leave" else "",
        ),
        status,
    )  # fmt: skip


def _kept(wishes: Asked) -> dict[str, Any]:
    return dict(wishes.kept())


def _sentence(act: str) -> str:
    return str(
        {
            "transfer": _("Their membership ends on the day you choose, and one in the other unit begins."),
            "leave": _("They stay on the roll as people who have left; their history stays."),
            "add": _("Each of them gets the category you choose, beside those each has."),
            "remove": _("The category you choose is taken from each of them who has it."),
        }[act]
    )
