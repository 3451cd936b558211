"""Words of union units: what stands in lists and forms, what happened, what was done, and what is refused."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

TREES: dict[str, LazyString] = {"region": _l("By region"), "industry": _l("By industry")}

GROUPINGS: dict[str, LazyString] = {
    "level": _l("Unit levels"),
    "industry": _l("Industries"),
    "ownership": _l("Kinds of ownership"),
}

FIELDS: dict[str, LazyString] = {
    "name": _l("Name"),
    "short": _l("Short name"),
    "badge": _l("Badge"),
    "code": _l("Unit code"),
    "level": _l("Unit level"),
    "parent": _l("Belongs to"),
    "industry": _l("Industry"),
    "federation": _l("Industry federation"),
    "ownership": _l("Ownership"),
    "opened_on": _l("Opened on"),
    "closed_on": _l("Closed on"),
}

PROBLEMS: dict[str, LazyString] = {
    "name_missing": _l("The name is missing; the row is left out."),
    "name_long": _l("A name has 2 to 120 characters; the row is left out."),
    "formula": _l("A cell begins like a formula; the row is left out."),
    "twice": _l("The same unit stands in row %(value)s already; this row is left out."),
    "below_itself": _l("The unit would stand below itself; the row is left out."),
    "code_taken": _l("The code %(value)s belongs to %(other)s; the row is left out."),
    "closed": _l("This unit is closed; the row is left out. Reopen it first."),
    "merged": _l("This unit was merged into %(other)s; the row is left out."),
    "level_unknown": _l("No level is called “%(value)s”; the usual one is taken."),
    "industry_unknown": _l("No industry is called “%(value)s”; it stays empty."),
    "ownership_unknown": _l("No kind of ownership is called “%(value)s”; it stays empty."),
    "parent_unknown": _l("No unit is called “%(value)s”; it stands where it stood, a new one at the top."),
    "parent_closed": _l("“%(value)s” is closed; the unit stands where it stood, a new one at the top."),
    "short_long": _l("The short name has more than 24 characters and is cut."),
    "code_long": _l("The code has more than 40 characters; it stays empty."),
    "similar": _l("There is a unit called %(other)s; look whether it is the same."),
}

UNREADABLE: dict[str, LazyString] = {
    "no_names": _l("No header was found: a row with a column called “Name” or “Unit”."),
    "no_rows": _l("Below the header stands no unit."),
    "too_large": _l("The file is larger than %(megabytes)s MB."),
    "too_many_parts": _l("The file has more than %(parts)s parts, which no list needs."),
    "unfolds_too_far": _l("The file unfolds to far more than it seems; it was not opened."),
    "doctype": _l("The file carries instructions that no list needs; it was not opened."),
    "too_many_rows": _l("The file has more than %(rows)s rows."),
    "too_many_columns": _l("The file has more than %(columns)s columns."),
    "password": _l("The file is protected by a password. Save it without one."),
    "encoding": _l("The text is neither UTF-8 nor GB18030."),
    "empty": _l("The file is empty."),
    "damaged": _l("The file is damaged or is no spreadsheet."),
}

FACTS: dict[str, LazyString] = {
    "organisation_added": _l("Added as %(name)s"),
    "organisation_changed": _l("Changed: %(changed)s"),
    "organisation_moved": _l("Stands below %(after)s from %(on)s on, before that below %(before)s"),
    "organisation_merged": _l("%(name)s was merged into %(into)s on %(on)s; units moved: %(moved)s"),
    "organisation_merge_undone": _l("The merge of %(name)s into %(into)s was taken back"),
    "organisation_closed": _l("Closed on %(on)s"),
    "organisation_reopened": _l("Open again from %(on)s on"),
    "organisations_grouped": _l("Industry or ownership set to %(name)s"),
}

ACTS: dict[str, LazyString] = {
    "organisations.industry": _l("Industry of %(count)s units set to %(name)s"),
    "organisations.ownership": _l("Ownership of %(count)s units set to %(name)s"),
    "organisations.move": _l("%(count)s units moved below %(name)s"),
    "organisations.merge": _l("%(name)s merged into %(into)s"),
    "organisations.import": _l("%(count)s units imported from %(file)s"),
}

REFUSALS: dict[str, LazyString] = {
    "organisation_exists": _l("There is already an organisation called %(name)s."),
    "organisation_code_taken": _l("The code %(taken)s belongs to %(name)s."),
    "organisation_below_itself": _l("%(name)s cannot stand below itself."),
    "organisation_not_there": _l("This organisation is not in the list."),
    "organisation_not_known": _l("No unit is called “%(name)s”. Choose one of the list."),
    "organisation_is_closed": _l("%(name)s is closed. Choose an open unit."),
    "organisation_is_open": _l("%(name)s is open already."),
    "organisation_has_units": _l("%(count)s open units stand below %(name)s. Move or close them first."),
    "date_before_opening": _l("%(name)s was opened on %(on)s; the day cannot be before that."),
    "date_missing": _l("Say the day."),
    "date_ahead": _l("The day cannot be after today."),
    "date_before_place": _l("%(name)s has stood where it stands since %(on)s; the day cannot be before that."),
    "date_before_closing": _l("%(name)s was closed on %(on)s; the day cannot be before that."),
    "opened_after_places": _l("The history begins on %(on)s; the unit cannot have been opened after that."),
    "merge_into_itself": _l("A unit cannot be merged into itself."),
    "merge_into_below": _l("%(into)s stands below %(name)s. Move it elsewhere first."),
    "grouping_not_there": _l("This level, industry or kind of ownership is not in the list."),
    "grouping_exists": _l("“%(name)s” is in the list already."),
    "grouping_used": _l("%(count)s units have “%(name)s”; give them another first."),
    "grouping_kept": _l("Units that an import meets first get the level “%(name)s”, so it stays."),
    "import_gone": _l("This list has been dealt with or is too old. Read the file again."),
    "import_overtaken": _l("The units changed meanwhile. Nothing was imported; read the file again."),
}
