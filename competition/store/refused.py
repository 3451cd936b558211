"""The one way an action says no."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """Against the rules: a code that the catalogue turns into words, an HTTP status, and the facts the words name."""

    def __init__(self, code: str, status: int = 409, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.facts = facts
