"""The marking-scheme templates that come with the house: a trade's name and code with a plan document, one a file."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from competition.engine.plans import Plan, parse_plan

FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Template:
    """A trade to start from; `code` begins its station codes, `plan` is what the engine reads in `document`."""

    key: str
    code: str
    name: str
    name_en: str
    document: dict[str, Any]
    plan: Plan


@cache
def templates() -> dict[str, Template]:
    """All templates by key, in the order of their keys."""
    found: dict[str, Template] = {}
    for file in sorted(FOLDER.glob("*.json")):
        kept = json.loads(file.read_text(encoding="utf-8"))
        names = kept["name"]
        found[kept["key"]] = Template(
            kept["key"], kept["code"], names["zh"], names["en"], kept["plan"], parse_plan(kept["plan"])
        )
    return found
