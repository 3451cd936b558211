"""Any two of three rebuild the key, one alone knows nothing, and errors in typing are found."""

from __future__ import annotations

import hashlib
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.custody import Share, ShareRefused, printed, read_printed, rebuild, split
from competition.engine.refusal import Impossible

KEY = b"k" * 32
CHANCE = bytes(range(96))
TAG = hashlib.sha256(b"craftboard-custody-1|" + KEY).digest()[:10]
SHARES = split(KEY, CHANCE)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SLIP = (
    "27WK W6RJ XMHX BQG8 MC00 J20E",
    "20G3 0G2G C1R8 1450 P30D PTMS",
    "1R7H 048J 2CA1 A5GQ 30CH 8YSH",
    "M6RW 3MF1 Y811 48HJ 8996 CT05",
    "4WM2 JAHB 5GPJ WBSG 64S3 8B6Z",
    "6D1N 6RVK GE9T 7CY3 TFHZ 2S3Y",
)
KEYS = st.binary(min_size=32, max_size=32)
CHANCES = st.binary(min_size=96, max_size=96)


def xor(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one) ^ int.from_bytes(other)).to_bytes(32)


def refused_line(lines: list[str]) -> ShareRefused:
    with pytest.raises(ShareRefused) as refused:
        read_printed("\n".join(lines))
    return refused.value


def with_line(nth: int, line: str) -> list[str]:
    return [line if at == nth else old for at, old in enumerate(SLIP, 1)]


def test_split_gives_each_pair_random_bytes_and_the_key_combined_with_them():
    one, two, three = CHANCE[:32], CHANCE[32:64], CHANCE[64:]
    assert (
        Share(1, TAG, (one, two)),
        Share(2, TAG, (xor(KEY, one), three)),
        Share(3, TAG, (xor(KEY, two), xor(KEY, three))),
    ) == SHARES


@given(KEYS, CHANCES)
def test_any_two_rebuild_the_key_in_any_order_also_from_paper(key: bytes, chance: bytes):
    shares = split(key, chance)
    typed = [read_printed("\n".join(printed(share))) for share in shares]

    assert typed == list(shares)
    assert {rebuild(one, other) for one, other in permutations(shares, 2)} == {key}


@given(KEYS, KEYS, CHANCES)
def test_one_share_fits_every_key(key: bytes, other: bytes, chance: bytes):
    """Whatever the key is, some chance gives a holder exactly the parts he has: they say nothing about it."""
    for nth, places in enumerate(((), (0,), (1, 2))):
        shifted = bytearray(chance)
        for place in places:  # of these pairs the holder has the combined half
            at = slice(32 * place, 32 * place + 32)
            shifted[at] = xor(xor(key, other), chance[at])
        assert split(other, bytes(shifted))[nth].parts == split(key, chance)[nth].parts


@pytest.mark.parametrize(
    ("key", "chance", "refused"),
    [
        (bytes(31), CHANCE, Impossible("bad_key", bytes="32")),
        (bytes(33), CHANCE, Impossible("bad_key", bytes="32")),
        (KEY, bytes(95), Impossible("bad_chance", bytes="96")),
        (KEY, bytes(97), Impossible("bad_chance", bytes="96")),
    ],
)
def test_split_refuses_other_lengths(key: bytes, chance: bytes, refused: Impossible):
    with pytest.raises(Impossible) as found:
        split(key, chance)
    assert found.value == refused


@pytest.mark.parametrize(
    ("one", "other", "refused"),
    [
        (SHARES[1], SHARES[1], Impossible("same_holder", holder="2")),
        (SHARES[0], split(b"j" * 32, CHANCE)[1], Impossible("different_keys")),
        (SHARES[0], split(KEY, CHANCE[::-1])[1], Impossible("share_damaged")),
        (SHARES[2], Share(2, TAG, (bytes(32), bytes(32))), Impossible("share_damaged")),
    ],
)
def test_rebuild_refuses_shares_that_do_not_belong_together(one: Share, other: Share, refused: Impossible):
    with pytest.raises(Impossible) as found:
        rebuild(one, other)
    assert found.value == refused


def test_share_does_not_show_its_parts():
    assert repr(SHARES[0]) == f"Share(holder=1, tag={TAG!r})"


def test_share_is_printed_in_six_lines_of_six_groups():
    assert printed(SHARES[0]) == SLIP
    prime = 1048573
    for nth, line in enumerate(SLIP, 1):
        signs = [ALPHABET.index(sign) for sign in line.replace(" ", "")]
        value = nth
        for sign in signs[:20]:
            value = value * 32 + sign
        check = ((signs[20] * 32 + signs[21]) * 32 + signs[22]) * 32 + signs[23]
        assert value % prime == check


def test_printed_share_begins_with_edition_holder_and_tag():
    number = 0
    for sign in "".join(line.replace(" ", "")[:20] for line in SLIP):
        number = number * 32 + ALPHABET.index(sign)
    assert number.to_bytes(75) == b"\x11" + TAG + CHANCE[:64]


@pytest.mark.parametrize(
    "typed",
    [
        "\n".join(SLIP).lower(),
        "\r\n\r\n".join(line.replace(" ", "-") for line in SLIP),
        "\n".join(f"\t {line.replace(' ', '')} " for line in SLIP),
        "\n".join(SLIP).replace("0", "o").replace("1", "l"),
        "\n".join(SLIP).replace("0", "O").replace("1", "I"),
        "\n".join(SLIP).replace("0", "０").replace("W", "ｗ").replace(" ", "\u3000"),
    ],
)
def test_share_is_read_however_it_is_typed(typed: str):
    assert read_printed(typed) == SHARES[0]


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        (list(SLIP[:5]), ShareRefused("bad_lines", lines="6", given="5")),
        ([*SLIP, "X"], ShareRefused("bad_lines", lines="6", given="7")),
        ([], ShareRefused("bad_lines", lines="6", given="0")),
        (with_line(2, SLIP[1][:-1]), ShareRefused("bad_length", "2", signs="24", given="23")),
        (with_line(6, SLIP[5] + "0"), ShareRefused("bad_length", "6", signs="24", given="25")),
        (with_line(3, "U" + SLIP[2][1:]), ShareRefused("bad_sign", "3", place="1", sign="U")),
        (with_line(3, SLIP[2][:-1] + "*"), ShareRefused("bad_sign", "3", place="24", sign="*")),
        (with_line(4, SLIP[4]), ShareRefused("bad_check", "4")),
        ([SLIP[0], SLIP[2], SLIP[1], *SLIP[3:]], ShareRefused("bad_check", "2")),
    ],
)
def test_read_printed_refuses_with_the_line(lines: list[str], refused: ShareRefused):
    assert refused_line(lines) == refused


def test_every_single_wrong_sign_is_found():
    bare = SLIP[1].replace(" ", "")
    for place, right in enumerate(bare):
        for wrong in ALPHABET:
            if wrong != right:
                changed = with_line(2, bare[:place] + wrong + bare[place + 1 :])
                assert refused_line(changed) == ShareRefused("bad_check", "2")


def test_every_two_exchanged_signs_are_found():
    bare = SLIP[5].replace(" ", "")
    for low, high in combinations(range(24), 2):
        if bare[low] != bare[high]:
            signs = list(bare)
            signs[low], signs[high] = signs[high], signs[low]
            assert refused_line(with_line(6, "".join(signs))) == ShareRefused("bad_check", "6")


@pytest.mark.parametrize("holder", [0, 4])
def test_something_else_in_this_form_is_refused(holder: int):
    slip = list(printed(Share(holder, TAG, (bytes(32), bytes(32)))))
    assert refused_line(slip) == ShareRefused("unknown_share")


def test_lines_of_two_shares_mixed_do_not_rebuild():
    mixed = [*printed(SHARES[0])[:2], *printed(SHARES[1])[2:]]
    with pytest.raises(Impossible) as refused:
        rebuild(read_printed("\n".join(mixed)), SHARES[1])
    assert refused.value == Impossible("share_damaged")
