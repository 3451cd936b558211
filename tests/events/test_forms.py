"""Organisers, divisions, rows without scripts, two people at one form, list, calendar and search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event as sql
from sqlalchemy import text

from competition.events import actions, queries
from competition.events.actions import DivisionDetails, OrganiserDetails, TradeSettings
from competition.events.pages.calendar import month_asked, weeks_of
from competition.events.queries import Wanted
from competition.events.rows import rearranged, sent_rows
from competition.organisations import actions as organisations
from competition.store import Refused, reading, transaction
from competition.store.session import bound
from tests.events.test_pages import FORM
from tests.world import World


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent to the reader's connections meanwhile."""
    said: list[str] = []

    def listen(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    sql.listen(bound().reader, "before_cursor_execute", listen)
    yield said
    sql.remove(bound().reader, "before_cursor_execute", listen)


def organisers(event_id: str) -> list[tuple[str, str, str | None, int]]:
    with reading() as s:
        return [(one.role, one.name, one.organisation_id, one.position) for one in queries.organisers(s, event_id)]


def divisions(trade_id: str) -> list[tuple[str, str, str, int | None, int | None]]:
    with reading() as s:
        return [(one.id, one.name, one.name_en, one.min_age, one.max_age) for one in queries.divisions(s, trade_id)]


ROWS = [{"name": "a"}, {"name": "b"}, {"name": "c"}]


@pytest.mark.parametrize(
    ("press", "names"),
    [
        ("more", ["a", "b", "c", ""]), ("up-1", ["b", "a", "c"]), ("up-0", ["a", "b", "c"]), ("down-1", ["a", "c", "b"]),
        ("down-2", ["a", "b", "c"]), ("remove-0", ["b", "c"]), ("remove-9", ["a", "b", "c"]), ("nonsense", ["a", "b", "c"]),
    ],
)  # fmt: skip
def test_rows_are_rearranged_by_a_press(press: str, names: list[str]) -> None:
    assert [row["name"] for row in rearranged(ROWS, press, {"name": ""})] == names


def test_rows_are_read_in_the_order_of_their_numbers() -> None:
    sent = {"row-10-name": "b", "row-2-name": " a ", "row-2-age": "3", "row-x-name": "c", "other-1-name": "d"}

    assert sent_rows(sent, "row", ("name", "age")) == [{"name": "a", "age": "3"}, {"name": "b", "age": ""}]


def test_event_form_keeps_who_holds_it_in_order_and_links_the_union_tree(world: World) -> None:
    union = organisations.add_organisation(
        "system", name="青溪市总工会", level="city", short="市总", badge="青", parent_id=None
    )
    browser = world.organiser()
    rows = {
        "organiser-0-role": "host", "organiser-0-name": "青溪市总工会", "organiser-1-role": "host", "organiser-1-name": "青溪市人社局",
        "organiser-2-role": "co_organiser", "organiser-2-name": "", "organiser-5-role": "organiser", "organiser-5-name": "技师学院",
    }  # fmt: skip

    event_id = browser.post("/events/new", data=FORM | rows).location.rsplit("/", 1)[1]

    assert organisers(event_id) == [
        ("host", "青溪市总工会", union, 1), ("host", "青溪市人社局", None, 2), ("organiser", "技师学院", None, 3),
    ]  # fmt: skip
    with reading() as s:
        assert queries.event(s, event_id).host == "青溪市总工会"
    moved = browser.post(f"/events/{event_id}/edit", data=FORM | rows | {"rows": "up-1"}).text
    assert 'name="organiser-0-name" id="field-organiser-0-name" value="青溪市人社局"' in moved
    assert len(organisers(event_id)) == 3


def test_event_form_keeps_window_members_and_notice(world: World) -> None:
    event_id = world.event()
    browser = world.organiser()
    sent = FORM | {
        "registration_opens_at": "2026-08-01T09:00", "registration_closes_at": "2026-08-31T18:00", "members_only": "1",
        "notice": "请带工作服。", "notice_en": "Bring work clothes.", "rev": "1",
    }  # fmt: skip

    assert browser.post(f"/events/{event_id}/edit", data=sent).status_code == 303

    with reading() as s:
        one = queries.event(s, event_id)
        assert (one.registration_opens_at, one.registration_closes_at, one.members_only, one.notice, one.notice_en, one.rev) == (
            dt.datetime(2026, 8, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC), True, "请带工作服。",
            "Bring work clothes.", 2,
        )  # fmt: skip
    assert 'value="2026-08-01T09:00"' in browser.get(f"/events/{event_id}/edit").text


def test_two_people_at_one_event_keep_what_each_wrote(world: World) -> None:
    event_id = world.event()
    browser = world.organiser()
    address = f"/events/{event_id}/edit"
    browser.post(address, data=FORM | {"place": "东湖", "rev": "1"})

    stale = browser.post(address, data=FORM | {"place": "西湖", "rev": "1"})
    again = browser.post(address, data=FORM | {"place": "西湖", "rev": "2"})

    assert (stale.status_code, 'value="西湖"' in stale.text, "东湖" in stale.text) == (409, True, True)
    assert ('name="rev" value="2"' in stale.text, "苏明" in stale.text, again.status_code) == (True, True, 303)


def test_divisions_keep_their_ids_change_places_and_go(world: World) -> None:
    trade_id = world.trade(world.event())
    actions.set_divisions(
        "system", trade_id, [DivisionDetails(name="甲"), DivisionDetails(name="乙", min_age=18, max_age=35)]
    )
    (first, *_), (second, *_) = divisions(trade_id)

    actions.set_divisions(
        "system", trade_id, [DivisionDetails(id=second, name="甲"), DivisionDetails(id=first, name="乙")]
    )
    assert divisions(trade_id) == [(second, "甲", "", None, None), (first, "乙", "", None, None)]
    actions.set_divisions("system", trade_id, [DivisionDetails(id=first, name="乙", name_en="B")])

    assert divisions(trade_id) == [(first, "乙", "B", None, None)]


def test_divisions_and_teams_are_frozen_once_the_stage_runs(world: World) -> None:
    contest = world.started()
    settings = TradeSettings(anonymity="open", minutes=None, team_size=2)

    with refusal("stage_not_draft"):
        actions.set_divisions("system", contest.trade_id, [DivisionDetails(name="甲")])
    with refusal("stage_not_draft"):
        actions.edit_trade("system", contest.trade_id, settings)


def test_division_and_size_of_teams_stay_while_somebody_is_entered(world: World) -> None:
    trade_id = world.trade(world.event())
    actions.set_divisions("system", trade_id, [DivisionDetails(name="甲"), DivisionDetails(name="乙")])
    (first, *_), (second, *_) = divisions(trade_id)
    (entry_id,) = world.contestants(trade_id, 1)
    with transaction() as s:
        s.execute(
            text("UPDATE entry SET division_id = :division WHERE id = :entry"), {"division": first, "entry": entry_id}
        )

    with refusal("division_has_entries"):
        actions.set_divisions("system", trade_id, [DivisionDetails(id=second, name="乙")])
    with refusal("trade_has_entries"):
        actions.edit_trade("system", trade_id, TradeSettings(anonymity="open", minutes=1, team_size=2))
    actions.set_divisions("system", trade_id, [DivisionDetails(id=first, name="甲")])

    assert [row[:2] for row in divisions(trade_id)] == [(first, "甲")]


def test_trade_page_saves_divisions_and_names_what_is_wrong(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    page = f"/events/{event_id}/trades/{trade_id}"
    with reading() as s:
        rev = str(queries.trade(s, trade_id).rev)
    row = {"division-0-id": "", "division-0-name": "青年组", "division-0-min_age": "18", "division-0-max_age": "35"}

    more = browser.post(f"{page}/divisions", data=row | {"rows": "more", "rev": rev})
    saved = browser.post(f"{page}/divisions", data=row | {"rev": rev})
    stale = browser.post(f"{page}/divisions", data=row | {"division-0-name": "老年组", "rev": rev})
    wrong = browser.post(f"{page}/divisions", data=row | {"division-0-max_age": "3"})
    twice = browser.post(f"{page}/divisions", data=row | {"division-1-name": "青年组"})

    assert ('name="division-1-name"' in more.text, f'name="rev" value="{rev}"' in more.text) == (True, True)
    assert (saved.status_code, saved.location) == (303, page)
    assert (stale.status_code, 'value="老年组"' in stale.text) == (409, True)
    assert (wrong.status_code, 'id="wrong-division-0-max_age"' in wrong.text, twice.status_code) == (422, True, 422)
    assert [row[1:] for row in divisions(trade_id)] == [("青年组", "", 18, 35)]


def test_trade_page_sets_teams(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    page = f"/events/{event_id}/trades/{trade_id}"

    sent = {"anonymity": "open", "minutes": "60", "team_size": "3", "team_reserves": "1"}
    assert browser.post(page, data=sent).status_code == 303
    assert browser.post(page, data=sent | {"team_size": "1"}).status_code == 422
    with reading() as s:
        one = queries.trade(s, trade_id)
        assert (one.team_size, one.team_reserves) == (3, 1)


def test_list_filters_sorts_and_asks_the_same_however_long(world: World) -> None:
    browser = world.organiser()
    for _ in range(2):
        world.event()
    browser.get("/events/")
    with counted() as few:
        browser.get("/events/")
    contest = world.started()
    for _ in range(8):
        world.event()
    with counted() as many:
        browser.get("/events/")

    during = browser.get("/events/?phase=during").text
    assert (f'href="/events/{contest.event_id}"' in during, during.count('class="name"')) == (True, 1)
    assert browser.get("/events/?year=2026&sort=name").text.count('class="name"') == 11
    assert browser.get("/events/?q=nothing").text.count('class="name"') == 0
    assert len(many) == len(few)


def test_list_of_queries_orders_and_counts(world: World) -> None:
    ids = [world.event() for _ in range(3)]
    actions.edit_event(
        "system", ids[1], _details(ids[1], name="A_B", starts_on=dt.date(2025, 1, 2), ends_on=dt.date(2025, 1, 3))
    )

    with reading() as s:
        assert [one.id for one in queries.page_of(s, Wanted(ids=None, sort="starts_on", down=False), 0, 1)] == [ids[1]]
        assert queries.count_of(s, Wanted(ids=ids[:2])) == 2
        assert queries.count_of(s, Wanted(ids=None, text="a_b")) == 1
        assert queries.count_of(s, Wanted(ids=None, text="_")) == 1
        assert queries.count_of(s, Wanted(ids=None, year=2025)) == 1
        assert queries.years(s) == [2026, 2025]


def _details(event_id: str, **changes: Any) -> actions.EventDetails:
    with reading() as s:
        one = queries.event(s, event_id)
        return actions.EventDetails(
            **{key: getattr(one, key) for key in actions.EventDetails.__dataclass_fields__} | changes
        )


def test_search_finds_events_and_trades_within_reach(world: World) -> None:
    mine, other = world.event(), world.event()
    trade_id = world.trade(mine)
    with world.app.test_request_context(), reading() as s:
        both = queries.found(s, None, "青溪", 10)
        fitters = queries.found(s, None, "钳", 10)
        beyond = queries.found(s, [other], "钳", 10)
        one = queries.found(s, None, "青溪", 1)

    assert {row.href for row in both} == {f"/events/{mine}", f"/events/{other}"}
    assert [(row.title, row.href, row.picture) for row in fitters] == [
        ("钳工", f"/events/{mine}/trades/{trade_id}", "checklist")
    ]
    assert (beyond, len(one)) == ([], 1)


def test_calendar_shows_months_and_what_is_in_them(world: World) -> None:
    event_id = world.event()
    browser = world.organiser()

    inside = browser.get("/events/calendar?month=2026-09").text
    outside = browser.get("/events/calendar?month=2027-01").text

    assert inside.count(f'<li><a href="/events/{event_id}"') == 3
    assert outside.count(f'<li><a href="/events/{event_id}"') == 0
    assert [
        browser.get(f"/events/calendar?month={month}").status_code for month in ("nonsense", "0001-01", "9999-12")
    ] == [200] * 3
    assert ("month=2025-12" in browser.get("/events/calendar?month=2026-01").text, "month=2027-02" in outside) == (
        False,
        False,
    )


def test_weeks_begin_on_monday() -> None:
    first = month_asked("2026-09", dt.date(2026, 1, 15))

    assert (first, month_asked("", dt.date(2026, 1, 15))) == (dt.date(2026, 9, 1), dt.date(2026, 1, 1))
    weeks = weeks_of(first, [])
    assert (weeks[0][0].day, weeks[-1][-1].day, len(weeks)) == (dt.date(2026, 8, 31), dt.date(2026, 10, 4), 5)


def test_organisers_are_left_alone_when_not_asked_for(world: World) -> None:
    event_id = world.event()
    before = organisers(event_id)

    actions.edit_event("system", event_id, _details(event_id, place="东湖"))
    assert organisers(event_id) == before
    actions.edit_event("system", event_id, _details(event_id), [OrganiserDetails(name="技师学院", role="organiser")])

    with reading() as s:
        assert (queries.event(s, event_id).host, [row[:2] for row in organisers(event_id)]) == (
            "",
            [("organiser", "技师学院")],
        )
