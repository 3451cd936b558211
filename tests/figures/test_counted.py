"""A large ladder: counted when somebody asks, shown as it was counted, in the page and in what is exported."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as listen
from sqlalchemy import select

from competition.accounts.roles import scope_path
from competition.figures import actions, queries
from competition.figures.models import CountedFigures
from competition.figures.queries import STEPS, Count, Counts, Figures
from competition.jobs.actions import Cancelled
from competition.ladders import actions as ladders
from competition.store import Refused, reading
from tests.figures.ground import NOTHING, Small, enter, furnished
from tests.world import World


@pytest.fixture
def ground(world: World, monkeypatch: pytest.MonkeyPatch) -> Small:
    """A ladder of six entries where five are the most that are counted while somebody waits."""
    monkeypatch.setattr(queries, "SMALL", 5)
    return furnished()


def desk(world: World, role: str = "organiser", login: str = "desk") -> FlaskClient:
    world.person("苏明", login, (role, "/"))
    return world.signed_in(login)


def counted(by: FlaskClient, address: str) -> str:
    """The page after somebody pressed the button and waited for the job."""
    job = by.post(f"{address}/count")
    assert job.status_code == 303
    done = by.get(job.location)
    assert (done.status_code, done.location) == (302, address)
    return by.get(f"{address}?lang=en").text


def stats(page: str) -> list[str]:
    return re.findall(r'<p class="stat-figure">([^<]*)</p>', page)


def live(ladder_id: str) -> Counts:
    with reading() as s:
        return Figures(s, ladder_id).counts(None, lambda _done: None)


def rows_of(by: FlaskClient, address: str) -> list[list[str]]:
    answer = by.get(f"{address}.csv?lang=en")
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_entries_decide_what_is_counted_live(world: World, ground: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    ladder_id = ground.climb.ladder_id
    with reading() as s:
        assert queries.large(s, ladder_id)
        assert queries.known(s, ladder_id) is None
        monkeypatch.setattr(queries, "SMALL", 6)
        assert not queries.large(s, ladder_id)
        known = queries.known(s, ladder_id)
        assert known is not None
        assert (known.at, known.counts.total, known.counts.branches) == (None, Count("", 3, 5), [])


def test_page_says_that_nothing_has_been_counted(world: World, ground: Small) -> None:
    by, address = desk(world), f"/ladders/{ground.climb.ladder_id}/figures"
    actions.declare("one", ground.climb.ladder_id, "workers", 12, "统计年报")
    page = by.get(f"{address}?lang=en").text
    assert "Nothing has been counted yet" in page
    assert "A ladder of more than 5 entries" in page
    assert f'action="{address}/count"' in page
    assert re.findall(r'data-label="(?:There is|Declared|Percent)">([^<]*)<', page) == ["–", "12", "–"]
    assert ("figures.csv" in page, "figures/export" in page, "By trade" in page) == (False, False, False)
    assert f'action="{address}/count"' in by.get(f"{address}?lang=zh").text
    refused = by.get(f"{address}.csv?lang=en")
    assert refused.status_code == 409
    assert "have not been counted yet" in refused.text
    assert by.post(f"{address}/export").status_code == 409


def test_page_shows_what_was_counted_until_somebody_counts_again(world: World, ground: Small) -> None:
    by, address = desk(world), f"/ladders/{ground.climb.ladder_id}/figures"
    page = counted(by, address)
    assert stats(page) == ["3", "5"]
    assert re.search(r"Counted at <time [^>]*>[^<]* UTC</time>, 苏明", page)
    assert "Count again" in page
    assert f'action="{address}/count"' in by.get(f"{address}?lang=zh").text
    enter(ground.climb.trades["东城", "fitter"], "何清越", "")
    assert stats(by.get(f"{address}?lang=en").text) == ["3", "5"]
    assert stats(counted(by, address)) == ["4", "6"]
    with reading() as s:
        rows = s.scalars(select(CountedFigures)).all()
        assert [one.ladder_id for one in rows] == [ground.climb.ladder_id]


def test_what_is_stored_is_what_was_counted(world: World, ground: Small) -> None:
    ladder_id = ground.climb.ladder_id
    asked: list[int] = []
    actions.count("system", ladder_id, asked.append)
    assert asked == list(range(STEPS))
    with reading() as s:
        known, first = queries.known(s, ladder_id), queries.known(s, ladder_id, 2)
        stored = s.scalars(select(CountedFigures)).one()
    now = live(ladder_id)
    assert stored.document == now.said()
    assert stored.document["total"] == [[""], [3], [5]]
    assert stored.document["branches"] == [[ground.works, ground.branch], [2, 1], [4, 3]]
    assert known is not None
    assert first is not None
    assert (known.by, known.at) == ("system", stored.at)
    assert known.counts == Counts(now.total, now.tables, [])
    assert first.counts.tables == {**now.tables, "organisation": now.tables["organisation"][:2]}


def test_declared_numbers_are_live_over_what_was_counted(world: World, ground: Small) -> None:
    climb = ground.climb
    actions.count("system", climb.ladder_id, lambda _done: None)
    enter(climb.trades["东城", "fitter"], "何清越", "", ground.branch)
    actions.declare("one", climb.ladder_id, "workers", 30, "统计年报")
    actions.declare("one", climb.ladder_id, "participations", 8, "竞赛方案", tier_id=climb.tiers[0])
    actions.declare("one", climb.ladder_id, "workers", 8, "集团报送", organisation_id=ground.works)
    with reading() as s:
        known = queries.known(s, climb.ladder_id)
        assert known is not None
        found = queries.reached(s, climb.ladder_id, known.counts)
    assert [(one.place, one.there) for one in found] == [
        (("", ""), Count("", 3, 5)),
        (("tier", climb.tiers[0]), Count(climb.tiers[0], 3, 4)),
        (("organisation", ground.works), Count(ground.works, 2, 4)),
    ]
    assert [one.part(kind) for one in found for kind in one.declared] == [10.0, 50.0, 25.0]


def test_exports_have_what_the_page_shows(world: World, ground: Small) -> None:
    by, address = desk(world), f"/ladders/{ground.climb.ladder_id}/figures"
    page = counted(by, address)
    enter(ground.climb.trades["东城", "fitter"], "何清越", "")
    rows = rows_of(by, address)
    assert rows[1] == ["The ladder as a whole", "", "3", "5", "", "", ""]
    shown = re.search(r"<time [^>]*>([^<]* UTC)</time>, 苏明", page)
    assert shown is not None
    assert rows[2] == ["Counted at", shown.group(1), "", "", "", "", ""]
    assert [row[2:4] for row in rows if row[0] == "By trade"] == [["3", "4"], ["1", "1"]]
    job = by.post(f"{address}/export").location
    with by.get(f"{job}/file") as file:
        assert file.status_code == 200


def test_who_cancels_keeps_what_was_counted_before(world: World, ground: Small) -> None:
    ladder_id = ground.climb.ladder_id
    actions.count("system", ladder_id, lambda _done: None)
    enter(ground.climb.trades["东城", "fitter"], "何清越", "")

    def stop(done: int) -> None:
        if done == STEPS - 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        actions.count("system", ladder_id, stop)
    with reading() as s:
        known = queries.known(s, ladder_id)
        assert known is not None
        assert known.counts.total == Count("", 3, 5)


def test_page_of_a_large_ladder_counts_nothing(app: Flask, world: World, ground: Small) -> None:
    by, climb = desk(world), ground.climb
    address = f"/ladders/{climb.ladder_id}/figures"
    counted(by, address)
    costs = []
    for number in range(2):
        tier, unit = climb.tiers[number], (ground.works, ground.branch)[number]
        actions.declare("one", climb.ladder_id, "workers", 30, "统计年报", tier_id=tier)
        actions.declare("one", climb.ladder_id, "workers", 20, "集团报送", organisation_id=unit)
        enter(climb.trades["东城", "welder"], f"何清越{number}", "")
        counted(by, address)
        said: list[str] = []
        engine = app.extensions["store"].reader

        def note(*about: Any, said: list[str] = said) -> None:
            said.append(about[2])

        listen.listen(engine, "before_cursor_execute", note)
        by.get(address)
        listen.remove(engine, "before_cursor_execute", note)
        assert [one for one in said if "took_part" in one] == []
        costs.append(len(said))
    assert costs[0] == costs[1] <= 20


def test_doors_of_counting(app: Flask, world: World, ground: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/ladders/{ground.climb.ladder_id}/figures"
    world.person("范长青", "county", ("organiser", scope_path(ground.climb.events["东城"])))
    county, reader = world.signed_in("county"), desk(world, "sys_admin", "reader")
    assert county.post(f"{address}/count").status_code == 403
    assert reader.post(f"/ladders/{NOTHING}/figures/count").status_code == 404
    app.config["WTF_CSRF_ENABLED"] = True
    assert reader.post(f"{address}/count").status_code == 400
    app.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setattr(queries, "SMALL", 6)
    assert reader.post(f"{address}/count").location == address
    with reading() as s:
        assert s.scalars(select(CountedFigures)).all() == []
    monkeypatch.setattr(queries, "SMALL", 5)
    assert stats(counted(reader, address)) == ["3", "5"]
    with pytest.raises(Refused, match=r"^not_there$"):
        actions.count("system", NOTHING, lambda _done: None)


def test_counts_go_with_their_ladder(world: World) -> None:
    details = ladders.LadderDetails(name="技能晋级赛", name_en="", shown=False)
    ladder_id = ladders.add_ladder("system", details, [ladders.TierDetails(name="市", name_en="City")])
    actions.count("system", ladder_id, lambda _done: None)
    ladders.remove_ladder("system", ladder_id)
    with reading() as s:
        assert s.scalars(select(CountedFigures)).all() == []
