"""Lists as spreadsheets: written in the worker, fetched by who asked, gone after an hour, never a formula."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask_babel import gettext as _

from competition.jobs import actions, exports, queries
from competition.jobs.models import Job
from competition.store import Refused, reading
from competition.web.sheets import Column, Table
from tests.world import World


@pytest.fixture(autouse=True)
def people_table() -> Iterator[None]:
    """A table of the test's own."""

    def write(arguments: dict[str, Any]) -> Table:
        rows = [[str(n), arguments["name"]] for n in range(arguments["rows"])]
        return Table(_("Save"), [Column(_("No.")), Column(_("Full name"), 20)], rows)

    exports.writes("tests.people")(write)
    yield
    del exports._writers["tests.people"]


def start(by: str, locale: str = "zh", **arguments: Any) -> str:
    asked = {"name": "陈嘉树", "rows": 3} | arguments
    return exports.start("tests.people", asked, by, locale, name="名单", back="/members/?q=陈")


def kept(job_id: str) -> Job:
    with reading() as s:
        job = queries.job(s, job_id)
    assert job is not None
    return job


def cells(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_export_is_written_in_the_readers_language_and_fetched_by_who_asked(world: World) -> None:
    world.person("方晓棠", "fang")
    by = world.person("苏明", "suming")
    client, other = world.signed_in("suming"), world.signed_in("fang")
    chinese, english = start(by), start(by, "en")

    with client.get(f"/jobs/{chinese}/file") as answer:
        assert answer.status_code == 200
        assert cells(answer.data) == [["编号", "姓名"], ["0", "陈嘉树"], ["1", "陈嘉树"], ["2", "陈嘉树"]]
        assert "%E5%90%8D%E5%8D%95.xlsx" in answer.headers["Content-Disposition"]
    with client.get(f"/jobs/{english}/file") as answer:
        assert cells(answer.data)[0] == ["No.", "Full name"]
    assert other.get(f"/jobs/{chinese}/file").status_code == 404
    page = client.get(f"/jobs/{chinese}").get_data(as_text=True)
    assert f'href="/jobs/{chinese}/file"' in page
    assert 'href="/members/?q=陈"' in page


def test_export_keeps_what_was_asked_sealed(world: World) -> None:
    job = kept(start(world.person("苏明", "suming"), name="11010519491231002X"))
    assert "11010519491231002X" not in str(job.payload)


def test_export_writes_no_formula(world: World) -> None:
    job_id = start(world.person("苏明", "suming"), name='=HYPERLINK("http://a.example","x")', rows=1)
    file = exports.file_of(job_id)
    assert file is not None
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert (sheet["B2"].data_type, sheet["B2"].value) == ("s", '=HYPERLINK("http://a.example","x")')


def test_export_says_how_far_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    progress = actions.Running.progress

    def watched(self: actions.Running, done: int, total: int) -> None:
        seen.append((done, total))
        progress(self, done, total)

    monkeypatch.setattr(actions.Running, "progress", watched)
    job = kept(start(world.person("苏明", "suming"), rows=1200))

    assert seen == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]
    assert (job.state, job.result) == ("done", {"rows": 1200})


def test_export_that_is_cancelled_leaves_no_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def cancelled(self: actions.Running, done: int, total: int) -> None:
        raise actions.Cancelled

    monkeypatch.setattr(actions.Running, "progress", cancelled)
    job_id = start(world.person("苏明", "suming"))

    assert kept(job_id).state == "cancelled"
    assert exports.file_of(job_id) is None


def test_export_is_gone_after_an_hour(world: World) -> None:
    by = world.person("苏明", "suming")
    client = world.signed_in("suming")
    job_id, fresh = start(by), start(by)
    file = exports.file_of(job_id)
    assert file is not None
    os.utime(file, (0, time.time() - exports.KEPT_SECONDS - 1))

    assert client.get(f"/jobs/{job_id}/file").status_code == 404
    assert "重新导出" in client.get(f"/jobs/{job_id}").get_data(as_text=True)
    exports.clear()
    assert not file.exists()
    assert exports.file_of(fresh) is not None


def test_export_of_a_table_that_nobody_writes_is_not_started(world: World) -> None:
    by = world.person("苏明", "suming")
    with pytest.raises(ValueError, match="nobody writes"):
        exports.start("tests.unknown", {}, by, "zh", name="x")


def test_file_of_a_job_that_exports_nothing_is_not_there(world: World) -> None:
    by = world.person("苏明", "suming")
    client = world.signed_in("suming")
    actions.HANDLERS["tests.nothing"] = lambda job, payload: {}
    try:
        job_id = actions.start("tests.nothing", {}, by)
    finally:
        del actions.HANDLERS["tests.nothing"]
    assert client.get(f"/jobs/{job_id}/file").status_code == 404


def test_export_whose_list_refuses_says_so(world: World) -> None:
    def refuse(arguments: dict[str, Any]) -> Table:
        raise Refused("not_there", 404)

    exports.writes("tests.people")(refuse)
    job = kept(start(world.person("苏明", "suming")))
    assert (job.state, job.error) == ("failed", "not_there")


def test_words_are_spoken_in_the_readers_language_where_nobody_asks_by_http() -> None:
    code = (
        "from flask_babel import gettext as _\n"
        "from competition.web.speaking import speaking\n"
        "for locale in ('zh', 'en'):\n"
        "    with speaking(locale):\n"
        "        print(_('Full name'))\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == ["姓名", "Full name", ""]
