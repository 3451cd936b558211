"""Who reacts to what, together or afterwards; which producer feeds which board; which checks stand on the guided path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from competition.accounts import facts as accounts
from competition.advancement import beside as advancement_beside
from competition.advancement import readiness as advancement_readiness
from competition.advancement.queries.entered import qualified_from
from competition.amendments import readiness as amendments_readiness
from competition.contestants import facts as contestants
from competition.contestants import reactions as contestants_reactions
from competition.contestants import readiness as contestants_readiness
from competition.contestants.checking import beyond
from competition.eligibility import beside as eligibility_beside
from competition.eligibility import facts as eligibility
from competition.eligibility import lookups as eligibility_lookups
from competition.eligibility import reactions as eligibility_reactions
from competition.eligibility import readiness as eligibility_readiness
from competition.eligibility.actions import copy_rules
from competition.eligibility.applying import about_rows, row_words
from competition.events import checks as events_checks
from competition.events import facts as events_facts
from competition.events import queries as events
from competition.events.beside import Telling
from competition.events.readiness import Check
from competition.judging import facts as judging
from competition.judging import reactions as judging_reactions
from competition.judging import readiness as judging_readiness
from competition.ladders import beside as ladders_beside
from competition.ladders import reactions as ladders_reactions
from competition.live.hub import socketio
from competition.live.ticker import Ticker
from competition.matches import reactions as matches_reactions
from competition.members import reactions as members_reactions
from competition.milestones import reactions as milestones_reactions
from competition.officials import reactions as officials_reactions
from competition.officials import readiness as officials_readiness
from competition.organisations import facts as organisations
from competition.paper import reactions as paper_reactions
from competition.paper import readiness as paper_readiness
from competition.registration import facts as registration
from competition.registration import readiness as registration_readiness
from competition.schemes import reactions as schemes_reactions
from competition.schemes import readiness as schemes_readiness
from competition.sessions import facts as sessions
from competition.sessions import reactions as sessions_reactions
from competition.standings import boards
from competition.standings import facts as standings
from competition.standings import queries as standings_queries
from competition.standings import reactions as standings_reactions
from competition.standings import readiness as standings_readiness
from competition.standings.honours import prizes
from competition.standings.sockets import NAMESPACE
from competition.store import reading
from competition.store.session import Reactions, Store

ENTRIES_OF_A_TRADE = (
    contestants.EntryChanged, contestants.EntryStatusSet, contestants.TeamChanged, contestants.EntriesTakenBack,
)  # fmt: skip
ENTRIES_OF_AN_EVENT = (
    contestants.ContestantEntered, contestants.EntriesChanged, contestants.ContestantsImported, contestants.ImportUndone,
    eligibility.EligibilityRulesSet, eligibility.EntryFactSaid, eligibility.RuleOverridden, eligibility.OverrideWithdrawn,
)  # fmt: skip


@dataclass(frozen=True)
class Wired:
    """What runs by itself while the house serves, the checks of the guided path, and what stands beside it."""

    tasks: tuple[Callable[[], None], ...]
    readiness: tuple[Check, ...]
    besides: tuple[Telling, ...]
    about_entries: tuple[Callable[[Session, str, str], list[str]], ...]


def wire(store: Store) -> Wired:
    """Fill the store's reactions; returns what the app keeps."""
    ticker = Ticker(produce_board)
    _together(store.reactions)
    _afterwards(store.reactions, ticker)
    eligibility_lookups.use(prizes=prizes, qualified=qualified_from)
    beyond.use(about_rows, row_words)
    checks = (
        events_checks.CHECKS,
        schemes_readiness.CHECKS,
        contestants_readiness.CHECKS,
        registration_readiness.CHECKS,
        eligibility_readiness.CHECKS,
        officials_readiness.CHECKS,
        judging_readiness.CHECKS,
        standings_readiness.CHECKS,
        amendments_readiness.CHECKS,
        advancement_readiness.CHECKS,
        paper_readiness.CHECKS,
    )
    return Wired(
        tasks=(lambda: _boards(ticker),),
        readiness=tuple(check for part in checks for check in part),
        besides=(eligibility_beside.rules_of_entry, ladders_beside.place_in_ladder, advancement_beside.going_on),
        about_entries=(eligibility_beside.of_entry,),
    )


def _together(reactions: Reactions) -> None:
    """In the transaction itself: a board cannot disagree with its marks."""
    on: dict[Any, Any] = {
        organisations.OrganisationClosed: [members_reactions.keep_unit_with_members],
        organisations.OrganisationMerged: [members_reactions.move_with_merger],
        organisations.OrganisationMergeUndone: [members_reactions.move_back_with_merger],
        events_facts.PlanReplaced: [judging_reactions.plan_replaced],
        events_facts.ProgrammeRemoved: [sessions_reactions.keep_venue_with_stations],
        events_facts.TradeRemoved: [contestants_reactions.keep_trade_with_entries, ladders_reactions.drop_passage],
        events_facts.StageRemoved: [ladders_reactions.drop_stage_passage],
        events_facts.EventRemoved: [ladders_reactions.leave_ladder],
        events_facts.StageSet: [sessions_reactions.keep_anonymity],
        events_facts.DivisionsSet: [contestants_reactions.keep_divisions_with_entries],
        events_facts.TeamsSet: [contestants_reactions.keep_team_size_with_entries],
        events_facts.EventCopied: [schemes_reactions.copy_plans, officials_reactions.copy_judges, copy_rules],
        sessions.SessionMoved: [judging_reactions.session_moved],
        sessions.DrawOpened: [judging_reactions.list_opened],
        registration.ApplicationsSent: [eligibility_reactions.keep_out_applications],
        contestants.ContestantEntered: [eligibility_reactions.keep_out],
        contestants.EntryStatusSet: [judging_reactions.entry_changed],
        contestants.EntryChanged: [judging_reactions.entry_changed],
        contestants.EntriesChanged: [judging_reactions.entry_changed],
        judging.StageStarted: [
            contestants_reactions.no_start_during_import,
            ladders_reactions.freeze_passage,
            sessions_reactions.seal_draws,
            paper_reactions.number_sheets,
        ],
        judging.EntriesMarked: [standings_reactions.project],
        judging.StageRevealed: [standings_reactions.stage_revealed],
    }
    for news, doing in on.items():
        reactions.together[news].extend(doing)
    for room in (matches_reactions, milestones_reactions):
        reactions.together[events_facts.TradeRemoved].append(room.leave_with_trade)
        reactions.together[events_facts.StageSet].append(room.stays_open)
        reactions.together[judging.StageEnded].append(room.settled_before_end)
    reactions.together[judging.StageStarted] += [
        matches_reactions.drawn_before_start,
        milestones_reactions.fitting_at_start,
    ]


def _afterwards(reactions: Reactions, ticker: Ticker) -> None:
    """After the commit: screens and tablets hear."""
    on: dict[Any, Any] = {
        standings.StageChanged: [lambda news: ticker.mark(news.stage_id)],
        judging.StageEnded: [standings_reactions.recount_ended],
        judging.StageRevealed: [standings_reactions.recount_ended],
        events_facts.PlanReplaced: [standings_reactions.recount_ended],
        **{fact: [eligibility_reactions.follow_trade] for fact in ENTRIES_OF_A_TRADE},
        **{fact: [eligibility_reactions.follow_event] for fact in ENTRIES_OF_AN_EVENT},
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
    """The ticker's task; it begins with every stage that runs or whose end no board shows yet, since a process may have
    died between commit and tick."""
    with reading() as s:
        for stage_id in [stage.id for stage in events.running_stages(s)] + standings_queries.behind(s):
            ticker.mark(stage_id)
    ticker.run()
