"""Stages kept tabulated say what the marks say, after every kind of change, rollback and other process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select

from competition.contestants import actions as contestants
from competition.contestants import queries as contestants_queries
from competition.engine.plans import parse_plan
from competition.engine.refusal import Impossible
from competition.events import actions as events
from competition.events.actions import Replacement
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.judging.facts import EntriesMarked, EntryMarks
from competition.schemes import actions as schemes
from competition.schemes import queries as schemes_queries
from competition.standings import kept
from competition.standings.facts import StageChanged
from competition.standings.kept import Columns, KeptStage
from competition.standings.models import Standing
from competition.store import happened, reading, transaction
from tests.standings.test_field import against_the_best, started, statements
from tests.world import PLAN, Contest, World

WHOLE = "DISTINCT sheet.entry_id"
"""What only the reading of all marks of a stage asks the database."""


class Undone(Exception):
    """Whatever makes a transaction fail."""


def lying(contest: Contest) -> dict[str, Columns]:
    """entry -> its standing as it lies in the database."""
    table = Standing.__table__
    with reading() as s:
        rows = s.execute(select(table).where(table.c.stage_id == contest.stage_id)).mappings()
        return {row["entry_id"]: {key: row[key] for key in row if key not in ("entry_id", "stage_id")} for row in rows}


def of_the_marks(contest: Contest) -> dict[str, Columns]:
    """entry -> its standing from all marks of the stage, as they lie in the database."""
    with reading() as s:
        found = judging_queries.stage_marks(s, contest.stage_id)
        statuses = contestants_queries.statuses(s, found)
        plan = judging_queries.plan_of(s, contest.stage().plan_id)
    return KeptStage(plan, found, statuses).moved()


def told(columns: dict[str, Columns]) -> str:
    """The same to the last digit of every figure."""
    return repr(sorted((key, sorted(of.items())) for key, of in columns.items()))


def reads(world: World, doing: Callable[[], Any]) -> int:
    """How often all marks of a stage are read meanwhile."""
    with statements(world) as seen:
        doing()
    return sum(WHOLE in one for one in seen)


@contextmanager
def another_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is done here is done by a process that has kept nothing."""
    with monkeypatch.context() as patch:
        patch.setattr(kept, "_kept", {})
        yield


def started_after(world: World, earlier: dict[str, Any], plan: dict[str, Any]) -> Contest:
    """A trade whose stage runs under its third version, `earlier` the second, with a width of each of its entries."""
    event_id = world.event()
    trade_id = world.trade(event_id, plan=earlier)
    schemes.add_version("system", trade_id, plan)
    entry_ids, people = world.contestants(trade_id), world.judges(event_id, trade_id)
    stage_id = judging.start_stage(event_id, trade_id, "system", seed="青溪")
    contest = world.contest(event_id, trade_id, stage_id, entry_ids, people)
    for entry, width in enumerate(("12", "11.99", "12.04")):
        contest.mark(entry, "A", 1, A1_1=width)
    return contest


def go_on_under(contest: Contest, version: int) -> None:
    """Let the stage go on under this version of its plan."""
    with reading() as s:
        plan = schemes_queries.version(s, contest.trade_id, version)
    assert plan is not None
    new = Replacement(
        was_hash=contest.stage().plan_hash, plan_id=plan.id, plan_hash=plan.hash, version=version, reason="方案有误",
        proposed_by="a", approved_by="b",
    )  # fmt: skip
    events.replace_plan(contest.trade_id, new)


def test_every_kind_of_change_is_followed_without_reading_the_stage_again(world: World) -> None:
    contest = started(world, against_the_best(), "station", entries=4)
    changes: list[Callable[[], Any]] = [
        lambda: contest.mark(0, "A", 1, A1_1="12"),
        lambda: contest.mark(1, "A", 1, A1_1="6"),
        lambda: contest.mark(2, "A", 1, A1_1="16"),
        lambda: contest.mark(2, "A", 2, A1_2="3"),
        lambda: contestants.set_status("system", contest.entries[2], "DQ", "裁判长决定"),
        lambda: contest.mark(1, "A", 1, A1_1="none"),
        lambda: contest.mark(1, "A", 1, A1_1="9"),
        lambda: contest.finish(3, "90", "8", ["3", "2"]),
        lambda: contestants.set_status("system", contest.entries[2], "", "复议成立"),
        lambda: contest.finish(0, "80", "12", ["1", "2"]),
        lambda: contestants.set_status("system", contest.entries[3], "WD", "生病"),
    ]

    for change in changes:
        assert reads(world, change) == 0
        assert told(lying(contest)) == told(of_the_marks(contest))


def test_mark_asks_as_little_in_a_large_field_as_in_a_small_one(world: World) -> None:
    costs = []
    for contest in [started(world, against_the_best(), entries=entries) for entries in (2, 8)]:
        contest.mark(0, "A", 1, A1_1="12")
        op = contest.op(1, "A", 1, aspect="A1.1", value="6")
        with statements(world) as seen:
            contest.send(1, op)
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_rolled_back_mark_leaves_no_trace_in_what_is_kept(world: World) -> None:
    contest = started(world, against_the_best())
    contest.mark(0, "A", 1, A1_1="12")
    contest.mark(1, "A", 1, A1_1="6")
    before = lying(contest)

    with pytest.raises(Undone), transaction():
        contest.mark(2, "A", 1, A1_1="24")
        raise Undone

    assert lying(contest) == before
    assert reads(world, lambda: contest.mark(1, "A", 1, A1_1="9")) == 1
    assert told(lying(contest)) == told(of_the_marks(contest))
    assert reads(world, lambda: contest.mark(1, "A", 1, A1_1="8")) == 0
    assert told(lying(contest)) == told(of_the_marks(contest))


def test_reaction_that_fails_together_leaves_no_trace_in_what_is_kept(world: World) -> None:
    contest = started(world, against_the_best())
    contest.mark(0, "A", 1, A1_1="12")
    together = world.app.extensions["store"].reactions.together[StageChanged]

    def fail(_s: Any, _news: StageChanged) -> None:
        raise Undone

    together.append(fail)
    with pytest.raises(Undone):
        contest.mark(1, "A", 1, A1_1="24")
    together.remove(fail)

    contest.mark(2, "A", 1, A1_1="6")
    assert told(lying(contest)) == told(of_the_marks(contest))


def test_failure_amid_the_tabulation_drops_what_was_kept_even_if_the_transaction_goes_on(world: World) -> None:
    contest = started(world, against_the_best())
    contest.mark(0, "A", 1, A1_1="12")
    unreadable = EntryMarks({("A", 1, "A1.1"): "twelve"}, {"A": (1, 2)}, frozenset())

    with transaction():
        contest.mark(1, "A", 1, A1_1="6")
        with pytest.raises(Impossible):
            happened(EntriesMarked(stages={contest.stage_id: {contest.entries[1]: unreadable}}))

    assert reads(world, lambda: contest.mark(2, "A", 1, A1_1="16")) == 1
    assert told(lying(contest)) == told(of_the_marks(contest))


def test_mark_taken_by_another_process_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    contest = started(world, against_the_best())
    contest.mark(0, "A", 1, A1_1="12")
    with another_process(monkeypatch):
        contest.mark(1, "A", 1, A1_1="24")

    assert reads(world, lambda: contest.mark(2, "A", 1, A1_1="6")) == 1
    assert told(lying(contest)) == told(of_the_marks(contest))


def test_mark_that_another_process_rolled_back_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    contest = started(world, against_the_best())
    contest.mark(0, "A", 1, A1_1="12")
    with another_process(monkeypatch), pytest.raises(Undone), transaction():
        contest.mark(1, "A", 1, A1_1="24")
        raise Undone

    assert reads(world, lambda: contest.mark(2, "A", 1, A1_1="6")) == 0
    assert told(lying(contest)) == told(of_the_marks(contest))


def test_status_set_by_another_process_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    contest = started(world, against_the_best())
    for entry, width in enumerate(("12", "6", "16")):
        contest.mark(entry, "A", 1, A1_1=width)
    with another_process(monkeypatch):
        contestants.set_status("system", contest.entries[2], "DQ", "裁判长决定")

    contest.mark(1, "A", 1, A1_1="8")

    assert told(lying(contest)) == told(of_the_marks(contest))


def test_several_changes_in_one_transaction_are_followed(world: World) -> None:
    contest = started(world, against_the_best())
    contest.mark(0, "A", 1, A1_1="12")

    with transaction():
        contest.mark(1, "A", 1, A1_1="24")
        contestants.set_status("system", contest.entries[0], "DNF", "弃赛")
        contest.mark(2, "A", 1, A1_1="6")

    assert told(lying(contest)) == told(of_the_marks(contest))
    assert reads(world, lambda: contest.mark(2, "A", 1, A1_1="8")) == 0


def test_plan_replaced_is_tabulated_anew_and_followed_again(world: World) -> None:
    other = against_the_best()
    other["modules"][1]["criteria"][0]["aspects"][-1]["expression"] = "40 * least([A1.1]) / [A1.1]"
    contest = started_after(world, other, against_the_best())

    assert reads(world, lambda: go_on_under(contest, 2)) == 2
    assert told(lying(contest)) == told(of_the_marks(contest))
    assert reads(world, lambda: contest.mark(1, "A", 1, A1_1="12.01")) == 0
    assert told(lying(contest)) == told(of_the_marks(contest))


def test_plan_that_comes_back_after_a_plain_one_overwrites_what_that_one_wrote(world: World) -> None:
    contest = started_after(world, PLAN, against_the_best())
    go_on_under(contest, 2)
    contest.mark(1, "A", 1, A1_2="3")
    go_on_under(contest, 3)

    assert told(lying(contest)) == told(of_the_marks(contest))


def kept_stage(*widths: str) -> tuple[KeptStage, dict[str, EntryMarks]]:
    """Entries a, b, c with these widths, told once."""
    entries = {key: width_of(width) for key, width in zip("abc", widths, strict=True)}
    stage = KeptStage(parse_plan(against_the_best()), entries, dict.fromkeys(entries, ""))
    stage.moved()
    return stage, entries


def width_of(width: str) -> EntryMarks:
    return EntryMarks({("A", 1, "A1.1"): width}, {"T": (1,), "A": (1, 2)}, frozenset())


@pytest.mark.parametrize(("width", "moved"), [("7", ["b"]), ("24", ["a", "b", "c"]), ("6", ["b"])])
def test_kept_stage_tells_who_was_named_and_whom_that_moves(width: str, moved: list[str]) -> None:
    stage, _ = kept_stage("12", "6", "16")

    stage.change({"b": width_of(width)}, {"b": ""})

    assert sorted(stage.moved()) == moved
    assert stage.moved() == {}


def test_kept_stage_tells_only_whom_a_status_moves() -> None:
    stage, _ = kept_stage("12", "6", "16")

    stage.change({}, {"a": "", "b": "", "c": "DQ"})

    assert sorted(stage.moved()) == ["a", "b"]


def test_kept_stage_takes_up_who_comes_later() -> None:
    stage, entries = kept_stage("12", "6", "16")
    entries |= {"d": width_of("24")}

    stage.change({"d": entries["d"]}, {"d": ""})

    assert sorted(stage.entries) == ["a", "b", "c", "d"]
    whole = KeptStage(parse_plan(against_the_best()), entries, dict.fromkeys(entries, ""))
    assert stage.moved() == whole.moved()


def test_kept_stage_is_taken_by_one_and_only_under_its_token_and_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_kept", {})
    stage, _ = kept_stage("12", "6", "16")
    found = []
    for plan_id, token in (("plan", "token"), ("plan", "other"), ("other", "token"), ("plan", None)):
        kept.put_back("stage", "plan", "token", stage)
        found.append((kept.take("stage", plan_id, token), kept.take("stage", "plan", "token")))

    assert found == [(stage, None), (None, None), (None, None), (None, None)]


def test_stages_not_asked_for_longest_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_kept", {})
    stage, _ = kept_stage("12", "6", "16")
    for number in range(kept.MOST_STAGES):
        kept.put_back(f"stage {number}", "plan", "token", stage)
    kept.put_back("stage 0", "plan", "token", kept.take("stage 0", "plan", "token") or stage)
    kept.put_back("one more", "plan", "token", stage)

    assert [kept.take(f"stage {number}", "plan", "token") is stage for number in range(3)] == [True, False, True]
