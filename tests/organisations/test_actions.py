"""Adding units, changing them, moving, merging, closing and opening again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from competition.acts import actions as acts
from competition.organisations import actions, queries
from competition.organisations.actions import today
from competition.organisations.actions.ground import latest
from competition.organisations.queries import Branch, Standing
from competition.store import Refused, reading
from competition.store.ledger import lines
from competition.store.session import Store

DAY = dt.timedelta(days=1)
SPRING, SUMMER = dt.date(2026, 3, 1), dt.date(2026, 6, 1)


def add(name: str, level: str = "enterprise", **more: object) -> str:
    return actions.add_organisation("system", name=name, level=level, **more)  # type: ignore[arg-type]


def edit(organisation_id: str, **values: object) -> None:
    usual: dict[str, object] = {"name": "甲厂", "level": "enterprise", "short": "", "badge": ""}
    actions.edit_organisation("system", organisation_id, **{**usual, **values})  # type: ignore[arg-type]


def rev_of(organisation_id: str) -> int:
    with reading() as s:
        one = queries.organisation(s, organisation_id)
        assert one is not None
        return one.rev


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def test_add_organisation_fills_in_short_name_badge_and_sound(store: Store) -> None:
    organisation_id = add("青溪市总工会", "city")

    with reading() as s:
        one = queries.organisation(s, organisation_id)
        assert one is not None
        assert (one.short, one.badge, one.pinyin, one.initials, one.rev) == (
            "青溪市总工会", "青", "qingxishizonggonghui", "qxszgh", 1,
        )  # fmt: skip
        assert queries.tree(s) == [Branch(organisation_id, "青溪市总工会", "青溪市总工会", "青", "city", None, 0)]
        assert queries.history(s, organisation_id) == [Standing("region", None, "", None, None)]
        assert [line.kind for line in lines(s, "house")][-1:] == ["organisation_added"]


def test_add_organisation_refuses_what_is_taken_or_not_there(store: Store) -> None:
    add("青溪市总工会", "city", code="360100")
    closed = add("旧厂")
    actions.close("system", closed, on=today())

    with refused("organisation_exists"):
        add("青溪市总工会", "county")
    with refused("organisation_code_taken"):
        add("甲厂", code="360100")
    with refused("organisation_not_there"):
        add("甲厂", parent_id="nobody")
    with refused("organisation_is_closed"):
        add("甲厂", parent_id=closed)
    with refused("grouping_not_there"):
        add("甲厂", "moon")
    with refused("grouping_not_there"):
        add("甲厂", industry="moon")


def test_edit_organisation_says_what_changed_in_words(store: Store) -> None:
    works = add("甲厂", industry="power")

    edit(works, name="甲厂集团", short="甲", industry="copper", code="A-1")

    with reading() as s:
        one = queries.organisation(s, works)
        assert one is not None
        assert (one.name, one.short, one.badge, one.industry, one.code, one.initials) == (
            "甲厂集团", "甲", "甲", "copper", "A-1", "jcjt",
        )  # fmt: skip
        assert '"changed":"甲厂 → 甲厂集团; 甲厂 → 甲; – → A-1; 电力 → 铜产业"' in lines(s, "house")[-1].body
    edit(works, name="甲厂集团", short="甲", industry="copper", code="A-1")
    with reading() as s:
        assert [line.kind for line in lines(s, "house")] == ["organisation_added", "organisation_changed"]


def test_edit_organisation_refuses_what_somebody_else_saved_and_names_that_are_taken(store: Store) -> None:
    works = add("甲厂", code="A")
    add("乙厂", code="B")

    with refused("changed_meanwhile"):
        edit(works, rev=7)
    with refused("organisation_exists"):
        edit(works, name="乙厂")
    with refused("organisation_code_taken"):
        edit(works, code="B")
    with refused("organisation_not_there"):
        edit("nobody")


def test_day_of_opening_begins_the_history_and_stands_before_all_of_it(store: Store) -> None:
    city, works = add("青溪市总工会", "city"), add("甲厂")
    actions.move("system", works, tree="region", parent_id=city, on=SUMMER)

    with refused("opened_after_places"):
        edit(works, opened_on=SUMMER)
    edit(works, opened_on=SPRING)

    with reading() as s:
        assert queries.history(s, works) == [
            Standing("region", city, "青溪市总工会", SUMMER, None),
            Standing("region", None, "", SPRING, SUMMER),
        ]


def test_move_keeps_the_dated_history_in_both_trees(store: Store) -> None:
    city, county = add("青溪市总工会", "city"), add("安县总工会", "county")
    federation = add("建筑行业工会联合会", industry="construction")
    works = add("甲厂", parent_id=city, opened_on=SPRING)

    actions.move("system", works, tree="region", parent_id=county, on=SUMMER)
    actions.move("system", works, tree="industry", parent_id=federation, on=SUMMER)

    with reading() as s:
        assert queries.history(s, works) == [
            Standing("region", county, "安县总工会", SUMMER, None),
            Standing("region", city, "青溪市总工会", SPRING, SUMMER),
            Standing("industry", federation, "建筑行业工会联合会", SUMMER, None),
        ]
        assert queries.ancestors(s, works) == {
            "region": [(county, "安县总工会")],
            "industry": [(federation, "建筑行业工会联合会")],
        }


def test_move_of_the_same_day_puts_the_place_right(store: Store) -> None:
    city, county, works = add("青溪市总工会", "city"), add("安县总工会", "county"), add("甲厂")

    for above in (city, county):
        actions.move("system", works, tree="region", parent_id=above, on=SUMMER)

    with reading() as s:
        assert queries.history(s, works) == [
            Standing("region", county, "安县总工会", SUMMER, None),
            Standing("region", None, "", None, SUMMER),
        ]


@pytest.mark.parametrize("tree", ["region", "industry"])
def test_move_refuses_circles_and_itself_in_either_tree(store: Store, tree: str) -> None:
    city, county, works = add("青溪市总工会", "city"), add("安县总工会", "county"), add("甲厂")
    actions.move("system", county, tree=tree, parent_id=city, on=SPRING)
    actions.move("system", works, tree=tree, parent_id=county, on=SPRING)

    for below in (city, county, works):
        with refused("organisation_below_itself"):
            actions.move("system", city, tree=tree, parent_id=below, on=SUMMER)


def test_move_refuses_days_that_cannot_be(store: Store) -> None:
    city, works = add("青溪市总工会", "city"), add("甲厂", opened_on=SPRING)
    late = add("新区总工会", "county", opened_on=SUMMER + DAY)

    with refused("date_ahead"):
        actions.move("system", works, tree="region", parent_id=city, on=latest() + DAY)
    with refused("date_before_opening"):
        actions.move("system", works, tree="region", parent_id=city, on=SPRING - DAY)
    with refused("date_before_opening"):
        actions.move("system", works, tree="region", parent_id=late, on=SUMMER)
    actions.move("system", works, tree="region", parent_id=city, on=SUMMER)
    with refused("date_before_place"):
        actions.move("system", works, tree="region", parent_id=None, on=SUMMER - DAY)


def test_close_needs_no_open_unit_below_and_ends_the_history(store: Store) -> None:
    city, works = add("青溪市总工会", "city"), add("甲厂")
    actions.move("system", works, tree="industry", parent_id=city, on=SPRING)

    with refused("organisation_has_units"):
        actions.close("system", city, on=SUMMER)
    actions.close("system", works, on=SUMMER)
    actions.close("system", city, on=SUMMER)

    with reading() as s:
        assert queries.tree(s) == []
        assert queries.history(s, works) == [
            Standing("region", None, "", None, SUMMER),
            Standing("industry", city, "青溪市总工会", SPRING, SUMMER),
        ]
    with refused("organisation_is_closed"):
        actions.close("system", works, on=SUMMER)
    with refused("organisation_is_closed"):
        actions.move("system", works, tree="region", parent_id=None, on=SUMMER)


def test_close_refuses_days_before_opening_and_after_today(store: Store) -> None:
    works = add("甲厂", opened_on=SUMMER)

    with refused("date_before_opening"):
        actions.close("system", works, on=SPRING)
    with refused("date_ahead"):
        actions.close("system", works, on=latest() + DAY)


def test_reopen_stands_where_it_stood_or_at_the_top(store: Store) -> None:
    city = add("青溪市总工会", "city")
    works, shop = add("甲厂", parent_id=city), add("乙厂", parent_id=city)
    for one in (works, shop):
        actions.close("system", one, on=SPRING)

    with refused("date_before_closing"):
        actions.reopen("system", works, on=SPRING - DAY)
    actions.reopen("system", works, on=SUMMER)
    with refused("organisation_is_open"):
        actions.reopen("system", works, on=SUMMER)
    actions.close("system", works, on=SUMMER)
    actions.close("system", city, on=SUMMER)
    actions.reopen("system", shop, on=SUMMER)

    with reading() as s:
        assert [(one.name, one.depth) for one in queries.tree(s)] == [("乙厂", 0)]
        assert queries.history(s, works)[0] == Standing("region", city, "青溪市总工会", SUMMER, SUMMER)


def test_merge_moves_what_stands_below_and_leads_the_name_on(store: Store) -> None:
    city, county = add("青溪市总工会", "city"), add("安县总工会", "county")
    works, shop = add("甲厂", parent_id=county), add("乙厂")
    actions.move("system", shop, tree="industry", parent_id=county, on=SPRING)

    actions.merge("system", county, city, on=SUMMER)

    with reading() as s:
        assert [(one.name, one.depth) for one in queries.tree(s)] == [("乙厂", 0), ("青溪市总工会", 0), ("甲厂", 1)]
        assert queries.above(s, shop, "industry") == [(city, "青溪市总工会")]
        found = queries.find_or_none(s, "安县总工会")
        assert (found and found.id, queries.by_names(s)["安县总工会"].id) == (city, city)
        assert [one.title for one in queries.found(s, "安县")] == ["青溪市总工会", "安县总工会"]
        assert [one.id for one in queries.merged_into(s, city)] == [county]
        assert [line.kind for line in lines(s, "house")][-1] == "organisation_merged"
        assert queries.history(s, works)[0] == Standing("region", city, "青溪市总工会", SUMMER, None)


def test_merged_name_leads_on_through_a_second_merge(store: Store) -> None:
    first, second, third = add("甲厂"), add("乙厂"), add("丙厂")

    actions.merge("system", first, second, on=SPRING)
    actions.merge("system", second, third, on=SUMMER)

    with reading() as s:
        assert [queries.find_or_none(s, name).id for name in ("甲厂", "乙厂")] == [third, third]  # type: ignore[union-attr]


def test_merge_refuses_itself_what_stands_below_and_what_is_closed(store: Store) -> None:
    city, county, works = add("青溪市总工会", "city"), add("安县总工会", "county"), add("甲厂")
    actions.move("system", county, tree="region", parent_id=city, on=SPRING)
    actions.move("system", works, tree="industry", parent_id=county, on=SPRING)

    with refused("merge_into_itself"):
        actions.merge("system", city, city, on=SUMMER)
    with refused("merge_into_below"):
        actions.merge("system", city, county, on=SUMMER)
    with refused("merge_into_below"):
        actions.merge("system", county, works, on=SUMMER)
    with refused("changed_meanwhile"):
        actions.merge("system", works, city, on=SUMMER, rev=9)
    with refused("date_before_place"):
        actions.merge("system", county, city, on=SPRING - DAY)
    actions.close("system", works, on=SUMMER)
    with refused("organisation_is_closed"):
        actions.merge("system", city, works, on=SUMMER)


def test_merge_can_be_taken_back_as_a_whole(store: Store) -> None:
    city, county = add("青溪市总工会", "city"), add("安县总工会", "county")
    works, former = add("甲厂", parent_id=county), add("旧县总工会", "county")
    actions.merge("system", former, county, on=SPRING)
    with reading() as s:
        before = [queries.history(s, one) for one in (county, works)]
    act_id = actions.merge("system", county, city, on=SUMMER)

    acts.undo("system", act_id)

    with reading() as s:
        assert [queries.history(s, one) for one in (county, works)] == before
        assert [(one.name, one.depth) for one in queries.tree(s)] == [
            ("安县总工会", 0),
            ("甲厂", 1),
            ("青溪市总工会", 0),
        ]
        assert queries.find_or_none(s, "旧县总工会").id == county  # type: ignore[union-attr]
        assert [line.kind for line in lines(s, "house")][-2:] == ["organisation_merge_undone", "act_undone"]


def test_merge_is_not_taken_back_when_a_unit_was_changed_since(store: Store) -> None:
    city, county = add("青溪市总工会", "city"), add("安县总工会", "county")
    works = add("甲厂", parent_id=county)
    act_id = actions.merge("system", county, city, on=SUMMER)
    edit(works, code="A")

    with refused("act_overtaken"):
        acts.undo("system", act_id)

    with reading() as s:
        assert queries.above(s, works) == [(city, "青溪市总工会")]


def test_every_change_counts_so_that_two_people_cannot_overwrite_each_other(store: Store) -> None:
    city, works = add("青溪市总工会", "city"), add("甲厂")

    actions.move("system", works, tree="region", parent_id=city, on=SUMMER, rev=1)
    for late in (actions.close, actions.reopen):
        with pytest.raises(Refused):
            late("system", works, on=SUMMER, rev=1)

    assert rev_of(works) == 2
