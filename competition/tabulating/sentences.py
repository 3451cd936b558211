"""The sentences of an explanation in both languages, by the code of its line: (Chinese, English)."""

from collections.abc import Mapping

Both = tuple[str, str]

STEPS: Mapping[str, Both] = {
    "entry": ("参赛号 {entry} 的计分过程", "How entry {entry} was scored"),
    # modules and aspects
    "module": ("模块 {module}", "Module {module}"),
    "module_unmarked": ("尚未评分", "Not marked yet"),
    "aspect": ("{aspect}", "{aspect}"),
    "aspect_only_figure": ("{aspect}（不计分，只供计算）", "{aspect} (earns nothing itself, used in what follows)"),
    "aspect_points": ("得分 {points}", "Points: {points}"),
    "unmarked": ("尚未评分，按未评处理，不是 0 分", "Not marked yet; unmarked is not zero"),
    "judge_unmarked": ("没有给分，不计入", "gave no mark and is left out"),
    "not_taken": ("无法测得，不得分", "Could not be taken, earns nothing"),
    "judge_not_taken": ("无法测得，计 0 分", "could not take it: 0 points"),
    "lead_left_out": ("裁判长的评分不计入", "the lead's mark does not count"),
    "saw_none": ("没有记录扣分，计 0", "noted no deduction: 0"),
    # what a value earns
    "in_band": (
        "测得 {value} {unit}，在 {low} 至 {high} 之间，得 {points} 分",
        "{value} {unit} lies in {low} to {high}: {points} points",
    ),
    "no_band": ("测得 {value} {unit}，不在任何公差带内，得 0 分", "{value} {unit} lies in no band: 0 points"),
    "by_formula": (
        "测得 {value} {unit}，按公式 {formula} ＝ {worked} ＝ {exact}",
        "{value} {unit}; by the formula {formula} = {worked} = {exact}",
    ),
    "formula_undefined": (
        "测得 {value} {unit}，公式 {formula} 无解，不得分",
        "{value} {unit}; {formula} has no figure: 0 points",
    ),
    "formula_unmarked": (
        "测得 {value} {unit}，公式 {formula} 中有未评项",
        "{value} {unit}; {formula} names what is not marked yet",
    ),
    "said_yes": ("符合，得 {points} 分", "Yes: {points} points"),
    "said_no": ("不符合，得 {points} 分", "No: {points} points"),
    "score": (
        "评 {score} 档（最高 {most} 档），{score} ÷ {most} × {max} ＝ {exact}",
        "Score {score} of {most}: {score} ÷ {most} × {max} = {exact}",
    ),
    "score_step": ("评 {score} 档，得 {points} 分", "Score {score}: {points} points"),
    "given": ("{points} 分", "{points} points"),
    "off": ("{times} 次 × {step} ＝ 扣 {off} 分", "{times} × {step} = {off} off"),
    "off_capped": ("{times} 次 × {step}，最多扣 {cap} 分", "{times} × {step}, at most {cap} off"),
    "critical_missed": ("关键步骤未做到（{times} 次）", "Critical step missed ({times} times)"),
    "counted": ("{number} 个 × {each} ＝ {exact}", "{number} × {each} = {exact}"),
    "counted_most": ("{number} 个 × {each} ＝ {exact}，最多 {max} 分", "{number} × {each} = {exact}, at most {max}"),
    "in_time": ("用时 {value} 秒，不超过 {high} 秒，得 {points} 分", "{value} s, not over {high} s: {points} points"),
    "time_beyond": ("用时 {value} 秒，超出各时间段，得 {points} 分", "{value} s, beyond all times: {points} points"),
    "over_time": (
        "超过 {start} 秒 {excess} 秒，每 {unit} 秒（不足按一个计）扣 {each} 分：{units} × {each} ＝ 扣 {off} 分",
        "{excess} s over {start} s, {each} off for every started {unit} s: {units} × {each} = {off} off",
    ),
    "over_time_capped": (
        "超过 {start} 秒 {excess} 秒，每 {unit} 秒（不足按一个计）扣 {each} 分：{units} × {each} ＝ {off}，最多扣 {cap} 分",
        "{excess} s over {start} s, {each} off for every started {unit} s: {units} × {each} = {off}, at most {cap} off",
    ),
    "under_time": (
        "比 {start} 秒少 {excess} 秒，每 {unit} 秒（不足按一个计）扣 {each} 分：{units} × {each} ＝ 扣 {off} 分",
        "{excess} s short of {start} s, {each} off for every started {unit} s: {units} × {each} = {off} off",
    ),
    "under_time_capped": (
        "比 {start} 秒少 {excess} 秒，每 {unit} 秒（不足按一个计）扣 {each} 分：{units} × {each} ＝ {off}，最多扣 {cap} 分",
        "{excess} s short of {start} s, {each} off for every started {unit} s: {units} × {each} = {off}, at most {cap} off",
    ),
    # panels
    "dropped_highest": ("{points} 分是最高分，去掉", "{points} is dropped as the highest"),
    "dropped_lowest": ("{points} 分是最低分，去掉", "{points} is dropped as the lowest"),
    "outside_middle": ("{points} 分不在正中，不计入", "{points} is not in the middle and does not count"),
    "too_few_to_drop": (
        "只有 {count} 个评分，满 {least} 个才去掉最高最低分",
        "{count} marks only; from {least} on some are dropped",
    ),
    "panel_mean": (
        "平均：（{figures}）÷ {count} ＝ {sum} ÷ {count} ＝ {exact}",
        "Mean: ({figures}) ÷ {count} = {sum} ÷ {count} = {exact}",
    ),
    "panel_sum": ("合计：{figures} ＝ {exact}", "Sum: {figures} = {exact}"),
    "rounded": ("{exact} 按{mode}取 {digits} 位小数 ＝ {result}", "{exact} to {digits} decimals, {mode}: {result}"),
    "times_factor": ("乘以系数：{points} × {factor} ＝ {product}", "Times the factor: {points} × {factor} = {product}"),
    "not_below": ("不低于 {least}，取 {least}", "Never below {least}: {least}"),
    "not_above": ("不高于 {most}，取 {most}", "Never above {most}: {most}"),
    "sheet": ("评分表", "the sheet"),
    "sheet_aspect": ("{aspect}：{points}", "{aspect}: {points}"),
    "sheet_sum": ("评分表合计：{figures} ＝ {exact}", "Sum of the sheet: {figures} = {exact}"),
    "sheet_unfinished": ("评分表还没有评完，暂不计入", "the sheet is not finished and does not count yet"),
    "leniency": ("按宽严校正：{before} 改为 {after}", "Adjusted for leniency: {before} becomes {after}"),
    "panel_of_sheets": ("各评分表合成", "The panel of sheets"),
    # attempts
    "attempt": ("第 {attempt} 次", "Attempt {attempt}"),
    "attempt_value": ("第 {attempt} 次：{value}", "Attempt {attempt}: {value}"),
    "attempt_failed": ("第 {attempt} 次：失败，无成绩", "Attempt {attempt}: failed, no figure"),
    "attempt_points": ("本次得分 {points}", "Points of this attempt: {points}"),
    "attempts_none": (
        "失败 {failed} 次（最多允许 {most} 次），无成绩",
        "{failed} attempts failed (at most {most} may): no figure",
    ),
    "attempts_void": ("第 {attempts} 次失败，计 0", "Failed attempts count 0: {attempts}"),
    "attempts_left_out": ("第 {attempts} 次不计入", "Left out: attempts {attempts}"),
    "attempts_best": ("取最好一次：{exact}", "The best attempt: {exact}"),
    "attempts_worst": ("取最差一次：{exact}", "The worst attempt: {exact}"),
    "attempts_last": ("取最后一次：{exact}", "The last attempt: {exact}"),
    "attempts_mean": (
        "各次平均：（{figures}）÷ {count} ＝ {sum} ÷ {count} ＝ {exact}",
        "Mean of the attempts: ({figures}) ÷ {count} = {sum} ÷ {count} = {exact}",
    ),
    "attempts_sum": ("各次合计：{figures} ＝ {exact}", "Sum of the attempts: {figures} = {exact}"),
    "attempts_missing": (
        "完成 {made} 次，至少 {minimum} 次，暂定",
        "{made} attempts made of at least {minimum}: provisional",
    ),
    # expressions
    "population": ("全场 {aspect} 的{function}：{figure}", "Over the whole field, {function} of {aspect}: {figure}"),
    "expression": ("{expression} ＝ {worked} ＝ {exact}", "{expression} = {worked} = {exact}"),
    "expression_undefined": ("{expression} 无解，不得分", "{expression} has no figure: 0 points"),
    "expression_unmarked": ("{expression} 中有未评项，暂无得分", "{expression} names what is not marked yet"),
    # sums
    "panel_aspects": ("各裁判共评项合计：{figures} ＝ {exact}", "What the panel gave: {figures} = {exact}"),
    "module_sum": ("模块合计：{figures} ＝ {exact}", "Sum of the module: {figures} = {exact}"),
    "module_failed": ("关键步骤未做到，整个模块计 0 分", "A critical step was missed: the whole module is 0"),
    "module_points": ("模块得分 {points}（满分 {max}）", "Points of the module: {points} of {max}"),
    "component": ("成绩组成 {component}", "Component {component}"),
    "component_sum": ("各模块合计：{figures} ＝ {exact}", "Sum of its modules: {figures} = {exact}"),
    "component_scaled": (
        "各模块合计 {figures} ＝ {sum}，折合：{sum} × {scale} ÷ {max} ＝ {exact}",
        "Sum of its modules {figures} = {sum}, on the scale: {sum} × {scale} ÷ {max} = {exact}",
    ),
    "component_points": ("得分 {points}", "Points: {points}"),
    "total": ("总分", "Total"),
    "total_sum": ("{figures} ＝ {exact}", "{figures} = {exact}"),
    "total_points": ("总分 {points}", "Total: {points}"),
    # the field
    "field_median_mad": (
        "标准分：全场 {count} 个总分，中位数 {middle}，绝对离差中位数 {width}",
        "Scale score: {count} totals in the field, median {middle}, median absolute deviation {width}",
    ),
    "field_median_sd": (
        "标准分：全场 {count} 个总分，中位数 {middle}，标准差 {width}",
        "Scale score: {count} totals in the field, median {middle}, standard deviation {width}",
    ),
    "field_mean_sd": (
        "标准分：全场 {count} 个总分，平均 {middle}，标准差 {width}",
        "Scale score: {count} totals in the field, mean {middle}, standard deviation {width}",
    ),
    "scale_median_mad": (
        "{centre} ＋ {spread} ×（{total} − {middle}）÷（1.4826 × {width}）＝ {exact}",
        "{centre} + {spread} × ({total} − {middle}) ÷ (1.4826 × {width}) = {exact}",
    ),
    "scale_median_sd": (
        "{centre} ＋ {spread} ×（{total} − {middle}）÷ {width} ＝ {exact}",
        "{centre} + {spread} × ({total} − {middle}) ÷ {width} = {exact}",
    ),
    "scale_mean_sd": (
        "{centre} ＋ {spread} ×（{total} − {middle}）÷ {width} ＝ {exact}",
        "{centre} + {spread} × ({total} − {middle}) ÷ {width} = {exact}",
    ),
    "scale_no_spread": ("全场没有离散，都取 {centre}", "The totals do not spread: everybody has {centre}"),
    "rank_by_total_high": (
        "按总分从高到低，{count} 名中第 {rank} 名",
        "By total, highest first: rank {rank} of {count}",
    ),
    "rank_by_total_low": ("按总分从低到高，{count} 名中第 {rank} 名", "By total, lowest first: rank {rank} of {count}"),
    "rank_by_scale_score_high": (
        "按标准分从高到低，{count} 名中第 {rank} 名",
        "By scale score, highest first: rank {rank} of {count}",
    ),
    "rank_by_scale_score_low": (
        "按标准分从低到高，{count} 名中第 {rank} 名",
        "By scale score, lowest first: rank {rank} of {count}",
    ),
    "same_figure": ("成绩相同的有：{entries}，依次比较", "The same figure: {entries}; compared in turn"),
    "tie_says": ("{comparator}：{entry} 为 {figure}", "{comparator}: {entry} has {figure}"),
    "tie_broken": ("由“{comparator}”分出先后", "Told apart by: {comparator}"),
    "tie_shared": ("比完仍相同，名次并列：{entries}", "Still the same, the rank is shared: {entries}"),
    "tie_lot": (
        "比完仍相同（{entries}），按公布的种子“{seed}”抽签定先后",
        "Still the same ({entries}): by lot, drawn from the published seed “{seed}”",
    ),
    "tie_entry": ("比完仍相同（{entries}），按参赛号先后", "Still the same ({entries}): in the order of the entries"),
    "provisional": ("暂定：还有未评完的成绩", "Provisional: marks are still missing"),
    "not_ranked": ("还没有任何评分，不排名", "Nothing is marked yet: no rank"),
    "status": ("{status}，不排名", "{status}: not ranked"),
    "status_dnf": ("{aspects} 无成绩，按未完成处理，不排名", "No figure for {aspects}: did not finish, not ranked"),
    # awards
    "division_rank": ("组别 {division} 内第 {rank} 名", "Rank {rank} in the division {division}"),
    "medal_gold": (
        "金牌：按{on}，与第一名相差不超过 {window} 的并列金牌",
        "Gold medal: by {on}, within {window} of the first",
    ),
    "medal_silver": (
        "银牌：按{on}，相差不超过 {window} 的同得",
        "Silver medal: by {on}, those within {window} share it",
    ),
    "medal_bronze": (
        "铜牌：按{on}，相差不超过 {window} 的同得",
        "Bronze medal: by {on}, those within {window} share it",
    ),
    "medallion": (
        "优胜奖章：{on}达到 {least}，未获奖牌",
        "Medallion for excellence: {on} of {least} or more without a medal",
    ),
    "prize_share": (
        "{prize}：占参赛人数的 {share}，共 {places} 名，到第 {last} 名为止",
        "{prize}: {share} of the field, {places} places, down to rank {last}",
    ),
    "prize_count": ("{prize}：共 {places} 名，到第 {last} 名为止", "{prize}: {places} places, down to rank {last}"),
    "prize_within": (
        "{prize}：名次在前 {share}，到第 {last} 名为止",
        "{prize}: ranked within {share} of the field, down to rank {last}",
    ),
    "prize_from_total": ("{prize}：总分达到 {total}", "{prize}: a total of {total} or more"),
    "title_won": ("称号：{title}", "Title: {title}"),
    "level_won": ("晋升职业技能等级：{level}", "Promoted to skill level: {level}"),
}
