"""The sample of a score review (field rule CN-10), the worked example by value."""

import hashlib

import pytest

from competition.engine.review import Sample, all_again, sample

FORTY = [(f"E{rank:02}", rank) for rank in range(1, 41)]


def lots(entries: list[str], seed: str) -> list[str]:
    return sorted(entries, key=lambda entry: hashlib.sha256(f"{seed}:{entry}".encode()).hexdigest())


def test_sample_of_forty_is_twelve_and_five():
    found = sample(FORTY, "s1")

    rest = [entry for entry, rank in FORTY if rank > 12]
    assert found == Sample(tuple(f"E{rank:02}" for rank in range(1, 13)), tuple(lots(rest, "s1")[:5]))
    assert len(found.entries) == 17
    assert found.entries == found.top + found.drawn


def test_sample_does_not_depend_on_the_order_of_the_list_and_does_on_the_seed():
    assert sample(FORTY[::-1], "s1") == sample(FORTY, "s1")
    assert sample(FORTY, "s2").drawn != sample(FORTY, "s1").drawn


def test_sample_rounds_both_parts_up():
    found = sample(FORTY[:7], "s")
    assert (found.top, len(found.drawn)) == (("E01", "E02", "E03"), 1)
    assert [len(sample(FORTY[:10], "s").top), len(sample(FORTY[:10], "s").drawn)] == [3, 2]


def test_sample_takes_everybody_tied_with_the_last_of_the_top():
    tied = [("A", 1), ("D", 2), ("C", 2), ("B", 2), ("E", 5), ("F", None)]
    found = sample(tied, "s")
    assert found.top == ("A", "B", "C", "D")
    assert found.drawn == tuple(lots(["E", "F"], "s")[:1])


def test_sample_of_nobody_is_empty():
    assert sample([], "s") == Sample((), ())


@pytest.mark.parametrize(
    ("checked", "wrong", "expected"),
    [(17, 1, True), (17, 0, False), (20, 1, False), (19, 1, True), (40, 2, False), (40, 3, True), (0, 0, False)],
)
def test_everything_is_checked_again_above_five_percent(checked, wrong, expected):
    assert all_again(checked, wrong) is expected
