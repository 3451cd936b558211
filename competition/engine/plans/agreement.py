"""What must agree across the parts of a plan: keys, sums, comparators, expressions, sections."""

from collections.abc import Iterable
from decimal import Decimal

from competition.engine.plans.depending import cycle_of
from competition.engine.plans.shape import Aspect, Computed, Criterion, Measurement, Tie, Timed
from competition.engine.plans.whole import Plan
from competition.engine.refusal import PlanRefused

MOST_ASPECTS = 400


def check_agreement(plan: Plan) -> None:
    """Raises PlanRefused for the first part that contradicts another (field rules WS-2, CN-1, CN-2, CN-3)."""
    _check_keys(plan)
    _check_components(plan)
    _check_modules(plan)
    _check_ties(plan)
    _check_sections(plan)
    _check_expressions(plan)
    if plan.order.by == "scale_score" and plan.scale_score is None:
        raise PlanRefused("no_scale_score", "order.by")


def _check_once(keys: Iterable[tuple[str, str]]) -> None:
    seen: set[str] = set()
    for key, path in keys:
        if key in seen:
            raise PlanRefused("key_twice", f"{path}.key", key=key)
        seen.add(key)


def _places(plan: Plan) -> Iterable[tuple[str, Criterion]]:
    for i, module in enumerate(plan.modules):
        for j, criterion in enumerate(module.criteria):
            yield f"modules[{i}].criteria[{j}]", criterion


def _check_keys(plan: Plan) -> None:
    _check_once((component.key, f"components[{i}]") for i, component in enumerate(plan.components))
    _check_once((module.key, f"modules[{i}]") for i, module in enumerate(plan.modules))
    _check_once((criterion.key, path) for path, criterion in _places(plan))
    aspects: list[tuple[str, str]] = []
    for path, criterion in _places(plan):
        aspects.extend((aspect.key, f"{path}.aspects[{k}]") for k, aspect in enumerate(criterion.aspects))
    _check_once(aspects)
    if len(aspects) > MOST_ASPECTS:
        raise PlanRefused("bad_count", "modules", least="1", most=str(MOST_ASPECTS))


def _check_components(plan: Plan) -> None:
    weights = sum((component.weight for component in plan.components), Decimal(0))
    if weights != 1:
        raise PlanRefused("weights_not_one", "components", sum=str(weights))
    known = {component.key for component in plan.components}
    for i, module in enumerate(plan.modules):
        if module.component not in known:
            raise PlanRefused("unknown_component", f"modules[{i}].component", component=module.component)
    for i, component in enumerate(plan.components):
        modules = plan.modules_of(component.key)
        if not modules:
            raise PlanRefused("component_without_modules", f"components[{i}].key")
        offered = sum((module.max for module in modules), Decimal(0))
        if offered != component.max + component.bonus:
            most = component.max + component.bonus
            raise PlanRefused("max_does_not_add_up", f"components[{i}].max", sum=str(offered), max=str(most))


def _check_modules(plan: Plan) -> None:
    for i, module in enumerate(plan.modules):
        if not any(aspect.required for aspect in module.aspects):
            raise PlanRefused("nothing_required", f"modules[{i}].criteria")
        if not module.max:
            raise PlanRefused("nothing_to_earn", f"modules[{i}].criteria")


def _check_ties(plan: Plan) -> None:
    for i, tie in enumerate(plan.ties):
        path = f"ties[{i}]"
        if not _names_something(plan, tie):
            raise PlanRefused("unknown_tie", path)
        if tie.what == "time" and not plan.aspect(tie.key).one:
            raise PlanRefused("tie_time_of_many", path)
        if tie.what == "best_attempt" and plan.aspect(tie.key).attempts is None:
            raise PlanRefused("tie_without_attempts", path)
        if tie.what == "judges_majority" and not plan.module(tie.key).shared:
            raise PlanRefused("tie_without_panel", path)
        if tie in plan.ties[:i]:
            raise PlanRefused("tie_twice", path)


def _names_something(plan: Plan, tie: Tie) -> bool:
    """Whether the comparator's key is one of what it compares; a time is measured or timed."""
    if tie.what == "component":
        return any(component.key == tie.key for component in plan.components)
    if tie.what in ("module", "judges_majority"):
        return any(module.key == tie.key for module in plan.modules)
    if tie.what == "criterion":
        return any(criterion.key == tie.key for _path, criterion in _places(plan))
    if tie.what == "fewer_deductions":
        return True
    named = [aspect for module in plan.modules for aspect in module.aspects if aspect.key == tie.key]
    return any(tie.what != "time" or isinstance(aspect, Timed | Measurement) for aspect in named)


def _check_expressions(plan: Plan) -> None:
    """Expressions name aspects of the plan, never themselves on any way, and ask about all entries only of what does
    not ask about them itself."""
    paths = _expression_paths(plan)
    for key, path in paths.items():
        _check_names(plan, plan.aspect(key), path)
    if len(plan.order_of_work) < len(paths):
        cycle = cycle_of({key: plan.expressions[key].keys for key in paths})
        raise PlanRefused("expression_cycle", paths[cycle[0]], aspects=", ".join(cycle))
    for key, path in paths.items():
        for _function, asked in sorted(plan.expressions[key].population):
            if asked in plan.on_population:
                raise PlanRefused("population_nested", path, aspect=asked)


def _expression_paths(plan: Plan) -> dict[str, str]:
    found = {}
    for path, criterion in _places(plan):
        for k, aspect in enumerate(criterion.aspects):
            if aspect.key in plan.expressions:
                found[aspect.key] = f"{path}.aspects[{k}].{'expression' if isinstance(aspect, Computed) else 'formula'}"
    return found


def _check_names(plan: Plan, aspect: Aspect, path: str) -> None:
    """What an expression names is there, and is attempted as often as the aspect that is computed attempt by attempt."""
    known = {found.key: found for module in plan.modules for found in module.aspects}
    for key in sorted(plan.expressions[aspect.key].keys):
        if key not in known:
            raise PlanRefused("unknown_aspect", path, aspect=key)
        attempts = known[key].attempts
        if isinstance(aspect, Computed) and aspect.attempts and attempts and attempts.count != aspect.attempts.count:
            at = f"{path.rpartition('.')[0]}.attempts.count"
            raise PlanRefused("attempts_differ", at, aspect=key, count=str(attempts.count))


def _check_sections(plan: Plan) -> None:
    """Every aspect belongs to exactly one section when there are sections, to none when there are none (WS-1)."""
    known = {section.key for section in plan.document.sections}
    for path, criterion in _places(plan):
        for k, aspect in enumerate(criterion.aspects):
            if aspect.section is None and known:
                raise PlanRefused("section_missing", f"{path}.aspects[{k}].section")
            if aspect.section is not None and aspect.section not in known:
                raise PlanRefused("unknown_section", f"{path}.aspects[{k}].section", section=aspect.section)
