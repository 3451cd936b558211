"""A labour contest as it stands: what was reported, what was said to it, and the score of everybody by the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from competition.contestants.queries import EntryRow
from competition.engine import milestones as engine
from competition.engine.milestones import Milestones, Node, Report, Scored
from competition.milestones.models import LabourContest, MilestoneReport, MilestoneScoring, MilestoneVerdict
from competition.store.ledger import canonical

WAITING, ACCEPTED, RETURNED = "waiting", "accepted", "returned"


@dataclass(frozen=True)
class Reported:
    """A report with the last word on it, if there is one."""

    report: MilestoneReport
    verdict: MilestoneVerdict | None

    @property
    def state(self) -> str:
        """waiting, accepted or returned."""
        if self.verdict is None:
            return WAITING
        return ACCEPTED if self.verdict.accepted else RETURNED


@dataclass(frozen=True)
class Contest:
    """What a page shows and an action works on; `said` are all reports of an entry on a node, the last last."""

    row: LabourContest
    entries: Mapping[str, EntryRow]
    said: Mapping[tuple[str, str], list[Reported]]
    scoring: MilestoneScoring | None

    @cached_property
    def milestones(self) -> Milestones:
        """The rules as the engine reads them."""
        return engine.read_milestones(self.row.document)

    def node(self, key: str) -> Node | None:
        """The node of this key."""
        return next((one for one in self.milestones.nodes if one.key == key), None)

    @property
    def last(self) -> dict[tuple[str, str], Reported]:
        """The report that stands, by entry and node."""
        return {place: some[-1] for place, some in self.said.items()}

    @property
    def waiting(self) -> list[Reported]:
        """The reports on which nobody has decided, the oldest first, of entries that take part."""
        found = [one for (entry, _node), one in self.last.items() if one.state == WAITING and self._in(entry)]
        return sorted(found, key=lambda one: (one.report.at, one.report.id))

    def scores(self, day: date | None = None) -> Mapping[str, Scored]:
        """Entry -> its score on a day, or at the end; who is out has none."""
        entries = [one.id for one in self.entries.values() if not one.status]
        reports = [_told(one) for (entry, _node), one in self.last.items() if entry in set(entries)]
        return engine.score(self.milestones, entries, reports, day)

    @property
    def said_hash(self) -> str:
        """What names the reports and verdicts as they stand."""
        rows = [
            [one.report.entry_id, one.report.node_key, one.report.done_on, one.report.evidence, one.state]
            for _place, one in sorted(self.last.items())
        ]
        return hashlib.sha256(canonical([self.row.document, rows]).encode()).hexdigest()

    @property
    def settled(self) -> bool:
        """Whether the figures of exactly this were written."""
        return self.scoring is not None and self.scoring.said_hash == self.said_hash

    def _in(self, entry_id: str) -> bool:
        return entry_id in self.entries and not self.entries[entry_id].status


def extremes(milestones: Milestones) -> list[Decimal]:
    """Figures that the aspect must be able to take: the greatest sum, nothing, and the smallest step of the rounding."""
    return [engine.highest(milestones), Decimal(0), Decimal(1).scaleb(-milestones.rounding.digits)]


def _told(one: Reported) -> Report:
    row = one.report
    accepted_by = one.verdict.by if one.verdict is not None and one.verdict.accepted else ""
    return Report(row.entry_id, row.node_key, row.done_on, row.evidence, row.by, accepted_by)
