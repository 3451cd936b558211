"""How a trade is played: format, options and seeds, the draw, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me
from competition.events.queries import Stage
from competition.judging import queries as judging
from competition.matches import actions, queries
from competition.matches.models import Tournament
from competition.matches.pages.blueprint import Errors, done, ground, pages, there
from competition.matches.pages.board import to
from competition.matches.schemas import CHAINED, Reason, SettingForm, setting_of
from competition.matches.words import CHAIN, FIGURES, FORMATS, SEEDINGS, WITHDRAWN
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.words import named


@pages.get("/<event_id>/<trade_id>/format")
@may("match.edit")
def setting(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _page(event_id, trade_id, None, {}, 200)


@pages.post("/<event_id>/<trade_id>/format")
@may("match.edit")
def set_up(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)
    try:
        values = read(SettingForm, request.form)
        said = setting_of(values)
        actions.set_up(me().id, event_id, trade_id, said, values["rev"])
    except Invalid as invalid:
        return _page(event_id, trade_id, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(event_id, trade_id, request.form, {"": [refusal_words(refused)]}, refused.status)
    flash(_("Saved. Draw who meets whom when everybody is entered."), "good")
    if said.seeding == "hand":
        return redirect(url_for("matches.seeds", event_id=event_id, trade_id=trade_id), 303)
    return redirect(to(event_id, trade_id), 303)


@pages.post("/<event_id>/<trade_id>/format/drop")
@may("match.edit")
def drop(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        actions.drop(me().id, event_id, trade_id)
        return str(_("The stage is played without matches."))

    return done(to(event_id, trade_id), act)


@pages.get("/<event_id>/<trade_id>/seeds")
@may("match.edit")
def seeds(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Everybody who takes part with a field for the seed."""
    return _seeds(event_id, trade_id, {}, {}, 200)


@pages.post("/<event_id>/<trade_id>/seeds")
@may("match.edit")
def seed_by_hand(event_id: str, trade_id: str) -> ResponseReturnValue:
    place = there(event_id, trade_id)
    with reading() as s:
        entries = queries.competing(s, place.stage.id)
    typed = {one.id: request.form.get(f"seed-{one.id}", "").strip() for one in entries}
    try:
        numbers = _numbers(typed)
        ordered = sorted(typed, key=lambda entry: numbers[entry])
        actions.seed_by_hand(me().id, event_id, trade_id, ordered, request.form.get("rev", type=int))
    except Invalid as invalid:
        return _seeds(event_id, trade_id, typed, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _seeds(event_id, trade_id, typed, {"": [refusal_words(refused)]}, refused.status)
    flash(_("The seeds are saved."), "good")
    return redirect(to(event_id, trade_id), 303)


@pages.post("/<event_id>/<trade_id>/draw")
@may("match.edit")
def draw(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        actions.draw(me().id, event_id, trade_id)
        return str(_("Drawn. It stands who meets whom."))

    return done(to(event_id, trade_id), act)


@pages.post("/<event_id>/<trade_id>/undraw")
@may("match.edit")
def undraw(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        actions.undraw(me().id, event_id, trade_id, read(Reason, request.form)["reason"])
        return str(_("The pairings are taken back."))

    return done(to(event_id, trade_id), act)


def _numbers(typed: Mapping[str, str]) -> dict[str, int]:
    """Entry -> seed. Raises Invalid for a field that is no seed, or one that stands twice."""
    errors: Errors = {}
    found: dict[str, int] = {}
    for entry, text in typed.items():
        number = int(text) if text.isascii() and text.isdigit() else 0
        if not 1 <= number <= len(typed) or number in found.values():
            errors[f"seed-{entry}"] = [_("A number from 1 to %(most)s, each once.", most=len(typed))]
        found[entry] = number
    if errors:
        raise Invalid(errors)
    return found


def _seeds(event_id: str, trade_id: str, typed: Mapping[str, str], errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        place = ground(s, event_id, trade_id)
        one = queries.tournament(s, place.stage.id)
        if one is None or one.entrants is not None:
            raise Refused("not_there", 404)
        entries = queries.competing(s, place.stage.id)
    order = {entry: str(seed) for seed, entry in enumerate(one.seeds or [entry.id for entry in entries], 1)}
    values = {entry.id: typed.get(entry.id, order.get(entry.id, "")) for entry in entries}
    return (
        render_template(
            "matches/seeds.html", event=place.event, trade=place.trade, one=one, values=values, errors=errors,
            entries=sorted(entries, key=lambda entry: (int(order.get(entry.id, "9999")), entry.number)), here="matches",
        ),
        status,
    )  # fmt: skip


def _page(
    event_id: str, trade_id: str, sent: Mapping[str, Any] | None, errors: Errors, status: int
) -> ResponseReturnValue:
    with reading() as s:
        place = ground(s, event_id, trade_id)
        one = queries.tournament(s, place.stage.id)
        if place.stage.plan_id is None:
            aspects = []
        else:
            plan = judging.plan_of(s, place.stage.plan_id)
            aspects = [
                (aspect.key, f"{module.key} {named(module.title.zh, module.title.en)} · {named(aspect.title.zh, aspect.title.en)}")
                for module in plan.modules for aspect in module.aspects if judging.takes_figure(aspect)
            ]  # fmt: skip
        before = queries.stage_before(s, place.stage)
    values = dict(sent) if sent is not None else _values(one)
    chain = request.form.getlist("chain") if sent is not None else list(values.get("chain", ()))
    return (
        render_template(
            "matches/format.html", event=place.event, trade=place.trade, stage=place.stage, one=one, values=values,
            chain=(chain + [""] * CHAINED)[:CHAINED], errors=errors, aspects=aspects, formats=FORMATS, fixed=_fixed(place.stage, one),
            seedings={key: words for key, words in SEEDINGS.items() if key != "before" or before is not None},
            figures=FIGURES, chains=CHAIN, withdrawns=WITHDRAWN, here="matches",
        ),
        status,
    )  # fmt: skip


def _fixed(stage: Stage, one: Tournament | None) -> bool:
    """Whether nothing can be changed any more."""
    return stage.state != "DRAFT" or (one is not None and one.entrants is not None)


def _values(one: Tournament | None) -> dict[str, Any]:
    """What the form shows of a tournament, or before there is one."""
    if one is None:
        return {
            "format": "bracket", "seeding": "number", "figure": "place", "best_of": "1", "win": "3", "draw": "1", "loss": "0",
            "absent": "0", "games": "1", "legs": "1", "awarded": "0", "withdrawn": "void", "beyond": "0",
            "chain": ["head_to_head", "game_difference"],
        }  # fmt: skip
    values: dict[str, Any] = _values(None) | {
        "format": one.format, "seeding": one.seeding, "aspect_key": one.aspect_key, "figure": one.figure["kind"],
        "points": ", ".join(one.figure.get("points", [])), "beyond": one.figure.get("beyond", "0"),
    }  # fmt: skip
    if one.format == "bracket":
        return values | {
            "best_of": ", ".join(str(games) for games in one.options["best_of"]),
            "third_place": one.options["third_place"],
        }
    return values | one.options | {"games": one.options["best_of"], "best_of": "1"}
