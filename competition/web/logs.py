"""One line a thing, as JSON on stderr; never a body, a query string or a personal number."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_NUMBERS = re.compile(r"(?<!\d)(\d{17}[\dXx]|1\d{10})(?!\d)")


def redact(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Identity and phone numbers become [number] in every text of a line."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _NUMBERS.sub("[number]", value)
    return event


def set_up_logs() -> None:
    """structlog for the house, and the libraries' warnings through the standard library."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=lambda *names: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
