"""Adding judges, seating panels, withdrawing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competition.accounts import queries as people
from competition.accounts.roles import scope_path
from competition.events import queries as events
from competition.officials import actions, queries
from competition.officials.actions import Newcomer
from competition.officials.queries import Seated
from competition.store import Refused, reading
from competition.store.ledger import lines
from tests.world import World


def refused(act: Callable[[], object]) -> tuple[str, int, dict[str, object]]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code, caught.value.status, caught.value.facts


def place(world: World) -> tuple[str, str]:
    event_id = world.event()
    return event_id, world.trade(event_id)


def panels(trade_id: str) -> dict[str, list[tuple[int, str]]]:
    with reading() as s:
        found = queries.panels(s, events.stage_of_trade(s, trade_id).id)
    return {key: [(seated.seat, seated.name) for seated in panel] for key, panel in found.items()}


def test_judge_is_added_with_an_account_and_a_role_over_the_trade_alone(world: World) -> None:
    event_id, trade_id = place(world)

    judge_id = actions.add_judge("system", event_id, trade_id, name="林致远", organisation="青溪技校")

    with reading() as s:
        judge = queries.judge(s, judge_id)
        known = people.known(s, judge.person_id)
    assert (judge.name, judge.organisation, judge.role, judge.number) == ("林致远", "青溪技校", "scoring_judge", 1)
    assert known is not None
    assert (known.name, known.login) == ("林致远", None)
    assert known.grants == (("scoring_judge", scope_path(event_id, trade_id)),)


def test_judge_added_stands_in_the_ledger_of_the_trade(world: World) -> None:
    event_id, trade_id = place(world)

    actions.add_judge("system", event_id, trade_id, name="方晓棠", role="chief_judge")

    with reading() as s:
        kinds = [line.kind for line in lines(s, f"trade:{trade_id}")]
    assert kinds[-1] == "judge_added"


def test_several_judges_are_added_all_or_none(world: World) -> None:
    event_id, trade_id = place(world)
    actions.add_judge("system", event_id, trade_id, name="林致远")
    newcomers = [Newcomer(name="韩立群"), Newcomer(name="林致远")]

    answer = refused(lambda: actions.add_judges("system", event_id, trade_id, newcomers))

    assert answer == ("judge_exists", 409, {"name": "林致远"})
    with reading() as s:
        assert [judge.name for judge in queries.judges(s, trade_id)] == ["林致远"]


def test_trade_has_one_chief_judge(world: World) -> None:
    event_id, trade_id = place(world)
    actions.add_judge("system", event_id, trade_id, name="林致远", role="chief_judge")

    answer = refused(lambda: actions.add_judge("system", event_id, trade_id, name="韩立群", role="chief_judge"))

    assert answer == ("chief_exists", 409, {"name": "林致远"})


def test_trade_of_another_event_takes_no_judge(world: World) -> None:
    _, trade_id = place(world)

    answer = refused(lambda: actions.add_judge("system", world.event(), trade_id, name="林致远"))

    assert answer == ("not_there", 404, {})


def test_panel_is_seated_in_order(world: World) -> None:
    event_id, trade_id = place(world)
    first, second = (actions.add_judge("system", event_id, trade_id, name=name) for name in ("林致远", "方晓棠"))

    actions.assign("system", event_id, trade_id, "A", [second, first])

    with reading() as s:
        ids = {judge.name: judge.person_id for judge in queries.judges(s, trade_id)}
        found = queries.panels(s, events.stage_of_trade(s, trade_id).id)
    assert found == {
        "A": [
            Seated(1, second, ids["方晓棠"], "方晓棠", 2, "scoring_judge"),
            Seated(2, first, ids["林致远"], "林致远", 1, "scoring_judge"),
        ]
    }


def test_same_judges_are_seated_in_every_module(world: World) -> None:
    event_id, trade_id = place(world)
    ids = [actions.add_judge("system", event_id, trade_id, name=name) for name in ("林致远", "方晓棠")]

    actions.seat_all("system", event_id, trade_id, ids)

    both = [(1, "林致远"), (2, "方晓棠")]
    assert panels(trade_id) == {"A": both, "T": both}


def test_panel_set_as_it_is_leaves_no_line(world: World) -> None:
    event_id, trade_id = place(world)
    judge_id = actions.add_judge("system", event_id, trade_id, name="林致远")
    actions.assign("system", event_id, trade_id, "A", [judge_id])
    with reading() as s:
        before = len(lines(s, f"trade:{trade_id}"))

    actions.assign("system", event_id, trade_id, "A", [judge_id])

    with reading() as s:
        assert len(lines(s, f"trade:{trade_id}")) == before


@pytest.mark.parametrize(
    ("module", "names", "answer"),
    [
        ("Z", ["林致远"], ("module_not_there", 409, {"module": "Z"})),
        ("A", ["林致远", "林致远"], ("seat_twice", 409, {"module": "A", "seat": 2})),
        ("A", ["nobody"], ("not_there", 404, {})),
    ],
)
def test_panel_refuses_what_the_rules_do_not_allow(
    world: World, module: str, names: list[str], answer: tuple[str, int, dict[str, object]]
) -> None:
    event_id, trade_id = place(world)
    ids = {"林致远": actions.add_judge("system", event_id, trade_id, name="林致远")}
    seats = [ids.get(name, "00000000-0000-7000-8000-000000000000") for name in names]

    assert refused(lambda: actions.assign("system", event_id, trade_id, module, seats)) == answer
    assert panels(trade_id) == {}


def test_panel_is_closed_once_the_stage_has_started(world: World) -> None:
    contest = world.started()

    answer = refused(lambda: actions.seat_all("system", contest.event_id, contest.trade_id, []))

    assert answer == ("seats_stage_started", 409, {})


def test_withdrawing_frees_the_seats_and_signs_out_the_tablets(world: World) -> None:
    event_id, trade_id = place(world)
    person_id, _ = world.judges(event_id, trade_id)
    bound, _ = world.tablet(event_id, trade_id, person_id)
    with reading() as s:
        judge = next(one for one in queries.judges(s, trade_id) if one.person_id == person_id)

    actions.withdraw("system", event_id, trade_id, judge.id)

    with reading() as s:
        known = people.known(s, person_id)
        device = people.device(s, bound.id)
        left = [one.name for one in queries.withdrawn(s, trade_id)]
    assert panels(trade_id) == {"A": [(1, "方晓棠")], "T": [(1, "方晓棠")]}
    assert (known and known.grants, device and device.state, left) == ((), "revoked", ["林致远"])


def test_withdrawing_twice_is_refused(world: World) -> None:
    event_id, trade_id = place(world)
    judge_id = actions.add_judge("system", event_id, trade_id, name="林致远")
    actions.withdraw("system", event_id, trade_id, judge_id)

    answer = refused(lambda: actions.withdraw("system", event_id, trade_id, judge_id))

    assert answer == ("judge_gone", 409, {"name": "林致远"})


def test_judge_of_a_running_panel_stays(world: World) -> None:
    contest = world.started()
    with reading() as s:
        judge_id = queries.judges(s, contest.trade_id)[0].id

    answer = refused(lambda: actions.withdraw("system", contest.event_id, contest.trade_id, judge_id))

    assert answer == ("judge_is_marking", 409, {"name": "林致远"})


def test_number_of_a_withdrawn_judge_is_not_dealt_again(world: World) -> None:
    event_id, trade_id = place(world)
    gone = actions.add_judge("system", event_id, trade_id, name="林致远")
    actions.withdraw("system", event_id, trade_id, gone)

    actions.add_judge("system", event_id, trade_id, name="方晓棠")

    with reading() as s:
        assert [(judge.number, judge.name) for judge in queries.judges(s, trade_id)] == [(2, "方晓棠")]
