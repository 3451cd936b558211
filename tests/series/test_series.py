"""Series: making one, its rounds, and the standings over the season as pages show them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event as sa_event

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.engine.season import read_rule
from competition.judging import actions as judging
from competition.series import actions, queries
from competition.series.actions import SeriesDetails
from competition.store import Refused, reading
from tests.blind import three_draws
from tests.world import Contest, World

RULE: dict[str, Any] = {
    "measure": "place", "places": ["10", "6", "3"], "beyond": "1",
    "weights": {"training": "1", "assessment": "2", "final": "4"}, "best": None, "least": "1",
}  # fmt: skip
FORM = {
    "name": "青溪月月赛", "name_en": "Qingxi monthly", "about": "", "about_en": "", "measure": "place",
    "places": "10，6，3", "beyond": "1", "weight_training": "1", "weight_assessment": "2", "weight_final": "4",
    "best": "", "least": "1", "shown": "1",
}  # fmt: skip
NUMBERS = {"陈嘉树": "990101199001010017", "欧阳静怡": "990101199202020024", "王梓涵": "990101199403030031"}


def details(**changes: Any) -> SeriesDetails:
    said: dict[str, Any] = (
        dict(name="青溪月月赛", name_en="Qingxi monthly", about="", about_en="", shown=True, rule=RULE) | changes
    )
    return SeriesDetails(**said)


def over(world: World, marks: dict[str, str], anonymity: str = "open") -> Contest:
    """An event whose one trade is over: theory marks by name, the rest alike."""
    event_id = world.event()
    trade_id = world.trade(event_id, anonymity)
    entries = [
        contestants.enter(
            "system",
            trade_id,
            ContestantDetails(
                name=name, sex="", organisation_id=None, employer="青溪机械厂", id_number=NUMBERS[name], phone=""
            ),
        )
        for name in marks
    ]
    people = world.judges(event_id, trade_id, 1)
    drawn = three_draws(world, event_id, trade_id) if anonymity == "three_stage" else None
    stage_id = judging.start_stage(event_id, trade_id, "system", seed="青溪")
    contest = world.contest(event_id, trade_id, stage_id, entries, people, drawn)
    for place, theory in enumerate(marks.values()):
        contest.finish(place, theory, "12.00", ["3"])
    for module in ("T", "A"):
        judging.lock_module(trade_id, stage_id, module, "system")
    judging.end_stage(event_id, trade_id, "system")
    return contest


def test_standings_of_a_season_add_up_over_its_rounds(world: World) -> None:
    first = over(world, {"陈嘉树": "90", "欧阳静怡": "80", "王梓涵": "70"})
    second = over(world, {"欧阳静怡": "95", "王梓涵": "60"})
    series_id = actions.add_series("system", details())
    actions.add_round("system", series_id, first.event_id, "training")
    actions.add_round("system", series_id, second.event_id, "assessment")

    with reading() as s:
        rounds = queries.rounds(s, series_id)
        trades = queries.trades(s, rounds)
        season = queries.standings_of(s, read_rule(RULE), rounds, trades[0].key)

    assert [(season.who[row.who].name, str(row.points), row.rank) for row in season.places] == [
        ("欧阳静怡", "26", 1), ("王梓涵", "15", 2), ("陈嘉树", "10", 3),
    ]  # fmt: skip
    assert (season.rounds, [trade.key for trade in trades]) == ((1, 2), ["fitter"])


def test_standings_of_a_season_leave_out_stages_that_run_or_stay_sealed(world: World) -> None:
    running = world.started(entries=2, judges=1)
    sealed = over(world, {"陈嘉树": "90", "欧阳静怡": "80"}, "three_stage")
    series_id = actions.add_series("system", details())
    for contest in (running, sealed):
        actions.add_round("system", series_id, contest.event_id, "final")

    with reading() as s:
        season = queries.standings_of(s, read_rule(RULE), queries.rounds(s, series_id), "fitter")

    assert (season.rounds, season.places) == ((), ())


def test_standings_of_a_season_take_as_many_questions_for_one_round_as_for_three(world: World) -> None:
    contests = [over(world, {"陈嘉树": "90", "欧阳静怡": "80"}) for _ in range(3)]
    ids = [actions.add_series("system", details(name=f"赛季{n}")) for n in (1, 3)]
    actions.add_round("system", ids[0], contests[0].event_id, "training")
    for contest in contests:
        actions.add_round("system", ids[1], contest.event_id, "training")

    def questions(series_id: str) -> int:
        asked: list[str] = []
        with reading() as s:
            engine = s.get_bind()
            listen: Any = lambda *args: asked.append(args[2])  # noqa: E731
            sa_event.listen(engine, "before_cursor_execute", listen)
            try:
                queries.standings_of(s, read_rule(RULE), queries.rounds(s, series_id), "fitter")
            finally:
                sa_event.remove(engine, "before_cursor_execute", listen)
        return len(asked)

    assert questions(ids[0]) == questions(ids[1]) <= 8


def test_series_are_refused_twice_and_changed_meanwhile(world: World) -> None:
    series_id = actions.add_series("system", details())
    event_id = world.event()
    actions.add_round("system", series_id, event_id, "final")
    for doing, code in (
        (lambda: actions.add_series("system", details()), "series_exists"),
        (lambda: actions.add_round("system", series_id, event_id, "final"), "round_exists"),
        (lambda: actions.edit_series("system", series_id, details(about="新"), 7), "changed_meanwhile"),
    ):
        with pytest.raises(Refused) as refused:
            doing()
        assert refused.value.code == code


def test_pages_make_a_series_with_a_round_and_show_its_season(world: World) -> None:
    contest = over(world, {"陈嘉树": "90", "欧阳静怡": "80"})
    desk = world.organiser()
    made = desk.post("/series/new", data=FORM)
    series_id = made.headers["Location"].rsplit("/", 1)[1]
    added = desk.post(f"/series/{series_id}/rounds", data={"event_id": contest.event_id, "kind": "final"})
    page = world.app.test_client().get(f"/series/{series_id}/standings").get_data(as_text=True)

    assert (made.status_code, added.status_code) == (303, 303)
    assert [words in page for words in ("陈嘉树", "40", "24", "青溪机械厂")] == [True] * 4
    assert "青溪月月赛" in desk.get("/series/").get_data(as_text=True)
    assert "成为一轮" in desk.get(f"/series/{series_id}").get_data(as_text=True)
    assert desk.post(f"/series/{series_id}/rounds/{contest.event_id}/remove").status_code == 303


def test_a_series_that_is_not_shown_is_not_there_for_the_public(world: World) -> None:
    series_id = actions.add_series("system", details(shown=False))

    assert world.app.test_client().get(f"/series/{series_id}/standings").status_code == 404
    assert world.organiser().get(f"/series/{series_id}/standings").status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"places": "3, 5"}, "places"),
        ({"best": "0"}, "best"),
        ({"weight_final": "x"}, "weight_final"),
    ],
)
def test_the_form_names_the_field_that_is_wrong(world: World, change: dict[str, str], field: str) -> None:
    answer = world.organiser().post("/series/new", data=FORM | change)

    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.get_data(as_text=True)
