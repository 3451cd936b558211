"""What columns of entry forms are called, in the words of those who make them."""

import re
import unicodedata
from functools import lru_cache

FIELDS = (
    "name", "sex", "id_number", "born", "organisation", "employer", "trade", "division", "skill_level", "phone", "coach",
    "team", "role",
)  # fmt: skip

SPELLINGS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "选手姓名", "参赛选手", "选手", "参赛人员", "参赛者", "队员姓名", "name", "fullname", "contestant"),
    "sex": ("性别", "sex", "gender"),
    "id_number": (
        "身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号码", "居民身份证号", "证件号码", "证件号", "身份号码",
        "idnumber", "idno", "idcard", "idcardnumber", "idcardno",
    ),
    "born": ("出生年月", "出生日期", "出生年月日", "生日", "dateofbirth", "born", "birthday"),
    "organisation": (
        "推荐单位", "代表队", "参赛单位", "选送单位", "报送单位", "参赛队", "所属工会", "推荐工会", "报名单位", "organisation",
        "organization", "delegation",
    ),
    "employer": (
        "工作单位", "所在单位", "单位", "单位名称", "企业名称", "所在企业", "企业", "学校", "院校", "所在院校", "employer", "workunit",
        "company",
    ),
    "trade": (
        "工种", "赛项", "参赛工种", "参赛项目", "竞赛项目", "比赛项目", "项目", "参赛赛项", "职业工种", "竞赛工种", "比赛工种", "报名项目",
        "报名工种", "赛项名称", "职业", "trade", "skill", "event",
    ),
    "division": ("组别", "参赛组别", "竞赛组别", "分组", "division", "category", "agegroup"),
    "skill_level": (
        "职业资格等级", "职业技能等级", "技能等级", "资格等级", "技术等级", "等级", "职业等级", "现有技能等级", "skilllevel", "level",
    ),
    "phone": ("联系电话", "手机", "手机号", "手机号码", "电话", "联系方式", "电话号码", "phone", "mobile", "telephone", "phonenumber"),
    "coach": ("教练", "教练员", "指导教师", "指导老师", "教练姓名", "指导教师姓名", "导师", "coach", "instructor"),
    "team": ("队名", "团队", "团队名称", "参赛队名称", "队伍", "队伍名称", "小组", "小组名称", "team", "teamname"),
    "role": ("角色", "队内角色", "队员类别", "队内职务", "是否替补", "role", "roleinteam"),
}  # fmt: skip

OTHERS = frozenset(
    (
        "序号", "编号", "民族", "年龄", "学历", "文化程度", "政治面貌", "职务", "籍贯", "照片",
        "一寸照片", "备注", "身体状况", "紧急联系人", "签名",
        "是否农民工", "邮箱", "电子邮箱", "通信地址", "通讯地址", "地址", "岗位", "入职时间", "工龄", "参加工作时间", "获奖情况",
        "主要业绩", "no", "no.", "remarks", "note", "notes", "email", "address", "age", "photo", "post",
    )
)  # fmt: skip

NOT_THE_PERSON = re.compile(r"^(?:领队|联系人|紧急|负责人|填表|经办|审核|父|母|配偶|班主任|leader|contactperson)")
COACHES = re.compile(r"^(?:教练|指导教师|指导老师|coach|instructor)")
HOLDS = (
    ("id_number", re.compile(r"身份证|公民身份")),
    ("name", re.compile(r"姓名$")),
    ("phone", re.compile(r"(?:电话|手机)(?:号码?)?$")),
    ("skill_level", re.compile(r"(?:资格|技能|技术|职业).{0,4}(?:等级|级别)$")),
    ("organisation", re.compile(r"(?:推荐|选送|报送|参赛|代表).{0,2}单位$")),
    ("employer", re.compile(r"单位(?:全称|名称|\(全称\))?$")),
    ("trade", re.compile(r"(?:参赛|竞赛|比赛|报名).{0,3}(?:工种|项目|赛项)$")),
    ("division", re.compile(r"组别$")),
)
LONGEST_TITLE = 24


def plain(title: str) -> str:
    """A title without blanks, marks and case."""
    return re.sub(r"[\s*:_\-./★●]+", "", unicodedata.normalize("NFKC", title).casefold())


@lru_cache(4096)
def field_of(title: str) -> str:
    """The field that a column of this title holds, or ""; "姓 名", "*姓名（必填）" and "身份证号码(18位)" are understood."""
    if len(title) > LONGEST_TITLE * 2:
        return ""
    whole = plain(title)
    outer, inner = re.sub(r"\(.*?\)", "", whole), re.findall(r"\((.*?)\)", whole)
    for text in (whole, outer, *inner):
        for field, spellings in SPELLINGS.items():
            if text in spellings:
                return field
    if not outer or len(outer) > LONGEST_TITLE // 2 or NOT_THE_PERSON.match(outer):
        return ""
    if COACHES.match(outer):
        return "coach" if outer.endswith(("姓名", "name")) else ""
    return next((field for field, holds in HOLDS if holds.search(outer)), "")


@lru_cache(4096)
def is_title(title: str) -> bool:
    """Whether the text is what forms call a column, of a field or of something that is not taken over."""
    text = re.sub(r"\(.*?\)", "", plain(title))
    return bool(field_of(title)) or text in OTHERS


def field_under(group: str, title: str) -> str:
    """The field of a column whose title stands under another, such as 姓名 under 身份信息; under 教练 it is the coach's."""
    over = plain(group)
    if over and COACHES.match(over):
        return "coach" if field_of(title) == "name" else ""
    if over and NOT_THE_PERSON.match(over):
        return ""
    return field_of(title) or (field_of(group + title) if group and title else "")
