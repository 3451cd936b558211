"""Mutants made by mutmut in a folder of their own, with the tests that reach each function, and those that types refuse."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "mutants"
MADE = WORK / "mutants"  # where mutmut puts them
MARK = "__mutmut_"
NOTHING = "but nothing matches"  # mutmut, asked to try none
# They repeat what others say, thousands of times.
LEFT_OUT = (
    "tests/engine/test_tabulation_follows.py::test_tabulator_is_the_same_after_a_thousand_orders_of_arrival",
    "tests/engine/test_outlook_completions.py",
    "tests/engine/test_plan_schema.py::test_schema_requires_exactly_what_the_reader_requires",
)
SETTINGS = """
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib", "-m", "not soak and not timing"]
markers = ["soak: for hours", "timing: measures time"]
filterwarnings = ["error"]
[tool.mutmut]
source_paths = ["competition"]
only_mutate = {files}
pytest_add_cli_args_test_selection = ["tests/engine", {left_out}]
pytest_add_cli_args = ["--noconftest", "-p", "no:cacheprovider", "-p", "tests.mutants.few_examples"]
process_isolation = "forkserver"
use_git_change_detection = false
"""


def environment() -> dict[str, str]:
    """What every process here runs with: no plugin of pytest that is not asked for."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def make(files: Collection[str]) -> None:
    """Make all mutants of these files of the engine, and learn which tests reach which function."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for name in ("competition", "tests"):
        (WORK / name).symlink_to(ROOT / name)
    left_out = ", ".join(json.dumps(f"--deselect={name}") for name in LEFT_OUT)
    (WORK / "pyproject.toml").write_text(SETTINGS.format(files=json.dumps(sorted(files)), left_out=left_out))
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "nothing"]
    said = subprocess.run(command, cwd=WORK, env=environment(), capture_output=True, text=True, check=False)
    if NOTHING not in said.stderr:
        raise SystemExit(f"The mutation tester failed:\n{(said.stdout + said.stderr)[-3000:]}")


def names(file: str) -> list[str]:
    """The names of all mutants of a file."""
    meta = MADE / f"{file}.meta"
    return list(json.loads(meta.read_text())["exit_code_by_key"]) if meta.exists() else []


def refused_by_types(files: Collection[str]) -> set[str]:
    """The mutants in which mypy finds an error that the original has not."""
    options = ["--output=json", "--config-file=", "--explicit-package-bases", "--disable-error-code=no-redef"]
    command = [sys.executable, "-m", "mypy", *options, *sorted(files)]
    said = subprocess.run(command, cwd=MADE, env=environment(), capture_output=True, text=True, check=False).stdout
    places = {file: _places(file) for file in files}
    return {name for file, line in _errors(said) if file in places for name in _at(places[file], line)}


def _errors(said: str) -> Iterator[tuple[str, int]]:
    for line in filter(None, said.splitlines()):
        error = json.loads(line)
        if error["severity"] == "error":
            yield error["file"], error["line"]


def _places(file: str) -> list[tuple[int, int, str]]:
    """First and last line of each function of a file, in order, with its name as mutants are called."""
    spans = MADE / f"{file}.spans"
    module = ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__")
    found = json.loads(spans.read_text())["spans"] if spans.exists() else {}
    return sorted((first, last, f"{module}.{name}") for name, (first, last) in found.items())


def _at(places: list[tuple[int, int, str]], line: int) -> Iterator[str]:
    place = bisect_right(places, (line, sys.maxsize, "")) - 1
    if place >= 0 and line <= places[place][1] and MARK in places[place][2]:
        yield places[place][2]
