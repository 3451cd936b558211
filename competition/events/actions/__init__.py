"""What can be done with events, their trades, stages, programme and editions; one function, one transaction."""

from competition.events.actions.editions import TAKEN, copy_event
from competition.events.actions.events import (
    ROLES,
    EventDetails,
    OrganiserDetails,
    create_event,
    edit_event,
    remove_event,
)
from competition.events.actions.moving import mark_stage_ended, mark_stage_revealed, mark_stage_started, move_event
from competition.events.actions.programme import (
    PointDetails,
    VenueDetails,
    add_point,
    add_venue,
    edit_point,
    edit_venue,
    remove_point,
    remove_venue,
)
from competition.events.actions.replanning import Replacement, replace_plan
from competition.events.actions.staging import MOST_STAGES, add_stage, open_stage, remove_stage, rename_stage
from competition.events.actions.trades import (
    ANONYMITY,
    DivisionDetails,
    TradeSettings,
    add_trade,
    choose_plan,
    edit_trade,
    remove_trade,
    set_divisions,
    set_stage,
)

__all__ = [
    "ANONYMITY", "MOST_STAGES", "ROLES", "TAKEN", "DivisionDetails", "EventDetails", "OrganiserDetails", "PointDetails",
    "Replacement", "TradeSettings", "VenueDetails", "add_point", "add_stage", "add_trade", "add_venue", "choose_plan",
    "copy_event", "create_event", "edit_event", "edit_point", "edit_trade", "edit_venue", "mark_stage_ended",
    "mark_stage_revealed", "mark_stage_started", "move_event", "open_stage", "remove_event", "remove_point",
    "remove_stage", "remove_trade", "remove_venue", "rename_stage", "replace_plan", "set_divisions", "set_stage",
]  # fmt: skip
