"""What may be seen now of a stage's results: the one gate, asked by page, API, socket, export and search alike.

Field rule CN-4 and the anonymity of a stage: `open` shows names and marks as they come; `station` shows a contestant's
name only with modules that his whole panel has signed, so that no judge sees whom he has just marked; `three_stage`
shows progress only, until the reveal; after it what is signed, as `station` does.
"""

from dataclasses import dataclass

ANONYMITIES = ("open", "station", "three_stage")


@dataclass(frozen=True, slots=True)
class Sight:
    """What an audience may see: rows at all, names beside them, marks not yet signed; and how the board is labelled."""

    rows: bool
    unsigned: bool
    label: str


def public_sight(anonymity: str, state: str, *, revealed: bool = False) -> Sight:
    """What everybody may see of a stage. `state` is DRAFT, RUNNING or ENDED, `revealed` whether the works of a stage with
    three draws have their names again; an unknown anonymity shows nothing."""
    if anonymity == "open":
        return Sight(rows=True, unsigned=True, label="provisional")
    if anonymity == "station" or (anonymity == "three_stage" and revealed):
        return Sight(rows=True, unsigned=False, label="provisional")
    return Sight(rows=False, unsigned=False, label="hidden")


def blind(anonymity: str, signed_modules: int) -> bool:
    """Whether an entry is still left out of the public order because its marking is blind."""
    return anonymity != "open" and signed_modules == 0


def codes_beside_names(anonymity: str, state: str, *, revealed: bool = False) -> bool:
    """Whether a list may show a contestant's station beside the name: not while the stage is marked blind. With three
    draws that is from the second draw, before the start, until the reveal."""
    if anonymity == "three_stage":
        return revealed
    if anonymity == "open" or state == "DRAFT":
        return True
    return anonymity == "station" and state == "ENDED"
