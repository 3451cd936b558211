"""The marking-scheme templates that come with the house: one plan document a file, named by its key."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from competition.engine.plans import Plan, parse_plan

FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Template:
    """A plan document to start from; `code` is what station codes of its trade begin with."""

    key: str
    code: str
    document: dict[str, Any]
    plan: Plan


@cache
def templates() -> dict[str, Template]:
    """All templates by key, in the order of their keys."""
    found: dict[str, Template] = {}
    for file in sorted(FOLDER.glob("*.json")):
        document = json.loads(file.read_text(encoding="utf-8"))
        found[file.stem] = Template(file.stem, code_of(file.stem), document, parse_plan(document))
    return found


def code_of(key: str) -> str:
    """The initials of a key's words: "cnc-turning" gives CT."""
    return "".join(word[0] for word in key.replace("_", "-").split("-") if word).upper()
