"""Reading what orders the entries of a plan: scale scores, the way of the ranking, the tie chain."""

from decimal import Decimal

from competition.engine.plans.reading import Reader
from competition.engine.plans.shape import Order, ScaleScore, Tie
from competition.engine.refusal import PlanRefused
from competition.engine.rounding import MODES, Rounding

SCALING = ("none", "median_mad", "median_sd", "mean_sd")
TIES_BY_KEY = ("component", "module", "criterion", "aspect", "value", "time", "best_attempt", "judges_majority")
LAST_RESORTS = ("shared", "lot", "entry")
MOST_TIES = 12
_SEED = 200


def read_scale_score(reader: Reader) -> ScaleScore | None:
    """The key "scale_score" (field rule WS-4); the method none needs no figures, for it is the total itself."""
    if not reader.given("scale_score"):
        return None
    part = reader.part("scale_score")
    method = part.word("method", SCALING)

    def said(key: str) -> bool:
        return part.given(key) or method != "none"

    scale = ScaleScore(
        method=method,
        centre=part.decimal("centre", "-10000", "10000") if said("centre") else Decimal(0),
        spread=part.positive("spread", "10000") if said("spread") else Decimal(1),
        low=part.limit("low"),
        high=part.limit("high"),
        rounding=Rounding(
            part.whole("digits", 0, 6) if said("digits") else 0,
            part.word("mode", tuple(MODES)) if said("mode") else "half_up",
        ),
    )
    part.finish()
    if scale.low is not None and scale.high is not None and scale.low > scale.high:
        raise PlanRefused("upside_down", part.at("low"))
    return scale


def read_order(reader: Reader) -> Order:
    """The key "order", or the usual one: higher totals first, equals share their rank (field rule CN-2)."""
    if not reader.given("order"):
        return Order()
    part = reader.part("order")
    last_resort = part.word("last_resort", LAST_RESORTS) if part.given("last_resort") else "shared"
    order = Order(
        better=part.word("better", ("high", "low")) if part.given("better") else "high",
        by=part.word("by", ("total", "scale_score")) if part.given("by") else "total",
        last_resort=last_resort,
        seed=_seed(part, last_resort),
    )
    part.finish()
    return order


def _seed(part: Reader, last_resort: str) -> str:
    """What a lot is drawn from; nothing else has a seed."""
    if last_resort != "lot":
        if part.given("seed"):
            raise PlanRefused("unknown_key", part.at("seed"))
        return ""
    seed = part.short("seed", _SEED)
    if not seed.strip():
        raise PlanRefused("bad_text", part.at("seed"), longest=str(_SEED))
    return seed


def read_ties(reader: Reader) -> tuple[Tie, ...]:
    """The tie chain (field rule CN-2); what its keys name is for the whole plan to say."""
    chain = reader.take("ties")
    if not isinstance(chain, list):
        raise PlanRefused("not_a_list", "ties")
    if len(chain) > MOST_TIES:
        raise PlanRefused("bad_count", "ties", least="0", most=str(MOST_TIES))
    return tuple(_tie(named, f"ties[{place}]") for place, named in enumerate(chain))


def _tie(named: object, path: str) -> Tie:
    what, _colon, key = named.partition(":") if isinstance(named, str) else ("", "", "")
    if named != "fewer_deductions" and (what not in TIES_BY_KEY or not key):
        raise PlanRefused("unknown_tie", path)
    return Tie(what, key)
