"""Rules of entry in words, as the public reads them, and what they say of somebody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.contestants.words import LEVELS
from competition.eligibility import queries
from competition.eligibility.words import LIMITED, PRIZES, REASONS, SEXES, UNIT_FACTS
from competition.engine import eligibility_rules as rules_of
from competition.engine.eligibility_rules import Rule
from competition.events import queries as events
from competition.organisations import queries as organisations
from competition.web.words import named

UNITS = ("organisation", "region")

Said: TypeAlias = Any
"""A text of the catalogue, which carries no types."""


@dataclass(frozen=True)
class Names:
    """What the keys and ids in rules are called in the reader's language."""

    trades: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


def names_of(s: Session, event_id: str, rules: Collection[Rule] = ()) -> Names:
    """The names that rules of an event and their results need."""
    some = events.trades(s, event_id)
    keys = events.keys_of_trades(some)
    trades = {keys[one.id]: named(one.name, one.name_en) for one in some}
    ids: set[str] = set()
    grouped = False
    for rule in rules:
        if isinstance(rule, rules_of.Unit):
            ids |= {*rule.only, *rule.barred} if rule.of in UNITS else set()
            grouped = grouped or rule.of in ("industry", "ownership")
        elif isinstance(rule, rules_of.Qualified):
            ids |= set(rule.organisations)
    groups = (
        {f"{kind}.{one.key}": named(one.name, one.name_en) for kind, some in organisations.groups(s).items() for one in some}
        if grouped
        else {}
    )  # fmt: skip
    return Names(trades, organisations.named_ids(s, ids), groups)


@dataclass(frozen=True)
class Announced:
    """The rules of an event as the public reads them, one a line; why they changed after somebody had been entered."""

    words: tuple[str, ...] = ()
    reason: str = ""


def announced(s: Session, event_id: str) -> Announced:
    """What the public reads of who may enter; nothing where there are no rules."""
    one = queries.rule_set(s, event_id)
    if one is None:
        return Announced()
    rules = queries.rules_of(one)
    names = names_of(s, event_id, rules)
    return Announced(tuple(rule_words(rule, names) for rule in rules), one.reason)


def rule_words(rule: Rule, names: Names) -> str:
    """A rule in one sentence, with whom it is meant for."""
    said = str(_SAID[rule.kind](rule, names))
    meant = [names.trades.get(one, one) for one in rule.trades]
    meant += rule.divisions
    if rule.sex:
        meant.append(str(SEXES[rule.sex]))
    return str(_("%(rule)s (%(meant)s)", rule=said, meant=_(", ").join(meant))) if meant else said


def reason_words(result: Mapping[str, Any], names: Names) -> str:
    """Why a rule says what it says of somebody, from what was written down of it."""
    reason, kind = result["reason"], result["kind"]
    facts = dict(result["facts"])
    if "trade" in facts:
        facts["trade"] = names.trades.get(facts["trade"], facts["trade"])
    if "prize" in facts:
        facts["prize"] = str(PRIZES.get(facts["prize"], facts["prize"]))
    if kind == "unit" and reason in ("barred", "not_among", "admitted"):
        of = next(iter(facts))
        facts["unit"] = names.groups.get(f"{of}.{facts[of]}", facts[of])
        reason = reason if facts["unit"] or reason == "barred" else f"{reason}_none"
    words = REASONS.get(f"{kind}.{reason}") or REASONS[reason]
    return str(words) % facts


def _age(rule: rules_of.Age, names: Names) -> Said:
    day = rule.on.isoformat() if rule.on else _("the first day")
    if rule.least is None:
        return _("At most %(most)s years old on %(day)s", most=rule.most, day=day)
    if rule.most is None:
        return _("At least %(least)s years old on %(day)s", least=rule.least, day=day)
    return _("%(least)s to %(most)s years old on %(day)s", least=rule.least, most=rule.most, day=day)


def _sex(rule: rules_of.Sex, names: Names) -> Said:
    return _("Only %(sex)s", sex=SEXES[rule.only])


def _membership(rule: rules_of.Membership, names: Names) -> Said:
    if not rule.months:
        return _("Members of the union on the real-name roll")
    return ngettext(
        "Member of the union for at least %(num)d month", "Member of the union for at least %(num)d months", rule.months
    )


def _employment(rule: rules_of.Employment, names: Names) -> Said:
    return ngettext(
        "With the employer for at least %(num)d month", "With the employer for at least %(num)d months", rule.months
    )


def _unit(rule: rules_of.Unit, names: Names) -> Said:
    def called(some: tuple[str, ...]) -> Said:
        return _(", ").join(names.units.get(one, names.groups.get(f"{rule.of}.{one}", one)) for one in some)

    of = UNIT_FACTS[rule.of]
    said = [_("%(of)s: only %(names)s", of=of, names=called(rule.only))] if rule.only else []
    if rule.barred:
        said.append(_("%(of)s: not %(names)s", of=of, names=called(rule.barred)))
    return _("; ").join(said)


def _skill_level(rule: rules_of.SkillLevel, names: Names) -> Said:
    if rule.highest == rule.lowest:
        return _("Skill level: %(level)s", level=LEVELS[rule.highest])
    return _("Skill level: %(lowest)s to %(highest)s", lowest=LEVELS[rule.lowest], highest=LEVELS[rule.highest])


def _division(rule: rules_of.DivisionTable, names: Names) -> Said:
    return _("; ").join(_bounds(one) for one in rule.table)


def _bounds(one: rules_of.DivisionBounds) -> Said:
    said = []
    if one.least_age is not None or one.most_age is not None:
        said.append(_range(one.least_age, one.most_age, _("years old")))
    if one.highest_level is not None or one.lowest_level is not None:
        said.append(_range(one.highest_level, one.lowest_level, _("skill level")))
    return _("%(division)s: %(bounds)s", division=one.division, bounds=_(", ").join(said) or _("everybody else"))


def _range(least: int | None, most: int | None, unit: str) -> Said:
    if least is None:
        return _("%(unit)s up to %(most)s", unit=unit, most=most)
    if most is None:
        return _("%(unit)s from %(least)s", unit=unit, least=least)
    return _("%(unit)s %(least)s to %(most)s", unit=unit, least=least, most=most)


def _past_winner(rule: rules_of.PastWinner, names: Names) -> Said:
    prizes = _(", ").join(str(PRIZES.get(one, one)) for one in rule.prizes)
    if rule.editions is None:
        said = _("Not who has ever won: %(prizes)s", prizes=prizes)
    else:
        said = ngettext(
            "Not who won in the edition before: %(prizes)s",
            "Not who won in the %(num)d editions before: %(prizes)s",
            rule.editions,
            prizes=prizes,
        )
    return _("%(rule)s, in the same trade", rule=said) if rule.same_trade else said


def _qualified(rule: rules_of.Qualified, names: Names) -> Said:
    direct = [names.units.get(one, one) for one in rule.organisations] + list(rule.categories)
    if rule.employees is not None:
        direct.append(_("employers with at least %(count)s employees", count=rule.employees))
    said = _("Qualified in an event below")
    return _("%(rule)s; direct entry: %(names)s", rule=said, names=_(", ").join(direct)) if direct else said


def _trades_of_person(rule: rules_of.TradesOfPerson, names: Names) -> Said:
    return ngettext("At most %(num)d trade for one person", "At most %(num)d trades for one person", rule.most)


def _limit(rule: rules_of.Limit, names: Names) -> Said:
    per = LIMITED[rule.per]
    if rule.each_trade:
        return _("At most %(most)s of each %(per)s in each trade", most=rule.most, per=per)
    return _("At most %(most)s of each %(per)s in all trades together", most=rule.most, per=per)


_SAID: Mapping[str, Callable[..., str]] = {
    "age": _age,
    "sex": _sex,
    "membership": _membership,
    "employment": _employment,
    "unit": _unit,
    "skill_level": _skill_level,
    "division": _division,
    "past_winner": _past_winner,
    "qualified": _qualified,
    "trades_of_person": _trades_of_person,
    "limit": _limit,
}
