"""A trade of the demo made ready: contestants entered, judges invited and seated, stage started, tablets bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from competition.accounts import actions as accounts
from competition.accounts import queries as people
from competition.accounts.queries import Bound
from competition.contestants import actions as contestants
from competition.demo import blind, hands
from competition.demo.names import Person, TradeCast, Worker
from competition.demo.registries import entry_of
from competition.engine.plans import Plan
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.judging import actions as judging
from competition.officials import actions as officials
from competition.officials import queries as official_queries
from competition.officials.actions import Newcomer, Reply
from competition.schemes.library import templates
from competition.store import reading

MINUTES = 360
BOUND_TO = "tour_guide"
"""The trade in which a judge says of one unit that he is bound to it, and sits for a reason."""
REASON = "本赛项裁判人数不足，经仲裁委员会同意；对申报单位的选手，其评分由裁判长复核。"


@dataclass(frozen=True)
class Trade:
    """A trade of the demo as it runs; `chief` is the chief judge's person id."""

    id: str
    stage_id: str
    code: str
    name: str
    name_en: str
    modules: tuple[str, ...]
    chief: str
    chief_name: str


@dataclass(frozen=True)
class Guest:
    """A judge whom nobody simulates, for a person who wants to mark."""

    person_id: str
    name: str
    trade: Trade


@dataclass(frozen=True)
class Seated:
    """A trade whose stage runs; `simulated` are the person ids of the judges who have tablets, `shares` those of the keys of
    its draws, as printed."""

    trade: Trade
    plan: Plan
    simulated: tuple[str, ...]
    guest: Guest | None
    shares: str = ""


def start(actor: str, seed: int, event_id: str, trade_id: str, cast: TradeCast, units: dict[str, str]) -> Seated:
    """Everything of a trade up to its running stage; divisions stand already."""
    template = templates()[cast.template]
    events.set_stage(actor, trade_id, anonymity=cast.anonymity, minutes=MINUTES)
    entries = [contestants.enter(actor, trade_id, entry_of(one, units)) for one in cast.contestants]
    if cast.withdrawn is not None:
        contestants.set_status(actor, entries[cast.withdrawn], "WD", "因工作安排退赛")
    scoring = [*cast.judges, *([cast.guest] if cast.guest is not None else [])]
    newcomers = [_newcomer(cast.chief, "chief_judge"), *(_newcomer(one, "scoring_judge") for one in scoring)]
    officers = officials.add_judges(actor, event_id, trade_id, newcomers)
    bound_to = cast.contestants[0] if cast.template == BOUND_TO else None
    _invite(actor, event_id, trade_id, officers, bound_to)
    seating = panels(template.plan, officers[1 : 1 + len(cast.judges)], officers[1 + len(cast.judges) :])
    officials.set_panels(actor, event_id, trade_id, seating, REASON if bound_to is not None else "")
    shares = blind.draw(event_id, trade_id) if cast.anonymity == "three_stage" else ""
    stage_id = judging.start_stage(event_id, trade_id, actor, seed=f"{seed}/{template.code}")
    with reading() as s:
        code = event_queries.trade(s, trade_id, event_id).code
        chief, *persons = [official_queries.judge(s, one).person_id for one in officers]
    modules = tuple(module.key for module in template.plan.modules)
    trade = Trade(trade_id, stage_id, code, template.name, template.name_en, modules, chief, cast.chief.name)
    guest = Guest(persons[-1], cast.guest.name, trade) if cast.guest is not None else None
    return Seated(trade, template.plan, tuple(persons[: len(cast.judges)]), guest, shares)


def panels(plan: Plan, judge_ids: Sequence[str], guests: Sequence[str]) -> dict[str, list[str]]:
    """Every judge in the panels that need all; a guest first in the last module in which nobody waits for him."""
    seating = {module.key: list(judge_ids[: hands.seats(module, len(judge_ids))]) for module in plan.modules}
    free = [module.key for module in plan.modules if module.shared and module.panel.spread is None]
    if guests:
        seating[free[-1]] = [*guests, *seating[free[-1]]]
    return seating


def tablet(actor: str, event_id: str, trade_id: str, person_id: str) -> tuple[str, Bound]:
    """A tablet bound to a judge and accepted, with its secret."""
    invited = accounts.invite_device(person_id, event_id, trade_id, actor)
    redeemed = accounts.redeem(invited.code, "Demo", "competition demo")
    accounts.accept_device(redeemed.device_id, actor)
    with reading() as s:
        device = people.bound(s, redeemed.device_id, redeemed.secret)
    if device is None:
        raise RuntimeError("a tablet that was just bound is not known")
    return redeemed.secret, device


def _newcomer(one: Person, role: str) -> Newcomer:
    return Newcomer(name=one.name, organisation=one.unit, role=role)


def _invite(actor: str, event_id: str, trade_id: str, judge_ids: Sequence[str], bound_to: Worker | None) -> None:
    """Letters to all of a trade's judges, and their answers: everybody comes; the last but one may be bound to a unit."""
    letters = officials.send_letters(actor, event_id, trade_id, judge_ids)
    for letter in letters:
        units = (bound_to.unit,) if bound_to is not None and letter is letters[-2] else ()
        officials.reply(letter.code, Reply(answer="accepted", units=units))
