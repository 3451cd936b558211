"""A rule of advancement in words, as the public reads it and as a list shows it."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from competition.engine.advancement_rule import Rule, RuleRefused
from competition.ladders.words import BY, FIGURES, ROUNDINGS, RULE_REFUSALS, TIES


def figure(number: Decimal) -> str:
    """A number as people write it: no needless zeros, no exponent."""
    return format(number.normalize(), "f")


def ways(rule: Rule) -> list[str]:
    """The ways in, one a line: what must be met to go on, then who goes on beside that."""
    found = []
    if rule.top is not None:
        found.append(ngettext("The first of each pool", "The first %(num)d of each pool", rule.top))
    if rule.share is not None:
        percent, rounding = figure(rule.share.percent), ROUNDINGS[rule.share.rounding]
        found.append(
            _("%(percent)s%% of those who took part in each pool, %(rounding)s", percent=percent, rounding=rounding)
        )
    if rule.minimum is not None:
        found.append(
            _("At least %(least)s (%(figure)s)", least=figure(rule.minimum.least), figure=FIGURES[rule.minimum.on])
        )
    if rule.runners_up is not None:
        count, by = rule.runners_up.count, BY[rule.runners_up.by]
        found.append(_("The %(count)s best of all others across the pools, by %(by)s", count=count, by=by))
    if rule.direct:
        found.append(ngettext("Up to %(num)d direct entry", "Up to %(num)d direct entries", rule.direct))
    if rule.wild_cards:
        found.append(
            ngettext(
                "Up to %(num)d wild card, with a reason",
                "Up to %(num)d wild cards, each with a reason",
                rule.wild_cards,
            )
        )
    return found


def limits(rule: Rule) -> list[str]:
    """What binds all of them, one a line."""
    found = [_("Equals at the cut: %(ties)s", ties=TIES[rule.ties])]
    if rule.per_organisation is not None:
        found.append(_("At most %(count)s of one organisation", count=rule.per_organisation))
    if rule.per_region is not None:
        found.append(_("At most %(count)s of one region", count=rule.per_region))
    if rule.out_at_least:
        found.append(_("At least %(percent)s%% of those who took part go out", percent=figure(rule.out_at_least)))
    if rule.divisions_apart:
        found.append(_("Each division by itself"))
    if rule.substitutes:
        found.append(ngettext("%(num)d substitute in each pool", "%(num)d substitutes in each pool", rule.substitutes))
    if rule.capacity is not None:
        found.append(ngettext("%(num)d place in all", "%(num)d places in all", rule.capacity))
    return found


def short(rule: Rule) -> str:
    """The ways in, in one line of a list."""
    joined: str = _("; ").join(ways(rule))
    return joined


def rule_words(refused: RuleRefused) -> str:
    """What is wrong with a rule, in words."""
    words = RULE_REFUSALS.get(refused.code)
    return str(words) % refused.facts if words is not None else str(_("This rule cannot be."))
