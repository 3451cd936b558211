"""Whether a candidate may enter: every rule answered with its reason (field rule CN-12).

Each rule gives one result: met, failed, or unknown where a fact is missing. A person may set a failed or unknown one aside
with a reason; what the rule itself said stays beside it. The limits of a group are decided over all candidates at once,
those who entered first before the others, and only those whom no earlier rule keeps out use a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from competition.engine import eligibility_rules as rules_of
from competition.engine.days import full_months, full_years
from competition.engine.eligibility_rules import DivisionTable, Limit, Rule, TradesOfPerson
from competition.engine.refusal import Refusal

MET, FAILED, UNKNOWN, OVERRIDDEN = "met", "failed", "unknown", "overridden"
Finding = tuple[str, str, dict[str, str]]
"""What a rule says: met, failed or unknown, the reason, the facts."""


class OverrideRefused(Refusal):
    """An override that cannot be: it names nobody, gives no reason, or meets a rule that is firm or not there."""


@dataclass(frozen=True, slots=True)
class Honour:
    """A prize won before, in which trade and edition."""

    trade: str
    edition: int
    prize: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person in an entry, with what is known of him; "" and None mean that it is not known, `skill_level` 0 too.

    The people of a team share an `entry`. `entered` puts entries in order (equals by the key). `member` is whether he is
    on the roll; `qualified_from` the entry of the tier below, "" none; `honours` None when nobody looked them up.
    """

    entry: str
    person: str
    trade: str
    entered: int = 0
    division: str = ""
    born_on: date | None = None
    sex: str = ""
    skill_level: int = 0
    member: bool | None = None
    member_since: date | None = None
    employed_since: date | None = None
    employer: str = ""
    employees: int | None = None
    categories: frozenset[str] | None = None
    organisation: str = ""
    region: str = ""
    industry: str = ""
    ownership: str = ""
    qualified_from: str = ""
    honours: tuple[Honour, ...] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules count from: the event's first day and its edition."""

    day: date
    edition: int


@dataclass(frozen=True, slots=True)
class Override:
    """A person's word that a rule shall not keep somebody out. Raises OverrideRefused no_person, no_reason."""

    entry: str
    person: str
    rule: str
    by: str
    reason: str

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise OverrideRefused("no_person", self.rule)
        if not self.reason.strip():
            raise OverrideRefused("no_reason", self.rule)


@dataclass(frozen=True, slots=True)
class Result:
    """What a rule says of a candidate: `found` is met, failed or unknown and never changes; `override` who set it aside."""

    rule: str
    kind: str
    found: str
    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)
    override: Override | None = None

    @property
    def verdict(self) -> str:
        """met, failed, unknown, or overridden where an override is needed and there."""
        return OVERRIDDEN if self.override is not None and self.found != MET else self.found

    @property
    def keeps_out(self) -> bool:
        """Whether this alone keeps the candidate from entering."""
        return self.verdict == FAILED


def verdict(results: Iterable[Result]) -> str:
    """All results as one: failed if one is, else unknown if one is, else overridden if one is, else met."""
    found = {one.verdict for one in results}
    return next((word for word in (FAILED, UNKNOWN, OVERRIDDEN) if word in found), MET)


def permit(rules: Sequence[Rule], override: Override) -> Override:
    """The override, where its rule is there and can be set aside. Raises OverrideRefused unknown_rule, firm_rule."""
    rule = next((one for one in rules if one.key == override.rule), None)
    if rule is None:
        raise OverrideRefused("unknown_rule", override.rule)
    if rule.firm:
        raise OverrideRefused("firm_rule", override.rule, kind=rule.kind)
    return override


def check(
    rules: Sequence[Rule], candidate: Candidate, context: Context, overrides: Iterable[Override] = ()
) -> tuple[Result, ...]:
    """What the rules about one person say, in their order; the limits of a group are left to `check_all`."""
    said = _said(overrides)
    return tuple(
        _result(rule, candidate, _asked(rule, candidate, context), said)
        for rule in rules
        if not isinstance(rule, TradesOfPerson | Limit)
    )


def check_all(
    rules: Sequence[Rule], candidates: Iterable[Candidate], context: Context, overrides: Iterable[Override] = ()
) -> Mapping[tuple[str, str], tuple[Result, ...]]:
    """What every rule says of everybody, by (entry, person), each in the order of the rules.

    Leave out who withdrew. The result does not depend on the order in which candidates are given.
    """
    queue = sorted(candidates, key=lambda one: (one.entered, one.entry, one.person))
    said = _said(overrides)
    found: dict[tuple[str, str], dict[str, Result]] = {(one.entry, one.person): {} for one in queue}
    for rule in rules:
        if not isinstance(rule, TradesOfPerson | Limit):
            for one in queue:
                found[one.entry, one.person][rule.key] = _result(rule, one, _asked(rule, one, context), said)
    for rule in rules:
        if isinstance(rule, TradesOfPerson | Limit):
            counted = _Counted(rule)
            for one in queue:
                mine = found[one.entry, one.person]
                out = any(result.keeps_out for result in mine.values())
                mine[rule.key] = _result(rule, one, counted.add(one, out), said)
    return {who: tuple(mine[rule.key] for rule in rules) for who, mine in found.items()}


def division_for(rule: DivisionTable, candidate: Candidate, context: Context) -> str | None:
    """The first division whose bounds the candidate keeps, "" where none is, None where a fact is missing to say."""
    age = full_years(candidate.born_on, rule.on or context.day) if candidate.born_on else None
    for row in rule.table:
        fits = (
            _within(row.least_age, row.most_age, age),
            _within(row.highest_level, row.lowest_level, candidate.skill_level or None),
        )
        if False in fits:
            continue
        return None if None in fits else row.division
    return ""


def _within(least: int | None, most: int | None, figure: int | None) -> bool | None:
    if least is None and most is None:
        return True
    if figure is None:
        return None
    return (least is None or least <= figure) and (most is None or figure <= most)


def _said(overrides: Iterable[Override]) -> dict[tuple[str, str, str], Override]:
    return {(one.entry, one.person, one.rule): one for one in overrides}


def _result(
    rule: Rule, candidate: Candidate, finding: Finding, said: Mapping[tuple[str, str, str], Override]
) -> Result:
    override = None if rule.firm else said.get((candidate.entry, candidate.person, rule.key))
    return Result(rule.key, rule.kind, *finding, override)


def _asked(rule: Rule, candidate: Candidate, context: Context) -> Finding:
    return _aside(rule, candidate) or _ASKED[rule.kind](rule, candidate, context)


def _aside(rule: Rule, candidate: Candidate) -> Finding | None:
    """What is said of somebody for whom the rule is not meant; None when it is meant for him."""
    facts = {"division": candidate.division, "sex": candidate.sex}
    if rule.trades and candidate.trade not in rule.trades:
        return MET, "not_meant", {"trade": candidate.trade}
    for fact, meant in (("division", rule.divisions), ("sex", (rule.sex,) if rule.sex else ())):
        if meant and facts[fact] and facts[fact] not in meant:
            return MET, "not_meant", {fact: facts[fact]}
        if meant and not facts[fact]:
            return UNKNOWN, f"{fact}_unknown", {}
    return None


def _age(rule: rules_of.Age, one: Candidate, context: Context) -> Finding:
    if one.born_on is None:
        return UNKNOWN, "birthday_unknown", {}
    on = rule.on or context.day
    age = full_years(one.born_on, on)
    facts = {"age": str(age), "on": on.isoformat()}
    if rule.least is not None and age < rule.least:
        return FAILED, "too_young", facts | {"least": str(rule.least)}
    if rule.most is not None and age > rule.most:
        return FAILED, "too_old", facts | {"most": str(rule.most)}
    return MET, "within", facts


def _sex(rule: rules_of.Sex, one: Candidate, context: Context) -> Finding:
    if not one.sex:
        return UNKNOWN, "sex_unknown", {}
    return (MET, "within", {}) if one.sex == rule.only else (FAILED, "other_sex", {"only": rule.only})


def _membership(rule: rules_of.Membership, one: Candidate, context: Context) -> Finding:
    if one.member is None:
        return UNKNOWN, "membership_unknown", {}
    if not one.member:
        return FAILED, "not_a_member", {}
    return _lasting(one.member_since, rule.months, context) if rule.months else (MET, "member", {})


def _employment(rule: rules_of.Employment, one: Candidate, context: Context) -> Finding:
    return _lasting(one.employed_since, rule.months, context)


def _lasting(since: date | None, wanted: int, context: Context) -> Finding:
    if since is None:
        return UNKNOWN, "since_unknown", {"least": str(wanted)}
    months = full_months(since, context.day)
    facts = {"since": since.isoformat(), "months": str(months), "least": str(wanted)}
    return (MET, "long_enough", facts) if months >= wanted else (FAILED, "too_short", facts)


def _unit(rule: rules_of.Unit, one: Candidate, context: Context) -> Finding:
    own = {
        "organisation": one.organisation, "region": one.region, "industry": one.industry, "ownership": one.ownership,
    }  # fmt: skip
    found: Iterable[str] | None = one.categories
    if rule.of != "category":
        found = (own[rule.of],) if own[rule.of] else None
    if found is None:
        return UNKNOWN, f"{rule.of}_unknown", {}
    found = sorted(found)
    barred = next((name for name in found if name in rule.barred), None)
    if barred is not None:
        return FAILED, "barred", {rule.of: barred}
    facts = {rule.of: ", ".join(found)}
    if rule.only and not any(name in rule.only for name in found):
        return FAILED, "not_among", facts
    return MET, "admitted", facts


def _skill_level(rule: rules_of.SkillLevel, one: Candidate, context: Context) -> Finding:
    if not one.skill_level:
        return UNKNOWN, "level_unknown", {}
    facts = {"level": str(one.skill_level)}
    if one.skill_level > rule.lowest:
        return FAILED, "level_too_low", facts | {"lowest": str(rule.lowest)}
    if one.skill_level < rule.highest:
        return FAILED, "level_too_high", facts | {"highest": str(rule.highest)}
    return MET, "within", facts


def _division(rule: DivisionTable, one: Candidate, context: Context) -> Finding:
    fits = division_for(rule, one, context)
    if fits is None:
        return UNKNOWN, "bounds_unknown", {}
    if not fits:
        return FAILED, "fits_none", {}
    if not one.division:
        return UNKNOWN, "division_unknown", {"fits": fits}
    facts = {"division": one.division, "fits": fits}
    return (MET, "fits", facts) if one.division == fits else (FAILED, "other_division", facts)


def _past_winner(rule: rules_of.PastWinner, one: Candidate, context: Context) -> Finding:
    if one.honours is None:
        return UNKNOWN, "honours_unknown", {}
    won = [
        honour
        for honour in one.honours
        if honour.prize in rule.prizes
        and honour.edition < context.edition
        and (rule.editions is None or honour.edition >= context.edition - rule.editions)
        and (not rule.same_trade or honour.trade == one.trade)
    ]
    if not won:
        return MET, "no_winner", {}
    last = max(won, key=lambda honour: (honour.edition, honour.trade, honour.prize))
    return FAILED, "past_winner", {"trade": last.trade, "edition": str(last.edition), "prize": last.prize}


def _qualified(rule: rules_of.Qualified, one: Candidate, context: Context) -> Finding:
    if one.qualified_from:
        return MET, "qualified", {"from": one.qualified_from}
    if one.organisation in rule.organisations:
        return MET, "direct_organisation", {"organisation": one.organisation}
    direct = sorted(name for name in one.categories or () if name in rule.categories)
    if direct:
        return MET, "direct_category", {"category": direct[0]}
    if rule.employees is not None and one.employees is not None and one.employees >= rule.employees:
        return MET, "direct_size", {"employees": str(one.employees), "least": str(rule.employees)}
    if rule.employees is not None and one.employees is None:
        return UNKNOWN, "employees_unknown", {"least": str(rule.employees)}
    if rule.categories and one.categories is None:
        return UNKNOWN, "category_unknown", {}
    return FAILED, "not_qualified", {}


_ASKED: Mapping[str, Callable[..., Finding]] = {
    "age": _age,
    "sex": _sex,
    "membership": _membership,
    "employment": _employment,
    "unit": _unit,
    "skill_level": _skill_level,
    "division": _division,
    "past_winner": _past_winner,
    "qualified": _qualified,
}


class _Counted:
    """Who has a place under one limit: for each group the names that hold one, in the order they came."""

    def __init__(self, rule: TradesOfPerson | Limit) -> None:
        self.rule = rule
        self.taken: dict[tuple[str, str], list[str]] = {}

    def add(self, one: Candidate, out: bool) -> Finding:
        """What the limit says of the next in order; who is `out` by another rule uses no place."""
        rule = self.rule
        aside = _aside(rule, one)
        if aside is not None:
            return aside
        if out:
            return MET, "not_counted", {}
        if isinstance(rule, TradesOfPerson):
            group, name = (one.person, ""), one.trade
        else:
            of = {"organisation": one.organisation, "region": one.region, "employer": one.employer}[rule.per]
            if not of:
                return UNKNOWN, f"{rule.per}_unknown", {}
            group, name = (of, one.trade if rule.each_trade else ""), one.entry
        taken = self.taken.setdefault(group, [])
        if name in taken:
            return MET, "within", {"nth": str(taken.index(name) + 1), "most": str(rule.most)}
        if len(taken) >= rule.most:
            return FAILED, "limit_reached", {"most": str(rule.most), "taken": ", ".join(taken)}
        taken.append(name)
        return MET, "within", {"nth": str(len(taken)), "most": str(rule.most)}
