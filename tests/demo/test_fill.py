"""A filled demo: ten trades, believable panels, a past that the seed decides."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from competition.app import create_app
from competition.config import settings_from
from competition.contestants import queries as contestants
from competition.demo import hands
from competition.demo.fill import ZONE, Filled, fill
from competition.demo.names import ROLL, TRADES
from competition.events import queries as events
from competition.judging import queries as judging
from competition.officials import queries as officials
from competition.organisations import queries as organisations
from competition.registration import queries as registration
from competition.registration.queries import Wanted
from competition.schemes.library import templates
from competition.series import queries as series
from competition.standings import queries as standings
from competition.store import reading
from competition.store.session import Store, bind
from tests.conftest import ENVIRON

pytestmark = pytest.mark.xdist_group("demo")


@dataclass(frozen=True)
class Made:
    filled: Filled
    store: Store


@pytest.fixture(scope="module")
def made(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The demo of seed 8, made once for this file."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(sqlite_template, folder / "competition.db")
    app = create_app(settings_from(ENVIRON | {"COMPETITION_DATA": str(folder)}))
    store: Store = app.extensions["store"]
    yield Made(fill(8, "spirit-level-7", dt.date(2026, 9, 28)), store)
    store.close()


@pytest.fixture
def filled(made: Made) -> Filled:
    bind(made.store)
    return made.filled


def test_fill_makes_ten_trades_with_full_fields(filled: Filled):
    with reading() as s:
        fields = {trade.code: len(contestants.entries_of_stage(s, trade.stage_id)) for trade in filled.trades}
        stages = [events.stage(s, trade.stage_id) for trade in filled.trades]
    assert sorted(fields) == sorted(template.code for template in map(templates().__getitem__, TRADES))
    assert {code: count for code, count in fields.items() if not 20 <= count <= 40} == {}
    assert Counter(stage.anonymity for stage in stages) == {"open": 8, "station": 1, "three_stage": 1}
    assert {stage.state for stage in stages} == {"RUNNING"}


def test_fill_names_nobody_twice_in_a_trade(filled: Filled):
    with reading() as s:
        names = {
            trade.code: [one.name for one in contestants.entries_of_stage(s, trade.stage_id)] for trade in filled.trades
        }
    assert {code: Counter(of).most_common(1)[0][1] for code, of in names.items()} == dict.fromkeys(names, 1)


def test_fill_grows_a_tree_by_region_and_by_industry(filled: Filled):
    with reading() as s:
        tree = organisations.tree(s)
        by_industry = [organisations.organisation(s, branch.id) for branch in tree if branch.level == "enterprise"]
    assert Counter(branch.depth for branch in tree)[0] == 1
    assert {branch.level for branch in tree} == {"city", "county", "park", "enterprise"}
    assert all(unit and unit.industry and unit.ownership and unit.industry_parent_id for unit in by_industry)


def test_fill_keeps_a_roll_on_which_most_contestants_stand(filled: Filled):
    with reading() as s:
        entries = contestants.entries_of_event(s, filled.event_id)
    on_roll = sum(bool(one.union_name) for one in entries)
    assert filled.members == ROLL
    assert 0.8 < on_roll / len(entries) < 1
    assert {one.skill_level for one in entries} == {0, 1, 2, 3, 4, 5}
    assert any(one.coach for one in entries)
    assert all(one.age is not None for one in entries)


def test_fill_arranges_three_days_with_divisions_and_roles(filled: Filled):
    with reading() as s:
        points = events.programme(s, filled.event_id)
        divided = events.divisions_of_event(s, filled.event_id)
        roles = [one.role for one in events.organisers(s, filled.event_id)]
        venues = events.venues(s, filled.event_id)
        placed = {one.division_id for one in contestants.entries_of_event(s, filled.event_id)}
    assert (len({one.starts_at.astimezone(ZoneInfo(ZONE)).date() for one in points}), len(venues), len(divided)) == (
        3,
        4,
        4,
    )
    assert sorted(set(roles)) == ["co_organiser", "host", "organiser"]
    assert {one.id for some in divided.values() for one in some} <= placed


def test_fill_seats_nobody_against_a_recusal_but_for_a_reason(filled: Filled):
    with reading() as s:
        found = {trade.code: officials.conflicts(s, filled.event_id, trade.id) for trade in filled.trades}
        letters = [one.answer for trade in filled.trades for one in officials.letters(s, trade.id).values()]
    assert [code for code, between in found.items() if between] == ["TG"]
    assert {one.kind for some in found["TG"].values() for one in some} == {"declared"}
    assert set(letters) == {"accepted"}


def test_fill_has_last_year_in_the_archive_and_a_series_of_both(filled: Filled):
    with reading() as s:
        before, _after = events.editions(s, filled.event_id)
        assert before is not None
        boards = standings.boards_of(s, before.id)["boards"]
        shown = series.all_series(s, shown=True)
        rounds = [one.event_id for one in series.rounds(s, shown[0].id)]
    assert (before.state, [board["stage"]["state"] for board in boards]) == ("ARCHIVED", ["ENDED", "ENDED"])
    assert [one.name for one in shown] == ["技能月月练"]
    assert set(rounds) == {before.id, filled.event_id}


def test_fill_opens_the_next_event_to_register(filled: Filled):
    with reading() as s:
        (coming,) = [one for one in events.public_events(s) if one.state == "REGISTRATION_OPEN"]
        waiting = registration.search(s, Wanted(event_id=coming.id, state="SENT"))
        teams = contestants.entries_of_event(s, coming.id)
        people = contestants.team_people(s, {one.team_id for one in teams if one.team_id})
    assert len(waiting) == 6
    assert [len(some) for some in people.values()] == [5, 5, 5]


def test_fill_seats_five_to_seven_judges_and_a_guest(filled: Filled):
    with reading() as s:
        judges = {trade.code: officials.judges(s, trade.id) for trade in filled.trades}
    assert {code: sum(one.role == "chief_judge" for one in of) for code, of in judges.items()} == dict.fromkeys(
        judges, 1
    )
    guests = {filled.guest.trade.code: 1}
    assert {code: n for code, of in judges.items() if not 5 <= (n := len(of) - guests.get(code, 0)) <= 7} == {}
    assert len(filled.tablets) == sum(len(of) - 1 for of in judges.values()) - 1


def test_fill_marks_the_past_as_the_seed_says(filled: Filled):
    differing = []
    for trade in filled.trades:
        plan = next(one.plan for one in map(templates().__getitem__, TRADES) if one.code == trade.code)
        with reading() as s:
            sheets = {sheet.id: sheet for sheet in judging.stage_sheets(s, trade.stage_id)}
            marks = judging.stage_marks(s, trade.stage_id)
            codes = {sheet.entry_id: sheet.code for sheet in sheets.values()}
        for entry_id, kept in marks.items():
            for (module, seat, key), text in kept.marks.items():
                wanted = hands.value(8, trade.code, codes[entry_id], module, seat, plan.aspect(key))
                if wanted != text:
                    differing.append((codes[entry_id], module, seat, key, text, wanted))
    assert differing == []


def test_fill_leaves_theory_nearly_signed_and_practical_begun(filled: Filled):
    for trade in filled.trades:
        plan = next(one.plan for one in map(templates().__getitem__, TRADES) if one.code == trade.code)
        with reading() as s:
            sheets = judging.stage_sheets(s, trade.stage_id)
        of_theory = {module.key for module in plan.modules_of("theory")}
        theory = [sheet.state == "SIGNED" for sheet in sheets if sheet.module_key in of_theory]
        practical = [sheet.state == "SIGNED" for sheet in sheets if sheet.module_key not in of_theory]
        assert sum(theory) / len(theory) > 0.85, trade.code
        assert 0.2 < sum(practical) / len(practical) < 0.7, trade.code
        assert {sheet.state for sheet in sheets} == {"OPEN", "SIGNED"}, trade.code
