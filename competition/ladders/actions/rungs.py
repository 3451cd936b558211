"""Events as rungs of a ladder: adding them, saying which they feed, taking them off."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.events import queries as events
from competition.ladders import queries
from competition.ladders.actions.ladders import chain, leads, locked
from competition.ladders.facts import RungAdded, RungsFed, RungsRemoved
from competition.ladders.models import Quota, QuotaUse, Rung
from competition.store import Refused, happened, new_id, transaction

PERMISSION = "ladder.edit"
FEED, OFF = "ladders.feed", "ladders.off"


@dataclass(frozen=True)
class Planned:
    """What an act on many rungs would do: (rung, name of its event) it changes, and (name, refusal) it leaves alone."""

    rungs: list[tuple[Rung, str]]
    skipped: list[tuple[str, Refused]]


def add_rung(
    actor: str, ladder_id: str, tier_id: str, event_id: str, feeds_id: str | None, organisation_id: str | None = None
) -> str:
    """Put an event into a tier; returns the rung's id. Its organisation is its first host unless one is given.

    Refused: not_there, event_on_ladder, feeds_not_above.
    """
    rung_id = new_id()
    with transaction() as s:
        locked(s, ladder_id)
        tier = queries.tier(s, ladder_id, tier_id)
        event = events.event(s, event_id)
        there = queries.rung_of_event(s, event_id)
        if there is not None:
            raise Refused("event_on_ladder", name=event.name, ladder=queries.ladder(s, there.ladder_id).name)
        above = _above(s, ladder_id, tier_id, feeds_id)
        if organisation_id is None:
            host = events.hosts(s, [event_id]).get(event_id)
            organisation_id = host.organisation_id if host else None
        s.add(
            Rung(
                id=rung_id, ladder_id=ladder_id, tier_id=tier_id, event_id=event_id, organisation_id=organisation_id,
                feeds_id=feeds_id,
            )
        )  # fmt: skip
        s.flush()
        happened(
            RungAdded(
                chain=chain(ladder_id), actor=actor, ladder_id=ladder_id, event_id=event_id, event_name=event.name,
                tier_name=tier.name, feeds_event_id=above.event_id if above else None,
            )
        )  # fmt: skip
    return rung_id


def plan_feed(s: Session, ladder_id: str, ids: Sequence[str], feeds_id: str | None) -> Planned:
    """Which of these rungs would feed another one (None: none). Refused: not_there."""
    tiers = {one.id: one for one in queries.tiers(s, ladder_id)}
    above = _rung_here(s, ladder_id, feeds_id) if feeds_id else None
    rungs, names = _asked(s, ladder_id, ids)
    bound = bound_rungs(s, rungs)
    plan = Planned([], [])
    for one in rungs:
        name = names[one.event_id]
        if one.feeds_id == feeds_id:
            continue
        if above is not None and not leads(tiers, one.tier_id, above.tier_id):
            plan.skipped.append((name, Refused("feeds_not_above", name=name)))
        elif one.id in bound:
            plan.skipped.append((name, Refused("rung_bound", name=name)))
        else:
            plan.rungs.append((one, name))
    return plan


def feed_rungs(actor: str, ladder_id: str, ids: Sequence[str], feeds_id: str | None) -> tuple[str, int]:
    """Let rungs feed another one; returns the act's id and how many were changed. Refused: not_there."""
    with transaction() as s:
        locked(s, ladder_id)
        plan = plan_feed(s, ladder_id, ids, feeds_id)
        before = {one.id: one.feeds_id for one, _name in plan.rungs}
        return _fed(s, actor, ladder_id, plan, feeds_id, before)


def _fed(
    s: Session, actor: str, ladder_id: str, plan: Planned, feeds_id: str | None, before: dict[str, str | None]
) -> tuple[str, int]:
    for one, _name in plan.rungs:
        one.feeds_id = feeds_id
    s.flush()
    _tell_fed(s, actor, ladder_id, [one for one, _name in plan.rungs], feeds_id)
    undo = {"ladder": ladder_id, "before": before, "after": feeds_id}
    act_id = acts.record(s, actor, FEED, permission=PERMISSION, count=len(before), undo=undo)
    return act_id, len(before)


def plan_off(s: Session, ladder_id: str, ids: Sequence[str]) -> Planned:
    """Which of these rungs could leave the ladder: those that nothing feeds, that have no rules of advancement into them
    and whose own stages have not begun to count."""
    rungs, names = _asked(s, ladder_id, ids)
    asked = {one.id for one in rungs}
    fed = {one.feeds_id for one in queries.feeding(s, asked) if one.id not in asked}
    ruled = {one.rung_id for one in queries.passages_of_rungs(s, asked)}
    bound = bound_rungs(s, rungs)
    plan = Planned([], [])
    for one in rungs:
        name = names[one.event_id]
        code = (
            "rung_bound" if one.id in bound
            else "rung_fed" if one.id in fed
            else "rung_has_rules" if one.id in ruled
            else ""
        )  # fmt: skip
        if code:
            plan.skipped.append((name, Refused(code, name=name)))
        else:
            plan.rungs.append((one, name))
    return plan


def take_off(actor: str, ladder_id: str, ids: Sequence[str]) -> tuple[str, int]:
    """Take events off a ladder; they themselves stay. Returns the act's id and how many were taken off."""
    with transaction() as s:
        locked(s, ladder_id)
        rungs = [one for one, _name in plan_off(s, ladder_id, ids).rungs]
        gone = [one.id for one in rungs]
        places = s.scalars(select(Quota).where(Quota.rung_id.in_(gone))).all()
        undo = {
            "ladder": ladder_id,
            "rungs": [[one.id, one.tier_id, one.event_id, one.organisation_id, one.feeds_id] for one in rungs],
            "quotas": [[one.passage_id, one.rung_id, one.places] for one in places],
        }
        names = {one.id: one.name for one in events.events(s, [one.event_id for one in rungs])}
        remove(s, rungs)
        happened(
            RungsRemoved(
                chain=chain(ladder_id), actor=actor, ladder_id=ladder_id, event_ids=[one.event_id for one in rungs],
                count=len(rungs), names=", ".join(names.get(one.event_id, "") for one in rungs[:5]),
            )
        )  # fmt: skip
        return acts.record(s, actor, OFF, permission=PERMISSION, count=len(rungs), undo=undo), len(rungs)


def remove(s: Session, rungs: Collection[Rung]) -> None:
    """Delete these rungs with their quotas."""
    gone = [one.id for one in rungs]
    s.execute(delete(Quota).where(Quota.rung_id.in_(gone)))
    for one in rungs:
        one.feeds_id = None  # several may go at once, one of them feeding another
    s.flush()
    for one in rungs:
        s.delete(one)
    s.flush()


def bound_rungs(s: Session, rungs: Collection[Rung]) -> set[str]:
    """Those of these rungs of which a stage that counts into a passage has started, or whose places were used."""
    heads = {one.feeds_id for one in rungs if one.feeds_id}
    found = queries.sources_of_passages(s, queries.passages_of_rungs(s, heads)) if heads else {}
    started = {source.holder for some in found.values() for source in some if source.started}
    ids = [one.id for one in rungs]
    used = set(s.scalars(select(QuotaUse.rung_id).where(QuotaUse.rung_id.in_(ids))))
    used |= set(s.scalars(select(QuotaUse.to_rung_id).where(QuotaUse.to_rung_id.in_(ids))))
    return (started | used) & set(ids)


@acts.undoes(FEED)
def _undo_feed(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """Every event feeds what it fed before. Refused: act_overtaken."""
    ladder_id = undo["ladder"]
    locked(s, ladder_id)
    rungs = queries.rungs(s, undo["before"])
    heads = queries.rungs(s, {one for one in undo["before"].values() if one})
    tiers = {one.id: one for one in queries.tiers(s, ladder_id)}
    bound = bound_rungs(s, list(rungs.values()))
    changed = 0
    for rung_id, was in undo["before"].items():
        one, above = rungs.get(rung_id), heads.get(was or "")
        fits = not was or (one and above and leads(tiers, one.tier_id, above.tier_id))
        changed += one is None or one.feeds_id != undo["after"] or one.id in bound or not fits
    if changed:
        raise Refused("act_overtaken", count=changed)
    by_head: dict[str | None, list[Rung]] = {}
    for rung_id, was in undo["before"].items():
        rungs[rung_id].feeds_id = was
        by_head.setdefault(was, []).append(rungs[rung_id])
    s.flush()
    for was, some in by_head.items():
        _tell_fed(s, actor, ladder_id, some, was)


@acts.undoes(OFF)
def _undo_off(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """Every event stands where it stood. Refused: act_overtaken, not_there (the ladder went)."""
    ladder_id = undo["ladder"]
    locked(s, ladder_id)
    tiers = {one.id: one for one in queries.tiers(s, ladder_id)}
    rows = undo["rungs"]
    back = {row[0] for row in rows}
    standing = {one.id for one in events.events(s, [row[2] for row in rows])}
    taken = queries.rungs_of_events(s, [row[2] for row in rows])
    heads = {rung_id: one.tier_id for rung_id, one in queries.rungs(s, {row[4] for row in rows if row[4]}).items()}
    heads |= {row[0]: row[1] for row in rows}
    changed = sum(
        tier_id not in tiers or event_id not in standing or event_id in taken
        or (feeds is not None and (feeds not in heads or not leads(tiers, tier_id, heads[feeds])))
        for _rung_id, tier_id, event_id, _unit, feeds in rows
    )  # fmt: skip
    if changed:
        raise Refused("act_overtaken", count=changed)
    for rung_id, tier_id, event_id, unit, feeds in rows:
        outside = feeds if feeds not in back else None
        s.add(
            Rung(id=rung_id, ladder_id=ladder_id, tier_id=tier_id, event_id=event_id, organisation_id=unit,
                 feeds_id=outside)
        )  # fmt: skip
    s.flush()
    for rung_id, one in queries.rungs(s, back).items():
        one.feeds_id = next(row[4] for row in rows if row[0] == rung_id)
    there = {one.id for one in queries.passages(s, {row[0] for row in undo["quotas"]}) if not one.frozen}
    s.add_all(Quota(passage_id=row[0], rung_id=row[1], places=row[2]) for row in undo["quotas"] if row[0] in there)
    s.flush()
    for _rung_id, tier_id, event_id, _unit, feeds in rows:
        happened(
            RungAdded(
                chain=chain(ladder_id), actor=actor, ladder_id=ladder_id, event_id=event_id,
                event_name=events.event(s, event_id).name, tier_name=tiers[tier_id].name,
                feeds_event_id=queries.rung(s, feeds).event_id if feeds else None,
            )
        )  # fmt: skip


def _tell_fed(s: Session, actor: str, ladder_id: str, rungs: Sequence[Rung], feeds_id: str | None) -> None:
    above = queries.rung(s, feeds_id) if feeds_id else None
    happened(
        RungsFed(
            chain=chain(ladder_id), actor=actor, ladder_id=ladder_id, event_ids=[one.event_id for one in rungs],
            count=len(rungs), feeds_event_id=above.event_id if above else None,
            feeds_name=events.event(s, above.event_id).name if above else "",
        )
    )  # fmt: skip


def _asked(s: Session, ladder_id: str, ids: Sequence[str]) -> tuple[list[Rung], dict[str, str]]:
    """Those of these that are rungs of the ladder, and the names of their events."""
    rungs = [one for one in queries.rungs(s, ids).values() if one.ladder_id == ladder_id]
    rungs.sort(key=lambda one: (one.added_at, one.id))
    return rungs, {one.id: one.name for one in events.events(s, [one.event_id for one in rungs])}


def _rung_here(s: Session, ladder_id: str, rung_id: str) -> Rung:
    found = queries.rung(s, rung_id)
    if found.ladder_id != ladder_id:
        raise Refused("not_there", 404)
    return found


def _above(s: Session, ladder_id: str, tier_id: str, feeds_id: str | None) -> Rung | None:
    """The rung to feed, when it stands in a tier that this one may feed."""
    if feeds_id is None:
        return None
    above = _rung_here(s, ladder_id, feeds_id)
    tiers = {one.id: one for one in queries.tiers(s, ladder_id)}
    if not leads(tiers, tier_id, above.tier_id):
        raise Refused("feeds_not_above", name=events.event(s, above.event_id).name)
    return above
