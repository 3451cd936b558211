"""Work that takes processor time but releases the interpreter (password hashing) runs apart from the loop.

The worker model says how: wsgi sets the runner; without one the work runs where it is asked for. At most four at a
time, since each hash takes 64 MiB.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_places = threading.BoundedSemaphore(4)
_runner: Callable[..., Any] | None = None


def use(runner: Callable[..., Any]) -> None:
    """Let `runner(function, *args)` do the work, as eventlet's or gevent's thread pool does."""
    global _runner
    _runner = runner


def apart(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The function's result, computed without holding up the loop."""
    with _places:
        if _runner is None:
            return function(*args, **kwargs)
        done: R = _runner(function, *args, **kwargs)
        return done
