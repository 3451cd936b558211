"""The custody of a blind draw: shares taken, the list sealed, and opened again by two of three."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from competition.engine import custody, draws
from competition.engine.refusal import Impossible
from competition.sessions import queries
from competition.sessions.actions import ground
from competition.sessions.actions.draws import Part, codes_of, recorded
from competition.sessions.facts import DrawOpened, DrawSealed, ShareKept
from competition.sessions.models import Custody, Draw
from competition.sessions.sealing import Lock
from competition.store import Refused, happened, transaction, utcnow
from competition.store.vault import Unreadable, vault


def share_lines(one: Custody) -> tuple[str, ...]:
    """The lines of a share as its slip has them. Refused: draw_not_made, share_taken once its holder has it."""
    if one.share_sealed is None:
        raise Refused("share_taken" if one.confirmed_at else "draw_not_made", 409)
    return tuple(vault().open("custody", one.draw_id, str(one.number), one.share_sealed).splitlines())


def confirm_share(holder: str, event_id: str, trade_id: str, kind: str) -> None:
    """A custodian says that he has his share in writing: the house forgets it. Refused: not_there, draw_not_made,
    share_taken."""
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        one = queries.draw(s, stage.id, kind)
        share = queries.share_of(s, one.id, holder)
        share_lines(share)
        share.share_sealed, share.confirmed_at = None, utcnow()
        s.flush()
        happened(
            ShareKept(
                chain=ground.chain(trade_id), actor=holder, trade_id=trade_id, draw_id=one.id, draw=kind,
                number=share.number,
            )
        )  # fmt: skip


def seal_draw(actor: str, event_id: str, trade_id: str, kind: str) -> None:
    """Forget key and seed of a blind draw. Refused: not_there, draw_not_made, draw_sealed, custody_open (a share was not
    taken), second_draw_first (the first list is needed for it)."""
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        one = queries.draw(s, stage.id, kind)
        if one.state == "COMMITTED":
            raise Refused("draw_not_made", 409)
        if one.key_sealed is None:
            raise Refused("draw_sealed", 409)
        if kind == "entry_code" and not queries.stations_dealt(s, stage.id):
            raise Refused("second_draw_first", 409)
        _seal(s, actor, trade_id, one)


def seal_stage(s: Session, actor: str, trade_id: str, stage_id: str) -> None:
    """Seal whatever a stage has drawn and not sealed, as it starts. Refused: custody_open."""
    for one in queries.draws_of_stage(s, stage_id).values():
        if one.key_sealed is not None:
            _seal(s, actor, trade_id, one)


def open_draw(actor: str, event_id: str, trade_id: str, kind: str, shares: Sequence[custody.Share]) -> Draw:
    """Open the list of a blind draw with two shares, when its stage has ended: the later draw before the earlier. Rooms
    above refuse what comes before its time by reacting to `DrawOpened`.

    Refused: not_there, draw_not_made, draw_open, stage_not_ended, open_backwards, share_wrong (with why, as the engine
    says it).
    """
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        one = queries.draw(s, stage.id, kind)
        if one.state != "DRAWN":
            raise Refused("draw_open" if one.state == "OPENED" else "draw_not_made", 409)
        if stage.state != "ENDED":
            raise Refused("stage_not_ended", 409)
        made, order = queries.draws_of_stage(s, stage.id), queries.kinds_of(stage.anonymity)
        if any(later in made and made[later].state == "DRAWN" for later in order[order.index(kind) + 1 :]):
            raise Refused("open_backwards", 409)
        lock, seed = unlocked(one, shares)
        parts: dict[int, list[tuple[str, str]]] = {}
        for row in codes_of(s, one):
            pair = (lock.open(row.code, row.name_sealed), row.code)
            parts.setdefault(row.session_number, []).append(pair)
        records = recorded(one, seed, [
            Part(session, tuple(name for name, _ in pairs), tuple(code for _, code in pairs))
            for session, pairs in sorted(parts.items())
        ])  # fmt: skip
        one.state, one.seed, one.record = "OPENED", seed.hex(), [draws.record_document(each) for each in records]
        one.opened_by, one.opened_at, one.key_sealed, one.seed_sealed = actor, utcnow(), None, None
        s.flush()
        holders = {keeper.number: keeper.holder_id for keeper in queries.custody(s, one.id)}
        happened(
            DrawOpened(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id, draw_id=one.id,
                draw=kind, seed=seed.hex(), custodians=sorted(holders[share.holder] for share in shares),
            )
        )  # fmt: skip
        return one


def unlocked(one: Draw, shares: Sequence[custody.Share]) -> tuple[Lock, bytes]:
    """The lock that two shares make again, and the seed under it. Refused: share_wrong."""
    try:
        key = custody.rebuild(*shares)
    except Impossible as impossible:
        raise Refused("share_wrong", 409, why=impossible.code) from None
    lock = Lock(key, one.id)
    try:
        return lock, bytes.fromhex(lock.open("seed", one.seed_locked or b""))
    except Unreadable:
        raise Refused("share_wrong", 409, why="different_keys") from None


def _seal(s: Session, actor: str, trade_id: str, one: Draw) -> None:
    waiting = [str(keeper.number) for keeper in queries.custody(s, one.id) if keeper.confirmed_at is None]
    if waiting:
        raise Refused("custody_open", 409, numbers=", ".join(waiting))
    one.key_sealed, one.seed_sealed, one.sealed_at = None, None, utcnow()
    s.flush()
    happened(DrawSealed(chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, draw_id=one.id, draw=one.kind))
