"""The only place that rounds. Every figure on the way to a total is rounded by a named rule of the plan."""

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction
from math import isqrt

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
_PLACES = {"down": ROUND_DOWN, "half_up": ROUND_HALF_UP, "up": ROUND_UP}
_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Rounding:
    """A rule of rounding: `digits` after the point, `mode` half_up (away from zero), half_even or down (to zero)."""

    digits: int
    mode: str
    _quantum: Decimal = field(init=False, repr=False, compare=False)
    _mode: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_quantum", Decimal(1).scaleb(-self.digits))
        object.__setattr__(self, "_mode", MODES[self.mode])

    def of(self, figure: Decimal) -> Decimal:
        """The figure with exactly `digits` decimals; zero never carries a sign."""
        rounded = figure.quantize(self._quantum, self._mode, _EXACT)
        return rounded if rounded else abs(rounded)

    def ratio(self, numerator: Decimal, divisor: Decimal | int) -> Decimal:
        """The quotient, rounded once: dividing at 60 digits keeps an exact half a half (field rule WS-3)."""
        if divisor == 1:
            return self.of(numerator)
        return self.of(_EXACT.divide(numerator, Decimal(divisor)))

    def exactly(self, figure: Fraction) -> Decimal:
        """A fraction, rounded once from its exact value, however many digits it has."""
        scaled = figure * 10**self.digits
        whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
        if self.mode == "half_up":
            whole += 2 * rest >= scaled.denominator
        elif self.mode == "half_even":
            whole += 2 * rest > scaled.denominator or (2 * rest == scaled.denominator and whole % 2 == 1)
        return Decimal(whole if scaled >= 0 else -whole).scaleb(-self.digits, _EXACT)


@dataclass(frozen=True, slots=True)
class RoundingRules:
    """Where a plan rounds (field finding 2: where you round changes results).

    `aspect`: the points of one aspect, after the panel where the panel works aspect by aspect; `judge`: the sum of
    one judge's sheet; `panel`: what the panel gives in a module; `module`: with single-judge aspects and deductions;
    `component`: on the plan's scale; `total`: the weighted sum; `product`: after a factor, and what an expression gives.
    """

    judge: Rounding
    aspect: Rounding
    panel: Rounding
    module: Rounding
    component: Rounding
    total: Rounding
    product: Rounding | None = None

    @property
    def worked(self) -> Rounding:
        """The rule for products and expressions: `product`, else `aspect`."""
        return self.product or self.aspect


def half_up(figure: Fraction, digits: int) -> Fraction:
    """A fraction rounded to `digits` decimals, a half away from zero, for the function round of an expression."""
    scaled = abs(figure) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if figure >= 0 else -whole, 10**digits)


def quotient(numerator: Decimal, divisor: int) -> Decimal:
    """The quotient to 28 digits, for a figure that is looked at and not added up."""
    return numerator if divisor == 1 else Context(prec=28).divide(numerator, Decimal(divisor))


def seen(figure: Fraction, digits: int) -> Decimal:
    """A fraction as a decimal with at least `digits` decimals, to be looked at: one without an end is cut after 30."""
    whole, rest = divmod(abs(figure.numerator) * 10**30, figure.denominator)
    size = Decimal(whole).scaleb(-30, _EXACT)
    cut = size if figure > 0 else size.copy_negate()
    if rest:
        return cut
    written = shortest(cut)
    return fixed(written, digits) if int(written.as_tuple().exponent) > -digits else written


def fixed(figure: Decimal, digits: int) -> Decimal:
    """The same figure written with `digits` decimals, for a figure that has no more of them than that."""
    written = figure.quantize(Decimal(1).scaleb(-digits), ROUND_DOWN, _EXACT)
    return written if written else abs(written)


def shortest(figure: Decimal) -> Decimal:
    """The same figure without trailing zeros and without an exponent."""
    trimmed = figure.normalize(_EXACT)
    if not trimmed:
        return Decimal(0)
    return trimmed if int(trimmed.as_tuple().exponent) <= 0 else trimmed.quantize(Decimal(1), ROUND_DOWN, _EXACT)


def root(square: Fraction, digits: int = 30) -> Fraction:
    """The square root of a figure that is not negative, cut down to `digits` decimals."""
    return Fraction(isqrt(square.numerator * 10 ** (2 * digits) // square.denominator), 10**digits)


def whole(figure: Decimal, way: str) -> int:
    """A number of places or entries: `way` down, half_up or up (field rule CN-5)."""
    return int(figure.quantize(Decimal(1), _PLACES[way], _EXACT))
