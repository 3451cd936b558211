"""Everything a document in the making is refused for at once, part by part."""

from __future__ import annotations

from competition.engine.plans import refusals
from competition.engine.refusal import PlanRefused
from tests.engine.plan_documents import changed
from tests.engine.test_plans_aspects import computed, formula, of_several

AT = "modules[0].criteria[0].aspects"
FORMAT = PlanRefused("not_a_choice", "format", allowed="craftboard-plan")


def test_refusals_tell_nothing_of_expressions_that_name_what_there_is():
    document = of_several(computed("[B1]*2", "C1"), formula("value+best([C1])"))
    assert refusals(changed(document, "format", "plan")) == [FORMAT]


def test_refusals_tell_where_a_formula_and_where_an_expression_names_nothing():
    document = of_several(computed("[B1]*[Z2]+[Z1]", "C1"), formula("value+[Y]"))
    assert refusals(changed(document, "format", "plan")) == [
        FORMAT,
        PlanRefused("unknown_aspect", f"{AT}[0].expression", aspect="Z1"),
        PlanRefused("unknown_aspect", f"{AT}[1].formula", aspect="Y"),
    ]


def test_refusals_tell_of_components_beside_the_whole():
    document = changed(of_several(computed()), "format", "plan")
    assert refusals(changed(document, "components.0.weight", "2")) == [
        FORMAT,
        PlanRefused("out_of_bounds", "components[0].weight", least="0", most="1"),
    ]
