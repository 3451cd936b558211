"""What a plan says of medals, prizes, teams, titles and promotion, once read (field rules WS-5, WS-6, CN-5 to CN-7)."""

from dataclasses import dataclass
from decimal import Decimal

from competition.engine.plans.shape import Text


@dataclass(frozen=True, slots=True)
class SmallField:
    """With fewer than `below` ranked entries only `medals` kinds are given: 0 none, 1 gold, 2 gold and silver."""

    below: int
    medals: int


@dataclass(frozen=True, slots=True)
class Medals:
    """Medals by WS-5: equal is who lies within `window` of the group's first (`anchor` first) or of the one before him
    (previous), `on` total | scale_score."""

    on: str
    window: Decimal
    anchor: str = "first"
    small_fields: tuple[SmallField, ...] = ()


@dataclass(frozen=True, slots=True)
class Medallion:
    """The medallion for excellence: `least` or more without a medal (field rule WS-5)."""

    on: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Prize:
    """A grade of prizes by exactly one of four rules (field rule CN-5).

    `share` of the field, rounded by `rounding` to places, `minimum` at least once `from_entries` compete; `count`
    places; all ranked `within` this share; all with a total `from_total`. Who is tied with the last place gets it too
    when the `cut` is inclusive; when it is exclusive, nobody of a group that passes the end does.
    """

    key: str
    title: Text
    share: Decimal | None = None
    count: int | None = None
    within: Decimal | None = None
    from_total: Decimal | None = None
    rounding: str = "down"
    minimum: int = 1
    from_entries: int = 4
    cut: str = "inclusive"


@dataclass(frozen=True, slots=True)
class TeamRule:
    """How entries make the score of their team or organisation (field rules WS-6, CN-7).

    `rule` top_n (the `n` best totals), sum, or place_points (`points` of the first, second, … of `of`: places, prizes,
    or medals with the medallion as the fourth; only the `n` best when given). `complete`: a team short of members has
    no rank. `tie` shared | best_place | time, then `time` is the aspect whose figures are added, lower better. Only
    entries of `divisions` count; none named: all.
    """

    rule: str
    n: int | None = None
    points: tuple[Decimal, ...] = ()
    of: str = "places"
    complete: bool = False
    tie: str = "shared"
    time: str = ""
    divisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationAward:
    """The first `count` organisations by their number of entrants or by the points of the table, passing over the
    first `after` (field rule CN-7)."""

    by: str
    count: int
    after: int = 0


@dataclass(frozen=True, slots=True)
class Passed:
    """A component and the least points in it."""

    component: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Reach:
    """Who is meant by a row of the table of titles or promotions (field rule CN-6): all that is said must hold.

    Ranked from `first` to `last` (None: no end), in one of `divisions`, with `total_from` at least, with one of
    `prizes`, and with the components of `passed`.
    """

    first: int = 1
    last: int | None = None
    divisions: tuple[str, ...] = ()
    total_from: Decimal | None = None
    prizes: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A title such as skill master, and who reaches it."""

    key: str
    title: Text
    reach: Reach


@dataclass(frozen=True, slots=True)
class Promotion:
    """The skill level (5 lowest, 1 highest) for who reaches it and holds one of the levels `prior`; none named: any or
    none at all."""

    level: int
    reach: Reach
    prior: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Awards:
    """All that is awarded; an empty one awards nothing. With `by_division` ranks, shares and medals are of a division."""

    by_division: bool = False
    medals: Medals | None = None
    medallion: Medallion | None = None
    prizes: tuple[Prize, ...] = ()
    teams: TeamRule | None = None
    organisations: TeamRule | None = None
    organisation_award: OrganisationAward | None = None
    titles: tuple[Title, ...] = ()
    promotion: tuple[Promotion, ...] = ()
