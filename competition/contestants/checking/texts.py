"""Names, units, birthdays, telephones and skill levels as people write them."""

import datetime as dt
import re
import unicodedata

SEXES = {
    "男": "m",
    "女": "f",
    "m": "m",
    "f": "f",
    "male": "m",
    "female": "f",
    "男性": "m",
    "女性": "f",
    "男生": "m",
    "女生": "f",
}
LEVELS = {
    1: ("高级技师", "一级", "1级", "1", "i", "level1", "seniortechnician"),
    2: ("技师", "二级", "2级", "2", "ii", "level2", "technician"),
    3: ("高级工", "三级", "3级", "3", "iii", "高级", "level3", "advanced"),
    4: ("中级工", "四级", "4级", "4", "iv", "中级", "level4", "intermediate"),
    5: ("初级工", "五级", "5级", "5", "v", "初级", "level5", "elementary"),
    0: ("无", "没有", "暂无", "/", "-", "—", "none", "n/a", "无等级"),
}
RESERVES = ("替补", "候补", "reserve", "substitute")
LETTER = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
PHONE = re.compile(r"^(1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}|\+?[0-9]{8,15})$")
BORN = re.compile(r"^((?:19|20)[0-9]{2})(?:[-./年]?)([0-9]{1,2})(?:[-./月]?([0-9]{1,2})?)?(?:日|月)?$")
LONGEST_NAME = 30


def clean_name(said: str) -> str:
    """A name as it is kept: one kind of middle dot, no blanks between Chinese characters, single ones elsewhere."""
    text = unicodedata.normalize("NFKC", said).translate({ord(c): "·" for c in "•・‧∙"})
    return re.sub(r"\s+", "" if LETTER.search(text) else " ", text).strip()


def is_name(name: str) -> bool:
    """Whether it has 2 to 30 letters of any script, with middle dots, hyphens and the like between them."""
    letters = all(c in "· -'." or unicodedata.category(c)[0] in "LM" for c in name)
    return 2 <= len(name) <= LONGEST_NAME and letters and unicodedata.category(name[0])[0] == "L"


def clean_unit(said: str) -> str:
    """The name of a unit: full-width forms narrowed, single blanks."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", said)).strip()


def clean_phone(said: str) -> str:
    """A telephone number without blanks, brackets and +86."""
    text = re.sub(r"[\s()\u200b']", "", unicodedata.normalize("NFKC", said))
    return text.removeprefix("+86").removeprefix("86").lstrip("-") if len(text) in (13, 14, 15) else text


def level_of(said: str) -> int | None:
    """The skill level, 1 highest, 5 lowest, 0 none; None when the text is no level."""
    text = re.sub(r"[\s()]", "", unicodedata.normalize("NFKC", said).casefold())
    text = re.sub(r"^国家职业资格|/.*$", "", text) or text
    for level, words in LEVELS.items():
        if text in words:
            return level
    return next(
        (level for level, words in LEVELS.items() if level and any(text.startswith(one) for one in words[:2])), None
    )


def agrees_with(born: dt.date, said: str) -> bool:
    """Whether a birthday fits what is written: 2003.3, 2003年3月26日, 20030326; anything else says nothing against it.

    A month of one digit may have lost its zero as a figure: 1982.1 is January or October.
    """
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", said))
    found = BORN.match(text)
    if found is None:
        return True
    year, month, day = found.groups()
    months = {int(month), 10} if month == "1" and day is None else {int(month)}
    return born.year == int(year) and born.month in months and (not day or born.day == int(day))


def role_of(said: str) -> str:
    """Whether a team's list calls somebody a reserve, or a member."""
    return "reserve" if any(word in said.casefold() for word in RESERVES) or said == "是" else "member"
