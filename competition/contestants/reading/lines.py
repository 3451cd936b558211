"""What lines around the people say: for whom the form is, and which rows are totals, signatures or samples."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from competition.contestants.reading.cells import cell_text
from competition.web.sheets import Cell

FOOT = re.compile(r"^(?:合计|总计|小计|共计|共\d+人|total|subtotal)")
SIGNATURE = re.compile(
    r"^(?:填表|制表|审核|负责人|经办人|联系人|单位盖章|单位意见|推荐单位意见|备注[:：]|说明[:：]|注[:：]|注意|signature|signed|note:)"
)
STAMP = re.compile(r"盖章|签字|签章|签名[:：]|填报日期|填表日期|填表人|\d{4}年\d{1,2}月\d{1,2}日$|年月日$")
SAMPLE = re.compile(r"^[(【\[]?(?:示例|样例|范例|例如|例[)】\]:：]|例$|填写示例|example|sample|e\.g\.)")
LINE = r"^(?:{})(?:\(.*?\))?[:：](.+)$"
DELEGATION = re.compile(
    LINE.format("推荐单位|参赛单位|代表队|选送单位|报送单位|填报单位|报名单位|organisation|organization|delegation")
)
TRADE = re.compile(LINE.format("赛项|工种|参赛项目|竞赛项目|比赛项目|参赛工种|赛项名称|项目|trade|skill"))
SECTION_MARK = re.compile(r"^[一二三四五六七八九十\d]+[、.)]|[(].*?[)]$|\d+人$")


def plain(text: str) -> str:
    """A text without blanks and case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def told_above(rows: Iterable[Sequence[Cell]]) -> tuple[str, str, tuple[str, ...]]:
    """What the lines above a header say: the unit that sends the form, the trade, and the lines themselves."""
    delegation, trade, titles = "", "", []
    for cells in rows:
        for text in filter(None, map(cell_text, cells)):
            folded = unicodedata.normalize("NFKC", text).strip()
            tight = re.sub(r"\s+(?=[(:])", "", folded)
            if found := DELEGATION.match(tight) or DELEGATION.match(tight.casefold()):
                delegation = delegation or re.sub(r"\s+", " ", tight[found.start(1) :].strip(" _\t"))
            elif found := TRADE.match(tight) or TRADE.match(tight.casefold()):
                trade = trade or tight[found.start(1) :].strip(" _\t")
            else:
                titles.append(text[:120])
    return delegation, trade, tuple(titles[:12])


def why_no_person(cells: Sequence[Cell], name: str) -> str:
    """Why a row is no person: total, signature or sample; "" when it may be one."""
    said = [plain(text) for text in map(cell_text, cells) if text]
    if not said:
        return ""
    if any(SAMPLE.match(text) for text in said[:3]):
        return "sample"
    if FOOT.match(said[0]):
        return "total"
    if len(said) <= 4 and SIGNATURE.match(said[0]):
        return "signature"
    if (not name or STAMP.search(plain(name))) and any(STAMP.search(text) for text in said):
        return "signature"
    return ""


def section(cells: Sequence[Cell], first: int) -> str:
    """The text of a row that holds nothing but one line of words heading the people below, "" for any other row.

    A line under the header's first column, or one that is numbered or counts people, is such a line.
    """
    said = [(at, cell_text(cell)) for at, cell in enumerate(cells) if cell_text(cell)]
    texts = {text for _, text in said}
    if len(texts) != 1 or not isinstance(cells[said[0][0]], str):
        return ""
    at, text = said[0]
    folded = unicodedata.normalize("NFKC", text).strip()
    if folded.isdigit() or (at > first and not SECTION_MARK.search(folded) and len(said) == 1):
        return ""
    bare = re.sub(r"^[一二三四五六七八九十\d]+[、.)]\s*", "", folded)
    return re.sub(r"\s*[(:：].*$|\s*\d+人$", "", bare).strip()
