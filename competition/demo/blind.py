"""The three draws of the trade that is marked blind: five people keep shares of their keys, and the demo all of them."""

from __future__ import annotations

from competition.accounts import actions as accounts
from competition.accounts.roles import scope_path
from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.sessions import actions, queries
from competition.store import reading, transaction

KEEPERS = (
    ("程以宁", "supervisor"), ("贺知秋", "supervisor"), ("蒋云开", "arbitration"), ("罗星河", "arbitration"),
    ("邵清和", "supervisor"),
)  # fmt: skip
OFFICERS = ("温书言", "岳明朗")
KEPT = {"entry_code": (0, 1, 2), "station_code": (0, 1, 2), queries.WORKS: (2, 3, 4)}


def draw(event_id: str, trade_id: str) -> str:
    """Make and seal all three draws of a trade; returns the shares as printed, for whoever wants to play the reveal."""
    scope = scope_path(event_id, trade_id)
    with transaction() as s:
        people = []
        for name, role in (*KEEPERS, *((one, "cipher_officer") for one in OFFICERS)):
            people.append(accounts.create_person(s, name=name))
            accounts.grant(s, people[-1], role, scope)
    told = []
    for kind, which in KEPT.items():
        officer = people[len(KEEPERS) + (kind == queries.WORKS)]
        keepers = [people[n] for n in which]
        actions.commit(officer, event_id, trade_id, kind, keepers)
        if kind == queries.WORKS:
            actions.draw_works(officer, event_id, trade_id, _stations(trade_id))
        else:
            actions.make_draw(officer, event_id, trade_id, kind, everybody=True)
        with reading() as s:
            stage = events.stage_of_trade(s, trade_id)
            for row in queries.custody(s, queries.draw(s, stage.id, kind).id):
                lines = "\n".join(actions.share_lines(row))
                told.append(f"{kind} {row.number} {KEEPERS[which[row.number - 1]][0]}\n{lines}\n")
        for holder in keepers:
            actions.confirm_share(holder, event_id, trade_id, kind)
    return "\n".join(told)


def _stations(trade_id: str) -> list[str]:
    """The stations of everybody who takes part: all of them hand in a work."""
    with reading() as s:
        stage = events.stage_of_trade(s, trade_id)
        return [one.station_code for one in contestants.entries_of_stage(s, stage.id) if not one.status]
