"""Quotas of a passage as the engine reads them, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from competition.engine.quotas import Line, Quotas, Standing, standing
from competition.engine.quotas import Quota as Promised
from competition.ladders.models import Passage, QuotaUse
from competition.ladders.queries.passages import quota_lines, quotas


def quotas_of(s: Session, one: Passage) -> Quotas:
    """The quotas of a passage; holders are the ids of rungs, the one trade is the upper one."""
    held = tuple(Promised(rung_id, one.trade_id, row.places) for rung_id, row in quotas(s, one.id).items())
    return Quotas(one.id, {one.trade_id: one.capacity}, held)


def line_of(line: QuotaUse, trade_id: str) -> Line:
    """A line of the ledger as the engine reads it."""
    return Line(
        act=line.kind, holder=line.rung_id, trade=trade_id, by=line.by, entry=line.entry_id or "",
        to=line.to_rung_id or "", places=line.places or 0, reason=line.reason or "",
    )  # fmt: skip


def quota_standings(s: Session, one: Passage) -> Mapping[str, Standing]:
    """How the quota of each lower rung stands, by rung; one without a quota is not there."""
    lines = [line_of(line, one.trade_id) for line in quota_lines(s, one.id)]
    return {key[0]: found for key, found in standing(quotas_of(s, one), lines).items()}
