"""Draws of entry codes and of stations, from a seed whose hash stood before (field rule CN-4); the third is in `works`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.contestants import actions as contestants_actions
from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.engine import custody, draws
from competition.events import queries as events
from competition.sessions import queries
from competition.sessions.actions import apart, ground
from competition.sessions.facts import DrawCommitted, DrawDone, SlipsShown
from competition.sessions.models import Custody, Draw, DrawCode, Place
from competition.sessions.sealing import Lock
from competition.store import Refused, happened, new_id, transaction, utcnow
from competition.store.vault import vault

SHARES = 3


@dataclass(frozen=True)
class Part:
    """What is drawn at once: for the second draw a session (its number, 0 for all), with names and codes."""

    session: int
    names: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Slip:
    """What one slip says: what somebody had before, what he drew, and the session it is for (0: none)."""

    name: str
    code: str
    session: int


def commit(actor: str, event_id: str, trade_id: str, kind: str, custodians: Sequence[str] = ()) -> Draw:
    """Make the seed of a draw and put its hash on record. A stage that is judged blind needs three custodians; the first
    and the third of its draws want different officers, and no two who keep shares of both.

    Refused: not_there, stage_not_draft, draw_committed, draw_order, custodians_three, not_a_custodian, same_officer,
    custodians_apart.
    """
    with transaction() as s:
        trade, stage = ground.stage_of(s, event_id, trade_id)
        if kind not in queries.kinds_of(stage.anonymity):
            raise Refused("not_there", 404)
        ground.before_start(trade, stage)
        there = queries.draws_of_stage(s, stage.id)
        if kind in there:
            raise Refused("draw_committed", 409)
        if kind == "entry_code" and "station_code" in there:
            raise Refused("draw_order", 409)
        blind = stage.anonymity != "open"
        if blind and (len(custodians) != SHARES or len(set(custodians)) != SHARES):
            raise Refused("custodians_three")
        if blind and not all(queries.may_keep(s, event_id, trade_id, one) for one in custodians):
            raise Refused("not_a_custodian")
        apart.officers(s, stage.id, kind, actor)
        apart.custodians(s, stage.id, kind, custodians)
        seed, draw_id = secrets.token_bytes(draws.SEED_BYTES), new_id()
        one = Draw(
            id=draw_id, stage_id=stage.id, kind=kind, blind=blind, commitment=draws.commitment(seed),
            seed_sealed=vault().seal("draw", draw_id, "seed", seed.hex()), committed_by=actor,
        )  # fmt: skip
        s.add(one)
        s.flush()
        keepers = list(custodians) if blind else []
        s.add_all(Custody(draw_id=draw_id, number=n, holder_id=holder) for n, holder in enumerate(keepers, 1))
        s.flush()
        happened(
            DrawCommitted(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id, draw_id=draw_id,
                draw=kind, commitment=one.commitment, custodians=keepers,
            )
        )  # fmt: skip
        return one


def make_draw(actor: str, event_id: str, trade_id: str, kind: str, *, everybody: bool = False) -> Draw:
    """Draw among those who compete, once. With `everybody` also those who have not checked in.

    An open stage's record is public at once; a blind one's list is locked under a key that three custodians hold. The
    second draw deals the stations: each session draws its own. Refused: not_there, stage_not_draft, draw_made (also of
    one that was just made by somebody else), no_entries, not_all_checked_in, draw_order, no_entry_code, unseated,
    few_stations, same_officer.
    """
    if kind not in queries.KINDS:
        raise Refused("not_there", 404)
    with transaction() as s:
        trade, stage = ground.stage_of(s, event_id, trade_id)
        one = queries.draw(s, stage.id, kind)
        if one.state != "COMMITTED":
            raise Refused("draw_made", 409)
        ground.before_start(trade, stage)
        apart.officers(s, stage.id, kind, actor)
        entries = [entry for entry in contestants.entries_of_stage(s, stage.id) if not entry.status]
        if not entries:
            raise Refused("no_entries", 409)
        there = queries.checked(s, stage.id)
        absent = sum(1 for entry in entries if entry.id not in there)
        if absent and not everybody:
            raise Refused("not_all_checked_in", 409, count=absent)
        _in_turn(s, stage, kind)
        names = queries.names_of(s, stage.id, entries) if kind == "station_code" else _numbers(entries)
        parts = _parts(s, trade, stage, entries, names) if kind == "station_code" else [_first(names)]
        seed = bytes.fromhex(vault().open("draw", one.id, "seed", one.seed_sealed or b""))
        records = recorded(one, seed, parts)
        if kind == "station_code":
            _deal(s, stage, entries, names, records)
        one.state, one.names, one.drawn_by, one.drawn_at = "DRAWN", len(entries), actor, utcnow()
        if one.blind:
            lock_list(s, one, seed, parts, records)
        else:
            one.state, one.seed, one.record, one.seed_sealed = "OPENED", seed.hex(), _documents(records), None
            one.opened_by, one.opened_at = actor, one.drawn_at
        s.flush()
        happened(
            DrawDone(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id, draw_id=one.id,
                draw=kind, commitment=one.commitment, count=len(entries), absent=absent,
            )
        )  # fmt: skip
        return one


def show_slips(actor: str, event_id: str, trade_id: str, kind: str) -> list[Slip]:
    """Everybody's slip by what he had before, while the list is not sealed; that they were shown is on record.

    Refused: not_there, draw_not_made, draw_sealed, same_officer.
    """
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        one = queries.draw(s, stage.id, kind)
        if one.state == "DRAWN":
            apart.officers(s, stage.id, kind, actor)
        if one.state == "COMMITTED":
            raise Refused("draw_not_made", 409)
        slips = read_slips(s, one)
        if one.blind and one.state == "DRAWN":
            happened(
                SlipsShown(
                    chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, draw_id=one.id, draw=kind
                )
            )  # fmt: skip
        return slips


def read_slips(s: Session, one: Draw) -> list[Slip]:
    """What everybody drew, from the public record or under the key that the house still has. Refused: draw_sealed."""
    if one.record is not None:
        found = [
            Slip(name, code, session_of(record["label"])) for record in one.record for name, code in record["result"]
        ]
    elif one.key_sealed is not None:
        lock = Lock(bytes.fromhex(vault().open("draw", one.id, "key", one.key_sealed)), one.id)
        found = [Slip(lock.open(row.code, row.name_sealed), row.code, row.session_number) for row in codes_of(s, one)]
    else:
        raise Refused("draw_sealed", 409)
    return sorted(found, key=lambda slip: (slip.session, len(slip.name), slip.name))


def codes_of(s: Session, one: Draw) -> list[DrawCode]:
    """The locked list of a draw."""
    return list(s.scalars(select(DrawCode).where(DrawCode.draw_id == one.id)))


def recorded(one: Draw, seed: bytes, parts: Sequence[Part]) -> list[draws.Record]:
    """The records of a draw, one for each of its parts."""
    return [draws.record_codes(seed, label_of(one, part.session), part.names, part.codes) for part in parts]


def label_of(one: Draw, session: int) -> str:
    """What keeps the draws of one seed apart: kind, stage and session."""
    return f"{one.kind}/{one.stage_id}/{session}"


def session_of(label: str) -> int:
    """The session in a label."""
    return int(label.rsplit("/", 1)[1])


def _in_turn(s: Session, stage: events.Stage, kind: str) -> None:
    """Refused: draw_order (the first after the second), first_draw_first (the second before a first that is committed, or
    that three-stage anonymity wants)."""
    made = queries.draws_of_stage(s, stage.id)
    if kind == "entry_code":
        if queries.stations_dealt(s, stage.id):
            raise Refused("draw_order", 409)
        return
    first = made.get("entry_code")
    if first is None and stage.anonymity != "three_stage":
        return
    if first is None or first.state == "COMMITTED":
        raise Refused("first_draw_first", 409)


def _numbers(entries: Sequence[EntryRow]) -> dict[str, str]:
    return {one.id: str(one.number) for one in entries}


def _first(names: dict[str, str]) -> Part:
    """The first draw: entry codes E-01, E-02 … for the numbers."""
    width = max(2, len(str(len(names))))
    codes = tuple(f"E-{number:0{width}d}" for number in range(1, len(names) + 1))
    return Part(0, tuple(names.values()), codes)


def _parts(
    s: Session, trade: events.Trade, stage: events.Stage, entries: Sequence[EntryRow], names: dict[str, str]
) -> list[Part]:
    """The second draw: each session's entries draw the next station codes. Refused: unseated, few_stations."""
    sessions = queries.sessions_of_stage(s, stage.id)
    if not sessions:
        codes = tuple(contestants_actions.station_code(trade.code, n) for n in range(1, len(entries) + 1))
        return [Part(0, tuple(names.values()), codes)]
    seats = queries.seats(s, stage.id)
    if seats.get(""):
        raise Refused("unseated", 409, numbers=", ".join(str(one.entry.number) for one in seats[""]))
    found, given = [], 0
    for one in sessions:
        inside = seats.get(one.id, [])
        room = len(queries.stations_of_venue(s, one.venue_id or ""))
        if room < len(inside):
            raise Refused("few_stations", 409, number=one.number, entries=len(inside), stations=room)
        codes = tuple(contestants_actions.station_code(trade.code, given + n) for n in range(1, len(inside) + 1))
        given += len(inside)
        if inside:
            found.append(Part(one.number, tuple(names[seat.entry.id] for seat in inside), codes))
    return found


def _deal(
    s: Session, stage: events.Stage, entries: Sequence[EntryRow], names: dict[str, str], records: list[draws.Record]
) -> None:
    """Write the station codes on the entries, and the stations in the hall on their places, in the order of codes."""
    entry_of = {name: entry_id for entry_id, name in names.items()}
    order: list[str] = []
    for record in records:
        drawn = {code: entry_of[name] for name, code in record.result}
        order += [drawn[code] for code in sorted(drawn, key=lambda code: (len(code), code))]
    contestants_actions.assign_station_codes(s, stage.id, order)
    sessions = queries.sessions_of_stage(s, stage.id)
    free = {one.id: iter(queries.stations_of_venue(s, one.venue_id or "")) for one in sessions}
    placed = {one.entry_id: one for one in queries.places(s, [stage.id])}
    for entry_id in order:
        place: Place | None = placed.get(entry_id)
        if place is not None:
            place.station_id = next(free[place.session_id]).id
    s.flush()


def lock_list(s: Session, one: Draw, seed: bytes, parts: Sequence[Part], records: list[draws.Record]) -> None:
    """Lock list and seed under a new key and give each custodian his share to take."""
    key = secrets.token_bytes(custody.KEY_BYTES)
    lock = Lock(key, one.id)
    for part, record in zip(parts, records, strict=True):
        s.add_all(
            DrawCode(draw_id=one.id, code=code, session_number=part.session, name_sealed=lock.lock(code, name))
            for name, code in sorted(record.result, key=lambda pair: pair[1])
        )
    one.seed_locked = lock.lock("seed", seed.hex())
    one.key_sealed = vault().seal("draw", one.id, "key", key.hex())
    give_shares(s, one, key)


def give_shares(s: Session, one: Draw, key: bytes) -> None:
    """New shares of a key, each sealed for its custodian until he has taken it."""
    shares = custody.split(key, secrets.token_bytes(custody.CHANCE_BYTES))
    for keeper, share in zip(queries.custody(s, one.id), shares, strict=True):
        text = "\n".join(custody.printed(share))
        keeper.share_sealed, keeper.confirmed_at = vault().seal("custody", one.id, str(keeper.number), text), None
    s.flush()


def _documents(records: Sequence[draws.Record]) -> list[dict[str, object]]:
    return [draws.record_document(one) for one in records]
