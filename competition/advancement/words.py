"""Words of cuts and places: why somebody goes on or not, the arithmetic, what happened, what is refused."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

FIELDS: dict[str, LazyString] = {
    "reason": _l("Reason"),
    "entry_id": _l("Entry"),
    "contestant_id": _l("Person"),
    "hash": _l("Proposal"),
}

WHY: dict[str, LazyString] = {
    "top": _l("by rank"),
    "share": _l("within the share"),
    "minimum": _l("reached the minimum"),
    "runner_up": _l("best runner-up"),
    "direct": _l("direct entry"),
    "wild_card": _l("wild card"),
    "substitute": _l("substitute who stepped in"),
    "named": _l("substitute"),
}

WHY_OUT: dict[str, LazyString] = {
    "below_cut": _l("below the cut"),
    "tie_out": _l("equal at the cut"),
    "minimum": _l("minimum not reached"),
    "organisation_limit": _l("limit of the organisation"),
    "region_limit": _l("limit of the region"),
    "out_at_least": _l("so many must go out"),
    "capacity": _l("no place left above"),
    "status": _l("did not finish, or withdrew"),
    "unmarked": _l("without marks"),
    "withdrawn": _l("has withdrawn"),
    "": _l("not in the pools"),
}

MISSING: dict[str, LazyString] = {
    "not_ended": _l("has not ended"),
    "not_revealed": _l("is still sealed"),
    "not_recounted": _l("has not been recounted"),
    "engines_differ": _l("the engines differ"),
    "changed_since": _l("has changed since the recount"),
}

STATES: dict[str, LazyString] = {
    "": _l("no proposal yet"),
    "PROPOSED": _l("proposed"),
    "CONFIRMED": _l("confirmed"),
    "DISCARDED": _l("discarded"),
    "REPLACED": _l("replaced"),
}
TONES = {"": "", "PROPOSED": "warn", "CONFIRMED": "good", "DISCARDED": "bad", "REPLACED": ""}

PLACE_STATES: dict[str, LazyString] = {
    "WAITING": _l("substitute"),
    "OFFERED": _l("qualified"),
    "ACCEPTED": _l("entered above"),
    "WITHDRAWN": _l("has withdrawn"),
    "REVOKED": _l("lost by a correction"),
}
PLACE_TONES = {"WAITING": "", "OFFERED": "pri", "ACCEPTED": "good", "WITHDRAWN": "warn", "REVOKED": "bad"}

VERDICTS: dict[str, LazyString] = {
    "safe": _l("safe"),
    "open": _l("undecided"),
    "out": _l("out"),
}
VERDICT_TONES = {"safe": "good", "open": "warn", "out": "bad"}
VERDICT_PICTURES = {"safe": "check", "open": "clock", "out": "minus"}

STEPS: dict[str, LazyString] = {
    "took_part": _l("%(took_part)s took part, of %(entered)s entered"),
    "top": _l("the first %(count)s of %(of)s"),
    "share": _l("%(percent)s %% of %(of)s = %(exact)s, so %(places)s"),
    "minimum": _l("at least %(least)s: %(reached)s reach it"),
    "out_at_least": _l("%(percent)s %% of %(of)s must go out: %(out)s, so at most %(most)s go on"),
    "places": _l("places: %(places)s"),
    "runners_up": _l("best runners-up across the pools: %(taken)s of %(count)s"),
    "direct": _l("direct entries: %(taken)s"),
    "wild_card": _l("wild cards: %(taken)s"),
    "passed_tie_out": _l("equal at the cut and out: %(count)s"),
    "passed_organisation_limit": _l("passed over by the limit of an organisation: %(count)s"),
    "passed_region_limit": _l("passed over by the limit of a region: %(count)s"),
    "passed_out_at_least": _l("passed over because so many must go out: %(count)s"),
    "passed_capacity": _l("passed over because no place is left above: %(count)s"),
    "sum": _l("%(advancing)s go on, %(out)s are out"),
}

FACTS: dict[str, LazyString] = {
    "cut_proposed": _l("Cut no. %(number)s was proposed: %(advancing)s go on, %(out)s are out"),
    "cut_decided": _l("Cut no. %(number)s: %(verdict)s. %(reason)s"),
    "cut_corrected": _l("The cut was corrected: %(gained)s gain a place, %(lost)s lose theirs. %(reason)s"),
    "place_left": _l("%(left_name)s withdrew: %(reason)s. Steps in: %(entered_name)s"),
    "places_accepted": _l("%(count)s who qualified were entered above"),
    "places_taken_back": _l("%(count)s acceptances were taken back"),
}
VALUES: dict[str, dict[str, LazyString]] = {"cut_decided.verdict": STATES}

ACTS: dict[str, LazyString] = {
    "advancement.propose": _l("%(count)s cuts were proposed"),
    "advancement.accept": _l("%(count)s who qualified were entered in %(trade)s"),
}

REFUSALS: dict[str, LazyString] = {
    "pools_none": _l("No event that goes on to this trade has it; nobody can advance."),
    "pools_missing": _l(
        "No result that stands in %(count)s pools: %(names)s. Each must be over, revealed and recounted the same."
    ),
    "orders_differ": _l(
        "The schemes of the pools do not agree whether more or less is better; they cannot be cut together."
    ),
    "cut_confirmed": _l("The cut is confirmed. Only a correction that a second person approves can change it."),
    "cut_proposed_already": _l("A proposal is open already."),
    "cut_not_confirmed": _l("No cut has been confirmed yet."),
    "cut_over": _l("This proposal has been decided already, by somebody else perhaps; see below by whom."),
    "cut_other": _l("Meanwhile there is another proposal; look at it first."),
    "cut_stale": _l("Results or rule have changed since this was proposed; it has to be proposed again."),
    "cut_unchanged": _l("The results are those that the cut rests on; there is nothing to correct."),
    "cut_not_of_pool": _l("A wild card goes to an entry of one of the pools."),
    "cut_not_ranked": _l("%(name)s is not ranked and cannot have a wild card."),
    "cut_direct_takes_part": _l("%(name)s takes part in one of the pools and needs no direct entry."),
    "cut_direct_over_limit": _l("%(name)s is more than the limit of the organisation or region allows."),
    "cut_too_many_direct": _l("The rule allows %(most)s direct entries."),
    "cut_too_many_wild_cards": _l("The rule allows %(most)s wild cards."),
    "cut_entry_twice": _l("%(name)s is named already."),
    "cut_reason_missing": _l("A wild card needs a reason."),
    "place_not_offered": _l("There is no place that is offered and not yet accepted."),
    "place_not_held": _l("There is no place to leave any more."),
    "upper_started": _l(
        "%(name)s has started: nobody is entered or replaced there any more. Who does not come is withdrawn among its contestants."
    ),
}
