"""Ranks, tie chains and those who are not ranked."""

import hashlib
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from competition.engine.plans import Rounding, parse_plan
from competition.engine.plans.shape import Order, ScaleScore
from competition.engine.ranking import Standing, lot, natural, rank, rank_field
from competition.engine.tiebreaks import comparable
from tests.engine.plan_documents import theory_and_practical


def standing(entry, total, *tie, status=""):
    return Standing(entry, None if total is None else Decimal(total), tie, status)


def places(*standings):
    return [(ranked.entry, ranked.rank, ranked.tied) for ranked in rank(standings)]


def test_rank_shares_ranks_1_2_2_4():
    found = places(standing("d", "70"), standing("c", "80"), standing("b", "80"), standing("a", "90"))
    assert found == [("a", 1, False), ("b", 2, True), ("c", 2, True), ("d", 4, False)]


def test_rank_breaks_a_tie_by_the_chain_in_its_order():
    found = places(
        standing("a", "88.15", "86.50", "0"),
        standing("b", "88.15", "89.50", "-2"),
        standing("c", "88.15", "86.50", "-1"),
    )
    assert found == [("b", 1, False), ("a", 2, False), ("c", 3, False)]


def test_rank_compares_figures_and_not_texts():
    found = places(standing("a", "9", "9.5"), standing("b", "10.00", "1"), standing("c", "10", "10"))
    assert found == [("c", 1, False), ("b", 2, False), ("a", 3, False)]


def test_rank_puts_a_missing_time_behind_every_time():
    assert places(standing("a", "50", ""), standing("b", "50", "-9000")) == [("b", 1, False), ("a", 2, False)]


def test_rank_lists_those_with_a_status_last_and_never_ranks_them():
    found = places(
        standing("a", "99", status="DQ"),
        standing("b", "10", status="WD"),
        standing("c", None, status="DNS"),
        standing("d", "50", status="DNF"),
        standing("e", None),
        standing("f", "0"),
    )
    assert found == [(key, 1 if key == "f" else None, False) for key in "fedcba"]


def test_rank_of_nobody_is_empty():
    assert rank([]) == []


def order(better="high", by="total", last_resort="shared", seed=""):
    return Order(better, by, last_resort, seed)


def test_rank_goes_the_other_way_where_less_is_better():
    found = rank([standing("a", "12"), standing("b", "11.5"), standing("c", "12"), standing("d", None)], order("low"))
    assert [(one.entry, one.rank, one.tied) for one in found] == [
        ("b", 1, False), ("a", 2, True), ("c", 2, True), ("d", None, False),
    ]  # fmt: skip


def test_rank_compares_the_tie_chain_upwards_even_where_less_is_better():
    found = rank([standing("a", "12", "1"), standing("b", "12", "2")], order("low"), ["aspect:X"])
    assert [(one.entry, one.rank, one.broken_by) for one in found] == [("b", 1, "aspect:X"), ("a", 2, "aspect:X")]


def test_rank_by_scale_score_leaves_the_total_aside():
    entries = [
        replace(standing(entry, total), scale_score=Decimal(scale))
        for entry, total, scale in (("a", "50", "700"), ("b", "40", "701"))
    ]
    assert [(one.entry, one.rank) for one in rank(entries, order(by="scale_score"))] == [("b", 1), ("a", 2)]
    assert [(one.entry, one.rank) for one in rank(entries)] == [("a", 1), ("b", 2)]


def test_rank_tells_what_put_neighbours_of_the_same_total_apart():
    found = rank(
        [
            standing("a", "9", "5", "1"), standing("b", "9", "7", "2"), standing("c", "9", "7", "3"),
            standing("d", "9", "5", "1"), standing("e", "8", "9", "9"), standing("f", "7", "", ""), standing("g", "7", "", ""),
        ],
        chain=("module:M", "time:T"),
    )  # fmt: skip
    assert [(one.entry, one.rank, one.tied, one.broken_by) for one in found] == [
        ("c", 1, False, "time:T"), ("b", 2, False, "time:T"), ("a", 3, True, "module:M"), ("d", 3, True, "module:M"),
        ("e", 5, False, None), ("f", 6, True, None), ("g", 6, True, None),
    ]  # fmt: skip


def test_rank_asks_the_majority_only_of_those_still_tied():
    entries = [
        standing("a", "9", "5", "1=1 2=9 3=9", "0"),
        standing("b", "9", "5", "1=2 2=8 3=8", "1"),
        standing("c", "9", "6", "1=0 2=0 3=0", "0"),
        standing("d", "9", "5", "1=3 2=7 3=7", "1"),
    ]
    found = rank(entries, chain=("module:M", "judges_majority:M", "aspect:A"))
    assert [(one.entry, one.rank, one.broken_by) for one in found] == [
        ("c", 1, "module:M"), ("a", 2, "module:M"), ("b", 3, "judges_majority:M"), ("d", 4, "judges_majority:M"),
    ]  # fmt: skip


def test_rank_asks_the_majority_anew_in_every_part():
    """Beside c, b has judge 2; a and b alone are level, and the next comparator decides."""
    entries = [
        standing("a", "9", "1=5 2=1", "1"),
        standing("b", "9", "1=4 2=2", "2"),
        standing("c", "8", "1=4 2=0", "3"),
    ]
    found = rank(entries, chain=("judges_majority:M", "aspect:A"))
    assert [(one.entry, one.broken_by) for one in found] == [("b", "aspect:A"), ("a", "aspect:A"), ("c", None)]


def test_rank_by_lot_shares_no_rank_and_can_be_drawn_again():
    keys = [f"E{n}" for n in range(1, 6)]
    drawn = sorted(keys, key=lambda key: hashlib.sha256(f"2026:{key}".encode()).hexdigest())
    found = rank([standing(key, "50") for key in keys], order(last_resort="lot", seed="2026"))
    assert [(one.entry, one.rank, one.tied, one.broken_by) for one in found] == [
        (key, place, False, "lot") for place, key in enumerate(drawn, 1)
    ]
    other = rank([standing(key, "50") for key in keys], order(last_resort="lot", seed="2027"))
    assert [one.entry for one in other] != drawn
    assert lot("2026", "E1") == hashlib.sha256(b"2026:E1").hexdigest()


def test_rank_by_entry_goes_by_the_natural_order_of_keys():
    found = rank([standing(key, "50", "1") for key in ("E10", "E2", "E1")], order(last_resort="entry"), ("aspect:A",))
    assert [(one.entry, one.rank, one.broken_by) for one in found] == [
        ("E1", 1, "entry"), ("E2", 2, "entry"), ("E10", 3, "entry"),
    ]  # fmt: skip


def test_rank_asks_the_last_resort_only_where_the_chain_is_silent():
    entries = [
        standing("E2", "50", "1"),
        standing("E1", "50", "1"),
        standing("E3", "50", "2"),
        standing("E4", "40", ""),
    ]
    found = rank(entries, order(last_resort="entry"), ("aspect:A",))
    assert [(one.entry, one.rank, one.tied, one.broken_by) for one in found] == [
        ("E3", 1, False, "aspect:A"), ("E1", 2, False, "aspect:A"), ("E2", 3, False, "entry"), ("E4", 4, False, None),
    ]  # fmt: skip


def test_rank_tells_the_last_resort_from_the_comparator_behind_it():
    entries = [standing("E2", "50", "2"), standing("E1", "50", "2"), standing("E3", "50", "1")]
    found = rank(entries, order(last_resort="entry"), ("aspect:A",))
    assert [(one.entry, one.rank, one.broken_by) for one in found] == [
        ("E1", 1, "entry"), ("E2", 2, "entry"), ("E3", 3, "aspect:A"),
    ]  # fmt: skip


def test_rank_by_figures_without_a_name_names_nothing():
    found = rank([standing("a", "5", "1"), standing("b", "5", "2")])
    assert [(one.entry, one.rank, one.broken_by) for one in found] == [("b", 1, ""), ("a", 2, "")]


def test_rank_lists_an_unknown_status_after_the_known_ones():
    found = places(standing("a", "9", status="MIA"), standing("b", "9", status="DQ"), standing("c", None))
    assert found == [("c", None, False), ("b", None, False), ("a", None, False)]


def test_rank_takes_a_missing_part_of_a_key_for_the_worst():
    found = rank([standing("a", "5"), standing("b", "5", "-1")], chain=("value:V",))
    assert [(one.entry, one.rank, one.broken_by) for one in found] == [("b", 1, "value:V"), ("a", 2, "value:V")]


def test_natural_order_reads_digits_as_numbers():
    keys = ["E10", "E2", "e1", "E02", "2", "10", "E2a", "E", ""]
    assert sorted(keys, key=natural) == ["", "2", "10", "E", "E02", "E2", "E2a", "E10", "e1"]
    assert sorted(["A1.10", "A10.1", "A1.9b", "A1.9"], key=natural) == ["A1.9", "A1.9b", "A1.10", "A10.1"]


def test_rank_field_ranks_as_the_plan_says_with_its_scale_scores():
    document = theory_and_practical(ties=("component:practical",))
    plan = replace(
        parse_plan(document),
        scale_score=ScaleScore(
            "median_mad", Decimal(700), Decimal(30), Decimal(0), Decimal(1000), Rounding(0, "half_up")
        ),
        order=Order(by="scale_score", last_resort="entry"),
    )
    entries = [
        standing("a", "78.5", "1"), standing("b", "74.2", "1"), standing("c", "71.0", "1"), standing("d", "69.8", "1"),
        standing("e", "66.4", "1"), standing("f", "60.1", "1"), standing("g", "52.3", "1"), standing("h", None),
        standing("i", "99", "1", status="WD"), standing("j", "69.8", "2"),
    ]  # fmt: skip
    found = rank_field(plan, [one for one in entries if one.entry != "j"])
    assert [(one.entry, one.rank, str(one.standing.scale_score)) for one in found] == [
        ("a", 1, "740"), ("b", 2, "720"), ("c", 3, "706"), ("d", 4, "700"), ("e", 5, "684"), ("f", 6, "655"),
        ("g", 7, "620"), ("h", None, "None"), ("i", None, "None"),
    ]  # fmt: skip
    with_j = rank_field(plan, entries)
    assert [(one.entry, one.broken_by) for one in with_j][3:5] == [
        ("j", "component:practical"),
        ("d", "component:practical"),
    ]


def test_rank_field_without_a_scale_score_ranks_by_total():
    plan = parse_plan(theory_and_practical(ties=("component:practical",)))
    found = rank_field(plan, [standing("A", "88.15", "86.50"), standing("B", "88.15", "89.50")])
    assert [(one.entry, one.rank, one.broken_by, one.standing.scale_score) for one in found] == [
        ("B", 1, "component:practical", None), ("A", 2, "component:practical", None),
    ]  # fmt: skip


STANDINGS = st.lists(
    st.builds(
        Standing,
        entry=st.text("abcdefgh", min_size=1, max_size=4),
        total=st.none() | st.decimals(min_value=0, max_value=5, places=0),
        tie=st.tuples(st.sampled_from(["", "0", "-1.50", "3.00"])),
        status=st.sampled_from(["", "", "", "DNF", "DNS", "WD", "DQ"]),
    ),
    max_size=20,
    unique_by=lambda entry: entry.entry,
)


@given(STANDINGS)
def test_rank_is_a_permutation_in_which_a_rank_counts_those_ahead(entries):
    found = rank(entries)
    assert sorted(ranked.entry for ranked in found) == sorted(entry.entry for entry in entries)
    ranked = [one for one in found if one.rank is not None]
    assert [one.entry for one in found[: len(ranked)]] == [one.entry for one in ranked]
    for one in ranked:
        strength = (one.standing.total, comparable(one.standing.tie))
        ahead = [other for other in ranked if (other.standing.total, comparable(other.standing.tie)) > strength]
        equal = [other for other in ranked if (other.standing.total, comparable(other.standing.tie)) == strength]
        assert (one.rank, one.tied) == (len(ahead) + 1, len(equal) > 1)


@given(STANDINGS.flatmap(lambda entries: st.tuples(st.just(entries), st.permutations(entries))))
def test_rank_does_not_depend_on_the_order_of_entries(both):
    entries, shuffled = both
    assert rank(entries) == rank(shuffled)
