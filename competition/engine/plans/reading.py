"""Reading a JSON document key by key: every refusal names its path, nothing is coerced, no key is overlooked."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from competition.engine.expressions import BadExpression, Expression, parse
from competition.engine.plans.shape import Text
from competition.engine.refusal import PlanRefused
from competition.engine.rounding import MODES, Rounding

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
LONGEST_KEY, LONGEST_MODULE_KEY, LONGEST_ASPECT_KEY = 32, 12, 17
"""An aspect's key leaves room for the number of an attempt in the twenty characters under which a mark is kept."""
_TITLE, _NOTE = 200, 1000
_Read = TypeVar("_Read")


class Reader:
    """One JSON object of a plan document at its path; `finish` refuses what nobody asked for."""

    def __init__(self, document: object, path: str) -> None:
        if not isinstance(document, Mapping):
            raise PlanRefused("not_an_object", path)
        self._fields: Mapping[object, object] = document
        self._asked: set[object] = set()
        self.path = path

    def at(self, key: str) -> str:
        """The path of a key of this object."""
        return f"{self.path}.{key}" if self.path else key

    def take(self, key: str) -> object:
        """The raw value of a key that must be there."""
        self._asked.add(key)
        if key not in self._fields:
            raise PlanRefused("missing_key", self.at(key))
        return self._fields[key]

    def given(self, key: str) -> bool:
        """Whether an optional key is there with something other than null."""
        self._asked.add(key)
        return self._fields.get(key) is not None

    def finish(self) -> None:
        """Refuses keys the format does not know: a misspelt rule must not be passed over in silence."""
        for key in self._fields:
            if key not in self._asked:
                raise PlanRefused("unknown_key", self.at(str(key)[:40]))

    def word(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.take(key)
        if not isinstance(value, str) or value not in allowed:
            raise PlanRefused("not_a_choice", self.at(key), allowed=", ".join(allowed))
        return value

    def key(self, key: str = "key", longest: int = LONGEST_KEY) -> str:
        """A key: letters, digits, point, dash, underscore; at most `longest` characters."""
        value = self.take(key)
        if not isinstance(value, str) or not _KEY.fullmatch(value) or len(value) > longest:
            raise PlanRefused("bad_key", self.at(key), longest=str(longest))
        return value

    def short(self, key: str, longest: int) -> str:
        """A short text of one line, such as a unit; may be empty."""
        value = self.take(key)
        if not isinstance(value, str) or len(value) > longest or not (value.isprintable() or not value):
            raise PlanRefused("bad_text", self.at(key), longest=str(longest))
        return value

    def flag(self, key: str, unless: bool) -> bool:
        """A true or false that may be left out."""
        if not self.given(key):
            return unless
        value = self.take(key)
        if not isinstance(value, bool):
            raise PlanRefused("not_a_flag", self.at(key))
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole JSON number within bounds."""
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise PlanRefused("not_whole", self.at(key))
        if not least <= value <= most:
            raise PlanRefused("out_of_bounds", self.at(key), least=str(least), most=str(most))
        return value

    def decimal(self, key: str, least: str = "-999999999", most: str = "999999999") -> Decimal:
        """A decimal written as text, at most nine digits before and six after the point, within bounds."""
        value = self.take(key)
        if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
            raise PlanRefused("bad_decimal", self.at(key))
        figure = Decimal(value)
        if not Decimal(least) <= figure <= Decimal(most):
            raise PlanRefused("out_of_bounds", self.at(key), least=least, most=most)
        return figure if figure else abs(figure)

    def limit(self, key: str, least: str = "-10000", most: str = "10000") -> Decimal | None:
        """A decimal that may be left out, where it then limits nothing."""
        return self.decimal(key, least, most) if self.given(key) else None

    def positive(self, key: str, most: str = "999999999") -> Decimal:
        """A decimal above zero."""
        figure = self.decimal(key, "0", most)
        if not figure:
            raise PlanRefused("not_positive", self.at(key))
        return figure

    def text(self, key: str, longest: int = _TITLE) -> Text:
        """A text in both languages: Chinese is never empty, English may be."""
        words = Reader(self.take(key), self.at(key))
        both = []
        for language in ("zh", "en"):
            value = words.take(language)
            if not isinstance(value, str) or len(value) > longest:
                raise PlanRefused("bad_text", words.at(language), longest=str(longest))
            both.append(value)
        words.finish()
        if not both[0].strip():
            raise PlanRefused("empty_text", words.at("zh"))
        return Text(*both)

    def texts(self, key: str, count: int, longest: int) -> tuple[Text, ...]:
        """Exactly `count` texts in both languages, one for every step of a judgement (field rule WS-2)."""
        values = self.take(key)
        if not isinstance(values, list):
            raise PlanRefused("not_a_list", self.at(key))
        if len(values) != count:
            raise PlanRefused("descriptors_missing", self.at(key), steps=str(count), given=str(len(values)))
        places = Reader({f"{key}[{place}]": value for place, value in enumerate(values)}, self.path)
        return tuple(places.text(f"{key}[{place}]", longest) for place in range(count))

    def decimals(self, key: str, count: int, least: str, most: str) -> tuple[Decimal, ...]:
        """Exactly `count` decimals within bounds."""
        values = self.take(key)
        if not isinstance(values, list):
            raise PlanRefused("not_a_list", self.at(key))
        if len(values) != count:
            raise PlanRefused("bad_count", self.at(key), least=str(count), most=str(count))
        places = Reader({f"{key}[{place}]": value for place, value in enumerate(values)}, self.path)
        return tuple(places.decimal(f"{key}[{place}]", least, most) for place in range(count))

    def lines(self, key: str, most: int, longest: int) -> tuple[Text, ...]:
        """A list of one-line texts in both languages that may be left out."""
        if not self.given(key):
            return ()
        values = self.take(key)
        if not isinstance(values, list):
            raise PlanRefused("not_a_list", self.at(key))
        if len(values) > most:
            raise PlanRefused("bad_count", self.at(key), least="0", most=str(most))
        places = Reader({f"{key}[{place}]": value for place, value in enumerate(values)}, self.path)
        found = tuple(places.text(f"{key}[{place}]", longest) for place in range(len(values)))
        for place, text in enumerate(found):
            if "\n" in text.zh or "\n" in text.en:
                raise PlanRefused("more_than_a_line", f"{self.at(key)}[{place}]")
        return found

    def expression(self, key: str) -> Expression:
        """An expression; what cannot be read is refused with the position of the sign at fault, the first being 1."""
        value = self.take(key)
        if not isinstance(value, str):
            raise PlanRefused("bad_expression", self.at(key), position="1")
        try:
            return parse(value)
        except BadExpression as fault:
            raise PlanRefused("bad_expression", self.at(key), position=str(fault.position)) from fault

    def rule(self, key: str) -> Rounding:
        """A rule of rounding: digits and mode."""
        rule = self.part(key)
        rounding = Rounding(rule.whole("digits", 0, 6), rule.word("mode", tuple(MODES)))
        rule.finish()
        return rounding

    def note(self, key: str) -> Text | None:
        """A longer text in both languages that may be left out."""
        return self.text(key, _NOTE) if self.given(key) else None

    def part(self, key: str) -> "Reader":
        """The object under a key."""
        return Reader(self.take(key), self.at(key))

    def each(self, key: str, read: Callable[["Reader"], _Read], *, least: int = 1, most: int) -> tuple[_Read, ...]:
        """Every object of a list, read and finished, with bounds on how many there may be."""
        values = self.take(key)
        if not isinstance(values, list):
            raise PlanRefused("not_a_list", self.at(key))
        if not least <= len(values) <= most:
            raise PlanRefused("bad_count", self.at(key), least=str(least), most=str(most))
        found = []
        for place, value in enumerate(values):
            reader = Reader(value, f"{self.at(key)}[{place}]")
            found.append(read(reader))
            reader.finish()
        return tuple(found)
