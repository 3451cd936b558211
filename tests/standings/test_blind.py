"""What the public may know of a stage that is marked blind: nobody before his panel has signed, and no mark before that."""

from __future__ import annotations

import json
from typing import Any

from flask.testing import FlaskClient

from competition.standings import boards, queries
from competition.standings.boards import Published, row_id
from competition.store import reading
from tests.world import NAMES, Contest, World


def board_of(contest: Contest) -> dict[str, Any]:
    """The board of the contest's stage, published anew."""
    made: dict[str, Any] = json.loads(boards.publish(contest.stage_id).body)
    return made


def public_answers(contest: Contest, client: FlaskClient) -> str:
    """Everything the public can be told of the contest, in both languages, and the tick that led there."""
    published = boards.publish(contest.stage_id)
    told = [published.body, json.dumps(published.tick, ensure_ascii=False)]
    for path in (
        f"/api/v1/standings/boards/{contest.stage_id}", f"/api/v1/standings/events/{contest.event_id}/boards",
        f"/standings/{contest.event_id}/{contest.trade_id}", f"/standings/{contest.event_id}",
        f"/screens/{contest.event_id}", "/standings/",
    ):  # fmt: skip
        for lang in ("zh", "en"):
            answer = client.get(f"{path}?lang={lang}")
            assert answer.status_code == 200, path
            text = answer.get_data(as_text=True)
            told.append(json.dumps(answer.get_json(), ensure_ascii=False) if answer.is_json else text)
    return "\n".join(told)


def traces(told: str, contest: Contest, entry: int) -> list[str]:
    """What is told of an entry: his name, his unit, his row."""
    marks = (NAMES[entry], f"青溪第{entry + 1}机械厂", contest.entries[entry], row_id(contest.entries[entry]))
    return [mark for mark in marks if mark in told]


def test_board_by_station_shows_who_is_signed_and_nothing_of_who_is_not(world: World, client: FlaskClient) -> None:
    contest = world.started("station")
    contest.finish(0, "90", "12.01", ["3", "3"])
    before = public_answers(contest, client)
    contest.mark(1, "T", 1, T1_1="77.5")
    contest.mark(1, "A", 1, A1_1="11.96", A1_2="1")
    contest.mark(1, "A", 2, A1_2="1")
    with reading() as s:
        jury = {entry.id: str(place.standing.total) for place, entry, _ in queries.jury_order(s, contest.stage_id)}

    told = public_answers(contest, client)
    board = board_of(contest)

    assert jury[contest.entries[1]] == "51.25"
    assert [(row["name"], row["rank"], row["total"], row["modules"]) for row in board["rows"]] == [
        (NAMES[0], 1, "97.00", "dd")
    ]
    assert (board["blind"], board["count"], board["progress"]) == (2, 3, {"done": 2, "due": 6})
    assert [traces(told, contest, 1), traces(told, contest, 2)] == [[], []]
    assert [total for total in ("51.25", "23.25", "77.5") if total in told] == []
    assert len(traces(before, contest, 0)) == 3


def test_board_by_station_counts_only_modules_that_the_whole_panel_has_signed(
    world: World, client: FlaskClient
) -> None:
    contest = world.started("station")
    contest.mark(0, "T", 1, T1_1="90")
    contest.mark(0, "A", 1, A1_1="12", A1_2="3")
    contest.mark(0, "A", 2, A1_2="3")
    seen = []
    for module, seat in (("T", 1), ("A", 1), ("A", 2)):
        contest.send(seat, contest.op(0, module, seat, "submit"))
    for module, seat in (("T", 1), ("A", 1), ("A", 2)):
        contest.send(seat, contest.op(0, module, seat, "sign"))
        told = public_answers(contest, client)
        rows = board_of(contest)["rows"]
        seen.append([(row["name"], row["total"], row["modules"]) for row in rows])
        assert ("97.00" in told) == (seen[-1] == [(NAMES[0], "97.00", "dd")])

    assert seen == [[(NAMES[0], "27.00", "d.")], [(NAMES[0], "27.00", "d.")], [(NAMES[0], "97.00", "dd")]]


def test_board_by_station_does_not_move_by_marks_that_are_not_signed(world: World) -> None:
    contest = world.started("station")
    contest.finish(0, "90", "12.01", ["3", "3"])
    before = boards.publish(contest.stage_id)

    for n in range(3):
        contest.mark(1, "T", 1, T1_1=str(60 + n))
        assert boards.publish(contest.stage_id) == Published(before.revision, before.etag, before.body, None)


def test_board_of_three_stages_tells_progress_and_nothing_else(world: World, client: FlaskClient) -> None:
    contest = world.started("three_stage")
    contest.finish(0, "90", "12.01", ["3", "3"])
    contest.mark(1, "T", 1, T1_1="77.5")

    told = public_answers(contest, client)
    board = board_of(contest)

    assert [board[name] for name in ("rows", "count", "blind", "progress")] == [[], 3, 0, {"done": 2, "due": 6}]
    assert board["stage"]["label"] == "hidden"
    assert [trace for entry in range(3) for trace in traces(told, contest, entry)] == []
    assert [total for total in ("97.00", "27.00", "23.25", "77.5") if total in told] == []
    listed = client.get(f"/api/v1/standings/events/{contest.event_id}/boards").get_json()["boards"]
    assert [one["leader"] for one in listed] == [None]
