"""The cut of a stage, by hand and by property."""

from __future__ import annotations

from decimal import Decimal

import pytest

from competition.engine.advancement import Contender, CutRefused, Out, Place, Proposal, Step, propose
from competition.engine.advancement_rule import Minimum, Rule, RunnersUp, Share

D = Decimal
Pools = dict[str, list[Contender]]


def contender(entry: str, rank: int | None, total: str | None = None, **more: str) -> Contender:
    """Somebody of pool A unless his name begins otherwise; his total is 100 less his rank where none is given."""
    figure = D(total) if total is not None else None if rank is None else D(100 - rank)
    return Contender(entry, more.pop("pool", entry[0]), rank, figure, **more)  # type: ignore[arg-type]


def pool(*ranks: int, name: str = "A", **more: str) -> list[Contender]:
    return [contender(f"{name}{n}", rank, **more) for n, rank in enumerate(ranks, start=1)]


def pools(*some: list[Contender]) -> Pools:
    found: Pools = {}
    for one in some:
        for each in one:
            found.setdefault(each.pool, []).append(each)
    return found


def ways(proposal: Proposal) -> dict[str, str]:
    return {place.entry: place.why for place in proposal.advancing}


def whys(proposal: Proposal) -> dict[str, str]:
    return {one.entry: one.why for one in proposal.out}


def test_cut_takes_the_top_and_says_how() -> None:
    field = [
        contender("A1", 1, organisation="X", region="N", division="young"),
        contender("A2", 2),
        contender("A3", 3),
        contender("A4", None),
        contender("A5", None, status="DNS"),
    ]

    assert propose(Rule(top=2, substitutes=1), pools(field)) == Proposal(
        advancing=(Place("A1", "A", "top", 1, "X", "N", "young"), Place("A2", "A", "top", 2)),
        out=(Out("A3", "A", "below_cut", 3), Out("A4", "A", "unmarked"), Out("A5", "A", "status")),
        substitutes=(Place("A3", "A", "named", 3),),
        steps=(
            Step("took_part", "A", "", {"entered": "5", "took_part": "4"}),
            Step("top", "A", "", {"count": "2", "of": "4"}),
            Step("places", "A", "", {"places": "2"}),
            Step("sum", "", "", {"advancing": "2", "out": "3"}),
        ),
    )


def test_cut_by_share_counts_who_took_part() -> None:
    field = [*pool(*range(1, 17)), contender("A17", None, status="DQ"), contender("A18", None, status="WD")]
    cut = propose(Rule(share=Share(D(30), "down")), pools(field))

    assert ways(cut) == dict.fromkeys(("A1", "A2", "A3", "A4", "A5"), "share")
    assert cut.steps == (
        Step("took_part", "A", "", {"entered": "18", "took_part": "17"}),
        Step("share", "A", "", {"of": "17", "places": "5", "percent": "30", "exact": "5.1", "rounding": "down"}),
        Step("places", "A", "", {"places": "5"}),
        Step("sum", "", "", {"advancing": "5", "out": "13"}),
    )


@pytest.mark.parametrize(("top", "why"), [(4, "top"), (5, "share"), (6, "share")])
def test_cut_names_the_way_in_that_leaves_fewer(top: int, why: str) -> None:
    cut = propose(Rule(top=top, share=Share(D(50), "down")), pools(pool(*range(1, 11))))

    assert list(ways(cut).values()) == [why] * min(top, 5)


def test_cut_by_minimum_alone_takes_everybody_who_reaches_it() -> None:
    field = [contender("A1", 1, "80"), contender("A2", 2, "60"), contender("A3", 3, "59.99"), contender("A4", None)]
    cut = propose(Rule(minimum=Minimum("total", D(60)), substitutes=3), pools(field))

    assert (ways(cut), whys(cut)) == ({"A1": "minimum", "A2": "minimum"}, {"A3": "minimum", "A4": "unmarked"})
    assert cut.substitutes == ()
    assert cut.steps[1] == Step("minimum", "A", "", {"on": "total", "least": "60", "reached": "2"})


def test_cut_by_minimum_of_a_low_score() -> None:
    field = [contender("A1", 1, "8"), contender("A2", 2, "9"), contender("A3", 3, "10")]

    assert ways(propose(Rule(top=3, minimum=Minimum("total", D(9))), pools(field), better="low")) == {
        "A1": "top",
        "A2": "top",
    }


@pytest.mark.parametrize(
    ("ties", "inside", "why"),
    [("in", ["A1", "A2", "A3", "A4"], None), ("out", ["A1"], "tie_out"), ("chain", ["A1"], "tie_out")],
)
def test_ties_at_the_cut_are_all_in_or_all_out(ties: str, inside: list[str], why: str | None) -> None:
    cut = propose(Rule(top=2, ties=ties), pools(pool(1, 2, 2, 2, 5)))

    assert list(ways(cut)) == inside
    assert whys(cut) == {entry: why for entry in ("A2", "A3", "A4") if why} | {"A5": "below_cut"}


def test_ties_that_fit_are_in_whatever_the_rule_says() -> None:
    for ties in ("in", "out", "chain"):
        assert list(ways(propose(Rule(top=3, ties=ties), pools(pool(1, 2, 2, 4))))) == ["A1", "A2", "A3"]


def test_nobody_behind_a_tie_that_is_out_takes_the_place() -> None:
    cut = propose(Rule(top=3, ties="out"), pools(pool(1, 1, 3, 3, 5, 6)))

    assert (list(ways(cut)), whys(cut)) == (
        ["A1", "A2"],
        {"A3": "tie_out", "A4": "tie_out", "A5": "below_cut", "A6": "below_cut"},
    )
    assert cut.steps[-2] == Step("passed_tie_out", "", "", {"count": "2"})


def test_out_at_least_is_harder_than_places_and_ties() -> None:
    quarter = D(25)
    assert whys(propose(Rule(top=4, out_at_least=quarter), pools(pool(1, 2, 3, 4)))) == {"A4": "out_at_least"}
    assert whys(propose(Rule(top=2, out_at_least=quarter), pools(pool(1, 2, 2, 2)))) == dict.fromkeys(
        ("A2", "A3", "A4"), "out_at_least"
    )
    assert whys(propose(Rule(top=2, out_at_least=quarter), pools(pool(1, 2, 2, 4)))) == {"A4": "below_cut"}
    assert whys(propose(Rule(top=4, ties="out", out_at_least=quarter), pools(pool(1, 2, 3, 3)))) == {
        "A3": "out_at_least",
        "A4": "out_at_least",
    }
    assert whys(propose(Rule(top=2, ties="out", out_at_least=quarter), pools(pool(1, 2, 2, 4)))) == {
        "A2": "tie_out",
        "A3": "tie_out",
        "A4": "below_cut",
    }
    cut = propose(Rule(top=4, out_at_least=quarter), pools(pool(1, 2, 3, 4)))
    assert cut.steps[2:] == (
        Step("out_at_least", "A", "", {"percent": "25", "of": "4", "out": "1", "most": "3"}),
        Step("places", "A", "", {"places": "3"}),
        Step("passed_out_at_least", "", "", {"count": "1"}),
        Step("sum", "", "", {"advancing": "3", "out": "1"}),
    )


def test_limit_of_an_organisation_lets_the_next_move_up() -> None:
    field = [
        contender(f"A{rank}", rank, organisation=own) for rank, own in enumerate(("X", "X", "", "", "X", "Y"), start=1)
    ]
    cut = propose(Rule(top=4, per_organisation=1), pools(field))

    assert (list(ways(cut)), whys(cut)) == (
        ["A1", "A3", "A4", "A6"],
        {"A2": "organisation_limit", "A5": "organisation_limit"},
    )
    assert cut.steps[-2] == Step("passed_organisation_limit", "", "", {"count": "2"})


def test_limit_of_a_region_counts_beside_that_of_an_organisation() -> None:
    field = [
        contender(f"A{rank}", rank, organisation=own, region=region)
        for rank, (own, region) in enumerate((("X", "N"), ("X", "S"), ("Y", "N"), ("Z", "S"), ("Z", "W")), start=1)
    ]
    cut = propose(Rule(top=4, per_organisation=1, per_region=1), pools(field))

    assert (list(ways(cut)), whys(cut)) == (
        ["A1", "A4"],
        {"A2": "organisation_limit", "A3": "region_limit", "A5": "organisation_limit"},
    )
    assert cut.steps[-3:] == (
        Step("passed_organisation_limit", "", "", {"count": "2"}),
        Step("passed_region_limit", "", "", {"count": "1"}),
        Step("sum", "", "", {"advancing": "2", "out": "3"}),
    )


def test_equals_who_are_not_all_within_a_limit_are_all_out_and_nobody_worse_takes_their_place() -> None:
    field = [contender(f"A{n}", rank, organisation="X") for n, rank in enumerate((1, 2, 2, 4), start=1)]
    cut = propose(Rule(top=4, per_organisation=2), pools(field))

    assert (list(ways(cut)), whys(cut)) == (["A1"], dict.fromkeys(("A2", "A3", "A4"), "organisation_limit"))


def test_best_ranks_of_all_pools_use_up_a_limit_first() -> None:
    a = [contender("A1", 1, "70"), contender("A2", 2, "60", organisation="X")]
    b = [contender("B1", 1, "50", organisation="X"), contender("B2", 2, "40")]
    cut = propose(Rule(top=2, per_organisation=1), pools(a, b))

    assert (list(ways(cut)), whys(cut)) == (["A1", "B1", "B2"], {"A2": "organisation_limit"})


def test_limits_are_of_each_division_where_divisions_are_apart() -> None:
    field = [contender(f"A{n}", n, organisation="X", division=own) for n, own in enumerate("yyoo", start=1)]
    cut = propose(Rule(top=1, per_organisation=1, divisions_apart=True, substitutes=1), pools(field))

    assert (ways(cut), whys(cut)) == ({"A1": "top", "A3": "top"}, {"A4": "below_cut", "A2": "below_cut"})
    assert [(step.code, step.pool, step.division) for step in cut.steps] == [
        *((code, "A", own) for own in "oy" for code in ("took_part", "top", "places")),
        ("sum", "", ""),
    ]
    assert [place.entry for place in cut.substitutes] == ["A2", "A4"]
    together = propose(Rule(top=1, per_organisation=1), pools(field))
    assert ways(together) == {"A1": "top"}


def test_runners_up_are_the_best_across_pools() -> None:
    a, b = pool(1, 2, 3, 4), [contender(f"B{n}", n, str(99 - 2 * n)) for n in (1, 2, 3)]
    by_total = propose(Rule(top=1, runners_up=RunnersUp(3, "total")), pools(a, b))
    by_rank = propose(Rule(top=1, runners_up=RunnersUp(3, "rank")), pools(a, b))
    none_by_scale = propose(Rule(top=1, runners_up=RunnersUp(3, "scale_score")), pools(a, b))

    assert list(ways(by_total).items()) == [
        ("A1", "top"), ("B1", "top"), ("A2", "runner_up"), ("A3", "runner_up"), ("A4", "runner_up"),
    ]  # fmt: skip
    assert list(ways(by_rank)) == ["A1", "B1", "A2", "B2", "A3"]
    assert list(ways(none_by_scale)) == ["A1", "B1"]
    assert by_total.steps[-2] == Step("runners_up", "", "", {"count": "3", "by": "total", "taken": "3"})
    assert none_by_scale.steps[-2].facts == {"count": "3", "by": "scale_score", "taken": "0"}


def scaled(entry: str, rank: int, scale_score: str, total: str = "50") -> Contender:
    return Contender(entry, entry[0], rank, D(total), D(scale_score))


def test_runners_up_by_scale_score_and_then_by_rank() -> None:
    field = pools(
        [scaled("A1", 1, "700"), scaled("A2", 2, "600"), scaled("A3", 3, "590")],
        [scaled("B1", 1, "650", "99"), scaled("B2", 2, "595", "90"), scaled("B3", 3, "590", "80")],
    )
    cut = propose(Rule(top=1, runners_up=RunnersUp(3, "scale_score"), ties="out"), field)
    assert list(ways(cut)) == ["A1", "B1", "A2", "B2"]
    assert (whys(cut)["A3"], whys(cut)["B3"]) == ("tie_out", "tie_out")
    inside = propose(Rule(top=1, runners_up=RunnersUp(3, "scale_score")), field)
    assert list(ways(inside)) == ["A1", "B1", "A2", "B2", "A3", "B3"]
    by_rank = propose(Rule(top=1, runners_up=RunnersUp(1, "rank"), ties="out"), field)
    assert list(ways(by_rank)) == ["A1", "B1", "A2"]
    low = propose(Rule(top=1, runners_up=RunnersUp(1, "scale_score"), ties="out"), field, better="low")
    assert list(ways(low)) == ["B1", "A1"]


def test_runners_up_alone_cut_all_pools_together() -> None:
    cut = propose(Rule(runners_up=RunnersUp(2, "total")), pools(pool(1, 2, 3), pool(1, 2, 3, name="B")))

    assert (ways(cut), whys(cut)) == (
        {"A1": "runner_up", "B1": "runner_up"},
        dict.fromkeys(("A2", "A3", "B2", "B3"), "below_cut"),
    )


def test_runners_up_leave_out_as_many_as_the_rule_sends_out_of_all() -> None:
    rule = Rule(top=2, runners_up=RunnersUp(4, "rank"), out_at_least=D(25))
    cut = propose(rule, pools(pool(1, 2, 3, 4), pool(1, 2, 3, 4, name="B")))

    assert list(ways(cut)) == ["A1", "B1", "A2", "B2", "A3", "B3"]


def test_runners_up_keep_to_limits_and_minimum() -> None:
    field = [contender(f"A{n}", n, organisation=own) for n, own in enumerate(("X", "X", "Y", "Z", "Z"), start=1)]
    rule = Rule(top=1, runners_up=RunnersUp(3, "total"), per_organisation=1, minimum=Minimum("total", D(96)))
    cut = propose(rule, pools(field))

    assert (list(ways(cut)), whys(cut)) == (
        ["A1", "A3", "A4"],
        {"A2": "organisation_limit", "A5": "minimum"},
    )


def test_runners_up_are_of_each_division_where_divisions_are_apart() -> None:
    field = [contender(f"A{n}", n, division=own) for n, own in enumerate(["U10"] * 3 + ["U9"] * 3, start=1)]
    rule = Rule(top=1, runners_up=RunnersUp(1, "total"), divisions_apart=True, out_at_least=D(20))
    cut = propose(rule, pools(field))

    assert ways(cut) == {"A1": "top", "A4": "top", "A2": "runner_up", "A5": "runner_up"}
    assert [step for step in cut.steps if step.code == "runners_up"] == [
        Step("runners_up", "", own, {"count": "1", "by": "total", "taken": "1"}) for own in ("U9", "U10")
    ]


def test_substitutes_are_the_next_of_every_pool_with_the_equals_of_the_last() -> None:
    a = [contender("A1", 1), *[contender(f"A{n}", 2) for n in (10, 2)], contender("A4", 4), contender("A5", None)]
    b = [contender("B1", 1), contender("B2", 2, "50"), contender("B3", 3)]
    cut = propose(Rule(top=1, ties="out", substitutes=1), pools(a, b))

    assert cut.substitutes == (
        Place("A2", "A", "named", 2),
        Place("A10", "A", "named", 2),
        Place("B2", "B", "named", 2),
    )
    assert propose(Rule(top=1, ties="out"), pools(a, b)).substitutes == ()


def test_cut_refuses_pools_that_are_mixed_up() -> None:
    with pytest.raises(CutRefused) as refused:
        propose(Rule(top=1), {"B": pool(1)})
    assert refused.value == CutRefused("wrong_pool", "A1", pool="B", given="A")

    with pytest.raises(CutRefused) as refused:
        propose(Rule(top=1), {"A": [*pool(1), *pool(1)]})
    assert refused.value == CutRefused("entry_twice", "A1")


def test_cut_of_nobody_is_empty() -> None:
    assert propose(Rule(top=1), {}) == Proposal((), (), (), (Step("sum", "", "", {"advancing": "0", "out": "0"}),))
