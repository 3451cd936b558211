"""The lines of a calculation as a person would write it down: a code for the sentence, the figures in it, no words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from competition.engine.rounding import Rounding, shortest

Facts = tuple[tuple[str, str], ...]
MOST_DECIMALS = 12
SHOWN_DECIMALS = 6
UNENDING = "…"
_LONG = Rounding(MOST_DECIMALS, "down")
_SHOWN = Rounding(SHOWN_DECIMALS, "down")


@dataclass(frozen=True, slots=True)
class Step:
    """One line: `code` names its sentence, `depth` how far in it stands, `facts` its figures and keys, all as text.

    Facts called aspect, module, criterion, component, judge or entry hold keys; the words for them belong to whoever
    shows the line.
    """

    code: str
    depth: int
    facts: Facts = ()

    def fact(self, name: str) -> str:
        """A fact by its name; KeyError when the line has none of it."""
        return dict(self.facts)[name]


class Paper:
    """The lines written so far."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def write(self, code: str, depth: int, **facts: str) -> None:
        """One more line at the end."""
        self._steps.append(Step(code, depth, tuple(facts.items())))

    def rounded(self, depth: int, exact: Decimal | Fraction, rule: Rounding, result: Decimal) -> None:
        """A figure before and after its rounding, with the rule."""
        self.write(
            "rounded", depth, exact=written(exact), digits=str(rule.digits), mode=rule.mode, result=written(result)
        )

    @property
    def steps(self) -> tuple[Step, ...]:
        """All lines."""
        return tuple(self._steps)


def written(figure: Decimal | Fraction | int | None) -> str:
    """A figure as it is written down: a decimal as it stands, a fraction without needless zeros, one without an end cut
    after six decimals and marked so; nothing for none."""
    if figure is None:
        return ""
    if isinstance(figure, Decimal):
        return format(figure, "f")
    if isinstance(figure, int):
        return str(figure)
    cut = _LONG.exactly(figure)
    if Fraction(cut) == figure:
        return format(shortest(cut), "f")
    return format(_SHOWN.exactly(figure), "f") + UNENDING


def added(figures: Iterable[Decimal | Fraction]) -> str:
    """Figures with a plus between them; a negative one is taken off."""
    texts = [written(figure) for figure in figures]
    return "".join(texts[:1]) + "".join(
        f" − {text[1:]}" if text.startswith("-") else f" + {text}" for text in texts[1:]
    )
