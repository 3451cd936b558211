"""Which way a sheet may go: OPEN, MARKED, CHECKED, SIGNED, LOCKED (field rule 5.1, step 11)."""

from __future__ import annotations

MOVES: dict[tuple[str, str], str] = {
    ("OPEN", "MARKED"): "judge",
    ("MARKED", "CHECKED"): "system",
    ("MARKED", "OPEN"): "judge",
    ("CHECKED", "OPEN"): "judge",
    ("CHECKED", "SIGNED"): "judge",
    ("SIGNED", "LOCKED"): "chief_judge",
    ("LOCKED", "SIGNED"): "chief_judge",
}

OPEN_TO_JUDGE = frozenset({"OPEN", "MARKED", "CHECKED"})
SIGNED = frozenset({"SIGNED", "LOCKED"})


def allowed(before: str, after: str, by: str) -> bool:
    """Whether `by` (judge, system, chief_judge) may move a sheet from one state to another."""
    return MOVES.get((before, after)) == by
