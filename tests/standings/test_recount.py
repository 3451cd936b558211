"""A result is worked out twice, and goes no further when the two differ, or when anything changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from flask_babel import force_locale
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from competition.events import actions as events
from competition.events import queries as event_queries
from competition.judging import actions as judging
from competition.judging.models import CurrentMark
from competition.shadow import tabulate as second_opinion
from competition.standings import queries, recount, work
from competition.standings.exporting import gather, result_of_stage
from competition.standings.models import Recount
from competition.standings.readiness import recount_lines
from competition.standings.recount import Difference, compared
from competition.store import Refused, reading, transaction
from competition.store.ledger import lines
from tests.world import Contest, World

Cells = dict[str, Any]


@pytest.fixture
def contest(world: World) -> Contest:
    """Two entries marked and locked, a third that withdrew."""
    contest = world.started(entries=2)
    contest.finish(0, "90", "12.10", ["2", "3"])
    contest.finish(1, "70", "12.01", ["2", "2"])
    for module in ("T", "A"):
        judging.lock_module(contest.trade_id, contest.stage_id, module, "system")
    return contest


def ended(world: World, contest: Contest) -> str:
    """The stage ended by somebody; returns his id."""
    person = world.person("严明", "chief", ("chief_judge", "/"), ("organiser", "/"))
    judging.end_stage(contest.event_id, contest.trade_id, person)
    return person


def wrong(change: Callable[[Cells], None]) -> Callable[..., Cells]:
    """A second opinion that makes one mistake."""

    def tabulate(*files: Any) -> Cells:
        cells = second_opinion(*files)
        change(cells)
        return cells

    return tabulate


def kept(contest: Contest) -> list[Recount]:
    with reading() as s:
        return queries.recounts(s, contest.stage_id)


def missing(world: World, contest: Contest) -> list[str]:
    with world.app.test_request_context(), force_locale("en"), reading() as s:
        return [line.text for line in recount_lines(s, contest.event_id) if not line.done]


def move(world: World, contest: Contest, to: str) -> None:
    with world.app.test_request_context(), force_locale("en"):
        events.move_event("system", contest.event_id, to, checks=world.app.extensions["readiness"])


def test_both_engines_give_the_same_cells_of_the_same_files(world: World, contest: Contest) -> None:
    with reading() as s:
        found = compared(gather(s, contest.stage_id))
        result, body = result_of_stage(s, contest.stage_id)

    assert found.differences == ()
    of_entry = 5 + 2 + 2 + 4 + 4 + 4 + 1  # place, components, modules, aspects, figures, honours, level
    assert found.cells == 2 + 2 * of_entry
    assert (found.plan_hash, found.marks_hash) == (result.plan.document_hash, result.marks_sha256)
    assert found.result_hash == hashlib.sha256(body).hexdigest()


def test_a_stage_that_ends_is_recounted_by_itself_and_the_result_goes_on(world: World, contest: Contest) -> None:
    person = ended(world, contest)

    (one,) = kept(contest)
    assert (one.differing, one.differences, one.by, one.cells > 40) == (0, [], person, True)
    assert missing(world, contest) == []
    with reading() as s:
        said = lines(s, f"trade:{contest.trade_id}")[-1]
    assert (said.kind, said.actor, one.marks_hash in said.body, one.result_hash in said.body) == (
        "stage.recounted", person, True, True,
    )  # fmt: skip
    move(world, contest, "PROVISIONAL")
    with reading() as s:
        assert event_queries.event(s, contest.event_id).state == "PROVISIONAL"


@pytest.mark.parametrize("to", ["PROVISIONAL", "REVEALED"])
def test_without_a_recount_nothing_is_published(world: World, contest: Contest, to: str) -> None:
    judging.end_stage(contest.event_id, contest.trade_id, "system")

    assert (kept(contest), missing(world, contest)) == ([], ["Not recounted yet"])
    with pytest.raises(Refused, match="move_closed") as closed:
        move(world, contest, to)
    assert closed.value.facts == {"missing": "Recount: Not recounted yet"}


def one_total(cells: Cells) -> None:
    cells["entries"]["001"]["total"] = "55.01"


def one_order(cells: Cells) -> None:
    cells["entries"] = dict(reversed(cells["entries"].items()))


def one_gone(cells: Cells) -> None:
    del cells["entries"]["002"]["aspects"]["A1.1"]


def one_more(cells: Cells) -> None:
    cells["organisation_award"] = ["青溪第1机械厂"]


@pytest.mark.parametrize(
    ("change", "differences"),
    [
        (one_total, [Difference("entries.001.total", "62.00", "55.01")]),
        (one_order, [Difference("order[0]", "002", "001"), Difference("order[1]", "001", "002")]),
        (one_gone, [Difference("entries.002.aspects.A1.1", "40.00", "not there")]),
        (one_more, [Difference("organisation_award", "[]", "['青溪第1机械厂']")]),
    ],
)
def test_one_cell_that_differs_keeps_the_result_back(
    world: World, contest: Contest, monkeypatch: pytest.MonkeyPatch, change: Any, differences: list[Difference]
) -> None:
    monkeypatch.setattr(recount, "second_opinion", wrong(change))
    with reading() as s:
        assert list(compared(gather(s, contest.stage_id)).differences) == differences

    person = ended(world, contest)

    assert kept(contest)[0].differing == len(differences)
    assert [one["cell"] for one in kept(contest)[0].differences] == [one.cell for one in differences]
    with pytest.raises(Refused, match="move_closed"):
        move(world, contest, "PROVISIONAL")
    monkeypatch.undo()
    work.start_recount(person, contest.stage_id)
    assert missing(world, contest) == []


def test_figures_are_the_same_by_value_and_only_the_first_differences_are_kept(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def much(cells: Cells) -> None:
        cells["entries"]["001"]["total"] = "62.000"
        cells["entries"]["002"]["aspects"] = {f"Z{n}": "1" for n in range(30)}

    monkeypatch.setattr(recount, "second_opinion", wrong(much))
    with reading() as s:
        found = compared(gather(s, contest.stage_id))

    assert (len(found.differences), len(found.first)) == (34, 20)
    assert all(one.cell.startswith("entries.002.aspects.") for one in found.differences)


def test_marks_changed_after_the_recount_keep_the_result_back(world: World, contest: Contest) -> None:
    person = ended(world, contest)
    assert missing(world, contest) == []

    with transaction() as s:
        sheet = contest.sheet(0, "T", 1).id
        s.execute(update(CurrentMark).where(CurrentMark.sheet_id == sheet).values(value="99"))

    assert missing(world, contest) == ["Something has changed since the recount"]
    with pytest.raises(Refused, match="move_closed"):
        move(world, contest, "PROVISIONAL")
    work.start_recount(person, contest.stage_id)
    assert (missing(world, contest), len(kept(contest))) == ([], 2)


@pytest.mark.parametrize("table", ["status", "plan"])
def test_another_status_or_plan_after_the_recount_keeps_the_result_back(
    world: World, contest: Contest, table: str
) -> None:
    ended(world, contest)

    with transaction() as s:
        if table == "plan":
            event_queries.stage(s, contest.stage_id).plan_hash = "0" * 64
        else:
            from competition.contestants.models import Entry

            s.execute(update(Entry).where(Entry.id == contest.entries[0]).values(status="DQ"))

    assert missing(world, contest) == ["Something has changed since the recount"]


@pytest.mark.parametrize("change", [update(Recount).values(differing=0), delete(Recount)])
def test_recounts_are_never_changed_or_deleted(world: World, contest: Contest, change: Any) -> None:
    ended(world, contest)

    with pytest.raises(DBAPIError, match="append-only"), transaction() as s:
        s.execute(change)


def test_the_page_starts_a_recount_and_shows_what_came_of_it(
    world: World, contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = world.organiser()
    address = f"/standings/{contest.event_id}/{contest.trade_id}/recount"
    assert "Not recounted yet" in browser.get(f"{address}?lang=en").text

    job = browser.post(address).location
    assert browser.get(job).location == address
    page = browser.get(f"{address}?lang=en").text
    assert ["All the same" in page, kept(contest)[0].marks_hash[:16] in page] == [True, True]

    monkeypatch.setattr(recount, "second_opinion", wrong(one_total))
    browser.post(address)
    assert "55.01" in browser.get(address).text
    with transaction() as s:
        event_queries.stage(s, contest.stage_id).anonymity = "station"
    blind = browser.get(address).text
    assert ["entries.001.total" in blind, "55.01" in blind] == [True, False]


def test_a_stage_that_has_not_started_is_not_recounted(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    address = f"/standings/{event_id}/{trade_id}/recount"

    assert browser.get(address).status_code == 200
    assert browser.post(address).status_code == 409
