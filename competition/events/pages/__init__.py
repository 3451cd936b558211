"""Doors of events: lists and calendar, setting one up, its state, trades, programme and next edition."""

from competition.events.pages import calendar, editions, events, lists, programme, state, trades
from competition.events.pages.blueprint import pages

__all__ = ["calendar", "editions", "events", "lists", "pages", "programme", "state", "trades"]
