"""`competition tabulate` as an auditor runs it: its three forms, its explanation, its problems; and what it does without."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from competition.tabulating import writing
from competition.tabulating.marks import MarkRow, read_marks
from competition.tabulating.reading import EntryRow, read_entries
from tests.tabulating.files import ENTRIES_HEADER, HEADER, small
from tests.tabulating.test_samples import FOLDER, SAMPLES, sample

WATCHED = """
import sys
from competition.cli import main
import socket_guard
status = main(sys.argv[1:])
sys.stdout.flush()
forbidden = ("flask", "sqlalchemy", "socket", "_socket", "ssl", "asyncio", "competition.store", "competition.web", "competition.config")
print([name for name in forbidden if name in sys.modules], status, file=sys.stderr)
"""

GUARD = """
import sys


class Forbidden:
    def find_spec(self, name, path=None, target=None):
        if name in ("socket", "_socket"):
            raise ImportError(name)


sys.meta_path.insert(0, Forbidden())
"""


def tabulate(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """In a process of its own, with no environment at all."""
    return subprocess.run(
        [sys.executable, "-m", "competition.cli", "tabulate", *arguments],
        env={}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


def files(name: str) -> list[str]:
    return [str(FOLDER / f"{name}.plan.json"), str(FOLDER / f"{name}.marks.csv")]


def test_json_is_canonical_and_names_plan_and_marks():
    done = tabulate(*files("theory_practical"), "--json")
    plain = json.loads(done.stdout)
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    marks = (FOLDER / "theory_practical.marks.csv").read_bytes()
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", canonical)
    assert plain["plan"]["hash"] == sample("theory_practical").plan.document_hash
    assert plain["marks_sha256"] == hashlib.sha256(marks).hexdigest()
    assert (plain["format"], plain["version"]) == ("craftboard-result", 1)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_form_gives_the_same_bytes_each_time(name):
    forms = [(writing.result_json(sample(name)), writing.result_csv(sample(name))) for _run in range(2)]
    assert forms[0] == forms[1]


def test_table_has_a_line_an_entry_and_a_column_a_figure():
    done = tabulate(*files("theory_practical"), "--csv", "--entries", str(FOLDER / "theory_practical.entries.csv"))
    plan, marks, header, *rows = done.stdout.decode().splitlines()
    result = sample("theory_practical")
    assert (plan, marks) == (f"# plan_hash {result.plan.document_hash}", f"# marks_sha256 {result.marks_sha256}")
    assert header == (
        "rank,tied,entry,division,organisation,team,status,total,scale_score,broken_by,complete,provisional,deductions,medal,"
        "medallion,prize,level,titles,component:theory,component:practical,module:T,module:P,aspect:T1,aspect:P1"
    )
    assert rows == [
        "1,,B,职工组,乙厂,,,88.15,,component:practical,yes,,0,,,p1,,,85.00,89.50,85.00,89.50,85.00,89.50",
        "2,,A,职工组,甲厂,,,88.15,,component:practical,yes,,0,,,p2,,,92.00,86.50,92.00,86.50,92.00,86.50",
        "3,,C,学生组,丙校,,,84.70,,,yes,,0,,,,,,70.00,91.00,70.00,91.00,70.00,91.00",
        ",,D,学生组,丙校,,DNS,,,,,,0,,,,,,0.00,0.00,0.00,0.00,,",
    ]


def test_text_stands_under_each_other_in_columns_whatever_the_script():
    done = tabulate(*files("worldskills_style"))
    result = sample("worldskills_style")
    assert done.stdout.decode().splitlines() == [
        "世赛式",
        f"评分方案 SHA-256：{result.plan.document_hash}",
        f"评分文件 SHA-256：{result.marks_sha256}",
        "参赛号 7 个",
        "",
        "名次  参赛号   实操   总分  标准分  奖项      说明",
        "   1  1       78.50  78.50     740  金牌",
        "   2  2       74.20  74.20     720  银牌",
        "   3  3       71.00  71.00     706  铜牌",
        "   4  4       69.80  69.80     700  优胜奖章",
        "   5  5       66.40  66.40     684",
        "   6  6       60.10  60.10     655",
        "   7  7       52.30  52.30     620",
    ]


def test_text_tells_ties_statuses_and_prizes_in_english():
    done = tabulate(*files("theory_practical"), "--lang", "en")
    assert done.stdout.decode().splitlines()[5:] == [
        "Rank  Entry  Theory  Practical  Total  Awards        Remarks",
        "   1  B       85.00      89.50  88.15  First prize   told apart by: more in Practical",
        "   2  A       92.00      86.50  88.15  Second prize  told apart by: more in Practical",
        "   3  C       70.00      91.00  84.70",
        "   –  D                                              Did not start",
    ]


def test_explanation_is_the_paper_of_one_entry():
    done = tabulate(*files("theory_practical"), "--explain", "C")
    assert done.stdout.decode().splitlines() == [
        "参赛号 C 的计分过程",
        "模块 T 理论",
        "  T1 理论试卷",
        "    70.0 分",
        "    得分 70.00",
        "  模块得分 70.00（满分 100）",
        "模块 P 实操",
        "  P1 作品",
        "    裁判 裁判1：88.0 分",
        "    裁判 裁判2：90.0 分",
        "    裁判 裁判3：90.0 分",
        "    裁判 裁判4：96.0 分",
        "    只有 4 个评分，满 5 个才去掉最高最低分",
        "    平均：（88 + 90 + 90 + 96）÷ 4 ＝ 364 ÷ 4 ＝ 91",
        "    91 按四舍五入取 2 位小数 ＝ 91.00",
        "    得分 91.00",
        "  模块得分 91.00（满分 100）",
        "成绩组成 理论",
        "  得分 70.00",
        "成绩组成 实操",
        "  得分 91.00",
        "总分",
        "  0.3 × 70.00 + 0.7 × 91.00 ＝ 84.7",
        "  总分 84.70",
        "按总分从高到低，3 名中第 3 名",
    ]


def test_entry_that_is_not_there_cannot_be_explained():
    done = tabulate(*files("theory_practical"), "--explain", "Z", "--lang", "en")
    assert (done.returncode, done.stdout, done.stderr.decode()) == (
        2, b"", "theory_practical.marks.csv: there is no entry Z on the list\n",
    )  # fmt: skip


def test_problems_are_told_by_row_and_column_with_status_two(tmp_path: Path):
    plan, _marks = files("theory_practical")
    marks = tmp_path / "marks.csv"
    marks.write_text(f"{HEADER}\nA,,T1,,,100.5,\nA,practical,T1,1,,90,\n", "utf-8")
    done = tabulate(plan, str(marks))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        "marks.csv 第 2 行，value：T1：应在 0 到 100 之间",
        "marks.csv 第 3 行，component：T1 属于 theory",
        "marks.csv 第 3 行，attempt：T1 不分次",
    ]


def test_hundred_problems_are_listed_and_the_others_counted(tmp_path: Path):
    plan, _marks = files("theory_practical")
    marks = tmp_path / "marks.csv"
    marks.write_text(HEADER + "\nA,,X,,,1," * 120 + "\n", "utf-8")
    lines = tabulate(plan, str(marks), "--lang", "en").stderr.decode().splitlines()
    assert (len(lines), lines[0], lines[-1]) == (
        101, "marks.csv row 2, aspect: the plan has no aspect X", "20 more are not listed",
    )  # fmt: skip


def test_file_that_is_not_there_is_a_problem_of_its_own(tmp_path: Path):
    done = tabulate(files("typing")[0], str(tmp_path / "none.csv"), "--lang", "en")
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "none.csv: the file cannot be opened: No such file or directory\n",
    )


def test_plan_that_is_refused_is_told_by_its_path(tmp_path: Path):
    plan = json.loads((FOLDER / "typing.plan.json").read_text("utf-8"))
    plan["components"][0]["weight"] = "0.9"
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan), "utf-8")
    done = tabulate(str(path), files("typing")[1])
    assert (done.returncode, done.stderr.decode()) == (2, "plan.json，components：权重合计 0.9，应为 1\n")


def test_forms_exclude_each_other():
    done = tabulate(*files("typing"), "--json", "--csv")
    assert (done.returncode, done.stdout) == (2, b"")


def test_tabulating_needs_no_web_no_database_no_network(tmp_path: Path):
    """A process in which opening a socket would fail tabulates all the same, and has none of these loaded."""
    guard = tmp_path / "socket_guard.py"
    guard.write_text(GUARD)
    program = tmp_path / "program.py"
    program.write_text(WATCHED)
    done = subprocess.run(
        [sys.executable, str(program), "tabulate", *files("typing"), "--json"],
        env={"PYTHONPATH": f"{tmp_path}:{Path(__file__).resolve().parents[2]}"}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (0, "[] 0\n")
    assert json.loads(done.stdout)["entries"][0]["total"] == "100.00"


def test_written_marks_and_entries_are_read_again_as_they_were():
    rows = (
        MarkRow("1", "practical", "A2", "", "2", "3"),
        MarkRow("1", aspect="A5", attempt="2", status="DNF"),
        MarkRow("2", status="WD"),
    )
    entries = (EntryRow("1", "职工组", '甲"乙", 丙', "", 3), EntryRow("2"))
    marks, listed = writing.marks_csv(rows), writing.entries_csv(entries)
    assert marks.decode("utf-8-sig").splitlines() == [
        HEADER, "1,practical,A2,,2,3,", "1,,A5,2,,,DNF", "2,,,,,,WD",
    ]  # fmt: skip
    assert listed.decode("utf-8-sig").splitlines()[0] == ENTRIES_HEADER
    assert read_entries(listed) == entries
    found = read_marks(small(), marks, entries)
    assert [(one.entry, one.marks, one.status) for one in found.entries] == [
        (entries[0], {("A", 2, "A2"): "3", ("A", 1, "A5#2"): "none"}, ""), (entries[1], {}, "WD"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("名次", 4), ("（a）", 5), ("e\u0301", 1), ("ﾊ", 1)]
)
def test_width_counts_columns_of_a_terminal(text, columns):
    assert writing.width(text) == columns
