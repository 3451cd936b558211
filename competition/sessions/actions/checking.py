"""Check-in: who is there, who came late, and who did not come at all."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence

from sqlalchemy.orm import Session

from competition.contestants import actions as contestants_actions
from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.events import queries as events
from competition.sessions import queries
from competition.sessions.actions import ground
from competition.sessions.facts import CheckedIn, CheckInRuleSet, CheckInUndone
from competition.sessions.models import CheckIn, CheckInRule, ContestSession, Place
from competition.store import Refused, happened, transaction, utcnow

MARK = "CB:"
"""What the code on a badge begins with; the entry's id follows."""


def find_entry(s: Session, trade_id: str, said: str) -> tuple[EntryRow, str]:
    """The entry that a badge's code or a typed number means in a trade, and how it was found: badge or number.

    Refused: not_entered (with what was read), badge_of_another_trade.
    """
    text = unicodedata.normalize("NFKC", said).strip().replace(" ", "")
    stage = events.stage_of_trade(s, trade_id)
    if text.upper().startswith(MARK):
        try:
            entry = contestants.entry(s, text[len(MARK) :].lower())
        except Refused:
            raise Refused("not_entered", 409, said=text[:24]) from None
        if entry.stage_id != stage.id:
            raise Refused("badge_of_another_trade", 409, trade=events.trade(s, entry.trade_id).name)
        return entry, "badge"
    found = next((one for one in contestants.entries_of_stage(s, stage.id) if str(one.number) == text), None)
    if found is None:
        raise Refused("not_entered", 409, said=text[:24])
    return found, "number"


def check_in(
    actor: str, event_id: str, trade_id: str, entry_id: str, how: str, reason: str = "", *, admit: bool = False
) -> CheckIn:
    """Note that an entry is there. Too late only with `admit` and a reason.

    Refused: not_there, not_entered, not_competing, checked_in_already, stage_ended, too_late, session_begun_without.
    """
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        entry = _entry(s, stage.id, entry_id)
        if stage.state == "ENDED":
            raise Refused("stage_ended", 409)
        if entry.status:
            raise Refused("not_competing", 409, name=entry.name, why=entry.status)
        last = queries.latest_check(s, entry_id)
        if last is not None and last.number % 2:
            raise Refused("checked_in_already", 409, name=entry.name)
        late, limit = _late(s, stage.id, entry_id), queries.check_rule(s, stage.id).late_after
        if late > limit and not (admit and reason):
            raise Refused("too_late", 409, name=entry.name, minutes=late, limit=limit)
        one = CheckIn(
            stage_id=stage.id, entry_id=entry_id, number=last.number + 1 if last else 1, how=how, late=late,
            reason=reason, by=actor, at=utcnow(),
        )  # fmt: skip
        s.add(one)
        s.flush()
        happened(
            CheckedIn(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, entry_id=entry_id, number=entry.number,
                how=how, late=late, reason=reason,
            )
        )  # fmt: skip
        return one


def undo_check_in(actor: str, event_id: str, trade_id: str, entry_id: str, reason: str = "") -> None:
    """Take a check-in back; both lines stay. Refused: not_there, not_checked_in, session_begun, draw_made."""
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        entry = _entry(s, stage.id, entry_id)
        last = queries.latest_check(s, entry_id)
        if last is None or not last.number % 2:
            raise Refused("not_checked_in", 409, name=entry.name)
        if any(one.state != "COMMITTED" for one in queries.draws_of_stage(s, stage.id).values()):
            raise Refused("draw_made", 409)
        session = _session_of(s, stage.id, entry_id)
        if session is not None and session.state != "READY":
            raise Refused("session_begun", 409)
        s.add(
            CheckIn(
                stage_id=stage.id, entry_id=entry_id, number=last.number + 1, how="undone", reason=reason, by=actor,
                at=utcnow(),
            )
        )  # fmt: skip
        s.flush()
        happened(
            CheckInUndone(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, entry_id=entry_id, number=entry.number,
                reason=reason,
            )
        )  # fmt: skip


def absent(s: Session, stage_id: str, now: dt.datetime | None = None) -> list[EntryRow]:
    """Who competes, has not checked in, and may no longer come: his session began longer ago than the rule allows."""
    limit = dt.timedelta(minutes=queries.check_rule(s, stage_id).late_after)
    at = now or utcnow()
    seats = queries.seats(s, stage_id)
    return [
        seat.entry
        for session in queries.sessions_of_stage(s, stage_id)
        if session.starts_at is not None and session.starts_at + limit < at
        for seat in seats.get(session.id, [])
        if seat.check is None
    ]


def dns(actor: str, event_id: str, trade_id: str, entry_ids: Sequence[str], reason: str) -> int:
    """Set those of these entries to DNS that are absent by the rule, all in one transaction. Returns how many.

    Refused: not_there, nothing_to_do.
    """
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        gone = [one.id for one in absent(s, stage.id) if one.id in set(entry_ids)]
        if not gone:
            raise Refused("nothing_to_do")
        for entry_id in gone:
            contestants_actions.set_status(actor, entry_id, "DNS", reason)
        return len(gone)


def set_check_rule(actor: str, event_id: str, trade_id: str, opens_before: int, late_after: int) -> None:
    """When check-in opens and how late one may come. Refused: not_there, stage_ended."""
    with transaction() as s:
        _, stage = ground.stage_of(s, event_id, trade_id)
        if stage.state == "ENDED":
            raise Refused("stage_ended", 409)
        one = s.get(CheckInRule, stage.id)
        if one is None:
            one = CheckInRule(stage_id=stage.id)
            s.add(one)
        one.opens_before, one.late_after = opens_before, late_after
        s.flush()
        happened(
            CheckInRuleSet(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, opens_before=opens_before,
                late_after=late_after,
            )
        )  # fmt: skip


def _entry(s: Session, stage_id: str, entry_id: str) -> EntryRow:
    """An entry of the stage. Refused: not_entered."""
    entry = next((one for one in contestants.entries_of_stage(s, stage_id) if one.id == entry_id), None)
    if entry is None:
        raise Refused("not_entered", 409, said="")
    return entry


def _session_of(s: Session, stage_id: str, entry_id: str) -> ContestSession | None:
    place = s.get(Place, (stage_id, entry_id))
    return s.get(ContestSession, place.session_id) if place else None


def _late(s: Session, stage_id: str, entry_id: str) -> int:
    """Whole minutes since the planned start of an entry's session; 0 before it and without one."""
    session = _session_of(s, stage_id, entry_id)
    if session is None or session.starts_at is None:
        return 0
    return max(0, -(-(utcnow() - session.starts_at) // dt.timedelta(minutes=1)))
