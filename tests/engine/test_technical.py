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


def test_refusals_names_the_whole_and_every_aspect_that_cannot_stand():
    broken = changed(changed(WHOLE, f"{ASPECT}.max", "much"), "modules.0.criteria.0.aspects.1.step", "0.3")

    assert [(one.code, one.path) for one in refusals(broken)] == [
        ("bad_decimal", "modules[0].criteria[0].aspects[0].max"),
        ("step_misses_max", "modules[0].criteria[0].aspects[1].step"),
    ]
    assert refusals(WHOLE) == []
    assert [(one.code, one.path) for one in refusals({"modules": 3})] == [("missing_key", "format")]
