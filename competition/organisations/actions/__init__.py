"""What can be done to union units and their groupings; one function, one transaction."""

from competition.organisations.actions.bulk import group_units, move_units
from competition.organisations.actions.ground import today
from competition.organisations.actions.groupings import add_group, move_group, remove_group, rename_group
from competition.organisations.actions.imports import import_units
from competition.organisations.actions.merges import merge
from competition.organisations.actions.moves import close, move, reopen
from competition.organisations.actions.units import add_organisation, edit_organisation

__all__ = [
    "add_group",
    "add_organisation",
    "close",
    "edit_organisation",
    "group_units",
    "import_units",
    "merge",
    "move",
    "move_group",
    "move_units",
    "remove_group",
    "rename_group",
    "reopen",
    "today",
]
