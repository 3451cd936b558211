"""Bulk acts: done, shown, taken back as a whole or not at all; and what happened to one thing, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from flask_babel import force_locale
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select, update

from competition.accounts.models import Person
from competition.acts import actions, queries
from competition.acts.models import Act
from competition.acts.words import ACTS, FACTS
from competition.store import Fact, Refused, happened, new_id, reading, transaction, utcnow
from competition.store.session import Store
from tests.world import World

RENAMED = "tests.renamed"
NAMES = ("陈嘉树", "欧阳静怡", "王梓涵")


@dataclass(frozen=True, kw_only=True)
class PersonRenamed(Fact):
    kind: ClassVar[str] = "tests_person_renamed"
    subjects: ClassVar[tuple[str, ...]] = ("person_id",)
    person_id: str
    name: str


@pytest.fixture(autouse=True)
def renaming() -> Iterator[None]:
    """A kind of act of the test's own: people get a name, and get their old one back if it was not changed since."""

    def undo(s: Any, actor: str, kept: dict[str, Any]) -> None:
        changed = 0
        for person_id, (before, after) in kept["names"].items():
            person = s.get(Person, person_id)
            changed += person.name != after
            person.name = before
            s.flush()
        if changed:
            raise Refused("act_overtaken", count=changed)

    actions.undoes(RENAMED)(undo)
    ACTS[RENAMED], FACTS[PersonRenamed.kind] = "%(count)s people are called %(name)s", "Called %(name)s from %(on)s"
    yield
    del actions._undoings[RENAMED], ACTS[RENAMED], FACTS[PersonRenamed.kind]


def people(world: World) -> list[str]:
    return [world.person(name, f"person{at}") for at, name in enumerate(NAMES)]


def rename(ids: list[str], name: str, by: str, *, permission: str = "house.read", event_id: str | None = None) -> str:
    """The act: everybody is called `name`."""
    with transaction() as s:
        before = {row.id: row.name for row in s.scalars(select(Person).where(Person.id.in_(ids)))}
        s.execute(update(Person).where(Person.id.in_(ids)).values(name=name))
        for one in ids:
            happened(PersonRenamed(actor=by, person_id=one, name=name))
        undo = {"names": {one: [before[one], name] for one in ids}}
        return actions.record(
            s, by, RENAMED, permission=permission, count=len(ids), undo=undo, event_id=event_id, name=name
        )


def names(ids: list[str]) -> list[str]:
    with reading() as s:
        return [person.name for one in ids if (person := s.get(Person, one))]


def test_act_is_taken_back_as_a_whole_and_noted_in_the_ledger(world: World) -> None:
    client, ids = world.organiser(), people(world)
    by = world.person("方晓棠", "fang")
    act_id = rename(ids, "甲", by)

    answer = client.post(f"/acts/{act_id}/undo", data={"back": "/events/?q=1"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/events/?q=1")
    assert names(ids) == list(NAMES)
    with reading() as s:
        act = queries.act(s, act_id)
        happenings = queries.activity(s, act_id)
    assert act is not None
    assert (act.count, act.facts, act.by, act.undo_sealed) == (3, {"name": "甲"}, by, None)
    assert [(one.by, one.words) for one in happenings] == [("苏明", "What was done to 3 was taken back")]
    page = client.get("/acts/", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "3 people are called 甲" in page
    assert "taken back by 苏明" in page


def test_act_keeps_what_its_undoing_needs_sealed(world: World, store: Store) -> None:
    act_id = rename(people(world), "甲", world.person("方晓棠", "fang"))
    with reading() as s:
        act = s.get(Act, act_id)
    assert act is not None
    assert "陈嘉树".encode() not in (act.undo_sealed or b"")
    assert b"\\u9648" not in (act.undo_sealed or b"")


def test_act_taken_back_twice_is_refused(world: World) -> None:
    ids, by = people(world), world.person("方晓棠", "fang")
    act_id = rename(ids, "甲", by)
    actions.undo(by, act_id)

    with pytest.raises(Refused, match="act_undone"):
        actions.undo(by, act_id)
    assert names(ids) == list(NAMES)


def test_act_of_more_than_seven_days_ago_stays(world: World) -> None:
    ids, by = people(world), world.person("方晓棠", "fang")
    act_id = rename(ids, "甲", by)
    with transaction() as s:
        s.execute(update(Act).values(at=utcnow() - dt.timedelta(days=queries.UNDO_DAYS, minutes=1)))

    with pytest.raises(Refused, match="act_too_old"):
        actions.undo(by, act_id)
    assert names(ids) == ["甲"] * 3


def test_act_overtaken_by_a_later_change_undoes_nothing_at_all(world: World) -> None:
    client, ids = world.organiser(), people(world)
    by = world.person("方晓棠", "fang")
    act_id = rename(ids, "甲", by)
    rename(ids[2:], "乙", by)

    answer = client.post(f"/acts/{act_id}/undo", headers={"Accept-Language": "en"})
    page = client.get(answer.headers["Location"], headers={"Accept-Language": "en"}).get_data(as_text=True)

    assert names(ids) == ["甲", "甲", "乙"]
    assert "1 of them have been changed since; this can no longer be taken back as a whole." in page
    with reading() as s:
        act = queries.act(s, act_id)
    assert act is not None
    assert act.undone_at is None
    assert act.undo_sealed is not None


def test_act_is_not_there_for_who_may_not_do_it(world: World) -> None:
    ids, event_id = people(world), world.event()
    by = world.person("方晓棠", "fang", ("organiser", f"/events/{event_id}"))
    world.person("林致远", "lin", ("organiser", f"/events/{world.event()}"))
    in_event = rename(ids, "甲", by, permission="contestant.edit", event_id=event_id)
    in_house = rename(ids, "乙", by)

    stranger, organiser = world.signed_in("lin"), world.signed_in("fang")
    refused = [stranger.post(f"/acts/{one}/undo").status_code for one in (in_event, in_house, new_id())]

    assert refused == [404, 404, 404]
    assert organiser.post(f"/acts/{in_house}/undo").status_code == 404
    assert names(ids) == ["乙"] * 3
    actions.undo(by, in_house)
    answer = organiser.post(f"/acts/{in_event}/undo", data={"back": "//elsewhere.example"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk")
    assert names(ids) == list(NAMES)


def test_log_of_an_event_shows_its_acts_and_no_others(world: World) -> None:
    ids, event_id, other = people(world), world.event(), world.event()
    by = world.person("方晓棠", "fang", ("organiser", f"/events/{event_id}"))
    rename(ids, "甲", by, permission="contestant.edit", event_id=event_id)
    rename(ids, "乙", by, permission="contestant.edit", event_id=other)
    client = world.signed_in("fang")

    page = client.get(f"/desk/acts/{event_id}", headers={"Accept-Language": "en"}).get_data(as_text=True)

    assert "3 people are called 甲" in page
    assert "3 people are called 乙" not in page
    assert page.count("/undo") == 1
    assert client.get(f"/desk/acts/{other}").status_code == 403
    assert client.get("/acts/").status_code == 403


def test_log_of_acts_asks_the_same_questions_however_long_it_is(world: World, store: Store) -> None:
    ids, by = people(world), world.person("方晓棠", "fang")
    rename(ids, "甲", by)
    few = asked(store, lambda s: queries.log(s, None))
    for at in range(30):
        rename(ids, f"甲{at}", by)
    assert asked(store, lambda s: queries.log(s, None)) == few == 2


def test_activity_asks_the_same_questions_however_much_happened(world: World, store: Store) -> None:
    ids, by = people(world), world.person("方晓棠", "fang")
    for at in range(40):
        rename(ids[:1], f"甲{at}", by)
    assert asked(store, lambda s: queries.activity(s, ids[0])) == 2


def test_activity_says_what_it_can_of_facts_that_miss_a_place(world: World) -> None:
    ids, by = people(world), world.person("方晓棠", "fang")
    rename(ids[:1], "100% 甲", by)
    with world.app.test_request_context(), force_locale("en"), reading() as s:
        happenings = queries.activity(s, ids[0])
    assert [(one.by, one.words) for one in happenings] == [("方晓棠", "Called 100% 甲 from –")]


@pytest.mark.parametrize(
    ("words", "facts", "said"),
    [
        ("Changed: %(reason)s", {"reason": ""}, "Changed: –"),
        ("Changed: %(fields)s", {"fields": ["name", "phone"]}, "Changed: name, phone"),
        ("Changed %(count)d", {"count": "many"}, "Changed %(count)d"),
        ("100% done", {}, "100% done"),
        ("Changed", {"more": 1}, "Changed"),
    ],
)
def test_spoken_never_fails(words: Any, facts: dict[str, Any], said: str) -> None:
    assert queries.spoken(words, facts) == said


def asked(store: Store, question: Any) -> int:
    """How many statements a question takes."""
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    sqlalchemy_event.listen(store.reader, "before_cursor_execute", note)
    try:
        with reading() as s:
            question(s)
    finally:
        sqlalchemy_event.remove(store.reader, "before_cursor_execute", note)
    return len([one for one in statements if one.lstrip().upper().startswith("SELECT")])
