"""Where a row belongs: its unit, its trade, its division and level, its coach and team."""

from __future__ import annotations

import re
from collections.abc import Mapping

from competition.contestants.checking.decisions import LEFT_OUT, NEW_UNIT
from competition.contestants.checking.identity import age_of
from competition.contestants.checking.known import CLOSE_UNIT
from competition.contestants.checking.look import TAKE, Look
from competition.contestants.checking.texts import clean_name, clean_unit, level_of, role_of
from competition.contestants.reading import Form
from competition.contestants.trade_names import TradeName, spelling_of

LONGEST_UNIT, LONGEST_TEAM = 120, 60
UNIT_WORD = re.compile(r"(?:工会|公司|厂|局|院|校|集团|中心|学院|医院|站|所|队|区|县|镇|街道|园区)$")


def look_at_place(look: Look, form: Form, above: Mapping[str, str]) -> None:
    """Everything about where the person belongs; `above` maps a work unit of the file to the one it belongs to."""
    for field in sorted(look.raw.filled):
        look.note(field, "same_as_above", value=look.said(field))
    _trade(look, form)
    _unit(look, form, above)
    _division(look)
    _level(look)
    _team(look)


def _trade(look: Look, form: Form) -> None:
    said, chosen = look.said("trade"), look.known.chosen
    trade = _decided(look, said) if said else None
    if said and look.decisions.trades.get(spelling_of(said)) == LEFT_OUT:
        look.leave_out()
        return
    if chosen is not None:
        if said and _one(look, said) != chosen and trade != chosen:
            look.doubt("trade", "trade_differs", said, chosen.name)
        trade = chosen
    elif not said:
        trade = _told_elsewhere(look, form)
    elif trade is None:
        trade = _understood(look, said)
    if trade is not None and not trade.open:
        look.wrong("trade", "stage_started", said, trade.name)
    look.row.trade_id = trade.id if trade else ""


def _decided(look: Look, said: str) -> TradeName | None:
    wanted = look.decisions.trades.get(spelling_of(said))
    return next((one for one in look.known.trades if one.id == wanted), None)


def _one(look: Look, said: str) -> TradeName | None:
    found = look.known.match(said).trades
    return found[0] if len(found) == 1 else None


def _understood(look: Look, said: str) -> TradeName | None:
    match = look.known.match(said)
    trade = _one(look, said)
    if trade is None:
        code = "trade_ambiguous" if match.trades else "trade_unknown"
        look.wrong("trade", code, said, "、".join(one.name for one in match.trades))
    elif match.how == "close":
        look.doubt("trade", "trade_close", said, trade.name)
    return trade


def _told_elsewhere(look: Look, form: Form) -> TradeName | None:
    """The trade that a line above, the sheet's name, or the event's having only one tells."""
    known = look.known
    for line in (look.raw.section, form.trade, form.sheet, *form.titles):
        trade = known.within(line) if line else None
        if trade is not None:
            look.note("trade", "trade_from_line", line, trade.name)
            return trade
    if len(known.trades) == 1 and "trade" not in look.raw.cells:
        look.note("trade", "trade_only", value=known.trades[0].name)
        return known.trades[0]
    look.wrong("trade", "trade_missing")
    return None


def _unit(look: Look, form: Form, above: Mapping[str, str]) -> None:
    known, row = look.known, look.row
    employer = clean_unit(look.said("employer"))
    organisation = clean_unit(look.said("organisation")) or form.delegation
    if not organisation:
        higher = above.get(employer, employer)
        organisation = employer if employer in known.units.ids or not employer else higher
    if not organisation:
        organisation = _unit_of_lines(look, form)
    if max(len(employer), len(organisation)) > LONGEST_UNIT:
        look.wrong("employer", "unit_long", employer or organisation)
    elif not organisation:
        look.doubt("organisation" if "organisation" in look.raw.cells else "employer", "unit_missing")
    else:
        _known_unit(look, organisation)
    row.employer, row.organisation = employer, row.organisation or organisation


def _unit_of_lines(look: Look, form: Form) -> str:
    for line in (look.raw.section, form.sheet):
        text = clean_unit(line)
        if text and (text in look.known.units.ids or (UNIT_WORD.search(text) and look.known.within(text) is None)):
            look.note("employer", "unit_from_line", line, text)
            return text
    return ""


def _known_unit(look: Look, name: str) -> None:
    """The unit's id where the tree has it or somebody chose one; a name that comes close to a known one is asked about."""
    units, row = look.known.units, look.row
    chosen = look.decisions.units.get(name, "")
    row.organisation_id = units.ids.get(name, "")
    row.organisation = units.names.get(row.organisation_id, "")
    if chosen in units.names:
        row.organisation_id, row.organisation = chosen, units.names[chosen]
    elif not row.organisation_id and chosen != NEW_UNIT:
        close = units.close(name)
        if close and close[0][0] >= CLOSE_UNIT:
            field = "organisation" if look.said("organisation") else "employer"
            if look.doubt(field, "unit_close", name, close[0][1]) == TAKE:
                row.organisation_id, row.organisation = units.ids[close[0][1]], close[0][1]


def _division(look: Look) -> None:
    row, said = look.row, look.said("division")
    divisions = look.known.divisions.get(row.trade_id, ())
    age = age_of(look)
    if not divisions:
        if said and row.trade_id:
            look.note("division", "division_unused", said)
        return
    plain = clean_unit(said).casefold()
    named = next((one for one in divisions if plain and plain in (one.name.casefold(), one.name_en.casefold())), None)
    if named is None and plain:
        held = [one for one in divisions if plain in one.name.casefold() or one.name.casefold() in plain]
        named = held[0] if len(held) == 1 else None
    fitting = next((one for one in divisions if age is not None and one.fits(age)), None)
    if named is None:
        row.division_id = fitting.id if fitting else ""
        if said and look.doubt("division", "division_unknown", said, fitting.name if fitting else "") != TAKE:
            row.division_id = ""
        elif not said and fitting is None and age is not None:
            look.doubt("division", "division_age", f"{age}")
    elif age is not None and not named.fits(age):
        takes = look.doubt("division", "division_age", f"{said}, {age}", fitting.name if fitting else "") == TAKE
        row.division_id = fitting.id if fitting and takes else ""
    else:
        row.division_id = named.id


def _level(look: Look) -> None:
    said = look.said("skill_level")
    level = level_of(said) if said else 0
    if level is None:
        look.note("skill_level", "level_unknown", said)
    look.row.skill_level = level or 0


def _team(look: Look) -> None:
    row, said = look.row, clean_unit(look.said("team"))[:LONGEST_TEAM]
    row.coach = clean_name(look.said("coach"))[:LONGEST_TEAM]
    size = next((one.team_size for one in look.known.trades if one.id == row.trade_id), 1)
    if size == 1:
        if said:
            look.note("team", "team_unused", said)
        return
    row.role = role_of(look.said("role"))
    row.team = said or row.organisation[:LONGEST_TEAM]
    if not said:
        look.doubt("team", "team_missing", value=row.team)
