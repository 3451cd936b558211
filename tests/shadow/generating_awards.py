"""Strategies of awards: medals, prizes, teams, titles and promotions that a plan may say."""

from decimal import Decimal

from tests.shadow.generating import Document, Hand, T

DIVISIONS = ("职工组", "学生组")


def awards(hand: Hand, plan: Document) -> Document:
    """Any of the parts of a plan's awards."""
    low = (plan.get("order") or {}).get("better") == "low"
    found: Document = {}
    on = ("total", "scale_score") if plan.get("scale_score") else ("total",)
    if hand.chance(3):
        found["by_division"] = True
    if hand.chance(7):
        found["medals"] = _medals(hand, on)
    if hand.chance(4) and not low:
        found["medallion"] = {"on": hand.one(on), "from": hand.one(("20", "40", "700"))}
    if hand.chance(7):
        found["prizes"] = _prizes(hand, low)
    for table in ("teams", "organisations"):
        if hand.chance(6):
            found[table] = _table(hand, plan, found, low)
    if hand.chance(5):
        by = hand.one(("entrants", "points") if "organisations" in found else ("entrants",))
        found["organisation_award"] = {"by": by, "count": hand.upto(1, 2)}
        if hand.chance(3):
            found["organisation_award"]["after"] = 1
    if hand.chance(5):
        found["titles"] = [
            {"key": f"t{place}", "title": T} | _reach(hand, plan, found, low) for place in range(hand.upto(1, 2))
        ]
    if hand.chance(5):
        found["promotion"] = [_promotion(hand, plan, found, low) for _ in range(hand.upto(1, 3))]
    return found


def _medals(hand: Hand, on: tuple[str, ...]) -> Document:
    rule: Document = {"on": hand.one(on), "window": hand.one(("0", "0.5", "2", "10", "34"))}
    if hand.chance(6):
        rule["anchor"] = hand.one(("first", "previous"))
    if hand.chance(4):
        fields = ({"below": 3, "medals": 0}, {"below": 4, "medals": 1}, {"below": 6, "medals": 2})
        rule["small_fields"] = list(fields[hand.upto(0, 2) :])
    return rule


def _prizes(hand: Hand, low: bool) -> list[Document]:
    prizes = []
    kinds = ["share", "share", "count", "within"] + ["from_total"] * (not low)
    for place in range(hand.upto(1, 4)):
        kind = hand.one(kinds)
        if kind in ("within", "from_total"):
            kinds.remove(kind)
        prize: Document = {"key": f"p{place}", "title": T}
        if kind == "share":
            prize["share"] = hand.one(("0.1", "0.2", "0.25"))
            for key, choices in (
                ("rounding", ("down", "half_up", "up")),
                ("minimum", (0, 1, 2)),
                ("from_entries", (1, 5)),
            ):
                if hand.chance(5):
                    prize[key] = hand.one(choices)
        else:
            prize[kind] = {"count": hand.upto(1, 2), "within": hand.one(("0.5", "0.34", "1"))}.get(kind, "30")
        if kind in ("share", "count") and hand.chance(6):
            prize["cut"] = hand.one(("inclusive", "exclusive"))
        prizes.append(prize)
    return prizes


def _table(hand: Hand, plan: Document, found: Document, low: bool) -> Document:
    rule: Document = {"rule": hand.one(("top_n", "sum", "place_points"))}
    if rule["rule"] == "top_n" or (rule["rule"] == "place_points" and hand.chance(4)):
        rule["n"] = hand.upto(1, 3)
    if rule["rule"] == "place_points":
        rule["points"] = hand.one((["8", "4", "2", "1"], ["10", "6.5"], ["4", "3", "2", "1", "0.5"]))
        of = ("places",) + ("prizes",) * ("prizes" in found) + ("medals",) * ("medals" in found)
        if hand.chance(5):
            rule["of"] = hand.one(of)
        if rule.get("of") == "medals":
            rule["points"] = ["4", "3", "2", "1"]
        if rule.get("of") == "prizes":
            rule["points"] = ["8", "4", "2", "1", "0.5"][: len(found["prizes"]) + 1]
    if hand.chance(3) or (low and rule["rule"] != "place_points"):
        rule["complete"] = True
    if hand.chance(2):
        rule["divisions"] = [hand.one(DIVISIONS)]
    clocked = [
        one["key"] for one in hand.aspects if one["kind"] in ("timed", "measurement") and one["marked_by"] == "one"
    ]
    ties = ["shared", "best_place"] + [f"time:{key}" for key in clocked]
    if hand.chance(7):
        rule["tie"] = hand.one(ties)
    return rule


def _reach(hand: Hand, plan: Document, found: Document, low: bool) -> Document:
    first = hand.upto(1, 3)
    rule: Document = {"from": first, "to": first + hand.upto(0, 4)}
    if hand.chance(3):
        rule["divisions"] = [hand.one(DIVISIONS)]
    if hand.chance(3) and not low:
        rule["total_from"] = hand.one(("10", "25.5", "60"))
    if hand.chance(2):
        component = hand.one([component["key"] for component in plan["components"]])
        rule["passed"] = [{"component": component, "from": str(Decimal(hand.upto(0, 80)) / 2)}]
    if hand.chance(2) and "prizes" in found:
        rule["prizes"] = [hand.one([prize["key"] for prize in found["prizes"]])]
    return rule


def _promotion(hand: Hand, plan: Document, found: Document, low: bool) -> Document:
    rule = _reach(hand, plan, found, low) | {"level": hand.upto(1, 4)}
    if hand.chance(5):
        rule["prior"] = sorted({hand.upto(rule["level"] + 1, 5) for _ in range(2)})
    return rule
