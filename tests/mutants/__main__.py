"""`python -m tests.mutants [--all] [--minutes N]`: try to break what has changed in the engine, and see a test notice.

Tried are all mutants of functions whose source has changed since they were tried, and those that lived then and are not
excused. Ends with 1 where a mutant lives that `survivors.toml` does not excuse, or where fewer than nine in ten are killed.
What was tried is written into `record.json`. When the minutes are over, what is left is said and tried another time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TypedDict

from tests.mutants import making
from tests.mutants.making import MARK
from tests.mutants.sources import Function, functions

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
RECORD = HERE / "record.json"
SURVIVORS = HERE / "survivors.toml"
BAR = 0.9
ALIVE = {0: "lives", 33: "no test"}
REFUSED = 37


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
    """Try these functions and mutants: exit code by mutant, None for what there was no time for."""
    began = time.monotonic()
    files = {present[name.partition(MARK)[0]].file for name in {*changed, *living}}
    making.make(files)
    wanted = [
        name for file in files for name in making.names(file) if name in living or name.partition(MARK)[0] in changed
    ]
    refused = making.refused_by_types(files)
    left = max(1.0, seconds - (time.monotonic() - began)) if seconds else 0.0
    asked, answered = making.MADE / "asked.json", making.MADE / "answered.json"
    asked.write_text(json.dumps([name for name in wanted if name not in refused]))
    command = [sys.executable, "-m", "tests.mutants.trying", str(asked), str(answered), str(left)]
    done = subprocess.run(
        command, cwd=making.MADE, env=making.environment(), capture_output=True, text=True, check=False
    )
    if not answered.exists():
        raise SystemExit(f"The mutants could not be tried:\n{(done.stdout + done.stderr)[-3000:]}")
    codes: dict[str, int] = json.loads(answered.read_text())
    return {name: REFUSED if name in refused else codes.get(name) for name in wanted}


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
