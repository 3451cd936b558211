"""A passage with its cut: what lacks, the proposal with its arithmetic, the decision, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import me, permitted, signed_in
from competition.acts.queries import activity
from competition.advancement import actions, queries, words
from competition.advancement.affected import affected
from competition.advancement.documents import read_proposal
from competition.advancement.ground import Ground, ground_of
from competition.advancement.pages.blueprint import Errors, decide, pages, seen
from competition.advancement.schemas import Confirming, DirectEntry, Reasoned, Unnaming, WildCard
from competition.contestants import queries as contestants
from competition.engine.advancement import Proposal, Step
from competition.ladders import queries as ladders
from competition.ladders.telling import limits, ways
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.words import named

MOST_OUT = 200
OFFERED = 8


@pages.get("/<passage_id>")
@signed_in
def show(passage_id: str) -> ResponseReturnValue:
    """Where the cut of a passage is, and what is to be done next."""
    return _page(passage_id, {}, 200)


@pages.post("/<passage_id>/propose")
@signed_in
def propose(passage_id: str) -> ResponseReturnValue:
    """Propose the cut, or propose it again with the results of now."""

    def act() -> str:
        actions.propose(me().id, passage_id)
        return str(_("The cut is proposed. Nothing counts before it is confirmed."))

    return _done("cut.propose", passage_id, act)


@pages.post("/<passage_id>/wild-cards")
@signed_in
def wild_card(passage_id: str) -> ResponseReturnValue:
    def act() -> str:
        sent = read(WildCard, request.form)
        actions.wild_card(me().id, passage_id, sent["entry_id"], sent["reason"])
        return str(_("The cut is proposed anew with the wild card."))

    return _done("cut.propose", passage_id, act)


@pages.post("/<passage_id>/direct-entries")
@signed_in
def direct_entry(passage_id: str) -> ResponseReturnValue:
    def act() -> str:
        sent = read(DirectEntry, request.form)
        actions.direct_entry(me().id, passage_id, sent["contestant_id"], sent["reason"])
        return str(_("The cut is proposed anew with the direct entry."))

    return _done("cut.propose", passage_id, act)


@pages.post("/<passage_id>/unname")
@signed_in
def unname(passage_id: str) -> ResponseReturnValue:
    def act() -> str:
        actions.unname(me().id, passage_id, read(Unnaming, request.form)["key"])
        return str(_("The cut is proposed anew without that name."))

    return _done("cut.propose", passage_id, act)


@pages.post("/<passage_id>/cuts/<cut_id>/confirm")
@signed_in
def confirm(passage_id: str, cut_id: str) -> ResponseReturnValue:
    def act() -> str:
        actions.confirm(me().id, passage_id, cut_id, read(Confirming, request.form)["hash"])
        with reading() as s:
            inside = ladders.passage(s, passage_id).stage_id is not None
        return str(
            _("The cut is confirmed. Everybody who goes on is entered in the next stage.")
            if inside
            else _("The cut is confirmed. Everybody who goes on has a place now; enter them above next.")
        )

    return _done("cut.confirm", passage_id, act)


@pages.post("/<passage_id>/cuts/<cut_id>/discard")
@signed_in
def discard(passage_id: str, cut_id: str) -> ResponseReturnValue:
    def act() -> str:
        actions.discard(me().id, passage_id, cut_id, read(Reasoned, request.form)["reason"])
        return str(_("The proposal is put aside; nothing has changed."))

    return _done("cut.confirm", passage_id, act)


@pages.post("/<passage_id>/correct")
@signed_in
def correct(passage_id: str) -> ResponseReturnValue:
    def act() -> str:
        actions.correct(me().id, passage_id, read(Reasoned, request.form)["reason"])
        return str(_("The correction is proposed. It takes effect when a second person approves it."))

    return _done("cut.propose", passage_id, act)


def _done(permission: str, passage_id: str, act: Callable[[], str]) -> ResponseReturnValue:
    """Do it and say so, or show the page with what is wrong. A 404 goes on to the error page."""
    decide(permission, passage_id)
    try:
        flash(act(), "good")
    except Invalid as invalid:
        return _page(passage_id, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(passage_id, {"": [refusal_words(refused)]}, refused.status)
    return redirect(url_for("advancement.show", passage_id=passage_id), 303)


def _page(passage_id: str, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        place = seen(s, passage_id)
        ground = ground_of(s, passage_id)
        ladder = ladders.ladder(s, place.passage.ladder_id) if place.passage.ladder_id else None
        proposed, stands = queries.open_cut(s, passage_id), queries.standing_cut(s, passage_id)
        proposal = read_proposal(proposed.proposal) if proposed else None
        now = queries.standing_proposal(s, ground.rule, stands) if stands else None
        changed = stands is not None and not ground.missing and stands.results_hash != ground.results_hash
        after = proposal if proposed and proposed.corrects_id else None
        hit = affected(s, ground, stands, now, after) if stands and now and (changed or after) else None
        moves = queries.cut_moves(s, passage_id)
        event_id = place.upper.event.id
        may = {key: permitted(f"cut.{key}", event_id) for key in ("propose", "confirm", "accept")}
        people = {move.by for _one, move in moves} | ({proposed.proposed_by} if proposed else set())
        person = request.args.get("person", "").strip()[:60]
        context: dict[str, Any] = {
            "place": place, "ground": ground, "ladder": ladder, "proposed": proposed, "stands": stands, "now": now,
            "proposal": proposal, "changed": changed, "hit": hit, "moves": moves, "may": may,
            "counts": queries.place_counts(s, [passage_id]).get(passage_id, {}), "names": accounts.names(s, people),
            "who": _who(s, ground, [proposal, now], hit), "person": person,
            "found": contestants.people_like(s, person, OFFERED) if person and may["propose"] else [],
            "corrections": queries.corrections(s, passage_id), "happenings": activity(s, passage_id, limit=20),
        }  # fmt: skip
    return (
        render_template(
            "advancement/show.html", words=words, ways=ways(ground.rule), limits=limits(ground.rule), errors=errors,
            sent=request.form, lines=_lines(ground, proposal or now), wild=_offered(ground, proposal),
            pool_name=lambda key: pool_name(ground, key), most=MOST_OUT, labels=words.FIELDS, event=None, here="ladders",
            stale=proposed is not None and (proposed.results_hash, proposed.rule_hash) != (ground.results_hash, ground.passage.rule_hash),
            mine=proposed is not None and proposed.proposed_by == me().id, step_words=step_words, **context,
        ),
        status,
    )  # fmt: skip


def pool_name(ground: Ground, key: str) -> str:
    """What a pool is called: its event."""
    source = ground.source(key)
    return named(source.name, source.name_en) if source else ""


def step_words(step: Step) -> str:
    """A line of the arithmetic, in words."""
    return str(words.STEPS[step.code]) % step.facts


def _lines(ground: Ground, proposal: Proposal | None) -> list[tuple[str, list[Step]]]:
    """The arithmetic pool by pool, and of all together last."""
    found: dict[tuple[str, str], list[Step]] = {}
    for step in proposal.steps if proposal else ():
        found.setdefault((step.pool, step.division), []).append(step)
    titles = {key: _title(ground, *key) for key in found}
    return [(titles[key], steps) for key, steps in sorted(found.items(), key=lambda pair: not pair[0][0])]


def _title(ground: Ground, pool: str, division: str) -> str:
    if not pool:
        return division or str(_("All pools together"))
    return pool_name(ground, pool) + (f" · {division}" if division else "")


def _offered(ground: Ground, proposal: Proposal | None) -> list[tuple[str, str]]:
    """Whom a wild card could be given to: who is ranked and out."""
    if ground.missing or not ground.rule.wild_cards:
        return []
    advancing = proposal.entries if proposal else frozenset()
    ranked = [
        (one, ground.entries[one.entry])
        for pool in ground.pools.values()
        for one in pool
        if one.ranked and one.entry not in advancing
    ]
    said = [
        (
            one.entry,
            _("%(name)s, rank %(rank)s, %(pool)s", name=entry.name, rank=one.rank, pool=pool_name(ground, one.pool)),
        )
        for one, entry in ranked
    ]
    return [("", _("Choose an entry")), *said]


def _who(s: Session, ground: Ground, proposals: Iterable[Proposal | None], hit: Any) -> Mapping[str, Any]:
    """Everybody the page names, by what proposals call them."""
    keys: set[str] = set()
    for one in proposals:
        if one is not None:
            keys |= {place.entry for place in (*one.advancing, *one.substitutes)} | {
                out.entry for out in one.out[:MOST_OUT]
            }
    if hit is not None:
        keys |= {row.change.entry for row in hit}
    return queries.who_of(s, sorted(keys))
