"""Words of an import: columns of a form, what was found in it, what may be decided, and why a file is not read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competition.contestants.checking import beyond

FIELDS: dict[str, LazyString] = {
    "name": _l("Full name"),
    "sex": _l("Sex"),
    "id_number": _l("ID number"),
    "born": _l("Date of birth"),
    "organisation": _l("Organisation"),
    "employer": _l("Work unit"),
    "trade": _l("Trade"),
    "division": _l("Division"),
    "skill_level": _l("Skill level"),
    "phone": _l("Telephone"),
    "coach": _l("Coach"),
    "team": _l("Team"),
    "role": _l("Role in the team"),
}

BATCH_STATES: dict[str, LazyString] = {
    "READING": _l("Being read"),
    "READ": _l("Waiting for you"),
    "FAILED": _l("Not readable"),
    "IMPORTING": _l("Being imported"),
    "IMPORTED": _l("Imported"),
    "UNDOING": _l("Being undone"),
    "UNDONE": _l("Undone"),
    "DISCARDED": _l("Given up"),
}

SEVERITIES: dict[str, LazyString] = {"doubt": _l("Please decide"), "wrong": _l("Left out"), "note": _l("Put right")}
PASSED: dict[str, LazyString] = {
    "total": _l("totals"),
    "signature": _l("signatures and stamps"),
    "sample": _l("sample rows"),
    "header": _l("the header again"),
    "section": _l("headings"),
}
LAYOUTS: dict[str, LazyString] = {
    "down": _l("people below each other"),
    "across": _l("people beside each other"),
    "card": _l("one person, titles beside values"),
}
MATCHES: dict[str, LazyString] = {
    "exact": _l("the same name"),
    "remembered": _l("confirmed earlier"),
    "informal": _l("a short name of it"),
    "close": _l("a similar name, please look"),
    "chosen": _l("chosen for the whole file"),
    "decided": _l("your choice"),
    "ambiguous": _l("several trades fit"),
    "none": _l("no trade fits"),
}
STANDING: dict[str, LazyString] = {
    "take": _l("as proposed"),
    "keep": _l("as written"),
    "leave": _l("row left out"),
    "doubt": _l("open"),
    "wrong": _l("row left out"),
    "note": _l("put right"),
}

PROBLEMS: dict[str, LazyString] = {
    "formula": _l("The cell is a formula or begins like one; its value is not taken."),
    "name_missing": _l("The name is missing."),
    "name_bad": _l("“%(shown)s” is not a name of 2 to 30 letters."),
    "name_spaces": _l("Blanks inside the name."),
    "id_missing": _l("The ID number is missing."),
    "id_as_number": _l("The ID number is stored as a figure, so its last digits are lost."),
    "id_length": _l("An ID number has 18 characters."),
    "id_old": _l("An old ID number of 15 digits."),
    "id_characters": _l("An ID number is 17 digits and a digit or X."),
    "id_born": _l("The date of birth in the ID number cannot be."),
    "id_check_digit": _l("The check digit of the ID number is wrong; a digit may be mistyped."),
    "region_unknown": _l("No region of China has ID numbers that begin with %(shown)s."),
    "born_disagrees": _l("The date of birth disagrees with the ID number (%(value)s)."),
    "too_young": _l("Not yet 16 on the first day of the event."),
    "sex_unknown": _l("“%(shown)s” is neither male nor female."),
    "sex_disagrees": _l("The sex disagrees with the ID number."),
    "phone_bad": _l("This is not a telephone number."),
    "same_as_above": _l("The cell says the same as the one above."),
    "unit_missing": _l("The work unit is missing."),
    "unit_long": _l("The name of the unit is longer than 120 characters."),
    "unit_close": _l("No unit is called “%(shown)s”, but one is called nearly so."),
    "unit_from_line": _l("The unit comes from the line “%(shown)s”."),
    "trade_missing": _l("The trade is missing."),
    "trade_unknown": _l("No trade of this event is called “%(shown)s”."),
    "trade_ambiguous": _l("“%(shown)s” may mean several trades: %(value)s."),
    "trade_close": _l("“%(shown)s” is close to a trade's name."),
    "trade_differs": _l("The form says “%(shown)s”."),
    "trade_from_line": _l("The trade comes from the line “%(shown)s”."),
    "trade_only": _l("The form names no trade, and the event has only one."),
    "stage_started": _l("The stage of this trade has started."),
    "division_unknown": _l("The trade has no division called “%(shown)s”."),
    "division_unused": _l("The trade has no divisions; “%(shown)s” is not taken over."),
    "division_age": _l("The age does not fit the division (%(shown)s)."),
    "level_unknown": _l("“%(shown)s” is no skill level."),
    "team_missing": _l("The trade is for teams, but the team's name is missing."),
    "team_unused": _l("In this trade everybody competes alone; the team “%(shown)s” is not taken over."),
    "team_size": _l("The trade wants %(value)s members a team; “%(shown)s” has another number."),
    "twice_in_file": _l("Somebody of this name and unit stands in row %(value)s for the same trade."),
    "twice_with_number": _l("The same person stands in row %(value)s for the same trade."),
    "number_twice": _l("Somebody of another name has this ID number in row %(value)s."),
    "two_trades": _l("The same person stands in row %(value)s for another trade."),
    "already_entered": _l("Already entered in this trade."),
    "in_other_trade": _l("Already entered in another trade of this event."),
    "number_of_another": _l("This ID number belongs to %(value)s."),
    "namesake": _l("Somebody of this name and organisation is entered already."),
    "member_name": _l("The real-name roll calls this person %(value)s."),
    "not_eligible": _l("Does not meet the rules of entry: %(value)s"),
    "not_on_roll": _l("Not on the real-name roll; this event is for members only."),
}

NO_NUMBER = _l("Enter without the number and ask for it again")
DECISIONS: dict[str, dict[str, LazyString]] = {
    "id_missing": {"keep": _l("Enter without it")},
    "id_as_number": {"keep": NO_NUMBER},
    "id_length": {"take": _l("Take %(value)s"), "keep": NO_NUMBER},
    "id_old": {"take": _l("Take the 18 characters %(value)s"), "keep": NO_NUMBER},
    "id_characters": {"keep": NO_NUMBER},
    "id_born": {"take": _l("Take %(value)s"), "keep": NO_NUMBER},
    "id_check_digit": {"take": _l("Take %(value)s"), "keep": NO_NUMBER},
    "born_disagrees": {"keep": _l("The ID number holds")},
    "too_young": {"keep": _l("Enter all the same")},
    "sex_unknown": {"take": _l("Leave it empty")},
    "sex_disagrees": {"take": _l("Take it from the ID number: %(value)s"), "keep": _l("Keep what is written")},
    "phone_bad": {"take": _l("Leave it empty")},
    "unit_missing": {"keep": _l("Enter without one")},
    "unit_close": {"take": _l("It is %(value)s"), "keep": _l("Add it as written")},
    "trade_close": {"take": _l("It is %(value)s")},
    "trade_differs": {"take": _l("Enter in %(value)s")},
    "division_unknown": {"take": _l("Enter in %(value)s by age"), "keep": _l("Enter without a division")},
    "division_age": {"take": _l("Enter in %(value)s by age"), "keep": _l("Enter without a division")},
    "team_missing": {"take": _l("Call the team %(value)s")},
    "twice_in_file": {"take": _l("Enter once, leave this row out"), "keep": _l("Enter as another person")},
    "twice_with_number": {"take": _l("Enter once, leave this row out")},
    "number_twice": {"keep": NO_NUMBER},
    "number_of_another": {"take": _l("Enter as %(value)s"), "keep": NO_NUMBER},
    "member_name": {"take": _l("Enter as %(value)s"), "keep": _l("Keep what is written")},
    "namesake": {"keep": _l("Enter as another person")},
    "not_eligible": {"keep": _l("Enter all the same")},
}
ANY = {"take": _l("Take each repair"), "keep": _l("Keep what is written"), "leave": _l("Leave these rows out")}
LEAVE_ONE = _l("Leave this row out")
SEX_WORDS: dict[str, LazyString] = {"m": _l("Male"), "f": _l("Female")}
NOTED: dict[str, LazyString] = {
    "name_spaces": _l("Read as %(value)s."),
    "sex_unknown": _l("Taken from the ID number: %(value)s."),
    "same_as_above": _l("Read as %(value)s."),
    "trade_from_line": _l("Read as %(value)s."),
    "trade_only": _l("Read as %(value)s."),
    "unit_from_line": _l("Read as %(value)s."),
    "two_trades": _l("Entered in both."),
    "in_other_trade": _l("Entered in both."),
    "region_unknown": _l("Entered all the same."),
    "level_unknown": _l("Entered without a level."),
}

UNREADABLE: dict[str, LazyString] = {
    "too_large": _l("The file is larger than %(megabytes)s MB."),
    "too_many_parts": _l("The file has more than %(parts)s parts, which no entry form needs."),
    "unfolds_too_far": _l("The file unfolds to far more than it seems; it was not opened."),
    "doctype": _l("The file carries instructions that no entry form needs; it was not opened."),
    "too_many_rows": _l("The file has more than %(rows)s rows."),
    "too_many_columns": _l("The file has more than %(columns)s columns."),
    "password": _l("The file is protected by a password. Save it without one."),
    "encoding": _l("The text is neither UTF-8 nor GB18030."),
    "kind": _l("This is no spreadsheet, whatever its name says. Open it where it was made and save it as .xlsx."),
    "empty": _l("The file is empty."),
    "damaged": _l("The file is damaged or is no spreadsheet."),
    "gone": _l("The file is no longer here. Send it in again."),
    "no_header": _l("No header was found: a row that names the person's name and at least one more column."),
    "cancelled": _l("The reading was cancelled."),
}


def told(problem: Mapping[str, Any]) -> dict[str, Any]:
    """A problem as the page shows it, in the reader's language: where it stands, what it is about, what may be done."""
    code, sex = problem["code"], problem["field"] == "sex"
    value = str(SEX_WORDS.get(problem["value"], problem["value"])) if sex else problem["value"]
    if code == beyond.CODE:
        value = beyond.BEYOND.words(value)
    shown = problem["shown"] or (_("a formula") if code == "formula" else "")
    facts = {"shown": shown or _("empty"), "value": value}
    choices = [(key, choice_words(code, key, facts)) for key in problem["choices"]]
    proposed = str(NOTED[code]) % facts if problem["severity"] == "note" and code in NOTED else ""
    rows = problem["rows"]
    more = problem["count"] > len(rows)
    return dict(problem) | {
        "about": str(PROBLEMS[code]) % facts,
        "proposed": proposed or (choices[0][1] if choices else ""),
        "options": choices,
        "shown": shown,
        "facts": facts,
        "where": f"{problem['letters']}{problem['row']}" if problem["count"] == 1 else "",
        "places": _(", ").join(map(str, rows[:12])) + (" …" if more or len(rows) > 12 else ""),
        "column_title": problem["title"] or str(FIELDS[problem["field"]]),
        "standing": str(STANDING[problem["choice"] or problem["severity"]]),
    }


def choice_words(code: str, key: str, facts: Mapping[str, Any]) -> str:
    """What a choice about one cell is called."""
    words = DECISIONS.get(code, {}).get(key, LEAVE_ONE if key == "leave" else ANY[key])
    return str(words) % facts


def kind_words(code: str, key: str) -> str:
    """What a choice about all cells of a kind is called: the cell's own words where they name no value."""
    words = DECISIONS.get(code, {}).get(key)
    return str(ANY[key]) if words is None or "%(value)s" in str(words) else str(words)


def kind_title(code: str) -> str:
    """What a kind of problem is called where several cells of it stand together."""
    return str(PROBLEMS[code]) % {"shown": "…", "value": "…"}
