"""The command line: what it refuses, and what it says of a ledger."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest
from sqlalchemy import text

from competition.cli import environment, main
from competition.store import transaction
from tests.live.house import environment as of_house
from tests.live.house import settled


def run(command: str, data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """`competition COMMAND` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "competition.cli", command, "--data", str(data)],
        env=of_house(data, "threading", **environ),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_start_is_refused_with_the_name_of_the_setting(tmp_path: Path) -> None:
    done = run("migrate", tmp_path, DATABASE_URL="mysql://localhost/x")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == ["competition: DATABASE_URL: a sqlite:/// or postgresql:// address"]


def test_verify_counts_what_holds_and_names_what_does_not(tmp_path: Path) -> None:
    with settled(tmp_path) as world:
        contest = world.started(judges=1)
        contest.mark(0, "A", 1, A1_2="2")
    sound = run("verify", tmp_path)
    with settled(tmp_path), transaction() as s:
        s.execute(text("DROP TRIGGER ledger_line_no_update"))
        s.execute(
            text("UPDATE ledger_line SET actor = 'somebody' WHERE chain = :chain AND seq = 2"),
            {"chain": f"trade:{contest.trade_id}"},
        )
    broken = run("verify", tmp_path)

    assert (sound.returncode, sound.stdout.strip()[-8:]) == (0, "0 faults")
    assert broken.returncode == 1
    assert broken.stdout.splitlines()[0] == f"trade:{contest.trade_id} line 2: hash"


def test_unknown_command_is_refused() -> None:
    with pytest.raises(SystemExit) as refused:
        main(["fly"])

    assert refused.value.code == 2


def test_hall_address_stands_in_the_qr_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLIC_BASE_URL", raising=False)
    environ = environment(Namespace(host="0.0.0.0", port=8010, data=tmp_path))

    assert environ["PUBLIC_BASE_URL"].startswith("http://")
    assert environ["PUBLIC_BASE_URL"].endswith(":8010")
    assert "0.0.0.0" not in environ["PUBLIC_BASE_URL"]
