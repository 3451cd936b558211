"""`python -m tests.covered`: the engine's own tests reach every line and every branch of it, or this ends with an error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.mutants.making import LEFT_OUT

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run the engine's tests under coverage; the exit code."""
    file = ROOT / "build" / "coverage.engine"
    file.parent.mkdir(exist_ok=True)
    environment = {**os.environ, "COVERAGE_FILE": str(file)}
    run = [sys.executable, "-m", "coverage", "run", "--rcfile=/dev/null", "--branch", "--source=competition/engine"]
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/engine", *(f"--deselect={one}" for one in LEFT_OUT)]
    done = subprocess.run([*run, *tests], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(done.stdout)
        return done.returncode
    report = ["report", "--rcfile=/dev/null", "--skip-covered", "--show-missing", "--fail-under=100"]
    return subprocess.run(
        [sys.executable, "-m", "coverage", *report], cwd=ROOT, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
