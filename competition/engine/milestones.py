"""Labour contests on site (立功竞赛): nodes of the works that fall due, what was done when, and the points for it.

A document is `{"nodes", "bands", "beyond", "most", "rounding"}`. A node has a key, a title, the day it is due, its points
and how much evidence it takes; bands say what share of the points a day early or late still earns. The sum is the figure
that a scoring plan takes in as points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from competition.engine.days import read_day
from competition.engine.plans.reading import Reader
from competition.engine.plans.shape import Text
from competition.engine.refusal import PlanRefused, Refusal
from competition.engine.rounding import Rounding

MOST_NODES, MOST_BANDS, MOST_DAYS, MOST_EVIDENCE = 60, 20, 3650, 100
COUNTED, TOO_LATE, LACKING, NOT_ACCEPTED, OPEN, MISSED = (
    "counted", "too_late", "evidence_missing", "not_accepted", "open", "missed",
)  # fmt: skip


class ReportRefused(Refusal):
    """A report that cannot be; its `path` is the key of the node."""


@dataclass(frozen=True, slots=True)
class Band:
    """The percent of a node's points for what is done until `until` days after it was due; before it is negative."""

    until: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Node:
    """One milestone; `evidence` is how many pieces (photographs, records of acceptance) it takes."""

    key: str
    title: Text
    due: date
    points: Decimal
    evidence: int


@dataclass(frozen=True, slots=True)
class Milestones:
    """All of a contest's milestones; `beyond` is the percent after the last band, `most` caps the sum (None: nothing
    does), every node's points and the sum are rounded."""

    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    beyond: Decimal
    most: Decimal | None
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class Report:
    """What an entry says it has done: on which day, with how much evidence, `by` whom; `accepted_by` "" while nobody
    has accepted it."""

    entry: str
    node: str
    done_on: date
    evidence: int
    by: str
    accepted_by: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """A node as an entry stands in it: `days` late (negative: early) and `percent` are None without a report that counts
    or came too late; `why` is counted, too_late, evidence_missing, not_accepted, open (nothing reported, may still
    earn) or missed."""

    node: str
    why: str
    points: Decimal
    days: int | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry's sum, and every node in the order of the document."""

    entry: str
    total: Decimal
    nodes: tuple[Reached, ...]


def read_milestones(document: object) -> Milestones:
    """Milestones from their document.

    Raises PlanRefused with the path: what the Reader refuses, not_a_day, key_twice, out_of_order
    (bands), percent_rises, since being later never earns more, and not_rounded for a cap that the rounding would move.
    """
    reader = Reader(document, "")
    read = Milestones(
        nodes=reader.each("nodes", _node, most=MOST_NODES),
        bands=reader.each("bands", _band, most=MOST_BANDS),
        beyond=reader.decimal("beyond", "0", "200"),
        most=reader.positive("most", "10000") if reader.given("most") else None,
        rounding=reader.rule("rounding"),
    )
    reader.finish()
    if read.most is not None and read.rounding.of(read.most) != read.most:
        raise PlanRefused("not_rounded", "most", digits=str(read.rounding.digits))
    seen: set[str] = set()
    for number, node in enumerate(read.nodes):
        if node.key in seen:
            raise PlanRefused("key_twice", f"nodes[{number}].key", key=node.key)
        seen.add(node.key)
    for number, (earlier, later) in enumerate(pairwise(read.bands), start=1):
        if later.until <= earlier.until:
            raise PlanRefused("out_of_order", f"bands[{number}].until")
        if later.percent > earlier.percent:
            raise PlanRefused("percent_rises", f"bands[{number}].percent")
    if read.beyond > read.bands[-1].percent:
        raise PlanRefused("percent_rises", "beyond")
    return read


def _node(reader: Reader) -> Node:
    return Node(
        reader.key(),
        reader.text("title"),
        read_day(reader, "due"),
        reader.positive("points", "10000"),
        reader.whole("evidence", 0, MOST_EVIDENCE),
    )


def _band(reader: Reader) -> Band:
    return Band(reader.whole("until", -MOST_DAYS, MOST_DAYS), reader.decimal("percent", "0", "200"))


def percent_for(milestones: Milestones, days: int) -> Decimal:
    """The percent of a node's points that so many days late earn (negative: early)."""
    return next((band.percent for band in milestones.bands if days <= band.until), milestones.beyond)


def highest(milestones: Milestones) -> Decimal:
    """The greatest sum there can be: the least maximum of the aspect by which a plan takes it in."""
    best = milestones.bands[0].percent
    return _summed(milestones, [_worth(milestones, node, best) for node in milestones.nodes])


def score(
    milestones: Milestones, entries: Sequence[str], reports: Iterable[Report], day: date | None = None
) -> Mapping[str, Scored]:
    """What every entry has on `day`, or at the end where it is None.

    The last report on a node stands, in the order given. One that lacks evidence or has not been accepted earns
    nothing. Raises ReportRefused: unknown_entry, unknown_node, no_person, accepted_by_himself, negative_evidence, and
    day_ahead for what is said to be done after `day`.
    """
    keys, known = {node.key for node in milestones.nodes}, set(entries)
    last: dict[tuple[str, str], Report] = {}
    for report in reports:
        _refuse(report, keys, known, day)
        last[report.entry, report.node] = report
    found: dict[str, Scored] = {}
    for entry in entries:
        nodes = tuple(_reached(milestones, node, last.get((entry, node.key)), day) for node in milestones.nodes)
        found[entry] = Scored(entry, _summed(milestones, [one.points for one in nodes]), nodes)
    return found


def _refuse(report: Report, keys: set[str], entries: set[str], day: date | None) -> None:
    if report.entry not in entries:
        raise ReportRefused("unknown_entry", report.node, entry=report.entry)
    if report.node not in keys:
        raise ReportRefused("unknown_node", report.node, entry=report.entry)
    if not report.by.strip():
        raise ReportRefused("no_person", report.node, entry=report.entry)
    if report.accepted_by == report.by:
        raise ReportRefused("accepted_by_himself", report.node, entry=report.entry, by=report.by)
    if report.evidence < 0:
        raise ReportRefused("negative_evidence", report.node, entry=report.entry, evidence=str(report.evidence))
    if day is not None and report.done_on > day:
        raise ReportRefused("day_ahead", report.node, entry=report.entry, done_on=report.done_on.isoformat())


def _reached(milestones: Milestones, node: Node, report: Report | None, day: date | None) -> Reached:
    none = milestones.rounding.of(Decimal(0))
    if report is None:
        earns = day is not None and percent_for(milestones, (day - node.due).days) > 0
        return Reached(node.key, OPEN if earns else MISSED, none)
    if report.evidence < node.evidence:
        return Reached(node.key, LACKING, none)
    if not report.accepted_by.strip():
        return Reached(node.key, NOT_ACCEPTED, none)
    days = (report.done_on - node.due).days
    percent = percent_for(milestones, days)
    why = COUNTED if percent else TOO_LATE
    return Reached(node.key, why, _worth(milestones, node, percent), days, percent)


def _worth(milestones: Milestones, node: Node, percent: Decimal) -> Decimal:
    return milestones.rounding.ratio(node.points * percent, 100)


def _summed(milestones: Milestones, points: Iterable[Decimal]) -> Decimal:
    total = milestones.rounding.of(sum(points, Decimal(0)))
    return total if milestones.most is None else min(total, milestones.rounding.of(milestones.most))
