"""How an entry's total came about, for the chief and the desk: every line, and no name beside a code while marking is blind."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from competition.accounts.roles import scope_path
from competition.events import actions as events
from competition.judging import queries as judging
from competition.store import reading, transaction
from tests.world import NAMES, Contest, World


def chief(world: World, contest: Contest, role: str = "chief_judge") -> FlaskClient:
    world.person("方晓棠", "chief", (role, scope_path(contest.event_id, contest.trade_id)))
    return world.signed_in("chief")


def code_of(contest: Contest, entry: int) -> str:
    return contest.sheet(entry, "A", 1).code


def page(client: FlaskClient, contest: Contest, code: str, lang: str = "zh", status: int = 200) -> str:
    answer = client.get(f"/standings/{contest.event_id}/{contest.trade_id}/explain/{code}?lang={lang}")
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def lines(text: str) -> list[tuple[int, str]]:
    found = re.findall(r'<li data-depth="(\d)">(.*?)</li>', text)
    return [(int(depth), html.unescape(line)) for depth, line in found]


def test_chief_reads_every_line_of_the_arithmetic(world: World) -> None:
    contest = world.started(entries=2)
    contest.finish(0, "90", "11.96", ["1", "2"])
    contest.mark(0, "A", 1, A1_3="1")
    client = chief(world, contest)
    told = page(client, contest, code_of(contest, 0))
    assert lines(told) == [
        (0, "模块 T 理论"),
        (1, "T1.1 卷面分"),
        (2, "90.0 分"),
        (2, "得分 90.00"),
        (1, "模块得分 90.00（满分 100）"),
        (0, "模块 A 锉配"),
        (1, "A1.1 槽宽"),
        (2, "测得 11.960 mm，在 11.95 至 12.05 之间，得 20 分"),
        (2, "得分 20.00"),
        (1, "A1.2 外观"),
        (2, "裁判 1：评 1 档（最高 3 档），1 ÷ 3 × 60 ＝ 20"),
        (2, "裁判 2：评 2 档（最高 3 档），2 ÷ 3 × 60 ＝ 40"),
        (2, "平均：（20 + 40）÷ 2 ＝ 60 ÷ 2 ＝ 30"),
        (2, "30 按四舍五入取 2 位小数 ＝ 30.00"),
        (2, "得分 30.00"),
        (1, "模块合计：30.00 + 20.00 ＝ 50"),
        (1, "模块得分 50.00（满分 100）"),
        (0, "成绩组成 理论"),
        (1, "得分 90.00"),
        (0, "成绩组成 实操"),
        (1, "得分 50.00"),
        (0, "总分"),
        (1, "0.3 × 90.00 + 0.7 × 50.00 ＝ 62"),
        (1, "总分 62.00"),
        (0, "按总分从高到低，1 名中第 1 名"),
    ]
    assert NAMES[0] in told
    assert (1, "Points of the module: 50.00 of 100") in lines(page(client, contest, code_of(contest, 0), "en"))


@pytest.mark.parametrize("anonymity", ["station", "three_stage"])
def test_blind_stage_names_nobody_beside_a_code(world: World, anonymity: str) -> None:
    contest = world.started(anonymity, entries=2)
    for entry in (0, 1):
        contest.finish(entry, "90", "12.01", ["3", "3"])
    code, other = code_of(contest, 0), code_of(contest, 1)
    told = page(chief(world, contest), contest, code)
    assert [mark for mark in (*NAMES[:2], "青溪第1机械厂", *contest.entries) if mark in told] == []
    assert (1, f"成绩相同的有：{'、'.join(sorted_by_number(contest, code, other))}，依次比较") in lines(told)


def sorted_by_number(contest: Contest, *codes: str) -> list[str]:
    with reading() as s:
        entered = judging.subjects(s, contest.stage())
    return [one.station_code for one in entered if one.station_code in codes]


@pytest.mark.parametrize(("anonymity", "named"), [("open", True), ("station", True), ("three_stage", False)])
def test_stage_that_is_over_names_its_entries_unless_codes_stay_sealed(
    world: World, anonymity: str, named: bool
) -> None:
    contest = world.started(anonymity, entries=1)
    contest.finish(0, "90", "12.01", ["3", "3"])
    with_ended(contest)
    told = page(chief(world, contest), contest, code_of(contest, 0))
    assert (NAMES[0] in told) is named


def with_ended(contest: Contest) -> None:
    with transaction() as s:
        events.mark_stage_ended(s, contest.stage_id)


@pytest.mark.parametrize(
    ("role", "status"),
    [("organiser", 200), ("supervisor", 200), ("arbitration", 200), ("scoring_judge", 403), ("score_clerk", 403)],
)
def test_arithmetic_opens_to_who_may_read_it(world: World, role: str, status: int) -> None:
    contest = world.started(entries=1, judges=1)
    page(chief(world, contest, role), contest, code_of(contest, 0), status=status)


def test_public_is_sent_to_sign_in(world: World, client: FlaskClient) -> None:
    contest = world.started(entries=1, judges=1)
    page(client, contest, code_of(contest, 0), status=302)


def test_code_that_nobody_has_and_a_stage_that_has_not_begun_are_not_there(world: World) -> None:
    contest = world.started(entries=1, judges=1)
    organiser = chief(world, contest, "organiser")
    page(organiser, contest, "XX-999", status=404)
    page(organiser, contest, contest.entries[0], status=404)


def test_entry_of_a_stage_that_has_not_begun_is_not_there(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    entries = world.contestants(trade_id, 1)
    waiting = Contest(event_id, trade_id, "", entries, [], [])
    page(chief(world, waiting, "organiser"), waiting, entries[0], status=404)


def test_tables_of_sheets_lead_there(world: World) -> None:
    contest = world.started(entries=1, judges=1)
    sheet = contest.sheet(0, "A", 1)
    client = chief(world, contest)
    place = f"/{contest.event_id}/{contest.trade_id}"
    link = f'href="/standings{place}/explain/{sheet.code}"'
    pages = (f"/judging{place}", f"/judging{place}/sheets/{sheet.id}")
    assert [link in client.get(path).get_data(as_text=True) for path in pages] == [True, True]
