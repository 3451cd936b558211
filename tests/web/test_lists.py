"""Lists: what an address asks of one, and what the page shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from competition.web import lists
from competition.web.lists import Act, Asked, Column, Filter, Listing

COLUMNS = (
    Column(key="name", title="Name", kept=True),
    Column(key="level", title="Level"),
    Column(key="note", title="Note", sorts=False, shown=False),
    Column(key="number", title="No.", numeric=True),
)
FILTERS = (Filter(key="state", title="State", all="Every state", choices=[("on", "Running"), ("off", "Over")]),)
PAGE = """{% from "macros/lists.html" import listing %}{% call(row, key) listing(list, nothing="Nobody yet", nothing_more="Import.") -%}
{% if key == "name" %}<a class="name" href="/x/{{ row.id }}">{{ row.name }}</a>{% else %}{{ key }}{{ row.id }}{% endif %}{%- endcall %}"""


@dataclass
class Row:
    id: int
    name: str


def asked(**args: str) -> Asked:
    return lists.asked(MultiDict(args), COLUMNS, FILTERS, sort="name")


def listing(total: int = 120, rows: int = 3, **args: str) -> Listing:
    wishes = asked(**args)
    return Listing(
        title="Members", address="/members/", columns=COLUMNS, filters=FILTERS, asked=wishes,
        page=lists.page(wishes, total), rows=[Row(n, f"陈{n}") for n in range(rows)], placeholder="Name",
        acts=(Act(key="close", words="Close", tone="bad"),), acts_to="/members/acts", export_to="/members/export",
    )  # fmt: skip


def drawn(app: Flask, one: Listing) -> str:
    with app.test_request_context("/members/", headers={"Accept-Language": "en"}):
        return render_template_string(PAGE, list=one)


def test_asked_takes_defaults_for_what_is_not_asked() -> None:
    assert asked() == Asked(
        text="", sort="name", down=False, page=None, size=50, filters={"state": ""}, columns=("name", "level", "number"),
        given={}, usual=("name", "level", "number"),
    )  # fmt: skip


def test_asked_passes_over_what_the_list_does_not_offer() -> None:
    wild = asked(sort="-note", size="1000000", cols="secret", state="gone", page="9", drop="table", q="  陈 ")
    assert (wild.sort, wild.down, wild.size, wild.columns) == ("name", False, 50, ("name", "level", "number"))
    assert (wild.filters, wild.text, wild.narrowed) == ({"state": ""}, "陈", True)
    assert "drop" not in wild.given


def test_asked_reads_columns_joined_or_one_by_one_in_the_lists_order() -> None:
    joined = asked(cols="note,name")
    several = lists.asked(MultiDict([("cols", "note"), ("cols", "name")]), COLUMNS, FILTERS, sort="name")
    assert joined.columns == several.columns == ("name", "note")
    assert joined.given == several.given == {"cols": "name,note"}
    assert asked(cols="number,level,name").given == {}


def test_asked_for_paper_takes_long_pages() -> None:
    paper = asked(print="1", size="100", sort="-level", page="2")
    assert (paper.printing, paper.size, paper.page) == (True, lists.PRINTED, "2")
    assert paper.kept() == {"size": "100", "sort": "-level"}
    assert paper.turned(3) == {"size": "100", "sort": "-level", "page": "3", "print": "1"}


def test_kept_goes_back_to_the_first_page() -> None:
    assert asked(q="a", page="3", state="on").kept(sort="-name", state=None) == {"q": "a", "sort": "-name"}


def test_key_of_a_list_is_the_same_for_every_event() -> None:
    one = listing()
    object.__setattr__(one, "address", "/contestants/0190aaaa-0000-7000-8000-000000000000")
    assert one.key == "/contestants/*"


def test_listing_shows_rows_sort_pages_and_acts(app: Flask) -> None:
    page = drawn(app, listing(state="on", sort="-level"))
    for part in (
        'aria-sort="descending"',
        '<th scope="row"><a class="name" href="/x/0">陈0</a></th>',
        'data-label="Level">level0</td>',
        'href="/members/?state=on&amp;sort=level"',
        'rel="next" href="/members/?state=on&amp;sort=-level&amp;page=2"',
        'name="act" value="close"',
        "Everything that fits: 120 rows",
        '<option value="on" selected>Running</option>',
        'action="/members/export"',
        "1 to 50 of 120",
        "1 / 3",
        "State: Running",
    ):
        assert part in page.replace("sort=level&amp;state=on", "state=on&amp;sort=level").replace(
            "sort=-level&amp;state=on", "state=on&amp;sort=-level"
        ), part
    assert "note0" not in page
    assert page.count('name="ids"') == 3


def test_listing_on_paper_has_no_ticks_tools_or_acts(app: Flask) -> None:
    page = drawn(app, listing(print="1", q="陈", total=1200, rows=5))
    assert "Search: 陈 | 1200 rows" in page
    assert 'rel="next" href="/members/?q=%E9%99%88&amp;page=2&amp;print=1"' in page
    assert [one for one in ('name="ids"', 'name="act"', 'type="search"', "/members/export") if one in page] == []


@pytest.mark.parametrize(
    ("args", "words"), [({}, "Nobody yet"), ({"q": "x"}, "Nothing fits")], ids=["nothing", "nothing that fits"]
)
def test_listing_without_rows_says_what_to_do(app: Flask, args: dict[str, Any], words: str) -> None:
    page = drawn(app, listing(total=0, rows=0, **args))
    assert words in page
    assert "<table" not in page
    assert ('type="search"' in page) is bool(args)
