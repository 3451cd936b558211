"""The logic of browser modules, run by node's own test runner: one test here for each file under tests/js."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.services.wanted import node

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "tests" / "js").rglob("*.test.js"))


@pytest.mark.node
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "tests" / "js")))
def test_browser_module_keeps_its_promises(path: Path):
    program = node()
    if program is None:
        pytest.skip("no node: install nodejs 18 or newer (make test does, as root on Debian)")
    done = subprocess.run(
        [program, "--test", str(path)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert {"# tests 0", "ℹ tests 0"} & set(done.stdout.splitlines()) == set()
