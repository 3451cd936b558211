"""What a person decided about a form: for all problems of a kind, for one cell, for each spelling of a trade or a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TAKE, KEEP, LEAVE = "take", "keep", "leave"
LEFT_OUT, NEW_UNIT = "-", "+"

CHOICES: dict[str, tuple[str, ...]] = {
    "id_missing": (KEEP, LEAVE),
    "id_as_number": (KEEP, LEAVE),
    "id_length": (TAKE, KEEP, LEAVE),
    "id_characters": (KEEP, LEAVE),
    "id_born": (TAKE, KEEP, LEAVE),
    "id_check_digit": (TAKE, KEEP, LEAVE),
    "id_old": (TAKE, KEEP, LEAVE),
    "too_young": (KEEP, LEAVE),
    "sex_unknown": (TAKE, LEAVE),
    "sex_disagrees": (TAKE, KEEP, LEAVE),
    "born_disagrees": (KEEP, LEAVE),
    "phone_bad": (TAKE, LEAVE),
    "unit_missing": (KEEP, LEAVE),
    "unit_close": (TAKE, KEEP, LEAVE),
    "trade_close": (TAKE, LEAVE),
    "trade_differs": (TAKE, LEAVE),
    "division_unknown": (TAKE, KEEP, LEAVE),
    "division_age": (TAKE, KEEP, LEAVE),
    "team_missing": (TAKE, LEAVE),
    "twice_in_file": (TAKE, KEEP),
    "twice_with_number": (TAKE,),
    "number_twice": (KEEP, LEAVE),
    "number_of_another": (TAKE, KEEP, LEAVE),
    "member_name": (TAKE, KEEP, LEAVE),
    "namesake": (KEEP, LEAVE),
    "not_eligible": (KEEP, LEAVE),
}
NEEDS_VALUE = frozenset(("id_length", "id_born", "id_check_digit", "id_old", "division_unknown", "division_age"))


def choices_of(code: str, value: str) -> tuple[str, ...]:
    """What may be decided about a problem: a repair only where there is one."""
    allowed = CHOICES.get(code, ())
    return allowed if value or code not in NEEDS_VALUE else tuple(one for one in allowed if one != TAKE)


@dataclass(frozen=True)
class Decisions:
    """`kinds`: code -> choice; `cells`: "key|code" -> choice; `trades`: spelling -> trade id or "-" (leave its rows out);
    `units`: name -> organisation id or "+" (a new one)."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    trades: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Decisions:
        """The decisions as a batch keeps them."""
        return cls(**{name: kept.get(name, {}) for name in ("kinds", "cells", "trades", "units")})

    def about(self, key: str, code: str, allowed: tuple[str, ...]) -> str:
        """What was decided about this problem of this person, "" while nobody has."""
        choice = self.cells.get(f"{key}|{code}") or self.kinds.get(code, "")
        return choice if choice in allowed else ""
