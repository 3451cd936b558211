"""Resident identity numbers (GB 11643-1999): 6 digits of region, 8 of birth, 3 of order, 1 check character. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
OLDEST = date(1900, 1, 1)
_PRODUCTS = tuple({str(digit): weight * digit for digit in range(10)} for weight in WEIGHTS)


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A number that holds; `sex` is "m" or "f" by the parity of the order digits."""

    number: str
    born: date
    sex: str


class BadIdNumber(Exception):
    """`code` is "length", "characters", "born" or "check_digit"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plain(text: str) -> str:
    """What a person typed, without blanks, quotes and full-width forms; a final x becomes X."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c not in "'‘’`-").upper()


def check_digit(seventeen: str) -> str:
    """The 18th character of the first seventeen digits (ISO 7064, MOD 11-2)."""
    return CHECKS[sum([products[digit] for products, digit in zip(_PRODUCTS, seventeen, strict=True)]) % 11]


def read(text: str, today: date) -> IdNumber:
    """The number in `text`. Raises BadIdNumber; born after `today` or before 1900 is "born"."""
    number = plain(text)
    if len(number) != 18:
        raise BadIdNumber("length")
    if not (number.isascii() and number[:17].isdigit() and (number[17].isdigit() or number[17] == "X")):
        raise BadIdNumber("characters")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadIdNumber("born") from None
    if not OLDEST <= born <= today:
        raise BadIdNumber("born")
    if check_digit(number[:17]) != number[17]:
        raise BadIdNumber("check_digit")
    return IdNumber(number, born, "m" if int(number[16]) % 2 else "f")


def age_on(born: date, day: date) -> int:
    """Full years on `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
