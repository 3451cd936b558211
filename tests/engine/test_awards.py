"""All awards of a result list at once."""

import itertools
from decimal import Decimal

import pytest

from competition.engine.awarded import Cut
from competition.engine.awards import Awarded, EntryAward, Placed, award, needed
from competition.engine.refusal import Impossible
from tests.engine import award_tables as tables
from tests.engine.award_plans import awarding, placed


def test_a_plan_without_awards_awards_nothing():
    assert award(awarding({}), [placed("E1", 1), placed("E2", None, None, status="DNS")]) == Awarded(
        (EntryAward("E1", 1), EntryAward("E2", None))
    )


def test_shares_are_taken_of_the_whole_field_but_of_who_stayed_away():
    statuses = ["DNS"] * 3 + ["WD"] * 2 + ["DNF", "DQ", ""]
    entries = [placed(f"E{rank:02}", rank) for rank in range(1, 46)]
    entries += [placed(f"X{n}", None, None, status=status) for n, status in enumerate(statuses)]
    done = award(awarding({"prizes": tables.SHARES}), entries)
    assert done.cuts == (Cut("", "first", 4, 4), Cut("", "second", 9, 13), Cut("", "third", 14, 27))
    assert [one.prize for one in done.entries] == [
        *["first"] * 4, *["second"] * 9, *["third"] * 14, *[""] * 26,
    ]  # fmt: skip


DIVIDED = {
    "by_division": True,
    "medals": {"on": "total", "window": "1", "small_fields": [{"below": 3, "medals": 1}]},
    "prizes": tables.SHARES,
    "titles": [tables.title("expert", "技术能手", 1, 2)],
}
MIXED = [
    placed("E1", 1, "95", division="B"),
    placed("E2", 2, "94.5", division="A"),
    placed("E3", 2, "94.5", division="A"),
    placed("E4", 4, "90", division="A"),
    placed("E5", 5, "88", division="B"),
    placed("E6", 6, "80", division="A"),
    placed("E7", None, None, division="B", status="DQ"),
    placed("E8", None, None, division="B", status="DNF"),
]


def test_by_division_everybody_competes_with_their_own():
    done = award(awarding(DIVIDED), MIXED)
    assert done.entries == (
        EntryAward("E1", 1, "gold", False, "first", ("expert",)),
        EntryAward("E2", 1, "gold", False, "first", ("expert",)),
        EntryAward("E3", 1, "gold", False, "first", ("expert",)),
        EntryAward("E4", 3, "bronze", False, "third", ()),
        EntryAward("E5", 2, "", False, "second", ("expert",)),
        EntryAward("E6", 4, "", False, "", ()),
        EntryAward("E7", None),
        EntryAward("E8", None),
    )
    assert done.cuts == tuple(
        Cut(division, key, 1, last) for division in "AB" for last, key in enumerate(("first", "second", "third"), 1)
    )


def test_without_divisions_all_compete_with_all():
    done = award(awarding({**DIVIDED, "by_division": False}), MIXED)
    assert [(one.entry, one.rank, one.medal) for one in done.entries if one.rank is not None] == [
        ("E1", 1, "gold"), ("E2", 2, "gold"), ("E3", 2, "gold"), ("E4", 4, ""), ("E5", 5, ""), ("E6", 6, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("order", [list(reversed(MIXED)), sorted(MIXED, key=lambda one: one.division)])
def test_awards_do_not_depend_on_the_order_of_the_list(order):
    straight, other = award(awarding(DIVIDED), MIXED), award(awarding(DIVIDED), order)
    assert other.by_entry == straight.by_entry
    assert [one.entry for one in other.entries] == [one.entry for one in order]
    assert other.cuts == straight.cuts


def test_by_entry_finds_every_award():
    done = award(awarding(DIVIDED), MIXED)
    assert list(done.by_entry) == [one.entry for one in MIXED]
    assert done.by_entry["E4"] == EntryAward("E4", 3, "bronze", False, "third", ())


@pytest.mark.parametrize(("on", "expected"), [("total", [True, False, False]), ("scale_score", [True, True, False])])
def test_the_medallion_is_for_so_many_points_without_a_medal(on, expected):
    figures = [("700", 800), ("700", 799), ("699.9", 700), ("699.9", 699)]
    entries = [placed(f"E{n}", n, total, scale=scale) for n, (total, scale) in enumerate(figures, 1)]
    entries.append(placed("E9", None, "999", scale=999, status="DQ"))
    medals = {"on": "scale_score", "window": "0", "small_fields": [{"below": 9, "medals": 1}]}
    done = award(awarding({"medals": medals, "medallion": {"on": on, "from": "700"}}), entries).entries
    assert [one.medallion for one in done] == [False, *expected, False]
    assert [one.medal for one in done] == ["gold", "", "", "", ""]


def test_the_medallion_stands_without_medals_too():
    entries = [placed("E1", 1, scale=720), placed("E2", 2, scale=690)]
    done = award(awarding({"medallion": {"on": "scale_score", "from": "700"}}), entries)
    assert done.entries == (EntryAward("E1", 1, medallion=True), EntryAward("E2", 2))


def test_award_refuses_a_list_without_the_figure_it_goes_by():
    medals = {"on": "scale_score", "window": "2"}
    with pytest.raises(Impossible) as refused:
        award(awarding({"medals": medals}), [placed("E1", 1)])
    assert refused.value == Impossible("ranked_without_figure", "E1", figure="scale_score")
    with pytest.raises(Impossible) as refused:
        award(awarding({"prizes": [tables.prize("p", "奖", from_total="60")]}), [placed("E1", 1, None)])
    assert refused.value == Impossible("ranked_without_figure", "E1", figure="total")


def test_needed_names_the_figures_that_awards_go_by():
    title = {"key": "t", "title": tables.named("能手"), "passed": [{"component": "theory", "from": "60"}]}
    row = {"level": 3, "passed": [{"component": part, "from": "60"} for part in ("theory", "practical")]}
    table = {"rule": "sum", "tie": "time:P2"}
    found = {
        "titles": needed(awarding({"titles": [title]}).awards),
        "promotion": needed(awarding({"promotion": [row]}).awards),
        "teams": needed(awarding({"teams": table, "titles": [title]}).awards),
        "organisations": needed(awarding({"organisations": table, "teams": {"rule": "sum"}}).awards),
        "nothing": needed(awarding({}).awards),
    }
    assert found == {
        "titles": ("component:theory",),
        "promotion": ("component:practical", "component:theory"),
        "teams": ("component:theory", "time:P2"),
        "organisations": ("time:P2",),
        "nothing": (),
    }


def test_placed_is_equal_without_figures():
    assert Placed("E1", 1, Decimal(80)) == placed("E1", 1)


@pytest.mark.parametrize(("name", "document"), tables.EVERY.items())
def test_awards_of_every_contest_are_read_and_given(name, document):
    entries = [
        placed(f"E{rank}", rank, str(100 - rank), scale=800 - 10 * rank, division=division, organisation=f"O{rank % 4}",
               team=f"T{rank % 3}", prior_level=3, theory="70", practical="70", time=str(rank))
        for rank, division in zip(range(1, 13), itertools.cycle([tables.EMPLOYEES, tables.SINGLES, tables.COUNTY]))
    ]  # fmt: skip
    done = award(awarding(document), entries)
    won = any(one.medal or one.prize or one.titles or one.level for one in done.entries)
    assert won or done.teams or done.organisations or done.organisation_award, name


def test_cuts_of_divisions_stand_in_the_order_of_their_names():
    entries = [placed(f"E{n}", n, division=f"D{11 - n}") for n in (1, 2)]
    done = award(awarding({"by_division": True, "prizes": [tables.prize("gold", "金牌", count=1)]}), entries)
    assert done.cuts == (Cut("D9", "gold", 1, 1), Cut("D10", "gold", 1, 1))
