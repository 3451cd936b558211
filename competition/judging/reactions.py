"""What judging does when something happens elsewhere, and what tablets are told after a commit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.accounts.facts import DeviceAccepted, DeviceRevoked
from competition.contestants.facts import EntriesChanged, EntryChanged, EntryStatusSet
from competition.events.facts import PlanReplaced
from competition.judging import actions, queries
from competition.judging.actions import renew_assignment
from competition.judging.channels import NAMESPACE, device_room, room_of
from competition.judging.facts import AssignmentChanged, EntriesMarked
from competition.live.hub import socketio
from competition.sessions.facts import DrawOpened, SessionMoved
from competition.store import happened


def tell_package(news: AssignmentChanged) -> None:
    """Tablets of the trade fetch their package again."""
    socketio.emit("package", {"revision": news.revision}, namespace=NAMESPACE, to=room_of(news.trade_id))


def tell_accepted(news: DeviceAccepted) -> None:
    """The tablet may mark now."""
    socketio.emit("accepted", {}, namespace=NAMESPACE, to=device_room(news.device_id))


def tell_revoked(news: DeviceRevoked) -> None:
    """The tablet may mark no more; whatever it still sends is refused."""
    socketio.emit("revoked", {}, namespace=NAMESPACE, to=device_room(news.device_id))


def plan_replaced(s: Session, fact: PlanReplaced) -> None:
    """A running or ended stage goes on under another plan: every entry is scored anew, tablets fetch the package."""
    renew_assignment(s, fact.trade_id)
    happened(EntriesMarked(stages={fact.stage_id: queries.stage_marks(s, fact.stage_id)}))


def list_opened(s: Session, fact: DrawOpened) -> None:
    """The reveal of a stage with three draws goes on, or comes before its time. Refused: reveal_not_approved."""
    actions.list_opened(s, fact)


def session_moved(s: Session, fact: SessionMoved) -> None:
    """A session began, stood still or was given time: the tablets' clock follows."""
    if queries.revision(s, fact.trade_id):
        renew_assignment(s, fact.trade_id)


def entry_changed(s: Session, fact: EntryStatusSet | EntryChanged | EntriesChanged) -> None:
    """Somebody withdrew, was put out or is written otherwise while his stage runs: tablets and the board show it."""
    if queries.revision(s, fact.trade_id):
        renew_assignment(s, fact.trade_id)
        happened(EntriesMarked(stages={fact.stage_id: {}}))
