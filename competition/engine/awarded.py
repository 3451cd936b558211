"""What goes into the awards and what comes out of them: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from competition.engine.refusal import Impossible

NOT_ENTERED = ("DNS", "WD")
_NOTHING: Mapping[str, Decimal] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry of the result list. `rank` None: not ranked; `status` '' or DNF, DNS, WD, DQ; `prior_level` the skill
    level held before (5 lowest, 1 highest); `figures` what the awards need besides: see `awards.needed`."""

    entry: str
    rank: int | None
    total: Decimal | None
    scale_score: Decimal | None = None
    status: str = ""
    division: str = ""
    organisation: str = ""
    team: str = ""
    prior_level: int | None = None
    tie: tuple[str, ...] = ()
    figures: Mapping[str, Decimal] = field(default_factory=lambda: _NOTHING)

    @property
    def entered(self) -> bool:
        """Whether it belongs to the field whose size shares are taken of."""
        return self.status not in NOT_ENTERED

    def figure(self, on: str) -> Decimal:
        """Its total or scale_score, which everything ranked has; else Impossible ranked_without_figure."""
        found = self.total if on == "total" else self.scale_score
        if found is None:
            raise Impossible("ranked_without_figure", self.entry, figure=on)
        return found


@dataclass(frozen=True, slots=True)
class EntryAward:
    """What one entry is awarded. `rank` is the one that counts for it (its division's where awards are by division);
    `medal` gold | silver | bronze | '', `prize` a key or '', `level` the new skill level or None."""

    entry: str
    rank: int | None
    medal: str = ""
    medallion: bool = False
    prize: str = ""
    titles: tuple[str, ...] = ()
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """How far a prize reaches in a division ('' where there are none): its own `places` and the `last` rank that still
    has it, all prizes before counted."""

    division: str
    prize: str
    places: int
    last: int


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """A team or an organisation in its table. `counted` are the entries that made the score, the best first; `score`
    None when nobody counts, `rank` None then or when it is not `complete` and has to be."""

    key: str
    rank: int | None
    tied: bool
    score: Decimal | None
    complete: bool
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Awarded:
    """All awards of a result list, entries in the order they were placed; nothing here depends on that order."""

    entries: tuple[EntryAward, ...]
    cuts: tuple[Cut, ...] = ()
    teams: tuple[TeamPlace, ...] = ()
    organisations: tuple[TeamPlace, ...] = ()
    organisation_award: tuple[str, ...] = ()

    @property
    def by_entry(self) -> Mapping[str, EntryAward]:
        """The awards under the key of their entry."""
        return {award.entry: award for award in self.entries}
