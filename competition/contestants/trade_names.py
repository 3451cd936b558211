"""Which trade a form means: full names, codes, and the short ways people say them (电焊 for 电焊工). Pure."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

KNOWN_AS = (
    {"焊工", "电焊工", "电焊", "焊接", "氩弧焊", "二保焊"},
    {"叉车", "叉车驾驶", "叉车司机", "叉车工", "叉车操作"},
    {"挖掘机", "挖机", "挖掘机驾驶", "挖掘机司机", "挖掘机操作", "勾机"},
    {"车工", "普车", "普通车床", "车床"},
    {"数控车", "数控车工", "数控车床", "数车"},
    {"数控铣", "数控铣工", "数控铣床", "数铣"},
    {"电工", "维修电工", "低压电工", "电气安装"},
    {"钳工", "装配钳工", "机修钳工", "模具钳工"},
    {"导游", "导游员", "讲解", "讲解员"},
    {"护理", "护士", "临床护理", "护理员"},
)
ENDINGS = ("操作工", "驾驶员", "驾驶", "司机", "技能", "项目", "赛项", "工种", "工", "员", "师")
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
    for how, found in _readings(text, trades):
        if found:
            return Match(how, found) if len(found) == 1 else Match("ambiguous", found)
    return _close(text, trades)


def _readings(text: str, trades: Sequence[TradeName]) -> Iterator[tuple[str, tuple[TradeName, ...]]]:
    """The trades that fit, from the strictest way of reading to the loosest."""
    names = {one: (_plain(one.name), _plain(one.name_en), _plain(one.code)) for one in trades}
    yield "exact", tuple(one for one, said in names.items() if text in said)
    yield "informal", tuple(one for one, (zh, _, _) in names.items() if _stem(text) == _stem(zh))
    yield (
        "informal",
        tuple(one for one, (zh, _, _) in names.items() if any(text in some and zh in some for some in KNOWN_AS)),
    )
    yield "informal", tuple(one for one, (zh, _, _) in names.items() if zh.startswith(text) or text.startswith(zh))


def _close(text: str, trades: Sequence[TradeName]) -> Match:
    """The most similar name, or one that holds the text or is held by it: a person has to confirm it."""
    ratios = [(difflib.SequenceMatcher(None, text, _plain(one.name)).ratio(), one) for one in trades]
    best = max((ratio for ratio, _ in ratios), default=0.0)
    found = tuple(one for ratio, one in ratios if ratio == best >= CLOSE)
    if not found and len(text) > 1:
        found = tuple(one for one in trades if _within(text, _plain(one.name)) or _within(text, _plain(one.name_en)))
    return Match(("none", "close", "ambiguous")[min(len(found), 2)], found)


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
