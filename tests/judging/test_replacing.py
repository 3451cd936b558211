"""A judge leaves in the middle: sheets and seats pass on, marks stay, nothing is lost silently."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competition.accounts import queries as accounts
from competition.accounts.queries import Bound
from competition.judging import actions, queries
from competition.judging.actions import Batch, Op, Outlook
from competition.judging.exchange import exchange, package
from competition.officials import actions as officials
from competition.officials import queries as officials_queries
from competition.standings import queries as standings
from competition.store import Refused, new_id, reading
from competition.store.ledger import lines
from tests.world import Contest, World


class Leaving:
    """A running trade of two judges; the second has signed one sheet and begun another; a third person is ready."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.contest: Contest = world.started(entries=3, judges=2)
        contest = self.contest
        contest.finish(0, "80", "12.000", ["2", "2"])
        contest.mark(1, "A", 2, A1_2="1")
        self.substitute = officials.add_judge("system", contest.event_id, contest.trade_id, name="顾北辰")
        with reading() as s:
            judges = officials_queries.judges(s, contest.trade_id)
            self.judge = next(one.id for one in judges if one.person_id == contest.people[1])
            self.first = next(one.id for one in judges if one.person_id == contest.people[0])

    def replace(self, substitute: str | None = None, reason: str = "突发疾病") -> int:
        contest = self.contest
        return actions.replace_judge(
            contest.event_id, contest.trade_id, self.judge, substitute or self.substitute, reason, "chief"
        )

    def tablet(self) -> Bound:
        with reading() as s:
            person_id = officials_queries.judge(s, self.substitute).person_id
        return self.world.tablet(self.contest.event_id, self.contest.trade_id, person_id)[0]

    def device(self, number: int) -> Bound:
        """A tablet as the house knows it now."""
        old = self.contest.tablets[number]
        with reading() as s:
            device = accounts.device(s, old.id)
        assert device is not None
        return Bound(old.id, old.name, device.state, old.event_id, old.trade_id, old.person)


@pytest.fixture
def leaving(world: World) -> Leaving:
    return Leaving(world)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def test_outlook_tells_what_would_happen_and_does_nothing(leaving: Leaving) -> None:
    contest = leaving.contest

    seen = actions.outlook(contest.event_id, contest.trade_id, leaving.judge, leaving.substitute)

    assert seen == Outlook(seats={"A": 2, "T": 2}, passing=2, begun=1, marks=1, staying=1, unsent=0, conflicts=())
    assert contest.sheet(1, "A", 2).judge_id == leaving.judge


def test_open_sheets_pass_with_their_marks_and_signed_ones_stay(leaving: Leaving) -> None:
    contest = leaving.contest

    passed = leaving.replace()

    with reading() as s:
        marks, _moves = queries.history(s, contest.sheet(1, "A", 2).id)
    assert passed == 2
    assert [contest.sheet(entry, "A", 2).judge_id for entry in range(3)] == [
        leaving.judge,
        leaving.substitute,
        leaving.substitute,
    ]
    assert [(mark.value, mark.given_by) for mark in marks] == [("1", contest.people[1])]


def test_substitute_finds_the_sheets_in_his_package_and_goes_on(leaving: Leaving) -> None:
    contest = leaving.contest
    leaving.replace()
    device = leaving.tablet()

    sheets = package(device)["sheets"]
    own = {sheet["code"]: sheet["marks"] for sheet in sheets}
    sheet = contest.sheet(1, "A", 2)
    rev = own[sheet.code]["A1.2"]["rev"]
    said = exchange(device, {"ops": [Op(new_id(), "mark", sheet.id, "A1.2", "3", rev)]})["answers"][0]

    assert own == {sheet.code: {"A1.2": {"value": "1", "rev": 1}}, contest.sheet(2, "A", 2).code: {}}
    assert (said["answer"], said["rev"]) == ("kept", 2)


def test_what_the_old_tablet_sends_later_is_refused_in_words(leaving: Leaving) -> None:
    contest = leaving.contest
    late = contest.op(1, "A", 2, aspect="A1.2", value="3", base=1)
    leaving.replace()

    with leaving.world.app.test_request_context():
        said = exchange(leaving.device(1), {"ops": [late]})["answers"][0]

    with reading() as s:
        marks, _moves = queries.history(s, contest.sheet(1, "A", 2).id)
    assert (said["answer"], said["code"], bool(said["message"])) == ("refused", "device_revoked", True)
    assert [mark.value for mark in marks] == ["1"]


def test_what_was_kept_before_is_still_known_to_the_old_tablet(leaving: Leaving) -> None:
    contest = leaving.contest
    sent = contest.op(2, "A", 2, aspect="A1.2", value="2")
    contest.send(2, sent)
    leaving.replace()

    assert [one.answer for one in actions.take([Batch(leaving.device(1), (sent,))])[0]] == ["known"]


def test_panel_and_its_history_say_who_sat_when(leaving: Leaving) -> None:
    contest = leaving.contest
    leaving.replace()

    with reading() as s:
        panels = officials_queries.panels(s, contest.stage_id)
        former = officials_queries.former_seats(s, contest.stage_id)
        gone = officials_queries.judge(s, leaving.judge).withdrawn_at
    assert {key: [one.judge_id for one in panel] for key, panel in panels.items()} == {
        key: [leaving.first, leaving.substitute] for key in ("A", "T")
    }
    assert sorted((one.module_key, one.seat, one.reason) for one in former) == [
        ("A", 2, "突发疾病"),
        ("T", 2, "突发疾病"),
    ]
    assert all(one.since is not None and one.since < one.until for one in former)
    assert gone is not None


def test_replacing_stands_in_the_ledger_and_changes_no_standings(leaving: Leaving) -> None:
    contest = leaving.contest
    with reading() as s:
        before = [ranked for ranked, _entry, _kept in standings.jury_order(s, contest.stage_id)]
    leaving.replace()

    with reading() as s:
        assert [ranked for ranked, _entry, _kept in standings.jury_order(s, contest.stage_id)] == before
        line = next(one for one in lines(s, f"trade:{contest.trade_id}") if one.kind == "judge_replaced")
    assert line.actor == "chief"
    assert "突发疾病" in line.body


def test_whole_contest_ends_after_a_replacement(leaving: Leaving) -> None:
    contest = leaving.contest
    leaving.replace()
    contest.tablets[1] = leaving.tablet()
    with reading() as s:
        contest.people[1] = officials_queries.judge(s, leaving.substitute).person_id
    for entry in (1, 2):
        contest.finish(entry, "70", "12.000", ["2", "3"])

    with reading() as s:
        assert {one.state for one in queries.stage_sheets(s, contest.stage_id)} == {"SIGNED"}


def test_replacement_refuses_what_cannot_be(leaving: Leaving) -> None:
    contest = leaving.contest
    trainee = officials.add_judge("system", contest.event_id, contest.trade_id, name="江映雪", role="trainee_judge")

    assert refused(lambda: leaving.replace(leaving.judge)) == "replaced_by_himself"
    assert refused(lambda: leaving.replace(leaving.first)) == "substitute_sits"
    assert refused(lambda: leaving.replace(trainee)) == "seat_role"
    leaving.replace()
    assert refused(lambda: leaving.replace()) == "judge_gone"
