"""The reveal of a stage with three draws: backwards, by two people and two custodians each, all of it or nothing."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from competition.accounts.models import Person
from competition.contestants import actions as contestants
from competition.events import queries as events
from competition.events.guards import GUARDS, Ground
from competition.judging import actions, queries, readiness
from competition.judging.actions.revealing import ready
from competition.judging.models import Reveal
from competition.sessions import actions as sessions
from competition.sessions import queries as session_queries
from competition.standings import boards, explaining
from competition.standings import queries as standings
from competition.standings.exporting import gather
from competition.standings.recount import compared
from competition.store import Refused, reading, transaction
from competition.store.ledger import LedgerLine
from tests.blind import KINDS, Drawn, three_draws
from tests.sessions.ground import all_at_once, refusal
from tests.world import NAMES, Contest, World


def running(world: World, entries: int = 3) -> tuple[Contest, Drawn]:
    contest = world.started("three_stage", entries=entries)
    assert contest.drawn is not None
    return contest, contest.drawn


def over(world: World, entries: int = 3) -> tuple[Contest, Drawn]:
    """A stage whose works have 97, 92.5, 88 … points in the order of their entries."""
    contest, drawn = running(world, entries)
    for entry in range(entries):
        contest.finish(entry, str(90 - 15 * entry), "12.01", ["3", "3"])
    for module in ("T", "A"):
        actions.lock_module(contest.trade_id, contest.stage_id, module, "system")
    actions.end_stage(contest.event_id, contest.trade_id, "system")
    return contest, drawn


def test_sheets_standings_and_results_hang_on_works_before_the_reveal_and_on_entries_after_it(world: World) -> None:
    contest, drawn = over(world)
    codes = {entry_id: codes[2] for entry_id, codes in drawn.codes.items()}
    with reading() as s:
        before = [(entry.station_code, entry.name, place.standing.total) for place, entry, _ in
                  standings.jury_order(s, contest.stage_id)]  # fmt: skip
        stage = events.stage(s, contest.stage_id)
        asked = explaining.asked_for(s, stage, codes[contest.entries[0]])
        assert explaining.explained(asked, "en").row.total == Decimal("97.00")
        assert (asked.named, asked.entry.name, queries.marks_lying(s, stage.id)[0][0] in contest.entries) == (
            False,
            "",
            False,
        )
    totals = [Decimal("97.00"), Decimal("92.50"), Decimal("88.00")]
    assert before == [(codes[one], "", total) for one, total in zip(contest.entries, totals, strict=True)]
    assert json.loads(boards.publish(contest.stage_id).body)["rows"] == []

    drawn.reveal()

    with reading() as s:
        after = [(entry.id, place.standing.total, kept is not None) for place, entry, kept in
                 standings.jury_order(s, contest.stage_id)]  # fmt: skip
        sheets = queries.stage_sheets(s, contest.stage_id)
        chain = session_queries.chain(s, contest.stage_id)
        asked = explaining.asked_for(s, events.stage(s, contest.stage_id), codes[contest.entries[1]])
        assert (asked.named, asked.entry.id) == (True, contest.entries[1])
    assert after == [(one, total, True) for one, total in zip(contest.entries, totals, strict=True)]
    assert {sheet.entry_id: sheet.code for sheet in sheets} == codes
    assert {one.entry_id: (one.entry_code, one.station_code, one.work_code) for one in chain} == drawn.codes
    board = json.loads(boards.publish(contest.stage_id).body)
    assert [(row["name"], row["total"]) for row in board["rows"]] == [
        (name, str(total)) for name, total in zip(NAMES, totals, strict=False)
    ]


def test_a_reveal_is_refused_before_its_time(world: World) -> None:
    contest, drawn = running(world)
    ids = (contest.event_id, contest.trade_id)
    world.person("韩立群", "chief", ("chief_judge", f"/events/{contest.event_id}"))
    with pytest.raises(Refused, match=r"^reveal_too_early$") as refused:
        actions.propose_reveal(drawn.officers[1], *ids)
    assert refused.value.facts == {"count": 9, "names": "韩立群"}
    for entry in range(3):
        contest.finish(entry, "80", "12.01", ["3", "3"])
    with pytest.raises(Refused, match=r"^reveal_too_early$") as refused:
        actions.propose_reveal(drawn.officers[1], *ids)
    assert refused.value.facts["count"] == 9
    for module in ("T", "A"):
        actions.lock_module(contest.trade_id, contest.stage_id, module, "system")
    with refusal("stage_not_ended"):
        actions.propose_reveal(drawn.officers[1], *ids)
    with refusal("stage_not_ended"):
        drawn.open("work_code")
    actions.end_stage(*ids, "system")
    with refusal("reveal_not_approved"):
        drawn.open("work_code")
    with refusal("reveal_not_proposed"):
        actions.approve_reveal(drawn.keepers[0], *ids)
    actions.propose_reveal(drawn.officers[1], *ids)
    with refusal("reveal_proposed"):
        actions.propose_reveal(drawn.officers[0], *ids)
    with refusal("reveal_alone"):
        actions.approve_reveal(drawn.officers[1], *ids)
    with refusal("reveal_not_approved"):
        drawn.open("work_code")
    with reading() as s:
        assert session_queries.draw(s, contest.stage_id, "work_code").record is None
    other = world.started("station")
    with refusal("not_there"):
        actions.propose_reveal("system", other.event_id, other.trade_id)


def test_lists_open_backwards_with_their_own_shares_and_a_cut_off_reveal_goes_on(world: World) -> None:
    contest, drawn = over(world)
    ids = (contest.event_id, contest.trade_id)
    actions.propose_reveal(drawn.officers[1], *ids)
    actions.withdraw_reveal(drawn.officers[1], *ids)
    with refusal("reveal_not_proposed"):
        actions.withdraw_reveal(drawn.officers[1], *ids)
    actions.propose_reveal(drawn.officers[1], *ids)
    actions.approve_reveal(drawn.keepers[0], *ids)
    with refusal("reveal_approved"):
        actions.approve_reveal(drawn.keepers[1], *ids)
    with refusal("reveal_approved"):
        actions.withdraw_reveal(drawn.officers[1], *ids)
    for kind in ("entry_code", "station_code"):
        with refusal("open_backwards"):
            drawn.open(kind)
    with refusal("share_wrong"):
        sessions.open_draw("system", *ids, "work_code", drawn.shares("station_code"))
    for done, kind in enumerate(reversed(KINDS), 1):
        with reading() as s:
            assert [queries.sealed(events.stage(s, contest.stage_id)), session_queries.opened(s, contest.stage_id)] == [
                True, False,
            ]  # fmt: skip
            assert {one.entry_id for one in queries.stage_sheets(s, contest.stage_id)} == set(drawn.works.values())
        drawn.open(kind)
        with refusal("draw_open"):
            drawn.open(kind)
        with reading() as s:
            assert s.query(LedgerLine).filter(LedgerLine.kind == "draw_opened").count() == done
    with reading() as s:
        stage, reveal = events.stage(s, contest.stage_id), s.get(Reveal, contest.stage_id)
        (line,) = s.query(LedgerLine).filter(LedgerLine.kind == "stage.revealed")
        assert (queries.sealed(stage), stage.revealed_at is not None, reveal and reveal.state) == (False, True, "DONE")
        told = json.loads(line.body)
        assert [told[key] for key in ("works", "proposed_by", "approved_by")] == [
            3,
            drawn.officers[1],
            drawn.keepers[0],
        ]
    with refusal("stage_revealed"), transaction() as s:
        ready(s, contest.event_id, events.stage(s, contest.stage_id))


def test_fifty_at_once_reveal_a_stage_once(world: World) -> None:
    contest, drawn = over(world)
    ids = (contest.event_id, contest.trade_id)
    assert all_at_once(50, lambda n: actions.propose_reveal(drawn.officers[1], *ids)) == [
        "done", *["reveal_proposed"] * 49,
    ]  # fmt: skip
    assert all_at_once(50, lambda n: actions.approve_reveal(drawn.keepers[0], *ids)) == [
        "done", *["reveal_approved"] * 49,
    ]  # fmt: skip
    drawn.open("work_code")
    drawn.open("station_code")
    shares = drawn.shares("entry_code")
    answers = all_at_once(50, lambda n: sessions.open_draw("system", *ids, "entry_code", shares))
    assert answers == ["done", *["draw_open"] * 49]
    with reading() as s:
        assert s.query(LedgerLine).filter(LedgerLine.kind == "stage.revealed").count() == 1
        assert {one.entry_id for one in queries.stage_sheets(s, contest.stage_id)} == set(contest.entries)


def test_who_handed_in_nothing_appears_after_the_reveal_unmarked(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id, "three_stage")
    entries, people = world.contestants(trade_id, 4), world.judges(event_id, trade_id)
    drawn = three_draws(world, event_id, trade_id, absent=entries[2:])
    stage_id = actions.start_stage(event_id, trade_id, "system")
    contest = world.contest(event_id, trade_id, stage_id, entries[:2], people, drawn)
    for entry, theory in enumerate(("90", "75")):
        contest.finish(entry, theory, "12.01", ["3", "3"])
    for module in ("T", "A"):
        actions.lock_module(trade_id, stage_id, module, "system")
    contestants.set_status("system", entries[1], "DQ", "违规")
    contestants.set_status("system", entries[3], "DNS", "未到")
    actions.end_stage(event_id, trade_id, "system")
    drawn.reveal()
    board = json.loads(boards.publish(stage_id).body)
    assert [(one["name"], one["rank"], one["total"], one["status"]) for one in board["rows"]] == [
        (NAMES[0], 1, "97.00", ""), (NAMES[2], None, None, ""), (NAMES[3], None, None, "DNS"), (NAMES[1], None, "92.50", "DQ"),
    ]  # fmt: skip
    with reading() as s:
        found = compared(gather(s, stage_id))
    assert found.differences == ()


def test_an_event_does_not_come_to_its_reveal_while_works_have_no_names(world: World) -> None:
    contest, drawn = over(world)
    with world.app.test_request_context(), reading() as s:
        ground = Ground(s, events.event(s, contest.event_id), readiness.CHECKS)
        missing = GUARDS["unsealed"].missing(ground)
        assert missing is not None
        assert missing.href == f"/judging/{contest.event_id}/{contest.trade_id}/reveal"
    drawn.reveal()
    with world.app.test_request_context(), reading() as s:
        ground = Ground(s, events.event(s, contest.event_id), readiness.CHECKS)
        assert GUARDS["unsealed"].missing(ground) is None


def test_the_page_of_the_reveal_leads_from_the_proposal_to_the_chain(world: World) -> None:
    contest, drawn = over(world)
    address = f"/judging/{contest.event_id}/{contest.trade_id}/reveal"
    with reading() as s:
        logins = [str(s.get_one(Person, one).login) for one in (drawn.officers[1], drawn.keepers[0])]
    officer, supervisor = (world.signed_in(one) for one in logins)
    assert officer.post(f"{address}/approve").status_code == 403
    assert supervisor.post(f"{address}/propose").status_code == 403
    assert officer.post(f"{address}/propose").status_code == 303
    assert "approve-reveal" not in officer.get(address).get_data(as_text=True)
    assert "approve-reveal" in supervisor.get(address).get_data(as_text=True)
    assert supervisor.post(f"{address}/approve").status_code == 303
    draws = f"/sessions/{contest.event_id}/{contest.trade_id}/draws"
    for kind in reversed(KINDS):
        assert [code for code in NAMES[:3] if code in supervisor.get(address).get_data(as_text=True)] == []
        wrong = officer.post(f"{draws}/{kind}/open", data={"one": "x", "two": drawn.printed[kind][0]})
        assert wrong.status_code == 422
        sent = officer.post(f"{draws}/{kind}/open", data={"one": drawn.printed[kind][0], "two": drawn.printed[kind][1]})
        assert sent.status_code == 303
    shown = supervisor.get(address).get_data(as_text=True)
    told = [one for entry_id, codes in drawn.codes.items() for one in codes if f">{one}</td>" not in shown]
    assert (told, [name for name in NAMES[:3] if name not in shown]) == ([], [])
