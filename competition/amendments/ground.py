"""What a change of a stage's plan is looked at with: the plans, the sheets with their marks, the entries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from competition.amendments.outlook import Given, Problem, problems
from competition.contestants.queries import EntryRow
from competition.engine.plans import Plan, plan_hash
from competition.events import queries as events
from competition.events.queries import Event, Stage, Trade
from competition.judging import queries as judging
from competition.officials import queries as officials
from competition.schemes import queries as schemes
from competition.standings.exporting import entry_row
from competition.standings.queries import entry_key
from competition.store import Refused
from competition.tabulating.marks import Marked, MarksRead


@dataclass(frozen=True)
class Ground:
    """A stage and the plan in force, asked for once each."""

    s: Session
    event: Event
    trade: Trade
    stage: Stage

    @cached_property
    def plan(self) -> Plan:
        """The plan in force. Refused: no_plan."""
        if self.stage.plan_id is None:
            raise Refused("no_plan", 409)
        return judging.plan_of(self.s, self.stage.plan_id)

    @property
    def started(self) -> bool:
        """Whether the plan was frozen by the start."""
        return self.stage.state != "DRAFT"

    @cached_property
    def entries(self) -> dict[str, EntryRow]:
        """The entries of the stage by the key they are tabulated under."""
        return {entry_key(one): one for one in judging.subjects(self.s, self.stage)}

    @cached_property
    def copies(self) -> list[judging.Copy]:
        """Every sheet of the stage with its marks in force."""
        return list(judging.copies(self.s, [one.id for one in self.entries.values()]).values())

    def read(self) -> MarksRead:
        """The marks in force as the tabulation takes them."""
        divisions = {one.id: one.name for one in events.divisions(self.s, self.trade.id)}
        marks = judging.marks_of_entries(self.copies)
        found = []
        for one in self.entries.values():
            entered, given = entry_row(one, divisions), marks.get(one.id)
            found.append(
                Marked(entered, dict(given.marks), dict(given.seats), one.status)
                if given
                else Marked(entered, status=one.status)
            )
        return MarksRead(tuple(found), {})

    def problems(self, document: dict[str, Any]) -> list[Problem]:
        """What keeps this document from taking effect; nothing before the start, when nothing is dealt."""
        if not self.started:
            return []
        taking_part = {one.id for one in self.entries.values() if not one.status}
        sheets = [
            Given(
                copy.sheet.code, copy.sheet.module_key, copy.sheet.seat,
                copy.sheet.state != "OPEN" and copy.sheet.entry_id in taking_part, copy.values,
            )
            for copy in self.copies
        ]  # fmt: skip
        panels = {key: [one.seat for one in seats] for key, seats in officials.panels(self.s, self.stage.id).items()}
        return problems(schemes.ruled_document(document), sheets, panels)

    def current(self, was_hash: str, new_hash: str, draft_rev: int) -> bool:
        """Whether a proposal still says what the draft says, against the plan that is in force."""
        draft = schemes.draft(self.s, self.trade.id)
        return (
            self.stage.plan_hash == was_hash
            and draft is not None
            and draft.rev == draft_rev
            and plan_hash(draft.document) == new_hash
        )


def ground_of(s: Session, trade_id: str, event_id: str | None = None) -> Ground:
    """The stage of a trade with all around it. Refused: not_there."""
    trade = events.trade(s, trade_id, event_id)
    return Ground(s, events.event(s, trade.event_id), trade, events.stage_of_trade(s, trade_id))
