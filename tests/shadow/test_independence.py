"""The second opinion stands on Python's own library and nothing else."""

import ast
import sys
from pathlib import Path

SHADOW = Path(__file__).parents[2] / "competition" / "shadow"


def _imported(tree: ast.AST) -> set[str]:
    names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    return names | {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_shadow_imports_itself_and_the_standard_library_only() -> None:
    files = sorted(SHADOW.rglob("*.py"))
    foreign = {
        f"{file.name}: {name}"
        for file in files
        for name in _imported(ast.parse(file.read_text(encoding="utf-8")))
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("competition.shadow")
    }
    assert len(files) > 10
    assert foreign == set()


def test_shadow_knows_no_floating_point() -> None:
    calls = {
        f"{file.name}:{node.lineno}"
        for file in SHADOW.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    }
    assert calls == set()
