"""Get what the tests need and pip cannot bring: Chromium, and node for the logic of browser modules.

`python -m tests.services.prepare`: as root on Debian or a relative it installs what is missing from apt; elsewhere it
says what is missing and lets the tests run: those that need it are skipped, and in CI they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.services.wanted import chromium, node

PACKAGES = {"chromium": chromium, "nodejs": node}


def missing() -> list[str]:
    """The Debian packages whose program is not on this machine."""
    return [package for package, find in PACKAGES.items() if find() is None]


def install(packages: list[str]) -> None:
    """Install from apt, or leave it: the caller looks again."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing {', '.join(packages)} from apt: once on a new machine.", flush=True)
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            print(f"{' '.join(command)} ended with {done.returncode}.", file=sys.stderr)


def main() -> None:
    """Install or say what is missing; never a failure of its own."""
    wanted = missing()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        install(wanted)
        wanted = missing()
    if wanted:
        print(
            f"Missing: {', '.join(wanted)}. Tests that need them are skipped. "
            f"As root: apt-get install {' '.join(wanted)}; "
            "or name a Chromium in the variable CHROMIUM.",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main()
