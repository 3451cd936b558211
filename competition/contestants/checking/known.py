"""What the house knows already when it looks at a form."""

from __future__ import annotations

import datetime as dt
import difflib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from competition.contestants.trade_names import Match, Remembered, TradeName, match_trade, named_within

CLOSE_UNIT = 0.8
SIMILAR_UNIT = 0.5
CANDIDATES, PROPOSED = 24, 3
ENDINGS = (
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "有限公司",
    "公司",
    "集团",
    "工会委员会",
    "总工会",
    "联合工会",
    "工会",
)


@dataclass(frozen=True)
class Division:
    """A division of a trade; ages are whole years on the event's first day, None unbounded."""

    id: str
    name: str
    name_en: str
    min_age: int | None
    max_age: int | None

    def fits(self, age: int) -> bool:
        """Whether somebody of this age may compete in it."""
        return (self.min_age is None or self.min_age <= age) and (self.max_age is None or age <= self.max_age)


class Units:
    """The units of the tree by full and short name, and those a name comes close to."""

    def __init__(self, names: Mapping[str, str], shorts: Mapping[str, str] | None = None) -> None:
        self.ids = dict(shorts or {}) | dict(names)
        self.names = {unit_id: name for name, unit_id in names.items()}
        self._pairs: dict[str, list[str]] = defaultdict(list)
        for name in names:
            for pair in _pairs(name):
                self._pairs[pair].append(name)
        self._close: dict[str, list[tuple[float, str]]] = {}

    def close(self, name: str) -> list[tuple[float, str]]:
        """Up to three known names like this one, the likest first, with how alike they are (0 to 1)."""
        if name not in self._close:
            shared = Counter(known for pair in _pairs(name) for known in self._pairs.get(pair, ())[:2000])
            ranked = [(_alike(name, known), known) for known, _ in shared.most_common(CANDIDATES)]
            self._close[name] = sorted((one for one in ranked if one[0] >= SIMILAR_UNIT), reverse=True)[:PROPOSED]
        return self._close[name]


@dataclass(frozen=True)
class Known:
    """`people`, `members` and `entered` go by ID number as `id_numbers.plain` gives it, or by contestant.

    `people`: number -> (contestant id, name). `members`: number -> (name, union), None unless the event is for members
    only. `entered`: contestant id -> trades. `names`: (name, organisation, trade id) of entries without a number.
    """

    trades: Sequence[TradeName]
    chosen: TradeName | None
    people: Mapping[str, tuple[str, str]]
    entered: Mapping[str, frozenset[str]]
    names: frozenset[tuple[str, str, str]]
    today: dt.date
    starts_on: dt.date
    units: Units = field(default_factory=lambda: Units({}))
    divisions: Mapping[str, Sequence[Division]] = field(default_factory=dict)
    members: Mapping[str, tuple[str, str]] | None = None
    remembered: Remembered = field(default_factory=dict)
    _matches: dict[str, Match] = field(default_factory=dict, init=False, compare=False, repr=False)
    _lines: dict[str, TradeName | None] = field(default_factory=dict, init=False, compare=False, repr=False)

    def match(self, said: str) -> Match:
        """The trade that a cell means; asked once for each spelling."""
        if said not in self._matches:
            self._matches[said] = match_trade(said, self.trades, self.remembered)
        return self._matches[said]

    def within(self, line: str) -> TradeName | None:
        """The trade that a title line or the name of a sheet is about."""
        if line not in self._lines:
            self._lines[line] = named_within(line, self.trades)
        return self._lines[line]


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)} or {name}


def _bare(name: str) -> str:
    return next((name.removesuffix(one) for one in ENDINGS if name.endswith(one) and len(name) > len(one) + 1), name)


def _alike(one: str, other: str) -> float:
    if _bare(one) == _bare(other):
        return 0.99
    return difflib.SequenceMatcher(None, one, other).ratio()
