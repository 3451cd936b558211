"""Words of the real-name roll: fields, states, problems and their repairs, refusals, facts and acts."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

FIELDS: dict[str, LazyString] = {
    "name": _l("Full name"),
    "sex": _l("Sex"),
    "born_on": _l("Born on"),
    "id_number": _l("ID number"),
    "phone": _l("Telephone"),
    "card_number": _l("Membership card"),
    "organisation": _l("Union"),
    "categories": _l("Categories"),
    "since": _l("Member since"),
    "consent": _l("Consent"),
}

SEXES: dict[str, LazyString] = {"": _l("Not said"), "m": _l("Male"), "f": _l("Female")}

CLASSES: dict[str, LazyString] = {
    "open": _l("Open"),
    "personal": _l("Personal"),
    "sensitive": _l("Sensitive"),
}

STATES: dict[str, LazyString] = {
    "READING": _l("Being read"),
    "READ": _l("Read, not applied"),
    "FAILED": _l("Not read"),
    "APPLYING": _l("Being applied"),
    "STOPPED": _l("Stopped half-way"),
    "APPLIED": _l("Applied"),
    "UNDOING": _l("Being taken back"),
    "UNDONE": _l("Taken back"),
}

ENDED: dict[str, LazyString] = {
    "": _l("to this day"),
    "transferred": _l("transferred"),
    "left": _l("left"),
    "closed": _l("the unit was closed"),
}

COUNTS: dict[str, LazyString] = {
    "created": _l("New members"),
    "changed": _l("Members changed"),
    "transferred": _l("Members transferred"),
    "ended": _l("Memberships ended"),
    "left_out": _l("Rows left out"),
    "overtaken": _l("Left as they are, changed since the file was read"),
    "cards_left_out": _l("Card numbers left out"),
    "removed": _l("Taken out again"),
    "restored": _l("As they were before"),
    "kept_changed": _l("Kept, changed since"),
    "kept_needed": _l("Kept, needed elsewhere"),
}

SEVERITIES: dict[str, LazyString] = {
    "wrong": _l("not imported"),
    "doubt": _l("doubtful"),
    "unit": _l("unknown unit"),
    "note": _l("put right"),
}

PROBLEMS: dict[str, LazyString] = {
    "formula": _l("The cell holds a formula."),
    "name_missing": _l("There is no name."),
    "name_bad": _l("This is no name of a person."),
    "name_spaces": _l("The name had blanks or unusual signs."),
    "name_differs": _l("The roll has this number under the name %(shown)s."),
    "id_missing": _l("There is no ID number."),
    "id_as_number": _l("The spreadsheet kept the ID number as a figure and lost its last digits."),
    "id_length": _l("The ID number does not have 18 characters."),
    "id_characters": _l("The ID number has characters that do not belong there."),
    "id_born": _l("The ID number names a day of birth that cannot be."),
    "id_check_digit": _l("The last character of the ID number does not fit the others."),
    "too_young": _l("Younger than 14."),
    "sex_unknown": _l("This is no sex."),
    "sex_disagrees": _l("The ID number says otherwise."),
    "phone_bad": _l("This is no telephone number."),
    "card_bad": _l("This is no card number."),
    "card_as_number": _l("The spreadsheet kept the card number as a figure and lost its last digits."),
    "card_twice": _l("A row above has the same card number."),
    "card_of_another": _l("Another member has this card number."),
    "unit_missing": _l("There is no unit for this new member."),
    "unit_long": _l("The name of the unit is too long."),
    "unit_unknown": _l("Nobody knows a unit of this name or code."),
    "unit_closed": _l("This unit is closed."),
    "category_unknown": _l("There is no category of this name."),
    "date_bad": _l("This is no date."),
    "date_later": _l("This day has not come yet."),
    "date_before_birth": _l("This is before the day of birth."),
    "consent_no_text": _l("No text of consent is published yet."),
    "twice_in_file": _l("Row %(value)s has the same ID number."),
}

REPAIRS: dict[str, LazyString] = {
    "name_spaces": _l("becomes %(value)s"),
    "name_differs": _l("the name becomes %(value)s"),
    "sex_unknown": _l("taken from the ID number"),
    "sex_disagrees": _l("taken from the ID number"),
    "too_young": _l("imported as it is"),
    "phone_bad": _l("imported without it"),
    "card_bad": _l("imported without it"),
    "card_as_number": _l("imported without it"),
    "card_twice": _l("imported without it"),
    "card_of_another": _l("imported without it"),
    "category_unknown": _l("imported without it"),
    "date_bad": _l("imported without it"),
    "date_later": _l("imported without it"),
    "date_before_birth": _l("imported without it"),
    "consent_no_text": _l("imported without it"),
    "unit_unknown": _l("made below a unit you choose"),
}

UNREADABLE: dict[str, LazyString] = {
    "too_large": _l("The file is larger than %(megabytes)s MB."),
    "empty": _l("The file is empty."),
    "old_workbook": _l(
        "Workbooks of the old kind (.xls) are read up to 20,000 rows elsewhere; save it as .xlsx or .csv."
    ),
    "too_many_parts": _l("The workbook has more than %(parts)s parts."),
    "unfolds_too_far": _l("The workbook unfolds to far more than its size."),
    "doctype": _l("The workbook holds a document type, which no spreadsheet program writes."),
    "too_many_rows": _l("The list has more than %(rows)s rows."),
    "too_many_columns": _l("The list has more than %(columns)s columns."),
    "damaged": _l("The file is damaged."),
    "encoding": _l("The text is neither UTF-8 nor GB18030."),
    "no_header": _l("No sheet has a header with a name and an ID number."),
    "import_gone": _l("What was sent is no longer there. Send it in again."),
    "cancelled": _l("Reading was cancelled."),
    "dropped": _l("It was given up before anything was applied."),
    "failed": _l("Reading did not work. Send it in again."),
}

SKIPPED: dict[str, LazyString] = {
    "same_unit": _l("is in this unit already"),
    "left_already": _l("has left already"),
    "date_before_joining": _l("joined after this day"),
    "has_category": _l("has the category already"),
    "has_no_category": _l("does not have the category"),
}

REFUSALS: dict[str, LazyString] = {
    "id_number_needed": _l("The roll is of real names: a new member needs an ID number."),
    "id_number_bad": _l("This ID number does not hold: look at every digit."),
    "id_number_taken": _l("Another member has this ID number."),
    "name_bad": _l("This is no name of a person."),
    "sex_disagrees": _l("The ID number says otherwise."),
    "phone_bad": _l("This is no telephone number."),
    "card_bad": _l("This is no card number."),
    "card_taken": _l("Another member has this card number."),
    "consent_no_text": _l("No text of consent is published yet."),
    "date_before_joining": _l("The membership began on %(since)s, after this day."),
    "date_ahead": _l("This day has not come yet."),
    "same_unit": _l("The member is in %(name)s already."),
    "left_already": _l("%(name)s has left already."),
    "reason_needed": _l("Say why: it stays on record."),
    "reason_has_number": _l("Leave ID, telephone and card numbers out of the reason: it stays on record."),
    "too_many_at_once": _l("More than %(most)s at once: narrow the list, or import a file."),
    "nobody_fits": _l("Nobody of these would be changed."),
    "category_exists": _l("There is a category called %(name)s already."),
    "too_many_categories": _l("There can be %(most)s categories."),
    "import_not_open": _l("This import cannot be applied."),
    "import_not_applied": _l("Nothing of this import is in the roll."),
    "import_at_work": _l("Another import is at work. Wait until it is done, or stop it."),
    "import_elsewhere": _l("This import is being applied elsewhere."),
    "import_gone": _l("What was read of this import is no longer there. Send the file in again."),
    "unit_has_members": _l("%(count)s members are in this unit. Transfer them, or merge the unit into another."),
}

FACTS: dict[str, LazyString] = {
    "member_added": _l("%(name)s joined %(organisation)s"),
    "member_changed": _l("What the roll says of the member was changed"),
    "member_transferred": _l("Transferred from %(before)s to %(after)s on %(on)s: %(reason)s"),
    "member_left": _l("Left %(before)s on %(on)s: %(reason)s"),
    "member_unmasked": _l("Looked at the whole numbers: %(reason)s"),
    "members_acted": _l("Changed together with others, %(count)s members at once"),
    "members_imported": _l("Imported %(file_name)s"),
    "member_import_stopped": _l("The import was stopped half-way"),
    "member_import_undone": _l("The import was taken back"),
}

ACTS: dict[str, LazyString] = {
    "members.transfer": _l("%(count)s members transferred to %(what)s"),
    "members.leave": _l("%(count)s memberships ended"),
    "members.categorise": _l("Category %(what)s changed on %(count)s members"),
}
