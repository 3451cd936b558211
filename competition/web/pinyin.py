"""How a Chinese name sounds, in lower-case ASCII, so that people find it by typing letters.

A surname of several readings is read as a surname (单 is "shan", 尉迟 "yuchi"); ü is written v, as keyboards do.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin import pinyin as heteronyms

LONGEST_PERSON = 4
LONGEST = 120

SURNAMES = {
    "万俟": "mo qi", "单于": "chan yu", "尉迟": "yu chi", "澹台": "tan tai", "长孙": "zhang sun", "令狐": "ling hu",
    "鲜于": "xian yu", "皇甫": "huang fu", "宿": "su", "单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "曾": "zeng",
    "区": "ou", "朴": "piao", "任": "ren", "盖": "ge", "缪": "miao", "逄": "pang", "乐": "yue", "种": "chong", "洗": "xian",
    "冼": "xian", "翟": "zhai", "覃": "qin", "牟": "mu", "员": "yun", "贠": "yun", "繁": "po", "折": "she", "召": "shao",
    "那": "na", "幺": "yao", "瞿": "qu", "尉": "wei", "句": "gou", "车": "che", "秘": "bi", "祭": "zhai", "隗": "wei",
    "郗": "xi", "宁": "ning", "撒": "sa", "谌": "chen", "相": "xiang", "柏": "bai", "都": "du", "行": "xing", "俞": "yu",
    "盛": "sheng", "纪": "ji", "葛": "ge", "华": "hua", "晁": "chao", "阚": "kan", "石": "shi", "沈": "shen", "叶": "ye",
    "佴": "nai", "呙": "guo", "重": "chong", "黑": "he", "难": "ning", "哈": "ha", "曲": "qu", "臧": "zang", "仉": "zhang",
    "弗": "fei", "於": "yu", "干": "gan", "藏": "zang", "约": "yue", "铅": "qian", "卜": "bu", "卒": "cu", "莞": "guan",
}  # fmt: skip


def pinyin(name: str) -> str:
    """The name in pinyin without tones or gaps: 张伟 is "zhangwei"; letters and digits pass through lower-cased."""
    return sounds(name)[0]


def initials(name: str) -> str:
    """The first letter of every syllable or word: 张伟 is "zw", Li Ming is "lm"."""
    return sounds(name)[1]


def sounds(name: str) -> tuple[str, str]:
    """Pinyin and initials of a name at once."""
    syllables = _syllables(name)
    return "".join(syllables)[:LONGEST], "".join([syllable[0] for syllable in syllables])[:LONGEST]


def readings(name: str) -> set[str]:
    """Every way in which the pinyin of a name may begin that begins like `name`, by its first character alone."""
    first = unicodedata.normalize("NFKC", name).strip()[:1]
    said = {"".join(_syllables(first))}
    if "\u4e00" <= first <= "\u9fff":
        said |= {_plain(one) for one in heteronyms(first, style=Style.NORMAL, heteronym=True)[0]}
        said |= {sound.split()[0] for surname, sound in SURNAMES.items() if surname[0] == first}
    return said


def _syllables(name: str) -> list[str]:
    """The syllables and words of a name, each in lower-case ASCII letters and digits."""
    name = unicodedata.normalize("NFKC", name).strip()
    read: list[str] = []
    if 2 <= len(name) <= LONGEST_PERSON:
        for length in (2, 1):
            if name[:length] in SURNAMES:
                read, name = SURNAMES[name[:length]].split(), name[length:]
                break
        else:
            if "\u4e00" <= name[0] <= "\u9fff":
                read, name = list(_read(name[0])), name[1:]
    return read + list(_read(name))


@lru_cache(maxsize=1 << 16)
def _read(text: str) -> tuple[str, ...]:
    """The same for a surname or a given name; kept, since a roll says the same ones over and over."""
    said = (_plain(syllable) for syllable in " ".join(lazy_pinyin(text, errors=_words)).split())
    return tuple(letters for letters in said if letters)


def _plain(syllable: str) -> str:
    plain = unicodedata.normalize("NFKD", syllable).encode("ascii", "ignore").decode().lower()
    return "".join(one for one in plain if one.isalnum())


def _words(text: str) -> str:
    """What is no Chinese character, its words apart."""
    return "".join(one if one.isalnum() else " " for one in text)
