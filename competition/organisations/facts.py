"""What happened in the union tree."""

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class OrganisationAdded(Fact):
    """A unit joined the tree."""

    kind: ClassVar[str] = "organisation_added"
    organisation_id: str
    name: str
    level: str
    parent_id: str | None


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(Fact):
    """A unit was renamed, moved or given another level or badge."""

    kind: ClassVar[str] = "organisation_changed"
    organisation_id: str
    before: dict[str, str | None]
    after: dict[str, str | None]
