"""Places into the upper tier: who was given how many, and a ledger of who used them (rules 5.1, the entry ladder).

A document is `{"tier", "trades": [{"trade", "places"}], "quotas": [{"holder", "trade", "places"}]}`: `places` of a trade are
those of its upper pool, null without an end; a quota with `trade` null is the holder's ceiling over all trades. The ledger
is only ever added to: a line uses a place, gives one back, or moves places from holder to holder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from competition.engine.eligibility_rules import name
from competition.engine.plans.reading import Reader
from competition.engine.refusal import PlanRefused, Refusal

USED, RELEASED, MOVED = "used", "released", "moved"
ALL = ""
"""The trade of a quota over all trades."""
MOST_TRADES, MOST_QUOTAS, MOST_PLACES = 200, 5000, 100_000


class QuotaRefused(Refusal):
    """A line that the quotas do not allow; its `path` is the number of the line, from 1."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Places that a holder (an organisation, a lower pool) has in a trade, or over all trades."""

    holder: str
    trade: str
    places: int


@dataclass(frozen=True, slots=True)
class Quotas:
    """All quotas into one tier; `trades` holds the places of each upper pool, None without an end."""

    tier: str
    trades: Mapping[str, int | None]
    quotas: tuple[Quota, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the ledger.

    used and released name the `entry` of a `holder` in a `trade`; moved gives `places` of a holder's quota of that trade
    (ALL: of his ceiling) to another holder, `to`. `reason` may be empty for used alone.
    """

    act: str
    holder: str
    trade: str
    by: str
    entry: str = ""
    to: str = ""
    places: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A quota as the ledger leaves it; `used` are the entries that have a place, in the order they took it."""

    quota: Quota
    moved_in: int
    moved_out: int
    used: tuple[str, ...]

    @property
    def places(self) -> int:
        """The places there are now."""
        return self.quota.places + self.moved_in - self.moved_out

    @property
    def left(self) -> int:
        """The places nobody uses."""
        return self.places - len(self.used)


Standings = Mapping[tuple[str, str], Standing]
"""By holder and trade, in the order of the document."""


def read_quotas(document: object) -> Quotas:
    """Quotas from their document.

    Raises PlanRefused with the path: what the Reader refuses, empty_name, trade_twice, unknown_trade, quota_twice, and
    over_capacity where the quotas of a trade, or those over all trades, promise more places than there are.
    """
    reader = Reader(document, "")
    tier = name(reader, "tier")
    trades = reader.each("trades", _trade, most=MOST_TRADES)
    quotas = reader.each("quotas", _quota, least=0, most=MOST_QUOTAS)
    reader.finish()
    places: dict[str, int | None] = {}
    for number, (trade, room) in enumerate(trades):
        if trade in places:
            raise PlanRefused("trade_twice", f"trades[{number}].trade", trade=trade)
        places[trade] = room
    found = Quotas(tier, places, quotas)
    _check(found)
    return found


def _trade(reader: Reader) -> tuple[str, int | None]:
    room = reader.whole("places", 1, MOST_PLACES) if reader.given("places") else None
    return name(reader, "trade"), room


def _quota(reader: Reader) -> Quota:
    trade = name(reader, "trade") if reader.given("trade") else ALL
    return Quota(name(reader, "holder"), trade, reader.whole("places", 0, MOST_PLACES))


def _check(found: Quotas) -> None:
    seen: set[tuple[str, str]] = set()
    for number, quota in enumerate(found.quotas):
        if quota.trade != ALL and quota.trade not in found.trades:
            raise PlanRefused("unknown_trade", f"quotas[{number}].trade", trade=quota.trade)
        if (quota.holder, quota.trade) in seen:
            raise PlanRefused("quota_twice", f"quotas[{number}]", holder=quota.holder, trade=quota.trade)
        seen.add((quota.holder, quota.trade))
    for trade, promised in _promised(found).items():
        room = capacity(found, trade)
        if room is not None and promised > room:
            raise PlanRefused("over_capacity", "quotas", trade=trade, places=str(room), promised=str(promised))


def _promised(quotas: Quotas) -> Mapping[str, int]:
    """What the quotas of each trade, and those over all trades, come to."""
    found: Counter[str] = Counter()
    for quota in quotas.quotas:
        found[quota.trade] += quota.places
    return found


def capacity(quotas: Quotas, trade: str) -> int | None:
    """The places of a trade's upper pool, or for ALL of every pool together; None without an end. KeyError: no such
    trade."""
    if trade != ALL:
        return quotas.trades[trade]
    rooms = [room for room in quotas.trades.values() if room is not None]
    return sum(rooms) if len(rooms) == len(quotas.trades) else None


def standing(quotas: Quotas, lines: Iterable[Line]) -> Standings:
    """Every quota as the ledger leaves it. Raises QuotaRefused as `post` does, for the first line that cannot be."""
    ledger = _Ledger(quotas)
    for line in lines:
        ledger.add(line)
    return ledger.standings()


def post(quotas: Quotas, lines: Iterable[Line], line: Line) -> Standings:
    """Every quota after one more line.

    Who has no quota in a trade but one over all trades may use what the quotas of that trade do not promise. Raises
    QuotaRefused: unknown_act, no_person, no_reason, unknown_trade; used: no_entry, used_already, no_quota, over_quota,
    over_capacity; released: no_entry, not_used; moved: no_quota, same_holder, not_positive, over_quota.
    """
    return standing(quotas, (*lines, line))


class _Ledger:
    """What the lines so far have come to."""

    def __init__(self, quotas: Quotas) -> None:
        self.quotas = quotas
        self.number = 0
        self.places = {(one.holder, one.trade): one.places for one in quotas.quotas}
        self.moved_in = dict.fromkeys(self.places, 0)
        self.moved_out = dict.fromkeys(self.places, 0)
        self.used: dict[tuple[str, str], list[str]] = {key: [] for key in self.places}
        self.uses: dict[str, tuple[str, str]] = {}
        self.beside = dict.fromkeys(quotas.trades, 0)
        self.promised = _promised(quotas)

    def standings(self) -> Standings:
        return {
            key: Standing(Quota(*key, self.places[key]), self.moved_in[key], self.moved_out[key], tuple(self.used[key]))
            for key in self.places
        }

    def add(self, line: Line) -> None:
        self.number += 1
        if line.act not in (USED, RELEASED, MOVED):
            raise self._refused("unknown_act", act=line.act)
        if not line.by.strip():
            raise self._refused("no_person")
        if line.act != USED and not line.reason.strip():
            raise self._refused("no_reason")
        if line.trade not in self.quotas.trades and (line.trade != ALL or line.act != MOVED):
            raise self._refused("unknown_trade", trade=line.trade)
        if line.act == MOVED:
            self._move(line)
        elif not line.entry:
            raise self._refused("no_entry")
        elif line.act == USED:
            self._use(line)
        else:
            self._release(line)

    def _use(self, line: Line) -> None:
        if line.entry in self.uses:
            holder, trade = self.uses[line.entry]
            raise self._refused("used_already", entry=line.entry, holder=holder, trade=trade)
        mine = self._concerned(line.holder, line.trade)
        if not mine:
            raise self._refused("no_quota", holder=line.holder, trade=line.trade)
        for key in mine:
            self._refuse_beyond(key, 1)
        if mine[0] == (line.holder, ALL):
            self._refuse_promised(line.trade)
            self.beside[line.trade] += 1
        self.uses[line.entry] = (line.holder, line.trade)
        for key in mine:
            self.used[key].append(line.entry)

    def _release(self, line: Line) -> None:
        if self.uses.get(line.entry) != (line.holder, line.trade):
            raise self._refused("not_used", entry=line.entry, holder=line.holder, trade=line.trade)
        del self.uses[line.entry]
        mine = self._concerned(line.holder, line.trade)
        if mine[0] == (line.holder, ALL):
            self.beside[line.trade] -= 1
        for key in mine:
            self.used[key].remove(line.entry)

    def _move(self, line: Line) -> None:
        frm, to = (line.holder, line.trade), (line.to, line.trade)
        for key in (frm, to):
            if key not in self.places:
                raise self._refused("no_quota", holder=key[0], trade=line.trade)
        if frm == to:
            raise self._refused("same_holder", holder=line.holder)
        if line.places < 1:
            raise self._refused("not_positive", places=str(line.places))
        self._refuse_beyond(frm, line.places)
        self.moved_out[frm] += line.places
        self.moved_in[to] += line.places

    def _concerned(self, holder: str, trade: str) -> list[tuple[str, str]]:
        """The quotas a use counts against: that of the trade, and the holder's ceiling."""
        return [key for key in ((holder, trade), (holder, ALL)) if key in self.places]

    def _refuse_beyond(self, key: tuple[str, str], wanted: int) -> None:
        places = self.places[key] + self.moved_in[key] - self.moved_out[key]
        left = places - len(self.used[key])
        if left < wanted:
            raise self._refused("over_quota", holder=key[0], trade=key[1], places=str(places), left=str(left))

    def _refuse_promised(self, trade: str) -> None:
        """Moves keep the sum of what the quotas of a trade promise, so the figures of the document hold."""
        room, promised = self.quotas.trades[trade], self.promised.get(trade, 0)
        if room is not None and promised + self.beside[trade] >= room:
            raise self._refused("over_capacity", trade=trade, places=str(room), promised=str(promised))

    def _refused(self, code: str, **facts: str) -> QuotaRefused:
        return QuotaRefused(code, str(self.number), **facts)
