"""What can be done with the judges of a trade and with its panels."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from competition.accounts import actions as accounts
from competition.accounts import queries as people
from competition.accounts.roles import scope_path
from competition.events import queries as events
from competition.officials import queries
from competition.officials.actions import registry
from competition.officials.facts import ConflictOverridden, JudgeAdded, JudgeWithdrawn, PanelSeated
from competition.officials.models import Judge, Panel, Seat
from competition.officials.words import SEATED
from competition.store import Refused, happened, new_id, transaction, utcnow


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody to be added; `role` is a key of words.ROLES. With `official_id` he is in the register already."""

    name: str
    organisation: str = ""
    role: str = "scoring_judge"
    official_id: str | None = None


def add_judge(
    actor: str, event_id: str, trade_id: str, *, name: str, organisation: str = "", role: str = "scoring_judge"
) -> str:
    """Add one judge with an account of his own (no password: he signs in by tablet) and the role over this trade.

    The register's entry of the same name and unit is his, or is made. Returns the judge's id. Refused: not_there,
    judge_exists (same name and organisation), chief_exists, cipher_and_scoring.
    """
    return add_judges(actor, event_id, trade_id, [Newcomer(name=name, organisation=organisation, role=role)])[0]


def add_judges(actor: str, event_id: str, trade_id: str, newcomers: Sequence[Newcomer]) -> list[str]:
    """Add several at once, all or none; returns their ids in order. Refused: as add_judge."""
    with transaction() as s:
        events.trade(s, trade_id, event_id)
        return [_add(s, actor, event_id, trade_id, newcomer) for newcomer in newcomers]


def assign(
    actor: str, event_id: str, trade_id: str, module_key: str, judge_ids: Sequence[str], reason: str = ""
) -> None:
    """Set a module's panel: these judges on seats 1, 2, … in order; none empties it. Refused: as set_panels."""
    set_panels(actor, event_id, trade_id, {module_key: judge_ids}, reason)


def seat_all(actor: str, event_id: str, trade_id: str, judge_ids: Sequence[str], reason: str = "") -> None:
    """The same judges in the same order in every module. Refused: as set_panels."""
    with transaction() as s:
        keys = [module.key for module in queries.modules(s, events.stage_of_trade(s, trade_id).id)]
        set_panels(actor, event_id, trade_id, dict.fromkeys(keys, judge_ids), reason)


def set_panels(
    actor: str, event_id: str, trade_id: str, seating: Mapping[str, Sequence[str]], reason: str = ""
) -> None:
    """Set several panels at once: module key -> judge ids in the order of their seats.

    Who must not judge an entry of the trade sits only for a `reason`, which stays in the ledger; a relative never.
    Refused: not_there, seats_stage_started, no_scheme_yet, module_not_there, judge_gone, seat_role, seat_conflict,
    seat_kinship.
    """
    with transaction() as s:
        events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        if stage.state != "DRAFT":
            raise Refused("seats_stage_started")
        keys = {module.key for module in queries.modules(s, stage.id)}
        if not keys:
            raise Refused("no_scheme_yet")
        before = queries.panels(s, stage.id)
        sat = {seated.judge_id for panel in before.values() for seated in panel}
        weigh_conflicts(s, actor, trade_id, {one for ids in seating.values() for one in ids} - sat, reason)
        for module_key, judge_ids in seating.items():
            if module_key not in keys:
                raise Refused("module_not_there", module=module_key)
            if [seated.judge_id for seated in before.get(module_key, ())] != list(judge_ids):
                _seat(s, actor, trade_id, stage.id, module_key, judge_ids)


def weigh_conflicts(s: Session, actor: str, trade_id: str, judge_ids: Collection[str], reason: str) -> None:
    """Let judges who take a seat pass, or refuse: what is between them and entries of the trade is looked up and said.

    Refused: not_there, seat_kinship (whatever the reason), seat_conflict (without a reason).
    """
    seated = {one.official_id: one for one in (queries.judge(s, judge_id, trade_id) for judge_id in judge_ids)}
    if not seated:
        return
    trade = events.trade(s, trade_id)
    found = queries.conflicts_of(s, [one for one in seated if one], trade.event_id, trade_id)
    for official_id, between in found.items():
        judge = seated[official_id]
        worst = next((one for one in between if one.blocks), between[0])
        if worst.blocks:
            raise Refused("seat_kinship", name=judge.name, entry=worst.entry)
        if not reason:
            raise Refused("seat_conflict", name=judge.name, entry=worst.entry, count=len(between))
        happened(
            ConflictOverridden(
                chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, judge_id=judge.id, official_id=official_id,
                entry_ids=[one.entry_id for one in between], reason=reason,
            )
        )  # fmt: skip


def withdraw(actor: str, event_id: str, trade_id: str, judge_id: str) -> None:
    """A judge leaves: his seats are freed, his role ends, his tablets of this trade are signed out.

    Refused: not_there, judge_gone, judge_is_marking (seated in a running stage).
    """
    with transaction() as s:
        events.trade(s, trade_id, event_id)
        judge = queries.judge(s, judge_id, trade_id)
        if judge.withdrawn_at is not None:
            raise Refused("judge_gone", name=judge.name)
        stage = events.stage_of_trade(s, trade_id)
        seated = {key: [one.judge_id for one in panel] for key, panel in queries.panels(s, stage.id).items()}
        sat = {key: ids for key, ids in seated.items() if judge_id in ids}
        if sat and stage.state == "RUNNING":
            raise Refused("judge_is_marking", name=judge.name)
        if stage.state == "DRAFT":
            for key, ids in sat.items():
                _seat(s, actor, trade_id, stage.id, key, [one for one in ids if one != judge_id])
        leave(s, actor, judge)


def leave(s: Session, actor: str, judge: Judge) -> None:
    """End a judge's service in his trade: the grant ends, his tablets of the trade are signed out."""
    judge.withdrawn_at = utcnow()
    accounts.end_grant(s, judge.person_id, judge.role, scope_path(judge.event_id, judge.trade_id), actor)
    for device in people.devices_of(s, [judge.person_id]):
        if device.trade_id == judge.trade_id and device.state != "revoked":
            accounts.revoke_device(device.id, actor, "judge withdrawn")
    happened(
        JudgeWithdrawn(
            chain=f"trade:{judge.trade_id}", actor=actor, trade_id=judge.trade_id, judge_id=judge.id,
            person_id=judge.person_id, official_id=judge.official_id,
        )
    )  # fmt: skip


def _add(s: Session, actor: str, event_id: str, trade_id: str, newcomer: Newcomer) -> str:
    for other in queries.judges(s, trade_id):
        if (other.name, other.organisation) == (newcomer.name, newcomer.organisation):
            raise Refused("judge_exists", name=newcomer.name)
        if other.role == newcomer.role == "chief_judge":
            raise Refused("chief_exists", name=other.name)
    official = registry.linked(s, actor, newcomer.name, newcomer.organisation, newcomer.official_id)
    queries.refuse_cipher_beside_scoring(s, official, event_id, newcomer.role)
    person_id = accounts.create_person(s, name=newcomer.name, by=actor)
    accounts.grant(s, person_id, newcomer.role, scope_path(event_id, trade_id), by=actor)
    judge = Judge(
        id=new_id(),
        event_id=event_id,
        trade_id=trade_id,
        person_id=person_id,
        official_id=official.id,
        name=newcomer.name,
        organisation=newcomer.organisation,
        role=newcomer.role,
        number=queries.last_number(s, trade_id) + 1,
    )
    s.add(judge)
    s.flush()
    happened(
        JudgeAdded(
            chain=f"trade:{trade_id}",
            actor=actor,
            trade_id=trade_id,
            judge_id=judge.id,
            person_id=person_id,
            name=judge.name,
            organisation=judge.organisation,
            role=judge.role,
            number=judge.number,
            official_id=official.id,
        )
    )
    return judge.id


def _seat(s: Session, actor: str, trade_id: str, stage_id: str, module_key: str, judge_ids: Sequence[str]) -> None:
    """Set the seats of one panel anew. Refused: not_there, judge_gone, seat_role, seat_twice (a judge named twice)."""
    panel = queries.panel(s, stage_id, module_key)
    if panel is None:
        panel = Panel(id=new_id(), stage_id=stage_id, module_key=module_key)
        s.add(panel)
        s.flush()
    for place, judge_id in enumerate(judge_ids, 1):
        judge = queries.judge(s, judge_id, trade_id)
        if judge.withdrawn_at is not None:
            raise Refused("judge_gone", name=judge.name)
        if judge.role not in SEATED:
            raise Refused("seat_role", name=judge.name)
        if judge_id in judge_ids[: place - 1]:
            raise Refused("seat_twice", module=module_key, seat=place)
    s.execute(delete(Seat).where(Seat.panel_id == panel.id))
    s.add_all([Seat(panel_id=panel.id, judge_id=judge_id, seat=place) for place, judge_id in enumerate(judge_ids, 1)])
    s.flush()
    happened(
        PanelSeated(
            chain=f"trade:{trade_id}",
            actor=actor,
            trade_id=trade_id,
            stage_id=stage_id,
            module_key=module_key,
            judge_ids=list(judge_ids),
        )
    )
