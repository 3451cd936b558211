"""The milestones of a trade, set by a form before its stage starts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me
from competition.engine.refusal import PlanRefused
from competition.judging import queries as judging
from competition.milestones import actions, queries
from competition.milestones.models import LabourContest
from competition.milestones.pages.blueprint import Errors, done, ground, pages, there
from competition.milestones.schemas import BAND, NODE, SettingForm, document_of, rows_of
from competition.milestones.words import ROUNDINGS
from competition.schemes.words import PLAN_REFUSALS
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.words import named

SPARE_NODES, SPARE_BANDS = 4, 2


@pages.get("/<event_id>/<trade_id>/setting")
@may("milestone.edit")
def setting(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _page(event_id, trade_id, False, {}, 200)


@pages.post("/<event_id>/<trade_id>/setting")
@may("milestone.edit")
def set_up(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)
    try:
        values = read(SettingForm, request.form)
        document = document_of(
            values, rows_of(request.form.getlist, "node", NODE), rows_of(request.form.getlist, "band", BAND)
        )
        actions.set_up(me().id, event_id, trade_id, document, values["aspect_key"], values["rev"])
    except Invalid as invalid:
        return _page(event_id, trade_id, True, invalid.errors, 422)
    except PlanRefused as refused:
        return _page(event_id, trade_id, True, _errors(refused), 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(event_id, trade_id, True, {"": [refusal_words(refused)]}, refused.status)
    flash(_("The milestones are saved."), "good")
    return redirect(url_for("milestones.show", event_id=event_id, trade_id=trade_id), 303)


@pages.post("/<event_id>/<trade_id>/setting/drop")
@may("milestone.edit")
def drop(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        actions.drop(me().id, event_id, trade_id)
        return str(_("The stage is decided without milestones."))

    return done(url_for("milestones.show", event_id=event_id, trade_id=trade_id), act)


def _errors(refused: PlanRefused) -> Errors:
    """What the engine refuses, at the table or field it belongs to, with the row."""
    name, _sign, rest = refused.path.partition("[")
    words = PLAN_REFUSALS.get(refused.code)
    said = str(words) % refused.facts if words is not None else str(_("Invalid value."))
    if rest:
        said = str(_("Row %(number)s: %(what)s", number=int(rest.split("]")[0]) + 1, what=said))
    return {name: [said]}


def _page(event_id: str, trade_id: str, again: bool, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        place = ground(s, event_id, trade_id)
        one = queries.contest_row(s, place.stage.id)
        aspects = []
        if place.stage.plan_id is not None:
            plan = judging.plan_of(s, place.stage.plan_id)
            aspects = [
                (aspect.key, f"{module.key} {named(module.title.zh, module.title.en)} · {named(aspect.title.zh, aspect.title.en)}")
                for module in plan.modules for aspect in module.aspects if judging.takes_figure(aspect)
            ]  # fmt: skip
    values, nodes, bands = _values(one)
    if again:
        values = request.form.to_dict()
        nodes, bands = rows_of(request.form.getlist, "node", NODE), rows_of(request.form.getlist, "band", BAND)
    fixed = place.stage.state != "DRAFT"
    return (
        render_template(
            "milestones/setting.html", event=place.event, trade=place.trade, stage=place.stage, one=one, values=values,
            nodes=[*nodes, *[dict.fromkeys(NODE, "")] * (0 if fixed else SPARE_NODES)],
            bands=[*bands, *[dict.fromkeys(BAND, "")] * (0 if fixed else SPARE_BANDS)],
            aspects=aspects, errors=errors, roundings=ROUNDINGS, fixed=fixed, here="milestones",
        ),
        status,
    )  # fmt: skip


def _values(one: LabourContest | None) -> tuple[Mapping[str, Any], list[dict[str, str]], list[dict[str, str]]]:
    """What the form shows of a contest: its fields, its nodes, its bands; or what is usual."""
    if one is None:
        usual = [{"until": "0", "percent": "100"}, {"until": "7", "percent": "60"}]
        return {"beyond": "0", "most": "", "digits": "1", "mode": "half_up"}, [], usual
    said = one.document
    nodes = [
        {
            "title": node["title"]["zh"], "title_en": node["title"]["en"], "due": node["due"], "points": node["points"],
            "evidence": str(node["evidence"]),
        }
        for node in said["nodes"]
    ]  # fmt: skip
    bands = [{"until": str(band["until"]), "percent": band["percent"]} for band in said["bands"]]
    values = {
        "aspect_key": one.aspect_key, "beyond": said["beyond"], "most": said.get("most", ""),
        "digits": said["rounding"]["digits"], "mode": said["rounding"]["mode"],
    }  # fmt: skip
    return values, nodes, bands
