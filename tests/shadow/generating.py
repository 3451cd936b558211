"""Strategies: whole plan documents with every feature of the format, and tables of marks and entries to go with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.shadow.wording import Words, expression

Document = dict[str, Any]
Row = dict[str, str]
_Chosen = TypeVar("_Chosen")
T = {"zh": "试", "en": "Trial"}
STEPS = ("judge", "aspect", "panel", "module", "component", "total")
STATUSES = ("DNS", "DNF", "DQ", "WD")


@dataclass
class Hand:
    """Draws one thing after another, and remembers what of the plan has been written so far."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    aspects: list[Document] = field(default_factory=list)
    of_field: set[str] = field(default_factory=set)

    def one(self, choices: Sequence[_Chosen]) -> _Chosen:
        """One of the choices."""
        return self.draw(st.sampled_from(choices))

    def upto(self, least: int, most: int) -> int:
        """A whole number between two bounds."""
        return self.draw(st.integers(least, most))

    def chance(self, share: int) -> bool:
        """True `share` times in ten."""
        return self.upto(0, 9) >= 10 - share

    def decimal(self, least: int, most: int, digits: int) -> str:
        """A decimal text between two whole numbers."""
        return str(Decimal(self.upto(least * 10**digits, most * 10**digits)).scaleb(-digits))


def rounding(hand: Hand) -> Document:
    """A rule of rounding."""
    return {"digits": hand.upto(0, 3), "mode": hand.one(("half_up", "half_even", "down"))}


def judging(hand: Hand) -> Document:
    """A panel with any method and any of the options that go with it."""
    method = hand.one(("mean", "trimmed_mean", "median", "olympic"))
    high, low = {"olympic": (1, 1), "trimmed_mean": hand.one(((1, 1), (1, 0), (0, 1), (2, 1)))}.get(method, (0, 0))
    panel: Document = {"method": method, "high": high, "low": low, "level": hand.one(("aspect", "sheet"))}
    panel |= {"minimum": high + low + 1, "spread": None}
    if high + low and hand.chance(6):
        panel["trim_from"] = hand.upto(high + low + 1, high + low + 3)
    if hand.chance(2):
        panel["figure"] = hand.one(("sum", "mean"))
    if hand.chance(2):
        panel["exclude_lead"] = True
    if panel["level"] == "sheet" and hand.chance(4):
        panel["leniency"] = hand.one(("z", "additive", "none"))
    return panel


def attempts(hand: Hand, *, on: str, count: int | None = None) -> Document:
    """A rule of attempts."""
    count = count or hand.upto(2, 4)
    rule: Document = {"count": count, "rule": hand.one(("best", "worst", "mean", "sum", "last")), "on": on}
    minimum = hand.upto(1, count)
    if hand.chance(6):
        rule["minimum"] = minimum
    else:
        minimum = count
    if rule["rule"] in ("mean", "sum") and hand.chance(6):
        rule["drop_best"] = hand.upto(0, minimum - 1)
        rule["drop_worst"] = hand.upto(0, minimum - 1 - rule["drop_best"])
    for key, choices in (("better", ("high", "low")), ("failed", ("out", "worst", "void"))):
        if hand.chance(6):
            rule[key] = hand.one(choices)
    if hand.chance(4):
        rule["most_failed"] = hand.upto(0, count)
    if hand.chance(3):
        rule["rounding"] = rounding(hand)
    return rule


def _yesno(hand: Hand) -> Document:
    return {"max": hand.decimal(1, 5, 1)}


def _judgement(hand: Hand) -> Document:
    steps = hand.upto(2, 5)
    rule: Document = {"max": hand.one(("1", "2", "3.5", "10")), "steps": steps, "descriptors": [T] * steps}
    if hand.chance(3):
        top = Decimal(rule["max"])
        rule["values"] = [str(top * place / 16) for place in range(steps - 1)] + [rule["max"]]
    return rule


def _points(hand: Hand) -> Document:
    step = Decimal(hand.one(("1", "0.5", "0.25", "2")))
    top, low = step * hand.upto(2, 12), step * hand.upto(-6, 1)
    return {"max": str(top), "step": str(step)} | ({"min": str(low)} if hand.chance(3) else {})


def _counted(hand: Hand) -> Document:
    each, target = Decimal(hand.one(("1", "0.5", "0.3", "1.25"))), hand.upto(2, 8)
    return {
        "max": str(each * target),
        "each": str(each),
        "target": hand.one((str(target), None)),
        "plausible": {"min": "0", "max": "9"},
    }


def _timed(hand: Hand) -> Document:
    ends = sorted({hand.upto(2, 40) * 5 for _ in range(hand.upto(1, 3))})
    top = hand.upto(0, 8)
    rule: Document = {"max": str(top), "beyond": str(hand.upto(-2, 0)), "over": None}
    rule["bands"] = [
        {"to": str(end), "points": str(top if not place else top - place)} for place, end in enumerate(ends)
    ]
    for side, from_ in (("over", (60, 200)), ("under", (20, 100))):
        if hand.chance(4):
            off = {
                "from": str(hand.upto(*from_)),
                "unit": hand.one(("10", "30", "0.5")),
                "points": hand.one(("1", "0.25")),
            }
            rule[side] = off | {"cap": hand.one((None, "2", "5"))}
    return rule | {"plausible": {"min": "0", "max": "600"}}


def _measurement(hand: Hand) -> Document:
    top = hand.upto(1, 8)
    rule: Document = {
        "max": str(top),
        "unit": "mm",
        "decimals": hand.upto(0, 3),
        "plausible": {"min": "-5", "max": "60"},
    }
    if hand.chance(5):
        bands = [{"from": str(place * 4), "to": str(place * 4 + hand.upto(3, 6))} for place in range(hand.upto(1, 3))]
        if hand.chance(3):
            bands[-1]["to"] = None  # type: ignore[assignment]
        rule["bands"] = [band | {"points": str(max(0, top - place * 2))} for place, band in enumerate(bands)]
        return rule
    rule["formula"] = expression(hand.draw, _words(hand, value=True))
    if hand.chance(5):
        rule["floor"] = str(hand.upto(-3, 0))
    return rule


def _deduction(hand: Hand) -> Document:
    critical = hand.chance(2)
    rule: Document = {"max": "0", "required": False, "step": "0" if critical else hand.one(("0.5", "1", "0.3"))}
    return rule | {"cap": None if critical else hand.one((None, "2")), "critical": critical}


KINDS: Mapping[str, Callable[[Hand], Document]] = {
    "yesno": _yesno,
    "judgement": _judgement,
    "points": _points,
    "counted": _counted,
    "timed": _timed,
    "measurement": _measurement,
    "deduction": _deduction,
}


def _words(hand: Hand, *, value: bool = False, count: int | None = None) -> Words:
    """What an expression may name: aspects written before it, in attempts only those of the same count."""
    known = [
        rule for rule in hand.aspects if not count or not rule.get("attempts") or rule["attempts"]["count"] == count
    ]
    keys = tuple(rule["key"] for rule in known)
    return Words(keys, tuple(key for key in keys if key not in hand.of_field), value)


def aspect(hand: Hand, key: str) -> Document:
    """One aspect of any kind, with any of the options that go with it."""
    kind = hand.one((*KINDS, "computed", "computed"))
    rule: Document = {"key": key, "kind": kind, "title": T, "note": None}
    if kind == "computed":
        rule |= _computed(hand)
    else:
        rule |= {"marked_by": hand.one(("one", "each", "each")), "required": True} | KINDS[kind](hand)
    if kind not in ("deduction", "computed"):
        rule |= _attempts(hand, rule)
    if kind != "deduction":
        if hand.chance(2):
            rule["counts"] = hand.chance(3)
        if hand.chance(2):
            rule["factor"] = hand.one(("0.5", "1.5", "3.1", "0.6"))
        if rule.get("marked_by") != "each" and hand.chance(1):
            rule["dnf_if_none"] = True
    text = rule.get("expression") or rule.get("formula") or ""
    if _asks_field(text) or any(f"[{other}]" in text for other in hand.of_field):
        hand.of_field.add(key)
    hand.aspects.append(rule)
    return rule


def _asks_field(text: str) -> bool:
    return any(
        f"{word}([" in text and f"{word}([" in text
        for word in ("best", "least", "mean", "median", "sd", "rank", "rank_low", "count")
    )


def _attempts(hand: Hand, rule: Document) -> Document:
    if rule["kind"] == "yesno" or not hand.chance(3):
        return {}
    on_value = rule["marked_by"] == "one" and rule["kind"] in ("measurement", "timed", "counted", "points")
    return {"attempts": attempts(hand, on=hand.one(("value", "points")) if on_value else "points")}


def _computed(hand: Hand) -> Document:
    rule: Document = {"max": hand.one(("5", "10", "4.5", "100"))}
    if hand.chance(4):
        rule["min"] = hand.one(("-5", "0", "-0.5", "1"))
    counts = sorted({other["attempts"]["count"] for other in hand.aspects if other.get("attempts")})
    count = hand.one(counts) if counts and hand.chance(3) else None
    rule["expression"] = expression(hand.draw, _words(hand, count=count))
    return rule | ({"attempts": attempts(hand, on="points", count=count)} if count else {})


def _worth(module: Document) -> Decimal:
    worth = Decimal(0)
    for criterion in module["criteria"]:
        for rule in criterion["aspects"]:
            if rule.get("counts") is not False:
                worth += max(Decimal(rule["max"]), Decimal(0)) * Decimal(rule.get("factor", "1"))
    return worth


def _module(hand: Hand, key: str, component: str) -> Document:
    criteria = []
    for part in range(1, hand.upto(1, 2) + 1):
        own = f"{key}{part}"
        rules = [aspect(hand, f"{own}.{place}") for place in range(1, hand.upto(1, 4) + 1)]
        if part == 1:
            rules.append({"key": f"{own}.y", "title": T, "note": None} | {"kind": "points", "max": "8", "step": "0.5"})
            rules[-1] |= {"marked_by": hand.one(("one", "each")), "required": True}
            hand.aspects.append(rules[-1])
        criteria.append({"key": own, "title": T, "aspects": rules})
    module: Document = {"key": key, "title": T, "component": component, "minutes": 60, "panel": judging(hand)}
    if hand.chance(2):
        module["floor"] = hand.one(("-20", "0", "-1.5"))
    if hand.chance(2):
        module["ceiling"] = hand.one(("12", "7.5"))
    return module | {"criteria": criteria}


def _ties(hand: Hand, plan: Document) -> list[str]:
    aspects = hand.aspects
    choices = [f"component:{component['key']}" for component in plan["components"]] + ["fewer_deductions"]
    for module in plan["modules"]:
        choices.append(f"module:{module['key']}")
        if any(rule.get("marked_by") == "each" for criterion in module["criteria"] for rule in criterion["aspects"]):
            choices.append(f"judges_majority:{module['key']}")
        choices += [f"criterion:{criterion['key']}" for criterion in module["criteria"]]
    choices += [
        f"{word}:{rule['key']}" for rule in aspects if rule["kind"] != "deduction" for word in ("aspect", "value")
    ]
    choices += [f"best_attempt:{rule['key']}" for rule in aspects if rule.get("attempts")]
    clocked = [rule for rule in aspects if rule["kind"] in ("timed", "measurement") and rule["marked_by"] == "one"]
    choices += [f"time:{rule['key']}" for rule in clocked]
    return hand.draw(st.lists(st.sampled_from(sorted(set(choices))), unique=True, max_size=4))


def plan_before_awards(hand: Hand) -> Document:
    """A plan with everything but awards."""
    keys = ("theory", "practical", "bonus")[: hand.upto(1, 3)]
    weights = {1: ("1",), 2: hand.one((("0.3", "0.7"), ("0.5", "0.5"), ("0.05", "0.95"))), 3: ("0.2", "0.3", "0.5")}
    plan: Document = {"format": "craftboard-plan", "version": 1, "title": T, "scale": hand.one(("100", "50", "100"))}
    plan["components"] = [
        {"key": key, "title": T, "weight": weight} for key, weight in zip(keys, weights[len(keys)], strict=True)
    ]
    plan["modules"] = []
    for component in plan["components"]:
        modules = [
            _module(hand, f"M{len(plan['modules']) + place}", component["key"])
            for place in range(1, hand.upto(1, 2) + 1)
        ]
        plan["modules"] += modules
        component["max"] = str(sum((_worth(module) for module in modules), Decimal(0)))
        if hand.chance(1):
            component["floor"] = hand.one(("0", "10"))
        if hand.chance(1):
            component["ceiling"] = hand.one(("40", "60.5"))
    plan["rounding"] = {step: rounding(hand) for step in STEPS}
    if hand.chance(4):
        plan["rounding"]["product"] = rounding(hand)
    plan["ties"] = _ties(hand, plan)
    if hand.chance(1):
        plan["total_floor"] = hand.one(("0", "5"))
    if hand.chance(1):
        plan["total_ceiling"] = hand.one(("60", "30.5"))
    return plan | _scale_and_order(hand)


def close_plan(hand: Hand) -> Document:
    """A plan so small that many entries come out level: its order and its awards are what matters."""
    attempted = _attempted(hand)
    rules: list[Document] = [
        {"kind": "points", "max": "2", "step": "1", "marked_by": "each"},
        {"kind": "points", "max": "1", "step": "1", "marked_by": "one"},
        {"kind": "timed", "max": "0", "beyond": "0", "over": None, "bands": [{"to": "600", "points": "0"}]},
        {"kind": "deduction", "max": "0", "step": "1", "cap": "1", "critical": False, "marked_by": "each"},
        {"kind": "counted", "max": "2", "each": "1", "target": "2", "marked_by": "one", "counts": False} | attempted,
    ]
    rules[2] |= {"marked_by": "one", "plausible": {"min": "0", "max": "600"}}
    rules[4] |= {"plausible": {"min": "0", "max": "9"}}
    for place, rule in enumerate(rules, 1):
        rule |= {"key": f"K{place}", "title": T, "note": None, "required": rule["kind"] != "deduction"}
        hand.aspects.append(rule)
    panel = judging(hand) | {"leniency": "none"}
    head = {"key": "M", "title": T, "component": "whole", "minutes": 60, "panel": panel}
    module = head | {
        "criteria": [{"key": "C", "title": T, "aspects": rules[:2]}, {"key": "D", "title": T, "aspects": rules[2:]}]
    }
    plan: Document = {"format": "craftboard-plan", "version": 1, "title": T, "scale": hand.one(("3", "30", "100"))}
    plan["components"] = [{"key": "whole", "title": T, "weight": "1", "max": "3"}]
    plan |= {"modules": [module], "rounding": {step: rounding(hand) for step in STEPS}}
    return plan | {"ties": _ties(hand, plan)} | _scale_and_order(hand)


def _attempted(hand: Hand) -> Document:
    return {"attempts": {**attempts(hand, on="value"), "better": hand.one(("high", "low"))}}


def _scale_and_order(hand: Hand) -> Document:
    parts: Document = {}
    if hand.chance(6):
        method = hand.one(("none", "median_mad", "median_sd", "mean_sd"))
        parts["scale_score"] = {"method": method}
        if method != "none":
            parts["scale_score"] |= {"centre": hand.one(("700", "500")), "spread": hand.one(("30", "2.8", "100"))}
            parts["scale_score"] |= {"low": "0", "high": "1000"} if hand.chance(8) else {}
            parts["scale_score"] |= rounding(hand)
    if hand.chance(6):
        resort = hand.one(("shared", "lot", "entry"))
        parts["order"] = {"better": hand.one(("high", "high", "low")), "by": "total", "last_resort": resort}
        if "scale_score" in parts:
            parts["order"]["by"] = hand.one(("total", "scale_score"))
        if resort == "lot":
            parts["order"]["seed"] = hand.one(("2026", "种子"))
    return parts
