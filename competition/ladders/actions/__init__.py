"""What can be done with ladders; one function, one transaction."""

from competition.ladders.actions.ladders import (
    MOST_TIERS,
    LadderDetails,
    TierDetails,
    add_ladder,
    edit_ladder,
    leads,
    remove_ladder,
)
from competition.ladders.actions.making import (
    MADE,
    OFFERED,
    Order,
    PlannedEvents,
    make_event,
    plan_events,
    record_made,
)
from competition.ladders.actions.passages import (
    RULES,
    PlannedRules,
    forget,
    freeze_for_stage,
    plan_rules,
    remove_rule,
    set_rule,
    set_rules,
    set_stage_rule,
)
from competition.ladders.actions.quotas import move_places, release_places, set_quotas, use_places
from competition.ladders.actions.rungs import (
    FEED,
    OFF,
    Planned,
    add_rung,
    feed_rungs,
    plan_feed,
    plan_off,
    remove,
    take_off,
)

__all__ = [
    "FEED", "MADE", "MOST_TIERS", "OFF", "OFFERED", "RULES", "LadderDetails", "Order", "Planned", "PlannedEvents",
    "PlannedRules", "TierDetails", "add_ladder", "add_rung", "edit_ladder", "feed_rungs", "forget", "freeze_for_stage",
    "leads", "make_event", "move_places", "plan_events", "plan_feed", "plan_off", "plan_rules", "record_made",
    "release_places", "remove", "remove_ladder", "remove_rule", "set_quotas", "set_rule", "set_rules", "set_stage_rule", "take_off",
    "use_places",
]  # fmt: skip
