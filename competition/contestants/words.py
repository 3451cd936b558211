"""Words of contestants: statuses, columns of a form, what an import found, and what is refused."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

SEXES: dict[str, LazyString | str] = {"m": _l("Male"), "f": _l("Female"), "": ""}

STATUSES: dict[str, LazyString] = {
    "": _l("Competing"),
    "WD": _l("Withdrawn"),
    "DNS": _l("Did not start"),
    "DNF": _l("Did not finish"),
    "DQ": _l("Disqualified"),
}

FIELDS: dict[str, LazyString] = {
    "name": _l("Full name"),
    "sex": _l("Sex"),
    "id_number": _l("ID number"),
    "organisation": _l("Organisation"),
    "employer": _l("Work unit"),
    "trade": _l("Trade"),
    "phone": _l("Telephone"),
}

BATCH_STATES: dict[str, LazyString] = {
    "READING": _l("Being read"),
    "READ": _l("Waiting for you"),
    "FAILED": _l("Not readable"),
    "IMPORTED": _l("Imported"),
    "UNDONE": _l("Undone"),
}

SEVERITIES: dict[str, LazyString] = {"wrong": _l("Left out"), "doubt": _l("Please look"), "note": _l("Put right")}

MATCHES: dict[str, LazyString] = {
    "exact": _l("the same name"),
    "informal": _l("a short name of it"),
    "close": _l("a similar name, please look"),
    "chosen": _l("chosen for the whole file"),
    "ambiguous": _l("several trades fit"),
    "none": _l("no trade fits"),
}

PROBLEMS: dict[str, LazyString] = {
    "formula": _l("The cell is a formula or begins like one."),
    "name_missing": _l("The name is missing."),
    "name_bad": _l("“%(shown)s” is not a name of 2 to 30 letters."),
    "name_spaces": _l("Blanks inside the name."),
    "id_missing": _l("The ID number is missing."),
    "id_as_number": _l("The ID number is stored as a figure, so its last digits are lost."),
    "id_length": _l("An ID number has 18 characters."),
    "id_characters": _l("An ID number is 17 digits and a digit or X."),
    "id_born": _l("The date of birth in the ID number cannot be."),
    "id_check_digit": _l("The check digit of the ID number is wrong; a digit may be mistyped."),
    "too_young": _l("Not yet 16 on the first day of the event."),
    "sex_unknown": _l("“%(shown)s” is neither male nor female."),
    "sex_disagrees": _l("The sex disagrees with the ID number."),
    "phone_bad": _l("This is not a telephone number."),
    "unit_missing": _l("The work unit is missing."),
    "unit_long": _l("The name of the unit is longer than 120 characters."),
    "trade_missing": _l("The trade is missing."),
    "trade_unknown": _l("No trade of this event is called “%(shown)s”."),
    "trade_ambiguous": _l("“%(shown)s” may mean several trades: %(value)s."),
    "trade_close": _l("“%(shown)s” is close to a trade's name."),
    "trade_differs": _l("The form says “%(shown)s”."),
    "stage_started": _l("The stage of this trade has started."),
    "twice_in_file": _l("The same person stands in row %(value)s for the same trade."),
    "two_trades": _l("The same person stands in row %(value)s for another trade."),
    "already_entered": _l("Already entered in this trade."),
    "in_other_trade": _l("Already entered in another trade of this event."),
    "number_of_another": _l("This ID number belongs to somebody of another name."),
    "namesake": _l("Somebody of this name and organisation is entered already."),
}

REPAIRS: dict[str, LazyString] = {
    "name_spaces": _l("Read as %(value)s."),
    "id_missing": _l("Enter without it."),
    "id_as_number": _l("Enter without it and ask for it again."),
    "id_length": _l("Enter without it and ask for it again."),
    "id_characters": _l("Enter without it and ask for it again."),
    "id_born": _l("Enter without it and ask for it again."),
    "id_check_digit": _l("Enter without it and ask for it again."),
    "too_young": _l("Enter all the same."),
    "sex_unknown": _l("Take it from the ID number, or leave it empty."),
    "sex_disagrees": _l("Take it from the ID number."),
    "phone_bad": _l("Leave it empty."),
    "unit_missing": _l("Enter without one."),
    "trade_close": _l("Enter in %(value)s."),
    "trade_differs": _l("Enter in %(value)s."),
    "two_trades": _l("Enter in both."),
    "in_other_trade": _l("Enter in both."),
    "namesake": _l("Enter as another person."),
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
    "empty": _l("The file is empty."),
    "damaged": _l("The file is damaged or is no spreadsheet."),
    "no_header": _l("No header was found: a row that names the person's name and at least one more column."),
    "cancelled": _l("The reading was cancelled."),
}

REFUSALS: dict[str, LazyString] = {
    "already_entered": _l("%(name)s is already entered in %(trade)s."),
    "id_number_of_another": _l("This ID number belongs to somebody else."),
    "stage_ended": _l("The stage has ended; entries stay as they are."),
    "batch_not_open": _l("This form has been dealt with already."),
    "batch_not_imported": _l("Nothing of this form stands imported."),
    "entries_changed": _l("Somebody changed the entries meanwhile. Nothing was imported; please import again."),
    "stages_started": _l("These trades have started: %(names)s. Nothing was changed."),
}
