"""What other rooms may know of ladders, the events in them, and the rules by which one goes on."""

from competition.ladders.queries.ladders import (
    Ladder,
    Rung,
    Tier,
    events_of_ladders,
    feeding,
    ladder,
    ladders,
    named_ladder,
    rung,
    rung_counts,
    rung_of_event,
    rungs,
    rungs_of_events,
    rungs_of_ladder,
    shown_ladder_of,
    tier,
    tiers,
    tiers_of_all,
)
from competition.ladders.queries.passages import (
    Passage,
    Quota,
    QuotaUse,
    Source,
    Upper,
    matches,
    passage,
    passage_of_source_trade,
    passage_of_trade,
    passages,
    passages_of_ladder,
    passages_of_rungs,
    passages_of_source_trades,
    quota_lines,
    quotas,
    rule_of,
    sources,
    sources_of_passages,
    sources_of_trades,
    upper,
    uppers,
)
from competition.ladders.queries.places import quota_standings

__all__ = [
    "Ladder", "Passage", "Quota", "QuotaUse", "Rung", "Source", "Tier", "Upper", "events_of_ladders", "feeding", "ladder",
    "ladders", "matches", "named_ladder", "passage", "passage_of_source_trade", "passage_of_trade", "passages",
    "passages_of_ladder", "passages_of_rungs", "passages_of_source_trades", "quota_lines", "quota_standings", "quotas", "rule_of", "rung",
    "rung_counts", "rung_of_event", "rungs", "rungs_of_events", "rungs_of_ladder", "shown_ladder_of", "sources",
    "sources_of_passages", "sources_of_trades", "tier", "tiers", "tiers_of_all", "upper", "uppers",
]  # fmt: skip
