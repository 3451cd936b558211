"""Words of scoring plans: kinds of aspects, ways of joining a panel, ties, and why the engine refuses a document."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

KINDS: dict[str, LazyString] = {
    "measurement": _l("measurement"),
    "yesno": _l("yes or no"),
    "judgement": _l("judgement"),
    "points": _l("points"),
    "deduction": _l("deduction"),
    "counted": _l("counted"),
    "timed": _l("timed"),
}

METHODS: dict[str, LazyString] = {
    "mean": _l("mean of all judges"),
    "trimmed_mean": _l("mean without the %(high)s highest and %(low)s lowest"),
    "median": _l("median of all judges"),
}

METHOD_NAMES: dict[str, LazyString] = {
    "mean": _l("mean of all judges"),
    "trimmed_mean": _l("mean without the highest and the lowest"),
    "median": _l("median of all judges"),
}

LEVELS: dict[str, LazyString] = {"aspect": _l("for each aspect"), "sheet": _l("for each sheet")}

STEPS: dict[str, LazyString] = {
    "judge": _l("Each judge"),
    "aspect": _l("Each aspect"),
    "panel": _l("The panel"),
    "module": _l("Module"),
    "component": _l("Component"),
    "total": _l("Total"),
}

MODES: dict[str, LazyString] = {
    "half_up": _l("half up"),
    "half_even": _l("half to even"),
    "down": _l("cut off"),
}

TIES: dict[str, LazyString] = {
    "component": _l("the higher %(title)s"),
    "module": _l("the higher module %(title)s"),
    "fewer_deductions": _l("fewer deductions"),
    "time": _l("the shorter time in %(title)s"),
}

FACTS: dict[str, LazyString] = {
    "plan_added": _l("Version %(version)s of the marking scheme was added"),
    "plan_revised": _l("Version %(version)s of the marking scheme was added: %(reason)s"),
}

GROUPS: dict[str, LazyString] = {
    "machining": _l("Machining and fitting"),
    "electrical": _l("Electrical and electronics"),
    "construction": _l("Welding and construction"),
    "vehicles": _l("Vehicles and machines"),
    "service": _l("Services"),
    "health": _l("Health and care"),
    "food": _l("Food and hospitality"),
    "digital": _l("Digital trades"),
    "craft": _l("Arts and crafts"),
    "other": _l("Other trades"),
}

EDITS: dict[str, LazyString] = {
    "general": _l("general rules"),
    "document": _l("document part"),
    "module": _l("module %(key)s"),
    "criterion": _l("criterion %(key)s"),
    "moved": _l("%(key)s moved"),
    "removed": _l("%(key)s removed"),
    "added": _l("%(key)s added"),
    "copied": _l("%(key)s duplicated"),
    "import": _l("import of a file"),
    "copy": _l("copy of another scheme"),
}

UNREADABLE: dict[str, LazyString] = {
    "too_large": _l("The file is larger than %(megabytes)s MB."),
    "too_many_parts": _l("The file has more than %(parts)s parts, which no scheme needs."),
    "unfolds_too_far": _l("The file unfolds to far more than it seems; it was not opened."),
    "doctype": _l("The file holds a document type declaration, which no spreadsheet needs; it was not opened."),
    "too_many_rows": _l("The file has more than %(rows)s rows."),
    "too_many_columns": _l("The file has more than %(columns)s columns."),
    "password": _l("The file is locked with a password. Save it without one and send it again."),
    "encoding": _l("The characters of this file cannot be read. Save it as .xlsx and send it again."),
    "empty": _l("The file is empty."),
    "damaged": _l("The file cannot be read. Open it in a spreadsheet program, save it as .xlsx and send it again."),
}

REFUSALS: dict[str, LazyString] = {
    "template_unknown": _l("There is no such template: %(names)s."),
    "plan_same": _l("This is the same document as version %(version)s; nothing was added."),
    "draft_there": _l("There is a draft already. Go on with it, or discard it first."),
    "draft_gone": _l("There is no draft here any more."),
    "draft_part_gone": _l(
        "This part is no longer in the draft: somebody moved or removed it. Look for it in the outline."
    ),
    "draft_too_large": _l("The draft has grown too large."),
    "nothing_to_undo": _l("There is nothing left to undo."),
    "plan_unfinished": _l("The draft still contradicts itself in one place at least; see the checks."),
}

FORM_REFUSALS: dict[str, LazyString] = {
    "bad_decimal": _l("a figure is expected, such as 2.50"),
    "bad_key": _l("letters, digits, dots and hyphens are expected, at most 32"),
    "not_a_choice": _l("one of the choices is expected"),
}

PLAN_REFUSALS: dict[str, LazyString] = {
    "bad_count": _l("there must be %(least)s to %(most)s of them"),
    "bad_decimal": _l('a decimal written as text is expected, such as "2.50"'),
    "bad_key": _l("a key is letters, digits, dots and hyphens, at most 32 characters"),
    "bad_text": _l("a text of at most %(longest)s characters is expected"),
    "band_above_max": _l("a band gives more than the maximum of %(max)s"),
    "band_never_reached": _l("this band is never reached, an earlier one holds it"),
    "cap_below_step": _l("the cap is less than one step of %(step)s"),
    "component_without_modules": _l("no module belongs to this component"),
    "deduction_earns": _l("a deduction has a maximum of 0"),
    "deduction_required": _l("a deduction is never required"),
    "descriptors_missing": _l("%(steps)s steps need as many descriptors, there are %(given)s"),
    "empty_text": _l("the Chinese text is empty"),
    "key_twice": _l("the key %(key)s stands twice"),
    "max_does_not_add_up": _l("the modules add up to %(sum)s, the component says %(max)s"),
    "max_out_of_reach": _l("no band gives the maximum of %(max)s"),
    "more_than_a_line": _l("one line is expected"),
    "missing_key": _l("this key is missing"),
    "not_a_choice": _l("one of these is expected: %(allowed)s"),
    "not_a_flag": _l("true or false is expected"),
    "not_a_list": _l("a list is expected"),
    "not_an_object": _l("an object is expected"),
    "not_json": _l("this cannot be written as JSON"),
    "not_positive": _l("a figure above 0 is expected"),
    "not_whole": _l("a whole number is expected"),
    "nothing_required": _l("a module needs at least one aspect that must be marked"),
    "nothing_to_earn": _l("a module needs something to earn"),
    "out_of_bounds": _l("a figure from %(least)s to %(most)s is expected"),
    "section_missing": _l("every aspect needs the section of the standard it belongs to"),
    "section_weights_not_hundred": _l("the weights of the sections add up to %(sum)s, not to 100"),
    "step_misses_max": _l("the maximum of %(max)s is not a whole number of steps"),
    "tie_time_of_many": _l("the time of a tie must be taken by one judge"),
    "tie_twice": _l("this comparator stands twice"),
    "too_many_decimals": _l("bands have at most %(decimals)s decimals here"),
    "trim_without_trimmed_mean": _l("only a trimmed mean leaves marks out"),
    "trims_everybody": _l("leaving out %(dropped)s marks needs a larger minimum panel"),
    "trims_nothing": _l("a trimmed mean must leave something out"),
    "unknown_component": _l("there is no component %(component)s"),
    "unknown_key": _l("the format does not know this key"),
    "unknown_section": _l("there is no section %(section)s"),
    "unknown_tie": _l("this comparator is not known"),
    "upside_down": _l("the lower end is above the upper end"),
    "weights_not_one": _l("the weights add up to %(sum)s, not to 1"),
}
