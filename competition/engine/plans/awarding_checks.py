"""What the awards of a plan must agree on with the rest of it."""

from collections.abc import Iterator

from competition.engine.plans.awarding_shape import Awards, Reach, TeamRule
from competition.engine.plans.shape import Measurement, Timed
from competition.engine.plans.whole import Plan
from competition.engine.refusal import PlanRefused


def check_awards(plan: Plan) -> None:
    """Raises PlanRefused for awards that name what the plan does not have: a scale score, an aspect that times, a
    component, a prize; or that ask for a figure at least where the lower total is better."""
    awards = plan.awards
    for path, on in _figures(awards):
        if on == "scale_score" and plan.scale_score is None:
            raise PlanRefused("no_scale_score", path)
    for path, rule in _tables(awards):
        _check_table(plan, path, rule)
    for path, reach in _rows(awards):
        _check_reach(plan, path, reach)
    if plan.order.better == "low":
        for path in _thresholds(awards):
            raise PlanRefused("threshold_where_low_wins", path)


def _figures(awards: Awards) -> Iterator[tuple[str, str]]:
    if awards.medals:
        yield "awards.medals.on", awards.medals.on
    if awards.medallion:
        yield "awards.medallion.on", awards.medallion.on


def _tables(awards: Awards) -> Iterator[tuple[str, TeamRule]]:
    if awards.teams:
        yield "awards.teams", awards.teams
    if awards.organisations:
        yield "awards.organisations", awards.organisations


def _rows(awards: Awards) -> Iterator[tuple[str, Reach]]:
    for place, title in enumerate(awards.titles):
        yield f"awards.titles[{place}]", title.reach
    for place, promotion in enumerate(awards.promotion):
        yield f"awards.promotion[{place}]", promotion.reach


def _check_table(plan: Plan, path: str, rule: TeamRule) -> None:
    timed = {aspect.key for module in plan.modules for aspect in module.aspects if aspect.one
             and isinstance(aspect, Timed | Measurement)}  # fmt: skip
    if rule.tie == "time" and rule.time not in timed:
        raise PlanRefused("unknown_tie", f"{path}.tie")
    if rule.of == "prizes" and not plan.awards.prizes:
        raise PlanRefused("points_for_nothing", f"{path}.of")
    if rule.of == "medals" and not plan.awards.medals:
        raise PlanRefused("points_for_nothing", f"{path}.of")
    if plan.order.better == "low" and rule.rule != "place_points" and not rule.complete:
        raise PlanRefused("low_wins_by_absence", f"{path}.complete")


def _check_reach(plan: Plan, path: str, reach: Reach) -> None:
    prizes = {prize.key for prize in plan.awards.prizes}
    for place, prize in enumerate(reach.prizes):
        if prize not in prizes:
            raise PlanRefused("unknown_prize", f"{path}.prizes[{place}]", prize=prize)
    components = {component.key for component in plan.components}
    for place, passed in enumerate(reach.passed):
        if passed.component not in components:
            at = f"{path}.passed[{place}].component"
            raise PlanRefused("unknown_component", at, component=passed.component)


def _thresholds(awards: Awards) -> Iterator[str]:
    """Where a figure of at least so much is asked for."""
    if awards.medallion:
        yield "awards.medallion.from"
    for place, prize in enumerate(awards.prizes):
        if prize.from_total is not None:
            yield f"awards.prizes[{place}].from_total"
    for path, reach in _rows(awards):
        if reach.total_from is not None:
            yield f"{path}.total_from"
