"""A custodian who cannot keep his share: somebody else takes it over, under a new key."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy.orm import Session

from competition.engine import custody
from competition.sessions import queries
from competition.sessions.actions import apart, ground
from competition.sessions.actions.draws import codes_of, give_shares
from competition.sessions.actions.opening import unlocked
from competition.sessions.facts import CustodianReplaced
from competition.sessions.models import Draw
from competition.sessions.sealing import Lock
from competition.store import Refused, happened, transaction
from competition.store.vault import vault


def replace_custodian(
    actor: str,
    event_id: str,
    trade_id: str,
    kind: str,
    number: int,
    holder: str,
    reason: str,
    shares: Sequence[custody.Share] = (),
) -> None:
    """Somebody else keeps share `number` of a draw's key.

    Before the draw nothing more happens. After it the list is locked under a new key, so that every share of the old one
    opens nothing, and all three take new ones: the house does that while it has the key, and once the list is sealed two
    of the three give their shares for it. Refused: not_there, draw_open, same_officer, custodian_already,
    not_a_custodian, custodians_apart, shares_wanted, share_wrong.
    """
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        one = queries.draw(s, stage.id, kind)
        rows = {row.number: row for row in queries.custody(s, one.id)}
        if number not in rows:
            raise Refused("not_there", 404)
        if one.state == "OPENED":
            raise Refused("draw_open", 409)
        apart.officers(s, stage.id, kind, actor)
        holders = [row.holder_id for row in rows.values()]
        if holder in holders:
            raise Refused("custodian_already", 409)
        if not queries.may_keep(s, event_id, trade_id, holder):
            raise Refused("not_a_custodian")
        was = rows[number].holder_id
        apart.custodians(s, stage.id, kind, [holder, *(each for each in holders if each != was)])
        rows[number].holder_id = holder
        s.flush()
        drawn = one.state == "DRAWN"
        if drawn:
            _lock_anew(s, one, shares)
        happened(
            CustodianReplaced(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, draw_id=one.id, draw=kind, number=number,
                was=was, now=holder, new_key=drawn, reason=reason,
            )
        )  # fmt: skip


def _lock_anew(s: Session, one: Draw, shares: Sequence[custody.Share]) -> None:
    """The same list and seed under a new key, which the house keeps only where it had the old one."""
    if one.key_sealed is not None:
        old = Lock(bytes.fromhex(vault().open("draw", one.id, "key", one.key_sealed)), one.id)
        seed = old.open("seed", one.seed_locked or b"")
    elif shares:
        old, plain = unlocked(one, shares)
        seed = plain.hex()
    else:
        raise Refused("shares_wanted", 409)
    key = secrets.token_bytes(custody.KEY_BYTES)
    lock = Lock(key, one.id)
    for row in codes_of(s, one):
        row.name_sealed = lock.lock(row.code, old.open(row.code, row.name_sealed))
    one.seed_locked = lock.lock("seed", seed)
    if one.key_sealed is not None:
        one.key_sealed = vault().seal("draw", one.id, "key", key.hex())
    give_shares(s, one, key)
