"""What may be shown of a member, to whom: one table, from field to class, asked by lists, pages, exports and the change log.

open: any room may show it. personal: this room alone, to whoever may read the roll. sensitive: sealed, shown masked, and
whole only to whoever may unmask, with a reason that stays on record.
"""

from __future__ import annotations

from collections.abc import Callable

from competition.web.mask import masked_id_number, masked_phone

OPEN, PERSONAL, SENSITIVE = "open", "personal", "sensitive"

CLASSES: dict[str, str] = {
    "name": OPEN,
    "organisation": OPEN,
    "sex": PERSONAL,
    "born_on": PERSONAL,
    "categories": PERSONAL,
    "since": PERSONAL,
    "consent": PERSONAL,
    "id_number": SENSITIVE,
    "phone": SENSITIVE,
    "card_number": SENSITIVE,
}

SEALED = tuple(field for field, kind in CLASSES.items() if kind == SENSITIVE)


def masked_card(number: str) -> str:
    """6217000012345678 -> 6217********5678; anything shorter than ten characters is hidden whole."""
    return number[:4] + "*" * (len(number) - 8) + number[-4:] if len(number) > 9 else "*" * len(number)


_MASKS: dict[str, Callable[[str], str]] = {
    "id_number": masked_id_number,
    "phone": masked_phone,
    "card_number": masked_card,
}


def shown(field: str, text: str, *, whole: bool = False) -> str:
    """What may be seen of a field on a page of the roll; `whole` when its reader unmasked it with a reason."""
    if CLASSES[field] == SENSITIVE and not whole:
        return _MASKS[field](text)
    return text
