"""Marks that come in at random: a half-marked contest under a plan, and the many ways in which it may go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from competition.engine.advancement import Contender
from competition.engine.advancement_rule import Minimum, Rule, RunnersUp, Share
from competition.engine.plans import Aspect, Counted, Deduction, Judgement, Measurement, Plan, Points, Timed, YesNo
from competition.engine.tabulation import Entrant, tabulate
from competition.engine.values import NOT_TAKEN, may_be_missing, read_value

Place = tuple[str, int, str]
MEASURED = ("-3", "0", "1.5", "4", "6.5", "9", "23.75", "-999999999", "999999999")
TIMES = ("0", "20", "60", "60.001", "99.5", "120", "149.25", "310", "999999")


@dataclass(frozen=True)
class Contest:
    """Entries of one pool under a plan, marked so far."""

    plan: Plan
    entrants: tuple[Entrant, ...]


def places(plan: Plan, entrant: Entrant) -> Iterator[tuple[Place, Aspect]]:
    """Everywhere a mark of an entry may stand."""
    for module in plan.modules:
        for seat in entrant.seats.get(module.key, ()):
            for aspect in module.aspects_for(seat):
                for slot in aspect.slots:
                    yield (module.key, seat, slot), aspect


def value(random: Random, aspect: Aspect) -> str:
    """Any value the aspect allows, the ends more often than the rest; kept as a judge's typing is kept."""
    if may_be_missing(aspect) and random.random() < 0.15:
        return NOT_TAKEN
    return read_value(aspect, _typed(random, aspect)).text


def _typed(random: Random, aspect: Aspect) -> str:
    match aspect:
        case YesNo():
            return random.choice(("yes", "no"))
        case Judgement():
            return str(random.choice((0, aspect.steps - 1, random.randrange(aspect.steps))))
        case Points():
            steps = int((aspect.max - aspect.min) / aspect.step)
            return str(aspect.min + aspect.step * random.choice((0, steps, random.randint(0, steps))))
        case Deduction():
            return random.choice(("0", "0", "1", "2", "999"))
        case Counted():
            return random.choice(("0", "1", "2", "5", "999999"))
        case Timed():
            ends = [str(band.high) for band in aspect.bands]
            return random.choice((*TIMES, *ends))
        case Measurement():
            ends = [str(end) for band in aspect.bands for end in (band.low, band.high) if end is not None]
            figure = Decimal(random.choice((*MEASURED, *ends)))
            return str(figure.quantize(Decimal(1).scaleb(-aspect.decimals)))
    raise AssertionError(aspect)


def marked(random: Random, plan: Plan, entrant: Entrant, share: float) -> Entrant:
    """The entrant with about this share of the marks that are missing."""
    more = {
        place: value(random, aspect)
        for place, aspect in places(plan, entrant)
        if place not in entrant.marks and random.random() < share
    }
    return replace(entrant, marks={**entrant.marks, **more})


def half_marked(random: Random, plan: Plan, count: int, pool: str = "") -> Contest:
    """A contest of so many entries, each marked more or less."""
    seats = {module.key: tuple(range(1, random.choice((1, 2, 3, 5)) + 1)) for module in plan.modules}
    entrants = [
        Entrant(
            f"{pool}E{n}",
            {},
            seats,
            random.choices(("", "DNS", "DNF"), (18, 1, 1))[0],
            division=random.choice("oy"),
            organisation=random.choice("XYZ"),
        )
        for n in range(1, count + 1)
    ]
    shares = (0.0, 0.5, 0.9, 0.97, 1.0)
    return Contest(plan, tuple(marked(random, plan, one, random.choice(shares)) for one in entrants))


def completed(random: Random, contest: Contest) -> Contest:
    """The contest with marks that may still come: all of them, some, or none."""
    shares = (0.0, 0.5, 1.0, 1.0, 1.0)
    return replace(
        contest, entrants=tuple(marked(random, contest.plan, one, random.choice(shares)) for one in contest.entrants)
    )


def contenders(contest: Contest, pool: str = "") -> list[Contender]:
    """The result list of a contest as a cut wants it."""
    own = {one.key: one for one in contest.entrants}
    return [
        Contender(
            row.entry, pool, row.rank, row.total, row.scale_score, row.status, own[row.entry].organisation,
            division=own[row.entry].division,
        )
        for row in tabulate(contest.plan, contest.entrants).rows
    ]  # fmt: skip


def rules(random: Random, count: int) -> Rule:
    """A rule for a contest of so many entries."""

    def perhaps(share: float) -> bool:
        return random.random() < share

    top = random.randint(1, count)
    return Rule(
        top=top if perhaps(0.7) else None,
        share=Share(Decimal(random.choice((25, 50, 75))), random.choice(("up", "down", "half_up")))
        if perhaps(0.3) else None,
        minimum=Minimum("total", Decimal(random.choice((0, 10, 40)))) if perhaps(0.2) else None,
        ties=random.choice(("in", "out", "chain")),
        per_organisation=random.randint(1, 3) if perhaps(0.3) else None,
        runners_up=RunnersUp(random.randint(1, 2), random.choice(("total", "rank", "scale_score")))
        if perhaps(0.2) else None,
        direct=int(perhaps(0.2)),
        wild_cards=int(perhaps(0.2)),
        divisions_apart=perhaps(0.2),
        out_at_least=Decimal(random.choice((25, 50))) if perhaps(0.3) else Decimal(0),
        capacity=random.randint(2, 2 * count) if perhaps(0.2) else None,
    )  # fmt: skip
