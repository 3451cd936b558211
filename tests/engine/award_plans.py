"""Plans with awards and short result lists for the tests of the awards."""

from dataclasses import replace
from decimal import Decimal

from competition.engine.awards import Placed
from competition.engine.plans import Plan, parse_plan
from competition.engine.plans.awarding import read_awards
from competition.engine.plans.awarding_checks import check_awards
from competition.engine.plans.reading import Reader
from competition.engine.plans.shape import Order, ScaleScore
from competition.engine.rounding import Rounding
from tests.engine.plan_documents import Document, aspect, module, plan, points

PLAIN = parse_plan(
    plan(
        module("T", points("T1", marked_by="one"), component="theory"),
        module(
            "P",
            points("P1", "96", marked_by="one"),
            aspect("timed", "P2", "4", "one", bands=[{"to": "900", "points": "4"}]),
        ),
        components=[
            {"key": key, "title": {"zh": key, "en": ""}, "weight": weight, "max": "100"}
            for key, weight in (("theory", "0.3"), ("practical", "0.7"))
        ],
    )
)
SCALE = ScaleScore("median_mad", Decimal(700), Decimal(30), Decimal(0), Decimal(1000), Rounding(0, "half_up"))


def awarding(awards: Document, better: str = "high") -> Plan:
    """A plan of theory and practical, timed in P2, with these awards."""
    read = read_awards(Reader({"awards": awards}, ""))
    found = replace(PLAIN, awards=read, order=Order(better=better), scale_score=SCALE)
    check_awards(found)
    return found


def placed(entry: str, rank: int | None, total: str | None = "80", **more: object) -> Placed:
    """An entry of a result list; `time` and the points of components go into its figures, decimals may be texts."""
    names = {"time": "time:P2", "theory": "component:theory", "practical": "component:practical"}
    figures = {names[key]: Decimal(str(more.pop(key))) for key in tuple(more) if key in names}
    scale = more.pop("scale", None)
    return replace(
        Placed(entry, rank, None if total is None else Decimal(total), figures=figures),
        scale_score=None if scale is None else Decimal(str(scale)),
        **more,  # type: ignore[arg-type]
    )
