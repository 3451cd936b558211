"""How names sound."""

import pytest

from competition.web.pinyin import initials, pinyin


@pytest.mark.parametrize(
    ("name", "sound", "letters"),
    [
        ("张伟", "zhangwei", "zw"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("曾国藩", "zengguofan", "zgf"),
        ("吕布", "lvbu", "lb"),
        ("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt"),
        ("Li Ming", "liming", "lm"),
        ("José Núñez", "josenunez", "jn"),
        ("Ｌi Ming", "liming", "lm"),
        ("重庆机电集团", "chongqingjidianjituan", "cqjdjt"),
        ("数控3班", "shukong3ban", "sk3b"),
        ("𫖮明", "yiming", "ym"),
        ("", "", ""),
        (" · ", "", ""),
    ],
)
def test_names_sound_as_people_type_them(name: str, sound: str, letters: str) -> None:
    assert (pinyin(name), initials(name)) == (sound, letters)


def test_sounds_fit_their_columns() -> None:
    assert (len(pinyin("张" * 60)), len(initials("张" * 200))) == (120, 120)
