"""Who takes part: a city, its unions of four levels, contestants and judges, all invented from syllables. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

LEAST, MOST = 20, 40

SURNAMES = tuple(
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
LONG_SURNAMES = ("欧阳", "司徒", "上官", "诸葛", "慕容", "尉迟", "夏侯", "皇甫", "令狐", "端木")
GIVEN_M = tuple("伟磊军洋勇杰涛明超辉刚健斌浩宇航凯鹏志远建国文博泽立新海峰子昂俊毅承恩启铭川岩牧野知行景深卓然")
GIVEN_F = tuple("芳敏静丽艳娟霞秀玲婷雪慧莹洁琳佳怡欣悦梦瑶若溪语桐嘉宁清禾思颖晓岚采薇书瑾念初听澜沐晴")
BEFORE_DOT = {
    "m": ("艾力", "吐尔逊", "热合曼", "阿迪力", "叶尔兰", "巴特尔"),
    "f": ("阿依努尔", "古丽娜尔", "麦迪娜", "阿孜古丽", "萨仁", "其木格"),
}
AFTER_DOT = ("买买提", "阿布都", "玉素甫", "吾买尔", "哈斯木", "努尔兰", "苏来曼", "朝鲁")

CITIES = (("临岚市", "Linlan"), ("望汐市", "Wangxi"), ("鹤汀市", "Heting"), ("澜渚市", "Lanzhu"))
DISTRICTS = (
    ("朝汐区", "汐"), ("墨池区", "墨"), ("鹿鸣区", "鹿"), ("枫渡区", "枫"),
    ("砚溪县", "砚"), ("松坞县", "松"), ("稻川县", "稻"), ("苇荡县", "苇"),
)  # fmt: skip
PARKS = (("高新技术产业园", "高"), ("临港物流园", "港"), ("智谷软件园", "智"), ("绿洲装备园", "绿"))
FIRMS = (
    ("砺锋精密机械有限公司", "砺"), ("翎川重工集团", "翎"), ("泊远港务集团", "泊"), ("煦和医院", "煦"),
    ("澜擎电力有限公司", "擎"), ("霁明光电有限公司", "霁"), ("岫云文旅集团", "岫"), ("磐石建工集团", "磐"),
    ("铎声轨道交通有限公司", "铎"), ("椿庭康养集团", "椿"),
)  # fmt: skip
ANONYMITIES = {"nurse": "three_stage", "welder": "station"}
GUEST_TRADE = "fitter"


@dataclass(frozen=True)
class Unit:
    """A union of the tree; `level` as the organisations' room says, `parent` is a name."""

    name: str
    short: str
    badge: str
    level: str
    parent: str | None


@dataclass(frozen=True)
class Person:
    """Somebody invented: name, sex (m, f) and the name of the union that sends him."""

    name: str
    sex: str
    unit: str


@dataclass(frozen=True)
class TradeCast:
    """Who is in one trade: `judges` without the chief, in the order of their seats; nobody simulates the `guest`."""

    template: str
    anonymity: str
    contestants: tuple[Person, ...]
    withdrawn: int | None
    chief: Person
    judges: tuple[Person, ...]
    guest: Person | None


@dataclass(frozen=True)
class Cast:
    """Everybody of a demo."""

    city: str
    city_en: str
    edition: int
    units: tuple[Unit, ...]
    organiser: str
    trades: tuple[TradeCast, ...]


def cast(seed: int, panels: Mapping[str, int]) -> Cast:
    """The cast of a seed. `panels`: how many scoring judges each template needs at least, in the trades' order."""
    dice = Random(f"{seed}/cast")
    city, city_en = CITIES[seed % len(CITIES)]
    all_units = _units(city)
    names = _Names(dice)
    trades = []
    for template, least in panels.items():
        contestants = tuple(names.person(_sender(dice, all_units)) for _ in range(dice.randint(LEAST, MOST)))
        chief = names.person(dice.choice(all_units).name)
        scoring = dice.randint(max(4, least), 6)
        judges = tuple(names.person(dice.choice(all_units).name) for _ in range(scoring))
        guest = names.person(all_units[0].name) if template == GUEST_TRADE else None
        withdrawn = dice.randrange(len(contestants)) if dice.random() < 0.4 else None
        anonymity = ANONYMITIES.get(template, "open")
        trades.append(TradeCast(template, anonymity, contestants, withdrawn, chief, judges, guest))
    return Cast(city, city_en, 1 if seed % 2 else 8, all_units, names.person(all_units[0].name).name, tuple(trades))


def _units(city: str) -> tuple[Unit, ...]:
    bare = city.removesuffix("市")
    top = Unit(f"{city}总工会", f"{city}直属", bare[0], "city", None)
    districts = [Unit(f"{city}{name}总工会", name, badge, "county", top.name) for name, badge in DISTRICTS]
    parks = [Unit(f"{city}{name}工会联合会", name, badge, "park", top.name) for name, badge in PARKS]
    above = [*districts, *parks]
    firms = [
        Unit(f"{bare}{name}", name[:4], badge, "enterprise", above[(5 * place) % len(above)].name)
        for place, (name, badge) in enumerate(FIRMS)
    ]
    return (top, *districts, *parks, *firms)


def _sender(dice: Random, units: Sequence[Unit]) -> str:
    """Districts and enterprises send most, the city itself a few."""
    weights = {"city": 1, "county": 4, "park": 3, "enterprise": 4}
    return dice.choices(units, [weights[unit.level] for unit in units])[0].name


class _Names:
    """Names nobody else in the event has."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._given: set[str] = set()

    def person(self, unit: str) -> Person:
        """Somebody new of this union."""
        while True:
            sex = self._dice.choice("mf")
            name = self._name(sex)
            if name not in self._given:
                self._given.add(name)
                return Person(name, sex, unit)

    def _name(self, sex: str) -> str:
        dice = self._dice
        kind = dice.random()
        if kind < 0.04:
            return f"{dice.choice(BEFORE_DOT[sex])}·{dice.choice(AFTER_DOT)}"
        surname = dice.choice(LONG_SURNAMES if kind < 0.08 else SURNAMES)
        given = dice.sample(GIVEN_M if sex == "m" else GIVEN_F, 2)
        return surname + "".join(given if dice.random() < 0.8 else given[:1])
