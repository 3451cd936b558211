"""The published schema of plans: what the reader reads it takes, and it refuses what a schema can refuse."""

import json
from pathlib import Path
from typing import Any

import pytest

import competition
from competition.engine.plans import parse_plan
from competition.engine.plans.reading import Reader
from competition.engine.refusal import PlanRefused
from tests.engine.json_schema import alternatives, fits, resolved
from tests.engine.plan_documents import (
    Document,
    aspect,
    changed,
    critical,
    deduction,
    judgement,
    module,
    panel,
    plan,
    points,
    rule,
    text,
    without,
)
from tests.engine.test_plans import BENT, WHOLE
from tests.engine.test_plans_aspects import BENT_ATTEMPTS, computed, formula, measured, timed

PACKAGE = Path(competition.__file__).parent
SCHEMA: Document = json.loads((PACKAGE / "engine/plans/craftboard-plan-1.schema.json").read_text(encoding="utf-8"))
TEMPLATES = sorted((PACKAGE / "schemes/templates").glob("*.json"))
IN_THE_DOCUMENT = {
    "missing_key", "unknown_key", "bad_decimal", "bad_key", "bad_text", "not_a_choice", "not_a_flag", "not_a_list",
    "not_an_object", "not_whole", "not_positive", "empty_text", "bad_count", "more_than_a_line", "bands_and_formula",
}  # fmt: skip
TRIES: Document = {
    "count": 5, "rule": "mean", "on": "value", "drop_best": 1, "drop_worst": 1, "better": "low", "failed": "worst",
    "most_failed": 1, "minimum": 4, "rounding": rule(),
}  # fmt: skip
OFF: Document = {"from": "300", "unit": "10", "points": "1", "cap": "5"}
PLAUSIBLE: Document = {"min": "0", "max": "900"}
SAID: Document = {"note": text(), "section": "S1", "method": text(), "lines": [text()]}
EARNING: Document = {"counts": True, "factor": "2", "dnf_if_none": False}
REACH: Document = {
    "from": 1, "to": 3, "divisions": ["职工组"], "total_from": "60", "prizes": ["P1"],
    "passed": [{"component": "practical", "from": "60"}],
}  # fmt: skip
TEAMS: Document = {"rule": "top_n", "n": 3, "complete": True, "tie": "best_place", "divisions": ["职工组"]}
AWARDS: Document = {
    "by_division": True,
    "medals": {"on": "scale_score", "window": "2", "anchor": "first", "small_fields": [{"below": 4, "medals": 0}]},
    "medallion": {"on": "scale_score", "from": "700"},
    "prizes": [
        {
            "key": "P1", "title": text(), "share": "0.1", "rounding": "down", "minimum": 1, "from_entries": 4,
            "cut": "inclusive",
        },
        {"key": "P2", "title": text(), "count": 3}, {"key": "P3", "title": text(), "within": "0.5"},
        {"key": "P4", "title": text(), "from_total": "60"},
    ],
    "teams": TEAMS,
    "organisations": {"rule": "place_points", "points": ["8", "4"], "of": "places"},
    "organisation_award": {"by": "points", "count": 3, "after": 1},
    "titles": [{"key": "T1", "title": text(), **REACH}],
    "promotion": [{"level": 2, "prior": [5, 4, 3], **REACH}],
}  # fmt: skip


def told(document: Document, **more: object) -> Document:
    return {**document, **SAID, **more}


def everything() -> Document:
    """A plan that says every key of the format at least once."""
    bands = [{"from": None, "to": "1", "points": "10"}]
    aspects = [
        told(measured(bands=bands, plausible=PLAUSIBLE), key="A1", attempts=TRIES, **EARNING),
        told(formula(floor="-1"), key="A2"),
        told(aspect("yesno", "A3"), **EARNING),
        told(judgement("A4", "3"), values=["0", "1", "2", "3"], attempts={**TRIES, "on": "points"}, **EARNING),
        told(points("A5", marked_by="one"), min="-10", attempts=TRIES, **EARNING),
        told(deduction("A6")), told(critical("A7")),
        told(aspect("counted", "A8", "9", "one", each="1", target="9", plausible=PLAUSIBLE), attempts=TRIES, **EARNING),
        told(timed(under=OFF, over=OFF, beyond="0", plausible=PLAUSIBLE), key="A9", attempts=TRIES, **EARNING),
        told(computed("[A2]", "A10", min="-2"), attempts={**TRIES, "on": "points"}, **EARNING),
    ]  # fmt: skip
    most = sum(int(one["max"]) * int(one.get("factor", 1)) for one in aspects)
    judged = panel(
        "olympic", high=1, low=1, minimum=3, level="sheet", spread="1", trim_from=3, figure="mean", exclude_lead=True,
        leniency="z",
    )  # fmt: skip
    document = plan(module("A", *aspects, judged=judged), most=str(most), ties=("judges_majority:A", "time:A1"))
    provision = {"name": text(), "spec": text(), "count": "1", "per": "room"}
    document["document"] = {
        "purpose": text(), "equipment": [provision], "materials": [provision], "contestant_brings": [text()],
        "safety": [text()], "schedule": [{"title": text(), "minutes": 30}],
        "sections": [{"key": "S1", "title": text(), "weight": "100"}],
        "divisions": [{"name": text(), "min_age": 18, "max_age": 35}], "sources": [text()],
    }  # fmt: skip
    document["scale_score"] = {
        "method": "median_mad", "centre": "700", "spread": "30", "low": "0", "high": "1000", "digits": 0, "mode": "half_up",
    }  # fmt: skip
    document["order"] = {"better": "high", "by": "scale_score", "last_resort": "lot", "seed": "2026"}
    document["rounding"]["product"] = rule()
    document["components"][0] |= {"bonus": "0", "floor": "0", "ceiling": "100"}
    document["modules"][0] |= {"floor": "-5", "ceiling": "100"}
    document["modules"][0]["criteria"][0]["day"] = 1
    return {**document, "total_floor": "0", "total_ceiling": "100", "awards": AWARDS}


def test_schema_takes_a_plan_that_says_everything():
    assert parse_plan(everything()).title.zh == "样例"
    assert fits(SCHEMA, everything())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_schema_takes_every_template(template):
    assert fits(SCHEMA, json.loads(template.read_text(encoding="utf-8"))["plan"])


def test_schema_takes_null_for_every_key_that_may_be_left_out():
    document = everything()
    for key in ("scale_score", "order", "total_floor", "total_ceiling", "awards"):
        document = changed(document, key, None)
    for place in ("aspects.1.bands", "aspects.0.floor", "aspects.0.formula", "aspects.5.cap"):
        document = changed(document, f"modules.0.criteria.0.{place}", None)
    assert (parse_plan(document).awards.medals, fits(SCHEMA, document)) == (None, True)
    assert fits(SCHEMA, changed(document, "document", None))


def asked_of(document: Document) -> dict[str, set[str]]:
    """By the path of every object read, places of lists left out, which keys the reader asks it for."""
    asked: dict[str, set[str]] = {}
    told_of = Reader.given

    class Watched:
        def __init__(self, taken: Any) -> None:
            self.taken = taken

        def __call__(self, reader: Reader, key: str) -> Any:
            asked.setdefault(shape_of(document, reader.path), set()).add(key)
            return self.taken(reader, key)

    with pytest.MonkeyPatch.context() as patch:
        given_of, take_of = Watched(told_of), Watched(Reader.take)
        patch.setattr(Reader, "given", lambda reader, key: given_of(reader, key))
        patch.setattr(Reader, "take", lambda reader, key: take_of(reader, key))
        parse_plan(document)
    return {path: {key for key in keys if "[" not in key} for path, keys in asked.items()}


def shape_of(document: Document, path: str) -> str:
    """A path with the kind of an aspect in the place of its number."""
    here: Any = document
    shape = []
    for step in path.replace("[", ".[").split(".") if path else ():
        here = here[int(step[1:-1])] if step.startswith("[") else here[step]
        kind = here.get("kind") if isinstance(here, dict) else None
        shape.append(f"[{kind or ''}]" if step.startswith("[") else step)
    return ".".join(shape)


def keys_of(shape: str) -> set[str]:
    """The keys that the schema knows at such a path."""
    here: list[dict[str, Any]] = [SCHEMA]
    for step in shape.split(".") if shape else ():
        if step.startswith("["):
            inner = [one["items"] for one in here]
        else:
            inner = [one["properties"][step] for one in here if step in one["properties"]]
        here = [found for one in inner for found in alternatives(one, SCHEMA)]
        if step.strip("[]") and step.startswith("["):
            here = [one for one in here if one["properties"]["kind"]["const"] == step.strip("[]")]
    assert len(here) == 1, shape
    return set(here[0]["properties"])


def test_schema_knows_the_keys_that_the_reader_asks_for_and_no_other():
    asked = asked_of(everything())
    at = "modules.[].criteria.[].aspects.[measurement]"
    assert {at, f"{at}.attempts.rounding", f"{at}.bands.[]", "awards.promotion.[].passed.[]", "order"} < set(asked)
    assert {path: keys for path, keys in asked.items() if keys != keys_of(path)} == {}


def test_schema_requires_exactly_what_the_reader_requires():
    """Taking one key away is refused by both or by neither."""
    differing = []
    for path in _objects(everything(), ""):
        part: Any = everything()
        for step in path.split(".") if path else ():
            part = part[int(step)] if step.isdigit() else part[step]
        for key in part:
            less = without(everything(), f"{path}.{key}" if path else key)
            if fits(SCHEMA, less) == (_code(less) in IN_THE_DOCUMENT):
                differing.append(f"{path}.{key}")
    assert differing == []


def _objects(part: Any, path: str) -> list[str]:
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    found = [path] if isinstance(part, dict) else []
    for key, one in inner:
        found += _objects(one, f"{path}.{key}" if path else str(key))
    return found


def _code(document: Document) -> str:
    try:
        parse_plan(document)
    except PlanRefused as refused:
        return refused.code
    return ""


BROKEN = [(place, value) for place, value, code, _path in BENT if code in IN_THE_DOCUMENT]


@pytest.mark.parametrize(("place", "value"), BROKEN)
def test_schema_refuses_what_the_reader_refuses_for_how_it_is_written(place, value):
    assert not fits(SCHEMA, changed(WHOLE, place, value))


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        *((f"modules.0.criteria.0.aspects.0.attempts.{key}", bent[key], code)
          for bent, code, key in BENT_ATTEMPTS if code in IN_THE_DOCUMENT and key in bent),
        ("modules.0.criteria.0.aspects.1.bands", [{"from": None, "to": None, "points": "10"}], "bands_and_formula"),
        ("modules.0.criteria.0.aspects.0.floor", "0", "unknown_key"),
        ("order.last_resort", "entry", "unknown_key"),
        ("modules.0.criteria.0.aspects.1.formula", None, "missing_key"),
        ("modules.0.criteria.0.aspects.1.formula", "", "bad_expression"),
        ("modules.0.criteria.0.aspects.2.attempts", TRIES, "unknown_key"),
        ("modules.0.criteria.0.aspects.3.lines", [text("一\n二")], "more_than_a_line"),
        ("modules.0.criteria.0.aspects.3.values", "0123", "not_a_list"),
        ("modules.0.criteria.0.aspects.5.factor", "2", "unknown_key"),
        ("modules.0.criteria.0.aspects.5.max", "1", "deduction_earns"),
        ("modules.0.criteria.0.aspects.5.required", True, "deduction_required"),
        ("modules.0.criteria.0.aspects.7.target", "1.5", "not_whole"),
        ("modules.0.criteria.0.aspects.9.marked_by", "one", "unknown_key"),
        ("modules.0.criteria.0.aspects.9.counts", 1, "not_a_flag"),
        ("modules.0.panel.trim_from", 16, "out_of_bounds"),
        ("modules.0.panel.leniency", "rasch", "not_a_choice"),
        ("components.0.ceiling", 100, "bad_decimal"),
        ("rounding.product", {"digits": 2}, "missing_key"),
        ("scale_score.spread", None, "bad_decimal"),
        ("order.seed", " ", "bad_text"),
        ("order.seed", None, "bad_text"),
        ("ties.0", "age", "unknown_tie"),
        ("document.schedule.0.minutes", "30", "not_whole"),
        ("awards.medals.window", "-1", "out_of_bounds"),
        ("awards.prizes.0.share", "0", "not_positive"),
        ("awards.titles.0.divisions", [], "bad_count"),
        ("awards.promotion.0.level", 6, "out_of_bounds"),
        ("awards.teams.tie", "age", "unknown_tie"),
    ],
)  # fmt: skip
def test_schema_refuses_what_cannot_be_written_so(place, value, code):
    broken = changed(everything(), place, value)
    assert (_code(broken), fits(SCHEMA, broken)) == (code, False)


@pytest.mark.parametrize(
    "figure", ["0", "-0", "-0.00", "1", "0.1", "-1", "01", "1.", ".5", "1e3", "", "1234567890", "+1"]
)
def test_decimals_are_read_and_described_alike(figure):
    for place, name in (("modules.0.criteria.0.aspects.0.max", "notNegative"), ("components.0.weight", "positive")):
        wanted = _code(changed(WHOLE, place, figure)) not in ("bad_decimal", "out_of_bounds", "not_positive")
        if name == "notNegative" and figure in ("0", "-0", "-0.00"):
            wanted = True  # nothing to earn, but a decimal from 0 up
        assert fits(resolved({"$ref": f"#/$defs/{name}"}, SCHEMA), figure, SCHEMA) == wanted
