"""How a stage is played, and who meets whom: set, drawn and taken back before the stage starts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from competition.engine import brackets, draws, round_robin
from competition.engine.matches import check_best_of
from competition.engine.refusal import Impossible
from competition.engine.round_robin_rule import LOT, read_rule
from competition.events.queries import Stage
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.matches import queries
from competition.matches.actions import ground
from competition.matches.actions.ground import Setting
from competition.matches.facts import SeedsTyped, TournamentDrawn, TournamentDropped, TournamentSet, TournamentUndrawn
from competition.matches.models import MatchLot, Tournament
from competition.matches.play import BRACKET, entry_number, lot_label, worth
from competition.store import Refused, happened, new_id, transaction, utcnow


def set_up(actor: str, event_id: str, trade_id: str, said: Setting, rev: int | None = None) -> str:
    """Let a stage be played in matches, or change how; seeds by lot get their hash at once. Returns the tournament's id.

    Refused: not_there, stage_not_draft, matches_blind, matches_drawn, changed_meanwhile, no_plan, unknown_aspect,
    figure_by_each, figure_misfit, and the engine's codes for options that cannot be (match_bad_best_of).
    """
    with transaction() as s:
        trade, stage = ground.stage_of(s, event_id, trade_id)
        ground.before_start(trade, stage)
        if stage.anonymity != "open":
            raise Refused("matches_blind", 409)
        one = queries.tournament(s, stage.id)
        if one is not None and one.entrants is not None:
            raise Refused("matches_drawn", 409)
        if one is not None and rev is not None and one.rev != rev:
            raise Refused("changed_meanwhile", 409)
        if stage.plan_id is None:
            raise Refused("no_plan", 409)
        count = len(queries.competing(s, stage.id))
        judging.fits(judging_queries.plan_of(s, stage.plan_id), said.aspect_key, worth(said.figure, count))
        _possible(said)
        if one is None:
            one = Tournament(id=new_id(), event_id=event_id, trade_id=trade_id, stage_id=stage.id, seeds=[], rev=0)
            s.add(one)
        one.format, one.options, one.seeding = said.format, said.options, said.seeding
        one.aspect_key, one.figure = said.aspect_key, said.figure
        one.rev += 1
        s.flush()
        happened(
            TournamentSet(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id, format=one.format,
                options=one.options, seeding=one.seeding, aspect=one.aspect_key, figure=one.figure,
            )
        )  # fmt: skip
        _lots(s, actor, one)
        return one.id


def drop(actor: str, event_id: str, trade_id: str) -> None:
    """Let a stage be played without matches. Refused: not_there, not_in_matches, stage_not_draft, matches_drawn."""
    with transaction() as s:
        one = _undrawn(s, event_id, trade_id)
        s.execute(delete(MatchLot).where(MatchLot.tournament_id == one.id))
        s.delete(one)
        s.flush()
        happened(
            TournamentDropped(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=one.stage_id, format=one.format
            )
        )


def seed_by_hand(actor: str, event_id: str, trade_id: str, seeds: Sequence[str], rev: int | None = None) -> None:
    """Say in which order entries are seeded, the best first; seeding is by hand from then on.

    Refused: not_there, not_in_matches, stage_not_draft, matches_drawn, changed_meanwhile, seeds_differ (not everybody
    who takes part, once each).
    """
    with transaction() as s:
        one = _undrawn(s, event_id, trade_id)
        if rev is not None and one.rev != rev:
            raise Refused("changed_meanwhile", 409)
        known = {row.id: row for row in queries.competing(s, one.stage_id)}
        if sorted(seeds) != sorted(known):
            raise Refused("seeds_differ", 409)
        one.seeding, one.seeds = "hand", list(seeds)
        one.rev += 1
        s.flush()
        numbers = [entry_number(known[seed]) for seed in seeds]
        happened(SeedsTyped(chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, seeds=numbers))


def draw(actor: str, event_id: str, trade_id: str) -> None:
    """Let it stand who meets whom, once. Lots are drawn from the seed whose hash stood before.

    Refused: not_there, not_in_matches, stage_not_draft, matches_drawn (also when somebody else just did it), seeds_differ,
    no_stage_before, stage_before_open, and the engine's codes (match_bad_field, match_no_third_place, match_bad_rounds).
    """
    with transaction() as s:
        one = _undrawn(s, event_id, trade_id)
        entrants, seed = _order(s, one)
        try:
            if one.format == BRACKET:
                brackets.build(entrants, one.options["third_place"], one.options["best_of"])
            else:
                round_robin.build(entrants, read_rule(one.options))
        except Impossible as refusal:
            raise ground.impossible(refusal) from None
        one.entrants, one.drawn_by, one.drawn_at = entrants, actor, utcnow()
        one.rev += 1
        s.flush()
        happened(
            TournamentDrawn(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=one.stage_id, seeding=one.seeding,
                count=len(entrants), entrants=entrants, seed=seed,
            )
        )  # fmt: skip


def undraw(actor: str, event_id: str, trade_id: str, reason: str) -> None:
    """Take the pairings back before the stage starts, with a reason that everybody reads in the log; lots are drawn from
    another seed then. Refused: not_there, not_in_matches, stage_not_draft, not_drawn."""
    with transaction() as s:
        trade, stage = ground.stage_of(s, event_id, trade_id)
        one = _there(s, stage)
        ground.before_start(trade, stage)
        if one.entrants is None:
            raise Refused("not_drawn", 409)
        one.entrants = one.drawn_by = one.drawn_at = None
        one.rev += 1
        s.flush()
        happened(
            TournamentUndrawn(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id, reason=reason
            )
        )
        _lots(s, actor, one)


def _there(s: Session, stage: Stage) -> Tournament:
    one = queries.tournament(s, stage.id)
    if one is None:
        raise Refused("not_in_matches", 409)
    return one


def _undrawn(s: Session, event_id: str, trade_id: str) -> Tournament:
    trade, stage = ground.stage_of(s, event_id, trade_id)
    one = _there(s, stage)
    if one.entrants is not None:
        raise Refused("matches_drawn", 409)
    ground.before_start(trade, stage)
    return one


def _possible(said: Setting) -> None:
    """Refused: the engine's codes for options that cannot be whoever takes part."""
    try:
        if said.format == BRACKET:
            for games in said.options["best_of"]:
                check_best_of(games)
        else:
            read_rule(said.options)
    except Impossible as refusal:
        raise ground.impossible(refusal) from None


def _lots(s: Session, actor: str, one: Tournament) -> None:
    """A seed, unopened, for each lot that will be drawn; none for one that will not."""
    wanted = {"seeds"} if one.seeding == "lot" else set()
    if one.format != BRACKET and LOT in one.options["chain"]:
        wanted.add("table")
    there = queries.lots(s, one.id)
    for kind in sorted(wanted):
        if kind not in there or there[kind].seed is not None:
            ground.commit_lot(s, actor, one.trade_id, one.id, kind)


def _order(s: Session, one: Tournament) -> tuple[list[str], str]:
    """Everybody who takes part in the order of their seeds, and the seed of the lot where one is drawn ("" else)."""
    entries = queries.competing(s, one.stage_id)
    if one.seeding == "hand":
        if sorted(one.seeds) != sorted(row.id for row in entries):
            raise Refused("seeds_differ", 409)
        return list(one.seeds), ""
    if one.seeding == "before":
        stage = s.get_one(Stage, one.stage_id)
        return queries.order_before(s, stage, entries), ""
    if one.seeding == "number":
        return [row.id for row in entries], ""
    lot = queries.lots(s, one.id)["seeds"]
    seed, by_number = ground.open_seed(lot), {entry_number(row): row.id for row in entries}
    record = draws.record_order(seed, lot_label("seeds", one.stage_id), list(by_number))
    lot.seed, lot.record, lot.drawn_at = seed.hex(), draws.record_document(record), utcnow()
    return [by_number[number] for number, _place in sorted(record.result, key=lambda pair: int(pair[1]))], seed.hex()
