"""Every rule and every reason of the engine has words, in both languages."""

from __future__ import annotations

import ast
import inspect
from typing import get_args

from competition.eligibility import words
from competition.engine import eligibility, eligibility_rules

SPOKEN = {"category", "organisation", "region", "industry", "ownership", "employer"}
MANY = {"within": {"age", "sex", "skill_level", "limit", "trades_of_person"}}


def reasons() -> set[str]:
    """Every reason that stands in the engine's source beside a verdict."""
    found = set()
    for one in ast.walk(ast.parse(inspect.getsource(eligibility))):
        if not isinstance(one, ast.Tuple) or len(one.elts) != 3 or not isinstance(one.elts[0], ast.Name):
            continue
        if one.elts[0].id in ("MET", "FAILED", "UNKNOWN"):
            said = one.elts[1]
            if isinstance(said, ast.Constant):
                found.add(str(said.value))
    return found


def test_every_kind_of_rule_has_words_and_a_note() -> None:
    kinds = set(eligibility_rules._KINDS)
    assert (set(words.KINDS), set(words.NOTES), len(get_args(eligibility.Finding))) == (kinds, kinds, 3)


def test_every_reason_of_the_engine_has_words() -> None:
    told = {one.split(".")[-1] for one in words.REASONS}
    assert len(reasons()) > 30
    assert reasons() - told == set()
    assert {f"{one}_unknown" for one in (*SPOKEN, "division", "sex")} - told == set()
    assert {f"{kind}.within" for kind in MANY["within"]} - set(words.REASONS) == set()
    assert set(eligibility_rules.UNIT_FACTS) == set(words.UNIT_FACTS)
    assert set(eligibility_rules.LIMITED) == set(words.LIMITED)
