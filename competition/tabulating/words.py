"""The words of the auditor's door in Chinese and English; plain texts, so that nothing but the standard library is needed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from competition.engine.explanation import Step
from competition.engine.plans import Plan, Text
from competition.engine.refusal import Impossible
from competition.tabulating.complaints import FILES, PLANS, Both
from competition.tabulating.problems import Problem, Rejected
from competition.tabulating.sentences import STEPS

LANGUAGES = ("zh", "en")
INDENT = "  "

HEADS: Mapping[str, Both] = {
    "head_plan": ("评分方案 SHA-256：{hash}", "Plan, SHA-256: {hash}"),
    "head_marks": ("评分文件 SHA-256：{hash}", "Marks file, SHA-256: {hash}"),
    "head_count": ("参赛号 {count} 个", "Entries: {count}"),
    "head_provisional": ("暂定成绩：还有未评完的项目", "Provisional: marks are still missing"),
    "head_teams": ("团体", "Teams"),
    "head_organisations": ("单位", "Organisations"),
    "head_organisation_award": ("优秀组织奖：{organisations}", "Organisation award: {organisations}"),
    "col_rank": ("名次", "Rank"),
    "col_entry": ("参赛号", "Entry"),
    "col_total": ("总分", "Total"),
    "col_scale_score": ("标准分", "Scale score"),
    "col_awards": ("奖项", "Awards"),
    "col_remarks": ("说明", "Remarks"),
    "col_team": ("名称", "Name"),
    "col_score": ("成绩", "Score"),
    "col_counted": ("计入", "Counted"),
    "shared": ("并列", "shared"),
    "broken_by": ("先后由“{comparator}”定", "told apart by: {comparator}"),
    "provisional": ("暂定", "provisional"),
    "level": ("{level} 级", "level {level}"),
    "medallion": ("优胜奖章", "Medallion for Excellence"),
    "problem_place": ("{file} 第 {row} 行", "{file} row {row}"),
    "problem_column": ("{place}，{column}：{why}", "{place}, {column}: {why}"),
    "problem_plain": ("{place}：{why}", "{place}: {why}"),
    "problem_more": ("还有 {more} 处没有列出", "{more} more are not listed"),
    "judge": ("裁判 {judge}：", "Judge {judge}: "),
    "separator": ("、", ", "),
}

NAMES: Mapping[str, Both] = {
    "half_up": ("四舍五入", "halves up"),
    "half_even": ("四舍六入五成双", "halves to even"),
    "down": ("截去尾数", "cut off"),
    "best": ("最高值", "the highest"),
    "least": ("最低值", "the lowest"),
    "mean": ("平均值", "the mean"),
    "median": ("中位数", "the median"),
    "sd": ("标准差", "the standard deviation"),
    "rank": ("名次（高者在前）", "the rank, highest first"),
    "rank_low": ("名次（低者在前）", "the rank, lowest first"),
    "count": ("人数", "the number of entries"),
    "total": ("总分", "total"),
    "scale_score": ("标准分", "scale score"),
    "gold": ("金牌", "Gold"),
    "silver": ("银牌", "Silver"),
    "bronze": ("铜牌", "Bronze"),
    "DNS": ("未参赛", "Did not start"),
    "DNF": ("未完成", "Did not finish"),
    "WD": ("退赛", "Withdrawn"),
    "DQ": ("取消资格", "Disqualified"),
}

COMPARATORS: Mapping[str, Both] = {
    "component": ("{title}得分高者在前", "more in {title}"),
    "module": ("模块 {title} 得分高者在前", "more in module {title}"),
    "criterion": ("{title} 得分高者在前", "more in {title}"),
    "aspect": ("{title} 得分高者在前", "more points for {title}"),
    "value": ("{title} 数值大者在前", "the larger {title}"),
    "time": ("{title} 用时少者在前", "the shorter {title}"),
    "best_attempt": ("{title} 单次最好者在前", "the better single {title}"),
    "fewer_deductions": ("扣分少者在前", "fewer deductions"),
    "judges_majority": ("模块 {title} 多数裁判评得高者在前", "preferred by more judges in module {title}"),
    "lot": ("抽签", "lot"),
    "entry": ("参赛号", "entry"),
}


class Words:
    """Says things in one language. `judges` are the texts that stand for the seats of each module; `labels` what an
    entry is called instead of its key."""

    def __init__(
        self,
        language: str,
        judges: Mapping[str, Mapping[int, str]] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        self._at = LANGUAGES.index(language)
        self._judges = judges or {}
        self._labels = labels or {}

    def say(self, code: str, **facts: str) -> str:
        """One of the standing phrases."""
        return HEADS[code][self._at].format_map(facts)

    def name(self, key: str) -> str:
        """The word for a rule, a medal or a status; the key itself where there is none."""
        return NAMES[key][self._at] if key in NAMES else key

    def title(self, text: Text) -> str:
        """A text of the plan; Chinese where there is no English."""
        return (text.en or text.zh) if self._at else text.zh

    def list_of(self, names: Iterable[str]) -> str:
        """Several names in a row."""
        return self.say("separator").join(names)

    def place(self, row: Mapping[str, Any]) -> str:
        """The rank, with a word when it is shared."""
        if row["rank"] is None:
            return "–"
        return f"{row['rank']} {self.say('shared')}" if row["tied"] else str(row["rank"])

    def awards(self, plan: Plan, row: Mapping[str, Any]) -> str:
        """All that an entry is awarded."""
        titles = _awarded(plan)
        won = [self.name(row["medal"])] if row["medal"] else []
        won += [self.say("medallion")] if row["medallion"] else []
        won += [self.title(titles[key]) for key in ([row["prize"]] if row["prize"] else []) + row["titles"]]
        won += [self.say("level", level=str(row["level"]))] if row["level"] else []
        return self.list_of(won)

    def remarks(self, plan: Plan, row: Mapping[str, Any]) -> str:
        """Status, what broke a tie, whether it is provisional."""
        said = [self.name(row["status"])] if row["status"] else []
        if row["broken_by"]:
            said.append(self.say("broken_by", comparator=self.comparator(plan, row["broken_by"])))
        if row["provisional"]:
            said.append(self.say("provisional"))
        return self.list_of(said)

    def comparator(self, plan: Plan, name: str) -> str:
        """A comparator of a tie chain by the title of what it compares."""
        what, _colon, key = name.partition(":")
        return COMPARATORS[what][self._at].format(title=self._title_of(plan, what, key))

    def lines(self, plan: Plan, steps: Sequence[Step]) -> Iterator[tuple[int, str]]:
        """Every line of an explanation as (how far in, what it says)."""
        module = ""
        for step in steps:
            facts = dict(step.facts)
            module = facts.get("module", module) if step.code == "module" else module
            said = {name: self._fact(plan, name, value) for name, value in facts.items()}
            line = STEPS[step.code][self._at].format_map(said)
            if "judge" in facts:
                seat = facts["judge"]
                line = self.say("judge", judge=self._judges.get(module, {}).get(int(seat), seat)) + line
            yield step.depth, line

    def explanation(self, plan: Plan, steps: Sequence[Step]) -> str:
        """All lines under each other, one in under the other as they belong together."""
        return "".join(f"{INDENT * depth}{line}\n" for depth, line in self.lines(plan, steps))

    def problem(self, problem: Problem) -> str:
        """What is wrong, with file, row and column."""
        of_plan = problem.row == 0 and problem.code in PLANS
        both = PLANS[problem.code] if of_plan else FILES.get(problem.code)
        facts = dict(problem.facts)
        why = both[self._at].format_map(facts) if both else f"{problem.code} {self.list_of(facts.values())}".strip()
        place = problem.file
        if problem.row:
            place = self.say("problem_place", file=problem.file, row=str(problem.row))
        if problem.column:
            return self.say("problem_column", place=place, column=problem.column, why=why)
        return self.say("problem_plain", place=place, why=why)

    def problems(self, rejected: Rejected) -> Iterator[str]:
        """Every problem as a line, and how many more there are."""
        for problem in rejected.problems:
            yield self.problem(problem)
        if rejected.more:
            yield self.say("problem_more", more=str(rejected.more))

    def _fact(self, plan: Plan, name: str, value: str) -> str:
        """A fact as people say it: keys by their titles, rules by their words."""
        if name in ("aspect", "module", "component"):
            title = self._title_of(plan, name, value)
            return title if name == "component" else f"{value} {title}"
        if name in ("mode", "function", "on", "status"):
            return self.name(value)
        if name == "comparator":
            return self.comparator(plan, value)
        if name == "entry":
            return self._labels.get(value, value)
        if name == "entries":
            return self.list_of(self._labels.get(one, one) for one in value.split(", "))
        if name in ("prize", "title"):
            return self.title(_awarded(plan)[value])
        return value

    def _title_of(self, plan: Plan, what: str, key: str) -> str:
        """The title of a component, module, criterion or aspect."""
        if not key:
            return ""
        if what == "component":
            return self.title(plan.component(key).title)
        if what in ("module", "judges_majority"):
            return self.title(plan.module(key).title)
        if what == "criterion":
            found = (one for module in plan.modules for one in module.criteria if one.key == key)
            return self.title(next(found).title)
        try:
            return self.title(plan.aspect(key).title)
        except Impossible:
            return key


def _awarded(plan: Plan) -> dict[str, Text]:
    """What prizes and titles are called, by key."""
    prizes = {one.key: one.title for one in plan.awards.prizes}
    return prizes | {one.key: one.title for one in plan.awards.titles}
