"""Changing documents: parts, lists, forms, and what is checked meanwhile."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.engine.plans import plan_hash, refusals
from competition.schemes import checks, editing, places
from competition.schemes.actions import acted
from competition.schemes.fields import ASPECTS, DOCUMENT, GENERAL, MODULE
from competition.schemes.library import templates
from competition.schemes.taking import figure, nested, taken, taken_aspect, taken_criterion
from competition.web.speaking import speaking
from tests.world import PLAN

CRITERION = "modules.1.criteria.0"


def flat(part: Any, name: str = "") -> dict[str, str]:
    """A part as a form would send it: what says nothing is empty, a flag that is off is not sent."""
    if isinstance(part, dict | list):
        pairs = part.items() if isinstance(part, dict) else enumerate(part)
        found: dict[str, str] = {}
        for key, value in pairs:
            found |= flat(value, f"{name}.{key}" if name else str(key))
        return found
    if isinstance(part, bool):
        return {name: "1"} if part else {}
    return {name: "" if part is None else str(part)}


@pytest.mark.parametrize("key", sorted(templates()))
def test_forms_that_are_saved_unchanged_keep_the_hash(key: str) -> None:
    document = templates()[key].document
    rebuilt = document | taken(GENERAL, nested(flat(document).items()), document)
    if "document" in document:
        rebuilt["document"] = taken(DOCUMENT, nested(flat(document["document"]).items()), document["document"])
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
