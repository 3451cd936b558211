"""One mutant after another in processes forked from one that has collected the tests: only what can notice it is run.

mutmut makes the mutants and tells which tests reach which function; started anew for each mutant, pytest itself would
take ten times as long as the tests. `python -m tests.mutants.trying NAMES.json RESULTS.json SECONDS`, in mutmut's folder.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation.trampoline import set_mutant_under_test

LIVES, KILLED, TIMEOUT = 0, 1, 36
MARK = "__mutmut_"
PROCESSES = os.cpu_count() or 2


class Trying:
    """A pytest plugin that in place of running the tests tries the mutants."""

    def __init__(self, names: Sequence[str], results: Path, stop: float) -> None:
        self._names, self._results, self._stop = names, results, stop
        self._found: dict[str, int] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all of them, the quick ones first."""
        known = json.loads(Path("mutmut-stats.json").read_text())
        by_function: Mapping[str, Sequence[str]] = known["tests_by_mangled_function_name"]
        seconds: Mapping[str, float] = known["duration_by_test"]
        tests = {test.nodeid: test for test in session.items}
        running: dict[int, str] = {}
        plan = []
        for name in self._names:
            function = name.partition(MARK)[0]
            mirror = function.removeprefix("competition.engine.").rpartition(".x")[0].split(".")
            near = tuple(f"tests/engine/test_{part}" for part in mirror)
            reach = [one for one in by_function.get(function, ()) if one in tests]
            reach.sort(key=lambda one: (not one.startswith(near), seconds[one]))
            plan.append((sum(seconds[one] for one in reach), name, reach))
        gc.collect()
        gc.freeze()  # what is shared with the children is not looked at in any of them
        gc.disable()
        for worst, name, reach in sorted(plan):
            if not reach:
                self._found[name] = 33
                continue
            while len(running) >= PROCESSES:
                self._wait(running)
            if time.monotonic() > self._stop:
                break
            running[self._fork(name, [tests[one] for one in reach], worst)] = name
        while running:
            self._wait(running)
        self._results.write_text(json.dumps(self._found))
        return True

    def _fork(self, name: str, tests: Sequence[pytest.Item], worst: float) -> int:
        child = os.fork()
        if child:
            return child
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        limit = int(worst * 5) + 5
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        signal.alarm(limit * 10)
        set_mutant_under_test(name)
        for test in tests:
            if any(report.failed for report in runtestprotocol(test, log=False, nextitem=None)):
                os._exit(KILLED)
        os._exit(LIVES)

    def _wait(self, running: dict[int, str]) -> None:
        child, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        self._found[running.pop(child)] = TIMEOUT if code < 0 else code


def main(arguments: Sequence[str]) -> int:
    """Try the mutants named in a file; pytest's exit code."""
    names, results, seconds = json.loads(Path(arguments[0]).read_text()), Path(arguments[1]), float(arguments[2])
    set_mutant_under_test("")
    stop = time.monotonic() + seconds if seconds else float("inf")
    options = ["-q", "-p", "no:cacheprovider", "--noconftest", "-p", "tests.mutants.few_examples", "tests/engine"]
    return int(pytest.main(options, plugins=[Trying(names, results, stop)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
