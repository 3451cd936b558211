"""Scoring plans: a JSON document (format craftboard-plan) read once into frozen values.

Reading and refusing is here; what a plan makes of marks is in `totals`; versions and their states are in
`competition.schemes`.
"""

from competition.engine.plans.parsing import FORMAT, VERSION, canonical, parse_plan, plan_hash
from competition.engine.plans.refusals import refusals
from competition.engine.plans.shape import (
    Aspect,
    Attempts,
    Band,
    Component,
    Computed,
    Counted,
    Criterion,
    Deduction,
    Judgement,
    Measurement,
    Module,
    Order,
    Over,
    Panel,
    Plausible,
    Points,
    ScaleScore,
    Text,
    Tie,
    Timed,
    YesNo,
)
from competition.engine.plans.technical import AgeGroup, Provision, Section, Slot, TechnicalDocument
from competition.engine.plans.whole import Plan
from competition.engine.rounding import Rounding, RoundingRules

__all__ = [
    "FORMAT",
    "VERSION",
    "AgeGroup",
    "Aspect",
    "Attempts",
    "Band",
    "Component",
    "Computed",
    "Counted",
    "Criterion",
    "Deduction",
    "Judgement",
    "Measurement",
    "Module",
    "Order",
    "Over",
    "Panel",
    "Plan",
    "Plausible",
    "Points",
    "Provision",
    "Rounding",
    "RoundingRules",
    "ScaleScore",
    "Section",
    "Slot",
    "TechnicalDocument",
    "Text",
    "Tie",
    "Timed",
    "YesNo",
    "canonical",
    "parse_plan",
    "plan_hash",
    "refusals",
]
