"""The technical document of a plan, sections of the standard, days, and everything a draft is refused for at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from competition.engine.plans import AgeGroup, Provision, Section, Slot, TechnicalDocument, Text, parse_plan, refusals
from competition.engine.refusal import PlanRefused
from tests.engine.plan_documents import Document, changed, module, plan, points, text

SECTIONS = [{"key": "S1", "title": text(), "weight": "30"}, {"key": "S2", "title": text(), "weight": "70"}]
DOCUMENT: Document = {
    "purpose": text("目的", "Purpose"),
    "equipment": [{"name": text("车床"), "spec": None, "count": "1", "per": "station"}],
    "materials": [{"name": text("棒料"), "spec": text("φ50"), "count": "1.5", "per": "contestant"}],
    "contestant_brings": [text("护目镜")],
    "safety": [text("取下扳手")],
    "schedule": [{"title": text("检录"), "minutes": 30}],
    "sections": SECTIONS,
    "divisions": [{"name": text("青年组"), "min_age": 18, "max_age": None}],
    "sources": [text("国标")],
}
WHOLE = plan(
    module(
        "A",
        points(most="60") | {"section": "S1", "method": text("千分尺"), "lines": [text("去毛刺")]},
        points("A1.2", most="40") | {"section": "S2"},
    ),
    document=DOCUMENT,
)
WHOLE["modules"][0]["criteria"][0]["day"] = 2
ASPECT = "modules.0.criteria.0.aspects.0"


def test_parse_plan_reads_the_technical_document():
    read = parse_plan(WHOLE)

    title = Text("标题", "Title")
    assert read.document == TechnicalDocument(
        purpose=Text("目的", "Purpose"),
        equipment=(Provision(Text("车床", "Title"), None, Decimal(1), "station"),),
        materials=(Provision(Text("棒料", "Title"), Text("φ50", "Title"), Decimal("1.5"), "contestant"),),
        contestant_brings=(Text("护目镜", "Title"),),
        safety=(Text("取下扳手", "Title"),),
        schedule=(Slot(Text("检录", "Title"), 30),),
        sections=(Section("S1", title, Decimal(30)), Section("S2", title, Decimal(70))),
        divisions=(AgeGroup(Text("青年组", "Title"), 18, None),),
        sources=(Text("国标", "Title"),),
    )
    aspect = read.aspect("A1.1")
    assert (aspect.section, aspect.method, aspect.lines) == ("S1", Text("千分尺", "Title"), (Text("去毛刺", "Title"),))
    assert read.modules[0].criteria[0].day == 2


def test_parse_plan_reads_no_technical_document_as_an_empty_one():
    read = parse_plan(plan(module("A", points())))

    assert (read.document, read.modules[0].criteria[0].day) == (TechnicalDocument(), None)
    assert parse_plan(plan(module("A", points()), document=None)).document == TechnicalDocument()


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        ("document.equipment.0.count", "0", "not_positive", "document.equipment[0].count"),
        ("document.equipment.0.per", "hall", "not_a_choice", "document.equipment[0].per"),
        ("document.safety", [text("两\n行")], "more_than_a_line", "document.safety[0]"),
        ("document.safety", "x", "not_a_list", "document.safety"),
        ("document.safety", [text()] * 201, "bad_count", "document.safety"),
        ("document.schedule.0.minutes", "30", "not_whole", "document.schedule[0].minutes"),
        ("document.sections.1.weight", "60", "section_weights_not_hundred", "document.sections"),
        ("document.sections.1.key", "S1", "key_twice", "document.sections[1].key"),
        ("document.divisions.0.max_age", 17, "upside_down", "document.divisions[0].min_age"),
        ("document.more", 1, "unknown_key", "document.more"),
        (f"{ASPECT}.section", "S9", "unknown_section", "modules[0].criteria[0].aspects[0].section"),
        (f"{ASPECT}.section", None, "section_missing", "modules[0].criteria[0].aspects[0].section"),
        ("document.sections", [], "unknown_section", "modules[0].criteria[0].aspects[0].section"),
        ("modules.0.criteria.0.day", 10, "out_of_bounds", "modules[0].criteria[0].day"),
    ],
)
def test_parse_plan_refuses_a_wrong_technical_document(path: str, value: object, code: str, where: str):
    with pytest.raises(PlanRefused) as refused:
        parse_plan(changed(WHOLE, path, value))

    assert (refused.value.code, refused.value.path) == (code, where)


WITHIN: list[tuple[str, object, object]] = [
    ("equipment.0.spec", text("x" * 400, "y" * 400), Text("x" * 400, "y" * 400)),
    ("equipment.0.count", "100000", Decimal(100000)),
    ("schedule.0.minutes", 1, 1),
    ("schedule.0.minutes", 14400, 14400),
    ("divisions.0.min_age", 0, 0),
    ("divisions.0.min_age", 120, 120),
    ("divisions.0.max_age", 18, 18),
    ("divisions.0.max_age", 120, 120),
]


@pytest.mark.parametrize(("path", "value", "read"), WITHIN)
def test_parse_plan_takes_what_lies_just_within_the_bounds_of_the_document(path: str, value: object, read: object):
    part, place, key = path.split(".")

    document = parse_plan(changed(WHOLE, f"document.{path}", value)).document

    assert getattr(getattr(document, part)[int(place)], key) == read


def test_parse_plan_reads_divisions_that_are_open_at_either_end():
    groups: list[Document] = [{"min_age": 0, "max_age": 0}, {"min_age": None, "max_age": 16}, {"max_age": 0}, {}]

    read = parse_plan(changed(WHOLE, "document.divisions", [{"name": text(), **group} for group in groups]))

    title = Text("标题", "Title")
    assert read.document.divisions == (
        AgeGroup(title, 0, 0),
        AgeGroup(title, None, 16),
        AgeGroup(title, None, 0),
        AgeGroup(title, None, None),
    )


def test_parse_plan_takes_one_section_of_all_the_marks():
    one = changed(WHOLE, "document.sections", [{"key": "S1", "title": text(), "weight": "100"}])

    read = parse_plan(changed(one, "modules.0.criteria.0.aspects.1.section", "S1"))

    assert read.document.sections == (Section("S1", Text("标题", "Title"), Decimal(100)),)


def out(path: str, least: str, most: str) -> PlanRefused:
    return PlanRefused("out_of_bounds", f"document.{path}", least=least, most=most)


BEYOND: list[tuple[str, object, PlanRefused]] = [
    (
        "equipment.0.spec", text("x" * 401),
        PlanRefused("bad_text", "document.equipment[0].spec.zh", longest="400"),
    ),
    ("equipment.0.count", "100000.5", out("equipment[0].count", "0", "100000")),
    ("schedule.0.minutes", 0, out("schedule[0].minutes", "1", "14400")),
    ("schedule.0.minutes", 14401, out("schedule[0].minutes", "1", "14400")),
    ("sections.0.weight", "100.5", out("sections[0].weight", "0", "100")),
    ("sections.1.key", "S1", PlanRefused("key_twice", "document.sections[1].key", key="S1")),
    ("sections.1.weight", "60.5", PlanRefused("section_weights_not_hundred", "document.sections", sum="90.5")),
    ("divisions.0.min_age", -1, out("divisions[0].min_age", "0", "120")),
    ("divisions.0.min_age", 121, out("divisions[0].min_age", "0", "120")),
    ("divisions.0.max_age", -1, out("divisions[0].max_age", "0", "120")),
    ("divisions.0.max_age", 121, out("divisions[0].max_age", "0", "120")),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "wanted"), BEYOND)
def test_parse_plan_names_the_figures_the_document_is_refused_for(path: str, value: object, wanted: PlanRefused):
    with pytest.raises(PlanRefused) as refused:
        parse_plan(changed(WHOLE, f"document.{path}", value))

    assert refused.value == wanted


def test_refusals_names_the_whole_and_every_aspect_that_cannot_stand():
    broken = changed(changed(WHOLE, f"{ASPECT}.max", "much"), "modules.0.criteria.0.aspects.1.step", "0.3")

    assert [(one.code, one.path) for one in refusals(broken)] == [
        ("bad_decimal", "modules[0].criteria[0].aspects[0].max"),
        ("step_misses_max", "modules[0].criteria[0].aspects[1].step"),
    ]
    assert refusals(WHOLE) == []
    assert [(one.code, one.path) for one in refusals({"modules": 3})] == [("missing_key", "format")]
