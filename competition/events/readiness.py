"""The guided path of an event: which steps are done, what is missing, and the link that mends it.

Each room offers a `Check` in its own `readiness.py`; wiring gathers them into `app.extensions["readiness"]`
(a tuple of checks), so the overview shows rooms above this one without knowing them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import LazyString
from sqlalchemy.orm import Session


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing done or missing; `trade_id` None means the event as a whole; `action` is the verb on the link `href`.

    `text` is already in the person's language; `warn` marks what may stay as it is but deserves a look.
    """

    trade_id: str | None
    done: bool
    text: str
    href: str
    action: str
    warn: bool = False


@dataclass(frozen=True, kw_only=True)
class Check:
    """A step of the path: `function(s, event_id)` gives its lines; a step with no lines has nothing to ask yet.

    What `waits` for a decision is no step while nothing does, and the monitor shows its lines too.
    Orders in use: event 10, trades 20, schemes 30, contestants 40, judges 50, panels 60, tablets 70, stage 80,
    stage_cuts 82, ladder_cuts 83, amendments 85, reveal 88, recount 90.
    """

    key: str
    order: int
    title: LazyString
    function: Callable[[Session, str], list[Line]]
    waits: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """A check with its lines, as the overview shows it."""

    key: str
    title: LazyString
    lines: tuple[Line, ...]

    @property
    def done(self) -> bool:
        """True when there is something to show and nothing of it is missing."""
        return bool(self.lines) and all(line.done for line in self.lines)

    @property
    def missing(self) -> tuple[Line, ...]:
        """The lines that are still to be done."""
        return tuple(line for line in self.lines if not line.done)


def steps(checks: Iterable[Check], s: Session, event_id: str) -> list[Step]:
    """All steps of the event in their order."""
    ordered = sorted(checks, key=lambda check: check.order)
    said = [(check, tuple(check.function(s, event_id))) for check in ordered]
    return [Step(key=check.key, title=check.title, lines=lines) for check, lines in said if lines or not check.waits]


def waiting_steps(checks: Iterable[Check], s: Session, event_id: str) -> list[Step]:
    """The steps in which something waits for somebody's decision."""
    return [step for step in steps((check for check in checks if check.waits), s, event_id) if step.missing]
