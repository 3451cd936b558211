"""Where the programs are that pip cannot bring."""

from __future__ import annotations

import os
import shutil


def chromium() -> str | None:
    """The path of a Chromium: the variable CHROMIUM, or one on the path; None when there is none."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else shutil.which("chromium") or shutil.which("chromium-browser")


def node() -> str | None:
    """The path of node; None when there is none."""
    return shutil.which("node") or shutil.which("nodejs")
