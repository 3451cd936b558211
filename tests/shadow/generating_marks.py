"""Strategies of whole contests: a plan, and the rows of MARKS.csv and ENTRIES.csv that go with it."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from tests.shadow.generating import STATUSES, Document, Hand, Row, close_plan, plan_before_awards
from tests.shadow.generating_awards import DIVISIONS, awards

JUDGES = (
    ("1", "2", "3"),
    ("1", "2", "4", "7"),
    ("1", "2", "3", "4", "5"),
    ("J2", "J10", "J9"),
    ("李", "王", "J9"),
    ("1",),
)


@dataclass(frozen=True)
class Trial:
    """A contest for both tabulators."""

    plan: Document
    marks: list[Row]
    entries: list[Row]


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    """A plan with marks of up to seven entries, in which anything may be missing."""
    hand = Hand(draw)
    plan = plan_before_awards(hand)
    if hand.chance(7):
        plan["awards"] = awards(hand, plan)
    entries = [_entry(hand, place) for place in range(1, hand.upto(1, 7) + 1)]
    marks: list[Row] = []
    panels = {module["key"]: hand.one(JUDGES) for module in plan["modules"]}
    for row in entries:
        if marks and hand.chance(2):
            marks += [mark | {"entry": row["entry"]} for mark in marks if mark["entry"] == marks[-1]["entry"]]
        elif hand.chance(9):
            for module in plan["modules"]:
                marks += _module(hand, module, panels[module["key"]], row["entry"])
        if hand.chance(1):
            marks = [mark for mark in marks if mark["entry"] != row["entry"] or mark["aspect"]]
            marks.append(_row(row["entry"], status=hand.one(STATUSES)))
    return Trial(plan, marks, entries)


@st.composite
def trials_of(draw: st.DrawFn, plan: Document) -> Trial:
    """Marks of a few entries under a plan that is given."""
    hand = Hand(draw)
    entries = [_entry(hand, place) for place in range(1, hand.upto(2, 4) + 1)]
    panels = {module["key"]: hand.one(JUDGES) for module in plan["modules"]}
    modules = [(module, row["entry"]) for row in entries for module in plan["modules"]]
    return Trial(
        plan, [mark for one, entry in modules for mark in _module(hand, one, panels[one["key"]], entry)], entries
    )


@st.composite
def close_trials(draw: st.DrawFn) -> Trial:
    """Many entries of a small plan: level totals, tie-breaks, windows, cuts, teams."""
    hand = Hand(draw)
    plan = close_plan(hand)
    plan["awards"] = awards(hand, plan)
    entries = [_entry(hand, place) for place in range(1, hand.upto(4, 14) + 1)]
    judges = hand.one(JUDGES)
    marks = [mark for row in entries for mark in _module(hand, plan["modules"][0], judges, row["entry"])]
    marks += [_row(row["entry"], status=hand.one(STATUSES)) for row in entries if hand.upto(0, 19) == 0]
    return Trial(plan, marks, entries)


def _row(entry: str, **cells: str) -> Row:
    return dict.fromkeys(("component", "aspect", "attempt", "judge", "value", "status"), "") | {"entry": entry} | cells


def _entry(hand: Hand, place: int) -> Row:
    name = hand.one((f"{place}", f"A{place}", f"a{place}-2"))
    row = {
        "entry": name,
        "division": hand.one((*DIVISIONS, "")),
        "organisation": hand.one(("东厂", "西厂", "北厂", "")),
    }
    return row | {"team": hand.one(("甲", "乙", "")), "prior_level": hand.one(("", "5", "4", "3", "2", "1"))}


def _module(hand: Hand, module: Document, judges: tuple[str, ...], entry: str) -> list[Row]:
    rows = []
    careless = hand.chance(3)
    for criterion in module["criteria"]:
        for rule in criterion["aspects"]:
            if rule["kind"] == "computed":
                continue
            count = rule["attempts"]["count"] if rule.get("attempts") else 0
            for attempt in range(1, count + 1) if count else (0,):
                for judge in judges if rule["marked_by"] == "each" else ("",):
                    if hand.chance(1 if not careless else 3) or (rule["kind"] == "deduction" and hand.chance(7)):
                        continue
                    cells = {"aspect": rule["key"], "judge": judge, "attempt": str(attempt) if attempt else ""}
                    cells["component"] = module["component"] if hand.chance(5) else ""
                    rows.append(_row(entry, **cells) | _value(hand, rule, attempt))
    return rows


def _value(hand: Hand, rule: Document, attempt: int) -> Row:
    if rule["marked_by"] == "each" and hand.chance(1):
        return {"status": hand.one(("absent", "unmarked"))}
    if attempt and hand.chance(1):
        return hand.one(({"status": "DNF"}, {"value": "none"}))
    if rule["kind"] in ("timed", "measurement") and hand.chance(1):
        return {"value": "none"}
    return {"value": _figure(hand, rule)}


def _figure(hand: Hand, rule: Document) -> str:
    kind = rule["kind"]
    if kind == "yesno":
        return hand.one(("yes", "no"))
    if kind == "judgement":
        return str(hand.upto(0, rule["steps"] - 1))
    if kind == "points":
        low, step = Decimal(rule.get("min", "0")), Decimal(rule["step"])
        return str(low + step * hand.upto(0, int((Decimal(rule["max"]) - low) / step)))
    if kind == "timed":
        return hand.one(("20", "45", "60", "60.001", "99.5", "120", "149.25", "200", "310"))
    if kind == "measurement":
        digits = rule["decimals"]
        return str(
            Decimal(hand.one(("-3", "0", "1.125", "4", "6.5", "9", "23.75"))).quantize(Decimal(1).scaleb(-digits))
        )
    return str(hand.upto(0, 9 if kind == "counted" else 3))
