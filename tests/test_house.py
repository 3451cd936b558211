"""The house keeps its own laws: floors and rooms, a pure engine, bounds, and pages that need nothing from outside."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE, TEMPLATES, STATIC = ROOT / "competition", ROOT / "templates", ROOT / "static"
MODULES = [path for folder in (HOUSE, ROOT / "tests") for path in sorted(folder.rglob("*.py"))]
PAGES = sorted(TEMPLATES.rglob("*.html"))
OTHERS_WORK = {STATIC / "vendor", STATIC / "fonts"}

FILE_LINES, FUNCTION_LINES = 400, 60
CLOCK_AND_CHANCE = {"now", "today", "utcnow", "uuid4"}
ADDRESS = re.compile(r"""(?:https?:|wss?:|["'(=]\s*)//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z0-9.-]+""", re.IGNORECASE)
INLINE = re.compile(
    r"""<style\b(?!>\{\{\ joined\.) | \sstyle\s*= | \son[a-z]+\s*=\s*["'] | \shx-on\b | javascript:
    | <script\b(?!>\{\{\ joined\.|[^>]*\b(?:src=|type="application/json"))""",
    re.IGNORECASE | re.VERBOSE,
)
ASSET = re.compile(r"""\basset\(\s*["']([^"']+)["']\s*\)""")
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)["']""")
STYLE_IMPORT = re.compile(r"""@import\s+(?:url\()?["'](\.?[^"')]+)["']""")


def ours(*endings: str) -> list[Path]:
    """The files under static/ with these endings that we wrote ourselves."""
    found = (path for path in sorted(STATIC.rglob("*")) if path.suffix in endings)
    return [path for path in found if not OTHERS_WORK & set(path.parents)]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function of a file, with its number of lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{shown(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def matches(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Where the pattern occurs, as file:line and what was found."""
    return [
        f"{shown(path)}:{text.count(chr(10), 0, match.start()) + 1} {match.group().strip()}"
        for path in paths
        for text in [path.read_text("utf-8")]
        for match in pattern.finditer(text)
    ]


def test_import_contracts_are_kept():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_models_are_imported_only_inside_their_room():
    graph = grimp.build_graph("competition", cache_dir=None)
    private = [name for name in graph.modules if re.fullmatch(r"competition\.\w+\.models(\..+)?", name)]
    intruders = {
        f"{importer} imports {name}"
        for name in private
        for importer in graph.find_modules_that_directly_import(name)
        if importer.split(".")[:2] != name.split(".")[:2]
    }
    assert intruders == set()


def test_engine_never_asks_the_clock_or_chance():
    called = {
        f"{shown(path)}:{node.lineno}"
        for path in (HOUSE / "engine").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in CLOCK_AND_CHANCE
    }
    assert called == set()


def test_room_has_a_door_plate():
    packages = [path.parent for path in HOUSE.rglob("*.py")]
    bare = {
        shown(package)
        for package in packages
        if "versions" not in package.parts
        and not (
            (package / "__init__.py").exists()
            and ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8")))
        )
    }
    assert bare == set()


def test_python_file_is_short():
    assert {shown(path): lines(path) for path in MODULES if lines(path) > FILE_LINES} == {}


def test_python_function_is_short():
    assert {name: length for path in MODULES for name, length in functions(path) if length > FUNCTION_LINES} == {}


def test_script_and_style_files_are_short():
    assert {shown(path): lines(path) for path in ours(".js", ".css") if lines(path) > FILE_LINES} == {}


def test_pages_and_scripts_name_no_outside_address():
    assert matches(ADDRESS, [*PAGES, *ours(".js", ".css", ".svg", ".json", ".webmanifest")]) == []


def test_pages_hold_no_inline_script_or_style():
    assert matches(INLINE, PAGES) == []


def test_asset_of_a_page_exists():
    asked = {
        (shown(path), name)
        for path in [*PAGES, *HOUSE.rglob("*.py")]
        for name in ASSET.findall(path.read_text("utf-8"))
    }
    assert {(page, name) for page, name in asked if not (STATIC / name).is_file()} == set()


def test_import_of_a_script_or_style_exists():
    broken = {
        f"{shown(path)} imports {name}"
        for pattern, endings in ((IMPORT, (".js",)), (STYLE_IMPORT, (".css",)))
        for path in ours(*endings)
        for name in pattern.findall(path.read_text("utf-8"))
        if not (path.parent / name).is_file()
    }
    assert broken == set()


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ('<p style="color: red">', True),
        ("<script>alert(1)</script>", True),
        ('<button onclick="go()">', True),
        ('<script type="module" src="/static/app.js"></script>', False),
        ('<script type="application/json" id="words">{}</script>', False),
        ('<link rel="stylesheet" href="/static/app.css">', False),
        # the tablet's page on plain HTTP: the policy carries the hashes of both
        ("<style>{{ joined.style|safe }}</style><script>{{ joined.script|safe }}</script>", False),
    ],
)
def test_inline_pattern_tells_inline_from_linked(text: str, caught: bool):
    assert bool(INLINE.search(text)) is caught


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("<a href='https://fonts.example/x'>", True),
        ('<script src="//cdn.example/x.js">', True),
        ("fetch(`wss://live.example/`)", True),
        ('xmlns="http://www.w3.org/2000/svg"', False),
        ("// a comment about a.b", False),
        ("location.protocol + '//' + location.host", False),
    ],
)
def test_address_pattern_tells_outside_from_ours(text: str, caught: bool):
    assert bool(ADDRESS.search(text)) is caught
