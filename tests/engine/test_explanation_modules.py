"""Explanations as they stand on paper, from the marks to the total: every line with its facts and how far in it stands."""

from tests.engine import plan_documents as say
from tests.engine.test_explanation import lines_of, paper
from tests.engine.test_explanation_field import computed


def component(key, weight, **more):
    return {"key": key, "title": say.text(), "weight": weight, "max": "100", **more}


def one_judged(key, most, **more):
    return say.points(key, most, marked_by="one") | more


def to_the_total(document, marks, **more) -> list[str]:
    """The lines of entry 1 from its first module to its total."""
    lines = paper(document, {"1": marks}, **more)
    return lines[1 : next(n for n, line in enumerate(lines) if line.startswith("  total_points")) + 1]


def of_modules(document, marks) -> list[str]:
    """The lines of the modules of entry 1 alone."""
    lines = to_the_total(document, marks)
    return lines[: next(n for n, line in enumerate(lines) if line.startswith("component "))]


WHOLE = """
entry entry=1
module module=T
  aspect aspect=T1
    given points=59.5
    aspect_points points=59.50
  aspect aspect=T2
    given points=20.0
    aspect_points points=20.00
  module_sum figures=59.50 + 20.00 exact=79.5
  rounded exact=79.5 digits=0 mode=half_up result=80
  module_points module=T points=80 max=80
module module=R
  module_unmarked
module module=P
  aspect aspect=P1
    given judge=1 points=30.5
    given judge=2 points=31.0
    given judge=3 points=28.0
    too_few_to_drop count=3 least=5
    panel_mean figures=30.5 + 31 + 28 sum=89.5 count=3 exact=29.833333…
    rounded exact=29.833333… digits=2 mode=half_up result=29.83
    aspect_points points=29.83
  aspect aspect=P2
    given judge=2 points=13.2
    judge_unmarked judge=1
    judge_unmarked judge=3
    too_few_to_drop count=1 least=5
    rounded exact=13.2 digits=2 mode=half_up result=13.20
    aspect_points points=13.20
  aspect aspect=P3
    unmarked
  aspect aspect=P4
    off times=1 step=0.50 off=0.5
    aspect_points points=-0.50
  panel_aspects figures=29.83 + 13.20 exact=43.03
  rounded exact=43.03 digits=1 mode=half_up result=43.0
  module_sum figures=43.0 − 0.50 exact=42.5
  not_below least=60
  module_points module=P points=60 max=70
module module=Q
  aspect aspect=Q1
    given points=15.0
    aspect_points points=15.00
  aspect aspect=Q2
    critical_missed times=1
    aspect_points points=0.00
  module_failed
  module_points module=Q points=0 max=30
component component=theory
  component_sum figures=80 + 0 sum=80 scale=100 max=100 exact=80
  not_above most=75
  component_points component=theory points=75.00
component component=practical
  component_sum figures=60 + 0 sum=60 scale=100 max=100 exact=60
  not_below least=62
  component_points component=practical points=62.00
total
  total_sum figures=0.3 × 75.00 + 0.7 × 62.00 exact=65.9
  not_below least=70
  total_points points=70
rank_by_total_high rank=1 count=1
  provisional
"""


def test_entry_is_explained_from_its_marks_to_its_rank():
    shared = say.points("P1", "40"), say.points("P2", "20"), one_judged("P3", "10"), say.deduction("P4")
    document = say.plan(
        say.module("T", one_judged("T1", "60"), one_judged("T2", "20"), component="theory"),
        say.module("R", say.points("R1", "20"), component="theory"),
        say.module("P", *shared, judged=say.trimmed()) | {"floor": "60"},
        say.module("Q", one_judged("Q1", "30"), say.critical("Q2")),
        components=[component("theory", "0.3", ceiling="75"), component("practical", "0.7", floor="62")],
        total_floor="70",
    )
    document["rounding"] |= {"panel": say.rule(1), "module": say.rule(0), "total": say.rule(0)}
    marks = {
        ("T", 1, "T1"): "59.5", ("T", 1, "T2"): "20.0",
        ("P", 1, "P1"): "30.5", ("P", 2, "P1"): "31.0", ("P", 3, "P1"): "28.0", ("P", 2, "P2"): "13.2", ("P", 1, "P4"): "1",
        ("Q", 1, "Q1"): "15.0", ("Q", 1, "Q2"): "1",
    }  # fmt: skip
    assert paper(document, {"1": marks}) == lines_of(WHOLE)


def test_figures_above_their_bounds_are_told_and_then_rounded():
    document = say.plan(
        say.module("T", one_judged("T1", "100", factor="1.25"), component="theory") | {"ceiling": "99.5"},
        say.module("P", one_judged("P1", "40")),
        say.module("Q", one_judged("Q1", "20")),
        components=[
            component("theory", "0.3") | {"max": "125"},
            component("practical", "0.7", ceiling="80.5") | {"max": "60"},
        ],
        total_ceiling="60.5",
    )
    document["rounding"] |= {"component": say.rule(0, "down"), "total": say.rule(0, "down")}
    marks = {("T", 1, "T1"): "90.1", ("P", 1, "P1"): "30.5", ("Q", 1, "Q1"): "19.9"}
    assert to_the_total(document, marks) == lines_of("""
        module module=T
          aspect aspect=T1
            given points=90.1
            times_factor points=90.10 factor=1.25 product=112.6250
            rounded exact=112.6250 digits=2 mode=half_up result=112.63
            aspect_points points=112.63
          not_above most=99.5
          module_points module=T points=99.50 max=125.00
        module module=P
          aspect aspect=P1
            given points=30.5
            aspect_points points=30.50
          module_points module=P points=30.50 max=40
        module module=Q
          aspect aspect=Q1
            given points=19.9
            aspect_points points=19.90
          module_points module=Q points=19.90 max=20
        component component=theory
          component_scaled figures=99.50 sum=99.5 scale=100 max=125 exact=79.6
          rounded exact=79.6 digits=0 mode=down result=79
          component_points component=theory points=79
        component component=practical
          component_scaled figures=30.50 + 19.90 sum=50.4 scale=100 max=60 exact=84
          not_above most=80.5
          rounded exact=80.5 digits=0 mode=down result=80
          component_points component=practical points=80
        total
          total_sum figures=0.3 × 79 + 0.7 × 80 exact=79.7
          not_above most=60.5
          rounded exact=60.5 digits=0 mode=down result=60
          total_points points=60
    """)


def test_figures_that_are_their_bounds_are_held_back_by_none():
    bounds = {"floor": "35", "ceiling": "35"}
    document = say.plan(say.module("A", one_judged("A1", "100")) | bounds, total_floor="35", total_ceiling="35")
    document["components"][0] |= bounds
    assert to_the_total(document, {("A", 1, "A1"): "35.0"}) == lines_of("""
        module module=A
          aspect aspect=A1
            given points=35.0
            aspect_points points=35.00
          module_points module=A points=35.00 max=100
        component component=practical
          component_points component=practical points=35.00
        total
          total_points points=35.00
    """)


def test_sheets_of_judges_are_added_up_beside_what_the_first_judge_marks_alone():
    judged = say.panel(level="sheet", figure="sum")
    aspects = say.judgement("A1", "10"), say.points("A2", "40"), one_judged("A3", "50")
    document = say.plan(say.module("A", *aspects, judged=judged))
    document["rounding"]["judge"] = say.rule(1)
    marks = {
        ("A", 1, "A3"): "20.0",
        ("A", 2, "A1"): "1", ("A", 2, "A2"): "11.5", ("A", 3, "A1"): "2", ("A", 3, "A2"): "12.0", ("A", 4, "A2"): "1.0",
    }  # fmt: skip
    assert of_modules(document, marks) == lines_of("""
        module module=A
          aspect aspect=A3
            given points=20.0
            aspect_points points=20.00
          sheet judge=2
            sheet_aspect aspect=A1 points=3.33
              score score=1 most=3 max=10 exact=3.333333…
              rounded exact=3.333333… digits=2 mode=half_up result=3.33
            sheet_aspect aspect=A2 points=11.50
              given points=11.5
            sheet_sum figures=3.33 + 11.50 exact=14.83
            rounded exact=14.83 digits=1 mode=half_up result=14.8
          sheet judge=3
            sheet_aspect aspect=A1 points=6.67
              score score=2 most=3 max=10 exact=6.666666…
              rounded exact=6.666666… digits=2 mode=half_up result=6.67
            sheet_aspect aspect=A2 points=12.00
              given points=12.0
            sheet_sum figures=6.67 + 12.00 exact=18.67
            rounded exact=18.67 digits=1 mode=half_up result=18.7
          sheet judge=4
            sheet_aspect aspect=A2 points=1.00
              given points=1.0
          sheet_unfinished judge=4
          panel_of_sheets
            panel_sum figures=14.8 + 18.7 sum=33.5 count=2 exact=33.5
            rounded exact=33.5 digits=2 mode=half_up result=33.50
          module_sum figures=33.50 + 20.00 exact=53.5
          module_points module=A points=53.50 max=100
    """)


def test_leniency_stands_on_the_sheet_it_moves():
    document = say.plan(say.module("A", say.points("A1"), judged=say.panel(level="sheet", leniency="additive")))
    marks = {entry: {("A", 1, "A1"): "80.0", ("A", 2, "A1"): "90.0"} for entry in "12"}
    assert paper(document, marks)[1:11] == lines_of("""
        module module=A
          sheet judge=1
            sheet_aspect aspect=A1 points=80.00
              given points=80.0
            leniency before=80.00 after=85.00
          sheet judge=2
            sheet_aspect aspect=A1 points=90.00
              given points=90.0
            leniency before=90.00 after=85.00
          panel_of_sheets
    """)


def test_module_that_no_first_judge_has_marked_is_explained_by_the_others():
    document = say.plan(say.module("A", say.points("A1")))
    assert of_modules(document, {("A", 2, "A1"): "12.5"}) == lines_of("""
        module module=A
          aspect aspect=A1
            given judge=2 points=12.5
            rounded exact=12.5 digits=2 mode=half_up result=12.50
            aspect_points points=12.50
          module_points module=A points=12.50 max=100
    """)


def test_module_is_explained_where_an_expression_gives_points_before_anybody_marks():
    document = say.plan(say.module("A", one_judged("A1", "90"), computed("A2", "10", "given([A1], 4)")))
    assert of_modules(document, {}) == lines_of("""
        module module=A
          aspect aspect=A1
            unmarked
          aspect aspect=A2
            expression expression=given([A1], 4) worked=given(?, 4) exact=4
            aspect_points points=4.00
          module_points module=A points=4.00 max=100
    """)


def test_module_with_nothing_to_add_up_yet_comes_to_nothing():
    only_figure = one_judged("A2", "10", counts=False)
    document = say.plan(say.module("A", one_judged("A1", "100"), only_figure))
    assert of_modules(document, {("A", 1, "A2"): "5.0"}) == lines_of("""
        module module=A
          aspect aspect=A1
            unmarked
          aspect_only_figure aspect=A2
            given points=5.0
            aspect_points points=5.00
          module_sum figures=0 exact=0
          module_points module=A points=0.00 max=100
    """)
