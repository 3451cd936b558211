"""From a plan document to a Plan: the whole, and what must agree across its parts."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from competition.engine.plans.aspects import read_aspect
from competition.engine.plans.reading import Reader
from competition.engine.plans.shape import Aspect, Component, Criterion, Module, Panel, Tie, Timed
from competition.engine.plans.technical import read_document
from competition.engine.plans.whole import Plan
from competition.engine.refusal import PlanRefused
from competition.engine.rounding import MODES, Rounding, RoundingRules

FORMAT = "craftboard-plan"
VERSION = 1
MOST_ASPECTS = 400
LARGEST_PANEL = 15
_METHODS = ("mean", "trimmed_mean", "median")
_STEPS = ("judge", "aspect", "panel", "module", "component", "total")


def canonical(document: Mapping[str, object]) -> bytes:
    """The document as bytes that do not depend on the order of its keys: JSON, sorted, no spaces, UTF-8.

    Raises PlanRefused not_json for what JSON cannot say (NaN, sets, …).
    """
    try:
        text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return text.encode()
    except (TypeError, ValueError, RecursionError) as fault:
        raise PlanRefused("not_json") from fault


def plan_hash(document: Mapping[str, object]) -> str:
    """SHA-256 of the canonical document in hexadecimal: the name of a frozen plan."""
    return hashlib.sha256(canonical(document)).hexdigest()


def parse_plan(document: Mapping[str, object]) -> Plan:
    """Reads a plan document, format craftboard-plan, version 1.

    Raises PlanRefused with a code and the JSON path of the first thing that is missing, unknown, out of bounds or in
    contradiction with another part (field rules WS-2, CN-1, CN-2, CN-3).
    """
    document_hash = plan_hash(document)
    reader = Reader(document, "")
    reader.word("format", (FORMAT,))
    reader.whole("version", VERSION, VERSION)
    plan = Plan(
        title=reader.text("title"),
        scale=reader.positive("scale", "10000"),
        components=reader.each("components", _component, most=8),
        modules=reader.each("modules", _module, most=20),
        rounding=_rounding(reader.part("rounding")),
        ties=_ties(reader),
        document=read_document(reader),
        document_hash=document_hash,
    )
    reader.finish()
    _check_keys(plan)
    _check_components(plan)
    _check_modules(plan)
    _check_ties(plan)
    _check_sections(plan)
    return plan


def _component(reader: Reader) -> Component:
    return Component(
        key=reader.key(),
        title=reader.text("title"),
        weight=reader.positive("weight", "1"),
        max=reader.positive("max", "10000"),
        bonus=reader.decimal("bonus", "0", "10000") if reader.given("bonus") else Decimal(0),
    )


def _panel(reader: Reader) -> Panel:
    method = reader.word("method", _METHODS)
    high, low = reader.whole("high", 0, 5), reader.whole("low", 0, 5)
    minimum = reader.whole("minimum", 1, LARGEST_PANEL)
    if method != "trimmed_mean" and high + low:
        raise PlanRefused("trim_without_trimmed_mean", reader.at("high" if high else "low"))
    if method == "trimmed_mean" and not high + low:
        raise PlanRefused("trims_nothing", reader.at("high"))
    if high + low >= minimum:
        raise PlanRefused("trims_everybody", reader.at("minimum"), dropped=str(high + low))
    spread = reader.decimal("spread", "0", "100") if reader.given("spread") else None
    panel = Panel(method, high, low, reader.word("level", ("aspect", "sheet")), minimum, spread)
    reader.finish()
    return panel


def _criterion(reader: Reader) -> Criterion:
    day = reader.whole("day", 1, 9) if reader.given("day") else None
    return Criterion(reader.key(), reader.text("title"), reader.each("aspects", read_aspect, most=100), day)


def _module(reader: Reader) -> Module:
    return Module(
        key=reader.key(),
        title=reader.text("title"),
        component=reader.key("component"),
        minutes=reader.whole("minutes", 1, 14400) if reader.given("minutes") else None,
        panel=_panel(reader.part("panel")),
        criteria=reader.each("criteria", _criterion, most=40),
    )


def _rounding(reader: Reader) -> RoundingRules:
    rules = {}
    for step in _STEPS:
        rule = reader.part(step)
        rules[step] = Rounding(rule.whole("digits", 0, 6), rule.word("mode", tuple(MODES)))
        rule.finish()
    reader.finish()
    return RoundingRules(**rules)


def _ties(reader: Reader) -> tuple[Tie, ...]:
    chain = reader.take("ties")
    if not isinstance(chain, list):
        raise PlanRefused("not_a_list", "ties")
    if len(chain) > 12:
        raise PlanRefused("bad_count", "ties", least="0", most="12")
    return tuple(_tie(named, f"ties[{place}]") for place, named in enumerate(chain))


def _tie(named: object, path: str) -> Tie:
    if not isinstance(named, str):
        raise PlanRefused("unknown_tie", path)
    what, _colon, key = named.partition(":")
    if named != "fewer_deductions" and (what not in ("component", "module", "time") or not key):
        raise PlanRefused("unknown_tie", path)
    return Tie(what, key)


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
    aspects: dict[str, Aspect] = {aspect.key: aspect for module in plan.modules for aspect in module.aspects}
    known = {
        "component": {component.key for component in plan.components},
        "module": {module.key for module in plan.modules},
        "time": {key for key, aspect in aspects.items() if isinstance(aspect, Timed)},
        "fewer_deductions": {""},
    }
    for i, tie in enumerate(plan.ties):
        if tie.key not in known[tie.what]:
            raise PlanRefused("unknown_tie", f"ties[{i}]")
        if tie.what == "time" and not aspects[tie.key].one:
            raise PlanRefused("tie_time_of_many", f"ties[{i}]")
        if tie in plan.ties[:i]:
            raise PlanRefused("tie_twice", f"ties[{i}]")


def _check_sections(plan: Plan) -> None:
    """Every aspect belongs to exactly one section when there are sections, to none when there are none (WS-1)."""
    known = {section.key for section in plan.document.sections}
    for path, criterion in _places(plan):
        for k, aspect in enumerate(criterion.aspects):
            if aspect.section is None and known:
                raise PlanRefused("section_missing", f"{path}.aspects[{k}].section")
            if aspect.section is not None and aspect.section not in known:
                raise PlanRefused("unknown_section", f"{path}.aspects[{k}].section", section=aspect.section)
