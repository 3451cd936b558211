"""The sample of a score review: which results are checked again, and when all have to be (field rule CN-10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from competition.engine.ranking import lot
from competition.engine.rounding import whole

TOP, REST, MOST_WRONG = Decimal("0.30"), Decimal("0.15"), Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Sample:
    """What is checked again: the `top` in order of rank, and those `drawn` from the rest in the order of their lots."""

    top: tuple[str, ...]
    drawn: tuple[str, ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """All of the sample."""
        return self.top + self.drawn


def sample(ranks: Sequence[tuple[str, int | None]], seed: str) -> Sample:
    """The top 30 % of all results that were marked, who is tied with the last of them too, and of the rest 15 %, both
    rounded up; the lots come from the seed, so whoever knows it can draw them again.

    `ranks` are pairs of entry and rank; an entry that is not ranked belongs to the rest.
    """
    last = whole(TOP * len(ranks), "up")
    ordered = sorted((rank, entry) for entry, rank in ranks if rank is not None)
    top = tuple(entry for rank, entry in ordered if rank <= last)
    rest = sorted((entry for entry, _ in ranks if entry not in set(top)), key=lambda entry: lot(seed, entry))
    return Sample(top, tuple(rest[: whole(REST * len(rest), "up")]))


def all_again(checked: int, wrong: int) -> bool:
    """Whether more than 5 % of the results that were checked again were wrong, so that every one has to be."""
    return bool(checked) and Fraction(wrong, checked) > Fraction(MOST_WRONG)
