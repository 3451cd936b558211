"""The list of events."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competition.accounts.guard import me, permitted, signed_in
from competition.events import queries
from competition.events.pages.blueprint import href_of, pages, readable
from competition.events.queries import Wanted
from competition.events.states import TABLE, phase
from competition.events.words import EVENT_STATES, PHASES, STATE_TONES
from competition.store import reading
from competition.web.lists import Column, Filter, Listing, asked, page

COLUMNS = (
    Column(key="name", title=_l("Name"), kept=True),
    Column(key="starts_on", title=_l("Dates")),
    Column(key="edition", title=_l("Edition"), sorts=False, numeric=True),
    Column(key="place", title=_l("Place"), sorts=False),
    Column(key="host", title=_l("Host"), sorts=False, shown=False),
    Column(key="trades", title=_l("Trades"), sorts=False, numeric=True),
    Column(key="state", title=_l("State")),
)


@pages.get("/")
@signed_in
def index() -> ResponseReturnValue:
    """Every event the person has a part in."""
    person = me()
    read, watched = readable(person)
    ids = None if read is None else read | watched
    with reading() as s:
        filters = (
            Filter(key="phase", title=_("State"), all=_("Every state"), choices=list(PHASES.items())),
            Filter(
                key="year",
                title=_("Year"),
                all=_("Every year"),
                choices=[(str(year), str(year)) for year in queries.years(s)],
            ),
        )
        wishes = asked(request.args, COLUMNS, filters, sort="starts_on", down=True)
        wanted = Wanted(
            ids=ids, text=wishes.text, sort=wishes.sort, down=wishes.down,
            states=[state for state in TABLE.states if phase(state) == wishes.filters["phase"]],
            year=int(wishes.filters["year"]) if wishes.filters["year"] else None,
        )  # fmt: skip
        shown = page(wishes, queries.count_of(s, wanted))
        rows = queries.page_of(s, wanted, shown.offset, shown.size)
        counts = queries.trade_counts(s, [one.id for one in rows])
    listing = Listing(
        title=_("Events"), address=request.path, columns=COLUMNS, filters=filters, asked=wishes, page=shown, rows=rows,
        placeholder=_("Name or place"),
    )  # fmt: skip
    return render_template(
        "events/index.html", list=listing, counts=counts, states=EVENT_STATES, tones=STATE_TONES,
        hrefs={one.id: href_of(one.id, person) for one in rows}, may_create=permitted("event.create"), here="events",
    )  # fmt: skip
