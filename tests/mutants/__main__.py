"""`python -m tests.mutants [--all] [--minutes N]`: try to break what has changed in the engine, and see a test notice.

Tried are all mutants of functions whose source has changed since they were tried, and those that lived then and are not
excused. Ends with 1 where a mutant lives that `survivors.toml` does not excuse, or where fewer than nine in ten are killed.
What was tried is written into `record.json`. When the minutes are over, what is left is said and tried another time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TypedDict

from tests.mutants.sources import ENGINE, Function, functions

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
RECORD = HERE / "record.json"
SURVIVORS = HERE / "survivors.toml"
BAR = 0.9
NOTHING = "but nothing matches"  # said of functions in which there is nothing to change
MARK = "__mutmut_"
ALIVE = {0: "lives", 5: "no test", 33: "no test", 35: "odd"}
# Only what these tests need: a mutant's own pytest then starts in a twentieth of a second.
SETTINGS = """
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib"]
filterwarnings = ["error"]
[tool.mutmut]
source_paths = ["competition"]
only_mutate = {files}
pytest_add_cli_args_test_selection = ["tests/engine", {left_out}]
pytest_add_cli_args = ["--noconftest", "-p", "no:cacheprovider", "-p", "tests.mutants.few_examples"]
process_isolation = "forkserver"
use_git_change_detection = false
timeout_multiplier = 5.0
timeout_constant = 2.0
type_check_command = ["mypy", "--output=json", "--config-file=", "--explicit-package-bases", "--disable-error-code=no-redef", {paths}]
"""
# They repeat what others say, thousands of times.
LEFT_OUT = (
    "tests/engine/test_tabulation_follows.py::test_tabulator_is_the_same_after_a_thousand_orders_of_arrival",
    "tests/engine/test_plan_schema.py::test_schema_requires_exactly_what_the_reader_requires",
)


class Tried(TypedDict):
    """What is on record of a function: the hash of its source, how many mutants it has, the numbers of those that live."""

    hash: str
    mutants: int
    alive: list[int]


def main(arguments: list[str]) -> int:
    """Try what has changed; the exit code."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    asked.add_argument("--all", action="store_true", help="try every function, changed or not")
    asked.add_argument("--minutes", type=float, default=0, help="stop after so many (0: never)")
    options = asked.parse_args(arguments)
    present = functions(ROOT)
    record: dict[str, Tried] = {} if options.all else json.loads(RECORD.read_text())
    record = {name: tried for name, tried in record.items() if name in present}
    excused = {name for group in tomllib.loads(SURVIVORS.read_text())["because"] for name in group["mutants"]}
    changed = {name: one for name, one in present.items() if name not in record or record[name]["hash"] != one.hash}
    living = {name for name in living_of(record) if name.partition(MARK)[0] not in changed} - excused
    found: dict[str, int | None] = {}
    if changed or living:
        print(
            f"{len(changed)} of {len(present)} functions of the engine have changed since they were tried.", flush=True
        )
        found = attempt(present, changed, living, options.minutes * 60)
    record = recorded(record, changed, found)
    RECORD.write_text(json.dumps(dict(sorted(record.items())), ensure_ascii=False, indent=0) + "\n")
    return verdict(record, found, excused, present)


def living_of(record: Mapping[str, Tried]) -> set[str]:
    """The names of all mutants on record that live."""
    return {f"{name}{MARK}{number}" for name, tried in record.items() for number in tried["alive"]}


def attempt(
    present: Mapping[str, Function], changed: Collection[str], living: Collection[str], seconds: float
) -> dict[str, int | None]:
    """Run the mutation tester on these functions and mutants: exit code by mutant, None for what there was no time for."""
    work = ROOT / "build" / "mutants"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in ("competition", "tests"):
        (work / name).symlink_to(ROOT / name)
    files = sorted({present[name.partition(MARK)[0]].file for name in {*changed, *living}})
    text = SETTINGS.format(
        files=json.dumps(files),
        left_out=", ".join(json.dumps(f"--deselect={name}") for name in LEFT_OUT),
        paths=", ".join(map(json.dumps, files)),
    )
    (work / "pyproject.toml").write_text(text)
    patterns = [*(f"{name}{MARK}*" for name in changed), *living]
    done = _run([str(Path(sys.executable).with_name("mutmut")), "run", *patterns], work, seconds)
    said = (work / "mutmut.log").read_text()
    if done and NOTHING not in said:
        raise SystemExit(f"The mutation tester failed:\n{said[-3000:]}")
    return results(work, changed, living)


def _run(command: list[str], work: Path, seconds: float) -> int:
    """Run it for so long at most; its exit code, 0 when it was stopped."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    with (work / "mutmut.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=work, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    stop = time.monotonic() + seconds if seconds else None
    while process.poll() is None:
        if stop is not None and time.monotonic() > stop:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return 0
        time.sleep(0.5)
    return process.returncode


def results(work: Path, changed: Collection[str], living: Collection[str]) -> dict[str, int | None]:
    """What the mutation tester wrote down of these functions and mutants."""
    found: dict[str, int | None] = {}
    for file in (work / "mutants" / ENGINE).rglob("*.meta"):
        codes: dict[str, int | None] = json.loads(file.read_text())["exit_code_by_key"]
        found |= {name: code for name, code in codes.items() if name in living or name.partition(MARK)[0] in changed}
    return found


def recorded(
    record: Mapping[str, Tried], changed: Mapping[str, Function], found: Mapping[str, int | None]
) -> dict[str, Tried]:
    """The record with what was found now; a changed function is on it again when all its mutants were tried."""
    codes: dict[str, dict[int, int | None]] = defaultdict(dict)
    for name, code in found.items():
        function, _mark, number = name.partition(MARK)
        codes[function][int(number)] = code
    kept = {name: tried for name, tried in record.items() if name not in changed}
    for name, tried in kept.items():
        alive = [number for number in tried["alive"] if codes[name].get(number, 0) in {*ALIVE, None}]
        kept[name] = Tried(hash=tried["hash"], mutants=tried["mutants"], alive=alive)
    for name, one in changed.items():
        if None not in codes[name].values():
            alive = sorted(number for number, code in codes[name].items() if code in ALIVE)
            kept[name] = Tried(hash=one.hash, mutants=len(codes[name]), alive=alive)
    return kept


def verdict(
    record: Mapping[str, Tried],
    found: Mapping[str, int | None],
    excused: Collection[str],
    present: Collection[str],
) -> int:
    """Say how it went; 0 where every mutant that lives is excused and nine in ten are killed."""
    living = living_of(record)
    told = sorted(living - set(excused))
    for name in told:
        print(f"lives: {name}")
    for name in sorted(set(excused) - living):
        print(f"excused, and does not live: {name}")
    total = sum(tried["mutants"] for tried in record.values())
    share = 1 - len(living) / total if total else 1.0
    states = Counter("waiting" if code is None else ALIVE.get(code, "killed") for code in found.values())
    print(
        f"Tried now: {dict(states) or 'nothing'}. On record: {total} mutants, {share:.1%} killed, {len(living)} live."
    )
    if set(present) - set(record):
        print("Not everything was tried in the time there was; the next run goes on.")
    if told:
        print(f"{len(told)} mutants live and are not excused in {SURVIVORS.relative_to(ROOT)}.")
    return 1 if told or share < BAR else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
