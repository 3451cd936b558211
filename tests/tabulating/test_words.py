"""Both languages say everything: every refusal of the engine, every problem of a file, every line of an explanation."""

import re
from pathlib import Path

import pytest

import competition
from competition.engine.plans import plan_hash
from competition.tabulating.complaints import FILES, PLANS
from competition.tabulating.problems import Problem
from competition.tabulating.sentences import STEPS
from competition.tabulating.words import COMPARATORS, HEADS, NAMES, Words

HOUSE = Path(competition.__file__).parent
ALL = {"files": FILES, "plans": PLANS, "steps": STEPS, "heads": HEADS, "names": NAMES, "comparators": COMPARATORS}
REFUSED = re.compile(r'PlanRefused\(\s*"([a-z_]+)"')
NOTED = re.compile(r'(?:_note\(one, "\w+",|\.add\([^"]*"\w*",|_whole\([^,]*,|Problem\([^"]*"\w*",)\s*"([a-z_]+)"')
WRITTEN = re.compile(r'\.write\(\s*"([a-z_]+)"')
FIELDS = re.compile(r"\{(\w+)\}")


def source(*folders: str) -> str:
    return "\n".join(path.read_text("utf-8") for folder in folders for path in sorted((HOUSE / folder).rglob("*.py")))


def test_every_refusal_of_a_plan_has_words():
    assert set(REFUSED.findall(source("engine"))) - set(PLANS) == set()


def test_every_problem_of_a_file_has_words():
    assert set(NOTED.findall(source("tabulating"))) - set(FILES) - set(PLANS) == set()


def test_every_line_of_an_explanation_has_words():
    assert set(WRITTEN.findall(source("engine"))) - set(STEPS) == set()


@pytest.mark.parametrize("kind", ALL)
def test_both_languages_quote_the_same_figures(kind):
    assert [code for code, (zh, en) in ALL[kind].items() if set(FIELDS.findall(zh)) != set(FIELDS.findall(en))] == []


@pytest.mark.parametrize("kind", ALL)
def test_english_has_no_chinese_and_chinese_is_not_english(kind):
    chinese = re.compile("[\u4e00-\u9fff]")
    assert [code for code, (_zh, en) in ALL[kind].items() if chinese.search(en)] == []
    bare = {code: FIELDS.sub("", zh).strip(" ，、：＝−÷×（）＋1.4826") for code, (zh, _en) in ALL[kind].items()}
    assert [code for code, zh in bare.items() if zh and not chinese.search(zh)] == []


def test_problem_says_file_row_column_and_reason():
    words = Words("en")
    assert [
        words.problem(Problem("m.csv", 7, "value", "out_of_range", (("aspect", "A1"), ("asked", "number"), ("least", "0"), ("most", "9")))),
        words.problem(Problem("m.csv", 3, "", "not_csv")),
        words.problem(Problem("p.json", 0, "modules[0].key", "key_twice", (("key", "A"),))),
        words.problem(Problem("p.json", 0, "", "new_code", (("a", "1"), ("b", "2")))),
    ] == [
        "m.csv row 7, value: A1: 0 to 9 is expected",
        "m.csv row 3: quotation marks do not match: this is not CSV",
        "p.json, modules[0].key: the key A stands twice",
        "p.json: new_code 1, 2",
    ]  # fmt: skip


def test_hash_of_a_plan_is_a_name_and_not_a_word():
    assert Words("zh").name(plan_hash({})) == plan_hash({})
