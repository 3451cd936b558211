"""Draws are permutations, uniform, recomputable by anybody, and their records are read strictly."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.draws import (
    LONGEST_LABEL,
    LONGEST_NAME,
    MOST_NAMES,
    Record,
    RecordRefused,
    commitment,
    draw_codes,
    permutation,
    read_record,
    record_codes,
    record_document,
    record_order,
    verify,
)
from competition.engine.refusal import Impossible

SEED = bytes(range(32))
COMMITMENT = "b34f23e6a09ea0db63a8158d3b7c82076fae153de96850e9b827ee280fc49b98"
SEED_HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
CODES = Record(
    kind="codes",
    label="entry_code/7",
    commitment=COMMITMENT,
    seed=SEED_HEX,
    names=("1", "2", "3"),
    codes=("E1", "E2", "E3", "E4"),
    result=(("1", "E4"), ("2", "E1"), ("3", "E3")),
)
NAMES = st.lists(
    st.text(st.sampled_from("ABC甲乙123 -"), min_size=1, max_size=4).map(str.strip).filter(bool), unique=True
)
SEEDS = st.binary(min_size=32, max_size=32)


def seed(number: int) -> bytes:
    return hashlib.sha256(f"test {number}".encode()).digest()


def again(seed: bytes, label: str, names: Sequence[str]) -> list[str]:
    """The draw as its description says, written by hand."""
    pile, at = sorted(names), 0
    for place in range(len(pile) - 1, 0, -1):
        while True:
            digest = hmac.new(seed, f"craftboard-draw-1|{label}|{at}".encode(), hashlib.sha256).hexdigest()
            at += 1
            leading = int(bin(int(digest, 16))[2:].zfill(256)[: len(bin(place)) - 2], 2)
            if leading <= place:
                break
        pile[place], pile[leading] = pile[leading], pile[place]
    return pile


def chi_squared(counts: Sequence[int]) -> Fraction:
    expected = Fraction(sum(counts), len(counts))
    return sum(((count - expected) ** 2 / expected for count in counts), Fraction(0))


def document() -> dict[str, object]:
    return json.loads(json.dumps(record_document(CODES)))


def refusal(changed: object) -> tuple[str, str, dict[str, str]]:
    with pytest.raises(RecordRefused) as refused:
        read_record(changed)
    return refused.value.code, refused.value.path, dict(refused.value.facts)


def test_commitment_is_the_hash_of_the_seed_in_its_domain():
    assert commitment(SEED) == hashlib.sha256(b"craftboard-draw-1|commitment|" + SEED).hexdigest() == COMMITMENT


@pytest.mark.parametrize("length", [0, 31, 33])
def test_seed_is_32_bytes(length: int):
    for draw in (
        lambda: commitment(bytes(length)),
        lambda: permutation(bytes(length), "x", ["A"]),
        lambda: draw_codes(bytes(length), "x", ["A"], ["1"]),
    ):
        with pytest.raises(Impossible) as refused:
            draw()
        assert refused.value == Impossible("bad_seed", bytes="32")


def test_permutation_of_a_seed_never_changes():
    assert permutation(SEED, "order/7", "ABCDEFGH") == ("F", "E", "G", "B", "C", "H", "A", "D")
    assert permutation(SEED, "order/8", "ABCDEFGH") == tuple(again(SEED, "order/8", "ABCDEFGH"))
    assert permutation(SEED, "order/8", "ABCDEFGH") != permutation(SEED, "order/7", "ABCDEFGH")
    assert permutation(SEED, "x", []) == ()
    assert permutation(SEED, "x", ["A"]) == ("A",)


@given(SEEDS, st.text(max_size=6), NAMES, st.randoms())
def test_permutation_is_one_and_does_not_depend_on_the_order_given(key: bytes, label: str, names: list[str], dice):
    mixed = list(names)
    dice.shuffle(mixed)

    drawn = permutation(key, label, names)

    assert sorted(drawn) == sorted(names)
    assert drawn == permutation(key, label, mixed) == tuple(again(key, label, names))


def test_every_order_of_four_is_as_likely():
    drawn = Counter(permutation(seed(number), "uniform", "ABCD") for number in range(4_800))

    assert set(drawn) == set(permutations("ABCD"))
    assert chi_squared(list(drawn.values())) < Fraction("49.73")  # 23 degrees of freedom, one in a thousand


def test_everybody_is_as_likely_in_every_place():
    names = [f"E{number:02}" for number in range(11)]
    places = Counter((name, place) for n in range(1_100) for place, name in enumerate(permutation(seed(n), "p", names)))

    assert len(places) == 121
    assert chi_squared(list(places.values())) < Fraction("149.45")  # 100 degrees of freedom, one in a thousand


def test_labels_draw_apart():
    """Two draws of one seed: where somebody stands in one says nothing about the other."""
    pairs = Counter(
        (permutation(seed(n), "one", "ABCDE").index("A"), permutation(seed(n), "two", "ABCDE").index("A"))
        for n in range(2_500)
    )

    assert chi_squared([pairs[one, two] for one in range(5) for two in range(5)]) < Fraction("51.18")  # 24 degrees


def test_name_twice_is_refused():
    with pytest.raises(Impossible) as refused:
        permutation(SEED, "x", ["B", "A", "C", "B"])
    assert refused.value == Impossible("name_twice", name="B")


def test_codes_fall_to_the_names_in_their_order_and_spare_ones_stay():
    names = ["2", "3", "1"]
    codes = ["E3", "E1", "E4", "E2"]

    drawn = draw_codes(SEED, "entry_code/7", names, codes)

    assert list(drawn.items()) == [("1", "E4"), ("2", "E1"), ("3", "E3")]
    assert permutation(SEED, "entry_code/7", codes) == ("E4", "E1", "E3", "E2")
    assert draw_codes(SEED, "x", names, ["b", "c", "a"]).keys() == {"1", "2", "3"}


@pytest.mark.parametrize(
    ("names", "codes", "refused"),
    [
        (["1", "2"], ["a"], Impossible("codes_short", names="2", codes="1")),
        (["1", "1"], ["a", "b"], Impossible("name_twice", name="1")),
        (["1", "2"], ["a", "a"], Impossible("code_twice", name="a")),
    ],
)
def test_codes_that_cannot_be_drawn_are_refused(names: list[str], codes: list[str], refused: Impossible):
    with pytest.raises(Impossible) as found:
        draw_codes(SEED, "x", names, codes)
    assert found.value == refused


def test_record_of_codes_says_everything_that_is_needed_to_draw_again():
    record = record_codes(SEED, "entry_code/7", iter(["3", "1", "2"]), iter(["E3", "E1", "E2", "E4"]))

    assert record == CODES
    assert record_document(record) == {
        "format": "craftboard-draw",
        "version": 1,
        "kind": "codes",
        "label": "entry_code/7",
        "commitment": COMMITMENT,
        "seed": SEED_HEX,
        "names": ["1", "2", "3"],
        "codes": ["E1", "E2", "E3", "E4"],
        "result": [["1", "E4"], ["2", "E1"], ["3", "E3"]],
    }
    assert verify(record) == verify(record, COMMITMENT) == []


def test_record_of_an_order_gives_places():
    record = record_order(SEED, "order/7", iter("HGFEDCBA"))

    places = (("F", "1"), ("E", "2"), ("G", "3"), ("B", "4"), ("C", "5"), ("H", "6"), ("A", "7"), ("D", "8"))
    assert record == Record("order", "order/7", COMMITMENT, SEED_HEX, tuple("ABCDEFGH"), (), places)
    assert "codes" not in record_document(record)
    assert verify(record) == []


def test_record_that_could_not_be_read_is_not_made():
    with pytest.raises(RecordRefused) as refused:
        record_order(SEED, "order", ["A", " B"])
    assert refused.value == RecordRefused("bad_name", "names[0]", longest="64")


@given(SEEDS, NAMES, st.booleans())
def test_written_record_is_read_as_it_was_and_holds(key: bytes, names: list[str], order: bool):
    record = record_order(key, "a|1", names) if order else record_codes(key, "a|1", names, [f"{n}'" for n in names])

    found = read_record(json.loads(json.dumps(record_document(record))))

    assert found == record
    assert verify(found, commitment(key)) == []


@given(st.permutations(range(5)))
def test_record_with_any_other_result_does_not_hold(order: list[int]):
    record = record_order(SEED, "order", "ABCDE")
    changed = replace(record, result=tuple((record.result[n][0], str(at)) for at, n in enumerate(order, 1)))

    assert bool(verify(changed)) is (order != list(range(5)))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            dict(commitment="0" * 64),
            [RecordRefused("seed_not_committed", "seed", computed=COMMITMENT, recorded="0" * 64)],
        ),
        (dict(codes=("E1", "E2")), [RecordRefused("codes_short", "codes", names="3", codes="2")]),
        (
            dict(result=(("3", "E3"), ("1", "E1"), ("2", "E4"))),
            [
                RecordRefused("drew_otherwise", "result[1]", name="1", recorded="E1", computed="E4"),
                RecordRefused("drew_otherwise", "result[2]", name="2", recorded="E4", computed="E1"),
            ],
        ),
        (
            dict(result=(("1", "E4"), ("9", "E3"))),
            [
                RecordRefused("did_not_draw", "result[1]", name="9", recorded="E3"),
                RecordRefused("left_out", "result", name="2", computed="E1"),
                RecordRefused("left_out", "result", name="3", computed="E3"),
            ],
        ),
        (
            dict(commitment="0" * 64, codes=()),
            [
                RecordRefused("seed_not_committed", "seed", computed=COMMITMENT, recorded="0" * 64),
                RecordRefused("codes_short", "codes", names="3", codes="0"),
            ],
        ),
    ],
)
def test_verify_names_everything_that_differs(change: dict[str, tuple[str, ...]], found: list[RecordRefused]):
    assert verify(replace(CODES, **change)) == found  # type: ignore[arg-type]


def test_as_many_codes_as_names_are_enough():
    assert verify(record_codes(SEED, "x", "AB", "12")) == []


def test_record_is_held_against_what_was_published():
    assert verify(CODES, "f" * 64) == [
        RecordRefused("not_as_published", "commitment", published="f" * 64, recorded=COMMITMENT)
    ]
    assert verify(CODES, "") == [RecordRefused("not_as_published", "commitment", published="", recorded=COMMITMENT)]


def test_result_in_another_order_of_rows_is_the_same():
    assert verify(replace(CODES, result=CODES.result[::-1])) == []


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (dict(format="craftboard-plan"), ("not_a_choice", "format", {"allowed": "craftboard-draw"})),
        (dict(version=2), ("out_of_bounds", "version", {"least": "1", "most": "1"})),
        (dict(version=0), ("out_of_bounds", "version", {"least": "1", "most": "1"})),
        (dict(kind="lots"), ("not_a_choice", "kind", {"allowed": "order, codes"})),
        (dict(kind="order"), ("unknown_key", "codes", {})),
        (dict(label=""), ("bad_name", "label", {"longest": "100"})),
        (dict(label="l" * (LONGEST_LABEL + 1)), ("bad_name", "label", {"longest": "100"})),
        (dict(label=7), ("bad_name", "label", {"longest": "100"})),
        (dict(commitment="B" * 64), ("bad_hash", "commitment", {})),
        (dict(commitment=None), ("bad_hash", "commitment", {})),
        (dict(seed="0" * 63), ("bad_hash", "seed", {})),
        (dict(seed="0" * 65), ("bad_hash", "seed", {})),
        (dict(names="123"), ("not_a_list", "names", {})),
        (dict(names=["1", "2", 3]), ("bad_name", "names[2]", {"longest": "64"})),
        (dict(names=["1", "2 ", "3"]), ("bad_name", "names[1]", {"longest": "64"})),
        (dict(names=["1", " ", "3"]), ("bad_name", "names[1]", {"longest": "64"})),
        (dict(names=["", "2"]), ("bad_name", "names[0]", {"longest": "64"})),
        (dict(names=["1", "a\u202eb"]), ("bad_name", "names[1]", {"longest": "64"})),
        (dict(names=["x" * (LONGEST_NAME + 1)]), ("bad_name", "names[0]", {"longest": "64"})),
        (dict(names=["1", "2", "1"]), ("stands_twice", "names[2]", {"name": "1"})),
        (dict(codes=["a", "b", "b"]), ("stands_twice", "codes[2]", {"name": "b"})),
        (dict(codes={}), ("not_a_list", "codes", {})),
        (dict(result={"1": "E1"}), ("not_a_list", "result", {})),
        (dict(result=[["1", "E1"], "2"]), ("not_a_pair", "result[1]", {})),
        (dict(result=["12"]), ("not_a_pair", "result[0]", {})),
        (dict(result=[["1"]]), ("not_a_pair", "result[0]", {})),
        (dict(result=[["1", "a", "b"]]), ("not_a_pair", "result[0]", {})),
        (dict(result=[["", "a"]]), ("bad_name", "result[0][0]", {"longest": "64"})),
        (dict(result=[["1", ""]]), ("bad_name", "result[0][1]", {"longest": "64"})),
        (dict(result=[["1", "a"], ["1", "b"]]), ("stands_twice", "result[1][0]", {"name": "1"})),
        (dict(result=[["1", "a"], ["2", "a"]]), ("stands_twice", "result[1][1]", {"name": "a"})),
        (dict(drawn_by="x"), ("unknown_key", "drawn_by", {})),
        (
            dict(names=[str(n) for n in range(MOST_NAMES + 1)]),
            ("bad_count", "names", {"least": "0", "most": "50000"}),
        ),
    ],
)
def test_read_record_refuses_with_the_path(change: dict[str, object], refused: tuple[str, str, dict[str, str]]):
    assert refusal(document() | change) == refused


@pytest.mark.parametrize(
    "key", ["format", "version", "kind", "label", "commitment", "seed", "names", "codes", "result"]
)
def test_read_record_misses_what_is_not_there(key: str):
    changed = document()
    del changed[key]
    assert refusal(changed) == ("missing_key", key, {})


def test_read_record_reads_objects_only():
    assert refusal([]) == ("not_an_object", "", {})


def test_longest_names_and_most_of_them_are_read():
    changed = document() | dict(label="l" * LONGEST_LABEL, names=[f"{n:064}" for n in range(MOST_NAMES)])
    found = read_record(changed)
    assert (len(found.names), len(found.names[0]), len(found.label)) == (50_000, 64, 100)
