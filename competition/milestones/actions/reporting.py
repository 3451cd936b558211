"""Reports on milestones, and the word of the organiser on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from competition.engine.milestones import MOST_EVIDENCE
from competition.events import queries as events
from competition.milestones import queries
from competition.milestones.actions import ground
from competition.milestones.facts import MilestoneAccepted, MilestoneReported, MilestoneReturned
from competition.milestones.models import MilestoneReport, MilestoneVerdict
from competition.milestones.scores import ACCEPTED
from competition.store import Refused, happened, new_id, transaction, utcnow


@dataclass(frozen=True)
class Said:
    """What a report says: done when, with how many pieces of evidence, described by `text`, to be looked at by `link`."""

    done_on: date
    evidence: int
    text: str
    link: str = ""


def report(actor: str, event_id: str, trade_id: str, entry_id: str, node_key: str, said: Said) -> str:
    """Report a milestone as done; a later report on the same one takes the place of an earlier one that was not accepted.
    Returns the id.

    Refused: not_there, not_in_milestones, stage_not_running, milestone_entry_out, milestone_day_ahead,
    milestone_counts_already, milestone_evidence.
    """
    with transaction() as s:
        _stage, found = ground.running(s, event_id, trade_id)
        entry, node = found.entries.get(entry_id), found.node(node_key)
        if entry is None or node is None:
            raise Refused("not_there", 404)
        if entry.status:
            raise Refused("milestone_entry_out", 409, name=entry.name)
        today = utcnow().astimezone(ZoneInfo(events.event(s, event_id).zone)).date()
        if said.done_on > today:
            raise Refused("milestone_day_ahead", 409, day=said.done_on.isoformat())
        if not 0 <= said.evidence <= MOST_EVIDENCE:
            raise Refused("milestone_evidence", 409, most=MOST_EVIDENCE)
        earlier = found.said.get((entry_id, node_key), [])
        if earlier and earlier[-1].state == ACCEPTED:
            raise Refused("milestone_counts_already", 409)
        row = MilestoneReport(
            id=new_id(), contest_id=found.row.id, entry_id=entry_id, node_key=node_key, number=len(earlier) + 1,
            done_on=said.done_on, evidence=said.evidence, text=said.text, link=said.link, by=actor,
        )  # fmt: skip
        s.add(row)
        s.flush()
        happened(
            MilestoneReported(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, entry_id=entry_id, name=entry.name,
                node=node.title.zh, done_on=said.done_on.isoformat(), evidence=said.evidence,
            )
        )  # fmt: skip
        return row.id


def judge(actor: str, event_id: str, trade_id: str, report_id: str, accepted: bool, reason: str = "") -> None:
    """Accept a report, or return it with a reason; also one that was accepted by mistake. Never one's own.

    Refused: not_there, not_in_milestones, stage_not_running, report_superseded (there is a later one), report_own,
    report_decided (it has this word already, perhaps from somebody who was faster), reason_missing.
    """
    with transaction() as s:
        _stage, found = ground.running(s, event_id, trade_id)
        row = queries.report(s, report_id, found.row.id)
        standing = found.said[row.entry_id, row.node_key][-1]
        if standing.report.id != row.id:
            raise Refused("report_superseded", 409)
        if row.by == actor:
            raise Refused("report_own", 403)
        verdict = standing.verdict
        if verdict is not None and (verdict.accepted == accepted or not verdict.accepted):
            raise Refused("report_decided", 409)
        if not accepted and not reason:
            raise Refused("reason_missing", 422)
        number = verdict.number + 1 if verdict else 1
        s.add(MilestoneVerdict(report_id=row.id, number=number, accepted=accepted, reason=reason, by=actor))
        s.flush()
        node, entry = found.node(row.node_key), found.entries.get(row.entry_id)
        said = dict(
            chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, entry_id=row.entry_id,
            name=entry.name if entry else "", node=node.title.zh if node else row.node_key,
        )  # fmt: skip
        happened(MilestoneAccepted(**said) if accepted else MilestoneReturned(**said, reason=reason))
