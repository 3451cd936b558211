"""Before the reveal nothing that the house keeps, says or writes joins a name to a work: fifty names are planted, three draws
made, everything is marked, and then everything is searched. After the reveal the way of all fifty is right."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from competition import wiring
from competition.accounts.guard import rule_of
from competition.accounts.roles import ROLES, scope_path
from competition.contestants import actions as contestants
from competition.contestants import queries as contestant_queries
from competition.contestants.actions import ContestantDetails
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.judging.actions import Batch, Op
from competition.judging.exchange import package
from competition.live.hub import socketio
from competition.standings import queries as standings
from competition.standings.exporting import export_results
from competition.store import new_id, reading
from competition.store.base import Base
from competition.store.session import Store
from tests.blind import Drawn, three_draws
from tests.test_doors import address
from tests.world import Contest, World

FAMILIES, GIVEN = "禤逄亓笪厍郄妫璩蒯茹", ("霁澜", "昉黎", "骃驷", "璟瑄", "翀凫")
PLANTED = [f"{family}{given}" for family, given in product(FAMILIES, GIVEN)]
OFFICERS = ("cipher_officer",)
"""Roles that are not asked here: the officers of the draws print the slips, which is what they are for."""
WORK = re.compile(r"\bW-\d\d\b")


class Secrets:
    """What must not stand beside one another: all that says who somebody is, and all that says which work."""

    def __init__(self, drawn: Drawn, sheets: Iterable[str]) -> None:
        self.people = {*PLANTED, *drawn.codes, *(codes[0] for codes in drawn.codes.values())}
        self.stations = {codes[1] for codes in drawn.codes.values()}
        self.works = {*drawn.works.values(), *(codes[2] for codes in drawn.codes.values()), *sheets}

    def joined(self, said: str) -> list[str]:
        """One of each kind that stand in the same text; nothing where one kind is missing."""
        who = next((one for one in (*self.people, *self.stations) if one in said), None)
        what = next((one for one in self.works if one in said), None) or next(iter(WORK.findall(said)), None)
        return [who, what] if who and what else []


def played(world: World) -> tuple[Contest, Drawn]:
    """Fifty entered, drawn three times, and marked: the work of the nth entry has 50 + n / 2 of theory, all else is equal."""
    event_id = world.event()
    trade_id = world.trade(event_id, "three_stage")
    entries = [
        contestants.enter("system", trade_id, ContestantDetails(
            name=name, sex="", organisation_id=None, employer="青溪机械厂", id_number="", phone="",
        )) for name in PLANTED
    ]  # fmt: skip
    people = world.judges(event_id, trade_id)
    drawn = three_draws(world, event_id, trade_id)
    stage_id = judging.start_stage(event_id, trade_id, "system")
    contest = world.contest(event_id, trade_id, stage_id, entries, people, drawn)
    mark_all(contest, drawn)
    return contest, drawn


def mark_all(contest: Contest, drawn: Drawn) -> None:
    """Every sheet marked, submitted and signed, all of a judge's in one batch."""
    place = {work_id: contest.entries.index(entry_id) for entry_id, work_id in drawn.works.items()}
    with reading() as s:
        sheets = judging_queries.stage_sheets(s, contest.stage_id)
    for kind in ("submit", "sign"):
        for seat, tablet in enumerate(contest.tablets, 1):
            ops = []
            for sheet in (one for one in sheets if one.seat == seat):
                values = {"T1.1": str(50 + place[sheet.entry_id] / 2)} if sheet.module_key == "T" else {"A1.2": "3"}
                values |= {"A1.1": "12.01"} if sheet.module_key == "A" and seat == 1 else {}
                if kind == "submit":
                    ops += [
                        Op(op_id=new_id(), kind="mark", sheet=sheet.id, aspect=key, value=said)
                        for key, said in values.items()
                    ]
                ops.append(Op(op_id=new_id(), kind=kind, sheet=sheet.id))
            answers = judging.take([Batch(tablet, tuple(ops))])[0]
            assert {answer.answer for answer in answers} == {"kept"}


def rows(store: Store) -> Iterator[tuple[str, str]]:
    """(table, row as text) of the whole database; octets as if each were a letter."""
    with store.reader.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"')):
                yield table.name, " ".join(one.decode("latin-1") if isinstance(one, bytes) else str(one) for one in row)


def answers(world: World, contest: Contest, drawn: Drawn, clients: dict[str, FlaskClient]) -> Iterator[tuple[str, str]]:
    """(address, answer) of every page, download and API of the house, the event, the trade and its stage: public ones to
    nobody in particular, the others to a desk with every role but the draws' officers and to the administrator."""
    with reading() as s:
        sheet = judging_queries.stage_sheets(s, contest.stage_id)[0]
        station = contestant_queries.entries_of_stage(s, contest.stage_id)[0].station_code
    known = {"event_id": contest.event_id, "trade_id": contest.trade_id, "stage_id": contest.stage_id, "sheet_id": sheet.id,
             "entry_id": contest.entries[0], "kind": "work_code", "part": "1", "person_id": contest.people[0]}  # fmt: skip
    for rule in world.app.url_map.iter_rules():
        guard = rule_of(world.app.view_functions[rule.endpoint])
        if "GET" not in (rule.methods or set()) or not rule.arguments <= {*known, "code"}:
            continue
        asking = {"nobody"} if guard == "public" else {"desk", "admin"}
        for code in (sheet.code, station) if "code" in rule.arguments else ("",):
            asked = address(rule, **known, code=code)
            for who in sorted(asking):
                yield f"{who} {asked}", said_by(clients[who].get(asked).get_data())
    for tablet in contest.tablets:
        yield f"tablet {tablet.id}", json.dumps(package(tablet), ensure_ascii=False)
    for search in (PLANTED[0], sheet.code, next(iter(drawn.codes.values()))[0]):
        yield f"search {search}", clients["desk"].get(f"/desk/find?q={search}").get_data(as_text=True)


def said_by(octets: bytes) -> str:
    """What an answer says; of a workbook what all its parts say."""
    if octets.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(octets)) as book:
            return "\n".join(book.read(part).decode("utf-8", "replace") for part in book.namelist())
    return octets.decode("utf-8", "replace")


def written(contest: Contest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """(file, text) of what is exported of the stage."""
    for file in export_results(contest.event_id, None, tmp_path / "exported"):
        yield file.name, file.read_text("utf-8")


def test_nothing_joins_a_name_to_a_work_before_the_reveal_and_everything_does_after_it(
    world: World, store: Store, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    emitted: list[str] = []
    monkeypatch.setattr(socketio, "emit", lambda *said, **more: emitted.append(repr((said, more))))
    contest, drawn = played(world)
    wiring.produce_board(contest.stage_id)
    world.person("欧阳静怡", "desk", *product(sorted(ROLES - set(OFFICERS)), [scope_path(contest.event_id)]))
    world.person("苏明", "admin", ("sys_admin", "/"), ("organiser", "/"))
    clients = {"nobody": world.app.test_client(), "desk": world.signed_in("desk"), "admin": world.signed_in("admin")}
    with reading() as s:
        sheets = [one.id for one in judging_queries.stage_sheets(s, contest.stage_id)]
    secrets = Secrets(drawn, sheets)
    assert (len(secrets.people), len(secrets.works)) == (150, 50 + 50 + len(sheets))

    told = [*answers(world, contest, drawn, clients), *rows(store), *written(contest, tmp_path)]
    told += [("socket", one) for one in emitted]
    told += [("log", line) for stream in capfd.readouterr() for line in stream.splitlines()]
    assert [(where, secrets.joined(said)) for where, said in told if secrets.joined(said)] == []
    whole = "\n".join(said for _where, said in told)
    assert [one for one in (*PLANTED, *drawn.works.values()) if one not in whole] == []
    assert len(emitted) >= 1
    assert secrets.joined(f"{PLANTED[7]} {drawn.codes[contest.entries[0]][2]}") != []
    ids = f"{contest.event_id}/{contest.trade_id}"
    shown = {where for where, said in told if WORK.search(said)}
    named = {where for where, said in told if PLANTED[0] in said}
    assert {
        f"desk /judging/{ids}",
        f"desk /judging/{ids}/sheets/{sheets[0]}",
        f"tablet {contest.tablets[0].id}",
        "sheet",
    } <= shown
    assert {f"desk /contestants/{contest.event_id}", f"search {PLANTED[0]}", "entry", "ledger_line"} <= named
    if store.sqlite:
        assert beside_in_file(store, tmp_path, secrets) == []

    for module in ("T", "A"):
        judging.lock_module(contest.trade_id, contest.stage_id, module, "system")
    judging.end_stage(contest.event_id, contest.trade_id, "system")
    drawn.reveal()
    with reading() as s:
        found = {entry.name: place.standing.total for place, entry, _kept in standings.jury_order(s, contest.stage_id)}
        codes = {one.entry_id: one.code for one in judging_queries.stage_sheets(s, contest.stage_id)}
    assert {name: str(total) for name, total in found.items()} == {
        name: f"{85 + 0.15 * place:.2f}" for place, name in enumerate(PLANTED)
    }
    assert codes == {entry_id: each[2] for entry_id, each in drawn.codes.items()}


def beside_in_file(store: Store, tmp_path: Path, secrets: Secrets) -> list[bytes]:
    """What stands in the octets of the database file, its journal or a backup of it: a work code close behind or before
    an entry code, a station or a name, as a row with both would have them."""
    file = Path(store.url.removeprefix("sqlite:///"))
    backup = tmp_path / "backup.db"
    with sqlite3.connect(file) as one, sqlite3.connect(backup) as other:
        one.backup(other)
    who = b"|".join(re.escape(each.encode()) for each in sorted({*secrets.people, *secrets.stations}))
    close = re.compile(rb"(?:%b).{0,12}W-\d\d|W-\d\d.{0,12}(?:%b)" % (who, who), re.DOTALL)
    files = [one for one in (file, file.with_name(f"{file.name}-wal"), backup) if one.exists()]
    return [found for one in files for found in close.findall(one.read_bytes())]
