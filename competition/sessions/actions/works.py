"""The third draw: the works that were handed in get codes of their own, so that nobody who marks them knows the station."""

from __future__ import annotations

from collections.abc import Collection

from competition.contestants import queries as contestants
from competition.sessions import queries
from competition.sessions.actions import apart, ground
from competition.sessions.actions.draws import Part, lock_list, recorded
from competition.sessions.facts import DrawDone
from competition.sessions.models import Draw, Work
from competition.store import Refused, happened, new_id, transaction, utcnow
from competition.store.vault import vault


def draw_works(actor: str, event_id: str, trade_id: str, stations: Collection[str]) -> Draw:
    """Draw work codes W-01, W-02 … among these station codes, whose works were handed in; once, before the judging.

    Whose work is whose lies in the draw's sealed list alone: sheets will hang on the work. Refused: not_there,
    stage_not_draft, draw_made, second_draw_missing, same_officer, no_works, unknown_work (naming codes of nobody who
    takes part).
    """
    with transaction() as s:
        trade, stage = ground.stage_of(s, event_id, trade_id)
        one = queries.draw(s, stage.id, queries.WORKS)
        if one.state != "COMMITTED":
            raise Refused("draw_made", 409)
        ground.before_start(trade, stage)
        apart.officers(s, stage.id, queries.WORKS, actor)
        made = queries.draws_of_stage(s, stage.id)
        if any(kind not in made or made[kind].state == "COMMITTED" for kind in queries.KINDS):
            raise Refused("second_draw_missing", 409)
        taking_part = {row.station_code for row in contestants.entries_of_stage(s, stage.id) if not row.status}
        handed_in = set(stations)
        unknown = sorted(handed_in - (taking_part - {""}))
        if unknown:
            raise Refused("unknown_work", 409, codes=", ".join(unknown))
        if not handed_in:
            raise Refused("no_works", 409)
        width = max(2, len(str(len(handed_in))))
        codes = tuple(f"W-{number:0{width}d}" for number in range(1, len(handed_in) + 1))
        part = Part(0, tuple(sorted(handed_in)), codes)
        seed = bytes.fromhex(vault().open("draw", one.id, "seed", one.seed_sealed or b""))
        one.state, one.names, one.drawn_by, one.drawn_at = "DRAWN", len(codes), actor, utcnow()
        lock_list(s, one, seed, [part], recorded(one, seed, [part]))
        s.add_all(Work(id=new_id(), stage_id=stage.id, code=code) for code in codes)
        s.flush()
        happened(
            DrawDone(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id, draw_id=one.id,
                draw=queries.WORKS, commitment=one.commitment, count=len(codes), absent=len(taking_part) - len(codes),
            )
        )  # fmt: skip
        return one
