"""The worked examples of the field rules TF-1 to TF-17, by value."""

from typing import Any

import pytest

from tests.shadow.small import MEAN, TRIMMED, aspect, cells, module, panel, plan, points, row, tabulated, tries

RANGE = {"min": "0", "max": "9999"}


def _counted(key: str, **options: Any) -> dict[str, Any]:
    return aspect(key, "counted", "9999", each="1", target="9999", plausible=RANGE, **options)


def test_copy_typing_is_proportional_to_the_best_net_speed() -> None:
    net = aspect("N", "computed", "9999", expression="max(0, [C] - 10 * [W])", counts=False)
    speed = aspect("S", "computed", "20", expression="20 * [N] / best([N])")
    document = plan(module("A", [_counted("C", counts=False), _counted("W", counts=False), net, speed]))
    marks = [row("a", "C", "2480"), row("a", "W", "7"), row("b", "C", "2650"), row("b", "W", "0")]
    result = tabulated(document, marks)
    assert cells(result, "figures")["a"]["N"] == "2410"
    assert cells(result, "aspects")["a"]["S"] == "18.19"
    assert cells(result, "aspects")["b"]["S"] == "20"


def test_mild_typing_takes_one_for_each_error() -> None:
    document = plan(module("A", [_counted("C"), aspect("W", "deduction", "0", step="1", cap=None, critical=False)]))
    result = tabulated(document, [row("a", "C", "500"), row("a", "W", "35")])
    assert cells(result, "modules") == {"a": {"A": "465"}}


@pytest.mark.parametrize(
    ("seconds", "off"), [("300", "0"), ("300.1", "-2"), ("323", "-6"), ("330", "-6"), ("330.1", "-8"), ("310", "-2")]
)
def test_overtime_takes_two_for_every_ten_seconds_started(seconds: str, off: str) -> None:
    over = {"from": "300", "unit": "10", "points": "2", "cap": None}
    bands = [{"to": "300", "points": "0"}]
    clock = aspect("C", "timed", "0", bands=bands, beyond="0", over=over, plausible=RANGE)
    document = plan(module("A", [points("P", by="each"), clock], panel=TRIMMED))
    marks = panel("1", "P", "88.5 90.0 91.2 86.0 95.0 89.4 90.6")
    result = tabulated(document, [*marks, row("1", "C", seconds)])
    assert cells(result, "aspects") == {"1": {"P": "89.94", "C": off}}
    assert off != "-6" or cells(result, "modules") == {"1": {"A": "83.94"}}


def test_undertime_takes_for_every_unit_started_below() -> None:
    under = {"from": "270", "unit": "30", "points": "1", "cap": "3"}
    clock = aspect(
        "C", "timed", "0", bands=[{"to": "9999", "points": "0"}], beyond="0", over=None, under=under, plausible=RANGE
    )
    document = plan(module("A", [points("P"), clock]))
    marks = [row(str(place), "C", value) for place, value in enumerate(("270", "269.9", "240", "239", "10"))]
    found = cells(tabulated(document, marks), "aspects")
    assert [found[str(place)]["C"] for place in range(5)] == ["0", "-1", "-1", "-2", "-3"]


def test_standard_time_is_the_mean_of_all() -> None:
    clock = aspect("C", "timed", "0", bands=[{"to": "9999", "points": "0"}], beyond="0", over=None, plausible=RANGE)
    standard = aspect("S", "computed", "9999", expression="mean([C])")
    document = plan(module("A", [clock, standard]))
    marks = [row(str(place), "C", value) for place, value in enumerate(("312", "298", "355", "410", "330"))]
    assert {row["S"] for row in cells(tabulated(document, marks), "aspects").values()} == {"341"}


def test_dive_is_the_sum_of_the_middle_five_times_difficulty_and_six_tenths() -> None:
    difficulty = points("D", "5", counts=False)
    dive = aspect("S", "computed", "200", expression="[J] * [D] * 0.6")
    judges = points("J", "10", "each", "0.5", counts=False)
    seven = {**TRIMMED, "figure": "sum"}
    document = plan(module("A", [judges, difficulty, dive], panel=seven))
    marks = [*panel("1", "J", "8.0 9.0 8.5 8.5 8.5 8.5 8.5"), row("1", "D", "3.1")]
    result = tabulated(document, marks)
    assert cells(result, "figures") == {"1": {"J": "42.5", "D": "3.1", "S": "79.05"}}


def test_figure_skating_sums_elements_with_factors() -> None:
    olympic = {**MEAN, "method": "olympic", "high": 1, "low": 1, "minimum": 3}
    document = plan(module("A", [points("J", "10", "each", "0.25", factor="1.6")], panel=olympic))
    result = tabulated(document, panel("1", "J", "7 7.25 9"))
    assert cells(result, "aspects") == {"1": {"J": "11.6"}}


def test_critical_step_fails_the_station() -> None:
    fault = aspect("X", "deduction", "0", step="0", cap=None, critical=True)
    document = plan(module("A", [points("P"), fault]), module("B", [points("Q")]), scale="100")
    marks = [row("a", "P", "90"), row("a", "X", "1"), row("a", "Q", "80"), row("b", "P", "90"), row("b", "X", "0")]
    result = tabulated(document, marks)
    assert cells(result, "modules") == {"a": {"A": "0", "B": "80"}, "b": {"A": "90", "B": "0"}}


def _solves(values: str, **rule: object) -> tuple[str | None, str]:
    attempts = {"on": "value", "better": "low", "rounding": {"digits": 2, "mode": "half_up"}, **rule}
    clock = aspect(
        "C", "timed", "0", bands=[{"to": "9999", "points": "0"}], beyond="0", over=None, plausible=RANGE,
        attempts=attempts, dnf_if_none=True,
    )  # fmt: skip
    result = tabulated(plan(module("A", [points("P"), clock])), tries("1", "C", values))
    return cells(result, "figures")["1"]["C"], cells(result, "status")["1"]


@pytest.mark.parametrize(
    ("values", "figure", "status"),
    [
        ("10 11 12 13 14", "12", ""),
        ("10 11 12 13 DNF", "12", ""),
        ("10.01 11.02 12.04 13 DNF", "12.02", ""),
        ("10 11 DNF 13 DNF", "none", "DNF"),
    ],
)
def test_average_of_five_drops_the_best_and_the_worst(values: str, figure: str, status: str) -> None:
    rule = {"count": 5, "rule": "mean", "drop_best": 1, "drop_worst": 1, "failed": "worst", "most_failed": 1}
    assert _solves(values, **rule) == (figure, status)


@pytest.mark.parametrize(
    ("values", "figure", "status"), [("10 11 12", "11", ""), ("10 11 DNF", "none", "DNF"), ("10 11", "10.5", "")]
)
def test_mean_of_three_allows_no_failure(values: str, figure: str, status: str) -> None:
    assert _solves(values, count=3, rule="mean", failed="worst", most_failed=0) == (figure, status)


def test_best_of_three_is_the_lowest_that_did_not_fail() -> None:
    assert _solves("12 DNF 11.5", count=3, rule="best", most_failed=2) == ("11.5", "")


def test_banknotes_count_twenty_off_for_a_bad_bundle() -> None:
    net = aspect("N", "computed", "9999", expression="if([E] > 0, 0, [C] - 20 * [B])", counts=True)
    document = plan(module("A", [*(_counted(key, counts=False) for key in "CBE"), net]))
    marks = [row("a", "C", "900"), row("a", "B", "2"), row("a", "E", "0")]
    marks += [row("b", "C", "990"), row("b", "B", "0"), row("b", "E", "1")]
    assert cells(tabulated(document, marks), "total") == {"a": "860", "b": "0"}
