"""A key in the custody of three, of whom any two can rebuild it and one alone knows nothing (field rule CN-4).

For each pair of holders one of them keeps random bytes and the other the key combined with them, bit by bit. Whoever holds
one share has nothing but bytes that are random to him. A share is printed on a slip and typed in again; every line ends
with a check group, so that an error in typing is found with the line it is in.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from itertools import combinations

from competition.engine.refusal import Impossible, Refusal

HOLDERS = (1, 2, 3)
KEY_BYTES = 32
CHANCE_BYTES = 96
LINES = 6
_PAIRS = tuple(combinations(HOLDERS, 2))
_DOMAIN = b"craftboard-custody-1|"
_TAG_BYTES = 10
_SHARE_BYTES = 1 + _TAG_BYTES + 2 * KEY_BYTES
_EDITION = 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = {sign: value for value, sign in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_GROUP, _SIGNS = 4, 20
_PRIME = 1_048_573
"""The largest prime below 32 ** 4: as a remainder it fills a check group."""


class ShareRefused(Refusal):
    """A printed share that was not typed as it was printed; `path` is the number of the line, the first being 1."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one of the three keeps. `tag` tells which key it belongs to and gives nothing of it away; `parts` are for the
    two other holders, the lower number first. It shows neither in a log."""

    holder: int
    tag: bytes
    parts: tuple[bytes, bytes] = field(repr=False)


def split(key: bytes, chance: bytes) -> tuple[Share, Share, Share]:
    """The shares of a 32-byte key; `chance` is 96 random bytes that are used once and kept nowhere.

    Raises Impossible bad_key, bad_chance for other lengths.
    """
    if len(key) != KEY_BYTES:
        raise Impossible("bad_key", bytes=str(KEY_BYTES))
    if len(chance) != CHANCE_BYTES:
        raise Impossible("bad_chance", bytes=str(CHANCE_BYTES))
    parts: dict[tuple[int, int], bytes] = {}
    for nth, (low, high) in enumerate(_PAIRS):
        parts[low, high] = chance[nth * KEY_BYTES : (nth + 1) * KEY_BYTES]
        parts[high, low] = _combined(key, parts[low, high])
    tag = _tag(key)
    return (
        Share(1, tag, (parts[1, 2], parts[1, 3])),
        Share(2, tag, (parts[2, 1], parts[2, 3])),
        Share(3, tag, (parts[3, 1], parts[3, 2])),
    )


def rebuild(one: Share, other: Share) -> bytes:
    """The key of two shares.

    Raises Impossible same_holder for one share given twice, different_keys for shares that do not belong together, and
    share_damaged where they say they do and give another key.
    """
    if one.holder == other.holder:
        raise Impossible("same_holder", holder=str(one.holder))
    if one.tag != other.tag:
        raise Impossible("different_keys")
    key = _combined(_part(one, other.holder), _part(other, one.holder))
    if _tag(key) != one.tag:
        raise Impossible("share_damaged")
    return key


def printed(share: Share) -> tuple[str, ...]:
    """A share as six lines of six groups of four: five of the share and one that checks the line.

    The signs are digits and capital letters without I, L, O and U. The bytes behind them: 16 + the holder's number, ten of
    the tag, thirty-two for each of the other two.
    """
    number = int.from_bytes(bytes([_EDITION + share.holder]) + share.tag + b"".join(share.parts))
    signs = _signs(number, LINES * _SIGNS)
    lines = [signs[start : start + _SIGNS] for start in range(0, len(signs), _SIGNS)]
    return tuple(_grouped(line + _check(nth, line)) for nth, line in enumerate(lines, 1))


def read_printed(text: str) -> Share:
    """The share of six typed lines, in capitals or not, however it is spaced; I and L are read as 1, O as 0.

    Raises ShareRefused with the line: bad_lines (there are not six), bad_length, bad_sign, bad_check; unknown_share for
    something else in this form. One wrong sign in a line is always found, so are any two exchanged and a line in the place
    of another; of other errors one in a million passes here, and none of them passes `rebuild`.
    """
    lines = [line for line in map(_bare, text.splitlines()) if line]
    if len(lines) != LINES:
        raise ShareRefused("bad_lines", lines=str(LINES), given=str(len(lines)))
    number = 0
    for nth, line in enumerate(lines, 1):
        number = number << 5 * _SIGNS | _value(_checked(nth, line))
    content = number.to_bytes(_SHARE_BYTES)
    holder = content[0] - _EDITION
    if holder not in HOLDERS:
        raise ShareRefused("unknown_share")
    tag, first, second = content[1 : 1 + _TAG_BYTES], content[1 + _TAG_BYTES : -KEY_BYTES], content[-KEY_BYTES:]
    return Share(holder, tag, (first, second))


def _part(share: Share, other: int) -> bytes:
    """What a share holds for another holder."""
    return share.parts[[one for one in HOLDERS if one != share.holder].index(other)]


def _combined(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))


def _tag(key: bytes) -> bytes:
    return hashlib.sha256(_DOMAIN + key).digest()[:_TAG_BYTES]


def _bare(line: str) -> str:
    """A line without what stands between its signs; full-width ones are read as what they look like."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", line).upper() if sign not in " -\t")


def _checked(nth: int, line: str) -> str:
    """The signs of a line before its check group, once that fits."""
    if len(line) != _SIGNS + _GROUP:
        raise ShareRefused("bad_length", str(nth), signs=str(_SIGNS + _GROUP), given=str(len(line)))
    for place, sign in enumerate(line, 1):
        if sign not in _READ_AS:
            raise ShareRefused("bad_sign", str(nth), place=str(place), sign=sign)
    if _value(_check(nth, line[:_SIGNS])) != _value(line[_SIGNS:]):
        raise ShareRefused("bad_check", str(nth))
    return line[:_SIGNS]


def _check(nth: int, signs: str) -> str:
    """The check group of a line: its number and its signs, read as one number, by its remainder."""
    return _signs((nth << 5 * _SIGNS | _value(signs)) % _PRIME, _GROUP)


def _value(signs: str) -> int:
    number = 0
    for sign in signs:
        number = number << 5 | _READ_AS[sign]
    return number


def _signs(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _grouped(signs: str) -> str:
    return " ".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))
