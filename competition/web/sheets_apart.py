"""Reading a spreadsheet in a process of its own with bounded memory and time: whatever a file does to the reader, the
worker lives on.

`python -m competition.web.sheets_apart FILE OUT` is the child: it writes the grids, or why there are none, as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from competition.web.sheets import Grid, read_grids
from competition.web.sheets_scan import Unreadable

MEMORY = 1536 << 20
SECONDS = 60
MOST_WRITTEN = 64 << 20
STEP = 0.1


def read_apart(path: Path, *, still_wanted: Callable[[], None] = lambda: None) -> list[Grid]:
    """The sheets of a file as `read_grids` gives them; `still_wanted` may raise to stop. Raises Unreadable."""
    out = path.with_name(f"{path.name}.read")
    command = [sys.executable, "-m", "competition.web.sheets_apart", str(path), str(out)]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own module
    try:
        until = time.monotonic() + 2 * SECONDS
        while child.poll() is None:
            still_wanted()
            if time.monotonic() > until:
                raise Unreadable("unfolds_too_far")
            with suppress(subprocess.TimeoutExpired):
                child.wait(STEP)
        if child.returncode != 0:
            raise Unreadable("unfolds_too_far")
        return _kept(json.loads(out.read_bytes()))
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
        out.unlink(missing_ok=True)


def _kept(read: dict[str, object]) -> list[Grid]:
    match read:
        case {"code": str(code), "facts": dict(facts)}:
            raise Unreadable(code, **facts)
        case {"grids": list(grids)}:
            return [
                Grid(
                    one["name"],
                    one["rows"],
                    frozenset((row, column) for row, column in one["formulas"]),
                    tuple((top, left, bottom, right) for top, left, bottom, right in one["merged"]),
                )
                for one in grids
            ]
        case _:
            raise Unreadable("damaged")


def main(path: Path, out: Path) -> None:
    """The child: bound itself, read, write what came of it. A stop for want of memory ends it without a word."""
    with suppress(ValueError, OSError):  # some systems bound no address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    read: dict[str, object]
    try:
        grids = read_grids(path)
        read = {
            "grids": [
                {"name": one.name, "rows": one.rows, "formulas": sorted(one.formulas), "merged": one.merged}
                for one in grids
            ]
        }
    except Unreadable as error:
        read = {"code": error.code, "facts": error.facts}
    written = json.dumps(read).encode()
    if len(written) > MOST_WRITTEN:
        written = json.dumps({"code": "unfolds_too_far", "facts": {}}).encode()
    descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(written)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
