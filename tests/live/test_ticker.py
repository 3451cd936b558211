"""The ticker gathers changes, and the bucket lets through what a person can do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest

from competition.live.hub import BURST, Bucket
from competition.live.ticker import AGAIN, Ticker

PERIOD = 0.1


class Producer:
    """Notes what was produced, and when."""

    def __init__(self, fails: tuple[str, ...] = ()) -> None:
        self.produced: list[tuple[str, float]] = []
        self.fails = fails

    def __call__(self, key: str) -> None:
        self.produced.append((key, time.monotonic()))
        if key in self.fails:
            raise ValueError(key)

    def keys(self) -> list[str]:
        return [key for key, _ in self.produced]


@contextmanager
def running(produce: Callable[[str], None]) -> Iterator[Ticker]:
    ticker = Ticker(produce, PERIOD)
    task = threading.Thread(target=ticker.run)
    task.start()
    yield ticker
    ticker.end()
    task.join(2)
    assert not task.is_alive()


def test_ticker_produces_at_once_a_key_that_was_quiet() -> None:
    produced = Producer()
    ticker = Ticker(produced, PERIOD)
    ticker.mark("fitter")

    waits = ticker.round()

    assert (produced.keys(), waits) == (["fitter"], None)


def test_ticker_gathers_what_comes_within_a_period_into_one() -> None:
    produced = Producer()
    ticker = Ticker(produced, PERIOD)
    ticker.mark("fitter")
    ticker.round()
    for _ in range(5):
        ticker.mark("fitter")
        ticker.mark("welder")

    waits = ticker.round()

    assert produced.keys() == ["fitter", "welder"]
    assert waits is not None
    assert 0 < waits <= PERIOD


@pytest.mark.timing
def test_ticker_produces_a_busy_key_once_a_period_and_its_last_change_too() -> None:
    produced = Producer()
    with running(produced) as ticker:
        begun = time.monotonic()
        while time.monotonic() - begun < 5.5 * PERIOD:
            ticker.mark("fitter")
            time.sleep(0.002)
        last = time.monotonic()
        ticker.mark("fitter")
        time.sleep(2 * PERIOD)

    times = [at for _, at in produced.produced]
    gaps = [after - before for before, after in pairwise(times)]
    assert times[0] - begun < PERIOD
    assert min(gaps) >= PERIOD
    assert 5 <= len(times) <= 7
    assert last < times[-1]


def test_ticker_goes_on_when_a_producer_fails() -> None:
    produced = Producer(fails=("fitter",))
    ticker = Ticker(produced, PERIOD)
    for key in ("fitter", "welder", "lathe"):
        ticker.mark(key)

    waits = ticker.round()

    assert sorted(produced.keys()) == ["fitter", "lathe", "welder"]
    assert waits is not None
    assert AGAIN - 1 < waits <= AGAIN


def test_ticker_tries_a_failed_production_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    produced = Producer(fails=("fitter",))
    ticker = Ticker(produced, PERIOD)
    ticker.mark("fitter")
    ticker.round()
    produced.fails = ()

    now[0] += AGAIN - 0.1
    early = ticker.round()
    now[0] += 0.2
    late = ticker.round()

    assert (produced.keys(), late) == (["fitter", "fitter"], None)
    assert early is not None


def test_bucket_lets_a_burst_through_and_then_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    bucket = Bucket()

    burst = [bucket.take() for _ in range(int(BURST) + 1)]
    now[0] = 0.5
    later = [bucket.take() for _ in range(11)]

    assert burst == [True] * int(BURST) + [False]
    assert later == [True] * 10 + [False]
