"""Many entries at once: out of the contest and in again, into a division, under another organisation, with a coach.

What will happen is laid out first (`lay_out`), and done in one transaction that can be taken back as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.contestants.actions.freezing import fits
from competition.contestants.actions.persons import unit_of
from competition.contestants.facts import EntriesChanged
from competition.contestants.models import Entry, EntryChange
from competition.events import queries as events
from competition.store import Refused, happened, new_id, transaction, utcnow

STATUS_OF = {"withdraw": "WD", "dns": "DNS", "restore": ""}
ACTS = (*STATUS_OF, "division", "organisation", "coach")
AT_ONCE = 500
MOST = 10_000
CHUNK = 500
HISTORY = ("status", "division_id", "organisation_name", "coach")


@dataclass(frozen=True)
class Layout:
    """What an act would do: the new columns of each entry it changes, and why it leaves the others as they are.

    `skipped` is (entry, reason): ended, already or division_age.
    """

    changes: list[tuple[Entry, dict[str, Any]]]
    skipped: list[tuple[Entry, str]]


def lay_out(s: Session, event_id: str, ids: Sequence[str], act: str, value: str) -> Layout:
    """What `act` with `value` (a division, an organisation or a coach's name) would do to these entries of the event.

    Refused: too_many_at_once, division_not_there, divisions_of_one_trade, organisation_not_there.
    """
    if len(ids) > MOST:
        raise Refused("too_many_at_once", most=MOST)
    entries = _entries(s, event_id, ids)
    stages = events.stages_by_id(s, {one.stage_id for one in entries})
    division = _division(s, event_id, entries, value) if act == "division" and value else None
    columns = _columns(s, act, value)
    layout = Layout([], [])
    for entry in entries:
        if stages[entry.stage_id].state == "ENDED":
            layout.skipped.append((entry, "ended"))
        elif all(getattr(entry, name) == after for name, after in columns.items()):
            layout.skipped.append((entry, "already"))
        elif division is not None and entry.age is not None and not fits(division, entry.age):
            layout.skipped.append((entry, "division_age"))
        else:
            layout.changes.append((entry, columns))
    return layout


def do_to_many(actor: str, event_id: str, ids: Sequence[str], act: str, value: str, reason: str) -> tuple[str, int]:
    """Do it, in one transaction. Returns the act's id and how many entries it changed. Refused: as `lay_out`, nothing_to_do."""
    with transaction() as s:
        layout = lay_out(s, event_id, ids, act, value)
        if not layout.changes:
            raise Refused("nothing_to_do")
        before = [
            [one.id, {name: getattr(one, name) for name in columns}, one.rev + 1] for one, columns in layout.changes
        ]
        _write(s, actor, event_id, layout.changes, reason)
        kind = f"contestants.{act}"
        act_id = acts.record(
            s, actor, kind, permission="contestant.edit", count=len(before), undo={"entries": before},
            event_id=event_id, reason=reason,
        )  # fmt: skip
    return act_id, len(before)


def take_back(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """Give the entries of an act back what they had. Refused: act_overtaken."""
    said = {entry_id: (columns, rev) for entry_id, columns, rev in undo["entries"]}
    found = {one.id: one for one in _by_ids(s, list(said))}
    stages = events.stages_by_id(s, {one.stage_id for one in found.values()})
    overtaken = [
        entry_id
        for entry_id, (_, rev) in said.items()
        if entry_id not in found or found[entry_id].rev != rev or stages[found[entry_id].stage_id].state == "ENDED"
    ]
    if overtaken:
        raise Refused("act_overtaken", count=len(overtaken))
    changes = [(found[entry_id], columns) for entry_id, (columns, _) in said.items()]
    _write(s, actor, changes[0][0].event_id, changes, "")


for _kind in ACTS:
    acts.undoes(f"contestants.{_kind}")(take_back)


def _entries(s: Session, event_id: str, ids: Sequence[str]) -> list[Entry]:
    found = [one for one in _by_ids(s, ids) if one.event_id == event_id]
    return sorted(found, key=lambda one: (one.trade_id, one.number))


def _by_ids(s: Session, ids: Sequence[str]) -> Iterable[Entry]:
    for at in range(0, len(ids), CHUNK):
        yield from s.scalars(select(Entry).where(Entry.id.in_(ids[at : at + CHUNK])))


def _division(s: Session, event_id: str, entries: Sequence[Entry], division_id: str) -> events.Division:
    """The division chosen, which is one of the only trade these entries are in."""
    of_trade = events.divisions_of_event(s, event_id)
    for trade_id, divisions in of_trade.items():
        for one in divisions:
            if one.id == division_id:
                if {entry.trade_id for entry in entries} - {trade_id}:
                    raise Refused("divisions_of_one_trade")
                return one
    raise Refused("division_not_there", 404)


def _columns(s: Session, act: str, value: str) -> dict[str, Any]:
    """What the act makes of every entry."""
    if act in STATUS_OF:
        return {"status": STATUS_OF[act]}
    if act == "division":
        return {"division_id": value or None}
    if act == "coach":
        return {"coach": value}
    name, badge = unit_of(s, value, "")
    return {"organisation_id": value, "organisation_name": name, "badge": badge}


def _write(
    s: Session, actor: str, event_id: str, changes: Sequence[tuple[Entry, Mapping[str, Any]]], reason: str
) -> None:
    """The columns, the history of every entry, and one fact a trade."""
    now = utcnow()
    rows, history = [], []
    for entry, columns in changes:
        told = {name: [getattr(entry, name), after] for name, after in columns.items() if name in HISTORY}
        withdrawn = {"withdrawn_at": now if columns["status"] else None} if "status" in columns else {}
        rows.append({"id": entry.id, "rev": entry.rev + 1, **columns, **withdrawn})
        history.append(
            {"id": new_id(), "entry_id": entry.id, "at": now, "by": actor, "changed": told, "reason": reason}
        )
    s.execute(update(Entry), rows)
    s.execute(insert(EntryChange), history)
    by_trade: dict[tuple[str, str], list[str]] = {}
    for entry, _ in changes:
        by_trade.setdefault((entry.trade_id, entry.stage_id), []).append(entry.id)
    columns_changed = sorted({name for _, columns in changes for name in columns if name in HISTORY})
    for (trade_id, stage_id), entry_ids in sorted(by_trade.items()):
        happened(
            EntriesChanged(
                chain=f"trade:{trade_id}", actor=actor, event_id=event_id, trade_id=trade_id, stage_id=stage_id,
                entry_ids=entry_ids, columns=columns_changed, reason=reason,
            )
        )  # fmt: skip
