"""What can be done with the register of officials: entering, changing, merging, importing, trades for many at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.officials import queries
from competition.officials.facts import OfficialAdded, OfficialChanged, OfficialMerged
from competition.officials.models import Judge, Officer, Official, OfficialTrade, Qualification, Recusal
from competition.organisations import queries as organisations
from competition.store import Refused, happened, new_id, transaction
from competition.store.vault import vault
from competition.web.pinyin import initials, pinyin


@dataclass(frozen=True, kw_only=True)
class QualificationDetails:
    """One qualification as a form gives it; the fields of models.Qualification."""

    kind: str
    level: str = ""
    certificate: str = ""
    template_key: str = ""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class OfficialDetails:
    """An official as a form gives him. `phone` None leaves the number as it is; "" takes it away."""

    name: str
    organisation: str = ""
    enterprise: bool = False
    birth_year: int | None = None
    phone: str | None = None
    note: str = ""
    trades: tuple[str, ...] = ()
    qualifications: tuple[QualificationDetails, ...] = field(default=())


def linked(s: Session, actor: str, name: str, organisation: str, official_id: str | None = None) -> Official:
    """The register's entry of this person, by id, else by the same name and unit; one is made where there is none.

    Refused: not_there (404), official_merged.
    """
    if official_id is not None:
        found = queries.official(s, official_id)
        if found.merged_into_id is not None:
            raise Refused("official_merged")
        return found
    return queries.standing(s, name, organisation) or _enter(
        s, actor, OfficialDetails(name=name, organisation=organisation)
    )


def add_official(actor: str, details: OfficialDetails) -> str:
    """Enter somebody in the register; returns the id. Refused: official_exists (same name and unit)."""
    with transaction() as s:
        if queries.standing(s, details.name, details.organisation) is not None:
            raise Refused("official_exists", name=details.name)
        return _enter(s, actor, details).id


def add_officials(actor: str, several: Sequence[OfficialDetails]) -> tuple[int, int]:
    """Enter many, or bring what the register has of them up to date; returns (entered, changed). All or none."""
    entered = changed = 0
    with transaction() as s:
        for details in several:
            known = queries.standing(s, details.name, details.organisation)
            if known is None:
                _enter(s, actor, details)
                entered += 1
            else:
                changed += _complete(s, actor, known, details)
    return entered, changed


def change_official(actor: str, official_id: str, details: OfficialDetails, rev: int | None) -> None:
    """Change the register's entry. Refused: not_there (404), official_merged, official_exists, changed_meanwhile."""
    with transaction() as s:
        one = s.get(Official, official_id, with_for_update=True)
        if one is None:
            raise Refused("not_there", 404)
        if one.merged_into_id is not None:
            raise Refused("official_merged")
        if rev != one.rev:
            raise Refused("changed_meanwhile", 409)
        other = queries.standing(s, details.name, details.organisation)
        if other is not None and other.id != one.id:
            raise Refused("official_exists", name=details.name)
        fields = _write(s, one, details)
        if fields:
            one.rev += 1
            happened(OfficialChanged(actor=actor, official_id=one.id, fields=fields))


def merge(actor: str, keep_id: str, double_ids: Collection[str]) -> None:
    """Make one entry of several that are the same person: what they served, hold and declared goes to the first.

    The doubles keep their rows and name the one that stands. Refused: merge_one, not_there (404), official_merged.
    """
    doubles = set(double_ids) - {keep_id}
    if not doubles:
        raise Refused("merge_one")
    with transaction() as s:
        keep = queries.official(s, keep_id)
        others = [queries.official(s, one) for one in sorted(doubles)]
        if any(one.merged_into_id is not None for one in (keep, *others)):
            raise Refused("official_merged")
        for table in (Judge, Officer, Qualification, Recusal):
            s.execute(update(table).where(table.official_id.in_(doubles)).values(official_id=keep.id))
        s.execute(update(Official).where(Official.merged_into_id.in_(doubles)).values(merged_into_id=keep.id))
        trades = {key for keys in queries.trades_of(s, [keep.id, *doubles]).values() for key in keys}
        s.execute(delete(OfficialTrade).where(OfficialTrade.official_id.in_(doubles)))
        _set_trades(s, keep.id, trades)
        for one in others:
            _take_over(keep, one)
            one.merged_into_id = keep.id
        keep.rev += 1
        happened(OfficialMerged(actor=actor, official_id=keep.id, merged_ids=sorted(doubles)))


def add_trade(actor: str, official_ids: Collection[str], template_key: str, trade: str) -> str:
    """Note for many that they can judge a trade, whose name is `trade`; returns the act, which can be taken back."""
    with transaction() as s:
        ids = set(queries.officials(s, official_ids))
        able = select(OfficialTrade.official_id).where(OfficialTrade.template_key == template_key)
        fresh = sorted(ids - set(s.scalars(able)))
        s.add_all(OfficialTrade(official_id=one, template_key=template_key) for one in fresh)
        _raise_revs(s, fresh)
        for one in fresh:
            happened(OfficialChanged(actor=actor, official_id=one, fields=["trades"]))
        undo = {"template_key": template_key, "ids": fresh}
        return acts.record(
            s, actor, "officials.trades", permission="official.edit", count=len(fresh), undo=undo, trade=trade
        )


@acts.undoes("officials.trades")
def _take_trade_back(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """Those who were given the trade lose it again."""
    ids = undo["ids"]
    s.execute(
        delete(OfficialTrade).where(
            OfficialTrade.template_key == undo["template_key"], OfficialTrade.official_id.in_(ids)
        )
    )
    _raise_revs(s, ids)
    for one in ids:
        happened(OfficialChanged(actor=actor, official_id=one, fields=["trades"]))


def set_phone(s: Session, one: Official, phone: str) -> None:
    """Seal a telephone number; "" takes it away."""
    one.phone_sealed = vault().seal("official", one.id, "phone", phone) if phone else None
    one.phone_index = vault().index("phone", phone) if phone else None


def _enter(s: Session, actor: str, details: OfficialDetails) -> Official:
    one = Official(id=new_id(), name=details.name)
    s.add(one)
    _write(s, one, details)
    happened(OfficialAdded(actor=actor, official_id=one.id, name=one.name))
    return one


def _write(s: Session, one: Official, details: OfficialDetails) -> list[str]:
    """Put a form's values in an entry; returns the names of the fields that differ."""
    unit = organisations.find_or_none(s, details.organisation) if details.organisation else None
    values = {
        "name": details.name,
        "organisation": details.organisation,
        "organisation_id": unit.id if unit else None,
        "enterprise": details.enterprise,
        "birth_year": details.birth_year,
        "note": details.note,
    }
    fields = [key for key, value in values.items() if getattr(one, key) != value]
    for key in fields:
        setattr(one, key, values[key])
    one.pinyin, one.initials = pinyin(one.name), initials(one.name)[:60]
    if details.phone is not None and details.phone != queries.open_phone(one):
        set_phone(s, one, details.phone)
        fields.append("phone")
    s.flush()
    if set(details.trades) != set(queries.trades_of(s, [one.id]).get(one.id, ())):
        _set_trades(s, one.id, details.trades)
        fields.append("trades")
    if _set_qualifications(s, one.id, details.qualifications):
        fields.append("qualifications")
    return fields


def _complete(s: Session, actor: str, known: Official, details: OfficialDetails) -> bool:
    """Add to an entry what an import says and the register does not have; nothing is taken away."""
    held = {_said(one) for one in queries.qualifications_of(s, [known.id]).get(known.id, ())}
    trades = set(queries.trades_of(s, [known.id]).get(known.id, ()))
    fields = []
    if details.phone and not known.phone_sealed:
        set_phone(s, known, details.phone)
        fields.append("phone")
    if details.birth_year and known.birth_year is None:
        known.birth_year = details.birth_year
        fields.append("birth_year")
    if set(details.trades) - trades:
        _set_trades(s, known.id, trades | set(details.trades))
        fields.append("trades")
    fresh = [one for one in details.qualifications if one not in held]
    if fresh:
        s.add_all(Qualification(official_id=known.id, **vars(one)) for one in fresh)
        fields.append("qualifications")
    if fields:
        known.rev += 1
        happened(OfficialChanged(actor=actor, official_id=known.id, fields=fields))
    return bool(fields)


def _set_trades(s: Session, official_id: str, keys: Collection[str]) -> None:
    s.execute(delete(OfficialTrade).where(OfficialTrade.official_id == official_id))
    s.add_all(OfficialTrade(official_id=official_id, template_key=key) for key in sorted(set(keys)))
    s.flush()


def _set_qualifications(s: Session, official_id: str, wanted: Sequence[QualificationDetails]) -> bool:
    held = queries.qualifications_of(s, [official_id]).get(official_id, [])
    if [_said(one) for one in held] == list(wanted):
        return False
    s.execute(delete(Qualification).where(Qualification.official_id == official_id))
    s.add_all(Qualification(official_id=official_id, **vars(one)) for one in wanted)
    s.flush()
    return True


def _said(one: Qualification) -> QualificationDetails:
    return QualificationDetails(
        kind=one.kind,
        level=one.level,
        certificate=one.certificate,
        template_key=one.template_key,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
    )


def _take_over(keep: Official, double: Official) -> None:
    """What the one that stands lacks comes from its double. A sealed number is sealed anew for its own row."""
    keep.birth_year = keep.birth_year or double.birth_year
    keep.enterprise = keep.enterprise or double.enterprise
    if not keep.organisation:
        keep.organisation, keep.organisation_id = double.organisation, double.organisation_id
    if keep.phone_sealed is None and double.phone_sealed is not None:
        phone = queries.open_phone(double)
        keep.phone_sealed = vault().seal("official", keep.id, "phone", phone)
        keep.phone_index = double.phone_index


def _raise_revs(s: Session, ids: Collection[str]) -> None:
    s.execute(update(Official).where(Official.id.in_(ids)).values(rev=Official.rev + 1))
