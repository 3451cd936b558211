"""All is played: the figures go into the plan, and from there on they are marks."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.engine import draws
from competition.judging import actions as judging
from competition.judging.actions import Source
from competition.matches import queries
from competition.matches.actions import ground
from competition.matches.facts import MatchesAccepted
from competition.matches.models import MatchAcceptance
from competition.matches.play import Play, entry_number, lot_label
from competition.store import Refused, happened, transaction, utcnow


def accept(actor: str, event_id: str, trade_id: str, seen: str) -> int:
    """Accept what was played and write everybody's figure on his sheet; after a correction again. `seen` names the
    results as the person saw them. Returns how many marks that made.

    Refused: not_there, not_in_matches, not_drawn, stage_not_running, match_not_finished, changed_meanwhile,
    matches_settled, and what judging refuses of figures.
    """
    with transaction() as s:
        stage, found = ground.played(s, event_id, trade_id)
        if not found.finished:
            raise Refused("match_not_finished", 409, left=found.left)
        if found.played_hash != seen:
            raise Refused("changed_meanwhile", 409)
        if found.settled:
            raise Refused("matches_settled", 409)
        if found.wants_lot:
            found = _with_lot(s, found)
        tournament, figures = found.tournament, found.figures()
        source = Source(tournament.format, tournament.id)
        count = judging.give_figures(
            actor, stage.id, tournament.aspect_key, figures, source, str(_("From the matches"))
        )
        s.add(
            MatchAcceptance(
                tournament_id=tournament.id, number=(found.accepted.number if found.accepted else 0) + 1,
                played_hash=found.played_hash, figures={key: format(one, "f") for key, one in figures.items()}, by=actor,
            )
        )  # fmt: skip
        s.flush()
        happened(
            MatchesAccepted(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id,
                played_hash=found.played_hash, count=len(figures),
            )
        )  # fmt: skip
        return count


def _with_lot(s: Session, found: Play) -> Play:
    """The play with the lot of the table drawn, once: it stays what it was when a result is corrected later."""
    lot, tournament = found.lots["table"], found.tournament
    if lot.seed is not None:
        return found
    seed = ground.open_seed(lot)
    numbers = [entry_number(found.entries[one]) for one in tournament.entrants or ()]
    record = draws.record_order(seed, lot_label("table", tournament.stage_id), numbers)
    lot.seed, lot.record, lot.drawn_at = seed.hex(), draws.record_document(record), utcnow()
    s.flush()
    after = queries.play(s, tournament.stage_id)
    if after is None:
        raise Refused("not_in_matches", 409)
    return after
