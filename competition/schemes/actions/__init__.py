"""What can be done with scoring plans: trades from templates, further versions, and the draft of the next one."""

from competition.schemes.actions.drafts import (
    Saved,
    acted,
    change,
    discard,
    make_version,
    replace,
    save_part,
    start,
    undo,
)
from competition.schemes.actions.versions import (
    add_empty_trade,
    add_replacement,
    add_trades_from_templates,
    add_version,
)

__all__ = [
    "Saved", "acted", "add_empty_trade", "add_replacement", "add_trades_from_templates", "add_version", "change", "discard",
    "make_version", "replace", "save_part", "start", "undo",
]  # fmt: skip
