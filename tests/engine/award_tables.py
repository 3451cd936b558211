"""The awards of real contests as data: titles and promotion (field rule CN-6), teams and organisations (CN-7)."""

from tests.engine.plan_documents import Document

EMPLOYEES, STUDENTS = "职工组", "学生组"
SINGLES, PAIRS, TRIOS, COUNTY = "个人", "双人", "三人", "县队"


def named(zh: str) -> Document:
    return {"zh": zh, "en": ""}


def prize(key: str, zh: str, **rule: object) -> Document:
    return {"key": key, "title": named(zh), **rule}


def title(key: str, zh: str, first: int, last: int, **more: object) -> Document:
    return {"key": key, "title": named(zh), "from": first, "to": last, **more}


MEDALS = [prize("gold", "金牌", count=1), prize("silver", "银牌", count=1), prize("bronze", "铜牌", count=1)]
PRIZES = [prize("first", "一等奖", count=1), prize("second", "二等奖", count=2), prize("third", "三等奖", count=3)]
SHARES = [
    prize("first", "一等奖", share="0.1"), prize("second", "二等奖", share="0.2"), prize("third", "三等奖", share="0.3"),
]  # fmt: skip
WON = ["gold", "silver", "bronze", "merit"]

# CN-6, row by row.
NATIONAL_CLASS_1: Document = {
    "by_division": True,
    "titles": [title("expert", "全国技术能手", 1, 5, divisions=[EMPLOYEES])],
}
NATIONAL_GAMES_2020: Document = {
    "by_division": True,
    "prizes": [*MEDALS, prize("merit", "优胜奖", within="0.5")],
    "titles": [
        title("expert", "全国技术能手", 1, 5, divisions=[SINGLES]),
        title("expert_pairs", "全国技术能手", 1, 3, divisions=[PAIRS]),
        title("expert_trios", "全国技术能手", 1, 2, divisions=[TRIOS]),
    ],
    "promotion": [{"prizes": WON, "prior": [2], "level": 1}, {"prizes": WON, "level": 2}],
}
EMPLOYEES_2021: Document = {
    "titles": [title("expert", "全国技术能手", 1, 5), title("medal_proposed", "推荐全国五一劳动奖章", 1, 3)],
    "promotion": [
        {"from": 1, "to": 5, "prior": [2], "level": 1},
        {"from": 1, "to": 5, "level": 2},
        {"from": 6, "to": 20, "prior": [3], "level": 2},
        {"from": 6, "to": 20, "level": 3},
    ],
}
JIANGXI_2022: Document = {
    "prizes": [
        prize("gold", "金牌，奖金10000元", count=1),
        prize("silver", "银牌，奖金8000元", count=1),
        prize("bronze", "铜牌，奖金5000元", count=1),
    ],
    "titles": [title("expert", "江西省技术能手", 1, 6)],
    "promotion": [{"from": 1, "to": 6, "level": 2}],
}
JIANGXI_CARVING_2015: Document = {
    "by_division": True,
    "titles": [title("expert", "江西省技术能手", 1, 3)],
    "promotion": [{"from": 1, "to": 3, "level": 2}],
}
YUNNAN_2025: Document = {
    "prizes": [prize("champion", "奖金10000元", count=1), prize("able", "奖金2000元", count=9)],
    "titles": [title("champion", "技术状元", 1, 1), title("expert", "技术能手", 2, 10)],
}
CHONGQING_2010: Document = {
    "prizes": PRIZES,
    "promotion": [
        {"prizes": ["first", "second", "third"], "level": 2},
        {"passed": [{"component": "theory", "from": "60"}, {"component": "practical", "from": "60"}], "level": 3},
    ],
}

# CN-7, variant by variant, and the points of WS-6.
ZOUCHENG: Document = {"organisations": {"rule": "top_n", "n": 3}}
ASSEMBLY: Document = {"teams": {"rule": "sum", "complete": True, "tie": "time:P2"}}
SHANGHAI_2024: Document = {
    "prizes": PRIZES,
    "organisations": {"rule": "place_points", "points": ["8", "4", "2", "1"], "of": "prizes"},
}
XINZHOU: Document = {
    "organisations": {"rule": "place_points", "points": ["10", "8", "6", "4", "2"], "divisions": [COUNTY]},
    "organisation_award": {"by": "points", "count": 3, "after": 3},
}
CHONGQING_ENTRANTS: Document = {"organisation_award": {"by": "entrants", "count": 2}}
WORLDSKILLS: Document = {
    "medals": {
        "on": "scale_score",
        "window": "2",
        "small_fields": [{"below": 4, "medals": 0}, {"below": 5, "medals": 1}, {"below": 6, "medals": 2}],
    },
    "medallion": {"on": "scale_score", "from": "700"},
    "teams": {"rule": "place_points", "points": ["4", "3", "2", "1"], "of": "medals"},
}
EVERY = {
    "national class 1": NATIONAL_CLASS_1, "national games 2020": NATIONAL_GAMES_2020, "employees 2021": EMPLOYEES_2021,
    "jiangxi 2022": JIANGXI_2022, "jiangxi carving 2015": JIANGXI_CARVING_2015, "yunnan 2025": YUNNAN_2025,
    "chongqing 2010": CHONGQING_2010, "zoucheng": ZOUCHENG, "assembly": ASSEMBLY, "shanghai 2024": SHANGHAI_2024,
    "xinzhou": XINZHOU, "chongqing entrants": CHONGQING_ENTRANTS, "worldskills": WORLDSKILLS,
}  # fmt: skip
