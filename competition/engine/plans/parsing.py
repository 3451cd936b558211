"""From a plan document to a Plan: the whole, part by part."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal

from competition.engine.plans.agreement import check_agreement
from competition.engine.plans.aspects import read_aspect
from competition.engine.plans.awarding import read_awards
from competition.engine.plans.awarding_checks import check_awards
from competition.engine.plans.ordering import read_order, read_scale_score, read_ties
from competition.engine.plans.reading import LONGEST_MODULE_KEY, Reader
from competition.engine.plans.shape import Component, Criterion, Module, Panel
from competition.engine.plans.technical import read_document
from competition.engine.plans.whole import Plan
from competition.engine.refusal import PlanRefused
from competition.engine.rounding import RoundingRules

FORMAT = "craftboard-plan"
VERSION = 1
LARGEST_PANEL = 15
FEWEST_TO_TRIM = {"trimmed_mean": 5, "olympic": 3}
_METHODS = ("mean", "trimmed_mean", "median", "olympic")
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
        components=reader.each("components", read_component, most=8),
        modules=reader.each("modules", _module, most=20),
        rounding=read_rounding(reader.part("rounding")),
        ties=read_ties(reader),
        document=read_document(reader),
        document_hash=document_hash,
        scale_score=read_scale_score(reader),
        order=read_order(reader),
        total_floor=reader.limit("total_floor"),
        total_ceiling=reader.limit("total_ceiling"),
        awards=read_awards(reader),
    )
    reader.finish()
    _check_limits(reader, "total_floor", plan.total_floor, plan.total_ceiling)
    check_agreement(plan)
    check_awards(plan)
    return plan


def _check_limits(reader: Reader, key: str, floor: Decimal | None, ceiling: Decimal | None) -> None:
    if floor is not None and ceiling is not None and floor > ceiling:
        raise PlanRefused("upside_down", reader.at(key))


def read_component(reader: Reader) -> Component:
    component = Component(
        key=reader.key(),
        title=reader.text("title"),
        weight=reader.positive("weight", "1"),
        max=reader.positive("max", "10000"),
        bonus=reader.limit("bonus", "0") or Decimal(0),
        floor=reader.limit("floor"),
        ceiling=reader.limit("ceiling"),
    )
    _check_limits(reader, "floor", component.floor, component.ceiling)
    return component


def read_panel(reader: Reader) -> Panel:
    method = reader.word("method", _METHODS)
    high, low = reader.whole("high", 0, 5), reader.whole("low", 0, 5)
    panel = Panel(
        method=method,
        high=high,
        low=low,
        level=reader.word("level", ("aspect", "sheet")),
        minimum=reader.whole("minimum", 1, LARGEST_PANEL),
        spread=reader.limit("spread", "0", "100"),
        trim_from=_trim_from(reader, method, high + low),
        figure=reader.word("figure", ("mean", "sum")) if reader.given("figure") else "mean",
        exclude_lead=reader.flag("exclude_lead", False),
        leniency=reader.word("leniency", ("none", "z", "additive")) if reader.given("leniency") else "none",
    )
    reader.finish()
    _check_trim(reader, panel)
    if panel.leniency != "none" and panel.level != "sheet":
        raise PlanRefused("leniency_needs_sheets", reader.at("leniency"))
    return panel


def _trim_from(reader: Reader, method: str, dropped: int) -> int:
    """From how many marks on some are left out (field rule CN-3)."""
    fewest = FEWEST_TO_TRIM.get(method)
    if not reader.given("trim_from"):
        return fewest or FEWEST_TO_TRIM["trimmed_mean"]
    trim_from = reader.whole("trim_from", 1, LARGEST_PANEL)
    if fewest is None:
        raise PlanRefused("trim_without_trimmed_mean", reader.at("trim_from"))
    if trim_from <= dropped:
        raise PlanRefused("trims_everybody", reader.at("trim_from"), dropped=str(dropped))
    return trim_from


def _check_trim(reader: Reader, panel: Panel) -> None:
    dropped = panel.high + panel.low
    if panel.method not in FEWEST_TO_TRIM and dropped:
        raise PlanRefused("trim_without_trimmed_mean", reader.at("high" if panel.high else "low"))
    if panel.method == "trimmed_mean" and not dropped:
        raise PlanRefused("trims_nothing", reader.at("high"))
    if panel.method == "olympic" and (panel.high, panel.low) != (1, 1):
        raise PlanRefused("olympic_drops_one", reader.at("low" if panel.high == 1 else "high"))
    if dropped >= panel.minimum:
        raise PlanRefused("trims_everybody", reader.at("minimum"), dropped=str(dropped))


def _criterion(reader: Reader) -> Criterion:
    day = reader.whole("day", 1, 9) if reader.given("day") else None
    return Criterion(reader.key(), reader.text("title"), reader.each("aspects", read_aspect, most=100), day)


def _module(reader: Reader) -> Module:
    floor = reader.limit("floor")
    module = Module(
        key=reader.key(longest=LONGEST_MODULE_KEY),
        title=reader.text("title"),
        component=reader.key("component"),
        minutes=reader.whole("minutes", 1, 14400) if reader.given("minutes") else None,
        panel=read_panel(reader.part("panel")),
        criteria=reader.each("criteria", _criterion, most=40),
        floor=Decimal(0) if floor is None else floor,
        ceiling=reader.limit("ceiling"),
    )
    _check_limits(reader, "ceiling" if floor is None else "floor", module.floor, module.ceiling)
    return module


def read_rounding(reader: Reader) -> RoundingRules:
    rules = {step: reader.rule(step) for step in _STEPS}
    product = reader.rule("product") if reader.given("product") else None
    reader.finish()
    return RoundingRules(**rules, product=product)
