"""What other rooms may know of members, and what this room's pages show."""

from competition.members.queries.batches import batch, batches, running_batch
from competition.members.queries.ground import (
    Bits,
    categories,
    categories_named,
    category,
    consent_texts,
    counts_of_categories,
    latest_consent,
)
from competition.members.queries.listing import MOST_COUNTED, Listed, Wanted, count_found, ids_found, of_ids, search
from competition.members.queries.people import (
    KnownMember,
    Opened,
    Period,
    Told,
    by_id_numbers,
    changes,
    count_of,
    counts_of,
    found,
    joined_on,
    known_by_number,
    member,
    opened,
    opened_number,
    periods,
)

__all__ = [
    "MOST_COUNTED", "Bits", "KnownMember", "Listed", "Opened", "Period", "Told", "Wanted", "batch", "batches", "by_id_numbers",
    "categories", "categories_named", "category", "changes", "consent_texts", "count_found", "count_of", "counts_of",
    "counts_of_categories", "found", "ids_found", "joined_on", "known_by_number", "latest_consent", "member", "of_ids", "opened",
    "opened_number", "periods", "running_batch", "search",
]  # fmt: skip
