"""How an entry's place came about: scale score, rank, what was asked of entries with the same figure, and its awards."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from competition.engine.awarded import Awarded, EntryAward
from competition.engine.explanation_steps import Paper, written
from competition.engine.plans import Plan
from competition.engine.plans.awarding_shape import Prize
from competition.engine.plans.shape import ScaleScore, Tie
from competition.engine.standardisation import NORMAL, deviation, mean, median
from competition.engine.tabulation import Row, Tabulation
from competition.engine.tiebreaks import comparators, strengths

SEPARATOR = ", "


def explain_place(paper: Paper, plan: Plan, tabulation: Tabulation, row: Row) -> None:
    """Scale score, rank and what broke a tie; why there is no rank for one that has none."""
    if row.status:
        ending = SEPARATOR.join(sorted(row.score.none)) if row.status == "DNF" and row.score.dnf else ""
        paper.write("status_dnf" if ending else "status", 0, status=row.status, aspects=ending)
        return
    if row.total is None:
        paper.write("not_ranked", 0)
        return
    ranked = [one for one in tabulation.rows if one.rank is not None]
    rule = plan.scale_score
    if rule is not None and rule.method != "none" and row.scale_score is not None:
        _scale_score(paper, rule, [one.total for one in ranked if one.total is not None], row.total, row.scale_score)
    paper.write(f"rank_by_{plan.order.by}_{plan.order.better}", 0, rank=str(row.rank), count=str(len(ranked)))
    _tie(paper, plan, [one for one in ranked if _figure(plan, one) == _figure(plan, row)], row)
    if row.provisional:
        paper.write("provisional", 1)


def explain_awards(paper: Paper, plan: Plan, awarded: Awarded, row: Row, division: str) -> None:
    """Medal, medallion, prize, titles, skill level, each with the rule's figures."""
    won: EntryAward = awarded.by_entry[row.entry]
    if plan.awards.by_division and won.rank is not None:
        paper.write("division_rank", 0, division=division, rank=str(won.rank))
    if won.medal and plan.awards.medals is not None:
        window = plan.awards.medals.window
        paper.write(f"medal_{won.medal}", 0, on=plan.awards.medals.on, window=written(window))
    if won.medallion and plan.awards.medallion is not None:
        paper.write("medallion", 0, on=plan.awards.medallion.on, least=written(plan.awards.medallion.least))
    if won.prize:
        prize = next(one for one in plan.awards.prizes if one.key == won.prize)
        cut = next(
            (one for one in awarded.cuts if (one.prize, one.division) == (prize.key, _group(plan, division))), None
        )
        _prize(paper, prize, None if cut is None else (cut.places, cut.last))
    for key in won.titles:
        paper.write("title_won", 0, title=key)
    if won.level is not None:
        paper.write("level_won", 0, level=str(won.level))


def _group(plan: Plan, division: str) -> str:
    return division if plan.awards.by_division else ""


def _prize(paper: Paper, prize: Prize, cut: tuple[int, int] | None) -> None:
    if prize.from_total is not None:
        paper.write("prize_from_total", 0, prize=prize.key, total=written(prize.from_total))
    elif prize.within is not None:
        paper.write("prize_within", 0, prize=prize.key, share=written(prize.within), last=_last(cut))
    elif prize.share is not None:
        places = "" if cut is None else str(cut[0])
        paper.write("prize_share", 0, prize=prize.key, share=written(prize.share), places=places, last=_last(cut))
    else:
        paper.write("prize_count", 0, prize=prize.key, places=written(prize.count), last=_last(cut))


def _last(cut: tuple[int, int] | None) -> str:
    return "" if cut is None else str(cut[1])


def _figure(plan: Plan, row: Row) -> Decimal | None:
    return row.scale_score if plan.order.by == "scale_score" else row.total


def _scale_score(paper: Paper, rule: ScaleScore, totals: list[Decimal], total: Decimal, result: Decimal) -> None:
    """The figures of the field, then the formula with them in it."""
    field = sorted(Fraction(one) for one in totals)
    middle = mean(field) if rule.method == "mean_sd" else median(field)
    if rule.method == "median_mad":
        width = median(sorted(abs(one - middle) for one in field))
        divisor = NORMAL * width
    else:
        width = divisor = deviation(field)
    facts: Mapping[str, str] = {"count": str(len(field)), "middle": written(middle), "width": written(width)}
    paper.write(f"field_{rule.method}", 0, **facts)
    if not divisor:
        paper.write("scale_no_spread", 1, centre=written(rule.centre))
        exact = Fraction(rule.centre)
    else:
        exact = Fraction(rule.centre) + Fraction(rule.spread) * (Fraction(total) - middle) / divisor
        paper.write(
            f"scale_{rule.method}", 1, centre=written(rule.centre), spread=written(rule.spread), total=written(total),
            middle=written(middle), width=written(width), exact=written(exact),
        )  # fmt: skip
    if rule.low is not None and exact < Fraction(rule.low):
        paper.write("not_below", 1, least=written(rule.low))
        exact = Fraction(rule.low)
    if rule.high is not None and exact > Fraction(rule.high):
        paper.write("not_above", 1, most=written(rule.high))
        exact = Fraction(rule.high)
    paper.rounded(1, exact, rule.rounding, result)


def _tie(paper: Paper, plan: Plan, group: list[Row], row: Row) -> None:
    """What was asked of entries with the same figure, one comparator after another, until it told this one from the rest."""
    if len(group) < 2:
        return
    paper.write("same_figure", 1, entries=SEPARATOR.join(one.entry for one in group))
    still = group
    for place, (tie, name) in enumerate(zip(plan.ties, comparators(plan), strict=True)):
        for one in still:
            paper.write("tie_says", 2, comparator=name, entry=one.entry, figure=_shown(plan, tie, one.tie[place]))
        strong = strengths(name, [one.tie[place] for one in still])
        own = strong[still.index(row)]
        still = [one for one, strength in zip(still, strong, strict=True) if strength == own]
        if len(still) == 1:
            paper.write("tie_broken", 1, comparator=name)
            return
    entries = SEPARATOR.join(one.entry for one in still)
    paper.write(f"tie_{plan.order.last_resort}", 1, entries=entries, seed=plan.order.seed)


def _shown(plan: Plan, tie: Tie, text: str) -> str:
    """A comparator's figure as it was noted: those of which the lower is better are kept turned round."""
    attempts = plan.aspect(tie.key).attempts if tie.what == "best_attempt" else None
    if tie.what not in ("time", "fewer_deductions") and (attempts is None or attempts.better == "high"):
        return text
    return text.removeprefix("-") if text.startswith("-") or not text.strip("0.") else f"-{text}"
