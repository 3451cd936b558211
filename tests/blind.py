"""The three draws of a stage, made and sealed as a cipher officer would, and their reveal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from competition.accounts.roles import scope_path
from competition.contestants import queries as contestants
from competition.engine.custody import Share, read_printed
from competition.events import queries as events
from competition.judging import actions as judging
from competition.sessions import actions, queries
from competition.store import new_id, reading

if TYPE_CHECKING:
    from tests.world import World

KINDS = ("entry_code", "station_code", "work_code")
KEEPERS = (
    ("何清越", "supervisor"), ("周沐宸", "arbitration"), ("孟星野", "supervisor"), ("赵一诺", "arbitration"),
    ("刘子墨", "supervisor"),
)  # fmt: skip
KEPT = {"entry_code": (0, 1, 2), "station_code": (0, 1, 2), "work_code": (2, 3, 4)}
"""Which of the keepers keep shares of each draw: one of them of the first and of the third."""


@dataclass(frozen=True)
class Drawn:
    """What three people and a heap of slips know, and the house does not: each share as printed, and entry id -> what it
    drew in each of the draws, "" where it drew nothing."""

    event_id: str
    trade_id: str
    stage_id: str
    officers: tuple[str, str]
    keepers: tuple[str, ...]
    printed: dict[str, list[str]]
    codes: dict[str, tuple[str, str, str]]
    works: dict[str, str]
    """Entry id -> work id."""

    def shares(self, kind: str, *which: int) -> list[Share]:
        """These shares (from 0) of a draw, typed in."""
        return [read_printed(self.printed[kind][n]) for n in which or (0, 2)]

    def open(self, kind: str, actor: str = "system") -> None:
        """Two custodians open a list."""
        actions.open_draw(actor, self.event_id, self.trade_id, kind, self.shares(kind))

    def reveal(self) -> None:
        """One proposes, another approves, and the lists are opened backwards."""
        judging.propose_reveal(self.officers[1], self.event_id, self.trade_id)
        judging.approve_reveal(self.keepers[0], self.event_id, self.trade_id)
        for kind in reversed(KINDS):
            self.open(kind, self.officers[1])


def people(world: World, event_id: str) -> tuple[tuple[str, str], tuple[str, ...]]:
    """Two cipher officers and five who may keep shares."""
    scope, own = scope_path(event_id), new_id()[-12:]
    first, third = (world.person(name, f"cipher{n}{own}", ("cipher_officer", scope)) for n, name in
                    enumerate(("柳如烟", "沈砚秋")))  # fmt: skip
    keepers = tuple(world.person(name, f"keeper{n}{own}", (role, scope)) for n, (name, role) in enumerate(KEEPERS))
    return (first, third), keepers


def three_draws(world: World, event_id: str, trade_id: str, absent: Collection[str] = ()) -> Drawn:
    """All three draws made, every share taken; works of the entries `absent` were not handed in."""
    officers, keepers = people(world, event_id)
    with reading() as s:
        stage_id = events.stage_of_trade(s, trade_id).id
        entries = [one for one in contestants.entries_of_stage(s, stage_id) if not one.status]
    printed: dict[str, list[str]] = {}
    slips: dict[str, dict[str, str]] = {}
    for kind in KINDS:
        officer = officers[kind == "work_code"]
        own = [keepers[n] for n in KEPT[kind]]
        actions.commit(officer, event_id, trade_id, kind, own)
        if kind == "work_code":
            with reading() as s:
                now = {one.id: one.station_code for one in contestants.entries_of_stage(s, stage_id)}
            handed_in = [now[one.id] for one in entries if one.id not in absent]
            actions.draw_works(officer, event_id, trade_id, handed_in)
        else:
            actions.make_draw(officer, event_id, trade_id, kind, everybody=True)
        slips[kind] = {one.name: one.code for one in actions.show_slips(officer, event_id, trade_id, kind)}
        with reading() as s:
            rows = queries.custody(s, queries.draw(s, stage_id, kind).id)
            printed[kind] = ["\n".join(actions.share_lines(one)) for one in rows]
        for holder in own:
            actions.confirm_share(holder, event_id, trade_id, kind)
    codes = {}
    for one in entries:
        entry_code = slips["entry_code"][str(one.number)]
        station = slips["station_code"][entry_code]
        codes[one.id] = (entry_code, station, slips["work_code"].get(station, ""))
    with reading() as s:
        by_code = {work.code: work.id for work in queries.works(s, stage_id)}
    works = {entry_id: by_code[code] for entry_id, (_e, _s, code) in codes.items() if code}
    return Drawn(event_id, trade_id, stage_id, officers, keepers, printed, codes, works)
