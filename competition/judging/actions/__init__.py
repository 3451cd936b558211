"""What judges and chiefs can do with sheets."""

from competition.judging.actions.chief import answer_call, correct, lock, lock_module, unlock
from competition.judging.actions.figures import Source, fits, give_figures
from competition.judging.actions.marks import Answer, Batch, Op, take
from competition.judging.actions.paper import Paper, sign_paper, take_paper
from competition.judging.actions.replacing import Outlook, outlook, replace_judge
from competition.judging.actions.revealing import approve_reveal, list_opened, propose_reveal, withdraw_reveal
from competition.judging.actions.stages import end_stage, renew_assignment, start_stage

__all__ = [
    "Answer", "Batch", "Op", "Outlook", "Paper", "Source", "answer_call", "approve_reveal", "correct", "end_stage",
    "fits", "give_figures", "list_opened", "lock", "lock_module", "outlook", "propose_reveal", "renew_assignment",
    "replace_judge", "sign_paper", "start_stage", "take", "take_paper", "unlock", "withdraw_reveal",
]  # fmt: skip
