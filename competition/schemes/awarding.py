"""The awards of a scheme told in words: which prizes, how their places are rounded, who is tied, which titles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competition.engine.plans import Plan, Text
from competition.engine.plans.awarding_shape import Medals, OrganisationAward, Prize, Promotion, Reach, TeamRule
from competition.engine.rounding import shortest
from competition.schemes.fields import KEY, TITLE, Field
from competition.web.words import named

ON: dict[str, LazyString] = {"total": _l("total"), "scale_score": _l("scale score")}
ROUNDED: dict[str, LazyString] = {
    "down": _l("rounded down"),
    "half_up": _l("rounded half up"),
    "up": _l("rounded up"),
}
ANCHORS: dict[str, LazyString] = {
    "first": _l("compared with the first of the group"),
    "previous": _l("compared with the one before"),
}
SMALL: dict[int, LazyString] = {0: _l("no medals"), 1: _l("gold only"), 2: _l("gold and silver only")}
CUTS: dict[str, LazyString] = {
    "inclusive": _l("all who are tied with the last place have it too"),
    "exclusive": _l("of a tied group that goes past the last place nobody has it"),
}
PLACES: dict[str, LazyString] = {
    "places": _l("points for the places: %(points)s"),
    "prizes": _l("points for the prizes in order, then for a place without one: %(points)s"),
    "medals": _l("points for gold, silver, bronze and the medallion: %(points)s"),
}
LEVELS: dict[int, LazyString] = {
    1: _l("Senior technician (level 1)"),
    2: _l("Technician (level 2)"),
    3: _l("Senior worker (level 3)"),
    4: _l("Intermediate worker (level 4)"),
    5: _l("Junior worker (level 5)"),
}
TEAM_RULES: dict[str, LazyString] = {
    "top_n": _l("sum of the best so many"),
    "sum": _l("sum of all"),
    "place_points": _l("points for places"),
}
PLACES_OF: dict[str, LazyString] = {"places": _l("places"), "prizes": _l("prizes"), "medals": _l("medals")}
GOES_BY: dict[str, LazyString] = {"entrants": _l("number of entrants"), "points": _l("points of the table")}
_DIVISIONS = Field(
    "divisions", "names", _l("Divisions"), optional=True, hint=_l("Names with a semicolon between them; empty: all."),
)  # fmt: skip
_ON = Field("on", "choice", _l("Figure"), optional=True, choices=ON)
_REACH = (
    Field("from", "whole", _l("Rank from"), optional=True), Field("to", "whole", _l("Rank to"), optional=True), _DIVISIONS,
    Field("total_from", "decimal", _l("Least total"), optional=True),
    Field("prizes", "names", _l("Numbers of prizes"), optional=True, hint=_l("Who has one of them.")),
    Field("passed", "each", _l("Components passed"), optional=True, parts=(
        Field("component", "key", _l("Component")), Field("from", "decimal", _l("Least points")),
    )),
)  # fmt: skip
_TABLE = (
    Field("rule", "choice", _l("Rule"), optional=True, choices=TEAM_RULES),
    Field("n", "whole", _l("The best so many"), optional=True),
    Field("points", "figures", _l("Points for places"), optional=True, hint=_l("From the first place on, such as 8; 4; 2; 1.")),
    Field("of", "choice", _l("Places of"), optional=True, choices=PLACES_OF),
    Field("tie", "short", _l("Equal teams"), optional=True, hint=_l("best_place, time:KEY or shared.")), _DIVISIONS,
    Field("complete", "flag", _l("Only complete teams"), optional=True, default=False),
)  # fmt: skip
# The fields of the document's awards: what each place is called, and the form in which they are written.
FIELDS = (
    Field("by_division", "flag", _l("In each division"), optional=True, default=False),
    Field("medals", "part", _l("Medals"), optional=True, hint=_l("All empty: there are none."), parts=(
        _ON, Field("window", "decimal", _l("Window of a tie"), optional=True),
        Field("anchor", "choice", _l("Compared with"), optional=True, choices=ANCHORS),
        Field("small_fields", "each", _l("Small fields"), optional=True, parts=(
            Field("below", "whole", _l("Fewer than")), Field("medals", "whole", _l("Kinds of medals")),
        )),
    )),
    Field("medallion", "part", _l("Medallion for excellence"), optional=True, hint=_l("All empty: there is none."), parts=(
        _ON, Field("from", "decimal", _l("Least figure"), optional=True),
    )),
    Field("prizes", "each", _l("Prizes"), optional=True, hint=_l("Each by a share, a number, an upper part or a least total."), parts=(
        KEY, TITLE, Field("share", "decimal", _l("Share of the field"), optional=True),
        Field("count", "whole", _l("Number of places"), optional=True),
        Field("within", "decimal", _l("Upper part of the field"), optional=True),
        Field("from_total", "decimal", _l("Least total"), optional=True),
        Field("rounding", "choice", _l("Rounding"), optional=True, choices=ROUNDED),
        Field("minimum", "whole", _l("At least"), optional=True),
        Field("from_entries", "whole", _l("From so many entries on"), optional=True),
        Field("cut", "choice", _l("Tied with the last place"), optional=True, choices=CUTS),
    )),
    Field("teams", "part", _l("Teams"), optional=True, hint=_l("All empty: there is no table."), parts=_TABLE),
    Field("organisations", "part", _l("Organisations"), optional=True, hint=_l("All empty: there is no table."), parts=_TABLE),
    Field("organisation_award", "part", _l("Organisation award"), optional=True, hint=_l("All empty: there is none."), parts=(
        Field("by", "choice", _l("Goes by"), optional=True, choices=GOES_BY),
        Field("count", "whole", _l("Number of places"), optional=True),
        Field("after", "whole", _l("Passing over the first"), optional=True),
    )),
    Field("titles", "each", _l("Titles"), optional=True, parts=(KEY, TITLE, *_REACH)),
    Field("promotion", "each", _l("Skill levels"), optional=True, parts=(
        Field("level", "whole", _l("New level")), *_REACH,
        Field("prior", "numbers", _l("Level held"), optional=True, hint=_l("Such as 5; 4; 3.")),
    )),
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One kind of award: what it is called, and its rules, a line each."""

    label: str
    lines: list[str]


def told(plan: Plan) -> list[Part]:
    """All awards of a plan in the page's language; nothing for a plan without any."""
    awards = plan.awards
    parts = [
        (_("Medals"), _medals(awards.medals) if awards.medals else []),
        (_("Medallion for excellence"), _medallion(plan)),
        (_("Prizes"), [_prize(prize) for prize in awards.prizes]),
        (_("Titles"), [_joined(_text(title.title), *_reach(plan, title.reach)) for title in awards.titles]),
        (_("Skill levels"), [_promotion(plan, row) for row in awards.promotion]),
        (_("Teams"), _team(plan, awards.teams) if awards.teams else []),
        (_("Organisations"), _team(plan, awards.organisations) if awards.organisations else []),
        (_("Organisation award"), [_organisation(awards.organisation_award)] if awards.organisation_award else []),
    ]
    found = [Part(label, lines) for label, lines in parts if lines]
    if found and awards.by_division:
        found.insert(0, Part(_("Divisions"), [_("Ranks, prizes and medals are given in each division.")]))
    return found


def _text(text: Text) -> str:
    return named(text.zh, text.en)


def _figure(figure: Decimal) -> str:
    return str(shortest(figure))


def _percent(share: Decimal) -> str:
    return _figure(share * 100)


def _listed(words: Iterable[object]) -> str:
    return str(_(", ")).join(str(word) for word in words)


def _joined(title: str, *rules: object) -> str:
    return str(_("%(title)s: %(rules)s", title=title, rules=str(_("; ")).join(str(rule) for rule in rules)))


def _medals(rule: Medals) -> list[str]:
    tie = _(
        "a difference of at most %(window)s in the %(figure)s is a tie", window=_figure(rule.window), figure=ON[rule.on]
    )
    lines = [_joined(_("Gold, silver, bronze"), tie, ANCHORS[rule.anchor])]
    lines += [
        _joined(_("Fewer than %(number)s ranked", number=small.below), SMALL[small.medals])
        for small in rule.small_fields
    ]
    return lines


def _medallion(plan: Plan) -> list[str]:
    rule = plan.awards.medallion
    if rule is None:
        return []
    return [str(_("%(figure)s of %(least)s or more, without a medal", figure=ON[rule.on], least=_figure(rule.least)))]


def _prize(prize: Prize) -> str:
    title = _text(prize.title)
    if prize.count is not None:
        return _joined(title, ngettext("%(num)d place", "%(num)d places", prize.count), CUTS[prize.cut])
    if prize.within is not None:
        return _joined(
            title, _("the upper %(share)s %% of the field without a prize above", share=_percent(prize.within))
        )
    if prize.from_total is not None:
        return _joined(title, _("a total of %(least)s or more without a prize above", least=_figure(prize.from_total)))
    share = _(
        "%(share)s %% of the field, %(rounded)s",
        share=_percent(prize.share or Decimal(0)),
        rounded=ROUNDED[prize.rounding],
    )
    least = _("at least %(places)s from %(entries)s entries on", places=prize.minimum, entries=prize.from_entries)
    return _joined(title, share, *([least] if prize.minimum else []), CUTS[prize.cut])


def _reach(plan: Plan, reach: Reach) -> list[str]:
    """Who is meant by a row of titles or levels."""
    said = []
    if reach.last is not None:
        ranks = _("rank %(first)s to %(last)s", first=reach.first, last=reach.last)
        said.append(ranks if reach.first != reach.last else _("rank %(rank)s", rank=reach.first))
    elif reach.first > 1:
        said.append(_("rank %(first)s and after", first=reach.first))
    if reach.prizes:
        titles = {prize.key: _text(prize.title) for prize in plan.awards.prizes}
        said.append(_("with one of: %(prizes)s", prizes=_listed(titles[key] for key in reach.prizes)))
    if reach.total_from is not None:
        said.append(_("total of %(least)s or more", least=_figure(reach.total_from)))
    said += [
        _(
            "%(title)s of %(least)s or more",
            title=_text(plan.component(passed.component).title),
            least=_figure(passed.least),
        )
        for passed in reach.passed
    ]
    if reach.divisions:
        said.append(_("only %(divisions)s", divisions=_listed(reach.divisions)))
    return said


def _promotion(plan: Plan, row: Promotion) -> str:
    held = [_("who is %(levels)s", levels=_listed(LEVELS[level] for level in row.prior))] if row.prior else []
    return _joined(str(LEVELS[row.level]), *_reach(plan, row.reach), *held)


def _team(plan: Plan, rule: TeamRule) -> list[str]:
    if rule.rule == "place_points":
        lines = [str(PLACES[rule.of]) % {"points": _listed(_figure(points) for points in rule.points)}]
        if rule.n is not None:
            lines.append(ngettext("the best %(num)d of them counts", "the best %(num)d of them count", rule.n))
    elif rule.n is not None:
        lines = [ngettext("the best total", "the sum of the best %(num)d totals", rule.n)]
    else:
        lines = [_("the sum of all totals")]
    if rule.complete:
        lines.append(_("a team short of members has no rank"))
    if rule.tie == "best_place":
        lines.append(_("of equal teams the one with the better best place is ahead"))
    elif rule.tie == "time":
        title = _text(plan.aspect(rule.time).title)
        lines.append(_("of equal teams the one with the shorter time of all in %(title)s is ahead", title=title))
    else:
        lines.append(_("equal teams share the rank"))
    if rule.divisions:
        lines.append(_("only %(divisions)s", divisions=_listed(rule.divisions)))
    return lines


def _organisation(rule: OrganisationAward) -> str:
    first, last = rule.after + 1, rule.after + rule.count
    if rule.by == "points":
        return str(_("rank %(first)s to %(last)s of the table of organisations", first=first, last=last))
    return str(_("rank %(first)s to %(last)s by the number of entrants", first=first, last=last))
