"""A stage written as files: worked out again outside, without a database, it is the same to the byte."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from competition.contestants import actions as contestants
from competition.judging import actions as judging
from competition.standings import exporting, queries
from competition.standings.exporting import export_results, gather, result_of_stage
from competition.store import Refused, reading
from tests.engine import plan_documents as say
from tests.live.house import environment, settled
from tests.world import NAMES, Contest, World

FILES = ["ENTRIES.csv", "MARKS.csv", "PLAN.json", "RESULT.json"]


def outside(folder: Path, *more: str) -> bytes:
    """What `competition tabulate` makes of a folder's files, in a process of its own that knows no settings."""
    names = [str(folder / name) for name in ("PLAN.json", "MARKS.csv")]
    done = subprocess.run(
        [sys.executable, "-m", "competition.cli", "tabulate", *names, "--entries", str(folder / "ENTRIES.csv"), *more],
        env={},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def totals(plain: dict[str, Any]) -> list[tuple[str, int | None, str | None, str]]:
    return [(row["entry"], row["rank"], row["total"], row["status"]) for row in plain["entries"]]


def computed(key: str, most: str, expression: str, **more: object) -> say.Document:
    named = {"key": key, "kind": "computed", "title": say.text(), "note": None, "max": most}
    return {**named, "expression": expression, **more}


def typing(world: World) -> Contest:
    """A trade whose best is the measure of all others."""
    plan = say.plan(
        say.module(
            "A",
            say.aspect("counted", "TYPED", "10000", "one", each="1", target=None, counts=False),
            say.aspect("counted", "WRONG", "10000", "one", each="1", target=None, counts=False),
            computed("NET", "10000", "[TYPED]-10*[WRONG]", counts=False),
            computed("SPEED", "20", "20*[NET]/best([NET])"),
        ),
        most="20",
    )
    event_id = world.event()
    trade_id = world.trade(event_id, plan=plan)
    entries, people = world.contestants(trade_id, 3), world.judges(event_id, trade_id, 1)
    stage_id = judging.start_stage(event_id, trade_id, "system", seed="青溪")
    contest = world.contest(event_id, trade_id, stage_id, entries, people)
    for entry, typed, wrong in ((0, "2480", "7"), (1, "2650", "0"), (2, "90", "10")):
        contest.mark(entry, "A", 1, TYPED=typed, WRONG=wrong)
    return contest


def test_exported_stage_is_worked_out_outside_to_the_same_bytes(world: World, tmp_path: Path) -> None:
    contest = world.started(entries=4, judges=3)
    contest.finish(0, "90", "12.01", ["3", "3", "2"])
    contest.finish(1, "77.5", "11.96", ["1", "2", "2"])
    contest.mark(2, "A", 2, A1_2="2")
    contestants.set_status("system", contest.entries[3], "DNS", "没有到场")

    written = export_results(contest.event_id, None, tmp_path)
    with reading() as s:
        result, published = result_of_stage(s, contest.stage_id)
        jury = {one.id: place for place, one, _ in queries.jury_order(s, contest.stage_id)}
        keys = gather(s, contest.stage_id).keys

    folder = tmp_path / "FT"
    assert written == [folder / name for name in ("PLAN.json", "MARKS.csv", "ENTRIES.csv", "RESULT.json")]
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert (folder / "RESULT.json").read_bytes() == published == outside(folder, "--json")
    plain = json.loads(published)
    assert totals(plain) == [
        ("001", 1, "92.33", ""), ("002", 2, "60.58", ""), ("003", 3, "28.00", ""), ("004", None, None, "DNS"),
    ]  # fmt: skip
    assert {keys[one]: (place.rank, place.standing.total) for one, place in jury.items()} == {
        row.entry: (row.rank, row.total) for row in result.tabulation.rows
    }
    assert [(row["entry"], row["complete"]) for row in plain["entries"]] == [
        ("001", True), ("002", True), ("003", False), ("004", False),
    ]  # fmt: skip


def test_files_name_nobody_and_the_plan_is_the_one_its_hash_is_of(world: World, tmp_path: Path) -> None:
    contest = world.started(judges=1)
    contest.finish(0, "90", "12.01", ["3"])
    export_results(contest.event_id, "FT", tmp_path)
    told = b"".join(path.read_bytes() for path in (tmp_path / "FT").iterdir()).decode()
    assert [name for name in NAMES if name in told] == []
    done = subprocess.run(["sha256sum", str(tmp_path / "FT" / "PLAN.json")], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == contest.stage().plan_hash


def test_rows_of_a_stage_are_those_of_the_format(world: World, tmp_path: Path) -> None:
    contest = world.started(entries=2, judges=2)
    contest.mark(0, "T", 1, T1_1="88.5")
    contest.mark(0, "A", 1, A1_1="none", A1_2="2", A1_3="1")
    contestants.set_status("system", contest.entries[1], "WD", "伤病")
    export_results(contest.event_id, None, tmp_path)
    assert (tmp_path / "FT" / "MARKS.csv").read_text("utf-8-sig").splitlines() == [
        "entry,component,aspect,attempt,judge,value,status",
        "001,theory,T1.1,,,88.5,",
        "001,practical,A1.1,,,none,",
        "001,practical,A1.2,,1,2,",
        "001,practical,A1.3,,,1,",
        "001,practical,A1.2,,2,,unmarked",
        "002,,,,,,WD",
    ]
    assert (tmp_path / "FT" / "ENTRIES.csv").read_text("utf-8-sig").splitlines() == [
        "entry,division,organisation,team,prior_level", "001,,青溪第1机械厂,,", "002,,青溪第2机械厂,,",
    ]  # fmt: skip


def test_stage_whose_figures_rest_on_the_field_is_the_same_outside(world: World, tmp_path: Path) -> None:
    contest = typing(world)
    export_results(contest.event_id, None, tmp_path)
    with reading() as s:
        _result, published = result_of_stage(s, contest.stage_id)
        jury = [(str(place.standing.total), place.rank) for place, _, _ in queries.jury_order(s, contest.stage_id)]
    assert published == outside(tmp_path / "FT", "--json")
    assert totals(json.loads(published)) == [("002", 1, "100.00", ""), ("001", 2, "90.95", ""), ("003", 3, "0.00", "")]
    assert jury == [("100.00", 1), ("90.95", 2), ("0.00", 3)]


def test_stage_that_has_not_begun_is_left_out(world: World, tmp_path: Path) -> None:
    event_id = world.event()
    world.trade(event_id)
    assert export_results(event_id, None, tmp_path) == []


def test_what_is_not_there_is_refused(world: World, tmp_path: Path) -> None:
    event_id = world.event()
    for event, code in ((event_id, "XX"), ("0190aaaa-0000-7000-8000-000000000000", None)):
        with pytest.raises(Refused) as refused:
            export_results(event, code, tmp_path)
        assert (refused.value.code, refused.value.status) == ("not_there", 404)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("青溪厂", "青溪厂"), ("=1+1", "'=1+1"), ("＋甲", "'＋甲"), (" a\tb\n", "a b"), ("x" * 201, "x" * 200), ("", "")],
)
def test_names_become_cells_that_every_reader_takes(text: str, cell: str) -> None:
    assert exporting._cell(text) == cell


def test_command_writes_the_files_and_names_them(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    with settled(data) as world:
        contest = world.started(entries=1, judges=1)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "competition.cli", "export-results", *arguments, "--data", str(data)]
        environ = environment(data, "threading")
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)

    done = run(contest.event_id, "--trade", "FT", "--to", str(folder))
    refused = run(contest.event_id, "--trade", "ZZ", "--to", str(folder))

    written = [str(folder / "FT" / name) for name in ("PLAN.json", "MARKS.csv", "ENTRIES.csv", "RESULT.json")]
    assert (done.returncode, done.stdout.splitlines()) == (0, written)
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", "competition: not_there\n")
