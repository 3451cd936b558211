"""Doors of the contest day: stations and sessions, check-in, draws, papers, and what hangs on the walls of the hall."""

from competition.sessions.pages import checking, draws, floor, papers, stations, timetable, walls
from competition.sessions.pages.blueprint import pages

__all__ = ["checking", "draws", "floor", "pages", "papers", "stations", "timetable", "walls"]
