"""Doors of the list of members: searching, filtering, and taking it away as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.jobs import exports
from competition.members import actions, queries, tables
from competition.members.pages.blueprint import Errors, pages, wrong_field
from competition.members.queries import Bits, Listed, Wanted
from competition.members.words import FIELDS, SEXES
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from competition.web.lists import Act, Asked, Column, Filter, Listing, asked, page
from competition.web.words import language, named

COLUMNS = (
    Column(key="name", title=FIELDS["name"], kept=True),
    Column(key="sex", title=FIELDS["sex"], sorts=False),
    Column(key="organisation", title=FIELDS["organisation"], sorts=False),
    Column(key="categories", title=FIELDS["categories"], sorts=False),
    Column(key="id_number", title=FIELDS["id_number"], sorts=False),
    Column(key="phone", title=FIELDS["phone"], sorts=False),
    Column(key="card_number", title=FIELDS["card_number"], sorts=False, shown=False),
    Column(key="since", title=FIELDS["since"], sorts=False),
    Column(key="consent", title=FIELDS["consent"], sorts=False, shown=False),
    Column(key="added", title=_l("Added"), shown=False),
)
ACTS = (
    Act(key="transfer", words=_l("Transfer"), picture="swap"),
    Act(key="add", words=_l("Give a category"), picture="plus"),
    Act(key="remove", words=_l("Take a category away"), picture="minus"),
    Act(key="leave", words=_l("End the membership"), picture="exit", tone="bad"),
)
MOST_BELOW = 100


@pages.get("/")
@may("member.read")
def index() -> ResponseReturnValue:
    """The members who fit, page by page."""
    with reading() as s:
        categories = queries.categories(s)
        filters = filters_of(s, request.args, categories)
        wishes = asked(request.args, COLUMNS, filters, sort="name")
        wanted = wanted_of(wishes)
        if wishes.narrowed:
            ids = queries.ids_found(s, wanted, queries.MOST_COUNTED)
            at = page(wishes, len(ids))
            members = queries.of_ids(s, ids[at.offset : at.offset + at.size])
        else:
            at = page(wishes, queries.count_found(s, wanted))
            members = queries.search(s, wanted, at.offset, at.size)
        found = queries.opened(s, members)
        rows = [Listed(one.member, one.organisation, one.numbers) for one in found]
        batch = queries.running_batch(s)
    may_edit = permitted("member.edit")
    listing = Listing(
        title=_("Members"), address=request.path, columns=COLUMNS, filters=filters, asked=wishes, page=at, rows=rows,
        placeholder=_("Beginning of the name, pinyin, initials, or a whole number"), acts=ACTS if may_edit else (),
        acts_to=url_for("members.acts"), export_to=url_for("members.export"),
    )  # fmt: skip
    return render_template(
        "members/index.html", members=listing, categories=categories, sexes=SEXES, may_edit=may_edit, batch=batch,
        capped=at.total >= queries.MOST_COUNTED, most=queries.MOST_COUNTED, here="members",
    )  # fmt: skip


@pages.post("/export")
@may("member.read")
def export() -> ResponseReturnValue:
    """The list as a spreadsheet: masked at once, or asked first whether whole numbers are needed, and why."""
    with reading() as s:
        categories = queries.categories(s)
        wishes = asked(request.form, COLUMNS, filters_of(s, request.form, categories), sort="name")
        wanted = wanted_of(wishes)
        count = min(queries.count_found(s, wanted), tables.MOST_ROWS)
    may_unmask = permitted("member.unmask")
    if may_unmask and "numbers" not in request.form:
        return _ask(wishes, count, {}, 200)
    whole = may_unmask and request.form.get("numbers") == "whole"
    try:
        actions.exported(me().id, count=count, whole=whole, reason=request.form.get("reason", "") if whole else "")
    except Refused as refused:
        return _ask(wishes, count, wrong_field(refused, "reason"), refused.status)
    back = url_for("members.index", **_kept(wishes))
    job_id = exports.start(
        tables.LIST, asdict(wanted) | {"whole": whole}, me().id, language(), name=_("Members"), back=back
    )
    return redirect(url_for("jobs.show", job_id=job_id), 303)


def filters_of(s: Session, args: Mapping[str, str], categories: Bits) -> list[Filter]:
    """The drop-downs above the list; units are walked down step by step."""
    return [
        Filter(key="unit", title=FIELDS["organisation"], all=_("Every union"), choices=_units(s, args.get("unit", ""))),
        Filter(
            key="category", title=_("Category"), all=_("Every category"),
            choices=[(str(one.bit), named(one.name, one.name_en)) for one in categories.categories],
        ),
        Filter(
            key="sex", title=FIELDS["sex"], all=_("Both sexes"),
            choices=[(key, words) for key, words in SEXES.items() if key],
        ),
        Filter(
            key="state", title=_("Today or before"), all=_("Members of today"),
            choices=[("left", _("Those who have left")), ("any", _("Everybody ever"))],
        ),
        Filter(
            key="consent", title=FIELDS["consent"], all=_("With and without consent"),
            choices=[("none", _("Without consent")), ("given", _("Consent given"))],
        ),
    ]  # fmt: skip


def wanted_of(wishes: Asked) -> Wanted:
    """What an address asks, as the queries take it."""
    keys = ("unit", "category", "sex", "state", "consent")
    return Wanted(
        text=wishes.text, sort=wishes.sort, down=wishes.down, **{key: wishes.filters.get(key, "") for key in keys}
    )


def _kept(wishes: Asked) -> dict[str, Any]:
    return dict(wishes.kept())


def _units(s: Session, chosen: str) -> list[tuple[str, str]]:
    """The units above the chosen one, itself, and those straight below it; the roots when none is chosen."""
    one = organisations.organisation(s, chosen) if chosen else None
    if one is None:
        roots, _total = organisations.branches(s, organisations.REGION, None, MOST_BELOW)
        return [(root.id, root.name) for root in roots]
    above = organisations.above(s, one.id)
    below = organisations.children_of(s, one.id)[:MOST_BELOW]
    return [*above, (one.id, one.name), *((each.id, f"\u3000{each.name}") for each in below)]


def _ask(wishes: Asked, count: int, errors: Errors, status: int) -> ResponseReturnValue:
    return (
        render_template(
            "members/export.html", kept=wishes.kept(), count=count, errors=errors, values=request.form,
            most=tables.MOST_ROWS, here="members",
        ),
        status,
    )  # fmt: skip
