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
    "computed": _l("computed"),
}

METHODS: dict[str, LazyString] = {
    "mean": _l("mean of all judges"),
    "trimmed_mean": _l("mean without the %(high)s highest and %(low)s lowest"),
    "median": _l("median of all judges"),
    "olympic": _l("olympic mean, without the highest and the lowest"),
}

METHOD_NAMES: dict[str, LazyString] = {
    "mean": _l("mean of all judges"),
    "trimmed_mean": _l("mean without the highest and the lowest"),
    "median": _l("median of all judges"),
    "olympic": _l("olympic mean, without the highest and the lowest"),
}

FIGURES: dict[str, LazyString] = {"mean": _l("mean of the marks that count"), "sum": _l("sum of the marks that count")}

LENIENCY: dict[str, LazyString] = {
    "none": _l("as given"),
    "z": _l("adjusted to the mean and spread of all judges"),
    "additive": _l("adjusted by how strict each judge is"),
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

PRODUCT = _l("Products and expressions")

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
    "criterion": _l("the higher criterion %(title)s"),
    "aspect": _l("more points in %(title)s"),
    "value": _l("the higher figure in %(title)s"),
    "best_attempt": _l("the best single attempt in %(title)s"),
    "judges_majority": _l("more judges on its side in module %(title)s"),
}

ATTEMPT_RULES: dict[str, LazyString] = {
    "best": _l("the best attempt counts"),
    "worst": _l("the worst attempt counts"),
    "mean": _l("the mean of the attempts counts"),
    "sum": _l("the sum of the attempts counts"),
    "last": _l("the last attempt counts"),
}

ATTEMPTS_ON: dict[str, LazyString] = {"value": _l("by figures"), "points": _l("by points")}

BETTER: dict[str, LazyString] = {"high": _l("higher is better"), "low": _l("lower is better")}

FAILED: dict[str, LazyString] = {
    "out": _l("a failed attempt is left out"),
    "worst": _l("a failed attempt is the worst"),
    "void": _l("a failed attempt brings 0"),
}

SCALING: dict[str, LazyString] = {
    "none": _l("the total itself"),
    "median_mad": _l("by the median and the median deviation"),
    "median_sd": _l("by the median and the standard deviation"),
    "mean_sd": _l("by the mean and the standard deviation"),
}

ORDER_BY: dict[str, LazyString] = {"total": _l("the total"), "scale_score": _l("the scale score")}

LAST_RESORTS: dict[str, LazyString] = {
    "shared": _l("they share the rank"),
    "lot": _l("the lot decides"),
    "entry": _l("the earlier number is ahead"),
}

FACTS: dict[str, LazyString] = {
    "plan_added": _l("Version %(version)s of the marking scheme was added"),
    "plan_revised": _l("Version %(version)s of the marking scheme was added: %(reason)s"),
}

OTHERWISE: dict[str, LazyString] = {
    "shared": _l("otherwise they share the rank"),
    "lot": _l("otherwise the lot decides, drawn from %(seed)s"),
    "entry": _l("otherwise the earlier number is ahead"),
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
    "awards": _l("awards"),
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
    "missing_key": _l("something is expected here"),
    "bad_decimal": _l("a figure is expected, such as 2.50"),
    "bad_key": _l("letters, digits, dots and hyphens are expected, at most %(longest)s"),
    "not_a_choice": _l("one of the choices is expected"),
}

PLAN_REFUSALS: dict[str, LazyString] = {
    "attempts_differ": _l(
        "%(aspect)s is attempted %(count)s times; what is computed attempt by attempt must be attempted as often"
    ),
    "attempts_without_value": _l("attempts are joined by value only where one judge notes a figure; choose points"),
    "award_without_table": _l("the organisation award goes by points, but there is no table of organisations"),
    "bad_count": _l("there must be %(least)s to %(most)s of them"),
    "bad_decimal": _l('a decimal written as text is expected, such as "2.50"'),
    "bad_expression": _l(
        "this cannot be read from character %(position)s on (at most 500 characters, 200 parts and 20 brackets in each other)"
    ),
    "bad_key": _l("a key is letters, digits, dots and hyphens, at most %(longest)s characters"),
    "bad_text": _l("a text of at most %(longest)s characters is expected"),
    "band_above_max": _l("a band gives more than the maximum of %(max)s"),
    "band_never_reached": _l("this band is never reached, an earlier one holds it"),
    "bands_and_formula": _l("a measurement has bands or a formula, not both"),
    "both_ways": _l("%(name)s is both admitted and barred"),
    "cap_below_step": _l("the cap is less than one step of %(step)s"),
    "component_without_modules": _l("no module belongs to this component"),
    "deduction_earns": _l("a deduction has a maximum of 0"),
    "deduction_required": _l("a deduction is never required"),
    "descriptors_missing": _l("%(steps)s steps need as many descriptors, there are %(given)s"),
    "dnf_needs_one": _l("only what one judge marks, or what is computed, can decide that an entry did not finish"),
    "drops_every_attempt": _l("leaving out %(dropped)s attempts needs more attempts than that"),
    "drops_without_mean": _l("only a mean or a sum leaves attempts out"),
    "empty_division": _l("a division needs a name"),
    "empty_name": _l("a name is expected"),
    "empty_text": _l("the Chinese text is empty"),
    "expression_cycle": _l("these aspects need each other to be worked out: %(aspects)s"),
    "key_twice": _l("the key %(key)s stands twice"),
    "leniency_needs_sheets": _l("judges are adjusted only where the panel joins whole sheets"),
    "low_wins_by_absence": _l("the lower total wins here, so teams must be complete"),
    "max_does_not_add_up": _l("the modules add up to %(sum)s, the component says %(max)s"),
    "max_out_of_reach": _l("no band gives the maximum of %(max)s"),
    "min_off_the_steps": _l("the lower end is not a whole number of steps of %(step)s below %(max)s"),
    "missing_key": _l("this key is missing"),
    "more_than_a_line": _l("one line is expected"),
    "name_twice": _l("%(name)s is named twice"),
    "no_scale_score": _l("the scheme has no scale score"),
    "not_a_choice": _l("one of these is expected: %(allowed)s"),
    "not_a_day": _l("a day is expected, such as 2026-05-01"),
    "not_a_flag": _l("true or false is expected"),
    "not_a_list": _l("a list is expected"),
    "not_an_object": _l("an object is expected"),
    "not_ascending": _l("every figure must be larger than the one before"),
    "not_json": _l("this cannot be written as JSON"),
    "not_positive": _l("a figure above 0 is expected"),
    "not_rounded": _l("the cap has more decimals than the %(digits)s it is rounded to"),
    "not_whole": _l("a whole number is expected"),
    "nothing_bounded": _l("this rule bounds nothing"),
    "nothing_required": _l("a module needs at least one aspect that must be marked"),
    "nothing_to_earn": _l("a module needs something to earn"),
    "olympic_drops_one": _l("the olympic mean leaves out one highest and one lowest mark"),
    "only_with_place_points": _l("this belongs to points for places only"),
    "only_with_places": _l("this belongs to prizes by share or by number only"),
    "only_with_share": _l("this belongs to prizes by share only"),
    "only_with_top_n": _l("a sum counts everybody, not the best so many"),
    "out_of_bounds": _l("a figure from %(least)s to %(most)s is expected"),
    "out_of_order": _l("the bands must stand in order, the earliest first"),
    "over_capacity": _l("%(promised)s places of %(trade)s are promised, there are %(places)s"),
    "percent_rises": _l("being later cannot earn a larger share"),
    "points_for_nothing": _l("these points are for what the scheme does not award"),
    "points_rise": _l("a later place has more points than the one before"),
    "population_nested": _l("%(aspect)s rests on all entries itself, so it cannot be asked of all entries"),
    "prize_by_two_rules": _l("a prize goes by one rule only; %(other)s stands there already"),
    "prize_never_reached": _l("this prize is never reached, an earlier one takes all of it"),
    "prize_without_rule": _l("a prize needs a share, a number, an upper part or a least total"),
    "promotion_not_upward": _l("this level is not above level %(prior)s, which is asked for"),
    "quota_twice": _l("%(holder)s has two quotas in %(trade)s"),
    "section_missing": _l("every aspect needs the section of the standard it belongs to"),
    "section_weights_not_hundred": _l("the weights of the sections add up to %(sum)s, not to 100"),
    "shares_above_one": _l("the shares add up to %(sum)s, more than the whole field"),
    "step_misses_max": _l("the maximum of %(max)s is not a whole number of steps"),
    "threshold_where_low_wins": _l("the lower total wins here, so there can be no least total"),
    "tie_time_of_many": _l("the time of a tie must be taken by one judge"),
    "tie_twice": _l("this comparator stands twice"),
    "tie_without_attempts": _l("this aspect is not attempted several times"),
    "tie_without_panel": _l("no judge but the first marks anything in this module"),
    "too_many_decimals": _l("bands have at most %(decimals)s decimals here"),
    "trade_twice": _l("the trade %(trade)s stands twice"),
    "trim_without_trimmed_mean": _l("only a trimmed mean leaves marks out"),
    "trims_everybody": _l("leaving out %(dropped)s marks needs a larger minimum panel"),
    "trims_nothing": _l("a trimmed mean must leave something out"),
    "unknown_aspect": _l("there is no aspect %(aspect)s"),
    "unknown_component": _l("there is no component %(component)s"),
    "unknown_key": _l("the format does not know this key"),
    "unknown_prize": _l("there is no prize %(prize)s"),
    "unknown_section": _l("there is no section %(section)s"),
    "unknown_tie": _l("this comparator is not known"),
    "unknown_trade": _l("there is no trade %(trade)s"),
    "upside_down": _l("the lower end is above the upper end"),
    "value_of_nothing": _l("value stands for a measured figure, which only the formula of a measurement has"),
    "value_twice": _l("%(value)s stands twice"),
    "values_go_down": _l("a higher level is worth less than the one before"),
    "values_miss_max": _l("the highest level must be worth the maximum of %(max)s"),
    "weights_not_one": _l("the weights add up to %(sum)s, not to 1"),
}
