"""Words of rules of entry: what rules are called, what they say of somebody, what happened, and what is refused."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

KINDS: dict[str, LazyString] = {
    "age": _l("Age"),
    "sex": _l("Women or men only"),
    "membership": _l("Union membership"),
    "employment": _l("Time with the employer"),
    "unit": _l("Whose people may enter"),
    "skill_level": _l("Skill level"),
    "division": _l("Divisions by age and level"),
    "past_winner": _l("Former winners"),
    "qualified": _l("Qualified below"),
    "trades_of_person": _l("Trades of one person"),
    "limit": _l("Entries of one unit"),
}
NOTES: dict[str, LazyString] = {
    "age": _l("From so many to so many full years on a day."),
    "sex": _l("A contest of women, or of men."),
    "membership": _l("On the real-name roll, for so many months where that is asked."),
    "employment": _l("So many full months with the present employer."),
    "unit": _l("By organisation, region, industry, ownership or category of the employer: only these, or never these."),
    "skill_level": _l("From one skill level to another."),
    "division": _l("Everybody enters the first division whose bounds he keeps."),
    "past_winner": _l("Who won a prize in one of the last editions stays out."),
    "qualified": _l("Comes from an event below, unless the employer may enter people directly."),
    "trades_of_person": _l("One person enters at most so many trades."),
    "limit": _l("One unit enters at most so many; who entered first stands."),
}
MODES: dict[str, LazyString] = {
    "warn": _l("Warn: they are entered, and stand in the list of those to look at"),
    "refuse": _l("Refuse: they are not entered, unless the desk gives a reason"),
}
VERDICTS: dict[str, LazyString] = {
    "failed": _l("does not meet them"),
    "unknown": _l("not known"),
    "overridden": _l("set aside"),
    "met": _l("meets them"),
}
TONES = {"failed": "bad", "unknown": "warn", "overridden": "plum", "met": "good"}

FIELDS: dict[str, LazyString] = {
    "trades": _l("In these trades"),
    "divisions": _l("In these divisions"),
    "meant": _l("For"),
    "firm": _l("Nobody may set it aside"),
    "least": _l("At least"),
    "most": _l("At most"),
    "on": _l("On the day"),
    "only_sex": _l("Who may enter"),
    "months": _l("Full months at least"),
    "of": _l("By"),
    "only": _l("Only these"),
    "barred": _l("Never these"),
    "highest": _l("Highest level"),
    "lowest": _l("Lowest level"),
    "table": _l("Divisions"),
    "prizes": _l("Prizes"),
    "editions": _l("In so many editions before this one"),
    "same_trade": _l("In the same trade only"),
    "employees": _l("Employees at least"),
    "categories": _l("Categories of employers"),
    "organisations": _l("Organisations"),
    "per": _l("Of each"),
    "each_trade": _l("In each trade by itself"),
    "mode": _l("Who does not meet a rule"),
    "reason": _l("Reason"),
    "employed_since": _l("With the employer since"),
    "honours": _l("Prizes won elsewhere"),
    "honour_edition": _l("Edition"),
    "honour_prize": _l("Prize"),
    "source": _l("Where this is known from"),
}
SEXES: dict[str, LazyString] = {"m": _l("men"), "f": _l("women")}
UNIT_FACTS: dict[str, LazyString] = {
    "category": _l("category of the employer"),
    "organisation": _l("organisation"),
    "region": _l("region"),
    "industry": _l("industry"),
    "ownership": _l("ownership"),
}
LIMITED: dict[str, LazyString] = {
    "organisation": _l("organisation"),
    "region": _l("region"),
    "employer": _l("work unit"),
}
PRIZES: dict[str, LazyString] = {
    "first": _l("first prize"),
    "second": _l("second prize"),
    "third": _l("third prize"),
    "gold": _l("gold medal"),
    "silver": _l("silver medal"),
    "bronze": _l("bronze medal"),
}

REASONS: dict[str, LazyString] = {
    "not_meant": _l("not meant for this trade, division or sex"),
    "division_unknown": _l("the division is not known"),
    "sex_unknown": _l("the sex is not known"),
    "birthday_unknown": _l("the day of birth is not known"),
    "too_young": _l("%(age)s on %(on)s, at least %(least)s"),
    "too_old": _l("%(age)s on %(on)s, at most %(most)s"),
    "age.within": _l("%(age)s on %(on)s"),
    "sex.within": _l("as asked"),
    "skill_level.within": _l("level %(level)s"),
    "limit.within": _l("no. %(nth)s of at most %(most)s"),
    "trades_of_person.within": _l("trade no. %(nth)s of at most %(most)s"),
    "other_sex": _l("not among those who may enter"),
    "membership_unknown": _l("no ID number, so nobody can look on the roll"),
    "not_a_member": _l("not on the roll"),
    "member": _l("on the roll"),
    "since_unknown": _l("since when is not known, at least %(least)s months"),
    "long_enough": _l("%(months)s months since %(since)s, at least %(least)s"),
    "too_short": _l("%(months)s months since %(since)s, at least %(least)s"),
    "category_unknown": _l("the category of the employer is not known"),
    "organisation_unknown": _l("the organisation is not known"),
    "region_unknown": _l("the region is not known"),
    "industry_unknown": _l("the industry is not known"),
    "ownership_unknown": _l("the ownership is not known"),
    "employer_unknown": _l("the work unit is not known"),
    "barred": _l("%(unit)s may not enter"),
    "not_among": _l("%(unit)s is not among those who may enter"),
    "admitted": _l("%(unit)s may enter"),
    "admitted_none": _l("may enter"),
    "not_among_none": _l("not among those who may enter"),
    "level_unknown": _l("the skill level is not known"),
    "level_too_low": _l("level %(level)s, at the lowest %(lowest)s"),
    "level_too_high": _l("level %(level)s, at the highest %(highest)s"),
    "bounds_unknown": _l("age or level is not known, so the division cannot be told"),
    "fits_none": _l("fits no division"),
    "fits": _l("belongs to %(fits)s"),
    "other_division": _l("entered in %(division)s, belongs to %(fits)s"),
    "honours_unknown": _l("earlier prizes are not known"),
    "no_winner": _l("no such prize"),
    "past_winner": _l("%(prize)s of edition %(edition)s, %(trade)s"),
    "qualified": _l("qualified below"),
    "direct_organisation": _l("direct entry: %(organisation)s"),
    "direct_category": _l("direct entry: %(category)s"),
    "direct_size": _l("direct entry: %(employees)s employees, at least %(least)s"),
    "employees_unknown": _l("how many employees the employer has is not known"),
    "not_qualified": _l("did not qualify below, and may not enter directly"),
    "not_counted": _l("takes no place, since another rule keeps him out"),
    "limit_reached": _l("at most %(most)s, and before him came %(taken)s"),
}

REFUSALS: dict[str, LazyString] = {
    "not_eligible": _l("%(name)s does not meet the rules of entry: %(why)s"),
    "eligibility_reason_missing": _l(
        "%(count)s are entered already. The rules can still change, with a reason that everybody sees."
    ),
    "rule_not_there": _l("There is no such rule any more."),
    "rule_firm": _l("This rule is set firm: nobody may set it aside."),
    "rule_not_failed": _l("This rule is met; there is nothing to set aside."),
    "rule_set_aside": _l("This rule has been set aside for %(name)s already."),
    "override_not_there": _l("This rule is not set aside."),
    "fact_unchanged": _l("This is known already."),
}

FACTS: dict[str, LazyString] = {
    "eligibility_rules_set": _l("The rules of entry were set; entries then: %(entries)s. %(reason)s"),
    "entry_fact_said": _l("Noted: %(what)s, known from %(source)s"),
    "rule_overridden": _l("A rule was set aside for %(name)s: %(reason)s"),
    "override_withdrawn": _l("A rule that had been set aside for %(name)s holds again: %(reason)s"),
}
VALUES = {
    "entry_fact_said.what": {
        "employed_since": _l("With the employer since"),
        "employees": _l("Employees"),
        "categories": _l("Categories of employers"),
        "honours": _l("Prizes won elsewhere"),
    }
}
NOT_A_NUMBER = _l("Write a whole number.")
NOT_A_DAY = _l("Write a day.")
NO_SUCH_UNIT = _l("No organisation is called “%(name)s”.")
NO_SUCH_GROUP = _l("Nothing is called “%(name)s” there.")
