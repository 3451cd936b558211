"""The states of an event and the moves between them (rules 5.1), as data.

Registration follows its window, the contest its stages: an event comes into session with the first stage that starts and
into review when the last one ends, whatever was prepared before; everything else somebody decides.
"""

from competition.engine.moves import Move, Table

EDIT = "event.edit"
FIRST = "DRAFT"
PATH = (
    "DRAFT", "PUBLISHED", "REGISTRATION_OPEN", "REGISTRATION_CLOSED", "ELIGIBILITY_DONE", "READY", "IN_SESSION", "SCORING",
    "REVIEW", "REVEALED", "PROVISIONAL", "APPEAL_WINDOW", "CONFIRMED", "NOTICE", "AWARDED", "ARCHIVED",
)  # fmt: skip
SUSPENDED, CANCELLED = "SUSPENDED", "CANCELLED"
SIDES = (SUSPENDED, CANCELLED)

BEFORE = PATH[: PATH.index("IN_SESSION")]
DURING = ("IN_SESSION", "SCORING", "REVIEW")
AFTER = PATH[PATH.index("REVEALED") :]
PUBLISHED_RESULTS = PATH[PATH.index("PROVISIONAL") :]
SUSPENDABLE = PATH[PATH.index("PUBLISHED") : PATH.index("AWARDED")]
FINISHED = frozenset({"ARCHIVED", CANCELLED})

SETTLED = (*PATH[PATH.index("CONFIRMED") :], *SIDES)
"""Where results stand, or nothing goes on: the scoring plan of a stage that has started stays as it is."""

PUBLISHING = ("place", "host", "trades")


def _forward(frm: str, to: str, *needs: str) -> Move:
    return Move(frm=frm, to=to, may=EDIT, needs=needs)


def _back(frm: str, to: str, *needs: str) -> Move:
    return Move(frm=frm, to=to, may=EDIT, needs=needs, reason=True)


TABLE = Table(
    PATH,
    SIDES,
    (
        _forward("DRAFT", "PUBLISHED", *PUBLISHING),
        _forward("PUBLISHED", "REGISTRATION_OPEN", "window"),
        _forward("PUBLISHED", "READY", "path"),
        _forward("REGISTRATION_OPEN", "REGISTRATION_CLOSED"),
        _forward("REGISTRATION_CLOSED", "ELIGIBILITY_DONE", "entries", "registration"),
        _forward("ELIGIBILITY_DONE", "READY", "path"),
        *(Move(frm=state, to="IN_SESSION", may=None, needs=("stage_started",)) for state in BEFORE),
        _forward("IN_SESSION", "SCORING", "all_started"),
        Move(frm="SCORING", to="REVIEW", may=None, needs=("all_ended",)),
        *(Move(frm=state, to="IN_SESSION", may=None, needs=("stage_started",)) for state in ("SCORING", "REVIEW")),
        _forward("REVIEW", "REVEALED", "all_ended", "unsealed", "recounted"),
        _forward("REVIEW", "PROVISIONAL", "all_ended", "nothing_blind", "recounted"),
        _forward("REVEALED", "PROVISIONAL", "all_ended", "recounted"),
        _forward("PROVISIONAL", "APPEAL_WINDOW"),
        _forward("APPEAL_WINDOW", "CONFIRMED", "amendments", "appeals"),
        _forward("CONFIRMED", "NOTICE"),
        _forward("NOTICE", "AWARDED", "objections"),
        _forward("AWARDED", "ARCHIVED"),
        _back("PUBLISHED", "DRAFT"),
        _back("REGISTRATION_OPEN", "PUBLISHED"),
        _back("REGISTRATION_CLOSED", "REGISTRATION_OPEN", "window"),
        _back("ELIGIBILITY_DONE", "REGISTRATION_CLOSED"),
        _back("READY", "ELIGIBILITY_DONE"),
        _back("READY", "PUBLISHED"),
        _back("REVEALED", "REVIEW"),
        _back("PROVISIONAL", "REVIEW"),
        _back("APPEAL_WINDOW", "REVIEW"),
        _back("CONFIRMED", "APPEAL_WINDOW"),
        _back("NOTICE", "REVIEW"),
        *(_back(state, SUSPENDED) for state in SUSPENDABLE),
        *(_back(state, CANCELLED, "nothing_running") for state in (*BEFORE, "IN_SESSION", SUSPENDED)),
        *(Move(frm=SUSPENDED, to=state, may=EDIT, returns=True) for state in SUSPENDABLE),
    ),
)


def is_over(state: str) -> bool:
    """Whether nothing is contested any more: all its stages have ended, or it was cancelled."""
    return state in AFTER or state in ("REVIEW", CANCELLED)


def results_are_out(state: str) -> bool:
    """Whether results are published, provisional as they may be."""
    return state in PUBLISHED_RESULTS


def phase(state: str) -> str:
    """Where in its life an event is: before, during, after, suspended or cancelled."""
    if state in SIDES:
        return state.lower()
    return "before" if state in BEFORE else "during" if state in DURING else "after"


def plan_may_change(state: str, stage_state: str) -> bool:
    """Whether the scoring plan of a stage may change: freely before it starts, by two people until results stand."""
    return stage_state == "DRAFT" or state not in SETTLED
