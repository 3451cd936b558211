"""Taking what tablets send."""

from __future__ import annotations

from competition.events import queries as events
from competition.judging import queries
from competition.judging.actions import Op
from competition.judging.actions.marks import Batch, take
from competition.standings import queries as standings
from competition.standings import reactions
from competition.store import new_id, reading, transaction
from competition.store.ledger import faults, head_of, lines
from tests.world import World


def test_mark_is_kept_with_its_ledger_line(world: World) -> None:
    contest = world.started()

    answer = contest.mark(0, "A", 1, A1_1="12，01")[0]

    with reading() as s:
        head = head_of(s, f"trade:{contest.trade_id}")
        copy = next(
            x for x in queries.copies(s, {contest.entries[0]}).values() if x.sheet.id == contest.sheet(0, "A", 1).id
        )
    assert (answer.answer, answer.rev, answer.seq, answer.hash) == ("kept", 1, head.seq, head.hash)
    assert copy.values == {"A1.1": "12.010"}


def test_mark_sent_twice_counts_once_and_gets_the_same_answer(world: World) -> None:
    contest = world.started()
    op = contest.op(0, "A", 1, aspect="A1.2", value="3")

    first = contest.send(1, op)[0]
    second = contest.send(1, op)[0]

    assert (first.answer, second.answer) == ("kept", "known")
    assert (second.rev, second.seq, second.hash) == (first.rev, first.seq, first.hash)
    with reading() as s:
        marks, _ = queries.history(s, op.sheet or "")
    assert [mark.id for mark in marks] == [op.op_id]


def test_mark_under_a_used_id_with_other_content_is_refused(world: World) -> None:
    contest = world.started()
    op = contest.op(0, "A", 1, aspect="A1.2", value="3")
    contest.send(1, op)

    other = contest.send(1, contest.op(0, "A", 1, aspect="A1.2", value="1", op_id=op.op_id))[0]

    assert (other.answer, other.code) == ("refused", "op_reused")


def test_mark_refused_leaves_no_trace(world: World) -> None:
    contest = world.started()
    with reading() as s:
        before = head_of(s, f"trade:{contest.trade_id}")
    asked = [
        contest.op(0, "A", 1, aspect="A1.2", value="7"),
        contest.op(0, "A", 1, aspect="A1.2", value="zwei"),
        contest.op(0, "A", 1, aspect="Z9", value="1"),
        contest.op(0, "A", 2, aspect="A1.2", value="1"),
        contest.op(0, "A", 1, "sign"),
        contest.op(0, "A", 1, "submit"),
        Op(op_id=new_id(), kind="mark", sheet="nothing", aspect="A1.2", value="1"),
        contest.op(0, "A", 1, aspect="A1.2", value="1", plan="another plan"),
    ]

    answers = contest.send(1, *asked)

    with reading() as s:
        after = head_of(s, f"trade:{contest.trade_id}")
    assert [(answer.answer, answer.code) for answer in answers] == [
        ("refused", "out_of_range"),
        ("refused", "not_a_number"),
        ("refused", "unknown_aspect"),
        ("refused", "not_your_sheet"),
        ("refused", "sheet_not_checked"),
        ("refused", "sheet_incomplete"),
        ("refused", "not_your_sheet"),
        ("refused", "plan_changed"),
    ]
    assert after == before


def test_mark_from_an_old_copy_on_another_tablet_is_a_conflict_and_stays_in_history(world: World) -> None:
    contest = world.started()
    second, _ = world.tablet(contest.event_id, contest.trade_id, contest.people[0])
    contest.mark(0, "A", 1, A1_2="3")

    stale = take([Batch(second, (contest.op(0, "A", 1, aspect="A1.2", value="1", base=None),))])[0][0]
    equal = take([Batch(second, (contest.op(0, "A", 1, aspect="A1.2", value="3", base=None),))])[0][0]
    knowing = take([Batch(second, (contest.op(0, "A", 1, aspect="A1.2", value="2", base=1),))])[0][0]

    sheet = contest.sheet(0, "A", 1)
    with reading() as s:
        marks, _ = queries.history(s, sheet.id)
        open_conflicts = queries.not_applied(s, [contest.stage_id])
    assert [(stale.answer, stale.rev), (equal.answer, equal.rev), (knowing.answer, knowing.rev)] == [
        ("conflict", 1),
        ("kept", 1),
        ("kept", 2),
    ]
    assert [(mark.value, mark.applied) for mark in marks] == [("3", True), ("1", False), ("2", True)]
    assert open_conflicts == []


def test_sheet_goes_its_way_and_a_signed_one_takes_no_mark(world: World) -> None:
    contest = world.started(judges=1)
    contest.mark(0, "A", 1, A1_1="12", A1_2="2")

    submitted = contest.send(1, contest.op(0, "A", 1, "submit"))[0]
    again = contest.mark(0, "A", 1, A1_2="3")[0]
    resubmitted = contest.send(1, contest.op(0, "A", 1, "submit"))[0]
    signed = contest.send(1, contest.op(0, "A", 1, "sign"))[0]
    late = contest.mark(0, "A", 1, A1_2="0")[0]

    states = [
        answer.sheet["state"] if answer.sheet else None for answer in (submitted, again, resubmitted, signed, late)
    ]
    assert states == ["CHECKED", "OPEN", "CHECKED", "SIGNED", "SIGNED"]
    assert (late.answer, late.code) == ("refused", "sheet_signed")


def test_panel_whose_scores_lie_apart_marks_again(world: World) -> None:
    contest = world.started(judges=2)
    contest.mark(0, "A", 1, A1_1="12", A1_2="3")
    contest.mark(0, "A", 2, A1_2="1")

    first = contest.send(1, contest.op(0, "A", 1, "submit"))[0]
    second = contest.send(2, contest.op(0, "A", 2, "submit"))[0]
    contest.mark(0, "A", 2, A1_2="2")
    agreed = contest.send(2, contest.op(0, "A", 2, "submit"))[0]

    assert first.sheet == {"id": contest.sheet(0, "A", 1).id, "state": "MARKED", "needs": []}
    assert second.sheet == {
        "id": contest.sheet(0, "A", 2).id,
        "state": "MARKED",
        "needs": [{"aspect": "A1.2", "code": "spread"}],
    }
    assert agreed.sheet == {"id": contest.sheet(0, "A", 2).id, "state": "CHECKED", "needs": []}
    assert contest.sheet(0, "A", 1).state == "CHECKED"


def test_tablets_that_send_together_are_answered_each(world: World) -> None:
    contest = world.started(judges=2)
    batches = [
        Batch(
            contest.tablets[0],
            (contest.op(0, "A", 1, aspect="A1.2", value="2"), contest.op(1, "A", 1, aspect="A1.2", value="9")),
        ),
        Batch(contest.tablets[1], (contest.op(0, "A", 2, aspect="A1.2", value="3"),)),
    ]

    answers = take(batches)

    assert [[answer.answer for answer in part] for part in answers] == [["kept", "refused"], ["kept"]]
    with reading() as s:
        place = standings.jury_order(s, contest.stage_id)[0]
    assert (place[1].id, str(place[0].standing.total)) == (contest.entries[0], "35.00")


def test_standings_rebuilt_are_the_same(world: World) -> None:
    contest = world.started()
    contest.finish(0, "90", "12.01", ["3", "3"])
    contest.mark(1, "A", 1, A1_1="11.96", A1_2="1")
    with reading() as s:
        before = [
            (p.rank, p.standing, r.shown_total if r else None) for p, _, r in standings.jury_order(s, contest.stage_id)
        ]

    with transaction() as s:
        reactions.rebuild(s, contest.stage_id)

    with reading() as s:
        after = [
            (p.rank, p.standing, r.shown_total if r else None) for p, _, r in standings.jury_order(s, contest.stage_id)
        ]
    assert after == before
    assert [(rank, str(standing.total)) for rank, standing, _ in after][:2] == [(1, "97.00"), (2, "28.00")]


def test_ledger_of_a_marked_trade_holds_and_names_nobody_beside_a_code(world: World) -> None:
    contest = world.started("station")
    contest.finish(0, "90", "12.01", ["3", "3"])

    with reading() as s:
        broken = list(faults(s))
        bodies = [line.body for line in lines(s, f"trade:{contest.trade_id}") if '"code"' in line.body]
        trade = events.trade(s, contest.trade_id)
    assert broken == []
    assert bodies
    assert [body for body in bodies if "陈嘉树" in body or contest.entries[0] in body] == []
    assert trade.code in bodies[-1]
