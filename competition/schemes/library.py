"""The marking-scheme templates that come with the house: a trade's name and code with a plan document, one a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from competition.engine import plans
from competition.engine.plans import Aspect, Deduction, Plan, parse_plan

FOLDER = Path(__file__).parent / "templates"
SCHEMA = Path(plans.__file__).with_name("craftboard-plan-1.schema.json")


@dataclass(frozen=True)
class Template:
    """A trade to start from; `code` begins its station codes, `group` is where the library shows it (a key of
    `words.GROUPS`), `team_size` 1 where people compete alone, `plan` is what the engine reads in `document`."""

    key: str
    code: str
    name: str
    name_en: str
    group: str
    team_size: int
    team_reserves: int
    document: dict[str, Any]
    plan: Plan

    @cached_property
    def aspects(self) -> tuple[Aspect, ...]:
        """Every aspect of every module, in the order of the plan."""
        return tuple(aspect for module in self.plan.modules for aspect in module.aspects)

    @property
    def minutes(self) -> int:
        """How long all modules take together, those without a time left out."""
        return sum(module.minutes or 0 for module in self.plan.modules)

    @property
    def critical(self) -> int:
        """How many aspects lose a whole module at once (field rule TF-10)."""
        return sum(isinstance(aspect, Deduction) and aspect.critical for aspect in self.aspects)

    def found_by(self, words: str) -> bool:
        """Whether all of these words (lower case) occur in its name, code or modules, in either language."""
        titles = [text for module in self.plan.modules for text in (module.title.zh, module.title.en)]
        told = " ".join([self.name, self.name_en, self.code, self.key, *titles]).lower()
        return all(word in told for word in words.split())


@cache
def templates() -> Mapping[str, Template]:
    """All templates by key, in the order of their keys."""
    found: dict[str, Template] = {}
    for file in sorted(FOLDER.glob("*.json")):
        kept = json.loads(file.read_text(encoding="utf-8"))
        names, key = kept["name"], kept["key"]
        team = kept.get("team", {"size": 1, "reserves": 0})
        found[key] = Template(
            key, kept["code"], names["zh"], names["en"], kept["group"], team["size"], team["reserves"], kept["plan"],
            parse_plan(kept["plan"]),
        )  # fmt: skip
    return found


@cache
def plan_schema() -> bytes:
    """The published JSON Schema of plan documents, as the file stands in the package."""
    return SCHEMA.read_bytes()
