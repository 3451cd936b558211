"""Quotas and their ledger: nothing is used twice, promised twice, or given back without having been used."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.engine.quotas import (
    ALL,
    Line,
    Quota,
    QuotaRefused,
    Quotas,
    Standing,
    capacity,
    post,
    read_quotas,
    standing,
)
from competition.engine.refusal import PlanRefused

Document = dict[str, object]
WELD, NURSE = {"trade": "weld", "places": 5}, {"trade": "nurse", "places": None}


def document(*quotas: tuple[str, str | None, int], trades: object = (WELD, NURSE)) -> Document:
    rows = [{"holder": holder, "trade": trade, "places": places} for holder, trade, places in quotas]
    return {"tier": "city", "trades": [*trades], "quotas": rows}  # type: ignore[misc]


NORTH_AND_SOUTH = read_quotas(
    document(("north", "weld", 2), ("south", "weld", 1), ("north", None, 3), ("east", None, 9))
)


def used(entry: str, holder: str = "north", trade: str = "weld") -> Line:
    return Line(act="used", holder=holder, trade=trade, by="clerk", entry=entry)


def released(entry: str, holder: str = "north", trade: str = "weld") -> Line:
    return Line(act="released", holder=holder, trade=trade, by="clerk", entry=entry, reason="ill")


def moved(places: int, holder: str = "north", to: str = "south", trade: str = "weld") -> Line:
    return Line(act="moved", holder=holder, trade=trade, by="clerk", to=to, places=places, reason="unused")


def refused(*lines: Line) -> QuotaRefused:
    """Why the last of these lines is refused."""
    with pytest.raises(QuotaRefused) as found:
        post(NORTH_AND_SOUTH, lines[:-1], lines[-1])
    return found.value


def left(lines: list[Line]) -> dict[tuple[str, str], int]:
    return {key: one.left for key, one in standing(NORTH_AND_SOUTH, lines).items()}


def test_quotas_are_read() -> None:
    assert read_quotas(document(("north", "weld", 5), ("south", "weld", 0), ("north", None, 3))) == Quotas(
        "city",
        {"weld": 5, "nurse": None},
        (Quota("north", "weld", 5), Quota("south", "weld", 0), Quota("north", ALL, 3)),
    )
    assert read_quotas(document(trades=[{"trade": "weld"}])) == Quotas("city", {"weld": None}, ())


ONE = {"trade": "one", "places": 1}


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ([], PlanRefused("not_an_object")),
        (document() | {"tier": ""}, PlanRefused("empty_name", "tier")),
        (document() | {"x": 1}, PlanRefused("unknown_key", "x")),
        (document(trades=[]), PlanRefused("bad_count", "trades", least="1", most="200")),
        (document(trades=[{"trade": str(n)} for n in range(201)]),
         PlanRefused("bad_count", "trades", least="1", most="200")),
        (document(trades=[{"places": 1}]), PlanRefused("missing_key", "trades[0].trade")),
        (document(trades=[{"trade": "t", "places": 0}]),
         PlanRefused("out_of_bounds", "trades[0].places", least="1", most="100000")),
        (document(trades=[{"trade": "t", "places": 100_001}]),
         PlanRefused("out_of_bounds", "trades[0].places", least="1", most="100000")),
        (document(trades=[WELD, NURSE, WELD]), PlanRefused("trade_twice", "trades[2].trade", trade="weld")),
        (document(("", "weld", 1)), PlanRefused("empty_name", "quotas[0].holder")),
        (document(("a", "weld", -1)), PlanRefused("out_of_bounds", "quotas[0].places", least="0", most="100000")),
        (document(("a", "nurse", 100_001)),
         PlanRefused("out_of_bounds", "quotas[0].places", least="0", most="100000")),
        (document(*[("a", "weld", 0)] * 5001), PlanRefused("bad_count", "quotas", least="0", most="5000")),
        (document(("a", "weld", 1), ("a", "cook", 1)), PlanRefused("unknown_trade", "quotas[1].trade", trade="cook")),
        (document(("a", "weld", 1), ("b", "weld", 1), ("a", "weld", 1)),
         PlanRefused("quota_twice", "quotas[2]", holder="a", trade="weld")),
        (document(("a", None, 1), ("a", None, 1)), PlanRefused("quota_twice", "quotas[1]", holder="a", trade="")),
        (document(("a", "weld", 3), ("b", "weld", 3)),
         PlanRefused("over_capacity", "quotas", trade="weld", places="5", promised="6")),
        (document(("a", None, 4), ("b", None, 3), trades=[WELD, ONE]),
         PlanRefused("over_capacity", "quotas", trade="", places="6", promised="7")),
    ],
)  # fmt: skip
def test_quotas_are_refused_with_their_path(wrong: object, refusal: PlanRefused) -> None:
    with pytest.raises(PlanRefused) as found:
        read_quotas(wrong)

    assert found.value == refusal


def test_quotas_may_promise_every_place() -> None:
    full = read_quotas(document(("a", "weld", 5), ("b", "one", 1), ("a", None, 6), trades=[WELD, ONE]))
    endless = read_quotas(document(("a", "nurse", 100_000), ("a", None, 100_000)))

    assert [capacity(full, trade) for trade in ("weld", "one", ALL)] == [5, 1, 6]
    assert [capacity(endless, trade) for trade in ("weld", "nurse", ALL)] == [5, None, None]
    with pytest.raises(KeyError):
        capacity(full, "cook")


def test_ledger_says_who_used_what() -> None:
    found = standing(
        NORTH_AND_SOUTH,
        [
            used("E1"), used("E2", "south"), used("E3", trade="nurse"), released("E2", "south"), moved(1),
            used("E4", "south"), used("E5", "south"), used("E6", "east", "nurse"),
        ],
    )  # fmt: skip

    assert found == {
        ("north", "weld"): Standing(Quota("north", "weld", 2), 0, 1, ("E1",)),
        ("south", "weld"): Standing(Quota("south", "weld", 1), 1, 0, ("E4", "E5")),
        ("north", ALL): Standing(Quota("north", ALL, 3), 0, 0, ("E1", "E3")),
        ("east", ALL): Standing(Quota("east", ALL, 9), 0, 0, ("E6",)),
    }
    assert [(one.places, one.left) for one in found.values()] == [(1, 0), (2, 0), (3, 1), (9, 8)]


def test_released_place_is_free_again() -> None:
    assert left([used("E1"), used("E2"), released("E1"), used("E3"), released("E2"), used("E1")]) == {
        ("north", "weld"): 0, ("south", "weld"): 1, ("north", ALL): 1, ("east", ALL): 9,
    }  # fmt: skip


def test_ceiling_may_be_moved_too() -> None:
    found = standing(NORTH_AND_SOUTH, [moved(3, to="east", trade=ALL)])

    assert (found["north", ALL].left, found["east", ALL].left, found["north", "weld"].left) == (0, 12, 2)


def test_moves_of_one_holder_to_another_add_up() -> None:
    assert standing(NORTH_AND_SOUTH, [moved(1), moved(1), moved(2, "south", "north")]) == {
        ("north", "weld"): Standing(Quota("north", "weld", 2), 2, 2, ()),
        ("south", "weld"): Standing(Quota("south", "weld", 1), 2, 2, ()),
        ("north", ALL): Standing(Quota("north", ALL, 3), 0, 0, ()),
        ("east", ALL): Standing(Quota("east", ALL, 9), 0, 0, ()),
    }


def test_post_is_the_standing_after_one_more_line() -> None:
    ledger = [used("E1"), moved(1)]

    assert post(NORTH_AND_SOUTH, ledger, used("E2", "south")) == standing(
        NORTH_AND_SOUTH, [*ledger, used("E2", "south")]
    )


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ([replace(used("E1"), act="lent")], QuotaRefused("unknown_act", "1", act="lent")),
        ([replace(used("E1"), by=" ")], QuotaRefused("no_person", "1")),
        ([used("E1"), replace(released("E1"), reason=" ")], QuotaRefused("no_reason", "2")),
        ([replace(moved(1), reason="")], QuotaRefused("no_reason", "1")),
        ([used("E1", trade="cook")], QuotaRefused("unknown_trade", "1", trade="cook")),
        ([used("E1", trade=ALL)], QuotaRefused("unknown_trade", "1", trade="")),
        ([released("E1", trade=ALL)], QuotaRefused("unknown_trade", "1", trade="")),
        ([moved(1, trade="cook")], QuotaRefused("unknown_trade", "1", trade="cook")),
        ([used("")], QuotaRefused("no_entry", "1")),
        ([released("")], QuotaRefused("no_entry", "1")),
        ([used("E1"), used("E1")], QuotaRefused("used_already", "2", entry="E1", holder="north", trade="weld")),
        ([used("E1"), used("E1", "south")],
         QuotaRefused("used_already", "2", entry="E1", holder="north", trade="weld")),
        ([used("E1", "west")], QuotaRefused("no_quota", "1", holder="west", trade="weld")),
        ([used("E1", "south", "nurse")], QuotaRefused("no_quota", "1", holder="south", trade="nurse")),
        ([used("E1"), used("E2"), used("E3")],
         QuotaRefused("over_quota", "3", holder="north", trade="weld", places="2", left="0")),
        ([used(f"E{n}", trade="nurse") for n in range(4)],
         QuotaRefused("over_quota", "4", holder="north", trade="", places="3", left="0")),
        ([moved(1), used("E1"), used("E2")],
         QuotaRefused("over_quota", "3", holder="north", trade="weld", places="1", left="0")),
        ([used("E1", "east"), used("E2", "east"), used("E3", "east")],
         QuotaRefused("over_capacity", "3", trade="weld", places="5", promised="3")),
        ([released("E1")], QuotaRefused("not_used", "1", entry="E1", holder="north", trade="weld")),
        ([used("E1"), released("E1", "south")],
         QuotaRefused("not_used", "2", entry="E1", holder="south", trade="weld")),
        ([used("E1"), released("E1", trade="nurse")],
         QuotaRefused("not_used", "2", entry="E1", holder="north", trade="nurse")),
        ([used("E1"), released("E1"), released("E1")],
         QuotaRefused("not_used", "3", entry="E1", holder="north", trade="weld")),
        ([moved(1, "west")], QuotaRefused("no_quota", "1", holder="west", trade="weld")),
        ([moved(1, to="east")], QuotaRefused("no_quota", "1", holder="east", trade="weld")),
        ([moved(1, to="north")], QuotaRefused("same_holder", "1", holder="north")),
        ([moved(0)], QuotaRefused("not_positive", "1", places="0")),
        ([moved(3)], QuotaRefused("over_quota", "1", holder="north", trade="weld", places="2", left="2")),
        ([used("E1"), moved(2)], QuotaRefused("over_quota", "2", holder="north", trade="weld", places="2", left="1")),
    ],
)  # fmt: skip
def test_line_is_refused_with_its_number(lines: list[Line], refusal: QuotaRefused) -> None:
    assert refused(*lines) == refusal


def test_what_is_not_promised_is_free_again_after_a_release() -> None:
    east = [used("E1", "east"), used("E2", "east"), released("E1", "east"), used("E3", "east")]

    assert standing(NORTH_AND_SOUTH, east)["east", ALL].used == ("E2", "E3")
    assert refused(*east, used("E4", "east")).code == "over_capacity"
    anew = [*east, released("E2", "east"), released("E3", "east"), used("E4", "east"), used("E5", "east")]
    assert standing(NORTH_AND_SOUTH, anew)["east", ALL].used == ("E4", "E5")


def test_release_of_a_promised_place_opens_nothing_beside_the_promises() -> None:
    lines = [used("E1", "east"), used("E2", "east"), used("E3"), released("E3"), used("E4", "east")]

    assert refused(*lines) == QuotaRefused("over_capacity", "5", trade="weld", places="5", promised="3")


def test_trade_without_promises_is_open_to_ceilings_up_to_its_places() -> None:
    quotas = read_quotas(document(("a", None, 9)))

    for trade, most in (("weld", 5), ("nurse", 9)):
        lines = [used(f"E{n}", "a", trade) for n in range(most)]
        assert standing(quotas, lines)["a", ALL].left == 9 - most
        with pytest.raises(QuotaRefused):
            post(quotas, lines, used("E9", "a", trade))


HOLDERS, TRADES = st.sampled_from(["north", "south", "east", "west"]), st.sampled_from(["weld", "nurse"])
LINES = st.lists(
    st.builds(used, st.sampled_from([f"E{n}" for n in range(9)]), HOLDERS, TRADES)
    | st.builds(released, st.sampled_from([f"E{n}" for n in range(9)]), HOLDERS, TRADES)
    | st.builds(moved, st.integers(0, 3), HOLDERS, HOLDERS, TRADES | st.just(ALL)),
    max_size=40,
)


@given(LINES)
@settings(deadline=None)
def test_no_ledger_uses_more_than_there_is(lines: list[Line]) -> None:
    kept: list[Line] = []
    numbers: list[tuple[str, str]] = []
    for line in lines:
        try:
            post(NORTH_AND_SOUTH, kept, line)
        except QuotaRefused as refusal:
            numbers.append((refusal.path, str(len(kept) + 1)))
        else:
            kept.append(line)

    found = standing(NORTH_AND_SOUTH, kept)
    assert all(one.left >= 0 for one in found.values())
    assert sum(one.places for (_, trade), one in found.items() if trade == "weld") == 3
    assert sum(one.places for (_, trade), one in found.items() if trade == ALL) == 12
    welding: set[str] = set()
    for line in kept:
        if line.trade == "weld" and line.act == "used":
            welding.add(line.entry)
        if line.trade == "weld" and line.act == "released":
            welding.remove(line.entry)
    assert len(welding) <= 5
