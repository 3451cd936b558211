"""Refusals of the engine: a code, the place and the facts; the words for people belong to the rooms."""

from collections.abc import Mapping


class Refusal(Exception):
    """Something the rules do not allow.

    `code` names the reason (snake case, translated elsewhere), `path` the place it was found (a JSON path in a plan
    document, or an aspect's key), `facts` the figures a message may quote, all as text.
    """

    def __init__(self, code: str, path: str = "", **facts: str) -> None:
        super().__init__(f"{code} at {path}" if path else code)
        self.code = code
        self.path = path
        self.facts: Mapping[str, str] = facts

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Refusal):
            return NotImplemented
        return (type(self), self.code, self.path, self.facts) == (type(other), other.code, other.path, other.facts)

    def __hash__(self) -> int:
        return hash((type(self), self.code, self.path))


class PlanRefused(Refusal):
    """A plan document that contradicts itself or leaves its bounds."""


class Impossible(Refusal):
    """A value that no contestant could have earned under the plan, or a question about an aspect it does not have."""
