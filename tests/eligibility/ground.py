"""An event with rules of entry, and short ways to enter people and to read what the rules say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.eligibility import actions, queries
from competition.eligibility.telling import names_of, reason_words
from competition.organisations import actions as organisations
from competition.store import reading
from competition.web.speaking import speaking
from tests.world import World

AGE: dict[str, Any] = {"key": "age", "kind": "age", "most": 35, "on": "2026-05-01"}
LIMIT: dict[str, Any] = {"key": "limit", "kind": "limit", "per": "organisation", "most": 2}
EMPLOYMENT: dict[str, Any] = {"key": "employment", "kind": "employment", "months": 12}


@dataclass
class Gate:
    """An event with its trades and a unit."""

    world: World
    event_id: str
    trade_id: str
    unit_id: str

    def rules(self, *rules: Mapping[str, Any], mode: str = "warn", reason: str = "") -> None:
        """Set these rules."""
        actions.set_rules("system", self.event_id, {"rules": [dict(one) for one in rules]}, mode, reason=reason)

    def enter(self, name: str, trade_id: str = "", despite: str = "", **said: Any) -> str:
        """Enter somebody of the unit, born in 1995 where nothing else is said; returns the entry's id."""
        details = ContestantDetails(
            name=name, sex="m", organisation_id=self.unit_id, employer="青溪机械厂", id_number="", phone="",
            born_on=date(1995, 1, 1),
        )  # fmt: skip
        return contestants.enter("system", trade_id or self.trade_id, replace(details, **said), despite=despite)

    def person(self, entry_id: str) -> str:
        """The person of an entry."""
        with reading() as s:
            (row,) = [one for one in queries.search(s, self.event_id, queries.Wanted()) if one.entry_id == entry_id]
        found: str = row.results[0]["person"]
        return found

    def says(self, language: str = "en") -> list[tuple[str, str, list[tuple[str, str, str]]]]:
        """(name, verdict, [(rule, verdict, why)]) of every entry, in the order of the list."""
        with reading() as s, speaking(language):
            names = names_of(s, self.event_id, queries.rules_of(queries.rule_set(s, self.event_id)))
            rows = queries.search(s, self.event_id, queries.Wanted())
            return [
                (
                    row.name,
                    row.verdict,
                    [
                        (one["rule"], one["verdict"], reason_words(one, names))
                        for person in row.results
                        for one in person["rules"]
                    ],
                )
                for row in rows
            ]

    def counts(self) -> dict[str, int]:
        """How many entries have each verdict."""
        with reading() as s:
            return queries.counts(s, self.event_id)


def gate(world: World) -> Gate:
    """The event of the world with a trade, and 青溪机械厂 as a unit below the city."""
    event_id = world.event()
    trade_id = world.trade(event_id)
    city = organisations.add_organisation("system", name="青溪市", level="city")
    unit = organisations.add_organisation("system", name="青溪机械厂", level="enterprise", parent_id=city)
    return Gate(world, event_id, trade_id, unit)
