"""`competition verify-draw` as anybody runs it: a record that holds, one that does not, one that cannot be read."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import competition
from competition.engine import draws
from competition.engine.draws import record_codes, record_document, record_order
from competition.tabulating.complaints import PLANS
from competition.tabulating.drawing import ANSWERS, FAULTS, verify_draw
from tests.tabulating.test_command import GUARD, WATCHED

SEED = bytes(range(32))
COMMITMENT = "b34f23e6a09ea0db63a8158d3b7c82076fae153de96850e9b827ee280fc49b98"
SEED_HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
CODES = record_document(record_codes(SEED, "entry_code/7", ["1", "2", "3"], ["E1", "E2", "E3", "E4"]))
ORDER = record_document(record_order(SEED, "order/7", "ABCDEFGH"))
FIELDS = re.compile(r"\{(\w+)\}")


def written(folder: Path, document: object) -> Path:
    path = folder / "draw.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def verified(path: Path, published: str | None = None, language: str = "en") -> tuple[int, list[str], list[str]]:
    out, complaints = io.BytesIO(), io.BytesIO()
    status = verify_draw(path, published, language, out, complaints)
    said, complained = out.getvalue().decode(), complaints.getvalue().decode()
    assert all(text == "" or text.endswith("\n") for text in (said, complained))
    return status, said.splitlines(), complained.splitlines()


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "competition.cli", "verify-draw", *arguments],
        env={}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


def test_record_that_holds_is_told_with_what_it_rests_on(tmp_path: Path):
    assert verified(written(tmp_path, CODES), language="zh") == (
        0,
        [
            "抽签：entry_code/7（抽号码），3 个号",
            f"承诺值：{COMMITMENT}",
            f"种子：{SEED_HEX}",
            "请核对：这是不是抽签前公布的承诺值（--commitment）",
            "重新抽签的结果与记录一致",
        ],
        [],
    )
    assert verified(written(tmp_path, ORDER), f" {COMMITMENT.upper()}\n") == (
        0,
        [
            "Draw: order/7 (an order), 8 names",
            f"Commitment: {COMMITMENT}",
            f"Seed: {SEED_HEX}",
            "The commitment is the one that was published before the draw.",
            "Drawn again: the record holds.",
        ],
        [],
    )


def test_record_that_does_not_hold_is_told_place_by_place_with_status_one(tmp_path: Path):
    path = written(tmp_path, CODES | {"result": [["1", "E1"], ["2", "E4"]]})

    assert verified(path, "") == (
        1,
        [],
        [
            "Drawn again: the record does NOT hold.",
            "draw.json, commitment: this is not the commitment  that was published before the draw",
            "draw.json, result[0]: 1 is recorded with E1; the seed gives E4",
            "draw.json, result[1]: 2 is recorded with E4; the seed gives E1",
            "draw.json, result: 3 is left out; the seed gives E3",
        ],
    )
    assert verified(path, language="zh")[2] == [
        "重新抽签的结果与记录不符",
        "draw.json，result[0]：1 记为 E1，由种子抽到的是 E4",
        "draw.json，result[1]：2 记为 E4，由种子抽到的是 E1",
        "draw.json，result：缺少 3，由种子抽到的是 E3",
    ]


@pytest.mark.parametrize(("count", "more"), [(100, []), (101, ["1 more are not listed"])])
def test_hundred_differences_are_listed_and_the_others_counted(tmp_path: Path, count: int, more: list[str]):
    record = record_order(SEED, "order", [f"{number:03}" for number in range(count)])
    status, said, complained = verified(written(tmp_path, record_document(record) | {"result": []}))

    assert (status, said, len(complained), complained[101:]) == (1, [], 101 + len(more), more)


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (CODES | {"seed": "x"}, "draw.json，seed：须为 64 位小写十六进制数"),
        (CODES | {"drawn_by": ""}, "draw.json，drawn_by：格式中没有这个键"),
        (CODES | {"names": ["1", ""]}, "draw.json，names[1]：须为 1 到 64 个可见字符，首尾没有空格"),
        ([], "draw.json：须为对象"),
    ],
)
def test_record_that_cannot_be_read_is_refused_with_status_two(tmp_path: Path, document: object, problem: str):
    assert verified(written(tmp_path, document), language="zh") == (2, [], [problem])


def test_file_that_is_none_is_refused(tmp_path: Path):
    broken = tmp_path / "draw.json"
    broken.write_text('{"seed": 1,\n"seed": 2}', "utf-8")

    assert verified(broken) == (2, [], ["draw.json: seed stands twice in one object"])
    assert verified(tmp_path / "none.json") == (
        2, [], ["none.json: the file cannot be opened: No such file or directory"],
    )  # fmt: skip


def test_command_takes_record_commitment_and_language(tmp_path: Path):
    path = str(written(tmp_path, ORDER))

    done = run(path)
    assert (done.returncode, done.stderr, done.stdout.decode().splitlines()[-1]) == (0, b"", "重新抽签的结果与记录一致")
    done = run(path, "--commitment", COMMITMENT, "--lang", "en")
    assert (done.returncode, done.stdout.decode().splitlines()[-2:]) == (
        0, ["The commitment is the one that was published before the draw.", "Drawn again: the record holds."],
    )  # fmt: skip
    done = run(path, "--commitment", "0" * 64, "--lang", "en")
    assert (done.returncode, done.stdout, done.stderr.decode().splitlines()) == (
        1,
        b"",
        [
            "Drawn again: the record does NOT hold.",
            f"draw.json, commitment: this is not the commitment {'0' * 64} that was published before the draw",
        ],
    )


def test_verifying_needs_no_web_no_database_no_network(tmp_path: Path):
    (tmp_path / "socket_guard.py").write_text(GUARD)
    program = tmp_path / "program.py"
    program.write_text(WATCHED)
    done = subprocess.run(
        [sys.executable, str(program), "verify-draw", str(written(tmp_path, ORDER))],
        env={"PYTHONPATH": f"{tmp_path}:{Path(__file__).resolve().parents[2]}"}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (0, "[] 0\n")


def test_everything_that_can_be_wrong_with_a_record_has_words():
    source = Path(str(draws.__file__)).read_text("utf-8")
    codes = set(re.findall(r'RecordRefused\(\s*"([a-z_]+)"', source))
    assert codes - set(PLANS) - set(FAULTS) == set()
    assert set(FAULTS) - codes == set()
    reading = (Path(competition.__file__).parent / "engine" / "plans" / "reading.py").read_text("utf-8")
    assert set(re.findall(r'PlanRefused\("([a-z_]+)"', reading)) - set(PLANS) == set()


@pytest.mark.parametrize("kind", [FAULTS, ANSWERS])
def test_both_languages_quote_the_same_figures(kind):
    chinese = re.compile("[\u4e00-\u9fff]")
    for zh, en in kind.values():
        assert set(FIELDS.findall(zh)) == set(FIELDS.findall(en))
        assert chinese.search(zh)
        assert not chinese.search(en)
