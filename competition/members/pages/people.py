"""Doors of one member: adding one by hand, the page, changing, transferring, leaving, the whole numbers."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me, permitted
from competition.acts.queries import activity
from competition.members import actions, privacy, queries, words
from competition.members.actions import Details
from competition.members.models import Member
from competition.members.pages.blueprint import Errors, listed, pages, picked_id, said_categories, today, wrong_field
from competition.members.schemas import MemberForm, MoveForm, ReasonForm
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from competition.web.forms import Conflict, Invalid, read

EDITED = ("name", "sex", "categories", "joined_on", "consent_on")


@pages.get("/add")
@may("member.edit")
def add() -> ResponseReturnValue:
    with reading() as s:
        unit = organisations.organisation(s, request.args.get("unit", ""))
    sent = {"organisation_id": unit.id, "organisation_id_name": unit.name} if unit else {}
    return _form(None, sent, {}, 200)


@pages.post("/add")
@may("member.edit")
def add_post() -> ResponseReturnValue:
    try:
        values = read(MemberForm, request.form)
        member_id = actions.add_member(me().id, picked_id(request.form), _details(values, new=True))
    except Invalid as invalid:
        return _form(None, request.form, invalid.errors, 422)
    except Refused as refused:
        return _form(None, request.form, wrong_field(refused), refused.status)
    flash(_("%(name)s is on the roll.", name=values["name"]), "good")
    return redirect(url_for("members.show", member_id=member_id), 303)


@pages.get("/<member_id>")
@may("member.read")
def show(member_id: str) -> ResponseReturnValue:
    """What the roll says of a member, numbers masked."""
    return _page(member_id, {}, 200, None)


@pages.post("/<member_id>/numbers")
@may("member.unmask")
def numbers(member_id: str) -> ResponseReturnValue:
    """The same page with whole numbers, once; that somebody looked and why stays on record."""
    if not permitted("member.read"):
        raise Refused("forbidden", 403)
    try:
        whole = actions.unmask(me().id, member_id, reason=read(ReasonForm, request.form)["reason"])
    except Invalid as invalid:
        return _page(member_id, invalid.errors, 422, None)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(member_id, wrong_field(refused, "reason"), refused.status, None)
    return _page(member_id, {}, 200, whole)


@pages.get("/<member_id>/edit")
@may("member.edit")
def edit(member_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.member(s, member_id)
    return _form(one, None, {}, 200)


@pages.post("/<member_id>/edit")
@may("member.edit")
def edit_post(member_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.member(s, member_id)
    try:
        values = read(MemberForm, request.form)
        changed = actions.edit_member(
            me().id, member_id, _details(values, new=False), rev=values["rev"], reason=values["reason"]
        )
    except Invalid as invalid:
        return _form(one, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.code == "changed_meanwhile":
            return _form(one, request.form, {}, 409, _conflict(one))
        return _form(one, request.form, wrong_field(refused), refused.status)
    flash(_("Saved.") if changed else _("Nothing was changed."), "good")
    return redirect(url_for("members.show", member_id=member_id), 303)


@pages.get("/<member_id>/transfer")
@may("member.edit")
def transfer(member_id: str) -> ResponseReturnValue:
    return _move(member_id, "transfer", {}, {}, 200)


@pages.post("/<member_id>/transfer")
@may("member.edit")
def transfer_post(member_id: str) -> ResponseReturnValue:
    """Into another unit from a day on; whoever has left comes back by it."""
    try:
        values = read(MoveForm, request.form)
        actions.transfer(me().id, member_id, picked_id(request.form), **values)
    except Invalid as invalid:
        return _move(member_id, "transfer", request.form, invalid.errors, 422)
    except Refused as refused:
        return _move(member_id, "transfer", request.form, wrong_field(refused, "on"), refused.status)
    flash(_("Transferred."), "good")
    return redirect(url_for("members.show", member_id=member_id), 303)


@pages.get("/<member_id>/leave")
@may("member.edit")
def leave(member_id: str) -> ResponseReturnValue:
    return _move(member_id, "leave", {}, {}, 200)


@pages.post("/<member_id>/leave")
@may("member.edit")
def leave_post(member_id: str) -> ResponseReturnValue:
    """The end of the membership on a day."""
    try:
        values = read(MoveForm, request.form)
        actions.leave(me().id, member_id, **values)
    except Invalid as invalid:
        return _move(member_id, "leave", request.form, invalid.errors, 422)
    except Refused as refused:
        return _move(member_id, "leave", request.form, wrong_field(refused, "on"), refused.status)
    flash(_("The membership has ended."), "good")
    return redirect(url_for("members.show", member_id=member_id), 303)


def _details(values: dict[str, Any], *, new: bool) -> Details:
    """A form's values; an empty number keeps the one that stands."""
    kept = "" if new else None
    return Details(
        name=values["name"], sex=values["sex"], id_number=values["id_number"] or kept, phone=values["phone"] or kept,
        card_number=values["card_number"] or kept, categories=tuple(values["categories"]), joined_on=values["joined_on"],
        consent_on=values["consent_on"],
    )  # fmt: skip


def _page(member_id: str, errors: Errors, status: int, whole: dict[str, str] | None) -> ResponseReturnValue:
    with reading() as s:
        one = queries.member(s, member_id)
        opened = queries.opened(s, [one])[0]
        bits = queries.categories(s)
        periods = queries.periods(s, member_id)
        changes = [_told(told, bits) for told in queries.changes(s, member_id)]
        happenings = activity(s, member_id)
    return (
        render_template(
            "members/member.html", one=one, organisation=opened.organisation, numbers=whole or opened.numbers,
            whole=whole is not None, categories=said_categories(bits.of(one.categories)), periods=periods, changes=changes,
            happenings=happenings, words=words, classes=privacy.CLASSES, errors=errors, values=request.form,
            may_edit=permitted("member.edit"), may_unmask=permitted("member.unmask"), here="members",
        ),
        status,
    )  # fmt: skip


def _told(told: queries.Told, bits: queries.Bits) -> dict[str, Any]:
    """A line of the log of changes in words: [(field, before, after)]."""
    lines = []
    for field, (before, after) in told.changed.items():
        said = [_value(field, value, bits) for value in (before, after)]
        lines.append((str(words.FIELDS[field]), *said))
    return {"at": told.at, "by": told.by, "reason": told.reason, "batch_id": told.batch_id, "lines": lines}


def _value(field: str, value: Any, bits: queries.Bits) -> str:
    if field == "categories":
        return listed(said_categories(bits.of(value or 0)))
    if field == "sex":
        return str(words.SEXES.get(value, "")) if value else ""
    if field == "consent":
        version, on = value
        return _("version %(version)s on %(on)s", version=version, on=on) if version else ""
    return str(value or "")


def _conflict(one: Member) -> Conflict:
    """What somebody else has saved meanwhile."""
    with reading() as s:
        told = queries.changes(s, one.id, 1)
        bits = queries.categories(s)
        masked = queries.opened(s, [one])[0].numbers
    stored = {
        "name": one.name, "sex": str(words.SEXES[one.sex]), "joined_on": one.joined_on.isoformat() if one.joined_on else "",
        "consent_on": one.consent_on.isoformat() if one.consent_on else "",
        "categories": listed(said_categories(bits.of(one.categories))), **masked,
    }  # fmt: skip
    return Conflict(by=told[0].by if told else "", at=one.changed_at, fields=stored, values={"sex": one.sex})


def _form(
    one: Member | None, sent: Any, errors: Errors, status: int, conflict: Conflict | None = None
) -> ResponseReturnValue:
    with reading() as s:
        bits = queries.categories(s)
        masked = queries.opened(s, [one])[0].numbers if one else {}
        consent = queries.latest_consent(s)
    values: Any = sent
    if sent is None and one is not None:
        values = {name: getattr(one, name) for name in EDITED}
    ticked = request.form.getlist("categories") if request.method == "POST" else []
    if sent is None and one is not None:
        ticked = [category.key for category in bits.of(one.categories)]
    return (
        render_template(
            "members/form.html", one=one, values=values, masked=masked, ticked=ticked, consent=consent,
            categories=bits.categories, sexes=list(words.SEXES.items()), labels=words.FIELDS, errors=errors,
            conflict=conflict, here="members",
        ),
        status,
    )  # fmt: skip


def _move(member_id: str, how: str, values: Any, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        one = queries.member(s, member_id)
        unit = organisations.named_ids(s, [one.organisation_id]).get(one.organisation_id or "", "")
    return (
        render_template(
            "members/move.html",
            one=one,
            unit=unit,
            how=how,
            values=values,
            errors=errors,
            today=today(),
            here="members",
        ),
        status,
    )
