"""What the parts of a plan take to their bounds, and the whole refusal just beyond them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from competition.engine.plans import Plan, Text, parse_plan
from competition.engine.plans.reading import Reader
from competition.engine.refusal import PlanRefused
from tests.engine.plan_documents import Document, aspect, changed, module, panel, plan, points, text, without
from tests.engine.test_plans_aspects import PATH, measured, refused, timed, with_points
from tests.engine.test_technical import WHOLE as TECHNICAL

SMALL = plan(module("A", points()))
ASPECT = "modules.0.criteria.0.aspects.0"
SCALE: Document = {"method": "mean_sd", "centre": "700", "spread": "30", "digits": 0, "mode": "half_up"}


def some(prefix: str, count: int, most: str = "1") -> list[Document]:
    return [aspect("yesno", f"{prefix}{place}", most) for place in range(count)]


def of_modules(count: int, aspects: int = 1) -> Document:
    return plan(
        *(module(f"M{place}", *some(f"{place}.", aspects)) for place in range(count)), most=str(count * aspects)
    )


def of_components(count: int) -> Document:
    parts = [{"key": f"c{place}", "title": text(), "weight": "0.125", "max": "1"} for place in range(count)]
    homes = (module(f"M{place}", *some(f"{place}.", 1), component=f"c{place}") for place in range(count))
    return plan(*homes, components=parts)


def of_criteria(count: int) -> Document:
    criteria = [{"key": f"K{n}", "title": text(), "aspects": some(f"{n}.", 1)} for n in range(count)]
    return changed(plan(module("A"), most=str(count)), "modules.0.criteria", criteria)


def lined(*lines: Document) -> Document:
    return with_points(timed(lines=list(lines)))


def off(**more: object) -> Document:
    return with_points(timed(over={"from": "300", "unit": "10", "points": "2", "cap": "2", **more}))


def tried(**more: object) -> Document:
    return with_points(timed(attempts={"count": 5, "rule": "mean", "on": "value", **more}))


def plausible(low: str, high: str) -> Document:
    bands = [{"from": None, "to": None, "points": "10"}]
    return with_points(measured(bands=bands, plausible={"min": low, "max": high}))


def judged(**more: object) -> Document:
    return plan(module("A", points(), judged=panel("trimmed_mean", **{"minimum": 11, **more})))


def bonus(more: str, most: str = "100") -> Document:
    return changed(plan(module("A", points(most=most)), most="100"), "components.0.bonus", more)


def scaled(**more: object) -> Document:
    return {**SMALL, "scale_score": {**SCALE, **more}}


def ordered(**order: object) -> Document:
    return {**SMALL, "order": {"last_resort": "lot", **order}}


def out(path: str, least: str, most: str) -> PlanRefused:
    return PlanRefused("out_of_bounds", path, least=least, most=most)


def count(path: str, least: int, most: int) -> PlanRefused:
    return PlanRefused("bad_count", path, least=str(least), most=str(most))


WITHIN: list[Document] = [
    of_modules(4, 100),
    of_modules(20),
    of_components(8),
    of_criteria(40),
    changed(SMALL, "modules.0.minutes", 1),
    changed(SMALL, "modules.0.minutes", 14400),
    changed(SMALL, "modules.0.criteria.0.key", "k" * 32),
    with_points(timed(note=text("注" * 1000, "n" * 1000))),
    lined(*[text("行" * 400, "x" * 400)] * 20),
    off(),
    off(**{"from": "999999", "unit": "999999", "cap": None}),
    off(points="10000", cap="10000"),
    plausible("2.5", "2.5"),
    with_points({**points("A1", "5", "3"), "min": "2"}),
    with_points(timed(bands=[{"to": "10", "points": "-10000"}, {"to": "999999", "points": "10"}])),
    judged(high=5, low=5),
    judged(high=1, spread="100"),
    bonus("9900", "10000"),
    scaled(centre="10000", spread="10000"),
    ordered(seed="s" * 200),
    changed(TECHNICAL, "document.purpose", text("目" * 2000, "p" * 2000)),
    changed(TECHNICAL, "document.safety", [text()] * 200),
]


@pytest.mark.parametrize("document", WITHIN, ids=range(len(WITHIN)))
def test_a_plan_takes_what_lies_just_within_its_bounds(document: Document):
    assert parse_plan(document).title == Text("样例", "Sample")


BEYOND: list[tuple[Document, PlanRefused]] = [
    (of_modules(21), count("modules", 1, 20)),
    (of_components(9), count("components", 1, 8)),
    (of_criteria(41), count("modules[0].criteria", 1, 40)),
    (of_modules(1, 101), count("modules[0].criteria[0].aspects", 1, 100)),
    (changed(SMALL, "modules.0.minutes", 0), out("modules[0].minutes", "1", "14400")),
    (changed(SMALL, "modules.0.minutes", 14401), out("modules[0].minutes", "1", "14400")),
    (
        changed(SMALL, "modules.0.component", "theory"),
        PlanRefused("unknown_component", "modules[0].component", component="theory"),
    ),
    (
        changed(SMALL, "modules.0.criteria.0.key", "k" * 33),
        PlanRefused("bad_key", "modules[0].criteria[0].key", longest="32"),
    ),
    ({**SMALL, "k" * 41: 1}, PlanRefused("unknown_key", "k" * 40)),
    (
        with_points(timed(note=text("注" * 1001))),
        PlanRefused("bad_text", f"{PATH}.note.zh", longest="1000"),
    ),
    (lined(text(), text(en="x" * 401)), PlanRefused("bad_text", f"{PATH}.lines[1].en", longest="400")),
    (lined(*[text()] * 21), count(f"{PATH}.lines", 0, 20)),
    (lined(text(en="two\nlines")), PlanRefused("more_than_a_line", f"{PATH}.lines[0]")),
    (changed(with_points(timed()), f"{ASPECT}.max", "10000.5"), out(f"{PATH}.max", "0", "10000")),
    (changed(with_points(timed()), f"{ASPECT}.factor", "10000.5"), out(f"{PATH}.factor", "0", "10000")),
    (off(**{"from": "999999.5"}), out(f"{PATH}.over.from", "0", "999999")),
    (off(unit="999999.5"), out(f"{PATH}.over.unit", "0", "999999")),
    (off(points="10000.5"), out(f"{PATH}.over.points", "0", "10000")),
    (off(cap="-1"), out(f"{PATH}.over.cap", "0", "10000")),
    (
        with_points({**points("A1", "5", "3"), "min": "1"}),
        PlanRefused("min_off_the_steps", f"{PATH}.min", max="5", step="3"),
    ),
    (with_points(timed(bands=[{"to": "999999.5", "points": "10"}])), out(f"{PATH}.bands[0].to", "0", "999999")),
    (
        with_points(timed(bands=[{"to": "300", "points": "10000.5"}])),
        out(f"{PATH}.bands[0].points", "-10000", "10000"),
    ),
    (
        tried(drop_best=1, drop_worst=1, minimum=2),
        PlanRefused("drops_every_attempt", f"{PATH}.attempts.minimum", dropped="2"),
    ),
    (judged(high=6), out("modules[0].panel.high", "0", "5")),
    (judged(low=6), out("modules[0].panel.low", "0", "5")),
    (judged(high=1, spread="100.5"), out("modules[0].panel.spread", "0", "100")),
    (bonus("-1"), out("components[0].bonus", "0", "10000")),
    (bonus("30", "120"), PlanRefused("max_does_not_add_up", "components[0].max", sum="120", max="130")),
    (changed(SMALL, "components.0.max", "10000.5"), out("components[0].max", "0", "10000")),
    (scaled(centre="10000.5"), out("scale_score.centre", "-10000", "10000")),
    (scaled(spread="10000.5"), out("scale_score.spread", "0", "10000")),
    (ordered(seed=" "), PlanRefused("bad_text", "order.seed", longest="200")),
    (ordered(seed="s" * 201), PlanRefused("bad_text", "order.seed", longest="200")),
    (
        changed(TECHNICAL, f"{ASPECT}.section", "S9"),
        PlanRefused("unknown_section", f"{PATH}.section", section="S9"),
    ),
    (
        changed(TECHNICAL, "document.purpose", text("目" * 2001)),
        PlanRefused("bad_text", "document.purpose.zh", longest="2000"),
    ),
    (changed(TECHNICAL, "document.safety", [text()] * 201), count("document.safety", 0, 200)),
]


@pytest.mark.parametrize(("document", "wanted"), BEYOND, ids=range(len(BEYOND)))
def test_a_plan_is_refused_for_what_lies_just_beyond_its_bounds(document: Document, wanted: PlanRefused):
    assert refused(document) == wanted


def read(document: Document) -> Plan:
    return parse_plan(document)


def test_an_aspect_must_be_marked_unless_it_says_otherwise():
    asked = [without(SMALL, f"{ASPECT}.required"), changed(SMALL, f"{ASPECT}.required", True)]
    assert [read(document).aspect("A1.1").required for document in asked] == [True, True]


def test_a_technical_document_needs_no_purpose():
    asked = [without(TECHNICAL, "document.purpose"), changed(TECHNICAL, "document.purpose", None)]
    assert [read(document).document.purpose for document in asked] == [None, None]


def test_minus_nothing_is_read_as_nothing():
    assert [str(read({**SMALL, "total_floor": said}).total_floor) for said in ("-0", "0", "-0.5")] == ["0", "0", "-0.5"]


def test_a_figure_above_nothing_has_nine_digits_unless_it_says_less():
    assert Reader({"width": "999999999"}, "").positive("width") == Decimal(999999999)
    with pytest.raises(PlanRefused) as found:
        Reader({"width": "0"}, "line").positive("width")
    assert found.value == PlanRefused("not_positive", "line.width")
