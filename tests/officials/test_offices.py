"""Recusals, officers, letters and proposals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest

from competition.accounts import queries as people
from competition.accounts.roles import scope_path
from competition.acts import actions as acts
from competition.contestants import actions as contestants
from competition.contestants import queries as entries
from competition.contestants.actions import ContestantDetails
from competition.events import actions as event_actions
from competition.events import queries as events
from competition.events.actions import EventDetails
from competition.officials import actions, proposing, queries
from competition.officials.actions import Accepted, OfficialDetails, Reply
from competition.store import Refused, reading
from tests.world import World

TODAY = dt.date(2026, 9, 28)


class Place:
    """A trade with three contestants and one judge of the first one's factory."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.event = world.event()
        self.trade = world.trade(self.event)
        self.entries = world.contestants(self.trade)
        self.own = self.judge("林致远", "青溪第1机械厂")
        self.free = self.judge("韩立群")

    def judge(self, name: str, organisation: str = "", role: str = "scoring_judge") -> str:
        return actions.add_judge("system", self.event, self.trade, name=name, organisation=organisation, role=role)

    def official(self, judge_id: str) -> str:
        with reading() as s:
            return queries.judge(s, judge_id).official_id or ""

    def conflicts(self) -> list[tuple[str, str, str]]:
        with reading() as s:
            found = queries.conflicts(s, self.event, self.trade)
        return [(one.entry_id, one.kind, one.detail) for some in found.values() for one in some]

    def seat(self, *judge_ids: str, reason: str = "") -> None:
        actions.assign("system", self.event, self.trade, "A", judge_ids, reason)

    def seated(self) -> dict[str, list[str]]:
        with reading() as s:
            panels = queries.panels(s, events.stage_of_trade(s, self.trade).id)
        return {key: [one.name for one in panel] for key, panel in panels.items()}


@pytest.fixture
def place(world: World) -> Place:
    return Place(world)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def test_own_unit_is_a_conflict_that_needs_a_reason(place: Place) -> None:
    assert place.conflicts() == [(place.entries[0], "unit", "青溪第1机械厂")]
    assert refused(lambda: place.seat(place.own)) == "seat_conflict"

    place.seat(place.own, place.free, reason="本市无其他钳工裁判")

    assert place.seated() == {"A": ["林致远", "韩立群"]}


def test_declared_unit_is_a_conflict_until_it_is_taken_back(place: Place) -> None:
    official = place.official(place.free)
    recusal = actions.declare_unit("system", official, "青溪第2机械厂", "韩立群")
    assert (place.entries[1], "declared", "青溪第2机械厂") in place.conflicts()

    actions.end_recusal("system", official, recusal)

    assert place.conflicts() == [(place.entries[0], "unit", "青溪第1机械厂")]


def test_relative_blocks_whatever_the_reason(place: Place) -> None:
    with reading() as s:
        name = entries.entry(s, place.entries[2]).name
    actions.declare_relative("system", place.official(place.free), name, "", "韩立群", event_id=place.event)

    assert refused(lambda: place.seat(place.free, reason="无人可换")) == "seat_kinship"


def test_coach_is_a_conflict_by_name(place: Place) -> None:
    details = ContestantDetails(
        name="沈望舒", sex="", organisation_id=None, employer="", id_number="", phone="", coach="韩立群"
    )
    entry = contestants.enter("system", place.trade, details)

    assert (entry, "coach", "韩立群") in place.conflicts()


def test_floor_judges_and_trainees_take_no_seat(place: Place) -> None:
    for role in ("floor_judge", "trainee_judge"):
        judge_id = place.judge(f"周{role}", role=role)
        assert refused(partial(place.seat, judge_id)) == "seat_role"


def test_officer_has_the_role_over_his_event_or_trade_until_the_office_ends(place: Place) -> None:
    official = actions.add_official("system", OfficialDetails(name="方晓棠"))
    officer_id = actions.appoint("system", place.event, None, official, "supervisor")
    with reading() as s:
        person_id = queries.officer(s, officer_id, place.event).person_id
        before = people.known(s, person_id)
    assert refused(lambda: actions.appoint("system", place.event, None, official, "supervisor")) == "officer_exists"

    actions.dismiss("system", place.event, officer_id)

    with reading() as s:
        after = people.known(s, person_id)
        assert queries.officers(s, place.event) == []
    assert before is not None
    assert after is not None
    assert (before.grants, after.grants) == ((("supervisor", scope_path(place.event)),), ())
    assert refused(lambda: actions.dismiss("system", place.event, officer_id)) == "not_there"


def test_nobody_holds_both_the_cipher_and_marks(place: Place) -> None:
    official = place.official(place.own)
    other = actions.add_official("system", OfficialDetails(name="方晓棠"))
    actions.appoint("system", place.event, place.trade, other, "cipher_officer")

    both_ways = [
        refused(lambda: actions.appoint("system", place.event, None, official, "cipher_officer")),
        refused(lambda: place.judge("方晓棠")),
        refused(lambda: actions.appoint("system", place.event, None, other, "score_clerk")),
    ]

    assert both_ways == ["cipher_and_scoring"] * 3


def test_letter_is_answered_with_recusals_and_a_phone(place: Place) -> None:
    sent = actions.send_letters("system", place.event, place.trade, [place.free])[0]
    said = Reply(
        answer="accepted", note="28日到", phone="13800001234", units=("青溪第2机械厂",), relatives=(("沈望舒", ""),)
    )

    actions.reply(sent.code, said)
    actions.reply(sent.code, said)

    official = place.official(place.free)
    with reading() as s:
        letter = queries.letters(s, place.trade)[place.free]
        declared = queries.recusals_of(s, [official])[official]
        assert queries.open_phone(queries.official(s, official)) == "13800001234"
    assert (letter.answer, letter.note) == ("accepted", "28日到")
    assert [(one.kind, one.organisation, one.contestant_name, one.declared_by) for one in declared] == [
        ("unit", "青溪第2机械厂", "", "韩立群"),
        ("kinship", "", "沈望舒", "韩立群"),
    ]


def test_letter_is_over_when_a_newer_one_was_sent_or_the_judge_has_left(place: Place) -> None:
    old = actions.send_letters("system", place.event, place.trade, [place.free])[0]
    new = actions.send_letters("system", place.event, place.trade, [place.free])[0]
    assert refused(lambda: actions.reply(old.code, Reply(answer="accepted"))) == "letter_over"
    assert refused(lambda: actions.reply("nothing", Reply(answer="accepted"))) == "not_there"

    actions.withdraw("system", place.event, place.trade, place.free)

    assert refused(lambda: actions.reply(new.code, Reply(answer="declined"))) == "letter_over"


def drafted(place: Place, seed: str = "7", judges: int = 3) -> proposing.Draft:
    with reading() as s:
        ground = proposing.survey(s, place.event, place.trade, TODAY)
    return proposing.draft(ground, proposing.Asked(seats={"T": 1, "A": 2}, judges=judges, seed=seed, floor=True))


def test_proposal_leaves_out_who_is_recused_and_takes_from_the_register_what_it_needs(place: Place) -> None:
    for name in ("方晓棠", "周砚秋", "叶知秋", "苏明远"):
        actions.add_official("system", OfficialDetails(name=name, trades=("fitter",)))

    draft = drafted(place)

    assert [(name, why[0]) for name, why in draft.left_out] == [("林致远", "conflict")]
    assert draft.proposal.short == {}
    assert draft.chief is not None
    assert draft.floor is not None
    assert len({draft.chief.key, draft.floor.key, *draft.people}) == 5
    assert drafted(place).proposal == draft.proposal


def test_proposal_is_accepted_as_a_whole_and_taken_back(place: Place) -> None:
    for name in ("方晓棠", "周砚秋", "叶知秋"):
        actions.add_official("system", OfficialDetails(name=name, trades=("fitter",)))
    place.seat(place.free)
    draft = drafted(place, judges=2)
    accepted = Accepted(
        seats=draft.proposal.seats, before=draft.before, chief=draft.chief.key if draft.chief else "", floor=""
    )

    act_id = actions.accept_proposal("system", place.event, place.trade, accepted)

    with reading() as s:
        roles = sorted(one.role for one in queries.judges(s, place.trade))
    assert roles == ["chief_judge", "scoring_judge", "scoring_judge", "scoring_judge"]
    assert {key: len(names) for key, names in place.seated().items()} == {"T": 1, "A": 2}
    assert refused(lambda: actions.accept_proposal("system", place.event, place.trade, accepted)) == "proposal_stale"

    acts.undo("system", act_id)

    with reading() as s:
        assert [one.name for one in queries.judges(s, place.trade)] == ["林致远", "韩立群"]
    assert place.seated() == {"A": ["韩立群"]}


def test_proposal_is_not_taken_back_when_panels_were_changed_since(place: Place) -> None:
    accepted = Accepted(seats={"A": [place.free]}, before={})
    act_id = actions.accept_proposal("system", place.event, place.trade, accepted)
    place.seat()

    assert refused(lambda: acts.undo("system", act_id)) == "act_overtaken"


def test_impossible_proposal_says_which_module_lacks_how_many(place: Place) -> None:
    assert drafted(place).proposal.short == {"A": 1}


def test_judges_come_into_the_next_edition_when_they_are_asked_for(place: Place) -> None:
    place.seat(place.free)
    with reading() as s:
        old = events.event(s, place.event)
    details = EventDetails(
        name=old.name, name_en=old.name_en, edition=2, starts_on=dt.date(2027, 9, 28), ends_on=dt.date(2027, 9, 30),
        zone=old.zone, place=old.place,
    )  # fmt: skip

    fresh = event_actions.copy_event(
        place.world.person("苏明", "suming"), place.event, details, taken=["trades", "plans", "judges"]
    )

    with reading() as s:
        trade = events.trades(s, fresh)[0]
        names = [(one.name, one.official_id) for one in queries.judges(s, trade.id)]
        ground = proposing.survey(s, fresh, trade.id, TODAY)
    assert names == [("林致远", place.official(place.own)), ("韩立群", place.official(place.free))]
    assert [(key, module) for key, module in ground.wished] == [(ground.here[1].key, "A")]
