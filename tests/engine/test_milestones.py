"""Milestones of a labour contest: what was done when, with what evidence, and the figure it comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.milestones import (
    Band,
    Milestones,
    Node,
    Reached,
    Report,
    ReportRefused,
    Scored,
    highest,
    percent_for,
    read_milestones,
    score,
)
from competition.engine.plans.shape import Text
from competition.engine.refusal import PlanRefused
from competition.engine.rounding import Rounding

Document = dict[str, Any]
D = Decimal


def node(key: str, due: str = "2024-05-10", points: str = "40", evidence: int = 2) -> Document:
    return {"key": key, "title": {"zh": "节点", "en": ""}, "due": due, "points": points, "evidence": evidence}


def band(until: int, percent: str) -> Document:
    return {"until": until, "percent": percent}


def document(**change: object) -> Document:
    return {
        "nodes": [node("base"), node("roof", "2024-08-01", "33.33", 0)],
        "bands": [band(-10, "110"), band(0, "100"), band(7, "50")],
        "beyond": "0", "most": None, "rounding": {"digits": 2, "mode": "half_up"}, **change,
    }  # fmt: skip


SITE = read_milestones(document())
DUE = date(2024, 5, 10)


def report(
    days: int = 0, evidence: int = 2, node: str = "base", accepted_by: str = "chief", entry: str = "E1"
) -> Report:
    due = DUE if node == "base" else date(2024, 8, 1)
    return Report(entry, node, due + timedelta(days), evidence, "foreman", accepted_by)


def test_milestones_are_read() -> None:
    base = Node("base", Text("节点", ""), DUE, D(40), 2)

    assert read_milestones(document(most="70.5", beyond="50")) == Milestones(
        (base, Node("roof", Text("节点", ""), date(2024, 8, 1), D("33.33"), 0)),
        (Band(-10, D(110)), Band(0, D(100)), Band(7, D(50))),
        D(50),
        D("70.5"),
        Rounding(2, "half_up"),
    )


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"x": 1}, PlanRefused("unknown_key", "x")),
        ({"nodes": []}, PlanRefused("bad_count", "nodes", least="1", most="60")),
        ({"nodes": [node(str(n)) for n in range(61)]}, PlanRefused("bad_count", "nodes", least="1", most="60")),
        ({"nodes": [node("a"), node("b"), node("a")]}, PlanRefused("key_twice", "nodes[2].key", key="a")),
        ({"nodes": [node("a", "10.5.2024")]}, PlanRefused("not_a_day", "nodes[0].due")),
        ({"nodes": [node("a", points="0")]}, PlanRefused("not_positive", "nodes[0].points")),
        ({"nodes": [node("a", points="10001")]},
         PlanRefused("out_of_bounds", "nodes[0].points", least="0", most="10000")),
        ({"nodes": [node("a", evidence=-1)]},
         PlanRefused("out_of_bounds", "nodes[0].evidence", least="0", most="100")),
        ({"nodes": [node("a", evidence=101)]},
         PlanRefused("out_of_bounds", "nodes[0].evidence", least="0", most="100")),
        ({"bands": []}, PlanRefused("bad_count", "bands", least="1", most="20")),
        ({"bands": [band(n, "1") for n in range(21)]}, PlanRefused("bad_count", "bands", least="1", most="20")),
        ({"bands": [band(-3651, "1")]}, PlanRefused("out_of_bounds", "bands[0].until", least="-3650", most="3650")),
        ({"bands": [band(3651, "1")]}, PlanRefused("out_of_bounds", "bands[0].until", least="-3650", most="3650")),
        ({"bands": [band(0, "201")]}, PlanRefused("out_of_bounds", "bands[0].percent", least="0", most="200")),
        ({"bands": [band(0, "-1")]}, PlanRefused("out_of_bounds", "bands[0].percent", least="0", most="200")),
        ({"bands": [band(-1, "9"), band(0, "9"), band(0, "9")]}, PlanRefused("out_of_order", "bands[2].until")),
        ({"bands": [band(0, "9"), band(1, "10")]}, PlanRefused("percent_rises", "bands[1].percent")),
        ({"beyond": "51"}, PlanRefused("percent_rises", "beyond")),
        ({"beyond": "-1"}, PlanRefused("out_of_bounds", "beyond", least="0", most="200")),
        ({"beyond": "201"}, PlanRefused("out_of_bounds", "beyond", least="0", most="200")),
        ({"most": "0"}, PlanRefused("not_positive", "most")),
        ({"most": "10001"}, PlanRefused("out_of_bounds", "most", least="0", most="10000")),
        ({"most": "70.555"}, PlanRefused("not_rounded", "most", digits="2")),
    ],
)  # fmt: skip
def test_milestones_are_refused_with_their_path(change: Document, refusal: PlanRefused) -> None:
    with pytest.raises(PlanRefused) as found:
        read_milestones(document(**change))

    assert found.value == refusal


def test_milestones_may_lie_on_every_bound() -> None:
    wide = read_milestones(
        document(
            nodes=[node(str(n), points="10000", evidence=100) for n in range(60)],
            bands=[band(-3650, "200"), *(band(n, "200") for n in range(18)), band(3650, "200")],
            beyond="200",
            most="10000",
        )
    )

    assert (len(wide.nodes), len(wide.bands), wide.beyond, wide.most) == (60, 20, D(200), D(10000))


@pytest.mark.parametrize(
    ("days", "percent"), [(-99, "110"), (-10, "110"), (-9, "100"), (0, "100"), (1, "50"), (7, "50"), (8, "0")]
)
def test_percent_falls_with_the_days(days: int, percent: str) -> None:
    assert percent_for(SITE, days) == D(percent)


@pytest.mark.parametrize(
    ("given", "reached"),
    [
        (report(-10), Reached("base", "counted", D("44.00"), -10, D(110))),
        (report(), Reached("base", "counted", D("40.00"), 0, D(100))),
        (report(7, 3), Reached("base", "counted", D("20.00"), 7, D(50))),
        (report(8), Reached("base", "too_late", D("0.00"), 8, D(0))),
        (report(0, 1), Reached("base", "evidence_missing", D("0.00"))),
        (report(0, 1, accepted_by=""), Reached("base", "evidence_missing", D("0.00"))),
        (report(accepted_by=" "), Reached("base", "not_accepted", D("0.00"))),
    ],
)
def test_node_earns_by_its_day_when_proved_and_accepted(given: Report, reached: Reached) -> None:
    found = score(SITE, ["E1"], [given])

    assert found == {"E1": Scored("E1", reached.points, (reached, Reached("roof", "missed", D("0.00"))))}


def test_report_is_not_accepted_until_somebody_did() -> None:
    found = score(SITE, ["E1"], [Report("E1", "base", DUE, 2, "foreman")])

    assert found["E1"].nodes[0] == Reached("base", "not_accepted", D("0.00"))


def test_sum_is_rounded_node_by_node_and_everybody_has_one() -> None:
    found = score(SITE, ["E2", "E1"], [report(3), report(3, 0, "roof"), report(-20, 9, entry="E2")])

    assert found == {
        "E2": Scored(
            "E2",
            D("44.00"),
            (Reached("base", "counted", D("44.00"), -20, D(110)), Reached("roof", "missed", D("0.00"))),
        ),
        "E1": Scored(
            "E1",
            D("36.67"),
            (Reached("base", "counted", D("20.00"), 3, D(50)), Reached("roof", "counted", D("16.67"), 3, D(50))),
        ),
    }
    assert list(found) == ["E2", "E1"]
    assert [str(found["E1"].total), str(score(SITE, ["E1"], [])["E1"].total)] == ["36.67", "0.00"]


def test_last_report_on_a_node_stands() -> None:
    both = [report(), report(5)]

    assert [score(SITE, ["E1"], some)["E1"].total for some in (both, both[::-1])] == [D("20.00"), D("40.00")]


@pytest.mark.parametrize(("most", "total"), [("77.32", "77.32"), ("77.33", "77.33"), ("77.34", "77.33")])
def test_sum_stops_at_the_most(most: str, total: str) -> None:
    site = read_milestones(document(most=most, bands=[band(0, "105.45")]))

    found = score(site, ["E1"], [report(), report(0, 0, "roof")])

    assert [str(one.points) for one in found["E1"].nodes] == ["42.18", "35.15"]
    assert (str(found["E1"].total), str(highest(site))) == (total, total)


def test_most_is_written_with_the_digits_of_the_rounding() -> None:
    assert str(highest(read_milestones(document(most="70")))) == "70.00"


def test_highest_is_everything_as_early_as_can_be() -> None:
    assert highest(SITE) == D("80.66")


@pytest.mark.parametrize(
    ("day", "beyond", "why"),
    [
        (date(2024, 1, 1), "0", "open"),
        (date(2024, 5, 17), "0", "open"),
        (date(2024, 5, 18), "0", "missed"),
        (date(2024, 5, 18), "10", "open"),
        (date(2024, 5, 18), "0.5", "open"),
        (None, "10", "missed"),
    ],
)
def test_node_is_open_while_it_may_still_earn(day: date | None, beyond: str, why: str) -> None:
    site = replace(SITE, beyond=D(beyond))

    assert score(site, ["E1"], [], day)["E1"].nodes[0] == Reached("base", why, D("0.00"))


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (report(entry="E2"), ReportRefused("unknown_entry", "base", entry="E2")),
        (replace(report(), node="cellar"), ReportRefused("unknown_node", "cellar", entry="E1")),
        (replace(report(), by=" "), ReportRefused("no_person", "base", entry="E1")),
        (report(accepted_by="foreman"), ReportRefused("accepted_by_himself", "base", entry="E1", by="foreman")),
        (report(evidence=-1), ReportRefused("negative_evidence", "base", entry="E1", evidence="-1")),
        (report(1), ReportRefused("day_ahead", "base", entry="E1", done_on="2024-05-11")),
    ],
)
def test_report_is_refused(given: Report, refusal: ReportRefused) -> None:
    with pytest.raises(ReportRefused) as found:
        score(SITE, ["E1"], [given], DUE)

    assert found.value == refusal


def test_report_of_the_day_itself_or_without_evidence_is_taken() -> None:
    found = score(SITE, ["E1"], [report(), report(-90, 0, "roof")], DUE)

    assert [one.why for one in found["E1"].nodes] == ["counted", "counted"]


@given(st.integers(-30, 30), st.integers(-30, 30), st.integers(0, 3))
def test_earlier_with_the_same_evidence_never_earns_less(one: int, other: int, evidence: int) -> None:
    early, late = (
        score(SITE, ["E1"], [report(days, evidence)])["E1"].total for days in (min(one, other), max(one, other))
    )

    assert late <= early <= highest(SITE)
