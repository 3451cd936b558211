"""What was typed from a paper, as values of its aspects: every short way of typing that a keyboard without a mouse allows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from competition.engine.plans import Plan
from competition.engine.plans.shape import Aspect, Timed, YesNo
from competition.engine.refusal import Impossible
from competition.engine.sheets import needs
from competition.engine.values import NOT_TAKEN, may_be_missing, read_value

YES, NO = frozenset({"1", "y", "yes", "是", "√", "✓"}), frozenset({"0", "n", "no", "否", "×", "x"})
DASHES = frozenset({"-", "–", "—", "/", "无"})
_TIME = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,4}):([0-9]{1,2})(?:[.,。]([0-9]+))?", re.ASCII)


@dataclass(frozen=True)
class Typed:
    """The values of a paper by slot; what could not be read, by slot, and what its judge signed without marking it, by
    aspect: each with the code of its refusal."""

    values: dict[str, str]
    faults: dict[str, str]


def said(aspect: Aspect, text: str) -> str | None:
    """One value in canonical text, None where nothing was typed; Impossible as `read_value`.

    1, y and 是 are yes, 0, n and 否 no; a dash says that the figure could not be taken; 2:05.5 is minutes and seconds.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None
    word = typed.lower()
    if may_be_missing(aspect) and word in DASHES:
        return NOT_TAKEN
    if isinstance(aspect, YesNo):
        return read_value(aspect, "yes" if word in YES else "no" if word in NO else typed).text
    return read_value(aspect, seconds_of(typed) if isinstance(aspect, Timed) else text).text


def seconds_of(text: str) -> str:
    """Seconds of "12:30" or "1:02:05.5"; any other text comes back as it is."""
    time = _TIME.fullmatch(text)
    if time is None:
        return text
    hours, minutes, rest, part = time.groups()
    if int(rest) > 59 or (hours is not None and int(minutes) > 59):
        return text
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(rest)
    return f"{whole}.{part}" if part else str(whole)


def slots(plan: Plan, module: str, seat: int) -> dict[str, Aspect]:
    """What a seat marks, in the order of the plan: slot -> aspect."""
    return {slot: aspect for aspect in plan.aspects_for(module, seat) for slot in aspect.slots}


def read_all(
    plan: Plan, module: str, seat: int, texts: Mapping[str, str], *, signed: bool, in_force: Mapping[str, str]
) -> Typed:
    """What was typed for a sheet; texts of no slot of it are left out. What is signed must be whole: with what is in
    force already, every aspect that must be marked is."""
    values: dict[str, str] = {}
    faults: dict[str, str] = {}
    for slot, aspect in slots(plan, module, seat).items():
        try:
            value = said(aspect, texts.get(slot, ""))
        except Impossible as impossible:
            faults[slot] = impossible.code
        else:
            if value is not None:
                values[slot] = value
    if signed and not faults:
        lacking = lacks(plan, module, seat, {**in_force, **values})
        faults |= dict.fromkeys(lacking, "mark_required")
    return Typed(values, faults)


def lacks(plan: Plan, module: str, seat: int, values: Mapping[str, str]) -> list[str]:
    """The first empty slot of each aspect that must be marked and is not."""
    at = {aspect.key: aspect for aspect in plan.aspects_for(module, seat)}
    keys = [need.aspect for need in needs(plan, module, seat, values) if need.code == "missing"]
    return [next(slot for slot in at[key].slots if slot not in values) for key in keys]
