"""Days of the calendar in rule documents, and what lies between them: values alone, nobody asks what day it is."""

from __future__ import annotations

import re
from datetime import date

from competition.engine.plans.reading import Reader
from competition.engine.refusal import PlanRefused

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(reader: Reader, key: str) -> date:
    """A day as text, 2024-05-01. Raises PlanRefused not_a_day."""
    value = reader.take(key)
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PlanRefused("not_a_day", reader.at(key))
    try:
        return date.fromisoformat(value)
    except ValueError as fault:
        raise PlanRefused("not_a_day", reader.at(key)) from fault


def full_years(born: date, on: date) -> int:
    """Age in full years; who was born on 29 February is a year older on 1 March where there is no such day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def full_months(since: date, on: date) -> int:
    """Full months from a day to another, 0 when it lies ahead; a month is full on the same day of the next, so that one
    begun on the 31st is full on the 1st after a month without that day."""
    return max(0, (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day))
