"""Reading plan documents, and refusing those that contradict themselves."""

from decimal import Decimal

import pytest

from competition.engine.plans import Measurement, canonical, parse_plan, plan_hash
from competition.engine.refusal import Impossible, PlanRefused
from tests.engine.plan_documents import (
    aspect,
    changed,
    critical,
    deduction,
    judgement,
    module,
    panel,
    plan,
    points,
    text,
    theory_and_practical,
    without,
)

TIMED = aspect("timed", "A1.4", "4", "one", bands=[{"to": "900", "points": "4"}, {"to": "1080", "points": "2"}])
MEASURED = aspect(
    "measurement",
    "A1.3",
    "2",
    unit="mm",
    decimals=3,
    bands=[{"from": "32.000", "to": "32.025", "points": "2"}, {"from": "31.990", "to": "32.035", "points": "1"}],
    plausible={"min": "31", "max": "33"},
)
WHOLE = plan(
    module("A", points(most="92"), judgement("A1.2", "2"), MEASURED, TIMED, deduction("A1.5"), critical("A1.6")),
    ties=("component:practical", "module:A", "fewer_deductions", "time:A1.4"),
)
ASPECTS = "modules.0.criteria.0.aspects"


def test_parse_plan_reads_every_part():
    read = parse_plan(WHOLE)

    assert read.document_hash == plan_hash(WHOLE)
    assert [module.key for module in read.modules] == ["A"]
    assert [(tie.what, tie.key) for tie in read.ties] == [
        ("component", "practical"),
        ("module", "A"),
        ("fewer_deductions", ""),
        ("time", "A1.4"),
    ]
    measured = read.aspect("A1.3")
    assert isinstance(measured, Measurement)
    assert (measured.decimals, measured.max, measured.bands[1].low) == (3, Decimal(2), Decimal("31.990"))


def test_plan_is_a_value():
    assert parse_plan(WHOLE) == parse_plan(changed(WHOLE, "scale", "100"))


def test_aspects_for_gives_seat_one_everything_and_others_what_each_judge_marks():
    read = parse_plan(WHOLE)

    assert [found.key for found in read.aspects_for("A", 1)] == ["A1.1", "A1.2", "A1.3", "A1.4", "A1.5", "A1.6"]
    assert [found.key for found in read.aspects_for("A", 2)] == ["A1.1", "A1.2", "A1.3"]


@pytest.mark.parametrize("ask", ["aspect", "module", "component", "module_of"])
def test_plan_refuses_questions_about_what_it_does_not_have(ask):
    code = {"module_of": "unknown_aspect"}.get(ask, f"unknown_{ask}")
    with pytest.raises(Impossible) as refused:
        getattr(parse_plan(WHOLE), ask)("Z9")
    assert refused.value == Impossible(code, "Z9")


def test_module_of_finds_the_home_of_an_aspect():
    read = parse_plan(theory_and_practical())
    assert (read.module_of("P1").key, read.component("theory").weight) == ("P", Decimal("0.3"))


def test_canonical_does_not_depend_on_the_order_of_keys():
    assert canonical({"b": "分", "a": 1}) == canonical({"a": 1, "b": "分"}) == '{"a":1,"b":"分"}'.encode()


def test_plan_hash_is_sha256_of_the_canonical_bytes():
    assert plan_hash({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_canonical_refuses_what_json_cannot_say():
    with pytest.raises(PlanRefused) as refused:
        canonical({"a": float("nan")})
    assert refused.value == PlanRefused("not_json")


BENT: list[tuple[str, object, str, str]] = [
    ("format", "other", "not_a_choice", "format"),
    ("version", 2, "out_of_bounds", "version"),
    ("version", "1", "not_whole", "version"),
    ("version", True, "not_whole", "version"),
    ("colour", "red", "unknown_key", "colour"),
    ("title", "题", "not_an_object", "title"),
    ("title", text(" "), "empty_text", "title.zh"),
    ("title", {"zh": "题"}, "missing_key", "title.en"),
    ("title", text(en="x" * 201), "bad_text", "title.en"),
    ("title", {**text(), "fr": "Titre"}, "unknown_key", "title.fr"),
    ("scale", 100, "bad_decimal", "scale"),
    ("scale", "0", "not_positive", "scale"),
    ("scale", "1e2", "bad_decimal", "scale"),
    ("scale", "0100", "bad_decimal", "scale"),
    ("scale", "1.0000001", "bad_decimal", "scale"),
    ("scale", "10001", "out_of_bounds", "scale"),
    ("modules", {}, "not_a_list", "modules"),
    ("modules", [], "bad_count", "modules"),
    ("components.0.weight", "0.9", "weights_not_one", "components"),
    ("components.0.key", "a b", "bad_key", "components[0].key"),
    ("components.0.max", "99", "max_does_not_add_up", "components[0].max"),
    ("components.0.key", "theory", "unknown_component", "modules[0].component"),
    ("modules.0.minutes", 0, "out_of_bounds", "modules[0].minutes"),
    ("modules.0.panel.method", "mode", "not_a_choice", "modules[0].panel.method"),
    ("modules.0.panel.high", 1, "trim_without_trimmed_mean", "modules[0].panel.high"),
    ("modules.0.panel.low", 1, "trim_without_trimmed_mean", "modules[0].panel.low"),
    ("modules.0.panel", panel("trimmed_mean"), "trims_nothing", "modules[0].panel.high"),
    (
        "modules.0.panel",
        panel("trimmed_mean", high=1, low=1, minimum=2),
        "trims_everybody",
        "modules[0].panel.minimum",
    ),
    ("modules.0.panel.spread", 1, "bad_decimal", "modules[0].panel.spread"),
    ("rounding.judge.digits", 7, "out_of_bounds", "rounding.judge.digits"),
    ("rounding.judge.mode", "up", "not_a_choice", "rounding.judge.mode"),
    ("rounding.total", None, "not_an_object", "rounding.total"),
    ("rounding.step", {}, "unknown_key", "rounding.step"),
    ("ties", "module:A", "not_a_list", "ties"),
    ("ties", ["module:A"] * 13, "bad_count", "ties"),
    ("ties", [7], "unknown_tie", "ties[0]"),
    ("ties", ["age"], "unknown_tie", "ties[0]"),
    ("ties", ["module:"], "unknown_tie", "ties[0]"),
    ("ties", ["module:B"], "unknown_tie", "ties[0]"),
    ("ties", ["component:theory"], "unknown_tie", "ties[0]"),
    ("ties", ["time:A1.1"], "unknown_tie", "ties[0]"),
    ("ties", ["module:A", "module:A"], "tie_twice", "ties[1]"),
    (f"{ASPECTS}.3.marked_by", "each", "tie_time_of_many", "ties[3]"),
    (f"{ASPECTS}.1.key", "A1.1", "key_twice", "modules[0].criteria[0].aspects[1].key"),
    (f"{ASPECTS}.0.kind", "guess", "not_a_choice", "modules[0].criteria[0].aspects[0].kind"),
    (f"{ASPECTS}.0.marked_by", "two", "not_a_choice", "modules[0].criteria[0].aspects[0].marked_by"),
    (f"{ASPECTS}.0.required", "yes", "not_a_flag", "modules[0].criteria[0].aspects[0].required"),
    (f"{ASPECTS}.0.max", "-1", "out_of_bounds", "modules[0].criteria[0].aspects[0].max"),
    (f"{ASPECTS}.0.max", "0", "not_positive", "modules[0].criteria[0].aspects[0].max"),
    (f"{ASPECTS}.0.step", "0", "not_positive", "modules[0].criteria[0].aspects[0].step"),
    (f"{ASPECTS}.0.step", "0.7", "step_misses_max", "modules[0].criteria[0].aspects[0].step"),
    (f"{ASPECTS}.0.unit", "mm", "unknown_key", "modules[0].criteria[0].aspects[0].unit"),
    (f"{ASPECTS}.1.steps", 1, "out_of_bounds", "modules[0].criteria[0].aspects[1].steps"),
    (f"{ASPECTS}.1.steps", 3, "descriptors_missing", "modules[0].criteria[0].aspects[1].descriptors"),
    (f"{ASPECTS}.1.descriptors", "0123", "not_a_list", "modules[0].criteria[0].aspects[1].descriptors"),
    (f"{ASPECTS}.1.descriptors.2", text(""), "empty_text", "modules[0].criteria[0].aspects[1].descriptors[2].zh"),
    (f"{ASPECTS}.2.unit", "m\nm", "bad_text", "modules[0].criteria[0].aspects[2].unit"),
    (f"{ASPECTS}.2.decimals", 2, "too_many_decimals", "modules[0].criteria[0].aspects[2].bands[0]"),
    (f"{ASPECTS}.2.bands.0.from", "33", "upside_down", "modules[0].criteria[0].aspects[2].bands[0].from"),
    (f"{ASPECTS}.2.bands.0.points", "3", "band_above_max", "modules[0].criteria[0].aspects[2].bands"),
    (f"{ASPECTS}.2.bands.0.points", "1", "max_out_of_reach", "modules[0].criteria[0].aspects[2].bands"),
    (f"{ASPECTS}.2.plausible.min", "34", "upside_down", "modules[0].criteria[0].aspects[2].plausible.min"),
    (f"{ASPECTS}.3.bands.1.to", "900", "band_never_reached", "modules[0].criteria[0].aspects[3].bands[1]"),
    (f"{ASPECTS}.3.beyond", "5", "band_above_max", "modules[0].criteria[0].aspects[3].bands"),
    (
        f"{ASPECTS}.3.over",
        {"from": "1080", "unit": "0", "points": "1", "cap": None},
        "not_positive",
        "modules[0].criteria[0].aspects[3].over.unit",
    ),
    (
        f"{ASPECTS}.3.over",
        {"from": "1080", "unit": "10", "points": "2", "cap": "1"},
        "cap_below_step",
        "modules[0].criteria[0].aspects[3].over.cap",
    ),
    (f"{ASPECTS}.4.max", "1", "deduction_earns", "modules[0].criteria[0].aspects[4].max"),
    (f"{ASPECTS}.4.required", True, "deduction_required", "modules[0].criteria[0].aspects[4].required"),
    (f"{ASPECTS}.4.step", "0", "not_positive", "modules[0].criteria[0].aspects[4].step"),
    (f"{ASPECTS}.4.cap", "0.25", "cap_below_step", "modules[0].criteria[0].aspects[4].cap"),
]


@pytest.mark.parametrize(("place", "value", "code", "path"), BENT)
def test_parse_plan_refuses_a_contradiction_at_its_path(place, value, code, path):
    with pytest.raises(PlanRefused) as refused:
        parse_plan(changed(WHOLE, place, value))
    assert (refused.value.code, refused.value.path) == (code, path)


def test_parse_plan_refuses_a_missing_key():
    with pytest.raises(PlanRefused) as refused:
        parse_plan(without(WHOLE, "ties"))
    assert refused.value == PlanRefused("missing_key", "ties")


def test_parse_plan_refuses_a_band_inside_an_earlier_one():
    bands = [{"from": None, "to": None, "points": "2"}, {"from": "1", "to": "2", "points": "1"}]
    with pytest.raises(PlanRefused) as refused:
        parse_plan(changed(WHOLE, f"{ASPECTS}.2.bands", bands))
    assert refused.value == PlanRefused("band_never_reached", "modules[0].criteria[0].aspects[2].bands[1]")


def test_parse_plan_names_the_figures_of_a_refusal():
    with pytest.raises(PlanRefused) as refused:
        parse_plan(changed(theory_and_practical(), "components.0.weight", "0.2"))
    assert refused.value == PlanRefused("weights_not_one", "components", sum="0.9")


def test_parse_plan_refuses_a_component_without_modules():
    document = theory_and_practical()
    with pytest.raises(PlanRefused) as refused:
        parse_plan({**document, "modules": document["modules"][1:]})
    assert refused.value == PlanRefused("component_without_modules", "components[0].key")


def test_parse_plan_refuses_keys_used_twice_by_modules_components_and_criteria():
    document = theory_and_practical()
    twice = {
        "components.1.key": ("theory", "components[1].key"),
        "modules.1.key": ("T", "modules[1].key"),
        "modules.1.criteria.0.key": ("T-1", "modules[1].criteria[0].key"),
        "modules.1.criteria.0.aspects.0.key": ("T1", "modules[1].criteria[0].aspects[0].key"),
    }
    for place, (key, path) in twice.items():
        with pytest.raises(PlanRefused) as refused:
            parse_plan(changed(document, place, key))
        assert refused.value == PlanRefused("key_twice", path, key=key)


def test_parse_plan_refuses_a_module_in_which_nothing_must_be_marked():
    with pytest.raises(PlanRefused) as refused:
        parse_plan(plan(module("A", points()), module("S", deduction("S1"))))
    assert refused.value == PlanRefused("nothing_required", "modules[1].criteria")


def test_parse_plan_refuses_a_module_with_nothing_to_earn():
    penalty = aspect("timed", "S1", "0", "one", bands=[{"to": "300", "points": "0"}])
    with pytest.raises(PlanRefused) as refused:
        parse_plan(plan(module("A", points()), module("S", penalty)))
    assert refused.value == PlanRefused("nothing_to_earn", "modules[1].criteria")


def test_parse_plan_refuses_more_aspects_than_a_plan_may_have():
    crowd = [module(f"M{m}", *(aspect("yesno", f"M{m}.{n}", "1") for n in range(100))) for m in range(5)]
    with pytest.raises(PlanRefused) as refused:
        parse_plan(plan(*crowd, most="500"))
    assert refused.value == PlanRefused("bad_count", "modules", least="1", most="400")


def test_parse_plan_takes_a_bonus_above_the_component_maximum():
    document = changed(plan(module("A", points(most="120", step="0.5"))), "components.0.bonus", "20")
    assert parse_plan(document).component("practical").bonus == Decimal(20)


def test_parse_plan_refuses_a_counted_target_that_is_not_whole():
    counted = aspect("counted", most="100", each="0.5", target="1.5", plausible=None)
    with pytest.raises(PlanRefused) as refused:
        parse_plan(plan(module("A", counted)))
    assert refused.value == PlanRefused("not_whole", "modules[0].criteria[0].aspects[0].target")


def test_refusals_compare_by_kind_code_path_and_facts():
    one, other = Impossible("a", "b", c="d"), PlanRefused("a", "b", c="d")
    assert {one, Impossible("a", "b", c="d"), other} == {one, other}
    assert one != "a"
