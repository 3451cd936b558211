"""An event whose one trade goes from its theory to a final: the ground of the tests of stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from competition.advancement import actions, queries
from competition.contestants import queries as contestant_queries
from competition.events import actions as event_actions
from competition.events import queries as events
from competition.ladders import actions as ladders
from competition.officials import actions as officials
from competition.officials import queries as officials_queries
from competition.schemes import actions as schemes
from competition.store import reading
from tests.advancement.ground import PLAN, enter, held
from tests.ladders.ground import event
from tests.world import NAMES, World

RULE: dict[str, Any] = {
    "format": "craftboard-advancement", "version": 1, "ties": "in", "top": 2, "wild_cards": 1, "substitutes": 1,
}  # fmt: skip


@dataclass
class Two:
    """An event whose one trade has a theory and a final, the rule between them, entries in the order of their marks."""

    world: World
    event_id: str
    trade_id: str
    first_id: str
    final_id: str
    passage_id: str
    entries: list[str]

    def stage(self) -> str:
        with reading() as s:
            return events.stage_of_trade(s, self.trade_id).id

    def finalists(self) -> list[tuple[str, int, str, str]]:
        """Name, number, station and status of everybody in the final."""
        with reading() as s:
            found = contestant_queries.entries_of_stage(s, self.final_id)
        return [(one.name, one.number, one.station_code, one.status) for one in found]

    def open_cut(self) -> queries.Cut:
        with reading() as s:
            found = queries.open_cut(s, self.passage_id)
        assert found is not None
        return found

    def confirmed(self) -> Two:
        actions.propose("one", self.passage_id)
        one = self.open_cut()
        actions.confirm("two", self.passage_id, one.id, one.proposal_hash)
        return self

    def places(self) -> list[tuple[str, str, str]]:
        with reading() as s:
            found = queries.places(s, self.passage_id)
            who = queries.who_of(s, [one.key for one in found])
        return [(who[one.key].name, one.why, one.state) for one in found]

    def final(self, points: list[str]) -> str:
        """The final under a plan of its own from its start to its recount, marked in the order of the numbers."""
        schemes.add_version("system", self.trade_id, PLAN | {"title": {"zh": "决赛", "en": "Final"}})
        with reading() as s:
            entries = [one.id for one in contestant_queries.entries_of_stage(s, self.final_id) if not one.status]
            judges = officials_queries.judges(s, self.trade_id)
        officials.seat_all("system", self.event_id, self.trade_id, [one.id for one in judges])
        people = [one.person_id for one in judges]
        return held(self.world, self.event_id, self.trade_id, entries, points, people)


def two(world: World, points: tuple[str, ...] = ("90", "80", "70", "60"), rule: dict[str, Any] | None = RULE) -> Two:
    event_id, trades = event("青溪市", ["fitter"])
    trade_id = trades["fitter"]
    schemes.add_version("system", trade_id, PLAN)
    with reading() as s:
        first_id = events.stage_of_trade(s, trade_id).id
    event_actions.rename_stage("system", first_id, name="理论", name_en="Theory")
    final_id = event_actions.add_stage("system", trade_id, name="决赛", name_en="Final")
    passage_id = ladders.set_stage_rule("system", final_id, rule) if rule else ""
    entries = [enter(trade_id, name, "青溪机械厂") for name in NAMES[: len(points)]]
    held(world, event_id, trade_id, entries, points)
    return Two(world, event_id, trade_id, first_id, final_id, passage_id, entries)
