"""Words of ladders: parts of a rule, what happened, what was done, and what is refused."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

FIELDS: dict[str, LazyString] = {
    "name": _l("Name"),
    "name_en": _l("English name"),
    "about": _l("About it"),
    "about_en": _l("About it, in English"),
    "tiers": _l("Tiers"),
    "event_id": _l("Event"),
    "feeds_id": _l("Goes on to"),
    "top": _l("The first so many of each pool"),
    "share_percent": _l("Share of those who took part, in percent"),
    "share_rounding": _l("Made whole by"),
    "minimum_least": _l("At least this figure"),
    "minimum_on": _l("The figure"),
    "ties": _l("Equals at the cut"),
    "per_organisation": _l("At most so many of one organisation"),
    "per_region": _l("At most so many of one region"),
    "runners_up_count": _l("So many best runners-up across all pools"),
    "runners_up_by": _l("Runners-up are compared by"),
    "direct": _l("Direct entries at most"),
    "wild_cards": _l("Wild cards at most, each with a reason"),
    "out_at_least": _l("At least this share goes out, in percent"),
    "substitutes": _l("Substitutes named in each pool"),
    "divisions_apart": _l("Each division by itself"),
    "capacity": _l("Places of the upper trade"),
    "late_reason": _l("Why only now"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "place": _l("Place"),
    "taken": _l("What is taken over"),
    "units": _l("Organisations"),
    "places": _l("Places"),
    "reason": _l("Reason"),
    "from_id": _l("Taken from"),
    "to_id": _l("Given to"),
}

ROUNDINGS: dict[str, LazyString] = {
    "down": _l("rounding down"),
    "half_up": _l("rounding half up"),
    "up": _l("rounding up"),
}
FIGURES: dict[str, LazyString] = {"total": _l("total"), "scale_score": _l("scale score")}
BY: dict[str, LazyString] = {
    "scale_score": _l("scale score"),
    "rank": _l("rank in their pool"),
    "total": _l("total"),
}
TIES: dict[str, LazyString] = {
    "in": _l("all of them go on"),
    "out": _l("none of them goes on"),
    "chain": _l("told apart by the last resort of the scheme's order"),
}

TAKEN: dict[str, LazyString] = {
    "trades": _l("Trades"),
    "settings": _l("Settings of the trades"),
    "divisions": _l("Divisions"),
    "plans": _l("Marking schemes"),
    "venues": _l("Venues"),
    "programme": _l("Programme"),
}

RULE_REFUSALS: dict[str, LazyString] = {
    "nobody_advances": _l(
        "This rule lets nobody go on: say how many, which share, which minimum, or how many runners-up."
    ),
    "share_against_out": _l("%(share)s percent that go on and %(out)s percent that go out are more than all."),
    "over_capacity": _l("More places are promised (%(asked)s) than there are (%(capacity)s)."),
    "chain_without_order": _l("The scheme lets equals share a rank, so that its order cannot tell them apart."),
    "no_scale_score": _l("The scheme gives no scale score."),
    "more_than_take_part": _l("More would go on (%(asked)s) than take part (%(take_part)s)."),
    "top_against_out": _l("%(asked)s would go on, but only %(most)s may, since so many must go out."),
}
NOT_A_NUMBER = _l("Write a whole number from 1, or nothing.")
NOT_A_FIGURE = _l("Write a number.")
NOT_A_PERCENT = _l("Write a number above 0 and up to 100.")

STATES: dict[str, LazyString] = {
    "none": _l("no rule yet"),
    "open": _l("announced"),
    "frozen": _l("frozen"),
    "late": _l("set after the start"),
}
STATE_TONES = {"none": "warn", "open": "pri", "frozen": "good", "late": "bad"}

REFUSALS: dict[str, LazyString] = {
    "ladder_exists": _l("There is already a ladder called %(name)s."),
    "ladder_not_empty": _l("%(name)s still has events. Take them off first."),
    "tier_missing": _l("A ladder needs at least one tier."),
    "tier_twice": _l("There are two tiers called %(name)s."),
    "tier_not_empty": _l("The tier %(name)s has events and stays."),
    "tier_order": _l("Events of %(lower)s go on to %(upper)s; in this order they could not."),
    "event_on_ladder": _l("%(name)s is part of the ladder %(ladder)s already."),
    "feeds_not_above": _l(
        "%(name)s is not in a tier that one may go on to from here; tiers between must be such that may be skipped."
    ),
    "rung_bound": _l("A stage of %(name)s that counts for going on has started; its place in the ladder stands."),
    "rung_fed": _l("Other events go on to %(name)s. Let them go on elsewhere first."),
    "rung_has_rules": _l("%(name)s has rules of advancement. Take them away first."),
    "trade_feeds_nothing": _l("The event of %(name)s is part of no ladder."),
    "passage_frozen": _l(
        "The rule for %(name)s is frozen since a stage below has started; nobody can change it any more."
    ),
    "late_reason_missing": _l(
        "A stage below has started already. A rule may still be set once, with a reason that everybody sees."
    ),
    "stage_no_direct": _l("From stage to stage nobody comes in directly; leave direct entries empty."),
    "event_there_already": _l("%(name)s has its event in this tier already."),
    "quota_of_stranger": _l("A quota can only be given to an event that goes on to this trade."),
    "quota_over_capacity": _l("More places are promised (%(asked)s) than there are (%(capacity)s)."),
    "quota_over_quota": _l("%(holder)s has only %(left)s of its %(places)s places left."),
    "quota_no_quota": _l("%(holder)s has no quota here."),
    "quota_same_holder": _l("Places cannot be moved from an event to itself."),
    "quota_not_positive": _l("Say how many places, at least one."),
    "quota_no_reason": _l("Moving places needs a reason."),
    "quota_used_already": _l("This entry uses a place already."),
}

FACTS: dict[str, LazyString] = {
    "ladder_saved": _l("The ladder %(name)s was saved"),
    "ladder_removed": _l("The ladder %(name)s was removed"),
    "rung_added": _l("%(event_name)s joined the tier %(tier_name)s"),
    "rungs_fed": _l("%(count)s events go on to %(feeds_name)s now"),
    "rungs_removed": _l("%(count)s events left the ladder: %(names)s"),
    "passage_set": _l("The rule for going on to %(trade_name)s, %(event_name)s, was set"),
    "passage_frozen": _l("The first stage below started: the rule for going on is frozen"),
    "passage_removed": _l("The rule for going on was taken away"),
    "quotas_set": _l("Quotas were set: %(total)s places"),
    "quota_moved": _l("%(places)s places were moved from %(from_name)s to %(to_name)s: %(reason)s"),
}

ACTS: dict[str, LazyString] = {
    "ladders.feed": _l("%(count)s events go on to another event"),
    "ladders.off": _l("%(count)s events were taken off a ladder"),
    "ladders.made": _l("%(count)s events were made in the tier %(tier)s"),
    "ladders.rules": _l("%(count)s rules of advancement were set"),
}
