"""Who a row is: name, ID number, sex, birthday, telephone, and whether they agree."""

from __future__ import annotations

import datetime as dt
import re

from competition.contestants import id_numbers
from competition.contestants.checking.look import KEEP, TAKE, Look
from competition.contestants.checking.texts import PHONE, SEXES, agrees_with, clean_name, clean_phone, is_name
from competition.contestants.reading import cell_text
from competition.web.mask import masked_id_number, masked_phone
from competition.web.sheets import looks_like_formula

YOUNGEST = 16
LONGEST_EXACT = 15
FIGURE = re.compile(r"^[0-9](\.[0-9]+)?e\+?[0-9]+$", re.IGNORECASE)


def look_at_identity(look: Look) -> None:
    """Everything about the person himself."""
    _formulas(look)
    if "name" in look.raw.formulas:
        return
    _name(look)
    _id_number(look)
    _sex(look)
    _phone(look)


def _formulas(look: Look) -> None:
    for field in look.raw.cells:
        text = look.said(field)
        if field in look.raw.formulas or (field not in ("phone", "skill_level") and looks_like_formula(text)):
            look.wrong(field, "formula", text)


def _name(look: Look) -> None:
    said = look.said("name")
    name = clean_name(said)
    if not said:
        look.wrong("name", "name_missing")
    elif not is_name(name):
        if not looks_like_formula(said):
            look.wrong("name", "name_bad", said)
    else:
        if name != said:
            look.note("name", "name_spaces", said, name)
        look.row.name = name


def _id_number(look: Look) -> None:
    if "id_number" not in look.raw.cells or "id_number" in look.raw.formulas:
        return
    cell, said = look.raw.cells["id_number"], look.said("id_number")
    lost = isinstance(cell, float) and len(said) != LONGEST_EXACT
    if not said:
        look.doubt("id_number", "id_missing")
    elif lost or FIGURE.match(said):
        look.doubt("id_number", "id_as_number", masked_id_number(said))
    else:
        _read_number(look, said)


def _read_number(look: Look, said: str) -> None:
    today = look.known.today
    try:
        _keep_number(look, id_numbers.read(said, today))
    except id_numbers.BadIdNumber as bad:
        number = id_numbers.plain(said)
        proposed, code = _proposed(look, number, bad.code), f"id_{bad.code}"
        if bad.code == "length" and len(number) == LONGEST_EXACT and proposed:
            code = "id_old"
        value = id_numbers.revealed(number, proposed) if proposed else ""
        if look.doubt("id_number", code, masked_id_number(number), value) == TAKE and proposed:
            _keep_number(look, id_numbers.read(proposed, today))


def _proposed(look: Look, number: str, code: str) -> str | None:
    """The number that was likely meant, and that holds."""
    today = look.known.today
    sex, born = SEXES.get(look.said("sex").casefold()), look.said("born")

    def fits(one: id_numbers.IdNumber) -> bool:
        return (sex is None or one.sex == sex) and agrees_with(one.born, born)

    if code in ("check_digit", "born"):
        return id_numbers.repair(number, today, fits, vouched=sex is not None) if born else None
    longer = id_numbers.lengthened(number) if code == "length" else None
    try:
        return longer if longer and fits(id_numbers.read(longer, today)) else None
    except id_numbers.BadIdNumber:
        return None


def _keep_number(look: Look, number: id_numbers.IdNumber) -> None:
    look.row.id_number, look.row.sex, look.row.born_on = number.number, number.sex, number.born.isoformat()
    masked = masked_id_number(number.number)
    if not id_numbers.region_known(number.number):
        look.note("id_number", "region_unknown", number.number[:2])
    if not agrees_with(number.born, look.said("born")):
        said = cell_text(look.raw.cells.get("born"))
        look.doubt("born", "born_disagrees", said, f"{number.born:%Y.%m}")
    if id_numbers.age_on(number.born, look.known.starts_on) < YOUNGEST:
        look.doubt("id_number", "too_young", masked)


def _sex(look: Look) -> None:
    said = look.said("sex")
    sex = SEXES.get(said.casefold(), "")
    if said and not sex:
        if look.row.sex:
            look.note("sex", "sex_unknown", said, look.row.sex)
        else:
            look.doubt("sex", "sex_unknown", said)
    elif sex and look.row.sex and sex != look.row.sex:
        keeps = look.doubt("sex", "sex_disagrees", said, look.row.sex) == KEEP
        look.row.sex = sex if keeps else look.row.sex
    look.row.sex = look.row.sex or sex


def _phone(look: Look) -> None:
    phone = clean_phone(look.said("phone"))
    if phone and not PHONE.match(phone):
        look.doubt("phone", "phone_bad", masked_phone(phone))
    else:
        look.row.phone = phone


def age_of(look: Look) -> int | None:
    """Full years on the event's first day, where the ID number tells them."""
    born = look.row.born_on
    return id_numbers.age_on(dt.date.fromisoformat(born), look.known.starts_on) if born else None
