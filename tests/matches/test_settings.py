"""What cannot be set, when a stage of matches starts and ends, and many who do the same at once."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, select

from competition.contestants import actions as contestants
from competition.contestants.models import Entry
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.events.models import Stage
from competition.judging import actions as judging
from competition.matches import actions, queries
from competition.matches.actions import Setting
from competition.store import Refused, lock_heads, new_id, reading, transaction
from competition.store.ledger import lines
from tests.matches.ground import BRACKET, POINTS, TABLE, all_at_once, duel_plan, hall, played, refusal
from tests.world import World


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Setting("bracket", BRACKET | {"best_of": [2]}, "number", "T1.1", POINTS), "match_bad_best_of"),
        (Setting("bracket", BRACKET, "number", "X9", POINTS), "unknown_aspect"),
        (Setting("bracket", BRACKET, "number", "T1.1", POINTS | {"points": ["100.3"]}), "figure_misfit"),
        (Setting("bracket", BRACKET, "number", "T1.1", POINTS | {"beyond": "101"}), "figure_misfit"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(world: World, said: Setting, code: str) -> None:
    one = hall(world)
    with refusal(code):
        actions.set_up("system", one.event_id, one.trade_id, said)
    with reading() as s:
        assert queries.tournament(s, one.stage_id) is None


def test_an_aspect_that_each_judge_marks_takes_no_figure(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    with refusal("figure_by_each"):
        actions.set_up("system", event_id, trade_id, Setting("bracket", BRACKET, "number", "A1.2", POINTS))


def test_a_blind_stage_has_no_matches_and_one_with_matches_does_not_become_blind(world: World) -> None:
    blind = hall(world, anonymity="station")
    with refusal("matches_blind"):
        blind.set_up()
    one = hall(world)
    one.set_up()
    with refusal("matches_blind"):
        events.set_stage("system", one.trade_id, anonymity="station", minutes=None)


def test_the_draw_stands_before_the_stage_starts_and_names_everybody(world: World) -> None:
    one = hall(world)
    one.set_up()
    with refusal("not_drawn"):
        one.start()
    one.draw()
    (late,) = world.contestants(one.trade_id, 1)
    assert late not in one.entries
    with pytest.raises(Refused) as refused:
        one.start()
    assert (refused.value.code, refused.value.facts) == ("entrants_changed", {"names": ["陈嘉树"]})
    actions.undraw("system", one.event_id, one.trade_id, "补报一人")
    one.draw()
    one.start()
    with refusal("stage_not_draft"):
        actions.undraw("system", one.event_id, one.trade_id, "再来")


def test_too_few_or_too_many_rounds_for_who_is_entered_are_refused_at_the_draw(world: World) -> None:
    one = hall(world, 3)
    one.set_up(third_place=True)
    with refusal("match_no_third_place"):
        one.draw()
    one.set_up(best_of=[1, 1, 3])
    with refusal("match_bad_rounds"):
        one.draw()
    single = hall(world, 1)
    single.set_up()
    with refusal("match_bad_field"):
        single.draw()


def test_seeds_by_the_stage_before_need_one(world: World) -> None:
    one = hall(world)
    one.set_up(seeding="before")
    with refusal("no_stage_before"):
        one.draw()


def test_a_stage_does_not_end_before_its_matches_are_accepted(world: World) -> None:
    one = played(world)
    for entry in one.entries:
        contestants.set_status("system", entry, "DNS", "全部退赛")
    with refusal("matches_unsettled"):
        judging.end_stage(one.event_id, one.trade_id, "system")


def test_a_tournament_is_dropped_before_it_is_drawn_and_goes_with_its_trade(world: World) -> None:
    one = hall(world, 2)
    one.set_up(seeding="lot")
    actions.drop("system", one.event_id, one.trade_id)
    with refusal("not_in_matches"):
        actions.drop("system", one.event_id, one.trade_id)
    bare = world.trade(one.event_id, plan=duel_plan(), template="welder")
    actions.set_up("system", one.event_id, bare, Setting("round_robin", TABLE, "lot", "T1.1", POINTS))
    events.remove_trade("system", bare)
    with reading() as s:
        assert queries.tournaments_of_event(s, one.event_id) == {}
        assert event_queries.trades(s, one.event_id)[0].id == one.trade_id


def test_of_fifty_who_type_a_result_at_once_one_is_kept(world: World) -> None:
    one = played(world)
    answers = all_at_once(50, lambda n: one.enter("1.1", (n + 1, 0)))
    assert answers == ["done"] + ["match_second_result"] * 49
    kept = one.play().results["1.1"]
    assert (kept.number, kept.absent, len(kept.games)) == (1, "", 1)


def test_of_fifty_draws_and_fifty_acceptances_one_is_made(world: World) -> None:
    one = hall(world)
    one.set_up(seeding="lot")
    assert all_at_once(50, lambda _n: one.draw()) == ["done"] + ["matches_drawn"] * 49
    one.start()
    for key in ("1.1", "1.2", "2.1"):
        one.enter(key, (1, 0))
    seen = one.play().played_hash
    answers = all_at_once(50, lambda _n: actions.accept("system", one.event_id, one.trade_id, seen))
    assert answers == ["done"] + ["matches_settled"] * 49
    with reading() as s:
        given = [line for line in lines(s, f"trade:{one.trade_id}") if line.kind == "figure.given"]
    assert len(given) == 4


def test_what_was_typed_stays_as_it_was_typed(world: World) -> None:
    one = played(world)
    one.enter("1.1", (1, 0))
    with pytest.raises(Exception, match="append-only"), transaction() as s:
        lock_heads({f"trade:{one.trade_id}"})
        row = next(iter(one.play().results.values()))
        s.merge(row).games = [[0, 1]]
        s.flush()


def test_seeds_by_the_stage_before_follow_its_ranks_and_then_the_numbers(world: World) -> None:
    one = hall(world, 4)
    contest = one.start()
    for entry, value in ((1, "90"), (3, "70"), (0, "90")):
        contest.mark(entry, "T", 1, T1_1=value)
        for kind in ("submit", "sign"):
            contest.send(1, contest.op(entry, "T", 1, kind))
    contestants.set_status("system", one.entries[2], "DNS", "没来")
    judging.lock_module(one.trade_id, one.stage_id, "T", "system")
    later = new_id()
    with transaction() as s:
        s.add(Stage(id=later, trade_id=one.trade_id, name="决赛", name_en="Final", position=2))
        s.flush()
        for row in s.scalars(select(Entry).where(Entry.stage_id == one.stage_id).order_by(Entry.number.desc())):
            said = {column.key: getattr(row, column.key) for column in inspect(Entry).column_attrs}
            said |= {"id": new_id(), "stage_id": later, "number": 5 - row.number, "status": ""}
            s.add(Entry(**said))
    with reading() as s:
        stage, entries = event_queries.stage(s, later), queries.competing(s, later)
        with refusal("stage_before_open"):
            queries.order_before(s, stage, entries)
    judging_ended(one.stage_id)
    with reading() as s:
        by_id = {entry.id: entry.number for entry in entries}
        order = [by_id[entry] for entry in queries.order_before(s, event_queries.stage(s, later), entries)]
    # second and first of the stage before are equal, there the fourth was third, the third did not come
    assert order == [3, 4, 1, 2]


def judging_ended(stage_id: str) -> None:
    """Let a stage be over."""
    with transaction() as s:
        event_queries.stage(s, stage_id).state = "ENDED"
