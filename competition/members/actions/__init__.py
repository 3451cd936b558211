"""What can be done on the roll; one function, one transaction."""

from competition.members.actions.batches import (
    begin,
    begin_undo,
    drop,
    fail_batch,
    finish,
    finish_undo,
    keep_job,
    keep_report,
    open_batch,
    stop,
)
from competition.members.actions.categories import add_category, publish_consent, rename_category
from competition.members.actions.exports import exported
from competition.members.actions.mergers import merge_units, unmerge_units
from competition.members.actions.people import Details, add_member, edit_member, leave, transfer, unmask
from competition.members.actions.several import (
    MOST_AT_ONCE,
    Ready,
    categorise_several,
    leave_several,
    ready,
    transfer_several,
)

__all__ = [
    "MOST_AT_ONCE",
    "Details",
    "Ready",
    "add_category",
    "add_member",
    "begin",
    "begin_undo",
    "categorise_several",
    "drop",
    "edit_member",
    "exported",
    "fail_batch",
    "finish",
    "finish_undo",
    "keep_job",
    "keep_report",
    "leave",
    "leave_several",
    "merge_units",
    "open_batch",
    "publish_consent",
    "ready",
    "rename_category",
    "stop",
    "transfer",
    "transfer_several",
    "unmask",
    "unmerge_units",
]  # fmt: skip
