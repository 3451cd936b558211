"""What others made is vendored whole: each file is the one VENDOR.toml describes, with its licence beside it."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

STATIC = Path(__file__).resolve().parent.parent / "static"
VENDORED: list[dict[str, Any]] = tomllib.loads((STATIC / "vendor" / "VENDOR.toml").read_text("utf-8"))["vendored"]
FIELDS = {"name", "version", "sha256", "licence", "licence_files", "made"}
OURS = {"VENDOR.toml", "preact-htm-signals.entry.js"}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def folder_sha256(folder: Path) -> str:
    lines = "".join(f"{sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir()))
    return hashlib.sha256(lines.encode()).hexdigest()


@pytest.mark.parametrize("vendored", VENDORED, ids=lambda vendored: vendored["name"])
def test_vendored_bytes_are_those_of_the_list(vendored: dict[str, Any]) -> None:
    actual = sha256(STATIC / vendored["file"]) if "file" in vendored else folder_sha256(STATIC / vendored["folder"])

    assert actual == vendored["sha256"]


@pytest.mark.parametrize("vendored", VENDORED, ids=lambda vendored: vendored["name"])
def test_vendored_entry_names_version_licence_and_how_it_was_made(vendored: dict[str, Any]) -> None:
    place = {"file"} if "file" in vendored else {"folder"}

    assert set(vendored) == FIELDS | place
    assert [name for name in vendored["licence_files"] if not (STATIC / name).stat().st_size] == []


def test_vendor_list_names_every_script_in_the_folder() -> None:
    listed = {Path(vendored["file"]).name for vendored in VENDORED if "file" in vendored}

    assert {path.name for path in (STATIC / "vendor").iterdir() if path.is_file()} - OURS == listed


def test_vendor_list_holds_no_address() -> None:
    text = (STATIC / "vendor" / "VENDOR.toml").read_text("utf-8")

    assert [word for word in ("http://", "https://", "registry") if word in text] == []


def test_font_faces_name_only_files_that_are_there() -> None:
    rules = "".join((STATIC / "fonts" / name).read_text("utf-8") for name in ("fonts.css", "serif.css"))
    named = {part.split('")', 1)[0] for part in rules.split('url("')[1:]}

    assert named == {str(path.relative_to(STATIC / "fonts")) for path in (STATIC / "fonts" / "files").rglob("*.woff2")}


def test_vendored_fonts_stay_below_25_megabytes() -> None:
    total = sum(path.stat().st_size for path in (STATIC / "fonts").rglob("*") if path.is_file())

    assert total < 25_000_000
