"""First, second and third prizes by share or count, merit prizes by the upper part or by a total (field rule CN-5)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from competition.engine.awarded import Cut, Placed
from competition.engine.plans.awarding_shape import Prize
from competition.engine.rounding import whole


def places(prize: Prize, size: int) -> int:
    """How many places a prize by share, count or upper part has in a field of this size."""
    if prize.count is not None:
        return prize.count
    if prize.within is not None:
        return whole(prize.within * size, "down")
    found = whole((prize.share or Decimal(0)) * size, prize.rounding)
    return max(found, prize.minimum) if size >= prize.from_entries else found


def cuts(prizes: Sequence[Prize], size: int, division: str = "") -> tuple[Cut, ...]:
    """How far each prize reaches, one after another: those by share and count add up, those by the upper part count
    from the top. A prize by a total has no end."""
    found: list[Cut] = []
    end = 0
    for prize in prizes:
        if prize.from_total is None:
            own = places(prize, size)
            end = end if prize.within is not None else end + own
            found.append(Cut(division, prize.key, own, own if prize.within is not None else end))
    return tuple(found)


def prizes_won(
    prizes: Sequence[Prize], ranked: Sequence[Placed], ranks: Mapping[str, int], reach: Sequence[Cut]
) -> Mapping[str, str]:
    """The first prize of the list that each ranked entry reaches, if any."""
    tied = Counter(ranks.values())
    last = {cut.prize: cut.last for cut in reach}

    def won(prize: Prize, placed: Placed) -> bool:
        if prize.from_total is not None:
            return placed.figure("total") >= prize.from_total
        rank = ranks[placed.entry]
        return (rank if prize.cut == "inclusive" else rank + tied[rank] - 1) <= last[prize.key]

    found = ((placed.entry, next((prize.key for prize in prizes if won(prize, placed)), "")) for placed in ranked)
    return {entry: key for entry, key in found if key}
