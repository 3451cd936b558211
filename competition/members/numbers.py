"""Telephone and card numbers as people write them, made one spelling each. Pure."""

from __future__ import annotations

import re
import unicodedata

PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}|\+?[0-9]{8,15}")
CARD = re.compile(r"[0-9A-Z]{6,24}")
FIGURE = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_GAPS = re.compile(r"[\s()（）'‘’`\-]")
_LONG = re.compile(r"[0-9]{11,}[0-9Xx]?")


def phone(said: str) -> str | None:
    """The number without gaps and without +86; "" when nothing was said, None when it is no telephone number."""
    text = said if said.isdigit() and said.isascii() else _GAPS.sub("", unicodedata.normalize("NFKC", said))
    if text.startswith(("+86", "86")) and len(text) in (13, 14):
        text = text.removeprefix("+").removeprefix("86")
    return text if not text or PHONE.fullmatch(text) else None


def card(said: str) -> str | None:
    """The card number without gaps, in capitals; "" when nothing was said, None when it is none."""
    text = said if said.isdigit() and said.isascii() else _GAPS.sub("", unicodedata.normalize("NFKC", said)).upper()
    return text if not text or CARD.fullmatch(text) else None


def without_numbers(text: str) -> str:
    """A file's name or a reason as it may stand on record: long numbers in it are hidden."""
    return _LONG.sub(lambda found: "*" * len(found[0]), text)


def has_number(text: str) -> bool:
    """Whether an ID, telephone or card number may stand in a text."""
    return _LONG.search(unicodedata.normalize("NFKC", text)) is not None
