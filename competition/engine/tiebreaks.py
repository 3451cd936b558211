"""Comparing two entries of the same total by their tie keys (field rule CN-2)."""

from decimal import Decimal

WORST = Decimal("-Infinity")


def comparable(tie: tuple[str, ...]) -> tuple[Decimal, ...]:
    """A kept tie key as numbers of which the larger is better; an empty text is worse than every number."""
    return tuple(Decimal(text) if text else WORST for text in tie)
