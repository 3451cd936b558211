"""The engine's functions, each with the hash of its source, and how the mutation tester calls them."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENGINE = Path("competition/engine")


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method: `mutants` is what the names of all its mutants begin with."""

    file: str
    mutants: str
    hash: str


def functions(root: Path) -> dict[str, Function]:
    """Every function of the engine under `root`, by the beginning of its mutants' names."""
    found = {}
    for file in sorted((root / ENGINE).rglob("*.py")):
        path = file.relative_to(root)
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        text = file.read_text()
        for key, node in _named(ast.parse(text).body):
            source = ast.get_source_segment(text, node) or ""
            decorators = "\n".join(ast.unparse(one) for one in node.decorator_list)
            digest = hashlib.sha256(f"{decorators}\n{source}".encode()).hexdigest()[:16]
            name = f"{module}.{key}"
            found[name] = Function(str(path), name, digest)
    return found


def _named(body: list[ast.stmt]) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield f"x_{node.name}", node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"xǁ{node.name}ǁ{inner.name}", inner
