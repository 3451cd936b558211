"""Boards: what everybody sees of a stage, in which order, after which change, and never more than may be seen."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from flask.testing import FlaskClient

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.judging import actions as judging
from competition.judging.actions import Op
from competition.standings import boards, queries, reactions
from competition.standings.boards import Published, row_id
from competition.standings.facts import StageChanged
from competition.store import new_id, reading, transaction
from tests.standings.test_field import started
from tests.world import NAMES, PLAN, Contest, World

TIMES = ("at", "moved_at")


def board_of(contest: Contest) -> dict[str, Any]:
    """The board of the contest's stage, published anew."""
    made: dict[str, Any] = json.loads(boards.publish(contest.stage_id).body)
    return made


def rows_of(contest: Contest) -> list[tuple[Any, ...]]:
    """(n-th entry from 0, rank, tied, total, gap) of each row in order."""
    number = {row_id(entry): n for n, entry in enumerate(contest.entries)}
    return [(number[r["id"]], r["rank"], r["tied"], r["total"], r["gap"]) for r in board_of(contest)["rows"]]


def lasting(board: Any) -> Any:
    """A board without its times, revision and history of changes: what the marks alone decide."""
    passing = {*TIMES, "revision", "was", "gain"}
    if isinstance(board, dict):
        return {name: lasting(value) for name, value in board.items() if name not in passing}
    return [lasting(one) for one in board] if isinstance(board, list) else board


def applied(board: dict[str, Any], tick: dict[str, Any]) -> dict[str, Any]:
    """A board after a tick, as a client makes it."""
    assert tick["from"] == board["revision"]
    rows = {row["id"]: row for row in [*board["rows"], *tick["rows"]]}
    parts = {name: tick[name] for name in ("revision", "at", "stage", "count", "blind", "progress")}
    return board | parts | {"rows": [rows[one] for one in tick["order"]]}


def test_board_before_any_mark_lists_everybody_unranked(world: World) -> None:
    contest = world.started("open")

    board = board_of(contest)

    stage = contest.stage()
    listed = {row["name"]: row for row in board["rows"]}
    assert {name: value for name, value in board.items() if name not in ("at", "rows")} == {
        "board": contest.stage_id,
        "revision": 1,
        "event": {
            "id": contest.event_id, "name": "青溪市技能创新运动会", "name_en": "Qingxi Skills Games", "edition": 1,
            "place": "青溪体育馆", "zone": "Asia/Shanghai",
        },
        "trade": board["trade"] | {"id": contest.trade_id, "code": "FT"},
        "stage": {
            "name": "决赛", "name_en": "Final", "anonymity": "open", "state": "RUNNING", "label": "provisional",
            "ends_at": stage.ends_at.isoformat(),
        },
        "modules": [
            {"key": "T", "title": {"zh": "理论", "en": "Theory"}},
            {"key": "A", "title": {"zh": "锉配", "en": "Filing"}},
        ],
        "count": 3,
        "blind": 0,
        "progress": {"done": 0, "due": 6},
    }  # fmt: skip
    assert sorted(listed) == sorted(NAMES[:3])
    assert listed[NAMES[0]] == {
        "id": row_id(contest.entries[0]), "rank": None, "tied": False, "was": None, "badge": "青", "name": NAMES[0],
        "organisation": "青溪第1机械厂", "modules": "..", "total": None, "gap": None, "gain": None, "moved_at": None,
        "status": "",
    }  # fmt: skip


def test_board_shares_ranks_and_counts_the_gap_to_the_first(world: World) -> None:
    contest = world.started("open", entries=4)
    for entry, points in enumerate(("80", "90", "80", "70.5")):
        contest.mark(entry, "T", 1, T1_1=points)
    same = sorted((0, 2), key=lambda entry: contest.entries[entry])

    assert rows_of(contest) == [
        (1, 1, False, "27.00", None),
        (same[0], 2, True, "24.00", "3.00"),
        (same[1], 2, True, "24.00", "3.00"),
        (3, 4, False, "21.15", "5.85"),
    ]


def test_board_shares_the_first_rank_with_no_gap(world: World) -> None:
    contest = world.started("open", entries=2)
    for entry in (0, 1):
        contest.mark(entry, "T", 1, T1_1="90")

    assert [place[1:] for place in rows_of(contest)] == [(1, True, "27.00", None)] * 2


def test_board_tells_the_last_gain_and_the_former_rank(world: World) -> None:
    contest = world.started("open", entries=2)
    contest.mark(0, "T", 1, T1_1="90")
    contest.mark(1, "T", 1, T1_1="80")
    board_of(contest)

    contest.mark(1, "T", 1, T1_1="95.5")
    first, second = board_of(contest)["rows"]
    contest.mark(0, "A", 1, A1_1="12")
    later = {row["name"]: row for row in board_of(contest)["rows"]}

    assert [first[name] for name in ("name", "rank", "was", "total", "gain")] == [NAMES[1], 1, 2, "28.65", "4.65"]
    assert [second[name] for name in ("name", "rank", "was", "total", "gain")] == [NAMES[0], 2, 1, "27.00", None]
    assert [later[NAMES[0]][name] for name in ("rank", "was", "total", "gain")] == [1, 2, "55.00", "28.00"]
    assert [later[NAMES[1]][name] for name in ("rank", "was", "total", "gain")] == [2, 1, "28.65", None]
    assert first["moved_at"] == second["moved_at"] != later[NAMES[0]]["moved_at"]


def test_board_keeps_its_revision_while_nothing_visible_changes(world: World) -> None:
    contest = world.started("open")
    contest.mark(0, "A", 1, A1_1="12")
    first = boards.publish(contest.stage_id)

    again = boards.publish(contest.stage_id)
    contest.mark(0, "A", 1, A1_1="12.005")
    same_points = boards.publish(contest.stage_id)
    contest.mark(0, "A", 1, A1_1="12.03")
    other = boards.publish(contest.stage_id)

    assert (again, same_points) == (Published(first.revision, first.etag, first.body, None),) * 2
    assert (other.revision, other.etag != first.etag, other.tick is None) == (first.revision + 1, True, False)


@pytest.mark.parametrize("anonymity", ["open", "station"])
def test_tick_applied_to_the_board_before_makes_the_board_after(world: World, anonymity: str) -> None:
    contest = world.started(anonymity, entries=5, judges=1)
    dice = random.Random(20260928)
    sheets = {(n, key): contest.sheet(n, key, 1) for n in range(5) for key in "TA"}
    board = board_of(contest)
    changes = 0
    for _ in range(200):
        sheet = sheets[dice.randrange(5), dice.choice("TA")]
        aspect, value = dice.choice([
            ("T1.1", str(dice.randrange(201) / 2)), ("A1.1", dice.choice(["12", "11.96", "12.3"])),
            ("A1.2", str(dice.randrange(4))), ("A1.3", dice.choice(["0", "1", "3"])), ("", "submit"), ("", "sign"),
        ])  # fmt: skip
        kind = "mark" if aspect else value
        op = Op(new_id(), kind, sheet.id, aspect=aspect or None, value=value if aspect else None)
        contest.send(1, op)
        published = boards.publish(contest.stage_id)
        after = json.loads(published.body)
        if published.tick is None:
            assert after == board
        else:
            assert applied(board, json.loads(json.dumps(published.tick))) == after
            changes += 1
        board = after

    assert board["revision"] == changes + 1
    assert changes >= 5


def test_tick_carries_changed_rows_alone(world: World) -> None:
    contest = world.started("open", entries=4)
    for entry, points in enumerate(("90", "80", "70", "60")):
        contest.mark(entry, "T", 1, T1_1=points)
    board_of(contest)

    contest.mark(3, "T", 1, T1_1="61")
    tick = boards.publish(contest.stage_id).tick

    assert tick is not None
    assert [row["name"] for row in tick["rows"]] == [NAMES[3]]
    assert tick["order"] == [row_id(entry) for entry in contest.entries]


SCALE = {
    "method": "mean_sd", "centre": "700", "spread": "30", "low": "0", "high": "1000", "digits": 0, "mode": "half_up",
}  # fmt: skip


def scale_scores(contest: Contest) -> list[tuple[str, str | None, str | None]]:
    """(name, total, scale score) of each row in order, None where the board says nothing of it."""
    return [(row["name"], row["total"], row.get("scale_score")) for row in board_of(contest)["rows"]]


def test_board_tells_scale_scores_beside_the_totals_they_are_made_of(world: World) -> None:
    contest = started(world, PLAN | {"scale_score": SCALE}, entries=4)
    for entry, points in enumerate(("90", "60", "75")):
        contest.mark(entry, "T", 1, T1_1=points)
    contestants.set_status("system", contest.entries[2], "DNF", "受伤")

    assert scale_scores(contest) == [
        (NAMES[0], "27.00", "730"), (NAMES[1], "18.00", "670"), (NAMES[3], None, None), (NAMES[2], "22.50", None),
    ]  # fmt: skip


def test_scale_scores_of_a_blind_stage_rest_on_what_is_signed_alone(world: World) -> None:
    contest = started(world, PLAN | {"scale_score": SCALE}, "station", entries=3)
    contest.finish(0, "90", "12.01", ["3", "3"])
    alone = scale_scores(contest)
    contest.mark(1, "A", 1, A1_1="12", A1_2="3")
    contest.mark(0, "A", 1, A1_3="1")
    meanwhile = scale_scores(contest)
    contest.finish(2, "80", "12.01", ["3", "3"])

    assert alone == meanwhile == [(NAMES[0], "97.00", "700")]
    assert scale_scores(contest) == [(NAMES[0], "97.00", "730"), (NAMES[2], "94.00", "670")]


def test_scale_score_that_is_the_total_itself_is_not_told_twice(world: World) -> None:
    contest = started(world, PLAN | {"scale_score": SCALE | {"method": "none"}}, entries=1)
    contest.mark(0, "T", 1, T1_1="90")

    assert scale_scores(contest) == [(NAMES[0], "27.00", None)]


@pytest.mark.parametrize("scaled", [True, False])
def test_page_has_a_place_for_scale_scores_where_the_plan_gives_them(
    world: World, client: FlaskClient, scaled: bool
) -> None:
    contest = started(world, PLAN | ({"scale_score": SCALE} if scaled else {}), entries=2)
    for entry, points in enumerate(("90", "60")):
        contest.mark(entry, "T", 1, T1_1=points)
    board_of(contest)

    page = client.get(f"/standings/{contest.event_id}/{contest.trade_id}?lang=en").text

    assert ('id="places"' in page, 'data-scale="yes"' in page, '<b data-part="scale">730</b>' in page) == (
        True,
        scaled,
        scaled,
    )
    assert "Provisional results" in page


def test_board_is_answered_once_and_then_known(world: World, client: FlaskClient) -> None:
    contest = world.started("open")
    published = boards.publish(contest.stage_id)
    url = f"/api/v1/standings/boards/{contest.stage_id}"

    first = client.get(url)
    second = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    contest.mark(0, "T", 1, T1_1="90")
    boards.publish(contest.stage_id)
    third = client.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, first.get_data(as_text=True), first.mimetype) == (
        200,
        published.body,
        "application/json",
    )
    assert (second.status_code, second.get_data()) == (304, b"")
    assert (third.status_code, third.get_json()["revision"]) == (200, published.revision + 1)
    assert first.headers["Cache-Control"] == "public, max-age=2"


def test_board_of_a_stage_not_begun_is_not_there(world: World, client: FlaskClient) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    world.contestants(trade_id)

    statuses = [
        client.get(path).status_code
        for path in (
            f"/api/v1/standings/boards/{new_id()}",
            f"/standings/{event_id}/{trade_id}",
            f"/standings/{event_id}",
        )
    ]

    assert statuses == [404, 404, 404]
    organiser = world.organiser()
    assert organiser.get(f"/standings/{event_id}").status_code == 200
    assert organiser.get(f"/api/v1/standings/events/{event_id}/boards").get_json()["boards"] == []


def test_board_lists_who_is_out_unranked_and_behind_the_others(world: World) -> None:
    contest = world.started("open", entries=5)
    for entry in (0, 1, 2):
        contest.mark(entry, "T", 1, T1_1="90")
    for entry, status in ((0, "DQ"), (1, "DNF"), (4, "DNS")):
        contestants.set_status("system", contest.entries[entry], status, "裁判长决定")

    board = board_of(contest)

    listed = [(row["name"], row["rank"], row["tied"], row["status"]) for row in board["rows"]]
    assert listed == [
        (NAMES[2], 1, False, ""), (NAMES[3], None, False, ""), (NAMES[1], None, False, "DNF"),
        (NAMES[4], None, False, "DNS"), (NAMES[0], None, False, "DQ"),
    ]  # fmt: skip
    assert (board["count"], board["progress"]["due"]) == (5, 4)
    assert contest.mark(0, "T", 1, T1_1="95")[0].code == "entry_out"

    contestants.set_status("system", contest.entries[0], "", "复议成立")
    assert [row["rank"] for row in board_of(contest)["rows"]][:2] == [1, 1]


def test_board_shows_a_corrected_name_at_once(world: World) -> None:
    contest = world.started("open")
    boards.publish(contest.stage_id)
    told: list[str] = []
    world.app.extensions["store"].reactions.afterwards[StageChanged] = [lambda news: told.append(news.stage_id)]
    details = ContestantDetails(
        name="陈家树", sex="", organisation_id=None, employer="青溪第1机械厂", id_number="", phone=""
    )

    contestants.edit_entry("system", contest.entries[0], details, "姓名有误")

    assert told == [contest.stage_id]
    assert "陈家树" in [row["name"] for row in board_of(contest)["rows"]]


def test_board_from_rebuilt_standings_is_the_same(world: World) -> None:
    contest = world.started("station", entries=4)
    contest.finish(0, "90", "12.01", ["3", "3"])
    contest.finish(1, "90", "12.01", ["3", "3"])
    contest.mark(2, "T", 1, T1_1="88")
    contestants.set_status("system", contest.entries[3], "WD", "生病")
    before = boards.publish(contest.stage_id)

    with transaction() as s:
        reactions.rebuild(s, contest.stage_id)

    assert boards.publish(contest.stage_id) == Published(before.revision, before.etag, before.body, None)


def test_board_is_the_same_whatever_the_order_in_which_marks_arrive(world: World) -> None:
    contest = world.started("open", entries=3)
    given = [
        (entry, module, seat, aspect, value)
        for entry, (theory, width, looks) in enumerate((("90", "12", "32"), ("80.5", "11.96", "21"), ("90", "12.3", "10")))
        for module, seat, aspect, value in (
            ("T", 1, "T1.1", theory), ("A", 1, "A1.1", width), ("A", 1, "A1.2", looks[0]), ("A", 2, "A1.2", looks[1]),
            ("A", 1, "A1.3", str(entry)),
        )
    ]  # fmt: skip
    sheets = {(entry, module, seat): contest.sheet(entry, module, seat).id for entry, module, seat, _, _ in given}
    made = []
    for seed in range(20):
        order = random.Random(seed).sample(given, len(given))
        for entry, module, seat, aspect, value in order:
            op = Op(new_id(), "mark", sheets[entry, module, seat], aspect=aspect, value=value)
            assert contest.send(seat, op)[0].answer == "kept"
        made.append(lasting(board_of(contest)))
        for entry, module, seat, aspect, _ in order:
            contest.send(seat, Op(new_id(), "mark", sheets[entry, module, seat], aspect=aspect, value=None))
        assert [row["total"] for row in board_of(contest)["rows"]] == [None] * 3

    assert made == [made[0]] * 20
    assert [row["rank"] for row in made[0]["rows"]] == [1, 2, 3]


def test_board_of_a_stage_that_ended_says_so(world: World) -> None:
    contest = world.started("open", entries=1, judges=1)
    contest.finish(0, "90", "12.01", ["3"])
    for module in "TA":
        judging.lock_module(contest.trade_id, contest.stage_id, module, "system")
    board_of(contest)
    with reading() as s:
        assert queries.behind(s) == []

    judging.end_stage(contest.event_id, contest.trade_id, "system")

    with reading() as s:
        assert queries.behind(s) == [contest.stage_id]
    assert board_of(contest)["stage"]["state"] == "ENDED"
    with reading() as s:
        assert queries.behind(s) == []
