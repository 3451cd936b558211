"""Changing documents: parts, lists, forms, and what is checked meanwhile."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.engine.plans import plan_hash, refusals
from competition.schemes import awarding, checks, editing, places, telling
from competition.schemes.actions import acted
from competition.schemes.fields import ASPECTS, DOCUMENT, GENERAL, MODULE
from competition.schemes.library import templates
from competition.schemes.taking import figure, nested, taken, taken_aspect, taken_criterion
from competition.web.speaking import speaking
from tests.engine.test_plan_schema import everything
from tests.world import PLAN

CRITERION = "modules.1.criteria.0"


def flat(part: Any, name: str = "") -> dict[str, str]:
    """A part as a form would send it: what says nothing is empty, a flag that is off is not sent, and the one that is
    ticked for no the other way round."""
    if isinstance(part, list) and name != "ties" and part and not isinstance(part[0], dict):
        return {name: "; ".join(map(str, part))}
    if name.rpartition(".")[2] == "counts":
        return {} if part else {name: "1"}
    if isinstance(part, dict | list):
        pairs = part.items() if isinstance(part, dict) else enumerate(part)
        found: dict[str, str] = {}
        for key, value in pairs:
            found |= flat(value, f"{name}.{key}" if name else str(key))
        return found
    if isinstance(part, bool):
        return {name: "1"} if part else {}
    return {name: "" if part is None else str(part)}


DOCUMENTS = {**{key: one.document for key, one in templates().items()}, "everything": everything()}


@pytest.mark.parametrize("key", sorted(DOCUMENTS))
def test_forms_that_are_saved_unchanged_keep_the_hash(key: str) -> None:
    document = DOCUMENTS[key]
    rebuilt = document | taken(GENERAL, nested(flat(document).items()), document)
    if "document" in document:
        rebuilt["document"] = taken(DOCUMENT, nested(flat(document["document"]).items()), document["document"])
    if "awards" in document:
        rebuilt["awards"] = taken(awarding.FIELDS, nested(flat(document["awards"]).items()), document["awards"])
    rebuilt["modules"] = [
        module
        | taken(MODULE, nested(flat(module).items()), module)
        | {"criteria": [taken_criterion(nested(flat(one).items()), one) for one in module["criteria"]]}
        for module in document["modules"]
    ]

    assert plan_hash(rebuilt) == plan_hash(document)


@pytest.mark.parametrize("kind", sorted(ASPECTS))
@pytest.mark.parametrize("other", sorted(ASPECTS))
def test_taken_aspect_turns_any_kind_into_any_other(kind: str, other: str) -> None:
    before = editing.blank(kind, "A1.1") | {"title": editing.text("孔", "Bore")}

    after = taken_aspect(nested((flat(before) | {"kind": other}).items()), before)

    assert set(after) == set(editing.blank(other))
    assert (after["kind"], after["key"]) == (other, "A1.1")
    assert after["title"] == editing.text("孔", "Bore")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(" 2,50 ", "2.50"), ("２．５", "2.5"), ("1,000.5", "1,000.5"), ("−3", "-3"), ("32。014", "32.014"), ("x", "x")],
)
def test_figure_understands_every_keyboard(typed: str, meant: str) -> None:
    assert figure(typed) == meant


def test_acts_move_copy_add_and_remove_and_leave_the_document_alone() -> None:
    before = copy.deepcopy(PLAN)
    aspects = f"{CRITERION}.aspects"

    up = editing.moved(PLAN, f"{aspects}.1", -1)
    twin = editing.duplicated(PLAN, f"{aspects}.0")
    module = editing.duplicated(PLAN, "modules.1")
    added = editing.added(PLAN, aspects, "timed")
    removed = editing.removed(PLAN, f"{aspects}.2")

    def keys(document: dict[str, Any]) -> list[str]:
        return [one["key"] for one in editing.part_at(document, aspects)]

    assert before == PLAN
    assert [keys(one) for one in (up, twin, added, removed)] == [
        ["A1.2", "A1.1", "A1.3"],
        ["A1.1", "A1.4", "A1.2", "A1.3"],
        ["A1.1", "A1.2", "A1.3", "A1.4"],
        ["A1.1", "A1.2"],
    ]
    assert [one["key"] for one in module["modules"]] == ["T", "A", "B"]
    assert [one["key"] for one in module["modules"][2]["criteria"][0]["aspects"]] == ["B1.1", "B1.2", "B1.3"]
    assert editing.moved(PLAN, "modules.0", -1) == PLAN


@pytest.mark.parametrize("place", ["modules.9", "modules.x", "title.zh", "nothing", "modules.0.criteria.0.aspects.7"])
def test_acts_refuse_a_part_that_is_gone(place: str) -> None:
    with pytest.raises(editing.Gone):
        editing.removed(PLAN, place)
    with pytest.raises(editing.Gone):
        editing.added(PLAN, place)


ACTS = st.tuples(
    st.sampled_from(["up", "down", "copied", "removed", "added"]),
    st.sampled_from(
        ["modules", "modules.0", "modules.1", f"{CRITERION}.aspects", f"{CRITERION}.aspects.0", "components"]
    ),
    st.sampled_from(sorted(ASPECTS)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, max_size=8))
def test_any_row_of_acts_leaves_a_document_that_can_be_checked(acts: list[tuple[str, str, str]]) -> None:

    document = copy.deepcopy(PLAN)
    for act, place, kind in acts:
        try:
            document = acted(document, act, place, kind)
        except editing.Gone:
            continue
    with speaking("zh"):
        checked = checks.check(document)

    keys = [one["key"] for _place, _module, found in editing.criteria(document) for one in found["aspects"]]
    assert len(keys) == len(set(keys))
    assert (checked.plan is None) == bool(refusals(document))


def test_check_adds_up_components_and_shares_of_sections() -> None:
    document = copy.deepcopy(PLAN)
    document["document"] = {
        "sections": [
            {"key": "S1", "title": editing.text("一"), "weight": "40"},
            {"key": "S2", "title": editing.text("二"), "weight": "60"},
        ]
    }
    for _place, module, criterion in editing.criteria(document):
        for aspect in criterion["aspects"]:
            aspect["section"] = "S1" if module["key"] == "T" else "S2"
    document["modules"][0]["criteria"][0]["aspects"][0]["max"] = "90"

    with speaking("zh"):
        checked = checks.check(document)

    assert [(one.key, one.offered, one.fits) for one in checked.sums] == [
        ("theory", Decimal(90), False),
        ("practical", Decimal(100), True),
    ]
    assert [(one.key, one.share, one.fits, one.aspects) for one in checked.shares] == [
        ("S1", Decimal("27.00"), False, 1),
        ("S2", Decimal("70.00"), False, 3),
    ]
    assert [(one.place.form, one.place.field) for one in checked.faults] == [("general", "components.0.max")]


@pytest.mark.parametrize(
    ("path", "form", "field", "where"),
    [
        ("components[0].max", "general", "components.0.max", "Component theory › Maximum points"),
        ("modules[1].panel.minimum", "module", "panel.minimum", "Module A › Panel › Judges at least"),
        (
            "modules[1].criteria[0].aspects[0].bands[1].to", "criterion", "aspects.0.bands.1.to",
            "Module A › Criterion A1 › Aspect A1.1 › Tolerance bands 2 › Upper end",
        ),
        ("document.equipment[2].count", "document", "equipment.2.count", "Document part › Equipment 3 › Quantity"),
        ("ties[1]", "general", "ties.1", "Of equal totals, ahead is the one with 2"),
        ("", "general", "", "The whole scheme"),
    ],
)  # fmt: skip
def test_places_name_the_form_the_field_and_the_way_there(path: str, form: str, field: str, where: str) -> None:
    with speaking("en"):
        assert (places.place_of(path).form, places.place_of(path).field, places.where(PLAN, path)) == (
            form,
            field,
            where,
        )


def test_blank_plan_is_refused_only_for_what_has_to_be_written() -> None:
    document = editing.blank_plan("木工", "Joinery")
    assert {one.path.rpartition(".")[2] for one in refusals(document)} == {"zh"}

    for module in document["modules"]:
        criterion = module["criteria"][0]
        aspect = criterion["aspects"][0] | {"max": "100", "title": editing.text("成绩")}
        module |= {
            "title": editing.text("模块"),
            "criteria": [criterion | {"title": editing.text("项"), "aspects": [aspect]}],
        }
    assert refusals(document) == []


def test_a_form_takes_formulas_points_of_levels_and_what_earns_nothing() -> None:
    measured = editing.blank("measurement", "A1") | {"bands": None, "max": "10"}
    sent = {
        "key": "A1", "kind": "measurement", "max": "10", "unit": "mm", "decimals": "2", "marked_by": "one", "required": "1",
        "title.zh": "孔", "title.en": "", "bands.0.points": "", "formula": " 10 -\r\n value ", "floor": "-2，5",
        "counts": "1", "dnf_if_none": "1", "factor": "１．5", "attempts.count": "3", "attempts.rule": "best",
        "attempts.on": "value", "attempts.better": "", "attempts.drop_best": "", "attempts.rounding.mode": "",
    }  # fmt: skip
    taken_so = taken_aspect(nested(sent.items()), measured)

    said = ("bands", "formula", "floor", "counts", "dnf_if_none", "factor", "attempts")
    assert {key: taken_so.get(key) for key in said} == {
        "bands": None, "formula": "10 -  value", "floor": "-2.5", "counts": False, "dnf_if_none": True, "factor": "1.5",
        "attempts": {"count": 3, "rule": "best", "on": "value"},
    }  # fmt: skip
    judged = taken_aspect(
        nested((flat(editing.blank("judgement")) | {"values": "0; 0,5／ 1;3"}).items()), editing.blank("judgement")
    )
    assert judged["values"] == ["0", "0.5", "1", "3"]
    assert "values" not in taken_aspect(nested(flat(editing.blank("judgement")).items()), editing.blank("judgement"))


def test_what_all_leave_empty_is_left_out() -> None:
    sent = {
        "order.by": "",
        "order.seed": "",
        "scale_score.method": "",
        "scale_score.digits": "",
        "rounding.product.mode": "",
    }
    part = taken(GENERAL, nested((flat(PLAN) | sent).items()), PLAN)

    assert plan_hash(PLAN | part) == plan_hash(PLAN)
    chosen = taken(GENERAL, nested((flat(PLAN) | sent | {"order.better": "low"}).items()), PLAN)
    assert chosen["order"] == {"better": "low"}


def test_places_name_the_field_of_all_levels_for_one_of_their_points() -> None:
    assert places.place_of("modules[0].criteria[1].aspects[2].values[3]").field == "aspects.2.values"
    for path, form, field in (
        ("awards.titles[1].divisions[0]", "awards", "titles.1.divisions"),
        ("awards.promotion[0].prior[2]", "awards", "promotion.0.prior"),
        ("awards.teams.points[1]", "awards", "teams.points"),
        ("awards.prizes[1]", "awards", "prizes.1"),
        ("awards.titles[0].prizes[1]", "awards", "titles.0.prizes"),
        ("document.divisions[1]", "document", "divisions.1"),
    ):
        assert (places.place_of(path).form, places.place_of(path).field) == (form, field)
    with speaking("en"):
        assert places.where(everything(), "modules[0].criteria[0].aspects[0].attempts.rounding.digits") == (
            "Module A › Criterion A-1 › Aspect A1 › Attempts › Rounding › Decimals"
        )


def test_checks_add_up_what_counts_times_its_factor() -> None:
    document = everything()
    with speaking("zh"):
        checked = checks.check(document)
    assert ([one.fits for one in checked.sums], checked.faults) == ([True], [])
    aspect = document["modules"][0]["criteria"][0]["aspects"][0] | {"counts": False}
    assert (checks.worth(aspect), checks.worth(aspect | {"counts": True})) == (Decimal(0), Decimal(20))
    assert checks.worth({"max": "3"}) == Decimal(3)


def test_a_comparison_tells_every_key_in_words() -> None:
    document = everything()
    aspects = document["modules"][0]["criteria"][0]["aspects"]
    plain = copy.deepcopy(document)
    for aspect in plain["modules"][0]["criteria"][0]["aspects"]:
        aspect.pop("attempts", None)
    plain["modules"][0]["criteria"][0]["aspects"][3].pop("values")
    plain["order"] = None
    plain["ties"] = ["value:A9", "best_attempt:A5"]
    plain["modules"][0]["criteria"][0]["aspects"][4]["attempts"] = aspects[4]["attempts"]
    with speaking("en"):
        found = telling.compare(plain, document)

    lines = {one.key: [(line.label, line.before, line.after) for line in one.lines] for one in found.aspects}
    assert lines["A4"][0] == ("Points of each level", "", "0; 1; 2; 3")
    assert lines["A1"] == [
        (
            "Attempts", "",
            "Number of attempts 5, What counts the mean of the attempts counts, Joined by figures, Better attempt lower is "
            "better, Best attempts left out 1, Worst attempts left out 1, Failed attempts a failed attempt is the worst, "
            "Failed attempts at most 1, Settled after so many 4, Rounding Decimals 2, Rounded half up",
        ),
    ]  # fmt: skip
    assert [(line.label, line.before) for line in found.general] == [
        ("Ranking", ""),
        (
            "Of equal totals, ahead is the one with",
            "1. the higher figure in Title\n2. the best single attempt in Title",
        ),
    ]
    assert found.general[1].after == "1. more judges on its side in module Title\n2. the shorter time in Title"


def test_awards_begin_with_rows_whose_keys_are_free() -> None:
    document = editing.with_part(PLAN, "awards", {})
    assert "awards" not in document

    document = editing.with_part(PLAN, "awards", {"by_division": True})
    for name in ("prizes", "prizes", "titles", "promotion"):
        document = editing.added(document, f"awards.{name}")
    document = editing.added(document, "awards.titles.0.passed")
    fresh = editing.text()

    assert document["awards"] == {
        "by_division": True,
        "prizes": [{"key": "P1", "title": fresh}, {"key": "P2", "title": fresh}],
        "titles": [{"key": "T1", "title": fresh, "passed": [{"component": "", "from": ""}]}],
        "promotion": [{"level": ""}],
    }
    assert editing.with_part(document, "awards", {})["awards"] == {}


def test_a_form_of_awards_says_only_what_is_written() -> None:
    empty = {"medals.on": "", "medals.window": "", "teams.rule": "", "teams.points": "", "organisation_award.by": ""}
    assert taken(awarding.FIELDS, nested(empty.items()), {}) == {}

    sent = empty | {
        "medals.on": "total", "medals.window": "2", "teams.rule": "place_points", "teams.points": "8、4 2;1",
        "teams.divisions": "职工组； 学生组;", "promotion.0.level": "2", "promotion.0.prior": "5;4", "promotion.0.to": "x",
    }  # fmt: skip
    assert taken(awarding.FIELDS, nested(sent.items()), {}) == {
        "medals": {"on": "total", "window": "2"},
        "teams": {"rule": "place_points", "points": ["8", "4", "2", "1"], "divisions": ["职工组", "学生组"]},
        "promotion": [{"level": 2, "to": "x", "prior": [5, 4]}],
    }
