"""Words of matches: formats and seeds, what happened, what is refused."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

FORMATS: dict[str, LazyString] = {
    "bracket": _l("Bracket: who loses is out"),
    "round_robin": _l("Everybody against everybody"),
}

SHORT: dict[str, LazyString] = {"bracket": _l("Bracket"), "round_robin": _l("Round robin")}

SEEDINGS: dict[str, LazyString] = {
    "number": _l("by entry number"),
    "before": _l("by the result of the stage before"),
    "hand": _l("by hand"),
    "lot": _l("by lot"),
}

FIGURES: dict[str, LazyString] = {
    "place": _l("the place itself"),
    "points": _l("points by place"),
    "earned": _l("the points of the table"),
}

CHAIN: dict[str, LazyString] = {
    "head_to_head": _l("matches against each other"),
    "wins": _l("matches won"),
    "game_difference": _l("difference of games"),
    "difference": _l("difference of points in games"),
    "scored": _l("points scored in games"),
    "lot": _l("drawn lot"),
}

WITHDRAWN: dict[str, LazyString] = {
    "void": _l("all his matches are void"),
    "lost": _l("what he has not played goes to his opponents"),
    "half": _l("void unless he has played at least half"),
}

ABSENT: dict[str, LazyString] = {
    "": _l("Both came"),
    "first": _l("%(name)s did not come or gave up"),
    "second": _l("%(name)s did not come or gave up"),
    "both": _l("Neither came"),
}

STATES: dict[str, LazyString] = {
    "waiting": _l("Waits for the match before"),
    "ready": _l("To be played"),
    "played": _l("Played"),
    "bye": _l("Bye"),
    "void": _l("Not played"),
}

TONES = {"waiting": "", "ready": "warn", "played": "good", "bye": "", "void": ""}

LOTS: dict[str, LazyString] = {"seeds": _l("Seeds"), "table": _l("Equals of the table")}

FACTS: dict[str, LazyString] = {
    "tournament_set": _l("The stage is played in matches: %(format)s, seeds %(seeding)s"),
    "tournament_dropped": _l("The stage is played without matches: %(format)s was taken away"),
    "seeds_typed": _l("Seeds by hand: %(seeds)s"),
    "match_lot_committed": _l("Lot for “%(lot)s”: the seed was made, its hash is %(commitment)s"),
    "tournament_drawn": _l("Who meets whom was drawn among %(count)s, seeds %(seeding)s"),
    "tournament_undrawn": _l("Who meets whom was taken back. %(reason)s"),
    "match_played": _l("Match %(match)s: %(first)s %(score)s %(second)s"),
    "match_corrected": _l("Match %(match)s was corrected: %(first)s %(score)s %(second)s. %(reason)s"),
    "entrant_withdrawn": _l("%(name)s went out of the round robin. %(reason)s"),
    "entrant_returned": _l("%(name)s is in the round robin again. %(reason)s"),
    "matches_accepted": _l("The matches were accepted; %(count)s figures were written"),
}

VALUES: dict[str, dict[str, LazyString]] = {
    "tournament_set.format": SHORT,
    "tournament_dropped.format": SHORT,
    "tournament_set.seeding": SEEDINGS,
    "tournament_drawn.seeding": SEEDINGS,
    "match_lot_committed.lot": LOTS,
}

RULES: dict[str, LazyString] = {
    "points_rise": _l(
        "A win earns more than a draw, a draw at least what a loss does, staying away no more than a loss."
    ),
    "bad_best_of": _l("A number of games from 1 to %(most)s, and odd where nothing may be drawn."),
    "stands_twice": _l("The same is chosen twice."),
    "after_lot": _l("Nothing comes after the lot: it tells everybody apart."),
}
"""What a rule of the table is refused with, by the engine's codes."""

REFUSALS: dict[str, LazyString] = {
    "matches_blind": _l("Who plays against whom cannot be hidden: matches need a stage whose marking is open."),
    "matches_drawn": _l("It stands already who meets whom. Take that back first."),
    "not_in_matches": _l("This stage is not played in matches."),
    "not_drawn": _l("It is not drawn yet who meets whom."),
    "entrants_changed": _l("These take part and were not drawn: %(names)s. Take the pairings back and draw again."),
    "seeds_differ": _l("The seeds do not name everybody who takes part, once each. Type them again."),
    "no_stage_before": _l("There is no stage before this one. Choose other seeds."),
    "stage_before_open": _l("The stage before is not over yet."),
    "no_withdrawing": _l("In a bracket nobody goes out beside his match: type that he did not come."),
    "not_withdrawn": _l("He has not gone out."),
    "matches_settled": _l("The matches are accepted as they stand."),
    "matches_unsettled": _l("The matches are not accepted yet, so their figures are missing."),
    "match_same_result": _l("This is the result that stands already."),
    "match_bad_field": _l("From %(least)s to %(most)s can take part; there are %(given)s."),
    "match_seed_missing": _l("Seed %(seed)s has no name."),
    "match_seed_twice": _l("%(entrant)s is seeded twice."),
    "match_no_third_place": _l(
        "A match for the third place needs at least %(least)s who take part; there are %(given)s."
    ),
    "match_bad_rounds": _l("There are %(rounds)s rounds; best of was given for %(given)s."),
    "match_bad_best_of": RULES["bad_best_of"],
    "match_unknown_match": _l("There is no such match."),
    "match_second_result": _l("This match has a result already, %(score)s. Look at it before you change it."),
    "match_a_bye": _l("Nobody plays here: it is a bye."),
    "match_not_ready": _l("Who plays here is not known yet."),
    "match_no_result": _l("This match has no result yet."),
    "match_follow_up_played": _l(
        "The winner would be another, and match %(follow_up)s has been played already. Correct that one first."
    ),
    "match_not_finished": _l("%(left)s matches are not played yet."),
    "match_unknown_absent": _l("Say who did not come."),
    "match_bad_points": _l("Game %(game)s: points are whole numbers from 0 to %(most)s."),
    "match_game_drawn": _l("Game %(game)s: there is no draw here, one side has more."),
    "match_too_many_games": _l("The match was over after game %(over)s; %(played)s were typed."),
    "match_too_few_games": _l("The match is not decided after %(played)s games; it is best of %(best_of)s."),
    "match_walkover_after_end": _l("The match was over after game %(over)s: nobody can stay away then."),
    "match_withdrawn": _l("%(entrant)s has gone out; his matches are not played."),
    "match_withdrawn_already": _l("%(entrant)s has gone out already."),
    "match_unknown_entrant": _l("%(entrant)s does not take part."),
}
