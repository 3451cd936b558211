"""What the demo says in the terminal: in both languages at once, since nobody has signed in yet."""

from __future__ import annotations

from typing import Any, NamedTuple

from competition.web.words import translations


class Said(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


def both(english: str, **facts: Any) -> Said:
    """The sentence from the catalogue, with its facts put in."""
    return Said(*(translations(locale).gettext(english) % facts for locale in ("zh", "en")))
