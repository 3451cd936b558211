"""What a person decides about an entry form, imports cut short, forms given up, and the doubtful cells as a spreadsheet."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from competition.contestants import queries
from competition.contestants.actions import entering
from competition.contestants.models import ImportPulse
from competition.contestants.queries import imports as import_queries
from competition.events import queries as event_queries
from competition.judging import actions as judging
from competition.organisations.actions import add_organisation
from competition.schemes import actions as schemes
from competition.store import Refused, reading, transaction, utcnow
from tests.contestants.test_imports import ROWS, form, imported, people, read
from tests.world import World


@pytest.fixture
def event_id(world: World) -> str:
    event_id = world.event()
    schemes.add_trades_from_templates("system", event_id, ["welder", "nurse"])
    return event_id


def test_a_decision_is_kept_and_looked_at_without_a_new_upload(world: World, event_id: str) -> None:
    browser = world.organiser()
    address = read(browser, event_id, form())
    with reading() as s:
        welding = event_queries.trades(s, event_id)[0].id

    browser.get(
        browser.post(
            address,
            data={"act": "check", "kinds:id_missing": "keep", "kinds:id_check_digit": "keep", "trades:书法": welding},
        ).location
    )

    batch_id = address.rsplit("/", 1)[1]
    with reading() as s:
        batch = queries.batch(s, batch_id)
        assert batch.report["counts"] == {"good": 4, "doubtful": 0, "wrong": 1, "left": 0}
        assert batch.decisions == {
            "kinds": {"id_missing": "keep", "id_check_digit": "keep"}, "cells": {}, "trades": {"书法": welding}, "units": {},
        }  # fmt: skip
    browser.post(address, data={"act": "import"})
    assert [row[2] for row in people(event_id)] == ["陈嘉树", "周沐宸", "李慕白", "赵一诺"]
    with reading() as s:
        assert import_queries.aliases(s) == {"书法": ("welder", "焊工")}


def test_a_confirmed_spelling_is_understood_the_next_time(world: World, event_id: str) -> None:
    browser = world.organiser()
    address = read(browser, event_id, form())
    with reading() as s:
        welding = event_queries.trades(s, event_id)[0].id
    browser.post(address, data={"act": "import", "trades:书法": welding})

    again = read(browser, event_id, form([[1, "孟星野", "男", "", "青溪电厂", "书 法", ""]]))

    with reading() as s:
        report = queries.batch(s, again.rsplit("/", 1)[1]).report
    assert [(one["said"], one["how"], one["trade_id"]) for one in report["trades"]] == [
        ("书 法", "remembered", welding)
    ]


def test_a_unit_that_is_known_by_another_name_is_chosen_on_the_page(world: World, event_id: str) -> None:
    known = add_organisation("system", name="青溪发电有限公司", level="enterprise")
    browser = world.organiser()
    address = read(browser, event_id, form(ROWS[:1]))

    browser.post(address, data={"act": "import", "units:青溪电厂一车间": known, "doubtful": "1"})

    assert [row[3] for row in people(event_id)] == ["青溪发电有限公司"]


def test_an_import_cut_short_goes_on_where_it_stopped(world: World, event_id: str) -> None:
    rows = [[at, f"陈{chr(0x4E00 + at)}", "男", "", "青溪电厂", "护理", ""] for at in range(100)]
    batch_id = read(world.organiser(), event_id, form(rows)).rsplit("/", 1)[1]

    class Killed(BaseException):
        pass

    def die(done: int, total: int) -> None:
        if done >= 40:
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entering, "_take_out", lambda batch_id: None)
        patch.setattr(entering, "_set_state", lambda batch_id, state: None)
        with pytest.raises(Killed):
            imported(batch_id, doubtful=True, progress=die)
    with reading() as s:
        assert (queries.batch(s, batch_id).state, import_queries.entered_for(s, batch_id)) == ("IMPORTING", 40)
        assert import_queries.under_way(s, event_id)

    assert imported(batch_id, doubtful=True) == 100
    assert len({row[2] for row in people(event_id)}) == 100
    with reading() as s:
        assert queries.batch(s, batch_id).state == "IMPORTED"


def test_an_import_cut_short_is_offered_for_going_on_or_taking_out(world: World, event_id: str) -> None:
    browser = world.organiser()
    address = read(browser, event_id, form())
    batch_id = address.rsplit("/", 1)[1]
    with transaction() as s:
        queries.batch(s, batch_id).state = "IMPORTING"
        s.merge(ImportPulse(batch_id=batch_id, at=utcnow()))

    assert browser.post(f"{address}/again").status_code == 409
    with transaction() as s:
        s.merge(ImportPulse(batch_id=batch_id, at=utcnow() - dt.timedelta(minutes=2)))
    assert "导入中断了" in browser.get(address).text
    browser.post(f"{address}/undo")
    with reading() as s:
        assert queries.batch(s, batch_id).state == "READ"


def test_a_form_is_given_up(world: World, event_id: str) -> None:
    browser = world.organiser()
    address = read(browser, event_id, form())

    browser.post(f"{address}/discard")

    with reading() as s:
        batch = queries.batch(s, address.rsplit("/", 1)[1])
    assert (batch.state, batch.rows_sealed, batch.report) == ("DISCARDED", None, {})
    assert "这份报名表已放弃" in browser.get(address).text


def test_doubtful_cells_are_downloaded_with_numbers_masked(world: World, event_id: str) -> None:
    browser = world.organiser()
    address = read(browser, event_id, form())

    job = browser.post(f"{address}/problems").location
    with browser.get(f"{job}/file") as answer:
        book = openpyxl.load_workbook(io.BytesIO(answer.data))

    cells = [[cell.value for cell in row[:4]] for row in book.worksheets[0].iter_rows(min_row=3)]
    assert ["Sheet", "D6", "身份证号", "110105********0021"] in cells
    assert "110105194912310021" not in str(cells)


def test_no_stage_starts_while_its_event_is_being_imported(world: World, event_id: str) -> None:
    batch_id = read(world.organiser(), event_id, form()).rsplit("/", 1)[1]
    with reading() as s:
        welding = event_queries.trades(s, event_id)[0].id
    world.contestants(welding, 2)
    world.judges(event_id, welding, 5)
    with transaction() as s:
        queries.batch(s, batch_id).state = "IMPORTING"

    with pytest.raises(Refused, match="import_under_way"):
        judging.start_stage(event_id, welding, "system", seed="test")
