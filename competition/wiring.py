"""Who reacts to what, together or afterwards; which producer feeds which board; which checks stand on the guided path."""

from __future__ import annotations

from typing import Any

from flask import Flask

from competition.accounts import facts as accounts
from competition.events import queries as events
from competition.judging import facts as judging
from competition.judging import reactions as judging_reactions
from competition.live.hub import socketio
from competition.live.ticker import Ticker
from competition.standings import boards
from competition.standings import facts as standings
from competition.standings import reactions as standings_reactions
from competition.standings.sockets import NAMESPACE
from competition.store import reading
from competition.store.session import Reactions, Store


def wire(app: Flask, store: Store) -> None:
    """Fill the store's reactions and the app's lists of tasks and checks."""
    ticker = Ticker(produce_board)
    _together(store.reactions)
    _afterwards(store.reactions, ticker)
    app.extensions["ticker"] = ticker
    app.extensions["tasks"] = [lambda: _boards(ticker)]
    app.extensions["readiness"] = ()


def _together(reactions: Reactions) -> None:
    """In the transaction itself: a board cannot disagree with its marks."""
    on: dict[Any, Any] = {
        judging.EntriesMarked: [standings_reactions.project],
    }
    for news, doing in on.items():
        reactions.together[news].extend(doing)


def _afterwards(reactions: Reactions, ticker: Ticker) -> None:
    """After the commit: screens and tablets hear."""
    on: dict[Any, Any] = {
        standings.StageChanged: [lambda news: ticker.mark(news.stage_id)],
        judging.AssignmentChanged: [judging_reactions.tell_package],
        accounts.DeviceAccepted: [judging_reactions.tell_accepted],
        accounts.DeviceRevoked: [judging_reactions.tell_revoked],
    }
    for news, doing in on.items():
        reactions.afterwards[news].extend(doing)


def produce_board(stage_id: str) -> None:
    """The board of a stage: published anew, and its tick sent to whoever watches."""
    published = boards.publish(stage_id)
    if published.tick is not None:
        socketio.emit("tick", published.tick, namespace=NAMESPACE, to=stage_id)


def _boards(ticker: Ticker) -> None:
    """The ticker's task; it begins with every stage that runs, since a process may have died between commit and tick."""
    with reading() as s:
        for stage in events.running_stages(s):
            ticker.mark(stage.id)
    ticker.run()
