"""`python -m tests.mutants [--all] [--minutes N]`: try to break what has changed in the engine, and see a test notice.

Ends with 1 where a mutant lives that `survivors.toml` does not excuse, or where fewer than nine in ten are killed. What
was tried is written into `record.json`. When the minutes are over, what is left is said and tried another time.
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
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.mutants.sources import ENGINE, Function, functions

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
RECORD = HERE / "record.json"
SURVIVORS = HERE / "survivors.toml"
BAR = 0.9
NOTHING = "but nothing matches"  # said of functions in which there is nothing to change
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
pytest_add_cli_args = ["--noconftest", "-p", "no:cacheprovider"]
process_isolation = "forkserver"
use_git_change_detection = false
timeout_multiplier = 10.0
type_check_command = ["mypy", "--output=json", "--config-file=", "--explicit-package-bases", "--disable-error-code=no-redef", {paths}]
"""
# They repeat what others say, thousands of times.
LEFT_OUT = (
    "tests/engine/test_tabulation_follows.py::test_tabulator_is_the_same_after_a_thousand_orders_of_arrival",
    "tests/engine/test_plan_schema.py::test_schema_requires_exactly_what_the_reader_requires",
)


def main(arguments: list[str]) -> int:
    """Try what has changed; the exit code."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    asked.add_argument("--all", action="store_true", help="try every function, changed or not")
    asked.add_argument("--minutes", type=float, default=0, help="stop after so many (0: never)")
    options = asked.parse_args(arguments)
    present = functions(ROOT)
    record: dict[str, dict[str, int | str]] = {} if options.all else json.loads(RECORD.read_text())
    changed = [one for one in present.values() if record.get(one.mutants, {}).get("hash") != one.hash]
    tried: dict[str, int | None] = {}
    if changed:
        print(
            f"{len(changed)} of {len(present)} functions of the engine have changed since they were tried.", flush=True
        )
        tried = attempt(changed, options.minutes * 60)
    kept = {name: figures for name, figures in record.items() if name in present}
    kept |= tallied(changed, tried)
    RECORD.write_text(json.dumps(dict(sorted(kept.items())), ensure_ascii=False, indent=0) + "\n")
    return verdict(kept, tried, present)


def attempt(changed: list[Function], seconds: float) -> dict[str, int | None]:
    """Run the mutation tester on these functions: exit code by mutant, None for what there was no time for."""
    work = ROOT / "build" / "mutants"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in ("competition", "tests"):
        (work / name).symlink_to(ROOT / name)
    files = sorted({one.file for one in changed})
    text = SETTINGS.format(
        files=json.dumps(files),
        left_out=", ".join(json.dumps(f"--deselect={name}") for name in LEFT_OUT),
        paths=", ".join(map(json.dumps, files)),
    )
    (work / "pyproject.toml").write_text(text)
    command = [str(Path(sys.executable).with_name("mutmut")), "run", *(f"{one.mutants}__mutmut_*" for one in changed)]
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "CI": "true",  # the same examples each time, and no deadline for them
    }
    with (work / "mutmut.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=work, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        stop = time.monotonic() + seconds if seconds else None
        while process.poll() is None and (stop is None or time.monotonic() < stop):
            time.sleep(0.5)
        in_time = process.poll() is not None
        if not in_time:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    said = (work / "mutmut.log").read_text()
    if in_time and process.returncode and NOTHING not in said:
        raise SystemExit(f"The mutation tester failed:\n{said[-3000:]}")
    return results(work, changed)


def results(work: Path, changed: Iterable[Function]) -> dict[str, int | None]:
    """What the mutation tester wrote down of these functions."""
    wanted = {one.mutants for one in changed}
    found: dict[str, int | None] = {}
    for file in (work / "mutants" / ENGINE).rglob("*.meta"):
        codes: dict[str, int | None] = json.loads(file.read_text())["exit_code_by_key"]
        found |= {name: code for name, code in codes.items() if name.rpartition("__mutmut_")[0] in wanted}
    return found


def tallied(changed: Iterable[Function], tried: Mapping[str, int | None]) -> dict[str, dict[str, int | str]]:
    """The record of those functions all of whose mutants were tried."""
    of: dict[str, list[int | None]] = {one.mutants: [] for one in changed}
    for name, code in tried.items():
        of[name.rpartition("__mutmut_")[0]].append(code)
    return {
        one.mutants: {
            "hash": one.hash,
            "mutants": len(of[one.mutants]),
            "alive": sum(code in ALIVE for code in of[one.mutants]),
        }
        for one in changed
        if None not in of[one.mutants]
    }


def verdict(
    kept: Mapping[str, Mapping[str, int | str]], tried: Mapping[str, int | None], present: Mapping[str, Function]
) -> int:
    """Say how it went; 0 where every mutant that lives is excused and nine in ten are killed."""
    excused = {one["mutant"]: one["reason"] for one in tomllib.loads(SURVIVORS.read_text()).get("survivor", [])}
    alive = {name: ALIVE[code] for name, code in tried.items() if code in ALIVE}
    told = sorted(set(alive) - set(excused))
    for name in told:
        print(f"{alive[name]}: {name}")
    waiting = [name for name, code in tried.items() if code is None]
    all_of, living = (sum(int(figures[key]) for figures in kept.values()) for key in ("mutants", "alive"))
    share = 1 - living / all_of if all_of else 1.0
    states = Counter("waiting" if code is None else ALIVE.get(code, "killed") for code in tried.values())
    print(f"Tried now: {dict(states) or 'nothing'}. On record: {all_of} mutants, {share:.1%} killed, {living} excused.")
    if waiting or set(present) - set(kept):
        print("Not everything was tried in the time there was; the next run goes on.")
    if told:
        print(f"{len(told)} mutants live and are not excused in {SURVIVORS.relative_to(ROOT)}.")
    return 1 if told or share < BAR else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
