"""What judges and chiefs can do with sheets."""

from competition.judging.actions.chief import answer_call, correct, lock, lock_module, unlock
from competition.judging.actions.marks import Answer, Batch, Op, take
from competition.judging.actions.replacing import Outlook, outlook, replace_judge
from competition.judging.actions.stages import end_stage, renew_assignment, start_stage

__all__ = [
    "Answer", "Batch", "Op", "Outlook", "answer_call", "correct", "end_stage", "lock", "lock_module", "outlook",
    "renew_assignment", "replace_judge", "start_stage", "take", "unlock",
]  # fmt: skip
