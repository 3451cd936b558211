"""Resident identity numbers (GB 11643-1999): 6 digits of region, 8 of birth, 3 of order, 1 check character. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
DIGITS = "0123456789"
OLDEST = 120


@dataclass(frozen=True)
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
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c not in "'‘’`-").upper()


def check_digit(seventeen: str) -> str:
    """The 18th character of the first seventeen digits (ISO 7064, MOD 11-2)."""
    return CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, seventeen, strict=True)) % 11]


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
    if not date(1900, 1, 1) <= born <= today:
        raise BadIdNumber("born")
    if check_digit(number[:17]) != number[17]:
        raise BadIdNumber("check_digit")
    return IdNumber(number, born, "m" if int(number[16]) % 2 else "f")


def age_on(born: date, day: date) -> int:
    """Full years on `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def region_known(number: str) -> bool:
    """Whether the first two digits are those of a province."""
    return PROVINCE.match(number) is not None


def lengthened(text: str) -> str | None:
    """The 18 characters of an old number of 15 digits, or of one that lacks only its check digit; None for any other."""
    number = plain(text)
    if not (number.isascii() and number.isdigit()):
        return None
    if len(number) == 15:
        number = f"{number[:6]}19{number[6:]}"
    return number + check_digit(number) if len(number) == 17 else None


def repair(text: str, today: date, fits: Callable[[IdNumber], bool], *, vouched: bool) -> str | None:
    """The number that was likely meant where the check digit is wrong; None where the form gives no ground to say so.

    `fits` says whether a number agrees with what else the form says of the person, `vouched` that this is enough (sex and
    birthday). Where all agrees but the check digit, that one was mistyped; where birthday or sex disagree, the one swapped
    pair or mistyped digit that brings them together. By chance alone most wrong numbers have some swap that would do.
    """
    number = plain(text)
    whole = number[:17] + check_digit(number[:17])
    if _that_fit([whole], today, fits):
        return whole if vouched else None
    swapped = {number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(16)}
    mistyped = {number[:at] + digit + number[at + 1 :] for at in range(17) for digit in DIGITS}
    found = _that_fit((swapped | mistyped) - {number}, today, fits)
    return found[0] if len(found) == 1 else None


def revealed(before: str, after: str) -> str:
    """A repaired number masked as usual, its changed characters left open."""
    if len(before) != len(after) or len(after) < 10:
        return after[:6] + "*" * max(len(after) - 10, 0) + after[-4:]
    return "".join(
        now if at < 6 or at >= len(after) - 4 or was != now else "*"
        for at, (was, now) in enumerate(zip(before, after, strict=True))
    )


def _that_fit(numbers: Iterable[str], today: date, fits: Callable[[IdNumber], bool]) -> list[str]:
    found: list[str] = []
    for number in sorted(numbers):
        try:
            read_number = read(number, today)
        except BadIdNumber:
            continue
        if read_number.born.year > today.year - OLDEST and fits(read_number):
            found.append(number)
    return found
