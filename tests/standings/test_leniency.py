"""How lenient judges are beside each other, for the chief and the desk: judges by name, contestants nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as listen

from competition.accounts.roles import scope_path
from competition.contestants import actions as contestants
from competition.events import queries as events
from competition.judging import actions as judging
from competition.officials import actions as officials
from competition.officials import queries as official_queries
from competition.standings import leniency
from competition.standings.leniency import Ground, PanelReport
from competition.store import Refused, new_id, reading
from tests.standings.test_field import started
from tests.world import JUDGES, NAMES, PLAN, Contest, World

FINISH = ("0,1", "1,2", "1,3", "2,2", "2,3", "1,2")


def by_sheets(option: str | None = None) -> dict[str, Any]:
    """The small plan with a panel of sheets in filing, whose leniency is treated so."""
    plan = deepcopy(PLAN)
    plan["modules"][1]["panel"] |= {"level": "sheet", "spread": None} | ({"leniency": option} if option else {})
    return plan


def marked(contest: Contest, finish: tuple[str, ...] = FINISH) -> Contest:
    """Both judges look at the finish of the first entries: a step each of 0 to 3, 20 points a step."""
    for entry, steps in enumerate(finish):
        for seat, step in enumerate(steps.split(","), start=1):
            if step:
                contest.mark(entry, "A", seat, A1_2=step)
    return contest


def ground(contest: Contest) -> Ground:
    with reading() as s:
        return leniency.ground_of(s, events.stage(s, contest.stage_id))


def report(contest: Contest) -> PanelReport:
    (found,) = leniency.panel_reports(ground(contest))
    return found


def figures(found: PanelReport) -> list[tuple[Any, ...]]:
    """(seat, who, sheets, of them beside others, mean, difference, spread, z, spread beside all) of each seat."""
    return [
        (line.seat, line.name, *([
            line.figures.entries, line.figures.beside, str(line.figures.mean), str(line.figures.effect),
            str(line.figures.sd), str(line.figures.z), str(line.figures.width),
        ] if line.figures else []))
        for line in found.seats
    ]  # fmt: skip


@pytest.mark.parametrize("option", [None, "z", "additive"])
def test_report_sets_judges_beside_each_other_whatever_the_plan_does_about_it(world: World, option: str | None) -> None:
    contest = marked(started(world, by_sheets(option), entries=6))

    found = report(contest)

    assert (found.module.key, found.state, found.reach, found.aspects) == ("A", "enough", Decimal("17.00"), ())
    assert figures(found) == [
        (1, JUDGES[0], 6, 6, "23.33", "-10.00", "13.74", "-0.59", "0.81"),
        (2, JUDGES[1], 6, 6, "43.33", "10.00", "13.74", "0.59", "0.81"),
    ]


def test_report_looks_aspect_by_aspect_where_the_panel_does(world: World) -> None:
    plan = deepcopy(PLAN)
    aspects = plan["modules"][1]["criteria"][0]["aspects"]
    aspects.append(aspects[1] | {"key": "A1.4", "title": {"zh": "锐边", "en": "Edges"}, "max": "30"})
    plan["components"][1]["max"] = "130"
    contest = started(world, plan, entries=2)
    for seat, steps in ((1, ("3", "0")), (2, ("0", "3"))):
        contest.mark(0, "A", seat, A1_2=steps[0], A1_4=steps[1])

    found = report(contest)

    assert [aspect.key for aspect in found.aspects] == ["A1.2", "A1.4"]
    assert [(line.figures.effect if line.figures else None, [one and one.effect for one in line.by_aspect]) for line in found.seats] == [
        (Decimal("15.00"), [Decimal("30.00"), Decimal("-15.00")]),
        (Decimal("-15.00"), [Decimal("-30.00"), Decimal("15.00")]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("finish", "state"),
    [((), "none"), (("1,", "2,"), "alone"), (FINISH[:4], "few"), (FINISH[:5], "enough")],
)
def test_report_says_how_much_there_is_to_compare(world: World, finish: tuple[str, ...], state: str) -> None:
    assert report(marked(world.started(entries=6), finish)).state == state


def test_entries_with_a_status_tell_nothing(world: World) -> None:
    contest = marked(world.started(entries=6))
    contestants.set_status("system", contest.entries[0], "DQ", "裁判长决定")

    assert [(line.figures.entries if line.figures else 0) for line in report(contest).seats] == [5, 5]


def test_who_sat_there_before_is_named_too(world: World) -> None:
    contest = marked(world.started(entries=2), FINISH[:1])
    substitute = officials.add_judge("system", contest.event_id, contest.trade_id, name=JUDGES[4])
    with reading() as s:
        leaving = official_queries.judges(s, contest.trade_id)[1].id
    judging.replace_judge(contest.event_id, contest.trade_id, leaving, substitute, "生病", "system")

    assert [(line.name, line.before) for line in report(contest).seats] == [
        (JUDGES[0], ()), (JUDGES[4], (JUDGES[1],)),
    ]  # fmt: skip


def test_lead_who_does_not_count_has_a_seat_without_figures(world: World) -> None:
    plan = by_sheets()
    plan["modules"][1]["panel"]["exclude_lead"] = True
    found = report(marked(started(world, plan, entries=2), FINISH[:2]))

    assert [(line.seat, line.counts, line.figures is None) for line in found.seats] == [
        (1, False, True), (2, True, False),
    ]  # fmt: skip


def test_stage_that_has_not_begun_has_no_report(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    with reading() as s, pytest.raises(Refused, match=r"^not_there$"):
        leniency.ground_of(s, events.stage_of_trade(s, trade_id))


def chief(world: World, contest: Contest, role: str = "chief_judge") -> FlaskClient:
    world.person("方晓棠", "chief", (role, scope_path(contest.event_id, contest.trade_id)))
    return world.signed_in("chief")


def address(contest: Contest, more: str = "") -> str:
    return f"/standings/{contest.event_id}/{contest.trade_id}/leniency{more}"


def page(client: FlaskClient, contest: Contest, more: str = "?lang=en") -> str:
    answer = client.get(address(contest, more))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


@pytest.mark.parametrize("anonymity", ["open", "station", "three_stage"])
def test_page_names_judges_and_no_contestant(world: World, anonymity: str) -> None:
    contest = marked(world.started(anonymity, entries=6))

    shown = page(chief(world, contest), contest)

    assert [name in shown for name in (*JUDGES[:2], *NAMES[:6], *contest.entries)] == [True] * 2 + [False] * 12
    codes = [contest.sheet(entry, "A", 1).code for entry in range(6)]
    assert [code for code in codes if f">{code}<" in shown] == []
    assert [words in shown for words in ("−10.00", "+10.00", "23.33", "changes no result", "Too few marks")] == [
        True, True, True, True, False,
    ]  # fmt: skip


def test_page_says_that_there_are_too_few_marks_in_both_languages(world: World) -> None:
    contest = world.started(entries=6)
    client = chief(world, contest)
    told = [page(client, contest, f"?lang={lang}") for lang in ("zh", "en")]
    marked(contest, FINISH[:2])
    told += [page(client, contest, f"?lang={lang}") for lang in ("zh", "en")]

    words = ("尚无评分", "Nothing is marked yet", "评分过少", "Too few marks")
    assert [[word in one for word in words] for one in told] == [
        [True, False, False, False], [False, True, False, False], [False, False, True, False], [False, False, False, True],
    ]  # fmt: skip


def test_page_is_sorted_by_seat_either_way(world: World) -> None:
    contest = marked(world.started(entries=2), FINISH[:2])
    client = chief(world, contest)

    def seats(more: str) -> tuple[list[str], list[str], list[str]]:
        shown = page(client, contest, more)
        order = re.findall(r'<th scope="row" class="num"[^>]*>(\d+)</th>', shown)
        return order, re.findall(r'aria-sort="(\w+)"', shown), re.findall(r'href="[^"]*/leniency(\?[^"]*)?"', shown)

    assert [seats(more) for more in ("", "?sort=-seat", "?sort=mean")] == [
        (["1", "2"], ["ascending"], ["?sort=-seat"]), (["2", "1"], ["descending"], [""]),
        (["1", "2"], ["ascending"], ["?sort=-seat"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("organiser", 200),
        ("supervisor", 200),
        ("arbitration", 200),
        ("scoring_judge", 403),
        ("score_clerk", 403),
        ("expert_lead", 403),
    ],
)
def test_page_opens_to_who_may_read_explanations(world: World, role: str, status: int) -> None:
    contest = world.started(entries=1, judges=1)

    assert chief(world, contest, role).get(address(contest)).status_code == status


def test_page_answers_the_dull_questions(world: World, client: FlaskClient) -> None:
    contest = world.started(entries=1, judges=1)
    everywhere = world.organiser()
    nowhere = [
        f"/standings/{new_id()}/{contest.trade_id}/leniency",
        f"/standings/{contest.event_id}/{new_id()}/leniency",
    ]

    assert (client.get(address(contest)).status_code, everywhere.post(address(contest)).status_code) == (302, 405)
    assert [everywhere.get(one).status_code for one in nowhere] == [404, 404]


def test_sheets_and_explanations_lead_there(world: World) -> None:
    contest = world.started(entries=1)
    client = chief(world, contest)
    code = contest.sheet(0, "A", 1).code
    place = f"{contest.event_id}/{contest.trade_id}"
    link = f'href="{address(contest)}"'

    pages = [client.get(path).text for path in (f"/judging/{place}", f"/standings/{place}/explain/{code}")]

    assert [link in one for one in pages] == [True, True]


@contextmanager
def asked(world: World) -> Iterator[list[str]]:
    """What the readers' database is asked meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    engine = world.app.extensions["store"].reader
    listen.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        listen.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(("entries", "judges"), [(2, 2), (8, 4)])
def test_page_asks_as_many_questions_however_many_there_are(world: World, entries: int, judges: int) -> None:
    contest = marked(world.started(entries=entries, judges=judges), FINISH[:2])
    client = chief(world, contest)
    page(client, contest)
    with asked(world) as seen:
        page(client, contest)

    assert len([one for one in seen if one.startswith("SELECT")]) == 13, seen
