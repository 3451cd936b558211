"""The public front: what strangers see, and what they do not."""

from __future__ import annotations

from datetime import date

from competition.events import actions as events
from competition.events import queries
from competition.events.actions import EventDetails, OrganiserDetails
from competition.series import actions as series
from competition.standings import boards
from competition.store import reading
from tests.series.test_series import details
from tests.world import World


def later(world: World) -> str:
    """An event next year that nobody has published."""
    said = EventDetails(
        name="青溪市第二届技能运动会", name_en="Qingxi Games 2", edition=2, starts_on=date(2099, 9, 1), ends_on=date(2099, 9, 2),
        zone="Asia/Shanghai", place="青溪会展中心",
    )  # fmt: skip
    return events.create_event(
        world.person("苏明", "suming-later"),
        said,
        [OrganiserDetails(name="青溪市总工会"), OrganiserDetails(name="青溪市人社局", role="organiser")],
    )


def text(world: World, address: str, status: int = 200) -> str:
    answer = world.app.test_client().get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_home_shows_what_is_on_and_hides_what_is_not_published(world: World) -> None:
    contest = world.started()
    hidden = later(world)
    page = text(world, "/")

    assert [words in page for words in ("青溪市技能创新运动会", f"/portal/{contest.event_id}")] == [True] * 2
    assert [words in page for words in ("青溪市第二届技能运动会", hidden)] == [False] * 2


def test_event_page_is_not_there_before_publication(world: World) -> None:
    text(world, f"/portal/{later(world)}", 404)
    text(world, "/portal/0190aaaa-0000-7000-8000-000000000000", 404)


def test_event_page_names_trades_bodies_and_results(world: World) -> None:
    contest = world.started(entries=2, judges=1)
    contest.finish(0, "90", "12.00", ["3"])
    boards.publish(contest.stage_id)
    page = text(world, f"/portal/{contest.event_id}")

    wanted = ("钳工", "主办单位", "青溪市总工会", f"/standings/{contest.event_id}", "技术文件", "programme.ics")
    assert [words in page for words in wanted] == [True] * len(wanted)
    assert "报名" not in page.split("<main")[1].split("hero-acts")[1].split("</section>")[0]


def test_event_page_of_a_published_event_links_its_series(world: World) -> None:
    contest = world.started()
    shown = series.add_series("system", details())
    secret = series.add_series("system", details(name="内部赛季", shown=False))
    for one in (shown, secret):
        series.add_round("system", one, contest.event_id, "final")
    page = text(world, f"/portal/{contest.event_id}")

    assert [words in page for words in ("青溪月月赛", "内部赛季")] == [True, False]


def test_technical_document_is_public_with_the_event_and_not_before(world: World) -> None:
    contest = world.started()
    hidden = later(world)
    trade_id = world.trade(hidden)

    assert "锉配" in text(world, f"/portal/{contest.event_id}/{contest.trade_id}/document")
    text(world, f"/portal/{hidden}/{trade_id}/document", 404)


def test_calendar_shows_the_month_asked_for_and_survives_nonsense(world: World) -> None:
    world.started()

    assert "青溪市技能创新运动会" in text(world, "/portal/calendar?month=2026-09")
    assert "青溪市技能创新运动会" not in text(world, "/portal/calendar?month=2027-01")
    text(world, "/portal/calendar?month=99999-77")
    text(world, "/portal/calendar?month=0001-01")


def test_public_events_are_those_that_were_published(world: World) -> None:
    contest = world.started()
    later(world)
    with reading() as s:
        assert [one.id for one in queries.public_events(s)] == [contest.event_id]
