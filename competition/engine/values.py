"""What a judge wrote, as a value: one canonical text for every way of typing the same thing."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from competition.engine.formats import numerator
from competition.engine.plans.shape import (
    Aspect,
    Computed,
    Counted,
    Deduction,
    Judgement,
    Measurement,
    Points,
    Timed,
    YesNo,
)
from competition.engine.refusal import Impossible
from competition.engine.rounding import fixed, quotient, shortest

LONGEST = 24
LARGEST_MEASURED = Decimal(10) ** 9
MOST_SECONDS = Decimal(999999)
SECOND_DECIMALS = 3
MOST_COUNTED = Decimal(999999)
MOST_DEDUCTED = Decimal(999)
NOT_TAKEN = "none"
ZERO = Decimal(0)

_TYPED = re.compile("[ -~\t\r\n\u00a0\u3000\u3002\uff61\u2212\uff01-\uff5e]*")
_SIGNS = str.maketrans({"\u3002": ".", "\u2212": "-"})
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)")
_COMMA = re.compile(r"([+-]?)([0-9]*),([0-9]+)")
_YESNO = {"yes": Decimal(1), "no": Decimal(0)}


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is kept (`text`, canonical) and as it counts (`number`; yes is 1, no is 0).

    `NOT_TAKEN` stands for a figure that cannot be taken, such as the width of a slot that was never cut: it is a mark,
    earns nothing, and never counts as the number 0.
    """

    text: str
    number: Decimal


def read_value(aspect: Aspect, text: str) -> Value:
    """The value a judge typed for an aspect.

    Full-width digits, an ideographic full stop, spaces around and a comma that can only be a decimal point are
    understood. Raises Impossible: too_long, not_a_number, out_of_range, between_steps, too_many_decimals; never
    coerces one number into another. An empty text is no value (not_a_number): unmarked is not zero. Anything but yes
    or no is out_of_range for an aspect that is kept or not. A computed aspect is marked by nobody (unknown_aspect).
    """
    if isinstance(aspect, Computed):
        raise Impossible("unknown_aspect", aspect.key)
    if may_be_missing(aspect) and text.strip() == NOT_TAKEN:
        return Value(NOT_TAKEN, ZERO)
    if isinstance(aspect, YesNo):
        word = unicodedata.normalize("NFKC", text).strip()
        if word not in _YESNO:
            raise Impossible("out_of_range", aspect.key, least="no", most="yes")
        return Value(word, _YESNO[word])
    return _KINDS[type(aspect)](aspect, number_of(plain(text, aspect), aspect))


def may_be_missing(aspect: Aspect) -> bool:
    """Whether "cannot be measured" is a mark here: of what is measured, and of every attempt, which may fail."""
    return isinstance(aspect, Measurement | Timed) or aspect.attempts is not None


def plain(text: str, aspect: Aspect) -> str:
    """The typed text in half-width signs without the space around it; Impossible too_long or not_a_number."""
    if len(text) > 4 * LONGEST:
        raise Impossible("too_long", aspect.key, longest=str(LONGEST))
    if not _TYPED.fullmatch(text):
        raise Impossible("not_a_number", aspect.key)
    typed = unicodedata.normalize("NFKC", text).translate(_SIGNS).strip()
    if len(typed) > LONGEST:
        raise Impossible("too_long", aspect.key, longest=str(LONGEST))
    return typed


def number_of(typed: str, aspect: Aspect) -> Decimal:
    """The number written; a comma counts as the decimal point. Where only whole numbers are usual, one that could group
    thousands (1,234) is refused."""
    comma = _COMMA.fullmatch(typed)
    if comma:
        sign, before, after = comma.groups()
        groups = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")
        if not groups or takes_decimals(aspect):
            typed = f"{sign}{before}.{after}"
    if not _NUMBER.fullmatch(typed):
        raise Impossible("not_a_number", aspect.key)
    return Decimal(typed)


def takes_decimals(aspect: Aspect) -> bool:
    """Whether figures with decimals are the usual ones here, so that 32,014 can only be meant as 32.014."""
    if isinstance(aspect, Measurement):
        return aspect.decimals > 0
    return isinstance(aspect, Points) and any(figure % 1 for figure in (aspect.step, aspect.min))


def kept_number(aspect: Aspect, text: str) -> Decimal:
    """The number of a canonical text as it was kept; Impossible not_a_number when the text never was a value."""
    try:
        number = _YESNO[text] if isinstance(aspect, YesNo) else Decimal(text)
    except (KeyError, InvalidOperation) as fault:
        raise Impossible("not_a_number", aspect.key) from fault
    if not number.is_finite():
        raise Impossible("not_a_number", aspect.key)
    return number


def plausible(aspect: Aspect, value: Value) -> bool:
    """Whether the value can have been measured; aspects without a plausible range take everything readable."""
    if not isinstance(aspect, (Measurement, Counted, Timed)) or aspect.plausible is None or value.text == NOT_TAKEN:
        return True
    return aspect.plausible.low <= value.number <= aspect.plausible.high


def points(aspect: Aspect, value: Value) -> Decimal:
    """What the value earns, unrounded to 28 digits; negative for points off (field rule WS-3)."""
    return ZERO if value.text == NOT_TAKEN else quotient(numerator(aspect, value.number), aspect.divisor)


def _within(aspect: Aspect, number: Decimal, least: Decimal, most: Decimal) -> None:
    if not least <= number <= most:
        raise Impossible("out_of_range", aspect.key, least=str(least), most=str(most))


def _stepped(aspect: Aspect, number: Decimal, step: Decimal, most: Decimal, least: Decimal = ZERO) -> Value:
    _within(aspect, number, least, most)
    if (number - least) % step:
        raise Impossible("between_steps", aspect.key, step=str(step))
    written = fixed(number, max(_digits(step), _digits(least)))
    return Value(str(written), written)


def _digits(figure: Decimal) -> int:
    return max(0, -int(figure.as_tuple().exponent))


def _decimals(aspect: Aspect, number: Decimal, most: int) -> None:
    if -int(shortest(number).as_tuple().exponent) > most:
        raise Impossible("too_many_decimals", aspect.key, decimals=str(most))


def _measurement(aspect: Measurement, number: Decimal) -> Value:
    _decimals(aspect, number, aspect.decimals)
    _within(aspect, number, -LARGEST_MEASURED, LARGEST_MEASURED)
    written = fixed(number, aspect.decimals)
    return Value(str(written), written)


def _judgement(aspect: Judgement, number: Decimal) -> Value:
    return _stepped(aspect, number, Decimal(1), Decimal(aspect.steps - 1))


def _points(aspect: Points, number: Decimal) -> Value:
    return _stepped(aspect, number, aspect.step, aspect.max, aspect.min)


def _deduction(aspect: Deduction, number: Decimal) -> Value:
    return _stepped(aspect, number, Decimal(1), MOST_DEDUCTED)


def _counted(aspect: Counted, number: Decimal) -> Value:
    return _stepped(aspect, number, Decimal(1), MOST_COUNTED)


def _timed(aspect: Timed, number: Decimal) -> Value:
    _decimals(aspect, number, SECOND_DECIMALS)
    _within(aspect, number, ZERO, MOST_SECONDS)
    written = shortest(number)
    return Value(str(written), written)


_KINDS: Mapping[type[Aspect], Callable[[Any, Decimal], Value]] = {
    Measurement: _measurement,
    Judgement: _judgement,
    Points: _points,
    Deduction: _deduction,
    Counted: _counted,
    Timed: _timed,
}
