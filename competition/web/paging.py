"""Pages of a long list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page of `total` rows: which, how many a page, and how many pages there are."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.offset + self.size, self.total)


def page_of(text: str | None, total: int, size: int = 50) -> Page:
    """The page asked for by ?page=, kept within what there is."""
    number = int(text) if text and text.isdigit() and len(text) < 8 else 1
    last = max(1, -(-total // size))
    return Page(min(max(number, 1), last), size, total)
