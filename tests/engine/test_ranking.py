"""Ranks, tie chains and those who are not ranked."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from competition.engine.ranking import Standing, rank
from competition.engine.tiebreaks import WORST, comparable


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


def test_comparable_reads_a_kept_tie_key():
    assert comparable(("89.50", "-2.00", "")) == (Decimal("89.50"), Decimal("-2.00"), WORST)


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
