"""Doors of what changes where a unit stands, or whether: moving, merging, closing, opening again."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me
from competition.acts.pages import flash_act
from competition.organisations import actions, queries
from competition.organisations.actions.merges import mergeable
from competition.organisations.pages.blueprint import Errors, pages, picked_id, the_unit, wrong_field
from competition.organisations.schemas import DayForm, MergeForm, MoveForm
from competition.organisations.words import TREES
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read

SHOWN = 50


@pages.get("/<organisation_id>/move")
@may("organisation.edit")
def move(organisation_id: str) -> ResponseReturnValue:
    """Where the unit stands, and the form to let it stand elsewhere."""
    return _moving(organisation_id, None, {}, 200)


@pages.post("/<organisation_id>/move")
@may("organisation.edit")
def move_post(organisation_id: str) -> ResponseReturnValue:
    """Let it stand elsewhere from a day on."""
    try:
        values = read(MoveForm, request.form)
        parent_id = picked_id(values, "parent_id")
        actions.move(
            me().id, organisation_id, tree=values["tree"], parent_id=parent_id, on=values["on"], rev=values["rev"]
        )
    except Invalid as invalid:
        return _moving(organisation_id, request.form, invalid.errors, 422)
    except Refused as refused:
        return _again(_moving, organisation_id, refused)
    flash(_("It stands there from %(on)s on.", on=values["on"].isoformat()), "good")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


@pages.get("/<organisation_id>/merge")
@may("organisation.edit")
def merge(organisation_id: str) -> ResponseReturnValue:
    """The form that asks which unit takes this one in."""
    return _merging(organisation_id, None, {}, 200)


@pages.post("/<organisation_id>/merge")
@may("organisation.edit")
def merge_post(organisation_id: str) -> ResponseReturnValue:
    """What the merge would move; confirmed, the merge itself."""
    try:
        values = read(MergeForm, request.form)
        into_id = picked_id({"into_id": values["into_id"], "into_id_name": values["into_id_name"]}, "into_id") or ""
        with reading() as s:
            one, into = the_unit(s, organisation_id), the_unit(s, into_id)
            mergeable(s, one, into)
        if request.form.get("confirm") != "1":
            return _previewed(organisation_id, into_id, values)
        act_id = actions.merge(me().id, organisation_id, into_id, on=values["on"], rev=values["rev"])
    except Invalid as invalid:
        return _merging(organisation_id, request.form, invalid.errors, 422)
    except Refused as refused:
        return _again(_merging, organisation_id, refused)
    flash_act(act_id, _("%(name)s has been merged into %(into)s.", name=one.name, into=into.name))
    return redirect(url_for("organisations.show", organisation_id=into_id), 303)


@pages.get("/<organisation_id>/close")
@may("organisation.edit")
def close(organisation_id: str) -> ResponseReturnValue:
    """The form that asks on which day the unit is closed, or open again."""
    return _closing(organisation_id, None, {}, 200)


@pages.post("/<organisation_id>/close")
@may("organisation.edit")
def close_post(organisation_id: str) -> ResponseReturnValue:
    """Close an open unit; open a closed one again."""
    try:
        values = read(DayForm, request.form)
        with reading() as s:
            one = the_unit(s, organisation_id)
        reopening = request.form.get("reopen") == "1"
        act = actions.reopen if reopening else actions.close
        act(me().id, organisation_id, on=values["on"], rev=values["rev"])
    except Invalid as invalid:
        return _closing(organisation_id, request.form, invalid.errors, 422)
    except Refused as refused:
        return _again(_closing, organisation_id, refused)
    said = _("%(name)s is open again.", name=one.name) if reopening else _("%(name)s has been closed.", name=one.name)
    flash(said, "good")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


def _again(form: Any, organisation_id: str, refused: Refused) -> ResponseReturnValue:
    """The form once more with what is against it; what is not there is answered with 404."""
    if refused.code in ("not_there", "organisation_not_there") and refused.status == 404:
        raise refused
    if refused.code == "changed_meanwhile":
        answered: ResponseReturnValue = form(organisation_id, None, {"": [refusal_words(refused)]}, 409)
        return answered
    into = "into_id" if form is _merging else "parent_id"
    again: ResponseReturnValue = form(organisation_id, request.form, wrong_field(refused, "on", parent_id=into), 409)
    return again


def _moving(organisation_id: str, sent: Any, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        one = the_unit(s, organisation_id)
        tree = (sent or request.args).get("tree", "region")
        tree = tree if tree in queries.TREES else "region"
        parent_id = getattr(one, queries.parent_name(tree))
        names = queries.named_ids(s, [parent_id])
        history = [standing for standing in queries.history(s, organisation_id) if standing.tree == tree]
    kept = {"parent_id": parent_id or "", "parent_id_name": names.get(parent_id or "", ""), "tree": tree}
    return _form("move", one, sent, kept, errors, status, tree=tree, history=history, trees=TREES)


def _merging(organisation_id: str, sent: Any, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        one = the_unit(s, organisation_id)
    return _form("merge", one, sent, {}, errors, status)


def _closing(organisation_id: str, sent: Any, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        one = the_unit(s, organisation_id)
        below = sum(queries.branches(s, tree, organisation_id, 0)[1] for tree in queries.TREES)
    return _form("close", one, sent, {}, errors, status, below=below)


def _form(
    name: str, one: queries.Organisation, sent: Any, kept: dict[str, str], errors: Errors, status: int, **more: Any
) -> ResponseReturnValue:
    today = actions.today().isoformat()
    values = {"on": "", **kept, "rev": str(one.rev)} if sent is None else sent
    page = render_template(
        f"organisations/{name}.html", one=one, values=values, errors=errors, today=today, here="organisations", **more
    )
    return page, status


def _previewed(organisation_id: str, into_id: str, values: dict[str, Any]) -> ResponseReturnValue:
    """What would be moved, before anything is."""
    with reading() as s:
        one, into = the_unit(s, organisation_id), the_unit(s, into_id)
        moving = {
            child.id: (child.name, TREES[tree])
            for tree in queries.TREES
            for child in queries.children_of(s, one.id, tree)
        }
    rows = [(one.name, _("closed on %(on)s; its name leads to %(into)s", on=values["on"].isoformat(), into=into.name))]
    rows += [
        (name, _("from now on below %(into)s (%(tree)s)", into=into.name, tree=tree)) for name, tree in moving.values()
    ]
    hidden = [
        ("into_id", into.id), ("into_id_name", into.name), ("on", values["on"].isoformat()), ("rev", str(values["rev"])),
    ]  # fmt: skip
    return render_template(
        "acts/preview.html", title=_("Merge %(name)s into %(into)s", name=one.name, into=into.name),
        sentence=_("Its members go with it. What was entered, marked and awarded under its name stays as it was."),
        rows=rows[:SHOWN], total=len(rows), skipped=[], hidden=hidden, fields="", do=_("Merge"), tone="bad",
        back=url_for("organisations.merge", organisation_id=one.id),
        action=url_for("organisations.merge_post", organisation_id=one.id), here="organisations", event=None,
    )  # fmt: skip
