"""Everything the engine refuses a plan for has words for people, which name the facts it gives."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import competition.engine
from competition.engine.plans.ordering import TIES_BY_KEY
from competition.schemes import words
from competition.web.speaking import speaking


def raised() -> dict[str, set[str]]:
    """Every code with which the engine refuses a plan, and the facts it may give."""
    found: dict[str, set[str]] = {}
    for file in Path(competition.engine.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "PlanRefused":
                code = ast.literal_eval(call.args[0])
                found.setdefault(code, set()).update(str(fact.arg) for fact in call.keywords)
    return found


def test_every_refusal_of_a_plan_has_words_and_no_other() -> None:
    assert set(words.PLAN_REFUSALS) == set(raised())


def test_words_of_refusals_name_only_facts_that_are_given() -> None:
    with speaking("en"):
        named = {code: set(re.findall(r"%\((\w+)\)s", str(said))) for code, said in words.PLAN_REFUSALS.items()}
    facts = raised()
    assert {code: names - facts[code] for code, names in named.items() if names - facts[code]} == {}


def test_every_kind_of_comparator_has_words() -> None:
    assert set(words.TIES) == {*TIES_BY_KEY, "fewer_deductions"}
