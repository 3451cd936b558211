"""A judge leaves while the stage runs: somebody takes his seats, and the sheets that are not signed yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from competition.accounts import queries as accounts
from competition.judging import queries
from competition.judging.actions import ground
from competition.judging.models import Sheet
from competition.judging.moves import OPEN_TO_JUDGE, SIGNED
from competition.officials import actions as officials_actions
from competition.officials import queries as officials
from competition.officials.queries import Conflict
from competition.store import lock_heads, reading, transaction


@dataclass(frozen=True)
class Outlook:
    """What would happen if a substitute took a judge's place.

    `seats` is module -> seat; `passing` counts the sheets that pass on, `begun` those of them with marks, `marks` these
    marks, which keep the name of who gave them; `staying` the signed and locked ones that stay his; `unsent` what his
    tablets still hold and will be refused. `conflicts` are the substitute's with entries of the trade.
    """

    seats: dict[str, int]
    passing: int
    begun: int
    marks: int
    staying: int
    unsent: int
    conflicts: tuple[Conflict, ...]


def outlook(event_id: str, trade_id: str, judge_id: str, substitute_id: str) -> Outlook:
    """Look before anything is done. Refused: as replace_judge, but for seat_kinship and seat_conflict."""
    with reading() as s:
        seats = officials_actions.seats_to_pass(s, event_id, trade_id, judge_id, substitute_id)
        judge, substitute = officials.judge(s, judge_id), officials.judge(s, substitute_id)
        copies = queries.copies_of_judge(s, judge_id)
        passing = [copy for copy in copies if copy.sheet.state in OPEN_TO_JUDGE]
        devices = [one for one in accounts.devices_of(s, [judge.person_id]) if one.trade_id == trade_id]
        official = substitute.official_id
        found = officials.conflicts_of(s, [official], event_id, trade_id) if official else {}
        return Outlook(
            seats=seats,
            passing=len(passing),
            begun=sum(1 for copy in passing if copy.marks),
            marks=sum(len(copy.marks) for copy in passing),
            staying=sum(1 for copy in copies if copy.sheet.state in SIGNED),
            unsent=sum(one.unsent for one in devices if one.state == "accepted"),
            conflicts=tuple(found.get(official or "", ())),
        )


def replace_judge(event_id: str, trade_id: str, judge_id: str, substitute_id: str, reason: str, by: str) -> int:
    """Let a substitute take a judge's seats while the stage runs; returns how many sheets pass to him.

    Marks that were given stay as they are, under the name of who gave them; a signed or locked sheet stays its judge's.
    The old judge's tablets are signed out: what they send later is refused, and stays on them. Standings do not change.
    Refused: not_there, stage_not_marking, judge_gone, replaced_by_himself, not_seated, seat_role, substitute_sits,
    seat_kinship.
    """
    with transaction() as s:
        lock_heads([ground.chain(trade_id)])
        seats = officials_actions.seats_to_pass(s, event_id, trade_id, judge_id, substitute_id)
        judge, substitute = officials.judge(s, judge_id), officials.judge(s, substitute_id)
        passing = [copy.sheet.id for copy in queries.copies_of_judge(s, judge_id) if copy.sheet.state in OPEN_TO_JUDGE]
        changed = update(Sheet).where(Sheet.judge_id == judge_id, Sheet.state.in_(OPEN_TO_JUDGE))
        s.execute(changed.values(judge_id=substitute_id, person_id=substitute.person_id))
        officials_actions.pass_seats(s, by, judge, substitute, seats, len(passing), reason)
        ground.tell_tablets(s, trade_id)
        return len(passing)
