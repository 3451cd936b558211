"""Safe, open and out, by hand and against every way in which totals can come out."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.advancement import Contender, propose
from competition.engine.advancement_rule import Minimum, Rule, RunnersUp, Share
from competition.engine.outlook import Bounds, Entrant, outlook

D = Decimal


def entrant(entry: str, low: int, high: int | None = None, finishes: str = "surely", **more: str) -> Entrant:
    bounds = Bounds(D(low), D(low if high is None else high), finishes)
    return Entrant(entry, bounds, **{"pool": entry[0]} | more)


def said(rule: Rule, *entrants: Entrant, better: str = "high", by: str = "total") -> str:
    """The verdicts in the order of the entrants: s, o (open) or x (out)."""
    found = outlook(rule, entrants, better, by=by)
    assert list(found) == [one.entry for one in entrants]
    return "".join({"safe": "s", "open": "o", "out": "x"}[verdict] for verdict in found.values())


def test_outlook_says_who_is_safe_open_and_out() -> None:
    field = [entrant("A1", 90), entrant("A2", 60, 80), entrant("A3", 50, 70), entrant("A4", 20, 40)]

    assert outlook(Rule(top=2), field) == {"A1": "safe", "A2": "open", "A3": "open", "A4": "out"}


@pytest.mark.parametrize(
    ("lows", "highs", "top", "verdicts"),
    [
        ((5, 4, 3), (5, 4, 3), 1, "sxx"),
        ((5, 4, 3), (5, 4, 3), 2, "ssx"),
        ((5, 4, 3), (5, 4, 3), 3, "sss"),
        ((5, 4), (5, 5), 1, "oo"),
        ((5, 4), (6, 5), 1, "oo"),
        ((6, 4), (6, 5), 1, "sx"),
        ((5, 5), (5, 5), 1, "oo"),
        ((5, 5), (5, 5), 2, "ss"),
        ((5, 5, 4), (5, 5, 4), 1, "oox"),
        ((5, 5, 4), (5, 5, 5), 2, "ooo"),
        ((0, 0, 0), (9, 9, 9), 2, "ooo"),
    ],
)
def test_equal_totals_may_be_told_apart_either_way(
    lows: tuple[int, ...], highs: tuple[int, ...], top: int, verdicts: str
) -> None:
    field = [entrant(f"A{n}", low, high) for n, (low, high) in enumerate(zip(lows, highs, strict=True))]

    for ties in ("in", "out", "chain"):
        assert said(Rule(top=top, ties=ties), *field) == verdicts


def test_low_totals_are_ahead_where_the_order_says_so() -> None:
    field = [entrant("A1", 10, 20), entrant("A2", 21, 30), entrant("A3", 29, 40), entrant("A4", 31)]

    assert said(Rule(top=2), *field, better="low") == "soox"
    assert said(Rule(top=3, minimum=Minimum("total", D(29))), *field, better="low") == "soox"
    assert said(Rule(top=4, minimum=Minimum("total", D(20))), *field, better="low") == "sxxx"
    assert said(Rule(top=4, minimum=Minimum("total", D(19))), *field, better="low") == "oxxx"


def test_who_may_not_finish_is_never_safe_and_puts_nobody_out() -> None:
    field = [entrant("A1", 90, 95, "perhaps"), entrant("A2", 80), entrant("A3", 70), entrant("A4", 95, 99, "never")]

    assert said(Rule(top=1), *field) == "ooxx"
    assert said(Rule(top=2), *field) == "osox"
    assert said(Rule(top=3), *field) == "ossx"


def test_status_puts_out_and_counts_in_the_share_as_long_as_it_took_part() -> None:
    half = Rule(share=Share(D(50), "down"))
    field = [entrant("A1", 90), entrant("A2", 80), entrant("A3", 70)]

    assert said(half, *field) == "sxx"
    assert said(half, *field, entrant("A4", 99, status="DNF")) == "ssxx"
    assert said(half, *field, entrant("A4", 99, status="DQ")) == "ssxx"
    assert said(half, *field, entrant("A4", 99, status="DNS")) == "sxxx"
    assert said(half, *field, entrant("A4", 99, status="WD")) == "sxxx"
    assert said(half, *field, entrant("A4", 9, 9, "never")) == "ssxx"


def test_who_must_go_out_limits_the_places() -> None:
    field = [entrant(f"A{n}", 10 - n) for n in range(4)]

    assert said(Rule(top=4, out_at_least=D(25)), *field) == "sssx"
    assert said(Rule(top=2, out_at_least=D(25)), *field) == "ssxx"


@pytest.mark.parametrize(("least", "verdicts"), [(60, "so"), (61, "oo"), (80, "oo"), (81, "xo"), (91, "xx")])
def test_minimum_must_be_within_reach(least: int, verdicts: str) -> None:
    field = [entrant("A1", 60, 80), entrant("A2", 50, 90)]

    assert said(Rule(minimum=Minimum("total", D(least))), *field) == verdicts


def test_minimum_of_a_scale_score_is_known_to_nobody() -> None:
    field = [entrant("A1", 60), entrant("A2", 50)]

    assert said(Rule(minimum=Minimum("scale_score", D(1))), *field) == "oo"
    assert said(Rule(top=1, minimum=Minimum("scale_score", D(1))), *field) == "ox"


def test_ranking_by_scale_score_leaves_open_what_rounding_may_make_equal() -> None:
    field = [entrant("A1", 60), entrant("A2", 50), entrant("A3", 1, status="DNS")]

    assert said(Rule(top=1), *field, by="scale_score") == "oox"
    assert said(Rule(top=2), *field, by="scale_score") == "ssx"
    assert said(Rule(top=2, minimum=Minimum("total", D(55))), *field, by="scale_score") == "sxx"


def test_pools_and_divisions_have_their_own_places() -> None:
    pools = [entrant("A1", 90), entrant("A2", 80), entrant("B1", 20), entrant("B2", 10)]
    assert said(Rule(top=1), *pools) == "sxsx"

    divisions = [entrant(f"A{n}", 90 - n, division=own) for n, own in enumerate("yyoo")]
    assert said(Rule(top=1, divisions_apart=True), *divisions) == "sxsx"
    assert said(Rule(top=1), *divisions) == "sxxx"


def limited(*organisations: str, low: int = 90) -> list[Entrant]:
    return [entrant(f"A{n}", low - n, organisation=own) for n, own in enumerate(organisations)]


def test_limit_is_sure_only_where_all_who_may_be_ranked_are_within_it() -> None:
    one, two = Rule(top=2, per_organisation=1), Rule(top=2, per_organisation=2)

    assert said(one, *limited("X", "Y", "Z", "Z")) == "ssxx"
    assert said(one, *limited("X", "X", "Z", "W")) == "oooo"
    assert said(two, *limited("X", "X", "Z", "W")) == "ssxx"
    assert said(one, *limited("", "", "", "")) == "ssxx"
    assert said(Rule(top=2, per_organisation=1, direct=1), *limited("X", "Y", "Z", "W")) == "oooo"
    assert said(Rule(top=2, per_organisation=2, direct=1), *limited("X", "Y", "Z", "W")) == "ssxx"
    assert said(Rule(top=2, per_organisation=1, wild_cards=1), *limited("X", "Y", "Z", "W")) == "oooo"
    assert said(Rule(top=2, per_organisation=3, wild_cards=1, direct=1), *limited("X", "Y", "Z", "W")) == "ssxx"


def test_limit_of_a_region_is_watched_too_and_of_each_division_where_they_are_apart() -> None:
    regions = [entrant(f"A{n}", 90 - n, region=own) for n, own in enumerate("NNSW")]
    assert said(Rule(top=2, per_region=1), *regions) == "oooo"
    assert said(Rule(top=2, per_region=2), *regions) == "ssxx"

    both = [entrant(f"A{n}", 90 - n, organisation="X", division=own) for n, own in enumerate("yo")]
    assert said(Rule(top=1, per_organisation=1, divisions_apart=True), *both) == "ss"
    assert said(Rule(top=2, per_organisation=1), *both) == "oo"


def test_who_cannot_be_ranked_uses_up_no_limit() -> None:
    field = [entrant("A1", 90, organisation="X"), entrant("A2", 80, organisation="X", status="DNS")]

    assert said(Rule(top=1, per_organisation=1), *field) == "sx"


def test_capacity_is_shared_with_all_who_may_come_before() -> None:
    a, b = [entrant(f"A{n}", 90 - n) for n in range(3)], [entrant(f"B{n}", 50 - n) for n in range(3)]

    assert said(Rule(top=2, ties="out", capacity=4), *a, *b) == "ssxssx"
    assert said(Rule(top=2, ties="out", capacity=3), *a, *b) == "soxsox"
    assert said(Rule(top=2, ties="out", capacity=2), *a, *b) == "ooxoox"
    assert said(Rule(top=2, capacity=5), *a, *b) == "ssxssx"
    assert said(Rule(top=2, capacity=4), *a, *b) == "soxsox"
    assert said(Rule(top=2, ties="out", capacity=5, direct=1), *a, *b) == "ssxssx"
    assert said(Rule(top=2, ties="out", capacity=4, direct=1), *a, *b) == "soxsox"
    assert said(Rule(top=2, ties="out", capacity=4, wild_cards=1), *a, *b) == "soxsox"
    assert said(Rule(top=2, out_at_least=D(30), capacity=4), *a, *b) == "ssxssx"
    assert said(Rule(top=2, capacity=2), *a) == "ssx"
    assert said(Rule(top=2, capacity=1), *a) == "sox"


def test_runner_up_may_come_of_whoever_has_no_place() -> None:
    field = [entrant(f"A{n}", 90 - n) for n in range(5)]
    rule = Rule(top=2, ties="out", runners_up=RunnersUp(1, "total"))

    assert said(rule, *field) == "ssoxx"
    assert said(Rule(top=2, ties="out", runners_up=RunnersUp(2, "rank")), *field) == "ssoox"
    assert said(Rule(top=2, ties="out", runners_up=RunnersUp(1, "rank"), wild_cards=1), *field) == "ssoox"
    assert said(Rule(top=2, runners_up=RunnersUp(1, "total")), *field) == "ssooo"
    assert said(Rule(runners_up=RunnersUp(1, "total")), *field) == "oxxxx"
    assert said(Rule(runners_up=RunnersUp(1, "total")), *field[:1]) == "o"


def test_runners_up_of_other_pools_are_compared_by_their_totals_alone() -> None:
    a, b = [entrant(f"A{n}", 90 - n) for n in range(3)], [entrant(f"B{n}", 50 - n) for n in range(3)]

    assert said(Rule(top=1, ties="out", runners_up=RunnersUp(2, "total")), *a, *b) == "soosxx"
    assert said(Rule(top=1, ties="out", runners_up=RunnersUp(2, "rank")), *a, *b) == "soosoo"
    assert said(Rule(top=1, ties="out", runners_up=RunnersUp(1, "rank")), *a, *b) == "soxsox"
    assert said(Rule(top=1, ties="out", runners_up=RunnersUp(1, "scale_score")), *a, *b) == "soxsox"
    apart = [entrant(one.entry, int(one.bounds.low), division=one.entry[0], pool="P") for one in (*a, *b)]
    rule = Rule(top=1, ties="out", runners_up=RunnersUp(2, "total"), divisions_apart=True)
    assert said(rule, *apart) == "soosoo"


def test_nobody_asks_about_nobody() -> None:
    assert outlook(Rule(top=1), []) == {}


_spans = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda ends: (min(ends), max(ends)))


def advances(rule: Rule, totals: dict[str, int], entry: str, *, favoured: bool) -> bool:
    """Whether an entry advances when equals are told apart for it, or against it."""
    order = sorted(totals, key=lambda one: (-totals[one], (one != entry) == favoured))
    pool = [Contender(one, "", rank, D(totals[one])) for rank, one in enumerate(order, start=1)]
    return entry in propose(rule, {"": pool}).entries


@given(
    st.lists(_spans, min_size=1, max_size=4),
    st.integers(1, 4),
    st.sampled_from(("in", "out", "chain")),
    st.sampled_from((0, 25, 50)),
)
def test_outlook_for_the_top_without_limits_is_exact(
    spans: list[tuple[int, int]], top: int, ties: str, out: int
) -> None:
    rule = Rule(top=top, ties=ties, out_at_least=D(out))
    field = [Entrant(f"E{n}", Bounds(D(low), D(high))) for n, (low, high) in enumerate(spans)]
    ends = [dict(zip((one.entry for one in field), some, strict=True)) for some in product(*map(set, spans))]

    for one in field:
        may = any(advances(rule, totals, one.entry, favoured=True) for totals in ends)
        may_not = any(not advances(rule, totals, one.entry, favoured=False) for totals in ends)
        expected = "open" if may and may_not else "safe" if may else "out"
        assert outlook(rule, field)[one.entry] == expected
