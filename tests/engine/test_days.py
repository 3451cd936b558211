"""Days in documents, full years and full months."""

from __future__ import annotations

from datetime import date

import pytest

from competition.engine.days import full_months, full_years, read_day
from competition.engine.plans.reading import Reader
from competition.engine.refusal import PlanRefused


def test_day_is_read_as_it_is_written() -> None:
    assert read_day(Reader({"due": "2024-02-29"}, "nodes[0]"), "due") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "written", ["2023-02-29", "2024-2-29", "20240229", "2024-W09-4", "2024-02-29 ", "", 20240229, None]
)
def test_day_that_is_none_is_refused_with_its_path(written: object) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_day(Reader({"due": written}, "nodes[0]"), "due")

    assert refused.value == PlanRefused("not_a_day", "nodes[0].due")


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2000, 5, 10), date(2016, 5, 9), 15),
        (date(2000, 5, 10), date(2016, 5, 10), 16),
        (date(2000, 5, 10), date(2016, 4, 20), 15),
        (date(2000, 5, 10), date(2016, 6, 1), 16),
        (date(2000, 2, 29), date(2023, 2, 28), 22),
        (date(2000, 2, 29), date(2023, 3, 1), 23),
    ],
)
def test_age_is_in_full_years(born: date, on: date, age: int) -> None:
    assert full_years(born, on) == age


@pytest.mark.parametrize(
    ("since", "on", "months"),
    [
        (date(2024, 1, 15), date(2024, 2, 14), 0),
        (date(2024, 1, 15), date(2024, 2, 15), 1),
        (date(2023, 11, 15), date(2025, 2, 15), 15),
        (date(2024, 1, 31), date(2024, 2, 29), 0),
        (date(2024, 1, 31), date(2024, 3, 1), 1),
        (date(2024, 3, 1), date(2024, 1, 1), 0),
    ],
)
def test_months_are_full_on_the_same_day(since: date, on: date, months: int) -> None:
    assert full_months(since, on) == months
