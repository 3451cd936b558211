"""The figures of a ladder: persons and participations, coverage over what was declared, what the page and exports say."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as listen

from competition.accounts.roles import scope_path
from competition.figures import actions, queries
from competition.figures.queries import Count, Figures, declared
from competition.ladders import queries as ladders
from competition.store import Refused, reading
from tests.figures.ground import NOTHING, Small, furnished
from tests.world import World


@pytest.fixture
def ground(world: World) -> Small:
    return furnished()


def test_persons_and_participations_are_kept_apart(ground: Small) -> None:
    climb = ground.climb
    with reading() as s:
        found = Figures(s, climb.ladder_id)
        assert found.total() == Count("", 3, 5)
        assert {one.key: (one.persons, one.participations) for one in found.by_tier()} == {
            climb.tiers[0]: (3, 4), climb.tiers[1]: (1, 1),
        }  # fmt: skip
        assert found.by_trade() == [Count("fitter", 3, 4), Count("welder", 1, 1)]
        assert {one.key: (one.persons, one.participations) for one in found.by_organisation()} == {
            ground.branch: (1, 3), ground.works: (1, 1), "": (1, 1),
        }  # fmt: skip
        assert {one.key: (one.persons, one.participations) for one in found.by_branch(None)} == {
            ground.branch: (1, 3), ground.works: (2, 4),
        }  # fmt: skip
        assert found.by_branch([ground.branch]) == [Count(ground.branch, 1, 3)]
        assert found.by_branch([]) == []


def test_what_nobody_said_is_counted_apart(ground: Small) -> None:
    with reading() as s:
        found = Figures(s, ground.climb.ladder_id)
        assert found.by_unit("industry") == [Count("machinery", 2, 4), Count("", 1, 1)]
        assert found.by_unit("ownership") == [Count("", 2, 4), Count("state", 1, 1)]
        sexes = {one.key: (one.persons, one.participations) for one in found.by_sex()}
        assert sexes == {"m": (1, 3), "f": (1, 1), "": (1, 1)}
        assert found.by_age() == [Count("36-45", 1, 3), Count("56-", 1, 1), Count("", 1, 1)]


def test_coverage_is_over_what_was_declared_last(ground: Small) -> None:
    climb = ground.climb
    actions.declare("one", climb.ladder_id, "workers", 30, "统计年报")
    actions.declare("two", climb.ladder_id, "workers", 12, "更正")
    actions.declare("one", climb.ladder_id, "participations", 10, "竞赛方案")
    actions.declare("one", climb.ladder_id, "persons", 2, "竞赛方案", tier_id=climb.tiers[0])
    actions.declare("one", climb.ladder_id, "workers", 8, "集团报送", organisation_id=ground.works)
    with reading() as s:
        known = queries.known(s, climb.ladder_id)
        assert known is not None
        assert known.at is None
        found = {one.place: one for one in queries.reached(s, climb.ladder_id, known.counts)}
        whole, tier, works = found["", ""], found["tier", climb.tiers[0]], found["organisation", ground.works]
        assert list(found) == [("", ""), ("tier", climb.tiers[0]), ("organisation", ground.works)]
        assert [(kind, line.count, line.by) for kind, line in whole.declared.items()] == [
            ("workers", 12, "two"), ("participations", 10, "one"),
        ]  # fmt: skip
        assert (whole.part("workers"), whole.part("participations"), whole.part("persons")) == (25.0, 50.0, None)
        assert (tier.there, tier.part("persons")) == (Count(climb.tiers[0], 3, 4), 150.0)
        assert (works.there, works.part("workers")) == (Count(ground.works, 2, 4), 25.0)


def test_declared_figure_is_taken_back_and_its_lines_stay(ground: Small) -> None:
    ladder_id = ground.climb.ladder_id
    actions.declare("one", ladder_id, "workers", 30, "统计年报")
    actions.declare("one", ladder_id, "workers", None, "报错了")
    with reading() as s:
        assert declared(s, ladder_id) == {}
        assert queries.reached(s, ladder_id, None) == []


def test_nothing_is_declared_of_what_is_not_there(ground: Small) -> None:
    ladder_id = ground.climb.ladder_id
    with pytest.raises(Refused, match=r"^not_there$"):
        actions.declare("one", NOTHING, "workers", 1, "统计年报")
    with pytest.raises(Refused, match=r"^not_there$"):
        actions.declare("one", ladder_id, "workers", 1, "统计年报", tier_id=NOTHING)
    with pytest.raises(Refused, match=r"^figure_one_place$"):
        actions.declare(
            "one", ladder_id, "workers", 1, "统计年报", tier_id=ground.climb.tiers[0], organisation_id=ground.works
        )
    with pytest.raises(ValueError, match="nobody declares"):
        actions.declare("one", ladder_id, "people", 1, "统计年报")


def test_every_table_is_one_question(world: World, ground: Small) -> None:
    asked: list[str] = []
    with reading() as s:
        found = Figures(s, ground.climb.ladder_id)
        listen.listen(s.get_bind(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        each = (found.total, found.by_tier, found.by_trade, found.by_organisation, found.by_sex, found.by_age)
        for ask in (*each, lambda: found.by_branch(None), lambda: found.by_unit("industry")):
            asked.clear()
            ask()
            assert len(asked) == 1, ask


def desk(world: World, role: str = "organiser", login: str = "desk") -> FlaskClient:
    world.person("苏明", login, (role, "/"))
    return world.signed_in(login)


def test_page_says_what_there_is_and_takes_declarations(world: World, ground: Small) -> None:
    by, address = desk(world), f"/ladders/{ground.climb.ladder_id}/figures"
    page = by.get(f"{address}?lang=en").text
    assert "Nothing is declared yet" in page
    assert "By ownership" in page
    assert "/figures" in by.get(f"/ladders/{ground.climb.ladder_id}").text
    assert by.post(address, data={"kind": "workers", "count": "0", "source": "年报"}).status_code == 422
    assert by.post(address, data={"kind": "workers", "count": "12"}).status_code == 422
    known = {"kind": "workers", "count": "12", "source": "统计年报"}
    assert by.post(address, data=known | {"unit_name": "没有这家"}).status_code == 422
    assert by.post(address, data=known | {"place": f"tier:{NOTHING}"}).status_code == 404
    assert by.post(address, data=known).status_code == 303
    both = known | {"place": f"tier:{ground.climb.tiers[0]}", "unit_name": "青溪机械集团工会"}
    assert by.post(address, data=both).status_code == 422
    assert by.post(address, data=known | {"unit_name": "青溪机械集团工会", "count": "8"}).status_code == 303
    page = by.get(f"{address}?lang=en").text
    assert page.count("25.00%") == 2
    assert ("统计年报" in page, "苏明" in page) == (True, True)


def test_exports_have_every_row(world: World, ground: Small) -> None:
    by, ladder_id = desk(world), ground.climb.ladder_id
    actions.declare("one", ladder_id, "workers", 12, "=统计年报")
    answer = by.get(f"/ladders/{ladder_id}/figures.csv?lang=en")
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert rows[0][:4] == ["Table", "Row", "Persons", "Participations"]
    assert rows[1][:4] == ["The ladder as a whole", "", "3", "5"]
    assert ["By industry", "not known", "1", "1", "", "", ""] in rows
    assert rows[-1][1:] == ["The ladder as a whole", "3", "5", "12", "25.00", "'=统计年报"]
    job = by.post(f"/ladders/{ladder_id}/figures/export").location
    with by.get(f"{job}/file") as file:
        assert file.status_code == 200


def test_doors_of_figures(world: World, ground: Small) -> None:
    address = f"/ladders/{ground.climb.ladder_id}/figures"
    event_id = ground.climb.events["东城"]
    world.person("范长青", "county", ("organiser", scope_path(event_id)))
    county, reader = world.signed_in("county"), desk(world, "sys_admin", "reader")
    assert county.get(address).status_code == 403
    assert reader.get(address).status_code == 200
    assert reader.post(address, data={"kind": "workers", "count": "1", "source": "年报"}).status_code == 403
    assert reader.get(f"/ladders/{NOTHING}/figures").status_code == 404
    assert reader.get(f"/ladders/{NOTHING}/figures.csv").status_code == 404
    with reading() as s:
        assert ladders.ladder(s, ground.climb.ladder_id).id == ground.climb.ladder_id
