"""Who takes part: a city, its unions of four levels, members, contestants and judges, all invented from syllables. Pure.

ID numbers begin with 99, a region that there is not, so nobody's real number can come up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from competition.web.id_numbers import check_digit

LEAST, MOST = 20, 40
ROLL = 2_000
"""How many members stand on the roll; of the contestants, this share does."""
ORGANISED = 0.9
OLDEST, YOUNGEST = dt.date(1968, 1, 1), dt.date(2005, 12, 31)
LATEST_JOINING = dt.date(2025, 12, 1)
LEVELS = (0, 1, 2, 3, 4, 5)
WEIGHTS_OF_LEVELS = (8, 6, 16, 34, 24, 12)
COACHES = 4
OFFICERS, JUDGES_TO_SPARE = 3, 14
TEAMS = 3
TEAM_SIZE, RESERVES = 4, 1

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
    ("砺锋精密机械有限公司", "砺", "machinery", "private"), ("翎川重工集团", "翎", "machinery", "state"),
    ("泊远港务集团", "泊", "transport", "state"), ("煦和医院", "煦", "health", "public"),
    ("澜擎电力有限公司", "擎", "power", "state"), ("霁明光电有限公司", "霁", "electronics", "foreign"),
    ("岫云文旅集团", "岫", "tourism", "state"), ("磐石建工集团", "磐", "construction", "joint"),
    ("铎声轨道交通有限公司", "铎", "transport", "state"), ("椿庭康养集团", "椿", "health", "private"),
)  # fmt: skip
INDUSTRIES = (
    ("机械冶金工会", "冶", "machinery"), ("能源电力工会", "能", "power"), ("交通运输工会", "运", "transport"),
    ("卫生健康工会", "卫", "health"), ("文化旅游工会", "旅", "tourism"), ("住房城乡建设工会", "建", "construction"),
    ("工业和信息化工会", "信", "electronics"),
)  # fmt: skip
"""Unions of an industry, below which a city's firms stand by industry."""
SMALL_FIRMS = (
    "恒拓机电有限公司", "锐远数控设备厂", "启衡装备有限公司", "安澜物业有限公司", "青禾食品有限公司", "云栖酒店", "嘉顺物流有限公司",
    "瑞构建筑有限公司", "和润电子有限公司", "华岭矿山设备厂", "苇航旅行社", "晴川诊所",
)  # fmt: skip
ANONYMITIES = {"nurse": "three_stage", "welder": "station"}
TRADES = (
    "cnc_miller", "cnc_turner", "electrician", "excavator", "fitter", "forklift", "lathe", "nurse", "tour_guide", "welder",
)  # fmt: skip
GUEST_TRADE = "fitter"
SCHOOLS = (
    "技师学院",
    "职业技术学院",
    "技能鉴定中心",
    "质量检验研究院",
    "工程学会",
    "高级技工学校",
    "标准化研究院",
    "行业协会",
)
WORKS = ("远衡仪器股份有限公司", "恒准检测技术有限公司", "天衡计量装备有限公司", "久安工程咨询有限公司")
"""Where judges come from, half of them from enterprises: no contestant does, since nobody judges people of his own unit."""


@dataclass(frozen=True)
class Unit:
    """A union of the tree; level, industry and ownership as the organisations' room says, parents are names."""

    name: str
    short: str
    badge: str
    level: str
    parent: str | None
    industry: str = ""
    ownership: str = ""
    industry_parent: str | None = None


@dataclass(frozen=True)
class Person:
    """Somebody invented: name, sex (m, f) and the name of the union that sends him."""

    name: str
    sex: str
    unit: str


@dataclass(frozen=True)
class Worker(Person):
    """Somebody who may compete; `joined` is when he joined the union, None for who is no member; `level` 1 to 5, 0 unknown."""

    number: str
    employer: str
    level: int
    coach: str
    joined: dt.date | None


@dataclass(frozen=True)
class TradeCast:
    """Who is in one trade: `judges` without the chief, in the order of their seats; nobody simulates the `guest`."""

    template: str
    anonymity: str
    contestants: tuple[Worker, ...]
    withdrawn: int | None
    chief: Person
    judges: tuple[Person, ...]
    guest: Person | None


@dataclass(frozen=True)
class Cast:
    """Everybody of a demo: `others` are members who do not compete, `officers` hold offices, `spare` judges serve nowhere yet;
    `teams` are of one union each, reserves last."""

    city: str
    city_en: str
    edition: int
    units: tuple[Unit, ...]
    organiser: str
    trades: tuple[TradeCast, ...]
    others: tuple[Worker, ...]
    officers: tuple[Person, ...]
    spare: tuple[Person, ...]
    teams: tuple[tuple[Worker, ...], ...]


def cast(seed: int, panels: Mapping[str, int]) -> Cast:
    """The cast of a seed. `panels`: how many scoring judges each template needs at least, in the trades' order."""
    dice = Random(f"{seed}/cast")
    city, city_en = CITIES[seed % len(CITIES)]
    all_units = _units(city)
    names = _Names(dice)
    trades = []
    for template, least in panels.items():
        coaches = tuple(names.person("").name for _ in range(COACHES))
        contestants = tuple(names.worker(_sender(dice, all_units), coaches) for _ in range(dice.randint(LEAST, MOST)))
        chief = names.judge(city, 0)
        scoring = dice.randint(max(4, least), 6)
        judges = tuple(names.judge(city, place) for place in range(1, scoring + 1))
        guest = names.person(f"{city}{SCHOOLS[0]}") if template == GUEST_TRADE else None
        withdrawn = dice.randrange(len(contestants)) if dice.random() < 0.4 else None
        anonymity = ANONYMITIES.get(template, "open")
        trades.append(TradeCast(template, anonymity, contestants, withdrawn, chief, judges, guest))
    members = sum(one.joined is not None for trade in trades for one in trade.contestants)
    others = tuple(names.worker(_sender(dice, all_units), (), member=True) for _ in range(ROLL - members))
    beside = tuple(names.judge(city, place) for place in range(OFFICERS + JUDGES_TO_SPARE))
    organiser = names.person(all_units[0].name).name
    return Cast(
        city, city_en, 1 if seed % 2 else 8, all_units, organiser, tuple(trades), others, beside[:OFFICERS],
        beside[OFFICERS:], _teams(all_units, others),
    )  # fmt: skip


def _units(city: str) -> tuple[Unit, ...]:
    """The city's union; districts, parks and industries below it; firms below a district or park, and by industry."""
    bare = city.removesuffix("市")
    top = Unit(f"{city}总工会", f"{city}直属", bare[0], "city", None)
    districts = [Unit(f"{city}{name}总工会", name, badge, "county", top.name) for name, badge in DISTRICTS]
    parks = [Unit(f"{city}{name}工会联合会", name, badge, "park", top.name) for name, badge in PARKS]
    industries = {
        industry: Unit(f"{city}{name}", name, badge, "city", top.name, industry) for name, badge, industry in INDUSTRIES
    }
    above = [*districts, *parks]
    firms = [
        Unit(
            f"{bare}{name}", name[:4], badge, "enterprise", above[(5 * place) % len(above)].name, industry, ownership,
            industries[industry].name,
        )
        for place, (name, badge, industry, ownership) in enumerate(FIRMS)
    ]  # fmt: skip
    return (top, *districts, *parks, *industries.values(), *firms)


def _sender(dice: Random, units: Sequence[Unit]) -> Unit:
    """Districts and enterprises send most, the city itself a few, the unions of an industry nobody."""
    senders = [unit for unit in units if not unit.industry or unit.industry_parent]
    weights = {"city": 1, "county": 4, "park": 3, "enterprise": 4}
    return dice.choices(senders, [weights[unit.level] for unit in senders])[0]


def _teams(units: Sequence[Unit], members: Sequence[Worker]) -> tuple[tuple[Worker, ...], ...]:
    """Teams of the first firms, everybody of one firm."""
    firms = [unit.name for unit in units if unit.level == "enterprise"][:TEAMS]
    return tuple(tuple(one for one in members if one.unit == firm)[: TEAM_SIZE + RESERVES] for firm in firms)


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

    def judge(self, city: str, place: int) -> Person:
        """Somebody new who judges: the one at an odd place is from an enterprise."""
        bare = city.removesuffix("市")
        return self.person(f"{bare}{self._dice.choice(WORKS)}" if place % 2 else f"{city}{self._dice.choice(SCHOOLS)}")

    def worker(self, unit: Unit, coaches: Sequence[str], *, member: bool = False) -> Worker:
        """Somebody new who works in this union's reach and may have a coach; a `member` for certain, or most likely."""
        dice, person = self._dice, self.person(unit.name)
        born = OLDEST + dt.timedelta(days=dice.randrange((YOUNGEST - OLDEST).days))
        order = 2 * dice.randrange(1, 500) - (person.sex == "m")
        digits = f"99{dice.randrange(10_000):04d}{born:%Y%m%d}{order:03d}"
        employer = unit.name if unit.level == "enterprise" else dice.choice(SMALL_FIRMS)
        level = dice.choices(LEVELS, WEIGHTS_OF_LEVELS)[0]
        coach = dice.choice(coaches) if coaches and dice.random() < 0.7 else ""
        joined = born + dt.timedelta(days=19 * 365 + dice.randrange(3_000))
        organised = member or dice.random() < ORGANISED
        return Worker(
            person.name, person.sex, person.unit, digits + check_digit(digits), employer, level, coach,
            min(joined, LATEST_JOINING) if organised else None,
        )  # fmt: skip

    def _name(self, sex: str) -> str:
        dice = self._dice
        kind = dice.random()
        if kind < 0.04:
            return f"{dice.choice(BEFORE_DOT[sex])}·{dice.choice(AFTER_DOT)}"
        surname = dice.choice(LONG_SURNAMES if kind < 0.08 else SURNAMES)
        given = dice.sample(GIVEN_M if sex == "m" else GIVEN_F, 2)
        return surname + "".join(given if dice.random() < 0.8 else given[:1])
