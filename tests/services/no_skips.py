"""In CI a test that needs a browser, a server or node must run: what an ordinary machine may skip fails there."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

NEEDED = ("browser", "postgresql", "valkey", "node")


def in_ci() -> bool:
    """Whether this run is CI's: the variable CI is set and not a word for no."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    needs = [name for name in NEEDED if item.get_closest_marker(name)]
    if needs and report.skipped and not hasattr(report, "wasxfail") and in_ci():
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"CI skips no {' or '.join(needs)} test. {why}"
    return report
