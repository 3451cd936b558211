"""Which trade a form means: full names, codes, and the short ways people say them (电焊 for 电焊工). Pure."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

KNOWN_AS = (
    {"焊工", "电焊工", "电焊", "焊接", "氩弧焊", "二保焊", "手工焊", "气焊"},
    {"叉车", "叉车驾驶", "叉车司机", "叉车工", "叉车操作"},
    {"挖掘机", "挖机", "挖掘机驾驶", "挖掘机司机", "挖掘机操作", "勾机", "挖土机"},
    {"车工", "普车", "普通车床", "车床"},
    {"数控车", "数控车工", "数控车床", "数车", "cnc车", "数控车削", "数控车床操作"},
    {"数控铣", "数控铣工", "数控铣床", "数铣", "cnc铣", "数控铣削"},
    {"电工", "维修电工", "低压电工", "电气安装"},
    {"钳工", "装配钳工", "机修钳工", "模具钳工", "钳"},
    {"导游", "导游员", "讲解", "讲解员", "导游讲解"},
    {"护理", "护士", "临床护理", "护理员", "护师"},
    {"合唱", "大合唱", "合唱队", "歌咏"},
    {"汽修", "汽车维修", "汽车修理", "汽车维修工"},
    {"美发", "美发师", "理发"},
    {"烹饪", "中式烹调", "厨师", "中餐烹饪", "中式烹调师"},
)
ENDINGS = ("操作工", "驾驶员", "驾驶", "司机", "技能", "项目", "赛项", "工种", "工", "员", "师")
CLOSE = 0.6


@dataclass(frozen=True)
class TradeName:
    """A trade of the event as forms may name it; `open` while its stage has not started, `team_size` 1 where everybody
    competes alone."""

    id: str
    name: str
    name_en: str
    code: str
    open: bool
    template_key: str = ""
    team_size: int = 1


@dataclass(frozen=True)
class Match:
    """`how` is "exact", "remembered", "informal", "close" (to be confirmed), "ambiguous" or "none"; `trades` are the
    candidates."""

    how: str
    trades: tuple[TradeName, ...]


Remembered = Mapping[str, tuple[str, str]]


def match_trade(said: str, trades: Sequence[TradeName], remembered: Remembered | None = None) -> Match:
    """The trade that `said` means. One of several equally good readings is never picked.

    `remembered` are spellings that somebody confirmed before, as `spelling_of` gives them: (template key, name).
    """
    text = _plain(said)
    if not text:
        return Match("none", ())
    for how, found in _readings(text, trades, (remembered or {}).get(text)):
        if found:
            return Match(how, found) if len(found) == 1 else Match("ambiguous", found)
    return _close(text, trades)


def spelling_of(said: str) -> str:
    """A spelling as it is remembered: without blanks, marks and case."""
    return _plain(said)[:80]


def named_within(line: str, trades: Sequence[TradeName]) -> TradeName | None:
    """The one trade that a title line or a sheet's name is about; None where several or none are."""
    text = _plain(re.sub(r"报名(汇总)?表|名单|选手|参赛|第?[一二三四五六七八九十0-9]+[、.届]", "", line))
    if not text:
        return None
    match = match_trade(text, trades)
    if match.how in ("exact", "informal") and len(match.trades) == 1:
        return match.trades[0]
    held = [
        one for one in trades if any(len(name) > 1 and name in text for name in (_plain(one.name), _plain(one.name_en)))
    ]
    longest = [one for one in held if not any(one.name != other.name and one.name in other.name for other in held)]
    return longest[0] if len(longest) == 1 else None


def _readings(
    text: str, trades: Sequence[TradeName], remembered: tuple[str, str] | None
) -> Iterator[tuple[str, tuple[TradeName, ...]]]:
    """The trades that fit, from the strictest way of reading to the loosest."""
    names = {one: (_plain(one.name), _plain(one.name_en), _plain(one.code)) for one in trades}
    yield "exact", tuple(one for one, said in names.items() if text in said)
    if remembered is not None:
        key, name = remembered
        same = tuple(one for one in trades if key and one.template_key == key)
        yield "remembered", tuple(one for one in trades if one.name == name) or same
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
