"""What comes out of matches, corrections of it, and who goes out of a round robin."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from competition.engine import brackets, round_robin
from competition.engine.matches import Result
from competition.engine.refusal import Impossible
from competition.matches import queries
from competition.matches.actions import ground
from competition.matches.facts import EntrantReturned, EntrantWithdrawn, MatchCorrected, MatchPlayed
from competition.matches.models import MatchResult, MatchWithdrawal
from competition.matches.play import Pairing, Play, result_of
from competition.store import Refused, happened, new_id, transaction

Games = Sequence[Sequence[int]]


def enter(actor: str, event_id: str, trade_id: str, key: str, games: Games, absent: str) -> str:
    """Keep what came out of a match, once: of two who type it at the same time the second is told what the first typed.

    Returns the id. Refused: not_there, not_in_matches, not_drawn, stage_not_running, match_second_result with the
    result there is, and the engine's codes for what cannot have happened.
    """
    with transaction() as s:
        stage, found = ground.played(s, event_id, trade_id)
        pairing = _pairing(found, key)
        if pairing.result is not None:
            raise Refused("match_second_result", 409, score=score_of(pairing))
        result = result_of(key, games, absent)
        try:
            if found.is_bracket:
                brackets.advance(found.bracket, result)
            else:
                round_robin.enter(found.group, result)
        except Impossible as refusal:
            raise ground.impossible(refusal, found) from None
        return _keep(s, actor, trade_id, stage.id, pairing, result, 1, "")


def correct(
    actor: str, event_id: str, trade_id: str, key: str, games: Games, absent: str, reason: str, seen: int
) -> str:
    """Put another result in the place of a wrong one, while the match that follows has not been played; `seen` is the
    number of the result that the person saw.

    Refused: as `enter`, match_no_result, match_same_result, changed_meanwhile, match_follow_up_played.
    """
    with transaction() as s:
        stage, found = ground.played(s, event_id, trade_id)
        pairing, result = _pairing(found, key), result_of(key, games, absent)
        try:
            if found.is_bracket:
                brackets.correct(found.bracket, result)
            else:
                round_robin.correct(found.group, result)
        except Impossible as refusal:
            raise ground.impossible(refusal, found) from None
        before = found.results[key]
        if before.number != seen:
            raise Refused("changed_meanwhile", 409)
        if result_of(key, before.games, before.absent) == result:
            raise Refused("match_same_result", 409)
        return _keep(s, actor, trade_id, stage.id, pairing, result, seen + 1, reason)


def withdraw(actor: str, event_id: str, trade_id: str, entry_id: str, reason: str) -> None:
    """Take somebody out of a round robin; the rule says what becomes of his matches. In a bracket who does not come loses
    the match he is in.

    Refused: not_there, not_in_matches, not_drawn, stage_not_running, no_withdrawing, match_withdrawn_already.
    """
    with transaction() as s:
        _stage, found = ground.played(s, event_id, trade_id)
        _in_group(found, entry_id)
        if entry_id in found.withdrawn:
            raise ground.impossible(Impossible("withdrawn_already", entrant=entry_id), found)
        _gone(s, found, entry_id, True, reason, actor)
        happened(
            EntrantWithdrawn(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, entry_id=entry_id,
                name=found.entries[entry_id].name, reason=reason,
            )
        )  # fmt: skip


def put_back(actor: str, event_id: str, trade_id: str, entry_id: str, reason: str) -> None:
    """Take back that somebody went out: it was a mistake. Refused: as `withdraw`, not_withdrawn."""
    with transaction() as s:
        _stage, found = ground.played(s, event_id, trade_id)
        _in_group(found, entry_id)
        if entry_id not in found.withdrawn:
            raise Refused("not_withdrawn", 409)
        _gone(s, found, entry_id, False, reason, actor)
        happened(
            EntrantReturned(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, entry_id=entry_id,
                name=found.entries[entry_id].name, reason=reason,
            )
        )  # fmt: skip


def score_of(pairing: Pairing) -> str:
    """The games either side has won, as 2:1."""
    return ":".join(str(games) for games in pairing.score or (0, 0))


def _pairing(found: Play, key: str) -> Pairing:
    pairing = found.pairing(key)
    if pairing is None:
        raise Refused("not_there", 404)
    return pairing


def _in_group(found: Play, entry_id: str) -> None:
    if found.is_bracket:
        raise Refused("no_withdrawing", 409)
    if entry_id not in (found.tournament.entrants or ()):
        raise Refused("not_there", 404)


def _gone(s: Session, found: Play, entry_id: str, gone: bool, reason: str, actor: str) -> None:
    earlier = {one.entry_id: one.number for one in queries.withdrawals(s, found.tournament.id)}
    row = MatchWithdrawal(
        tournament_id=found.tournament.id, entry_id=entry_id, number=earlier.get(entry_id, 0) + 1, gone=gone,
        reason=reason, by=actor,
    )  # fmt: skip
    s.add(row)
    s.flush()


def _keep(
    s: Session, actor: str, trade_id: str, stage_id: str, pairing: Pairing, result: Result, number: int, reason: str
) -> str:
    """Write a result and say it; what it comes to is asked of the tournament with it."""
    tournament = queries.tournament(s, stage_id)
    if tournament is None:
        raise Refused("not_in_matches", 409)
    games = [list(game) for game in result.games]
    row = MatchResult(
        id=new_id(), tournament_id=tournament.id, match_key=result.match, number=number, games=games,
        absent=result.absent, reason=reason, by=actor,
    )  # fmt: skip
    s.add(row)
    s.flush()
    after = queries.play(s, stage_id)
    now = after.pairing(result.match) if after else None
    names = [after.entries[one].name if after and one else "" for one in (pairing.first, pairing.second)]
    said = dict(
        chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, match=result.match, first=names[0], second=names[1],
        entries=[one for one in (pairing.first, pairing.second) if one], games=games, absent=result.absent,
        score=score_of(now) if now else "",
    )  # fmt: skip
    happened(MatchPlayed(**said) if number == 1 else MatchCorrected(**said, reason=reason))  # type: ignore[arg-type]
    return row.id
