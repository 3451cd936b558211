"""The number of a sheet as it is printed and typed: four digits or more and a letter that finds errors in typing.

The letter is the number's remainder by 23, moved by the stage: one wrong digit and two that changed places always give
another, and a sheet of another stage gives another in 22 of 23 cases.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from competition.store import Refused

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXY"
_NUMBER = re.compile(r"([0-9]{1,7})[-\s]*([A-Z])")
_ADDRESS = re.compile(r"/paper/at/([0-9a-f-]{36})$")


def printed(stage_id: str, number: int) -> str:
    """ "0127-K"."""
    return f"{number:04d}-{_letter(stage_id, number)}"


def read_number(stage_id: str, text: str) -> int:
    """The number that was typed, in any width and case, with or without the dash. Refused: paper_number."""
    typed = unicodedata.normalize("NFKC", text).strip().upper()
    found = _NUMBER.fullmatch(typed)
    if found is None or _letter(stage_id, int(found.group(1))) != found.group(2):
        raise Refused("paper_number", 422, said=typed[:20])
    return int(found.group(1))


def scanned(text: str) -> str | None:
    """The sheet's id in an address as the code on the paper holds it, else None."""
    found = _ADDRESS.search(text.strip().lower())
    return found.group(1) if found else None


def _letter(stage_id: str, number: int) -> str:
    stage = int.from_bytes(hashlib.sha256(stage_id.encode()).digest()[:4], "big")
    return LETTERS[(number + stage) % len(LETTERS)]
