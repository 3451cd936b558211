"""What the actions on sheets share: moving a sheet, telling standings and the tablets."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert
from sqlalchemy.orm import Session

from competition.judging import queries
from competition.judging.facts import AssignmentChanged, EntriesMarked, SheetMoved
from competition.judging.models import Assignment, Sheet, SheetMove
from competition.judging.moves import allowed
from competition.judging.queries import Copy
from competition.store import Head, Refused, happened, new_id, utcnow

CHAIN = "trade:{}"


def chain(trade_id: str) -> str:
    """The ledger chain of a trade."""
    return CHAIN.format(trade_id)


def move(
    s: Session,
    sheet: Sheet,
    after: str,
    *,
    role: str,
    by: str,
    reason: str | None = None,
    op_id: str | None = None,
    device: str | None = None,
) -> Head:
    """Bring a sheet into another state, on record. Raises Refused when the way is not open to this role."""
    if not allowed(sheet.state, after, role):
        raise Refused("sheet_move", 409, before=sheet.state, after=after)
    own = op_id or new_id()
    s.execute(
        insert(SheetMove).values(
            id=own, sheet_id=sheet.id, before=sheet.state, after=after, by=by, at=utcnow(), reason=reason
        )
    )
    head = happened(SheetMoved(
        chain=chain(sheet.trade_id), actor=by, op_id=own, device=device, sheet=sheet.id, code=sheet.code,
        module=sheet.module_key, seat=sheet.seat, before=sheet.state, after=after, reason=reason,
    ))  # fmt: skip
    sheet.state, sheet.moved_at = after, utcnow()
    return head


def tell_standings(sheets: Iterable[Copy]) -> None:
    """Say whose marks or signatures changed."""
    by_stage: dict[str, list[Copy]] = {}
    for copy in sheets:
        by_stage.setdefault(copy.sheet.stage_id, []).append(copy)
    happened(
        EntriesMarked(stages={stage_id: queries.marks_of_entries(copies) for stage_id, copies in by_stage.items()})
    )


def tell_tablets(s: Session, trade_id: str) -> None:
    """The package of this trade's judges has changed: count it, and let their tablets know after the commit."""
    row = s.get(Assignment, trade_id, with_for_update=True)
    if row is None:
        row = Assignment(trade_id=trade_id, revision=0)
        s.add(row)
    row.revision += 1
    happened(AssignmentChanged(trade_id=trade_id, revision=row.revision))
