"""Adding units to the union tree and changing them."""

import pytest

from competition.organisations import actions, queries
from competition.organisations.queries import Branch
from competition.store import Refused, reading
from competition.store.ledger import lines
from competition.store.session import Store


def test_add_organisation_fills_in_short_name_and_badge(store: Store) -> None:
    organisation_id = actions.add_organisation("system", name="青溪市总工会", level="city")

    with reading() as s:
        assert queries.tree(s) == [Branch(organisation_id, "青溪市总工会", "青溪市总工会", "青", "city", None, 0)]
        assert [line.kind for line in lines(s, "house")][-1:] == ["organisation_added"]


def test_tree_puts_each_unit_after_its_parent(store: Store) -> None:
    city = actions.add_organisation("system", name="青溪市总工会", level="city")
    park = actions.add_organisation("system", name="高新区工会", level="park", parent_id=city)
    actions.add_organisation("system", name="甲厂工会", level="enterprise", parent_id=park)
    actions.add_organisation("system", name="安县总工会", level="county", parent_id=city)

    with reading() as s:
        assert [(one.name, one.depth) for one in queries.tree(s)] == [
            ("青溪市总工会", 0),
            ("安县总工会", 1),
            ("高新区工会", 1),
            ("甲厂工会", 2),
        ]


def test_add_organisation_refuses_a_name_twice_and_an_unknown_parent(store: Store) -> None:
    actions.add_organisation("system", name="青溪市总工会", level="city")

    with pytest.raises(Refused, match="organisation_exists"):
        actions.add_organisation("system", name="青溪市总工会", level="county")
    with pytest.raises(Refused, match="organisation_not_there"):
        actions.add_organisation("system", name="甲厂", level="enterprise", parent_id="nobody")


def test_edit_organisation_renames_and_moves(store: Store) -> None:
    city = actions.add_organisation("system", name="青溪市总工会", level="city")
    works = actions.add_organisation("system", name="甲厂", level="enterprise")

    actions.edit_organisation(
        "system", works, name="甲厂集团", level="enterprise", short="甲", badge="甲", parent_id=city
    )

    with reading() as s:
        assert queries.tree(s)[1] == Branch(works, "甲厂集团", "甲", "甲", "enterprise", city, 1)
        assert [found and found.id for found in (queries.find_or_none(s, "甲"), queries.find_or_none(s, "乙"))] == [
            works,
            None,
        ]


def test_edit_organisation_refuses_a_circle_and_a_name_that_is_taken(store: Store) -> None:
    city = actions.add_organisation("system", name="青溪市总工会", level="city")
    works = actions.add_organisation("system", name="甲厂", level="enterprise", parent_id=city)

    with pytest.raises(Refused, match="organisation_below_itself"):
        actions.edit_organisation(
            "system", city, name="青溪市总工会", level="city", short="", badge="", parent_id=works
        )
    with pytest.raises(Refused, match="organisation_exists"):
        actions.edit_organisation(
            "system", works, name="青溪市总工会", level="city", short="", badge="", parent_id=None
        )


def test_edit_organisation_records_nothing_when_nothing_differs(store: Store) -> None:
    works = actions.add_organisation("system", name="甲厂", level="enterprise")

    actions.edit_organisation("system", works, name="甲厂", level="enterprise", short="", badge="", parent_id=None)

    with reading() as s:
        assert [line.kind for line in lines(s, "house")] == ["organisation_added"]
