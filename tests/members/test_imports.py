"""A list of members from file to roll: read, applied, cancelled, taken back; what is new, what changed, what is doubtful."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from competition.acts.queries import activity
from competition.jobs import actions as jobs
from competition.jobs import queries as job_queries
from competition.members import actions, queries, work
from competition.members.actions.chunks import Allowed, apply_chunk
from competition.members.staging import Frames, Staged
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from tests.members import roll
from tests.world import World

UNIT, OTHER = "青溪机械厂工会", "青溪农机厂工会"


@pytest.fixture
def by(world: World) -> str:
    """苏明, who sends lists in."""
    return world.person("苏明", "suming", ("roll_keeper", "/"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where imports lie."""
    return tmp_path / "imports"


def counts(batch: Any) -> dict[str, int]:
    """What a report counts, without the noughts."""
    return {what: count for what, count in batch.report["counts"].items() if count}


def codes(batch: Any) -> dict[str, int]:
    """How often each problem was found."""
    return {code: count for code, _field, _severity, count in batch.report["said"]}


@pytest.mark.parametrize("kind", ["csv", "gb18030", "xlsx"])
def test_a_list_becomes_members(by: str, folder: Path, kind: str):
    unit = roll.unit(UNIT)
    actions.publish_consent(by, text="同意采集本人信息。", text_en="")
    rows = [roll.row(n, UNIT, 授权日期="2025-03-01") for n in range(30)]
    content = (
        roll.xlsx_bytes(rows)
        if kind == "xlsx"
        else roll.csv_bytes(rows, "gb18030" if kind == "gb18030" else "utf-8-sig")
    )

    read = roll.sent(by, folder, content, f"名册.{kind}")
    batch = roll.applied(by, folder, read.id)

    assert (read.state, counts(read), batch.state, batch.counts) == (
        "READ", {"rows": 30, "new": 30}, "APPLIED", {"created": 30},
    )  # fmt: skip
    with reading() as s:
        one = queries.member(s, roll.found(4).id)  # type: ignore[union-attr]
        told = queries.opened(s, [one], whole=True)[0]
        periods = [(p.organisation, p.membership.since, p.membership.began) for p in queries.periods(s, one.id)]
        assert queries.count_of(s, unit) == 30
    assert (one.name, one.sex, one.pinyin, one.categories, one.consent_version, one.consent_on) == (
        roll.name(4), "m", "zhoujiashu", 1, 1, dt.date(2025, 3, 1),
    )  # fmt: skip
    assert told.numbers == {"id_number": roll.id_number(4), "phone": roll.phone(4), "card_number": roll.card(4)}
    assert periods == [(UNIT, dt.date(2019, 5, 4), "joined")]


def test_the_same_list_again_changes_nothing(by: str, folder: Path):
    roll.unit(UNIT)
    content = roll.csv_bytes([roll.row(n, UNIT) for n in range(30)])
    roll.applied(by, folder, roll.sent(by, folder, content).id)
    again = roll.sent(by, folder, content)
    assert (counts(again), again.chunks) == ({"rows": 30, "unchanged": 30}, 0)


def test_a_later_list_brings_up_to_date_and_can_be_taken_back(by: str, folder: Path):
    first, second = roll.unit(UNIT), roll.unit(OTHER)
    roll.applied(by, folder, roll.sent(by, folder, roll.csv_bytes([roll.row(n, UNIT) for n in range(10)])).id)
    later = [
        roll.row(0, UNIT),
        roll.row(1, OTHER),
        roll.row(2, UNIT, 手机号=roll.phone(502), 会员类别="困难职工"),
        roll.row(3, UNIT, 手机号="", 会员类别="", 入会日期=""),
        roll.row(10, UNIT),
    ]

    read = roll.sent(by, folder, roll.csv_bytes(later))
    assert counts(read) == {"rows": 5, "new": 1, "changed": 1, "transferred": 1, "unchanged": 2, "missing": 6}
    assert {name: told["count"] for name, told in read.report["fields"].items()} == {
        "organisation": 1, "phone": 1, "categories": 1,
    }  # fmt: skip
    assert read.report["fields"]["phone"]["samples"] == [[4, roll.name(2), "139****0002", "139****0502"]]

    batch = roll.applied(by, folder, read.id)
    assert batch.counts == {"created": 1, "changed": 1, "transferred": 1}
    moved, changed = roll.found(1), roll.found(2)
    assert moved is not None
    assert changed is not None
    with reading() as s:
        assert [(p.organisation, p.membership.ended) for p in queries.periods(s, moved.id)] == [
            (OTHER, ""),
            (UNIT, "transferred"),
        ]
        assert queries.opened(s, [queries.member(s, changed.id)])[0].numbers["phone"] == "139****0502"
        assert [one.changed for one in queries.changes(s, changed.id)] == [
            {"categories": [1, 16], "phone": ["139****0002", "139****0502"]}
        ]
        assert queries.counts_of(s, [first, second]) == {first: 10, second: 1}

    after = roll.undone(by, folder, read.id)
    assert (after.state, after.cursor["counts"]) == ("UNDONE", {"restored": 2, "removed": 1})
    with reading() as s:
        assert queries.counts_of(s, [first, second]) == {first: 10}
        assert [(p.organisation, p.membership.ended) for p in queries.periods(s, moved.id)] == [(UNIT, "")]
        assert queries.opened(s, [queries.member(s, changed.id)])[0].numbers["phone"] == "139****0002"
    assert roll.found(10) is None


def test_what_was_changed_since_stays_when_an_import_is_taken_back(by: str, folder: Path):
    roll.unit(UNIT)
    batch = roll.applied(by, folder, roll.sent(by, folder, roll.csv_bytes([roll.row(n, UNIT) for n in range(5)])).id)
    kept = roll.found(3)
    assert kept is not None
    actions.edit_member(by, kept.id, roll.details(3, name="韩嘉木"), rev=1)
    undone = roll.undone(by, folder, batch.id)
    assert (undone.cursor["counts"], roll.count()) == ({"kept_changed": 1, "removed": 4}, 1)


def test_impossible_rows_are_told_and_left_out(by: str, folder: Path):
    roll.unit(UNIT)
    actions.publish_consent(by, text="同意采集本人信息。", text_en="")
    good = roll.id_number(0)
    rows = [
        roll.row(0, UNIT),
        roll.row(0, UNIT, 会员卡号=""),
        roll.row(1, UNIT, 身份证号=good[:-1] + ("0" if good[-1] != "0" else "1")),
        roll.row(2, UNIT, 身份证号="3.61102E+17"),
        roll.row(3, UNIT, 身份证号=""),
        roll.row(4, UNIT, 身份证号="361102199013450011"),
        roll.row(5, UNIT, 姓名="=cmd|' /C calc'!A0"),
        roll.row(6, ""),
        roll.row(7, UNIT, 性别="女"),
        roll.row(8, UNIT, 手机号="12"),
        roll.row(9, UNIT, 会员卡号=roll.card(0)),
        roll.row(10, UNIT, 会员类别="宇航员"),
        roll.row(11, UNIT, 入会日期="2199-01-01"),
        roll.row(12, UNIT, 入会日期="1960-01-01"),
        roll.row(13, UNIT, 授权日期="某日"),
        roll.row(14, "没有的工会"),
        roll.row(15, UNIT, 姓名="欧 阳 静"),
    ]
    read = roll.sent(by, folder, roll.csv_bytes(rows))
    assert codes(read) == {
        "twice_in_file": 1, "id_check_digit": 1, "id_as_number": 1, "id_missing": 1, "id_born": 1, "formula": 1, "name_missing": 1,
        "unit_missing": 1, "sex_disagrees": 1, "phone_bad": 1, "card_twice": 1, "category_unknown": 1, "date_later": 1,
        "date_before_birth": 1, "date_bad": 1, "unit_unknown": 1, "name_spaces": 1,
    }  # fmt: skip
    assert counts(read) == {"rows": 17, "new": 10, "wrong": 7, "doubt": 7, "unit": 1}

    careful = roll.applied(by, folder, read.id)
    assert careful.counts == {"created": 2, "left_out": 8}


def test_doubtful_rows_and_unknown_units_are_taken_when_told(by: str, folder: Path):
    above = roll.unit("青溪市总工会")
    roll.unit(UNIT)
    rows = [
        roll.row(7, UNIT, 性别="女"),
        roll.row(8, UNIT, 手机号="12"),
        roll.row(14, "新工会"),
        roll.row(15, "新工会"),
    ]
    read = roll.sent(by, folder, roll.csv_bytes(rows))
    assert read.report["units"] == [["新工会", 2]]
    batch = roll.applied(by, folder, read.id, doubtful=True, below=above, level="enterprise")
    assert batch.counts == {"created": 4}
    with reading() as s:
        made = organisations.find_or_none(s, "新工会")
        assert made is not None
        assert (made.parent_id, queries.count_of(s, made.id)) == (above, 2)
        assert queries.member(s, roll.found(7).id).sex == "m"  # type: ignore[union-attr]


def test_whoever_is_not_in_the_list_leaves_only_when_told(by: str, folder: Path):
    unit = roll.unit(UNIT)
    roll.applied(by, folder, roll.sent(by, folder, roll.csv_bytes([roll.row(n, UNIT) for n in range(6)])).id)
    shorter = roll.csv_bytes([roll.row(n, UNIT) for n in range(4)])
    first = roll.applied(by, folder, roll.sent(by, folder, shorter).id)
    with reading() as s:
        before = queries.count_of(s, unit)
    second = roll.applied(by, folder, roll.sent(by, folder, shorter).id, missing=True)
    with reading() as s:
        after = queries.count_of(s, unit)
        ended = [p.membership.ended for p in queries.periods(s, roll.found(5).id)]  # type: ignore[union-attr]
    roll.undone(by, folder, second.id)
    with reading() as s:
        back = queries.count_of(s, unit)
    assert (first.counts, before, second.counts, after, ended, back) == ({}, 6, {"ended": 2}, 4, ["left"], 6)


def test_whoever_was_made_meanwhile_is_left_as_he_is(by: str, folder: Path):
    unit = roll.unit(UNIT)
    read = roll.sent(by, folder, roll.csv_bytes([roll.row(0, UNIT), roll.row(1, UNIT)]))
    roll.member(0, unit, name="陈家树", card_number="")
    batch = roll.applied(by, folder, read.id)
    known = roll.found(0)
    assert known is not None
    assert (batch.counts, known.name) == ({"overtaken": 1, "created": 1}, "陈家树")


def test_a_number_under_another_name_is_doubtful(by: str, folder: Path):
    unit = roll.unit(UNIT)
    roll.member(0, unit)
    read = roll.sent(by, folder, roll.csv_bytes([roll.row(0, UNIT, 姓名="别人")]))
    assert codes(read) == {"name_differs": 1}
    assert read.report["problems"][0]["shown"] == roll.name(0)


def test_one_line_in_the_ledger_for_the_whole(by: str, folder: Path):
    roll.unit(UNIT)
    batch = roll.applied(by, folder, roll.sent(by, folder, roll.csv_bytes([roll.row(n, UNIT) for n in range(900)])).id)
    with reading() as s:
        kinds = Counter(s.scalars(text("SELECT kind FROM ledger_line WHERE kind LIKE 'member%'")))
        happened = activity(s, batch.id)
    assert (batch.chunks, dict(kinds), len(happened)) == (3, {"members_imported": 1}, 1)


def test_cancelled_it_stops_between_two_parts_and_goes_on_there(by: str, folder: Path, monkeypatch: pytest.MonkeyPatch):
    roll.unit(UNIT)
    read = roll.sent(by, folder, roll.csv_bytes([roll.row(n, UNIT) for n in range(1_000)]))
    actions.begin(read.id, {})
    cancelled = _cancelled_after(monkeypatch, 1)
    roll.start(work.APPLY, by, folder, read.id)
    stopped = roll.standing(read.id)
    assert (stopped.state, stopped.applied, stopped.counts, roll.count()) == ("STOPPED", 1, {"created": 300}, 300)
    monkeypatch.undo()
    with reading() as s:
        assert [job.state for job in (job_queries.job(s, one) for one in cancelled) if job] == ["cancelled"]
    done = roll.applied(by, folder, read.id)
    assert (done.state, done.counts, roll.count()) == ("APPLIED", {"created": 1_000}, 1_000)


def _cancelled_after(monkeypatch: pytest.MonkeyPatch, chunks: int) -> list[str]:
    """Somebody asks an import to stop after so many chunks, from a request of his own."""
    asked: list[str] = []
    check = jobs.Running.check_cancelled

    def and_cancel(job: jobs.Running) -> None:
        with reading() as s:
            applied = s.scalar(text("SELECT max(applied) FROM member_import"))
        if applied == chunks and not asked:
            asked.append(job.id)
            jobs.cancel(job.id, job.started_by)
        check(job)

    monkeypatch.setattr(jobs.Running, "check_cancelled", and_cancel)
    return asked


def test_a_chunk_is_never_in_twice(by: str, folder: Path):
    roll.unit(UNIT)
    read = roll.sent(by, folder, roll.csv_bytes([roll.row(0, UNIT)]))
    actions.begin(read.id, {})
    lines = [Staged(*one) for one in next(Frames(folder / f"{read.id}.rows", read.id, "rows").read())]
    allowed = Allowed(
        actor=by, doubtful=False, units={}, missing=False, today=dt.date(2026, 3, 1), consent_version=None
    )
    apply_chunk(read.id, 0, lines, allowed, Counter())
    with pytest.raises(Refused) as refused:
        apply_chunk(read.id, 0, lines, allowed, Counter())
    assert (refused.value.code, roll.count()) == ("import_elsewhere", 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_workbook"),
        (b"PK\x03\x04 nonsense", "damaged"),
        ("姓名,年龄\n陈嘉树,30\n".encode(), "no_header"),
        (b"\x00\x01\x02,a\n", "damaged"),
        (b"\xff\xff\xff,\xfe\n", "encoding"),
    ],
)
def test_a_file_that_is_no_list_says_why(by: str, folder: Path, content: bytes, code: str):
    batch = roll.sent(by, folder, content)
    assert (batch.state, batch.report["code"]) == ("FAILED", code)
    assert [file.name for file in folder.iterdir()] == []


def test_what_was_sent_is_deleted_and_what_was_read_is_sealed(by: str, folder: Path):
    roll.unit(UNIT)
    read = roll.sent(by, folder, roll.csv_bytes([roll.row(n, UNIT, 手机号="1") for n in range(5)]))
    left = {file.suffix: file.stat().st_mode & 0o777 for file in folder.iterdir()}
    assert left == {".rows": 0o600, ".problems": 0o600}
    roll.applied(by, folder, read.id, doubtful=True)
    assert [file.suffix for file in folder.iterdir()] == [".problems"]


def test_another_import_waits(by: str, folder: Path):
    roll.unit(UNIT)
    first = roll.sent(by, folder, roll.csv_bytes([roll.row(0, UNIT)]))
    second = roll.sent(by, folder, roll.csv_bytes([roll.row(1, UNIT)]))
    actions.begin(first.id, {})
    with pytest.raises(Refused) as refused:
        actions.begin(second.id, {})
    assert refused.value.code == "import_at_work"
