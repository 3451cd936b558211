"""What happened to many things at once."""

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class ActUndone(Fact):
    """A bulk act was taken back."""

    kind: ClassVar[str] = "act_undone"
    subjects: ClassVar[tuple[str, ...]] = ("act_id",)
    act_id: str
    act_kind: str
    count: int
