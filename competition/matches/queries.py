"""What may be known of matches: tournaments with all that belongs to them, each in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.events import queries as events
from competition.events.queries import Stage
from competition.matches.models import MatchAcceptance, MatchLot, MatchResult, MatchWithdrawal, Tournament
from competition.matches.play import Play
from competition.standings import queries as standings
from competition.store import Refused


@dataclass(frozen=True)
class Listed:
    """A tournament as a list of them shows it: how many of its matches have a result, whether it was accepted."""

    tournament: Tournament
    played: int
    accepted: bool


def tournament(s: Session, stage_id: str) -> Tournament | None:
    """The tournament of a stage, or None where it is played without matches."""
    return s.scalars(select(Tournament).where(Tournament.stage_id == stage_id)).first()


def tournaments_of_event(s: Session, event_id: str) -> dict[str, Listed]:
    """Trade -> the tournament of the stage that it has come to, where that is played in matches: as many questions for
    one as for a hundred."""
    now = {stage.id for stage in events.stages(s, event_id).values()}
    found = [one for one in s.scalars(select(Tournament).where(Tournament.event_id == event_id)) if one.stage_id in now]
    ids = [one.id for one in found]
    counted = select(MatchResult.tournament_id, func.count()).where(MatchResult.tournament_id.in_(ids))
    played = {
        row[0]: row[1] for row in s.execute(counted.where(MatchResult.number == 1).group_by(MatchResult.tournament_id))
    }
    accepted = set(s.scalars(select(MatchAcceptance.tournament_id).where(MatchAcceptance.tournament_id.in_(ids))))
    return {one.trade_id: Listed(one, played.get(one.id, 0), one.id in accepted) for one in found}


def play(s: Session, stage_id: str) -> Play | None:
    """A stage's tournament as it stands, or None."""
    one = tournament(s, stage_id)
    if one is None:
        return None
    return Play(
        tournament=one,
        entries=_entries(s, one),
        results={key: rows[-1] for key, rows in results(s, one.id).items()},
        withdrawn=frozenset(row.entry_id for row in withdrawals(s, one.id) if row.gone),
        lots=lots(s, one.id),
        accepted=acceptance(s, one.id),
    )


def results(s: Session, tournament_id: str) -> dict[str, list[MatchResult]]:
    """Every result by match, those of one match in the order in which they came."""
    query = select(MatchResult).where(MatchResult.tournament_id == tournament_id).order_by(MatchResult.number)
    found: dict[str, list[MatchResult]] = {}
    for one in s.scalars(query):
        found.setdefault(one.match_key, []).append(one)
    return found


def withdrawals(s: Session, tournament_id: str) -> list[MatchWithdrawal]:
    """The last word on everybody who ever went out, whether gone or back."""
    query = select(MatchWithdrawal).where(MatchWithdrawal.tournament_id == tournament_id)
    last = {one.entry_id: one for one in s.scalars(query.order_by(MatchWithdrawal.number))}
    return list(last.values())


def lots(s: Session, tournament_id: str) -> dict[str, MatchLot]:
    """Kind -> the draw of lots in force."""
    query = select(MatchLot).where(MatchLot.tournament_id == tournament_id).order_by(MatchLot.number)
    return {one.kind: one for one in s.scalars(query)}


def acceptance(s: Session, tournament_id: str) -> MatchAcceptance | None:
    """The last acceptance, or None."""
    query = select(MatchAcceptance).where(MatchAcceptance.tournament_id == tournament_id)
    return s.scalars(query.order_by(MatchAcceptance.number.desc())).first()


def competing(s: Session, stage_id: str) -> list[EntryRow]:
    """Who takes part in a stage, by number."""
    return [one for one in contestants.entries_of_stage(s, stage_id) if not one.status]


def stage_before(s: Session, stage: Stage) -> Stage | None:
    """The stage of the same trade before this one, or None for the first."""
    query = select(Stage).where(Stage.trade_id == stage.trade_id, Stage.position < stage.position)
    return s.scalars(query.order_by(Stage.position.desc())).first()


def order_before(s: Session, stage: Stage, entries: Iterable[EntryRow]) -> list[str]:
    """Entries in the order in which they, or the same people, came out of the stage before; who was not ranked there comes
    last, by number. Refused: no_stage_before, stage_before_open while that one is not over."""
    before = stage_before(s, stage)
    if before is None:
        raise Refused("no_stage_before", 409)
    if before.state != "ENDED":
        raise Refused("stage_before_open", 409)
    ranked: dict[str, int] = {}
    for place, row in standings.orders(s, [before.id]).get(before.id, []):
        if place.rank is not None:
            ranked |= dict.fromkeys(filter(None, (row.id, row.contestant_id, row.team_id)), place.rank)
    last = len(ranked) + 1

    def rank(one: EntryRow) -> tuple[int, int]:
        found = [ranked[key] for key in (one.id, one.contestant_id, one.team_id) if key in ranked]
        return (found[0] if found else last, one.number)

    return [one.id for one in sorted(entries, key=rank)]


def _entries(s: Session, one: Tournament) -> dict[str, EntryRow]:
    """The entries of the stage, and whoever was drawn and is not there any more."""
    return contestants.entries_by_id(s, one.entrants or []) | {
        row.id: row for row in contestants.entries_of_stage(s, one.stage_id)
    }
