"""What the actions of this room share: a trade's stage under its lock, so that of two at once one comes first."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.engine import draws
from competition.engine.refusal import Refusal
from competition.events import queries as events
from competition.events.queries import Stage, Trade
from competition.matches import queries
from competition.matches.facts import LotCommitted
from competition.matches.models import MatchLot
from competition.matches.play import Play
from competition.store import Refused, happened, lock_heads, new_id
from competition.store.vault import vault


@dataclass(frozen=True)
class Setting:
    """How a stage is to be played: `options` as the engine reads them, `figure` what the plan's `aspect_key` is given."""

    format: str
    options: dict[str, Any]
    seeding: str
    aspect_key: str
    figure: dict[str, Any]


def chain(trade_id: str) -> str:
    """The ledger chain of a trade."""
    return f"trade:{trade_id}"


def stage_of(s: Session, event_id: str, trade_id: str) -> tuple[Trade, Stage]:
    """The trade and its stage, locked for the rest of the transaction. Refused: not_there."""
    trade = events.trade(s, trade_id, event_id)
    lock_heads([chain(trade_id)])
    s.expire_all()
    return trade, events.stage_of_trade(s, trade_id)


def before_start(trade: Trade, stage: Stage) -> None:
    """Refused: stage_not_draft."""
    if stage.state != "DRAFT":
        raise Refused("stage_not_draft", 409, name=trade.name)


def played(s: Session, event_id: str, trade_id: str, *, running: bool = True) -> tuple[Stage, Play]:
    """The stage, locked, and its matches. Refused: not_there, not_in_matches, stage_not_running, not_drawn."""
    _trade, stage = stage_of(s, event_id, trade_id)
    found = queries.play(s, stage.id)
    if found is None:
        raise Refused("not_in_matches", 409)
    if not found.drawn:
        raise Refused("not_drawn", 409)
    if running and stage.state != "RUNNING":
        raise Refused("stage_not_running", 409)
    return stage, found


def impossible(refusal: Refusal, found: Play | None = None) -> Refused:
    """The engine's refusal as the house says it, with entrants by name."""
    facts = dict(refusal.facts)
    if found is not None and facts.get("entrant") in found.entries:
        facts["entrant"] = found.entries[facts["entrant"]].name
    return Refused(f"match_{refusal.code}", 409, **facts)


def commit_lot(s: Session, actor: str, trade_id: str, tournament_id: str, kind: str) -> None:
    """Make the seed of a draw of lots and put its hash on record; an earlier draw stays beside it."""
    query = select(func.count()).select_from(MatchLot)
    number = (s.scalar(query.where(MatchLot.tournament_id == tournament_id, MatchLot.kind == kind)) or 0) + 1
    seed, lot_id = secrets.token_bytes(draws.SEED_BYTES), new_id()
    sealed = vault().seal("match_lot", lot_id, "seed", seed.hex())
    one = MatchLot(
        id=lot_id, tournament_id=tournament_id, kind=kind, number=number, commitment=draws.commitment(seed),
        seed_sealed=sealed,
    )  # fmt: skip
    s.add(one)
    s.flush()
    happened(LotCommitted(chain=chain(trade_id), actor=actor, trade_id=trade_id, lot=kind, commitment=one.commitment))


def open_seed(lot: MatchLot) -> bytes:
    """The seed of a draw that was committed to."""
    return bytes.fromhex(vault().open("match_lot", lot.id, "seed", lot.seed_sealed or b""))
