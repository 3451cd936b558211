"""How lenient the judges of a stage are beside each other, for the chief and the desk: judges by name, contestants not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from competition.engine.leniency import FEW, Leniency, compared_aspects, leniency_report
from competition.engine.plans import Aspect, Module, Plan
from competition.engine.rounding import Rounding
from competition.engine.tabulation import Entrant, tabulate
from competition.events.queries import Stage
from competition.judging import queries as judging
from competition.officials import queries as officials
from competition.standings.explaining import breathing, entrants_of
from competition.store import Refused

SHOWN = Rounding(2, "half_up")
Places = Mapping[str, Mapping[int, tuple[str, ...]]]


@dataclass(frozen=True)
class Ground:
    """What was read of a stage for the report: its plan, everybody with all marks, and by module and seat who sits there,
    those who sat there before behind him."""

    plan: Plan
    entrants: tuple[Entrant, ...]
    people: Places


@dataclass(frozen=True)
class SeatLine:
    """A seat of a panel: who sits there, who sat there before, whether its marks count in the panel, what its figures
    say, and what they say aspect by aspect; None where nothing is marked yet."""

    seat: int
    name: str
    before: tuple[str, ...]
    counts: bool
    figures: Leniency | None
    by_aspect: tuple[Leniency | None, ...]


@dataclass(frozen=True)
class PanelReport:
    """The judges of a module beside each other; `aspects` are those that are looked at one by one, none where the panel
    works by sheets or there is only one."""

    module: Module
    seats: tuple[SeatLine, ...]
    aspects: tuple[Aspect, ...]

    @property
    def heard(self) -> tuple[Leniency, ...]:
        """The figures of those who have marked something."""
        return tuple(line.figures for line in self.seats if line.figures is not None)

    @property
    def state(self) -> str:
        """none: nothing is marked; alone: no entry has marks of two judges; few: somebody marked fewer than FEW entries
        beside others; enough."""
        if not self.heard:
            return "none"
        if not any(one.beside for one in self.heard):
            return "alone"
        return "few" if any(one.few for one in self.heard) else "enough"

    @property
    def reach(self) -> Decimal:
        """Where the drawing of differences ends: at the largest, or at one deviation of all figures where that is more."""
        ends = [Decimal(0), *(abs(one.effect) for one in self.heard), *(one.all_sd for one in self.heard[:1])]
        return max(ends)


def ground_of(s: Session, stage: Stage) -> Ground:
    """What the report of a stage needs. Refused: not_there (404) while nothing has begun."""
    if stage.plan_id is None or stage.state == "DRAFT":
        raise Refused("not_there", 404)
    people: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, seats in officials.panels(s, stage.id).items():
        for one in seats:
            people[key][one.seat].append(one.name)
    for left in officials.former_seats(s, stage.id):
        people[left.module_key][left.seat].append(left.name)
    entered = judging.subjects(s, stage)
    return Ground(
        judging.plan_of(s, stage.plan_id),
        entrants_of(s, stage, entered),
        {key: {seat: tuple(names) for seat, names in seats.items()} for key, seats in people.items()},
    )


def panel_reports(ground: Ground) -> tuple[PanelReport, ...]:
    """The report of every module that several mark, in the order of the plan; entries with a status tell nothing."""
    plan = ground.plan
    scores = {row.entry: row.score for row in tabulate(plan, breathing(ground.entrants)).rows if not row.status}
    found = {(one.module, one.aspect, one.seat): one for one in leniency_report(plan, scores, SHOWN)}
    return tuple(
        _panel(module, ground.people.get(module.key, {}), found) for module in plan.modules if compared_aspects(module)
    )


def _panel(
    module: Module, people: Mapping[int, tuple[str, ...]], found: Mapping[tuple[str, str, int], Leniency]
) -> PanelReport:
    compared = compared_aspects(module)
    aspects = compared if module.panel.level == "aspect" and len(compared) > 1 else ()
    seats = sorted({*people, *(seat for key, _aspect, seat in found if key == module.key)})
    lines = []
    for seat in seats:
        name, *before = people.get(seat, ("",))
        lines.append(
            SeatLine(
                seat=seat, name=name, before=tuple(before), counts=seat > 1 or not module.panel.exclude_lead,
                figures=found.get((module.key, "", seat)),
                by_aspect=tuple(found.get((module.key, aspect.key, seat)) for aspect in aspects),
            )
        )  # fmt: skip
    return PanelReport(module, tuple(lines), aspects)


__all__ = ["FEW", "Ground", "PanelReport", "SeatLine", "ground_of", "panel_reports"]
