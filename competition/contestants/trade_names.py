"""Which trade a form means: full names, codes, and the short ways people say them (电焊 for 电焊工). Pure."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

ENDINGS = ("操作工", "驾驶员", "司机", "技能", "项目", "赛项", "工种", "工", "员", "师")
CLOSE = 0.6


@dataclass(frozen=True)
class TradeName:
    """A trade of the event as forms may name it; `open` while its stage has not started."""

    id: str
    name: str
    name_en: str
    code: str
    open: bool


@dataclass(frozen=True)
class Match:
    """`how` is "exact", "informal", "close" (to be confirmed), "ambiguous" or "none"; `trades` are the candidates."""

    how: str
    trades: tuple[TradeName, ...]


def match_trade(said: str, trades: Sequence[TradeName]) -> Match:
    """The trade that `said` means. One of several equally good readings is never picked."""
    text = _plain(said)
    if not text:
        return Match("none", ())
    for how, fits in (
        ("exact", lambda one: text in (_plain(one.name), _plain(one.name_en), _plain(one.code))),
        ("informal", lambda one: _stem(text) == _stem(_plain(one.name))),
        ("informal", lambda one: _plain(one.name).startswith(text) or text.startswith(_plain(one.name))),
        ("informal", lambda one: len(text) > 1 and (_within(text, _plain(one.name)) or _within(text, _plain(one.name_en)))),
    ):
        found = tuple(one for one in trades if fits(one))
        if found:
            return Match(how, found) if len(found) == 1 else Match("ambiguous", found)
    return _close(text, trades)


def _close(text: str, trades: Sequence[TradeName]) -> Match:
    ratios = [(difflib.SequenceMatcher(None, text, _plain(one.name)).ratio(), one) for one in trades]
    best = max((ratio for ratio, _ in ratios), default=0.0)
    found = tuple(one for ratio, one in ratios if ratio == best)
    if best < CLOSE:
        return Match("none", ())
    return Match("close", found) if len(found) == 1 else Match("ambiguous", found)


def _within(text: str, name: str) -> bool:
    return bool(name) and (text in name or name in text)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s()\[\]{}·,，、.。\-_/]+", "", re.sub(r"\(.*?\)", "", folded)) or re.sub(r"[\s()]+", "", folded)


def _stem(text: str) -> str:
    for ending in ENDINGS:
        if text.endswith(ending) and len(text) > len(ending) + 1:
            return text.removesuffix(ending)
    return text
