"""Reading the awards of a plan document, and refusing those that contradict themselves."""

from dataclasses import replace
from decimal import Decimal

import pytest

from competition.engine.plans import parse_plan
from competition.engine.plans.awarding import read_awards
from competition.engine.plans.awarding_checks import check_awards
from competition.engine.plans.awarding_shape import (
    Awards,
    Medallion,
    Medals,
    OrganisationAward,
    Passed,
    Prize,
    Promotion,
    Reach,
    SmallField,
    TeamRule,
    Title,
)
from competition.engine.plans.reading import Reader
from competition.engine.plans.shape import Order, ScaleScore, Text
from competition.engine.refusal import PlanRefused
from competition.engine.rounding import Rounding
from tests.engine.plan_documents import Document, aspect, changed, module, plan, points, text

ON_TIME = "time:A2"
WHOLE: Document = {
    "by_division": True,
    "medals": {
        "on": "scale_score",
        "window": "2",
        "anchor": "previous",
        "small_fields": [{"below": 4, "medals": 0}, {"below": 5, "medals": 1}, {"below": 6, "medals": 2}],
    },
    "medallion": {"on": "total", "from": "60"},
    "prizes": [
        {"key": "first", "title": text(), "share": "0.1", "rounding": "up", "minimum": 0, "from_entries": 7},
        {"key": "second", "title": text(), "share": "0.9", "cut": "exclusive"},
        {"key": "third", "title": text(), "count": 3, "cut": "inclusive"},
        {"key": "merit", "title": text(), "within": "0.5"},
        {"key": "more", "title": text(), "within": "1"},
        {"key": "good", "title": text(), "from_total": "70"},
        {"key": "passed", "title": text(), "from_total": "60"},
    ],
    "teams": {"rule": "top_n", "n": 3, "complete": True, "tie": ON_TIME, "divisions": ["职工组", "学生组"]},
    "organisations": {"rule": "place_points", "points": ["8", "4", "4", "1"], "of": "prizes", "tie": "best_place"},
    "organisation_award": {"by": "points", "count": 3, "after": 3},
    "titles": [
        {"key": "expert", "title": text(), "from": 1, "to": 3, "divisions": ["职工组"], "total_from": "60"},
        {"key": "able", "title": text(), "prizes": ["first", "second"]},
        {"key": "sound", "title": text(), "passed": [{"component": "practical", "from": "60"}]},
        {"key": "fair", "title": text(), "total_from": "60"},
        {"key": "tenth", "title": text(), "from": 10, "total_from": "0"},
    ],
    "promotion": [{"from": 1, "to": 5, "prior": [5, 4, 3], "level": 2}, {"from": 6, "to": 6, "level": 5}],
}
T = Text("标题", "Title")
READ = Awards(
    by_division=True,
    medals=Medals("scale_score", Decimal(2), "previous", (SmallField(4, 0), SmallField(5, 1), SmallField(6, 2))),
    medallion=Medallion("total", Decimal(60)),
    prizes=(
        Prize("first", T, share=Decimal("0.1"), rounding="up", minimum=0, from_entries=7),
        Prize("second", T, share=Decimal("0.9"), cut="exclusive"),
        Prize("third", T, count=3),
        Prize("merit", T, within=Decimal("0.5")),
        Prize("more", T, within=Decimal(1)),
        Prize("good", T, from_total=Decimal(70)),
        Prize("passed", T, from_total=Decimal(60)),
    ),
    teams=TeamRule("top_n", n=3, complete=True, tie="time", time="A2", divisions=("职工组", "学生组")),
    organisations=TeamRule(
        "place_points", points=(Decimal(8), Decimal(4), Decimal(4), Decimal(1)), of="prizes", tie="best_place"
    ),
    organisation_award=OrganisationAward("points", 3, 3),
    titles=(
        Title("expert", T, Reach(1, 3, ("职工组",), Decimal(60))),
        Title("able", T, Reach(prizes=("first", "second"))),
        Title("sound", T, Reach(passed=(Passed("practical", Decimal(60)),))),
        Title("fair", T, Reach(total_from=Decimal(60))),
        Title("tenth", T, Reach(10, total_from=Decimal(0))),
    ),
    promotion=(Promotion(2, Reach(1, 5), (5, 4, 3)), Promotion(5, Reach(6, 6))),
)


def read(awards: object) -> Awards:
    return read_awards(Reader({"awards": awards}, ""))


def test_read_awards_reads_every_part():
    assert read(WHOLE) == READ


@pytest.mark.parametrize(
    "nothing", [{}, {"awards": None}, {"awards": {}}, {"awards": {"prizes": [], "titles": [], "promotion": []}}]
)
def test_read_awards_gives_nothing_where_nothing_is_said(nothing):
    assert read_awards(Reader(nothing, "")) == Awards()


def test_read_awards_knows_what_is_usual():
    plain = {
        "medals": {"on": "total", "window": "0"},
        "prizes": [{"key": "first", "title": text(), "share": "0.1"}],
        "teams": {"rule": "sum"},
        "organisations": {"rule": "place_points", "points": ["1"], "n": 1, "tie": "shared"},
        "organisation_award": {"by": "entrants", "count": 1},
    }
    assert read(plain) == Awards(
        by_division=False,
        medals=Medals("total", Decimal(0), "first", ()),
        prizes=(Prize("first", T, Decimal("0.1"), None, None, None, "down", 1, 4, "inclusive"),),
        teams=TeamRule("sum", None, (), "places", False, "shared", "", ()),
        organisations=TeamRule("place_points", 1, (Decimal(1),), "places", False, "shared", "", ()),
        organisation_award=OrganisationAward("entrants", 1, 0),
    )


BENT: list[tuple[str, object, str, str]] = [
    ("colour", "gold", "unknown_key", "awards.colour"),
    ("by_division", "yes", "not_a_flag", "awards.by_division"),
    ("medals", [], "not_an_object", "awards.medals"),
    ("medals.on", "rank", "not_a_choice", "awards.medals.on"),
    ("medals.window", "-1", "out_of_bounds", "awards.medals.window"),
    ("medals.window", "10000.5", "out_of_bounds", "awards.medals.window"),
    ("medals.anchor", "last", "not_a_choice", "awards.medals.anchor"),
    ("medals.colour", "gold", "unknown_key", "awards.medals.colour"),
    ("medals.small_fields.0.below", 1, "out_of_bounds", "awards.medals.small_fields[0].below"),
    ("medals.small_fields.2.below", 1001, "out_of_bounds", "awards.medals.small_fields[2].below"),
    ("medals.small_fields.1.below", 4, "not_ascending", "awards.medals.small_fields[1].below"),
    ("medals.small_fields.2.below", 4, "not_ascending", "awards.medals.small_fields[2].below"),
    ("medals.small_fields.2.medals", 1, "not_ascending", "awards.medals.small_fields[2].medals"),
    ("medals.small_fields.0.medals", -1, "out_of_bounds", "awards.medals.small_fields[0].medals"),
    ("medals.small_fields.2.medals", 3, "out_of_bounds", "awards.medals.small_fields[2].medals"),
    ("medals.small_fields", [{}] * 4, "bad_count", "awards.medals.small_fields"),
    ("medallion.on", "", "not_a_choice", "awards.medallion.on"),
    ("medallion.from", 700, "bad_decimal", "awards.medallion.from"),
    ("prizes", {}, "not_a_list", "awards.prizes"),
    ("prizes", [{}] * 21, "bad_count", "awards.prizes"),
    ("prizes.0.share", "1.1", "out_of_bounds", "awards.prizes[0].share"),
    ("prizes.0.share", "0", "not_positive", "awards.prizes[0].share"),
    ("prizes.0.share", "0.100001", "shares_above_one", "awards.prizes[1].share"),
    ("prizes.0.count", 3, "prize_by_two_rules", "awards.prizes[0].count"),
    ("prizes.2.within", "1", "prize_by_two_rules", "awards.prizes[2].within"),
    ("prizes.0.share", None, "prize_without_rule", "awards.prizes[0]"),
    ("prizes.0.rounding", "half_even", "not_a_choice", "awards.prizes[0].rounding"),
    ("prizes.0.minimum", -1, "out_of_bounds", "awards.prizes[0].minimum"),
    ("prizes.0.minimum", 1001, "out_of_bounds", "awards.prizes[0].minimum"),
    ("prizes.0.from_entries", 0, "out_of_bounds", "awards.prizes[0].from_entries"),
    ("prizes.0.from_entries", 100001, "out_of_bounds", "awards.prizes[0].from_entries"),
    ("prizes.1.cut", "between", "not_a_choice", "awards.prizes[1].cut"),
    ("prizes.1.key", "first", "key_twice", "awards.prizes[1].key"),
    ("prizes.2.count", 0, "out_of_bounds", "awards.prizes[2].count"),
    ("prizes.2.count", 100001, "out_of_bounds", "awards.prizes[2].count"),
    ("prizes.2.rounding", "up", "only_with_share", "awards.prizes[2].rounding"),
    ("prizes.2.minimum", 1, "only_with_share", "awards.prizes[2].minimum"),
    ("prizes.3.from_entries", 4, "only_with_share", "awards.prizes[3].from_entries"),
    ("prizes.3.cut", "exclusive", "only_with_places", "awards.prizes[3].cut"),
    ("prizes.5.cut", "exclusive", "only_with_places", "awards.prizes[5].cut"),
    ("prizes.3.within", "1.5", "out_of_bounds", "awards.prizes[3].within"),
    ("prizes.4.within", "0.5", "prize_never_reached", "awards.prizes[4].within"),
    ("prizes.6.from_total", "70", "prize_never_reached", "awards.prizes[6].from_total"),
    ("prizes.5.colour", "gold", "unknown_key", "awards.prizes[5].colour"),
    ("teams.rule", "best", "not_a_choice", "awards.teams.rule"),
    ("teams.rule", "sum", "only_with_top_n", "awards.teams.n"),
    ("teams.n", 0, "out_of_bounds", "awards.teams.n"),
    ("teams.n", 101, "out_of_bounds", "awards.teams.n"),
    ("teams.points", ["1"], "only_with_place_points", "awards.teams.points"),
    ("teams.of", "places", "only_with_place_points", "awards.teams.of"),
    ("teams.tie", 7, "unknown_tie", "awards.teams.tie"),
    ("teams.tie", "time", "unknown_tie", "awards.teams.tie"),
    ("teams.tie", "time:", "unknown_tie", "awards.teams.tie"),
    ("teams.tie", "shared:A2", "unknown_tie", "awards.teams.tie"),
    ("teams.tie", "best_place:", "unknown_tie", "awards.teams.tie"),
    ("teams.tie", "age:A2", "unknown_tie", "awards.teams.tie"),
    ("teams.divisions", "职工组", "not_a_list", "awards.teams.divisions"),
    ("teams.divisions", [], "bad_count", "awards.teams.divisions"),
    ("teams.divisions", ["x"] * 41, "bad_count", "awards.teams.divisions"),
    ("teams.divisions.1", "职工组", "value_twice", "awards.teams.divisions[1]"),
    ("teams.divisions.1", " ", "empty_division", "awards.teams.divisions[1]"),
    ("teams.divisions.0", "x" * 61, "bad_text", "awards.teams.divisions[0]"),
    ("organisations.points", None, "not_a_list", "awards.organisations.points"),
    ("organisations.points", [], "bad_count", "awards.organisations.points"),
    ("organisations.points", ["1"] * 201, "bad_count", "awards.organisations.points"),
    ("organisations.points.0", "3.5", "points_rise", "awards.organisations.points[1]"),
    ("organisations.points.3", "-1", "out_of_bounds", "awards.organisations.points[3]"),
    ("organisations.points.0", "10001", "out_of_bounds", "awards.organisations.points[0]"),
    ("organisations.of", "ranks", "not_a_choice", "awards.organisations.of"),
    ("organisations", None, "award_without_table", "awards.organisation_award.by"),
    ("organisation_award.by", "places", "not_a_choice", "awards.organisation_award.by"),
    ("organisation_award.count", 0, "out_of_bounds", "awards.organisation_award.count"),
    ("organisation_award.count", 1001, "out_of_bounds", "awards.organisation_award.count"),
    ("organisation_award.after", -1, "out_of_bounds", "awards.organisation_award.after"),
    ("organisation_award.after", 1001, "out_of_bounds", "awards.organisation_award.after"),
    ("titles.0.from", 4, "upside_down", "awards.titles[0].from"),
    ("titles.0.from", 0, "out_of_bounds", "awards.titles[0].from"),
    ("titles.0.to", 100001, "out_of_bounds", "awards.titles[0].to"),
    ("titles.0.total_from", "x", "bad_decimal", "awards.titles[0].total_from"),
    ("titles.1.key", "expert", "key_twice", "awards.titles[1].key"),
    ("titles.1.prizes", None, "missing_key", "awards.titles[1].from"),
    ("titles.1.prizes.1", "first", "value_twice", "awards.titles[1].prizes[1]"),
    ("titles.1.prizes.1", "a b", "bad_key", "awards.titles[1].prizes[1]"),
    ("titles.2.passed", [{"component": "practical", "from": "60"}] * 2, "value_twice", "awards.titles[2].passed[1].component"),
    ("titles.2.passed", [{}] * 9, "bad_count", "awards.titles[2].passed"),
    ("titles.3.to", 0, "out_of_bounds", "awards.titles[3].to"),
    ("titles.3.from", 100001, "out_of_bounds", "awards.titles[3].from"),
    ("titles.2.passed.0.component", "", "bad_key", "awards.titles[2].passed[0].component"),
    ("titles", [{}] * 61, "bad_count", "awards.titles"),
    ("promotion", [{}] * 61, "bad_count", "awards.promotion"),
    ("promotion.0.level", 0, "out_of_bounds", "awards.promotion[0].level"),
    ("promotion.1.level", 6, "out_of_bounds", "awards.promotion[1].level"),
    ("promotion.0.level", 3, "promotion_not_upward", "awards.promotion[0].level"),
    ("promotion.0.prior.0", 6, "out_of_bounds", "awards.promotion[0].prior[0]"),
    ("promotion.0.prior.2", 0, "out_of_bounds", "awards.promotion[0].prior[2]"),
    ("promotion.0.prior.2", "3", "not_whole", "awards.promotion[0].prior[2]"),
    ("promotion.0.prior.2", 4, "value_twice", "awards.promotion[0].prior[2]"),
    ("promotion.0.prior", [1, 2, 3, 4, 5, 5], "bad_count", "awards.promotion[0].prior"),
    ("promotion.0.to", None, "not_whole", "awards.promotion[0].to"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "code", "path"), BENT)
def test_read_awards_refuses_a_contradiction_at_its_path(place, value, code, path):
    with pytest.raises(PlanRefused) as refused:
        read(changed(WHOLE, place, value))
    assert (refused.value.code, refused.value.path) == (code, path)


def out(path: str) -> PlanRefused:
    return PlanRefused("out_of_bounds", f"awards.{path}", least="-100000000", most="100000000")


FACTS: list[tuple[str, object, PlanRefused]] = [
    ("prizes.0.share", "0.2", PlanRefused("shares_above_one", "awards.prizes[1].share", sum="1.1")),
    ("prizes.3.count", 3, PlanRefused("prize_by_two_rules", "awards.prizes[3].within", other="count")),
    ("prizes.1.key", "first", PlanRefused("key_twice", "awards.prizes[1].key", key="first")),
    ("teams.divisions.1", "职工组", PlanRefused("value_twice", "awards.teams.divisions[1]", value="职工组")),
    ("teams.divisions", [], PlanRefused("bad_count", "awards.teams.divisions", least="1", most="40")),
    ("promotion.0.level", 4, PlanRefused("promotion_not_upward", "awards.promotion[0].level", prior="3")),
    ("teams.n", None, PlanRefused("not_whole", "awards.teams.n")),
    ("medallion.from", "100000000.5", out("medallion.from")),
    ("medallion.from", "-100000000.5", out("medallion.from")),
    ("prizes.5.from_total", "100000000.5", out("prizes[5].from_total")),
    ("titles.3.total_from", "-100000000.5", out("titles[3].total_from")),
    ("titles.2.passed.0.from", "100000000.5", out("titles[2].passed[0].from")),
    ("titles.2.passed.0.from", "-100000000.5", out("titles[2].passed[0].from")),
    (
        "titles.2.passed", [{"component": "practical", "from": "60"}] * 2,
        PlanRefused("value_twice", "awards.titles[2].passed[1].component", value="practical"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "expected"), FACTS)
def test_read_awards_names_the_figures_of_a_refusal(place, value, expected):
    with pytest.raises(PlanRefused) as refused:
        read(changed(WHOLE, place, value))
    assert refused.value == expected


LARGEST: list[tuple[str, object]] = [
    ("medals.window", "10000"),
    ("medals.small_fields.0.below", 2),
    ("medals.small_fields.2.below", 1000),
    ("prizes.0.minimum", 1000),
    ("prizes.0.from_entries", 1),
    ("prizes.0.from_entries", 100000),
    ("prizes.2.count", 1),
    ("prizes.2.count", 100000),
    ("prizes.6.from_total", "-100000000"),
    ("prizes.5.from_total", "100000000"),
    ("teams.n", 1),
    ("teams.n", 100),
    ("teams.divisions", [str(number) for number in range(40)]),
    ("teams.divisions.0", "x" * 60),
    ("organisations.points", ["10000"] * 200),
    ("organisation_award.count", 1),
    ("organisation_award.count", 1000),
    ("organisation_award.after", 0),
    ("titles.2.passed", [{"component": f"c{number}", "from": "60"} for number in range(8)]),
    ("organisation_award.after", 1000),
    ("titles.0.from", 3),
    ("titles.0.to", 100000),
    ("promotion.0.prior", [3, 4, 5]),
    ("promotion.0.prior", [5]),
]


@pytest.mark.parametrize(("place", "value"), [*LARGEST, ("promotion.0.level", 1), ("promotion.1.level", 5)])
def test_read_awards_takes_what_lies_just_within_its_bounds(place, value):
    assert read(changed(WHOLE, place, value)) != Awards()


PLAN = parse_plan(
    plan(
        module(
            "A",
            points("A1", most="94"),
            aspect("timed", "A2", "4", "one", bands=[{"to": "900", "points": "4"}]),
            aspect("timed", "A3", "1", "each", bands=[{"to": "900", "points": "1"}]),
            aspect("measurement", "A4", "1", "one", unit="s", decimals=1, plausible=None,
                   bands=[{"from": None, "to": None, "points": "1"}]),
        )
    )
)  # fmt: skip
SCALE = ScaleScore("median_mad", Decimal(700), Decimal(30), None, None, Rounding(0, "half_up"))
HIGH, LOW = Order(), Order(better="low")


def checked(awards: Document, order: Order = HIGH, scale: ScaleScore | None = None) -> None:
    check_awards(replace(PLAN, awards=read(awards), order=order, scale_score=scale))


def refused(awards: Document, order: Order = HIGH, scale: ScaleScore | None = None) -> PlanRefused:
    with pytest.raises(PlanRefused) as caught:
        checked(awards, order, scale)
    return caught.value


def test_check_awards_takes_awards_that_name_what_the_plan_has():
    checked(WHOLE, scale=SCALE)
    checked({"teams": {"rule": "sum", "tie": "time:A4"}})
    checked(
        {"teams": {"rule": "sum", "complete": True}, "organisations": {"rule": "place_points", "points": ["1"]}}, LOW
    )
    checked({"medals": {"on": "total", "window": "2"}, "prizes": [{"key": "k", "title": text(), "count": 1}]}, LOW)
    checked({"titles": [{"key": "k", "title": text(), "from": 1, "to": 3}]}, LOW)
    checked(
        {"medals": {"on": "total", "window": "2"}, "teams": {"rule": "place_points", "points": ["4"], "of": "medals"}}
    )


@pytest.mark.parametrize("part", ["medals", "medallion"])
def test_check_awards_refuses_a_scale_score_that_there_is_not(part):
    awards = {"medals": {"on": "total", "window": "2"}, "medallion": {"on": "total", "from": "700"}}
    assert refused(changed(awards, f"{part}.on", "scale_score")) == PlanRefused("no_scale_score", f"awards.{part}.on")


@pytest.mark.parametrize("tie", ["time:A1", "time:A3", "time:Z"])
@pytest.mark.parametrize("part", ["teams", "organisations"])
def test_check_awards_refuses_a_time_that_nobody_takes_once(part, tie):
    assert refused({part: {"rule": "sum", "tie": tie}}) == PlanRefused("unknown_tie", f"awards.{part}.tie")


@pytest.mark.parametrize("of", ["prizes", "medals"])
def test_check_awards_refuses_points_for_what_is_not_given(of):
    rule = {"rule": "place_points", "points": ["4"], "of": of}
    assert refused({"organisations": rule}) == PlanRefused("points_for_nothing", "awards.organisations.of")


def test_check_awards_refuses_rows_for_what_the_plan_does_not_have():
    title = {"key": "k", "title": text(), "prizes": ["first"]}
    row = {"level": 3, "passed": [{"component": "practical", "from": "60"}, {"component": "theory", "from": "60"}]}
    assert refused({"titles": [title]}) == PlanRefused("unknown_prize", "awards.titles[0].prizes[0]", prize="first")
    assert refused({"promotion": [row]}) == PlanRefused(
        "unknown_component", "awards.promotion[0].passed[1].component", component="theory"
    )


@pytest.mark.parametrize(
    ("awards", "path"),
    [
        ({"medallion": {"on": "total", "from": "7"}}, "awards.medallion.from"),
        ({"prizes": [{"key": "k", "title": text(), "from_total": "6"}]}, "awards.prizes[0].from_total"),
        ({"titles": [{"key": "k", "title": text(), "total_from": "6"}]}, "awards.titles[0].total_from"),
        ({"promotion": [{"level": 3, "total_from": "6"}]}, "awards.promotion[0].total_from"),
    ],
)
def test_check_awards_refuses_a_least_total_where_the_lower_one_wins(awards, path):
    checked(awards)
    assert refused(awards, LOW) == PlanRefused("threshold_where_low_wins", path)


@pytest.mark.parametrize("rule", [{"rule": "sum"}, {"rule": "top_n", "n": 3}])
def test_check_awards_refuses_a_low_sum_by_absence(rule):
    assert refused({"teams": rule}, LOW) == PlanRefused("low_wins_by_absence", "awards.teams.complete")
