"""Who is awarded what: medals, prizes, titles, skill levels, teams and organisations (field rules WS-5, CN-5 to CN-7).

The rules are the plan's, the result list comes from the tabulation; granting and printing are other rooms' business.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from competition.engine.awarded import Awarded, Cut, EntryAward, Placed, TeamPlace
from competition.engine.medals import KINDS, Contender, medals
from competition.engine.plans import Plan
from competition.engine.plans.awarding_shape import Awards, TeamRule
from competition.engine.prizes import cuts, prizes_won
from competition.engine.promotion import promoted, titles_won
from competition.engine.ranking import natural
from competition.engine.teams import Member, organisations_awarded, team_table

__all__ = ["Awarded", "Cut", "EntryAward", "Placed", "TeamPlace", "award", "needed"]


def needed(awards: Awards) -> tuple[str, ...]:
    """What `Placed.figures` must hold: "time:K", the value of an aspect, and "component:K", the points of a component."""
    tables = [rule for rule in (awards.teams, awards.organisations) if rule and rule.tie == "time"]
    reaches = [*(title.reach for title in awards.titles), *(row.reach for row in awards.promotion)]
    components = (f"component:{passed.component}" for reach in reaches for passed in reach.passed)
    return tuple(sorted({*(f"time:{rule.time}" for rule in tables), *components}))


def award(plan: Plan, placed: Sequence[Placed]) -> Awarded:
    """All awards of a whole result list under the plan.

    Raises Impossible ranked_without_figure or figure_missing for a list that lacks what the awards go by.
    """
    awards = plan.awards
    won: dict[str, EntryAward] = {}
    reach: tuple[Cut, ...] = ()
    for division, field in _fields(awards, placed):
        own = _ranks(field, awards.by_division)
        limits = cuts(awards.prizes, sum(one.entered for one in field), division)
        reach += limits
        won |= _won(awards, field, own, limits)
    entries = tuple(won.get(one.entry) or EntryAward(one.entry, None) for one in placed)
    by_entry = {one.entry: one for one in entries}

    def table(rule: TeamRule | None, key: Callable[[Placed], str]) -> tuple[TeamPlace, ...]:
        if rule is None:
            return ()
        return team_table(rule, _members(awards, rule, placed, by_entry, key), plan.order.better)

    organisations = table(awards.organisations, lambda one: one.organisation)
    rule = awards.organisation_award
    return Awarded(
        entries,
        reach,
        teams=table(awards.teams, lambda one: one.team),
        organisations=organisations,
        organisation_award=organisations_awarded(rule, placed, organisations) if rule else (),
    )


def _fields(awards: Awards, placed: Sequence[Placed]) -> list[tuple[str, list[Placed]]]:
    """The entries that compete with each other: all, or division by division."""
    if not awards.by_division:
        return [("", list(placed))]
    names = sorted({one.division for one in placed}, key=natural)
    return [(name, [one for one in placed if one.division == name]) for name in names]


def _ranks(field: Sequence[Placed], anew: bool) -> dict[str, int]:
    """The rank of every ranked entry: as it is, or `anew` among these, one more than there are better ones."""
    ranks = {one.entry: one.rank for one in field if one.rank is not None}
    overall = sorted(ranks.values())
    return {entry: bisect_left(overall, rank) + 1 for entry, rank in ranks.items()} if anew else ranks


def _won(
    awards: Awards, field: Sequence[Placed], ranks: Mapping[str, int], limits: Sequence[Cut]
) -> dict[str, EntryAward]:
    ranked = sorted(
        (one for one in field if one.entry in ranks), key=lambda one: (ranks[one.entry], natural(one.entry))
    )
    medal: Mapping[str, str] = {}
    if awards.medals:
        on = awards.medals.on
        medal = medals(awards.medals, [Contender(one.entry, ranks[one.entry], one.figure(on)) for one in ranked])
    prize = prizes_won(awards.prizes, ranked, ranks, limits)
    found = {}
    for one in ranked:
        rank, own = ranks[one.entry], prize.get(one.entry, "")
        found[one.entry] = EntryAward(
            one.entry,
            rank,
            medal=medal.get(one.entry, ""),
            medallion=one.entry not in medal and _excellent(awards, one),
            prize=own,
            titles=titles_won(awards.titles, one, rank, own),
            level=promoted(awards.promotion, one, rank, own),
        )
    return found


def _excellent(awards: Awards, placed: Placed) -> bool:
    rule = awards.medallion
    return rule is not None and placed.figure(rule.on) >= rule.least


def _members(
    awards: Awards,
    rule: TeamRule,
    placed: Sequence[Placed],
    won: Mapping[str, EntryAward],
    key: Callable[[Placed], str],
) -> dict[str, list[Member]]:
    """The entries of every team in the rule's divisions, each with its place in the row of points."""
    teams: dict[str, list[Member]] = {}
    for one in placed:
        if key(one) and (not rule.divisions or one.division in rule.divisions):
            own = won[one.entry]
            teams.setdefault(key(one), []).append(Member(one, own.rank, _place(awards, rule, own)))
    return teams


def _place(awards: Awards, rule: TeamRule, own: EntryAward) -> int | None:
    """Where an entry stands in the row of points: by its rank; by its prize, then ranked without; by its medal, then
    with the medallion."""
    if rule.of == "places" or own.rank is None:
        return own.rank
    if rule.of == "prizes":
        keys = [prize.key for prize in awards.prizes]
        return keys.index(own.prize) + 1 if own.prize else len(keys) + 1
    if own.medal:
        return KINDS.index(own.medal) + 1
    return len(KINDS) + 1 if own.medallion else None
