"""Attempts and expressions as they stand on paper: every line with its facts and how far in it stands."""

from tests.engine import plan_documents as say
from tests.engine.test_explanation import lines_of
from tests.engine.test_explanation_field import computed
from tests.engine.test_explanation_modules import of_modules, one_judged


def attempts(rule, count, on="value", **more):
    return {"attempts": {"count": count, "rule": rule, "on": on, **more}}


def run(**more):
    """A time that is its own points."""
    return say.aspect("measurement", "RUN", "100", "one", unit="s", decimals=1, formula="value", **more)


def test_expression_is_worked_out_of_the_whole_figure_or_attempt_by_attempt():
    tried = one_judged("TRY", "10", counts=False, **attempts("mean", 3))
    each = computed("EACH", "50", "2 * [TRY]", **attempts("mean", 3, "points"))
    document = say.plan(say.module("A", tried, computed("WHOLE", "50", "[TRY]"), each))
    marks = {("A", 1, "TRY#1"): "3.0", ("A", 1, "TRY#2"): "4.0", ("A", 1, "TRY#3"): "3.0"}
    assert of_modules(document, marks) == lines_of("""
        module module=A
          aspect_only_figure aspect=TRY
            attempt_value attempt=1 value=3
            attempt_value attempt=2 value=4
            attempt_value attempt=3 value=3
            attempts_mean figures=3 + 4 + 3 sum=10 count=3 exact=3.333333…
            given points=3.333333…
            rounded exact=3.333333… digits=2 mode=half_up result=3.33
            aspect_points points=3.33
          aspect aspect=WHOLE
            expression expression=[TRY] worked=3.333333… exact=3.333333…
            rounded exact=3.333333… digits=2 mode=half_up result=3.33
            aspect_points points=3.33
          aspect aspect=EACH
            attempt attempt=1 value=
              expression expression=2 * [TRY] worked=2 * 3 exact=6
              attempt_points points=6.00
            attempt attempt=2 value=
              expression expression=2 * [TRY] worked=2 * 4 exact=8
              attempt_points points=8.00
            attempt attempt=3 value=
              expression expression=2 * [TRY] worked=2 * 3 exact=6
              attempt_points points=6.00
            attempts_mean figures=6 + 8 + 6 sum=20 count=3 exact=6.666666…
            aspect_points points=6.666666…
          module_sum figures=3.33 + 6.666666… exact=9.996666…
          rounded exact=9.996666… digits=2 mode=half_up result=10.00
          module_points module=A points=10.00 max=100
    """)


def test_expression_waits_for_what_the_whole_figure_asks_whatever_the_first_attempt_was():
    more = one_judged("MORE", "10", counts=False, required=False)
    bonus = computed("BONUS", "10", "if([RUN] < 5, [MORE], 1)", counts=False)
    share = computed("SHARE", "10", "10 * [MORE] / best([MORE])", counts=False)
    document = say.plan(say.module("A", run(**attempts("last", 2)), more, bonus, share))
    assert of_modules(document, {("A", 1, "RUN#1"): "9.0", ("A", 1, "RUN#2"): "3.0"}) == lines_of("""
        module module=A
          aspect aspect=RUN
            attempt_value attempt=1 value=9
            attempt_value attempt=2 value=3
            attempts_left_out attempts=1
            attempts_last figures=3 sum=3 count=1 exact=3
            by_formula value=3 unit=s formula=value worked=3 exact=3
            aspect_points points=3.00
          aspect_only_figure aspect=BONUS
            expression_unmarked expression=if([RUN] < 5, [MORE], 1)
          aspect_only_figure aspect=SHARE
            population function=best aspect=MORE figure=
            expression_unmarked expression=10 * [MORE] / best([MORE])
          module_points module=A points=3.00 max=100
    """)


def test_attempts_that_count_nothing_are_told_together():
    document = say.plan(say.module("A", run(**attempts("sum", 3, "points", failed="void"))))
    marks = {("A", 1, "RUN#1"): "none", ("A", 1, "RUN#2"): "3.0", ("A", 1, "RUN#3"): "none"}
    assert of_modules(document, marks) == lines_of("""
        module module=A
          aspect aspect=RUN
            attempt_failed attempt=1 value=
            attempt attempt=2 value=
              by_formula value=3.0 unit=s formula=value worked=3 exact=3
              attempt_points points=3.00
            attempt_failed attempt=3 value=
            attempts_void attempts=1, 3
            attempts_sum figures=0 + 3 + 0 sum=3 count=3 exact=3
            aspect_points points=3.00
          module_points module=A points=3.00 max=100
    """)
