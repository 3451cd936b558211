"""What standings tell others."""

from __future__ import annotations

from dataclasses import dataclass

from competition.store import News


@dataclass(frozen=True, kw_only=True)
class StageChanged(News):
    """The standings of a stage changed in this transaction: its board is due."""

    stage_id: str
