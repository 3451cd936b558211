"""What other rooms may know of contestants, teams and their entries."""

from competition.contestants.queries.batches import batch, batches, entries_of_batch, started_trades
from competition.contestants.queries.duplicates import Pair, pairs, pairs_of_event
from competition.contestants.queries.entries import (
    STATUSES,
    Counted,
    EntryRow,
    changes,
    competing_by_division,
    counts,
    counts_of_events,
    entries_by_id,
    entries_of_event,
    entries_of_stage,
    entries_of_stages,
    entry,
    entry_ids,
    out,
    statuses,
)
from competition.contestants.queries.listing import (
    SORTS,
    Wanted,
    blind_trades,
    count_found,
    found,
    found_ids,
    organisations_of,
    paged,
    search,
)
from competition.contestants.queries.people import (
    Taken,
    by_id_numbers,
    contestant,
    masked_numbers,
    open_field,
    people_like,
    standing_for,
    taken_part,
)
from competition.contestants.queries.teams import Joined, team, team_entries_of, team_of_entry, team_people

__all__ = [
    "SORTS", "STATUSES", "Counted", "EntryRow", "Joined", "Pair", "Taken", "Wanted", "batch", "batches", "blind_trades",
    "by_id_numbers", "changes", "competing_by_division", "contestant", "count_found", "counts", "counts_of_events",
    "entries_by_id", "entries_of_batch", "entries_of_event",
    "entries_of_stage", "entries_of_stages", "entry", "entry_ids", "found", "found_ids", "masked_numbers", "open_field", "organisations_of",
    "out", "paged", "pairs", "pairs_of_event", "people_like", "search", "standing_for", "started_trades", "statuses",
    "taken_part", "team", "team_entries_of", "team_of_entry", "team_people",
]  # fmt: skip
