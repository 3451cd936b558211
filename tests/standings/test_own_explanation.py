"""The contestant reads how the own total came about: with the own code, once results are published, and nobody else's."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from competition.contestants import queries as contestants
from competition.events.models import Event
from competition.registration.access import OPENED
from competition.registration.models import Application, Submission
from competition.store import reading, transaction
from tests.world import NAMES, Contest, World


def registered(contest: Contest) -> list[Application]:
    """The contest's entries as if a unit had registered them, in the order of their numbers."""
    with transaction() as s:
        sent = Submission(
            event_id=contest.event_id,
            kind="unit",
            unit_name="青溪机械厂",
            contact="何清越",
            code_index=b"u",
            sent_as=b"u",
        )
        s.add(sent)
        s.flush()
        made = [
            Application(
                submission_id=sent.id, event_id=contest.event_id, trade_id=contest.trade_id, unit_name="青溪机械厂",
                name=entry.name, pinyin="", initials="", details_sealed=b"", code_index=entry.id.encode()[:32], state="ENTERED",
                entry_id=entry.id,
            )
            for entry in contestants.entries_of_stage(s, contest.stage_id)
        ]  # fmt: skip
        s.add_all(made)
    return made


def holding(world: World, *kept: str) -> FlaskClient:
    """A browser whose code has opened this."""
    client = world.app.test_client()
    with client.session_transaction() as session:
        session[OPENED] = list(kept)
    return client


@pytest.fixture
def contest(world: World) -> Contest:
    made = world.started(entries=2)
    made.finish(0, "90", "12.01", ["3", "3"])
    made.finish(1, "80", "12.01", ["3", "3"])
    return made


def publish(contest: Contest, state: str = "PROVISIONAL") -> None:
    with transaction() as s:
        s.execute(update(Event).where(Event.id == contest.event_id).values(state=state))


def test_contestant_reads_the_own_arithmetic_after_publication(world: World, contest: Contest) -> None:
    mine, _other = registered(contest)
    client = holding(world, "person", mine.id)

    assert client.get(f"/standings/mine/{mine.id}").status_code == 404
    publish(contest)
    page = client.get(f"/standings/mine/{mine.id}")

    assert page.status_code == 200
    assert (NAMES[0] in page.text, NAMES[1] in page.text, "总分" in page.text) == (True, False, True)


def test_nobody_reads_another_s(world: World, contest: Contest) -> None:
    mine, other = registered(contest)
    publish(contest)
    address = f"/standings/mine/{other.id}"

    assert world.app.test_client().get(address).status_code == 404
    assert holding(world, "person", mine.id).get(address).status_code == 404
    assert holding(world, "unit", mine.id).get(address).status_code == 404
    assert holding(world, "unit", other.submission_id).get(address).status_code == 200


@pytest.mark.parametrize(
    ("state", "status"), [("REVIEW", 404), ("REVEALED", 404), ("SUSPENDED", 404), ("CONFIRMED", 200), ("ARCHIVED", 200)]
)
def test_only_while_results_are_out(world: World, contest: Contest, state: str, status: int) -> None:
    mine, _other = registered(contest)
    publish(contest, state)

    assert holding(world, "person", mine.id).get(f"/standings/mine/{mine.id}").status_code == status


def test_the_unit_s_page_leads_there(world: World, contest: Contest) -> None:
    mine, _other = registered(contest)
    client = holding(world, "unit", mine.submission_id)
    link = f'href="/standings/mine/{mine.id}"'

    before = link in client.get("/registration/mine/entry").text
    publish(contest)

    assert (before, link in client.get("/registration/mine/entry").text) == (False, True)
    with reading() as s:
        assert contestants.entries_of_stage(s, contest.stage_id)[0].id == mine.entry_id
