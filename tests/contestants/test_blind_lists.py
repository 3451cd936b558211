"""Lists that name contestants never show, find or order by their stations while marking is blind."""

from __future__ import annotations

import pytest

from competition.contestants import queries
from competition.store import reading
from tests.world import World


@pytest.mark.parametrize("anonymity", ["open", "station", "three_stage"])
def test_station_stands_beside_a_name_only_where_marking_is_open(world: World, anonymity: str) -> None:
    client = world.organiser()
    contest = world.started(anonymity)
    codes = [contest.sheet(n, "A", 1).code for n in range(3)]
    page = client.get(f"/contestants/{contest.event_id}?sort=station").get_data(as_text=True)
    one = client.get(f"/contestants/{contest.event_id}/{contest.trade_id}/{contest.entries[0]}").get_data(as_text=True)
    with reading() as s:
        found = queries.search(s, contest.event_id, queries.Wanted(text=codes[0]))
        ordered = [row.id for row in queries.search(s, contest.event_id, queries.Wanted(sort="station"))]
        counted = queries.count_found(s, contest.event_id, queries.Wanted(text=codes[0]))

    shown = anonymity == "open"
    assert [code in page + one for code in codes] == [shown] * 3
    assert (len(found), counted) == (int(shown), int(shown))
    by_code = [entry for _, entry in sorted(zip(codes, contest.entries, strict=True))]
    assert ordered == (by_code if shown else contest.entries)
