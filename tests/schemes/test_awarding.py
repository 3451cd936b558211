"""The awards of a scheme in words: on its page, in its technical document, in a comparison, and where one is refused."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from flask import Flask

from competition.engine.plans import parse_plan
from competition.engine.refusal import PlanRefused
from competition.schemes import actions, awarding, places, telling
from competition.web.words import install
from tests.engine import award_tables as tables
from tests.engine.award_plans import awarding as plan_with
from tests.engine.plan_documents import text
from tests.world import PLAN, World

AWARDS: dict[str, Any] = {
    "medals": {"on": "total", "window": "2.50", "small_fields": [{"below": 4, "medals": 0}, {"below": 6, "medals": 2}]},
    "medallion": {"on": "total", "from": "70"},
    "prizes": [
        {
            "key": "first",
            "title": tables.named("一等奖"),
            "share": "0.1",
            "rounding": "up",
            "minimum": 0,
            "cut": "exclusive",
        },
        {"key": "second", "title": tables.named("二等奖"), "share": "0.125"},
        {"key": "third", "title": tables.named("三等奖"), "count": 1},
        {"key": "merit", "title": tables.named("优胜奖"), "within": "0.5"},
        {"key": "passed", "title": tables.named("合格"), "from_total": "60.0"},
    ],
}


def said(awards: dict[str, Any]) -> dict[str, list[str]]:
    return {part.label: part.lines for part in awarding.told(plan_with(awards))}


@pytest.fixture
def english() -> Iterator[None]:
    """A page in English is being made; nothing else of the house is there."""
    app = Flask("words")
    install(app, lambda: None)
    with app.test_request_context("/?lang=en"):
        yield


@pytest.mark.usefixtures("english")
def test_told_says_medals_and_prizes() -> None:
    assert said({"by_division": True, **AWARDS}) == {
        "Divisions": ["Ranks, prizes and medals are given in each division."],
        "Medals": [
            "Gold, silver, bronze: a difference of at most 2.5 in the total is a tie; compared with the first of the group",
            "Fewer than 4 ranked: no medals",
            "Fewer than 6 ranked: gold and silver only",
        ],
        "Medallion for excellence": ["total of 70 or more, without a medal"],
        "Prizes": [
            "一等奖: 10 % of the field, rounded up; of a tied group that goes past the last place nobody has it",
            "二等奖: 12.5 % of the field, rounded down; at least 1 from 4 entries on; "
            "all who are tied with the last place have it too",
            "三等奖: 1 place; all who are tied with the last place have it too",
            "优胜奖: the upper 50 % of the field without a prize above",
            "合格: a total of 60 or more without a prize above",
        ],
    }


@pytest.mark.usefixtures("english")
def test_told_says_titles_and_levels() -> None:
    rows = [
        {"from": 1, "to": 1, "level": 1, "prior": [2, 3]},
        {"from": 2, "total_from": "60", "level": 4},
        {"passed": [{"component": "theory", "from": "60"}], "level": 5},
    ]
    titles = [tables.title("expert", "技术能手", 2, 10, divisions=["职工组", "学生组"])]
    titles.append({"key": "winner", "title": tables.named("标兵"), "prizes": ["first", "third"]})
    assert said({"prizes": tables.PRIZES, "titles": titles, "promotion": rows}) | {"Prizes": []} == {
        "Prizes": [],
        "Titles": ["技术能手: rank 2 to 10; only 职工组, 学生组", "标兵: with one of: 一等奖, 三等奖"],
        "Skill levels": [
            "Senior technician (level 1): rank 1; who is Technician (level 2), Senior worker (level 3)",
            "Intermediate worker (level 4): rank 2 and after; total of 60 or more",
            "Junior worker (level 5): theory of 60 or more",
        ],
    }


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        ({"rule": "sum"}, ["the sum of all totals", "equal teams share the rank"]),
        (
            {"rule": "top_n", "n": 3, "tie": "best_place"},
            ["the sum of the best 3 totals", "of equal teams the one with the better best place is ahead"],
        ),
        ({"rule": "top_n", "n": 1}, ["the best total", "equal teams share the rank"]),
        (
            {"rule": "sum", "complete": True, "tie": "time:P2", "divisions": ["县队"]},
            [
                "the sum of all totals",
                "a team short of members has no rank",
                "of equal teams the one with the shorter time of all in 标题 is ahead",
                "only 县队",
            ],
        ),
        (
            {"rule": "place_points", "points": ["8", "4.50"], "n": 3},
            ["points for the places: 8, 4.5", "the best 3 of them count", "equal teams share the rank"],
        ),
    ],
)
@pytest.mark.usefixtures("english")
def test_told_says_tables(rule: dict[str, Any], lines: list[str]) -> None:
    lines = [line.replace("标题", text()["en"]) for line in lines]
    assert said({"teams": rule}) == {"Teams": lines}
    assert said({"organisations": rule}) == {"Organisations": lines}


@pytest.mark.usefixtures("english")
def test_told_says_the_organisation_award() -> None:
    assert said(tables.CHONGQING_ENTRANTS) == {"Organisation award": ["rank 1 to 2 by the number of entrants"]}
    assert said(tables.XINZHOU)["Organisation award"] == ["rank 4 to 6 of the table of organisations"]


@pytest.mark.usefixtures("english")
def test_told_says_nothing_of_a_plan_without_awards() -> None:
    assert said({}) == said({"by_division": True}) == {}


@pytest.mark.usefixtures("english")
def test_compare_shows_what_became_of_the_awards() -> None:
    more = deepcopy(PLAN) | {"awards": {"prizes": AWARDS["prizes"][3:4]}}
    line = telling.Line("Awards: Prizes", "", "优胜奖: the upper 50 % of the field without a prize above")
    assert telling.compare(PLAN, more).general == [line]
    assert telling.compare(more, more).same


@pytest.mark.parametrize(
    ("awards", "where", "why"),
    [
        (
            {"prizes": [{"key": "k", "title": text(), "share": "1.1"}]},
            "Awards › Prizes k › Share of the field",
            "a figure from 0 to 1 is expected",
        ),
        (
            {"medals": {"on": "scale_score", "window": "2"}},
            "Awards › Medals › Figure",
            "the scheme has no scale score",
        ),
        (
            {"promotion": [{"from": 1, "to": 3, "prior": [3, 2], "level": 2}]},
            "Awards › Skill levels 1 › New level",
            "this level is not above level 2, which is asked for",
        ),
        (
            {"teams": {"rule": "sum", "tie": "time:Z"}},
            "Awards › Teams › Equal teams",
            "this comparator is not known",
        ),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_refusal_of_awards_is_named_in_words(awards: dict[str, Any], where: str, why: str) -> None:
    document = deepcopy(PLAN) | {"awards": awards}
    with pytest.raises(PlanRefused) as refused:
        parse_plan(document)
    assert (places.where(document, refused.value.path), places.why(refused.value)) == (where, why)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_and_the_technical_document_print_the_awards(world: World, language: str) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    scheme = f"/schemes/{event_id}/{trade_id}"
    browser = world.organiser()
    pages = [f"{scheme}?lang={language}", f"{scheme}/technical?lang={language}"]
    assert [('id="awards' in (page := browser.get(address).text), "优胜奖" in page) for address in pages] == [
        (False, False)
    ] * 2

    actions.add_version("system", trade_id, deepcopy(PLAN) | {"awards": AWARDS}, "awards")

    assert [('id="awards' in (page := browser.get(address).text), "优胜奖" in page) for address in pages] == [
        (True, True)
    ] * 2
