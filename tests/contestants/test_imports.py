"""Whole entry forms: read, decided upon, imported in one transaction, undone."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from competition.contestants import actions, queries, work
from competition.contestants.actions import imports as importing
from competition.contestants.actions.entering import Progress
from competition.contestants.checking import Decisions
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.organisations import queries as organisations
from competition.schemes import actions as schemes
from competition.store import Refused, reading, transaction
from competition.store.ledger import lines
from tests.world import World

HEADER = ["序号", "姓名", "性别", "身份证号", "工作单位", "工种（赛项）", "联系电话"]
ROWS: list[list[object]] = [
    [1, "陈嘉树", "女", "11010519491231002X", "青溪电厂一车间", "电焊", "13800001234"],
    [2, "李 慕白", "男", "", "青溪电厂", "护理", ""],
    [3, "赵一诺", "男", "110105194912310021", "青溪电厂", "护理", ""],
    [4, "=1+1", "", "", "", "护理", ""],
    [5, "周沐宸", "男", "", "青溪电厂", "书法", ""],
]


def form(rows: list[list[object]] = ROWS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    every: list[list[Any]] = [["青溪市技能运动会报名表"], [], HEADER, *rows, ["合计", "5人"]]
    for row in every:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(browser: FlaskClient, event_id: str, raw: bytes, name: str = "报名表.xlsx", **more: str) -> TestResponse:
    data = {"form": (io.BytesIO(raw), name), **more}
    return browser.post(f"/contestants/{event_id}/import", data=data, content_type="multipart/form-data")


def read(browser: FlaskClient, event_id: str, raw: bytes, **more: str) -> str:
    """Send a form in; jobs run at once in tests. Returns the batch's address."""
    return str(browser.get(send(browser, event_id, raw, **more).location).location)


def imported(batch_id: str, doubtful: bool = False, progress: Progress = lambda done, total: None) -> int:
    """Import a form as its job does, told of progress here. Returns how many entries it made."""
    _, forms = importing.forms_of(batch_id)
    with reading() as s:
        batch = queries.batch(s, batch_id)
    _, checked = work.looked_at(None, batch_id, forms, Decisions.of(batch.decisions))
    rows = [row for row in checked.rows if work.wanted(row, doubtful=doubtful)]
    return actions.import_rows("system", batch_id, rows, progress=progress)


@pytest.fixture
def event_id(world: World) -> str:
    event_id = world.event()
    schemes.add_trades_from_templates("system", event_id, ["welder", "nurse"])
    return event_id


def people(event_id: str) -> list[tuple[str, str, str, str]]:
    with reading() as s:
        trades = {one.id: one.name for one in event_queries.trades(s, event_id)}
        return [
            (trades[row.trade_id], row.station_code, row.name, row.organisation_name)
            for row in queries.entries_of_event(s, event_id)
        ]


def test_a_form_is_read_and_shown_before_anything_is_entered(world: World, event_id: str) -> None:
    browser = world.organiser()

    address = read(browser, event_id, form())

    page = browser.get(address).text
    with reading() as s:
        (batch,) = queries.batches(s, event_id)
        assert (batch.state, batch.report["counts"]) == ("READ", {"good": 1, "doubtful": 2, "wrong": 2, "left": 0})
        assert [(one["said"], one["how"]) for one in batch.report["trades"]] == [
            ("书法", "none"),
            ("电焊", "informal"),
            ("护理", "exact"),
        ]
        assert batch.report["forms"][0]["header_row"] == 3
        assert b"1949123100" not in batch.rows_sealed + str(batch.report).encode()  # type: ignore[operator]
    assert people(event_id) == []
    assert ["李 慕白" in page, "110105********0021" in page, "书法" in page, "将导入 1 行" in page] == [True] * 4


def test_the_file_is_gone_once_it_is_read(world: World, event_id: str) -> None:
    read(world.organiser(), event_id, form())

    assert list((Path(world.app.extensions["settings"].data) / "uploads").iterdir()) == []


def test_good_rows_are_imported_when_told_so(world: World, event_id: str) -> None:
    browser = world.organiser()
    address = read(browser, event_id, form())

    browser.get(browser.post(address).location)

    assert people(event_id) == [("焊工", "WE-01", "陈嘉树", "青溪电厂")]
    with reading() as s:
        (batch,) = queries.batches(s, event_id)
        assert (batch.state, batch.rows_sealed, batch.report["imported"]) == ("IMPORTED", None, 1)
        assert organisations.find_or_none(s, "青溪电厂") is not None
        assert lines(s, f"event:{event_id}")[-1].kind == "contestants_imported"


def test_doubtful_rows_are_imported_as_proposed_when_ticked(world: World, event_id: str) -> None:
    browser = world.organiser()
    address = read(browser, event_id, form())

    browser.get(browser.post(address, data={"doubtful": "1"}).location)

    assert [row[2] for row in people(event_id)] == ["陈嘉树", "李慕白", "赵一诺"]
    with reading() as s:
        entries = queries.entries_of_event(s, event_id)
        masked = [queries.masked_numbers(queries.contestant(s, row.contestant_id or ""))[0] for row in entries]
    assert masked == ["110105********002X", "", ""]


def test_a_form_is_imported_once(world: World, event_id: str) -> None:
    browser = world.organiser()
    address = read(browser, event_id, form())
    browser.post(address)

    assert browser.post(address).status_code == 409
    with pytest.raises(Refused, match="batch_not_open"):
        imported(address.rsplit("/", 1)[1])
    assert len(people(event_id)) == 1


def test_a_form_sent_in_again_brings_nobody_twice(world: World, event_id: str) -> None:
    browser = world.organiser()
    first, second = read(browser, event_id, form()), read(browser, event_id, form())
    browser.post(first)
    browser.post(second)

    third = read(browser, event_id, form())

    with reading() as s:
        report = queries.batch(s, third.rsplit("/", 1)[1]).report
    assert (len(people(event_id)), "already_entered" in [one["code"] for one in report["problems"]]) == (1, True)


def test_import_stops_whole_when_it_is_cancelled(world: World, event_id: str) -> None:
    batch_id = read(world.organiser(), event_id, form()).rsplit("/", 1)[1]

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        imported(batch_id, progress=stop)
    with reading() as s:
        assert (people(event_id), queries.batch(s, batch_id).state) == ([], "READ")


def test_import_refuses_when_a_stage_has_started_meanwhile(world: World, event_id: str) -> None:
    batch_id = read(world.organiser(), event_id, form()).rsplit("/", 1)[1]
    with transaction() as s:
        for stage in event_queries.stages(s, event_id).values():
            events.mark_stage_started(s, stage.id, str(stage.plan_hash), None)

    with pytest.raises(Refused, match="nothing_to_import"):
        imported(batch_id)
    assert people(event_id) == []


def test_undo_takes_the_batch_out_and_leaves_the_rest(world: World, event_id: str) -> None:
    browser = world.organiser()
    first = read(browser, event_id, form(ROWS[:1]))
    browser.post(first)
    second = read(browser, event_id, form(ROWS[1:]))
    browser.post(second, data={"doubtful": "1"})

    browser.get(browser.post(f"{second}/undo").location)

    assert [row[2] for row in people(event_id)] == ["陈嘉树"]
    with reading() as s:
        assert queries.batch(s, second.rsplit("/", 1)[1]).state == "UNDONE"
        assert lines(s, f"event:{event_id}")[-1].kind == "import_undone"
        assert queries.by_id_numbers(s, ["11010519491231002X"]) != {}
    assert browser.post(f"{second}/undo").status_code == 409


def test_undo_is_refused_once_a_stage_has_started(world: World, event_id: str) -> None:
    browser = world.organiser()
    address = read(browser, event_id, form())
    browser.post(address)
    with transaction() as s:
        stage = event_queries.stages(s, event_id)[event_queries.trades(s, event_id)[0].id]
        events.mark_stage_started(s, stage.id, str(stage.plan_hash), None)

    assert browser.post(f"{address}/undo").status_code == 409
    with pytest.raises(Refused, match="stages_started"):
        actions.undo_import("system", address.rsplit("/", 1)[1])
    assert len(people(event_id)) == 1


def test_a_trade_chosen_for_the_file_counts_for_every_row(world: World, event_id: str) -> None:
    with reading() as s:
        welding = event_queries.trades(s, event_id)[0].id
    browser = world.organiser()

    address = read(browser, event_id, form([ROWS[0], ROWS[4]]), trade=welding)
    browser.post(address, data={"doubtful": "1"})

    assert [(row[0], row[2]) for row in people(event_id)] == [("焊工", "陈嘉树"), ("焊工", "周沐宸")]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"PK\x03\x04 broken", "文件已损坏"),
        (b"<html><table></table></html>", "内容却不是"),
        ("说明\n请勿改动".encode(), "没有找到表头"),
        (b"", "文件是空的"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(world: World, event_id: str, raw: bytes, words: str) -> None:
    browser = world.organiser()

    page = browser.get(read(browser, event_id, raw)).text

    assert words in page
    with reading() as s:
        assert [batch.state for batch in queries.batches(s, event_id)] == ["FAILED"]


def test_upload_names_what_is_wrong(world: World, event_id: str) -> None:
    browser = world.organiser()

    missing = browser.post(f"/contestants/{event_id}/import", data={})
    picture = send(browser, event_id, b"GIF89a", name="photo.gif")
    trade = send(browser, event_id, form(), trade="nowhere")

    assert [answer.status_code for answer in (missing, picture, trade)] == [422, 422, 422]
    assert ["wrong-form" in missing.text, "wrong-form" in picture.text, "wrong-trade" in trade.text] == [True] * 3
    with reading() as s:
        assert queries.batches(s, event_id) == []


def test_upload_takes_twenty_megabytes_and_no_more(world: World, event_id: str) -> None:
    browser = world.organiser()

    def large(megabytes: int) -> int:
        head = b'--x\r\nContent-Disposition: form-data; name="form"; filename="a.csv"\r\n\r\n'
        body = head + b"a" * (megabytes << 20) + b"\r\n--x--\r\n"
        return browser.post(
            f"/contestants/{event_id}/import", data=body, content_type="multipart/form-data; boundary=x"
        ).status_code

    assert [large(3), large(22)] == [303, 413]


def test_empty_form_comes_back_filled_in(world: World, event_id: str) -> None:
    browser = world.organiser()
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"/contestants/{event_id}/import/form.xlsx").data))
    assert book.sheetnames == ["报名表", "示例", "说明"]
    sheet = book.worksheets[0]
    sheet.append(
        ["陈嘉树", "女", "11010519491231002X", "青溪市总工会", "青溪电厂", "焊工", "高级工 / 3", "13800001234", ""]
    )
    out = io.BytesIO()
    book.save(out)

    browser.post(read(browser, event_id, out.getvalue()))

    assert people(event_id) == [("焊工", "WE-01", "陈嘉树", "青溪市总工会")]


def test_import_that_fails_leaves_nobody_behind(world: World, event_id: str) -> None:
    batch_id = read(world.organiser(), event_id, form()).rsplit("/", 1)[1]

    def start_stages(done: int, total: int) -> None:
        with transaction() as s:
            for stage in event_queries.stages(s, event_id).values():
                if done == 0 and stage.state == "DRAFT":
                    events.mark_stage_started(s, stage.id, str(stage.plan_hash), None)

    with pytest.raises(Refused, match="stages_started"):
        imported(batch_id, progress=start_stages)
    with reading() as s:
        assert queries.by_id_numbers(s, ["11010519491231002X"]) == {}


def test_import_numbers_on_from_an_entry_made_meanwhile(world: World, event_id: str) -> None:
    batch_id = read(world.organiser(), event_id, form()).rsplit("/", 1)[1]
    with reading() as s:
        welding = event_queries.trades(s, event_id)[0].id

    def enter(done: int, total: int) -> None:
        if done == total:
            world.contestants(welding, 1)

    assert imported(batch_id, progress=enter) == 1
    assert [row[1:3] for row in people(event_id)] == [("WE-01", "陈嘉树"), ("WE-02", "陈嘉树")]
