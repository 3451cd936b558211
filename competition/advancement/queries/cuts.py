"""Cuts, their moves, and the places they gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.advancement.documents import read_proposal
from competition.advancement.models import CONFIRMED, PROPOSED, REPLACED, WITHDRAWN
from competition.advancement.models import Cut as Cut
from competition.advancement.models import CutMove as CutMove
from competition.advancement.models import Qualification as Qualification
from competition.advancement.models import QualificationMove as QualificationMove
from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.engine.advancement import Proposal, replace
from competition.engine.advancement_rule import Rule
from competition.store import Refused


@dataclass(frozen=True)
class Correction:
    """A correction that took effect, as the public may read it: how many places were gained and lost, and why."""

    number: int
    at: datetime
    reason: str
    gained: int
    lost: int


@dataclass(frozen=True)
class Who:
    """Somebody in a cut: by the entry below, or, for a direct entry, as the house knows the person."""

    name: str
    organisation_name: str
    entry: EntryRow | None


def cut(s: Session, passage_id: str, cut_id: str) -> Cut:
    """A cut of this passage. Refused: not_there (404)."""
    found = s.get(Cut, cut_id)
    if found is None or found.passage_id != passage_id:
        raise Refused("not_there", 404)
    return found


def cuts(s: Session, passage_id: str) -> list[Cut]:
    """Every cut of a passage, the latest first."""
    return list(s.scalars(select(Cut).where(Cut.passage_id == passage_id).order_by(Cut.number.desc())))


def open_cut(s: Session, passage_id: str) -> Cut | None:
    """The proposal that nobody has decided on, or None."""
    return s.scalar(select(Cut).where(Cut.passage_id == passage_id, Cut.state == PROPOSED))


def standing_cut(s: Session, passage_id: str) -> Cut | None:
    """The cut that stands, or None."""
    return s.scalar(select(Cut).where(Cut.passage_id == passage_id, Cut.state == CONFIRMED))


def latest_cuts(s: Session, passage_ids: Collection[str]) -> dict[str, str]:
    """Where each of these passages is: PROPOSED while a proposal is open, else CONFIRMED, by passage; one with neither is
    not there."""
    query = select(Cut.passage_id, Cut.state).where(Cut.passage_id.in_(list(passage_ids)))
    rows = s.execute(query.where(Cut.state.in_([PROPOSED, CONFIRMED])).order_by(Cut.state)).all()
    return {row.passage_id: row.state for row in rows}


def cut_moves(s: Session, passage_id: str) -> list[tuple[Cut, CutMove]]:
    """What was decided on every cut of a passage, the latest first."""
    query = select(Cut, CutMove).join(CutMove, CutMove.cut_id == Cut.id).where(Cut.passage_id == passage_id)
    return [(row[0], row[1]) for row in s.execute(query.order_by(CutMove.at.desc(), CutMove.id.desc()))]


def qualification(s: Session, passage_id: str, qualification_id: str) -> Qualification:
    """A place of this passage. Refused: not_there (404)."""
    found = s.get(Qualification, qualification_id)
    if found is None or found.passage_id != passage_id:
        raise Refused("not_there", 404)
    return found


def places(s: Session, passage_id: str, ids: Collection[str] | None = None) -> list[Qualification]:
    """The places of a passage and who waits for one, in their order; those of `ids` when given."""
    query = select(Qualification).where(Qualification.passage_id == passage_id)
    if ids is not None:
        query = query.where(Qualification.id.in_(list(ids)))
    return list(s.scalars(query.order_by(Qualification.position, Qualification.id)))


def place_counts(s: Session, passage_ids: Collection[str]) -> dict[str, dict[str, int]]:
    """passage -> state -> how many; a passage nobody qualified for is not there."""
    query = select(Qualification.passage_id, Qualification.state, func.count())
    query = query.where(Qualification.passage_id.in_(list(passage_ids)))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for passage_id, state, count in s.execute(query.group_by(Qualification.passage_id, Qualification.state)):
        found[passage_id][state] = count
    return found


def place_moves(s: Session, passage_id: str) -> dict[str, list[QualificationMove]]:
    """What became of each place of a passage, the earliest first, by place."""
    query = select(QualificationMove).join(Qualification, Qualification.id == QualificationMove.qualification_id)
    query = query.where(Qualification.passage_id == passage_id)
    found: dict[str, list[QualificationMove]] = defaultdict(list)
    for one in s.scalars(query.order_by(QualificationMove.at, QualificationMove.id)):
        found[one.qualification_id].append(one)
    return found


def left(s: Session, passage_id: str) -> list[str]:
    """Who withdrew, by what the proposal calls them, in the order in which they did."""
    query = select(Qualification, QualificationMove.at).join(
        QualificationMove, QualificationMove.qualification_id == Qualification.id
    )
    query = query.where(
        Qualification.passage_id == passage_id,
        Qualification.state == WITHDRAWN,
        QualificationMove.kind == WITHDRAWN,
    )
    rows = s.execute(query.order_by(QualificationMove.at, QualificationMove.id)).all()
    return list(dict.fromkeys(row[0].key for row in rows))


def without(rule: Rule, proposal: Proposal, gone: Iterable[str]) -> Proposal:
    """A cut after these withdrew one after the other; who is not in it does not matter."""
    for key in gone:
        if any(place.entry == key for place in (*proposal.advancing, *proposal.substitutes)):
            proposal = replace(rule, proposal, [key]).proposal
    return proposal


def standing_proposal(s: Session, rule: Rule, one: Cut) -> Proposal:
    """A confirmed cut as it is now, after everybody who withdrew."""
    return without(rule, read_proposal(one.proposal), left(s, one.passage_id))


def corrections(s: Session, passage_id: str) -> list[Correction]:
    """The corrections of a passage that took effect, the earliest first."""
    query = select(Cut).where(
        Cut.passage_id == passage_id, Cut.corrects_id.is_not(None), Cut.state.in_([CONFIRMED, REPLACED])
    )
    found = [one for one in s.scalars(query.order_by(Cut.number)) if one.confirmed_at is not None]
    before = {one.id: read_proposal(one.proposal).entries for one in cuts(s, passage_id)}
    return [
        Correction(
            one.number, one.confirmed_at or one.proposed_at, one.reason,
            len(before[one.id] - before[one.corrects_id or ""]), len(before[one.corrects_id or ""] - before[one.id]),
        )
        for one in found
    ]  # fmt: skip


def who_of(s: Session, keys: Collection[str]) -> dict[str, Who]:
    """Whom a proposal means, by what it calls them: the id of an entry below, or of a person."""
    entries = contestants.entries_by_id(s, keys)
    found = {key: Who(one.name, one.organisation_name, one) for key, one in entries.items()}
    for key in keys:
        if key not in found:
            person = contestants.contestant(s, key)
            found[key] = Who(person.name, person.employer, None)
    return found
