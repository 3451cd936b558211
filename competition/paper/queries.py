"""What may be known of numbered sheets and of papers: by code, never by name, and no values before two have typed them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from competition.judging import queries as judging
from competition.judging.queries import Copy
from competition.paper.models import CHECKED, IN, OPEN, PaperMove, PaperRecord, PaperTyping, SheetNumber
from competition.paper.numbers import printed, read_number, scanned
from competition.store import Refused


@dataclass(frozen=True)
class Wanted:
    """What a list of records asks: a text that fits number or code, a state, a module, the order."""

    text: str = ""
    state: str = ""
    module: str = ""
    sort: str = "typed"
    down: bool = True


@dataclass(frozen=True)
class Counts:
    """The records of a stage by state, and how many papers that are in wait for their judge's signature to be entered."""

    states: dict[str, int]
    unsigned: int = 0

    @property
    def open(self) -> int:
        return sum(self.states.get(state, 0) for state in OPEN)


def numbers(s: Session, stage_id: str, sheet_ids: Iterable[str] | None = None) -> dict[str, str]:
    """Sheet id -> its number as printed."""
    query = select(SheetNumber.sheet_id, SheetNumber.number).where(SheetNumber.stage_id == stage_id)
    if sheet_ids is not None:
        query = query.where(SheetNumber.sheet_id.in_(list(sheet_ids)))
    return {row[0]: printed(stage_id, row[1]) for row in s.execute(query)}


def number_of(s: Session, sheet_id: str) -> int:
    """The number of a sheet. Refused: not_there."""
    found = s.get(SheetNumber, sheet_id)
    if found is None:
        raise Refused("not_there", 404)
    return found.number


def sheet_said(s: Session, stage_id: str, text: str) -> str:
    """The sheet of a typed number, or of the address that a scanner types. Refused: paper_number."""
    sheet_id = scanned(text)
    query = select(SheetNumber.sheet_id).where(SheetNumber.stage_id == stage_id)
    if sheet_id is not None:
        found = s.scalar(query.where(SheetNumber.sheet_id == sheet_id))
    else:
        found = s.scalar(query.where(SheetNumber.number == read_number(stage_id, text)))
    if found is None:
        raise Refused("paper_number", 422, said=text.strip()[-20:])
    return found


def record(s: Session, record_id: str, trade_id: str) -> PaperRecord:
    """Refused: not_there, also for a record of another trade."""
    found = s.get(PaperRecord, record_id)
    if found is None or found.trade_id != trade_id:
        raise Refused("not_there", 404)
    return found


def records_of_sheet(s: Session, sheet_id: str) -> list[PaperRecord]:
    """Every record of a sheet, the latest first."""
    query = select(PaperRecord).where(PaperRecord.sheet_id == sheet_id)
    return list(s.scalars(query.order_by(PaperRecord.typed_at.desc(), PaperRecord.id.desc())))


def open_record(s: Session, sheet_id: str) -> PaperRecord | None:
    """The record of a sheet that is neither in nor withdrawn."""
    return s.scalar(select(PaperRecord).where(PaperRecord.sheet_id == sheet_id, PaperRecord.state.in_(OPEN)))


def typings(s: Session, record_ids: Collection[str]) -> dict[str, list[PaperTyping]]:
    """What was typed, by record, in turn."""
    found: dict[str, list[PaperTyping]] = {record_id: [] for record_id in record_ids}
    for one in s.scalars(select(PaperTyping).where(PaperTyping.record_id.in_(record_ids)).order_by(PaperTyping.turn)):
        found[one.record_id].append(one)
    return found


def moves(s: Session, record_ids: Collection[str]) -> dict[str, list[PaperMove]]:
    """How each record came where it is, oldest first."""
    found: dict[str, list[PaperMove]] = {record_id: [] for record_id in record_ids}
    query = select(PaperMove).where(PaperMove.record_id.in_(record_ids)).order_by(PaperMove.at, PaperMove.id)
    for one in s.scalars(query):
        found[one.record_id].append(one)
    return found


def differing(first: PaperTyping, second: PaperTyping) -> dict[str, tuple[str | None, str | None]]:
    """Slot -> what the first and what the second typed, where that differs; "" is whether the judge has signed."""
    found: dict[str, tuple[str | None, str | None]] = {
        slot: (first.marks.get(slot), second.marks.get(slot))
        for slot in [*first.marks, *(slot for slot in second.marks if slot not in first.marks)]
        if first.marks.get(slot) != second.marks.get(slot)
    }
    if first.signed != second.signed:
        found[""] = ("yes" if first.signed else "no", "yes" if second.signed else "no")
    return found


def conflicts(copy: Copy, settled: dict[str, str]) -> dict[str, tuple[str | None, str]]:
    """Slot -> what is in force and what the paper says, where a mark stands already and says otherwise; on a signed sheet
    also where none stands."""
    signed = copy.sheet.state in ("SIGNED", "LOCKED")
    in_force = copy.values
    return {
        slot: (in_force.get(slot), value)
        for slot, value in settled.items()
        if in_force.get(slot) != value and (slot in in_force or signed)
    }


def counts(s: Session, stage_ids: Collection[str]) -> dict[str, Counts]:
    """The records of each stage by state: one query."""
    query = select(PaperRecord.stage_id, PaperRecord.state, func.count()).where(PaperRecord.stage_id.in_(stage_ids))
    found: dict[str, dict[str, int]] = {stage_id: {} for stage_id in stage_ids}
    for stage_id, state, count in s.execute(query.group_by(PaperRecord.stage_id, PaperRecord.state)):
        found[stage_id][state] = count
    return {stage_id: Counts(states) for stage_id, states in found.items()}


def waiting(s: Session, stage_ids: Collection[str]) -> dict[str, int]:
    """Stage -> how many of its papers wait for the chief."""
    query = select(PaperRecord.stage_id, func.count())
    query = query.where(PaperRecord.stage_id.in_(stage_ids), PaperRecord.state == CHECKED)
    return {row[0]: row[1] for row in s.execute(query.group_by(PaperRecord.stage_id))}


def ready_to_sign(s: Session, stage_id: str, panel: tuple[str, str] | None = None) -> list[PaperRecord]:
    """Papers that are in and signed by their judges, whose sheets have been checked meanwhile and say what the paper
    says; of one panel (module, code) where one is named."""
    query = select(PaperRecord).where(
        PaperRecord.stage_id == stage_id, PaperRecord.state == IN, PaperRecord.signed.is_(True)
    )
    if panel is not None:
        query = query.where(PaperRecord.module_key == panel[0], PaperRecord.code == panel[1])
    found = {one.sheet_id: one for one in s.scalars(query.order_by(PaperRecord.checked_at))}
    checked = judging.checked_copies(s, list(found))
    return [
        one
        for one in found.values()
        if one.sheet_id in checked
        and all(checked[one.sheet_id].values.get(slot) == value for slot, value in (one.settled or {}).items())
    ]


def count_of(s: Session, stage_id: str, wanted: Wanted) -> int:
    return s.scalar(select(func.count()).select_from(_fitting(stage_id, wanted).subquery())) or 0


def page_of(s: Session, stage_id: str, wanted: Wanted, offset: int, limit: int) -> list[PaperRecord]:
    """One page of the records that fit."""
    columns = {
        "number": (PaperRecord.number,), "code": (PaperRecord.code,), "state": (PaperRecord.state, PaperRecord.number),
        "module": (PaperRecord.module_key, PaperRecord.seat, PaperRecord.code), "typed": (PaperRecord.typed_at,),
    }[wanted.sort]  # fmt: skip
    order = [column.desc() if wanted.down else column.asc() for column in (*columns, PaperRecord.id)]
    return list(s.scalars(_fitting(stage_id, wanted).order_by(*order).offset(offset).limit(limit)))


def _fitting(stage_id: str, wanted: Wanted) -> Select[PaperRecord]:
    query = select(PaperRecord).where(PaperRecord.stage_id == stage_id)
    if wanted.state:
        query = query.where(PaperRecord.state == wanted.state)
    if wanted.module:
        query = query.where(PaperRecord.module_key == wanted.module)
    if wanted.text:
        plain = wanted.text.strip().upper()
        digits = plain.split("-")[0].lstrip("0")
        fits = [PaperRecord.code == plain]
        if digits.isascii() and digits.isdigit() and len(digits) < 8:
            fits.append(PaperRecord.number == int(digits))
        query = query.where(or_(*fits))
    return query
