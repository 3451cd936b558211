"""The texts of a tie chain: a larger number is better, empty is no figure."""

from competition.engine.plans import parse_plan
from competition.engine.totals import score_entry, tie_key
from tests.engine.plan_documents import aspect, deduction, module, panel, plan, points, text

CHAIN = (
    "component:practical",
    "module:A",
    "criterion:A-1",
    "aspect:S",
    "value:S",
    "aspect:V",
    "value:V",
    "time:T",
    "best_attempt:V",
    "best_attempt:L",
    "fewer_deductions",
    "judges_majority:A",
)


def rules():
    tried = {"count": 3, "on": "value", "minimum": 1}
    return parse_plan(
        plan(
            module(
                "A",
                points("S", "30", "1"),
                points("V", "20", "1", "one") | {"attempts": {**tried, "rule": "mean"}},
                aspect("timed", "T", "10", "one", bands=[{"to": "60", "points": "10"}], plausible=None),
                points("L", "20", "1", "one") | {"attempts": {**tried, "rule": "sum", "better": "low"}},
                points("I", "20", "1", "one") | {"counts": False, "required": False},
                deduction("D", "2", None),
                {"key": "C", "kind": "computed", "title": text(), "max": "20", "expression": "[T]"},
                judged=panel(minimum=2),
            ),
            ties=CHAIN,
        )
    )


def given(**by_slot):
    found = {}
    for slot, values in by_slot.items():
        for seat, value in enumerate(values.split(), start=1):
            found["A", seat, slot.replace("_", "#")] = value
    return found


def test_tie_texts_of_an_entry():
    marks = given(S="20 25", V_1="4", V_2="9", V_3="4", T="58.5", L_1="7", L_2="3", L_3="none", I="9", D="1")
    score = score_entry(rules(), marks, {"A": (1, 2)})
    points_of_all = "66.17"  # 22.50 + 5.67 + 10 + 10 + 20 - 2
    assert score.tie == (
        points_of_all,
        points_of_all,
        points_of_all,
        "22.50",
        "22.50",
        "5.67",
        "17/3",
        "-58.5",
        "9",
        "-3",
        "-2.00",
        "1=43.67 2=25.00",
    )
    assert tie_key(rules(), score) == score.tie


def test_tie_texts_of_nothing_are_empty_and_never_minus_nothing():
    score = score_entry(rules(), given(V_1="none", T="0"), {"A": (1, 2)})
    assert score.tie == ("10.00", "10.00", "10", "", "", "0.00", "", "0", "", "", "0", "1=10.00")


def test_tie_texts_of_a_plan_without_a_chain():
    plain = parse_plan(plan(module("A", points("S"))))
    assert score_entry(plain, given(S="5"), {"A": (1,)}).tie == ()


def test_tie_texts_of_deductions_that_come_to_nothing_are_plain():
    score = score_entry(rules(), given(S="20 25", D="0"), {"A": (1, 2)})
    assert (str(score.deductions), score.tie[CHAIN.index("fewer_deductions")]) == ("0.00", "0")
